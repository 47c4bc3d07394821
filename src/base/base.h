// The floor of the house: text slices, memory, exact decimals, located messages, files.
// Every folder may use this one; it uses none of them.
#ifndef ZIPING_BASE_H
#define ZIPING_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ZP_PRINTF(string, first) __attribute__((format(printf, string, first)))
#define ZP_FORMAT_OF(argument) __attribute__((format_arg(argument)))
#else
#define ZP_PRINTF(string, first)
#define ZP_FORMAT_OF(argument)
#endif

#ifdef __cplusplus
#define ZP_NORETURN [[noreturn]]
#else
#define ZP_NORETURN _Noreturn
#endif

// What a function, and in the end the process, has to say. The numbers are the exit codes.
typedef enum zp_status {
    ZP_OK = 0,           // done
    ZP_FINDINGS = 1,     // done, but the checker found something
    ZP_BAD_INPUT = 2,    // the input or the usage is wrong; a message says where
    ZP_CANNOT_WRITE = 3, // the output could not be written, or memory ran out
} zp_status;

// ---------------------------------------------------------------- text

// A slice of UTF-8. Not owned, not necessarily ended by a NUL. {NULL, 0} is the empty text.
typedef struct zp_text {
    const char *data;
    size_t size; // bytes
} zp_text;

#define ZP_TEXT(literal) ((zp_text){(literal), sizeof(literal) - 1})
// For printf: "%.*s" with ZP_ARG(text). A slice longer than INT_MAX prints its beginning.
#define ZP_ARG(t) (int)((t).size > INT32_MAX ? INT32_MAX : (t).size), ((t).data ? (t).data : "")

zp_text zp_text_of(const char *string); // NULL gives the empty text
// These three are asked of every key and of every character of a report: most answers are no, and
// come from the first byte.
static inline bool zp_text_equal(zp_text a, zp_text b) {
    return a.size == b.size &&
           (a.size == 0 || (a.data[0] == b.data[0] && memcmp(a.data, b.data, a.size) == 0));
}
static inline bool zp_text_starts(zp_text text, const char *prefix) {
    if (prefix[0] == '\0' || text.size == 0 || text.data[0] != prefix[0]) {
        return prefix[0] == '\0';
    }
    size_t size = strlen(prefix);
    return text.size >= size && memcmp(text.data, prefix, size) == 0;
}
static inline bool zp_text_is(zp_text a, const char *string) {
    return a.size == 0 ? string == NULL || string[0] == '\0'
                       : string != NULL && strlen(string) == a.size && zp_text_starts(a, string);
}
bool zp_text_ends(zp_text text, const char *suffix);
int zp_text_compare(zp_text a, zp_text b);                   // by bytes, as strcmp
zp_text zp_text_slice(zp_text text, size_t from, size_t to); // both clamped
// A whole day, YYYY-MM-DD, and nothing else. Whether its month has so many days, the data's own
// check has told.
bool zp_text_is_day(zp_text text);
zp_text zp_text_trim(zp_text text); // ASCII white space and U+3000 off both ends

// The code point at *offset, which moves behind it. An ill-formed byte gives U+FFFD and moves by
// one; only text that zp_utf8_check has passed is free of that. Call only while *offset < size.
uint32_t zp_utf8_next(zp_text text, size_t *offset);
// Writes a code point as UTF-8 into out (4 bytes at most) and returns the number of bytes.
size_t zp_utf8_put(uint32_t code_point, char out[4]);
size_t zp_utf8_count(zp_text text); // code points
// False when the text is not well-formed UTF-8 (RFC 3629; surrogates and overlong forms are
// ill-formed); *bad is then the offset of the first bad byte. Rule B1.1.
bool zp_utf8_check(zp_text text, size_t *bad);
// Bytes of the byte order mark before a text, as Notepad writes it: 3 or 0.
size_t zp_utf8_mark(zp_text text);
// Not so controls, line ends, and what changes the direction of writing, so that `x.pdf` reads as
// another name: they stand in no name.
bool zp_name_character_fits(uint32_t code_point);
// Characters of one paragraph, or of one value of the data: three hundred pages. All that is done
// with a paragraph takes linear time, but memory of some hundred bytes a character.
enum { ZP_PARAGRAPH_MAX = 200 * 1000 };
// Edit distance in code points, used for "did you mean"; more than limit gives limit + 1.
size_t zp_text_distance(zp_text a, zp_text b, size_t limit);

// ---------------------------------------------------------------- memory

// Memory that is freed all at once. Nothing here ever returns NULL: when memory runs out, files
// being written are removed, a message is written and the process ends with ZP_CANNOT_WRITE.
typedef struct zp_arena zp_arena;

zp_arena *zp_arena_new(void);
void zp_arena_free(zp_arena *arena);  // NULL is fine
void zp_arena_clear(zp_arena *arena); // all it gave is gone; its largest block is kept for more
void *zp_arena_get(zp_arena *arena, size_t size); // zeroed, aligned for any type
void *zp_arena_array(zp_arena *arena, size_t count, size_t size);
zp_text zp_arena_copy(zp_arena *arena, zp_text text); // the copy is ended by a NUL
const char *zp_arena_string(zp_arena *arena, zp_text text);
zp_text zp_arena_print(zp_arena *arena, const char *format, ...) ZP_PRINTF(2, 3);

#define ZP_NEW(arena, type) ((type *)zp_arena_get((arena), sizeof(type)))
#define ZP_ARRAY(arena, type, count) ((type *)zp_arena_array((arena), (count), sizeof(type)))

// Room for one more element in an array of the arena: grows *items by doubling and returns it.
void *zp_arena_grow(zp_arena *arena, void *items, size_t count, size_t *capacity, size_t size);
#define ZP_PUSH(arena, items, count, capacity)                                                     \
    ((items) = zp_arena_grow((arena), (items), (count), &(capacity), sizeof *(items)),             \
     &(items)[(count)++])

// As malloc and realloc, but they end the process as above instead of returning NULL.
void *zp_allocate(size_t size);
void *zp_reallocate(void *block, size_t size);
// For libraries that report a failed allocation by themselves.
ZP_NORETURN void zp_out_of_memory(void);
// Ends the process in the same way: `path`, which is there, cannot be read just now (too many open
// files, a disk that fails), where going on without it would give something else.
ZP_NORETURN void zp_end_unread(const char *path, int error);
// Who is told of that instead of stderr, before the process ends. It may take no memory.
void zp_hear_unread(void (*hear)(const char *path, const char *why));
// Does so, but where the error is none, or will be the same at the next run: there is no such file,
// or it is not this user's to read.
void zp_expect_lasting(const char *path, int error);

// Bytes that grow. Zero-initialise; free with zp_buffer_free.
typedef struct zp_buffer {
    char *data;
    size_t size;
    size_t capacity;
} zp_buffer;

void zp_buffer_add(zp_buffer *buffer, const void *data, size_t size);
// Where `size` bytes more may be written; the caller then moves buffer->size.
char *zp_buffer_room(zp_buffer *buffer, size_t size);
void zp_buffer_add_text(zp_buffer *buffer, zp_text text);
void zp_buffer_add_string(zp_buffer *buffer, const char *string);
// As it may be shown on a terminal, within a line: bytes that are no UTF-8, and what
// zp_name_character_fits refuses, become U+FFFD. The name of a folder can have them all.
void zp_buffer_add_shown(zp_buffer *buffer, zp_text text);
void zp_buffer_print(zp_buffer *buffer, const char *format, ...) ZP_PRINTF(2, 3);
void zp_buffer_print_list(zp_buffer *buffer, const char *format, va_list arguments);
zp_text zp_buffer_text(const zp_buffer *buffer); // valid until the next change
void zp_buffer_free(zp_buffer *buffer);

// ---------------------------------------------------------------- messages

// Where something stands in a file. line and column count from 1, columns in code points;
// line 0: the file as a whole; file NULL: nowhere (the command line).
typedef struct zp_place {
    const char *file;
    uint32_t line;
    uint32_t column;
} zp_place;

static inline zp_place zp_whole_file(const char *file) {
    zp_place place = {file, 0, 0};
    return place;
}

static inline bool zp_place_equal(zp_place a, zp_place b) {
    return a.line == b.line && a.column == b.column &&
           zp_text_equal(zp_text_of(a.file), zp_text_of(b.file));
}

typedef enum zp_severity { ZP_REMARK, ZP_WARNING, ZP_ERROR } zp_severity;

typedef struct zp_message {
    zp_severity severity;
    zp_place place;
    const char *id; // stable, kebab-case, static storage
    zp_text text;
} zp_message;

// Messages in the order of their making. They own copies of all they show, so that they outlive
// the input they speak of.
typedef struct zp_messages zp_messages;

// What is written for people is told in one of these.
typedef enum zp_language { ZP_CHINESE, ZP_ENGLISH, ZP_LANGUAGE_COUNT } zp_language;

// Messages are written in English, and told as `translate` gives them: gettext, which only cli
// knows. To be set before all else, for the whole process; as it is at first: in English, as they
// are. What it gives takes the same arguments as what it is given.
void zp_translate_by(zp_language language, const char *(*translate)(const char *english));
zp_language zp_told_in(void); // for parts that are there in each language
// A part of a message (an argument of zp_report), as it is to be told.
const char *zp_translated(const char *english) ZP_FORMAT_OF(1);
// Marks English for xgettext where a constant is wanted; zp_translated gives it when it is told.
#define ZP_MARKED(english) (english)
// Why a call of the system failed, by its errno. The C library speaks the user's language only
// where its catalogues are installed, and then not always in UTF-8.
const char *zp_error_words(int error);

zp_messages *zp_messages_new(void);
void zp_messages_free(zp_messages *messages);
// The text says what was found and what is wanted. The format is the English message id for
// gettext: it is translated here. id must be a literal.
void zp_report(zp_messages *messages, zp_severity severity, zp_place place, const char *id,
               const char *format, ...) ZP_PRINTF(5, 6);
// As zp_report, by a function that takes the arguments itself.
void zp_report_list(zp_messages *messages, zp_severity severity, zp_place place, const char *id,
                    const char *format, va_list arguments) ZP_PRINTF(5, 0);
size_t zp_messages_count(const zp_messages *messages, zp_severity at_least);
const zp_message *zp_messages_at(const zp_messages *messages, size_t index); // NULL past the end
// One line a message: `file:line:col: error: text [id]`.
void zp_message_format(const zp_message *message, zp_buffer *out);

// ---------------------------------------------------------------- languages, JSON

// The same words in each language, in which findings and differences are told.
typedef struct zp_words {
    zp_text in[ZP_LANGUAGE_COUNT];
} zp_words;

// A text as JSON: quoted and escaped. File names may be no UTF-8, JSON is: what is ill-formed
// becomes U+FFFD.
void zp_json_text(zp_buffer *out, zp_text text);
void zp_json_member(zp_buffer *out, const char *key, zp_text text); // `"key": "text"`

// The byte order mark, without which Excel and WPS read the file as GBK.
void zp_csv_begin(zp_buffer *out);
// A text as a field of CSV, quoted where it has to be. What a spreadsheet would take for a formula
// gets a ' before it.
void zp_csv_text(zp_buffer *out, zp_text text);

// ---------------------------------------------------------------- decimals

// An exact decimal: coefficient / 10^scale. Money, scores and percentages are never floating
// point. scale is the number of places as written: 5.00 is {500, 2} and differs in text, not in
// value, from 5.
typedef struct zp_decimal {
    int64_t coefficient;
    uint8_t scale; // 0..12
} zp_decimal;

enum { ZP_SCALE_MAX = 12 };

// Reads [+-]digits[.digits] and nothing else: no exponent, no thousands mark, no blanks.
// False when it is not that or does not fit.
bool zp_decimal_read(zp_text text, zp_decimal *out);
// All return false, *out untouched, on overflow (or division by zero).
bool zp_decimal_add(zp_decimal a, zp_decimal b, zp_decimal *out);
bool zp_decimal_subtract(zp_decimal a, zp_decimal b, zp_decimal *out);
bool zp_decimal_multiply(zp_decimal a, zp_decimal b, zp_decimal *out);
// a / b with `places` decimals, rounded half away from zero.
bool zp_decimal_divide(zp_decimal a, zp_decimal b, int places, zp_decimal *out);
bool zp_decimal_round(zp_decimal a, int places, zp_decimal *out); // half away from zero; may add 0s
zp_decimal zp_decimal_trim(zp_decimal a);           // trailing zeros after the point off
int zp_decimal_compare(zp_decimal a, zp_decimal b); // by value: 5.00 equals 5
zp_decimal zp_decimal_of(int64_t whole);
zp_text zp_decimal_text(zp_arena *arena, zp_decimal a); // all `scale` places

// ---------------------------------------------------------------- lengths

// Thousandths of a point (1/72 inch). All geometry is in whole ones, so that it is the same on
// every machine. A4 is 595276 x 841890.
typedef int32_t zp_length;

#define ZP_POINTS(p) ((zp_length)((p)*1000))
// Millimetres in thousandths: ZP_MM(156000) is 156 mm.
#define ZP_MM(thousandths) ((zp_length)(((int64_t)(thousandths)*720 + 127) / 254))
// a * b / c, rounded half up, through 64 bits.
static inline int64_t zp_scale(int64_t a, int64_t b, int64_t c) {
    int64_t product = a * b;
    return product >= 0 ? (product + c / 2) / c : -((-product + c / 2) / c);
}

// ---------------------------------------------------------------- files

// Reads a whole file. More than `limit` bytes, a folder, or an unreadable file is a message and
// ZP_BAD_INPUT. The text is ended by a NUL that size does not count.
zp_status zp_file_read(zp_arena *arena, zp_messages *messages, const char *path, size_t limit,
                       zp_text *out);
bool zp_file_exists(const char *path);             // a regular file or a link to one
bool zp_file_size(const char *path, size_t *size); // false: there is no such file
bool zp_folder_exists(const char *path);
bool zp_path_is_link(const char *path); // a symbolic one
// Makes a folder and those above it.
zp_status zp_folder_make(zp_messages *messages, const char *path);
// Files that appear together: each is written into a temporary one beside its place and fsynced,
// and only when all are there are they renamed. On failure a message and ZP_CANNOT_WRITE, no
// temporary file, and the old files; only where a file system cannot exchange two names, the rename
// that fails may come behind others that did not. The temporary ones are locked while they are
// written: those that a killed process left are removed when the same is written again.
typedef struct zp_new_file {
    const char *path;
    zp_text bytes;
    bool edited; // the user's own: its mode stays, and its owner and group where that may be
} zp_new_file;

zp_status zp_files_write(zp_messages *messages, const zp_new_file *files, size_t count);
zp_status zp_file_write(zp_messages *messages, const char *path, const void *data, size_t size);
// All of it into an open file or pipe. Takes no memory; errno says why not.
bool zp_write_all(int file, const void *data, size_t size);
// Removes the temporary files and folders being written, so that nothing half outlives the process.
// It takes no memory, and may be called by a signal.
void zp_files_abandon(void);
// The signals that end the process (a hang-up, an interrupt, a closed pipe …) call it first.
void zp_end_cleanly(void);
// Waits until no other process has `folder`, and has it: of two that write the same files there at
// the same time, all are of the one or all of the other. To be held while they are written. -1, and
// no waiting, where the folder cannot be opened or the file system has no locks.
int zp_folder_lock(const char *folder);
void zp_folder_unlock(int lock);

// A folder that appears whole: its files are written into a temporary one beside `path`, fsynced,
// and one rename (or exchange, where there is one already) makes it `path`. A process that is
// killed leaves the old folder or the new one. The temporary one is locked while it is written:
// those that a killed process left are removed by the next zp_folder_stage of the same `path`.
typedef struct zp_staged_folder {
    char *path;      // owned, without slashes at its end; NULL as the next
    char *temporary; // owned; NULL when committed or abandoned
    int lock;        // the temporary folder, open; -1: none
    int slot;
    bool replace;
    // To be set before the commit: what replaces nothing need not be on the disk by then, as
    // zp_folder_sync will see to it for many folders at once.
    bool later;
} zp_staged_folder;

// Makes the folders above `path`. Where there is something at `path` and `replace` is not set, a
// message (id `output-exists`) and ZP_CANNOT_WRITE. What may be replaced is the caller's to know.
zp_status zp_folder_stage(zp_messages *messages, const char *path, bool replace,
                          zp_staged_folder *staged);
// A file in it; `name` may have folders in it, which are made: `data/unit.toml`.
zp_status zp_folder_put(zp_messages *messages, zp_staged_folder *staged, const char *name,
                        const void *data, size_t size);
zp_status zp_folder_commit(zp_messages *messages, zp_staged_folder *staged);
// All that was written in the file system of `file` is on the disk then. An error of writing is
// told once, to those that have something open there since before: `file` is to be opened before
// what is written, and used for nothing else. `path` is for the message.
zp_status zp_folder_sync(zp_messages *messages, const char *path, int file);
void zp_folder_abandon(zp_staged_folder *staged); // removes it; after a commit: nothing
// Removes what killed processes left in `folder` of folders they were writing there.
void zp_folder_sweep(zp_arena *arena, const char *folder);
// The names in a folder, sorted by bytes, without `.` and `..`.
zp_status zp_folder_list(zp_arena *arena, zp_messages *messages, const char *path, zp_text **names,
                         size_t *count);
const char *zp_path_join(zp_arena *arena, const char *folder, const char *name);
zp_text zp_path_last(const char *path); // the last part, trailing slashes aside

#ifdef __cplusplus
}
#endif
#endif
