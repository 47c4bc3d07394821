// Pages as a PDF file: contents first, since they tell which glyphs the fonts must have.
#include "pdf/private.h"

static void print_box(zp_buffer *out, const char *name, const zp_page *page) {
    zp_buffer_add_string(out, name);
    zp_buffer_add_string(out, "[0 0 ");
    pdf_length(out, page->width);
    pdf_number(out, page->height, 3);
    zp_buffer_add_string(out, "]");
}

static pdf_object *write_page(zp_pdf *pdf, const zp_page *page) {
    pdf_object *object = pdf_object_new(pdf->store);
    pdf_object *contents = pdf_object_new(pdf->store);
    zp_buffer operators = {0};
    zp_buffer *out = &object->body;
    if (pdf->structure != NULL) {
        pdf_structure_page(pdf->structure, object);
    }
    pdf_content(&pdf->fonts, pdf->structure, page, &operators);
    pdf_object_stream(contents, operators.data, operators.size, PDF_SMALL);
    zp_buffer_free(&operators);
    zp_buffer_add_string(out, "/Type/Page/Parent");
    pdf_reference(out, pdf->tree);
    print_box(out, "/MediaBox", page);
    print_box(out, "/TrimBox", page);
    if (pdf->wish.press) { // nothing is printed beyond the trim
        print_box(out, "/BleedBox", page);
    }
    zp_buffer_add_string(out, "/Resources");
    pdf_reference(out, pdf->resources);
    zp_buffer_add_string(out, "/Contents");
    pdf_reference(out, contents);
    pdf_fields_page(pdf, page, object);
    return object;
}

static void fill_tree(const zp_pdf *pdf) {
    zp_buffer *out = &pdf->tree->body;
    zp_buffer_add_string(out, "/Type/Pages/Count ");
    pdf_number(out, (int64_t)pdf->count, 0);
    zp_buffer_add_string(out, "/Kids[");
    for (size_t i = 0; i < pdf->count; i++) {
        pdf_reference(out, pdf->pages[i].object);
    }
    zp_buffer_add_string(out, "]");
}

// All pages share one resource dictionary.
static void fill_resources(pdf_object *resources, const pdf_fonts *fonts) {
    zp_buffer *out = &resources->body;
    zp_buffer_add_string(out, "/ExtGState<</G0<</Type/ExtGState/SA true>>>>/Font<<");
    for (size_t i = 0; i < fonts->count; i++) {
        const pdf_font *font = fonts->fonts[i];
        for (size_t j = 0; j < font->layer_count; j++) {
            zp_buffer_add_string(out, "/F");
            pdf_number(out, font->layers[j].number, 0);
            pdf_reference(out, font->layers[j].object);
        }
    }
    zp_buffer_add_string(out, ">>");
}

// ---------------------------------------------------------------- page list by page list

zp_pdf *zp_pdf_begin(const zp_pdf_wish *wish) {
    zp_arena *arena = zp_arena_new();
    zp_pdf *pdf = ZP_NEW(arena, zp_pdf);
    pdf->arena = arena;
    pdf->wish = wish != NULL ? *wish : (zp_pdf_wish){0};
    pdf->store = pdf_store_new(arena);
    if (pdf->wish.press) { // which ISO 15930-7 stands on
        pdf_store_set_version(pdf->store, "1.6");
    }
    pdf->fonts = (pdf_fonts){.arena = arena, .store = pdf->store};
    pdf->tree = pdf_object_new(pdf->store);
    pdf->resources = pdf_object_new(pdf->store);
    return pdf;
}

void zp_pdf_free(zp_pdf *pdf) {
    if (pdf) {
        pdf_fonts_close(&pdf->fonts);
        pdf_store_free(pdf->store);
        zp_arena_free(pdf->arena);
    }
}

size_t zp_pdf_count(const zp_pdf *pdf) {
    return pdf->count;
}

static void add_entry(zp_pdf *pdf, zp_outline_entry entry) {
    entry.title = zp_arena_copy(pdf->arena, entry.title);
    *ZP_PUSH(pdf->arena, pdf->outline, pdf->outline_count, pdf->outline_capacity) = entry;
}

void zp_pdf_mark(zp_pdf *pdf, zp_text title, int level) {
    add_entry(pdf, (zp_outline_entry){.title = title, .level = level, .page = pdf->count});
}

static pdf_leaf *add_leaf(zp_pdf *pdf, pdf_leaf leaf) {
    pdf_leaf *made = ZP_PUSH(pdf->arena, pdf->pages, pdf->count, pdf->capacity);
    *made = leaf;
    return made;
}

void zp_pdf_add(zp_pdf *pdf, const zp_page *pages, size_t count, zp_text label) {
    label = zp_arena_copy(pdf->arena, label);
    pdf->parts++;
    for (size_t i = 0; i < count; i++) {
        const zp_page *page = &pages[i];
        add_leaf(pdf, (pdf_leaf){.object = write_page(pdf, page),
                                 .width = page->width,
                                 .height = page->height,
                                 .label = label,
                                 .part = pdf->parts,
                                 .number = page->number,
                                 .numbered = page->numbered});
    }
}

void zp_pdf_add_blank(zp_pdf *pdf, zp_length width, zp_length height, zp_text label) {
    zp_pdf_add(pdf, &(zp_page){.width = width, .height = height}, 1, label);
    pdf->pages[pdf->count - 1].blank = true;
}

void zp_pdf_repeat(zp_pdf *pdf, size_t from, size_t count) {
    pdf->parts++;
    for (size_t i = from; i < from + count; i++) {
        pdf_leaf leaf = pdf->pages[i];
        leaf.object = pdf_object_new(pdf->store);
        leaf.part = pdf->parts;
        zp_buffer_add_text(&leaf.object->body, zp_buffer_text(&pdf->pages[i].object->body));
        add_leaf(pdf, leaf);
    }
}

zp_status zp_pdf_end(zp_pdf *pdf, zp_messages *messages, const zp_document *document,
                     zp_sides sides, zp_buffer *out) {
    pdf_about about;
    if (!pdf_about_make(pdf, document, messages, &about)) {
        return ZP_BAD_INPUT;
    }
    zp_status status = pdf_fonts_finish(&pdf->fonts, messages);
    if (status != ZP_OK) {
        return status;
    }
    fill_tree(pdf);
    fill_resources(pdf->resources, &pdf->fonts);
    pdf_object *catalog = pdf_catalog(pdf, &about, sides);
    pdf_object *info = pdf_info(pdf, &about);
    if (!pdf_store_write(pdf->store, catalog, info, out)) {
        zp_report(messages, ZP_ERROR, (zp_place){0}, "pdf-store",
                  "the PDF has grown past what its cross-references can hold");
        return ZP_CANNOT_WRITE;
    }
    return ZP_OK;
}

zp_status zp_pdf_write(const zp_pages *pages, const zp_pdf_wish *wish, zp_messages *messages,
                       zp_buffer *out) {
    zp_pdf *pdf = zp_pdf_begin(wish);
    pdf->structure = pdf_structure_new(pdf->arena, pdf->store, pages);
    pdf->signable = wish == NULL || !wish->press;
    zp_pdf_add(pdf, pages->pages, pages->count, (zp_text){0});
    for (size_t i = 0; i < pages->outline_count; i++) {
        add_entry(pdf, pages->outline[i]);
    }
    zp_status status = zp_pdf_end(pdf, messages, pages->document, pages->sides, out);
    zp_pdf_free(pdf);
    return status;
}
