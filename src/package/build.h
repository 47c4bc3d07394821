// How a package is put together; inside src/package only.
#ifndef ZIPING_PACKAGE_BUILD_H
#define ZIPING_PACKAGE_BUILD_H

#include "package/private.h"

#define PACKAGE_DATA "数据"
#define PACKAGE_PREVIOUS "数据（上一版）"
#define PACKAGE_CORRECTION "更正"

typedef struct package_build {
    const zp_workshop *shop;
    zp_arena *arena;
    zp_messages *messages;
    const zp_record *record;
    const zp_form *form; // package_begin finds it
    zp_package *package; // package_begin makes it
    size_t capacity, font_capacity;
    package_item *items; // for the list
    size_t item_count, item_capacity;
    const struct zp_pdf_wish *wish;  // of documents; NULL: not yet made
    const struct zp_pdf_wish *plain; // of other papers
    bool only_laid;                  // files get their pages, and no bytes
} package_build;

zp_status package_begin(package_build *build, unsigned version, zp_package_kind kind);
zp_status package_add_documents(package_build *build, const package_edition *edition);
zp_status package_add_check(package_build *build, const zp_checked *checked);
void package_add_data(package_build *build, const zp_record *record, const char *folder,
                      zp_part part);
zp_status package_finish(package_build *build, const package_edition *edition); // the list, too

// What a document's PDF has beyond PDF/A-2u, made from this record .
const struct zp_pdf_wish *package_document_wish(const package_build *build,
                                                const zp_record *record);

// The parts of the above. *file is good until the next one is added.
zp_package_file *package_add_file(package_build *build, zp_text name, zp_part part, zp_text bytes);
void package_add_item(package_build *build, package_item item);
zp_status package_add_pdf(package_build *build, const zp_pages *pages, zp_text base, zp_part part,
                          zp_package_file **file);
zp_status package_add_docx(package_build *build, const zp_document *tree, zp_text base,
                           zp_part part, zp_package_file **file);
// Lays it out, and adds it as PDF and DOCX.
zp_status package_add_paper(package_build *build, zp_document *tree, zp_text base, zp_part part,
                            size_t *page_count);

// ---------------------------------------------------------------- inputs.c

// The files of the form, those that all forms share with them.
zp_status package_find_sources(const zp_workshop *shop, zp_messages *messages, const zp_form *form,
                               zp_package *package);
// Of a package whose other members are known, made from `record` and, if it corrects another, from
// that one's.
zp_text package_inputs(const zp_workshop *shop, zp_arena *arena, const zp_package *package,
                       const zp_record *record);

// ---------------------------------------------------------------- make.c to previous.c

// What the checker says: told in `language` (ZP_LANGUAGE_COUNT: not at all). ZP_FINDINGS where an
// error is not answered for.
zp_status package_check(package_build *build, zp_language language, zp_checked *checked);
// All documents of the record, each marked as it is in `before` (NULL: none is).
zp_status package_edition_make(package_build *build, const zp_record *record, const zp_form *form,
                               const zp_package *before, package_edition *made);
// The version in which `package` says the document last changed.
unsigned package_revised(const zp_package *package, zp_text document);
// That the record is of the unit and year of `old`, so that it may correct it.
zp_status package_check_corrects(zp_messages *messages, const zp_package *old,
                                 const zp_record *record);
// zp_package_make and zp_package_revise; `language` as in package_check. `old` needs no bytes.
// `build` has the workshop, arena, messages and record; the rest is theirs.
zp_status package_make(package_build *build, zp_language language, zp_package_kind kind);
zp_status package_make_revision(package_build *build, zp_language language, const zp_package *old,
                                const zp_record *old_record, zp_text reason);
// What a package that corrects another holds of that one: its manifest, which is the one that is
// corrected, and its data, which are those that the manifest names.
zp_status package_read_previous(package_build *build, const zp_package *package, zp_package *old,
                                zp_record *old_record);
// NULL: the package has no file of this name.
const zp_package_file *package_find_file(const zp_package *package, zp_text name);
// Where a file of a package that was read stands.
zp_place package_place(zp_arena *arena, const zp_package *package, zp_text name);
zp_package_kind package_kind(const zp_package *package);
// Either of the two, from the data inside a package that was read.
zp_status package_make_again(package_build *build, const zp_package *package);

#endif
