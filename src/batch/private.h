// What the files of batch/ share:
//   state.c      what became of a unit, in words
//   units.c      the units there are
//   outcome.c    an outcome on its way from a worker
//   worker.c     one unit, in a process of its own
//   journal.c    what earlier runs did
//   syncer.c     the disk, while they work
//   run.c        the workers, and who gets which unit
#ifndef ZIPING_BATCH_PRIVATE_H
#define ZIPING_BATCH_PRIVATE_H

#include "batch/batch.h"

#include <sys/types.h>

// ---------------------------------------------------------------- outcome.c

// A unit's outcome and what was said of it, as bytes for a pipe; zp_batch_unit's place and folder
// are known at both ends and left out.
void batch_outcome_write(const zp_batch_unit *unit, zp_text said, zp_buffer *out);
// False when the bytes are no such thing.
bool batch_outcome_read(zp_arena *arena, zp_text bytes, zp_batch_unit *unit, zp_text *said);

// ---------------------------------------------------------------- worker.c

// Checks, packages and writes one unit, or keeps what is there; what is said goes to `messages`.
// Its texts are the arena's.
void batch_make_unit(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                     const zp_batch_options *options, zp_batch_unit *unit);
// A worker's life: numbers of units from `orders`, outcomes to `answers`, until orders end.
ZP_NORETURN void batch_work(const zp_workshop *workshop, const zp_batch_options *options,
                            const zp_batch *batch, int orders, int answers);

// ---------------------------------------------------------------- journal.c

typedef struct batch_journal {
    int file, lock; // -1: none; the lock is the batch's
    const char *path;
} batch_journal;

// In the folder that the batch has claimed: tells units how long they took to make when they were
// made, and opens the journal, with one line left of each unit. A dry run opens nothing.
zp_status batch_journal_open(batch_journal *journal, zp_arena *arena, zp_messages *messages,
                             const char *output, zp_batch *batch);
zp_status batch_journal_add(batch_journal *journal, zp_messages *messages,
                            const zp_batch_unit *unit);
void batch_journal_close(batch_journal *journal);
// In a process forked off: the run that it is of keeps both.
void batch_journal_forget(batch_journal *journal);

// ---------------------------------------------------------------- syncer.c

// 0 or less: there is none.
pid_t batch_start_syncer(zp_messages *messages, const zp_batch_options *options,
                         batch_journal *journal);
void batch_end_syncer(pid_t process);

#endif
