// Lays out two versions of a unit and writes what package_replace makes of them:
// make_replacement OLD_UNIT NEW_UNIT FOLDER [DOCUMENT …], documents that are only in the new one.
// FOLDER gets old-ID.pdf and new-ID.pdf of each document, single.pdf and both.pdf. Printed are,
// with tabs between: `page ID N same|other` for the pages that both have, and the lines of the
// list.
#include "package/private.h"
#include "pdf/pdf.h"

#include <stdio.h>

#define TEMPLATES ZIPING_SOURCE "/templates"

typedef struct tools {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    zp_fonts *fonts;
    const char *folder;
} tools;

static zp_status open_edition(tools *t, const char *unit, package_edition *edition) {
    zp_record *record = ZP_NEW(t->arena, zp_record);
    zp_form *form = NULL;
    zp_status status = zp_record_load(t->arena, t->messages, t->schema, unit, record);
    if (status == ZP_OK) {
        const zp_value *name = zp_value_get(record->root, "form");
        status = zp_form_load(t->arena, t->messages, t->schema, TEMPLATES, zp_value_text(name),
                              name->place, &form);
    }
    *edition = (package_edition){.arena = t->arena, .form = form, .record = record};
    for (size_t i = 0; status == ZP_OK && i < zp_form_document_count(form); i++) {
        size_t index;
        status = package_edition_add(edition, t->messages, t->fonts, zp_form_document_id(form, i),
                                     (zp_edition){0}, &index);
    }
    return status;
}

static zp_status write(tools *t, const zp_pages *pages, const char *version, const char *name) {
    zp_buffer bytes = {0};
    zp_status status = zp_pdf_write(pages, t->messages, &bytes);
    if (status == ZP_OK) {
        zp_text file = zp_arena_print(t->arena, "%s/%s%s.pdf", t->folder, version, name);
        status = zp_file_write(t->messages, file.data, bytes.data, bytes.size);
    }
    zp_buffer_free(&bytes);
    return status;
}

static zp_status write_pair(tools *t, const package_pair *pair) {
    const char *id = zp_arena_string(t->arena, pair->new->id);
    const zp_pages *new = pair->new->pages;
    printf("document\t%s\t%.*s\n", id, ZP_ARG(pair->new->title));
    zp_status status = write(t, new, "new-", id);
    if (status != ZP_OK || pair->old == NULL) {
        return status;
    }
    const zp_pages *old = pair->old->pages;
    for (size_t i = 0; i < old->count && i < new->count; i++) {
        bool same = zp_page_same(&old->pages[i], &new->pages[i]);
        printf("page\t%s\t%zu\t%s\n", id, i + 1, same ? "same" : "other");
    }
    return write(t, old, "old-", id);
}

static bool is_named(zp_text id, char **names, int count) {
    for (int i = 0; i < count; i++) {
        if (zp_text_is(id, names[i])) {
            return true;
        }
    }
    return false;
}

static zp_status write_replacement(tools *t, const package_pair *pairs, size_t count) {
    package_replacement made;
    package_replace(t->arena, pairs, count, &made);
    for (size_t i = 0; i < made.count; i++) {
        const package_sheets *line = &made.lines[i];
        printf("line\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\n", ZP_ARG(line->title),
               ZP_ARG(line->pull), ZP_ARG(line->put), ZP_ARG(line->pull_both),
               ZP_ARG(line->put_both), ZP_ARG(line->remark));
    }
    zp_status status = made.single != NULL ? write(t, made.single, "", "single") : ZP_OK;
    return status == ZP_OK && made.both != NULL ? write(t, made.both, "", "both") : status;
}

static zp_status run(tools *t, int count, char **arguments) {
    package_edition old, new;
    zp_status status =
        zp_schema_load(t->arena, t->messages, TEMPLATES "/unit-year.schema.json", &t->schema);
    if (status == ZP_OK) {
        status = zp_fonts_open(t->arena, t->messages, ZIPING_SOURCE "/fonts", &t->fonts);
    }
    if (status == ZP_OK && (status = open_edition(t, arguments[1], &old)) == ZP_OK) {
        status = open_edition(t, arguments[2], &new);
    }
    if (status != ZP_OK) {
        return status;
    }
    package_pair *pairs = ZP_ARRAY(t->arena, package_pair, new.count);
    for (size_t i = 0; i < new.count &&status == ZP_OK; i++) {
        bool added = is_named(new.documents[i].id, arguments + 4, count - 4);
        pairs[i] = (package_pair){added ? NULL : package_find(&old, new.documents[i].id),
                                  &new.documents[i], true};
        status = write_pair(t, &pairs[i]);
    }
    return status == ZP_OK ? write_replacement(t, pairs, new.count) : status;
}

int main(int count, char **arguments) {
    tools t = {zp_arena_new(), zp_messages_new(), NULL, NULL, count > 3 ? arguments[3] : NULL};
    zp_status status = count > 3 ? run(&t, count, arguments) : ZP_BAD_INPUT;
    zp_buffer line = {0};
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(t.messages, i)) != NULL; i++) {
        zp_message_format(each, &line);
    }
    fwrite(line.data, 1, line.size, stderr);
    zp_buffer_free(&line);
    zp_fonts_close(t.fonts);
    zp_messages_free(t.messages);
    zp_arena_free(t.arena);
    return (int)status;
}
