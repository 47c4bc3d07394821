// Pages as a PDF file: contents first, since they tell which glyphs the fonts must have.
#include "pdf/private.h"

static void print_box(zp_buffer *out, const char *name, const zp_page *page) {
    zp_buffer_add_string(out, name);
    zp_buffer_add_string(out, "[0 0 ");
    pdf_length(out, page->width);
    pdf_number(out, page->height, 3);
    zp_buffer_add_string(out, "]");
}

static pdf_object *write_page(pdf_fonts *fonts, const zp_page *page, const pdf_object *tree,
                              const pdf_object *resources) {
    pdf_object *object = pdf_object_new(fonts->store);
    pdf_object *contents = pdf_object_new(fonts->store);
    zp_buffer operators = {0};
    zp_buffer *out = &object->body;
    pdf_content(fonts, page, &operators);
    pdf_object_stream(contents, operators.data, operators.size, PDF_SMALL);
    zp_buffer_free(&operators);
    zp_buffer_add_string(out, "/Type/Page/Parent");
    pdf_reference(out, tree);
    print_box(out, "/MediaBox", page);
    print_box(out, "/TrimBox", page);
    zp_buffer_add_string(out, "/Resources");
    pdf_reference(out, resources);
    zp_buffer_add_string(out, "/Contents");
    pdf_reference(out, contents);
    return object;
}

static void fill_tree(pdf_object *tree, pdf_object *const *page_objects, size_t count) {
    zp_buffer *out = &tree->body;
    zp_buffer_add_string(out, "/Type/Pages/Count ");
    pdf_number(out, (int64_t)count, 0);
    zp_buffer_add_string(out, "/Kids[");
    for (size_t i = 0; i < count; i++) {
        pdf_reference(out, page_objects[i]);
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

zp_status zp_pdf_write(const zp_pages *pages, zp_messages *messages, zp_buffer *out) {
    zp_arena *arena = zp_arena_new();
    pdf_store *store = pdf_store_new(arena);
    pdf_fonts fonts = {.arena = arena, .store = store};
    pdf_object *tree = pdf_object_new(store);
    pdf_object *resources = pdf_object_new(store);
    pdf_object **page_objects = ZP_ARRAY(arena, pdf_object *, pages->count);
    for (size_t i = 0; i < pages->count; i++) {
        page_objects[i] = write_page(&fonts, &pages->pages[i], tree, resources);
    }
    zp_status status = pdf_fonts_finish(&fonts, messages);
    if (status == ZP_OK) {
        fill_tree(tree, page_objects, pages->count);
        fill_resources(resources, &fonts);
        pdf_object *catalog = pdf_catalog(store, pages, tree, page_objects);
        pdf_object *info = pdf_info(store, pages->document);
        if (!pdf_store_write(store, catalog, info, out)) {
            zp_report(messages, ZP_ERROR, (zp_place){0}, "pdf-store",
                      "the PDF has grown past what its cross-references can hold");
            status = ZP_CANNOT_WRITE;
        }
    }
    pdf_store_free(store);
    zp_arena_free(arena);
    return status;
}
