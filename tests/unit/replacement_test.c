// Which pages of the paper handed in are pulled, and which are put in.
#include "bench.h"
#include "package/sheets.h"
#include "pdf/pdf.h"

#include <libdeflate.h>
#include <stdlib.h>

static int open_bench(void **state) {
    bench *b = bench_new();
    b->style = bench_style(ZP_ROLE_SONG, ZP_POINTS(10), ZP_POINTS(14), ZP_ALIGN_LEFT);
    b->number = b->style;
    *state = b;
    return 0;
}

// ---------------------------------------------------------------- documents made by hand

static zp_node *add_section(bench *b, bool cover) {
    zp_page_setup page = {.width = ZP_POINTS(300),
                          .height = ZP_POINTS(200),
                          .top = ZP_POINTS(30),
                          .bottom = ZP_POINTS(30),
                          .inner = ZP_POINTS(40),
                          .outer = ZP_POINTS(30),
                          .right_hand = true};
    if (!cover) {
        page.number = ZP_PAGE_NUMBER_DASHED;
        page.number_style = &b->number;
        page.number_drop = ZP_POINTS(7);
    }
    return bench_section(b, page);
}

// `pages` has a page's text between two |: one that begins with 封面 is a cover, with a blank back;
// `style:text` sets it in that style.
static package_document make(bench *b, const char *id, const char *pages) {
    zp_node *section = NULL;
    zp_document *tree = ZP_NEW(b->arena, zp_document);
    b->document.root = zp_node_new(b->arena, ZP_NODE_DOCUMENT, here);
    for (const char *at = pages, *end; at != NULL; at = end != NULL ? end + 1 : NULL) {
        end = strchr(at, '|');
        zp_text text = {at, end != NULL ? (size_t)(end - at) : strlen(at)};
        zp_style *style = ZP_NEW(b->arena, zp_style);
        *style = b->style;
        const char *colon = memchr(text.data, ':', text.size);
        if (colon != NULL) {
            style->id = (zp_text){at, (size_t)(colon - at)};
            text = zp_text_slice(text, style->id.size + 1, text.size);
        }
        bool cover = zp_text_starts(style->id, "cover-");
        if (section == NULL || section->as.page.number == ZP_PAGE_NUMBER_NONE) {
            section = add_section(b, cover);
        } else {
            zp_node_append(section, zp_node_new(b->arena, ZP_NODE_PAGE_BREAK, here));
        }
        bench_block(b, section, ZP_NODE_PARAGRAPH, style, zp_arena_string(b->arena, text));
    }
    *tree = b->document;
    tree->unit = ZP_TEXT("示例单位");
    tree->date = ZP_TEXT("2024-06-03");
    tree->language = ZP_TEXT("zh-CN");
    return (package_document){.id = zp_text_of(id),
                              .title = ZP_TEXT("自评表"),
                              .mark = zp_text_of(id),
                              .copies = 1,
                              .tree = tree,
                              .pages = bench_lay(b)};
}

// One document of these pages before and after.
static package_replacement replace(bench *b, const char *old, const char *new, bool reproduced) {
    package_document *documents = ZP_ARRAY(b->arena, package_document, 2);
    package_pair pair = {.reproduced = reproduced};
    package_replacement out;
    if (old != NULL) {
        documents[0] = make(b, "附件1", old);
        pair.old = &documents[0];
    }
    if (new != NULL) {
        documents[1] = make(b, "附件1", new);
        pair.new = &documents[1];
    }
    package_replace(b->arena, &pair, 1, &out);
    return out;
}

static void assert_text(zp_text text, const char *wanted) {
    if (!zp_text_is(text, wanted)) {
        fail_msg("“%.*s”, not “%s”", ZP_ARG(text), wanted);
    }
}

// The texts of the pages with | between them, page numbers aside; a blank one is empty.
static void assert_pages(const zp_pages *pages, const char *wanted) {
    zp_buffer out = {0};
    for (size_t p = 0; pages != NULL && p < pages->count; p++) {
        zp_buffer_add_string(&out, p > 0 ? "|" : "");
        for (size_t i = 0; i < pages->pages[p].item_count; i++) {
            const zp_item *item = &pages->pages[p].items[i];
            zp_buffer_add_text(&out, item->artifact ? (zp_text){0} : item->text);
        }
    }
    assert_text(zp_buffer_text(&out), wanted);
    zp_buffer_free(&out);
}

typedef struct wanted {
    const char *pull, *put, *pull_both, *put_both, *remark, *single, *both;
} wanted;

static void assert_replaces(bench *b, const char *old, const char *new, wanted wanted) {
    package_replacement got = replace(b, old, new, true);
    assert_int_equal(got.count, 1);
    assert_text(got.lines[0].title, "附件1 自评表");
    assert_text(got.lines[0].pull, wanted.pull);
    assert_text(got.lines[0].put, wanted.put);
    assert_text(got.lines[0].pull_both, wanted.pull_both);
    assert_text(got.lines[0].put_both, wanted.put_both);
    assert_text(got.lines[0].remark, wanted.remark);
    assert_pages(got.single, wanted.single);
    assert_pages(got.both, wanted.both);
}

// ---------------------------------------------------------------- pages and sheets

static void what_is_the_same_stays(void **state) {
    package_replacement got = replace(*state, "一|二", "一|二", true);
    assert_int_equal(got.count, 0);
    assert_null(got.single);
    assert_null(got.both);
}

static void a_page_takes_its_sheet_along(void **state) {
    assert_replaces(
        *state, "一|二|三|四", "一|二|丙|四",
        (wanted){"第3页", "第3页", "第2张（第3—4页）", "第2张（第3—4页）", "", "丙", "丙|四"});
    assert_replaces(*state, "一|二|三|四", "甲|二|丙|丁",
                    (wanted){"第1页、第3—4页", "第1页、第3—4页", "第1—2张（第1—4页）",
                             "第1—2张（第1—4页）", "", "甲|丙|丁", "甲|二|丙|丁"});
}

static void an_odd_last_page_gets_a_back(void **state) {
    assert_replaces(
        *state, "一|二|三", "一|二|丙",
        (wanted){"第3页", "第3页", "第2张（第3页）", "第2张（第3页）", "", "丙", "丙|"});
}

// Behind the first page nothing is where it was: numbers, and which edge is bound.
static void a_page_put_in_moves_the_others(void **state) {
    assert_replaces(*state, "一|二|三|四", "一|加|二|三|四",
                    (wanted){"第2—4页", "第2—5页", "第1—2张（第1—4页）", "第1—3张（第1—5页）",
                             "由4页增为5页，第5页加在最后；第3—5页内容未改，只是页码顺延",
                             "加|二|三|四", "一|加|二|三|四|"});
}

static void a_page_taken_out_moves_the_others(void **state) {
    assert_replaces(*state, "一|二|三|四", "一|三|四",
                    (wanted){"第2—4页", "第2—3页", "第1—2张（第1—4页）", "第1—2张（第1—3页）",
                             "由4页减为3页；第2—3页内容未改，只是页码前移", "三|四", "一|三|四|"});
}

// Only the sheet whose back is gone is printed, and only by those who print on both sides.
static void a_last_page_is_only_pulled(void **state) {
    assert_replaces(
        *state, "一|二|三|四", "一|二|三",
        (wanted){"第4页", "无", "第2张（第3—4页）", "第2张（第3页）", "由4页减为3页", "", "三|"});
    assert_replaces(*state, "一|二|三", "一|二",
                    (wanted){"第3页", "无", "第2张（第3页）", "无", "由3页减为2页", "", ""});
    package_replacement got = replace(*state, "一|二|三", "一|二", true);
    assert_null(got.both);
}

static void a_last_page_is_only_added(void **state) {
    assert_replaces(*state, "一|二", "一|二|三",
                    (wanted){"无", "第3页", "无", "第2张（第3页）", "由2页增为3页，第3页加在最后",
                             "三", "三|"});
    assert_replaces(*state, "一", "一|二",
                    (wanted){"无", "第2页", "第1张（第1页）", "第1张（第1—2页）",
                             "由1页增为2页，第2页加在最后", "二", "一|二"});
}

// The cover and its back have no number, so that the others are told by both.
static void printed_numbers_are_told_where_they_differ(void **state) {
    assert_replaces(*state, "cover-title:题|一|二|三", "cover-title:题|一|乙|三",
                    (wanted){"第4页（页码2）", "第4页（页码2）", "第2张（第3—4页，页码1—2）",
                             "第2张（第3—4页，页码1—2）", "", "乙", "一|乙"});
    assert_replaces(*state, "cover-title:题|一|二|三", "cover-title:目|一|乙|丙",
                    (wanted){"第1页（封面）、第4—5页（页码2—3）",
                             "第1页（封面）、第4—5页（页码2—3）",
                             "第1—3张（第1—5页，封面、页码1—3）",
                             "第1—3张（第1—5页，封面、页码1—3）", "", "目|乙|丙", "目||一|乙|丙|"});
}

static void a_page_alone_is_blank_or_has_no_number(void **state) {
    bench *b = *state;
    package_document document = make(b, "附件4", "cover-title:题|一");
    bool chosen[] = {false, true, true};
    package_choice choice = {chosen, 2};
    assert_text(package_pages_text(b->arena, document.pages, choice), "第2页（空白）");
    choice.count = 3;
    assert_text(package_pages_text(b->arena, document.pages, choice), "第2—3页（页码1）");
    document.pages->pages[0].item_count = 0;
    document.pages->pages[1] = document.pages->pages[2];
    document.pages->pages[1].numbered = false;
    assert_text(package_pages_text(b->arena, document.pages, choice), "第2—3页（无页码、页码1）");
}

// ---------------------------------------------------------------- whole documents

static void a_new_document_is_put_in_whole(void **state) {
    assert_replaces(*state, NULL, "一|二|signature:签",
                    (wanted){"无", "整份（共3页）", "无", "整份（共2张）",
                             "新增的材料；第3页有签字栏，须签字", "一|二|签", "一|二|签|"});
}

static void a_dropped_document_is_pulled_whole(void **state) {
    assert_replaces(*state, "一|二|三", NULL,
                    (wanted){"整份（共3页）", "无", "整份（共2张）", "无", "不再报送", "", ""});
}

static void unknown_pages_are_replaced_whole(void **state) {
    package_replacement got = replace(*state, "一|二", "一|二|三", false);
    assert_text(got.lines[0].pull, "整份");
    assert_text(got.lines[0].pull_both, "整份");
    assert_text(got.lines[0].put, "整份（共3页）");
    assert_text(got.lines[0].put_both, "整份（共2张）");
    assert_text(got.lines[0].remark, "上一版的页面不能照原样重新排出，整份更换");
    assert_pages(got.single, "一|二|三");
    assert_pages(got.both, "一|二|三|");
}

// ---------------------------------------------------------------- by hand

static void signed_pages_are_signed_again(void **state) {
    bench *b = *state;
    assert_text(replace(b, "一|signature:签", "一|signature:改", true).lines[0].remark,
                "换入的第2页有签字栏，须重新签字");
    assert_text(replace(b, "signature:签（盖章）", "signature:改（盖章）", true).lines[0].remark,
                "换入的第1页有签字盖章处，须重新签字盖章");
    assert_text(replace(b, "cover-line:单位（盖章）|一", "cover-line:某单位（盖章）|一", true)
                    .lines[0]
                    .remark,
                "换入的第1页（封面）有盖章处，须重新盖章");
    assert_text(replace(b, "一|closing-unit:署", "一|closing-unit:名", true).lines[0].remark,
                "换入的第2页有盖章处，须重新盖章");
    assert_text(replace(b, "closing-stamp:署", "closing-stamp:名", true).lines[0].remark,
                "换入的第1页有签名章，须重新加盖签名章");
    assert_text(replace(b, "closing-unit-plain:署", "closing-unit-plain:名", true).lines[0].remark,
                "");
    assert_text(replace(b, "文中（盖章）", "文（盖章）", true).lines[0].remark, "");
}

// A signature on the other side of a sheet is lost with it.
static void the_other_side_is_signed_again(void **state) {
    assert_text(replace(*state, "一|signature:签", "甲|signature:签", true).lines[0].remark,
                "双面打印的，换入的第2页也有签字栏，须重新签字");
}

static void the_profile_says_what_is_sealed(void **state) {
    bench *b = *state;
    package_document old = make(b, "附件1", "signature:签"), new = make(b, "附件1", "signature:改");
    package_pair pair = {&old, &new, true};
    package_replacement got;
    new.signs = ZP_TEXT("单位负责人签字，加盖公章");
    new.copies = 3;
    package_replace(b->arena, &pair, 1, &got);
    assert_text(got.lines[0].remark, "换入的第1页有签字盖章处，须重新签字盖章；一式3份，每份都换");
}

// ---------------------------------------------------------------- several documents, one PDF

static void documents_begin_on_sheets_of_their_own(void **state) {
    bench *b = *state;
    package_document old[] = {make(b, "附件1", "一"), make(b, "附件2", "二"),
                              make(b, "附件3", "三|四")};
    package_document new[] = {make(b, "附件1", "甲"), make(b, "附件2", "二"),
                              make(b, "附件3", "三|丁")};
    package_pair pairs[] = {
        {&old[0], &new[0], true}, {&old[1], &new[1], true}, {&old[2], &new[2], true}};
    package_replacement got;
    package_replace(b->arena, pairs, 3, &got);
    assert_int_equal(got.count, 2);
    assert_text(got.lines[1].title, "附件3 自评表");
    assert_pages(got.single, "甲|丁");
    assert_pages(got.both, "甲||三|丁");
    assert_int_equal(got.both->outline_count, 4);
    assert_text(got.both->outline[2].title, "附件3 自评表");
    assert_text(got.both->outline[3].title, "第1张（第1—2页）");
    assert_int_equal(got.both->outline[3].page, 2);
    assert_text(got.single->outline[3].title, "第2页");
    assert_text(got.both->document->title, "换页（双面打印）");
    assert_text(got.single->document->unit, "示例单位");
}

// The first place of `word` from `from` on; the text's size: none.
static size_t find(zp_text text, size_t from, const char *word) {
    while (from < text.size && !zp_text_starts(zp_text_slice(text, from, text.size), word)) {
        from++;
    }
    return from;
}

// The objects of a PDF that have no stream: they are packed into streams, `/First n/Length m`.
static zp_text unpacked(bench *b, zp_text pdf) {
    struct libdeflate_decompressor *reader = libdeflate_alloc_decompressor();
    char room[64 * 1024];
    zp_buffer all = {0};
    for (size_t at = 0; (at = find(pdf, at, "/Type/ObjStm")) < pdf.size; at++) {
        size_t start = find(pdf, at, "stream\n") + strlen("stream\n");
        size_t length =
            strtoul(pdf.data + find(pdf, at, "/Length ") + strlen("/Length "), NULL, 10);
        size_t size = 0;
        assert_int_equal(
            libdeflate_zlib_decompress(reader, pdf.data + start, length, room, sizeof room, &size),
            LIBDEFLATE_SUCCESS);
        zp_buffer_add(&all, room, size);
    }
    libdeflate_free_decompressor(reader);
    zp_text text = zp_arena_copy(b->arena, zp_buffer_text(&all));
    zp_buffer_free(&all);
    return text;
}

static zp_text pdf_of(bench *b, const zp_pages *pages) {
    zp_buffer out = {0};
    assert_int_equal(zp_pdf_write(pages, NULL, b->messages, &out), ZP_OK);
    zp_text text = unpacked(b, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static bool holds(zp_text text, const char *word) {
    return find(text, 0, word) < text.size;
}

static void the_print_dialog_knows_the_sides(void **state) {
    bench *b = *state;
    package_replacement got = replace(b, "一", "甲", true);
    assert_true(holds(pdf_of(b, got.single), "/PrintScaling/None/Duplex/Simplex>>"));
    assert_true(holds(pdf_of(b, got.both), "/PrintScaling/None/Duplex/DuplexFlipLongEdge>>"));
    assert_true(holds(pdf_of(b, got.both), "/Count 2"));
    assert_false(holds(pdf_of(b, make(b, "附件1", "一").pages), "/Duplex"));
    // Print dialogs count a file's pages; labels would count the document's.
    assert_false(holds(pdf_of(b, got.single), "/PageLabels"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, bench_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_the_same_stays),
        TEST(a_page_takes_its_sheet_along),
        TEST(an_odd_last_page_gets_a_back),
        TEST(a_page_put_in_moves_the_others),
        TEST(a_page_taken_out_moves_the_others),
        TEST(a_last_page_is_only_pulled),
        TEST(a_last_page_is_only_added),
        TEST(printed_numbers_are_told_where_they_differ),
        TEST(a_page_alone_is_blank_or_has_no_number),
        TEST(a_new_document_is_put_in_whole),
        TEST(a_dropped_document_is_pulled_whole),
        TEST(unknown_pages_are_replaced_whole),
        TEST(signed_pages_are_signed_again),
        TEST(the_other_side_is_signed_again),
        TEST(the_profile_says_what_is_sealed),
        TEST(documents_begin_on_sheets_of_their_own),
        TEST(the_print_dialog_knows_the_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
