// Pages and sheets of a document by the names that a clerk finds them by.
#include "package/sheets.h"

bool package_any(package_choice choice) {
    for (size_t i = 0; i < choice.count; i++) {
        if (choice.chosen[i]) {
            return true;
        }
    }
    return false;
}

// ---------------------------------------------------------------- what is printed on a page

// A cover and its blank back are counted, but have no number: the numbers behind them differ.
static bool numbers_differ(const zp_pages *pages) {
    for (size_t i = 0; i < pages->count; i++) {
        if (pages->pages[i].numbered && pages->pages[i].number != i + 1) {
            return true;
        }
    }
    return false;
}

static bool is_cover(const zp_page *page) {
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_node *node = page->items[i].node;
        if (node != NULL && node->style != NULL && zp_text_starts(node->style->id, "cover-")) {
            return true;
        }
    }
    return false;
}

static void print_range(zp_buffer *out, const char *before, size_t from, size_t to,
                        const char *after) {
    zp_buffer_print(out, "%s%zu", before, from);
    if (to > from) {
        zp_buffer_print(out, "—%zu", to);
    }
    zp_buffer_add_string(out, after);
}

// How many pages from `from` on have numbers that go on.
static size_t numbered_run(const zp_pages *pages, size_t from, size_t to) {
    size_t end = from;
    while (end < to && pages->pages[end].numbered &&
           pages->pages[end].number == pages->pages[from].number + (end - from)) {
        end++;
    }
    return end - from;
}

static size_t unnumbered_run(const zp_pages *pages, size_t from, size_t to) {
    size_t end = from;
    while (end < to && !pages->pages[end].numbered) {
        end++;
    }
    return end - from;
}

// A cover and its back are one thing; a blank page is told only where it is alone.
static const char *unnumbered_name(const zp_pages *pages, size_t from, size_t to, bool alone) {
    const char *name = alone ? "空白" : "";
    for (size_t i = from; i < to; i++) {
        if (is_cover(&pages->pages[i])) {
            return "封面";
        }
        name = pages->pages[i].item_count > 0 ? "无页码" : name;
    }
    return name;
}

// What is printed on pages from..to-1 where that is not their count: `封面、页码1—2`.
static void print_marks(zp_buffer *out, const zp_pages *pages, size_t from, size_t to) {
    if (!numbers_differ(pages)) {
        return;
    }
    for (size_t i = from; i < to;) {
        size_t blanks = unnumbered_run(pages, i, to);
        size_t run = blanks > 0 ? blanks : numbered_run(pages, i, to);
        const char *name = unnumbered_name(pages, i, i + blanks, blanks == to - from);
        if (out->size > 0 && (blanks == 0 || name[0] != '\0')) {
            zp_buffer_add_string(out, "、");
        }
        if (blanks > 0) {
            zp_buffer_add_string(out, name);
        } else {
            size_t first = pages->pages[i].number;
            print_range(out, "页码", first, first + run - 1, "");
        }
        i += run;
    }
}

// ---------------------------------------------------------------- pages, sheets

typedef void print_run(zp_buffer *out, const zp_pages *pages, size_t from, size_t to);

static void print_pages(zp_buffer *out, const zp_pages *pages, size_t from, size_t to) {
    zp_buffer marks = {0};
    print_range(out, "第", from + 1, to, "页");
    print_marks(&marks, pages, from, to);
    if (marks.size > 0) {
        zp_buffer_print(out, "（%.*s）", ZP_ARG(zp_buffer_text(&marks)));
    }
    zp_buffer_free(&marks);
}

static void print_sheets(zp_buffer *out, const zp_pages *pages, size_t from, size_t to) {
    zp_buffer marks = {0};
    print_range(out, "第", from / 2 + 1, (to + 1) / 2, "张");
    print_range(out, "（第", from + 1, to, "页");
    print_marks(&marks, pages, from, to);
    if (marks.size > 0) {
        zp_buffer_print(out, "，%.*s", ZP_ARG(zp_buffer_text(&marks)));
    }
    zp_buffer_add_string(out, "）");
    zp_buffer_free(&marks);
}

// Pages that follow each other are told together.
static zp_text print_runs(zp_arena *arena, const zp_pages *pages, package_choice choice,
                          print_run *print) {
    zp_buffer out = {0};
    for (size_t from = 0, to; from < choice.count; from = to) {
        for (to = from; to < choice.count && choice.chosen[to];) {
            to++;
        }
        if (to == from) {
            to++;
            continue;
        }
        zp_buffer_add_string(&out, out.size > 0 ? "、" : "");
        print(&out, pages, from, to);
    }
    zp_text text = out.size > 0 ? zp_arena_copy(arena, zp_buffer_text(&out)) : ZP_TEXT("无");
    zp_buffer_free(&out);
    return text;
}

zp_text package_pages_text(zp_arena *arena, const zp_pages *pages, package_choice choice) {
    return print_runs(arena, pages, choice, print_pages);
}

zp_text package_sheets_text(zp_arena *arena, const zp_pages *pages, package_choice choice) {
    return print_runs(arena, pages, choice, print_sheets);
}
