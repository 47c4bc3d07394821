// All that a package's bytes come from, as one hash: while it stays, nothing need be made again.
#include "package/build.h"

#include "archive/archive.h"

#include <stdlib.h>

// The templates of the documents that no profile names.
static const char *const house_templates[] = {"check-report.xml", "package-list.xml",
                                              "revision-note.xml"};
enum { HOUSE_TEMPLATES = sizeof house_templates / sizeof *house_templates };
enum { TEMPLATE_LIMIT = 16 * 1024 * 1024 };

struct zp_package_kept {
    zp_arena *arena;
    struct kept_sources {
        const zp_form *form;
        zp_package_source *list;
        size_t count;
    } * forms;
    size_t count, capacity;
    zp_text fonts; // empty: not yet
};

zp_package_kept *zp_package_kept_new(void) {
    zp_package_kept *kept = zp_allocate(sizeof *kept);
    *kept = (zp_package_kept){.arena = zp_arena_new()};
    return kept;
}

void zp_package_kept_free(zp_package_kept *kept) {
    if (kept != NULL) {
        zp_arena_free(kept->arena);
        free(kept);
    }
}

static zp_status hash_sources(const zp_workshop *shop, zp_messages *messages, const zp_form *form,
                              struct kept_sources *out) {
    zp_arena *arena = shop->kept->arena;
    const zp_source *sources;
    size_t count = zp_form_sources(form, &sources);
    zp_status status = ZP_OK;
    *out = (struct kept_sources){form, ZP_ARRAY(arena, zp_package_source, count + HOUSE_TEMPLATES),
                                 count};
    for (size_t i = 0; i < count; i++) {
        out->list[i] = (zp_package_source){sources[i].name, zp_sha256(arena, sources[i].bytes)};
    }
    for (size_t i = 0; i < HOUSE_TEMPLATES && status == ZP_OK; i++) {
        zp_text bytes;
        const char *path = zp_path_join(arena, shop->templates, house_templates[i]);
        status = zp_file_read(arena, messages, path, TEMPLATE_LIMIT, &bytes);
        if (status == ZP_OK) {
            out->list[out->count++] =
                (zp_package_source){zp_text_of(house_templates[i]), zp_sha256(arena, bytes)};
        }
    }
    return status;
}

zp_status package_find_sources(const zp_workshop *shop, zp_messages *messages, const zp_form *form,
                               zp_package *p) {
    zp_package_kept *kept = shop->kept;
    struct kept_sources made;
    for (size_t i = 0; i < kept->count; i++) {
        if (kept->forms[i].form == form) {
            p->sources = kept->forms[i].list;
            p->source_count = kept->forms[i].count;
            return ZP_OK;
        }
    }
    zp_status status = hash_sources(shop, messages, form, &made);
    if (status == ZP_OK) {
        *ZP_PUSH(kept->arena, kept->forms, kept->count, kept->capacity) = made;
    }
    p->sources = made.list;
    p->source_count = made.count;
    return status;
}

// Every font that may serve, in the order of fallback: one that is added before another changes
// what is set from it.
static zp_text list_fonts(const zp_workshop *shop) {
    zp_package_kept *kept = shop->kept;
    zp_buffer out = {0};
    for (int role = 0; kept->fonts.size == 0 && role < ZP_ROLE_COUNT; role++) {
        const zp_face *face;
        for (size_t i = 0; (face = zp_fonts_face(shop->fonts, (zp_font_role)role, i)) != NULL;
             i++) {
            zp_text print = zp_sha256(kept->arena, zp_face_directory(face));
            zp_buffer_print(&out, "font %d %s %.*s\n", role, face->name, ZP_ARG(print));
        }
    }
    if (kept->fonts.size == 0) {
        kept->fonts = zp_arena_copy(kept->arena, zp_buffer_text(&out));
    }
    zp_buffer_free(&out);
    return kept->fonts;
}

void zp_package_open_fonts(const zp_workshop *shop) {
    list_fonts(shop);
}

zp_text package_inputs(const zp_workshop *shop, zp_arena *arena, const zp_package *p,
                       const zp_record *record) {
    zp_buffer all = {0};
    zp_buffer_print(&all, "ziping %.*s\ndata format %.*s\npublished %d\nversion %u\n",
                    ZP_ARG(p->tool), ZP_ARG(p->data_format), p->published, p->version);
    zp_buffer_print(&all, "folder %.*s\nsupersedes %.*s\nreason %.*s\n", ZP_ARG(p->folder),
                    ZP_ARG(p->supersedes_sha256), ZP_ARG(p->reason));
    zp_buffer_add_string(&all, p->press ? "pdfx\n" : "");
    zp_buffer_add_string(&all, p->embeds ? "embed data\n" : "");
    for (size_t i = 0; i < p->source_count; i++) {
        zp_buffer_print(&all, "form %.*s %.*s\n", ZP_ARG(p->sources[i].name),
                        ZP_ARG(p->sources[i].sha256));
    }
    for (size_t i = 0; i < record->source_count; i++) {
        zp_text hash = zp_sha256(arena, record->sources[i].bytes);
        zp_buffer_print(&all, "data %.*s %.*s\n", ZP_ARG(record->sources[i].name), ZP_ARG(hash));
    }
    zp_buffer_add_text(&all, list_fonts(shop));
    zp_text inputs = zp_sha256(arena, zp_buffer_text(&all));
    zp_buffer_free(&all);
    return inputs;
}

zp_status zp_package_plan(const zp_workshop *shop, zp_arena *arena, zp_messages *messages,
                          const zp_record *record, zp_package_kind kind, zp_package *plan) {
    package_build b = {.shop = shop, .arena = arena, .messages = messages, .record = record};
    zp_status status = package_begin(&b, 1, kind);
    *plan = *b.package;
    if (status == ZP_OK) {
        plan->inputs = package_inputs(shop, arena, plan, record);
    }
    return status;
}
