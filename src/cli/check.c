// ziping check UNIT… : what the rules find in each unit.
#include "check/check.h"
#include "cli/cli.h"
#include "docx/docx.h"
#include "layout/layout.h"
#include "pdf/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: ziping check UNIT… [--rules ID,…] [--format FORMAT] [--report DIR] [--lang zh|en] "
    "[-v]\n"
    "       ziping check --fix [--write] UNIT… [--rules ID,…]\n"
    "       ziping check --list [--lang zh|en]\n"
    "\n"
    "Checks each UNIT, a folder with unit.toml or unit.json, by the rules of its form, and prints\n"
    "what they find: file, line and column, the figures that disagree, and what to do.\n"
    "\n"
    "      --rules LIST     of rules (F03) or groups (F): S structure, F funds, I indicators,\n"
    "                       B base data, X between the parts, T text, W waivers (all)\n"
    "      --format FORMAT  text, json or sarif (text)\n"
    "      --report DIR     write DIR/<folder name of UNIT>/check-report.pdf and .docx too, to be\n"
    "                       signed\n"
    "      --lang LANGUAGE  zh or en (zh where the locale is Chinese, else en)\n"
    "      --fix            show as a diff what has one safe answer: marks that are doubled,\n"
    "                       half-width or of two widths, signs and blanks (T01 T02 T03 T06 T08);\n"
    "                       names stay as they are written\n"
    "      --write          with --fix: write it into unit.toml and report.md, and check again\n"
    "      --list           the rules: id, severity, title and formula\n"
    "  -v, --verbose        also what was waived, and what passed, does not apply or is deferred,\n"
    "                       and why\n"
    "\n"
    "exit codes: 0 nothing found or only remarks, 1 warnings or errors, 2 bad input, 3 output\n";

typedef enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF, FORMAT_COUNT } format;
static const char *const format_names[FORMAT_COUNT] = {"text", "json", "sarif"};

typedef struct checking {
    const cli_folders *folders;
    format format;
    const char *rules;
    const char *report; // NULL: none
    zp_language language;
    bool verbose, list, fix, write;
    zp_arena *arena; // of the run
    zp_messages *messages;
    size_t shown;
    zp_schema *schema;
    zp_fonts *fonts; // for the report
    zp_forms *forms;
    zp_sarif sarif;
    zp_buffer out;
    size_t units;                             // so far
    size_t errors, warnings, remarks, unread; // of them: by the gravest that was found
} checking;

// ------------------------------------------------ the report

static zp_status make_report(checking *k, cli_files *files, const zp_checked *checked,
                             const char *folder) {
    zp_document *document;
    zp_pages *pages;
    zp_status status = zp_check_report(checked, files->arena, k->messages, &document);
    if (status == ZP_OK) {
        status = zp_layout(files->arena, k->messages, k->fonts, document, &pages);
    }
    if (status == ZP_OK) {
        status = zp_pdf_write(pages, NULL, k->messages, add_file(files, folder, document->id, "pdf"));
    }
    if (status == ZP_OK) {
        status =
            zp_docx_write(document, k->messages, add_file(files, folder, document->id, "docx"));
    }
    return status;
}

static zp_status write_report(checking *k, zp_arena *arena, const zp_checked *checked) {
    cli_files files = {.arena = arena};
    const char *folder =
        zp_arena_print(arena, "%s/%.*s", k->report, ZP_ARG(checked->record->name)).data;
    zp_status status = make_report(k, &files, checked, folder);
    if (status == ZP_OK) {
        status = write_files(&files, k->messages, folder);
    }
    free_files(&files);
    return status;
}

// ------------------------------------------------ one unit

// `checked` NULL: it could not be read.
static void print_checked(checking *k, const char *unit, const zp_checked *checked, size_t from) {
    zp_said said = {k->messages, from};
    if (k->format == FORMAT_JSON) {
        zp_buffer_add_string(&k->out, k->units > 0 ? ",\n" : "\n");
        zp_check_json(unit, checked, said, &k->out);
    } else if (k->format == FORMAT_SARIF) {
        zp_sarif_unit(&k->sarif, checked, said, &k->out);
    } else if (checked != NULL) {
        zp_check_lines(checked, k->language, k->verbose, &k->out);
    }
    k->units++;
}

static zp_status check_unit(checking *k, zp_arena *arena, const char *folder, bool fix) {
    zp_record record;
    const zp_form *form;
    zp_checked checked;
    size_t from = k->shown;
    zp_status status = zp_record_load(arena, k->messages, k->schema, folder, &record);
    if (status == ZP_OK) {
        status = zp_forms_find(k->forms, k->messages, &record, &form);
    }
    if (status != ZP_OK) {
        k->unread++;
        print_checked(k, folder, NULL, from);
        return status;
    }
    status = zp_check(arena, k->messages, form, &record, k->rules, &checked);
    if (fix && status == ZP_OK) {
        status = fix_unit(arena, k->messages, k->schema, &checked, k->write, &k->out);
        bool again = k->write && status != ZP_CANNOT_WRITE; // what is left
        return again ? check_unit(k, arena, folder, false) : status;
    }
    if (k->report != NULL) {
        zp_status written = write_report(k, arena, &checked);
        status = written > status ? written : status;
    }
    print_checked(k, folder, &checked, from);
    bool error = checked.errors > 0, warning = checked.warnings > 0;
    k->errors += error;
    k->warnings += !error && warning;
    k->remarks += !error && !warning && checked.remarks > 0;
    return status == ZP_OK && (error || warning) ? ZP_FINDINGS : status;
}

static zp_status flush(checking *k) {
    bool written = k->out.size == 0 || fwrite(k->out.data, 1, k->out.size, stdout) == k->out.size;
    k->out.size = 0;
    return written && fflush(stdout) == 0 ? ZP_OK : ZP_CANNOT_WRITE;
}

// ------------------------------------------------ all units

static void begin_output(checking *k) {
    if (k->format == FORMAT_JSON) {
        zp_buffer_add_string(&k->out, "{\"format\": 1, \"units\": [");
    } else if (k->format == FORMAT_SARIF) {
        zp_sarif_begin(&k->sarif, k->language, ZIPING_VERSION, &k->out);
    }
}

static void end_output(checking *k) {
    static const char *const counts[] = {
        "共 %zu 个单位：有错误的 %zu 个，只有警告的 %zu 个，只有提示的 %zu 个，没有核对结果的 %zu "
        "个",
        "%zu units: %zu with errors, %zu with warnings only, %zu with remarks only, %zu with "
        "nothing to tell"};
    static const char *const unread[] = {"，无法读取的 %zu 个", ", %zu could not be read"};
    if (k->format == FORMAT_JSON) {
        zp_buffer_add_string(&k->out, "]}\n");
    } else if (k->format == FORMAT_SARIF) {
        zp_sarif_end(&k->sarif, &k->out);
    } else if (k->units > 1) {
        zp_buffer_print(&k->out, counts[k->language], k->units, k->errors, k->warnings, k->remarks,
                        k->units - k->errors - k->warnings - k->remarks - k->unread);
        if (k->unread > 0) {
            zp_buffer_print(&k->out, unread[k->language], k->unread);
        }
        zp_buffer_add_string(&k->out, "\n");
    }
}

static int check_units(checking *k, int units, char **folders) {
    int code = ZP_OK;
    zp_arena *arena = zp_arena_new();
    print_messages(k->messages, &k->shown, k->verbose); // those of the fonts are no unit's
    begin_output(k);
    for (int i = 0; i < units && code < ZP_CANNOT_WRITE; i++) {
        zp_status status = check_unit(k, arena, folders[i], k->fix);
        code = (int)status > code ? (int)status : code;
        print_messages(k->messages, &k->shown, k->verbose);
        status = flush(k);
        code = (int)status > code ? (int)status : code;
        zp_arena_clear(arena);
    }
    end_output(k);
    zp_status status = flush(k);
    zp_arena_free(arena);
    return (int)status > code ? (int)status : code;
}

static int list_rules(checking *k) {
    zp_rule_lines(k->language, &k->out);
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

static int read_rules(checking *k, const char *list) {
    zp_text unknown;
    k->rules = list;
    if (zp_rules_known(list, &unknown)) {
        return -1;
    }
    return unknown.size == 0
               ? usage_error("check", "%s names no rule", list)
               : usage_error("check",
                             "there is no rule “%.*s”; a rule such as F03 or one of the groups S, "
                             "F, I, B, X, T and W is wanted",
                             ZP_ARG(unknown));
}

// -1: go on.
static int read_value(checking *k, const char *option, const char *value) {
    if (strcmp(option, "--rules") == 0) {
        return read_rules(k, value);
    }
    if (strcmp(option, "--report") == 0) {
        k->report = value;
    } else if (strcmp(option, "--format") == 0 && !read_format(k, value)) {
        return usage_error("check", "%s is none of text, json, sarif", value);
    } else if (strcmp(option, "--lang") == 0 && !read_language(value, &k->language)) {
        return usage_error("check", "%s is neither zh nor en", value);
    }
    return -1;
}

static bool wants_value(const char *option) {
    static const char *const options[] = {"--rules", "--format", "--report", "--lang"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(option, options[i]) == 0) {
            return true;
        }
    }
    return false;
}

// Moves the units to the front of `arguments`; *units counts them. -1: go on.
static int read_options(checking *k, int count, char **arguments, int *units) {
    bool only_units = false;
    for (int i = 0; i < count; i++) {
        char *each = arguments[i];
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
        } else if (!wants_value(each)) {
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
    if (k->list && *units > 0) {
        return usage_error("check", "--list goes without a UNIT");
    }
    if (k->write && !k->fix) {
        return usage_error("check", "--write goes with --fix");
    }
    if (k->fix && k->format != FORMAT_TEXT) {
        return usage_error("check", "--fix goes with --format text alone");
    }
    if (k->fix && !k->write && k->report != NULL) {
        return usage_error("check", "--report goes with --fix only beside --write");
    }
    return k->list || *units > 0 ? -1 : usage_error("check", "which UNIT?");
}

static int open_and_check(checking *k, int units, char **folders) {
    const char *schema = zp_path_join(k->arena, k->folders->templates, "unit-year.schema.json");
    zp_status status = zp_schema_load(k->arena, k->messages, schema, &k->schema);
    if (status == ZP_OK && k->report != NULL) {
        status = zp_fonts_open(k->arena, k->messages, k->folders->fonts, &k->fonts);
    }
    k->forms = zp_forms_new(k->schema, k->folders->templates);
    return status == ZP_OK ? check_units(k, units, folders) : (int)status;
}

int command_check(int count, char **arguments, const cli_folders *folders) {
    checking k = {.folders = folders, .language = chosen_language()};
    int units = 0;
    int code = read_options(&k, count, arguments, &units);
    if (code < 0 && k.report != NULL && !names_differ("check", units, arguments)) {
        code = ZP_BAD_INPUT;
    }
    if (code >= 0) {
        return code;
    }
    k.arena = zp_arena_new();
    k.messages = zp_messages_new();
    code = k.list ? list_rules(&k) : open_and_check(&k, units, arguments);
    print_messages(k.messages, &k.shown, k.verbose);
    zp_buffer_free(&k.out);
    zp_forms_free(k.forms);
    zp_fonts_close(k.fonts);
    zp_messages_free(k.messages);
    zp_arena_free(k.arena);
    return code;
}
