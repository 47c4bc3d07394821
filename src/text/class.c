// What single characters are: classes for breaking (B2), squeezing (B4) and orientation (B9).
#include "text/private.h"

#include <unicode/uchar.h>

// ICU's class for the property, with those that the rules do not tell apart folded together.
static line_class from_icu(uint32_t c) {
    switch ((ULineBreak)u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK)) {
    case U_LB_BREAK_BOTH:
        return CLASS_B2;
    case U_LB_BREAK_AFTER:
        return CLASS_BA;
    case U_LB_BREAK_BEFORE:
        return CLASS_BB;
    case U_LB_MANDATORY_BREAK:
    case U_LB_CARRIAGE_RETURN:
    case U_LB_LINE_FEED:
    case U_LB_NEXT_LINE:
        return CLASS_BK;
    case U_LB_CONTINGENT_BREAK:
        return CLASS_CB;
    case U_LB_CLOSE_PUNCTUATION:
        return CLASS_CL;
    case U_LB_CLOSE_PARENTHESIS:
        return CLASS_CP;
    case U_LB_COMBINING_MARK:
        return CLASS_CM;
    case U_LB_E_BASE:
        return CLASS_EB;
    case U_LB_E_MODIFIER:
        return CLASS_EM;
    case U_LB_EXCLAMATION:
        return CLASS_EX;
    case U_LB_GLUE:
        return CLASS_GL;
    case U_LB_HEBREW_LETTER:
        return CLASS_HL;
    case U_LB_HYPHEN:
        return CLASS_HY;
    case U_LB_IDEOGRAPHIC:
        return CLASS_ID;
    case U_LB_INSEPARABLE:
        return CLASS_IN;
    case U_LB_INFIX_NUMERIC:
        return CLASS_IS;
    case U_LB_JL:
        return CLASS_JL;
    case U_LB_JT:
        return CLASS_JT;
    case U_LB_JV:
        return CLASS_JV;
    case U_LB_H2:
        return CLASS_H2;
    case U_LB_H3:
        return CLASS_H3;
    case U_LB_NONSTARTER:
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
        return CLASS_NS; // strict
    case U_LB_NUMERIC:
        return CLASS_NU;
    case U_LB_OPEN_PUNCTUATION:
        return CLASS_OP;
    case U_LB_POSTFIX_NUMERIC:
        return CLASS_PO;
    case U_LB_PREFIX_NUMERIC:
        return CLASS_PR;
    case U_LB_QUOTATION:
        return CLASS_QU;
    case U_LB_REGIONAL_INDICATOR:
        return CLASS_RI;
    case U_LB_SPACE:
        return CLASS_SP;
    case U_LB_BREAK_SYMBOLS:
        return CLASS_SY;
    case U_LB_WORD_JOINER:
        return CLASS_WJ;
    case U_LB_ZWSPACE:
        return CLASS_ZW;
    case U_LB_ZWJ:
        return CLASS_ZWJ;
    case U_LB_AMBIGUOUS: // ① ※ ■: as wide as a Han in Chinese text
        return u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH) == U_EA_AMBIGUOUS
                   ? CLASS_ID
                   : CLASS_AL;
    default:
        return CLASS_AL;
    }
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

bool mark_of_both(uint32_t c) {
    return c == 0x00B7 || c == 0x2013 || c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C ||
           c == 0x201D || (c >= 0x2025 && c <= 0x2027) || c == 0x2E3A;
}

bool hangs_on(uint32_t c) {
    if (c < 0x300) {
        return false;
    }
    if ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) || c == 0x200D) {
        return true;
    }
    if (c >= 0x3000 && c <= 0xFAFF && !(c >= 0x302A && c <= 0x302F) && c != 0x3099 && c != 0x309A) {
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

bool upright(uint32_t c) {
    int turn = u_getIntPropertyValue((UChar32)c, UCHAR_VERTICAL_ORIENTATION);
    return turn == U_VO_UPRIGHT || turn == U_VO_TRANSFORMED_UPRIGHT ||
           turn == U_VO_TRANSFORMED_ROTATED; // the font's vert glyph turns these
}
