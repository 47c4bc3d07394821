// Text into paragraphs: every value becomes a run of its own that knows where it came from.
#include "form/private.h"

#include <string.h>

static bool is_western(char byte) {
    return (unsigned char)byte < 0x80;
}

zp_text form_fold_lines(zp_arena *arena, zp_text text, bool words) {
    char *out = zp_arena_get(arena, text.size + 1);
    size_t used = 0, at = 0;
    while (at < text.size) {
        size_t end = at;
        bool line = false;
        while (end < text.size && strchr(" \t\r\n", text.data[end]) != NULL) {
            line = line || text.data[end] == '\n';
            end++;
        }
        if (!line) {
            end += end == at;
            memcpy(out + used, text.data + at, end - at);
            used += end - at;
        } else if (words && used > 0 && end < text.size && is_western(out[used - 1]) &&
                   is_western(text.data[end])) {
            out[used++] = ' ';
        }
        at = end;
    }
    return (zp_text){out, used};
}

zp_text form_one_line(zp_arena *arena, zp_text text) {
    return form_fold_lines(arena, text, true);
}

// False, and told once, when the paragraph has more characters than can be set.
static bool has_room(form_builder *builder, const zp_node *block, zp_text text, zp_place place) {
    bool full = builder->filling == block && builder->filled > ZP_PARAGRAPH_MAX;
    if (full || !form_spend(builder, place, text.size)) {
        return false;
    }
    builder->filled = builder->filling == block ? builder->filled : 0;
    builder->filling = block;
    builder->filled += zp_utf8_count(text);
    if (builder->filled > ZP_PARAGRAPH_MAX) {
        form_fail(builder, place, "paragraph-size",
                  "the paragraph has %zu characters up to the end of this text; at most %d are "
                  "set: divide it",
                  builder->filled, ZP_PARAGRAPH_MAX);
        return false;
    }
    return true;
}

static void add_run(form_builder *builder, zp_node *block, zp_text text, zp_text field,
                    zp_place place) {
    if (text.size == 0) {
        return;
    }
    zp_node *run = zp_node_new(builder->arena, ZP_NODE_RUN, place);
    run->as.run = (zp_run){.text = text, .field = field};
    zp_node_append(block, run);
}

void form_inline_text(form_builder *builder, zp_node *block, zp_text text, zp_text field,
                      zp_place place) {
    size_t from = 0;
    if (!has_room(builder, block, text, place)) {
        return;
    }
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '\n') {
            continue;
        }
        size_t end = i > from && text.data[i - 1] == '\r' ? i - 1 : i;
        add_run(builder, block, zp_text_slice(text, from, end), field, place);
        zp_node_append(block, zp_node_new(builder->arena, ZP_NODE_LINE_BREAK, place));
        from = i + 1;
    }
    add_run(builder, block, zp_text_slice(text, from, text.size), field, place);
}

// In a sentence of the report a line break is no more than the end of a line in the file; a table
// cell keeps it.
static zp_text in_sentence(const form_builder *builder, const zp_node *block, zp_text text) {
    bool cell = block->parent != NULL && block->parent->type == ZP_NODE_CELL;
    bool broken = text.size > 0 && memchr(text.data, '\n', text.size) != NULL;
    return builder->strict && !cell && broken ? form_one_line(builder->arena, text) : text;
}

// A text of the profile keeps its own values apart, each with its field.
static bool add_words(form_builder *builder, zp_node *block, const form_value *value) {
    form_text text;
    if (!value->words || value->text.size == 0) {
        return false;
    }
    if (!form_words_read(builder, value, &text)) {
        return true;
    }
    if (form_text_is_literal(&text)) {
        return false;
    }
    form_inline(builder, block, &text);
    return true;
}

static void add_value(form_builder *builder, zp_node *block, const form_value *value,
                      zp_place place, bool failed) {
    if (value->value != NULL && value->value->kind >= ZP_VALUE_ARRAY) {
        form_fail(
            builder, place, "unknown-path", "this is a %s; the path has to go on with one of %.*s",
            value->value->kind == ZP_VALUE_ARRAY ? zp_translated("list") : zp_translated("table"),
            ZP_ARG(form_choices(builder->arena, value->value)));
        return;
    }
    if (add_words(builder, block, value)) {
        return;
    }
    if (builder->strict && !failed && form_value_blank(value)) {
        zp_report(builder->messages, ZP_WARNING, place, "blank-value",
                  "the value is blank, and so is its place in the sentence");
    }
    form_inline_text(builder, block, in_sentence(builder, block, value->text), value->path,
                     value->place.file != NULL ? value->place : place);
}

void form_inline(form_builder *builder, zp_node *block, const form_text *text) {
    if (!form_enter(builder, text->place)) {
        return;
    }
    for (size_t i = 0; i < text->count; i++) {
        const form_piece *piece = &text->pieces[i];
        if (piece->expression == NULL) {
            form_inline_text(builder, block, in_sentence(builder, block, piece->literal),
                             (zp_text){0}, text->place);
            continue;
        }
        size_t errors = builder->errors;
        form_value value = form_evaluate(builder, piece->expression);
        add_value(builder, block, &value, piece->expression->place, builder->errors > errors);
    }
    builder->depth--;
}
