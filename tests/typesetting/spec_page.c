#include "typesetting/spec_page.h"

#include "form/private.h"
#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

typedef struct page_bench {
    zp_arena *arena;
    zp_messages *messages;
    form_styles styles;
    zp_document document;
    zp_node *section;
    const zp_style *body;
} page_bench;

static bool take(zp_text line, const char *key, zp_text *out) {
    if (!zp_text_starts(line, key)) {
        return false;
    }
    *out = zp_text_trim(zp_text_slice(line, strlen(key), line.size));
    return true;
}

bool spec_page_take(spec_page *about, zp_text line) {
    zp_text block;
    if (take(line, "block: ", &block)) {
        if (about->block_count == SPEC_BLOCKS) {
            return false;
        }
        about->blocks[about->block_count++] = block;
        return true;
    }
    return take(line, "page: ", &about->page) || take(line, "pages: ", &about->pages) ||
           take(line, "places: ", &about->places) || take(line, "edges: ", &about->edges) ||
           take(line, "numbers: ", &about->numbers);
}

// ------------------------------------------------ the document

static bool read_styles(page_bench *bench) {
    form_checker *checker = NULL;
    form_element *root = NULL;
    zp_text text;
    const char *file = ZIPING_SOURCE "/templates/styles.xml";
    zp_arena *arena = bench->arena;
    bool fine = form_checker_open(arena, bench->messages, ZIPING_SOURCE "/templates/template.xsd",
                                  &checker) == ZP_OK &&
                zp_file_read(arena, bench->messages, file, ZP_FORM_FILE_LIMIT, &text) == ZP_OK &&
                form_xml_read(arena, bench->messages, checker, file, text, &root) == ZP_OK &&
                form_styles_read(arena, bench->messages, root, NULL, &bench->styles) == ZP_OK;
    form_checker_close(checker);
    bench->body = fine ? form_style_find(&bench->styles, ZP_TEXT("body")) : NULL;
    return bench->body != NULL;
}

static zp_length character(const page_bench *bench) {
    return zp_indent(bench->body, 100, bench->body->size);
}

// `report`, or `10 x 12`: lines by characters of the body.
static bool set_page(page_bench *bench, zp_text words) {
    zp_page_setup *setup = &bench->section->as.page;
    const form_page *page = form_page_find(&bench->styles, words);
    if (page != NULL) {
        *setup = page->setup;
        setup->right_hand = false;
        return true;
    }
    char *end;
    long lines = strtol(zp_arena_string(bench->arena, words), &end, 10);
    long characters = *end == ' ' ? strtol(end + 3, NULL, 10) : 0;
    page = form_page_find(&bench->styles, ZP_TEXT("report"));
    if (lines < 2 || characters < 1 || page == NULL) {
        return false;
    }
    *setup = page->setup;
    setup->right_hand = false;
    setup->number = ZP_PAGE_NUMBER_NONE;
    setup->grid_lines = (int)lines;
    setup->width = setup->inner + setup->outer + (zp_length)characters * character(bench) -
                   bench->body->tracking;
    setup->height = setup->top + setup->bottom + bench->body->size + (zp_length)(lines - 1) * 29610;
    return true;
}

// 国×60 is sixty times 国, (国家，)×9 nine times 国家，.
static zp_text unfold(zp_arena *arena, zp_text text) {
    static const char times[] = "×";
    zp_buffer out = {0};
    size_t before = 0;
    for (size_t at = 0; at < text.size;) {
        size_t from = at;
        zp_utf8_next(text, &at);
        if (text.data[from] == '(') {
            const char *end = memchr(text.data + from, ')', text.size - from);
            at = end ? (size_t)(end - text.data) : text.size;
            zp_buffer_add(&out, text.data + from + 1, at - from - 1);
            before = from + 1;
            at += at < text.size;
            continue;
        }
        if (!zp_text_starts(zp_text_slice(text, from, text.size), times)) {
            zp_buffer_add(&out, text.data + from, at - from);
            before = from;
            continue;
        }
        char *end;
        long count = strtol(text.data + at, &end, 10);
        size_t group = from > 0 && text.data[from - 1] == ')';
        for (long i = 1; i < count; i++) {
            zp_buffer_add(&out, text.data + before, from - before - group);
        }
        at = (size_t)(end - text.data);
    }
    zp_text result = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return result;
}

static void add_run(page_bench *bench, zp_node *block, zp_text text) {
    zp_node *run = zp_node_new(bench->arena, ZP_NODE_RUN, block->place);
    run->as.run.text = unfold(bench->arena, text);
    zp_node_append(block, run);
}

// What stands behind → begins where turned lines do.
static void add_text(page_bench *bench, zp_node *parent, const zp_style *style, zp_text text) {
    static const char arrow[] = "→";
    zp_node_type type = style->outline > 0 ? ZP_NODE_HEADING : ZP_NODE_PARAGRAPH;
    zp_node *block = zp_node_new(bench->arena, type, parent->place);
    block->style = style;
    size_t at = 0;
    while (at < text.size && !zp_text_starts(zp_text_slice(text, at, text.size), arrow)) {
        at++;
    }
    add_run(bench, block, zp_text_slice(text, 0, at));
    if (at < text.size) {
        zp_node *tab = zp_node_new(bench->arena, ZP_NODE_TAB, parent->place);
        tab->as.blank = style->left_indent;
        zp_node_append(block, tab);
        add_run(bench, block, zp_text_slice(text, at + strlen(arrow), text.size));
    }
    zp_node_append(parent, block);
}

// `table 甲 乙 丙`: a row for each word; the first is the head with `table-head`.
static bool add_table(page_bench *bench, zp_text words, bool head) {
    const form_look *look = form_look_find(&bench->styles, ZP_TEXT("report"));
    const zp_style *style = form_style_find(&bench->styles, ZP_TEXT("report-table-left"));
    zp_place place = bench->section->place;
    zp_node *table = zp_node_new(bench->arena, ZP_NODE_TABLE, place);
    table->as.table = look->table;
    table->as.table.column_count = 1;
    table->as.table.columns = ZP_ARRAY(bench->arena, zp_length, 1);
    table->as.table.columns[0] = ZP_POINTS(100);
    for (size_t at = 0; at < words.size;) {
        size_t to = at;
        while (to < words.size && words.data[to] != ' ') {
            to++;
        }
        zp_node *row = zp_node_new(bench->arena, ZP_NODE_ROW, place);
        zp_node *cell = zp_node_new(bench->arena, ZP_NODE_CELL, place);
        row->as.row.kind = head && at == 0 ? ZP_ROW_HEAD : ZP_ROW_BODY;
        cell->as.cell = (zp_cell){.column_span = 1, .row_span = 1};
        add_text(bench, cell, style, zp_text_slice(words, at, to));
        zp_node_append(row, cell);
        zp_node_append(table, row);
        at = to + 1;
    }
    zp_node_append(bench->section, table);
    return zp_table_assign(bench->messages, table) == ZP_OK;
}

static bool add_block(page_bench *bench, zp_text words) {
    size_t end = 0;
    while (end < words.size && words.data[end] != ' ') {
        end++;
    }
    zp_text id = zp_text_slice(words, 0, end);
    zp_text rest = zp_text_trim(zp_text_slice(words, end, words.size));
    if (zp_text_is(id, "table") || zp_text_is(id, "table-head")) {
        return add_table(bench, rest, zp_text_is(id, "table-head"));
    }
    const zp_style *style = form_style_find(&bench->styles, id);
    if (style != NULL) {
        add_text(bench, bench->section, style, rest);
    }
    return style != NULL;
}

// ------------------------------------------------ what came

typedef struct page_line { // glyphs on one baseline
    zp_length left, right, top, bottom;
    zp_text first; // character
} page_line;

static zp_length run_end(const zp_item *item) {
    zp_length x = item->x;
    for (size_t g = 0; g < item->run->count; g++) {
        x += item->run->glyphs[g].advance;
    }
    return x;
}

// The lines of a page in order of their glyphs; of the artifacts, or of the text.
static size_t page_lines(page_bench *bench, const zp_page *page, bool artifacts, page_line **out) {
    size_t count = 0, capacity = 0;
    zp_length baseline = -1;
    *out = NULL;
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        if (item->kind != ZP_ITEM_GLYPHS || item->artifact != artifacts || item->run->count == 0) {
            continue;
        }
        // Han of another font have a baseline of their own in the line.
        zp_length off = item->y - baseline, most = item->run->size / 4;
        if (baseline < 0 || off > most || off < -most) {
            size_t at = item->run->glyphs[0].text, end = at;
            zp_utf8_next(item->text, &end);
            *ZP_PUSH(bench->arena, *out, count, capacity) =
                (page_line){.left = item->x, .first = zp_text_slice(item->text, at, end)};
            baseline = item->y;
        }
        page_line *line = &(*out)[count - 1];
        if (item->run->face->han || line->bottom == 0) { // figures alone tell less of the em box
            const zp_face *face = item->run->face;
            line->top =
                item->y - (zp_length)zp_scale(item->run->size, face->ascender, face->units_per_em);
            line->bottom = line->top + item->run->size;
        }
        line->right = run_end(item);
    }
    return count;
}

static zp_text take_buffer(page_bench *bench, zp_buffer *buffer) {
    zp_text text = zp_arena_copy(bench->arena, zp_buffer_text(buffer));
    zp_buffer_free(buffer);
    return text;
}

static void add_hundredths(zp_buffer *out, int64_t hundredths) {
    int64_t value = hundredths < 0 ? -hundredths : hundredths;
    zp_buffer_print(out, "%s%lld.%02lld", hundredths < 0 ? "-" : "", (long long)(value / 100),
                    (long long)(value % 100));
}

// Lines with the same first character are counted: `一9 二 | 二2`.
static zp_text got_pages(page_bench *bench, const zp_pages *pages) {
    zp_buffer out = {0};
    for (size_t i = 0; i < pages->count; i++) {
        page_line *lines;
        size_t count = page_lines(bench, &pages->pages[i], false, &lines);
        zp_buffer_print(&out, "%s", i > 0 ? " | " : "");
        for (size_t from = 0, to = 0; from < count; from = to) {
            while (to < count && zp_text_equal(lines[to].first, lines[from].first)) {
                to++;
            }
            zp_buffer_print(&out, "%s%.*s", from > 0 ? " " : "", ZP_ARG(lines[from].first));
            if (to - from > 1) {
                zp_buffer_print(&out, "%zu", to - from);
            }
        }
    }
    return take_buffer(bench, &out);
}

static zp_length type_left(const page_bench *bench, const zp_page *page) {
    const zp_page_setup *setup = &bench->section->as.page;
    return page->left_hand ? setup->outer : setup->inner;
}

// Of each line of the last page: the line of the grid its middle is in, and from which 字 to which
// it reaches.
static zp_text got_places(page_bench *bench, const zp_pages *pages) {
    const zp_page_setup *setup = &bench->section->as.page;
    const zp_page *page = &pages->pages[pages->count - 1];
    zp_length left = type_left(bench, page), size = bench->body->size;
    zp_length pitch = (setup->height - setup->top - setup->bottom - size) / (setup->grid_lines - 1);
    zp_buffer out = {0};
    page_line *lines;
    size_t count = page_lines(bench, page, false, &lines);
    for (size_t i = 0; i < count; i++) {
        zp_length middle = (lines[i].top + lines[i].bottom) / 2 - setup->top - size / 2;
        zp_buffer_print(&out, "%s%.*s ", i > 0 ? ", " : "", ZP_ARG(lines[i].first));
        add_hundredths(&out, 100 + zp_scale(middle, 100, pitch));
        zp_buffer_add_string(&out, ": ");
        add_hundredths(&out, zp_scale(lines[i].left - left, 100, character(bench)));
        zp_buffer_add_string(&out, "–");
        zp_length end = lines[i].right - left + bench->body->tracking;
        add_hundredths(&out, zp_scale(end, 100, character(bench)));
    }
    return take_buffer(bench, &out);
}

static int64_t hundredths_of_mm(zp_length length) {
    return zp_scale(length, 2540, 72000);
}

// The em boxes' outermost edges on the first page, in mm from the paper's edges.
static zp_text got_edges(page_bench *bench, const zp_pages *pages) {
    const zp_page *page = &pages->pages[0];
    page_line *lines;
    size_t count = page_lines(bench, page, false, &lines);
    page_line all = count > 0 ? lines[0] : (page_line){0};
    for (size_t i = 1; i < count; i++) {
        all.left = lines[i].left < all.left ? lines[i].left : all.left;
        all.right = lines[i].right > all.right ? lines[i].right : all.right;
        all.top = lines[i].top < all.top ? lines[i].top : all.top;
        all.bottom = lines[i].bottom > all.bottom ? lines[i].bottom : all.bottom;
    }
    zp_buffer out = {0};
    zp_length edges[] = {all.top, page->width - all.right, page->height - all.bottom, all.left};
    for (size_t i = 0; i < 4; i++) {
        zp_buffer_print(&out, "%s", i > 0 ? " " : "");
        add_hundredths(&out, hundredths_of_mm(edges[i]));
    }
    return take_buffer(bench, &out);
}

// Of each page: on which side the number is, how far in from the type area's edge in 字 (of 15.79
// pt), and its middle in mm below the type area.
static zp_text got_numbers(page_bench *bench, const zp_pages *pages) {
    const zp_page_setup *setup = &bench->section->as.page;
    zp_buffer out = {0};
    for (size_t i = 0; i < pages->count; i++) {
        const zp_page *page = &pages->pages[i];
        page_line *lines;
        size_t count = page_lines(bench, page, true, &lines);
        zp_buffer_print(&out, "%s", i > 0 ? " | " : "");
        if (count == 0) {
            continue;
        }
        zp_length left = lines[0].left - type_left(bench, page);
        zp_length right =
            type_left(bench, page) + setup->width - setup->inner - setup->outer - lines[0].right;
        zp_length below = (lines[0].top + lines[0].bottom) / 2 - (setup->height - setup->bottom);
        zp_buffer_add_string(&out, left < right ? "left " : "right ");
        add_hundredths(&out, zp_scale(left < right ? left : right, 100, 15790));
        zp_buffer_add_string(&out, ", ");
        add_hundredths(&out, hundredths_of_mm(below));
    }
    return take_buffer(bench, &out);
}

bool spec_page_run(zp_arena *arena, zp_messages *messages, zp_fonts *fonts, const spec_page *about,
                   bool (*same)(const void *t, const char *what, zp_text wanted, zp_text got),
                   const void *t) {
    page_bench bench = {.arena = arena, .messages = messages};
    zp_place place = {"spec.md", 1, 1};
    bench.document.root = zp_node_new(arena, ZP_NODE_DOCUMENT, place);
    bench.section = zp_node_new(arena, ZP_NODE_SECTION, place);
    zp_node_append(bench.document.root, bench.section);
    bool fine = read_styles(&bench) && set_page(&bench, about->page);
    for (size_t i = 0; i < about->block_count && fine; i++) {
        fine = add_block(&bench, about->blocks[i]);
    }
    zp_pages *pages = NULL;
    if (!fine || zp_layout(arena, messages, fonts, &bench.document, &pages) != ZP_OK) {
        return same(t, "layout", ZP_TEXT("fine"), ZP_TEXT("not understood, or an error"));
    }
    fine = same(t, "pages", about->pages, got_pages(&bench, pages));
    fine = same(t, "places", about->places, got_places(&bench, pages)) && fine;
    fine = same(t, "edges", about->edges, got_edges(&bench, pages)) && fine;
    return same(t, "numbers", about->numbers, got_numbers(&bench, pages)) && fine;
}
