// Whether the report says why a figure is as it is.
#include "check/private.h"

bool check_has(zp_text text, const char *const *words) {
    for (; *words != NULL; words++) {
        if (check_find_text(text, zp_text_of(*words), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

size_t check_mention_at(const check_mention *mentions, size_t count, size_t from) {
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (mentions[middle].from < from) {
            low = middle + 1;
        } else {
            count = middle;
        }
    }
    return low;
}

zp_text check_lead(const check_mention *mentions, size_t index, size_t from) {
    const check_mention *own = &mentions[index];
    if (index > 0) {
        size_t end = check_mention_end(&mentions[index - 1]);
        from = end > from ? end : from;
    }
    return zp_text_slice(own->block->text, from, own->from);
}

// ---------------------------------------------------------------- reasons

static const char *const reasons[] = {
    "因为", "由于", "原因", "是因", "系因",   "，因",     "，系",   "系上级",   "系年",
    "主要", "来自", "源于", "缘于", "在于",   "影响",     "所致",   "导致",     "追加",
    "下达", "新增", "据实", "口径", "未列入", "没有列入", "未纳入", "没有纳入", NULL};

// From a sentence to the end of the next: an explanation often follows what it explains.
static zp_text with_next(const check_block *block, size_t from, size_t to) {
    size_t next_from = from, next_to = to;
    check_sentence(block, &next_from, &next_to);
    return zp_text_slice(block->text, from, next_to);
}

static bool has_figures(check *c, const check_block *block, size_t from, size_t to,
                        const check_matter *matter) {
    size_t count, found = 0;
    const check_mention *mentions = check_mentions(c, block, &count);
    size_t first = check_mention_at(mentions, count, from);
    for (size_t i = 0; i < matter->figure_count; i++) {
        bool here = false;
        for (size_t k = first; k < count && mentions[k].from < to && !here; k++) {
            here = zp_decimal_compare(mentions[k].number, matter->figures[i].number) == 0;
        }
        found += here;
    }
    return found > 0 && found == matter->figure_count;
}

// 没有超编用人, 未超预算: says that it was not so.
static bool is_denied(zp_text before) {
    static const char *const words[] = {"没有", "未", "无", "不", "没", "不得", "不能", NULL};
    for (const char *const *each = words; *each != NULL; each++) {
        if (zp_text_ends(before, *each)) {
            return true;
        }
    }
    return false;
}

static bool has_change(zp_text text, const char *const *words) {
    for (; *words != NULL; words++) {
        for (size_t at = 0; (at = check_find_text(text, zp_text_of(*words), at)) != SIZE_MAX;
             at++) {
            if (!is_denied(zp_text_slice(text, 0, at))) {
                return true;
            }
        }
    }
    return false;
}

static bool explains(check *c, const check_block *block, const check_matter *matter) {
    if (block->kind == CHECK_HEADING || !check_has(block->text, matter->names)) {
        return false;
    }
    for (size_t from = 0, to = 0; check_sentence(block, &from, &to);) {
        zp_text both = with_next(block, from, to);
        if (!check_has(zp_text_slice(block->text, from, to), matter->names)) {
            continue;
        }
        bool changed = matter->changes == NULL || has_change(both, matter->changes);
        if ((changed && check_has(both, reasons)) ||
            has_figures(c, block, from, from + both.size, matter)) {
            return true;
        }
    }
    return false;
}

// Sections that this form does not have are no place to look in: without any of them, all are.
static bool is_there(check *c, const check_block *block, const char *const *sections) {
    bool any = false;
    for (; sections != NULL && *sections != NULL; sections++) {
        size_t section = check_section_find(c, *sections);
        any = any || section != SIZE_MAX;
        if (section != SIZE_MAX && section == block->section) {
            return true;
        }
    }
    return !any;
}

bool check_unexplained(check *c, const check_matter *matter, zp_place place) {
    if (!c->report.given && check_sections(c) != NULL) {
        check_deferred_for(c, place, "没有自评报告，看不到说明",
                           "there is no report that could explain it");
        return false;
    }
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        if (is_there(c, block, matter->sections) && explains(c, block, matter)) {
            check_passed(c);
            return false;
        }
    }
    return true;
}
