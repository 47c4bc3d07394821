// breaks.c against Unicode's own LineBreakTest.txt (15.0), with plain classes: the overrides of B2
// are off. Each deviation that Chinese wants is a rule here, so that no other can hide.
#include "text/private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/uchar.h>

enum { CHARACTERS_MAX = 64 };

typedef struct sample {
    uint32_t text[CHARACTERS_MAX];
    bool breaks[CHARACTERS_MAX]; // behind each
    size_t count;
} sample;

static bool read_sample(const char *line, sample *out) {
    out->count = 0;
    const char *at = strchr(line, ' ');
    while (at != NULL && line[0] != '#') {
        char *end;
        unsigned long point = strtoul(at, &end, 16);
        if (end == at) {
            break;
        }
        assert_true(out->count < CHARACTERS_MAX);
        out->text[out->count] = (uint32_t)point;
        at = end + strspn(end, " \t");
        out->breaks[out->count++] = strncmp(at, "÷", strlen("÷")) == 0;
        at = strchr(at, ' ');
    }
    return out->count > 0;
}

// LB9: what hangs on a character is in its box, as boxes.c makes them. LB10: what hangs on none is
// a box of its own.
static size_t make_items(const sample *from, box *items, size_t *of) {
    size_t count = 0;
    for (size_t i = 0; i < from->count; i++) {
        uint32_t c = from->text[i];
        line_class own = plain_class_of(c);
        line_class base = count > 0 ? items[count - 1].line_class : CLASS_BK;
        bool bare = base == CLASS_BK || base == CLASS_SP || base == CLASS_ZW;
        if ((own == CLASS_CM || own == CLASS_ZWJ) && !bare) {
            of[i] = count - 1;
            continue;
        }
        items[count] = (box){
            .code_point = c, .kind = c == '\n' ? BOX_BREAK : BOX_TEXT, .line_class = (uint8_t)own};
        of[i] = count++;
    }
    return count;
}

// The sample's text, and where each box's is in it: a joiner at a box's end is seen there (LB8a).
static zp_text place_items(const sample *from, box *items, const size_t *of, char *bytes) {
    zp_text text = {bytes, 0};
    for (size_t i = 0; i < from->count; i++) {
        box *item = &items[of[i]];
        if (i == 0 || of[i] != of[i - 1]) {
            item->text = (uint32_t)text.size;
        }
        text.size += zp_utf8_put(from->text[i], bytes + text.size);
        item->text_size = (uint32_t)text.size - item->text;
    }
    return text;
}

// The rules of UAX #14 that we do not follow.
enum { NUMBER_POINT, FOLDED_LINE_END, UNASSIGNED_PICTOGRAPH, RULES };
static const struct {
    const char *rule;
    int boundaries; // of the file
} deviations[RULES] = {
    [NUMBER_POINT] = {"LB25 in the file's tailoring breaks between IS and NU; B3.7 holds: .35", 14},
    [FOLDED_LINE_END] = {"LB5: line ends come folded to U+000A, a CR is not text", 2},
    [UNASSIGNED_PICTOGRAPH] = {"LB30b on unassigned characters, which no font has", 1},
};

static int deviation(const box *left, const box *right, bool breaks) {
    if (left->line_class == CLASS_IS && right->line_class == CLASS_NU && !breaks) {
        return NUMBER_POINT;
    }
    if (left->code_point == '\r' && right->code_point == '\n' && breaks) {
        return FOLDED_LINE_END;
    }
    if (u_charType((UChar32)left->code_point) == U_UNASSIGNED && right->line_class == CLASS_EM) {
        return UNASSIGNED_PICTOGRAPH;
    }
    return RULES;
}

static bool check_sample(const sample *s, const char *line, int *seen) {
    box items[CHARACTERS_MAX];
    size_t of[CHARACTERS_MAX];
    char bytes[CHARACTERS_MAX * 4];
    const zp_style style = {.edges = ZP_EDGES_BASIC};
    boxes all = {.style = &style, .items = items, .count = make_items(s, items, of)};
    all.text = place_items(s, items, of, bytes);
    find_breaks(&all);
    bool fine = items[all.count - 1].break_after != BREAK_NO;
    for (size_t i = 0; i + 1 < s->count; i++) {
        const box *left = &items[of[i]], *right = &items[of[i + 1]];
        bool breaks = left != right && left->break_after != BREAK_NO;
        int rule = breaks == s->breaks[i] ? RULES : deviation(left, right, breaks);
        if (rule < RULES) {
            seen[rule]++;
        } else if (breaks != s->breaks[i]) {
            printf("%04X %s %04X in %s", s->text[i], breaks ? "÷" : "×", s->text[i + 1], line);
            fine = false;
        }
    }
    return fine;
}

static void unicode_lines(void **state) {
    (void)state;
    FILE *file = fopen("/usr/share/unicode/auxiliary/LineBreakTest.txt", "r");
    assert_non_null(file); // Debian's unicode-data
    char line[4096];
    int count = 0, failed = 0, seen[RULES] = {0};
    while (fgets(line, sizeof line, file) != NULL) {
        sample s;
        if (read_sample(line, &s)) {
            count++;
            failed += !check_sample(&s, line, seen);
        }
    }
    fclose(file);
    printf("%d lines of LineBreakTest.txt, %d failed; boundaries that are wanted otherwise:\n",
           count, failed);
    for (int i = 0; i < RULES; i++) {
        printf("%4d %s\n", seen[i], deviations[i].rule);
        assert_int_equal(seen[i], deviations[i].boundaries);
    }
    assert_int_equal(failed, 0);
    assert_int_equal(count, 7654);
}

// boxes.c asks hangs_on(), not the class. Controls and invisible format characters are no marks to
// it, and U+3035 is the lower half of a tall Japanese sign; marks that glue or end words hang.
static void marks_hang(void **state) {
    (void)state;
    int glued = 0;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        int property = u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK);
        int8_t type = u_charType((UChar32)c);
        bool mark = type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK;
        bool hangs = property == U_LB_COMBINING_MARK || property == U_LB_ZWJ;
        hangs = hangs || (property == U_LB_COMPLEX_CONTEXT && mark); // LB1
        if (c != 0x200D && (type == U_CONTROL_CHAR || type == U_FORMAT_CHAR || c == 0x3035)) {
            hangs = false;
        }
        bool glues = mark && (property == U_LB_GLUE || property == U_LB_BREAK_AFTER);
        glued += glues;
        if (hangs_on(c) != (hangs || glues)) {
            fail_msg("U+%04X hangs: %d", c, hangs_on(c));
        }
    }
    assert_int_equal(glued, 12); // U+034F, U+035C to U+0362, …
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unicode_lines),
        cmocka_unit_test(marks_hang),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
