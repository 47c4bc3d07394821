// What single characters are: classes for breaking (B2) and squeezing (B4).
#include "text/private.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

// Our class of each of ICU's; those that the rules do not tell apart are AL.
static const uint8_t classes[U_LB_COUNT] = {
    [U_LB_BREAK_BOTH] = CLASS_B2,
    [U_LB_BREAK_AFTER] = CLASS_BA,
    [U_LB_BREAK_BEFORE] = CLASS_BB,
    [U_LB_MANDATORY_BREAK] = CLASS_BK,
    [U_LB_CARRIAGE_RETURN] = CLASS_BK,
    [U_LB_LINE_FEED] = CLASS_BK,
    [U_LB_NEXT_LINE] = CLASS_BK,
    [U_LB_CONTINGENT_BREAK] = CLASS_CB,
    [U_LB_CLOSE_PUNCTUATION] = CLASS_CL,
    [U_LB_CLOSE_PARENTHESIS] = CLASS_CP,
    [U_LB_COMBINING_MARK] = CLASS_CM,
    [U_LB_E_BASE] = CLASS_EB,
    [U_LB_E_MODIFIER] = CLASS_EM,
    [U_LB_EXCLAMATION] = CLASS_EX,
    [U_LB_GLUE] = CLASS_GL,
    [U_LB_HEBREW_LETTER] = CLASS_HL,
    [U_LB_HYPHEN] = CLASS_HY,
    [U_LB_IDEOGRAPHIC] = CLASS_ID,
    [U_LB_INSEPARABLE] = CLASS_IN,
    [U_LB_INFIX_NUMERIC] = CLASS_IS,
    [U_LB_JL] = CLASS_JL,
    [U_LB_JT] = CLASS_JT,
    [U_LB_JV] = CLASS_JV,
    [U_LB_H2] = CLASS_H2,
    [U_LB_H3] = CLASS_H3,
    [U_LB_NONSTARTER] = CLASS_NS,
    [U_LB_CONDITIONAL_JAPANESE_STARTER] = CLASS_NS,
    [U_LB_NUMERIC] = CLASS_NU,
    [U_LB_OPEN_PUNCTUATION] = CLASS_OP,
    [U_LB_POSTFIX_NUMERIC] = CLASS_PO,
    [U_LB_PREFIX_NUMERIC] = CLASS_PR,
    [U_LB_QUOTATION] = CLASS_QU,
    [U_LB_REGIONAL_INDICATOR] = CLASS_RI,
    [U_LB_SPACE] = CLASS_SP,
    [U_LB_BREAK_SYMBOLS] = CLASS_SY,
    [U_LB_WORD_JOINER] = CLASS_WJ,
    [U_LB_ZWSPACE] = CLASS_ZW,
    [U_LB_ZWJ] = CLASS_ZWJ,
};

line_class plain_class_of(uint32_t c) {
    int property = u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK);
    return property < U_LB_COUNT ? (line_class)classes[property] : CLASS_AL;
}

static line_class from_icu(uint32_t c) {
    if (u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK) == U_LB_AMBIGUOUS &&
        u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH) == U_EA_AMBIGUOUS) {
        return CLASS_ID; // ① ※ ■: as wide as a Han in Chinese text
    }
    return plain_class_of(c);
}

// The table of B2: where plain UAX #14 is wrong for Simplified Chinese.
line_class class_of(uint32_t c) {
    if (c >= 0x4E00 && c <= 0x9FFF) {
        return CLASS_ID;
    }
    if (c >= '0' && c <= '9') {
        return CLASS_NU;
    }
    switch (c) {
    case 0x201C:
    case 0x2018:
        return CLASS_OP; // “ ‘
    case 0x201D:
    case 0x2019:
        return CLASS_CL; // ” ’
    case 0x00B7:
    case 0x2027:
    case 0x30FB: // · at no line's start
    case 0xFF5E:
    case 0xFF0F:
    case 0xFF0D: // ～ ／ －
    case 0x2013:
        return CLASS_NS; // –
    case 0x2014:
    case 0x2E3A:
        return CLASS_B2; // —, ⸺
    case 0x33A1:
    case 0x33A0:
    case 0x339E:
    case 0x33A5:
        return CLASS_PO; // ㎡ …
    case 0x2264:
    case 0x2265:
    case 0x2266:
    case 0x2267: // ≤ ≥ ≦ ≧ end no line
    case 0x00B1:
    case 0x00D7:
        return CLASS_PR; // ± ×
    case 0x00B2:
    case 0x00B3:
    case 0x00B9:
    case 0x2070:
    case 0x2074:
    case 0x2075:
    case 0x2076:
    case 0x2077:
    case 0x2078:
    case 0x2079:
    case 0x00AE:
    case 0x2122:
        return CLASS_NS; // ² ³ ¹ ⁴ ® ™ stay with their word (B3.6)
    default:
        return from_icu(c);
    }
}

mark mark_of(uint32_t c) {
    switch (c) {
    case 0x201C:
    case 0x2018:
    case 0x3008:
    case 0x300A:
    case 0x300C:
    case 0x300E:
    case 0x3010:
    case 0x3014:
    case 0x3016:
    case 0x3018:
    case 0x301A:
    case 0xFF08:
    case 0xFF3B:
    case 0xFF5B:
        return MARK_OPEN;
    case 0x201D:
    case 0x2019:
    case 0x3009:
    case 0x300B:
    case 0x300D:
    case 0x300F:
    case 0x3011:
    case 0x3015:
    case 0x3017:
    case 0x3019:
    case 0x301B:
    case 0xFF09:
    case 0xFF3D:
    case 0xFF5D:
        return MARK_CLOSE;
    case 0x3001:
    case 0xFF0C:
    case 0xFF1A:
    case 0xFF1B:
        return MARK_COMMA;
    case 0x3002:
    case 0xFF01:
    case 0xFF0E:
    case 0xFF1F:
        return MARK_STOP;
    case 0x00B7:
    case 0x2027:
        return MARK_DOT;
    case 0x2013:
    case 0x2014:
    case 0x2025:
    case 0x2026:
    case 0x2E3A:
    case 0xFF5E:
    case 0xFF0F:
    case 0xFF0D:
        return MARK_CONNECTOR;
    default:
        return MARK_NONE;
    }
}

bool selects(uint32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

bool hangs_on(uint32_t c) {
    if (c < 0x300) {
        return false;
    }
    if (selects(c) || c == 0x200D) {
        return true;
    }
    if (c >= 0x309B && c <= 0xA48C) {
        return false; // the usual case, without asking ICU
    }
    uint32_t type = U_GET_GC_MASK((UChar32)c);
    return (type & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_MC_MASK)) != 0;
}

script script_of(uint32_t c) {
    if (c >= 0x4E00 && c <= 0x9FFF) {
        return SCRIPT_HAN;
    }
    if (c == ' ' || c == 0xA0 || c == '\t') {
        return SCRIPT_SPACE;
    }
    if (c < 0x80 || (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7)) {
        return SCRIPT_WESTERN;
    }
    int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    if (mark_of(c) != MARK_NONE) {
        return SCRIPT_OTHER;
    }
    if (width == U_EA_WIDE || width == U_EA_FULLWIDTH || width == U_EA_AMBIGUOUS) {
        return u_isalnum((UChar32)c) || width == U_EA_WIDE ? SCRIPT_HAN : SCRIPT_OTHER;
    }
    return u_isalnum((UChar32)c) ? SCRIPT_WESTERN : SCRIPT_OTHER;
}

bool joins_western(uint32_t c) {
    if (c < 0x370 || c > 0x1FFF) {
        return false; // the usual case, without asking ICU
    }
    UErrorCode error = U_ZERO_ERROR;
    UScriptCode of = uscript_getScript((UChar32)c, &error);
    return (of == USCRIPT_GREEK || of == USCRIPT_CYRILLIC) && u_isalpha((UChar32)c);
}
