// A unit through all rules.
#include "check/private.h"

#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------- outcomes

// A finding goes before all; what is deferred before a pass; a pass before nothing to look at.
static int rank(zp_outcome outcome) {
    static const int ranks[] = {
        [ZP_NOT_APPLICABLE] = 0, [ZP_PASSED] = 1, [ZP_DEFERRED] = 2, [ZP_FOUND] = 3};
    return ranks[outcome];
}

static bool becomes(check *c, zp_outcome outcome) {
    bool first = c->verdict.outcome == ZP_NOT_APPLICABLE && c->verdict.reason.in[0].size == 0;
    if (rank(outcome) <= rank(c->verdict.outcome) && !first) {
        return false;
    }
    c->verdict = (zp_verdict){.outcome = outcome};
    return true;
}

void check_passed(check *c) {
    becomes(c, ZP_PASSED);
}

void check_skipped(check *c, const char *zh, const char *en) {
    if (becomes(c, ZP_NOT_APPLICABLE)) {
        c->verdict.reason = (zp_words){{zp_text_of(zh), zp_text_of(en)}};
    }
}

void check_deferred_for(check *c, zp_place place, const char *zh, const char *en) {
    if (becomes(c, ZP_DEFERRED)) {
        c->verdict.reason = (zp_words){{zp_text_of(zh), zp_text_of(en)}};
        c->verdict.place = place;
    }
}

static zp_words name_of(check *c, const check_figure *figure) {
    zp_words name = figure->name;
    if (name.in[ZP_CHINESE].size == 0 && figure->path.size > 0) {
        name.in[ZP_CHINESE] = check_name(c, figure->path);
        name.in[ZP_ENGLISH] = figure->path;
    }
    return name;
}

void check_deferred(check *c, const check_figure *missing) {
    if (!becomes(c, ZP_DEFERRED)) {
        return;
    }
    zp_words name = name_of(c, missing);
    const char *zh = missing->state == CHECK_WORDS    ? "%.*s“%.*s”不是数，无法核对"
                     : missing->state == CHECK_NUMBER ? "%.*s“%.*s”超出计算范围"
                                                      : "%.*s没有填写%.*s";
    const char *en = missing->state == CHECK_WORDS    ? "%.*s is “%.*s”, which is no number"
                     : missing->state == CHECK_NUMBER ? "%.*s, %.*s, is out of range"
                                                      : "%.*s is not filled in%.*s";
    zp_text shown = missing->state >= CHECK_NUMBER ? missing->text : (zp_text){0};
    c->verdict.reason.in[ZP_CHINESE] =
        zp_arena_print(c->arena, zh, ZP_ARG(name.in[ZP_CHINESE]), ZP_ARG(shown));
    c->verdict.reason.in[ZP_ENGLISH] =
        zp_arena_print(c->arena, en, ZP_ARG(name.in[ZP_ENGLISH]), ZP_ARG(shown));
    c->verdict.place = missing->place;
}

// ---------------------------------------------------------------- findings

// False: switched off.
static bool severity_of(const check *c, const check_rule *rule, zp_severity *severity) {
    static const struct {
        const char *word;
        zp_severity severity;
    } words[] = {{"remark", ZP_REMARK}, {"warning", ZP_WARNING}, {"error", ZP_ERROR}};
    zp_text own = zp_value_text(
        zp_value_get(zp_value_get(zp_value_get(c->profile, "check"), "severity"), rule->id));
    *severity = rule->severity;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (zp_text_is(own, words[i].word)) {
            *severity = words[i].severity;
        }
    }
    return !zp_text_is(own, "off");
}

static const zp_shown *show(check *c, check_figure *figures, size_t count) {
    zp_shown *shown = ZP_ARRAY(c->arena, zp_shown, count + 1);
    for (size_t i = 0; i < count; i++) {
        figures[i].name = name_of(c, &figures[i]);
        shown[i] = (zp_shown){.name = figures[i].name,
                              .path = figures[i].path,
                              .text = figures[i].text,
                              .place = figures[i].place};
    }
    return shown;
}

bool check_room(check *c) {
    return c->wanted++ < CHECK_SHOWN_MAX;
}

static void tell_more(check *c) {
    size_t more = c->unlisted + (c->wanted > CHECK_SHOWN_MAX ? c->wanted - CHECK_SHOWN_MAX : 0);
    if (more == 0) {
        return;
    }
    c->listed = 0;
    check_words text = {zp_arena_print(c->arena, "另有%zu处同类问题，没有逐一列出", more).data,
                        zp_arena_print(c->arena, "%zu more of the like are not listed", more).data};
    check_found(c, &(check_finding){.place = {c->record->file, 0, 0},
                                    .where = ZP_TEXT("unit"),
                                    .text = text,
                                    .repair = c->rest});
}

void check_found(check *c, const check_finding *given) {
    check_finding found = *given;
    becomes(c, ZP_FOUND);
    if (c->listed++ >= CHECK_LISTED_MAX) {
        c->unlisted++;
        return;
    }
    check_figure *figures = ZP_ARRAY(c->arena, check_figure, found.count + 1);
    if (found.count > 0) {
        memcpy(figures, found.figures, found.count * sizeof *figures);
    }
    zp_finding finding = {.rule = c->index,
                          .where = found.where,
                          .place = found.place,
                          .formula = found.formula,
                          .difference = found.difference,
                          .repair = found.repair,
                          .shown = show(c, figures, found.count),
                          .shown_count = found.count};
    found.figures = figures;
    severity_of(c, c->rule, &finding.severity);
    finding.severity -= found.soften && finding.severity > ZP_REMARK;
    finding.severity = found.remark ? ZP_REMARK : finding.severity;
    for (size_t i = 0; i < found.count; i++) {
        finding.place = finding.place.file != NULL ? finding.place : figures[i].place;
        finding.where = finding.where.size > 0 ? finding.where : figures[i].path;
    }
    finding.at = check_where_words(c, finding.where);
    finding.text = check_fill(c, found.text.zh != NULL ? found.text : c->rule->text, &found);
    finding.hint = check_fill(c, found.hint.zh != NULL ? found.hint : c->rule->hint, &found);
    *ZP_PUSH(c->arena, c->checked->findings, c->checked->finding_count, c->capacity) = finding;
}

static int by_place(const void *a, const void *b) {
    const zp_finding *x = a, *y = b;
    int order = strcmp(y->place.file ? y->place.file : "", x->place.file ? x->place.file : "");
    if (order == 0) {
        order = (x->place.line > y->place.line) - (x->place.line < y->place.line);
    }
    if (order == 0) {
        order = (x->place.column > y->place.column) - (x->place.column < y->place.column);
    }
    if (order == 0) {
        order = (x->rule > y->rule) - (x->rule < y->rule);
    }
    // Several of one rule in one place: by their words, as qsort keeps no order.
    return order != 0 ? order : zp_text_compare(x->text.in[ZP_CHINESE], y->text.in[ZP_CHINESE]);
}

// ---------------------------------------------------------------- which rules

static bool ask(bool *asked, zp_text word) {
    bool known = false;
    for (size_t i = 0; i < zp_rule_count(); i++) {
        zp_text id = zp_text_of(check_rule_at(i)->id);
        bool group = word.size == 1 && id.data[0] == word.data[0];
        if (group || zp_text_equal(id, word)) {
            asked[i] = known = true;
        }
    }
    return known;
}

static bool next_rule(const char **list, zp_text *word) {
    while (**list == ',') {
        ++*list;
    }
    size_t size = strcspn(*list, ",");
    *word = zp_text_trim((zp_text){*list, size});
    *list += size;
    return size > 0;
}

bool zp_rules_known(const char *list, zp_text *unknown) {
    zp_arena *arena = zp_arena_new();
    bool *asked = ZP_ARRAY(arena, bool, zp_rule_count());
    bool known = true, some = false;
    *unknown = (zp_text){0};
    for (zp_text word; known && next_rule(&list, &word);) {
        known = some = ask(asked, word);
        *unknown = known ? *unknown : word;
    }
    zp_arena_free(arena);
    return known && some;
}

bool *check_asked(zp_arena *arena, const char *rules) {
    bool *asked = ZP_ARRAY(arena, bool, zp_rule_count());
    for (size_t i = 0; i < zp_rule_count(); i++) {
        asked[i] = rules == NULL;
    }
    for (zp_text word; rules != NULL && next_rule(&rules, &word);) {
        ask(asked, word);
    }
    return asked;
}

// ---------------------------------------------------------------- the run

static void run_rule(check *c, size_t index) {
    zp_checked *checked = c->checked;
    zp_severity severity;
    c->index = index;
    c->rule = check_rule_at(index);
    c->verdict = (zp_verdict){.outcome = ZP_NOT_APPLICABLE};
    c->wanted = c->listed = c->unlisted = 0;
    c->rest = NULL;
    if (!checked->asked[index]) {
        check_skipped(c, "本次不核对这一条", "not asked for");
    } else if (!severity_of(c, c->rule, &severity)) {
        check_skipped(c, "本区不核对这一条", "switched off by the profile");
    } else {
        c->rule->run(c);
        tell_more(c);
    }
    checked->verdicts[index] = c->verdict;
    checked->outcomes[c->verdict.outcome] += checked->asked[index];
}

static void count(zp_checked *checked) {
    for (size_t i = 0; i < checked->finding_count; i++) {
        const zp_finding *each = &checked->findings[i];
        checked->waived += each->waiver != NULL;
        checked->errors += each->waiver == NULL && each->severity == ZP_ERROR;
        checked->warnings += each->waiver == NULL && each->severity == ZP_WARNING;
        checked->remarks += each->waiver == NULL && each->severity == ZP_REMARK;
    }
}

// What keeps the data from being read for what they are. The form's warnings of the indicators are
// findings here (I02, I04, I19).
static zp_status read_data(const zp_form *form, zp_arena *arena, zp_messages *messages,
                           const zp_record *record) {
    zp_messages *all = zp_messages_new();
    zp_status status = zp_form_check(form, arena, all, record);
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(all, i)) != NULL; i++) {
        if (each->severity == ZP_ERROR) {
            zp_report(messages, ZP_ERROR, each->place, each->id, "%.*s", ZP_ARG(each->text));
        }
    }
    zp_messages_free(all);
    return status;
}

static int year_of(const zp_value *root) {
    zp_decimal year;
    bool number = zp_value_decimal(zp_value_get(root, "year"), &year) && year.scale == 0;
    return number && year.coefficient > 0 && year.coefficient < 10000 ? (int)year.coefficient : 0;
}

static void run_all(check *c) {
    size_t waivers = zp_rule_count() - check_waivers.count;
    check_settings_read(c);
    check_rows_read(c);
    check_report_read(c);
    for (size_t i = 0; i < waivers; i++) {
        run_rule(c, i);
    }
    check_waivers_apply(c);
    for (size_t i = waivers; i < zp_rule_count(); i++) {
        run_rule(c, i);
    }
    if (c->checked->finding_count > 0) {
        qsort(c->checked->findings, c->checked->finding_count, sizeof *c->checked->findings,
              by_place);
    }
    count(c->checked);
}

zp_status zp_check(zp_arena *arena, zp_messages *messages, const zp_form *form,
                   const zp_record *record, const char *rules, zp_checked *checked) {
    *checked = (zp_checked){.record = record, .form = form};
    checked->asked = check_asked(arena, rules);
    checked->verdicts = ZP_ARRAY(arena, zp_verdict, zp_rule_count());
    check c = {.arena = arena,
               .messages = messages,
               .form = form,
               .record = record,
               .root = record->root,
               .profile = zp_form_profile(form),
               .year = year_of(record->root),
               .checked = checked};
    size_t errors = zp_messages_count(messages, ZP_ERROR);
    zp_status status = read_data(form, arena, messages, record);
    run_all(&c);
    checked->refused = zp_messages_count(messages, ZP_ERROR) - errors;
    return c.holes_failed ? ZP_BAD_INPUT : status;
}

void zp_check_tell(const zp_checked *checked, zp_messages *messages, zp_language language,
                   bool soften) {
    for (size_t i = 0; i < checked->finding_count; i++) {
        const zp_finding *each = &checked->findings[i];
        bool error = each->severity == ZP_ERROR;
        if (each->waiver == NULL) {
            zp_report(messages, error && soften ? ZP_WARNING : each->severity, each->place,
                      check_rule_at(each->rule)->id, "%.*s", ZP_ARG(each->text.in[language]));
        }
    }
}
