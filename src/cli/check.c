// ziping check UNIT… : what the rules find in each unit.
#include "check/check.h"
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: ziping check UNIT… [--format FORMAT] [--rules ID,…] [--lang zh|en] [-v]\n"
    "       ziping check --fix [--write] UNIT… [--rules ID,…]\n"
    "       ziping check --list [--lang zh|en]\n"
    "\n"
    "Checks each UNIT, a folder with unit.toml or unit.json, by the rules of its form, and prints\n"
    "what they find: file, line and column, the figures that disagree, and what to do.\n"
    "\n"
    "      --format FORMAT  text, json or sarif (text)\n"
    "      --rules LIST     of rules (F03) or groups (F): S structure, F funds, I indicators,\n"
    "                       B base data, X between the parts, T text, W waivers (all)\n"
    "      --lang LANGUAGE  zh or en (zh where the locale is Chinese, else en)\n"
    "      --fix            show as a diff what has one safe answer: marks that are doubled,\n"
    "                       half-width or of two widths, signs and blanks (T01 T02 T03 T06 T08);\n"
    "                       names stay as they are written\n"
    "      --write          with --fix: write it into unit.toml and report.md, and check again\n"
    "      --list           the rules: id, severity, title and formula\n"
    "  -v, --verbose        also what passed, does not apply or is deferred, and why\n"
    "\n"
    "exit codes: 0 nothing found or only remarks, 1 warnings or errors, 2 bad input, 3 output\n";

typedef enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_COUNT } format;
static const char *const format_names[FORMAT_COUNT] = {"text", "json"};

typedef struct checking {
    const cli_folders *folders;
    format format;
    const char *rules;
    zp_language language;
    bool verbose, list, fix, write;
    zp_arena *arena; // of the run
    zp_messages *messages;
    size_t shown;
    zp_schema *schema;
    cli_forms forms;
    zp_buffer out;
    size_t units; // written so far
} checking;

// ------------------------------------------------ text

static const char *severity_word(zp_severity severity, zp_language language) {
    static const char *const words[][ZP_LANGUAGE_COUNT] = {
        {"提示", "remark"}, {"警告", "warning"}, {"错误", "error"}};
    return words[severity][language];
}

static void print_place(zp_buffer *out, zp_place place) {
    if (place.file != NULL && place.line > 0) {
        zp_buffer_print(out, "%s:%u:%u", place.file, place.line, place.column);
    } else if (place.file != NULL) {
        zp_buffer_print(out, "%s", place.file);
    }
}

static void print_figures(checking *k, const zp_finding *finding) {
    for (size_t i = 0; i < finding->shown_count; i++) {
        const zp_shown *each = &finding->shown[i];
        zp_buffer_print(&k->out, "    %.*s: %.*s", ZP_ARG(each->name.in[k->language]),
                        ZP_ARG(each->text));
        if (each->place.file != NULL) {
            zp_buffer_add_string(&k->out, "  ");
            print_place(&k->out, each->place);
        }
        zp_buffer_add_string(&k->out, "\n");
    }
}

static void print_finding(checking *k, const zp_finding *finding) {
    bool chinese = k->language == ZP_CHINESE;
    print_place(&k->out, finding->place);
    zp_buffer_print(&k->out, ": %s%s: %.*s [%s]\n", severity_word(finding->severity, k->language),
                    finding->waiver == NULL ? ""
                    : chinese               ? "（已说明）"
                                            : " (waived)",
                    ZP_ARG(finding->text.in[k->language]), zp_rule_at(finding->rule).id);
    print_figures(k, finding);
    if (finding->formula.size > 0) {
        zp_buffer_print(&k->out, "    = %.*s\n", ZP_ARG(finding->formula));
    }
    if (finding->waiver != NULL) {
        const zp_waiver *w = finding->waiver;
        zp_buffer_print(&k->out, "    %s: %.*s%s%.*s\n", chinese ? "说明" : "waiver",
                        ZP_ARG(w->reason), w->by.size > 0 ? " — " : "", ZP_ARG(w->by));
    } else if (finding->hint.in[k->language].size > 0) {
        zp_buffer_print(&k->out, "    → %.*s\n", ZP_ARG(finding->hint.in[k->language]));
    }
    zp_buffer_print(&k->out, "    @ %.*s\n", ZP_ARG(finding->where));
}

static void print_verdicts(checking *k, const zp_checked *checked) {
    static const char *const words[][ZP_LANGUAGE_COUNT] = {[ZP_PASSED] = {"通过", "pass"},
                                                           [ZP_FOUND] = {"有发现", "finding"},
                                                           [ZP_NOT_APPLICABLE] = {"不适用", "n/a"},
                                                           [ZP_DEFERRED] = {"暂缓", "deferred"}};
    for (size_t i = 0; i < zp_rule_count(); i++) {
        zp_rule rule = zp_rule_at(i);
        const zp_verdict *verdict = &checked->verdicts[i];
        if (!checked->asked[i]) {
            continue;
        }
        zp_buffer_print(&k->out, "  %s %s  %.*s", rule.id, words[verdict->outcome][k->language],
                        ZP_ARG(rule.title.in[k->language]));
        if (verdict->reason.in[k->language].size > 0) {
            zp_buffer_print(&k->out, " (%.*s)", ZP_ARG(verdict->reason.in[k->language]));
        }
        if (verdict->place.file != NULL) {
            zp_buffer_add_string(&k->out, "  ");
            print_place(&k->out, verdict->place);
        }
        zp_buffer_add_string(&k->out, "\n");
    }
}

static void print_text(checking *k, const zp_checked *checked) {
    for (size_t i = 0; i < checked->finding_count; i++) {
        const zp_finding *each = &checked->findings[i];
        if (k->verbose || (each->waiver == NULL || each->severity == ZP_ERROR)) {
            print_finding(k, each);
        }
    }
    if (k->verbose) {
        print_verdicts(k, checked);
    }
    const size_t *o = checked->outcomes;
    zp_buffer_print(&k->out,
                    k->language == ZP_CHINESE
                        ? "%s: 规则 通过 %zu 条，有发现 %zu 条，不适用 %zu 条，暂缓 %zu 条；错误 "
                          "%zu 处，警告 %zu 处，提示 %zu 处，已说明 %zu 处\n"
                        : "%s: rules: %zu passed, %zu found something, %zu not applicable, %zu "
                          "deferred; findings: %zu errors, %zu warnings, %zu remarks, %zu waived\n",
                    checked->record->file, o[ZP_PASSED], o[ZP_FOUND], o[ZP_NOT_APPLICABLE],
                    o[ZP_DEFERRED], checked->errors, checked->warnings, checked->remarks,
                    checked->waived);
}

// ------------------------------------------------ one unit

static void print_checked(checking *k, const zp_checked *checked) {
    if (k->format == FORMAT_JSON) {
        zp_buffer_add_string(&k->out, k->units++ > 0 ? ",\n" : "\n");
        zp_check_json(checked, &k->out);
    } else {
        print_text(k, checked);
    }
}

static zp_status check_unit(checking *k, zp_arena *arena, const char *folder);

// Behind --fix --write: what is left.
static zp_status check_again(checking *k, zp_arena *arena, const char *folder) {
    k->fix = false;
    zp_status status = check_unit(k, arena, folder);
    k->fix = true;
    return status;
}

static zp_status check_unit(checking *k, zp_arena *arena, const char *folder) {
    zp_record record;
    zp_form *form;
    zp_checked checked;
    zp_status status = zp_record_load(arena, k->messages, k->schema, folder, &record);
    if (status == ZP_OK) {
        status = find_form(&k->forms, k->messages, k->schema, k->folders, &record, &form);
    }
    if (status != ZP_OK) {
        return status;
    }
    status = zp_check(arena, k->messages, form, &record, k->rules, &checked);
    if (k->fix && status == ZP_OK) {
        status = fix_unit(arena, k->messages, k->schema, &checked, k->write, &k->out);
        return status == ZP_CANNOT_WRITE || !k->write ? status : check_again(k, arena, folder);
    }
    print_checked(k, &checked);
    return status != ZP_OK                              ? status
           : checked.errors > 0 || checked.warnings > 0 ? ZP_FINDINGS
                                                        : ZP_OK;
}

static zp_status flush(checking *k) {
    bool written = fwrite(k->out.data, 1, k->out.size, stdout) == k->out.size;
    k->out.size = 0;
    return written && fflush(stdout) == 0 ? ZP_OK : ZP_CANNOT_WRITE;
}

static int check_units(checking *k, int units, char **folders) {
    int code = ZP_OK;
    zp_arena *arena = zp_arena_new();
    zp_buffer_add_string(&k->out, k->format == FORMAT_JSON ? "{\"format\": 1, \"units\": [" : "");
    for (int i = 0; i < units && code < ZP_CANNOT_WRITE; i++) {
        zp_status status = check_unit(k, arena, folders[i]);
        code = (int)status > code ? (int)status : code;
        print_messages(k->messages, &k->shown, k->verbose);
        status = flush(k);
        code = (int)status > code ? (int)status : code;
        zp_arena_clear(arena);
    }
    zp_buffer_add_string(&k->out, k->format == FORMAT_JSON ? "]}\n" : "");
    zp_status status = flush(k);
    zp_arena_free(arena);
    return (int)status > code ? (int)status : code;
}

static int list_rules(checking *k) {
    for (size_t i = 0; i < zp_rule_count(); i++) {
        zp_rule rule = zp_rule_at(i);
        zp_buffer_print(&k->out, "%s  %s  %.*s\n     %.*s\n", rule.id,
                        severity_word(rule.severity, k->language),
                        ZP_ARG(rule.title.in[k->language]), ZP_ARG(rule.formula.in[k->language]));
    }
    return (int)flush(k);
}

// ------------------------------------------------ the command

static bool read_format(checking *k, const char *word) {
    for (int i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(word, format_names[i]) == 0) {
            k->format = (format)i;
            return true;
        }
    }
    return false;
}

static int read_value(checking *k, const char *option, const char *value) {
    if (strcmp(option, "--rules") == 0) {
        k->rules = value;
    } else if (strcmp(option, "--format") == 0 && !read_format(k, value)) {
        return usage_error("check", "%s is none of text, json, sarif", value);
    } else if (strcmp(option, "--lang") == 0 && !read_language(value, &k->language)) {
        return usage_error("check", "%s is neither zh nor en", value);
    }
    return -1;
}

// Moves the units to the front of `arguments`; *units counts them. -1: go on.
static int read_options(checking *k, int count, char **arguments, int *units) {
    bool only_units = false;
    for (int i = 0; i < count; i++) {
        char *each = arguments[i];
        bool valued = strcmp(each, "--rules") == 0 || strcmp(each, "--format") == 0 ||
                      strcmp(each, "--lang") == 0;
        if (only_units || each[0] != '-' || each[1] == '\0') {
            arguments[(*units)++] = each;
        } else if (strcmp(each, "--") == 0) {
            only_units = true;
        } else if (strcmp(each, "--help") == 0 || strcmp(each, "-h") == 0) {
            fputs(help, stdout);
            return ZP_OK;
        } else if (strcmp(each, "-v") == 0 || strcmp(each, "--verbose") == 0) {
            k->verbose = true;
        } else if (strcmp(each, "--list") == 0) {
            k->list = true;
        } else if (strcmp(each, "--fix") == 0) {
            k->fix = true;
        } else if (strcmp(each, "--write") == 0) {
            k->write = true;
        } else if (!valued) {
            return usage_error("check", "unknown option %s", each);
        } else if (i + 1 == count || arguments[i + 1][0] == '\0') {
            return usage_error("check", "%s wants a value", each);
        } else {
            int code = read_value(k, each, arguments[++i]);
            if (code >= 0) {
                return code;
            }
        }
    }
    if (k->write && !k->fix) {
        return usage_error("check", "--write goes with --fix");
    }
    if (k->fix && k->format != FORMAT_TEXT) {
        return usage_error("check", "--fix goes with --format text alone");
    }
    return k->list || *units > 0 ? -1 : usage_error("check", "which UNIT?");
}

int command_check(int count, char **arguments, const cli_folders *folders) {
    checking k = {.folders = folders, .language = language_of_locale()};
    int units = 0;
    int code = read_options(&k, count, arguments, &units);
    if (code >= 0) {
        return code;
    }
    k.arena = k.forms.arena = zp_arena_new();
    k.messages = zp_messages_new();
    const char *schema = zp_path_join(k.arena, folders->templates, "unit-year.schema.json");
    if (k.list) {
        code = list_rules(&k);
    } else {
        code = (int)zp_schema_load(k.arena, k.messages, schema, &k.schema);
        code = code == ZP_OK ? check_units(&k, units, arguments) : code;
    }
    print_messages(k.messages, &k.shown, k.verbose);
    zp_buffer_free(&k.out);
    zp_messages_free(k.messages);
    zp_arena_free(k.arena);
    return code;
}
