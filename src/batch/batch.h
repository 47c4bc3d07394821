// A district's night: every unit checked and packaged by several workers, none lost to another's
// fault, and nothing made again that is as it was.
#ifndef ZIPING_BATCH_H
#define ZIPING_BATCH_H

#include "package/package.h"

typedef enum zp_batch_state {
    ZP_BATCH_MADE,     // packaged in this run
    ZP_BATCH_KEPT,     // its package is intact, and is what would be made
    ZP_BATCH_FINDINGS, // errors that nobody answers for keep it back
    ZP_BATCH_BAD,      // its data cannot be read or set
    ZP_BATCH_CRASHED,  // its worker died
    ZP_BATCH_HUNG,     // took more than the time allowed
    ZP_BATCH_MEMORY,   // took more than the memory allowed
    ZP_BATCH_WRITE,    // its package could not be written
    ZP_BATCH_WAITING,  // not begun: the run was ended
    ZP_BATCH_STATES
} zp_batch_state;

// One unit's outcome. Texts may be empty where the unit could not be read so far.
typedef struct zp_batch_unit {
    zp_text path;   // as found
    zp_text folder; // its name: of the output folder too
    size_t given;   // its place among the units as they were given
    zp_text name;   // the unit's
    zp_text year, form;
    zp_text score; // the total of its self-evaluation, as printed; empty: the form has none
    zp_text grade; // by the profile's [[grade]]; empty: it has none
    size_t errors, warnings, remarks, waived; // findings
    size_t documents, pages;                  // in its package
    zp_text package;                          // its sha256; empty: there is none
    zp_batch_state state;
    zp_text reason;       // why it failed, or why it was made again
    int64_t milliseconds; // it took to make; of KEPT: when it was made, or -1 if nobody knows
} zp_batch_unit;

typedef struct zp_batch {
    zp_text title;        // of the district's summary; empty: from the units' forms
    zp_batch_unit *units; // by the bytes of their folders' names
    size_t count, capacity;
    size_t states[ZP_BATCH_STATES]; // how many
    size_t others;                  // entries of folders that are no units
    bool claimed;                   // zp_batch_claim; by `lock`, open
    int lock;
    bool told; // the run came to its end: every unit has the state that it has
} zp_batch;

typedef struct zp_batch_options {
    const char *output;
    unsigned workers;        // from 1
    unsigned timeout;        // seconds that a unit may take; 0: any
    size_t memory;           // bytes that a worker may hold beside what it shares; 0: any
    unsigned shard, shards;  // the shard-th of shards, from 1; 0: all
    zp_package_kind kind;    // of the packages; not for publication
    bool dry_run;            // nothing is written: MADE tells what would be made, and why
    zp_language language;    // of findings
    int64_t (*now)(void);    // milliseconds that only grow: the core reads no clock
    const volatile int *end; // set from outside: what is being made is ended, and no more begun
    // After each unit, and every now and then without one (NULL). `said`: its messages, as lines.
    void (*tell)(void *context, const zp_batch *batch, const zp_batch_unit *unit, zp_text said);
    void *context;
    // For tests: `NAME=crash`, or hang, memory, unread, parted by commas. NULL: none.
    const char *faults;
} zp_batch_options;

// Of one run: a province has some ten thousand, and the summary as PDF stays within its pages.
enum { ZP_BATCH_UNITS_MAX = 100 * 1000 };

// The units at the paths: units themselves, folders that hold some (what else is in them is passed
// over, and counted in a remark), and text files that list them, one a line (# begins a comment),
// by their path from the list's folder. A second unit of one name is BAD, as both would be written
// to one folder; what a list names and is not there is, too. No unit at all is an error,
// and more than ZP_BATCH_UNITS_MAX are (id `batch-size`).
zp_status zp_batch_find(zp_arena *arena, zp_messages *messages, const zp_batch_options *options,
                        char *const *paths, size_t count, zp_batch *batch);

// Takes the output folder for this process alone, for packages, journal, summary and print job,
// until zp_batch_release or the process's end. Another one that has it is an error (id
// `batch-busy`) and ZP_CANNOT_WRITE.
zp_status zp_batch_claim(zp_arena *arena, zp_messages *messages, const char *output,
                         zp_batch *batch);
void zp_batch_release(zp_batch *batch);

// Checks and packages the units with worker processes, each into OUTPUT/NAME as `ziping package`
// does, whatever becomes of the others. Units whose package is there, intact, and what would be
// made are kept. OUTPUT/journal.jsonl gets a line a unit. ZP_FINDINGS where a unit has no package
// in the end, ZP_CANNOT_WRITE where one could not be written. The folder is claimed before, a dry
// run's aside. The workshop's messages are not to be told meanwhile, and those of
// its fonts are told in no worker: zp_package_open_fonts comes before.
zp_status zp_batch_run(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                       const zp_batch_options *options, zp_batch *batch);

// `made`, `kept` … ; the words of summary.json and of the journal.
const char *zp_batch_state_name(zp_batch_state state);
bool zp_batch_state_read(zp_text name, zp_batch_state *state);
bool zp_batch_state_done(zp_batch_state state); // there is a package

// summary.csv, summary.json (templates/summary.schema.json), 汇总表.pdf and 汇总表.xlsx in
// `folder`, all or none. The same units in the same states give the same bytes, times aside, which
// only CSV, JSON and XLSX have.
zp_status zp_batch_summarise(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                             const zp_batch *batch, const char *folder);
// Whether `path` is one of them in `folder`, both as they are spelt.
bool zp_batch_is_summary(zp_arena *arena, const char *folder, const char *path);
// Reads a summary.json.
zp_status zp_batch_read(zp_arena *arena, zp_messages *messages, const char *templates,
                        const char *file, zp_batch *batch);

// Puts the units of `more`, read from `file`, among those of `batch`. A unit that both have is an
// error (id `batch-twice`) and ZP_BAD_INPUT.
zp_status zp_batch_join(zp_arena *arena, zp_messages *messages, const char *file, zp_batch *batch,
                        const zp_batch *more);

#endif
