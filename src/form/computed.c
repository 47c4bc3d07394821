// Values that a unit may leave out because they follow from others: one table of names and
// formulas. A value that is given is never replaced.
#include "form/private.h"

#include <string.h>

typedef enum rule {
    RULE_RATIO, // a / b as a percentage
    RULE_SUM,   // of `a` in the funds and in all indicators
} rule;

typedef struct formula {
    const char *path; // [] stands for any element
    rule rule;
    const char *a, *b;
    const char *b_on_opening; // b where the profile says that rates go by the opening budget
} formula;

static const formula formulas[] = {
    {"staff.control_rate", RULE_RATIO, "staff.in_post", "staff.posts", NULL},
    {"building[].area_rate", RULE_RATIO, "building[].actual_area", "building[].approved_area",
     NULL},
    {"building[].investment_rate", RULE_RATIO, "building[].actual_investment",
     "building[].planned_investment", NULL},
    {"funds.rate", RULE_RATIO, "funds.executed", "funds.full_year", "funds.opening"},
    {"total.weight", RULE_SUM, "weight", NULL, NULL},
    {"total.score", RULE_SUM, "score", NULL, NULL},
    {"project[].funds.rate", RULE_RATIO, "project[].funds.total.final",
     "project[].funds.total.budget", "project[].funds.total.prior"},
    {"project[].funds.line[].rate", RULE_RATIO, "project[].funds.line[].amounts.final",
     "project[].funds.line[].amounts.budget", "project[].funds.line[].amounts.prior"},
    {"project[].total.weight", RULE_SUM, "weight", NULL, NULL},
    {"project[].total.score", RULE_SUM, "score", NULL, NULL},
};

enum { INDEXES = 2 }; // in a pattern

// Does `path` fit the pattern? Its indexes are then in `indexes`, joined without a mark.
static bool fits(zp_text path, const char *pattern, zp_text indexes[INDEXES]) {
    size_t at = 0, found = 0;
    for (; *pattern != '\0'; pattern++) {
        if (at >= path.size || path.data[at] != *pattern) {
            return false;
        }
        at++;
        if (*pattern == '[' && found < INDEXES) {
            size_t from = at;
            while (at < path.size && path.data[at] != ']') {
                at++;
            }
            indexes[found++] = zp_text_slice(path, from, at);
        }
    }
    return at == path.size;
}

static const zp_value *find(zp_arena *arena, const zp_value *root, const char *pattern,
                            const zp_text indexes[INDEXES]) {
    zp_buffer path = {0};
    size_t used = 0;
    for (; *pattern != '\0'; pattern++) {
        zp_buffer_add(&path, pattern, 1);
        if (*pattern == '[' && used < INDEXES) {
            zp_buffer_add_text(&path, indexes[used++]);
        }
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&path));
    zp_buffer_free(&path);
    return zp_value_find(root, text, NULL);
}

bool form_percentage(zp_arena *arena, const form_rates *rates, zp_decimal part, zp_decimal whole,
                     zp_text *text) {
    zp_decimal percent;
    if (!zp_decimal_multiply(part, zp_decimal_of(100), &percent) ||
        !zp_decimal_divide(percent, whole, rates->places, &percent)) {
        return false;
    }
    percent = rates->trim ? zp_decimal_trim(percent) : percent;
    *text = zp_arena_print(arena, "%.*s%%", ZP_ARG(zp_decimal_text(arena, percent)));
    return true;
}

static void compute_ratio(zp_arena *arena, const form_rates *rates, const zp_value *part,
                          const zp_value *whole, zp_text *text) {
    zp_decimal a, b;
    if (!zp_value_decimal(part, &a) || !zp_value_decimal(whole, &b)) {
        return;
    }
    // Nothing out of nothing is not 0%: the forms print a dash (rule B09).
    if (zp_decimal_compare(b, zp_decimal_of(0)) == 0) {
        *text = ZP_TEXT("——");
    } else if (!form_percentage(arena, rates, a, b, text)) {
        *text = (zp_text){0};
    }
}

static void add(const zp_value *value, zp_decimal *sum, bool *any) {
    zp_decimal own;
    if (zp_value_decimal(value, &own) && zp_decimal_add(*sum, own, sum)) {
        *any = true;
    }
}

static void compute_sum(zp_arena *arena, const zp_value *owner, const char *key, zp_text *text) {
    zp_decimal sum = zp_decimal_of(0);
    bool any = false;
    add(zp_value_get(zp_value_get(owner, "funds"), key), &sum, &any);
    const zp_value *indicators = zp_value_get(owner, "indicator");
    for (const zp_value *each = zp_value_first(indicators); each != NULL; each = each->next) {
        const zp_value *rows = zp_value_get(each, "rows");
        add(zp_value_get(each, key), &sum, &any);
        for (const zp_value *row = zp_value_first(rows); row != NULL; row = row->next) {
            add(zp_value_get(row, key), &sum, &any);
        }
    }
    if (any) {
        *text = zp_decimal_text(arena, zp_decimal_trim(sum));
    }
}

zp_text zp_form_computed(size_t index) {
    size_t count = sizeof formulas / sizeof *formulas;
    return zp_text_of(index < count ? formulas[index].path : NULL);
}

bool form_is_computed(zp_text path) {
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        zp_text indexes[INDEXES];
        if (fits(path, formulas[i].path, indexes)) {
            return true;
        }
    }
    return false;
}

bool form_compute(zp_arena *arena, const zp_value *root, const form_rates *rates, zp_text path,
                  zp_text *text) {
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        const formula *formula = &formulas[i];
        zp_text indexes[INDEXES] = {0};
        if (!fits(path, formula->path, indexes)) {
            continue;
        }
        *text = (zp_text){0};
        if (formula->rule == RULE_RATIO) {
            bool opening = rates->on_opening && formula->b_on_opening != NULL;
            compute_ratio(arena, rates, find(arena, root, formula->a, indexes),
                          find(arena, root, opening ? formula->b_on_opening : formula->b, indexes),
                          text);
        } else {
            const zp_value *owner =
                indexes[0].size > 0 ? find(arena, root, "project[]", indexes) : root;
            compute_sum(arena, owner, formula->a, text);
        }
        return true;
    }
    return false;
}
