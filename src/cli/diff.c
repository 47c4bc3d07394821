// ziping diff OLD NEW: what changed from one version of a unit's year to another.
#include "cli/cli.h"
#include "compare/compare.h"

#include <stdio.h>
#include <string.h>

static const char help[] =
    "usage: ziping diff OLD NEW [--format text|json] [--lang zh|en]\n"
    "\n"
    "Tells what changed from OLD to NEW: each value by its place in the form and in the files,\n"
    "rows added, removed and moved, and the report's paragraphs by words, [-old-]{+new+}, as they\n"
    "are printed. OLD and NEW are units (a folder with unit.toml or unit.json, or the file) or\n"
    "packages (the folder, or the .zip). [[revision]], which speaks of changes, is left out.\n"
    "\n"
    "      --format FORMAT  text or json (text)\n"
    "      --lang LANGUAGE  zh or en (zh where the locale is Chinese, else en)\n"
    "  -v, --verbose        show remarks too\n"
    "\n"
    "exit codes: 0 no difference, 1 differences, 2 bad input, 3 output\n";

typedef struct comparing {
    const char *units[2]; // OLD, NEW
    int count;            // of them, so far
    bool json, verbose;
    zp_language language;
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    zp_forms *forms;
} comparing;

// ------------------------------------------------ reading

static bool is_package(zp_arena *arena, const char *path) {
    return zp_file_exists(zp_path_join(arena, path, "manifest.json")) ||
           zp_text_ends(zp_text_of(path), ".zip");
}

static zp_status read_version(comparing *k, const char *path, zp_version *version) {
    zp_record *record = ZP_NEW(k->arena, zp_record);
    if (is_package(k->arena, path)) {
        zp_report(k->messages, ZP_ERROR, (zp_place){0}, "diff-package",
                  "%s is a package; a unit is wanted", path);
        return ZP_BAD_INPUT;
    }
    zp_status status = zp_record_load(k->arena, k->messages, k->schema, path, record);
    version->record = record;
    return status == ZP_OK ? zp_forms_find(k->forms, k->messages, record, &version->form) : status;
}

// ------------------------------------------------ the command

// -1: go on.
static int read_value(comparing *k, const char *option, const char *value) {
    if (strcmp(option, "--lang") == 0) {
        return read_language(value, &k->language)
                   ? -1
                   : usage_error("diff", "%s is neither zh nor en", value);
    }
    k->json = strcmp(value, "json") == 0;
    return k->json || strcmp(value, "text") == 0
               ? -1
               : usage_error("diff", "%s is neither text nor json", value);
}

static int add_unit(comparing *k, const char *unit) {
    if (k->count == 2) {
        return usage_error("diff", "OLD and NEW are wanted, and no third: %s", unit);
    }
    k->units[k->count++] = unit;
    return -1;
}

static int read_options(comparing *k, int count, char **arguments) {
    bool only_units = false;
    int code = -1;
    for (int i = 0; i < count && code < 0; i++) {
        const char *each = arguments[i];
        bool value = strcmp(each, "--format") == 0 || strcmp(each, "--lang") == 0;
        if (only_units || each[0] != '-' || each[1] == '\0') {
            code = add_unit(k, each);
        } else if (strcmp(each, "--") == 0) {
            only_units = true;
        } else if (strcmp(each, "--help") == 0 || strcmp(each, "-h") == 0) {
            fputs(help, stdout);
            return ZP_OK;
        } else if (strcmp(each, "-v") == 0 || strcmp(each, "--verbose") == 0) {
            k->verbose = true;
        } else if (!value) {
            code = usage_error("diff", "unknown option %s", each);
        } else if (i + 1 == count) {
            code = usage_error("diff", "%s wants a value", each);
        } else {
            code = read_value(k, each, arguments[++i]);
        }
    }
    return code >= 0 || k->count == 2 ? code : usage_error("diff", "OLD and NEW are wanted");
}

static zp_status compare(comparing *k, const cli_folders *folders, zp_buffer *out) {
    zp_version versions[2];
    const char *schema = zp_path_join(k->arena, folders->templates, "unit-year.schema.json");
    zp_status status = zp_schema_load(k->arena, k->messages, schema, &k->schema);
    if (status != ZP_OK) {
        return status;
    }
    k->forms = zp_forms_new(k->schema, folders->templates);
    for (int i = 0; i < 2; i++) { // what is wrong with the second is told too
        zp_status own = read_version(k, k->units[i], &versions[i]);
        status = own > status ? own : status;
    }
    zp_differences differences;
    if (status == ZP_OK) {
        status = zp_compare(k->arena, k->messages, versions[0], versions[1], &differences);
    }
    if (status != ZP_OK) {
        return status;
    }
    if (k->json) {
        zp_compare_json(&differences, out);
    } else {
        zp_compare_lines(&differences, k->language, out);
    }
    return differences.count > 0 ? ZP_FINDINGS : ZP_OK;
}

int command_diff(int count, char **arguments, const cli_folders *folders) {
    comparing k = {.language = language_of_locale()};
    int code = read_options(&k, count, arguments);
    if (code >= 0) {
        return code;
    }
    zp_buffer out = {0};
    size_t shown = 0;
    k.arena = zp_arena_new();
    k.messages = zp_messages_new();
    code = (int)compare(&k, folders, &out);
    print_messages(k.messages, &shown, k.verbose);
    bool written = out.size == 0 || fwrite(out.data, 1, out.size, stdout) == out.size;
    if (!written || fflush(stdout) != 0) {
        code = ZP_CANNOT_WRITE;
    }
    zp_buffer_free(&out);
    zp_forms_free(k.forms);
    zp_messages_free(k.messages);
    zp_arena_free(k.arena);
    return code;
}
