#include "record/tree.h"

#include <stdlib.h>
#include <string.h>

zp_value *record_tree_new(record_tree *tree, zp_value_kind kind, zp_place place) {
    zp_value *value = ZP_NEW(tree->arena, zp_value);
    value->kind = kind;
    value->place = place;
    return value;
}

void record_tree_append(zp_value *parent, zp_value *child) {
    if (parent->last != NULL) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
    parent->count++;
}

void record_tree_too_deep(record_tree *tree, zp_place place) {
    zp_report(tree->messages, ZP_ERROR, place, "nesting",
              "lists and tables are nested deeper than %d here; no form needs that",
              ZP_NESTING_MAX);
}

void record_tree_lone_surrogate(record_tree *tree, zp_place place) {
    zp_report(tree->messages, ZP_ERROR, place, "lone-surrogate",
              "an escape in this text is half of a surrogate pair; write the character itself");
}

// False, with a message, if the text has what no text may have.
static bool check_text(record_tree *tree, zp_text text, zp_place place, bool key) {
    size_t bad = 0;
    if (!zp_utf8_check(text, &bad)) {
        record_tree_lone_surrogate(tree, place);
        return false;
    }
    for (size_t i = 0; i < text.size;) {
        size_t from = i;
        uint32_t code_point = zp_utf8_next(text, &i);
        bool line_end = code_point == '\r' && i < text.size && text.data[i] == '\n' && !key;
        bool wrong = record_is_control(code_point) || (key && code_point < 0x20);
        if (wrong && !line_end) {
            zp_report(tree->messages, ZP_ERROR, place, "control-character",
                      "this text holds the control character U+%04X (byte %zu of it); take it out",
                      code_point, from);
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
