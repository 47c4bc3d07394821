// X05: two figures of a sentence, and the share, growth or rate that they give.
#include "check/between.h"

bool check_pair_result(const check_stated *r, const check_pair *p, zp_decimal *out) {
    zp_decimal a = p->a;
    if (p->growth && !zp_decimal_subtract(a, p->b, &a)) {
        return false;
    }
    if (p->sign < 0) {
        a.coefficient = -a.coefficient;
    }
    return p->b.coefficient != 0 && zp_decimal_multiply(a, zp_decimal_of(100), &a) &&
           zp_decimal_divide(a, p->b, r->own->number.scale, out);
}

static bool agrees(const check_stated *r, const check_pair *p) {
    zp_decimal out;
    return check_pair_result(r, p, &out) && zp_decimal_compare(out, r->own->number) == 0;
}

static check_figure operand(const check_stated *r, const check_mention *mention,
                            const check_pair *p, const char *zh, const char *en) {
    return mention != NULL ? check_mentioned(r->c, mention, zh, en) : p->data;
}

void check_pair_decide(const check_stated *r, const check_pair *p) {
    check *c = r->c;
    zp_decimal out;
    if (!check_pair_result(r, p, &out)) {
        return;
    }
    if (zp_decimal_compare(out, r->own->number) == 0) {
        check_passed(c);
        return;
    }
    if (check_enough(c)) {
        return;
    }
    check_figure stated = check_mentioned(c, r->own, "报告中的比率", "the rate in the report");
    check_figure made = check_figure_made(c, out, "重新计算", "recomputed");
    check_figure part = operand(r, p->part, p, p->growth ? "本期" : "部分", "the part");
    check_figure whole = operand(r, p->whole, p, p->growth ? "基数" : "总数", "the whole");
    made.text = zp_arena_print(c->arena, "%.*s%%", ZP_ARG(made.text));
    zp_text a = part.text, b = whole.text;
    zp_text formula = !p->growth ? zp_arena_print(c->arena, "%.*s ÷ %.*s = %.*s", ZP_ARG(a),
                                                  ZP_ARG(b), ZP_ARG(made.text))
                      : p->sign < 0
                          ? zp_arena_print(c->arena, "(%.*s - %.*s) ÷ %.*s = %.*s", ZP_ARG(b),
                                           ZP_ARG(a), ZP_ARG(b), ZP_ARG(made.text))
                          : zp_arena_print(c->arena, "(%.*s - %.*s) ÷ %.*s = %.*s", ZP_ARG(a),
                                           ZP_ARG(b), ZP_ARG(b), ZP_ARG(made.text));
    check_found(c, &(check_finding){CHECK_FIGURES(stated, made, part, whole),
                                    .soften = check_within(out, r->own->number,
                                                           (zp_decimal){1, r->own->number.scale}),
                                    .formula = formula,
                                    .difference = check_difference(c, r->own->number, out)});
}

bool check_is_share(const check_mention *mention) {
    return zp_text_is(mention->unit, "%") || zp_text_is(mention->unit, "％");
}

bool check_pair_set(const check_stated *r, check_pair *p, const check_mention *part,
                    const check_mention *whole) {
    p->part = part;
    p->whole = whole;
    return !check_is_rough(part) && !check_is_rough(whole) &&
           check_one_unit(r->c, part, whole, &p->a, &p->b);
}

// Whatever the sentence means: two of its figures give the rate, so that nothing is wrong with it.
bool check_pair_any(const check_stated *r, bool growth, int sign, size_t from) {
    size_t first = r->first;
    while (first < r->index && r->mentions[first].from < from) {
        first++;
    }
    for (size_t i = first; i < r->index; i++) {
        for (size_t k = first; k < r->index; k++) {
            check_pair p = {.growth = growth, .sign = sign};
            if (i != k && !check_is_share(&r->mentions[i]) &&
                check_pair_set(r, &p, &r->mentions[i], &r->mentions[k]) && agrees(r, &p)) {
                return true;
            }
        }
    }
    return false;
}
