// The language of templates, profiles and report.md. A text holds expressions:
//   {{ operand | filter(operand, …) | … }}
//   operand: a path, "a text", 'a text', a number
// A test (attribute `test`) holds comparisons of expressions:
//   test:       comparison, not test, test and test, test or test, (test)
//   comparison: expression, or expression == != < <= > >= expression
//   in a test an operand may also be count(path)
#include "form/private.h"

#include <string.h>

typedef struct reader {
    zp_arena *arena;
    zp_messages *messages;
    zp_text source;
    zp_place place; // of source
    size_t at;
    bool failed;
    int depth;
} reader;

zp_place form_place_at(zp_place place, zp_text source, size_t offset) {
    size_t at = 0;
    while (at < offset && at < source.size) {
        if (zp_utf8_next(source, &at) == '\n') {
            place.line++;
            place.column = place.column > 0 ? 1 : 0;
        } else if (place.column > 0) {
            place.column++;
        }
    }
    return place;
}

static void wrong(reader *reader, const char *wanted) {
    if (!reader->failed) {
        zp_text rest = zp_text_slice(reader->source, reader->at, reader->source.size);
        zp_report(reader->messages, ZP_ERROR,
                  form_place_at(reader->place, reader->source, reader->at), "expression",
                  "“%.*s” stands where %s is wanted, in “%.*s”",
                  ZP_ARG(rest.size > 0 ? rest : zp_text_of(zp_translated("the end"))),
                  zp_translated(wanted), ZP_ARG(reader->source));
    }
    reader->failed = true;
}

static void skip_blanks(reader *reader) {
    while (reader->at < reader->source.size &&
           strchr(" \t\r\n", reader->source.data[reader->at]) != NULL) {
        reader->at++;
    }
}

static char peek(const reader *reader) {
    return reader->at < reader->source.size ? reader->source.data[reader->at] : '\0';
}

static bool take(reader *reader, const char *mark) {
    skip_blanks(reader);
    zp_text rest = zp_text_slice(reader->source, reader->at, reader->source.size);
    if (!zp_text_starts(rest, mark)) {
        return false;
    }
    reader->at += strlen(mark);
    return true;
}

// As take, but the word must end there.
static bool take_word(reader *reader, const char *word) {
    size_t before = reader->at;
    if (take(reader, word)) {
        char next = peek(reader);
        if (next == '\0' || strchr(" \t\r\n(", next) != NULL) {
            return true;
        }
    }
    reader->at = before;
    return false;
}

static void read_quoted(reader *reader, char quote, form_operand *operand) {
    size_t from = ++reader->at;
    while (reader->at < reader->source.size && peek(reader) != quote) {
        reader->at++;
    }
    operand->kind = FORM_TEXT;
    operand->text = zp_text_slice(reader->source, from, reader->at);
    if (!take(reader, (char[]){quote, '\0'})) {
        wrong(reader, ZP_MARKED("a closing quote"));
    }
}

static bool read_literal_number(reader *reader, form_operand *operand) {
    size_t end = reader->at;
    while (end < reader->source.size && strchr("+-.0123456789", reader->source.data[end]) != NULL) {
        end++;
    }
    zp_decimal ignored;
    operand->text = zp_text_slice(reader->source, reader->at, end);
    if (!zp_decimal_read(operand->text, &ignored)) {
        return false;
    }
    operand->kind = FORM_TEXT;
    reader->at = end;
    return true;
}

static void read_path(reader *reader, form_operand *operand) {
    zp_text rest = zp_text_slice(reader->source, reader->at, reader->source.size);
    size_t size = form_path_read(reader->arena, rest, &operand->path);
    if (size == 0) {
        wrong(reader, ZP_MARKED("a path such as funds.executed or indicator[0].score"));
    }
    reader->at += size;
}

static void read_operand(reader *reader, bool counting, form_operand *operand) {
    skip_blanks(reader);
    char first = peek(reader);
    if (first == '"' || first == '\'') {
        read_quoted(reader, first, operand);
    } else if ((first >= '0' && first <= '9') || first == '-' || first == '+') {
        if (!read_literal_number(reader, operand)) {
            wrong(reader, ZP_MARKED("a number"));
        }
    } else if (counting && take(reader, "count(")) {
        operand->kind = FORM_COUNT;
        skip_blanks(reader);
        read_path(reader, operand);
        if (!take(reader, ")")) {
            wrong(reader, ZP_MARKED("`)`"));
        }
    } else {
        operand->kind = FORM_PATH;
        read_path(reader, operand);
    }
}

static void read_arguments(reader *reader, form_call *call) {
    size_t capacity = 0;
    if (!take(reader, "(") || take(reader, ")")) {
        return;
    }
    do {
        form_operand *argument = ZP_PUSH(reader->arena, call->arguments, call->count, capacity);
        *argument = (form_operand){0};
        read_operand(reader, false, argument);
    } while (!reader->failed && take(reader, ","));
    if (!reader->failed && !take(reader, ")")) {
        wrong(reader, ZP_MARKED("`,` or `)`"));
    }
}

static void check_call(reader *reader, const form_call *call, zp_place place) {
    const form_filter *filter = call->filter;
    if (call->count < filter->least || call->count > filter->most) {
        zp_report(reader->messages, ZP_ERROR, place, "filter-arguments",
                  "the filter “%s” has %zu arguments; it takes %zu to %zu", filter->name,
                  call->count, filter->least, filter->most);
        reader->failed = true;
    }
}

static void read_call(reader *reader, form_call *call) {
    skip_blanks(reader);
    size_t from = reader->at;
    while (peek(reader) != '\0' && strchr(" \t\r\n(|)=!<>", peek(reader)) == NULL) {
        reader->at++;
    }
    zp_text name = zp_text_slice(reader->source, from, reader->at);
    zp_place place = form_place_at(reader->place, reader->source, from);
    if (name.size == 0) {
        wrong(reader, ZP_MARKED("the name of a filter"));
        return;
    }
    call->filter = form_filter_find(name);
    if (call->filter == NULL) {
        form_guess guess = form_guess_start(name);
        form_filter_guess(&guess);
        zp_report(reader->messages, ZP_ERROR, place, "unknown-filter",
                  "there is no filter “%.*s”%s", ZP_ARG(name),
                  form_guess_words(reader->arena, &guess));
        reader->failed = true;
        return;
    }
    read_arguments(reader, call);
    if (!reader->failed) {
        check_call(reader, call, place);
    }
}

static form_expression *read_expression(reader *reader, bool counting) {
    form_expression *expression = ZP_NEW(reader->arena, form_expression);
    size_t capacity = 0;
    skip_blanks(reader);
    expression->place = form_place_at(reader->place, reader->source, reader->at);
    read_operand(reader, counting, &expression->subject);
    while (!reader->failed && take(reader, "|")) {
        form_call *call =
            ZP_PUSH(reader->arena, expression->calls, expression->call_count, capacity);
        *call = (form_call){0};
        read_call(reader, call);
    }
    return reader->failed ? NULL : expression;
}

form_expression *form_expression_read(zp_arena *arena, zp_messages *messages, zp_text source,
                                      zp_place place) {
    reader reader = {.arena = arena, .messages = messages, .source = source, .place = place};
    form_expression *expression = read_expression(&reader, false);
    skip_blanks(&reader);
    if (expression != NULL && reader.at < source.size) {
        wrong(&reader, ZP_MARKED("`|` or the end"));
        return NULL;
    }
    return expression;
}

static size_t find(zp_text source, size_t from, const char *mark) {
    for (size_t i = from; i + 2 <= source.size; i++) {
        if (source.data[i] == mark[0] && source.data[i + 1] == mark[1]) {
            return i;
        }
    }
    return source.size;
}

bool form_text_read(zp_arena *arena, zp_messages *messages, zp_text source, zp_place place,
                    form_text *text) {
    size_t at = 0, capacity = 0;
    bool fine = true;
    *text = (form_text){.place = place};
    const char *what = form_braces_wrong(source, false, &at);
    if (what != NULL) {
        zp_report(messages, ZP_ERROR, form_place_at(place, source, at), "braces", "%s",
                  zp_translated(what));
        return false;
    }
    at = 0;
    while (at < source.size) {
        size_t open = find(source, at, "{{");
        if (open > at) {
            *ZP_PUSH(arena, text->pieces, text->count, capacity) =
                (form_piece){.literal = zp_text_slice(source, at, open)};
        }
        if (open == source.size) {
            break;
        }
        zp_place here = form_place_at(place, source, open);
        size_t close = find(source, open + 2, "}}");
        here.column += here.column > 0 ? 2 : 0;
        const form_expression *expression =
            form_expression_read(arena, messages, zp_text_slice(source, open + 2, close), here);
        fine = fine && expression != NULL;
        *ZP_PUSH(arena, text->pieces, text->count, capacity) =
            (form_piece){.expression = expression};
        at = close + 2;
    }
    return fine;
}

bool form_text_is_literal(const form_text *text) {
    return text->count == 0 || (text->count == 1 && text->pieces[0].expression == NULL);
}

// ---------------------------------------------------------------- tests

static form_test *read_or(reader *reader);

static form_test_kind take_comparison(reader *reader) {
    // The longer marks first.
    static const struct {
        const char *mark;
        form_test_kind kind;
    } marks[] = {{"==", FORM_TEST_EQUAL},         {"!=", FORM_TEST_UNEQUAL},
                 {"<=", FORM_TEST_LESS_EQUAL},    {"<", FORM_TEST_LESS},
                 {">=", FORM_TEST_GREATER_EQUAL}, {">", FORM_TEST_GREATER}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (take(reader, marks[i].mark)) {
            return marks[i].kind;
        }
    }
    return FORM_TEST_HOLDS;
}

static form_test *test_new(reader *reader, form_test_kind kind) {
    form_test *test = ZP_NEW(reader->arena, form_test);
    test->kind = kind;
    test->place = form_place_at(reader->place, reader->source, reader->at);
    return test;
}

static form_test *read_unary(reader *reader) {
    if (++reader->depth > ZP_FORM_DEPTH_MAX) {
        wrong(reader, ZP_MARKED("a simpler test"));
    }
    form_test *test = test_new(reader, FORM_TEST_NOT);
    if (reader->failed) {
        return test;
    }
    if (take_word(reader, "not")) {
        test->left = read_unary(reader);
    } else if (take(reader, "(")) {
        test = read_or(reader);
        if (!reader->failed && !take(reader, ")")) {
            wrong(reader, ZP_MARKED("`)`"));
        }
    } else {
        test->a = read_expression(reader, true);
        test->kind = reader->failed ? FORM_TEST_HOLDS : take_comparison(reader);
        if (test->kind != FORM_TEST_HOLDS) {
            test->b = read_expression(reader, true);
        }
    }
    reader->depth--;
    return test;
}

static form_test *read_and(reader *reader) {
    form_test *test = read_unary(reader);
    while (!reader->failed && take_word(reader, "and")) {
        form_test *both = test_new(reader, FORM_TEST_AND);
        both->left = test;
        both->right = read_unary(reader);
        test = both;
    }
    return test;
}

static form_test *read_or(reader *reader) {
    form_test *test = read_and(reader);
    while (!reader->failed && take_word(reader, "or")) {
        form_test *either = test_new(reader, FORM_TEST_OR);
        either->left = test;
        either->right = read_and(reader);
        test = either;
    }
    return test;
}

form_test *form_test_read(zp_arena *arena, zp_messages *messages, zp_text source, zp_place place) {
    reader reader = {.arena = arena, .messages = messages, .source = source, .place = place};
    form_test *test = read_or(&reader);
    skip_blanks(&reader);
    if (!reader.failed && reader.at < source.size) {
        wrong(&reader, ZP_MARKED("`and`, `or`, a comparison or the end"));
    }
    return reader.failed ? NULL : test;
}
