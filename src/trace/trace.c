#include "trace/trace.h"

// Points with three decimals, always: 12.500.
static void add_length(zp_buffer *out, zp_length length) {
    int64_t value = length < 0 ? -(int64_t)length : length;
    zp_buffer_print(out, " %s%lld.%03lld", length < 0 ? "-" : "", (long long)(value / 1000),
                    (long long)(value % 1000));
}

static void add_quoted(zp_buffer *out, zp_text text) {
    zp_buffer_add_string(out, " \"");
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '"' || c == '\\') {
            zp_buffer_add(out, "\\", 1);
        }
        if (c == '\n') {
            zp_buffer_add_string(out, "\\n");
        } else {
            zp_buffer_add(out, &c, 1);
        }
    }
    zp_buffer_add_string(out, "\"");
}

static void trace_glyphs(const zp_item *item, zp_buffer *out) {
    const zp_glyph_run *run = item->run;
    zp_buffer_add_string(out, item->artifact ? "  artifact" : "  text");
    add_length(out, item->x);
    add_length(out, item->y);
    zp_buffer_print(out, " %s", run->face->name);
    add_length(out, run->size);
    if (item->vertical) {
        zp_buffer_add_string(out, run->sideways ? " sideways" : " vertical");
    }
    if (run->narrowed > 0) {
        zp_buffer_print(out, " narrowed %d", run->narrowed);
    }
    uint32_t from = run->count ? run->glyphs[0].text : 0, to = from;
    for (size_t i = 0; i < run->count; i++) {
        uint32_t end = run->glyphs[i].text + run->glyphs[i].text_size;
        to = end > to ? end : to;
    }
    add_quoted(out, zp_text_slice(item->text, from, to));
    zp_buffer_add_string(out, "\n   ");
    for (size_t i = 0; i < run->count; i++) {
        zp_buffer_print(out, " %u", (unsigned)run->glyphs[i].id);
        add_length(out, run->glyphs[i].advance);
        if (run->glyphs[i].dx != 0 || run->glyphs[i].dy != 0) {
            zp_buffer_add_string(out, " at");
            add_length(out, run->glyphs[i].dx);
            add_length(out, run->glyphs[i].dy);
        }
    }
    zp_buffer_add_string(out, "\n");
}

static void trace_field(const zp_page_field *at, zp_buffer *out) {
    const zp_field *field = &at->node->as.field;
    zp_buffer_print(out, "  field %s %.*s", field->kind == ZP_FIELD_SEAL ? "seal" : "signature",
                    ZP_ARG(field->name));
    add_length(out, at->x);
    add_length(out, at->y);
    add_length(out, at->width);
    add_length(out, at->height);
    add_quoted(out, field->title);
    zp_buffer_add_string(out, "\n");
}

void zp_trace_write(const zp_pages *pages, zp_buffer *out) {
    zp_buffer_add_string(out, "document");
    add_quoted(out, pages->document->title);
    zp_buffer_print(out, " pages %zu\n", pages->count);
    for (size_t i = 0; i < pages->outline_count; i++) {
        const zp_outline_entry *entry = &pages->outline[i];
        zp_buffer_print(out, "outline %d page %zu", entry->level, entry->page + 1);
        add_quoted(out, entry->title);
        zp_buffer_add_string(out, "\n");
    }
    for (size_t i = 0; i < pages->count; i++) {
        const zp_page *page = &pages->pages[i];
        zp_buffer_print(out, "page %zu", i + 1);
        add_length(out, page->width);
        add_length(out, page->height);
        if (page->numbered) {
            zp_buffer_print(out, " number %u", page->number);
        }
        zp_buffer_add_string(out, "\n");
        for (size_t j = 0; j < page->item_count; j++) {
            const zp_item *item = &page->items[j];
            if (item->kind == ZP_ITEM_GLYPHS) {
                trace_glyphs(item, out);
                continue;
            }
            zp_buffer_add_string(out, "  rule");
            add_length(out, item->x);
            add_length(out, item->y);
            add_length(out, item->width);
            add_length(out, item->height);
            zp_buffer_add_string(out, "\n");
        }
        for (size_t j = 0; j < page->field_count; j++) {
            trace_field(&page->fields[j], out);
        }
    }
}
