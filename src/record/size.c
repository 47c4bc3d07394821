// What a unit's data have too much of: told before anything is done with it.
#include "record/input.h"
#include "record/record.h"

typedef struct sizing {
    zp_messages *messages;
    size_t values;
    bool fine;
} sizing;

// `the list indicator`; of a list in a list there is no name.
static void tell_list(sizing *s, const zp_value *list, const zp_value *first_beyond) {
    zp_buffer name = {0};
    record_show(&name, list->key);
    zp_place place = list->kind == ZP_VALUE_TABLE ? first_beyond->key_place : first_beyond->place;
    if (list->kind == ZP_VALUE_TABLE) {
        zp_report(s->messages, ZP_ERROR, place, "list-size",
                  "the table `%.*s` has %zu keys; at most %d are read",
                  ZP_ARG(zp_buffer_text(&name)), list->count, ZP_LIST_MAX);
    } else {
        zp_report(s->messages, ZP_ERROR, place, "list-size",
                  "the list `%.*s` has %zu entries; at most %d are read",
                  ZP_ARG(zp_buffer_text(&name)), list->count, ZP_LIST_MAX);
    }
    zp_buffer_free(&name);
    s->fine = false;
}

static void check_text(sizing *s, const zp_value *value) {
    if (value->text.size <= ZP_PARAGRAPH_MAX) { // bytes: surely no more characters
        return;
    }
    size_t characters = zp_utf8_count(value->text);
    if (characters > ZP_PARAGRAPH_MAX) {
        zp_report(s->messages, ZP_ERROR, value->place, "text-size",
                  "the text has %zu characters; at most %d are set", characters, ZP_PARAGRAPH_MAX);
        s->fine = false;
    }
}

// As deep as ZP_NESTING_MAX lets the data be.
static void walk(sizing *s, const zp_value *value) {
    size_t index = 0;
    check_text(s, value);
    for (const zp_value *each = value->first; each != NULL; each = each->next, index++) {
        if (index == ZP_LIST_MAX) {
            tell_list(s, value, each);
        }
        if (s->values++ == ZP_VALUES_MAX) {
            zp_report(s->messages, ZP_ERROR, each->place, "data-size",
                      "the data have %d values up to here; no more are read", ZP_VALUES_MAX);
            s->fine = false;
        }
        walk(s, each);
    }
}

zp_status zp_value_check_size(zp_messages *messages, const zp_value *root) {
    sizing s = {.messages = messages, .fine = true};
    walk(&s, root);
    return s.fine ? ZP_OK : ZP_BAD_INPUT;
}
