// B5: which font sets a mark that Chinese and Latin fonts both hold. Both outputs ask here, so that
// a quote is as wide in Word as on the page.
#include "document/document.h"

typedef enum side { SIDE_NONE, SIDE_WESTERN, SIDE_HAN } side;

enum { HALF = 0xFE00, FULL = 0xFE01 }; // the selectors of B1.5

// One of those marks, in the order of the text. `mate`: the other quote of its pair, plus one.
typedef struct token {
    uint32_t c, selector;
    size_t at;
    size_t han, letters;  // how many stand before it
    size_t mate;          // 0: none
    side left, right;     // the nearest letter; figures, blanks and ASCII marks are none
    bool between_figures; // 2018–2020
    bool between_letters; // perhaps an apostrophe
    size_t single;        // the next ‘ or ’ behind it, plus one
} token;

typedef struct marks {
    zp_arena *arena;
    token *tokens;
    size_t count, capacity;
    size_t han, western;
} marks;

bool zp_mark_of_both(uint32_t c) {
    return c == 0xB7 || c == 0x2013 || c == 0x2014 || c == 0x2018 || c == 0x2019 || c == 0x201C ||
           c == 0x201D || (c >= 0x2025 && c <= 0x2027) || c == 0x2E3A;
}

static bool is_selector(uint32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// Full-width marks and letters are Chinese text as much as Han are: “Word”、“Excel”.
static side side_of(uint32_t c) {
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
        (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7)) {
        return SIDE_WESTERN;
    }
    return c >= 0x2E80 && !is_selector(c) ? SIDE_HAN : SIDE_NONE;
}

static bool is_figure(uint32_t c) {
    return c >= '0' && c <= '9';
}
static bool opens(const token *mark) {
    return mark->c == 0x2018 || mark->c == 0x201C;
}
static bool closes(const token *mark) {
    return mark->c == 0x2019 || mark->c == 0x201D;
}
static bool is_single(const token *mark) {
    return mark->c == 0x2018 || mark->c == 0x2019;
}

// ------------------------------------------------ reading

static void add_token(marks *all, uint32_t c, size_t at, uint32_t before, side left) {
    token *made = ZP_PUSH(all->arena, all->tokens, all->count, all->capacity);
    *made = (token){.c = c,
                    .at = at,
                    .han = all->han,
                    .letters = all->han + all->western,
                    .left = left,
                    .between_figures = is_figure(before),
                    .between_letters = is_figure(before) || side_of(before) == SIDE_WESTERN};
}

// What stands right behind a mark.
static void end_token(token *mark, uint32_t next) {
    if (next == HALF || next == FULL) {
        mark->selector = next;
    }
    mark->between_figures = mark->between_figures && is_figure(next);
    mark->between_letters =
        mark->between_letters && (is_figure(next) || side_of(next) == SIDE_WESTERN);
}

static void read_text(marks *all, zp_text text) {
    side left = SIDE_NONE;
    size_t waiting = 0; // tokens before it know the letter on their right
    uint32_t before = 0;
    bool mark_before = false;
    for (size_t i = 0; i < text.size;) {
        size_t at = i;
        uint32_t c = zp_utf8_next(text, &i);
        bool mark = zp_mark_of_both(c);
        side now = mark ? SIDE_NONE : side_of(c);
        if (mark_before) {
            end_token(&all->tokens[all->count - 1], c);
        }
        if (mark) {
            add_token(all, c, at, before, left);
        }
        if (now != SIDE_NONE || c == '\n') {
            for (; waiting < all->count; waiting++) {
                all->tokens[waiting].right = now;
            }
            left = now;
            all->han += now == SIDE_HAN;
            all->western += now == SIDE_WESTERN;
        }
        before = c;
        mark_before = mark;
    }
    if (mark_before) {
        end_token(&all->tokens[all->count - 1], 0);
    }
}

// ------------------------------------------------ pairs

// don’t – but ‘b’c is a quote that closes: then no other ’ comes that could do it.
static bool is_apostrophe(const marks *all, const token *mark, bool open) {
    if (mark->c != 0x2019 || !mark->between_letters) {
        return false;
    }
    const token *next = mark->single ? &all->tokens[mark->single - 1] : NULL;
    return !open || (next != NULL && closes(next) && next->han == mark->han);
}

// Opening and closing marks, matched in one pass. What is left open inside a pair stays alone.
static void match_pairs(marks *all) {
    size_t *open = ZP_ARRAY(all->arena, size_t, all->count);
    size_t depth = 0, waiting[2] = {0};
    for (size_t i = all->count, single = 0; i-- > 0;) {
        all->tokens[i].single = single;
        single = is_single(&all->tokens[i]) ? i + 1 : single;
    }
    for (size_t i = 0; i < all->count; i++) {
        token *now = &all->tokens[i];
        bool single = is_single(now);
        if (opens(now)) {
            open[depth++] = i;
            waiting[single]++;
        } else if (closes(now) && !is_apostrophe(all, now, waiting[1] > 0)) {
            while (waiting[single] > 0 && now->mate == 0) {
                size_t top = open[--depth];
                bool same = is_single(&all->tokens[top]) == single;
                waiting[is_single(&all->tokens[top])]--;
                if (same) {
                    now->mate = top + 1;
                    all->tokens[top].mate = i + 1;
                }
            }
        }
    }
}

static bool han_between(const token *a, const token *b) {
    return a->han != b->han;
}

// Of a row of quotes, “A”“B”等, each takes what stands around the row.
static void join_rows(marks *all) {
    const token *before = NULL;
    for (size_t i = 0; i < all->count; i++) {
        token *now = &all->tokens[i];
        if (opens(now) && now->mate && before && closes(before) && before->mate &&
            before->letters == now->letters) {
            const token *mate = &all->tokens[before->mate - 1];
            now->left = han_between(mate, before) ? SIDE_HAN : mate->left;
        }
        before = opens(now) || closes(now) ? now : before;
    }
    before = NULL;
    for (size_t i = all->count; i-- > 0;) {
        token *now = &all->tokens[i];
        if (closes(now) && now->mate && before && opens(before) && before->mate &&
            before->letters == now->letters) {
            const token *mate = &all->tokens[before->mate - 1];
            now->right = han_between(before, mate) ? SIDE_HAN : mate->right;
        }
        before = opens(now) || closes(now) ? now : before;
    }
}

// ------------------------------------------------ deciding

// Western when Western text stands on both sides; where a side has no letter at all, in a text that
// is all Western.
static bool western_between(const marks *all, side left, side right, bool inside) {
    if (left == SIDE_HAN || right == SIDE_HAN) {
        return false;
    }
    bool both = left == SIDE_WESTERN && right == SIDE_WESTERN;
    return both || (all->han == 0 && (inside || left == SIDE_WESTERN || right == SIDE_WESTERN));
}

static bool is_western(const marks *all, const token *mark) {
    const token *mate = mark->mate ? &all->tokens[mark->mate - 1] : NULL;
    uint32_t selector = mark->selector || mate == NULL ? mark->selector : mate->selector;
    if (selector != 0 && (opens(mark) || closes(mark))) {
        return selector == HALF;
    }
    if (mark->c == 0x2013 && mark->between_figures) {
        return true;
    }
    if (mate == NULL) {
        return western_between(all, mark->left, mark->right, false);
    }
    const token *first = opens(mark) ? mark : mate, *last = opens(mark) ? mate : mark;
    return !han_between(first, last) &&
           western_between(all, first->left, last->right, first->letters != last->letters);
}

const bool *zp_western_marks(zp_arena *arena, zp_text text) {
    marks all = {.arena = arena};
    read_text(&all, text);
    if (all.count == 0) {
        return NULL;
    }
    match_pairs(&all);
    join_rows(&all);
    bool *western = ZP_ARRAY(arena, bool, text.size);
    for (size_t i = 0; i < all.count; i++) {
        western[all.tokens[i].at] = is_western(&all, &all.tokens[i]);
    }
    return western;
}

static const struct {
    uint32_t first;
    size_t from, to;
} circles[] = {{0x2460, 1, 20}, {0x3251, 21, 35}, {0x32B1, 36, ZP_CIRCLED_MAX}};
enum { CIRCLES = sizeof circles / sizeof *circles };

uint32_t zp_circled(size_t number) {
    for (int i = 0; i < CIRCLES; i++) {
        if (number >= circles[i].from && number <= circles[i].to) {
            return circles[i].first + (uint32_t)(number - circles[i].from);
        }
    }
    return 0;
}

size_t zp_circled_number(uint32_t c) {
    for (int i = 0; i < CIRCLES; i++) {
        if (c >= circles[i].first && c - circles[i].first <= circles[i].to - circles[i].from) {
            return circles[i].from + (c - circles[i].first);
        }
    }
    return 0;
}
