// word/settings.xml: the switches of B11.
#include "docx/parts.h"

// No Chinese line begins with these, by Word's own list for zh-CN and B2: ㎡ ℃ ％ belong to the
// figure before, ／ and － connect. GB-style (B3.1).
#define NOT_AT_LINE_START                                                                                                                                          \
    "!%),.:;>?]}"                                                                                                                                                  \
    "¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），－．／：；？］｀｜｝～￠" \
    "㎡"
// And no line ends with these: opening marks, signs of money, the solidus (B3.1).
#define NOT_AT_LINE_END "$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（／［｛￡￥"

static void write_zoom(part *part) {
    part_start(part, "w:zoom");
    part_attribute(part, "w:percent", "100");
    part_end(part);
}

static void write_line_breaks(part *part, const char *element, const char *characters) {
    part_start(part, element);
    part_attribute(part, "w:lang", "zh-CN");
    part_attribute(part, "w:val", characters);
    part_end(part);
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
    write_line_breaks(part, "w:noLineBreaksAfter", NOT_AT_LINE_END);
    write_line_breaks(part, "w:noLineBreaksBefore", NOT_AT_LINE_START);
    write_compat(part);
    write_theme_font_language(part);
    part_value(part, "w:decimalSymbol", ".");
    part_value(part, "w:listSeparator", ",");
    part_end(part);
}
