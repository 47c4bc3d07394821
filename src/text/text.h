// Text: fonts, shaping, line breaking and justification of one paragraph.
// Rule numbers B1..B12 are those of the typesetting checklist (tests/typesetting).
#ifndef ZIPING_TEXT_H
#define ZIPING_TEXT_H

#include "document/document.h"

// ---------------------------------------------------------------- fonts

typedef struct hb_face_t hb_face_t;
typedef struct hb_font_t hb_font_t;

typedef enum zp_outline { ZP_OUTLINE_CFF, ZP_OUTLINE_TRUETYPE } zp_outline;
typedef enum zp_embedding {
    ZP_EMBED_INSTALLABLE, // OS/2 fsType 0
    ZP_EMBED_EDITABLE,
    ZP_EMBED_PREVIEW,    // preview and print: enough for a PDF
    ZP_EMBED_RESTRICTED, // may not be embedded: ziping will not use it
} zp_embedding;

// Something that a folder behind this one makes of a face once and for all documents: the PDF back
// end its outlines. zp_fonts_close frees it.
typedef struct zp_kept {
    void *what;
    void (*free)(void *what);
} zp_kept;

// One face of one font file, mapped. Two roles that name the same file share it.
typedef struct zp_face {
    const char *file; // as opened
    const char *name; // PostScript name, ASCII
    unsigned index;   // in a collection
    unsigned id;      // position in zp_fonts, stable in a run
    hb_face_t *face;  // borrowed
    hb_font_t *font;  // scale: units per em
    unsigned units_per_em;
    unsigned glyph_count;
    zp_outline outline;
    zp_embedding embedding;
    bool no_subsetting; // fsType bit 8
    // In units of the em.
    int ascender, descender; // of the em box: placed by it, not by the font's own claims
    bool han;                // has Han, which stand in the em box; others stand on the baseline
    int bounds[4];           // head.xMin yMin xMax yMax
    int cap_height, italic_angle, weight;
    zp_text barred; // characters that it is not to set: fonts.toml, [[not]]
    zp_kept *kept;  // NULL: nothing can be kept
} zp_face;

typedef struct zp_fonts zp_fonts;
// Reads `folder`/fonts.toml and opens for every role the files that are there, in order: a file in
// `folder` itself goes before all. A role without any file is an error naming those looked for.
zp_status zp_fonts_open(zp_arena *arena, zp_messages *messages, const char *folder,
                        zp_fonts **fonts);
void zp_fonts_close(zp_fonts *fonts);
// The faces of a role in the order of fallback, opened when first asked for; NULL past the end.
// One that cannot be used (broken, or its licence forbids embedding) is left out with a warning.
const zp_face *zp_fonts_face(zp_fonts *fonts, zp_font_role role, size_t index);
size_t zp_fonts_own_count(zp_fonts *fonts, zp_font_role role); // without the fallback
// The name of a role in fonts.toml and in messages: 小标宋 …
const char *zp_font_role_name(zp_font_role role);

// The face has a glyph for the character, and may set it.
bool zp_face_has(const zp_face *face, uint32_t c);
// The glyph has no ink: a space, or what stands for a character that is not seen.
bool zp_face_blank(const zp_face *face, uint32_t glyph);

// The face has a glyph for the sequence of base and variation selector, or says that the base's own
// is the one (cmap format 14, B1.4).
bool zp_face_has_variation(const zp_face *face, uint32_t base, uint32_t selector);

// The font's table directory as it stands in the file (OpenType, "Table Directory"): it holds the
// checksum of every table, so that it differs where the font does. Borrowed; empty for a font that
// has none.
zp_text zp_face_directory(const zp_face *face);

// ---------------------------------------------------------------- coverage

// How many of the characters listed the face has, and in *total how many are listed. White space
// and lines that begin with # are no characters (fonts/general-use-characters.txt).
size_t zp_face_coverage(const zp_face *face, zp_text characters, size_t *total);

// ---------------------------------------------------------------- paragraphs

// A glyph in a line. x grows along the line, y across it (up); both in thousandths of a point.
typedef struct zp_glyph {
    uint32_t id;
    zp_length advance; // to the next glyph's origin, all spacing included
    // Drawing offset from the origin. In vertical text: of an upright glyph, dx to the right and dy
    // up; of a sideways one, dx downwards and dy to the right.
    zp_length dx, dy;
    uint32_t text;      // byte offset in the paragraph's text of the cluster's first character
    uint32_t text_size; // bytes of the cluster; 0 for a further glyph of the same cluster
} zp_glyph;

// Glyphs of one face, role and source node, in order.
typedef struct zp_glyph_run {
    const zp_face *face;
    zp_font_role role; // whose faces were asked; the first that could served
    zp_length size;
    zp_length x;         // of the first glyph's origin from the line's start
    const zp_node *node; // the RUN the characters come from
    const zp_glyph *glyphs;
    size_t count;
    bool sideways; // vertical text: these glyphs are rotated a quarter to the right
    int narrowed;  // thousandths taken off the glyphs' width: figures that share an em (B9)
} zp_glyph_run;

typedef struct zp_line {
    const zp_glyph_run *runs;
    size_t run_count;
    zp_length x;       // start of the line from the measure's left edge (indent, centring)
    zp_length width;   // from the first glyph's origin to the last one's end
    uint32_t from, to; // bytes in the paragraph's text
    bool justified;
} zp_line;

typedef struct zp_paragraph {
    zp_text text; // all runs joined; what glyph offsets mean
    const zp_line *lines;
    size_t line_count;
    zp_length pitch; // baseline to baseline
    zp_length size;  // em
    zp_length least; // vertical text: the least measure it can be set in
    bool parted;     // a line of a label ends within a word (B8)
    int set_by;      // lines that it has more than by itself: zp_paragraph_set_in (the caller's)
    const zp_style *style;
    const zp_face *face; // of the style's role: where its baseline is, the lines' is
} zp_paragraph;

typedef struct zp_typesetter zp_typesetter;
zp_typesetter *zp_typesetter_new(zp_messages *messages, zp_fonts *fonts);
void zp_typesetter_free(zp_typesetter *typesetter);
zp_dictionary *zp_typesetter_words(zp_typesetter *typesetter); // its own

// Sets the inline children of `block` (HEADING or PARAGRAPH) in lines of `measure`. percent scales
// size and pitch (100: as the style says). A character that no font has is an error at the run's
// place (id `no-glyph`). What cannot be broken and is wider than the measure is an error naming
// the place (id `too-wide`): nothing is ever cut off.
zp_status zp_paragraph_set(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                           zp_length measure, int percent, zp_paragraph **paragraph);
// The same but for the lines: only whether it can be set, and what is to be said of it.
zp_status zp_paragraph_check(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                             zp_length measure);
// The same with no word of a label parted that may be whole, for as many lines as that takes (B8).
zp_status zp_paragraph_set_whole(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                                 zp_length measure, int percent, zp_paragraph **paragraph);
// The same in just so many `lines`, one less or `more` than it would take, where marks can be
// squeezed or gaps widened for it without being seen (B8); *paragraph is NULL where they cannot.
// *strained: by how many thousandths of an em a character, to choose by.
zp_status zp_paragraph_set_in(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                              zp_length measure, size_t lines, bool more, int *strained,
                              zp_paragraph **paragraph);
// The same for text running downwards (B9); `measure` is the height, lines are columns.
zp_status zp_paragraph_set_vertical(zp_typesetter *typesetter, zp_arena *arena,
                                    const zp_node *block, zp_length measure, int percent,
                                    zp_paragraph **paragraph);

// How a word processor fills lines, one after the other: what its switches say (B11).
typedef struct zp_first_fit {
    zp_text not_first, not_last; // what no line begins or ends with
    zp_length tracking;          // behind every character, Western ones too
    int han_western;             // thousandths of an em between Han and Western
    bool squeeze_pairs;          // of two adjacent marks half an em is cut
    bool squeeze_start;          // an opening mark at a line's start loses its blank half
    bool squeeze;                // marks give up their blank halves to keep a mark in its line
} zp_first_fit;

// Where the lines of `block` end then, as bytes in its text; at least one line.
zp_status zp_paragraph_first_fit(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                                 zp_length measure, int percent, const zp_first_fit *rules,
                                 uint32_t **ends, size_t *count);

#endif
