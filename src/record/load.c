#define _XOPEN_SOURCE 700 // realpath
#include "record/characters.h"
#include "record/tree.h"

#include <stdlib.h>
#include <string.h>

static zp_place whole_file(const char *file) {
    return (zp_place){file, 0, 0};
}

// The name of the output folder; `.` and `..` are called what they are.
static zp_text folder_name(zp_arena *arena, const char *folder) {
    zp_text name = zp_path_last(folder);
    if (name.size > 0 && !zp_text_is(name, ".") && !zp_text_is(name, "..")) {
        return name;
    }
    char *path = realpath(folder, NULL);
    if (path == NULL) {
        return name;
    }
    name = zp_arena_copy(arena, zp_path_last(path));
    free(path);
    return name;
}

// `folder` names the data file itself: splits it off. Only the two names, so that a unit's folder
// cannot be mistaken.
static bool names_data(zp_arena *arena, const char *path, zp_record *record) {
    zp_text last = zp_path_last(path);
    bool data = zp_text_is(last, "unit.toml") || zp_text_is(last, "unit.json");
    if (!data || !zp_file_exists(path)) {
        return false;
    }
    record->file = path;
    size_t size = (size_t)(last.data - path);
    record->folder = size == 0   ? "."
                     : size == 1 ? "/"
                                 : zp_arena_string(arena, (zp_text){path, size - 1});
    return true;
}

// unit.toml or unit.json, whichever there is. TOML is what people write, so it goes first.
static zp_status find_data(zp_arena *arena, zp_messages *messages, const char *folder,
                           zp_record *record) {
    const char *toml = zp_path_join(arena, folder, "unit.toml");
    const char *json = zp_path_join(arena, folder, "unit.json");
    bool has_toml = zp_file_exists(toml), has_json = zp_file_exists(json);
    if (!zp_folder_exists(folder)) {
        zp_report(messages, ZP_ERROR, whole_file(folder), "no-folder",
                  "is not a folder; a unit's year is a folder with unit.toml or unit.json in it");
        return ZP_BAD_INPUT;
    }
    if (has_toml && has_json) {
        zp_report(messages, ZP_REMARK, whole_file(folder), "two-data-files",
                  "has both unit.toml and unit.json; unit.toml is read (name %s to have it read)",
                  json);
    }
    if (!has_toml && !has_json) {
        zp_report(messages, ZP_ERROR, whole_file(folder), "no-data-file",
                  "has neither unit.toml nor unit.json");
        return ZP_BAD_INPUT;
    }
    record->file = has_toml ? toml : json;
    return ZP_OK;
}

static zp_status check_not_empty(zp_messages *messages, const char *file, zp_text text) {
    if (zp_text_starts(text, "\xEF\xBB\xBF")) {
        text = zp_text_slice(text, 3, text.size);
    }
    if (zp_text_trim(text).size > 0) {
        return ZP_OK;
    }
    zp_report(messages, ZP_ERROR, whole_file(file), "empty-file", "the file is empty");
    return ZP_BAD_INPUT;
}

static zp_status read_data(zp_arena *arena, zp_messages *messages, zp_record *record,
                           record_input *input, zp_value **root) {
    zp_text text = {NULL, 0};
    zp_status status = zp_file_read(arena, messages, record->file, ZP_DATA_LIMIT, &text);
    if (status == ZP_OK) {
        status = check_not_empty(messages, record->file, text);
    }
    if (status == ZP_OK) {
        bool toml = zp_text_ends(zp_text_of(record->file), ".toml");
        status = record_read(arena, messages, record->file, text, toml, input, root);
    }
    record->root = *root;
    record->input = input;
    return status;
}

// May a report be called so? Only what is in the folder, under a name every system reads alike.
static bool stays_inside(zp_text path) {
    if (path.size == 0 || path.data[0] == '/') {
        return false;
    }
    for (size_t from = 0, i = 0; i <= path.size; i++) {
        if (i < path.size && (path.data[i] == '\\' || path.data[i] == ':')) {
            return false;
        }
        if (i == path.size || path.data[i] == '/') {
            if (zp_text_is(zp_text_slice(path, from, i), "..")) {
                return false;
            }
            from = i + 1;
        }
    }
    return true;
}

static void report_name_wrong(zp_messages *messages, const zp_value *name, bool outside) {
    zp_buffer shown = {0};
    record_show(&shown, name->text);
    if (outside) {
        zp_report(messages, ZP_ERROR, name->place, "report-path",
                  "the report \"%.*s\" is not in the unit's folder; write the name of a file in "
                  "it, such as \"report.md\"",
                  ZP_ARG(zp_buffer_text(&shown)));
    } else {
        zp_report(messages, ZP_ERROR, name->place, "no-report",
                  "there is no file \"%.*s\" in the folder; the report's text is to be there",
                  ZP_ARG(zp_buffer_text(&shown)));
    }
    zp_buffer_free(&shown);
}

static zp_status read_report_file(zp_arena *arena, zp_messages *messages, const zp_value *name,
                                  zp_record *record) {
    record_input input;
    zp_text text = {NULL, 0}, wanted = zp_text_trim(zp_value_text(name));
    if (!stays_inside(wanted)) {
        report_name_wrong(messages, name, true);
        return ZP_BAD_INPUT;
    }
    const char *file = zp_path_join(arena, record->folder, zp_arena_string(arena, wanted));
    if (!zp_file_exists(file)) {
        report_name_wrong(messages, name, false);
        return ZP_BAD_INPUT;
    }
    zp_status status = zp_file_read(arena, messages, file, ZP_DATA_LIMIT, &text);
    if (status == ZP_OK) {
        status = check_not_empty(messages, file, text);
    }
    if (status == ZP_OK) {
        status = record_input_open(arena, messages, file, text, &input);
    }
    if (status != ZP_OK) {
        return status;
    }
    record->report_file = file;
    record->report = input.text;
    record_changes changes = {0};
    record_text at = {.arena = arena, .messages = messages, .input = &input, .changes = &changes};
    bool fine = record_characters(&at, &record->report);
    record->changes = changes.items;
    record->change_count = changes.count;
    return fine ? ZP_OK : ZP_BAD_INPUT;
}

// A record may have no report (a form without one), a file, or the sections in the data.
static zp_status read_report(zp_arena *arena, zp_messages *messages, zp_record *record) {
    const zp_value *report = zp_value_get(record->root, "report");
    const zp_value *name = zp_value_get(report, "file");
    if (name == NULL || name->kind != ZP_VALUE_TEXT || zp_value_blank(name)) {
        return ZP_OK; // a blank or wrong name is the schema's to refuse
    }
    const zp_value *sections = zp_value_get(report, "sections");
    if (sections != NULL) {
        zp_report(messages, ZP_ERROR, sections->key_place, "two-reports",
                  "the report has a file and sections too; keep one of the two");
        return ZP_BAD_INPUT;
    }
    return read_report_file(arena, messages, name, record);
}

zp_text zp_record_name(zp_arena *arena, const char *unit) {
    zp_record record = {.folder = unit};
    names_data(arena, unit, &record);
    return folder_name(arena, record.folder);
}

zp_status zp_record_load(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                         const char *folder, zp_record *record) {
    *record = (zp_record){.folder = zp_arena_string(arena, zp_text_of(folder))};
    record_input *input = ZP_NEW(arena, record_input);
    zp_value *root = NULL;
    zp_status status = ZP_OK;
    if (!names_data(arena, record->folder, record)) {
        status = find_data(arena, messages, record->folder, record);
    }
    record->name = folder_name(arena, record->folder);
    if (status == ZP_OK) {
        status = read_data(arena, messages, record, input, &root);
    }
    if (status != ZP_OK) {
        return status;
    }
    // All three are looked at in any case: one run is to say all there is to say. The characters
    // go first, as the schema is to see the texts that are set.
    record_text at = {.arena = arena, .messages = messages, .input = input};
    bool fine = record_characters_tree(&at, schema, root);
    fine = zp_schema_check(schema, messages, root) == ZP_OK && fine;
    fine = read_report(arena, messages, record) == ZP_OK && fine;
    return fine ? ZP_OK : ZP_BAD_INPUT;
}

zp_place zp_record_place(const zp_record *record, const zp_value *value, size_t offset) {
    record_literal literal;
    record_literal_open(&literal, record->input, value->place);
    return record_literal_place(&literal, value->text, offset);
}

// What all changes before the byte `offset` took away.
static int64_t columns_before(const zp_record *record, size_t offset) {
    size_t low = 0, high = record->change_count; // the first change behind `offset`
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (record->changes[middle].at <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 ? record->changes[low - 1].columns : 0;
}

int64_t zp_record_shift(const zp_record *record, size_t line, size_t offset) {
    int64_t before = line > 0 ? columns_before(record, line - 1) : 0; // its line feed is the last
    return columns_before(record, offset) - before;
}
