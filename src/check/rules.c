// The table of all rules, in the order of the list.
#include "check/private.h"

static const check_group *const groups[] = {&check_structure, &check_funds,   &check_indicators,
                                            &check_base_data, &check_between, &check_text,
                                            &check_waivers};
enum { GROUPS = sizeof groups / sizeof *groups };

size_t zp_rule_count(void) {
    size_t count = 0;
    for (int i = 0; i < GROUPS; i++) {
        count += groups[i]->count;
    }
    return count;
}

const check_rule *check_rule_at(size_t index) {
    int group = 0;
    while (index >= groups[group]->count) {
        index -= groups[group++]->count;
    }
    return &groups[group]->rules[index];
}

static zp_words words_of(check_words words) {
    return (zp_words){{zp_text_of(words.zh), zp_text_of(words.en)}};
}

zp_rule zp_rule_at(size_t index) {
    const check_rule *rule = check_rule_at(index);
    return (zp_rule){rule->id, rule->severity, words_of(rule->title), words_of(rule->formula)};
}

size_t zp_rule_find(zp_text id) {
    size_t count = zp_rule_count(), index = 0;
    while (index < count && !zp_text_is(id, check_rule_at(index)->id)) {
        index++;
    }
    return index < count ? index : SIZE_MAX;
}
