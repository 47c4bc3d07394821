// What the files of package/ share. From the ground up:
//   name.c         names of files, from titles
//   edition.c      one version of a unit's year, laid out
//   list.c         报送清单
//   reason.c       why something was changed: [[revision]]
//   sheets.c       pages and sheets by the names that a clerk finds them by
//   remark.c       what is to be known of replaced pages: what moves, what is signed again
//   replacement.c  the pages to be put in, and which sheets to pull
//   note.c         更正说明
//   publish.c      what a version for publication must not have
//   build.c        all files of a package
//   inputs.c       all that they come from, as one hash
//   manifest.c, manifest_read.c   manifest.json
//   signed.c       PDFs that were signed since
//   write.c, read.c               folder and zip; replaced.c: what may be written over
//   make.c, revision.c            the first version, and the one that corrects another
//   previous.c, again.c           either of them from a package that was read
//   prove.c, revise.c             what is done with packages
// What a package has is in build.c and make.c, of a corrected one in revision.c; each part is named
// in package.h and templates/manifest.schema.json. What is read in 报送清单 and 更正说明 is in
// list.c, note.c, replacement.c and their templates.
#ifndef ZIPING_PACKAGE_PRIVATE_H
#define ZIPING_PACKAGE_PRIVATE_H

#include "layout/layout.h"
#include "package/package.h"

// ---------------------------------------------------------------- edition.c

typedef struct package_document {
    zp_text id;
    zp_text title; // without line breaks
    zp_text mark;  // 附件1; or empty
    zp_text base;  // its files' names without ending: `附件1 2023年度…基础数据表`
    zp_text signs; // who signs and seals: profile, `signs`
    size_t copies;
    unsigned revised;  // the version in which it last changed; 0: never
    zp_document *tree; // laid out: its tables' densities are chosen
    zp_pages *pages;
} package_document;

typedef struct package_edition {
    zp_arena *arena;
    const zp_form *form;
    const zp_record *record;
    package_document *documents; // in the order of the form; those that are handed in
    size_t count, capacity;
} package_edition;

// Builds a document, lays it out and puts it behind the others. *index is SIZE_MAX where the form
// hands none in for this unit.
zp_status package_edition_add(package_edition *edition, zp_messages *messages, zp_fonts *fonts,
                              zp_text id, zp_edition of, size_t *index);

// Whether the pages look the same, one by one (zp_page_same).
bool package_pages_same(const zp_pages *a, const zp_pages *b);

// NULL: the edition has no document with this id.
const package_document *package_find(const package_edition *edition, zp_text id);

// ---------------------------------------------------------------- name.c

// A title as the name of a file: without line breaks, with full-width marks for what file systems
// refuse, and cut at a character's end so that `room` bytes are left of the 255 there are.
zp_text package_file_name(zp_arena *arena, zp_text title, size_t room);
// Whether a name, with its folders, can stand in a package, which is unpacked on Windows too.
bool package_name_fits(zp_text name);

// ---------------------------------------------------------------- manifest.c, manifest_read.c

#define PACKAGE_MANIFEST "manifest.json"
#define PACKAGE_FORMAT "ziping-package"
#define PACKAGE_MANIFEST_END "  \"sha256\": \"%.*s\"\n}\n"
enum { PACKAGE_FORMAT_VERSION = 1, PACKAGE_MANIFEST_LIMIT = 16 * 1024 * 1024 };

const char *package_part_name(zp_part part);
bool package_part_read(zp_text name, zp_part *part);
// Writes the manifest of the package's other members, and the hash of the whole.
void package_manifest_write(zp_package *package, zp_arena *arena);
// Everything but the files' bytes. `text` is kept.
zp_status package_manifest_read(zp_arena *arena, zp_messages *messages, const char *templates,
                                const char *file, zp_text text, zp_package *package);

// ---------------------------------------------------------------- publish.c, write.c

// Located errors for every telephone number, and every private value of the data, in the documents.
zp_status package_find_private(const package_edition *edition, zp_messages *messages,
                               const zp_schema *schema);
// What is at `path`, DIR/UNIT, is of this unit's packages alone, and nobody signed it: else
// `output-other` or `output-signed`, and ZP_CANNOT_WRITE.
zp_status package_check_replaced(const zp_package *package, zp_arena *arena, zp_messages *messages,
                                 const char *path);
// What Finder and Explorer put into folders and zips. The name is ended by a NUL.
bool package_is_of_system(zp_text name);
zp_status package_zip(const zp_package *package, zp_arena *arena, zp_messages *messages,
                      const char *file, zp_buffer *out);

// ---------------------------------------------------------------- signed.c

// Of a file that has more bytes than the manifest says, at `place`: ZP_OK where the first of them
// are its own, and the others sign it and do nothing else. `bytes`, `whole` and `signers` are set
// then; else it was changed, and a message says so.
zp_status package_check_signed(zp_arena *arena, zp_messages *messages, zp_place place,
                               zp_package_file *file);

// ---------------------------------------------------------------- replacement.c

// One document before and after.
typedef struct package_pair {
    const package_document *old, *new; // NULL: not in that version
    bool reproduced;                   // the old pages are those that were handed in, to the byte
} package_pair;

// One line of the list of sheets: what to pull and what to put in, for each way of printing.
// Pages and sheets are counted from 1 in each document, as they lie there; where that is not the
// number printed on them, it is said too: 第5页（页码3）.
typedef struct package_sheets {
    zp_text title;               // 附件2 …自评表
    zp_text pull, put;           // printed on one side: 第2页; or 无
    zp_text pull_both, put_both; // on both sides: 第1张（第1—2页）
    zp_text remark; // sentences with ； between: 换入的第2页有签字栏，须重新签字盖章
} package_sheets;

typedef struct package_replacement {
    package_sheets *lines; // of the documents that change
    size_t count;
    // What is put in, in the order of the documents; NULL: nothing is, which may be so for one of
    // the two alone. For one side only the pages that differ; for both sides whole sheets, a blank
    // page behind an odd last one, so that every document begins on a sheet of its own, and every
    // copy does.
    zp_pages *single, *both;
} package_replacement;

// Unit, date and language of the PDFs' metadata are those of the first new document.
void package_replace(zp_arena *arena, const package_pair *pairs, size_t count,
                     package_replacement *replacement);

// ---------------------------------------------------------------- list.c, note.c, reason.c

// A material in the list.
typedef struct package_item {
    zp_text mark, title;
    zp_text formats; // PDF、DOCX
    size_t pages, copies;
    zp_text signs;
} package_item;

// 报送清单 (published: 公开材料清单, without copies and signatures), by templates/package-list.xml.
zp_status package_list(const package_edition *edition, zp_messages *messages,
                       const zp_package *package, const package_item *items, size_t count,
                       zp_document **document);

// What one change's reason is: of the [[revision]] that covers it, else `otherwise`. Tells, as
// warnings, entries that cover no change and changes without a reason.
typedef struct package_reasons {
    zp_text *of; // one a difference; empty: none
} package_reasons;
zp_status package_find_reasons(zp_arena *arena, zp_messages *messages,
                               const zp_differences *differences, zp_text otherwise,
                               package_reasons *reasons);

// 更正说明: old, new, place and reason of each change, and the list of sheets, by
// templates/revision-note.xml. [[waiver]]s that changed are in no document, and left out.
zp_status package_note(const package_edition *edition, zp_messages *messages,
                       const zp_package *package, const zp_differences *differences,
                       const package_reasons *reasons, const package_replacement *replacement,
                       zp_document **document);

#endif
