// The command line: one file a command.
#ifndef ZIPING_CLI_H
#define ZIPING_CLI_H

#include "check/check.h"
#include "cli/manual.h"
#include "form/form.h"
#include "package/package.h"
#include "print/print.h"
#include "record/record.h"

#include <stdbool.h>
#include <stdio.h>

// Where the tool's own data lie. Owned by the process.
typedef struct cli_folders {
    const char *templates;
    const char *fonts;
} cli_folders;

// Each takes the arguments behind the command's name and returns the exit code.
int command_forms(int count, char **arguments, const cli_folders *folders);
int command_new(int count, char **arguments, const cli_folders *folders);
int command_check(int count, char **arguments, const cli_folders *folders);
int command_diff(int count, char **arguments, const cli_folders *folders);
int command_render(int count, char **arguments, const cli_folders *folders);
int command_package(int count, char **arguments, const cli_folders *folders);
int command_batch(int count, char **arguments, const cli_folders *folders);
int command_verify(int count, char **arguments, const cli_folders *folders);
int command_inspect(int count, char **arguments, const cli_folders *folders);
int command_revise(int count, char **arguments, const cli_folders *folders);
int command_print(int count, char **arguments, const cli_folders *folders);
int command_fonts(int count, char **arguments, const cli_folders *folders);

// A command's arguments, read by its manual. What is asked for must be in the manual.
typedef struct cli_options {
    const cli_manual *manual;
    int count; // operands, moved to the front of the arguments
    char **operands;
    const char *values[CLI_OPTIONS_MAX]; // NULL: not given; by manual_option's index
} cli_options;
// What is wrong is told, and is the exit code, as it is behind --help; -1: go on.
int read_options(const cli_manual *manual, int count, char **arguments, cli_options *options);
bool option_given(const cli_options *options, const char *full);
const char *option_value(const cli_options *options, const char *full); // or its preset, or NULL
size_t option_choice(const cli_options *options, const char *full);     // 0: the first
unsigned option_number(const cli_options *options, const char *full);
bool read_count(zp_text word, unsigned least, unsigned most, unsigned *out);

// What commands that make packages open once. Zero-initialise.
typedef struct cli_shop {
    zp_arena *arena;
    zp_messages *messages;
    size_t shown;
    bool verbose;
    zp_schema *schema;
    zp_fonts *fonts;
    zp_forms *forms;
    zp_workshop tools;
} cli_shop;
zp_status open_shop(cli_shop *shop, const cli_folders *folders);
void close_shop(cli_shop *shop); // also of one that could not be opened; prints what is to say
// A unit where a package is wanted, or the other way round, is a message and ZP_BAD_INPUT; what
// else may be wrong there, its reader tells.
zp_status expect_package(cli_shop *shop, const char *path);
zp_status expect_unit(cli_shop *shop, const char *path);
// The packages in a folder that holds several (`out/packages`), and in the folders in it: folders,
// and zips that have no folder beside them. Of any other path, the path itself.
size_t list_packages(zp_arena *arena, zp_messages *messages, const char *path,
                     const char ***packages);
// verify FILE.pdf: makes it again from the data in it, and prints a line.
bool is_pdf_name(const char *path);
zp_status verify_pdf(cli_shop *shop, zp_arena *arena, const char *path);
bool unit_is_at(zp_arena *arena, const char *path);
// Writes it into `output`, and prints a line.
zp_status write_package(cli_shop *shop, zp_arena *arena, const zp_package *package,
                        const char *output, bool force);

// Seconds of processor time that a unit, a package or a file may take in every command but batch,
// which has --timeout; the largest takes three. Then a message (id `time`) and ZP_CANNOT_WRITE.
enum { UNIT_SECONDS_MAX = 300 };
void watch_unit(const char *path); // from now on; NULL: no more
// Of a process, bytes: a night's print job takes one. What wants more is ended as where there is no
// more, before the machine is brought to its knees.
#define MEMORY_BYTES_MAX ((size_t)4096 * 1024 * 1024)
void limit_memory(void);
void hold_watch(bool hold); // not while several files are renamed

// A job for the print shop: a PDF, and its ticket as JSON and CSV beside it.
enum { CLI_JOB_FILES = 3 };
typedef struct cli_job {
    const char *output; // FILE.pdf; NULL: no job
    const char *paths[CLI_JOB_FILES];
    zp_print_options options;
    enum {
        CLI_JOB_NEW,   // files that are there stay
        CLI_JOB_AGAIN, // an earlier job is written over
        CLI_JOB_FORCE, // any files are
    } over;
} cli_job;
// --impose and --no-slips, and the output, which `option` names. A usage error where it is no
// FILE.pdf; -1: it is one, or none.
int read_job(const cli_options *options, const char *option, cli_job *job);
// Names the files, and tells before the work is done where one is there already.
zp_status name_job(cli_shop *shop, cli_job *job);
// Finishes the print, writes the three files or none, and prints a line.
zp_status write_job(cli_shop *shop, const cli_job *job, zp_print *print);

zp_package_kind option_kind(const cli_options *options); // --pdfx and --embed-data
// A usage error where one of the two cannot be with another; -1: they can.
int check_kind(const char *command, zp_package_kind kind);

// The next word of a comma list at *at, which moves behind it; false at its end.
bool next_word(const char **at, zp_text *word);
// Whether the comma list names the document; NULL names all.
bool document_wanted(const char *list, zp_text id);
// The unit's form. A name in `documents` (a comma list, or NULL) that the form does not have is an
// error.
zp_status find_form(zp_forms *forms, zp_messages *messages, const zp_record *record,
                    const char *documents, const zp_form **form);

// False, and a usage error, when there is no unit, or two of one name, which would write over each
// other.
bool names_differ(const char *command, int units, char **folders);

// The files of one unit, in memory until they are written all or none.
typedef struct cli_file {
    const char *path;
    zp_buffer bytes;
} cli_file;
typedef struct cli_files {
    zp_arena *arena; // theirs
    cli_file *list;
    size_t count, capacity;
} cli_files;
// The bytes are to be written before the next one is added.
zp_buffer *add_file(cli_files *files, const char *folder, zp_text document, const char *ending);
zp_status write_files(cli_files *files, zp_messages *messages, const char *folder);
void free_files(cli_files *files);
// check --fix: adds the diff of the unit's safe answers to `out` and, if `write`, writes them.
// ZP_FINDINGS where there are any.
zp_status fix_unit(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                   const zp_checked *checked, bool write, zp_buffer *out);

// What messages and, where a command is not told otherwise, findings are told in: by --lang
// anywhere among the arguments, else by LC_ALL, LC_MESSAGES or LANG: Chinese where it begins with
// zh, else English. `catalogues`, ended by NULL: folders to look in, as gettext's (share/locale).
// Without a catalogue messages stay English. To be called before all else.
void open_language(int count, char **arguments, const char *const *catalogues);
zp_language chosen_language(void);
bool read_language(const char *word, zp_language *language); // zh and en

// fonts --used: which font served which character of the unit's pages.
zp_status print_used_fonts(const char *folder, const char *documents, const cli_folders *folders);

// Usage errors: prints `ziping COMMAND: error: …` and how to get help; returns ZP_BAD_INPUT.
int usage_error(const char *command, const char *format, ...) ZP_PRINTF(2, 3);

// Prints the messages from `*shown` on to stderr and moves it. Remarks only if `all`.
// How the process begins and ends: signals, stdout and its like. end_process returns the exit code.
void begin_process(void);
int end_process(int code);
// A line to stdout or stderr, at once: whatever ends the process later does not take it along. All
// in it is as zp_buffer_add_shown gives it, but for its end.
void print_line(FILE *to, const char *format, ...) ZP_PRINTF(2, 3);
// The text as it is, to stdout, at once. False where it cannot be written, which end_process tells.
bool print_output(zp_text text);
void print_messages(const zp_messages *messages, size_t *shown, bool all);

#endif
