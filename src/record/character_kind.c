#include "record/characters.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

// What nearly all of a text is made of, by range: only known characters that are NFC by themselves
// and join nothing before them. A CR stands only before a line feed: input.c has seen to that.
static bool is_common(uint32_t c) {
    return (c >= 0x20 && c < 0x7F) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3000 && c < 0x302A) ||
           (c >= 0xFF01 && c < 0xFF5F) || (c >= 0x2010 && c < 0x2028) || c == '\n' || c == '\t' ||
           c == '\r' || (c >= 0xA0 && c < 0x300 && c != 0xAD) || (c >= 0x3400 && c < 0x4DC0) ||
           (c >= 0x20000 && c < 0x2A6E0);
}

static bool is_radical(uint32_t c) {
    return (c >= 0x2E80 && c <= 0x2EF3 && c != 0x2E9A) || (c >= 0x2F00 && c <= 0x2FD5);
}

// ICU knows the twelve among U+FA0E..FA29 that are no compatibility ideographs: they have no
// decomposition.
static bool is_compatibility(uint32_t c) {
    return (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

static bool is_mixing(uint32_t c) {
    return u_getCombiningClass((UChar32)c) != 0 ||
           u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES;
}

static character_kind kind_by_property(uint32_t c) {
    UChar32 point = (UChar32)c;
    if (u_hasBinaryProperty(point, UCHAR_VARIATION_SELECTOR)) {
        return CHARACTER_SELECTOR;
    }
    if (u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
        return CHARACTER_INVISIBLE;
    }
    switch (u_charType(point)) {
    case U_CONTROL_CHAR:
        return CHARACTER_CONTROL;
    case U_PRIVATE_USE_CHAR:
        return CHARACTER_PRIVATE;
    case U_UNASSIGNED:
        return CHARACTER_UNASSIGNED;
    default:
        break;
    }
    if (!is_mixing(c)) {
        return CHARACTER_PLAIN;
    }
    return is_compatibility(c) ? CHARACTER_COMPATIBILITY : CHARACTER_MIXING;
}

character_kind record_character_kind(uint32_t c) {
    if (is_common(c)) {
        return CHARACTER_PLAIN;
    }
    if (record_is_control(c)) {
        return CHARACTER_CONTROL;
    }
    if (U_IS_UNICODE_NONCHAR((UChar32)c)) {
        return CHARACTER_NOT;
    }
    if (c == 0xFFFD) {
        return CHARACTER_REPLACEMENT;
    }
    return is_radical(c) ? CHARACTER_RADICAL : kind_by_property(c);
}

// ---------------------------------------------------------------- what is meant

// Equivalent_Unified_Ideograph of U+2E80 to U+2EF3 (Unicode 14); ICU has no such property, and
// NFKC maps only two of them.
static const uint32_t radicals[] = {
    0,       0x5382,  0x4E5B,  0x4E5A, 0x4E59, 0x4EBB,  0x5182,  0x20628, 0x5200,  0x5202,  0x535C,
    0x353E,  0x5C0F,  0x5C0F,  0x5140, 0x5C23, 0x5C22,  0x21BC2, 0x5DF3,  0x5E7A,  0x5F51,  0x5F50,
    0x5FC4,  0x5FC3,  0x624C,  0x6535, 0,      0x65E1,  0x65E5,  0x6708,  0x6B7A,  0x6BCD,  0x6C11,
    0x6C35,  0x6C3A,  0x706C,  0x722B, 0x722B, 0x4E2C,  0x725B,  0x72AD,  0x738B,  0x24D14, 0x76EE,
    0x793A,  0x793B,  0x25AD7, 0x7CF9, 0x7E9F, 0x7F53,  0x7F52,  0x34C1,  0x5197,  0x2626B, 0x7F8A,
    0x2634C, 0x2634B, 0x8002,  0x8080, 0x807F, 0x8089,  0x26951, 0x8279,  0x8279,  0x8279,  0x864E,
    0x8864,  0x8980,  0x897F,  0x89C1, 0x89D2, 0x278B2, 0x8BA0,  0x8D1D,  0x27FB7, 0x8F66,  0x8FB6,
    0x8FB6,  0x8FB6,  0x9091,  0x9485, 0x9577, 0x9578,  0x957F,  0x95E8,  0x28E0F, 0x961D,  0x96E8,
    0x9752,  0x97E6,  0x9875,  0x98CE, 0x98DE, 0x98DF,  0x2967F, 0x98E0,  0x9963,  0x29810, 0x9A6C,
    0x9AA8,  0x9B3C,  0x9C7C,  0x9E1F, 0x5364, 0x9EA6,  0x9EC4,  0x9EFE,  0x6589,  0x9F50,  0x6B6F,
    0x9F7F,  0x7ADC,  0x9F99,  0x9F9C, 0x4E80, 0x9F9F,
};

// The 24 characters that GB 18030-2005 had in the private use area, and what they are since
// GB 18030-2022 (18 by their mapping, six by their four-byte codes): Unicode L2/23-003r.
static const struct {
    uint16_t was;
    uint32_t is;
} gb18030[] = {
    {0xE78D, 0xFE10},  {0xE78E, 0xFE12},  {0xE78F, 0xFE11},  {0xE790, 0xFE13}, {0xE791, 0xFE14},
    {0xE792, 0xFE15},  {0xE793, 0xFE16},  {0xE794, 0xFE17},  {0xE795, 0xFE18}, {0xE796, 0xFE19},
    {0xE816, 0x20087}, {0xE817, 0x20089}, {0xE818, 0x200CC}, {0xE81E, 0x9FB4}, {0xE826, 0x9FB5},
    {0xE82B, 0x9FB6},  {0xE82C, 0x9FB7},  {0xE831, 0x215D7}, {0xE832, 0x9FB8}, {0xE83B, 0x2298F},
    {0xE843, 0x9FB9},  {0xE854, 0x9FBA},  {0xE855, 0x241FE}, {0xE864, 0x9FBB},
};

static uint32_t decomposed(const UNormalizer2 *form, uint32_t c) {
    UChar to[8];
    UErrorCode error = U_ZERO_ERROR;
    int32_t size = unorm2_getDecomposition(form, (UChar32)c, to, 8, &error);
    UChar32 point = 0;
    int32_t at = 0;
    if (size > 0 && U_SUCCESS(error)) {
        U16_NEXT(to, at, size, point);
    }
    return (uint32_t)point;
}

uint32_t record_character_meant(uint32_t c) {
    UErrorCode error = U_ZERO_ERROR;
    if (c >= 0x2E80 && c <= 0x2EF3) {
        return radicals[c - 0x2E80];
    }
    if (c >= 0x2F00 && c <= 0x2FD5) {
        return decomposed(unorm2_getNFKCInstance(&error), c);
    }
    if (is_compatibility(c)) {
        return decomposed(unorm2_getNFCInstance(&error), c);
    }
    for (size_t i = 0; i < sizeof gb18030 / sizeof *gb18030; i++) {
        if (gb18030[i].was == c) {
            return gb18030[i].is;
        }
    }
    return 0;
}
