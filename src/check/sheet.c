// The check report: what was found as a tree, for templates/check-report.xml.
#include "check/output.h"

#include <stdio.h>
#include <string.h>

typedef struct sheet {
    zp_tree tree; // its place is the unit's file
    const zp_checked *checked;
} sheet;

// ---------------------------------------------------------------- its parts

// `unit.toml第76行`: the name is that in the unit's folder, wherever the folder lies.
static zp_text line_of(sheet *s, zp_place place) {
    if (place.file == NULL) {
        return (zp_text){0};
    }
    zp_text file = zp_path_last(place.file);
    return place.line == 0 ? file
                           : zp_arena_print(s->tree.arena, "%.*s第%u行", ZP_ARG(file), place.line);
}

static void add_finding(sheet *s, zp_value *list, const zp_finding *finding) {
    zp_value *row = zp_tree_table(&s->tree);
    const zp_waiver *waiver = finding->waiver;
    zp_tree_put_text(&s->tree, row, "severity",
                     zp_text_of(check_severity_word(finding->severity, ZP_CHINESE)));
    zp_tree_put_text(&s->tree, row, "rule", zp_text_of(check_rule_at(finding->rule)->id));
    zp_tree_put_text(&s->tree, row, "at", finding->at.in[ZP_CHINESE]);
    zp_tree_put_text(&s->tree, row, "line", line_of(s, finding->place));
    zp_tree_put_text(&s->tree, row, "text", finding->text.in[ZP_CHINESE]);
    zp_tree_put_text(&s->tree, row, "formula", check_more_formula(finding, ZP_CHINESE));
    zp_tree_put_text(&s->tree, row, "advice", finding->hint.in[ZP_CHINESE]);
    zp_tree_put_text(&s->tree, row, "reason", waiver != NULL ? waiver->reason : (zp_text){0});
    zp_tree_put_text(&s->tree, row, "by", waiver != NULL ? waiver->by : (zp_text){0});
    zp_tree_put(list, "", row);
}

// The gravest first, each kind by place.
static zp_value *findings(sheet *s, bool waived) {
    zp_value *list = zp_tree_array(&s->tree);
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
    zp_value *list = zp_tree_array(&s->tree);
    for (size_t i = 0; i < zp_rule_count(); i++) {
        const zp_verdict *verdict = &s->checked->verdicts[i];
        if (!s->checked->asked[i] || verdict->outcome != ZP_DEFERRED) {
            continue;
        }
        zp_value *row = zp_tree_table(&s->tree);
        zp_tree_put_text(&s->tree, row, "rule", zp_text_of(check_rule_at(i)->id));
        zp_tree_put_text(&s->tree, row, "title", zp_rule_at(i).title.in[ZP_CHINESE]);
        zp_tree_put_text(&s->tree, row, "reason", verdict->reason.in[ZP_CHINESE]);
        zp_tree_put_text(&s->tree, row, "line", line_of(s, verdict->place));
        zp_tree_put(list, "", row);
    }
    return list;
}

static void put_counts(sheet *s, zp_value *to) {
    const zp_checked *checked = s->checked;
    size_t asked = 0;
    for (int i = 0; i < ZP_OUTCOME_COUNT; i++) {
        asked += checked->outcomes[i];
    }
    zp_tree_put_count(&s->tree, to, "asked", asked);
    zp_tree_put_count(&s->tree, to, "passed", checked->outcomes[ZP_PASSED]);
    zp_tree_put_count(&s->tree, to, "found", checked->outcomes[ZP_FOUND]);
    zp_tree_put_count(&s->tree, to, "skipped", checked->outcomes[ZP_NOT_APPLICABLE]);
    zp_tree_put_count(&s->tree, to, "deferred_rules", checked->outcomes[ZP_DEFERRED]);
    zp_tree_put_count(&s->tree, to, "errors", checked->errors);
    zp_tree_put_count(&s->tree, to, "warnings", checked->warnings);
    zp_tree_put_count(&s->tree, to, "remarks", checked->remarks);
    zp_tree_put_count(&s->tree, to, "waived_findings", checked->waived);
    zp_tree_put_count(&s->tree, to, "refused", checked->refused);
    zp_tree_put_count(&s->tree, to, "open_findings",
                      checked->errors + checked->warnings + checked->remarks);
    zp_tree_put_count(&s->tree, to, "all_findings", checked->finding_count);
}

zp_status zp_check_report(const zp_checked *checked, zp_arena *arena, zp_messages *messages,
                          zp_document **document) {
    sheet s = {{arena, {checked->record->file, 1, 1}}, checked};
    zp_value *root = zp_tree_table(&s.tree);
    put_counts(&s, root);
    zp_tree_put(root, "finding", findings(&s, false));
    zp_tree_put(root, "waived", findings(&s, true));
    zp_tree_put(root, "deferred", deferred(&s));
    zp_form_extra extra = {.template = ZP_TEXT("check-report.xml"),
                           .id = ZP_TEXT("check-report"),
                           .title = ZP_TEXT("绩效自评资料核对报告"),
                           .name = ZP_TEXT("sheet"),
                           .value = root};
    return zp_form_compose(checked->form, arena, messages, checked->record, &extra, document);
}
