// Whether two pages look the same (zp_page_same): all that is seen counts, and nothing else.
#include "bench.h"

typedef struct picture {
    zp_glyph glyphs[3];
    zp_glyph_run runs[2];
    zp_item items[3];
    zp_page page;
} picture;

// 中 and 文 behind each other, a rule, and the page's number.
static picture draw(const bench *b) {
    picture p = {.glyphs = {{.id = 100, .advance = 10000, .text_size = 3},
                            {.id = 200, .advance = 10000, .text = 3, .text_size = 3},
                            {.id = 300, .advance = 5000, .text_size = 1}},
                 .page = {.width = 300000, .height = 200000, .item_count = 3}};
    const zp_face *face = zp_fonts_face(b->fonts, ZP_ROLE_SONG, 0);
    p.runs[0] = (zp_glyph_run){.face = face, .size = 10000, .count = 2};
    p.runs[1] = (zp_glyph_run){.face = face, .size = 10000, .count = 1};
    p.items[0] = (zp_item){.kind = ZP_ITEM_GLYPHS,
                           .node = b->document.root,
                           .x = 50000,
                           .y = 60000,
                           .text = ZP_TEXT("中文")};
    p.items[1] = (zp_item){.kind = ZP_ITEM_RULE,
                           .node = b->document.root,
                           .x = 40000,
                           .y = 70000,
                           .width = 90000,
                           .height = 500};
    p.items[2] = (zp_item){.kind = ZP_ITEM_GLYPHS, .artifact = true, .x = 250000, .y = 190000};
    return p;
}

// Pictures are copied; what points into them is set anew.
static zp_page *page_of(picture *p) {
    p->runs[0].glyphs = p->glyphs;
    p->runs[1].glyphs = p->glyphs + 2;
    p->items[0].run = &p->runs[0];
    p->items[2].run = &p->runs[1];
    p->page.items = p->items;
    return &p->page;
}

static bool same(picture a, picture b) {
    bool there = zp_page_same(page_of(&a), page_of(&b)), back = zp_page_same(&b.page, &a.page);
    assert_int_equal(there, back);
    return there;
}

static bool moved(picture a, picture b) {
    return zp_page_moved(page_of(&a), page_of(&b));
}

static int open_bench(void **state) {
    *state = bench_new();
    return 0;
}

// Each changes one thing that is seen.
static void change(picture *p, const bench *b, int what) {
    zp_item *text = &p->items[0], *rule = &p->items[1];
    zp_length *const lengths[] = {&p->page.width,   &p->page.height,  &text->x,
                                  &text->y,         &rule->x,         &rule->y,
                                  &rule->width,     &rule->height,    &p->glyphs[0].advance,
                                  &p->glyphs[0].dx, &p->glyphs[0].dy, &p->runs[0].size,
                                  &p->items[2].x};
    enum { LENGTHS = sizeof lengths / sizeof *lengths };
    switch (what - LENGTHS) {
    case 0:
        p->glyphs[1].id++;
        break;
    case 1:
        p->runs[0].face = zp_fonts_face(b->fonts, ZP_ROLE_KAI, 0);
        break;
    case 2:
        p->runs[0].narrowed = 100;
        break;
    case 3:
        text->vertical = true;
        break;
    case 4:
        p->glyphs[2].id++; // the page's number
        break;
    case 5:
        p->runs[0].count = 1;
        break;
    case 6:
        p->page.item_count = 2;
        break;
    default:
        ++*lengths[what];
    }
}
enum { CHANGES = 20 };

static void what_is_seen_counts(void **state) {
    bench *b = *state;
    for (int what = 0; what < CHANGES; what++) {
        picture other = draw(b);
        change(&other, b, what);
        if (same(draw(b), other)) {
            fail_msg("change %d is not seen", what);
        }
    }
}

static void how_it_came_to_be_does_not_count(void **state) {
    bench *b = *state;
    picture other = draw(b);
    assert_true(same(draw(b), other));
    other.items[0].node = NULL;
    other.items[0].text = ZP_TEXT("，中文");
    other.items[0].line = 3;
    other.items[0].set_by = 1;
    other.glyphs[0].text = 3;
    other.glyphs[1].advance++; // of the last one
    other.runs[0].node = b->document.root;
    other.runs[0].role = ZP_ROLE_KAI;
    other.page.left_hand = true;
    assert_true(same(draw(b), other));
}

static void runs_may_be_cut_anywhere(void **state) {
    bench *b = *state;
    picture whole = draw(b), cut = draw(b);
    cut.items[2] = cut.items[0];
    cut.items[2].x += 10000;
    cut.runs[0].count = 1;
    page_of(&cut);
    cut.runs[1].glyphs = cut.glyphs + 1;
    whole.page.item_count = 2;
    assert_true(zp_page_same(page_of(&whole), &cut.page));
    cut.items[2].x++;
    assert_false(zp_page_same(&whole.page, &cut.page));
}

static uint32_t blank_of(const zp_face *face) {
    for (uint32_t id = 1; id < face->glyph_count; id++) {
        if (zp_face_blank(face, id)) {
            return id;
        }
    }
    fail_msg("%s has no blank", face->name);
    return 0;
}

static void blanks_are_not_seen(void **state) {
    bench *b = *state;
    picture other = draw(b), none = draw(b);
    other.glyphs[2].id = blank_of(other.runs[0].face);
    other.items[2].x++;
    none.page.item_count = 2;
    assert_true(same(none, other));
    other.runs[0].count = 3;
    assert_true(same(none, other));
    assert_false(same(draw(b), other)); // which has a glyph there
}

// Two sets of fonts may have opened the same file.
static void faces_are_known_by_their_files(void **state) {
    bench *b = *state;
    zp_fonts *fonts;
    picture other = draw(b);
    assert_int_equal(zp_fonts_open(b->arena, b->messages, ZIPING_SOURCE "/fonts", &fonts), ZP_OK);
    other.runs[0].face = other.runs[1].face = zp_fonts_face(fonts, ZP_ROLE_SONG, 0);
    assert_ptr_not_equal(other.runs[0].face, draw(b).runs[0].face);
    assert_true(same(draw(b), other));
    zp_face elsewhere = *other.runs[0].face;
    elsewhere.file = "another.otf";
    other.runs[0].face = &elsewhere;
    assert_false(same(draw(b), other));
    zp_fonts_close(fonts);
}

// Text that runs downwards: offsets of glyphs on their side are along and across the column.
static void columns_are_read_downwards(void **state) {
    bench *b = *state;
    picture upright = draw(b), turned;
    upright.items[0].vertical = true;
    upright.runs[0].count = 1;
    turned = upright;
    turned.runs[0].sideways = true;
    assert_false(same(upright, turned));
    for (int i = 0; i < 2; i++) {
        picture lower = i == 0 ? upright : turned, offset = lower, aside = lower, right = lower;
        lower.items[0].y += 70;
        *(i == 0 ? &offset.glyphs[0].dy : &offset.glyphs[0].dx) = i == 0 ? -70 : 70;
        assert_true(same(lower, offset));
        aside.items[0].x += 70;
        *(i == 0 ? &right.glyphs[0].dx : &right.glyphs[0].dy) = 70;
        assert_true(same(aside, right));
    }
}

static void a_page_that_moved_has_another_number_and_side(void **state) {
    bench *b = *state;
    picture other = draw(b);
    other.glyphs[2].id++;
    other.items[2].x = 30000;
    assert_false(same(draw(b), other));
    assert_true(moved(draw(b), other));
    other.items[0].x += 2000;
    assert_false(moved(draw(b), other));
    other.items[1].x += 2000;
    assert_true(moved(draw(b), other));
    other.items[1].y++;
    assert_false(moved(draw(b), other));
}

static void repeated_labels_are_no_page_numbers(void **state) {
    bench *b = *state;
    picture one = draw(b), other;
    one.items[2].node = b->document.root;
    other = one;
    other.glyphs[2].id++;
    assert_false(moved(one, other));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, bench_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_is_seen_counts),
        TEST(how_it_came_to_be_does_not_count),
        TEST(runs_may_be_cut_anywhere),
        TEST(blanks_are_not_seen),
        TEST(faces_are_known_by_their_files),
        TEST(columns_are_read_downwards),
        TEST(a_page_that_moved_has_another_number_and_side),
        TEST(repeated_labels_are_no_page_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
