// OUTPUT/journal.jsonl: a line a unit, in the order they end, over all runs into that folder. It
// says how long a package took to make, which the package does not know; nothing else hangs on it.
#define _DEFAULT_SOURCE // flock
#include "batch/private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#define JOURNAL "journal.jsonl"
#define LOCK ".batch.lock"
enum { JOURNAL_LIMIT = 256 * 1024 * 1024 };

static zp_status cannot_write(zp_messages *messages, const char *path) {
    zp_report(messages, ZP_ERROR, zp_whole_file(path), "file-write", "cannot be written: %s",
              zp_error_words(errno));
    return ZP_CANNOT_WRITE;
}

// ---------------------------------------------------------------- the output folder

// Held until the process ends, however it ends.
zp_status zp_batch_claim(zp_arena *arena, zp_messages *messages, const char *output,
                         zp_batch *batch) {
    const char *path = zp_path_join(arena, output, LOCK);
    zp_status status = zp_folder_make(messages, output);
    if (status != ZP_OK) {
        return status;
    }
    batch->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (batch->lock < 0) {
        return cannot_write(messages, path);
    }
    batch->claimed = true;
    if (flock(batch->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        zp_report(messages, ZP_ERROR, zp_whole_file(output), "batch-busy",
                  "another `ziping batch` is writing there; wait for it, or name another folder");
        zp_batch_release(batch);
        return ZP_CANNOT_WRITE;
    }
    return ZP_OK;
}

void zp_batch_release(zp_batch *batch) {
    if (batch->claimed) {
        close(batch->lock);
        batch->claimed = false;
    }
}

// ---------------------------------------------------------------- what earlier runs did

// The last line of each unit counts.
typedef struct entry {
    zp_text folder, line;
    size_t number; // of the line
    int64_t milliseconds;
} entry;

static int by_folder(const void *a, const void *b) {
    const entry *x = a, *y = b;
    int order = zp_text_compare(x->folder, y->folder);
    return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

// A line that a killed run left half is no JSON, and forgotten.
static bool read_line(zp_arena *arena, zp_text line, entry *out) {
    zp_messages *unheard = zp_messages_new();
    zp_value *root = NULL;
    zp_decimal number = {0};
    bool fine = zp_read_json(arena, unheard, JOURNAL, line, &root) == ZP_OK;
    const zp_value *unit = zp_value_get(fine ? root : NULL, "unit");
    const zp_value *time = zp_value_get(fine ? root : NULL, "milliseconds");
    zp_messages_free(unheard);
    if (zp_value_text(unit).size == 0) {
        return false;
    }
    bool timed = time != NULL && zp_value_decimal(time, &number) && number.scale == 0;
    out->folder = zp_value_text(unit);
    out->line = line;
    out->milliseconds = timed ? number.coefficient : -1;
    return true;
}

static entry *read_entries(zp_arena *arena, zp_text text, size_t *count) {
    entry *list = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t from = 0; from < text.size;) {
        entry one = {.number = *count};
        size_t to = from;
        while (to < text.size && text.data[to] != '\n') {
            to++;
        }
        if (to < text.size && read_line(arena, zp_text_slice(text, from, to), &one)) {
            *ZP_PUSH(arena, list, *count, capacity) = one;
        }
        from = to + 1;
    }
    if (*count > 1) {
        qsort(list, *count, sizeof *list, by_folder);
    }
    return list;
}

// Both are sorted by folder.
static void tell_times(zp_batch *batch, const entry *list, size_t count) {
    size_t at = 0;
    for (size_t i = 0; i < batch->count; i++) {
        zp_batch_unit *unit = &batch->units[i];
        while (at < count && zp_text_compare(list[at].folder, unit->folder) <= 0) {
            if (zp_text_equal(list[at].folder, unit->folder) && list[at].milliseconds >= 0) {
                unit->milliseconds = list[at].milliseconds;
            }
            at++;
        }
    }
}

// One line a unit, so that a folder that is used every night does not fill up.
static zp_status rewrite(zp_messages *messages, const char *path, const entry *list, size_t count) {
    zp_buffer out = {0};
    for (size_t i = 0; i < count; i++) {
        if (i + 1 == count || !zp_text_equal(list[i].folder, list[i + 1].folder)) {
            zp_buffer_add_text(&out, list[i].line);
            zp_buffer_add_string(&out, "\n");
        }
    }
    zp_status status = zp_file_write(messages, path, out.data, out.size);
    zp_buffer_free(&out);
    return status;
}

zp_status batch_journal_open(batch_journal *journal, zp_arena *arena, zp_messages *messages,
                             const char *output, zp_batch *batch) {
    zp_text text = {0};
    size_t count = 0;
    zp_status status = ZP_OK;
    *journal = (batch_journal){-1, batch->lock, zp_path_join(arena, output, JOURNAL)};
    if (zp_file_exists(journal->path)) {
        status = zp_file_read(arena, messages, journal->path, JOURNAL_LIMIT, &text);
    }
    if (status != ZP_OK) {
        return status;
    }
    zp_folder_sweep(arena, output); // the folder is ours: nobody is writing there
    entry *list = read_entries(arena, text, &count);
    tell_times(batch, list, count);
    status = rewrite(messages, journal->path, list, count);
    if (status == ZP_OK) {
        journal->file = open(journal->path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
        status = journal->file >= 0 ? ZP_OK : cannot_write(messages, journal->path);
    }
    return status;
}

zp_status batch_journal_add(batch_journal *journal, zp_messages *messages,
                            const zp_batch_unit *unit) {
    zp_buffer line = {0};
    zp_status status = ZP_OK;
    if (journal->file < 0) {
        return ZP_OK;
    }
    zp_buffer_add_string(&line, "{");
    zp_json_member(&line, "unit", unit->folder);
    zp_buffer_add_string(&line, ", ");
    zp_json_member(&line, "state", zp_text_of(zp_batch_state_name(unit->state)));
    zp_buffer_add_string(&line, ", ");
    zp_json_member(&line, "reason", unit->reason);
    zp_buffer_add_string(&line, ", ");
    zp_json_member(&line, "package", unit->package);
    if (unit->milliseconds >= 0) {
        zp_buffer_print(&line, ", \"milliseconds\": %lld", (long long)unit->milliseconds);
    }
    zp_buffer_add_string(&line, "}\n");
    // One write, as a rule: a killed run leaves at most the last line half.
    if (!zp_write_all(journal->file, line.data, line.size)) {
        status = cannot_write(messages, journal->path);
    }
    zp_buffer_free(&line);
    return status;
}

void batch_journal_close(batch_journal *journal) {
    if (journal->file >= 0) {
        close(journal->file);
    }
    journal->file = -1;
}

// The lock is held as long as any process has it open: one that is slow to die must not.
void batch_journal_forget(batch_journal *journal) {
    batch_journal_close(journal);
    if (journal->lock >= 0) {
        close(journal->lock);
    }
    journal->lock = -1;
}
