// T04: a word that stands twice running.
#include "check/text.h"

#include <string.h>

enum { WORD_MAX = 12, SLOTS = 1024 };

// ---------------------------------------------------------------- one character twice

// Characters that no word has twice, and what before or behind them makes two words of the pair.
// 天天, 人人, 层层 and the like are words: the list is of particles and pronouns alone.
static const struct {
    const char *twice, *before, *behind;
} particles[] = {
    {"的", "目", "确"},
    {"了", "", "解结却断然望"},
    {"是", "", "非"},
    {"和", "饱温缓总之平调共柔祥谦", "美气睦"},
    {"在", "现实内存外潜所", ""},
    {"与", "参给赋授", ""},
    {"及", "", "时格早其"},
    {"其", "尤极", ""},
    {"也", "", ""},
    {"不", "", ""},
    {"而", "", ""},
    {"都", "首成", ""},
    {"把", "一", "关脉"},
    {"被", "棉", ""},
    {"着", "", "力手眼重实急火"},
    {"这", "", ""},
    {"那", "", ""},
    {"我", "自", ""},
    {"该", "应", ""},
};

static bool holds(const char *set, zp_text character) {
    for (zp_text rest = zp_text_of(set); rest.size >= character.size && character.size > 0;
         rest = zp_text_slice(rest, 3, rest.size)) {
        if (memcmp(rest.data, character.data, character.size) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_particle(zp_text text, size_t at) {
    zp_text one = zp_text_slice(text, at, at + 3);
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
        if (zp_text_is(one, particles[i].twice)) {
            return !holds(particles[i].before, zp_text_slice(text, at < 3 ? 0 : at - 3, at)) &&
                   !holds(particles[i].behind, zp_text_slice(text, at + 6, at + 9));
        }
    }
    return false;
}

// ---------------------------------------------------------------- longer words

// Words that are said twice; 一个一个, 两个两个; and what parallel words have in common, as in
// 搭建共建共治 or 老人每人每月.
static bool is_said_twice(zp_text word) {
    static const char *const words[] = {"很多", "许多", "好多", "非常", "研究", "讨论", "商量",
                                        "考虑", "了解", "学习", "宣传", "哈哈", "逐个", "逐户"};
    static const char parallels[] =
        "一两几半每各共同有无不所可应能要多少大小先后再又边越互自随是非即且";
    bool twice = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        twice = twice || zp_text_is(word, words[i]);
    }
    for (size_t at = 0; at < word.size && word.size == 6; at += 3) {
        twice = twice || holds(parallels, zp_text_slice(word, at, at + 3));
    }
    // A character that is repeated in itself: 哈哈哈哈.
    return twice || memcmp(word.data, word.data + 3, word.size - 3) == 0;
}

typedef struct search {
    size_t last[SLOTS]; // where a pair of Han stood last, among all lines; from 1
    size_t passed;      // characters of the lines before
} search;

// Of two Han: the bytes that differ most.
static size_t slot_of(const char *pair) {
    const unsigned char *c = (const unsigned char *)pair;
    return ((((c[1] * 31U + c[2]) * 31U + c[4]) * 31U) + c[5]) % SLOTS;
}

static void tell(check *c, const check_printed *line, size_t at, size_t size) {
    if (!check_room(c)) {
        return;
    }
    check_fault fault = check_fault_at(c, line, at, at + 2 * size);
    zp_text word = zp_text_slice(line->text, at, at + size);
    check_words words = {
        zp_arena_print(c->arena, "“%.*s”重复了一次", ZP_ARG(word)).data,
        zp_arena_print(c->arena, "“%.*s” stands twice running", ZP_ARG(word)).data};
    check_found_faults(c, &fault, 1, words);
}

// The bytes [from, to) are Han of three bytes each; what is repeated among them is told.
static void look_at_run(check *c, search *s, const check_printed *line, size_t from, size_t to) {
    size_t base = s->passed + 1;
    for (size_t at = from; at + 6 <= to; at += 3) {
        size_t index = (at - from) / 3;
        const char *one = line->text.data + at;
        bool twice = one[2] == one[5] && one[1] == one[4] && one[0] == one[3];
        if (twice && is_particle(line->text, at)) {
            tell(c, line, at, 3);
        }
        size_t *last = &s->last[slot_of(line->text.data + at)];
        size_t distance = base + index - *last, size = distance * 3;
        if (*last >= base && distance <= WORD_MAX && distance > 1 && at + size <= to) {
            zp_text word = zp_text_slice(line->text, at - size, at);
            if (memcmp(word.data, line->text.data + at, size) == 0 && !is_said_twice(word)) {
                tell(c, line, at - size, size);
                at += size - 3; // not again from within
                index += size / 3 - 1;
            }
        }
        s->last[slot_of(line->text.data + at)] = base + index;
    }
    s->passed += (to - from) / 3 + 1;
}

// U+4000 to U+9FFF.
static bool is_short_han(zp_text text, size_t at) {
    unsigned char lead = at < text.size ? (unsigned char)text.data[at] : 0;
    return lead >= 0xE4 && lead <= 0xE9;
}

static void look_at(check *c, void *context, const check_printed *line) {
    zp_text text = line->text;
    for (size_t from = 0; from < text.size;) {
        size_t to = from;
        while (is_short_han(text, to)) {
            to += 3;
        }
        if (to > from + 3) {
            look_at_run(c, context, line, from, to);
        }
        from = to > from ? to : from + 1;
    }
}

void check_repeated_words(check *c) {
    search s = {.passed = 0};
    check_passed(c);
    check_walk_lines(c, look_at, &s);
}
