// [check] of the profile: tolerances, bases, caps and how far formulas bind. profile.schema.json
// has checked it.
#include "check/private.h"

static zp_decimal decimal(const zp_value *table, const char *key, zp_decimal otherwise) {
    zp_decimal number;
    return zp_value_decimal(zp_value_get(table, key), &number) ? number : otherwise;
}

static bool says(const zp_value *table, const char *key, const char *word) {
    return zp_text_is(zp_value_text(zp_value_get(table, key)), word);
}

static check_column column(const zp_value *table, const char *key) {
    return says(table, key, "opening")    ? CHECK_OPENING
           : says(table, key, "executed") ? CHECK_EXECUTED
                                          : CHECK_FULL_YEAR;
}

void check_settings_read(check *c) {
    const zp_value *own = zp_value_get(c->profile, "check");
    const zp_value *rates = zp_value_get(c->profile, "rates");
    const zp_value *slack = zp_value_get(own, "sum_slack");
    const zp_value *bands = zp_value_get(own, "bands");
    const zp_value *cap = zp_value_get(own, "cap");
    check_settings *s = &c->settings;
    *s = (check_settings){.slack = {{1, 2}, {2, 2}}, .met = {8, 1}, .partly = {6, 1}};
    for (size_t i = 0; i < 2; i++) {
        zp_value_decimal(zp_value_at(slack, i), &s->slack[i]);
        zp_value_decimal(zp_value_at(bands, i), i == 0 ? &s->met : &s->partly);
    }
    s->income = column(own, "income_basis");
    s->spending = column(own, "spending_basis");
    s->spending_either = zp_value_get(own, "spending_basis") == NULL;
    s->opening_basis = says(rates, "basis", "opening");
    s->cap = cap == NULL || !zp_text_is(cap->text, "false");
    s->scoring = says(own, "scoring", "binding") ? CHECK_SCORING_BINDING
                 : says(own, "scoring", "free")  ? CHECK_SCORING_FREE
                                                 : CHECK_SCORING_ADVISED;
    s->reverse_ratio = says(own, "reverse", "ratio");
    s->overshoot = decimal(own, "overshoot", zp_decimal_of(130));
    s->change = decimal(own, "change", zp_decimal_of(3));
    s->rise = decimal(own, "rise", (zp_decimal){13, 1});
}
