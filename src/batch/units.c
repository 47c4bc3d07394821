// Which units there are to be made.
#include "batch/private.h"

#include <stdlib.h>

enum { LIST_LIMIT = 16 * 1024 * 1024 };

typedef struct finder {
    zp_arena *arena;
    zp_messages *messages;
    const zp_batch_options *options;
    zp_batch *batch;
} finder;

static bool is_unit(zp_arena *arena, const char *path) {
    return zp_file_exists(zp_path_join(arena, path, "unit.toml")) ||
           zp_file_exists(zp_path_join(arena, path, "unit.json"));
}

// FNV-1a: spread evenly, and the same on every machine.
static uint64_t hash_of(zp_text name) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < name.size; i++) {
        hash = (hash ^ (unsigned char)name.data[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

static zp_status add_unit(finder *f, const char *path) {
    zp_batch *batch = f->batch;
    zp_text name = zp_record_name(f->arena, path);
    if (f->options->shards > 0 && hash_of(name) % f->options->shards != f->options->shard - 1) {
        return ZP_OK;
    }
    if (batch->count == ZP_BATCH_UNITS_MAX) {
        zp_report(f->messages, ZP_ERROR, zp_whole_file(path), "batch-size",
                  "is one unit more than the %d that one run takes; --shard parts them",
                  ZP_BATCH_UNITS_MAX);
        return ZP_BAD_INPUT;
    }
    size_t given = batch->count;
    *ZP_PUSH(f->arena, batch->units, batch->count, batch->capacity) =
        (zp_batch_unit){.path = zp_text_of(path),
                        .folder = name,
                        .given = given,
                        .state = ZP_BATCH_WAITING,
                        .milliseconds = -1};
    return ZP_OK;
}

static zp_status add_folder(finder *f, const char *path) {
    zp_text *names;
    size_t count = 0;
    zp_status status = zp_folder_list(f->arena, f->messages, path, &names, &count);
    for (size_t i = 0; i < count && status == ZP_OK; i++) {
        const char *each = zp_path_join(f->arena, path, zp_arena_string(f->arena, names[i]));
        if (is_unit(f->arena, each)) {
            status = add_unit(f, each);
        } else {
            f->batch->others++;
        }
    }
    return status;
}

// The folder that a list stands in, with its slash; empty for the present one.
static zp_text folder_of(const char *path) {
    zp_text last = zp_path_last(path);
    return (zp_text){path, (size_t)(last.data - path)};
}

static zp_status add_list(finder *f, const char *path) {
    zp_text text = {0}, folder = folder_of(path);
    size_t bad;
    zp_status status = zp_file_read(f->arena, f->messages, path, LIST_LIMIT, &text);
    if (status == ZP_OK && (!zp_utf8_check(text, &bad) || memchr(text.data, 0, text.size))) {
        zp_report(f->messages, ZP_ERROR, zp_whole_file(path), "batch-list",
                  "is no list of units: a text file in UTF-8 with a unit's folder in each line is "
                  "wanted");
        status = ZP_BAD_INPUT;
    }
    for (size_t from = zp_utf8_mark(text); status == ZP_OK && from < text.size;) {
        size_t to = from;
        while (to < text.size && text.data[to] != '\n') {
            to++;
        }
        zp_text line = zp_text_trim(zp_text_slice(text, from, to));
        from = to + 1;
        if (line.size == 0 || line.data[0] == '#') {
            continue;
        }
        bool whole = line.data[0] == '/';
        zp_text unit = zp_arena_print(f->arena, "%.*s%.*s", ZP_ARG(whole ? (zp_text){0} : folder),
                                      ZP_ARG(line));
        status = add_unit(f, unit.data);
    }
    return status;
}

static zp_status add_path(finder *f, const char *path) {
    zp_text last = zp_path_last(path);
    bool data = zp_text_is(last, "unit.toml") || zp_text_is(last, "unit.json");
    if (is_unit(f->arena, path) || (data && zp_file_exists(path))) {
        return add_unit(f, path);
    }
    return zp_folder_exists(path) ? add_folder(f, path) : add_list(f, path);
}

// By name; those of one name in the order they were given.
static int by_folder(const void *a, const void *b) {
    const zp_batch_unit *x = a, *y = b;
    int order = zp_text_compare(x->folder, y->folder);
    return order != 0 ? order : (x->given > y->given) - (x->given < y->given);
}

// Sorted, the second one stands behind the first.
static void refuse_doubles(finder *f) {
    zp_batch *batch = f->batch;
    for (size_t i = 1; i < batch->count; i++) {
        zp_batch_unit *unit = &batch->units[i], *before = &batch->units[i - 1];
        if (zp_text_equal(unit->folder, before->folder)) {
            unit->state = ZP_BATCH_BAD;
            unit->reason = zp_arena_print(
                f->arena,
                zp_translated("%.*s has the same folder name, and is made; give this one another"),
                ZP_ARG(before->path));
        }
    }
}

zp_status zp_batch_find(zp_arena *arena, zp_messages *messages, const zp_batch_options *options,
                        char *const *paths, size_t count, zp_batch *batch) {
    finder f = {arena, messages, options, batch};
    zp_status status = ZP_OK;
    for (size_t i = 0; i < count && status == ZP_OK; i++) {
        status = add_path(&f, paths[i]);
    }
    if (status != ZP_OK) {
        return status;
    }
    if (batch->count > 1) {
        qsort(batch->units, batch->count, sizeof *batch->units, by_folder);
    }
    refuse_doubles(&f);
    if (batch->others > 0) {
        zp_report(messages, ZP_REMARK, (zp_place){0}, "batch-others",
                  "%zu entries of the folders are no units (they have neither unit.toml nor "
                  "unit.json) and are passed over",
                  batch->others);
    }
    if (batch->count == 0 && options->shards == 0) {
        zp_report(messages, ZP_ERROR, zp_whole_file(paths[0]), "batch-empty",
                  "holds no unit; a folder of units, each a folder with unit.toml or unit.json in "
                  "it, or a list of such folders is wanted");
        return ZP_BAD_INPUT;
    }
    return ZP_OK;
}

zp_status zp_batch_join(zp_arena *arena, zp_messages *messages, const char *file, zp_batch *batch,
                        const zp_batch *more) {
    zp_status status = ZP_OK;
    for (size_t i = 0; i < more->count; i++) {
        *ZP_PUSH(arena, batch->units, batch->count, batch->capacity) = more->units[i];
        batch->states[more->units[i].state]++;
    }
    if (batch->count > 1) {
        qsort(batch->units, batch->count, sizeof *batch->units, by_folder);
    }
    for (size_t i = 1; i < batch->count; i++) {
        if (zp_text_equal(batch->units[i].folder, batch->units[i - 1].folder)) {
            zp_report(messages, ZP_ERROR, zp_whole_file(file), "batch-twice",
                      "has the unit “%.*s”, which is in a summary before it too; shards share none",
                      ZP_ARG(batch->units[i].folder));
            status = ZP_BAD_INPUT;
        }
    }
    batch->title = more->title.size > 0 ? more->title : batch->title;
    return status;
}
