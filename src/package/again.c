// A package's data, made into pages or files once more.
#include "package/build.h"

zp_status package_make_again(package_build *b, const zp_package *p) {
    zp_record *record = ZP_NEW(b->arena, zp_record), *old_record = ZP_NEW(b->arena, zp_record);
    zp_package old;
    zp_status status = zp_package_record(p, b->arena, b->messages, b->shop->schema, false, record);
    b->record = record;
    if (status != ZP_OK || p->supersedes == 0) {
        return status != ZP_OK ? status : package_make(b, ZP_LANGUAGE_COUNT, package_kind(p));
    }
    status = package_read_previous(b, p, &old, old_record);
    if (status == ZP_OK) {
        status = package_check_corrects(b->messages, &old, record);
    }
    return status == ZP_OK
               ? package_make_revision(b, ZP_LANGUAGE_COUNT, &old, old_record, p->reason)
               : status;
}

// ---------------------------------------------------------------- pages

static bool has_same_inputs(const package_build *b, const zp_package *p) {
    return zp_text_equal(b->package->inputs, p->inputs);
}

static zp_status check_inputs(const package_build *b, const zp_package *p) {
    if (has_same_inputs(b, p)) {
        return ZP_OK;
    }
    zp_report(b->messages, ZP_ERROR, zp_whole_file(p->file), "print-inputs",
              "was made by another ziping, form or font, and its pages would not be those that are "
              "printed; `ziping verify` tells what differs. Make it again");
    return ZP_BAD_INPUT;
}

zp_status zp_package_lay_out(const zp_workshop *shop, zp_arena *arena, zp_messages *messages,
                             const zp_package *p, zp_package **made) {
    package_build b = {.shop = shop, .arena = arena, .messages = messages, .only_laid = true};
    zp_status status = package_make_again(&b, p);
    *made = b.package;
    return status == ZP_OK ? check_inputs(&b, p) : status;
}

// A package's documents, marked as they are in it.
static zp_status lay_out_documents(package_build *b, const zp_package *p,
                                   package_edition *edition) {
    zp_record *record = ZP_NEW(b->arena, zp_record);
    zp_status status = zp_package_record(p, b->arena, b->messages, b->shop->schema, false, record);
    b->record = record;
    if (status == ZP_OK) {
        status = package_begin(b, p->version, package_kind(p));
    }
    if (status == ZP_OK) {
        b->package->supersedes = p->supersedes;
        b->package->supersedes_sha256 = p->supersedes_sha256;
        b->package->reason = p->reason;
        b->package->inputs = package_inputs(b->shop, b->arena, b->package, record);
        status = package_edition_make(b, record, b->form, p, edition);
    }
    return status;
}

zp_status zp_package_changed_sheets(const zp_workshop *shop, zp_arena *arena, zp_messages *messages,
                                    const zp_package *old, const zp_package *p,
                                    const zp_pages **sheets) {
    package_build old_build = {.shop = shop, .arena = arena, .messages = messages};
    package_build build = old_build;
    package_edition before, now;
    package_replacement replacement;
    *sheets = NULL;
    zp_status status = lay_out_documents(&old_build, old, &before);
    if (status == ZP_OK) {
        status = lay_out_documents(&build, p, &now);
    }
    if (status == ZP_OK) {
        status = check_inputs(&build, p);
    }
    if (status != ZP_OK) {
        return status;
    }
    bool reproduced = has_same_inputs(&old_build, old);
    package_pair *pairs = ZP_ARRAY(arena, package_pair, now.count + before.count);
    size_t count = 0;
    for (size_t i = 0; i < now.count; i++) {
        const package_document *each = &now.documents[i], *was = package_find(&before, each->id);
        if (was == NULL || !reproduced || !package_pages_same(was->pages, each->pages)) {
            pairs[count++] = (package_pair){was, each, reproduced};
        }
    }
    package_replace(arena, pairs, count, &replacement);
    *sheets = replacement.both;
    return ZP_OK;
}
