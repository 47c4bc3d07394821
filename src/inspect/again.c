// A PDF that holds the data it was made from, made once more.
#include "inspect/private.h"

#include "layout/layout.h"
#include "pdf/pdf.h"

#include <stdlib.h>

typedef struct again {
    const zp_workshop *shop;
    zp_arena *arena;
    zp_messages *messages;
    const char *file;
    zp_text bytes;
    const zp_pdf_facts *facts;
    zp_buffer made;
} again;

static zp_place whole(const again *a) {
    return zp_whole_file(a->file);
}

// ---------------------------------------------------------------- made

static bool is_data(zp_text name) {
    return zp_text_is(name, "unit.toml") || zp_text_is(name, "unit.json");
}

// The unit's files. False: its data are not among them.
static bool find_sources(const again *a, zp_source **sources, size_t *count) {
    bool data = false;
    *count = 0;
    *sources = ZP_ARRAY(a->arena, zp_source, a->facts->enclosed_count + 1);
    for (size_t i = 0; i < a->facts->enclosed_count; i++) {
        const zp_pdf_enclosed *each = &a->facts->enclosed[i];
        (*sources)[(*count)++] = (zp_source){each->name, each->bytes};
        data = data || is_data(each->name);
    }
    return data;
}

static zp_status find_document(again *a, const zp_form *form) {
    zp_text id = a->facts->claims.document;
    for (size_t i = 0; i < zp_form_document_count(form); i++) {
        if (zp_text_equal(zp_form_document_id(form, i), id)) {
            return ZP_OK;
        }
    }
    zp_report(a->messages, ZP_ERROR, whole(a), "verify-document",
              "says that it is the document “%.*s”, which the form of its data does not have",
              ZP_ARG(id));
    return ZP_BAD_INPUT;
}

static zp_status write_pdf(again *a, zp_messages *said, const zp_form *form,
                           const zp_record *record) {
    const zp_pdf_claims *claims = &a->facts->claims;
    zp_document *document = NULL;
    zp_pages *pages;
    zp_status status = zp_form_build(form, a->arena, said, record, claims->document, &document);
    if (status == ZP_OK && document != NULL) {
        status = zp_layout(a->arena, said, a->shop->fonts, document, &pages);
    }
    if (status == ZP_OK && document != NULL) {
        // With the version that the file names: were that all that differs, it would be the same.
        const zp_pdf_wish *wish =
            zp_package_wish(a->arena, record, zp_arena_string(a->arena, claims->tool), false, true);
        status = zp_pdf_write(pages, wish, said, &a->made);
    }
    return status;
}

// Of what is said while it is made only errors are told: the rest was told when it was made first.
static zp_status make(again *a, const zp_source *sources, size_t count) {
    zp_record *record = ZP_NEW(a->arena, zp_record);
    const zp_form *form;
    zp_messages *said = zp_messages_new();
    const zp_message *each;
    zp_status status = zp_record_load_sources(a->arena, said, a->shop->schema, a->file,
                                              zp_path_last(a->file), sources, count, record);
    if (status == ZP_OK) {
        zp_text version = a->facts->claims.version;
        unsigned long number = version.size > 0 ? strtoul(version.data, NULL, 10) : 0;
        record->edition.revised = number <= UINT32_MAX ? (unsigned)number : 0;
        status = zp_forms_find(a->shop->forms, said, record, &form);
    }
    for (size_t i = 0; (each = zp_messages_at(said, i)) != NULL && status != ZP_OK; i++) {
        if (each->severity == ZP_ERROR) {
            zp_report(a->messages, ZP_ERROR, each->place, each->id, "%.*s", ZP_ARG(each->text));
        }
    }
    if (status == ZP_OK) {
        status = find_document(a, form);
    }
    if (status == ZP_OK) {
        status = write_pdf(a, a->messages, form, record);
    }
    zp_messages_free(said);
    return status;
}

// ---------------------------------------------------------------- compared

static void tell_pages(const again *a, const zp_pdf_differences *d) {
    enum { TOLD_MAX = 20 };
    if (d->old_pages != d->new_pages) {
        zp_report(a->messages, ZP_ERROR, whole(a), "verify-pages",
                  "has %zu pages; made again it has %zu", d->old_pages, d->new_pages);
    }
    if (d->count > 0) {
        zp_buffer pages = {0};
        for (size_t i = 0; i < d->count && i < TOLD_MAX; i++) {
            zp_buffer_print(&pages, "%s%zu", i > 0 ? zp_translated(", ") : "", d->pages[i]);
        }
        zp_buffer_add_string(&pages, d->count > TOLD_MAX ? " …" : "");
        zp_report(a->messages, ZP_ERROR, whole(a), "verify-different",
                  d->count == 1
                      ? ZP_MARKED("page %.*s: what stands there is not what the data inside give")
                      : ZP_MARKED("pages %.*s: what stands there is not what the data inside give"),
                  ZP_ARG(zp_buffer_text(&pages)));
        zp_buffer_free(&pages);
    }
}

static zp_status tell_differences(const again *a) {
    zp_pdf_differences d;
    zp_status status =
        zp_reader_compare(a->arena, a->messages, a->file, a->bytes, zp_buffer_text(&a->made), &d);
    if (status != ZP_OK) {
        return status;
    }
    tell_pages(a, &d);
    bool pages = d.count > 0 || d.old_pages != d.new_pages;
    const char *what =
        d.fonts      ? ZP_MARKED("its pages are the same, and the fonts in it are other ones")
        : d.enclosed ? ZP_MARKED("its pages are the same, and the files in it are other ones")
        : d.claims   ? ZP_MARKED("its pages are the same, and its metadata other ones")
                     : ZP_MARKED("its pages, fonts and metadata are the same, and its bytes other "
                                   "ones: another program wrote it, or added to it");
    if (!pages) {
        zp_report(a->messages, ZP_ERROR, whole(a), "verify-different", "%s", zp_translated(what));
    }
    return ZP_OK;
}

// False: it does not hold, or what came later is more than other signatures.
static bool check_signature(const again *a, const zp_pdf_signature *s) {
    const char *what =
        s->signing == ZP_SIGNING_BROKEN
            ? ZP_MARKED("the signature in the field “%.*s” does not hold: %.*s")
        : s->later == ZP_LATER_CHANGES
            ? ZP_MARKED("the signature in the field “%.*s” is followed by changes: %.*s")
        : s->signing == ZP_SIGNING_UNCHECKED
            ? ZP_MARKED("the signature in the field “%.*s” was not checked: %.*s")
            : NULL;
    bool good = s->signing != ZP_SIGNING_BROKEN && s->later != ZP_LATER_CHANGES;
    const zp_words *why = s->wrong.in[ZP_ENGLISH].size > 0 ? &s->wrong : &s->change;
    if (what != NULL) {
        zp_report(a->messages, good ? ZP_WARNING : ZP_ERROR, whole(a), "verify-signature", what,
                  ZP_ARG(s->field), ZP_ARG(why->in[zp_told_in()]));
    }
    return good;
}

// Behind the bytes that are made there may be signatures.
static zp_status compare_signed(again *a, zp_again *outcome) {
    zp_words change;
    bool any = false, good = true;
    zp_status status =
        zp_reader_added(a->arena, a->messages, a->file, a->bytes, a->made.size, &change);
    for (size_t i = 0; i < a->facts->signature_count; i++) {
        const zp_pdf_signature *each = &a->facts->signatures[i];
        any = any || each->signing != ZP_SIGNING_NONE;
        good = check_signature(a, each) && good;
    }
    zp_text what = change.in[zp_told_in()];
    what = what.size == 0 && !any ? zp_text_of(zp_translated("there is no signature in it")) : what;
    if (status == ZP_OK && what.size > 0) {
        zp_report(a->messages, ZP_ERROR, whole(a), "verify-added",
                  "begins as it was made, and what was added to it is more than signatures in its "
                  "own fields: %.*s",
                  ZP_ARG(what));
    }
    *outcome = what.size > 0 || !good ? ZP_AGAIN_DIFFERENT : ZP_AGAIN_SIGNED;
    return status;
}

static zp_status compare(again *a, zp_again *outcome) {
    zp_text tool = a->facts->claims.tool, made = zp_buffer_text(&a->made);
    bool other_tool = !zp_text_is(tool, a->shop->tool);
    if (zp_text_equal(made, a->bytes)) {
        *outcome = ZP_AGAIN_SAME;
        return ZP_OK;
    }
    if (made.size > 0 && a->bytes.size > made.size &&
        zp_text_equal(zp_text_slice(a->bytes, 0, made.size), made)) {
        return compare_signed(a, outcome);
    }
    *outcome = other_tool ? ZP_AGAIN_OTHER_TOOL : ZP_AGAIN_DIFFERENT;
    if (other_tool) {
        zp_report(a->messages, ZP_WARNING, whole(a), "verify-tool",
                  "was made by ziping %.*s, and this is ziping %s, which gives other bytes: use "
                  "that version to verify it",
                  ZP_ARG(tool), a->shop->tool);
        return ZP_OK;
    }
    return tell_differences(a);
}

zp_status zp_inspect_again(const zp_workshop *shop, zp_arena *arena, zp_messages *messages,
                           const char *file, zp_again *outcome, const zp_pdf_facts **facts) {
    again a = {.shop = shop, .arena = arena, .messages = messages, .file = file};
    zp_source *sources;
    size_t count;
    zp_pdf_facts *read;
    zp_status status = zp_file_read(arena, messages, file, ZP_READER_BYTES_MAX, &a.bytes);
    if (status == ZP_OK) {
        status = zp_reader_pdf(arena, messages, file, a.bytes, &read);
    }
    if (status != ZP_OK) {
        return status;
    }
    a.facts = *facts = read;
    if (!find_sources(&a, &sources, &count)) {
        *outcome = ZP_AGAIN_NO_DATA;
        zp_report(messages, ZP_WARNING, whole(&a), "verify-no-data",
                  "holds no data that it could be made from again; wanted is a PDF made with "
                  "--embed-data, or the package that it is of");
        return ZP_OK;
    }
    status = make(&a, sources, count);
    if (status == ZP_OK) {
        status = compare(&a, outcome);
    }
    zp_buffer_free(&a.made);
    return status;
}
