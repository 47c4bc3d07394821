// Findings and outcomes as JSON, as templates/check.schema.json has it.
#include "check/output.h"

void check_json_words(zp_buffer *out, const char *key, zp_words words) {
    zp_buffer_print(out, "\"%s\": {", key);
    zp_json_member(out, "zh", words.in[ZP_CHINESE]);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "en", words.in[ZP_ENGLISH]);
    zp_buffer_add_string(out, "}");
}

// `, "file": …, "line": …, "column": …`; nothing for nowhere.
static void place(zp_buffer *out, zp_place at) {
    if (at.file != NULL) {
        zp_buffer_add_string(out, ", ");
        zp_json_member(out, "file", zp_text_of(at.file));
        if (at.line > 0) {
            zp_buffer_print(out, ", \"line\": %u", at.line);
        }
        if (at.column > 0) {
            zp_buffer_print(out, ", \"column\": %u", at.column);
        }
    }
}

static void figures(zp_buffer *out, const zp_finding *finding) {
    zp_buffer_add_string(out, "\"figures\": [");
    for (size_t i = 0; i < finding->shown_count; i++) {
        const zp_shown *each = &finding->shown[i];
        zp_buffer_add_string(out, i > 0 ? ", {" : "{");
        check_json_words(out, "name", each->name);
        zp_buffer_add_string(out, ", ");
        zp_json_member(out, "path", each->path);
        zp_buffer_add_string(out, ", ");
        zp_json_member(out, "text", each->text);
        place(out, each->place);
        zp_buffer_add_string(out, "}");
    }
    zp_buffer_add_string(out, "]");
}

static void waiver(zp_buffer *out, const zp_waiver *waiver) {
    zp_buffer_add_string(out, ", \"waiver\": {");
    zp_json_member(out, "where", waiver->where);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "reason", waiver->reason);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "by", waiver->by);
    place(out, waiver->place);
    zp_buffer_add_string(out, "}");
}

static void add_finding(zp_buffer *out, const zp_finding *finding) {
    zp_buffer_print(out, "      {\"rule\": \"%s\", \"severity\": \"%s\"",
                    check_rule_at(finding->rule)->id,
                    check_severity_word(finding->severity, ZP_ENGLISH));
    place(out, finding->place);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "where", finding->where);
    zp_buffer_add_string(out, ", ");
    check_json_words(out, "at", finding->at);
    zp_buffer_add_string(out, ",\n       ");
    check_json_words(out, "text", finding->text);
    zp_buffer_add_string(out, ",\n       ");
    check_json_words(out, "hint", finding->hint);
    zp_buffer_add_string(out, ",\n       ");
    zp_json_member(out, "formula", finding->formula);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "difference", finding->difference);
    zp_buffer_add_string(out, ",\n       ");
    figures(out, finding);
    if (finding->waiver != NULL) {
        waiver(out, finding->waiver);
    }
    zp_buffer_add_string(out, "}");
}

static void add_rule(zp_buffer *out, const zp_checked *checked, size_t index) {
    static const char *const outcomes[] = {"pass", "finding", "not-applicable", "deferred"};
    const zp_verdict *verdict = &checked->verdicts[index];
    zp_buffer_print(out, "      {\"id\": \"%s\", \"outcome\": \"%s\"", check_rule_at(index)->id,
                    outcomes[verdict->outcome]);
    if (verdict->reason.in[ZP_CHINESE].size > 0) {
        zp_buffer_add_string(out, ", ");
        check_json_words(out, "reason", verdict->reason);
    }
    place(out, verdict->place);
    zp_buffer_add_string(out, "}");
}

static void add_messages(zp_buffer *out, zp_said said) {
    const zp_message *each;
    zp_buffer_add_string(out, "\"messages\": [");
    for (size_t i = said.from; (each = zp_messages_at(said.messages, i)) != NULL; i++) {
        zp_buffer_print(out, "%s\n      {\"id\": \"%s\", \"severity\": \"%s\"",
                        i > said.from ? "," : "", each->id,
                        check_severity_word(each->severity, ZP_ENGLISH));
        place(out, each->place);
        zp_buffer_add_string(out, ", ");
        zp_json_member(out, "text", each->text);
        zp_buffer_add_string(out, "}");
    }
    zp_buffer_add_string(out, "]");
}

static void add_checked(zp_buffer *out, const zp_checked *checked) {
    zp_buffer_add_string(out, "    {");
    zp_json_member(out, "unit", checked->record->name);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "file", zp_text_of(checked->record->file));
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "form", zp_value_text(zp_value_get(checked->record->root, "form")));
    zp_buffer_print(out,
                    ",\n     \"passed\": %zu, \"found\": %zu, \"not_applicable\": %zu, "
                    "\"deferred\": %zu,\n     \"errors\": %zu, \"warnings\": %zu, \"remarks\": "
                    "%zu, \"waived\": %zu,\n     \"rules\": [",
                    checked->outcomes[ZP_PASSED], checked->outcomes[ZP_FOUND],
                    checked->outcomes[ZP_NOT_APPLICABLE], checked->outcomes[ZP_DEFERRED],
                    checked->errors, checked->warnings, checked->remarks, checked->waived);
    bool first = true;
    for (size_t i = 0; i < zp_rule_count(); i++) {
        if (checked->asked[i]) {
            zp_buffer_add_string(out, first ? "\n" : ",\n");
            add_rule(out, checked, i);
            first = false;
        }
    }
    zp_buffer_add_string(out, "],\n     \"findings\": [");
    for (size_t i = 0; i < checked->finding_count; i++) {
        zp_buffer_add_string(out, i > 0 ? ",\n" : "\n");
        add_finding(out, &checked->findings[i]);
    }
    zp_buffer_add_string(out, "]");
}

void zp_check_json(const char *unit, const zp_checked *checked, zp_said said, zp_buffer *out) {
    if (checked != NULL) {
        add_checked(out, checked);
    } else {
        zp_buffer_add_string(out, "    {");
        zp_json_member(out, "file", zp_text_of(unit));
    }
    zp_buffer_add_string(out, ",\n     ");
    add_messages(out, said);
    zp_buffer_add_string(out, "}");
}
