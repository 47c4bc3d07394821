// Which pages lie on which sheet, folded in thought; and a job of what changed alone.
#include "print/private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// ---------------------------------------------------------------- sheets

// The pages of a booklet as its reader finds them: of each sheet, the outermost first, the front's
// right and the back's left; then from the innermost the back's right and the front's left.
static void a_folded_booklet_reads_in_order(void **state) {
    (void)state;
    for (size_t pages = 1; pages <= 60; pages++) {
        size_t sheets = print_sheets(ZP_IMPOSE_A3_BOOKLET, pages), read = 0;
        assert_true(4 * sheets >= pages && 4 * (sheets - 1) < pages);
        for (size_t i = 0; i < 4 * sheets; i++) {
            bool first_half = i < 2 * sheets;
            size_t from_end = 4 * sheets - 1 - i;
            size_t side = first_half ? i : from_end;
            print_side at = print_side_at(ZP_IMPOSE_A3_BOOKLET, pages, side);
            bool right = i % 2 == 0; // odd pages, counted from 1, are right-hand ones
            size_t page = right ? at.right : at.left;
            assert_int_equal(page, i < pages ? i : PRINT_BLANK);
            read += page != PRINT_BLANK;
        }
        assert_int_equal(read, pages);
    }
}

static void two_up_reads_from_left_to_right(void **state) {
    (void)state;
    for (size_t pages = 1; pages <= 20; pages++) {
        size_t sheets = print_sheets(ZP_IMPOSE_2UP, pages);
        for (size_t i = 0; i < 4 * sheets; i++) {
            print_side at = print_side_at(ZP_IMPOSE_2UP, pages, i / 2);
            assert_int_equal(i % 2 == 0 ? at.left : at.right, i < pages ? i : PRINT_BLANK);
        }
        assert_int_equal(print_used_sides(ZP_IMPOSE_2UP, pages), (pages + 1) / 2);
    }
}

static void sheets_and_bindings(void **state) {
    (void)state;
    assert_int_equal(print_sheets(ZP_IMPOSE_NONE, 1), 1);
    assert_int_equal(print_sheets(ZP_IMPOSE_NONE, 3), 2);
    assert_int_equal(print_used_sides(ZP_IMPOSE_NONE, 3), 3);
    assert_int_equal(print_used_sides(ZP_IMPOSE_A3_BOOKLET, 1), 1);
    assert_int_equal(print_used_sides(ZP_IMPOSE_A3_BOOKLET, 2), 2);
    assert_int_equal(print_used_sides(ZP_IMPOSE_A3_BOOKLET, 5), 4); // [·,1] [2,·] [·,3] [4,5]
    assert_int_equal(print_bind(ZP_IMPOSE_NONE, 2), PRINT_LOOSE);
    assert_int_equal(print_bind(ZP_IMPOSE_NONE, 3), PRINT_STAPLE);
    assert_int_equal(print_bind(ZP_IMPOSE_A3_BOOKLET, 4), PRINT_FOLD);
    assert_int_equal(print_bind(ZP_IMPOSE_A3_BOOKLET, 5), PRINT_SADDLE);
    assert_int_equal(print_bind(ZP_IMPOSE_2UP, 4), PRINT_LOOSE);
    assert_int_equal(print_bind(ZP_IMPOSE_2UP, 5), PRINT_STAPLE);
}

// ---------------------------------------------------------------- changes

typedef struct shop {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    zp_fonts *fonts;
    zp_forms *forms;
    zp_workshop tools;
    zp_record record, changed;
    zp_package *old, *new;
} shop;

// The text with the first `was` in it made `is`, which is as long.
static zp_text edit(zp_arena *arena, zp_text text, const char *was, const char *is) {
    zp_text copy = zp_arena_copy(arena, text);
    char *at = strstr(copy.data, was);
    assert_non_null(at);
    memcpy(at, is, strlen(is));
    return copy;
}

static int open_shop(void **state) {
    zp_arena *arena = zp_arena_new();
    shop *s = ZP_NEW(arena, shop);
    *state = s;
    s->arena = arena;
    s->messages = zp_messages_new();
    assert_int_equal(zp_schema_load(arena, s->messages,
                                    ZIPING_SOURCE "/templates/unit-year.schema.json", &s->schema),
                     ZP_OK);
    assert_int_equal(zp_fonts_open(arena, s->messages, ZIPING_SOURCE "/fonts", &s->fonts), ZP_OK);
    s->forms = zp_forms_new(s->schema, ZIPING_SOURCE "/templates");
    s->tools = (zp_workshop){ZIPING_SOURCE "/templates", s->schema, s->forms, s->fonts, "0.1.0",
                             zp_package_kept_new()};
    const char *unit = ZIPING_SOURCE "/examples/yueyanglou-2023";
    assert_int_equal(zp_record_load(arena, s->messages, s->schema, unit, &s->record), ZP_OK);
    zp_source *sources = ZP_ARRAY(arena, zp_source, s->record.source_count);
    for (size_t i = 0; i < s->record.source_count; i++) {
        sources[i] = s->record.sources[i];
    }
    sources[0].bytes = edit(arena, sources[0].bytes, "\"2024-05\"", "\"2024-06\"");
    assert_int_equal(zp_record_load_sources(arena, s->messages, s->schema, s->record.folder,
                                            s->record.name, sources, s->record.source_count,
                                            &s->changed),
                     ZP_OK);
    assert_int_equal(zp_package_make(&s->tools, arena, s->messages, ZP_ENGLISH, &s->record,
                                     (zp_package_kind){0}, &s->old),
                     ZP_OK);
    assert_int_equal(zp_package_revise(&s->tools, arena, s->messages, ZP_ENGLISH, s->old,
                                       &s->changed, ZP_TEXT("date"), &s->new),
                     ZP_OK);
    return 0;
}

static int close_shop(void **state) {
    shop *s = *state;
    zp_package_kept_free(s->tools.kept);
    zp_forms_free(s->forms);
    zp_fonts_close(s->fonts);
    zp_messages_free(s->messages);
    zp_arena_free(s->arena);
    return 0;
}

static bool says(const shop *s, const char *id) {
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(s->messages, i)) != NULL; i++) {
        if (each->severity == ZP_ERROR && strcmp(each->id, id) == 0) {
            return true;
        }
    }
    return false;
}

static void only_changed_sheets_are_printed(void **state) {
    shop *s = *state;
    zp_buffer pdf = {0}, json = {0}, csv = {0};
    zp_print_options options = {.slips = true, .title = ZP_TEXT("换页")};
    zp_print *print = zp_print_new(&s->tools, s->messages, &options);
    const zp_pages *sheets;
    assert_int_equal(
        zp_package_changed_sheets(&s->tools, s->arena, s->messages, s->old, s->new, &sheets),
        ZP_OK);
    assert_non_null(sheets);
    assert_int_equal(zp_print_add_changes(print, s->old, s->new), ZP_OK);
    assert_int_equal(print->count, 1);
    size_t pages = 0;
    for (size_t i = 0; i < print->units[0].count; i++) {
        const print_document *each = &print->units[0].documents[i];
        assert_int_equal(each->pages % 2, 0); // whole sheets
        assert_true(each->id.size > 0 && each->copies > 0);
        pages += each->pages;
    }
    assert_int_equal(pages, sheets->count);
    assert_int_equal(print->sheets, sheets->count / 2 + 1);
    // The unit is in the job now.
    assert_int_equal(zp_print_add(print, s->new), ZP_BAD_INPUT);
    assert_true(says(s, "print-twice"));
    assert_int_equal(zp_print_finish(print, &pdf, &json, &csv), ZP_OK);
    assert_true(zp_text_starts(zp_buffer_text(&pdf), "%PDF-"));
    zp_buffer_add(&json, "", 1);
    assert_non_null(strstr(json.data, "\"only_changes\": true"));
    zp_print_free(print);
    zp_buffer_free(&pdf);
    zp_buffer_free(&json);
    zp_buffer_free(&csv);
}

static void nothing_changed_is_nothing_to_print(void **state) {
    shop *s = *state;
    zp_buffer out = {0};
    zp_print_options options = {.slips = true};
    zp_print *print = zp_print_new(&s->tools, s->messages, &options);
    assert_int_equal(zp_print_add_changes(print, s->old, s->old), ZP_OK);
    assert_int_equal(print->count, 0);
    assert_int_equal(zp_print_finish(print, &out, &out, &out), ZP_BAD_INPUT);
    assert_true(says(s, "print-nothing"));
    zp_print_free(print);
}

static void a_new_unit_is_printed_whole(void **state) {
    shop *s = *state;
    zp_print_options options = {.imposition = ZP_IMPOSE_A3_BOOKLET};
    zp_print *print = zp_print_new(&s->tools, s->messages, &options);
    assert_int_equal(zp_print_add_changes(print, NULL, s->old), ZP_OK);
    assert_int_equal(print->count, 1);
    assert_false(print->units[0].changes);
    zp_print_free(print);
}

static void changes_are_not_imposed(void **state) {
    shop *s = *state;
    zp_print_options options = {.imposition = ZP_IMPOSE_2UP};
    zp_print *print = zp_print_new(&s->tools, s->messages, &options);
    assert_int_equal(zp_print_add_changes(print, s->old, s->new), ZP_BAD_INPUT);
    assert_true(says(s, "print-changes"));
    zp_print_free(print);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folded_booklet_reads_in_order),
        cmocka_unit_test(two_up_reads_from_left_to_right),
        cmocka_unit_test(sheets_and_bindings),
        cmocka_unit_test(only_changed_sheets_are_printed),
        cmocka_unit_test(nothing_changed_is_nothing_to_print),
        cmocka_unit_test(a_new_unit_is_printed_whole),
        cmocka_unit_test(changes_are_not_imposed),
    };
    return cmocka_run_group_tests(tests, open_shop, close_shop);
}
