// ziping fonts --used: which font served which character of a unit's pages.
#include "cli/cli.h"
#include "layout/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// One character drawn, with all that hangs on it.
typedef struct use {
    zp_font_role role;
    size_t order; // of the face in the role's list
    const zp_face *face;
    zp_text text;
    const zp_node *node; // the RUN
    unsigned glyphs;
    uint32_t base, selector;
    size_t characters;
    bool honoured; // the selector
    size_t number; // in the order of the pages
} use;

typedef struct audit {
    zp_arena *arena;
    zp_fonts *fonts;
    use *uses;
    size_t count, capacity;
} audit;

// ------------------------------------------------ collecting

static size_t order_of(zp_fonts *fonts, zp_font_role role, const zp_face *face) {
    size_t i = 0;
    const zp_face *each;
    while ((each = zp_fonts_face(fonts, role, i)) != NULL && each != face) {
        i++;
    }
    return i;
}

static bool selects(uint32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// The selectors of quotes choose the kind of font (B1.5), those of others a glyph of it.
static bool honoured(const use *one) {
    const zp_style *style = one->node->parent ? one->node->parent->style : NULL;
    bool quote =
        one->base == 0x2018 || one->base == 0x2019 || one->base == 0x201C || one->base == 0x201D;
    if (quote && style != NULL && style->latin != style->role) {
        return one->selector == (one->role == style->latin ? 0xFE00 : 0xFE01);
    }
    return zp_face_has_variation(one->face, one->base, one->selector);
}

static void add_cluster(audit *a, const zp_item *item, size_t order, size_t from, size_t to) {
    const zp_glyph *glyph = &item->run->glyphs[from];
    use one = {.role = item->run->role,
               .order = order,
               .face = item->run->face,
               .text =
                   zp_text_slice(item->text, glyph->text, (size_t)glyph->text + glyph->text_size),
               .node = item->run->node,
               .glyphs = (unsigned)(to - from),
               .number = a->count};
    for (size_t i = 0; i < one.text.size; one.characters++) {
        uint32_t c = zp_utf8_next(one.text, &i);
        one.base = one.characters == 0 ? c : one.base;
        one.selector = one.characters > 0 && selects(c) && !one.selector ? c : one.selector;
    }
    one.honoured = one.selector != 0 && honoured(&one);
    *ZP_PUSH(a->arena, a->uses, a->count, a->capacity) = one;
}

static void collect(audit *a, const zp_pages *pages) {
    for (size_t p = 0; p < pages->count; p++) {
        for (size_t i = 0; i < pages->pages[p].item_count; i++) {
            const zp_item *item = &pages->pages[p].items[i];
            const zp_glyph_run *run = item->kind == ZP_ITEM_GLYPHS ? item->run : NULL;
            size_t order = run ? order_of(a->fonts, run->role, run->face) : 0;
            for (size_t from = 0, to; run != NULL && from < run->count; from = to) {
                for (to = from + 1; to < run->count && run->glyphs[to].text_size == 0;) {
                    to++;
                }
                add_cluster(a, item, order, from, to);
            }
        }
    }
}

static int by_font(const void *first, const void *second) {
    const use *a = first, *b = second;
    if (a->role != b->role) {
        return a->role < b->role ? -1 : 1;
    }
    if (a->face != b->face) {
        return a->order != b->order ? (a->order < b->order ? -1 : 1)
                                    : (a->face->id < b->face->id ? -1 : 1);
    }
    int order = zp_text_compare(a->text, b->text);
    return order != 0 ? order : a->number < b->number ? -1 : 1;
}

// ------------------------------------------------ printing

static void print_column(zp_text text, int width) {
    int columns = columns_of(text);
    printf("%.*s%*s", ZP_ARG(text), columns < width ? width - columns : 1, "");
}

static bool same_text(const use *a, const use *b) {
    return a->role == b->role && a->face == b->face && zp_text_equal(a->text, b->text);
}

static size_t group_end(const audit *a, size_t from) {
    size_t to = from + 1;
    while (to < a->count && same_text(&a->uses[from], &a->uses[to])) {
        to++;
    }
    return to;
}

// The characters with their code points, how often, and where first.
static void print_use(const use *one, size_t times, const char *more) {
    zp_buffer points = {0};
    for (size_t i = 0; i < one->text.size;) {
        zp_buffer_add_string(&points, i > 0 ? " " : "");
        zp_buffer_print(&points, "U+%04X", (unsigned)zp_utf8_next(one->text, &i));
    }
    printf("    ");
    print_column(one->text, 4);
    print_column(zp_buffer_text(&points), 16);
    zp_buffer_free(&points);
    printf("%5zu×  ", times);
    zp_place place = one->node ? one->node->place : (zp_place){0};
    if (place.file == NULL) {
        fputs(zp_translated("the form"), stdout);
    } else {
        zp_buffer file = {0};
        zp_buffer_add_shown(&file, zp_text_of(place.file));
        printf("%.*s:%u:%u", ZP_ARG(zp_buffer_text(&file)), (unsigned)place.line,
               (unsigned)place.column);
        zp_buffer_free(&file);
    }
    printf("%s\n", more);
}

static void print_face(const audit *a, size_t from, size_t to) {
    const use *first = &a->uses[from];
    size_t different = 0;
    for (size_t i = from; i < to; i = group_end(a, i)) {
        different++;
    }
    print_column(zp_text_of(from > 0 && a->uses[from - 1].role == first->role
                                ? ""
                                : zp_font_role_name(first->role)),
                 8);
    print_column(zp_text_of(first->face->name), 28);
    printf(zp_translated("%6zu characters, %zu different%s\n"), to - from, different,
           first->order == 0 ? "" : zp_translated(":"));
    for (size_t i = from, end; first->order > 0 && i < to; i = end) {
        end = group_end(a, i);
        print_use(&a->uses[i], end - i, "");
    }
}

// One glyph for several equal marks (——) is no combination.
static bool combined(const use *one) {
    char base[4];
    size_t size = zp_utf8_put(one->base, base);
    bool marks = false;
    for (size_t i = size; i < one->text.size; i += size) {
        marks =
            marks || !zp_text_equal(zp_text_slice(one->text, i, i + size), (zp_text){base, size});
    }
    return one->selector == 0 && (one->glyphs > 1 || marks);
}

static void print_some(const audit *a, const char *title, bool variations) {
    bool any = false;
    for (size_t i = 0, end; i < a->count; i = end) {
        const use *one = &a->uses[i];
        end = group_end(a, i);
        if (variations ? one->selector == 0 : !combined(one)) {
            continue;
        }
        if (!any) {
            puts(title);
        }
        any = true;
        char more[160];
        if (variations) {
            snprintf(more, sizeof more, zp_translated("  %.80s: %s"), one->face->name,
                     one->honoured ? zp_translated("as asked for")
                                   : zp_translated("no font has it; the usual form"));
        } else {
            snprintf(more, sizeof more,
                     one->glyphs == 1 ? zp_translated("  %.80s: %u glyph")
                                      : zp_translated("  %.80s: %u glyphs"),
                     one->face->name, one->glyphs);
        }
        print_use(one, end - i, more);
    }
}

static void print_audit(audit *a) {
    if (a->count > 0) {
        qsort(a->uses, a->count, sizeof *a->uses, by_font);
    }
    for (size_t from = 0, to; from < a->count; from = to) {
        for (to = from + 1; to < a->count && a->uses[to].role == a->uses[from].role &&
                            a->uses[to].face == a->uses[from].face;) {
            to++;
        }
        print_face(a, from, to);
    }
    print_some(a, zp_translated("Characters with a variation selector:"), true);
    print_some(a, zp_translated("Characters drawn as a combination:"), false);
}

// ------------------------------------------------ the unit

static zp_status audit_documents(audit *a, zp_messages *messages, const zp_record *record,
                                 const zp_form *form, const char *documents) {
    zp_status status = ZP_OK;
    for (size_t i = 0; status == ZP_OK && i < zp_form_document_count(form); i++) {
        zp_text id = zp_form_document_id(form, i);
        zp_document *document = NULL;
        zp_pages *pages;
        if (!document_wanted(documents, id)) {
            continue;
        }
        status = zp_form_build(form, a->arena, messages, record, id, &document);
        if (status == ZP_OK && document != NULL) {
            status = zp_layout(a->arena, messages, a->fonts, document, &pages);
            if (status == ZP_OK) {
                collect(a, pages);
            }
        }
    }
    return status;
}

zp_status print_used_fonts(const char *folder, const char *documents, const cli_folders *folders) {
    audit a = {.arena = zp_arena_new()};
    zp_messages *messages = zp_messages_new();
    zp_schema *schema;
    zp_forms *forms = NULL;
    zp_record record;
    const zp_form *form;
    const char *file = zp_path_join(a.arena, folders->templates, "unit-year.schema.json");
    zp_status status = zp_schema_load(a.arena, messages, file, &schema);
    if (status == ZP_OK) {
        status = zp_fonts_open(a.arena, messages, folders->fonts, &a.fonts);
    }
    if (status == ZP_OK) {
        status = zp_record_load(a.arena, messages, schema, folder, &record);
    }
    if (status == ZP_OK) {
        forms = zp_forms_new(schema, folders->templates);
        status = find_form(forms, messages, &record, documents, &form);
    }
    if (status == ZP_OK) {
        status = audit_documents(&a, messages, &record, form, documents);
    }
    if (status == ZP_OK && zp_messages_count(messages, ZP_ERROR) > 0) {
        status = ZP_BAD_INPUT;
    }
    if (status == ZP_OK) {
        print_audit(&a);
    }
    size_t shown = 0;
    print_messages(messages, &shown, false);
    zp_forms_free(forms);
    zp_fonts_close(a.fonts);
    zp_messages_free(messages);
    zp_arena_free(a.arena);
    return status;
}
