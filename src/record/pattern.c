#include "record/pattern.h"

#include <stdlib.h>
#include <string.h>

typedef struct range {
    uint32_t first, last;
} range;

typedef enum operation { TAKE, SPLIT, JUMP, START, END, DONE } operation;

typedef struct step {
    operation operation;
    bool negated;        // TAKE: of a [^…]
    const range *ranges; // TAKE
    size_t count;
    size_t x, y; // SPLIT and JUMP: where to go on
} step;

struct record_pattern {
    step *steps;
    size_t count;
};

enum { STEPS_MAX = 4096, REPEAT_MAX = 100, GROUPS_MAX = 16 };

typedef struct parser {
    zp_arena *arena;
    zp_text source;
    size_t at;
    step *steps;
    size_t count, capacity;
    int depth;
    bool failed;
    size_t wrong;
} parser;

static void parse_alternatives(parser *parser);

static void fail(parser *parser) {
    if (!parser->failed) {
        parser->failed = true;
        parser->wrong = parser->at;
    }
}

static char peek(const parser *parser) {
    return parser->at < parser->source.size && !parser->failed ? parser->source.data[parser->at]
                                                               : '\0';
}

static size_t emit(parser *parser, step step) {
    if (parser->count == STEPS_MAX) {
        fail(parser);
        return 0;
    }
    *ZP_PUSH(parser->arena, parser->steps, parser->count, parser->capacity) = step;
    return parser->count - 1;
}

// Makes room for one step at `at`; the jumps over it or behind it move along.
static void insert(parser *parser, size_t at, step new_step) {
    emit(parser, (step){.operation = JUMP});
    if (parser->failed) {
        return;
    }
    memmove(parser->steps + at + 1, parser->steps + at,
            (parser->count - 1 - at) * sizeof *parser->steps);
    for (size_t i = at + 1; i < parser->count; i++) {
        step *each = &parser->steps[i];
        if (each->operation == SPLIT || each->operation == JUMP) {
            each->x += each->x >= at;
            each->y += each->y >= at;
        }
    }
    parser->steps[at] = new_step;
}

static void emit_range(parser *parser, uint32_t first, uint32_t last) {
    range *one = ZP_NEW(parser->arena, range);
    *one = (range){first, last};
    emit(parser, (step){.operation = TAKE, .ranges = one, .count = 1});
}

// A character, or one of ASCII punctuation behind a backslash.
static uint32_t parse_character(parser *parser) {
    if (peek(parser) == '\\') {
        parser->at++;
        char escaped = peek(parser);
        if (escaped == '\0' || strchr("\\^$.|?*+()[]{}/-", escaped) == NULL) {
            fail(parser);
            return 0;
        }
    }
    return parser->at < parser->source.size ? zp_utf8_next(parser->source, &parser->at) : 0;
}

static void parse_class(parser *parser) {
    range *ranges = NULL;
    size_t count = 0, capacity = 0;
    parser->at++;
    bool negated = peek(parser) == '^';
    parser->at += negated;
    while (peek(parser) != ']') {
        if (peek(parser) == '\0' || peek(parser) == '[') {
            fail(parser);
            return;
        }
        range one;
        one.first = one.last = parse_character(parser);
        if (peek(parser) == '-' && parser->at + 1 < parser->source.size &&
            parser->source.data[parser->at + 1] != ']') {
            parser->at++;
            one.last = parse_character(parser);
        }
        if (one.last < one.first) {
            fail(parser);
        }
        *ZP_PUSH(parser->arena, ranges, count, capacity) = one;
    }
    parser->at++;
    emit(parser, (step){.operation = TAKE, .negated = negated, .ranges = ranges, .count = count});
}

static void parse_group(parser *parser) {
    if (++parser->depth > GROUPS_MAX) {
        fail(parser);
        return;
    }
    parser->at++;
    if (peek(parser) == '?') { // (?: only
        parser->at++;
        if (peek(parser) != ':') {
            fail(parser);
        }
        parser->at++;
    }
    parse_alternatives(parser);
    if (peek(parser) != ')') {
        fail(parser);
    }
    parser->at++;
    parser->depth--;
}

static void parse_atom(parser *parser) {
    switch (peek(parser)) {
    case '(':
        parse_group(parser);
        break;
    case '[':
        parse_class(parser);
        break;
    case '.':
        parser->at++;
        emit_range(parser, 0, 0x10ffff);
        break;
    case '^':
    case '$':
        emit(parser, (step){.operation = peek(parser) == '^' ? START : END});
        parser->at++;
        break;
    case '?':
    case '*':
    case '+':
    case '{':
    case '}':
    case ']':
        fail(parser);
        break;
    default: {
        uint32_t character = parse_character(parser);
        emit_range(parser, character, character);
    }
    }
}

static size_t parse_number(parser *parser) {
    size_t from = parser->at, number = 0;
    while (peek(parser) >= '0' && peek(parser) <= '9' && number <= REPEAT_MAX) {
        number = number * 10 + (size_t)(parser->source.data[parser->at++] - '0');
    }
    if (parser->at == from || number > REPEAT_MAX) {
        fail(parser);
    }
    return number;
}

// A copy of the steps from..to at the end: their jumps move along.
static void repeat(parser *parser, size_t from, size_t to) {
    size_t shift = parser->count - from;
    for (size_t i = from; i < to && !parser->failed; i++) {
        step copy = parser->steps[i];
        copy.x += shift;
        copy.y += shift;
        emit(parser, copy);
    }
}

// Makes the steps from `start` on optional, or a loop of them.
static void make_optional(parser *parser, size_t start) {
    insert(parser, start, (step){.operation = SPLIT, .x = start + 1, .y = parser->count + 1});
}

static void make_loop(parser *parser, size_t start) {
    emit(parser, (step){.operation = SPLIT, .x = start, .y = parser->count + 1});
}

// {least,most}; most is SIZE_MAX for no limit.
static void quantify(parser *parser, size_t start, size_t least, size_t most) {
    size_t end = parser->count;
    if (most < least || most == 0) {
        fail(parser);
        return;
    }
    if (least == 0 && most == SIZE_MAX) { // x* is (x+)?
        make_loop(parser, start);
        make_optional(parser, start);
        return;
    }
    if (least == 0) {
        make_optional(parser, start);
        for (size_t i = 1; i < most && !parser->failed; i++) {
            repeat(parser, start, end + 1);
        }
        return;
    }
    size_t last = start;
    for (size_t i = 1; i < least && !parser->failed; i++) {
        last = parser->count;
        repeat(parser, start, end);
    }
    if (most == SIZE_MAX) {
        make_loop(parser, last);
        return;
    }
    for (size_t i = least; i < most && !parser->failed; i++) {
        size_t again = parser->count;
        repeat(parser, start, end);
        make_optional(parser, again);
    }
}

static void parse_quantifier(parser *parser, size_t start) {
    size_t least = 0, most = SIZE_MAX;
    switch (peek(parser)) {
    case '?':
        most = 1;
        break;
    case '*':
        break;
    case '+':
        least = 1;
        break;
    case '{':
        parser->at++;
        least = most = parse_number(parser);
        if (peek(parser) == ',') {
            parser->at++;
            most = peek(parser) == '}' ? SIZE_MAX : parse_number(parser);
        }
        if (peek(parser) != '}') {
            fail(parser);
        }
        break;
    default:
        return;
    }
    parser->at++;
    quantify(parser, start, least, most);
}

static void parse_sequence(parser *parser) {
    while (parser->at < parser->source.size && !parser->failed && peek(parser) != '|' &&
           peek(parser) != ')') {
        size_t start = parser->count;
        parse_atom(parser);
        parse_quantifier(parser, start);
    }
}

static void parse_alternatives(parser *parser) {
    size_t start = parser->count;
    parse_sequence(parser);
    if (peek(parser) != '|') {
        return;
    }
    parser->at++;
    emit(parser, (step){.operation = JUMP});
    insert(parser, start, (step){.operation = SPLIT, .x = start + 1, .y = parser->count + 1});
    size_t jump = parser->count - 1;
    parse_alternatives(parser);
    if (!parser->failed) {
        parser->steps[jump].x = parser->count;
    }
}

record_pattern *record_pattern_new(zp_arena *arena, zp_text source, size_t *wrong) {
    parser parser = {.arena = arena, .source = source};
    parse_alternatives(&parser);
    if (parser.at < source.size) {
        fail(&parser);
    }
    emit(&parser, (step){.operation = DONE});
    if (parser.failed) {
        *wrong = parser.wrong;
        return NULL;
    }
    record_pattern *pattern = ZP_NEW(arena, record_pattern);
    *pattern = (record_pattern){parser.steps, parser.count};
    return pattern;
}

// ---------------------------------------------------------------- matching

typedef struct ways {
    size_t *at; // the steps reached
    size_t count;
    bool *seen; // by step
} ways;

static bool takes(const step *step, uint32_t character) {
    for (size_t i = 0; i < step->count; i++) {
        if (character >= step->ranges[i].first && character <= step->ranges[i].last) {
            return !step->negated;
        }
    }
    return step->negated;
}

// Adds a step and all that follow it without a character. True if the pattern is done there.
static bool reach(const record_pattern *pattern, ways *ways, size_t *stack, size_t from,
                  bool at_start, bool at_end) {
    size_t height = 0;
    stack[height++] = from;
    while (height > 0) {
        size_t index = stack[--height];
        const step *step = &pattern->steps[index];
        if (ways->seen[index]) {
            continue;
        }
        ways->seen[index] = true;
        switch (step->operation) {
        case TAKE:
            ways->at[ways->count++] = index;
            break;
        case SPLIT:
            stack[height++] = step->y;
            stack[height++] = step->x;
            break;
        case JUMP:
            stack[height++] = step->x;
            break;
        case START:
        case END:
            if (step->operation == START ? at_start : at_end) {
                stack[height++] = index + 1;
            }
            break;
        case DONE:
            return true;
        }
    }
    return false;
}

bool record_pattern_matches(const record_pattern *pattern, zp_text text) {
    size_t count = pattern->count;
    // Two sets of ways and a stack of twice the steps: every step pushes two others at most.
    size_t *space = zp_allocate(count * 4 * sizeof *space + count * 2 + 2 * sizeof *space);
    size_t *stack = space + 2 * count;
    bool *seen = (bool *)(stack + 2 * count + 2);
    ways now = {space, 0, seen}, then = {space + count, 0, seen + count};
    bool done = false;
    size_t offset = 0;
    memset(seen, 0, 2 * count);
    for (;;) {
        bool at_end = offset >= text.size;
        // A match may begin anywhere.
        done = done || reach(pattern, &now, stack, 0, offset == 0, at_end);
        if (done || at_end) {
            break;
        }
        uint32_t character = zp_utf8_next(text, &offset);
        memset(then.seen, 0, count);
        then.count = 0;
        for (size_t i = 0; i < now.count && !done; i++) {
            if (takes(&pattern->steps[now.at[i]], character)) {
                done = reach(pattern, &then, stack, now.at[i] + 1, false, offset >= text.size);
            }
        }
        ways last = now;
        now = then;
        then = last;
    }
    free(space);
    return done;
}
