// Where a line may end: UAX #14 (Unicode 15) on the classes of class.c, then the penalties of B3.
#include "text/private.h"

#include <string.h>

// The state left of a boundary: the class before any spaces, and whether there were some.
typedef struct before {
    line_class left;   // of the last box that is no space
    line_class direct; // of the last box
    bool spaces;
    bool number;        // left ends a run of LB25: NU (NU|SY|IS)*
    bool closed;        // … followed by CL or CP
    bool wide;          // a full-width one: （2023）≥5 are two things
    bool hebrew_hyphen; // LB21a
    bool joiner;        // the last box ends with U+200D (LB8a)
    int flags;          // regional indicators in a row (LB30a)
} before;

static bool letter(line_class c) {
    return c == CLASS_AL || c == CLASS_HL;
}

static bool ideographic(line_class c) {
    return c == CLASS_ID || c == CLASS_EB || c == CLASS_EM;
}

static bool hangul(line_class c) {
    return c == CLASS_JL || c == CLASS_JV || c == CLASS_JT || c == CLASS_H2 || c == CLASS_H3;
}

// LB25, in the regular-expression form of B3.7: a sign holds a bracket only when digits follow, as
// in $(5), and no full-width one: 12%（其中.
static bool number_holds(const before *b, const box *box_right, line_class behind) {
    line_class left = b->left, right = box_right->line_class;
    bool prefix = left == CLASS_PR || left == CLASS_PO;
    bool opens = (right == CLASS_OP && box_right->code_point < 0x80) || right == CLASS_HY;
    if (prefix && (right == CLASS_NU || (opens && behind == CLASS_NU))) {
        return true;
    }
    if ((left == CLASS_HY || left == CLASS_IS) && right == CLASS_NU) {
        return true;
    }
    if (b->number && !b->closed &&
        (right == CLASS_NU || right == CLASS_SY || right == CLASS_IS || right == CLASS_CL ||
         right == CLASS_CP)) {
        return true;
    }
    return b->number && (right == CLASS_PO || (right == CLASS_PR && !b->wide));
}

// LB26 and LB27.
static bool hangul_holds(line_class left, line_class right) {
    if (left == CLASS_JL) {
        return right == CLASS_JL || right == CLASS_JV || right == CLASS_H2 || right == CLASS_H3;
    }
    if (left == CLASS_JV || left == CLASS_H2) {
        return right == CLASS_JV || right == CLASS_JT;
    }
    if (left == CLASS_JT || left == CLASS_H3) {
        return right == CLASS_JT;
    }
    return false;
}

// LB11 to LB16: rules that reach across spaces or come before LB18.
static bool holds_before_space(const before *b, line_class right) {
    line_class left = b->left;
    if (right == CLASS_WJ || b->direct == CLASS_WJ || b->direct == CLASS_GL) {
        return true;
    }
    if (right == CLASS_GL && b->direct != CLASS_SP && left != CLASS_BA && left != CLASS_HY) {
        return true;
    }
    if (right == CLASS_CL || right == CLASS_CP || right == CLASS_EX || right == CLASS_IS ||
        right == CLASS_SY) {
        return true; // LB13
    }
    return left == CLASS_OP || (left == CLASS_QU && right == CLASS_OP) ||
           ((left == CLASS_CL || left == CLASS_CP) && right == CLASS_NS) ||
           (left == CLASS_B2 && right == CLASS_B2);
}

// LB19 to LB30b, no space between.
static bool holds(const before *b, const box *box_right, line_class behind) {
    line_class left = b->left, right = box_right->line_class;
    if (left == CLASS_QU || right == CLASS_QU) {
        return true;
    }
    if (left == CLASS_CB || right == CLASS_CB) {
        return false;
    }
    if (right == CLASS_BA || right == CLASS_HY || right == CLASS_NS || left == CLASS_BB ||
        right == CLASS_IN) {
        return true;
    }
    if (b->hebrew_hyphen || (left == CLASS_SY && right == CLASS_HL)) {
        return true;
    }
    if ((letter(left) && right == CLASS_NU) || (left == CLASS_NU && letter(right))) {
        return true;
    }
    if ((left == CLASS_PR && ideographic(right)) || (ideographic(left) && right == CLASS_PO)) {
        return true;
    }
    bool left_sign = left == CLASS_PR || left == CLASS_PO;
    bool right_sign = right == CLASS_PR || right == CLASS_PO;
    if ((left_sign && letter(right)) || (letter(left) && right_sign) ||
        number_holds(b, box_right, behind)) {
        return true;
    }
    if (hangul_holds(left, right) || (hangul(left) && right == CLASS_PO) ||
        (left == CLASS_PR && hangul(right))) {
        return true;
    }
    if ((letter(left) || left == CLASS_IS) && letter(right)) {
        return true;
    }
    if (left == CLASS_RI && right == CLASS_RI && b->flags % 2 == 1) {
        return true;
    }
    return left == CLASS_EB && right == CLASS_EM;
}

// LB30: round brackets of half width stay with the word they stand at.
static bool bracket_holds(const box *left, const box *right) {
    line_class l = left->line_class, r = right->line_class;
    bool word_left = letter(l) || l == CLASS_NU, word_right = letter(r) || r == CLASS_NU;
    return (word_left && r == CLASS_OP && right->code_point < 0x80) ||
           (l == CLASS_CP && left->code_point < 0x80 && word_right);
}

// `behind` is the class of the box behind `right`.
static break_kind boundary(const before *b, const box *left, const box *right, line_class behind) {
    line_class r = right->line_class;
    if (left->kind == BOX_BREAK || b->direct == CLASS_BK) {
        return BREAK_MUST;
    }
    if (left->kind == BOX_GAP || right->kind == BOX_GAP || left->kind == BOX_TAB ||
        right->kind == BOX_TAB || right->kind == BOX_BREAK) {
        return BREAK_NO; // a line with a gap in it is meant as one line
    }
    if (r == CLASS_BK || r == CLASS_SP || r == CLASS_ZW) {
        return BREAK_NO;
    }
    if (b->left == CLASS_ZW) {
        return BREAK_YES;
    }
    if (b->joiner || holds_before_space(b, r)) {
        return BREAK_NO;
    }
    if (b->spaces) {
        return BREAK_YES;
    }
    return holds(b, right, behind) || bracket_holds(left, right) ? BREAK_NO : BREAK_YES;
}

static bool ends_with_joiner(zp_text text, const box *item) {
    static const char joiner[] = "\xE2\x80\x8D"; // U+200D
    size_t size = sizeof joiner - 1, end = item->text + item->text_size;
    return item->text_size >= size && memcmp(text.data + end - size, joiner, size) == 0;
}

static void step(before *b, zp_text text, const box *item) {
    line_class c = item->line_class;
    b->direct = c;
    b->joiner = ends_with_joiner(text, item);
    if (c == CLASS_SP) {
        b->spaces = true;
        return;
    }
    bool was_hebrew = b->left == CLASS_HL && !b->spaces;
    b->hebrew_hyphen = was_hebrew && (c == CLASS_HY || c == CLASS_BA);
    b->flags = c == CLASS_RI ? (b->spaces ? 1 : b->flags + 1) : 0;
    if (c == CLASS_NU) { // also behind a closing mark: a new number
        b->number = true;
        b->closed = b->wide = false;
    } else if (b->spaces || b->closed) {
        b->number = b->closed = false;
    } else if (c == CLASS_CL || c == CLASS_CP) {
        b->closed = b->number;
        b->wide = item->code_point >= 0x80;
    } else {
        b->number = b->number && (c == CLASS_SY || c == CLASS_IS);
    }
    b->left = c;
    b->spaces = false;
}

// ------------------------------------------------ the levels of B3.1, and what is only dear

static bool solidus(const box *item) {
    return item->code_point == 0xFF0F;
}

// The solidus ends no line either (GB-style), nor do ≥ ≤ (PR before Han holds by LB23a).
static bool never_last(const boxes *all, const box *item) {
    return (solidus(item) && all->style->edges != ZP_EDGES_BASIC) ||
           (item->line_class == CLASS_PR && item->code_point > 0x80);
}

static bool ideograph_like(const box *item) {
    return item->kind == BOX_TEXT && (item->line_class == CLASS_ID ||
                                      item->line_class == CLASS_NU || letter(item->line_class));
}

// What stands at the line's end when it is broken behind box i: typed blanks are not seen there.
static const box *last_seen(const boxes *all, size_t i) {
    const box *blank = &all->items[i];
    bool single = blank->kind == BOX_TEXT && blank->script == SCRIPT_SPACE && i > 0;
    return single ? blank - 1 : blank;
}

// Behind a typed blank too: UAX #14 lets a line begin with ： or …… there, and B3.1 does not; nor
// do % and ℃ leave their figure for one (B3.6).
static bool held_over_blank(const boxes *all, size_t i) {
    const box *seen = last_seen(all, i), *right = &all->items[i + 1];
    bool starter = right->line_class == CLASS_NS || right->line_class == CLASS_IN;
    bool sign = right->line_class == CLASS_PO && seen->line_class == CLASS_NU;
    return seen != &all->items[i] && (starter || sign);
}

// 10³㎡: a raised figure is its number's, and holds the sign of the unit as a figure does (B3.6).
static bool raised(const box *item) {
    uint32_t c = item->code_point;
    return c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

static break_kind by_level(const boxes *all, size_t i, break_kind kind) {
    const box *left = &all->items[i], *right = &all->items[i + 1];
    if (kind == BREAK_YES &&
        (held_over_blank(all, i) || (raised(left) && right->line_class == CLASS_PO))) {
        return BREAK_NO;
    }
    if (kind == BREAK_YES && never_last(all, last_seen(all, i))) {
        return BREAK_NO;
    }
    if (kind == BREAK_YES && all->style->edges == ZP_EDGES_STRICT &&
        right->line_class == CLASS_B2) { // —— begins no line; …… never does (LB22)
        return BREAK_NO;
    }
    if (kind == BREAK_NO && all->style->edges == ZP_EDGES_BASIC && solidus(right) &&
        ideograph_like(left)) {
        return BREAK_YES;
    }
    return kind;
}

// B3.6: number and Han unit, by penalty only; 万元 is one unit. A range or ratio of numbers holds
// as much as a unit does.
enum {
    PENALTY_UNIT = 30000,
    PENALTY_IN_UNIT = 100000,
    PENALTY_SOLIDUS = 3000000,
    PENALTY_ITEM = 3000000
};

static bool myriad(const box *item) { // 万 亿: what follows is still the unit
    return item->code_point == 0x4E07 || item->code_point == 0x4EBF;
}

static bool joins_numbers(const box *item) { // 2018—2020, 14∶30, 3：1
    return item->mark == MARK_CONNECTOR || item->code_point == 0xFF1A || item->code_point == 0x2236;
}

// What stands before an item of a run-in list: 。2、 ：（1） or nothing.
static bool begins_item(const boxes *all, const box *number) {
    if (number == all->items) {
        return true;
    }
    const box *before = last_seen(all, (size_t)(number - all->items) - 1);
    return before->kind != BOX_TEXT || before->mark == MARK_STOP || before->code_point == 0xFF1B ||
           before->code_point == 0xFF1A || before->code_point == ';' || before->code_point == ':';
}

// Does an item's number end with this box? It stays with the item's text.
static bool ends_item_number(const boxes *all, const box *end) {
    uint32_t c = end->code_point;
    bool closed = c == 0xFF09 || c == ')';
    if (zp_circled_number(c) > 0) {
        return begins_item(all, end);
    }
    if (end == all->items || !(closed || c == 0x3001 || c == 0xFF0E || c == '.')) {
        return false;
    }
    const box *digit = end - 1;
    while (digit > all->items && digit->line_class == CLASS_NU) {
        digit--;
    }
    bool opened = digit->code_point == 0xFF08 || digit->code_point == '(';
    const box *first = digit->line_class == CLASS_NU || (closed && opened) ? digit : digit + 1;
    return end[-1].line_class == CLASS_NU && (!closed || opened) && begins_item(all, first);
}

static int penalty(const boxes *all, size_t i) {
    const box *left = &all->items[i], *right = &all->items[i + 1];
    if (ends_item_number(all, last_seen(all, i))) {
        return PENALTY_ITEM;
    }
    bool digit = left->line_class == CLASS_NU || left->line_class == CLASS_PO;
    bool after_digit = i > 0 && all->items[i - 1].line_class == CLASS_NU;
    if (left->code_point == '/') { // and/or; a URL may be broken there when nothing else helps
        return all->style->edges == ZP_EDGES_BASIC ? 0 : PENALTY_SOLIDUS;
    }
    if (right->line_class == CLASS_NU) { // 第12项 is one word
        return left->code_point == 0x7B2C || (joins_numbers(left) && after_digit) ? PENALTY_UNIT
                                                                                  : 0;
    }
    if (right->script != SCRIPT_HAN) {
        return 0;
    }
    return after_digit && myriad(left) ? PENALTY_IN_UNIT : digit ? PENALTY_UNIT : 0;
}

// B3.4: in a row of three marks and more a line may end where nothing else helps. Dearer than
// anything that keeps the rules.
enum { MARKS_IN_A_ROW = 3, PENALTY_LAST_RESORT = 1000000000 };

static void relax_rows_of_marks(boxes *all) {
    size_t to = 0;
    while (to < all->count) {
        size_t from = to;
        while (to < all->count && full_width_mark(&all->items[to])) {
            to++;
        }
        for (size_t i = from; to - from >= MARKS_IN_A_ROW && i + 1 < to; i++) {
            if (all->items[i].break_after == BREAK_NO) {
                all->items[i].break_after = BREAK_YES;
                all->items[i].penalty = PENALTY_LAST_RESORT;
            }
        }
        to = to > from ? to : from + 1;
    }
}

// LB10: a combining mark or joiner that hangs on nothing.
static void settle_marks(boxes *all) {
    for (size_t i = 0; i < all->count; i++) {
        uint8_t *c = &all->items[i].line_class;
        *c = *c == CLASS_CM || *c == CLASS_ZWJ ? CLASS_AL : *c;
    }
}

void find_breaks(boxes *all) {
    before b = {.left = CLASS_WJ, .direct = CLASS_WJ};
    settle_marks(all);
    for (size_t i = 0; i < all->count; i++) {
        box *item = &all->items[i];
        step(&b, all->text, item);
        if (i + 1 == all->count) {
            item->break_after = BREAK_MUST;
            break;
        }
        const box *next = &all->items[i + 1];
        line_class behind = i + 2 < all->count ? (line_class)next[1].line_class : CLASS_BK;
        item->break_after = (uint8_t)by_level(all, i, boundary(&b, item, next, behind));
        item->penalty = penalty(all, i);
    }
    relax_rows_of_marks(all);
}
