// ziping check UNIT… : what the rules find in each unit.
#include "check/check.h"
#include "cli/cli.h"
#include "docx/docx.h"
#include "layout/layout.h"
#include "pdf/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_SARIF } format; // as in the manual

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
        status =
            zp_pdf_write(pages, NULL, k->messages, add_file(files, folder, document->id, "pdf"));
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
        bool again = k->write && status <= ZP_FINDINGS; // what is left
        return again ? check_unit(k, arena, folder, false) : status;
    }
    zp_status made = zp_check_documents(&checked, arena, k->messages, from);
    status = made > status ? made : status;
    if (k->report != NULL) {
        zp_status written = write_report(k, arena, &checked);
        status = written > status ? written : status;
    }
    print_checked(k, folder, &checked, from);
    bool error = checked.errors + checked.refused > 0,
         warning = checked.warnings + checked.holes > 0;
    k->errors += error;
    k->warnings += !error && warning;
    k->remarks += !error && !warning && checked.remarks > 0;
    return status == ZP_OK && (error || warning) ? ZP_FINDINGS : status;
}

static zp_status flush(checking *k) {
    bool written = print_output(zp_buffer_text(&k->out));
    k->out.size = 0;
    return written ? ZP_OK : ZP_CANNOT_WRITE;
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
        watch_unit(folders[i]);
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
    zp_rule_lines(k->rules, k->language, &k->out);
    return (int)flush(k);
}

// ------------------------------------------------ the command

// -1: go on.
static int check_rules(const char *list) {
    zp_text unknown;
    if (list == NULL || zp_rules_known(list, &unknown)) {
        return -1;
    }
    return unknown.size == 0
               ? usage_error("check", "%s names no rule", list)
               : usage_error("check",
                             "there is no rule “%.*s”; a rule such as F03 or one of the groups S, "
                             "F, I, B, X, T and W is wanted",
                             ZP_ARG(unknown));
}

// What does not go together. -1: go on.
static int check_options(const checking *k, int units) {
    if (k->list && units > 0) {
        return usage_error("check", "--list goes without a UNIT");
    }
    bool else_told = k->format != FORMAT_TEXT || k->report != NULL || k->verbose;
    if (k->list && (else_told || k->fix || k->write)) {
        return usage_error("check", "--list goes with --rules alone");
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
    return k->list || units > 0 ? -1 : usage_error("check", "which UNIT?");
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
    cli_options options;
    int code = read_options(&manual_check, count, arguments, &options);
    if (code >= 0) {
        return code;
    }
    checking k = {.folders = folders,
                  .format = (format)option_choice(&options, "--format"),
                  .rules = option_value(&options, "--rules"),
                  .report = option_value(&options, "--report"),
                  .language = chosen_language(),
                  .verbose = option_given(&options, "--verbose"),
                  .list = option_given(&options, "--list"),
                  .fix = option_given(&options, "--fix"),
                  .write = option_given(&options, "--write")};
    int units = options.count;
    code = check_rules(k.rules);
    if (code < 0) {
        code = check_options(&k, units);
    }
    if (code < 0 && k.report != NULL && !names_differ("check", units, options.operands)) {
        code = ZP_BAD_INPUT;
    }
    if (code >= 0) {
        return code;
    }
    k.arena = zp_arena_new();
    k.messages = zp_messages_new();
    code = k.list ? list_rules(&k) : open_and_check(&k, units, options.operands);
    print_messages(k.messages, &k.shown, k.verbose);
    zp_buffer_free(&k.out);
    zp_forms_free(k.forms);
    zp_fonts_close(k.fonts);
    zp_messages_free(k.messages);
    zp_arena_free(k.arena);
    return code;
}
