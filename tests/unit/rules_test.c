// The table of the checker's rules: complete, in order, and the same in both languages.
#include "check/marks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void ids_are_in_order(void **state) {
    (void)state;
    static const char groups[] = "SFIBXTW";
    size_t group = 0;
    for (size_t i = 0, number = 1; i < zp_rule_count(); i++, number++) {
        const char *id = check_rule_at(i)->id;
        if (id[0] != groups[group]) {
            group++;
            number = 1;
        }
        const char wanted[] = {groups[group], '0' + (char)(number / 10), '0' + (char)(number % 10),
                               '\0'};
        assert_string_equal(id, wanted);
        assert_int_equal(zp_rule_find(zp_text_of(id)), i);
    }
    assert_int_equal(group, strlen(groups) - 1);
}

// Which of {0} to {9}, {difference} and {formula} stand in it; {0.name} is not {0}: a language may
// do without a name.
static unsigned holes_of(const char *words) {
    unsigned holes = 0;
    for (const char *at = strchr(words, '{'); at != NULL; at = strchr(at + 1, '{')) {
        holes |= at[1] >= '0' && at[1] <= '9' && at[2] == '}' ? 1U << (at[1] - '0') : 0;
        holes |= strncmp(at, "{difference}", 12) == 0 ? 1U << 10 : 0;
        holes |= strncmp(at, "{formula}", 9) == 0 ? 1U << 11 : 0;
    }
    return holes;
}

static void assert_whole(const char *id, check_words words) {
    if (words.zh == NULL || words.en == NULL || words.zh[0] == '\0' || words.en[0] == '\0') {
        fail_msg("%s: %s / %s", id, words.zh, words.en);
    }
    if (holes_of(words.zh) != holes_of(words.en)) {
        fail_msg("%s shows other figures in English: %s / %s", id, words.zh, words.en);
    }
}

static void rules_have_all_words(void **state) {
    (void)state;
    for (size_t i = 0; i < zp_rule_count(); i++) {
        const check_rule *rule = check_rule_at(i);
        assert_whole(rule->id, rule->title);
        assert_whole(rule->id, rule->formula);
        assert_whole(rule->id, rule->text);
        assert_whole(rule->id, rule->hint);
        assert_non_null(rule->run);
    }
}

static void fail_told(void *context, const check_told *told) {
    fail_msg("%s: %s: %.*s", (const char *)context, told->mark->title,
             ZP_ARG(told->spot.paragraph.source));
}

// The checker writes as it wants others to. Formulas are left out: some show what is wrong.
static void words_pass_their_own_rules(void **state) {
    (void)state;
    zp_arena *arena = zp_arena_new();
    zp_value root = {.kind = ZP_VALUE_TABLE, .place = {"unit.toml", 1, 1}};
    for (size_t i = 0; i < zp_rule_count(); i++) {
        const check_rule *rule = check_rule_at(i);
        const char *const words[] = {rule->title.zh, rule->text.zh, rule->hint.zh};
        for (size_t w = 0; w < 3; w++) {
            zp_record record = {.file = "unit.toml",
                                .root = &root,
                                .report_file = "report.md",
                                .report = zp_text_of(words[w])};
            check_marks_run(arena, &record, fail_told, (void *)rule->id);
        }
    }
    zp_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_in_order),
        cmocka_unit_test(rules_have_all_words),
        cmocka_unit_test(words_pass_their_own_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
