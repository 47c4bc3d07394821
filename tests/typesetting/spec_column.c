#include "typesetting/spec_column.h"

#include <string.h>

static const zp_place here = {"spec.md", 1, 1};

static void add_row(zp_arena *arena, zp_node *table, const zp_style *style, zp_text value) {
    zp_node *row = zp_node_new(arena, ZP_NODE_ROW, here);
    zp_node *cell = zp_node_new(arena, ZP_NODE_CELL, here);
    zp_node *paragraph = zp_node_new(arena, ZP_NODE_PARAGRAPH, here);
    zp_node *run = zp_node_new(arena, ZP_NODE_RUN, here);
    cell->as.cell.column_span = cell->as.cell.row_span = 1;
    paragraph->style = style;
    run->as.run.text = value;
    zp_node_append(paragraph, run);
    zp_node_append(cell, paragraph);
    zp_node_append(row, cell);
    zp_node_append(table, row);
}

static zp_node *make_table(zp_arena *arena, const zp_style *style, zp_length *measure,
                           zp_text column) {
    zp_node *table = zp_node_new(arena, ZP_NODE_TABLE, here);
    table->as.table = (zp_table){
        .columns = measure, .column_count = 1, .density = {.row_height = 1, .type_percent = 100}};
    for (size_t at = 0; at <= column.size;) {
        const char *bar = memchr(column.data + at, '|', column.size - at);
        size_t to = bar != NULL ? (size_t)(bar - column.data) : column.size;
        add_row(arena, table, style, zp_text_trim(zp_text_slice(column, at, to)));
        at = to + 1;
    }
    return table;
}

static zp_document *make_document(zp_arena *arena, zp_node *table, zp_length measure) {
    zp_document *document = ZP_NEW(arena, zp_document);
    zp_node *section = zp_node_new(arena, ZP_NODE_SECTION, here);
    section->as.page = (zp_page_setup){.width = measure, .height = ZP_POINTS(10000)};
    document->root = zp_node_new(arena, ZP_NODE_DOCUMENT, here);
    zp_node_append(section, table);
    zp_node_append(document->root, section);
    return document;
}

// A value as it was set: one item for each of its faces.
typedef struct seen {
    zp_length from, to;
    zp_length point; // behind the last figure before a `.`, or of all
    bool number, passed;
} seen;

static void see(seen *value, const zp_item *item) {
    zp_length x = item->x;
    for (size_t i = 0; i < item->run->count; i++) {
        const zp_glyph *glyph = &item->run->glyphs[i];
        char c = item->text.data[glyph->text];
        value->passed = value->passed || c == '.';
        x += glyph->advance;
        if (c >= '0' && c <= '9' && !value->passed) {
            value->number = true;
            value->point = x;
        }
    }
    value->to = x;
}

static void add_value(zp_buffer *out, const seen *value, zp_length em) {
    zp_length at = value->number ? value->point : (value->from + value->to) / 2;
    int64_t x = zp_scale(at, 1000, em);
    zp_buffer_print(out, value->number ? "%s%lld.%03lld" : "%s(%lld.%03lld)", out->size ? " " : "",
                    (long long)(x / 1000), (long long)(x % 1000));
}

zp_text spec_column_points(zp_arena *arena, zp_messages *messages, zp_fonts *fonts,
                           const zp_style *style, zp_length measure, zp_text column) {
    zp_node *table = make_table(arena, style, &measure, column);
    zp_document *document = make_document(arena, table, measure);
    zp_pages *pages;
    if (zp_table_assign(messages, table) != ZP_OK ||
        zp_layout(arena, messages, fonts, document, &pages) != ZP_OK) {
        return zp_text_of(zp_messages_at(messages, 0)->id);
    }
    zp_buffer out = {0};
    const zp_page *page = &pages->pages[0];
    for (size_t i = 0; i < page->item_count;) {
        const zp_item *first = &page->items[i];
        seen value = {.from = first->x};
        for (; i < page->item_count && page->items[i].node == first->node; i++) {
            if (first->kind == ZP_ITEM_GLYPHS) {
                see(&value, &page->items[i]);
            }
        }
        if (first->kind == ZP_ITEM_GLYPHS) {
            add_value(&out, &value, style->size);
        }
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}
