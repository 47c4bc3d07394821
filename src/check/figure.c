// Values of the unit as figures.
#include "check/private.h"

#include <string.h>

// ---------------------------------------------------------------- values

static void read_text(check_figure *figure) {
    zp_text text = zp_text_trim(figure->text);
    zp_value value = {.kind = ZP_VALUE_TEXT, .text = text};
    figure->percent = zp_text_ends(text, "%") || zp_text_ends(text, "％");
    if (zp_text_ends(text, "％")) {
        value.text = zp_text_slice(text, 0, text.size - strlen("％"));
    }
    figure->state = text.size == 0                              ? CHECK_BLANK
                    : zp_value_decimal(&value, &figure->number) ? CHECK_NUMBER
                                                                : CHECK_WORDS;
}

// The place of the nearest table or list around a path that is not there.
static zp_place place_around(check *c, zp_text path) {
    size_t end = path.size;
    while (end > 0) {
        end--;
        if (path.data[end] == '.' || path.data[end] == '[') {
            const zp_value *found = zp_value_find(c->root, zp_text_slice(path, 0, end), NULL);
            if (found != NULL) {
                return found->place;
            }
        }
    }
    return (zp_place){c->record->file, 1, 1};
}

check_figure check_figure_at(check *c, zp_text path) {
    return check_figure_of(c, path, zp_value_find(c->root, path, NULL));
}

check_figure check_figure_of(check *c, zp_text path, const zp_value *value) {
    check_figure figure = {.path = path, .value = value};
    if (figure.value != NULL) {
        figure.text = zp_value_text(figure.value);
        figure.place = figure.value->place;
        read_text(&figure);
        return figure;
    }
    figure.place = place_around(c, path);
    if (zp_form_compute(c->form, c->arena, c->record, path, &figure.text)) {
        figure.computed = true;
        read_text(&figure);
    }
    return figure;
}

check_figure check_figure_made(check *c, zp_decimal number, const char *zh, const char *en) {
    return (check_figure){.state = CHECK_NUMBER,
                          .number = number,
                          .text = zp_decimal_text(c->arena, number),
                          .computed = true,
                          .name = {{zp_text_of(zh), zp_text_of(en)}}};
}

check_figure check_figure_text(check *c, zp_text text, zp_place place, const char *zh,
                               const char *en) {
    check_figure figure = {.text = zp_arena_copy(c->arena, text),
                           .place = place,
                           .name = {{zp_text_of(zh), zp_text_of(en)}}};
    read_text(&figure);
    return figure;
}

// ---------------------------------------------------------------- paths and names

zp_text check_element_path(check *c, zp_text list_path, const zp_value *list,
                           const zp_value *element) {
    size_t index = 0;
    for (const zp_value *each = list->first; each != element; each = each->next) {
        index++;
    }
    zp_text name = zp_value_text(zp_value_get(element, "name"));
    zp_text path = zp_arena_print(c->arena, "%.*s[%.*s]", ZP_ARG(list_path), ZP_ARG(name));
    // Names are as free as texts are: one that stands twice or reads as another path does not do.
    if (name.size > 0 && zp_value_find(c->root, path, NULL) == element) {
        return path;
    }
    return zp_arena_print(c->arena, "%.*s[%zu]", ZP_ARG(list_path), index);
}

zp_text check_name(check *c, zp_text path) {
    return zp_form_place_name(c->form, c->arena, c->record, path, true);
}
