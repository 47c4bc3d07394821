// The first package of a unit's year.
#include "package/build.h"

zp_status package_check(package_build *b, zp_language language, zp_checked *checked) {
    bool told = language < ZP_LANGUAGE_COUNT;
    zp_status status = zp_check(b->arena, b->messages, b->form, b->record, NULL, checked);
    if (status != ZP_OK) {
        return status;
    }
    b->package->errors = checked->errors;
    b->package->warnings = checked->warnings;
    b->package->remarks = checked->remarks;
    b->package->waived = checked->waived;
    if (told) {
        zp_check_tell(checked, b->messages, language, checked->errors == 0);
    }
    if (told && checked->errors > 0) {
        zp_report(
            b->messages, ZP_ERROR, zp_whole_file(b->record->file), "package-findings",
            checked->errors == 1
                ? ZP_MARKED(
                      "%zu error kept the package back; correct the data, or answer for it in a "
                      "[[waiver]]")
                : ZP_MARKED(
                      "%zu errors kept the package back; correct the data, or answer for each in a "
                      "[[waiver]]"),
            checked->errors);
        return ZP_FINDINGS;
    }
    return ZP_OK;
}

unsigned package_revised(const zp_package *package, zp_text document) {
    for (size_t i = 0; package != NULL && i < package->count; i++) {
        const zp_package_file *file = &package->files[i];
        if (file->part == ZP_PART_DOCUMENT && zp_text_equal(file->document, document)) {
            return file->revised;
        }
    }
    return 0;
}

zp_status package_edition_make(package_build *b, const zp_record *record, const zp_form *form,
                               const zp_package *before, package_edition *made) {
    zp_status status = ZP_OK;
    size_t index;
    *made = (package_edition){.arena = b->arena, .form = form, .record = record};
    for (size_t i = 0; i < zp_form_document_count(form) && status == ZP_OK; i++) {
        zp_text id = zp_form_document_id(form, i);
        zp_edition edition = {package_revised(before, id), b->package->published};
        status = package_edition_add(made, b->messages, b->shop->fonts, id, edition, &index);
    }
    return status;
}

zp_status package_make(package_build *b, zp_language language, zp_package_kind kind) {
    package_edition edition;
    zp_checked checked;
    zp_status status = package_begin(b, 1, kind);
    if (status == ZP_OK) {
        b->package->inputs = package_inputs(b->shop, b->arena, b->package, b->record);
        status = package_check(b, language, &checked);
    }
    if (status == ZP_OK) {
        status = package_edition_make(b, b->record, b->form, NULL, &edition);
    }
    if (status == ZP_OK && kind.published) {
        status = package_find_private(&edition, b->messages, b->shop->schema);
    }
    if (status == ZP_OK) {
        status = package_add_documents(b, &edition);
    }
    if (status == ZP_OK && !kind.published) {
        status = package_add_check(b, &checked);
        package_add_data(b, b->record, PACKAGE_DATA, ZP_PART_DATA);
    }
    return status == ZP_OK ? package_finish(b, &edition) : status;
}

zp_status zp_package_make(const zp_workshop *shop, zp_arena *arena, zp_messages *messages,
                          zp_language language, const zp_record *record, zp_package_kind kind,
                          zp_package **package) {
    package_build b = {.shop = shop, .arena = arena, .messages = messages, .record = record};
    zp_status status = package_make(&b, language, kind);
    *package = b.package;
    return status;
}
