// X05: shares, growth and rates that a sentence states, from the figures beside them.
#include "check/between.h"

#include <string.h>

enum { OPERANDS = 8, REACH = 300 }; // figures before a rate, and bytes, that are looked at

// ---------------------------------------------------------------- the words before a rate

// The last of the figures before `end` that is an amount or a count; NULL: none from `begin` on.
static const check_mention *amount_before(const check_stated *r, size_t begin, size_t end) {
    for (size_t i = r->index; i-- > r->first;) {
        const check_mention *each = &r->mentions[i];
        if (each->from < end && each->from >= begin && !check_is_share(each) &&
            each->unit.size > 0) {
            return each;
        }
    }
    return NULL;
}

static size_t last_word(zp_text text, size_t from, size_t to, const char *words, size_t *size) {
    size_t last = SIZE_MAX;
    zp_text before = zp_text_slice(text, 0, to);
    for (zp_text word; check_next_word(&words, &word);) {
        for (size_t at = from; (at = check_find_text(before, word, at)) != SIZE_MAX;
             at += word.size) {
            if (last == SIZE_MAX || at > last) {
                last = at;
                *size = word.size;
            }
        }
    }
    return last;
}

// Where the clause of the rate begins: behind the last ， or 、 before it.
static size_t clause_begin(const check_stated *r) {
    size_t size = 0, at = last_word(r->text, r->sentence, r->own->from, "，|、|（|：", &size);
    return at == SIZE_MAX ? r->sentence : at + size;
}

// The last named figure before the rate is at [this - 1].
static size_t named_before(const check_stated *r, size_t from, const check_named **named) {
    size_t count, low = 0, high;
    *named = check_named_figures(r->c, &count);
    for (high = count; low < high;) {
        size_t middle = low + (high - low) / 2;
        const check_mention *mention = (*named)[middle].mention;
        bool before = mention->block < r->own->block ||
                      (mention->block == r->own->block && mention->from < from);
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    return low;
}

// The value that a name has in the report before the rate, or in the data.
static bool value_of(const check_stated *r, const check_name_word *name, check_pair *p) {
    const check_named *named;
    size_t low = named_before(r, r->own->from, &named);
    for (size_t i = low; i-- > 0 && low - i <= OPERANDS;) {
        const check_mention *mention = named[i].mention;
        if (mention->block == r->own->block && named[i].entry == name->entry &&
            named[i].time == CHECK_TIME_FINAL) {
            p->part = mention;
            return true;
        }
    }
    const char *path = name->entry->paths[CHECK_TIME_FINAL];
    if (path == NULL) {
        return false;
    }
    p->part = NULL;
    p->data = check_figure_print(r->c, "%s", path);
    return p->data.state == CHECK_NUMBER;
}

// ---------------------------------------------------------------- 占

// The whole that 其中 is of, for 其中基本支出400万元，占40%.
static const check_mention *whole_of_split(const check_stated *r) {
    size_t size = 0;
    size_t at = last_word(r->text, r->sentence, r->own->from, "其中", &size);
    return at == SIZE_MAX ? NULL : amount_before(r, r->mentions[r->first].from, at);
}

// 占项目支出的60%: the figure of that name in the block.
static const check_mention *whole_of_name(const check_stated *r, zp_text name) {
    check_pair p = {0};
    size_t end = (size_t)(name.data - r->text.data) + name.size;
    size_t of = zp_text_ends(name, "的") ? strlen("的") : 0;
    for (int bare = 0; bare < 2; bare++) {
        const check_name_word *word = check_name_before(r->c, r->text, end - of, bare == 1);
        if (word != NULL && word->word.size == name.size - of && value_of(r, word, &p)) {
            return p.part;
        }
    }
    return NULL;
}

static void share(const check_stated *r, size_t at) {
    check_pair p = {.sign = 1};
    zp_text named = zp_text_slice(r->text, at + strlen("占"), r->own->from);
    const check_mention *inner = amount_before(r, at, r->own->from);
    const check_mention *part = amount_before(r, r->sentence, at);
    if (part == NULL) {
        return;
    }
    if (inner != NULL) { // 占全年执行数950万元的42.11%
        if (check_pair_set(r, &p, part, inner)) {
            check_pair_decide(r, &p);
        }
        return;
    }
    if (check_pair_any(r, false, 1, 0)) {
        check_passed(r->c);
        return;
    }
    const check_mention *whole = named.size == 0 ? whole_of_split(r) : whole_of_name(r, named);
    if (whole != NULL && whole != part && check_pair_set(r, &p, part, whole)) {
        check_pair_decide(r, &p);
    }
}

// ---------------------------------------------------------------- growth

// 决算比预算增加81.12万元 is no amount of this year.
static bool is_difference(const check_stated *r, const check_mention *mention) {
    size_t size = 0, from = last_word(r->text, r->sentence, mention->from, "，|、|；|：", &size);
    zp_text clause = zp_text_slice(r->text, from == SIZE_MAX ? r->sentence : from, mention->from);
    return check_find_any(clause, "比|较|增加|减少|节约|预算|多|少", 0, NULL) != SIZE_MAX;
}

// What a clause with 比 or 由 compares: `this` and its base, or by how much it differs.
static bool read_change(const check_stated *r, check_pair *p) {
    size_t size = 0, to_size = 0;
    size_t by = last_word(r->text, r->sentence, r->own->from, "比|较", &size);
    size_t from = last_word(r->text, r->sentence, r->own->from, "由|从", &size);
    const check_mention *base = NULL, *now = NULL;
    if (from != SIZE_MAX && (by == SIZE_MAX || from > by)) { // 由120万元降至100万元
        size_t to = last_word(r->text, from, r->own->from, "至|到", &to_size);
        base = to == SIZE_MAX ? NULL : amount_before(r, from, to);
        now = to == SIZE_MAX ? NULL : amount_before(r, to, r->own->from);
        return base != NULL && now != NULL && check_pair_set(r, p, now, base);
    }
    if (by == SIZE_MAX) {
        return false;
    }
    const check_mention *second = amount_before(r, by, r->own->from);
    if (second == NULL || amount_before(r, by, second->from) != NULL) {
        return false; // 比上年下降20%, or a base and a difference too
    }
    base = second;
    now = amount_before(r, r->sentence, by);
    if (now != NULL && is_difference(r, now)) {
        return false;
    }
    size_t word = last_word(r->text, by, base->from, "增加|减少|多|少|增长|下降|节约", &to_size);
    if (word != SIZE_MAX) { // 比上年增加205.8万元
        zp_decimal whole;
        bool more =
            check_find_any(zp_text_slice(r->text, word, base->from), "增|多", 0, NULL) != SIZE_MAX;
        if (now == NULL || !check_pair_set(r, p, now, base) ||
            !(more ? zp_decimal_subtract(p->a, p->b, &whole)
                   : zp_decimal_add(p->a, p->b, &whole))) {
            return false;
        }
        whole = zp_decimal_trim(whole);
        p->data = check_figure_made(r->c, whole, "由增减额推算的基数", "base, by the difference");
        p->whole = NULL;
        p->b = whole;
        return true;
    }
    if (now != NULL) {
        return check_pair_set(r, p, now, base);
    }
    const check_name_word *name = check_name_before(r->c, r->text, by, false);
    if (name == NULL || !base->money || !value_of(r, name, p)) {
        return false;
    }
    if (p->part != NULL) {
        return check_pair_set(r, p, p->part, base);
    }
    p->whole = base;
    p->a = p->data.number;
    return check_money(r->c, base, &p->b);
}

static bool gives(const check_stated *r, const check_pair *p) {
    zp_decimal out;
    return check_pair_result(r, p, &out) && zp_decimal_compare(out, r->own->number) == 0;
}

// `支出1.8万元，其中……，比上年减少0.2万元，下降10%`: whichever amount of the sentence it is that
// fell by 0.2, or fell from it, one of them gives the rate.
static bool any_differs(const check_stated *r, int sign) {
    const check_mention *difference = amount_before(r, r->sentence, r->own->from);
    for (size_t i = r->first; difference != NULL && i < r->index; i++) {
        const check_mention *each = &r->mentions[i];
        check_pair fell = {.growth = true, .sign = sign}, from = {.sign = 1};
        if (each->from < r->sentence || each >= difference || check_is_share(each) ||
            !check_pair_set(r, &fell, each, difference) ||
            !check_pair_set(r, &from, difference, each)) {
            continue;
        }
        bool fits = sign > 0 ? zp_decimal_subtract(fell.a, fell.b, &fell.b)
                             : zp_decimal_add(fell.a, fell.b, &fell.b);
        if ((fits && gives(r, &fell)) || gives(r, &from)) {
            return true;
        }
    }
    return false;
}

static void growth(const check_stated *r, int sign) {
    check_pair p = {.growth = true, .sign = sign};
    if (check_pair_any(r, true, sign, r->sentence) || any_differs(r, sign)) {
        check_passed(r->c);
    } else if (read_change(r, &p)) {
        check_pair_decide(r, &p);
    }
}

// ---------------------------------------------------------------- 率

// A rate of the tables with the tables' own mistake: it is told there.
static bool is_of_table(const check_stated *r) {
    const check_named *named;
    size_t index = named_before(r, r->own->from + 1, &named);
    const check_named *own = index > 0 ? &named[index - 1] : NULL;
    const char *path = own != NULL ? own->entry->paths[CHECK_TIME_FINAL] : NULL;
    if (path == NULL || own->mention != r->own) {
        return false;
    }
    check_figure cell = check_figure_print(r->c, "%s", path);
    return cell.state == CHECK_NUMBER && zp_decimal_compare(cell.number, r->own->number) == 0;
}

static bool has_share(const check_mention *first, const check_mention *last) {
    for (const check_mention *each = first; each < last; each++) {
        if (check_is_share(each)) {
            return true;
        }
    }
    return false;
}

// Two figures of the same things in the clauses before: 新增49人，再就业41人，再就业率83.6%.
static void ratio(const check_stated *r, size_t end) {
    check_pair p = {.sign = 1};
    size_t others = 0;
    const check_mention *last = amount_before(r, r->sentence, end), *first = NULL;
    zp_decimal a, b, out;
    for (size_t i = r->first; last != NULL && i < r->index; i++) {
        const check_mention *each = &r->mentions[i];
        if (each->from < last->from && each->from >= r->sentence &&
            check_one_unit(r->c, each, last, &a, &b)) {
            first = each;
            others++;
        }
    }
    if (others == 0) {
        return;
    }
    if (is_of_table(r) || check_pair_any(r, false, 1, r->sentence)) {
        check_passed(r->c);
        return;
    }
    // 再就业率: the clause of the part has 就业 in it.
    zp_text stem = zp_text_slice(r->text, end - strlen("就业率"), end - strlen("率"));
    size_t size = 0;
    size_t mark = last_word(r->text, first->to, last->from, "，|、|；", &size);
    zp_text clause = zp_text_slice(r->text, mark == SIZE_MAX ? first->to : mark, last->from);
    bool strong = others == 1 && end - r->sentence > strlen("就业率") &&
                  check_find_text(clause, stem, 0) != SIZE_MAX;
    // More than the whole, or another rate stands before it: of other things.
    if (zp_decimal_compare(last->number, first->number) > 0 || has_share(first, r->own)) {
        return;
    }
    if (check_pair_set(r, &p, last, first) && check_pair_result(r, &p, &out) &&
        (strong || (others == 1 && check_within(out, r->own->number, zp_decimal_of(2))))) {
        check_pair_decide(r, &p);
    }
}

// ---------------------------------------------------------------- one rate

// Without what stands between a word and its figure.
static size_t behind_word(zp_text text, size_t end) {
    static const char *const words[] = {"达到了", "达到", "达",   "为", "是",
                                        "完成",   "了",   "只有", " "};
    for (size_t i = 0; i < sizeof words / sizeof *words;) {
        size_t size = strlen(words[i]);
        if (size <= end && memcmp(text.data + end - size, words[i], size) == 0) {
            end -= size;
            i = 0;
        } else {
            i++;
        }
    }
    return end;
}

static bool word_before(zp_text text, size_t end, const char *words) {
    for (zp_text word; check_next_word(&words, &word);) {
        if (word.size <= end && memcmp(text.data + end - word.size, word.data, word.size) == 0) {
            return true;
        }
    }
    return false;
}

static void look_at(const check_stated *r) {
    size_t begin = clause_begin(r), size = 0;
    size_t end = behind_word(r->text, r->own->from);
    size_t share_at = last_word(r->text, begin, r->own->from, "占", &size);
    if (share_at != SIZE_MAX) {
        share(r, share_at);
    } else if (word_before(r->text, end, "增长|上升|增加|提高|增幅|涨幅")) {
        growth(r, 1);
    } else if (word_before(r->text, end, "下降|减少|降低|降幅|节约")) {
        growth(r, -1);
    } else if (word_before(r->text, end, "率")) {
        ratio(r, end);
    }
}

// 10%以上, 近10%, 3个百分点 state no rate.
static bool is_exact(const check_mention *mention) {
    return !check_is_rough(mention) && mention->number.coefficient != 0 &&
           !word_before(mention->block->text, mention->from,
                        "约|近|超|超过|不足|逾|≥|≧|>|≤|≦|<|=|目标值|目标|-|－|低于|高于");
}

static void rates_of_block(check *c, const check_block *block) {
    size_t count, next = 0, first = 0;
    const check_mention *mentions = check_mentions(c, block, &count);
    for (size_t from = 0, to = 0; count > 1 && check_sentence(block, &from, &to);) {
        for (; next < count && mentions[next].from < to; next++) {
            const check_mention *own = &mentions[next];
            while (first < next &&
                   (next - first > OPERANDS || mentions[first].from + REACH < own->from)) {
                first++;
            }
            if (check_is_share(own) && !own->hole && is_exact(own) && first < next) {
                size_t near = own->from > REACH ? own->from - REACH : 0;
                look_at(&(check_stated){c, mentions, own, first, next, from > near ? from : near,
                                        block->text});
            }
        }
    }
}

void check_rates_of_sentences(check *c) {
    if (check_no_report(c)) {
        return;
    }
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        if (block->kind != CHECK_HEADING && block->kind != CHECK_CELL) {
            rates_of_block(c, block);
        }
    }
    check_skipped(c, "报告没有写出比率和它的分子分母",
                  "the report states no rate with its figures");
}
