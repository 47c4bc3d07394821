// Brackets and quotes close what they open, in one width, within their paragraph (T02).
#include "check/marks.h"

typedef struct kind {
    uint32_t open, close;
    int family; // of both widths
} kind;

static const kind kinds[] = {
    {'(', ')', 0},       {0xFF08, 0xFF09, 0},  {'[', ']', 1},        {0xFF3B, 0xFF3D, 1},
    {'{', '}', 2},       {0xFF5B, 0xFF5D, 2},  {0x3008, 0x3009, 3},  {0x300A, 0x300B, 4},
    {0x300C, 0x300D, 5}, {0x300E, 0x300F, 6},  {0x3010, 0x3011, 7},  {0x3014, 0x3015, 8},
    {0x3016, 0x3017, 9}, {0x2018, 0x2019, 10}, {0x201C, 0x201D, 11},
};
enum { KINDS = sizeof kinds / sizeof *kinds, FAMILIES = 12 };

enum { NONE = -1 };
typedef struct opened {
    size_t index; // in the paragraph
    int kind;
    ptrdiff_t below; // the one of its family that was opened before it
    bool closed, told;
} opened;

typedef struct stack {
    check_run *run;
    const check_paragraph *p;
    opened *items;
    size_t count, capacity;
    ptrdiff_t last[FAMILIES]; // the one of each family that is open
    size_t last_han;          // behind the last Han
} stack;

static void not_closed(stack *s, opened it) {
    static const check_words words = {"“{0}”在本段内没有配对",
                                      "{0} is not closed in this paragraph"};
    check_tell(s->run, check_told_of(s->run, s->p, it.index, it.index + 1, words),
               kinds[it.kind].open, 0);
}

static void closes_nothing(stack *s, size_t index) {
    static const check_words words = {"“{0}”在本段内没有配对",
                                      "{0} closes nothing in this paragraph"};
    check_tell(s->run, check_told_of(s->run, s->p, index, index + 1, words),
               s->p->items[index].code_point, 0);
}

// The ） of 1） or 一） before a paragraph.
static bool is_number(const check_paragraph *p, size_t index) {
    static const uint32_t figures[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                       0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    bool number = index > 0 && index <= 3;
    for (size_t i = 0; i < index && number; i++) {
        uint32_t c = p->items[i].code_point;
        bool figure = (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
        for (size_t f = 0; f < sizeof figures / sizeof *figures; f++) {
            figure = figure || figures[f] == c;
        }
        number = figure || (index == 1 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'));
    }
    return number;
}

// [80, 90) is a range of figures.
static bool is_range(const stack *s, int closing) {
    const opened *top = s->count > 0 ? &s->items[s->count - 1] : NULL;
    return top != NULL && kinds[top->kind].family + kinds[closing].family == 1 &&
           s->last_han <= top->index;
}

static void close_item(stack *s, ptrdiff_t item) {
    s->items[item].closed = true;
    s->last[kinds[s->items[item].kind].family] = s->items[item].below;
    while (s->count > 0 && s->items[s->count - 1].closed) {
        s->count--;
    }
}

static void tell_crossed(stack *s, int closing) {
    static const check_words words = {"“{0}”还没有配对，外层的“{1}”先结束了",
                                      "{0} is still open where {1} closes what stands around it"};
    opened *top = &s->items[s->count - 1];
    if (!top->told) {
        check_tell(s->run, check_told_of(s->run, s->p, top->index, top->index + 1, words),
                   kinds[top->kind].open, kinds[closing].close);
    }
    top->told = true;
}

// Round ones with Han between or beside them are to be wide.
static void tell_widths(stack *s, size_t open, size_t close, int opening, int closing) {
    static const check_words words = {"“{0}”与“{1}”全角、半角不一致",
                                      "{0} is closed by {1}; write both in one width"};
    check_told told = check_told_of(s->run, s->p, close, close + 1, words);
    bool half_open = kinds[opening].open == '(', half_close = kinds[closing].close == ')';
    if (kinds[closing].family == 0 && s->last_han > open) {
        size_t half = half_open ? open : close;
        check_told_change(&told, s->p, half, half + 1, half_close ? "）" : "（");
    }
    check_tell(s->run, told, kinds[opening].open, kinds[closing].close);
}

static void close_mark(stack *s, size_t index, int closing) {
    int family = kinds[closing].family;
    ptrdiff_t item = s->last[family];
    if (is_range(s, closing)) {
        item = (ptrdiff_t)s->count - 1;
    } else if (item == NONE) {
        if (family != 0 || !is_number(s->p, index)) {
            closes_nothing(s, index);
        }
        return;
    } else if (s->items[item].kind != closing) {
        tell_widths(s, s->items[item].index, index, s->items[item].kind, closing);
    }
    close_item(s, item);
    if (s->count > (size_t)item) {
        tell_crossed(s, closing);
    }
}

// ’ in Western words: it's.
static bool is_apostrophe(const check_paragraph *p, size_t index) {
    if (p->items[index].code_point != 0x2019 || index == 0) {
        return false;
    }
    uint32_t before = p->items[index - 1].code_point | 0x20;
    uint32_t after = index + 1 < p->count ? p->items[index + 1].code_point | 0x20 : 0;
    return before >= 'a' && before <= 'z' && after >= 'a' && after <= 'z';
}

static void take(stack *s, size_t index) {
    uint32_t c = s->p->items[index].code_point;
    if (check_is_han(c)) {
        s->last_han = index + 1;
        return;
    }
    for (int k = 0; k < KINDS; k++) {
        if (kinds[k].open == c) {
            ptrdiff_t *last = &s->last[kinds[k].family];
            opened it = {.index = index, .kind = k, .below = *last};
            *last = (ptrdiff_t)s->count;
            *ZP_PUSH(s->run->arena, s->items, s->count, s->capacity) = it;
        } else if (kinds[k].close == c && !is_apostrophe(s->p, index)) {
            close_mark(s, index, k);
        }
    }
}

void check_look_brackets(check_run *run, const check_paragraph *paragraph) {
    stack s = {.run = run, .p = paragraph};
    for (int family = 0; family < FAMILIES; family++) {
        s.last[family] = NONE;
    }
    for (size_t i = 0; i < paragraph->count; i++) {
        take(&s, i);
    }
    for (size_t i = 0; i < s.count; i++) {
        if (!s.items[i].closed && !s.items[i].told) {
            not_closed(&s, s.items[i]);
        }
    }
}
