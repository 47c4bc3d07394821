// A document in pages: sections one after the other, tables in the density that suits them.
#include "layout/private.h"

// `more` is added above and below each text.
static zp_status measure_tables(layout_context *context, section_flow *flow, size_t choice,
                                zp_length more) {
    for (size_t i = 0; i < flow->table_count; i++) {
        const zp_table *about = &flow->tables[i]->node->as.table;
        zp_density density = about->density;
        if (about->density_count > 0) {
            size_t last = about->density_count - 1;
            density = about->densities[choice < last ? choice : last];
            zp_length most = about->densities[0].padding - density.padding;
            zp_length own = more < most ? more : most;
            density.padding += own > 0 ? own : 0;
            density.row_height += own > 0 ? 2 * own : 0;
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

// How far down the last page is filled.
static zp_length bottom(const section_flow *flow) {
    if (flow->placing_count == 0) {
        return 0;
    }
    const placing *last = &flow->placings[flow->placing_count - 1];
    return last->y + last->height;
}

// Does the last of several pages hold less than a third? A clerk would then tighten the rows.
static bool sparse(const section_flow *flow) {
    return flow->page_count > 1 && bottom(flow) < flow->height / 3;
}

// Is the last of several pages so full that Word, which squeezes marks less and takes a line more
// here and there, might want another page?
static bool tight(const section_flow *flow) {
    return flow->page_count > 1 && bottom(flow) > flow->height - flow->height / 14;
}

static zp_status try_density(layout_context *context, section_flow *flow, size_t choice,
                             zp_length more) {
    zp_status status = measure_tables(context, flow, choice, more);
    return status == ZP_OK && flow->paged ? flow_pages(context, flow) : status;
}

// Rows take what their pages have left.
static zp_status spread(layout_context *context, section_flow *flow, size_t choice) {
    enum { STEP = 500, STEPS = 4, KEPT = 40 };
    size_t pages = flow->page_count;
    bool was_sparse = sparse(flow), fits = true;
    zp_length more = 0;
    zp_status status = ZP_OK;
    for (int step = 1; step <= STEPS && fits && status == ZP_OK; step++) {
        status = try_density(context, flow, choice, step * STEP);
        fits = flow->page_count == pages && sparse(flow) == was_sparse && !tight(flow) &&
               bottom(flow) <= flow->height - flow->height / KEPT;
        more = fits ? step * STEP : more;
    }
    return fits || status != ZP_OK ? status : try_density(context, flow, choice, more);
}

// The roomiest density in which the section takes no more pages than wished, leaves no all but
// empty page, and does not fill the last of several; where that cannot be, the roomiest that takes
// as few pages as can be.
static zp_status choose_density(layout_context *context, section_flow *flow) {
    size_t choices = 1, wanted = 0, least = 0, best = 0;
    bool was_tight = false;
    for (size_t i = 0; i < flow->table_count; i++) {
        const zp_table *about = &flow->tables[i]->node->as.table;
        choices = about->density_count > choices ? about->density_count : choices;
        wanted += (size_t)about->pages_wanted;
    }
    for (size_t pass = 0; pass < choices; pass++) {
        zp_status status = try_density(context, flow, pass, 0);
        if (status != ZP_OK) {
            return status;
        }
        bool better = least == 0 || flow->page_count < least;
        bool looser = !better && flow->page_count == least && was_tight && !tight(flow);
        if (!better && (!looser || sparse(flow))) {
            continue;
        }
        least = flow->page_count;
        best = pass;
        was_tight = tight(flow);
        if (wanted == 0 || (least <= wanted && !sparse(flow) && !was_tight)) {
            return pass > 0 ? spread(context, flow, pass) : ZP_OK;
        }
    }
    zp_status status = best + 1 == choices ? ZP_OK : try_density(context, flow, best, 0);
    return best > 0 && status == ZP_OK ? spread(context, flow, best) : status;
}

static zp_status lay_section(layout_context *context, zp_node *section) {
    section_flow flow;
    zp_status status = flow_open(context, section, &flow);
    if (status == ZP_OK) {
        status = choose_density(context, &flow);
    }
    for (size_t i = 0; i < flow.table_count && status == ZP_OK && !context->editing; i++) {
        status = table_keep_words(context, flow.tables[i], flow.height / 2);
    }
    if (status == ZP_OK) {
        remember(&flow);
        zp_page_setup *page = &section->as.page;
        if (page->alone_unnumbered && flow.page_count == 1) {
            page->number = ZP_PAGE_NUMBER_NONE;
        }
        status = context->editing ? ZP_OK : paint_section(context, &flow);
    }
    return status;
}

static zp_status lay_all(layout_context *context, zp_fonts *fonts) {
    context->typesetter = zp_typesetter_new(context->messages, fonts);
    if (!context->editing) {
        find_fields(context, context->root);
    }
    zp_status status = ZP_OK;
    for (zp_node *section = context->root->first; section != NULL && status == ZP_OK;
         section = section->next) {
        status = lay_section(context, section);
    }
    for (size_t i = 0; !context->editing && i < context->pages->count && status == ZP_OK; i++) {
        settle_fields(context, &context->pages->pages[i]);
    }
    zp_typesetter_free(context->typesetter);
    return status;
}

zp_status zp_layout(zp_arena *arena, zp_messages *messages, zp_fonts *fonts, zp_document *document,
                    zp_pages **out) {
    zp_pages *pages = ZP_NEW(arena, zp_pages);
    pages->document = document;
    pages->fonts = fonts;
    layout_context context = {.arena = arena,
                              .messages = messages,
                              .pages = pages,
                              .document = document,
                              .root = document->root};
    zp_status status = lay_all(&context, fonts);
    if (status == ZP_OK) {
        *out = pages;
    }
    return status;
}

zp_status zp_layout_for_editing(zp_arena *arena, zp_messages *messages, zp_fonts *fonts,
                                zp_document *document) {
    layout_context context = {.arena = arena,
                              .messages = messages,
                              .document = document,
                              .root = document->root,
                              .editing = true};
    return lay_all(&context, fonts);
}
