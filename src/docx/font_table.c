// word/fontTable.xml: the fonts Word and WPS users have, and what to take where they are missing.
#include "docx/parts.h"

typedef struct font {
    const char *name;
    const char *other_names; // asked for in turn where `name` is not installed
    const char *charset;     // 86: GB 2312
    const char *family;
    const char *pitch;
} font;

static const font fonts[ZP_ROLE_COUNT] = {
    [ZP_ROLE_TITLE] = {"方正小标宋简体", "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋", "86",
                       "auto", "variable"},
    [ZP_ROLE_HEI] = {"黑体", "SimHei", "86", "modern", "fixed"},
    [ZP_ROLE_KAI] = {"楷体_GB2312", "楷体,KaiTi", "86", "modern", "fixed"},
    [ZP_ROLE_FANGSONG] = {"仿宋_GB2312", "仿宋,FangSong", "86", "modern", "fixed"},
    [ZP_ROLE_SONG] = {"宋体", "SimSun", "86", "auto", "variable"},
    [ZP_ROLE_DIGITS] = {"Times New Roman", NULL, "00", "roman", "variable"},
};

const char *role_font(zp_font_role role) {
    return fonts[role < ZP_ROLE_COUNT ? role : ZP_ROLE_FANGSONG].name;
}

static void write_font(part *part, const font *font) {
    part_start(part, "w:font");
    part_attribute(part, "w:name", font->name);
    if (font->other_names != NULL) {
        part_value(part, "w:altName", font->other_names);
    }
    part_value(part, "w:charset", font->charset);
    part_value(part, "w:family", font->family);
    part_value(part, "w:pitch", font->pitch);
    part_end(part);
}

void write_font_table_part(part *part, const zp_document *document) {
    (void)document;
    part_start(part, "w:fonts");
    write_name_spaces(part);
    for (size_t role = 0; role < ZP_ROLE_COUNT; role++) {
        write_font(part, &fonts[role]);
    }
    part_end(part);
}
