// Templates to document trees: what stands on a page.
#include "form/parts.h"

void form_misplaced(form_builder *builder, const form_part *part, const char *what) {
    form_fail(builder, part->place, "template-place", "%s cannot stand here", zp_translated(what));
}

// ---------------------------------------------------------------- blocks

void form_build_section(form_builder *builder, const form_part *part, form_spot *spot) {
    if (spot->parent->type != ZP_NODE_DOCUMENT) {
        form_misplaced(builder, part, ZP_MARKED("a <section>"));
        return;
    }
    zp_text id = form_attribute_text(builder, part, "page", "");
    const form_page *page = form_page_find(&builder->form->styles, id);
    if (page == NULL) {
        form_fail(builder, part->place, "unknown-style", "styles.xml has no page “%.*s”",
                  ZP_ARG(id));
        return;
    }
    zp_node *section = zp_node_new(builder->arena, ZP_NODE_SECTION, part->place);
    section->as.page = page->setup;
    zp_text numbers = form_attribute_text(builder, part, "numbers", "yes");
    // A sheet by itself needs no number; should it grow to two, they are numbered.
    section->as.page.alone_unnumbered = zp_text_is(numbers, "no") || zp_text_is(numbers, "false");
    zp_node_append(spot->parent, section);
    form_spot inside = {.parent = section,
                        .measure = page->setup.width - page->setup.inner - page->setup.outer};
    form_build_parts(builder, part->first, &inside);
}

void form_build_paragraph(form_builder *builder, const form_part *part, form_spot *spot) {
    bool in_cell = spot->parent->type == ZP_NODE_CELL;
    if (spot->parent->type != ZP_NODE_SECTION && !in_cell) {
        form_misplaced(builder, part, ZP_MARKED("a paragraph"));
        return;
    }
    bool heading = part->type == FORM_PART_HEADING;
    const zp_style *style = form_attribute_style(builder, part, in_cell ? NULL : "body");
    zp_node *block =
        zp_node_new(builder->arena, heading ? ZP_NODE_HEADING : ZP_NODE_PARAGRAPH, part->place);
    block->style = style != NULL ? style : spot->style;
    if (heading && block->style->outline == 0) {
        form_fail(builder, part->place, "unknown-style",
                  "a heading's style has an outline level; “%.*s” has none",
                  ZP_ARG(block->style->id));
    }
    zp_node_append(spot->parent, block);
    form_spot inside = *spot;
    inside.open = block;
    form_build_parts(builder, part->first, &inside);
    spot->open = NULL; // text behind it begins a paragraph of its own
}

void form_build_heading(form_builder *builder, const form_part *part, form_spot *spot) {
    form_build_paragraph(builder, part, spot);
}

// NULL where no room can stand.
static zp_node *build_room(form_builder *builder, const form_part *part, form_spot *spot,
                           zp_node_type type) {
    if (spot->parent->type != ZP_NODE_SECTION) {
        form_misplaced(builder, part, ZP_MARKED("room between paragraphs"));
        return NULL;
    }
    zp_node *node = zp_node_new(builder->arena, type, part->place);
    zp_node_append(spot->parent, node);
    return node;
}

void form_build_space(form_builder *builder, const form_part *part, form_spot *spot) {
    zp_node *node = build_room(builder, part, spot, ZP_NODE_SPACE);
    if (node != NULL) {
        form_length_read(form_attribute_text(builder, part, "height", "0pt"), &node->as.space);
    }
}

void form_build_fill(form_builder *builder, const form_part *part, form_spot *spot) {
    build_room(builder, part, spot, ZP_NODE_FILL);
}

void form_build_page_break(form_builder *builder, const form_part *part, form_spot *spot) {
    build_room(builder, part, spot, ZP_NODE_PAGE_BREAK);
}

// ---------------------------------------------------------------- inlines

zp_node *form_open_paragraph(form_builder *builder, const form_part *part, form_spot *spot) {
    if (spot->open == NULL && spot->parent->type == ZP_NODE_CELL) {
        spot->open = zp_node_new(builder->arena, ZP_NODE_PARAGRAPH, part->place);
        spot->open->style = spot->style;
        zp_node_append(spot->parent, spot->open);
    }
    if (spot->open == NULL) {
        form_misplaced(builder, part, ZP_MARKED("text outside paragraphs and cells"));
    }
    return spot->open;
}

static bool is_blank_text(const form_text *text) {
    return form_text_is_literal(text) && zp_text_trim(text->pieces[0].literal).size == 0;
}

static void build_text(form_builder *builder, const form_part *part, form_spot *spot) {
    if (spot->open == NULL && is_blank_text(&part->text)) {
        return; // between elements
    }
    zp_node *block = form_open_paragraph(builder, part, spot);
    if (block != NULL) {
        form_inline(builder, block, &part->text);
    }
}

static zp_node *build_inline(form_builder *builder, const form_part *part, form_spot *spot,
                             zp_node_type type) {
    zp_node *block = form_open_paragraph(builder, part, spot);
    if (block == NULL) {
        return NULL;
    }
    zp_node *node = zp_node_new(builder->arena, type, part->place);
    zp_node_append(block, node);
    return node;
}

void form_build_line_break(form_builder *builder, const form_part *part, form_spot *spot) {
    build_inline(builder, part, spot, ZP_NODE_LINE_BREAK);
}

void form_build_gap(form_builder *builder, const form_part *part, form_spot *spot) {
    build_inline(builder, part, spot, ZP_NODE_GAP);
}

void form_build_blank(form_builder *builder, const form_part *part, form_spot *spot) {
    bool tab = form_attribute_text(builder, part, "to", "").size > 0;
    zp_node *node = build_inline(builder, part, spot, tab ? ZP_NODE_TAB : ZP_NODE_BLANK);
    zp_decimal em;
    const char *name = tab ? "to" : "em";
    zp_text text = zp_text_trim(form_attribute_text(builder, part, name, "0"));
    if (node == NULL) {
        return;
    }
    if (!zp_decimal_read(text, &em) || !zp_decimal_round(em, 2, &em) || em.coefficient < 0 ||
        em.coefficient > 100000) {
        form_fail(builder, part->place, "template-number",
                  "%s=\"%.*s\"; a width such as 6 or 2.5 is wanted", name, ZP_ARG(text));
        return;
    }
    node->as.blank = (int)em.coefficient;
}

// ---------------------------------------------------------------- control

void form_build_if(form_builder *builder, const form_part *part, form_spot *spot) {
    bool passes = form_test_passes(builder, part->test);
    for (const form_part *each = part->first; each != NULL; each = each->next) {
        if (each->type == FORM_PART_ELSE && !passes) {
            form_build_parts(builder, each->first, spot);
        } else if (each->type != FORM_PART_ELSE && passes) {
            form_part only = *each;
            only.next = NULL;
            form_build_parts(builder, &only, spot);
        }
    }
}

void form_build_include(form_builder *builder, const form_part *part, form_spot *spot) {
    form_build_parts(builder, part->target->first, spot);
}

void form_build_nothing(form_builder *builder, const form_part *part, form_spot *spot) {
    (void)builder, (void)part, (void)spot;
}

void form_build_parts(form_builder *builder, const form_part *first, form_spot *spot) {
    static void (*const builds[FORM_PART_COUNT])(form_builder *, const form_part *, form_spot *) = {
        build_text,
#define FORM_PART(type, name, build) build,
#include "form/parts.inc"
#undef FORM_PART
    };
    if (first == NULL || !form_enter(builder, first->place)) {
        return;
    }
    for (const form_part *each = first; each != NULL; each = each->next) {
        builds[each->type](builder, each, spot);
    }
    builder->depth--;
}
