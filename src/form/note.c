// Notes to a table: <note> in a cell puts a mark there, and its text under the table.
#include "form/parts.h"

// ① to ㊿, which is as far as there are such characters.
enum { NOTES_MAX = 50 };

static zp_text mark_of(zp_arena *arena, size_t number) {
    char bytes[4];
    uint32_t c = (uint32_t)(number <= 20   ? 0x2460 + number - 1
                            : number <= 35 ? 0x3251 + number - 21
                                           : 0x32B1 + number - 36);
    return zp_arena_copy(arena, (zp_text){bytes, zp_utf8_put(c, bytes)});
}

static zp_node *add_mark(form_builder *builder, zp_node *block, zp_text mark, zp_place place) {
    zp_node *run = zp_node_new(builder->arena, ZP_NODE_RUN, place);
    run->as.run.text = mark;
    zp_node_append(block, run);
    return run;
}

// The note as a paragraph, its mark first; NULL for one without text.
static zp_node *read_note(form_builder *builder, const form_part *part, zp_text mark) {
    const zp_style *style = form_attribute_style(builder, part, "table-note");
    zp_node *note = zp_node_new(builder->arena, ZP_NODE_PARAGRAPH, part->place);
    note->style = style;
    note->list = (zp_list){.label = true, .note = true};
    zp_node *label = add_mark(builder, note, mark, part->place);
    // The cell's paragraph goes on behind the note, and so does the count of its characters.
    const zp_node *filling = builder->filling;
    size_t filled = builder->filled;
    form_spot inside = {.parent = note, .open = note, .style = style};
    form_build_parts(builder, part->first, &inside);
    builder->filling = filling;
    builder->filled = filled;
    zp_text text = zp_node_text(builder->arena, note);
    text = zp_text_slice(text, label->as.run.text.size, text.size);
    return zp_text_trim(text).size > 0 ? note : NULL;
}

// The number of the note with the same text, from 1; or of the next one.
static size_t number_of(form_builder *builder, const zp_node *foot, const zp_node *note) {
    zp_text text = zp_node_text(builder->arena, note);
    size_t number = 1;
    for (const zp_node *each = foot->first; each != NULL; each = each->next, number++) {
        zp_text other = zp_node_text(builder->arena, each);
        if (zp_text_equal(zp_text_slice(text, note->first->as.run.text.size, text.size),
                          zp_text_slice(other, each->first->as.run.text.size, other.size))) {
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
    zp_node *note = read_note(builder, part, mark_of(builder->arena, next));
    if (note == NULL) {
        return;
    }
    size_t number = number_of(builder, foot, note);
    if (number > NOTES_MAX) {
        form_fail(builder, part->place, "table-notes",
                  "the table has more than %d different notes, which there are no marks for",
                  NOTES_MAX);
        return;
    }
    if (number == next) {
        zp_node_append(foot, note);
    }
    zp_node *mark = add_mark(builder, block_of(builder, part, spot),
                             mark_of(builder->arena, number), part->place);
    // Down a column the mark is a character like the others.
    mark->as.run.raised = !spot->parent->as.cell.vertical;
}
