// summary.json, read: another machine's, or the last run's.
#include "batch/summary.h"

#include <stdlib.h>

static zp_text text_of(const zp_value *table, const char *key) {
    return zp_value_text(zp_value_get(table, key));
}

// A whole number that the schema has bounded.
static int64_t number_of(const zp_value *table, const char *key) {
    return zp_value_get(table, key)->number.coefficient;
}

// A format that this program does not know is told before the schema finds fault with it.
static zp_status check_format(zp_messages *messages, const zp_value *root) {
    const zp_value *at = zp_value_get(root, "format_version");
    zp_decimal version;
    if (!zp_text_is(text_of(root, "format"), BATCH_FORMAT)) {
        zp_report(messages, ZP_ERROR, root->place, "summary-format",
                  "this is no batch's summary: its `format` is not \"%s\"", BATCH_FORMAT);
        return ZP_BAD_INPUT;
    }
    if (at != NULL && zp_value_decimal(at, &version) &&
        zp_decimal_compare(version, zp_decimal_of(BATCH_FORMAT_VERSION)) > 0) {
        zp_report(messages, ZP_ERROR, at->place, "summary-newer",
                  "the summary's format is %.*s, and this ziping reads up to %d; use the version "
                  "that made it (%.*s) or a later one",
                  ZP_ARG(at->text), BATCH_FORMAT_VERSION, ZP_ARG(text_of(root, "made_with")));
        return ZP_BAD_INPUT;
    }
    return ZP_OK;
}

static zp_batch_unit read_unit(const zp_value *from) {
    zp_batch_unit unit = {.path = text_of(from, "path"),
                          .folder = text_of(from, "folder"),
                          .name = text_of(from, "name"),
                          .year = text_of(from, "year"),
                          .form = text_of(from, "form"),
                          .score = text_of(from, "score"),
                          .grade = text_of(from, "grade"),
                          .errors = (size_t)number_of(from, "errors"),
                          .warnings = (size_t)number_of(from, "warnings"),
                          .remarks = (size_t)number_of(from, "remarks"),
                          .waived = (size_t)number_of(from, "waived"),
                          .documents = (size_t)number_of(from, "documents"),
                          .pages = (size_t)number_of(from, "pages"),
                          .package = text_of(from, "package"),
                          .reason = text_of(from, "reason"),
                          .milliseconds = number_of(from, "milliseconds")};
    zp_batch_state_read(text_of(from, "state"), &unit.state); // the schema knows them all
    return unit;
}

// Units that were cut off, or put in by hand, would be lost or doubled in what is joined.
static zp_status check_totals(zp_messages *messages, const zp_value *root, const zp_batch *batch) {
    const zp_value *totals = zp_value_get(root, "totals");
    bool same = number_of(totals, "units") == (int64_t)batch->count;
    for (int i = 0; i < ZP_BATCH_STATES; i++) {
        const char *name = zp_batch_state_name((zp_batch_state)i);
        same = same && number_of(totals, name) == (int64_t)batch->states[i];
    }
    if (!same) {
        zp_report(messages, ZP_ERROR, totals->place, "summary-totals",
                  "the totals are not those of the %zu units below; the file was changed: make it "
                  "again",
                  batch->count);
        return ZP_BAD_INPUT;
    }
    return ZP_OK;
}

static zp_status read_units(zp_arena *arena, zp_messages *messages, const zp_value *root,
                            zp_batch *batch) {
    const zp_value *list = zp_value_get(root, "units");
    *batch = (zp_batch){.title = text_of(root, "title"), .capacity = list->count};
    batch->units = ZP_ARRAY(arena, zp_batch_unit, list->count);
    for (const zp_value *each = list->first; each != NULL; each = each->next) {
        batch->units[batch->count] = read_unit(each);
        batch->states[batch->units[batch->count++].state]++;
    }
    return check_totals(messages, root, batch);
}

zp_status zp_batch_read(zp_arena *arena, zp_messages *messages, const char *templates,
                        const char *file, zp_batch *batch) {
    zp_value *root = NULL;
    zp_schema *schema = NULL;
    zp_text text;
    const char *path = zp_path_join(arena, templates, "summary.schema.json");
    zp_status status = zp_schema_load(arena, messages, path, &schema);
    if (status == ZP_OK) {
        status = zp_file_read(arena, messages, file, BATCH_SUMMARY_LIMIT, &text);
    }
    if (status == ZP_OK) {
        status = zp_read_json(arena, messages, file, text, &root);
    }
    if (status == ZP_OK) {
        status = check_format(messages, root);
    }
    if (status == ZP_OK) {
        status = zp_schema_check(schema, messages, root);
    }
    return status == ZP_OK ? read_units(arena, messages, root, batch) : status;
}
