// templates/styles.xml: paragraph styles, pages and looks of tables.
#include "form/private.h"

typedef struct reader {
    zp_arena *arena;
    zp_messages *messages;
    form_styles *styles;
    const zp_value *district; // [style] of the profile, or NULL
    bool failed;
} reader;

static void wrong(reader *reader, const form_element *element, const char *name, zp_text value,
                  const char *wanted) {
    zp_report(reader->messages, ZP_ERROR, element->place, "style",
              "%s=\"%.*s\" in <%.*s>: %s is wanted", name, ZP_ARG(value), ZP_ARG(element->name),
              zp_translated(wanted));
    reader->failed = true;
}

bool form_length_read(zp_text text, zp_length *length) {
    bool millimetres = zp_text_ends(text, "mm");
    zp_decimal number;
    if (!(millimetres || zp_text_ends(text, "pt")) ||
        !zp_decimal_read(zp_text_slice(text, 0, text.size - 2), &number) || number.scale > 3 ||
        !zp_decimal_round(number, 3, &number) || number.coefficient > 10000000 ||
        number.coefficient < -10000000) {
        return false;
    }
    int64_t value = number.coefficient;
    *length = millimetres ? (zp_length)zp_scale(value, 720, 254) : (zp_length)value;
    return true;
}

static void read_length(reader *reader, const form_element *element, const char *name,
                        zp_length *out) {
    zp_text value = form_element_get(element, name);
    if (value.size > 0 && !form_length_read(value, out)) {
        wrong(reader, element, name, value, ZP_MARKED("a length such as 16pt or 37mm"));
    }
}

// A number with up to `scale` places, in units of the last.
static void read_number(reader *reader, const form_element *element, const char *name, int scale,
                        int *out) {
    zp_text value = form_element_get(element, name);
    zp_decimal number;
    if (value.size == 0) {
        return;
    }
    if (!zp_decimal_read(value, &number) || number.scale > scale ||
        !zp_decimal_round(number, scale, &number) || number.coefficient > 100000 ||
        number.coefficient < -100000) {
        wrong(reader, element, name, value, ZP_MARKED("a small number"));
        return;
    }
    *out = (int)number.coefficient;
}

static void read_choice(reader *reader, const form_element *element, const char *name,
                        const char *const *words, int *out) {
    zp_text value = form_element_get(element, name);
    if (value.size == 0) {
        return;
    }
    for (int i = 0; words[i] != NULL; i++) {
        if (zp_text_is(value, words[i])) {
            *out = i;
            return;
        }
    }
    zp_text wanted = zp_text_of(words[0]);
    for (int i = 1; words[i] != NULL; i++) {
        wanted = zp_arena_print(reader->arena, "%.*s%s%s", ZP_ARG(wanted),
                                words[i + 1] != NULL ? zp_translated(", ") : zp_translated(" or "),
                                words[i]);
    }
    wrong(reader, element, name, value, wanted.data);
}

static void read_yes(reader *reader, const form_element *element, const char *name, bool *out) {
    static const char *const words[] = {"no", "yes", NULL};
    int choice = *out;
    read_choice(reader, element, name, words, &choice);
    *out = choice != 0;
}

static void read_role(reader *reader, const form_element *element, const char *name,
                      zp_font_role *out) {
    static const char *const roles[] = {"title", "hei", "kai", "fangsong", "song", "digits", NULL};
    int choice = (int)*out;
    read_choice(reader, element, name, roles, &choice);
    *out = (zp_font_role)choice;
}

static void read_align(reader *reader, const form_element *element, zp_align *out) {
    static const char *const words[] = {"left",    "center",  "right", "justify",
                                        "balance", "decimal", NULL};
    int choice = (int)*out;
    read_choice(reader, element, "align", words, &choice);
    *out = (zp_align)choice;
}

// How marks and figures are set: B3.1, B4, B7, B9, B10.
static void read_marks(reader *reader, const form_element *element, zp_style *style) {
    static const char *const edges[] = {"gb", "basic", "strict", NULL};
    static const char *const digits[] = {"combined", "stacked", "rotated", NULL};
    int edge = (int)style->edges, digit = (int)style->vertical_digits;
    read_choice(reader, element, "line-edges", edges, &edge);
    read_choice(reader, element, "vertical-digits", digits, &digit);
    style->edges = (zp_edges)edge;
    style->vertical_digits = (zp_vertical_digits)digit;
    read_yes(reader, element, "tight-marks", &style->tight);
    read_yes(reader, element, "full-start", &style->full_start);
    read_yes(reader, element, "hanging-marks", &style->hanging);
    read_yes(reader, element, "cells", &style->cells);
    read_yes(reader, element, "tabular-figures", &style->tabular);
}

// How lines follow each other: B8, B12, GB/T 9704 7.3.
static void read_flow(reader *reader, const form_element *element, zp_style *style) {
    static const char *const pairs[] = {"none", "centered", "stepped", NULL};
    int pair = (int)style->pair;
    read_length(reader, element, "space-before", &style->space_before);
    read_length(reader, element, "space-after", &style->space_after);
    read_yes(reader, element, "keep-next", &style->keep_next);
    read_yes(reader, element, "keep-previous", &style->keep_previous);
    read_yes(reader, element, "grid", &style->grid);
    read_number(reader, element, "grid-line", 0, &style->grid_line);
    read_number(reader, element, "outline", 0, &style->outline);
    read_yes(reader, element, "title", &style->title);
    read_choice(reader, element, "pair", pairs, &pair);
    style->pair = (zp_pair)pair;
}

// What an element says of a style, over what it is already.
static void read_attributes(reader *reader, const form_element *element, zp_style *style) {
    read_role(reader, element, "font", &style->role);
    read_role(reader, element, "latin", &style->latin);
    read_length(reader, element, "size", &style->size);
    read_length(reader, element, "pitch", &style->pitch);
    read_length(reader, element, "tracking", &style->tracking);
    read_align(reader, element, &style->align);
    read_number(reader, element, "first-indent", 2, &style->first_indent);
    read_number(reader, element, "left-indent", 2, &style->left_indent);
    read_number(reader, element, "right-indent", 2, &style->right_indent);
    read_number(reader, element, "han-western", 3, &style->han_western);
    read_flow(reader, element, style);
    read_marks(reader, element, style);
}

// One `[style.ID]` attribute of the profile; its name has been checked (profile.schema.json).
static void read_override(reader *reader, const zp_value *value, zp_style *style) {
    form_pair pair = {value->key, value->text};
    form_element element = {
        .name = ZP_TEXT("style"), .place = value->place, .attributes = &pair, .attribute_count = 1};
    read_attributes(reader, &element, style);
}

// What would put text off the page, or lines through each other.
static void check_style(reader *reader, zp_place place, const zp_style *style) {
    const struct {
        const char *name, *wanted;
        bool wrong;
    } rules[] = {
        {"size", ZP_MARKED("a size over 0pt and up to 72pt"),
         style->size <= 0 || style->size > ZP_POINTS(72)},
        {"pitch", ZP_MARKED("a pitch of at least the size"), style->pitch < style->size},
        {"tracking", ZP_MARKED("at most half the size less, or twice the size more"),
         style->tracking < -style->size / 2 || style->tracking > 2 * style->size},
        {"han-western", ZP_MARKED("0 to 1"), style->han_western < 0 || style->han_western > 1000},
        {"first-indent", ZP_MARKED("no more to the left than left-indent has room"),
         style->first_indent < 0 && -style->first_indent > style->left_indent},
        {"left-indent", ZP_MARKED("0 or more"), style->left_indent < 0},
        {"right-indent", ZP_MARKED("0 or more"), style->right_indent < 0},
        {"grid-line", ZP_MARKED("a line of the page: 0 to 60"),
         style->grid_line < 0 || style->grid_line > 60},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (rules[i].wrong) {
            zp_report(reader->messages, ZP_ERROR, place, "style",
                      "style “%.*s”, `%s`: %s is wanted", ZP_ARG(style->id), rules[i].name,
                      zp_translated(rules[i].wanted));
            reader->failed = true;
        }
    }
}

static void read_style(reader *reader, const form_element *element) {
    zp_style *style = ZP_NEW(reader->arena, zp_style);
    zp_text like = form_element_get(element, "like");
    *style = (zp_style){.role = ZP_ROLE_FANGSONG, .latin = ZP_ROLE_DIGITS, .size = ZP_POINTS(16)};
    if (like.size > 0) {
        const zp_style *other = form_style_find(reader->styles, like);
        if (other == NULL) {
            wrong(reader, element, "like", like, ZP_MARKED("the id of a style further up"));
        } else {
            *style = *other;
            style->outline = 0;
            style->title = false;
        }
    }
    style->id = form_element_get(element, "id");
    style->name = form_element_get(element, "name");
    read_attributes(reader, element, style);
    const zp_value *own = zp_value_member(reader->district, style->id);
    for (const zp_value *each = zp_value_first(own); each != NULL; each = each->next) {
        read_override(reader, each, style);
    }
    check_style(reader, own != NULL ? own->place : element->place, style);
    if (form_style_find(reader->styles, style->id) != NULL) {
        wrong(reader, element, "id", style->id, ZP_MARKED("an id that no other style has"));
    }
    form_styles *styles = reader->styles;
    *ZP_PUSH(reader->arena, styles->styles, styles->style_count, styles->style_capacity) = style;
}

static void read_page(reader *reader, const form_element *element) {
    form_page page = {.id = form_element_get(element, "id")};
    zp_page_setup *setup = &page.setup;
    static const char *const words[] = {"none", "dashed", NULL};
    int number = 0;
    read_length(reader, element, "width", &setup->width);
    read_length(reader, element, "height", &setup->height);
    read_length(reader, element, "top", &setup->top);
    read_length(reader, element, "bottom", &setup->bottom);
    read_length(reader, element, "inner", &setup->inner);
    read_length(reader, element, "outer", &setup->outer);
    read_length(reader, element, "number-drop", &setup->number_drop);
    read_length(reader, element, "number-indent", &setup->number_indent);
    read_choice(reader, element, "number", words, &number);
    read_yes(reader, element, "right-hand", &setup->right_hand);
    read_number(reader, element, "grid-lines", 0, &setup->grid_lines);
    read_number(reader, element, "grid-characters", 0, &setup->grid_characters);
    setup->number = (zp_page_number)number;
    setup->number_style =
        form_style_find(reader->styles, form_element_get(element, "number-style"));
    if (setup->number != ZP_PAGE_NUMBER_NONE && setup->number_style == NULL) {
        wrong(reader, element, "number-style", form_element_get(element, "number-style"),
              ZP_MARKED("the id of a style further up"));
    }
    if (setup->width - setup->inner - setup->outer < ZP_POINTS(72) ||
        setup->height - setup->top - setup->bottom < ZP_POINTS(72)) {
        wrong(reader, element, "id", page.id, ZP_MARKED("room between the margins"));
    }
    form_styles *styles = reader->styles;
    *ZP_PUSH(reader->arena, styles->pages, styles->page_count, styles->page_capacity) = page;
}

static void read_look(reader *reader, const form_element *element) {
    form_look look = {.id = form_element_get(element, "id")};
    size_t capacity = 0;
    read_length(reader, element, "border", &look.table.border);
    read_length(reader, element, "frame", &look.table.frame);
    read_length(reader, element, "side-padding", &look.table.side_padding);
    for (const form_element *each = element->first; each != NULL; each = each->next) {
        if (each->name.size == 0) {
            continue;
        }
        zp_density density = {.type_percent = 100};
        read_length(reader, each, "row-height", &density.row_height);
        read_length(reader, each, "padding", &density.padding);
        read_number(reader, each, "type-percent", 0, &density.type_percent);
        *ZP_PUSH(reader->arena, look.table.densities, look.table.density_count, capacity) = density;
    }
    if (look.table.density_count > 0) {
        look.table.density = look.table.densities[0];
    }
    form_styles *styles = reader->styles;
    *ZP_PUSH(reader->arena, styles->looks, styles->look_count, styles->look_capacity) = look;
}

// Every [style.ID] of the profile is one of styles.xml.
static void check_district(reader *reader) {
    const zp_value *first = reader->district ? reader->district->first : NULL;
    for (const zp_value *each = first; each != NULL; each = each->next) {
        form_guess guess = form_guess_start(each->key);
        for (size_t i = 0; i < reader->styles->style_count; i++) {
            form_guess_try(&guess, reader->styles->styles[i]->id);
        }
        if (form_style_find(reader->styles, each->key) == NULL) {
            zp_report(reader->messages, ZP_ERROR, each->key_place, "profile-style",
                      "styles.xml has no style “%.*s”%s", ZP_ARG(each->key),
                      form_guess_words(reader->arena, &guess));
            reader->failed = true;
        }
    }
}

zp_status form_styles_read(zp_arena *arena, zp_messages *messages, const form_element *root,
                           const zp_value *district, form_styles *styles) {
    reader reader = {.arena = arena, .messages = messages, .styles = styles, .district = district};
    for (const form_element *each = root->first; each != NULL; each = each->next) {
        if (zp_text_is(each->name, "style")) {
            read_style(&reader, each);
        } else if (zp_text_is(each->name, "page")) {
            read_page(&reader, each);
        } else if (zp_text_is(each->name, "look")) {
            read_look(&reader, each);
        }
    }
    check_district(&reader);
    return reader.failed ? ZP_BAD_INPUT : ZP_OK;
}

const zp_style *form_style_find(const form_styles *styles, zp_text id) {
    for (size_t i = 0; i < styles->style_count; i++) {
        if (zp_text_equal(styles->styles[i]->id, id)) {
            return styles->styles[i];
        }
    }
    return NULL;
}

const form_page *form_page_find(const form_styles *styles, zp_text id) {
    for (size_t i = 0; i < styles->page_count; i++) {
        if (zp_text_equal(styles->pages[i].id, id)) {
            return &styles->pages[i];
        }
    }
    return NULL;
}

const form_look *form_look_find(const form_styles *styles, zp_text id) {
    for (size_t i = 0; i < styles->look_count; i++) {
        if (zp_text_equal(styles->looks[i].id, id)) {
            return &styles->looks[i];
        }
    }
    return NULL;
}
