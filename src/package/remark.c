// What is said of a document whose pages are replaced: why, what moves, what must be signed again.
#include "package/sheets.h"

// What is done by hand to a page.
enum { SIGNED = 1, SEALED = 2, STAMPED = 4, HAND_KINDS = 8 };

static const struct {
    const char *where, *what;
} by_hand[HAND_KINDS] = {
    [SIGNED] = {"签字栏", "签字"},
    [SEALED] = {"盖章处", "盖章"},
    [SIGNED | SEALED] = {"签字盖章处", "签字盖章"},
    [STAMPED] = {"签名章", "加盖签名章"},
    [SIGNED | STAMPED] = {"签字栏和签名章", "签字并加盖签名章"},
    [SEALED | STAMPED] = {"盖章处和签名章", "盖章并加盖签名章"},
    [SIGNED | SEALED | STAMPED] = {"签字盖章处和签名章", "签字盖章并加盖签名章"},
};

static bool holds(zp_text text, zp_text word) {
    for (size_t i = 0; i + word.size <= text.size; i++) {
        if (zp_text_equal(zp_text_slice(text, i, i + word.size), word)) {
            return true;
        }
    }
    return false;
}

static bool asks_for_seal(zp_arena *arena, const zp_node *node) {
    return holds(zp_node_text(arena, node), ZP_TEXT("盖章"));
}

// By the styles of templates/styles.xml: what is in no such place is prose.
static unsigned hand_of_node(zp_arena *arena, const zp_node *node) {
    zp_text id = node->style != NULL ? node->style->id : (zp_text){0};
    if (zp_text_is(id, "signature")) {
        return SIGNED | (asks_for_seal(arena, node) ? SEALED : 0);
    }
    if (zp_text_is(id, "cover-line") || zp_text_is(id, "unit-line")) {
        return asks_for_seal(arena, node) ? SEALED : 0;
    }
    return zp_text_is(id, "closing-unit") ? SEALED : zp_text_is(id, "closing-stamp") ? STAMPED : 0;
}

static unsigned hand_of_page(zp_arena *arena, const package_document *document,
                             const zp_page *page) {
    unsigned hand = 0;
    const zp_node *last = NULL;
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_node *node = page->items[i].node;
        hand |= node != NULL && node != last ? hand_of_node(arena, node) : 0;
        last = node;
    }
    bool sealed = holds(document->signs, ZP_TEXT("章")); // beside the signature, says the profile
    return hand | ((hand & SIGNED) != 0 && sealed ? SEALED : 0);
}

// ---------------------------------------------------------------- sentences

static void begin(zp_buffer *out) {
    zp_buffer_add_string(out, out->size > 0 ? "；" : "");
}

static package_choice none_of(zp_arena *arena, size_t count) {
    return (package_choice){ZP_ARRAY(arena, bool, count + 1), count};
}

static void say_whole(zp_buffer *out, const package_exchange *e) {
    if (e->old == NULL || e->new == NULL) {
        zp_buffer_add_string(out, e->old == NULL ? "新增的材料" : "不再报送");
    } else if (!e->pair->reproduced) {
        zp_buffer_add_string(out, "上一版的页面不能照原样重新排出，整份更换");
    }
}

static void say_count(zp_arena *arena, zp_buffer *out, const package_exchange *e) {
    size_t before = e->old->count, after = e->new->count;
    if (before == after) {
        return;
    }
    begin(out);
    zp_buffer_print(out, "由%zu页%s为%zu页", before, after > before ? "增" : "减", after);
    if (after > before) {
        package_choice last = none_of(arena, after);
        for (size_t i = before; i < after; i++) {
            last.chosen[i] = true;
        }
        zp_buffer_print(out, "，%.*s加在最后", ZP_ARG(package_pages_text(arena, e->new, last)));
    }
}

static bool is_moved(const zp_pages *old, const zp_page *page) {
    for (size_t i = 0; i < old->count; i++) {
        if (zp_page_moved(&old->pages[i], page)) {
            return true;
        }
    }
    return false;
}

// Pages that nobody need read again.
static void say_moved(zp_arena *arena, zp_buffer *out, const package_exchange *e) {
    package_choice moved = none_of(arena, e->new->count);
    bool numbered = false;
    for (size_t i = 0; i < e->new->count; i++) {
        moved.chosen[i] = e->put.chosen[i] && is_moved(e->old, &e->new->pages[i]);
        numbered = numbered || (moved.chosen[i] && e->new->pages[i].numbered);
    }
    if (package_any(moved)) {
        begin(out);
        zp_buffer_print(
            out, "%.*s内容未改，只是%s%s", ZP_ARG(package_pages_text(arena, e->new, moved)),
            numbered ? "页码" : "页次", e->new->count < e->old->count ? "前移" : "顺延");
    }
}

// Of the pages that are put in: those of one side, or those that only printing on both sides adds.
static void say_hand(zp_arena *arena, zp_buffer *out, const package_exchange *e, bool both) {
    unsigned *hands = ZP_ARRAY(arena, unsigned, e->new->count + 1);
    for (size_t i = 0; i < e->new->count; i++) {
        bool put = both ? e->put_both.chosen[i] && !e->put.chosen[i] : e->put.chosen[i];
        hands[i] = put ? hand_of_page(arena, e->pair->new, &e->new->pages[i]) : 0;
    }
    for (unsigned kind = 1; kind < HAND_KINDS; kind++) {
        package_choice pages = none_of(arena, e->new->count);
        for (size_t i = 0; i < e->new->count; i++) {
            pages.chosen[i] = hands[i] == kind;
        }
        if (package_any(pages)) {
            begin(out);
            zp_buffer_print(out, "%s%s%.*s%s有%s，须%s%s", both ? "双面打印的，" : "",
                            e->old != NULL ? "换入的" : "",
                            ZP_ARG(package_pages_text(arena, e->new, pages)), both ? "也" : "",
                            by_hand[kind].where, e->old != NULL ? "重新" : "", by_hand[kind].what);
        }
    }
}

zp_text package_remark(zp_arena *arena, const package_exchange *e) {
    zp_buffer out = {0};
    say_whole(&out, e);
    if (e->old != NULL && e->new != NULL && e->pair->reproduced) {
        say_count(arena, &out, e);
        say_moved(arena, &out, e);
    }
    if (e->new != NULL) {
        say_hand(arena, &out, e, false);
        say_hand(arena, &out, e, true);
    }
    if (e->old != NULL && e->new != NULL && e->pair->new->copies > 1) {
        begin(&out);
        zp_buffer_print(&out, "一式%zu份，每份都换", e->pair->new->copies);
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}
