// Templates to document trees: what stands on a page.
#include "form/private.h"

const form_text *form_attribute_find(const form_part *part, const char *name) {
    for (size_t i = 0; i < part->attribute_count; i++) {
        if (zp_text_is(part->attributes[i].name, name)) {
            return &part->attributes[i].value;
        }
    }
    return NULL;
}

zp_text form_attribute_text(form_builder *builder, const form_part *part, const char *name,
                            const char *otherwise) {
    const form_text *text = form_attribute_find(part, name);
    return text != NULL ? form_expand(builder, text) : zp_text_of(otherwise);
}

int64_t form_attribute_number(form_builder *builder, const form_part *part, const char *name,
                              int64_t otherwise, int64_t least, int64_t most) {
    const form_text *text = form_attribute_find(part, name);
    if (text == NULL) {
        return otherwise;
    }
    zp_text expanded = form_expand(builder, text);
    zp_decimal number;
    if (builder->endless) {
        return otherwise; // what is missing follows from what was said
    }
    if (zp_decimal_read(zp_text_trim(expanded), &number) && number.scale == 0 &&
        number.coefficient >= least && number.coefficient <= most) {
        return number.coefficient;
    }
    form_fail(builder, part->place, "template-number",
              "%s=\"%.*s\"; a whole number from %lld to %lld is wanted", name, ZP_ARG(expanded),
              (long long)least, (long long)most);
    return otherwise;
}

bool form_attribute_yes(form_builder *builder, const form_part *part, const char *name) {
    return zp_text_is(form_attribute_text(builder, part, name, "no"), "yes");
}

const zp_style *form_attribute_style(form_builder *builder, const form_part *part,
                                     const char *otherwise) {
    const form_text *text = form_attribute_find(part, "style");
    if (text == NULL && otherwise == NULL) {
        return NULL;
    }
    zp_text id = form_attribute_text(builder, part, "style", otherwise);
    const zp_style *style = form_style_find(&builder->form->styles, id);
    if (style == NULL) {
        form_fail(builder, part->place, "unknown-style", "styles.xml has no style “%.*s”",
                  ZP_ARG(id));
        style = builder->form->styles.styles[0];
    }
    return style;
}

static void misplaced(form_builder *builder, const form_part *part, const char *what) {
    form_fail(builder, part->place, "template-place", "%s cannot stand here", zp_translated(what));
}

// ---------------------------------------------------------------- blocks

static void build_section(form_builder *builder, const form_part *part, form_spot *spot) {
    if (spot->parent->type != ZP_NODE_DOCUMENT) {
        misplaced(builder, part, ZP_MARKED("a <section>"));
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

static void build_paragraph(form_builder *builder, const form_part *part, form_spot *spot) {
    bool in_cell = spot->parent->type == ZP_NODE_CELL;
    if (spot->parent->type != ZP_NODE_SECTION && !in_cell) {
        misplaced(builder, part, ZP_MARKED("a paragraph"));
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

static void build_block(form_builder *builder, const form_part *part, form_spot *spot) {
    static const zp_node_type types[FORM_PART_COUNT] = {[FORM_PART_SPACE] = ZP_NODE_SPACE,
                                                        [FORM_PART_FILL] = ZP_NODE_FILL,
                                                        [FORM_PART_PAGE_BREAK] =
                                                            ZP_NODE_PAGE_BREAK};
    if (spot->parent->type != ZP_NODE_SECTION) {
        misplaced(builder, part, ZP_MARKED("room between paragraphs"));
        return;
    }
    zp_node *node = zp_node_new(builder->arena, types[part->type], part->place);
    if (part->type == FORM_PART_SPACE) {
        form_length_read(form_attribute_text(builder, part, "height", "0pt"), &node->as.space);
    }
    zp_node_append(spot->parent, node);
}

// ---------------------------------------------------------------- inlines

// The paragraph that takes text here; one is begun in a cell that has none.
static zp_node *open_paragraph(form_builder *builder, const form_part *part, form_spot *spot) {
    if (spot->open == NULL && spot->parent->type == ZP_NODE_CELL) {
        spot->open = zp_node_new(builder->arena, ZP_NODE_PARAGRAPH, part->place);
        spot->open->style = spot->style;
        zp_node_append(spot->parent, spot->open);
    }
    return spot->open;
}

static bool is_blank_text(const form_text *text) {
    return form_text_is_literal(text) && zp_text_trim(text->pieces[0].literal).size == 0;
}

static void build_inline(form_builder *builder, const form_part *part, form_spot *spot) {
    if (part->type == FORM_PART_TEXT && spot->open == NULL && is_blank_text(&part->text)) {
        return; // between elements
    }
    zp_node *block = open_paragraph(builder, part, spot);
    if (block == NULL) {
        misplaced(builder, part, ZP_MARKED("text outside paragraphs and cells"));
        return;
    }
    if (part->type == FORM_PART_TEXT) {
        form_inline(builder, block, &part->text);
        return;
    }
    if (part->type == FORM_PART_FIELD) {
        form_build_field(builder, part, block);
        return;
    }
    bool tab = form_attribute_text(builder, part, "to", "").size > 0;
    zp_node_type type = part->type == FORM_PART_BR      ? ZP_NODE_LINE_BREAK
                        : part->type != FORM_PART_BLANK ? ZP_NODE_GAP
                        : tab                           ? ZP_NODE_TAB
                                                        : ZP_NODE_BLANK;
    zp_node *node = zp_node_new(builder->arena, type, part->place);
    if (part->type == FORM_PART_BLANK) {
        zp_decimal em;
        const char *name = tab ? "to" : "em";
        zp_text text = zp_text_trim(form_attribute_text(builder, part, name, "0"));
        if (!zp_decimal_read(text, &em) || !zp_decimal_round(em, 2, &em) || em.coefficient < 0 ||
            em.coefficient > 100000) {
            form_fail(builder, part->place, "template-number",
                      "%s=\"%.*s\"; a width such as 6 or 2.5 is wanted", name, ZP_ARG(text));
            return;
        }
        node->as.blank = (int)em.coefficient;
    }
    zp_node_append(block, node);
}

// ---------------------------------------------------------------- control

static void build_if(form_builder *builder, const form_part *part, form_spot *spot) {
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

static void build_part(form_builder *builder, const form_part *part, form_spot *spot) {
    switch (part->type) {
    case FORM_PART_SECTION:
        build_section(builder, part, spot);
        break;
    case FORM_PART_HEADING:
    case FORM_PART_P:
        build_paragraph(builder, part, spot);
        break;
    case FORM_PART_TABLE:
        form_build_table(builder, part, spot);
        break;
    case FORM_PART_HEAD: {
        form_spot inside = *spot;
        inside.head = true;
        form_build_parts(builder, part->first, &inside);
        break;
    }
    case FORM_PART_ROW:
        form_build_row(builder, part, spot);
        break;
    case FORM_PART_CELL:
        form_build_cell(builder, part, spot);
        break;
    case FORM_PART_NOTE:
        form_build_note(builder, part, spot);
        break;
    case FORM_PART_REPORT:
        form_build_report(builder, part, spot);
        break;
    case FORM_PART_ATTACHMENTS:
        form_build_attachments(builder, part, spot);
        break;
    case FORM_PART_SPACE:
    case FORM_PART_FILL:
    case FORM_PART_PAGE_BREAK:
        build_block(builder, part, spot);
        break;
    case FORM_PART_FOR:
        form_build_for(builder, part, spot);
        break;
    case FORM_PART_LET:
        form_build_let(builder, part, spot);
        break;
    case FORM_PART_IF:
        build_if(builder, part, spot);
        break;
    case FORM_PART_INCLUDE:
        form_build_parts(builder, part->target->first, spot);
        break;
    case FORM_PART_DEFINE: // only where it is included
        break;
    default:
        build_inline(builder, part, spot);
        break;
    }
}

void form_build_parts(form_builder *builder, const form_part *first, form_spot *spot) {
    if (first == NULL || !form_enter(builder, first->place)) {
        return;
    }
    for (const form_part *each = first; each != NULL; each = each->next) {
        build_part(builder, each, spot);
    }
    builder->depth--;
}
