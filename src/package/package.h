// The package: all that a unit hands in for a year, in PDF and DOCX, with the data it
// was made from, so that it can be proved, compared and corrected. A package is a folder and the
// same as a zip; manifest.json (templates/manifest.schema.json) says what is in it.
#ifndef ZIPING_PACKAGE_H
#define ZIPING_PACKAGE_H

#include "check/check.h"
#include "compare/compare.h"
#include "form/form.h"
#include "record/record.h"
#include "text/text.h"

// What is worked out once for all packages of a process: the hashes of forms and fonts.
typedef struct zp_package_kept zp_package_kept;
zp_package_kept *zp_package_kept_new(void);
void zp_package_kept_free(zp_package_kept *kept); // NULL is fine

// What packages are made with. Nothing of it is owned.
typedef struct zp_workshop {
    const char *templates; // the folder
    const zp_schema *schema;
    zp_forms *forms;
    zp_fonts *fonts;
    const char *tool; // the tool's version: 0.1.0
    zp_package_kept *kept;
} zp_workshop;

// Opens every font that may serve, as the first package would: what is wrong with one is told to
// the messages that the fonts were opened with. Before processes are forked that make packages: in
// these nobody hears it, and each would open them again.
void zp_package_open_fonts(const zp_workshop *workshop);

// What is asked of a package.
typedef struct zp_package_kind {
    bool published; // for publication: no private values, no check report, no data
    bool press;     // its PDFs are PDF/X-4 as well (--pdfx)
    bool embeds;    // the documents' PDFs hold the data they were made from (--embed-data); of one
                    // for publication none does
} zp_package_kind;

typedef enum zp_part {
    ZP_PART_LIST,        // 报送清单
    ZP_PART_DOCUMENT,    // a document of the form
    ZP_PART_CHECK,       // the check report
    ZP_PART_NOTE,        // 更正说明
    ZP_PART_CHANGES,     // a document with its changes tracked, DOCX
    ZP_PART_REPLACEMENT, // the pages to be put in, PDF
    ZP_PART_DATA,        // what it was made from
    ZP_PART_PREVIOUS,    // what the version before was made from
    ZP_PART_COUNT
} zp_part;

typedef struct zp_package_file {
    zp_text name; // with folders, in the package: 附件1 ….pdf, 数据/unit.toml
    zp_part part;
    zp_text document; // the id of a DOCUMENT, CHANGES or its like; else empty
    zp_text title;    // without mark and line breaks
    zp_text mark;     // 附件1; or empty
    size_t pages;     // of a PDF; else 0
    size_t copies;    // to print; 0: not printed
    unsigned revised; // the version in which the document last changed; 0: never
    size_t size;
    zp_text sha256;
    zp_text bytes; // data NULL: not there
    // Of a PDF that was signed since: all of it, of which `bytes` is the beginning; and who signed,
    // by fields: `preparer 张三；seal 某街道办事处`. Else empty.
    zp_text whole, signers;
    const struct zp_pages *laid; // of a PDF that was made or laid out here; else NULL
} zp_package_file;

typedef struct zp_package_font {
    zp_text name;        // PostScript name
    zp_text fingerprint; // SHA-256 of the font's table directory, which holds each table's checksum
} zp_package_font;

typedef struct zp_package_source {
    zp_text name; // yueyanglou-2023.toml
    zp_text sha256;
} zp_package_source;

typedef struct zp_package {
    const char *file;     // where it was read from; NULL: made
    zp_text name;         // of its folder and, with .zip, of the zip
    zp_text unit, folder; // the unit's name, and its folder's
    zp_text year, form, form_title;
    zp_text data_format, tool;
    zp_text inputs;   // SHA-256 of all that its bytes come from: data, form, fonts and tool
    unsigned version; // from 1
    bool published, press, embeds; // zp_package_kind
    unsigned supersedes;           // a version; 0: none
    zp_text supersedes_sha256;     // of the whole
    zp_text reason;                // --reason
    zp_package_source *sources;    // of the form
    size_t source_count;
    zp_package_font *fonts;
    size_t font_count;
    size_t errors, warnings, remarks, waived; // findings
    zp_package_file *files;                   // in the order of the package, without manifest.json
    size_t count;
    zp_text manifest; // the bytes of manifest.json
    zp_text zip;      // those it was read from, where that was a zip; else empty
    zp_text sha256;   // of the whole: of manifest.json before its last member, which says it
} zp_package;

// What its version is called: 第1版; 第2版（更正版，更正第1版）
zp_text zp_package_version_name(zp_arena *arena, const zp_package *package);
// A document by its mark, where it has one, and title: 附件1 2023年度…基础数据表
zp_text zp_package_titled(zp_arena *arena, zp_text mark, zp_text title);

// What the PDF of a unit's document is to have, `embeds` the data with it. The arena's.
const struct zp_pdf_wish *zp_package_wish(zp_arena *arena, const zp_record *record,
                                          const char *tool, bool press, bool embeds);

// Makes a unit's package, version 1, in memory; all of it is the arena's. Errors among the findings
// that nobody answers for keep it back: ZP_FINDINGS. In one for publication, what looks like a
// telephone number is an error.
zp_status zp_package_make(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                          zp_language language, const zp_record *record, zp_package_kind kind,
                          zp_package **package);

// Writes DIR/<unit's folder>/ with the folder and the zip in it, at once or not at all. `suffix` is
// put behind the unit's folder: `-v2`. What is there that is no package, and a package in which
// somebody signed a PDF, stays however it is written. *written: its path.
typedef enum zp_writing {
    ZP_WRITE_NEW,   // what is there already stays
    ZP_WRITE_FORCE, // a package is replaced
    ZP_WRITE_MANY,  // likewise; of a new one the caller says zp_folder_sync, once for many
} zp_writing;
zp_status zp_package_write(const zp_package *package, zp_arena *arena, zp_messages *messages,
                           const char *folder, zp_writing how, const char **written);

// Whether the folder itself is a package: it has a manifest.
bool zp_package_is_folder(zp_arena *arena, const char *path);
// Whether there is a package at the path, rather than a unit: a folder with a manifest, the folder
// around one, or a file that is not a unit's data.
bool zp_package_is_at(zp_arena *arena, const char *path);
// Whether DIR/UNIT holds this package, which was read from the folder in it, and nothing else: its
// zip too has the bytes that would be written.
bool zp_package_is_written(const zp_package *package, zp_arena *arena, const char *path);

// Reads a package, a folder or a zip, or the folder zp_package_write made around the two. Anything
// but its manifest's files, at their sizes and hashes, is a located message; so is a manifest of a
// newer format. A PDF that begins with its own bytes, and to which nothing but signatures in its
// own fields was added, is whole.
zp_status zp_package_read(zp_arena *arena, zp_messages *messages, const char *templates,
                          const char *path, zp_package **package);
// Whether the zip it was read from is what zp_package_write makes of it, to the byte, and not
// packed again by another program, which does the files no harm. True of a folder.
bool zp_package_zip_is_own(const zp_package *package, zp_arena *arena);
// The unit's data in a package; `previous`: those of the version before.
zp_status zp_package_record(const zp_package *package, zp_arena *arena, zp_messages *messages,
                            const zp_schema *schema, bool previous, zp_record *record);

typedef enum zp_proof {
    ZP_PROVED,
    ZP_DIFFERENT,
    ZP_NOT_PROVABLE,     // published: it holds no data
    ZP_PROVED_OTHERWISE, // by another tool, form or font than its manifest names
} zp_proof;

// Makes a package again from the data inside. PROVED: every byte is the same; PROVED_OTHERWISE:
// that of every file but the manifest, which names another tool, form or font (remarks say what)
// and is the same otherwise; DIFFERENT: messages say which files differ, and what else does.
zp_status zp_package_prove(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                           const zp_package *package, zp_proof *proof);
// What a unit's package would be, were it made now: everything but findings, fonts and files; of
// `inputs` it shows whether one that is there need be made again. Nothing is built.
zp_status zp_package_plan(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                          const zp_record *record, zp_package_kind kind, zp_package *plan);

// Sets the pages of a package again from the data inside, for printing: `made` has its files with
// `laid` and without bytes. An error (id `print-inputs`) where they would be others than those of
// the package: another tool, form or font.
zp_status zp_package_lay_out(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                             const zp_package *package, zp_package **made);
// The pages of `new`, by whole sheets, that differ from those of `old`, document by document;
// both are laid out as above. NULL: none does.
zp_status zp_package_changed_sheets(const zp_workshop *workshop, zp_arena *arena,
                                    zp_messages *messages, const zp_package *old,
                                    const zp_package *package, const struct zp_pages **sheets);

// Whether `newer` says that it supersedes `older`, and by its true hash; if not, a message.
bool zp_package_follows(const zp_package *newer, const zp_package *older, zp_messages *messages);

// Makes the package that corrects `old`, its version raised by one: with tracked changes, 更正说明
// and the pages to be replaced. Another unit or year, a published version, and no change at all are
// errors.
zp_status zp_package_revise(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                            zp_language language, const zp_package *old, const zp_record *record,
                            zp_text reason, zp_package **package);

#endif
