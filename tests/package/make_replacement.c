// Lays out two versions of a unit and writes what package_replace makes of them:
// make_replacement OLD_UNIT NEW_UNIT FOLDER [DOCUMENT …], documents that are only in the new one.
// FOLDER gets old-ID.pdf and new-ID.pdf of each document, single.pdf and both.pdf. Printed are,
// with tabs between: `page ID N same|other` for the pages that both have, and the lines of the
// list.
#include "../tools.h"
#include "package/private.h"
#include "pdf/pdf.h"

typedef struct maker {
    tools tools;
    zp_fonts *fonts;
    const char *folder;
} maker;

static zp_status open_edition(maker *m, const char *unit, package_edition *edition) {
    tools *t = &m->tools;
    zp_record *record = ZP_NEW(t->arena, zp_record);
    const zp_form *form = NULL;
    zp_status status = tools_load(t, unit, record, &form);
    *edition = (package_edition){.arena = t->arena, .form = form, .record = record};
    for (size_t i = 0; status == ZP_OK && i < zp_form_document_count(form); i++) {
        size_t index;
        status = package_edition_add(edition, t->messages, m->fonts, zp_form_document_id(form, i),
                                     (zp_edition){0}, &index);
    }
    return status;
}

static zp_status write(maker *m, const zp_pages *pages, const char *version, const char *name) {
    zp_buffer bytes = {0};
    zp_status status = zp_pdf_write(pages, NULL, m->tools.messages, &bytes);
    if (status == ZP_OK) {
        zp_text file = zp_arena_print(m->tools.arena, "%s/%s%s.pdf", m->folder, version, name);
        status = zp_file_write(m->tools.messages, file.data, bytes.data, bytes.size);
    }
    zp_buffer_free(&bytes);
    return status;
}

static zp_status write_pair(maker *m, const package_pair *pair) {
    const char *id = zp_arena_string(m->tools.arena, pair->new->id);
    const zp_pages *new = pair->new->pages;
    printf("document\t%s\t%.*s\n", id, ZP_ARG(pair->new->title));
    zp_status status = write(m, new, "new-", id);
    if (status != ZP_OK || pair->old == NULL) {
        return status;
    }
    const zp_pages *old = pair->old->pages;
    for (size_t i = 0; i < old->count && i < new->count; i++) {
        bool same = zp_page_same(&old->pages[i], &new->pages[i]);
        printf("page\t%s\t%zu\t%s\n", id, i + 1, same ? "same" : "other");
    }
    return write(m, old, "old-", id);
}

static bool is_named(zp_text id, char **names, int count) {
    for (int i = 0; i < count; i++) {
        if (zp_text_is(id, names[i])) {
            return true;
        }
    }
    return false;
}

static zp_status write_replacement(maker *m, const package_pair *pairs, size_t count) {
    package_replacement made;
    package_replace(m->tools.arena, pairs, count, &made);
    for (size_t i = 0; i < made.count; i++) {
        const package_sheets *line = &made.lines[i];
        printf("line\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\n", ZP_ARG(line->title),
               ZP_ARG(line->pull), ZP_ARG(line->put), ZP_ARG(line->pull_both),
               ZP_ARG(line->put_both), ZP_ARG(line->remark));
    }
    zp_status status = made.single != NULL ? write(m, made.single, "", "single") : ZP_OK;
    return status == ZP_OK && made.both != NULL ? write(m, made.both, "", "both") : status;
}

static zp_status run(maker *m, int count, char **arguments) {
    package_edition old, new;
    zp_status status =
        zp_fonts_open(m->tools.arena, m->tools.messages, ZIPING_SOURCE "/fonts", &m->fonts);
    if (status == ZP_OK && (status = open_edition(m, arguments[1], &old)) == ZP_OK) {
        status = open_edition(m, arguments[2], &new);
    }
    if (status != ZP_OK) {
        return status;
    }
    package_pair *pairs = ZP_ARRAY(m->tools.arena, package_pair, new.count);
    for (size_t i = 0; i < new.count &&status == ZP_OK; i++) {
        bool added = is_named(new.documents[i].id, arguments + 4, count - 4);
        pairs[i] = (package_pair){added ? NULL : package_find(&old, new.documents[i].id),
                                  &new.documents[i], true};
        status = write_pair(m, &pairs[i]);
    }
    return status == ZP_OK ? write_replacement(m, pairs, new.count) : status;
}

int main(int count, char **arguments) {
    if (count < 4) {
        return ZP_BAD_INPUT;
    }
    maker m = {.folder = arguments[3]};
    zp_status status = tools_open(&m.tools);
    status = status == ZP_OK ? run(&m, count, arguments) : status;
    zp_fonts_close(m.fonts);
    tools_close(&m.tools);
    return (int)status;
}
