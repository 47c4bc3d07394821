// What unit tests that set type share: fonts, a tree made by hand, and its pages.
#ifndef ZIPING_TESTS_BENCH_H
#define ZIPING_TESTS_BENCH_H

#include "layout/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const zp_place here = {"test", 1, 1};

typedef struct bench {
    zp_arena *arena;
    zp_messages *messages;
    zp_fonts *fonts;
    zp_typesetter *typesetter;
    zp_document document;
    zp_node *section, *table;                                             // what the test works on
    zp_style style, body, heading, cell, prose, label, number, signature; // as the test sets them
} bench;

static inline bench *bench_new(void) {
    bench *b = zp_allocate(sizeof *b);
    *b = (bench){.arena = zp_arena_new(), .messages = zp_messages_new()};
    assert_int_equal(zp_fonts_open(b->arena, b->messages, ZIPING_SOURCE "/fonts", &b->fonts),
                     ZP_OK);
    b->typesetter = zp_typesetter_new(b->messages, b->fonts);
    b->document.root = zp_node_new(b->arena, ZP_NODE_DOCUMENT, here);
    return b;
}

// For cmocka's tear-down.
static inline int bench_close(void **state) {
    bench *b = *state;
    zp_typesetter_free(b->typesetter);
    zp_fonts_close(b->fonts);
    zp_messages_free(b->messages);
    zp_arena_free(b->arena);
    free(b);
    return 0;
}

static inline zp_style bench_style(zp_font_role role, zp_length size, zp_length pitch,
                                   zp_align align) {
    return (zp_style){.id = ZP_TEXT("test"),
                      .role = role,
                      .latin = ZP_ROLE_DIGITS,
                      .size = size,
                      .pitch = pitch,
                      .align = align};
}

static inline zp_node *bench_section(bench *b, zp_page_setup page) {
    zp_node *section = zp_node_new(b->arena, ZP_NODE_SECTION, here);
    section->as.page = page;
    zp_node_append(b->document.root, section);
    return section;
}

// A paragraph or heading of one text, or of none.
static inline zp_node *bench_block(bench *b, zp_node *parent, zp_node_type type,
                                   const zp_style *style, const char *text) {
    zp_node *block = zp_node_new(b->arena, type, here);
    block->style = style;
    if (text[0] != '\0') {
        zp_node *run = zp_node_new(b->arena, ZP_NODE_RUN, here);
        run->as.run.text = zp_text_of(text);
        zp_node_append(block, run);
    }
    if (parent != NULL) {
        zp_node_append(parent, block);
    }
    return block;
}

static inline zp_node *bench_row(bench *b, zp_node *table, zp_row_kind kind) {
    zp_node *row = zp_node_new(b->arena, ZP_NODE_ROW, here);
    row->as.row.kind = kind;
    zp_node_append(table, row);
    return row;
}

static inline zp_node *bench_cell(bench *b, zp_node *row, unsigned columns, unsigned rows,
                                  const zp_style *style, const char *text) {
    zp_node *cell = zp_node_new(b->arena, ZP_NODE_CELL, here);
    cell->as.cell = (zp_cell){.column_span = (uint16_t)columns, .row_span = (uint16_t)rows};
    zp_node_append(row, cell);
    bench_block(b, cell, ZP_NODE_PARAGRAPH, style, text);
    return cell;
}

// Finds the cells' places, then the pages.
static inline zp_pages *bench_lay(bench *b) {
    zp_pages *pages = NULL;
    for (zp_node *section = b->document.root->first; section != NULL; section = section->next) {
        for (zp_node *block = section->first; block != NULL; block = block->next) {
            if (block->type == ZP_NODE_TABLE) {
                assert_int_equal(zp_table_assign(b->messages, block), ZP_OK);
            }
        }
    }
    assert_int_equal(zp_layout(b->arena, b->messages, b->fonts, &b->document, &pages), ZP_OK);
    return pages;
}

#endif
