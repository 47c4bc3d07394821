#define _XOPEN_SOURCE 700 // realpath
#include "record/characters.h"
#include "record/tree.h"

#include <stdlib.h>
#include <string.h>

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

// It becomes the name of the output folder, and stands in a package's manifest as a text.
static zp_status check_folder_name(zp_messages *messages, const char *folder, zp_text name) {
    size_t bad;
    if (!zp_utf8_check(name, &bad)) {
        zp_report(messages, ZP_ERROR, zp_whole_file(folder), "folder-name",
                  "the name of the unit's folder is not in UTF-8 (byte 0x%02X), as of an archive "
                  "that was unpacked wrongly; give the folder another",
                  (unsigned)(unsigned char)name.data[bad]);
        return ZP_BAD_INPUT;
    }
    for (size_t at = 0; at < name.size;) {
        uint32_t c = zp_utf8_next(name, &at);
        if (!zp_name_character_fits(c)) {
            zp_report(messages, ZP_ERROR, zp_whole_file(folder), "folder-name",
                      "the name of the unit's folder has the character U+%04X in it, which stands "
                      "in no name; give the folder another",
                      c);
            return ZP_BAD_INPUT;
        }
    }
    return ZP_OK;
}

// A record on its way in, and where its files are: in a folder, or in memory.
typedef struct loading {
    zp_arena *arena;
    zp_messages *messages;
    zp_record *record;
    const zp_source *sources; // NULL: the files are in record->folder
    size_t source_count;
    record_input *input; // of the data
} loading;

// The file `name` of the sources; NULL: it is not among them.
static const zp_source *find_source(const loading *l, zp_text name) {
    for (size_t i = 0; i < l->source_count; i++) {
        if (zp_text_equal(l->sources[i].name, name)) {
            return &l->sources[i];
        }
    }
    return NULL;
}

static const char *path_of(const loading *l, zp_text name) {
    return zp_path_join(l->arena, l->record->folder, zp_arena_string(l->arena, name));
}

static bool is_there(const loading *l, zp_text name) {
    return l->sources != NULL ? find_source(l, name) != NULL : zp_file_exists(path_of(l, name));
}

// Reads the file `name` of the unit, which is there, and notes it as one of the record's.
static zp_status read_file(loading *l, const char *file, zp_text name, zp_text *bytes) {
    zp_status status = ZP_OK;
    if (l->sources != NULL) {
        *bytes = find_source(l, name)->bytes;
    } else {
        status = zp_file_read(l->arena, l->messages, file, ZP_DATA_LIMIT, bytes);
    }
    if (status == ZP_OK) {
        l->record->sources[l->record->source_count++] = (zp_source){name, *bytes};
    }
    return status;
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
static zp_status find_data(const loading *l) {
    const char *folder = l->record->folder;
    zp_text toml = ZP_TEXT("unit.toml"), json = ZP_TEXT("unit.json");
    bool has_toml = is_there(l, toml), has_json = is_there(l, json);
    if (l->sources == NULL && !zp_folder_exists(folder)) {
        zp_report(l->messages, ZP_ERROR, zp_whole_file(folder), "no-folder",
                  "is not a folder; a unit's year is a folder with unit.toml or unit.json in it");
        return ZP_BAD_INPUT;
    }
    if (has_toml && has_json) {
        zp_report(l->messages, ZP_REMARK, zp_whole_file(folder), "two-data-files",
                  "has both unit.toml and unit.json; unit.toml is read (name %s to have it read)",
                  path_of(l, json));
    }
    if (!has_toml && !has_json) {
        zp_report(l->messages, ZP_ERROR, zp_whole_file(folder), "no-data-file",
                  "has neither unit.toml nor unit.json");
        return ZP_BAD_INPUT;
    }
    l->record->file = path_of(l, has_toml ? toml : json);
    return ZP_OK;
}

static zp_status check_not_empty(zp_messages *messages, const char *file, zp_text text) {
    text = zp_text_slice(text, zp_utf8_mark(text), text.size);
    if (zp_text_trim(text).size > 0) {
        return ZP_OK;
    }
    zp_report(messages, ZP_ERROR, zp_whole_file(file), "empty-file", "the file is empty");
    return ZP_BAD_INPUT;
}

static zp_status read_data(loading *l, zp_value **root) {
    zp_record *record = l->record;
    zp_text text = {NULL, 0};
    zp_status status = read_file(l, record->file, zp_path_last(record->file), &text);
    if (status == ZP_OK) {
        status = check_not_empty(l->messages, record->file, text);
    }
    if (status == ZP_OK) {
        bool toml = zp_text_ends(zp_text_of(record->file), ".toml");
        status = record_read(l->arena, l->messages, record->file, text, toml, l->input, root);
    }
    record->root = *root;
    record->input = l->input;
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

// `./a//report.md` is a/report.md: one file has one name in the sources.
static zp_text plain_path(zp_arena *arena, zp_text path) {
    zp_text plain = {NULL, 0};
    for (size_t from = 0, i = 0; i <= path.size; i++) {
        if (i < path.size && path.data[i] != '/') {
            continue;
        }
        zp_text part = zp_text_slice(path, from, i);
        if (part.size > 0 && !zp_text_is(part, ".")) {
            plain = zp_arena_print(arena, "%.*s%s%.*s", ZP_ARG(plain), plain.size > 0 ? "/" : "",
                                   ZP_ARG(part));
        }
        from = i + 1;
    }
    return plain;
}

// The beginning of a name, in one line.
static zp_text shown(zp_arena *arena, zp_text name) {
    zp_buffer out = {0};
    record_show(&out, name);
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

// The name by which the report is found; what is wrong with it is told.
static zp_status find_report(const loading *l, const zp_value *name, zp_text *found) {
    zp_text wanted = zp_text_trim(zp_value_text(name)), words = shown(l->arena, name->text);
    if (!stays_inside(wanted)) {
        zp_report(l->messages, ZP_ERROR, name->place, "report-path",
                  "the report \"%.*s\" is not in the unit's folder; write the name of a file in "
                  "it, such as \"report.md\"",
                  ZP_ARG(words));
        return ZP_BAD_INPUT;
    }
    *found = plain_path(l->arena, wanted);
    if (zp_text_equal(*found, l->record->sources[0].name)) {
        zp_report(l->messages, ZP_ERROR, name->place, "report-path",
                  "the report \"%.*s\" is this very file; write the name of another, such as "
                  "\"report.md\"",
                  ZP_ARG(words));
        return ZP_BAD_INPUT;
    }
    if (found->size == 0 || !is_there(l, *found)) {
        zp_report(l->messages, ZP_ERROR, name->place, "no-report",
                  "there is no file \"%.*s\" in the folder; the report's text is to be there",
                  ZP_ARG(words));
        return ZP_BAD_INPUT;
    }
    return ZP_OK;
}

static zp_status read_report_file(loading *l, const zp_value *name) {
    zp_record *record = l->record;
    record_input input;
    zp_text text = {NULL, 0}, found;
    zp_status status = find_report(l, name, &found);
    const char *file = NULL;
    if (status == ZP_OK) {
        file = path_of(l, found);
        status = read_file(l, file, found, &text);
    }
    if (status == ZP_OK) {
        status = check_not_empty(l->messages, file, text);
    }
    if (status == ZP_OK) {
        status = record_input_open(l->arena, l->messages, file, text, &input);
    }
    if (status != ZP_OK) {
        return status;
    }
    record->report_file = file;
    record->report = input.text;
    record_changes changes = {0};
    record_text at = {
        .arena = l->arena, .messages = l->messages, .input = &input, .changes = &changes};
    bool fine = record_characters(&at, &record->report);
    record->changes = changes.items;
    record->change_count = changes.count;
    return fine ? ZP_OK : ZP_BAD_INPUT;
}

// A record may have no report (a form without one), a file, or the sections in the data.
static zp_status read_report(loading *l) {
    const zp_value *report = zp_value_get(l->record->root, "report");
    const zp_value *name = zp_value_get(report, "file");
    if (name == NULL || name->kind != ZP_VALUE_TEXT || zp_value_blank(name)) {
        return ZP_OK; // a blank or wrong name is the schema's to refuse
    }
    const zp_value *sections = zp_value_get(report, "sections");
    if (sections != NULL) {
        zp_report(l->messages, ZP_ERROR, sections->key_place, "two-reports",
                  "the report has a file and sections too; keep one of the two");
        return ZP_BAD_INPUT;
    }
    return read_report_file(l, name);
}

zp_text zp_record_name(zp_arena *arena, const char *unit) {
    zp_record record = {.folder = unit};
    names_data(arena, unit, &record);
    return folder_name(arena, record.folder);
}

// The data and the report; where the data are has been found, or `found` says why not.
static zp_status load(loading *l, const zp_schema *schema, zp_status found) {
    zp_value *root = NULL;
    l->input = ZP_NEW(l->arena, record_input);
    zp_status status = found == ZP_OK ? read_data(l, &root) : found;
    if (status == ZP_OK) {
        status = zp_value_check_size(l->messages, root);
    }
    if (status != ZP_OK) {
        return status;
    }
    // All three are looked at in any case: one run is to say all there is to say. The characters
    // go first, as the schema is to see the texts that are set.
    record_text at = {.arena = l->arena, .messages = l->messages, .input = l->input};
    bool fine = record_characters_tree(&at, schema, root);
    fine = zp_schema_check(schema, l->messages, root) == ZP_OK && fine;
    fine = read_report(l) == ZP_OK && fine;
    return fine ? ZP_OK : ZP_BAD_INPUT;
}

zp_status zp_record_load(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                         const char *folder, zp_record *record) {
    *record = (zp_record){.folder = zp_arena_string(arena, zp_text_of(folder))};
    loading l = {.arena = arena, .messages = messages, .record = record};
    zp_status found = names_data(arena, record->folder, record) ? ZP_OK : find_data(&l);
    record->name = folder_name(arena, record->folder);
    zp_status named = check_folder_name(messages, folder, record->name);
    zp_status loaded = load(&l, schema, found);
    return loaded != ZP_OK ? loaded : named;
}

zp_status zp_record_load_sources(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                                 const char *folder, zp_text name, const zp_source *sources,
                                 size_t count, zp_record *record) {
    static const zp_source none;
    *record = (zp_record){.folder = zp_arena_string(arena, zp_text_of(folder)), .name = name};
    loading l = {.arena = arena,
                 .messages = messages,
                 .record = record,
                 .sources = count > 0 ? sources : &none,
                 .source_count = count};
    return load(&l, schema, find_data(&l));
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
