// Notes to a table: <note> in a cell puts a mark there, and its text under the table.
#include "form/parts.h"

static zp_node *add_mark(form_builder *builder, zp_node *block, zp_text mark, zp_place place) {
    zp_node *run = zp_node_new(builder->arena, ZP_NODE_RUN, place);
    run->as.run.text = mark;
    zp_node_append(block, run);
    return run;
}

// What it says behind its mark, blanks around it aside.
static zp_text words_of(form_builder *builder, const zp_node *note) {
    zp_text text = zp_node_text(builder->arena, note);
    return zp_text_trim(zp_text_slice(text, note->first->as.run.text.size, text.size));
}

// The note as a paragraph, its mark first; NULL for one without text.
static zp_node *read_note(form_builder *builder, const form_part *part, zp_text mark) {
    const zp_style *style = form_attribute_style(builder, part, "table-note");
    zp_node *note = zp_node_new(builder->arena, ZP_NODE_PARAGRAPH, part->place);
    note->style = style;
    note->list = (zp_list){.label = true, .note = true};
    add_mark(builder, note, mark, part->place);
    // The cell's paragraph goes on behind the note, and so does the count of its characters.
    const zp_node *filling = builder->filling;
    size_t filled = builder->filled;
    form_spot inside = {.parent = note, .open = note, .style = style};
    form_build_parts(builder, part->first, &inside);
    builder->filling = filling;
    builder->filled = filled;
    return words_of(builder, note).size > 0 ? note : NULL;
}

// The number of the note with the same text, from 1; or of the next one.
static size_t number_of(form_builder *builder, const zp_node *foot, const zp_node *note) {
    zp_text words = words_of(builder, note);
    size_t number = 1;
    for (const zp_node *each = foot->first; each != NULL; each = each->next, number++) {
        if (zp_text_equal(words, words_of(builder, each))) {
            break;
        }
    }
    return number;
}

// Where the mark stands: behind what the cell has so far.
static zp_node *block_of(form_builder *builder, const form_part *part, form_spot *spot) {
    bool closed = spot->open == NULL && spot->parent->last != NULL;
    return closed ? spot->parent->last : form_open_paragraph(builder, part, spot);
}

void form_build_note(form_builder *builder, const form_part *part, form_spot *spot) {
    zp_node *foot = spot->foot;
    if (foot == NULL) {
        form_fail(builder, part->place, "template-place",
                  "a <note> stands in a table's cell, and not in another note");
        return;
    }
    size_t next = 1;
    for (const zp_node *each = foot->first; each != NULL; each = each->next) {
        next++;
    }
    zp_node *note = read_note(builder, part, form_number_circled(builder->arena, next));
    if (note == NULL) {
        return;
    }
    size_t number = number_of(builder, foot, note);
    if (number > ZP_CIRCLED_MAX) {
        form_fail(builder, part->place, "table-notes",
                  "the table has more than %d different notes, which there are no marks for",
                  ZP_CIRCLED_MAX);
        return;
    }
    if (number == next) {
        zp_node_append(foot, note);
    }
    zp_node *mark = add_mark(builder, block_of(builder, part, spot),
                             form_number_circled(builder->arena, number), part->place);
    // Down a column the mark is a character like the others.
    mark->as.run.raised = !spot->parent->as.cell.vertical;
}
