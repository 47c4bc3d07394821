// The check report: what was found as a tree, for templates/check-report.xml.
#include "check/output.h"

#include <stdio.h>
#include <string.h>

typedef struct sheet {
    zp_arena *arena;
    const zp_checked *checked;
    zp_place place; // of all its values: the unit's file
} sheet;

static zp_value *new_value(sheet *s, zp_value_kind kind) {
    zp_value *made = ZP_NEW(s->arena, zp_value);
    made->kind = kind;
    made->place = s->place;
    return made;
}

static void put(zp_value *to, const char *key, zp_value *value) {
    value->key = zp_text_of(key);
    zp_value_add(to, value);
}

static void put_text(sheet *s, zp_value *to, const char *key, zp_text text) {
    zp_value *value = new_value(s, ZP_VALUE_TEXT);
    value->text = text;
    put(to, key, value);
}

static void put_count(sheet *s, zp_value *to, const char *key, size_t count) {
    put_text(s, to, key, zp_arena_print(s->arena, "%zu", count));
}

// ---------------------------------------------------------------- its parts

// `unit.toml第76行`: the name is that in the unit's folder, wherever the folder lies.
static zp_text line_of(sheet *s, zp_place place) {
    if (place.file == NULL) {
        return (zp_text){0};
    }
    zp_text file = zp_path_last(place.file);
    return place.line == 0 ? file
                           : zp_arena_print(s->arena, "%.*s第%u行", ZP_ARG(file), place.line);
}

static void add_finding(sheet *s, zp_value *list, const zp_finding *finding) {
    zp_value *row = new_value(s, ZP_VALUE_TABLE);
    const zp_waiver *waiver = finding->waiver;
    put_text(s, row, "severity", zp_text_of(check_severity_word(finding->severity, ZP_CHINESE)));
    put_text(s, row, "rule", zp_text_of(check_rule_at(finding->rule)->id));
    put_text(s, row, "at", finding->at.in[ZP_CHINESE]);
    put_text(s, row, "line", line_of(s, finding->place));
    put_text(s, row, "text", finding->text.in[ZP_CHINESE]);
    put_text(s, row, "formula", check_more_formula(finding, ZP_CHINESE));
    put_text(s, row, "advice", finding->hint.in[ZP_CHINESE]);
    put_text(s, row, "reason", waiver != NULL ? waiver->reason : (zp_text){0});
    put_text(s, row, "by", waiver != NULL ? waiver->by : (zp_text){0});
    put(list, "", row);
}

// The gravest first, each kind by place.
static zp_value *findings(sheet *s, bool waived) {
    zp_value *list = new_value(s, ZP_VALUE_ARRAY);
    for (int severity = ZP_ERROR; severity >= ZP_REMARK; severity--) {
        for (size_t i = 0; i < s->checked->finding_count; i++) {
            const zp_finding *each = &s->checked->findings[i];
            if ((int)each->severity == severity && (each->waiver != NULL) == waived) {
                add_finding(s, list, each);
            }
        }
    }
    return list;
}

static zp_value *deferred(sheet *s) {
    zp_value *list = new_value(s, ZP_VALUE_ARRAY);
    for (size_t i = 0; i < zp_rule_count(); i++) {
        const zp_verdict *verdict = &s->checked->verdicts[i];
        if (!s->checked->asked[i] || verdict->outcome != ZP_DEFERRED) {
            continue;
        }
        zp_value *row = new_value(s, ZP_VALUE_TABLE);
        put_text(s, row, "rule", zp_text_of(check_rule_at(i)->id));
        put_text(s, row, "title", zp_rule_at(i).title.in[ZP_CHINESE]);
        put_text(s, row, "reason", verdict->reason.in[ZP_CHINESE]);
        put_text(s, row, "line", line_of(s, verdict->place));
        put(list, "", row);
    }
    return list;
}

static void put_counts(sheet *s, zp_value *to) {
    const zp_checked *checked = s->checked;
    size_t asked = 0;
    for (int i = 0; i < ZP_OUTCOME_COUNT; i++) {
        asked += checked->outcomes[i];
    }
    put_count(s, to, "asked", asked);
    put_count(s, to, "passed", checked->outcomes[ZP_PASSED]);
    put_count(s, to, "found", checked->outcomes[ZP_FOUND]);
    put_count(s, to, "skipped", checked->outcomes[ZP_NOT_APPLICABLE]);
    put_count(s, to, "deferred_rules", checked->outcomes[ZP_DEFERRED]);
    put_count(s, to, "errors", checked->errors);
    put_count(s, to, "warnings", checked->warnings);
    put_count(s, to, "remarks", checked->remarks);
    put_count(s, to, "waived_findings", checked->waived);
    put_count(s, to, "open_findings", checked->errors + checked->warnings + checked->remarks);
    put_count(s, to, "all_findings", checked->finding_count);
}

zp_status zp_check_report(const zp_checked *checked, zp_arena *arena, zp_messages *messages,
                          zp_document **document) {
    sheet s = {arena, checked, {checked->record->file, 1, 1}};
    zp_value *root = new_value(&s, ZP_VALUE_TABLE);
    put_counts(&s, root);
    put(root, "finding", findings(&s, false));
    put(root, "waived", findings(&s, true));
    put(root, "deferred", deferred(&s));
    zp_form_extra extra = {.template = ZP_TEXT("check-report.xml"),
                           .id = ZP_TEXT("check-report"),
                           .title = ZP_TEXT("绩效自评资料核对报告"),
                           .name = ZP_TEXT("sheet"),
                           .value = root};
    return zp_form_compose(checked->form, arena, messages, checked->record, &extra, document);
}
