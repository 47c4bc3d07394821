// Placings become items on pages.
#include "layout/private.h"

zp_item *add_item(layout_context *context, zp_page *page) {
    return ZP_PUSH(context->arena, page->items, page->item_count, page->item_capacity);
}

void paint_rule(layout_context *context, zp_page *page, const zp_node *node, zp_length x,
                zp_length y, zp_length width, zp_length height) {
    *add_item(context, page) = (zp_item){.kind = ZP_ITEM_RULE,
                                         .node = node,
                                         .artifact = true,
                                         .x = x,
                                         .y = y,
                                         .width = width,
                                         .height = height};
}

static zp_length ascent(const zp_face *face, zp_length size) {
    return (zp_length)zp_scale(size, face->ascender, face->units_per_em);
}

// Han of a font that lends them: in the line's em box too, not on the baseline of a font whose Han
// stand higher or lower above it. But a character with a selector or marks stays on it: pdftotext
// parts the line there else.
static bool in_em_box(zp_text text, const zp_glyph_run *run) {
    for (size_t i = 0; i < run->count; i++) {
        size_t end = run->glyphs[i].text;
        zp_utf8_next(text, &end);
        if (run->glyphs[i].text_size != end - run->glyphs[i].text) {
            return false;
        }
    }
    return run->face->han;
}

// `top` is the upper edge of the line's em box.
void paint_line(layout_context *context, zp_page *page, const zp_node *node,
                const zp_paragraph *paragraph, size_t line, zp_length x, zp_length top,
                bool artifact) {
    const zp_line *from = &paragraph->lines[line];
    for (size_t i = 0; i < from->run_count; i++) {
        const zp_glyph_run *run = &from->runs[i];
        const zp_face *face = in_em_box(paragraph->text, run) ? run->face : paragraph->face;
        *add_item(context, page) = (zp_item){.kind = ZP_ITEM_GLYPHS,
                                             .node = node,
                                             .artifact = artifact,
                                             .x = x + from->x + run->x,
                                             .y = top + ascent(face, paragraph->size),
                                             .text = paragraph->text,
                                             .run = run,
                                             .line = line,
                                             .set_by = paragraph->set_by};
    }
    if (!artifact && context->field_count > 0) {
        mark_fields(context, page, node, paragraph, line, x, top);
    }
}

// ------------------------------------------------ page numbers

// GB/T 9704 7.5: 一字线 7 mm below the type area, odd pages right, even left, 一字 in.
static zp_status paint_number(layout_context *context, const section_flow *flow, zp_page *page) {
    const zp_page_setup *setup = flow->setup;
    if (setup->number == ZP_PAGE_NUMBER_NONE || setup->number_style == NULL) {
        return ZP_OK;
    }
    zp_node *block = zp_node_new(context->arena, ZP_NODE_PARAGRAPH, flow->node->place);
    zp_node *run = zp_node_new(context->arena, ZP_NODE_RUN, flow->node->place);
    block->style = setup->number_style;
    run->as.run.text = zp_arena_print(context->arena, "— %u —", page->number);
    zp_node_append(block, run);
    zp_paragraph *paragraph;
    zp_status status = zp_paragraph_set(context->typesetter, context->arena, block, flow->measure,
                                        100, &paragraph);
    if (status != ZP_OK) {
        return status;
    }
    bool odd = !page->left_hand;
    const zp_line *line = &paragraph->lines[0];
    zp_length left = odd ? setup->inner : setup->outer;
    zp_length x = odd ? left + flow->measure - setup->number_indent - line->width
                      : left + setup->number_indent;
    // The line — stands in the middle of the em box.
    zp_length middle = setup->height - setup->bottom + setup->number_drop;
    paint_line(context, page, NULL, paragraph, 0, x - line->x, middle - paragraph->size / 2, true);
    page->numbered = true;
    return ZP_OK;
}

// ------------------------------------------------ sections

static zp_page *add_page(layout_context *context, const section_flow *flow, bool numbered) {
    zp_pages *pages = context->pages;
    zp_page *page = ZP_PUSH(context->arena, pages->pages, pages->count, pages->capacity);
    *page = (zp_page){.width = flow->setup->width,
                      .height = flow->setup->height,
                      .left_hand = pages->count % 2 == 0};
    if (numbered && flow->setup->number != ZP_PAGE_NUMBER_NONE) {
        page->number = ++context->numbered;
    }
    return page;
}

static void add_outline(layout_context *context, const placing *heading, zp_length y) {
    const zp_node *node = heading->from->node;
    zp_pages *pages = context->pages;
    zp_buffer title = {0};
    for (const zp_node *run = node->first; run != NULL; run = run->next) {
        if (run->type == ZP_NODE_RUN) {
            zp_buffer_add_text(&title, run->as.run.text);
        }
    }
    *ZP_PUSH(context->arena, pages->outline, pages->outline_count, pages->outline_capacity) =
        (zp_outline_entry){.title = zp_arena_copy(context->arena, zp_buffer_text(&title)),
                           .level = node->style->outline,
                           .page = pages->count - 1,
                           .y = y};
    zp_buffer_free(&title);
}

static void paint_strip(layout_context *context, const section_flow *flow, zp_page *page,
                        const placing *each, zp_length left) {
    const strip *from = each->from;
    zp_length top = flow->setup->top + each->y;
    if (from->kind != STRIP_LINE) {
        return;
    }
    const zp_paragraph *paragraph = from->paragraph;
    zp_length em_top = from->grid ? top : top + (paragraph->pitch - paragraph->size) / 2;
    if (from->line == 0 && from->node->type == ZP_NODE_HEADING && from->node->style->outline > 0) {
        add_outline(context, each, em_top);
    }
    paint_line(context, page, from->node, paragraph, from->line, left + from->shift, em_top, false);
}

zp_status paint_section(layout_context *context, section_flow *flow) {
    zp_page *page = NULL;
    size_t painted = 0; // pages
    if (flow->setup->right_hand && context->pages->count % 2 == 1) {
        add_page(context, flow, false); // the blank back of a cover
    }
    for (size_t i = 0; i < flow->placing_count || painted < flow->page_count;) {
        const placing *each = i < flow->placing_count ? &flow->placings[i] : NULL;
        if (page == NULL || each == NULL || each->page >= painted) {
            page = add_page(context, flow, true);
            painted++;
            zp_status status = paint_number(context, flow, page);
            if (status != ZP_OK) {
                return status;
            }
            continue;
        }
        zp_length left = page->left_hand ? flow->setup->outer : flow->setup->inner;
        if (each->from->kind != STRIP_ROW) {
            paint_strip(context, flow, page, each, left);
            i++;
            continue;
        }
        size_t to = i + 1;
        while (to < flow->placing_count && flow->placings[to].page == each->page &&
               flow->placings[to].from->kind == STRIP_ROW &&
               flow->placings[to].from->table == each->from->table) {
            to++;
        }
        zp_status status =
            paint_fragment(context, page, each, to - i, left, flow->setup->top + each->y);
        if (status != ZP_OK) {
            return status;
        }
        i = to;
    }
    return ZP_OK;
}
