// A document in pages: sections one after the other, tables in the density that suits them.
#include "layout/private.h"

static zp_status measure_tables(layout_context *context, section_flow *flow, size_t choice) {
    for (size_t i = 0; i < flow->table_count; i++) {
        const zp_table *about = &flow->tables[i]->node->as.table;
        zp_density density = about->density;
        if (about->density_count > 0) {
            size_t last = about->density_count - 1;
            density = about->densities[choice < last ? choice : last];
        }
        zp_status status = table_measure(context, flow->tables[i], density);
        if (status != ZP_OK) {
            return status;
        }
    }
    flow_row_heights(flow);
    return ZP_OK;
}

static void remember(section_flow *flow) {
    for (size_t i = 0; i < flow->table_count; i++) {
        // The tree belongs to the caller, who lent it for this.
        ((zp_node *)flow->tables[i]->node)->as.table.density = flow->tables[i]->density;
    }
}

// Does the last of several pages hold less than a third? A clerk would then tighten the rows.
static bool sparse(const section_flow *flow) {
    if (flow->page_count < 2 || flow->placing_count == 0) {
        return false;
    }
    const placing *last = &flow->placings[flow->placing_count - 1];
    return last->y + last->height < flow->height / 3;
}

// The roomiest density in which the section takes no more pages than wished and leaves no all but
// empty page; where that cannot be, the roomiest that takes as few pages as can be.
static zp_status choose_density(layout_context *context, section_flow *flow) {
    size_t choices = 1, wanted = 0, least = 0, best = 0;
    for (size_t i = 0; i < flow->table_count; i++) {
        const zp_table *about = &flow->tables[i]->node->as.table;
        choices = about->density_count > choices ? about->density_count : choices;
        wanted += (size_t)about->pages_wanted;
    }
    for (size_t pass = 0; pass < choices; pass++) {
        zp_status status = measure_tables(context, flow, pass);
        if (status != ZP_OK) {
            return status;
        }
        status = flow_pages(context, flow);
        if (status != ZP_OK) {
            return status;
        }
        if (least != 0 && flow->page_count >= least) {
            continue;
        }
        least = flow->page_count;
        best = pass;
        if (wanted == 0 || (least <= wanted && !sparse(flow))) {
            return ZP_OK;
        }
    }
    if (best + 1 == choices) {
        return ZP_OK; // it is what was tried last
    }
    zp_status status = measure_tables(context, flow, best);
    return status == ZP_OK ? flow_pages(context, flow) : status;
}

static zp_status lay_section(layout_context *context, zp_node *section) {
    section_flow flow;
    zp_status status = flow_open(context, section, &flow);
    if (status == ZP_OK) {
        status = choose_density(context, &flow);
    }
    if (status == ZP_OK) {
        remember(&flow);
        zp_page_setup *page = &section->as.page;
        if (page->alone_unnumbered && flow.page_count == 1) {
            page->number = ZP_PAGE_NUMBER_NONE;
        }
        status = paint_section(context, &flow);
    }
    return status;
}

zp_status zp_layout(zp_arena *arena, zp_messages *messages, zp_fonts *fonts, zp_document *document,
                    zp_pages **out) {
    zp_pages *pages = ZP_NEW(arena, zp_pages);
    pages->document = document;
    pages->fonts = fonts;
    layout_context context = {.arena = arena, .messages = messages, .pages = pages};
    context.typesetter = zp_typesetter_new(messages, fonts);
    zp_status status = ZP_OK;
    for (zp_node *section = document->root->first; section != NULL && status == ZP_OK;
         section = section->next) {
        status = lay_section(&context, section);
    }
    zp_typesetter_free(context.typesetter);
    if (status == ZP_OK) {
        *out = pages;
    }
    return status;
}
