// One version of a unit's year: its documents, laid out.
#include "package/private.h"

#include <stdlib.h>

enum { ROOM_FOR_ENDING = 40 }; // `（修订标记）.docx`

bool package_pages_same(const zp_pages *a, const zp_pages *b) {
    bool same = a->count == b->count;
    for (size_t i = 0; i < a->count && same; i++) {
        same = zp_page_same(&a->pages[i], &b->pages[i]);
    }
    return same;
}

const package_document *package_find(const package_edition *edition, zp_text id) {
    for (size_t i = 0; i < edition->count; i++) {
        if (zp_text_equal(edition->documents[i].id, id)) {
            return &edition->documents[i];
        }
    }
    return NULL;
}

// `record` has the document's edition, which its words may speak of.
static zp_status print(const package_edition *e, zp_messages *messages, const zp_record *record,
                       const zp_value *words, zp_text *out) {
    *out = (zp_text){0};
    return words == NULL ? ZP_OK : zp_form_print(e->form, e->arena, messages, record, words, out);
}

static zp_text one_line(zp_arena *arena, zp_text text) {
    zp_buffer out = {0};
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '\n') {
            zp_buffer_add(&out, &text.data[i], 1);
        }
    }
    zp_text line = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return line;
}

static bool is_taken(const package_edition *e, zp_text base) {
    for (size_t i = 0; i < e->count; i++) {
        if (zp_text_equal(e->documents[i].base, base)) {
            return true;
        }
    }
    return false;
}

// `附件1 2023年度…基础数据表`; a second one of that name gets a number.
static zp_text base_name(const package_edition *e, zp_text mark, zp_text title) {
    zp_text whole = zp_package_titled(e->arena, mark, title);
    zp_text base = package_file_name(e->arena, whole, ROOM_FOR_ENDING);
    for (int n = 2; is_taken(e, base); n++) {
        whole = zp_arena_print(e->arena, "（%d）", n);
        base = zp_arena_print(
            e->arena, "%.*s%.*s",
            ZP_ARG(package_file_name(e->arena, base, ROOM_FOR_ENDING + whole.size)), ZP_ARG(whole));
    }
    return base;
}

static size_t copies_of(const zp_value *profile) {
    zp_text copies = zp_value_text(zp_value_get(profile, "copies"));
    return copies.size > 0 ? strtoul(copies.data, NULL, 10) : 1;
}

static zp_status describe(package_edition *e, zp_messages *messages, const zp_record *record,
                          const zp_document *tree, package_document *made) {
    const zp_value *profile = zp_form_document(e->form, tree->id);
    zp_text file;
    made->id = tree->id;
    made->title = one_line(e->arena, tree->title);
    made->copies = copies_of(profile);
    zp_status status = print(e, messages, record, zp_value_get(profile, "mark"), &made->mark);
    if (status == ZP_OK) {
        status = print(e, messages, record, zp_value_get(profile, "signs"), &made->signs);
    }
    if (status == ZP_OK) {
        status = print(e, messages, record, zp_value_get(profile, "file"), &file);
    }
    if (status == ZP_OK) {
        made->title = file.size > 0 ? one_line(e->arena, file) : made->title;
        made->base = base_name(e, made->mark, made->title);
    }
    return status;
}

zp_status package_edition_add(package_edition *e, zp_messages *messages, zp_fonts *fonts,
                              zp_text id, zp_edition edition, size_t *index) {
    zp_record *record = ZP_NEW(e->arena, zp_record);
    package_document made = {.revised = edition.revised};
    *record = *e->record;
    record->edition = edition;
    *index = SIZE_MAX;
    zp_status status = zp_form_build(e->form, e->arena, messages, record, id, &made.tree);
    if (status != ZP_OK || made.tree == NULL) {
        return status; // NULL: the profile hands in no form where there is no project
    }
    status = zp_layout(e->arena, messages, fonts, made.tree, &made.pages);
    if (status == ZP_OK) {
        status = describe(e, messages, record, made.tree, &made);
    }
    if (status == ZP_OK) {
        *index = e->count;
        *ZP_PUSH(e->arena, e->documents, e->count, e->capacity) = made;
    }
    return status;
}
