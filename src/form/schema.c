// What unit-year.schema.json allows: the way to tell a value that a unit left out (blank) from a
// name that no unit can have (an error), and the source of suggestions.
#include "form/private.h"

#include <string.h>

// Follows `#/definitions/amount`.
const zp_value *form_schema_follow(const zp_value *schema, const zp_value *root) {
    for (int hops = 0; schema != NULL && hops < 16; hops++) {
        zp_text reference = zp_value_text(zp_value_get(schema, "$ref"));
        if (!zp_text_starts(reference, "#/")) {
            return schema;
        }
        schema = root;
        size_t at = 2;
        while (at < reference.size && schema != NULL) {
            size_t end = at;
            while (end < reference.size && reference.data[end] != '/') {
                end++;
            }
            schema = zp_value_member(schema, zp_text_slice(reference, at, end));
            at = end + 1;
        }
    }
    return schema;
}

enum { AMOUNTS = 3 };
static const char *const amount_names[AMOUNTS] = {"prior", "budget", "final"};

static bool is_amount(zp_text key) {
    for (size_t i = 0; i < AMOUNTS; i++) {
        if (zp_text_is(key, amount_names[i])) {
            return true;
        }
    }
    return false;
}

// The schema of a name that the tables of a unit are free to choose.
static const zp_value *free_name(const zp_value *schema, zp_arena *arena, zp_text name) {
    const zp_value *patterns = zp_value_get(schema, "patternProperties");
    const zp_value *each = zp_value_first(patterns);
    while (each != NULL && !zp_pattern_fits(arena, each->key, name)) {
        each = each->next;
    }
    return each != NULL ? each : zp_value_get(schema, "additionalProperties");
}

// The schema has no anyOf and the like: record/ refuses them.
static const zp_value *allows_step(const zp_value *schema, zp_arena *arena, const form_step *step) {
    const zp_value *items = zp_value_get(schema, "items");
    if (step->kind != FORM_STEP_KEY || (items != NULL && is_amount(step->text))) {
        return items != NULL && items->kind == ZP_VALUE_ARRAY ? items->first : items;
    }
    const zp_value *found = zp_value_member(zp_value_get(schema, "properties"), step->text);
    found = found != NULL ? found : free_name(schema, arena, step->text);
    bool forbidden =
        found != NULL && found->kind == ZP_VALUE_BOOLEAN && zp_text_is(found->text, "false");
    return forbidden ? NULL : found;
}

static const zp_value *walk(const zp_value *schema, zp_arena *arena, zp_text path,
                            const zp_value **level, zp_text *wrong) {
    form_path steps;
    *level = NULL;
    *wrong = path;
    if (form_path_read(arena, path, &steps) != path.size) {
        return NULL;
    }
    const zp_value *at = schema;
    for (size_t i = 0; i < steps.count && at != NULL; i++) {
        at = form_schema_follow(at, schema);
        *level = zp_value_get(at, "properties");
        *wrong = steps.steps[i].text;
        at = at != NULL ? allows_step(at, arena, &steps.steps[i]) : NULL;
    }
    return at;
}

bool form_schema_allows(const zp_value *schema, zp_arena *arena, zp_text path,
                        const zp_value **level, zp_text *wrong) {
    return walk(schema, arena, path, level, wrong) != NULL;
}

const zp_value *form_schema_at(const zp_value *schema, zp_arena *arena, zp_text path) {
    const zp_value *level;
    zp_text wrong;
    const zp_value *at = walk(schema, arena, path, &level, &wrong);
    // A title beside the reference goes before that of the definition.
    return zp_value_get(at, "title") != NULL ? at : form_schema_follow(at, schema);
}

// ---------------------------------------------------------------- suggestions

form_guess form_guess_start(zp_text wrong) {
    // Two slips in a long name, one in a short one.
    size_t length = zp_utf8_count(wrong);
    return (form_guess){.wrong = wrong, .distance = (length < 5 ? 1 : length < 9 ? 2 : 3) + 1};
}

void form_guess_try(form_guess *guess, zp_text candidate) {
    size_t distance = zp_text_distance(guess->wrong, candidate, guess->distance);
    if (distance < guess->distance) {
        guess->distance = distance;
        guess->best = candidate;
    }
}

const char *form_guess_words(zp_arena *arena, const form_guess *guess) {
    if (guess->best.size == 0) {
        return "";
    }
    return zp_arena_print(arena, zp_translated("; did you mean “%.*s”?"), ZP_ARG(guess->best)).data;
}

const char *form_suggest(zp_arena *arena, zp_text wrong, const zp_value *value,
                         const zp_value *level) {
    form_guess guess = form_guess_start(wrong);
    if (value != NULL && value->kind == ZP_VALUE_TABLE) {
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            form_guess_try(&guess, each->key);
        }
    } else if (value != NULL && value->kind == ZP_VALUE_ARRAY) {
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            form_guess_try(&guess, zp_value_text(zp_value_get(each, "name")));
        }
    }
    bool amounts = value != NULL ? value->kind == ZP_VALUE_ARRAY : level == NULL;
    for (size_t i = 0; amounts && i < AMOUNTS; i++) {
        form_guess_try(&guess, zp_text_of(amount_names[i]));
    }
    for (const zp_value *each = zp_value_first(level); each != NULL; each = each->next) {
        form_guess_try(&guess, each->key);
    }
    bool free = level == NULL && (value == NULL || value->kind == ZP_VALUE_TABLE);
    if (guess.best.size == 0 && free &&
        !zp_pattern_fits(arena, ZP_TEXT("^[a-z][a-z0-9_]*$"), wrong)) {
        return zp_translated("; a name is of small letters, digits and _");
    }
    return form_guess_words(arena, &guess);
}

zp_text form_choices(zp_arena *arena, const zp_value *value) {
    enum { CHOICES_MAX = 12 };
    zp_text list = {0};
    size_t index = 0;
    bool amounts = value->kind == ZP_VALUE_ARRAY && value->count == AMOUNTS &&
                   value->first->kind < ZP_VALUE_ARRAY;
    for (const zp_value *each = value->first; each != NULL; each = each->next, index++) {
        const char *mark = index > 0 ? " " : "";
        if (index == CHOICES_MAX) {
            return zp_arena_print(arena, "%.*s …", ZP_ARG(list));
        }
        if (amounts && index < AMOUNTS) {
            list = zp_arena_print(arena, "%.*s%s.%s", ZP_ARG(list), mark, amount_names[index]);
        } else if (value->kind == ZP_VALUE_ARRAY) {
            list = zp_arena_print(arena, "%.*s%s[%zu]", ZP_ARG(list), mark, index);
        } else {
            list = zp_arena_print(arena, "%.*s%s.%.*s", ZP_ARG(list), mark, ZP_ARG(each->key));
        }
    }
    return list.size > 0 ? list : zp_text_of(zp_translated("none, for it is empty"));
}
