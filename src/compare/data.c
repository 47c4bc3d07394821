// The data: tables by their keys, lists by their elements.
#include "compare/private.h"

// A place in both versions. Names and paths of what stands in a place are made from its own.
typedef struct spot {
    struct spot *around;
    compare_face old, new; // value NULL: not there
} spot;

static void compare_spot(comparing *c, spot *spot);

// ---------------------------------------------------------------- telling

static const zp_version *version_of(const comparing *c, bool old) {
    return old ? &c->old : &c->new;
}

// Names are asked for only where something is told.
static zp_text name_of(comparing *c, spot *spot, bool old) {
    compare_face *face = old ? &spot->old : &spot->new;
    if (spot->around == NULL) {
        return (zp_text){0};
    }
    if (face->name.size == 0) {
        const zp_version *version = version_of(c, old);
        face->name = zp_form_place_step(version->form, c->arena, version->record,
                                        name_of(c, spot->around, old), face->path, face->value);
    }
    return face->name;
}

static zp_difference *tell(comparing *c, spot *spot, zp_difference_kind kind) {
    bool gone = spot->new.value == NULL && spot->old.value != NULL;
    zp_text where = name_of(c, spot, gone);
    zp_difference *told = compare_tell(c, kind);
    told->path = gone ? spot->old.path : spot->new.path;
    told->where = where;
    told->old_given = spot->old.value != NULL;
    told->new_given = spot->new.value != NULL;
    told->old_place = told->old_given ? spot->old.value->place : (zp_place){0};
    told->new_place = told->new_given ? spot->new.value->place : (zp_place){0};
    return told;
}

// ---------------------------------------------------------------- values

// As it is printed: what a formula gives where the unit leaves the value out.
static zp_text printed(comparing *c, const zp_version *version, const compare_face *face) {
    zp_text text = {0};
    if (face->value != NULL) {
        return face->value->text;
    }
    return zp_form_compute(version->form, c->arena, version->record, face->at, &text)
               ? text
               : (zp_text){0};
}

static void compare_values(comparing *c, spot *spot) {
    enum { LONG = 40 }; // bytes; a shorter text is read as a whole
    zp_text old = printed(c, &c->old, &spot->old), new = printed(c, &c->new, &spot->new);
    bool blank = zp_text_trim(old).size == 0 && zp_text_trim(new).size == 0;
    if (blank || zp_text_equal(old, new)) {
        return;
    }
    zp_difference *told = tell(c, spot, ZP_VALUE_CHANGED);
    told->old = old;
    told->new = new;
    if (old.size > LONG && new.size > LONG) {
        compare_words(c->arena, old, new, told);
    }
}

// ---------------------------------------------------------------- tables

static zp_text extended(zp_arena *arena, zp_text path, zp_text key) {
    return path.size == 0 ? key : zp_arena_print(arena, "%.*s.%.*s", ZP_ARG(path), ZP_ARG(key));
}

static spot member_of(comparing *c, spot *table, zp_text key, const zp_value *old,
                      const zp_value *new) {
    spot member = {.around = table, .old = {.value = old}, .new = {.value = new}};
    member.old.path = extended(c->arena, table->old.path, key);
    member.new.path = extended(c->arena, table->new.path, key);
    member.old.at = extended(c->arena, table->old.at, key);
    member.new.at = extended(c->arena, table->new.at, key);
    return member;
}

// What speaks of changes, of the file's own form, or where the report stands, is no data; the
// report is compared as it is printed.
static bool is_left_out(const spot *table, zp_text key) {
    static const char *const keys[] = {"revision", "$schema"};
    static const char *const of_report[] = {"file", "sections"};
    bool report = table->around != NULL && zp_text_is(table->new.path, "report");
    const char *const *list = table->around == NULL ? keys : of_report;
    return (table->around == NULL || report) &&
           (zp_text_is(key, list[0]) || zp_text_is(key, list[1]));
}

static void compare_member(comparing *c, spot *table, zp_text key, const zp_value *old,
                           const zp_value *new) {
    bool group = zp_text_ends(table->new.at, "]") &&
                 (zp_text_is(key, "level1") || zp_text_is(key, "level2"));
    if (!is_left_out(table, key) && !group) { // another group is told as a move
        spot member = member_of(c, table, key, old, new);
        compare_spot(c, &member);
    }
}

// The table's path with all indexes left out: project[].funds. Does `formula` begin with it? What
// follows then.
static bool follows(zp_text formula, zp_text at, zp_text *rest) {
    size_t from = 0;
    for (size_t i = 0; i < at.size; i++) {
        if (at.data[i] >= '0' && at.data[i] <= '9' && i > 0 &&
            (at.data[i - 1] == '[' || (at.data[i - 1] >= '0' && at.data[i - 1] <= '9'))) {
            continue; // an index
        }
        if (from >= formula.size || formula.data[from++] != at.data[i]) {
            return false;
        }
    }
    bool dot = from > 0 && from < formula.size && formula.data[from] == '.';
    *rest = zp_text_slice(formula, from + dot, formula.size);
    return from == 0 || dot;
}

// What both leave to the form to compute, here or in a table that neither has.
static void compare_computed(comparing *c, spot *table) {
    zp_text formula, rest, before = {0};
    for (size_t i = 0; (formula = zp_form_computed(i)).size > 0; i++) {
        if (!follows(formula, table->new.at, &rest)) {
            continue;
        }
        size_t end = 0;
        while (end < rest.size && rest.data[end] != '.' && rest.data[end] != '[') {
            end++;
        }
        zp_text key = zp_text_slice(rest, 0, end);
        bool list = end < rest.size && rest.data[end] == '[';
        if (list || zp_text_equal(key, before) || zp_value_member(table->old.value, key) != NULL ||
            zp_value_member(table->new.value, key) != NULL) {
            continue;
        }
        spot member = member_of(c, table, key, NULL, NULL);
        if (end < rest.size) {
            compare_computed(c, &member);
        } else {
            compare_values(c, &member);
        }
        before = key;
    }
}

static void compare_tables(comparing *c, spot *spot) {
    const zp_value *old = spot->old.value, *new = spot->new.value;
    const zp_value *guess = zp_value_first(old);
    for (const zp_value *each = zp_value_first(new); each != NULL; each = each->next) {
        bool here = guess != NULL && zp_text_equal(guess->key, each->key);
        const zp_value *other = here ? guess : zp_value_member(old, each->key);
        compare_member(c, spot, each->key, other, each);
        guess = other != NULL ? other->next : guess;
    }
    for (const zp_value *each = zp_value_first(old); each != NULL; each = each->next) {
        if (zp_value_member(new, each->key) == NULL) {
            compare_member(c, spot, each->key, each, NULL);
        }
    }
    compare_computed(c, spot);
}

// ---------------------------------------------------------------- lists

// `[name]` finds it: the name is not that of one before, no number, and its brackets pair.
static bool is_found_by_name(const compare_element *element) {
    size_t open = 0, digits = 0;
    zp_text name = zp_value_text(zp_value_get(element->value, "name"));
    for (size_t i = 0; i < name.size; i++) {
        digits += name.data[i] >= '0' && name.data[i] <= '9';
        open += name.data[i] == '[';
        if (name.data[i] == ']' && open-- == 0) {
            return false;
        }
    }
    return element->first && element->names != 0 && open == 0 && digits < name.size;
}

static void set_element(comparing *c, spot *element, spot *list, bool old,
                        const compare_list *elements, size_t index) {
    const compare_face *around = old ? &list->old : &list->new;
    compare_face *face = old ? &element->old : &element->new;
    const compare_element *own = &elements->items[index];
    if (own->value == around->value) { // a text in place of a list of one
        *face = *around;
        face->name = name_of(c, list, old);
        return;
    }
    face->value = own->value;
    face->at = zp_arena_print(c->arena, "%.*s[%zu]", ZP_ARG(around->at), index);
    zp_text name = zp_value_text(zp_value_get(own->value, "name"));
    face->path = is_found_by_name(own)
                     ? zp_arena_print(c->arena, "%.*s[%.*s]", ZP_ARG(around->path), ZP_ARG(name))
                     : zp_arena_print(c->arena, "%.*s[%zu]", ZP_ARG(around->path), index);
}

static void tell_element(comparing *c, spot *list, const compare_list *elements, size_t index,
                         bool old) {
    spot element = {.around = list};
    set_element(c, &element, list, old, elements, index);
    zp_difference *told = tell(c, &element, old ? ZP_ELEMENT_REMOVED : ZP_ELEMENT_ADDED);
    if (old) {
        told->old = compare_holds(c, &c->old, &element.old);
    } else {
        told->new = compare_holds(c, &c->new, &element.new);
    }
}

static zp_text groups_of(comparing *c, const zp_value *element) {
    return zp_arena_print(c->arena, "%.*s › %.*s",
                          ZP_ARG(zp_value_text(zp_value_get(element, "level1"))),
                          ZP_ARG(zp_value_text(zp_value_get(element, "level2"))));
}

// An indicator in another group was moved there, wherever it stands.
static void compare_elements(comparing *c, spot *list, const compare_list *olds, size_t old,
                             const compare_list *news, size_t new) {
    const zp_value *a = olds->items[old].value, *b = news->items[new].value;
    bool regrouped = compare_regrouped(a, b);
    if (!news->items[new].moved && compare_is_same(a, b) && c->one_form) {
        return;
    }
    spot element = {.around = list};
    set_element(c, &element, list, true, olds, old);
    set_element(c, &element, list, false, news, new);
    if (news->items[new].moved || regrouped) {
        zp_difference *told = tell(c, &element, ZP_ELEMENT_MOVED);
        told->from = old + 1;
        told->to = new + 1;
        told->old = regrouped ? groups_of(c, a) : (zp_text){0};
        told->new = regrouped ? groups_of(c, b) : (zp_text){0};
    }
    compare_spot(c, &element);
}

// The index of the next one that both have and that did not move.
static size_t next_kept(const compare_list *new, size_t from) {
    while (from < new->count && (new->items[from].match == SIZE_MAX || new->items[from].moved)) {
        from++;
    }
    return from;
}

// In the order of the new list; what was removed stands where it did, before what was put there.
static void compare_lists(comparing *c, spot *spot) {
    compare_list old = compare_list_of(c->arena, spot->old.value);
    compare_list new = compare_list_of(c->arena, spot->new.value);
    compare_pair(c->arena, &old, &new);
    size_t i = 0, k = 0;
    while (i < old.count || k < new.count) {
        size_t kept = next_kept(&new, k);
        for (; i < (kept < new.count ? new.items[kept].match : old.count); i++) {
            if (old.items[i].match == SIZE_MAX) {
                tell_element(c, spot, &old, i, true);
            }
        }
        for (; k < new.count &&k <= kept; k++) {
            if (new.items[k].match == SIZE_MAX) {
                tell_element(c, spot, &new, k, false);
            } else {
                compare_elements(c, spot, &old, new.items[k].match, &new, k);
            }
        }
        i += kept < new.count;
    }
}

static void compare_amounts(comparing *c, spot *list) {
    static const char *const columns[] = {"prior", "budget", "final"};
    const zp_value *old = zp_value_first(list->old.value), *new = zp_value_first(list->new.value);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        compare_member(c, list, zp_text_of(columns[i]), old, new);
        old = old != NULL ? old->next : NULL;
        new = new != NULL ? new->next : NULL;
    }
}

// ---------------------------------------------------------------- all

static void compare_spot(comparing *c, spot *spot) {
    const zp_value *old = spot->old.value, *new = spot->new.value;
    zp_value_kind a = old != NULL ? old->kind : new->kind, b = new != NULL ? new->kind : a;
    if (a == ZP_VALUE_TABLE && b == ZP_VALUE_TABLE) {
        compare_tables(c, spot);
    } else if (a == ZP_VALUE_ARRAY || b == ZP_VALUE_ARRAY) {
        bool fixed = compare_is_fixed(&c->new, c->arena, spot->new.at);
        if (fixed) {
            compare_amounts(c, spot);
        } else {
            compare_lists(c, spot);
        }
    } else {
        compare_values(c, spot);
    }
}

void compare_data(comparing *c) {
    spot root = {.old = {.value = c->old.record->root}, .new = {.value = c->new.record->root}};
    compare_spot(c, &root);
}
