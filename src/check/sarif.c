// Findings as SARIF 2.1.0 (OASIS), which editors and code reviews show. One run for all units.
#include "check/output.h"

#include <string.h>

static const char *level_of(zp_severity severity) {
    static const char *const levels[] = {"note", "warning", "error"};
    return levels[severity];
}

static void member(zp_buffer *out, const char *before, const char *key, zp_text text) {
    zp_buffer_add_string(out, before);
    zp_json_member(out, key, text);
}

static void message(zp_buffer *out, const char *before, const char *key, zp_text text) {
    zp_buffer_print(out, "%s\"%s\": {", before, key);
    zp_json_member(out, "text", text);
    zp_buffer_add_string(out, "}");
}

// ---------------------------------------------------------------- places

// A path as given is relative to where the log is read, unless it begins at the root.
static void add_uri(zp_buffer *out, const char *path) {
    zp_buffer_add_string(out, path[0] == '/' ? "file://" : "");
    const char *colon = strchr(path, ':'), *slash = strchr(path, '/');
    if (colon != NULL && (slash == NULL || colon < slash)) {
        zp_buffer_add_string(out, "./"); // or it would be read as a scheme
    }
    for (const char *at = path; *at != '\0'; at++) {
        bool alone = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                     (*at >= '0' && *at <= '9') || strchr("-._~/:", *at) != NULL;
        zp_buffer_print(out, alone ? "%c" : "%%%02X", (unsigned char)*at);
    }
}

// `"physicalLocation": {…}`
static void add_place(zp_buffer *out, zp_place place) {
    zp_buffer_add_string(out, "\"physicalLocation\": {\"artifactLocation\": {\"uri\": \"");
    add_uri(out, place.file);
    zp_buffer_add_string(out, "\"}");
    if (place.line > 0) {
        zp_buffer_print(out, ", \"region\": {\"startLine\": %u", place.line);
        if (place.column > 0) {
            zp_buffer_print(out, ", \"startColumn\": %u", place.column);
        }
        zp_buffer_add_string(out, "}");
    }
    zp_buffer_add_string(out, "}");
}

static void add_location(zp_sarif *s, zp_buffer *out, zp_place place, zp_text where, zp_words at) {
    const char *before = "";
    zp_buffer_add_string(out, ", \"locations\": [{");
    if (place.file != NULL) {
        add_place(out, place);
        before = ", ";
    }
    if (where.size > 0) {
        zp_buffer_print(out, "%s\"logicalLocations\": [{", before);
        zp_json_member(out, "fullyQualifiedName", where);
        member(out, ", ", "name", at.in[s->language]);
        zp_buffer_add_string(out, ", \"kind\": \"member\"}]");
    }
    zp_buffer_add_string(out, "}]");
}

// ---------------------------------------------------------------- rules

static void add_rule(zp_sarif *s, size_t index, zp_buffer *out) {
    const check_rule *rule = check_rule_at(index);
    bool chinese = s->language == ZP_CHINESE;
    zp_rule words = zp_rule_at(index);
    zp_words hint = {{zp_text_of(rule->hint.zh), zp_text_of(rule->hint.en)}};
    zp_buffer_print(out, "%s\n     {\"id\": \"%s\"", index > 0 ? "," : "", rule->id);
    message(out, ", ", "shortDescription", words.title.in[s->language]);
    message(out, ",\n      ", "fullDescription", words.formula.in[s->language]);
    // A rule whose findings bring their hints themselves has none of its own.
    zp_text help = hint.in[s->language].size > 0
                       ? hint.in[s->language]
                       : zp_text_of(chinese ? "见各处核对结果" : "see each finding");
    message(out, ",\n      ", "help", help);
    zp_buffer_print(out,
                    ",\n      \"defaultConfiguration\": {\"level\": \"%s\"},\n      "
                    "\"properties\": {",
                    level_of(rule->severity));
    check_json_words(out, "title", words.title);
    zp_buffer_add_string(out, ", ");
    check_json_words(out, "formula", words.formula);
    zp_buffer_add_string(out, ", ");
    check_json_words(out, "hint", hint);
    zp_buffer_add_string(out, "}}");
}

void zp_sarif_begin(zp_sarif *sarif, zp_language language, const char *version, zp_buffer *out) {
    *sarif = (zp_sarif){.language = language};
    zp_buffer_print(out,
                    "{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", "
                    "\"version\": \"2.1.0\",\n \"runs\": [{\n"
                    "  \"language\": \"%s\", \"columnKind\": \"unicodeCodePoints\",\n"
                    "  \"tool\": {\"driver\": {\"name\": \"ziping\", \"version\": \"%s\", "
                    "\"semanticVersion\": \"%s\",\n    \"rules\": [",
                    language == ZP_CHINESE ? "zh-CN" : "en", version, version);
    for (size_t i = 0; i < zp_rule_count(); i++) {
        add_rule(sarif, i, out);
    }
    zp_buffer_add_string(out, "]}},\n  \"results\": [");
}

// ---------------------------------------------------------------- results

static void begin_result(zp_sarif *s, size_t rule, const char *kind, const char *level,
                         zp_buffer *out) {
    zp_buffer_print(out,
                    "%s\n   {\"ruleId\": \"%s\", \"ruleIndex\": %zu, \"kind\": \"%s\", \"level\": "
                    "\"%s\"",
                    s->results++ > 0 ? "," : "", check_rule_at(rule)->id, rule, kind, level);
}

static void add_figures(zp_sarif *s, const zp_finding *finding, zp_buffer *out) {
    bool any = false;
    for (size_t i = 0; i < finding->shown_count; i++) {
        const zp_shown *each = &finding->shown[i];
        if (each->place.file == NULL) {
            continue;
        }
        zp_buffer_print(
            out, any ? ", {\"id\": %zu, " : ",\n    \"relatedLocations\": [{\"id\": %zu, ", i);
        add_place(out, each->place);
        zp_buffer words = {0};
        zp_buffer_print(&words, "%.*s: %.*s", ZP_ARG(each->name.in[s->language]),
                        ZP_ARG(each->text));
        message(out, ", ", "message", zp_buffer_text(&words));
        zp_buffer_free(&words);
        zp_buffer_add_string(out, "}");
        any = true;
    }
    zp_buffer_add_string(out, any ? "]" : "");
}

static void add_suppression(const zp_waiver *waiver, zp_buffer *out) {
    zp_buffer_add_string(
        out, ",\n    \"suppressions\": [{\"kind\": \"inSource\", \"status\": \"accepted\"");
    member(out, ", ", "justification", waiver->reason);
    zp_buffer_add_string(out, ", \"location\": {");
    add_place(out, waiver->place);
    zp_buffer_add_string(out, "}, \"properties\": {");
    zp_json_member(out, "by", waiver->by);
    zp_buffer_add_string(out, "}}]");
}

static void add_finding(zp_sarif *s, const zp_finding *finding, zp_buffer *out) {
    const char *id = check_rule_at(finding->rule)->id;
    begin_result(s, finding->rule, "fail", level_of(finding->severity), out);
    message(out, ",\n    ", "message", finding->text.in[s->language]);
    add_location(s, out, finding->place, finding->where, finding->at);
    add_figures(s, finding, out);
    // The same finding after lines have moved.
    zp_buffer mark = {0};
    zp_buffer_print(&mark, "%s %.*s", id, ZP_ARG(finding->where));
    zp_buffer_add_string(out, ",\n    \"partialFingerprints\": {");
    zp_json_member(out, "ruleAndWhere/v1", zp_buffer_text(&mark));
    zp_buffer_free(&mark);
    zp_buffer_add_string(out, "}");
    if (finding->waiver != NULL) {
        add_suppression(finding->waiver, out);
    }
    zp_buffer_add_string(out, ",\n    \"properties\": {");
    check_json_words(out, "text", finding->text);
    zp_buffer_add_string(out, ", ");
    check_json_words(out, "hint", finding->hint);
    member(out, ", ", "formula", finding->formula);
    member(out, ", ", "difference", finding->difference);
    zp_buffer_add_string(out, "}}");
}

static void add_deferred(zp_sarif *s, const zp_checked *checked, size_t rule, zp_buffer *out) {
    const zp_verdict *verdict = &checked->verdicts[rule];
    zp_place file = {checked->record->file, 0, 0};
    begin_result(s, rule, "open", "none", out);
    message(out, ",\n    ", "message", verdict->reason.in[s->language]);
    add_location(s, out, verdict->place.file != NULL ? verdict->place : file, (zp_text){0},
                 (zp_words){{{0}}});
    zp_buffer_add_string(out, ",\n    \"properties\": {");
    check_json_words(out, "reason", verdict->reason);
    zp_buffer_add_string(out, "}}");
}

// ---------------------------------------------------------------- units

static void notify(zp_sarif *s, const zp_message *said) {
    zp_buffer *out = &s->notifications;
    zp_buffer_print(out, "%s\n     {\"descriptor\": {\"id\": \"%s\"}, \"level\": \"%s\"",
                    s->notified++ > 0 ? "," : "", said->id, level_of(said->severity));
    message(out, ", ", "message", said->text);
    if (said->place.file != NULL) {
        add_location(s, out, said->place, (zp_text){0}, (zp_words){{{0}}});
    }
    zp_buffer_add_string(out, "}");
    s->failed = s->failed || said->severity == ZP_ERROR;
}

static void count(zp_sarif *s, const zp_checked *checked) {
    const size_t *o = checked->outcomes;
    zp_buffer_print(&s->units, "%s\n    {\"file\": ", s->counted++ > 0 ? "," : "");
    zp_json_text(&s->units, zp_text_of(checked->record->file));
    zp_buffer_print(&s->units,
                    ", \"passed\": %zu, \"found\": %zu, \"not_applicable\": %zu, \"deferred\": "
                    "%zu}",
                    o[ZP_PASSED], o[ZP_FOUND], o[ZP_NOT_APPLICABLE], o[ZP_DEFERRED]);
}

void zp_sarif_unit(zp_sarif *sarif, const zp_checked *checked, zp_said said, zp_buffer *out) {
    const zp_message *each;
    for (size_t i = said.from; (each = zp_messages_at(said.messages, i)) != NULL; i++) {
        notify(sarif, each);
    }
    if (checked == NULL) {
        return;
    }
    for (size_t i = 0; i < checked->finding_count; i++) {
        add_finding(sarif, &checked->findings[i], out);
    }
    for (size_t i = 0; i < zp_rule_count(); i++) {
        if (checked->asked[i] && checked->verdicts[i].outcome == ZP_DEFERRED) {
            add_deferred(sarif, checked, i, out);
        }
    }
    count(sarif, checked);
}

void zp_sarif_end(zp_sarif *sarif, zp_buffer *out) {
    zp_buffer_print(out,
                    "],\n  \"invocations\": [{\"executionSuccessful\": %s,\n    "
                    "\"toolExecutionNotifications\": [",
                    sarif->failed ? "false" : "true");
    zp_buffer_add_text(out, zp_buffer_text(&sarif->notifications));
    zp_buffer_add_string(out, "]}],\n  \"properties\": {\"units\": [");
    zp_buffer_add_text(out, zp_buffer_text(&sarif->units));
    zp_buffer_add_string(out, "]}\n }]}\n");
    zp_buffer_free(&sarif->notifications);
    zp_buffer_free(&sarif->units);
}
