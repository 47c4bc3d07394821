// PDFs that were signed after the package was made: a clerk opens one, signs in its field, and
// saves. What was there stays as it is, and the signature stands behind it.
#include "package/private.h"

#include "archive/archive.h"
#include "reader/reader.h"

static zp_status changed(zp_messages *messages, zp_place place, zp_text change) {
    zp_report(messages, ZP_ERROR, place, "package-changed",
              "was changed: what was added to it is more than signatures in its own fields: %.*s",
              ZP_ARG(change));
    return ZP_BAD_INPUT;
}

static zp_status check_signature(zp_messages *messages, zp_place place,
                                 const zp_pdf_signature *signature) {
    if (signature->signing == ZP_SIGNING_BROKEN) {
        zp_report(messages, ZP_ERROR, place, "package-signature",
                  "has a signature in the field “%.*s” that does not hold: %.*s",
                  ZP_ARG(signature->field), ZP_ARG(signature->wrong.in[zp_told_in()]));
        return ZP_BAD_INPUT;
    }
    if (signature->later == ZP_LATER_CHANGES) {
        zp_report(messages, ZP_ERROR, place, "package-signature",
                  "was changed after the signature in the field “%.*s”: %.*s",
                  ZP_ARG(signature->field), ZP_ARG(signature->change.in[zp_told_in()]));
        return ZP_BAD_INPUT;
    }
    if (signature->signing == ZP_SIGNING_UNCHECKED) {
        zp_report(messages, ZP_WARNING, place, "package-signature",
                  "has a signature in the field “%.*s” that was not checked: %.*s",
                  ZP_ARG(signature->field), ZP_ARG(signature->wrong.in[zp_told_in()]));
    }
    return ZP_OK;
}

// One printed line.
static void add_name(zp_buffer *out, zp_text name) {
    for (size_t i = 0; i < name.size; i++) {
        bool steers = (unsigned char)name.data[i] < 0x20 || name.data[i] == 0x7F;
        zp_buffer_add(out, steers ? "?" : &name.data[i], 1);
    }
}

// Who signed in which field; ZP_FINDINGS: nobody.
static zp_status read_signers(zp_arena *arena, zp_messages *messages, zp_place place,
                              zp_package_file *file) {
    zp_pdf_facts *facts;
    zp_buffer signers = {0};
    zp_status status = zp_reader_pdf(arena, messages, place.file, file->whole, &facts);
    for (size_t i = 0; i < facts->signature_count && status == ZP_OK; i++) {
        const zp_pdf_signature *each = &facts->signatures[i];
        if (each->signing != ZP_SIGNING_NONE) {
            status = check_signature(messages, place, each);
            zp_buffer_add_string(&signers, signers.size > 0 ? "；" : "");
            add_name(&signers, each->field);
            zp_buffer_add_string(&signers, " ");
            add_name(&signers, each->signer.size > 0 ? each->signer : ZP_TEXT("?"));
        }
    }
    file->signers = zp_arena_copy(arena, zp_buffer_text(&signers));
    zp_buffer_free(&signers);
    return status == ZP_OK && file->signers.size == 0 ? ZP_FINDINGS : status;
}

zp_status package_check_signed(zp_arena *arena, zp_messages *messages, zp_place place,
                               zp_package_file *file) {
    zp_text whole = file->bytes, own = zp_text_slice(whole, 0, file->size);
    zp_words change;
    zp_text hash = zp_sha256(arena, own);
    if (!zp_text_equal(hash, file->sha256)) {
        zp_report(messages, ZP_ERROR, place, "package-changed",
                  "was changed: it has %zu bytes, and the package says %zu", whole.size,
                  file->size);
        return ZP_BAD_INPUT;
    }
    zp_status status = zp_reader_added(arena, messages, place.file, whole, file->size, &change);
    if (status != ZP_OK || change.in[ZP_ENGLISH].size > 0) {
        return status != ZP_OK ? status : changed(messages, place, change.in[zp_told_in()]);
    }
    file->whole = whole;
    status = read_signers(arena, messages, place, file);
    if (status == ZP_FINDINGS) {
        status = changed(messages, place, zp_text_of(zp_translated("there is no signature in it")));
    }
    file->bytes = own;
    file->whole = status == ZP_OK ? whole : (zp_text){0};
    return status;
}
