#include "form/private.h"

#include <string.h>

static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
enum { HAN = 3 };

zp_text form_number_chinese(zp_arena *arena, size_t number) {
    static const struct {
        size_t value;
        const char *word;
    } places[] = {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}};
    if (number == 0 || number > 9999) {
        return number == 0 ? ZP_TEXT("零") : zp_arena_print(arena, "%zu", number);
    }
    zp_text out = {0};
    bool gap = false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t digit = number / places[i].value % 10;
        if (digit == 0) {
            gap = out.size > 0;
            continue;
        }
        // 十二, not 一十二; but 一百一十二
        const char *word =
            places[i].value == 10 && digit == 1 && out.size == 0 ? "" : digits[digit];
        out =
            zp_arena_print(arena, "%.*s%s%s%s", ZP_ARG(out), gap ? "零" : "", word, places[i].word);
        gap = false;
    }
    return out;
}

// Where the number stands in a style, and what it looks like.
typedef enum look { LOOK_NONE, LOOK_FIGURE, LOOK_CHINESE, LOOK_CIRCLED } look;

static look find_example(zp_text style, size_t *from, size_t *to) {
    static const struct {
        const char *mark;
        look look;
    } marks[] = {
        {"{n}", LOOK_FIGURE}, {"一", LOOK_CHINESE}, {"①", LOOK_CIRCLED}, {"1", LOOK_FIGURE}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t size = strlen(marks[i].mark);
        for (*from = 0; *from + size <= style.size; (*from)++) {
            if (memcmp(style.data + *from, marks[i].mark, size) == 0) {
                *to = *from + size;
                return marks[i].look;
            }
        }
    }
    return LOOK_NONE;
}

bool form_number_known(zp_text style) {
    size_t from, to;
    return find_example(style, &from, &to) != LOOK_NONE;
}

static bool read_whole(zp_text number, size_t *out) {
    *out = 0;
    for (size_t i = 0; i < number.size; i++) {
        if (number.data[i] < '0' || number.data[i] > '9' || i == 6) {
            return false;
        }
        *out = *out * 10 + (size_t)(number.data[i] - '0');
    }
    return number.size > 0;
}

zp_text form_number_circled(zp_arena *arena, size_t number) {
    char *bytes = zp_arena_get(arena, 4);
    return (zp_text){bytes, zp_utf8_put(zp_circled(number), bytes)};
}

zp_text form_number_write(zp_arena *arena, zp_text style, zp_text number) {
    size_t from = 0, to = 0, whole = 0;
    look look = find_example(style, &from, &to);
    if (look == LOOK_NONE) {
        return style;
    }
    zp_text middle = number;
    if (look == LOOK_CHINESE && read_whole(number, &whole)) {
        middle = form_number_chinese(arena, whole);
    } else if (look == LOOK_CIRCLED && read_whole(number, &whole) && zp_circled(whole) != 0) {
        middle = form_number_circled(arena, whole);
    }
    zp_text before = zp_text_slice(style, 0, from), after = zp_text_slice(style, to, style.size);
    return zp_arena_print(arena, "%.*s%.*s%.*s", ZP_ARG(before), ZP_ARG(middle), ZP_ARG(after));
}

// ---------------------------------------------------------------- typed numbers

static size_t chinese_digit(zp_text text, size_t at) {
    for (size_t i = 1; i < 10; i++) {
        if (at + HAN <= text.size && memcmp(text.data + at, digits[i], HAN) == 0) {
            return i;
        }
    }
    return 0;
}

// 一 to 九十九. Returns the bytes read.
static size_t read_chinese(zp_text text, size_t *number) {
    size_t at = 0;
    size_t first = chinese_digit(text, at);
    at += first > 0 ? HAN : 0;
    *number = first;
    zp_text rest = zp_text_slice(text, at, text.size);
    if (zp_text_starts(rest, "十")) {
        at += HAN;
        size_t last = chinese_digit(text, at);
        at += last > 0 ? HAN : 0;
        *number = (first > 0 ? first : 1) * 10 + last;
    }
    return at;
}

static size_t read_figure(zp_text text, size_t *number) {
    size_t at = 0;
    *number = 0;
    while (at < text.size && at < 3 && text.data[at] >= '0' && text.data[at] <= '9') {
        *number = *number * 10 + (size_t)(text.data[at++] - '0');
    }
    return at;
}

static size_t starts_with_one_of(zp_text text, const char *const *marks) {
    for (; *marks != NULL; marks++) {
        if (zp_text_starts(text, *marks)) {
            return strlen(*marks);
        }
    }
    return 0;
}

static size_t read_bare(zp_text text, size_t *number, look *look) {
    size_t size = read_chinese(text, number);
    *look = LOOK_CHINESE;
    if (size == 0) {
        size = read_figure(text, number);
        *look = LOOK_FIGURE;
    }
    if (size == 0 && text.size >= HAN) {
        size_t at = 0;
        uint32_t c = zp_utf8_next(text, &at);
        if (zp_circled_number(c) > 0) {
            *number = zp_circled_number(c);
            *look = LOOK_CIRCLED;
            size = at;
        }
    }
    return size;
}

// A number with its marks: （一）, 一、, 1., 1、, （1）, ①.
static size_t read_marked(zp_text text, size_t *number, look *look, bool *round) {
    static const char *const open[] = {"（", "(", NULL};
    static const char *const close[] = {"）", ")", NULL};
    static const char *const stop[] = {"、", "．", ".", NULL};
    size_t at = starts_with_one_of(text, open);
    *round = at > 0;
    size_t size = read_bare(zp_text_slice(text, at, text.size), number, look);
    if (size == 0) {
        return 0;
    }
    at += size;
    zp_text rest = zp_text_slice(text, at, text.size);
    if (*look == LOOK_CIRCLED && !*round) {
        return at;
    }
    size_t mark = starts_with_one_of(rest, *round ? close : stop);
    // 1.5倍 is not a number before a heading.
    if (mark == 0 || (at + mark < text.size && !*round && *look == LOOK_FIGURE &&
                      text.data[at + mark] >= '0' && text.data[at + mark] <= '9')) {
        return 0;
    }
    at += mark;
    rest = zp_text_slice(text, at, text.size);
    return at + (*round ? starts_with_one_of(rest, stop) : 0);
}

size_t form_number_recognise(zp_text text, zp_text style, size_t *number, bool *same) {
    look typed, wanted;
    bool typed_round, wanted_round;
    size_t ignored;
    size_t size = read_marked(text, number, &typed, &typed_round);
    if (size == 0) {
        return 0;
    }
    *same = read_marked(style, &ignored, &wanted, &wanted_round) > 0 && typed == wanted &&
            typed_round == wanted_round;
    while (size < text.size && (text.data[size] == ' ' || text.data[size] == '\t')) {
        size++;
    }
    return size;
}
