// Expressions, texts with holes and tests, evaluated.
#include "form/private.h"

bool form_words_read(form_builder *builder, const form_value *value, form_text *text) {
    zp_place place = value->place;
    place.column += place.column > 0; // the text begins behind its quotation mark
    if (form_text_read(builder->arena, builder->messages, value->text, place, text)) {
        return true;
    }
    builder->failed = true;
    builder->errors++;
    return false;
}

zp_text form_expand_value(form_builder *builder, const form_value *value) {
    if (!value->words || value->text.size == 0) {
        return value->text;
    }
    form_text text;
    if (!form_words_read(builder, value, &text)) {
        return (zp_text){0};
    }
    return form_text_is_literal(&text) ? value->text : form_expand(builder, &text);
}

form_value form_evaluate(form_builder *builder, const form_expression *expression) {
    bool optional = expression->call_count > 0 && expression->calls[0].filter->optional;
    form_value value =
        form_operand_value(builder, &expression->subject, expression->place, optional);
    for (size_t i = 0; i < expression->call_count; i++) {
        const form_call *call = &expression->calls[i];
        form_value arguments[8];
        form_value whole = value;
        whole.text = form_expand_value(builder, &value);
        whole.words = false;
        if (call->filter->keeps && !form_value_blank(&whole)) {
            continue; // its runs keep their fields
        }
        value = whole;
        for (size_t k = 0; k < call->count && k < 8; k++) {
            arguments[k] =
                form_operand_value(builder, &call->arguments[k], expression->place, optional);
            arguments[k].text = form_expand_value(builder, &arguments[k]);
            arguments[k].words = false;
        }
        builder->filter = call->filter;
        call->filter->apply(builder, &value, arguments, call->count, expression->place);
    }
    return value;
}

zp_text form_expand(form_builder *builder, const form_text *text) {
    if (text->count == 0) {
        return (zp_text){0};
    }
    if (form_text_is_literal(text)) {
        return text->pieces[0].literal;
    }
    if (!form_enter(builder, text->place)) {
        return (zp_text){0};
    }
    zp_buffer out = {0};
    for (size_t i = 0; i < text->count; i++) {
        const form_piece *piece = &text->pieces[i];
        if (piece->expression == NULL) {
            zp_buffer_add_text(&out, piece->literal);
            continue;
        }
        form_value value = form_evaluate(builder, piece->expression);
        zp_text expanded = form_expand_value(builder, &value);
        if (!form_spend(builder, text->place, expanded.size)) {
            break;
        }
        zp_buffer_add_text(&out, expanded);
    }
    builder->depth--;
    zp_text expanded = zp_arena_copy(builder->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return expanded;
}

static bool holds(form_builder *builder, form_value *value) {
    value->text = form_expand_value(builder, value);
    return !form_value_blank(value) && !zp_text_is(value->text, "false") &&
           !zp_text_is(value->text, "no");
}

static form_value evaluate_for_test(form_builder *builder, const form_expression *expression) {
    if (expression->call_count > 0) {
        return form_evaluate(builder, expression);
    }
    return form_operand_value(builder, &expression->subject, expression->place, true);
}

// -1, 0, 1; numbers by value, others by text. *number tells which.
static int compare(form_value *a, form_value *b, bool *number) {
    zp_decimal x, y;
    *number = form_value_decimal(a, &x) && form_value_decimal(b, &y);
    return *number ? zp_decimal_compare(x, y) : zp_text_compare(a->text, b->text);
}

static bool compares(form_builder *builder, const form_test *test) {
    form_value a = evaluate_for_test(builder, test->a);
    form_value b = evaluate_for_test(builder, test->b);
    a.text = form_expand_value(builder, &a);
    b.text = form_expand_value(builder, &b);
    bool number;
    int order = compare(&a, &b, &number);
    if (test->kind == FORM_TEST_EQUAL || test->kind == FORM_TEST_UNEQUAL) {
        return (order == 0) == (test->kind == FORM_TEST_EQUAL);
    }
    if (!number) {
        if (!form_value_blank(&a) && !form_value_blank(&b)) {
            form_fail(builder, test->place, "not-a-number",
                      "“%.*s” and “%.*s” are compared by size; two numbers are wanted",
                      ZP_ARG(a.text), ZP_ARG(b.text));
        }
        return false;
    }
    return test->kind == FORM_TEST_LESS            ? order < 0
           : test->kind == FORM_TEST_LESS_EQUAL    ? order <= 0
           : test->kind == FORM_TEST_GREATER_EQUAL ? order >= 0
                                                   : order > 0;
}

bool form_test_passes(form_builder *builder, const form_test *test) {
    switch (test->kind) {
    case FORM_TEST_NOT:
        return !form_test_passes(builder, test->left);
    case FORM_TEST_AND:
        return form_test_passes(builder, test->left) && form_test_passes(builder, test->right);
    case FORM_TEST_OR:
        return form_test_passes(builder, test->left) || form_test_passes(builder, test->right);
    case FORM_TEST_HOLDS: {
        form_value value = evaluate_for_test(builder, test->a);
        return holds(builder, &value);
    }
    default:
        return compares(builder, test);
    }
}
