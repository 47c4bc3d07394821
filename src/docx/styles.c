// word/styles.xml: every style of templates/styles.xml under its name, whole in itself, so that a
// change to one in Word changes no other.
#include "docx/parts.h"

// For a document without styles, which no form makes: 三号 仿宋 (GB/T 9704 5.2.2).
static const zp_style plain = {.id = {"body", 4},
                               .role = ZP_ROLE_FANGSONG,
                               .latin = ZP_ROLE_DIGITS,
                               .size = ZP_POINTS(16),
                               .pitch = 28990,
                               .align = ZP_ALIGN_JUSTIFY};

const zp_style *normal_style(const zp_document *document) {
    for (size_t i = 0; i < document->style_count; i++) {
        if (zp_text_is(document->styles[i]->id, "body")) {
            return document->styles[i];
        }
    }
    return document->style_count > 0 ? document->styles[0] : &plain;
}

static void write_fonts(part *part, const char *latin, const char *han) {
    part_start(part, "w:rFonts");
    part_attribute(part, "w:ascii", latin);
    part_attribute(part, "w:eastAsia", han);
    part_attribute(part, "w:hAnsi", latin);
    part_attribute(part, "w:cs", "Times New Roman");
    part_end(part);
}

static void write_language(part *part) {
    part_start(part, "w:lang");
    part_attribute(part, "w:val", "en-US");
    part_attribute(part, "w:eastAsia", "zh-CN");
    part_attribute(part, "w:bidi", "ar-SA");
    part_end(part);
}

static void write_run_face(part *part, const zp_style *style, bool grid) {
    part_start(part, "w:rPr");
    write_fonts(part, role_font(style->latin), role_font(style->role));
    part_switch(part, "w:snapToGrid", grid);
    // On the grid the page's charSpace tightens the characters (B12); doing it here too would
    // tighten them twice.
    if (!grid && style->tracking != 0) {
        part_number(part, "w:spacing", zp_scale(style->tracking, 1, 50));
    }
    part_number(part, "w:sz", half_points(style->size));
    part_number(part, "w:szCs", half_points(style->size));
    if (style->tabular) {
        part_start(part, "w14:numSpacing"); // figures of one width (B10), since Word 2010
        part_attribute(part, "w14:val", "tabular");
        part_end(part);
    }
    part_end(part);
}

static void write_defaults(part *part, const zp_style *normal) {
    part_start(part, "w:docDefaults");
    part_start(part, "w:rPrDefault");
    part_start(part, "w:rPr");
    write_fonts(part, role_font(ZP_ROLE_DIGITS), role_font(normal->role));
    part_number(part, "w:sz", half_points(normal->size));
    part_number(part, "w:szCs", half_points(normal->size));
    write_language(part);
    part_end(part);
    part_end(part);
    part_flag(part, "w:pPrDefault");
    part_end(part);
}

static void write_line_pitch(part *part, const zp_style *style) {
    part_start(part, "w:spacing");
    part_attribute_number(part, "w:before", twips(style->space_before));
    part_attribute_number(part, "w:after", twips(style->space_after));
    if (style->pitch > 0) {
        part_attribute_number(part, "w:line", twips(style->pitch));
        part_attribute(part, "w:lineRule", "exact");
    }
    part_end(part);
}

static void write_indent_side(part *part, const char *characters, const char *lengths, int em,
                              const zp_style *style, bool by_character) {
    if (by_character) {
        part_attribute_number(part, characters, em);
    }
    part_attribute_number(part, lengths, twips((zp_length)zp_scale(style->size, em, 100)));
}

// The …Chars attributes win over the lengths in Word and follow the size when it is changed by
// hand; the lengths are for readers that know no characters. Word counts left and right
// characters in the Normal style's size, so they only serve where that is the style's own.
static void write_indent(part *part, const zp_style *style, bool normal_size) {
    part_start(part, "w:ind");
    write_indent_side(part, "w:leftChars", "w:left", style->left_indent, style, normal_size);
    write_indent_side(part, "w:rightChars", "w:right", style->right_indent, style, normal_size);
    if (style->first_indent < 0) {
        write_indent_side(part, "w:hangingChars", "w:hanging", -style->first_indent, style, true);
    } else {
        write_indent_side(part, "w:firstLineChars", "w:firstLine", style->first_indent, style,
                          true);
    }
    part_end(part);
}

static const char *alignment(zp_align align) {
    switch (align) {
    case ZP_ALIGN_LEFT:
        return "left";
    case ZP_ALIGN_CENTER:
        return "center";
    case ZP_ALIGN_RIGHT:
        return "right";
    case ZP_ALIGN_JUSTIFY:
        return "both";
    case ZP_ALIGN_BALANCE: // Word has no balanced lines
    case ZP_ALIGN_DECIMAL:
        return "center";
    }
    return "left";
}

bool zp_docx_line_start_squeezed(const zp_style *style) {
    return !style->full_start && !(style->outline > 0 && style->first_indent > 0);
}

static void write_paragraph_frame(part *part, const zp_style *style, bool grid, bool normal_size) {
    part_start(part, "w:pPr");
    part_switch(part, "w:keepNext", style->keep_next);
    part_switch(part, "w:keepLines", style->outline > 0);
    part_flag(part, "w:widowControl");
    part_flag(part, "w:kinsoku");
    part_switch(part, "w:overflowPunct", style->hanging); // B4.6
    part_switch(part, "w:topLinePunct", zp_docx_line_start_squeezed(style));
    part_switch(part, "w:autoSpaceDE", style->han_western != 0);
    part_switch(part, "w:autoSpaceDN", style->han_western != 0);
    part_switch(part, "w:adjustRightInd", grid);
    // The paragraph's switch is for the grid's lines, the run's for its characters. Exact pitches
    // are the grid's lines already, and LibreOffice, which takes a negative charSpace for a huge
    // one, lets the paragraph's switch turn off both.
    part_value(part, "w:snapToGrid", "0");
    write_line_pitch(part, style);
    write_indent(part, style, normal_size);
    part_value(part, "w:jc", alignment(style->align));
    if (style->outline > 0) {
        part_number(part, "w:outlineLvl", style->outline > 9 ? 8 : style->outline - 1);
    } else if (style->title) { // the navigation begins with it
        part_number(part, "w:outlineLvl", 0);
    }
    part_end(part);
}

// Names that Word knows itself, and shows in the user's language.
static bool is_heading(const zp_style *style) {
    return zp_text_starts(style->id, "heading") && style->outline > 0;
}
static bool is_title(const zp_document *document, const zp_style *style) {
    const zp_style *first = NULL; // a name is one style's
    for (size_t i = 0; i < document->style_count && first == NULL; i++) {
        first = document->styles[i]->title ? document->styles[i] : NULL;
    }
    return style == first;
}

// Word finds its outline, navigation and table of contents by these names, and what makes a web
// page of a document finds its title.
static void write_style_name(part *part, const zp_document *document, const zp_style *style,
                             bool is_normal) {
    if (is_normal || is_title(document, style)) {
        part_value(part, "w:name", is_normal ? "Normal" : "Title");
        return;
    }
    part_start(part, "w:name");
    if (is_heading(style)) {
        char name[] = "heading 0";
        name[sizeof name - 2] = (char)('0' + (style->outline > 9 ? 9 : style->outline));
        part_attribute(part, "w:val", name);
    } else {
        part_attribute_text(part, "w:val", style->name.size > 0 ? style->name : style->id);
    }
    part_end(part);
}

static void write_style_reference(part *part, const char *element, const zp_style *style) {
    part_start(part, element);
    part_attribute_text(part, "w:val", style->id);
    part_end(part);
}

static void write_style(part *part, const zp_document *document, const zp_style *style,
                        const zp_style *normal, bool grid) {
    bool is_normal = style == normal;
    part_start(part, "w:style");
    part_attribute(part, "w:type", "paragraph");
    if (is_normal) {
        part_attribute(part, "w:default", "1");
    } else if (!is_heading(style) && !is_title(document, style)) {
        part_attribute(part, "w:customStyle", "1");
    }
    part_attribute_text(part, "w:styleId", style->id);
    write_style_name(part, document, style, is_normal);
    if (!is_normal) {
        write_style_reference(part, "w:basedOn", normal);
    }
    if (style->outline > 0 || style->title) {
        write_style_reference(part, "w:next", normal);
    }
    part_number(part, "w:uiPriority", is_normal ? 0 : style->outline > 0 ? 9 : 10);
    part_flag(part, "w:qFormat");
    // A page has one kind of grid: whole cells, or so many characters a line (section.c).
    bool on_grid = grid && style->grid && style->cells == normal->cells;
    write_paragraph_frame(part, style, on_grid, style->size == normal->size);
    write_run_face(part, style, on_grid);
    part_end(part);
}

// What a table has where its own properties say nothing: no room around the text.
static void write_table_default(part *part) {
    part_start(part, "w:style");
    part_attribute(part, "w:type", "table");
    part_attribute(part, "w:default", "1");
    part_attribute(part, "w:styleId", "table-normal");
    part_value(part, "w:name", "Normal Table");
    part_number(part, "w:uiPriority", 99);
    part_flag(part, "w:semiHidden");
    part_flag(part, "w:unhideWhenUsed");
    part_end(part);
}

static void write_rule(part *part, const char *element) {
    part_start(part, element);
    part_attribute(part, "w:val", "single");
    part_attribute(part, "w:sz", "4");
    part_attribute(part, "w:space", "0");
    part_attribute(part, "w:color", "auto");
    part_end(part);
}

static void write_form_table(part *part) {
    static const char *const sides[] = {"w:top",   "w:left",    "w:bottom",
                                        "w:right", "w:insideH", "w:insideV"};
    part_start(part, "w:style");
    part_attribute(part, "w:type", "table");
    part_attribute(part, "w:customStyle", "1");
    part_attribute(part, "w:styleId", "form-table");
    part_value(part, "w:name", "表格");
    part_value(part, "w:basedOn", "table-normal");
    part_number(part, "w:uiPriority", 39);
    part_flag(part, "w:qFormat");
    part_start(part, "w:tblPr");
    part_start(part, "w:tblBorders");
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        write_rule(part, sides[i]);
    }
    part_end(part);
    part_end(part);
    part_end(part);
}

void write_styles_part(part *part, const zp_document *document) {
    const zp_style *normal = normal_style(document);
    bool grid = sections_of(document).grid;
    part_start(part, "w:styles");
    write_name_spaces(part);
    part_attribute(part, "xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006");
    part_attribute(part, "xmlns:w14", "http://schemas.microsoft.com/office/word/2010/wordml");
    part_attribute(part, "mc:Ignorable", "w14");
    write_defaults(part, normal);
    for (size_t i = 0; i < document->style_count; i++) {
        write_style(part, document, document->styles[i], normal, grid);
    }
    write_table_default(part);
    write_form_table(part);
    part_end(part);
}
