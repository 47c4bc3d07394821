// Findings for people: what is wrong in the first line, as compilers have it so that editors can go
// there; below it how it was found and what to do.
#include "check/output.h"

#include <string.h>

typedef struct lines {
    const zp_checked *checked;
    zp_language language;
    zp_buffer *out;
} lines;

// What stands in the second column of a finding's lines; both languages are as wide.
typedef enum label { LABEL_FORMULA, LABEL_FIGURES, LABEL_ADVICE, LABEL_WAIVER, LABEL_WHERE } label;

static void begin(lines *l, label label) {
    static const char *const words[][ZP_LANGUAGE_COUNT] = {[LABEL_FORMULA] = {"算式", "sum   "},
                                                           [LABEL_FIGURES] = {"数据", "from  "},
                                                           [LABEL_ADVICE] = {"处理", "to do "},
                                                           [LABEL_WAIVER] = {"说明", "waived"},
                                                           [LABEL_WHERE] = {"位置", "where "}};
    zp_buffer_print(l->out, "    %s  ", words[label][l->language]);
}

static void add_place(zp_buffer *out, zp_place place) {
    zp_buffer_add_shown(out, zp_text_of(place.file));
    if (place.line > 0) {
        zp_buffer_print(out, ":%u:%u", place.line, place.column);
    }
}

// In the finding's own file a line and a column do.
static void add_figure_place(lines *l, const zp_finding *finding, zp_place place) {
    bool chinese = l->language == ZP_CHINESE;
    const char *file = finding->place.file;
    if (place.file == NULL) {
        return;
    }
    zp_buffer_add_string(l->out, chinese ? "（" : " (");
    if (file != NULL && strcmp(file, place.file) == 0 && place.line > 0) {
        zp_buffer_print(l->out, "%u:%u", place.line, place.column);
    } else {
        add_place(l->out, place);
    }
    zp_buffer_add_string(l->out, chinese ? "）" : ")");
}

// What was recomputed stands nowhere, and in the formula.
static bool is_told(const zp_finding *finding, const zp_shown *figure) {
    return figure->place.file != NULL || finding->formula.size == 0;
}

// `群众满意度 › `, where the name begins as the one before it: told once.
static size_t common_steps(zp_text before, zp_text name) {
    const char *step = " › ";
    size_t size = strlen(step), common = 0;
    for (size_t i = 0; i < before.size && i < name.size && before.data[i] == name.data[i]; i++) {
        if (i + 1 >= size && memcmp(name.data + i + 1 - size, step, size) == 0) {
            common = i + 1;
        }
    }
    return common;
}

// Of a long sum only the beginning: it has its formula, and the other formats have all.
static void add_figures(lines *l, const zp_finding *finding) {
    enum { TOLD_MAX = 12 };
    bool chinese = l->language == ZP_CHINESE;
    size_t told = 0, left = 0;
    zp_text before = {0};
    for (size_t i = 0; i < finding->shown_count; i++) {
        const zp_shown *each = &finding->shown[i];
        zp_text name = each->name.in[l->language];
        if (!is_told(finding, each) || told == TOLD_MAX) {
            left += is_told(finding, each);
            continue;
        }
        if (told++ > 0) {
            zp_buffer_add_string(l->out, chinese ? "；" : "; ");
        } else {
            begin(l, LABEL_FIGURES);
        }
        zp_text own = zp_text_slice(name, common_steps(before, name), name.size);
        zp_text text = each->text.size > 0 ? each->text : zp_text_of(chinese ? "空白" : "blank");
        zp_buffer_print(l->out, "%.*s %.*s", ZP_ARG(own), ZP_ARG(text));
        add_figure_place(l, finding, each->place);
        before = name;
    }
    if (left > 0) {
        zp_buffer_print(l->out, chinese ? "；另有 %zu 个数" : "; and %zu more", left);
    }
    zp_buffer_add_string(l->out, told > 0 ? "\n" : "");
}

static void add_text(lines *l, label label, zp_text text) {
    if (text.size > 0) {
        begin(l, label);
        zp_buffer_print(l->out, "%.*s\n", ZP_ARG(text));
    }
}

static void add_waiver(lines *l, const zp_waiver *waiver) {
    bool chinese = l->language == ZP_CHINESE;
    begin(l, LABEL_WAIVER);
    zp_buffer_add_text(l->out, waiver->reason);
    if (waiver->by.size > 0) {
        zp_buffer_print(l->out, chinese ? "（%.*s）" : " (%.*s)", ZP_ARG(waiver->by));
    }
    zp_buffer_add_string(l->out, "\n");
}

static void add_finding(lines *l, const zp_finding *finding) {
    static const char *const waived[] = {"（已说明）", " (waived)"};
    if (finding->place.file != NULL) {
        add_place(l->out, finding->place);
        zp_buffer_add_string(l->out, ": ");
    }
    zp_buffer_print(l->out, "%s%s: %.*s [%s]\n",
                    check_severity_word(finding->severity, l->language),
                    finding->waiver != NULL ? waived[l->language] : "",
                    ZP_ARG(finding->text.in[l->language]), check_rule_at(finding->rule)->id);
    add_text(l, LABEL_FORMULA, check_more_formula(finding, l->language));
    add_figures(l, finding);
    if (finding->waiver != NULL) {
        add_waiver(l, finding->waiver);
    } else {
        add_text(l, LABEL_ADVICE, finding->hint.in[l->language]);
    }
    add_text(l, LABEL_WHERE, finding->where);
}

static void add_outcomes(lines *l) {
    static const char *const words[][ZP_LANGUAGE_COUNT] = {
        [ZP_PASSED] = {"通过　", "passed  "},
        [ZP_FOUND] = {"有发现", "found   "},
        [ZP_NOT_APPLICABLE] = {"不适用", "n/a     "},
        [ZP_DEFERRED] = {"暂缓　", "deferred"}};
    for (size_t i = 0; i < zp_rule_count(); i++) {
        const check_rule *rule = check_rule_at(i);
        const zp_verdict *verdict = &l->checked->verdicts[i];
        if (!l->checked->asked[i]) {
            continue;
        }
        const char *title = l->language == ZP_CHINESE ? rule->title.zh : rule->title.en;
        zp_buffer_print(l->out, "  %s  %s  %s", rule->id, words[verdict->outcome][l->language],
                        title);
        if (verdict->reason.in[l->language].size > 0) {
            zp_buffer_print(l->out, l->language == ZP_CHINESE ? "：%.*s" : ": %.*s",
                            ZP_ARG(verdict->reason.in[l->language]));
        }
        if (verdict->place.file != NULL) {
            zp_buffer_add_string(l->out, "  ");
            add_place(l->out, verdict->place);
        }
        zp_buffer_add_string(l->out, "\n");
    }
}

static bool is_deferred(const lines *l, size_t rule) {
    return l->checked->asked[rule] && l->checked->verdicts[rule].outcome == ZP_DEFERRED;
}

// Does a rule before this one wait for the same?
static bool is_listed(const lines *l, size_t rule, zp_text reason) {
    for (size_t i = 0; i < rule; i++) {
        if (is_deferred(l, i) &&
            zp_text_equal(l->checked->verdicts[i].reason.in[l->language], reason)) {
            return true;
        }
    }
    return false;
}

// What a unit that is not complete still lacks: a line for each value, with the rules that wait.
static void add_deferred(lines *l) {
    for (size_t i = 0; i < zp_rule_count(); i++) {
        const zp_verdict *verdict = &l->checked->verdicts[i];
        zp_text reason = verdict->reason.in[l->language];
        if (!is_deferred(l, i) || is_listed(l, i, reason)) {
            continue;
        }
        if (verdict->place.file != NULL) {
            add_place(l->out, verdict->place);
            zp_buffer_add_string(l->out, ": ");
        }
        zp_buffer_print(l->out, l->language == ZP_CHINESE ? "暂缓: %.*s [" : "deferred: %.*s [",
                        ZP_ARG(reason));
        for (size_t k = i; k < zp_rule_count(); k++) {
            if (is_deferred(l, k) &&
                zp_text_equal(l->checked->verdicts[k].reason.in[l->language], reason)) {
                zp_buffer_print(l->out, "%s%s", k > i ? " " : "", check_rule_at(k)->id);
            }
        }
        zp_buffer_add_string(l->out, "]\n");
    }
}

void zp_check_lines(const zp_checked *checked, zp_language language, bool all, zp_buffer *out) {
    static const char *const counts[] = {
        ": 错误 %zu 处，警告 %zu 处，提示 %zu 处，已说明 %zu 处；规则通过 %zu 条，有发现 %zu "
        "条，不适用 %zu 条，暂缓 %zu 条",
        ": errors %zu, warnings %zu, remarks %zu, waived %zu; rules passed %zu, with findings "
        "%zu, not applicable %zu, deferred %zu"};
    static const char *const refused[] = {"；另有 %zu 处错误，文书无法生成",
                                          "; errors that keep the documents from being made %zu"};
    lines l = {.checked = checked, .language = language, .out = out};
    for (size_t i = 0; i < checked->finding_count; i++) {
        if (all || checked->findings[i].waiver == NULL) {
            add_finding(&l, &checked->findings[i]);
        }
    }
    if (all) {
        add_outcomes(&l);
    } else {
        add_deferred(&l);
    }
    const size_t *o = checked->outcomes;
    zp_buffer_add_shown(out, zp_text_of(checked->record->file));
    zp_buffer_print(out, counts[language], checked->errors, checked->warnings, checked->remarks,
                    checked->waived, o[ZP_PASSED], o[ZP_FOUND], o[ZP_NOT_APPLICABLE],
                    o[ZP_DEFERRED]);
    static const char *const holes[] = {"；句中空值 %zu 处", "; blank values in sentences %zu"};
    if (checked->holes > 0) {
        zp_buffer_print(out, holes[language], checked->holes);
    }
    if (checked->refused > 0) {
        zp_buffer_print(out, refused[language], checked->refused);
    }
    zp_buffer_add_string(out, "\n");
}

void zp_rule_lines(const char *rules, zp_language language, zp_buffer *out) {
    zp_arena *arena = zp_arena_new();
    const bool *asked = check_asked(arena, rules);
    for (size_t i = 0; i < zp_rule_count(); i++) {
        zp_rule rule = zp_rule_at(i);
        if (!asked[i]) {
            continue;
        }
        zp_buffer_print(out, "%s  %s  %.*s\n     %.*s\n", rule.id,
                        check_severity_word(rule.severity, language),
                        ZP_ARG(rule.title.in[language]), ZP_ARG(rule.formula.in[language]));
    }
    zp_arena_free(arena);
}
