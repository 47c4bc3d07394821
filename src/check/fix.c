// `ziping check --fix`: the safe answers written into the bytes of the unit's files, so that all
// else in them, comments and layout, stays as it is.
#include "check/marks.h"

#include <stdlib.h>
#include <string.h>

typedef struct edit {
    size_t from, to;
    const char *instead;
} edit;

typedef struct fixing {
    zp_arena *arena;
    const zp_schema *schema;
    const zp_record *record;
    zp_text bytes; // of the file at work
    bool same;     // the report's text is these bytes, but for a byte order mark
    size_t *lines; // where each begins
    size_t line_count, line_capacity;
    edit *edits;
    size_t count, capacity;
} fixing;

// ---------------------------------------------------------------- names

// What the profile or a {{…}} finds a value by.
static bool is_key(zp_text key) {
    static const char *const keys[] = {"name", "level1", "level2"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (zp_text_is(key, keys[i])) {
            return true;
        }
    }
    return false;
}

static bool holds(const zp_value *list, const zp_value *value) {
    const zp_value *each = zp_value_first(list);
    while (each != NULL && each != value) {
        each = each->next;
    }
    return each != NULL;
}

static bool is_name(const fixing *f, const zp_value *value) {
    const zp_value *root = f->record->root;
    const zp_value *attachments = zp_value_find(root, ZP_TEXT("report.attachments"), NULL);
    return is_key(value->key) || holds(attachments, value) ||
           zp_schema_is_name(f->schema, root, value);
}

// ---------------------------------------------------------------- bytes

static void find_lines(fixing *f) {
    size_t from = zp_utf8_mark(f->bytes); // which no column counts
    f->line_count = 0;
    *ZP_PUSH(f->arena, f->lines, f->line_count, f->line_capacity) = from;
    for (size_t i = from; i < f->bytes.size; i++) {
        if (f->bytes.data[i] == '\n') {
            *ZP_PUSH(f->arena, f->lines, f->line_count, f->line_capacity) = i + 1;
        }
    }
}

// The byte where a place is; the end of the file if it has no such place.
static size_t offset_of(const fixing *f, zp_place place) {
    if (place.line == 0 || place.line > f->line_count) {
        return f->bytes.size;
    }
    size_t at = f->lines[place.line - 1];
    for (uint32_t column = 1; column < place.column && at < f->bytes.size; column++) {
        zp_utf8_next(f->bytes, &at);
    }
    return at;
}

// Where the file has the very bytes that the text has there; else the text was spelt otherwise.
static void add_edit(fixing *f, const struct check_answer *answer) {
    check_spot spot = {answer->paragraph, answer->change.from, answer->change.to};
    size_t size = spot.to - spot.from;
    size_t from = f->same && spot.paragraph.value == NULL
                      ? f->lines[0] + spot.from // a long paragraph may have very many
                      : offset_of(f, check_spot_place(&spot));
    bool same = from + size <= f->bytes.size &&
                memcmp(f->bytes.data + from, spot.paragraph.source.data + spot.from, size) == 0;
    if (same) {
        *ZP_PUSH(f->arena, f->edits, f->count, f->capacity) =
            (edit){from, from + size, answer->change.instead};
    }
}

static void collect(fixing *f, const zp_checked *checked, bool report) {
    f->count = 0;
    for (size_t i = 0; i < checked->finding_count; i++) {
        const zp_finding *finding = &checked->findings[i];
        const zp_repair *repair = finding->waiver == NULL ? finding->repair : NULL;
        for (size_t a = 0; repair != NULL && a < repair->count; a++) {
            const zp_value *value = repair->answers[a].paragraph.value;
            if (report == (value == NULL) && (value == NULL || !is_name(f, value))) {
                add_edit(f, &repair->answers[a]);
            }
        }
    }
}

static int by_place(const void *a, const void *b) {
    const edit *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

static zp_text apply(fixing *f, size_t *changes) {
    zp_buffer out = {0};
    size_t at = 0;
    if (f->count > 0) {
        qsort(f->edits, f->count, sizeof *f->edits, by_place);
    }
    for (size_t i = 0; i < f->count; i++) {
        const edit *each = &f->edits[i];
        if (each->from >= at) { // what meets one already made waits for the next time
            zp_buffer_add_text(&out, zp_text_slice(f->bytes, at, each->from));
            zp_buffer_add_string(&out, each->instead);
            at = each->to;
            (*changes)++;
        }
    }
    zp_buffer_add_text(&out, zp_text_slice(f->bytes, at, f->bytes.size));
    zp_text after = zp_arena_copy(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return after;
}

zp_status zp_check_fix(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                       const zp_checked *checked, zp_fixed fixed[ZP_FIXED_MAX], size_t *count) {
    fixing f = {.arena = arena, .schema = schema, .record = checked->record};
    const char *files[ZP_FIXED_MAX] = {f.record->file, f.record->report_file};
    *count = 0;
    for (size_t i = 0; i < ZP_FIXED_MAX && files[i] != NULL; i++) {
        zp_status status = zp_file_read(arena, messages, files[i], ZP_DATA_LIMIT, &f.bytes);
        if (status != ZP_OK) {
            return status;
        }
        find_lines(&f);
        f.same = zp_text_equal(zp_text_slice(f.bytes, f.lines[0], f.bytes.size), f.record->report);
        collect(&f, checked, i == 1);
        if (f.count > 0) {
            zp_fixed *own = &fixed[(*count)++];
            *own = (zp_fixed){.file = files[i], .before = f.bytes};
            own->after = apply(&f, &own->changes);
        }
    }
    return ZP_OK;
}
