// One unit, from its data to its package on the disk; and the process that does it.
#include "batch/private.h"
#include "batch/summary.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

// ---------------------------------------------------------------- what is there already

typedef enum again {
    WHY_NOT,
    WHY_NEW,
    WHY_DAMAGED,
    WHY_DATA,
    WHY_KIND,
    WHY_TOOL,
    WHY_FORM,
    WHY_FONTS
} again;

static zp_text why_words(again why, zp_language language) {
    static const char *const words[][ZP_LANGUAGE_COUNT] = {
        [WHY_NOT] = {"", ""},
        [WHY_NEW] = {"还没有编制", "it was not made yet"},
        [WHY_DAMAGED] = {"已编制的有损坏", "what was made is damaged"},
        [WHY_DATA] = {"数据有改动", "the data changed"},
        [WHY_KIND] = {"PDF 的要求有改动", "other PDFs are asked for"},
        [WHY_TOOL] = {"程序换了版本", "another version of ziping"},
        [WHY_FORM] = {"表样有改动", "the form changed"},
        [WHY_FONTS] = {"字体有改动", "the fonts changed"},
    };
    return zp_text_of(words[why][language]);
}

// Why a package that is there is not the one that would be made: the first thing that differs.
static again what_changed(const zp_package *was, const zp_package *is) {
    if (was->press != is->press || was->embeds != is->embeds) {
        return WHY_KIND;
    }
    if (!zp_text_equal(was->tool, is->tool)) {
        return WHY_TOOL;
    }
    for (size_t i = 0; i < is->source_count; i++) {
        bool same = i < was->source_count &&
                    zp_text_equal(was->sources[i].name, is->sources[i].name) &&
                    zp_text_equal(was->sources[i].sha256, is->sources[i].sha256);
        if (!same) {
            return WHY_FORM;
        }
    }
    return WHY_FONTS;
}

static bool has_file(const zp_package *p, zp_arena *arena, zp_text name, zp_text bytes) {
    for (size_t i = 0; i < p->count; i++) {
        const zp_package_file *file = &p->files[i];
        if (file->part == ZP_PART_DATA && zp_text_ends(file->name, zp_arena_string(arena, name)) &&
            zp_text_equal(file->bytes, bytes)) {
            return true;
        }
    }
    return false;
}

static again why_again(zp_arena *arena, const zp_package *was, const zp_package *is,
                       const zp_record *record) {
    for (size_t i = 0; i < record->source_count; i++) {
        if (!has_file(was, arena, record->sources[i].name, record->sources[i].bytes)) {
            return WHY_DATA;
        }
    }
    return what_changed(was, is);
}

// Why the package in `path` is not what would be made.
static again look_at_output(const zp_workshop *shop, zp_arena *arena, const char *path,
                            const zp_package *would, const zp_record *record, zp_package **there) {
    zp_messages *unheard = zp_messages_new();
    again reason = WHY_NOT;
    if (!zp_folder_exists(path)) {
        reason = WHY_NEW;
    } else if (zp_package_read(arena, unheard, shop->templates, path, there) != ZP_OK ||
               !zp_package_is_written(*there, arena, path)) {
        reason = WHY_DAMAGED;
    } else if (!zp_text_equal((*there)->inputs, would->inputs)) {
        reason = why_again(arena, *there, would, record);
    }
    zp_messages_free(unheard);
    return reason;
}

// ---------------------------------------------------------------- one unit

// The total of the self-evaluation, written or computed.
static zp_text score_of(const zp_form *form, zp_arena *arena, const zp_record *record) {
    zp_text path = ZP_TEXT("total.score"), score;
    const zp_value *written = zp_value_find(record->root, path, NULL);
    if (written != NULL && !zp_value_blank(written)) {
        return zp_value_text(written);
    }
    return zp_form_compute(form, arena, record, path, &score) ? score : (zp_text){0};
}

static void describe(zp_batch_unit *unit, const zp_package *package) {
    unit->errors = package->errors;
    unit->warnings = package->warnings;
    unit->remarks = package->remarks;
    unit->waived = package->waived;
    unit->package = package->sha256;
    unit->documents = unit->pages = 0;
    for (size_t i = 0; i < package->count; i++) {
        const zp_package_file *file = &package->files[i];
        bool counts = file->pages > 0 && file->part != ZP_PART_REPLACEMENT;
        unit->documents += counts && file->part == ZP_PART_DOCUMENT;
        unit->pages += counts ? file->pages : 0;
    }
}

// The first error that was told, without its file: the summary names the unit.
static zp_text first_error(zp_arena *arena, const zp_messages *messages, const char *otherwise) {
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(messages, i)) != NULL; i++) {
        if (each->severity != ZP_ERROR) {
            continue;
        }
        zp_text file = each->place.file != NULL ? zp_path_last(each->place.file) : (zp_text){0};
        return each->place.line > 0
                   ? zp_arena_print(arena, "%.*s:%u: %.*s [%s]", ZP_ARG(file), each->place.line,
                                    ZP_ARG(each->text), each->id)
                   : zp_arena_print(arena, "%.*s [%s]", ZP_ARG(each->text), each->id);
    }
    return zp_text_of(otherwise);
}

static zp_batch_state state_of(zp_status status) {
    return status == ZP_OK             ? ZP_BATCH_MADE
           : status == ZP_FINDINGS     ? ZP_BATCH_FINDINGS
           : status == ZP_CANNOT_WRITE ? ZP_BATCH_WRITE
                                       : ZP_BATCH_BAD;
}

static zp_status make_and_write(const zp_workshop *shop, zp_arena *arena, zp_messages *messages,
                                const zp_batch_options *options, const zp_record *record,
                                zp_batch_unit *unit) {
    zp_package *package = NULL;
    const char *written;
    zp_status status =
        zp_package_make(shop, arena, messages, options->language, record, options->kind, &package);
    if (package != NULL) {
        describe(unit, package);
    }
    if (status == ZP_OK) {
        status =
            zp_package_write(package, arena, messages, options->output, ZP_WRITE_MANY, &written);
    }
    if (status != ZP_OK) {
        unit->package = (zp_text){0};
    }
    return status;
}

static void finish(zp_arena *arena, const zp_messages *messages, zp_status status, zp_text reason,
                   zp_batch_unit *unit) {
    unit->state = state_of(status);
    unit->reason = status == ZP_OK ? reason
                                   : first_error(arena, messages,
                                                 zp_translated("it was refused without a word"));
}

void batch_make_unit(const zp_workshop *shop, zp_arena *arena, zp_messages *messages,
                     const zp_batch_options *options, zp_batch_unit *unit) {
    zp_record record;
    zp_package *there, would = {0};
    zp_status status =
        zp_record_load(arena, messages, shop->schema, zp_arena_string(arena, unit->path), &record);
    const zp_form *form;
    if (status == ZP_OK) {
        unit->name = zp_value_text(zp_value_find(record.root, ZP_TEXT("unit.name"), NULL));
        unit->year = zp_value_text(zp_value_get(record.root, "year"));
        unit->form = zp_value_text(zp_value_get(record.root, "form"));
        status = zp_forms_find(shop->forms, messages, &record, &form);
    }
    if (status == ZP_OK) {
        unit->score = score_of(form, arena, &record);
        unit->grade = batch_grade(form, unit->score);
        status = zp_package_plan(shop, arena, messages, &record, options->kind, &would);
    }
    if (status != ZP_OK) {
        finish(arena, messages, status, (zp_text){0}, unit);
        return;
    }
    const char *path = zp_path_join(arena, options->output, zp_arena_string(arena, unit->folder));
    again why = look_at_output(shop, arena, path, &would, &record, &there);
    if (why == WHY_NOT) {
        describe(unit, there);
        unit->state = ZP_BATCH_KEPT;
        return;
    }
    if (!options->dry_run) {
        status = make_and_write(shop, arena, messages, options, &record, unit);
    }
    finish(arena, messages, status, why_words(why, options->language), unit);
}

// ---------------------------------------------------------------- the process

static bool read_all(int file, void *to, size_t size) {
    for (char *at = to; size > 0;) {
        ssize_t got = read(file, at, size);
        if (got <= 0 && !(got < 0 && errno == EINTR)) {
            return false;
        }
        at += got > 0 ? got : 0;
        size -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

// For tests, `NAME=crash` and so on: what a bug in us would do to a unit.
static void fail_as_told(const char *faults, zp_text name) {
    const char *at = faults;
    while (at != NULL && !(strncmp(at, name.data, name.size) == 0 && at[name.size] == '=')) {
        at = strchr(at, ',');
        at = at != NULL ? at + 1 : NULL;
    }
    const char *what = at != NULL ? at + name.size + 1 : "";
    if (strncmp(what, "crash", 5) == 0) {
        abort();
    }
    while (strncmp(what, "hang", 4) == 0) {
        pause();
    }
    if (strncmp(what, "unread", 6) == 0) {
        zp_end_unread("fonts/unread.otf", EIO);
    }
    enum { STEP = 16 * 1024 * 1024 };
    while (strncmp(what, "memory", 6) == 0) {
        memset(zp_allocate(STEP), 1, STEP);
    }
}

static int unread_goes_to;

// In place of an outcome, whose size is never 0.
static void tell_unread(const char *path, const char *why) {
    const uint64_t none = 0;
    (void)(zp_write_all(unread_goes_to, &none, sizeof none) &&
           zp_write_all(unread_goes_to, path, strlen(path)) &&
           zp_write_all(unread_goes_to, ": ", 2) && zp_write_all(unread_goes_to, why, strlen(why)));
}

void batch_work(const zp_workshop *shop, const zp_batch_options *options, const zp_batch *batch,
                int orders, int answers) {
    uint32_t index;
    zp_arena *arena = zp_arena_new();
    bool alive = true;
    unread_goes_to = answers;
    zp_hear_unread(tell_unread);
#ifdef M_MMAP_THRESHOLD // what one unit needed, the next one will: it is not given back between
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
    while (alive && read_all(orders, &index, sizeof index)) {
        zp_messages *messages = zp_messages_new();
        zp_buffer said = {0}, out = {0};
        zp_batch_unit unit = batch->units[index];
        const zp_message *each;
        fail_as_told(options->faults, unit.folder);
        batch_make_unit(shop, arena, messages, options, &unit);
        for (size_t i = 0; (each = zp_messages_at(messages, i)) != NULL; i++) {
            if (each->severity > ZP_REMARK) {
                zp_message_format(each, &said);
            }
        }
        batch_outcome_write(&unit, zp_buffer_text(&said), &out);
        uint64_t size = out.size;
        alive =
            zp_write_all(answers, &size, sizeof size) && zp_write_all(answers, out.data, out.size);
        zp_buffer_free(&said);
        zp_buffer_free(&out);
        zp_messages_free(messages);
        zp_arena_clear(arena);
    }
    zp_arena_free(arena);
    _exit(0);
}
