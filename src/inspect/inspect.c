// Which kind a file is of, by its bytes and not by its name.
#include "inspect/private.h"

#define FILE_MAX ZP_ZIP_BYTES_MAX

// ---------------------------------------------------------------- PDF

static zp_text either(zp_text a, zp_text b) {
    return a.size > 0 ? a : b;
}

static void tell_signature(zp_messages *messages, const char *file, const zp_pdf_signature *s) {
    zp_place place = {file, 0, 0};
    if (s->signing == ZP_SIGNING_BROKEN) {
        zp_report(messages, ZP_WARNING, place, "signature-broken",
                  "the signature in the field “%.*s” does not hold: %.*s", ZP_ARG(s->field),
                  ZP_ARG(s->wrong.in[zp_told_in()]));
    }
    if (s->later == ZP_LATER_CHANGES) {
        zp_report(messages, ZP_WARNING, place, "signature-later",
                  "was changed after the signature in the field “%.*s”: %.*s", ZP_ARG(s->field),
                  ZP_ARG(s->change.in[zp_told_in()]));
    }
}

static zp_status inspect_pdf(zp_arena *arena, zp_messages *messages, zp_text bytes,
                             zp_inspected *it) {
    zp_pdf_facts *facts;
    it->kind = ZP_KIND_PDF;
    zp_status status = zp_reader_pdf(arena, messages, it->file, bytes, &facts);
    if (status != ZP_OK) {
        return status;
    }
    it->pdf = facts;
    it->title = either(facts->title, facts->claims.title);
    it->unit = either(facts->unit, facts->claims.unit);
    it->form = facts->claims.form;
    it->year = facts->claims.year;
    it->version = facts->claims.version;
    it->tool = facts->claims.tool;
    size_t before = zp_messages_count(messages, ZP_WARNING);
    if (facts->damage_count > 0) {
        zp_report(messages, ZP_WARNING, zp_whole_file(it->file), "pdf-damaged",
                  "is damaged, and was read as well as it can be: %.*s", ZP_ARG(facts->damage[0]));
    }
    for (size_t i = 0; i < facts->signature_count; i++) {
        tell_signature(messages, it->file, &facts->signatures[i]);
    }
    return zp_messages_count(messages, ZP_WARNING) > before ? ZP_FINDINGS : ZP_OK;
}

// ---------------------------------------------------------------- packages, zips

static zp_status inspect_package(zp_arena *arena, zp_messages *messages, const char *templates,
                                 zp_inspected *it) {
    zp_package *p = NULL;
    it->kind = ZP_KIND_PACKAGE;
    zp_status status = zp_package_read(arena, messages, templates, it->file, &p);
    if (p == NULL) {
        return status;
    }
    it->package = p;
    it->intact = status == ZP_OK;
    it->title = p->form_title;
    it->unit = p->unit;
    it->form = p->form;
    it->year = p->year;
    it->tool = p->tool;
    it->version = zp_arena_print(arena, "%u", p->version);
    if (it->folder) {
        it->sha256 = p->sha256;
        for (size_t i = 0; i < p->count; i++) {
            it->size += p->files[i].bytes.size;
        }
    }
    return it->intact ? ZP_OK : ZP_FINDINGS;
}

static bool has_manifest(const zp_entry *entries, size_t count) {
    for (size_t i = 0; i < count; i++) {
        zp_text name = entries[i].name;
        if (zp_text_is(name, "manifest.json") || zp_text_ends(name, "/manifest.json")) {
            return true;
        }
    }
    return false;
}

static zp_status inspect_zip(zp_arena *arena, zp_messages *messages, const char *templates,
                             zp_text bytes, zp_inspected *it) {
    zp_entry *entries;
    size_t count;
    it->kind = ZP_KIND_ZIP;
    zp_status status = zp_zip_read(arena, messages, it->file, bytes, &entries, &count);
    if (status != ZP_OK) {
        return status;
    }
    if (inspect_is_docx(entries, count)) {
        size_t before = zp_messages_count(messages, ZP_WARNING);
        zp_docx_facts *facts = inspect_docx(arena, messages, it->file, entries, count);
        it->kind = ZP_KIND_DOCX;
        it->docx = facts;
        it->title = facts->title;
        it->unit = facts->unit;
        it->form = facts->form;
        it->year = facts->year;
        it->version = facts->version;
        it->tool = facts->tool;
        return zp_messages_count(messages, ZP_WARNING) > before ? ZP_FINDINGS : ZP_OK;
    }
    if (has_manifest(entries, count)) {
        return inspect_package(arena, messages, templates, it);
    }
    it->entries = entries;
    it->entry_count = count;
    return ZP_OK;
}

// ---------------------------------------------------------------- which

// PDF readers take up to a kilobyte before it.
static bool is_pdf(zp_text bytes) {
    static const char mark[] = "%PDF-";
    size_t size = sizeof mark - 1;
    for (size_t i = 0; i + size <= bytes.size && i < 1024; i++) {
        if (memcmp(bytes.data + i, mark, size) == 0) {
            return true;
        }
    }
    return false;
}

static zp_status unknown(zp_messages *messages, const char *file, zp_text bytes) {
    const char *what =
        bytes.size == 0
            ? ZP_MARKED("is empty; a PDF, a DOCX, a zip or the folder of a package is wanted")
        : zp_text_starts(bytes, "\xD0\xCF\x11\xE0")
            ? ZP_MARKED("is a file of the older Word or Excel (.doc, .xls), or an encrypted one; a "
                        "PDF, a DOCX, a zip or the folder of a package is wanted")
            : ZP_MARKED("is neither PDF, DOCX nor zip; a PDF, a DOCX, a zip or the folder of a "
                        "package is wanted");
    zp_report(messages, ZP_ERROR, zp_whole_file(file), "inspect-unknown", "%s",
              zp_translated(what));
    return ZP_BAD_INPUT;
}

static zp_status inspect_file(zp_arena *arena, zp_messages *messages, const char *templates,
                              zp_inspected *it) {
    zp_text bytes;
    zp_status status = zp_file_read(arena, messages, it->file, FILE_MAX, &bytes);
    if (status != ZP_OK) {
        return status;
    }
    it->size = bytes.size;
    it->sha256 = zp_sha256(arena, bytes);
    if (zp_text_starts(bytes, "PK\x03\x04") || zp_text_starts(bytes, "PK\x05\x06")) {
        return inspect_zip(arena, messages, templates, bytes, it);
    }
    return is_pdf(bytes) ? inspect_pdf(arena, messages, bytes, it)
                         : unknown(messages, it->file, bytes);
}

zp_status zp_inspect(zp_arena *arena, zp_messages *messages, const char *templates,
                     const char *path, zp_inspected **inspected) {
    zp_inspected *it = ZP_NEW(arena, zp_inspected);
    *inspected = it;
    it->file = path;
    if (!zp_folder_exists(path)) {
        return inspect_file(arena, messages, templates, it);
    }
    it->folder = true;
    if (zp_package_is_at(arena, path)) {
        return inspect_package(arena, messages, templates, it);
    }
    zp_report(messages, ZP_ERROR, zp_whole_file(path), "inspect-unknown",
              "is a folder that is no package; a PDF, a DOCX, a zip or the folder of a package is "
              "wanted");
    return ZP_BAD_INPUT;
}
