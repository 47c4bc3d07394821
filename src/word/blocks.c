// The paragraphs of a document: where their lines begin in the PDF, and where Word would end them.
#include "docx/docx.h"
#include "word/private.h"

#include <stdlib.h>

static bool is_text(const zp_node *node) {
    return node->type == ZP_NODE_PARAGRAPH || node->type == ZP_NODE_HEADING;
}

// ------------------------------------------------ the tree

static block *add_block(comparison *c, const zp_node *node, const zp_node *section,
                        zp_length measure) {
    block *made = ZP_PUSH(c->arena, c->blocks, c->count, c->capacity);
    *made = (block){.node = node, .section = section, .measure = measure, .percent = 100};
    return made;
}

static zp_length cell_measure(const zp_table *table, const zp_cell *cell) {
    zp_length width = -2 * table->side_padding;
    for (size_t i = 0; i < cell->column_span; i++) {
        width += table->columns[cell->column + i];
    }
    return width;
}

static void collect_table(comparison *c, const zp_node *table, const zp_node *section) {
    size_t index = 0;
    int percent = table->as.table.density.type_percent;
    for (const zp_node *row = table->first; row != NULL; row = row->next, index++) {
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            zp_length measure = cell_measure(&table->as.table, &cell->as.cell);
            for (const zp_node *node = cell->first; node != NULL; node = node->next) {
                if (is_text(node)) {
                    block *made = add_block(c, node, section, measure);
                    made->table = table;
                    made->cell = cell;
                    made->row = index;
                    made->percent = percent > 0 ? percent : 100;
                }
            }
        }
    }
}

static int by_address(const void *a, const void *b) {
    const zp_node *x = (*(block *const *)a)->node, *y = (*(block *const *)b)->node;
    return (x > y) - (x < y);
}

void collect_blocks(comparison *c) {
    for (const zp_node *section = c->document->root->first; section; section = section->next) {
        const zp_page_setup *page = &section->as.page;
        for (const zp_node *node = section->first; node != NULL; node = node->next) {
            if (node->type == ZP_NODE_TABLE) {
                collect_table(c, node, section);
            } else if (is_text(node)) {
                add_block(c, node, section, page->width - page->inner - page->outer);
            }
        }
    }
    c->by_node = ZP_ARRAY(c->arena, block *, c->count + 1);
    for (size_t i = 0; i < c->count; i++) {
        c->by_node[i] = &c->blocks[i];
    }
    qsort(c->by_node, c->count, sizeof *c->by_node, by_address);
}

block *block_of(const comparison *c, const zp_node *node) {
    block key = {.node = node}, *wanted = &key;
    block **found = bsearch(&wanted, c->by_node, c->count, sizeof *c->by_node, by_address);
    return found != NULL ? *found : NULL;
}

zp_text block_text(zp_arena *arena, const block *b) {
    zp_buffer text = {0};
    for (const zp_node *each = b->node->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_RUN) {
            zp_buffer_add_text(&text, each->as.run.text);
        } else if (each->type == ZP_NODE_LINE_BREAK) {
            zp_buffer_add_string(&text, "\n");
        }
    }
    zp_text result = zp_arena_copy(arena, zp_buffer_text(&text));
    zp_buffer_free(&text);
    return result;
}

// A paragraph of a report has its own place; one of a template has none that the clerk can change,
// and what it is filled with comes from the data.
zp_place block_place(const block *b) {
    if (b->node->place.column > 0) { // XML places have none
        return b->node->place;
    }
    for (const zp_node *each = b->node->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_RUN && each->as.run.text.size > 0) {
            return each->place;
        }
    }
    return b->node->place;
}

// ------------------------------------------------ the PDF

static void add_repetition(comparison *c, const block *of, size_t page) {
    for (size_t i = 0; i < c->repetition_count; i++) {
        if (c->repetitions[i].of == of && c->repetitions[i].page == page) {
            return;
        }
    }
    *ZP_PUSH(c->arena, c->repetitions, c->repetition_count, c->repetition_capacity) =
        (repetition){of, page};
}

// A paragraph's items come line by line. Glyphs of a lending font stand a little off the baseline.
static void add_item(comparison *c, block *b, const zp_item *item, size_t page, size_t *lines) {
    uint32_t from = item->run->count > 0 ? item->run->glyphs[0].text : 0;
    bool same = b->start_count > 0 && b->last_line == item->line;
    if (same || item->vertical) {
        b->page = b->page > 0 ? b->page : page;
        return;
    }
    *lines += b->table == NULL;
    if (b->page == 0) {
        b->page = page;
        b->line = *lines;
    }
    *ZP_PUSH(c->arena, b->starts, b->start_count, b->start_capacity) = from;
    b->last_line = item->line;
    b->set_by = item->set_by;
}

void read_pages(comparison *c) {
    for (size_t i = 0; i < c->pages->count; i++) {
        const zp_page *page = &c->pages->pages[i];
        size_t lines = 0; // of the flow
        for (size_t k = 0; k < page->item_count; k++) {
            const zp_item *item = &page->items[k];
            block *b = item->kind == ZP_ITEM_GLYPHS ? block_of(c, item->node) : NULL;
            if (b != NULL && item->artifact) {
                add_repetition(c, b, i + 1);
            } else if (b != NULL) {
                add_item(c, b, item, i + 1, &lines);
            }
        }
    }
}

// ------------------------------------------------ Word

// docx/: what stands on the page's grid has the grid's charSpace, the rest its own spacing.
static zp_length tracking(const comparison *c, const block *b) {
    const zp_style *style = b->node->style;
    const zp_page_setup *page = &b->section->as.page;
    if (!style->grid || style->cells != c->normal->cells) {
        return style->tracking;
    }
    if (page->grid_characters == 0) {
        return 0;
    }
    zp_length measure = page->width - page->inner - page->outer;
    return (zp_length)zp_scale(measure, 1, page->grid_characters) - c->normal->size;
}

static bool has(const zp_node *node, zp_node_type type) {
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        if (each->type == type) {
            return true;
        }
    }
    return false;
}

// The PDF's own lines, where Word is told them (title breaks) or no line is broken at all.
static void keep_lines(comparison *c, block *b) {
    b->end_count = b->start_count > 0 ? b->start_count : 1;
    b->ends = ZP_ARRAY(c->arena, uint32_t, b->end_count);
    for (size_t i = 0; i + 1 < b->end_count; i++) {
        b->ends[i] = b->starts[i + 1];
    }
    b->ends[b->end_count - 1] = (uint32_t)block_text(c->arena, b).size;
}

// Word knows sizes of half points only: the measure is scaled where the type cannot be.
static void reckon(comparison *c, zp_typesetter *typesetter, block *b) {
    const zp_style *style = b->node->style;
    int64_t ours = zp_scale(style->size, b->percent, 100);
    int64_t theirs = zp_scale(ours, 1, 500) * 500;
    zp_first_fit rules = {.not_first = c->not_first,
                          .not_last = c->not_last,
                          .tracking = (zp_length)zp_scale(tracking(c, b), ours, theirs),
                          .han_western = style->han_western != 0 ? 250 : 0,
                          .squeeze_pairs = true,
                          .squeeze_start = zp_docx_line_start_squeezed(style),
                          .squeeze = style->align == ZP_ALIGN_JUSTIFY};
    zp_length measure = (zp_length)zp_scale(b->measure, ours, theirs);
    zp_status status = zp_paragraph_first_fit(typesetter, c->arena, b->node, measure, b->percent,
                                              &rules, &b->ends, &b->end_count);
    if (status != ZP_OK) {
        keep_lines(c, b);
    }
}

void reckon_lines(comparison *c, zp_fonts *fonts) {
    zp_messages *unheard = zp_messages_new(); // the layout has said it all
    zp_typesetter *typesetter = zp_typesetter_new(unheard, fonts);
    for (size_t i = 0; i < c->count; i++) {
        block *b = &c->blocks[i];
        bool vertical = b->cell != NULL && b->cell->as.cell.vertical;
        if (vertical || has(b->node, ZP_NODE_GAP) || b->node->as.breaks.count > 0) {
            keep_lines(c, b);
        } else {
            reckon(c, typesetter, b);
        }
    }
    zp_typesetter_free(typesetter);
    zp_messages_free(unheard);
}

// ------------------------------------------------ both

bool only_blanks(zp_text text, uint32_t a, uint32_t b) {
    for (size_t at = a < b ? a : b, end = a < b ? b : a; at < end;) {
        uint32_t ch = zp_utf8_next(text, &at);
        if (ch != ' ' && ch != '\n' && ch != 0x3000) {
            return false;
        }
    }
    return true;
}

bool same_breaks(const comparison *c, const block *b) {
    if (b->start_count != b->end_count) {
        return b->start_count == 0;
    }
    zp_text text = block_text(c->arena, b);
    for (size_t i = 0; i + 1 < b->end_count; i++) {
        if (!only_blanks(text, b->starts[i + 1], b->ends[i])) {
            return false;
        }
    }
    return true;
}
