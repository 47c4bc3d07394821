// word/settings.xml: the switches of B11.
#include "docx/parts.h"

// No Chinese line begins with these: Word's own list for zh-CN, then what B2 and GB/T 15834 add. ㎡
// ㎞ belong to the figure before; — stands here because Word would else part ——, which must stay
// whole (B3.5): it then begins no line either, as in the strict level.
#define NOT_FIRST                                                                                                                                            \
    "!%),.:;>?]}"                                                                                                                                            \
    "¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠" \
    "‐‒–—․‥‧‼⁇⁈⁉々〙〛〻・－｠㎞㎠㎡㎥⸺‱"
// And no line ends with these: opening marks, signs of money, what stands before a figure.
#define NOT_LAST "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥‚„±×№≤≥≦≧〘〚｟"

// There is one list for all styles, so the level of the text's own style decides (B3.1).
void zp_docx_line_edges(const zp_document *document, zp_buffer *not_first, zp_buffer *not_last) {
    bool solidus = normal_style(document)->edges != ZP_EDGES_BASIC;
    zp_buffer_print(not_first, "%s%s", NOT_FIRST, solidus ? "／" : "");
    zp_buffer_print(not_last, "%s%s", NOT_LAST, solidus ? "／" : "");
}

static void write_zoom(part *part) {
    part_start(part, "w:zoom");
    part_attribute(part, "w:percent", "100");
    part_end(part);
}

static void write_edge(part *part, const char *element, zp_buffer *characters) {
    part_start(part, element);
    part_attribute(part, "w:lang", "zh-CN");
    part_attribute_text(part, "w:val", zp_buffer_text(characters));
    part_end(part);
    zp_buffer_free(characters);
}

static void write_line_edges(part *part, const zp_document *document) {
    zp_buffer not_first = {0}, not_last = {0};
    zp_docx_line_edges(document, &not_first, &not_last);
    write_edge(part, "w:noLineBreaksAfter", &not_last);
    write_edge(part, "w:noLineBreaksBefore", &not_first);
}

static void write_compat_setting(part *part, const char *name, const char *value) {
    part_start(part, "w:compatSetting");
    part_attribute(part, "w:name", name);
    part_attribute(part, "w:uri", "http://schemas.microsoft.com/office/word");
    part_attribute(part, "w:val", value);
    part_end(part);
}

// adjustLineHeightInTable stays out: rows must not stand on the page's line grid (B11).
static void write_compat(part *part) {
    part_start(part, "w:compat");
    part_flag(part, "w:spaceForUL");
    part_flag(part, "w:balanceSingleByteDoubleByteWidth");
    part_flag(part, "w:doNotLeaveBackslashAlone");
    part_flag(part, "w:ulTrailSpace");
    // A line ended by w:br is not pulled apart to the full measure.
    part_flag(part, "w:doNotExpandShiftReturn");
    part_flag(part, "w:useFELayout");
    write_compat_setting(part, "compatibilityMode", "15");
    write_compat_setting(part, "overrideTableStyleFontSizeAndJustification", "1");
    write_compat_setting(part, "enableOpenTypeFeatures", "1");
    write_compat_setting(part, "doNotFlipMirrorIndents", "1");
    write_compat_setting(part, "differentiateMultirowTableHeaders", "1");
    write_compat_setting(part, "useWord2013TrackBottomHyphenation", "0");
    part_end(part);
}

static void write_theme_font_language(part *part) {
    part_start(part, "w:themeFontLang");
    part_attribute(part, "w:val", "en-US");
    part_attribute(part, "w:eastAsia", "zh-CN");
    part_end(part);
}

void write_settings_part(part *part, const zp_document *document) {
    sections sections = sections_of(document);
    part_start(part, "w:settings");
    write_name_spaces(part);
    write_zoom(part);
    if (sections.mirrored) {
        part_flag(part, "w:mirrorMargins");
    }
    part_flag(part, "w:bordersDoNotSurroundHeader");
    part_flag(part, "w:bordersDoNotSurroundFooter");
    // Two 字, the step a Chinese typist expects of the tab key.
    part_number(part, "w:defaultTabStop", 2 * twips(normal_style(document)->size));
    if (sections.numbered != NULL) {
        part_flag(part, "w:evenAndOddHeaders");
    }
    part_value(part, "w:characterSpacingControl", "compressPunctuation");
    write_line_edges(part, document);
    write_compat(part);
    write_theme_font_language(part);
    part_value(part, "w:decimalSymbol", ".");
    part_value(part, "w:listSeparator", ",");
    part_end(part);
}
