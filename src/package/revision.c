// The package that corrects another.
#include "package/build.h"

#include "archive/archive.h"
#include "docx/docx.h"
#include "pdf/pdf.h"

// One document before and after.
typedef struct pair {
    const package_document *old, *new; // NULL: not in that version
    zp_document *changes;              // both in one tree; NULL: nothing changed, or one is NULL
    bool reproduced;
} pair;

typedef struct revision {
    package_build *b;
    const zp_package *before;
    package_edition old, new;
    pair *pairs; // of the documents that change, in the order of the new edition
    size_t count, capacity;
    zp_differences differences;
    package_reasons reasons;
    package_replacement replacement;
} revision;

// ---------------------------------------------------------------- which documents change

static zp_text file_hash(const zp_package *p, zp_text document, const char *ending) {
    for (size_t i = 0; i < p->count; i++) {
        const zp_package_file *file = &p->files[i];
        if (file->part == ZP_PART_DOCUMENT && zp_text_equal(file->document, document) &&
            zp_text_ends(file->name, ending)) {
            return file->sha256;
        }
    }
    return (zp_text){0};
}

// What was handed in was made by an older tool or form, perhaps: then its pages are not those that
// are made from its data now, and none of them may be taken for the same.
static zp_status find_reproduced(revision *r, pair *one) {
    zp_buffer pdf = {0};
    zp_status status = ZP_OK;
    const zp_pdf_wish *wish = package_document_wish(r->b, r->old.record);
    if (one->old != NULL) {
        status = zp_pdf_write(one->old->pages, wish, r->b->messages, &pdf);
        zp_text hash = zp_sha256(r->b->arena, zp_buffer_text(&pdf));
        one->reproduced = zp_text_equal(hash, file_hash(r->before, one->old->id, ".pdf"));
    }
    zp_buffer_free(&pdf);
    return status;
}

static zp_status add_pair(revision *r, pair one) {
    zp_status status = find_reproduced(r, &one);
    *ZP_PUSH(r->b->arena, r->pairs, r->count, r->capacity) = one;
    return status;
}

// Builds a document as it was marked before; where it then differs, again with the new mark.
static zp_status add_document(revision *r, zp_text id) {
    package_build *b = r->b;
    zp_fonts *fonts = b->shop->fonts;
    const package_document *old = package_find(&r->old, id);
    zp_edition edition = {.revised = old != NULL ? old->revised : b->package->version};
    size_t index;
    bool changed;
    zp_status status = package_edition_add(&r->new, b->messages, fonts, id, edition, &index);
    if (status != ZP_OK || index == SIZE_MAX || old == NULL) {
        return status;
    }
    const package_document *made = &r->new.documents[index];
    zp_document_diff(b->arena, old->tree, made->tree, &changed);
    if (!changed && package_pages_same(old->pages, made->pages)) {
        return ZP_OK;
    }
    r->new.count--;
    edition.revised = b->package->version;
    return package_edition_add(&r->new, b->messages, fonts, id, edition, &index);
}

static void track(revision *r, pair *one) {
    bool changed;
    zp_text date =
        zp_value_text(zp_value_find(r->b->record->root, ZP_TEXT("signature.date"), NULL));
    one->changes = zp_document_diff(r->b->arena, one->old->tree, one->new->tree, &changed);
    one->changes->changed_by = r->b->package->unit;
    one->changes->changed_on = date.size == strlen("2024-05-28") ? date : (zp_text){0};
}

static zp_status make_editions(revision *r, const zp_form *old_form, const zp_record *old_record) {
    package_build *b = r->b;
    zp_status status = package_edition_make(b, old_record, old_form, r->before, &r->old);
    r->new = (package_edition){.arena = b->arena, .form = b->form, .record = b->record};
    for (size_t i = 0; i < zp_form_document_count(b->form) && status == ZP_OK; i++) {
        status = add_document(r, zp_form_document_id(b->form, i));
    }
    for (size_t i = 0; i < r->new.count &&status == ZP_OK; i++) { // they stay where they are now
        pair one = {.new = &r->new.documents[i]};
        one.old = package_find(&r->old, one.new->id);
        if (one.new->revised != b->package->version) {
            continue;
        }
        if (one.old != NULL) {
            track(r, &one);
        }
        status = add_pair(r, one);
    }
    for (size_t i = 0; i < r->old.count && status == ZP_OK; i++) {
        pair one = {.old = &r->old.documents[i]};
        if (package_find(&r->new, one.old->id) == NULL) {
            status = add_pair(r, one);
        }
    }
    return status;
}

// ---------------------------------------------------------------- what else is in it

static zp_text in_folder(revision *r, const char *name) {
    return zp_arena_print(r->b->arena, PACKAGE_CORRECTION "/%s", name);
}

static zp_status add_note(revision *r) {
    package_build *b = r->b;
    zp_document *tree;
    size_t pages = 0;
    zp_status status = package_note(&r->new, b->messages, b->package, &r->differences, &r->reasons,
                                    &r->replacement, &tree);
    if (status == ZP_OK) {
        status = package_add_paper(b, tree, in_folder(r, "更正说明"), ZP_PART_NOTE, &pages);
    }
    if (status == ZP_OK) {
        package_add_item(b, (package_item){.title = tree->title,
                                           .formats = ZP_TEXT("PDF、DOCX"),
                                           .pages = pages,
                                           .copies = 1,
                                           .signs = ZP_TEXT("填表人、单位负责人签字，加盖公章")});
    }
    return status;
}

static zp_status add_tracked(revision *r, const pair *one) {
    package_build *b = r->b;
    zp_package_file *file;
    zp_text base =
        zp_arena_print(b->arena, PACKAGE_CORRECTION "/%.*s（修订标记）", ZP_ARG(one->new->base));
    zp_status status = package_add_docx(b, one->changes, base, ZP_PART_CHANGES, &file);
    if (status == ZP_OK) {
        file->document = one->new->id;
        file->title = one->new->title;
        file->mark = one->new->mark;
        file->revised = one->new->revised;
    }
    return status;
}

static zp_status add_pages(revision *r, const zp_pages *pages, const char *name) {
    zp_package_file *file;
    return pages == NULL
               ? ZP_OK
               : package_add_pdf(r->b, pages, in_folder(r, name), ZP_PART_REPLACEMENT, &file);
}

static zp_status add_corrections(revision *r) {
    size_t tracked = 0;
    zp_status status = add_note(r);
    for (size_t i = 0; i < r->count && status == ZP_OK; i++) {
        if (r->pairs[i].changes != NULL) {
            status = add_tracked(r, &r->pairs[i]);
            tracked++;
        }
    }
    if (status == ZP_OK) {
        status = add_pages(r, r->replacement.single, "换页（单面打印）");
    }
    if (status == ZP_OK) {
        status = add_pages(r, r->replacement.both, "换页（双面打印）");
    }
    if (tracked > 0) {
        package_add_item(
            r->b, (package_item){.title = ZP_TEXT("带修订标记的文书"), .formats = ZP_TEXT("DOCX")});
    }
    if (r->replacement.single != NULL || r->replacement.both != NULL) {
        // It takes the place of pages of the set, and is counted with them.
        package_add_item(r->b, (package_item){.title = ZP_TEXT("换页（见更正说明）"),
                                              .formats = ZP_TEXT("PDF")});
    }
    return status;
}

static zp_status compare(revision *r, zp_text reason) {
    package_build *b = r->b;
    zp_version old = {r->old.form, r->old.record}, new = {r->new.form, r->new.record};
    package_pair *pairs = ZP_ARRAY(b->arena, package_pair, r->count);
    for (size_t i = 0; i < r->count; i++) {
        pairs[i] = (package_pair){r->pairs[i].old, r->pairs[i].new, r->pairs[i].reproduced};
    }
    zp_status status = zp_compare(b->arena, b->messages, old, new, &r->differences);
    if (status == ZP_OK && r->differences.count == 0 && r->count == 0) {
        zp_report(b->messages, ZP_ERROR, zp_whole_file(b->record->file), "revise-nothing",
                  "nothing changed since version %u (%s); there is nothing to correct",
                  r->before->version, r->before->file);
        return ZP_BAD_INPUT;
    }
    if (status == ZP_OK) {
        status = package_find_reasons(b->arena, b->messages, &r->differences, reason, &r->reasons);
    }
    if (status == ZP_OK) {
        package_replace(b->arena, pairs, r->count, &r->replacement);
    }
    return status;
}

// What is not corrected stays as it was handed in. Made by another tool or form, its file may have
// other bytes, and perhaps other pages, than the one that lies on somebody's table. With the data
// in it, it has other bytes in any case.
static void tell_made_otherwise(const revision *r) {
    const zp_package *p = r->b->package;
    for (size_t i = 0; i < p->count; i++) {
        const zp_package_file *file = &p->files[i];
        if (file->part != ZP_PART_DOCUMENT || file->revised == p->version || p->embeds ||
            !zp_text_ends(file->name, ".pdf") ||
            zp_text_equal(file->sha256, file_hash(r->before, file->document, ".pdf"))) {
            continue;
        }
        zp_report(r->b->messages, ZP_WARNING, zp_whole_file(r->before->file), "revise-otherwise",
                  "“%.*s” is not corrected, but made again it is not the file of version %u to the "
                  "byte: another ziping or form made that one, or its properties name the unit "
                  "otherwise. Nothing printed in it changed, and the paper that was handed in "
                  "stays; compare the pages where that matters",
                  ZP_ARG(file->name), r->before->version);
    }
}

static zp_status add_all(revision *r, const zp_checked *checked, const zp_record *old_record) {
    package_build *b = r->b;
    zp_status status = package_add_documents(b, &r->new);
    if (status == ZP_OK) {
        if (!b->only_laid) {
            tell_made_otherwise(r);
        }
        status = package_add_check(b, checked);
    }
    if (status == ZP_OK) {
        status = add_corrections(r);
    }
    if (status == ZP_OK) {
        package_add_data(b, b->record, PACKAGE_DATA, ZP_PART_DATA);
        package_add_data(b, old_record, PACKAGE_PREVIOUS, ZP_PART_PREVIOUS);
        package_add_file(b, ZP_TEXT(PACKAGE_PREVIOUS "/" PACKAGE_MANIFEST), ZP_PART_PREVIOUS,
                         r->before->manifest);
        status = package_finish(b, &r->new);
    }
    return status;
}

zp_status package_make_revision(package_build *b, zp_language language, const zp_package *old,
                                const zp_record *old_record, zp_text reason) {
    revision r = {.b = b, .before = old};
    const zp_form *old_form;
    zp_checked checked;
    zp_status status = package_begin(b, old->version + 1, package_kind(old));
    if (status == ZP_OK) {
        b->package->supersedes = old->version;
        b->package->supersedes_sha256 = old->sha256;
        b->package->reason = reason;
        b->package->inputs = package_inputs(b->shop, b->arena, b->package, b->record);
        status = zp_forms_find(b->shop->forms, b->messages, old_record, &old_form);
    }
    if (status == ZP_OK) {
        status = package_check(b, language, &checked);
    }
    if (status == ZP_OK) {
        status = make_editions(&r, old_form, old_record);
    }
    if (status == ZP_OK) {
        status = compare(&r, reason);
    }
    return status == ZP_OK ? add_all(&r, &checked, old_record) : status;
}
