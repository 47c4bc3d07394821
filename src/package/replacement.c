// The pages that are to be put into the paper handed in before, and those that come out of it.
#include "package/sheets.h"

// ---------------------------------------------------------------- what differs

static bool differs(const package_exchange *e, size_t page) {
    return !e->pair->reproduced || page >= e->pull.count || page >= e->put.count ||
           !zp_page_same(&e->old->pages[page], &e->new->pages[page]);
}

static package_choice choice_of(zp_arena *arena, const zp_pages *pages) {
    size_t count = pages != NULL ? pages->count : 0;
    return (package_choice){ZP_ARRAY(arena, bool, count + 1), count};
}

// A sheet goes when either of its sides does, in either version: a page that has none behind it
// any more must have a blank back.
static void choose_sheets(package_choice *sheets, size_t page) {
    for (size_t side = page & ~(size_t)1; side <= (page | 1) && side < sheets->count; side++) {
        sheets->chosen[side] = true;
    }
}

static package_exchange compare(zp_arena *arena, const package_pair *pair) {
    package_exchange e = {.pair = pair,
                          .old = pair->old != NULL ? pair->old->pages : NULL,
                          .new = pair->new != NULL ? pair->new->pages : NULL};
    e.pull = choice_of(arena, e.old);
    e.put = choice_of(arena, e.new);
    e.pull_both = choice_of(arena, e.old);
    e.put_both = choice_of(arena, e.new);
    size_t count = e.pull.count > e.put.count ? e.pull.count : e.put.count;
    for (size_t i = 0; i < count; i++) {
        if (!differs(&e, i)) {
            continue;
        }
        if (i < e.pull.count) {
            e.pull.chosen[i] = true;
        }
        if (i < e.put.count) {
            e.put.chosen[i] = true;
        }
        choose_sheets(&e.pull_both, i);
        choose_sheets(&e.put_both, i);
    }
    return e;
}

// ---------------------------------------------------------------- the list

static zp_text title_of(zp_arena *arena, const package_pair *pair) {
    const package_document *document = pair->new != NULL ? pair->new : pair->old;
    return zp_package_titled(arena, document->mark, document->title);
}

static zp_text whole(zp_arena *arena, const zp_pages *pages, bool both) {
    if (pages == NULL) {
        return ZP_TEXT("无");
    }
    return both ? zp_arena_print(arena, "整份（共%zu张）", (pages->count + 1) / 2)
                : zp_arena_print(arena, "整份（共%zu页）", pages->count);
}

static package_sheets describe(zp_arena *arena, const package_exchange *e) {
    package_sheets line = {.title = title_of(arena, e->pair), .remark = package_remark(arena, e)};
    if (e->old != NULL && e->new != NULL && e->pair->reproduced) {
        line.pull = package_pages_text(arena, e->old, e->pull);
        line.put = package_pages_text(arena, e->new, e->put);
        line.pull_both = package_sheets_text(arena, e->old, e->pull_both);
        line.put_both = package_sheets_text(arena, e->new, e->put_both);
        return line;
    }
    line.put = whole(arena, e->new, false);
    line.put_both = whole(arena, e->new, true);
    // How many pages it had nobody knows where they cannot be made again.
    bool counted = e->old == NULL || e->pair->reproduced;
    line.pull = counted ? whole(arena, e->old, false) : ZP_TEXT("整份");
    line.pull_both = counted ? whole(arena, e->old, true) : ZP_TEXT("整份");
    return line;
}

// ---------------------------------------------------------------- the pages to be printed

static void add_entry(zp_arena *arena, zp_pages *out, zp_text title, int level) {
    *ZP_PUSH(arena, out->outline, out->outline_count, out->outline_capacity) =
        (zp_outline_entry){.title = title, .level = level, .page = out->count};
}

// As it is, but for the number that a viewer would show: it counts the pages of this file, as
// print dialogs do.
static void add_page(zp_arena *arena, zp_pages *out, const zp_page *page) {
    zp_page *made = ZP_PUSH(arena, out->pages, out->count, out->capacity);
    *made = *page;
    made->numbered = false;
    made->number = 0;
}

static void add_chosen(zp_arena *arena, zp_pages *out, const package_exchange *e, bool both) {
    package_choice choice = both ? e->put_both : e->put;
    if (e->new == NULL || !package_any(choice)) {
        return;
    }
    out->fonts = e->new->fonts;
    add_entry(arena, out, title_of(arena, e->pair), 1);
    for (size_t i = 0; i < choice.count; i++) {
        if (!choice.chosen[i]) {
            continue;
        }
        if (!both || i % 2 == 0) {
            package_choice one = choice_of(arena, e->new);
            one.chosen[i] = true;
            if (both) {
                one.chosen[i + 1] = true; // past the last page there is room for it
            }
            add_entry(arena, out,
                      both ? package_sheets_text(arena, e->new, one)
                           : package_pages_text(arena, e->new, one),
                      2);
        }
        add_page(arena, out, &e->new->pages[i]);
    }
    if (both && out->count % 2 == 1) {
        const zp_page *last = &out->pages[out->count - 1];
        add_page(arena, out, &(zp_page){.width = last->width, .height = last->height});
    }
}

static zp_document *describe_pages(zp_arena *arena, const package_pair *pairs, size_t count,
                                   bool both) {
    zp_document *document = ZP_NEW(arena, zp_document);
    document->id = both ? ZP_TEXT("replacement-both") : ZP_TEXT("replacement-single");
    document->title = both ? ZP_TEXT("换页（双面打印）") : ZP_TEXT("换页（单面打印）");
    document->arena = arena;
    document->root = zp_node_new(arena, ZP_NODE_DOCUMENT, (zp_place){0});
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].new != NULL) {
            const zp_document *first = pairs[i].new->tree;
            document->unit = first->unit;
            document->date = first->date;
            document->language = first->language;
            break;
        }
    }
    return document;
}

static zp_pages *print(zp_arena *arena, const package_pair *pairs, size_t count,
                       const package_exchange *exchanges, bool both) {
    zp_pages *out = ZP_NEW(arena, zp_pages);
    out->document = describe_pages(arena, pairs, count, both);
    out->sides = both ? ZP_SIDES_BOTH : ZP_SIDES_ONE;
    for (size_t i = 0; i < count; i++) {
        add_chosen(arena, out, &exchanges[i], both);
    }
    return out->count > 0 ? out : NULL;
}

void package_replace(zp_arena *arena, const package_pair *pairs, size_t count,
                     package_replacement *replacement) {
    package_exchange *exchanges = ZP_ARRAY(arena, package_exchange, count + 1);
    *replacement = (package_replacement){.lines = ZP_ARRAY(arena, package_sheets, count + 1)};
    for (size_t i = 0; i < count; i++) {
        exchanges[i] = compare(arena, &pairs[i]);
        if (package_any(exchanges[i].pull) || package_any(exchanges[i].put)) {
            replacement->lines[replacement->count++] = describe(arena, &exchanges[i]);
        }
    }
    replacement->single = print(arena, pairs, count, exchanges, false);
    replacement->both = print(arena, pairs, count, exchanges, true);
}
