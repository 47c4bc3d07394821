// Text into paragraphs: every value becomes a run of its own that knows where it came from.
#include "form/private.h"

zp_text form_one_line(zp_arena *arena, zp_text text) {
    char *out = zp_arena_get(arena, text.size + 1);
    size_t used = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '\n' && text.data[i] != '\r') {
            out[used++] = text.data[i];
        }
    }
    return (zp_text){out, used};
}

static void add_run(form_builder *builder, zp_node *block, zp_text text, zp_text field,
                    zp_place place) {
    if (text.size == 0) {
        return;
    }
    zp_node *run = zp_node_new(builder->arena, ZP_NODE_RUN, place);
    run->as.run = (zp_run){text, field};
    zp_node_append(block, run);
}

void form_inline_text(form_builder *builder, zp_node *block, zp_text text, zp_text field,
                      zp_place place) {
    size_t from = 0;
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

// A text of the profile keeps its own values apart, each with its field.
static bool add_words(form_builder *builder, zp_node *block, const form_value *value) {
    form_text text;
    if (!value->words || value->text.size == 0) {
        return false;
    }
    if (!form_text_read(builder->arena, builder->messages, value->text, value->place, &text)) {
        builder->failed = true;
        return true;
    }
    if (form_text_is_literal(&text)) {
        return false;
    }
    form_inline(builder, block, &text);
    return true;
}

static void add_value(form_builder *builder, zp_node *block, const form_value *value,
                      zp_place place) {
    if (value->value != NULL && value->value->kind >= ZP_VALUE_ARRAY) {
        form_fail(builder, place, "unknown-path",
                  "this is a list or a table; the path has to go on to one of its values");
        return;
    }
    if (add_words(builder, block, value)) {
        return;
    }
    if (builder->strict && form_value_blank(value)) {
        zp_report(builder->messages, ZP_WARNING, place, "blank-value",
                  "the value is blank, and so is its place in the sentence");
    }
    form_inline_text(builder, block, value->text, value->path,
                     value->place.file != NULL ? value->place : place);
}

void form_inline(form_builder *builder, zp_node *block, const form_text *text) {
    if (!form_enter(builder, text->place)) {
        return;
    }
    for (size_t i = 0; i < text->count; i++) {
        const form_piece *piece = &text->pieces[i];
        if (piece->expression == NULL) {
            form_inline_text(builder, block, piece->literal, (zp_text){0}, text->place);
            continue;
        }
        form_value value = form_evaluate(builder, piece->expression);
        add_value(builder, block, &value, piece->expression->place);
    }
    builder->depth--;
}
