// What is said of characters: set by another face, drawn without their variation, or by none.
#include "text/private.h"

#include <hb.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

const char *zp_font_role_name(zp_font_role which) {
    static const char *const names[ZP_ROLE_COUNT] = {"小标宋", "黑体", "楷体",
                                                     "仿宋",   "宋体", "digits"};
    return names[which];
}

// ------------------------------------------------ once each

static uint64_t *slot_of(uint64_t *table, size_t capacity, uint64_t key) {
    size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (capacity - 1);
    while (table[at] != 0 && table[at] != key) {
        at = (at + 1) & (capacity - 1);
    }
    return &table[at];
}

static void grow(zp_typesetter *typesetter) {
    size_t capacity = typesetter->told_capacity == 0 ? 256 : typesetter->told_capacity * 2;
    uint64_t *table = zp_allocate(capacity * sizeof *table);
    memset(table, 0, capacity * sizeof *table);
    for (size_t i = 0; i < typesetter->told_capacity; i++) {
        if (typesetter->told[i] != 0) {
            *slot_of(table, capacity, typesetter->told[i]) = typesetter->told[i];
        }
    }
    free(typesetter->told);
    typesetter->told = table;
    typesetter->told_capacity = capacity;
}

// True the first time. Keys are not 0.
static bool first_time(zp_typesetter *typesetter, uint64_t key) {
    if (typesetter->told_count * 2 >= typesetter->told_capacity) {
        grow(typesetter);
    }
    uint64_t *slot = slot_of(typesetter->told, typesetter->told_capacity, key);
    if (*slot == key) {
        return false;
    }
    *slot = key;
    typesetter->told_count++;
    return true;
}

static uint64_t key_of(const box *item, unsigned kind) {
    return (uint64_t)kind << 60 | (uint64_t)(item->role + 1) << 48 |
           (uint64_t)(item->selector & 0xFFFFF) << 24 | item->code_point;
}

// ------------------------------------------------ remarks

static zp_text cluster(const boxes *all, const box *item) {
    return zp_text_slice(all->text, item->text, (size_t)item->text + item->text_size);
}

// U+0065 U+0301
static void add_points(zp_buffer *out, zp_text text) {
    for (size_t i = 0; i < text.size;) {
        zp_buffer_add_string(out, i > 0 ? " " : "");
        zp_buffer_print(out, "U+%04X", (unsigned)zp_utf8_next(text, &i));
    }
}

// Why the first face of the role has been passed over: the format of the remark.
static const char *lack_of(const zp_face *face, const box *item) {
    hb_codepoint_t glyph;
    return !hb_font_get_nominal_glyph(face->font, item->code_point, &glyph)
               ? ZP_MARKED("%.*s (%.*s) is not in %s (%s); %s sets it")
           : !zp_face_has(face, item->code_point)
               ? ZP_MARKED("%.*s (%.*s) is not to be set from %s (%s); %s sets it")
           : item->selector != 0 ? ZP_MARKED("%.*s (%.*s) has no such form in %s (%s); %s sets it")
           : item->mark != MARK_NONE ? ZP_MARKED("%.*s (%.*s) is no em wide in %s (%s); %s sets it")
                                     : ZP_MARKED("%.*s (%.*s) is not whole in %s (%s); %s sets it");
}

void tell_fallback(zp_typesetter *typesetter, const boxes *all, const box *item) {
    if (!first_time(typesetter, key_of(item, 0))) {
        return;
    }
    zp_font_role role = (zp_font_role)item->role;
    const zp_face *first = zp_fonts_face(typesetter->fonts, role, 0);
    zp_buffer points = {0};
    add_points(&points, cluster(all, item));
    zp_report(typesetter->messages, ZP_REMARK, item->node->place, "font-fallback",
              lack_of(first, item), ZP_ARG(cluster(all, item)), ZP_ARG(zp_buffer_text(&points)),
              first->name, zp_font_role_name(role), item->face->name);
    zp_buffer_free(&points);
}

void tell_ignored_variation(zp_typesetter *typesetter, const boxes *all, const box *item) {
    box sequence = *item;
    sequence.role = 0; // once for all roles: what is to be done about it is the same
    if (first_time(typesetter, key_of(&sequence, 1))) {
        zp_report(typesetter->messages, ZP_REMARK, item->node->place, "variation-ignored",
                  "no font has the variation U+%04X U+%04X of %.*s; its usual form is drawn",
                  (unsigned)item->code_point, (unsigned)item->selector, ZP_ARG(cluster(all, item)));
    }
}

// ------------------------------------------------ the error

typedef struct kind {
    const char *name, *help;
} kind;

static kind kind_of(uint32_t c) {
    static const char *const font =
        ZP_MARKED("put a font that has it into fonts/ and name it in fonts.toml");
    switch (u_charType((UChar32)c)) {
    case U_PRIVATE_USE_CHAR:
        return (kind){
            ZP_MARKED("private use: only the font it was typed with knows its look"),
            ZP_MARKED("type the Unicode character in its place, or name that font in fonts.toml")};
    case U_CONTROL_CHAR:
        return (kind){ZP_MARKED("a control character"), ZP_MARKED("take it out")};
    case U_FORMAT_CHAR:
        return (kind){ZP_MARKED("cannot be seen"), ZP_MARKED("take it out")};
    case U_UNASSIGNED:
        return (u_hasBinaryProperty((UChar32)c, UCHAR_NONCHARACTER_CODE_POINT))
                   ? (kind){ZP_MARKED("not a character"), ZP_MARKED("take it out")}
                   : (kind){
                         ZP_MARKED("not assigned in Unicode yet"),
                         ZP_MARKED(
                             "check what was meant, or put a font that has it into fonts/ and name "
                             "it in fonts.toml")};
    default:
        return (kind){NULL, font};
    }
}

// `CJK Unified Ideographs Extension G`
static void add_block(zp_buffer *out, uint32_t c) {
    int block = u_getIntPropertyValue((UChar32)c, UCHAR_BLOCK);
    const char *name = u_getPropertyValueName(UCHAR_BLOCK, block, U_LONG_PROPERTY_NAME);
    for (; name != NULL && *name != '\0'; name++) {
        zp_buffer_add(out, *name == '_' ? " " : name, 1);
    }
}

// The character and what it is: 𰀀 (U+30000, CJK UNIFIED IDEOGRAPH-30000, …)
static void add_character(zp_buffer *out, uint32_t c, const char *what) {
    char character[4], name[128] = {0};
    UErrorCode error = U_ZERO_ERROR;
    u_charName((UChar32)c, U_EXTENDED_CHAR_NAME, name, sizeof name, &error);
    if (u_isgraph((UChar32)c)) {
        zp_buffer_add(out, character, zp_utf8_put(c, character));
        zp_buffer_add_string(out, " ");
    }
    zp_buffer_print(out, "(U+%04X, %s, ", (unsigned)c, U_SUCCESS(error) ? name : "");
    add_block(out, c);
    zp_buffer_print(out, "%s%s)", what ? zp_translated("; ") : "", what ? zp_translated(what) : "");
}

// The first character of the cluster that no face of the role has; 0: each is in some face.
static uint32_t missing_in(zp_typesetter *typesetter, const boxes *all, const box *item) {
    zp_text text = cluster(all, item);
    for (size_t i = 0; i < text.size;) {
        uint32_t c = zp_utf8_next(text, &i);
        bool found = selects(c);
        if (u_charType((UChar32)c) == U_PRIVATE_USE_CHAR) {
            return c;
        }
        for (size_t j = 0; !found; j++) {
            const zp_face *face = zp_fonts_face(typesetter->fonts, (zp_font_role)item->role, j);
            if (face == NULL) {
                return c;
            }
            found = zp_face_has(face, c);
        }
    }
    return 0;
}

void tell_missing(zp_typesetter *typesetter, const boxes *all, size_t i) {
    enum { AROUND = 6 };
    const box *item = &all->items[i];
    size_t last = i + AROUND < all->count ? i + AROUND : all->count - 1;
    size_t from = all->items[i > AROUND ? i - AROUND : 0].text;
    zp_text shown =
        zp_text_slice(all->text, from, all->items[last].text + all->items[last].text_size);
    uint32_t c = missing_in(typesetter, all, item);
    kind kind = kind_of(c == 0 ? item->code_point : c);
    zp_buffer what = {0};
    if (c != 0) {
        add_character(&what, c, kind.name);
    } else {
        zp_buffer_print(&what, "%.*s (", ZP_ARG(cluster(all, item)));
        add_points(&what, cluster(all, item));
        zp_buffer_add_string(&what, ")");
    }
    zp_report(typesetter->messages, ZP_ERROR, item->node->place, "no-glyph",
              c != 0 ? ZP_MARKED("no font has the character %.*s in “%.*s”; %s")
                     : ZP_MARKED("no font has all of %.*s in “%.*s”; %s"),
              ZP_ARG(zp_buffer_text(&what)), ZP_ARG(shown), zp_translated(kind.help));
    zp_buffer_free(&what);
}
