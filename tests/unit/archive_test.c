#include "archive/archive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct tools {
    zp_arena *arena;
    zp_messages *messages;
    zp_buffer zip;
} tools;

static int enter(void **state) {
    tools *t = zp_allocate(sizeof *t);
    *t = (tools){zp_arena_new(), zp_messages_new(), {0}};
    *state = t;
    return 0;
}

static int leave(void **state) {
    tools *t = *state;
    zp_arena_free(t->arena);
    zp_messages_free(t->messages);
    zp_buffer_free(&t->zip);
    free(t);
    return 0;
}

static void assert_text(zp_text text, const char *wanted) {
    assert_int_equal(text.size, strlen(wanted));
    assert_memory_equal(text.data, wanted, text.size);
}

static void hashes(void **state) {
    tools *t = *state;
    // FIPS 180-4, NIST's examples: one block, two, and a million of one letter; and none.
    assert_text(zp_sha256(t->arena, ZP_TEXT("abc")),
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_text(
        zp_sha256(t->arena, ZP_TEXT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    size_t million = 1000000;
    char *letters = zp_arena_get(t->arena, million);
    memset(letters, 'a', million);
    assert_text(zp_sha256(t->arena, (zp_text){letters, million}),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    assert_text(zp_sha256(t->arena, (zp_text){0}),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void names_that_fit(void **state) {
    (void)state;
    static const char *const fit[] = {"a",
                                      "数据/unit.toml",
                                      "附件1 2023年度…基础数据表.pdf",
                                      "更正/换页（单面打印）.pdf",
                                      ".a",
                                      "..a",
                                      "a/b/c",
                                      "é e\u0301",
                                      "𠮷"};
    static const char *const unfit[] = {
        "",         ".",    "..",       "../a",      "a/../b",       "a/..",
        "/a",       "//a",  "a//b",     "a/",        "a/./b",        "a.",
        "a ",       "a /b", "C:/a",     "C:a",       "a\\b",         "..\\a",
        "a\nb",     "a\tb", "a\x7f",    "a\xc2\x85", "a\u2028",      "a\u202e-",
        "a\u2066-", "\xff", "\xd4\xc0", "\xc0\xaf",  "a\xed\xa0\x80"};
    for (size_t i = 0; i < sizeof fit / sizeof *fit; i++) {
        assert_true(zp_entry_name_fits(zp_text_of(fit[i])));
    }
    for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++) {
        assert_false(zp_entry_name_fits(zp_text_of(unfit[i])));
    }
    assert_false(zp_entry_name_fits((zp_text){"a\0b", 3}));
    char part[257], path[1026];
    memset(part, 'a', sizeof part);
    assert_true(zp_entry_name_fits((zp_text){part, 255}));
    assert_false(zp_entry_name_fits((zp_text){part, 256}));
    for (size_t i = 0; i < sizeof path; i++) {
        path[i] = i % 2 == 0 ? 'a' : '/';
    }
    assert_true(zp_entry_name_fits((zp_text){path, 1023}));
    assert_false(zp_entry_name_fits((zp_text){path, 1025}));
}

static const zp_entry sample[] = {
    {{"清单/manifest.json", 20}, {"{\"a\": 1, \"b\": 1, \"c\": 1, \"d\": 1}", 32}, 6, NULL},
    {{"清单/a.pdf", 12}, {"%PDF-1.7 stored", 15}, 0, NULL},
    {{"清单/empty", 12}, {"", 0}, 6, NULL},
    {{"清单/none", 11}, {NULL, 0}, 0, NULL},
    {{"清单/binary", 13}, {"\0\1\2\xff\0", 5}, 9, NULL},
};
enum { SAMPLE_COUNT = sizeof sample / sizeof *sample };

static void write_sample(tools *t) {
    assert_int_equal(zp_zip_write(t->messages, "x.zip", sample, SAMPLE_COUNT, &t->zip), ZP_OK);
}

static zp_status read_zip(tools *t, zp_text bytes, zp_entry **entries, size_t *count) {
    return zp_zip_read(t->arena, t->messages, "x.zip", bytes, entries, count);
}

static bool is_sample(const zp_entry *entries, size_t count) {
    bool same = count == SAMPLE_COUNT;
    for (size_t i = 0; i < count && same; i++) {
        same = zp_text_equal(entries[i].name, sample[i].name) &&
               zp_text_equal(entries[i].bytes, sample[i].bytes);
    }
    return same;
}

static void what_is_written_is_read(void **state) {
    tools *t = *state;
    zp_entry *entries;
    size_t count;
    write_sample(t);
    assert_int_equal(read_zip(t, zp_buffer_text(&t->zip), &entries, &count), ZP_OK);
    assert_true(is_sample(entries, count));
    // In another time zone, too.
    zp_buffer again = {0};
    assert_int_equal(setenv("TZ", "Pacific/Kiritimati", 1), 0);
    assert_int_equal(zp_zip_write(t->messages, "x.zip", sample, SAMPLE_COUNT, &again), ZP_OK);
    assert_int_equal(unsetenv("TZ"), 0);
    assert_true(zp_text_equal(zp_buffer_text(&t->zip), zp_buffer_text(&again)));
    zp_buffer_free(&again);
}

// What was packed before stands in the zip as if it had been packed now.
static void what_is_packed_before(void **state) {
    tools *t = *state;
    zp_entry before[SAMPLE_COUNT];
    zp_packed packed[SAMPLE_COUNT];
    write_sample(t);
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        before[i] = sample[i];
        if (before[i].level > 0) {
            packed[i] = zp_zip_pack(t->arena, sample[i].bytes, sample[i].level);
            before[i].bytes = (zp_text){0};
            before[i].packed = &packed[i];
        }
    }
    zp_buffer again = {0};
    assert_int_equal(zp_zip_write(t->messages, "x.zip", before, SAMPLE_COUNT, &again), ZP_OK);
    assert_true(zp_text_equal(zp_buffer_text(&t->zip), zp_buffer_text(&again)));
    zp_buffer_free(&again);
}

static void what_libzip_refuses_to_write(void **state) {
    tools *t = *state;
    zp_entry twice[] = {sample[0], sample[0]};
    assert_int_equal(zp_zip_write(t->messages, "x.zip", twice, 2, &t->zip), ZP_CANNOT_WRITE);
    assert_int_equal(zp_zip_write(t->messages, "x.zip", NULL, 0, &t->zip), ZP_CANNOT_WRITE);
    assert_int_equal(t->zip.size, 0);
    assert_int_equal(zp_messages_count(t->messages, ZP_ERROR), 2);
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(zp_messages_at(t->messages, i)->id, "zip");
        assert_string_equal(zp_messages_at(t->messages, i)->place.file, "x.zip");
    }
}

// Cut off anywhere, it is refused; from a block of its own, so that a byte too many is found.
static void one_that_is_cut_off(void **state) {
    tools *t = *state;
    write_sample(t);
    for (size_t size = 0; size < t->zip.size; size++) {
        zp_entry *entries;
        size_t count;
        char *part = zp_allocate(size);
        memcpy(part, t->zip.data, size);
        assert_int_equal(read_zip(t, (zp_text){part, size}, &entries, &count), ZP_BAD_INPUT);
        assert_int_equal(count, 0);
        assert_int_equal(zp_messages_count(t->messages, ZP_ERROR), size + 1);
        assert_string_equal(zp_messages_at(t->messages, size)->id, "zip-broken");
        free(part);
    }
}

// With any bit changed, it is refused, or has the same entries still: a date may be another one.
static void one_with_a_changed_bit(void **state) {
    tools *t = *state;
    size_t refused = 0;
    write_sample(t);
    for (size_t bit = 0; bit < t->zip.size * 8; bit++) {
        zp_entry *entries;
        size_t count, said = zp_messages_count(t->messages, ZP_REMARK);
        t->zip.data[bit / 8] ^= (char)(1 << bit % 8);
        zp_status status = read_zip(t, zp_buffer_text(&t->zip), &entries, &count);
        assert_true(status == ZP_OK ? is_sample(entries, count) : status == ZP_BAD_INPUT);
        assert_int_equal(zp_messages_count(t->messages, ZP_REMARK) - said, status != ZP_OK);
        t->zip.data[bit / 8] ^= (char)(1 << bit % 8);
        refused += status != ZP_OK;
    }
    assert_true(refused > t->zip.size * 8 / 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(hashes),
        TEST(names_that_fit),
        TEST(what_is_written_is_read),
        TEST(what_is_packed_before),
        TEST(what_libzip_refuses_to_write),
        TEST(one_that_is_cut_off),
        TEST(one_with_a_changed_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
