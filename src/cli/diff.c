// ziping diff OLD NEW: what changed from one version of a unit's year to another.
#include "cli/cli.h"
#include "compare/compare.h"

#include <stdio.h>
#include <string.h>

typedef struct comparing {
    const char *templates;
    bool json, verbose;
    zp_language language;
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    zp_forms *forms;
} comparing;

// ------------------------------------------------ reading

static zp_status read_version(comparing *k, const char *path, zp_version *version) {
    zp_record *record = ZP_NEW(k->arena, zp_record);
    zp_package *package;
    zp_status status;
    if (zp_package_is_at(k->arena, path)) {
        status = zp_package_read(k->arena, k->messages, k->templates, path, &package);
        if (status == ZP_OK) {
            status = zp_package_record(package, k->arena, k->messages, k->schema, false, record);
        }
    } else {
        status = zp_record_load(k->arena, k->messages, k->schema, path, record);
    }
    version->record = record;
    return status == ZP_OK ? zp_forms_find(k->forms, k->messages, record, &version->form) : status;
}

// ------------------------------------------------ the command

static zp_status compare(comparing *k, char **paths, zp_buffer *out) {
    zp_version versions[2];
    const char *schema = zp_path_join(k->arena, k->templates, "unit-year.schema.json");
    zp_status status = zp_schema_load(k->arena, k->messages, schema, &k->schema);
    if (status != ZP_OK) {
        return status;
    }
    k->forms = zp_forms_new(k->schema, k->templates);
    for (int i = 0; i < 2; i++) { // what is wrong with the second is told too
        zp_status own = read_version(k, paths[i], &versions[i]);
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
    cli_options options;
    int code = read_options(&manual_diff, count, arguments, &options);
    if (code >= 0) {
        return code;
    }
    comparing k = {.templates = folders->templates,
                   .language = chosen_language(),
                   .json = option_choice(&options, "--format") == 1,
                   .verbose = option_given(&options, "--verbose")};
    zp_buffer out = {0};
    size_t shown = 0;
    k.arena = zp_arena_new();
    k.messages = zp_messages_new();
    code = (int)compare(&k, options.operands, &out);
    print_messages(k.messages, &shown, k.verbose);
    if (!print_output(zp_buffer_text(&out))) {
        code = ZP_CANNOT_WRITE;
    }
    zp_buffer_free(&out);
    zp_forms_free(k.forms);
    zp_messages_free(k.messages);
    zp_arena_free(k.arena);
    return code;
}
