// What an element holds, in one line: 年度指标值 ≥10次，实际完成值 18次，分值 5，得分 5.
#include "compare/private.h"

typedef struct holding {
    zp_arena *arena;
    const zp_version *version;
    zp_buffer text;
} holding;

static void add(holding *h, zp_text words, zp_text value) {
    // A sentence goes on here.
    value = zp_text_slice(value, 0, value.size - (zp_text_ends(value, "。") ? strlen("。") : 0));
    zp_buffer_print(&h->text, "%s%.*s%s%.*s", h->text.size > 0 ? "，" : "", ZP_ARG(words),
                    words.size > 0 && value.size > 0 ? " " : "", ZP_ARG(value));
}

static zp_text words_of(const holding *h, zp_text at, const zp_value *value) {
    return zp_form_place_step(h->version->form, h->arena, h->version->record, (zp_text){0}, at,
                              value);
}

// Three amounts by their columns where the list has no words of its own; else `1、2、3`.
static void add_amounts(holding *h, zp_text at, const zp_value *list, zp_text words) {
    static const char *const columns[] = {"prior", "budget", "final"};
    zp_text all = {0};
    const char *const *column = columns;
    for (const zp_value *each = list->first; each != NULL; each = each->next, column++) {
        zp_text path = zp_arena_print(h->arena, "%.*s.%s", ZP_ARG(at), *column);
        if (words.size == 0 && !compare_is_blank(each)) {
            add(h, words_of(h, path, each), each->text);
        }
        all = zp_arena_print(h->arena, "%.*s%s%.*s", ZP_ARG(all), each != list->first ? "、" : "",
                             ZP_ARG(each->text));
    }
    if (words.size > 0) {
        add(h, words, all);
    }
}

// What the element is told by stands in its place's name.
static bool is_told(zp_text key) {
    static const char *const keys[] = {"name", "level1", "level2", "rule", "where"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (zp_text_is(key, keys[i])) {
            return true;
        }
    }
    return false;
}

static void add_members(holding *h, zp_text at, const zp_value *table);

static void add_member(holding *h, zp_text at, const zp_value *value) {
    zp_text words = words_of(h, at, value);
    if (value->kind == ZP_VALUE_TABLE) {
        add_members(h, at, value);
    } else if (value->kind != ZP_VALUE_ARRAY) {
        add(h, words, value->text);
    } else if (value->count == 3 && value->first->kind < ZP_VALUE_ARRAY &&
               compare_is_fixed(h->version, h->arena, at)) {
        add_amounts(h, at, value, words);
    } else {
        words = words.size > 0
                    ? words
                    : zp_form_label(h->arena, zp_form_value_title(h->version->form, h->arena, at));
        const char *unit = value->first->kind == ZP_VALUE_TABLE ? "行" : "条";
        add(h, words, zp_arena_print(h->arena, "%zu%s", value->count, unit));
    }
}

static void add_members(holding *h, zp_text at, const zp_value *table) {
    for (const zp_value *each = table->first; each != NULL; each = each->next) {
        if (!is_told(each->key) && !compare_is_blank(each)) {
            add_member(h, zp_arena_print(h->arena, "%.*s.%.*s", ZP_ARG(at), ZP_ARG(each->key)),
                       each);
        }
    }
}

zp_text compare_holds(comparing *c, const zp_version *version, const compare_face *face) {
    if (face->value->kind < ZP_VALUE_ARRAY) {
        return face->value->text;
    }
    holding h = {c->arena, version, {0}};
    add_members(&h, face->at, face->value);
    zp_text text = zp_arena_copy(c->arena, zp_buffer_text(&h.text));
    zp_buffer_free(&h.text);
    return text;
}

bool compare_is_fixed(const zp_version *version, zp_arena *arena, zp_text at) {
    return zp_value_get(zp_form_value_schema(version->form, arena, at), "maxItems") != NULL;
}
