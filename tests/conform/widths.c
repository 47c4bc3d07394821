// The widths of glyphs in embedded fonts, by FreeType:
//
//   widths FONT KIND < codes
//
// prints the width of each code in thousandths of the em, times a thousand. KIND: cid, of a bare
// CFF with CIDs, whose glyphs FreeType finds by them; glyph, of anything else.
#include <ft2build.h>
#include FT_FREETYPE_H
#include <stdio.h>
#include <string.h>

int main(int count, char **arguments) {
    FT_Library library;
    FT_Face face;
    unsigned code;
    if (count != 3 || FT_Init_FreeType(&library) != 0 ||
        FT_New_Face(library, arguments[1], 0, &face) != 0) {
        return 1;
    }
    int keyed = face->face_flags & FT_FACE_FLAG_CID_KEYED ? 1 : 0;
    if (keyed != (strcmp(arguments[2], "cid") == 0)) {
        return 2;
    }
    while (scanf("%u", &code) == 1) {
        if (FT_Load_Glyph(face, code, FT_LOAD_NO_SCALE) != 0) {
            return 3;
        }
        printf("%lld\n",
               (long long)face->glyph->metrics.horiAdvance * 1000000 / face->units_per_EM);
    }
    FT_Done_Face(face);
    FT_Done_FreeType(library);
    return 0;
}
