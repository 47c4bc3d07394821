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
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
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

static void tell(check *c, const zp_value *waiver, check_words text, check_words hint,
                 bool remark) {
    zp_text path = check_element_path(c, ZP_TEXT("waiver"), waivers(c), waiver);
    const zp_value *rule = zp_value_get(waiver, "rule"), *where = zp_value_get(waiver, "where");
    check_figure figures[] = {
        check_figure_text(c, zp_value_text(rule), rule->place, "规则", "rule"),
        check_figure_text(c, zp_value_text(where), where->place, "位置", "where"),
    };
    check_found(c, &(check_finding){.figures = figures,
                                    .count = 2,
                                    .where = path,
                                    .text = text,
                                    .hint = hint,
                                    .remark = remark});
}

// *used: a finding has it for its waiver; else another waiver was before it.
static bool is_covering(const check *c, const zp_value *waiver, bool *used) {
    bool covering = false;
    *used = false;
    for (size_t i = 0; i < c->checked->finding_count; i++) {
        const zp_finding *each = &c->checked->findings[i];
        const zp_waiver *own = each->waiver;
        covering = covering || covers(c, waiver, each);
        *used = *used || (own != NULL && own->place.line == waiver->place.line &&
                          own->place.column == waiver->place.column);
    }
    return covering;
}

static void match(check *c, const zp_value *waiver) {
    static const check_words none = {NULL, NULL};
    zp_text id = zp_text_trim(zp_value_text(zp_value_get(waiver, "rule")));
    size_t index = zp_rule_find(id);
    bool used, covering = is_covering(c, waiver, &used);
    if (index == SIZE_MAX) {
        tell(c, waiver,
             (check_words){"没有编号为“{0}”的规则", "there is no rule with the id “{0}”"},
             (check_words){"照核对结果方括号里的编号改写，如 F03",
                           "write the id as the finding has it in brackets, such as F03"},
             false);
    } else if (index == c->index) {
        tell(c, waiver,
             (check_words){"{0} 是对核对说明本身的核对，不能再用核对说明免除",
                           "{0} is about waivers, and cannot be waived"},
             (check_words){"删去这一条，改正它所说的那一条", "take it out and correct the other"},
             false);
    } else if (covering && !used) {
        tell(c, waiver,
             (check_words){"规则 {0}、位置 {1} 的核对结果，前面已有核对说明",
                           "what {0} found at {1} has a waiver before this one"},
             (check_words){"留下一条，删去另一条", "keep one of the two"}, false);
    } else if (!covering && c->checked->asked[index]) {
        tell(c, waiver, none, none, false);
    } else if (zp_value_blank(zp_value_get(waiver, "by"))) {
        tell(
            c, waiver,
            (check_words){"核对说明（规则 {0}，位置 {1}）没有写明说明人",
                          "the waiver of {0} at {1} does not say who answers for it"},
            (check_words){"在 by 中写明由谁确认，如“财政所”", "write in `by` who has confirmed it"},
            true);
    } else {
        check_passed(c);
    }
}

// Runs behind all other rules and check_waivers_apply.
static void waivers_match(check *c) {
    const zp_value *list = waivers(c);
    if (list == NULL || list->count == 0) {
        check_skipped(c, "没有核对说明", "there are no waivers");
    }
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        match(c, each);
    }
}

static const check_rule rules[] = {
    {"W01",
     ZP_WARNING,
     {"核对说明各有对应的核对结果和说明人", "every waiver covers a finding and says by whom"},
     {"[[waiver]] ⊆ 核对结果", "[[waiver]] ⊆ findings"},
     {"核对说明（规则 {0}，位置 {1}）没有对应的核对结果",
      "the waiver of {0} at {1} covers no finding"},
     {"数据已改正的，删去这一条；位置写错的，照核对结果中的位置改写",
      "take it out if the data were corrected, or write the place as the finding has it"},
     waivers_match},
};
const check_group check_waivers = {rules, sizeof rules / sizeof *rules};
