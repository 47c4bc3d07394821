// The words of labels and titles, by ICU's dictionary (B8): what a line should not end within.
// Wanted where columns are chosen and where lines are broken, so that both see the same words.
#include "document/private.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <stdlib.h>
#include <string.h>

// A label and its bonds. Most labels of a form stand in every unit, and are looked up when columns
// are chosen and when lines are broken.
typedef struct known known;
struct known {
    known *next;
    zp_text text;
    const uint8_t *bonds;
};

enum { KNOWN_LISTS = 1024, KNOWN_MAX = 8192 };

struct zp_dictionary {
    UBreakIterator *dictionary; // opened when first wanted
    bool missing;               // none is installed, and labels break anywhere
    zp_arena *arena;            // of what is known
    known *lists[KNOWN_LISTS];  // by hash
    size_t count;
};

// Compounds of official titles that the dictionary parts into words.
static const char *const compounds[] = {
    "街道办事处", "预算单位",   "整体支出",     "项目支出",   "专项资金",     "绩效评价",
    "绩效自评",   "绩效目标",   "自评报告",     "评价报告",   "基础数据表",   "数据表",
    "自评表",     "情况表",     "一般公共预算", "政府性基金", "国有资本经营", "社会保险基金",
    "人民政府",   "委员会",     "管理局",       "实施方案",   "工作方案",     "管理办法",
    "年度指标值", "实际完成值", "偏差原因",     "改进措施",   "服务对象",     "经济效益",
    "社会效益",   "生态效益",   "可持续影响",   "满意度",     "党风廉政",     "经营性",
    "自建房",     "办公经费",   "综合执法局",   "组织部",     "岳阳楼区",
};

zp_dictionary *zp_dictionary_open(void) {
    zp_dictionary *words = zp_allocate(sizeof *words);
    memset(words, 0, sizeof *words);
    words->arena = zp_arena_new();
    return words;
}

void zp_dictionary_close(zp_dictionary *words) {
    if (words != NULL) {
        ubrk_close(words->dictionary); // NULL is fine
        zp_arena_free(words->arena);
    }
    free(words);
}

static bool is_installed(zp_dictionary *words) {
    UErrorCode error = U_ZERO_ERROR;
    if (words->dictionary == NULL && !words->missing) {
        words->dictionary = ubrk_open(UBRK_WORD, "zh", NULL, 0, &error);
        words->missing = U_FAILURE(error);
    }
    return !words->missing;
}

bool zp_style_is_label(const zp_style *style) {
    return style->align != ZP_ALIGN_JUSTIFY && style->align != ZP_ALIGN_RIGHT;
}

// ------------------------------------------------ words of one character

// What the dictionary leaves over stands alone only in its eyes: 完成|率, 旧|改|项目, 预|征收.
typedef struct word {
    size_t from, to;
    uint32_t single; // the character of a word of one Han; 0: another word
} word;

static bool ends_words(uint32_t c) {
    return document_is_one_of(
        c, U"率性费额值量度数化型式类员者户上下内外中前后里间期表书款金项处局厅科所站镇"
           "乡区县市省村组级感力线法制权点的名次个");
}

static bool begins_words(uint32_t c) {
    return document_is_one_of(c, U"总全各旧新老第无未非不超预本副大小多应已每党");
}

static bool is_place(uint32_t c) {
    return document_is_one_of(c, U"区县市省镇乡村");
}

enum { SINGLES_MAX = 6 };

static void bind_at(uint8_t *bonds, const word *right) {
    uint8_t *bond = &bonds[right->from];
    *bond = *bond < ZP_BOND_LOOSE ? ZP_BOND_LOOSE : *bond;
}

// words[from..to-1] are single characters between others: 片区|旧改, 签约|率, 办结|率. `before` and
// `behind`: a word stands there that they may belong to.
static void bind_singles(const word *words, size_t from, size_t to, bool before, bool behind,
                         uint8_t *bonds) {
    size_t count = to - from;
    if (count > SINGLES_MAX) {
        return; // no words that anyone knows
    }
    if (count > 1 && before && document_is_one_of(words[from].single, U"人率性费的")) {
        bind_at(bonds, &words[from]); // 残疾|人|两|项
        bind_singles(words, from + 1, to, false, behind, bonds);
        return;
    }
    bool odd = count % 2 == 1;
    bool first = odd && begins_words(words[from].single) && (count > 1 || behind);
    bool last = odd && !first && (count > 1 || before);
    if (last && count > 1 && !ends_words(words[to - 1].single) && behind) {
        bind_at(bonds, &words[to]); // it begins what follows
    } else if (last) {
        bind_at(bonds, &words[to - 1]);
    } else if (first) {
        bind_at(bonds, &words[from + 1]);
    }
    for (size_t i = from + (first ? 1 : 0); i + 1 < to; i += 2) {
        bind_at(bonds, &words[i + 1]);
    }
    if (count == 2 && before && is_place(words[to - 1].single)) {
        bind_at(bonds, &words[from]); // 岳阳|楼|区
    }
}

static bool is_han(uint32_t c) {
    return (c >= 0x4E00 && c < 0xA000) || (c >= 0x3400 && c < 0x4DC0) || c >= 0x20000;
}

// 和 and 与 belong to neither side.
static uint32_t single_of(zp_text text, size_t from, size_t to) {
    uint32_t c = zp_utf8_next(text, &from);
    return from == to && is_han(c) && !document_is_one_of(c, U"和与及或") ? c : 0;
}

static bool is_word(zp_text text, const word *word) {
    size_t at = word->from;
    uint32_t c = zp_utf8_next(text, &at);
    return word->single == 0 && is_han(c) && !document_is_one_of(c, U"和与及或");
}

// ------------------------------------------------ bonds

static void hold(uint8_t *bonds, zp_text text, size_t from, size_t to, zp_bond bond) {
    for (size_t at = from; at < to;) {
        zp_utf8_next(text, &at);
        if (at < to && bonds[at] < bond) {
            bonds[at] = (uint8_t)bond;
        }
    }
}

static void hold_compounds(uint8_t *bonds, zp_text text) {
    for (size_t c = 0; c < sizeof compounds / sizeof *compounds; c++) {
        size_t size = strlen(compounds[c]);
        for (size_t at = 0; at + size <= text.size; at++) {
            if (memcmp(text.data + at, compounds[c], size) == 0) {
                hold(bonds, text, at, at + size, ZP_BOND_COMPOUND);
            }
        }
    }
}

static void hold_singles(uint8_t *bonds, zp_text text, const word *words, size_t count) {
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && words[to].single != 0; to++) {
        }
        if (to > from) {
            bool before = from > 0 && is_word(text, &words[from - 1]);
            bool behind = to < count && is_word(text, &words[to]);
            bind_singles(words, from, to, before, behind, bonds);
        }
        to += to == from;
    }
}

static bool look_up(zp_dictionary *words, zp_text text, uint8_t bonds[ZP_LABEL_MAX]) {
    word found[ZP_LABEL_MAX];
    UErrorCode error = U_ZERO_ERROR;
    UText *source = utext_openUTF8(NULL, text.data, (int64_t)text.size, &error);
    ubrk_setUText(words->dictionary, source, &error);
    bool done = U_SUCCESS(error);
    memset(bonds, ZP_BOND_NONE, ZP_LABEL_MAX);
    size_t count = 0, from = 0;
    for (int32_t to; done && (to = ubrk_next(words->dictionary)) != UBRK_DONE;) {
        hold(bonds, text, from, (size_t)to, ZP_BOND_WORD);
        found[count++] = (word){from, (size_t)to, single_of(text, from, (size_t)to)};
        from = (size_t)to;
    }
    utext_close(source);
    hold_singles(bonds, text, found, count);
    hold_compounds(bonds, text);
    return done;
}

static known **list_of(zp_dictionary *words, zp_text text) {
    uint32_t hash = 2166136261;
    for (size_t i = 0; i < text.size; i++) {
        hash = (hash ^ (uint8_t)text.data[i]) * 16777619;
    }
    return &words->lists[(hash ^ hash >> 16) % KNOWN_LISTS];
}

static void learn(zp_dictionary *words, zp_text text, const uint8_t *bonds) {
    if (words->count == KNOWN_MAX) {
        zp_arena_clear(words->arena);
        memset(words->lists, 0, sizeof words->lists);
        words->count = 0;
    }
    known **list = list_of(words, text);
    known *made = ZP_NEW(words->arena, known);
    zp_text copy = zp_arena_copy(words->arena, (zp_text){(const char *)bonds, ZP_LABEL_MAX});
    *made = (known){*list, zp_arena_copy(words->arena, text), (const uint8_t *)copy.data};
    *list = made;
    words->count++;
}

bool zp_dictionary_find(zp_dictionary *words, zp_text text, uint8_t bonds[ZP_LABEL_MAX]) {
    if (text.size >= ZP_LABEL_MAX || !is_installed(words)) {
        return false;
    }
    for (const known *each = *list_of(words, text); each != NULL; each = each->next) {
        if (zp_text_equal(each->text, text)) {
            memcpy(bonds, each->bonds, ZP_LABEL_MAX);
            return true;
        }
    }
    bool done = look_up(words, text, bonds);
    if (done) {
        learn(words, text, bonds);
    }
    return done;
}
