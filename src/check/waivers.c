// [[waiver]]: findings that somebody has looked into and answers for. They stay on record; one
// that covers nothing is itself a finding.
#include "check/private.h"

// Does the value at `waived` hold the one at `path`, or is it that one?
static bool holds(const check *c, zp_text waived, zp_text path) {
    const zp_value *value = zp_value_find(c->root, waived, NULL);
    for (size_t end = path.size; end > 0; end--) {
        zp_text part = zp_text_slice(path, 0, end);
        bool border = end == path.size || path.data[end] == '.' || path.data[end] == '[';
        if (border && (zp_text_equal(part, waived) ||
                       (value != NULL && zp_value_find(c->root, part, NULL) == value))) {
            return true;
        }
    }
    return false;
}

static bool covers(const check *c, const zp_value *waiver, const zp_finding *finding) {
    zp_text rule = zp_text_trim(zp_value_text(zp_value_get(waiver, "rule")));
    zp_text where = zp_text_trim(zp_value_text(zp_value_get(waiver, "where")));
    return zp_text_is(rule, check_rule_at(finding->rule)->id) && holds(c, where, finding->where);
}

static const zp_waiver *make(check *c, const zp_value *waiver) {
    zp_waiver *made = ZP_NEW(c->arena, zp_waiver);
    made->where = zp_value_text(zp_value_get(waiver, "where"));
    made->reason = zp_value_text(zp_value_get(waiver, "reason"));
    made->by = zp_value_text(zp_value_get(waiver, "by"));
    made->place = waiver->place;
    return made;
}

static const zp_value *waivers(const check *c) {
    return zp_value_get(c->root, "waiver");
}

void check_waivers_apply(check *c) {
    const zp_value *list = waivers(c);
    for (const zp_value *each = list ? list->first : NULL; each != NULL; each = each->next) {
        const zp_waiver *made = NULL;
        for (size_t i = 0; i < c->checked->finding_count; i++) {
            zp_finding *finding = &c->checked->findings[i];
            if (finding->waiver == NULL && covers(c, each, finding)) {
                made = made != NULL ? made : make(c, each);
                finding->waiver = made;
            }
        }
    }
}

static void unused(check *c, const zp_value *waiver, check_words text) {
    zp_text path = check_element_path(c, ZP_TEXT("waiver"), waivers(c), waiver);
    const zp_value *rule = zp_value_get(waiver, "rule"), *where = zp_value_get(waiver, "where");
    check_figure figures[] = {
        check_figure_text(c, zp_value_text(rule), rule->place, "规则", "rule"),
        check_figure_text(c, zp_value_text(where), where->place, "位置", "where"),
    };
    check_found(c, &(check_finding){.figures = figures, .count = 2, .where = path, .text = text});
}

// Runs behind all other rules and check_waivers_apply.
static void waivers_match(check *c) {
    const zp_value *list = waivers(c);
    if (list == NULL || list->count == 0) {
        check_skipped(c, "没有核对说明", "there are no waivers");
    }
    for (const zp_value *each = list ? list->first : NULL; each != NULL; each = each->next) {
        zp_text rule = zp_text_trim(zp_value_text(zp_value_get(each, "rule")));
        size_t index = zp_rule_find(rule);
        bool covering = false;
        for (size_t i = 0; i < c->checked->finding_count; i++) {
            covering = covering || covers(c, each, &c->checked->findings[i]);
        }
        if (index == SIZE_MAX) {
            unused(c, each,
                   (check_words){"没有编号为“{0}”的规则", "there is no rule with the id “{0}”"});
        } else if (covering || !c->checked->asked[index]) {
            check_passed(c);
        } else {
            unused(c, each, (check_words){NULL, NULL});
        }
    }
}

static const check_rule rules[] = {
    {"W01",
     ZP_WARNING,
     {"核对说明都有对应的核对结果", "every waiver covers a finding"},
     {"[[waiver]] ⊆ 核对结果", "[[waiver]] ⊆ findings"},
     {"核对说明（规则 {0}，位置 {1}）没有对应的核对结果",
      "the waiver of {0} at {1} covers no finding"},
     {"数据已改正的，删去这一条；位置写错的，照核对结果中的位置改写",
      "take it out if the data were corrected, or write the place as the finding has it"},
     waivers_match},
};
const check_group check_waivers = {rules, sizeof rules / sizeof *rules};
