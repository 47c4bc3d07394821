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
static size_t add_line(check *c, check_line line, zp_text path, const zp_value *amounts,
                       size_t whole, size_t last) {
    static const char *const keys[] = {"prior", "budget", "final"};
    check_lines *lines = &c->base;
    size_t index = lines->count;
    for (size_t i = 0; i < CHECK_YEARS; i++) {
        zp_text own = zp_arena_print(c->arena, "%.*s.%s", ZP_ARG(path), keys[i]);
        line.amounts[i] = check_figure_of(c, own, zp_value_at(amounts, i));
    }
    line.place = amounts != NULL ? amounts->place : line.amounts[0].place;
    line.first = line.next = SIZE_MAX;
    line.top = index;
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
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        zp_text own = check_element_path(c, path, list, each);
        check_line line = {.path = own, .named = !zp_value_blank(zp_value_get(each, "name"))};
        last = add_line(c, line, zp_arena_print(c->arena, "%.*s.amounts", ZP_ARG(own)),
                        zp_value_get(each, "amounts"), whole, last);
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
        check_line line = {.path = zp_arena_print(c->arena, "expenditure.%s", rows[i].key),
                           .named = true};
        places[i] =
            add_line(c, line, line.path, zp_value_find(c->root, line.path, NULL),
                     whole < 0 ? SIZE_MAX : places[whole], whole < 0 ? SIZE_MAX : last[whole]);
        if (whole >= 0) {
            last[whole] = places[i];
        }
        if (i == PROJECTS) {
            zp_text list = ZP_TEXT("expenditure.category");
            add_list(c, list, zp_value_find(c->root, list, NULL), places[i]);
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
