// The rows of the base data table (经费控制情况) with their parts.
#include "check/private.h"

// The rows that every form of the family has, parts behind what they are parts of.
static const struct {
    const char *key;
    int whole; // index of the row it is a part of; -1: none
} rows[] = {
    {"three_public", -1},     {"vehicles", 0},          {"vehicle_purchase", 1},
    {"vehicle_running", 1},   {"overseas", 0},          {"reception", 0},
    {"projects", -1},         {"public", -1},           {"office", 7},
    {"utilities_travel", 7},  {"meetings_training", 7}, {"procurement", -1},
    {"basic_adjustment", -1},
};
enum { ROWS = sizeof rows / sizeof *rows, PROJECTS = 6 };

// Hangs the row in behind the last part of its whole; `last` is that part, SIZE_MAX for none.
static size_t add_line(check *c, zp_text path, const char *amounts, size_t whole, size_t last) {
    static const char *const keys[] = {"prior", "budget", "final"};
    check_lines *lines = &c->base;
    size_t index = lines->count;
    check_line line = {
        .path = path, .top = index, .first = SIZE_MAX, .next = SIZE_MAX, .named = true};
    const zp_value *value = zp_value_find(c->root, path, NULL);
    for (size_t i = 0; i < CHECK_YEARS; i++) {
        line.amounts[i] = check_figure_print(c, "%.*s%s.%s", ZP_ARG(path), amounts, keys[i]);
    }
    line.place = value != NULL ? value->place : line.amounts[0].place;
    if (whole != SIZE_MAX) {
        line.top = lines->items[whole].top;
        size_t *link = last == SIZE_MAX ? &lines->items[whole].first : &lines->items[last].next;
        *link = index;
    }
    *ZP_PUSH(c->arena, lines->items, lines->count, lines->capacity) = line;
    return index;
}

// Categories, their funds and the lines under a fund: three deep.
static void add_list(check *c, zp_text path, const zp_value *list, size_t whole) {
    size_t last = SIZE_MAX;
    for (const zp_value *each = list ? list->first : NULL; each != NULL; each = each->next) {
        zp_text own = check_element_path(c, path, list, each);
        last = add_line(c, own, ".amounts", whole, last);
        c->base.items[last].named = !zp_value_blank(zp_value_get(each, "name"));
        add_list(c, zp_arena_print(c->arena, "%.*s.fund", ZP_ARG(own)), zp_value_get(each, "fund"),
                 last);
    }
}

const check_lines *check_base_lines(check *c) {
    size_t places[ROWS], last[ROWS];
    if (c->base.count > 0) {
        return &c->base;
    }
    for (size_t i = 0; i < ROWS; i++) {
        int whole = rows[i].whole;
        last[i] = SIZE_MAX;
        places[i] =
            add_line(c, zp_arena_print(c->arena, "expenditure.%s", rows[i].key), "",
                     whole < 0 ? SIZE_MAX : places[whole], whole < 0 ? SIZE_MAX : last[whole]);
        if (whole >= 0) {
            last[whole] = places[i];
        }
        if (i == PROJECTS) {
            zp_text path = ZP_TEXT("expenditure.category");
            add_list(c, path, zp_value_find(c->root, path, NULL), places[i]);
        }
    }
    return &c->base;
}

const check_line *check_base_line(check *c, const char *path) {
    const check_lines *lines = check_base_lines(c);
    size_t i = 0;
    while (!zp_text_is(lines->items[i].path, path)) {
        i++;
    }
    return &lines->items[i];
}
