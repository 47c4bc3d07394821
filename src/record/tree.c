#include "record/tree.h"

#include <stdlib.h>
#include <string.h>

zp_value *record_tree_new(record_tree *tree, zp_value_kind kind, zp_place place) {
    zp_value *value = ZP_NEW(tree->arena, zp_value);
    value->kind = kind;
    value->place = place;
    return value;
}

void record_tree_too_deep(record_tree *tree, zp_place place) {
    zp_report(tree->messages, ZP_ERROR, place, "nesting",
              "lists and tables are nested deeper than %d here; no form needs that",
              ZP_NESTING_MAX);
}

// The half that the escape at this offset is, or 0.
static unsigned surrogate_at(const record_tree *tree, size_t offset) {
    char digits[5] = {0};
    zp_text text = zp_text_slice(tree->input.text, offset, offset + 6);
    if (text.size < 6 || !zp_text_starts(text, "\\u")) {
        return 0;
    }
    memcpy(digits, text.data + 2, 4);
    unsigned long value = strtoul(digits, NULL, 16);
    return value >= 0xD800 && value < 0xE000 ? (unsigned)value : 0;
}

void record_tree_lone_surrogate(record_tree *tree, size_t offset) {
    unsigned half = surrogate_at(tree, offset), next = surrogate_at(tree, offset + 6);
    unsigned last = offset >= 6 ? surrogate_at(tree, offset - 6) : 0;
    unsigned before = offset >= 12 ? surrogate_at(tree, offset - 12) : 0;
    bool paired = before != 0 && before < 0xDC00;
    if (half < 0xDC00 && last >= 0xDC00 && !paired) { // RapidJSON goes on behind the first half
        next = half;
        half = last;
        offset -= 6;
    }
    zp_place place = record_input_place(&tree->input, offset);
    if (half >= 0xDC00 && next != 0 && next < 0xDC00) {
        zp_report(tree->messages, ZP_ERROR, place, "lone-surrogate",
                  "the halves \\u%04X and \\u%04X of a surrogate pair stand in the wrong order; "
                  "write \\u%04X\\u%04X, or the character itself",
                  half, next, next, half);
    } else if (half >= 0xDC00) {
        zp_report(tree->messages, ZP_ERROR, place, "lone-surrogate",
                  "\\u%04X is the second half of a surrogate pair, and no first half (\\uD800 to "
                  "\\uDBFF) stands before it; write the character itself",
                  half);
    } else {
        zp_report(tree->messages, ZP_ERROR, place, "lone-surrogate",
                  "\\u%04X is the first half of a surrogate pair, and no second half (\\uDC00 to "
                  "\\uDFFF) follows; write the character itself",
                  half);
    }
}

void record_tree_toml_surrogate(record_tree *tree, size_t behind) {
    size_t offset = behind < tree->input.text.size ? behind : 0;
    while (offset > 0 && tree->input.text.data[--offset] != '\\') {
    }
    zp_report(tree->messages, ZP_ERROR, record_input_place(&tree->input, offset), "lone-surrogate",
              "this escape is half of a surrogate pair, and TOML knows no pairs; write the "
              "character itself");
}

// RapidJSON lets a second half without a first through, as three bytes that are not UTF-8.
static void find_surrogate(record_tree *tree, zp_place place) {
    record_literal literal;
    size_t offset = record_input_offset(&tree->input, place.line, place.column);
    uint32_t code_point = 0;
    record_literal_open(&literal, &tree->input, place);
    while (record_literal_next(&literal, &offset, &code_point) &&
           (code_point < 0xD800 || code_point > 0xDFFF)) {
    }
    record_tree_lone_surrogate(tree, offset);
}

// False, with a message, if the text has what no text may have.
static bool check_text(record_tree *tree, zp_text text, zp_place place, bool key) {
    size_t bad = 0;
    if (!zp_utf8_check(text, &bad)) {
        find_surrogate(tree, place);
        return false;
    }
    for (size_t i = 0; i < text.size;) {
        size_t from = i;
        uint32_t code_point = zp_utf8_next(text, &i);
        bool line_end = code_point == '\r' && i < text.size && text.data[i] == '\n' && !key;
        bool wrong = record_is_control(code_point) || (key && code_point < 0x20);
        if (wrong && !line_end) {
            record_literal literal;
            record_literal_open(&literal, &tree->input, place);
            zp_report(tree->messages, ZP_ERROR, record_literal_place(&literal, text, from),
                      "control-character",
                      "the control character U+%04X cannot stand here; take it out",
                      (unsigned)code_point);
            return false;
        }
    }
    return true;
}

bool record_tree_key(record_tree *tree, zp_text key, zp_place place, zp_text *copy) {
    if (!check_text(tree, key, place, true)) {
        return false;
    }
    *copy = zp_arena_copy(tree->arena, key);
    return true;
}

zp_value *record_tree_text(record_tree *tree, zp_text content, zp_place place) {
    if (!check_text(tree, content, place, false)) {
        return NULL;
    }
    zp_value *value = record_tree_new(tree, ZP_VALUE_TEXT, place);
    char *copy = zp_arena_get(tree->arena, content.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < content.size; i++) {
        if (content.data[i] != '\r') { // only before a line feed: see check_text
            copy[size++] = content.data[i];
        }
    }
    value->text = (zp_text){copy, size};
    return value;
}

static bool has_any(zp_text text, const char *characters) {
    for (size_t i = 0; i < text.size; i++) {
        if (strchr(characters, text.data[i]) != NULL) {
            return true;
        }
    }
    return false;
}

// The messages for literals that the formats allow and a form does not.
static bool number_is_plain(record_tree *tree, zp_text literal, zp_place place) {
    if (has_any(literal, "xob") && !has_any(literal, "n")) { // 0x, 0o, 0b
        zp_report(tree->messages, ZP_ERROR, place, "number-base",
                  "`%.*s` is not written in decimal digits; write it so", ZP_ARG(literal));
    } else if (has_any(literal, "n")) { // inf, nan
        zp_report(tree->messages, ZP_ERROR, place, "number-not-finite",
                  "`%.*s` is not a number a form can show; write a number, or \"\" for a blank",
                  ZP_ARG(literal));
    } else if (has_any(literal, "eE")) {
        zp_report(tree->messages, ZP_ERROR, place, "number-exponent",
                  "`%.*s` has an exponent; write all its digits", ZP_ARG(literal));
    } else {
        return true;
    }
    return false;
}

zp_value *record_tree_number(record_tree *tree, zp_text literal, zp_place place) {
    if (!number_is_plain(tree, literal, place)) {
        return NULL;
    }
    zp_value *value = record_tree_new(tree, ZP_VALUE_NUMBER, place);
    char *copy = zp_arena_get(tree->arena, literal.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < literal.size; i++) {
        if (literal.data[i] != '_' && literal.data[i] != '+') {
            copy[size++] = literal.data[i];
        }
    }
    value->text = (zp_text){copy, size};
    if (!zp_decimal_read(value->text, &value->number)) {
        zp_report(tree->messages, ZP_ERROR, place, "number-size",
                  "`%.*s` has too many digits; a number has at most 18, %d of them decimals",
                  ZP_ARG(zp_text_slice(literal, 0, 60)), ZP_SCALE_MAX);
        return NULL;
    }
    return value;
}

static int compare_numbers(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right) {
    const zp_value *a = *(zp_value *const *)left, *b = *(zp_value *const *)right;
    int line = compare_numbers(a->key_place.line, b->key_place.line);
    return line != 0 ? line : compare_numbers(a->key_place.column, b->key_place.column);
}

static int by_key(const void *left, const void *right) {
    int order = zp_text_compare((*(zp_value *const *)left)->key, (*(zp_value *const *)right)->key);
    return order != 0 ? order : by_place(left, right);
}

// Sorting by key brings equal ones together; `list` is sorted back by place afterwards.
static bool keys_differ(record_tree *tree, zp_value **list, size_t count) {
    bool differ = true;
    qsort(list, count, sizeof(zp_value *), by_key);
    for (size_t i = 1; i < count; i++) {
        if (zp_text_equal(list[i - 1]->key, list[i]->key)) {
            zp_report(tree->messages, ZP_ERROR, list[i]->key_place, "duplicate-key",
                      "the key `%.*s` was given already in line %u; keep one of the two",
                      ZP_ARG(list[i]->key), list[i - 1]->key_place.line);
            differ = false;
        }
    }
    return differ;
}

bool record_tree_close(record_tree *tree, zp_value *table) {
    size_t count = table->count, i = 0;
    if (count < 2) {
        return true;
    }
    zp_value **list = zp_allocate(count * sizeof(zp_value *));
    for (zp_value *each = table->first; each != NULL; each = each->next) {
        list[i++] = each;
    }
    bool differ = keys_differ(tree, list, count);
    qsort(list, count, sizeof(zp_value *), by_place);
    table->first = list[0];
    table->last = list[count - 1];
    for (i = 0; i < count; i++) {
        list[i]->next = i + 1 < count ? list[i + 1] : NULL;
    }
    free(list);
    return differ;
}

zp_status zp_read_toml(zp_arena *arena, zp_messages *messages, const char *file, zp_text text,
                       zp_value **root) {
    record_input input;
    return record_read(arena, messages, file, text, true, &input, root);
}

zp_status zp_read_json(zp_arena *arena, zp_messages *messages, const char *file, zp_text text,
                       zp_value **root) {
    record_input input;
    return record_read(arena, messages, file, text, false, &input, root);
}

const zp_value *zp_json_of_format(zp_arena *arena, const char *path, size_t limit,
                                  const char *format) {
    zp_messages *unheard = zp_messages_new();
    zp_value *root = NULL;
    zp_text text;
    bool read = zp_file_read(arena, unheard, path, limit, &text) == ZP_OK &&
                zp_read_json(arena, unheard, path, text, &root) == ZP_OK;
    zp_messages_free(unheard);
    bool found = read && zp_text_is(zp_value_text(zp_value_get(root, "format")), format);
    return found ? root : NULL;
}
