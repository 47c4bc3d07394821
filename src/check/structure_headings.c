// S04: the report's headings, and the numbers that are typed in it.
#include "check/text.h"

#include <string.h>

enum { LEVELS = 4 };

static const zp_value *styles(const check *c) {
    return zp_value_get(zp_value_get(c->profile, "report"), "heading_numbers");
}

static zp_text style_of(const check *c, int level) {
    return zp_value_text(zp_value_at(styles(c), (size_t)level - 1));
}

static void tell(check *c, const check_block *block, check_words words, bool soften) {
    if (!check_room(c)) {
        return;
    }
    check_printed line = {.text = block->text, .block = block};
    check_fault fault = check_fault_at(c, &line, 0, 0);
    check_figure figure =
        check_figure_text(c, zp_text_trim(block->text), fault.place, "原文", "as written");
    check_found(c, &(check_finding){CHECK_FIGURES(figure), .place = fault.place,
                                    .where = fault.where, .text = words, .soften = soften});
}

// ---------------------------------------------------------------- the sections

static bool is_wanted(const zp_value *section) {
    const zp_value *required = zp_value_get(section, "required");
    return required == NULL || !zp_text_is(required->text, "false");
}

// Those that are not there at all, in one finding.
static void look_for_missing(check *c, const bool *seen, zp_place place) {
    const zp_value *sections = check_sections(c);
    zp_text titles = {0}, where = {0};
    for (size_t i = 0; i < sections->count; i++) {
        const zp_value *section = zp_value_at(sections, i);
        if (!seen[i] && is_wanted(section)) {
            zp_text title = check_section_title(c, i);
            where = where.size > 0
                        ? where
                        : zp_arena_print(c->arena, "report.%.*s",
                                         ZP_ARG(zp_value_text(zp_value_get(section, "id"))));
            titles = zp_arena_print(c->arena, "%.*s“%.*s”", ZP_ARG(titles), ZP_ARG(title));
        }
    }
    if (titles.size > 0) {
        check_figure figure = check_figure_text(c, titles, place, "缺少", "missing");
        check_found(c, &(check_finding){.figures = &figure,
                                        .count = 1,
                                        .place = place,
                                        .where = where,
                                        .text = {"报告缺少{0}", "the report lacks {0}"}});
    }
}

// The heading of a section: known, once, and behind those before it.
static void look_at_section(check *c, const check_block *block, bool *seen, size_t *last) {
    static const check_words unknown = {"表样没有“{0}”这一部分", "the form has no section “{0}”"},
                             twice = {"“{0}”出现了两次", "“{0}” stands here a second time"},
                             late = {"“{0}”应在前面", "“{0}” belongs further up"};
    if (block->section == SIZE_MAX) {
        tell(c, block, unknown, false);
        return;
    }
    if (seen[block->section]) {
        tell(c, block, twice, false);
    } else if (block->section < *last) {
        tell(c, block, late, false);
    }
    seen[block->section] = true;
    *last = block->section > *last ? block->section : *last;
}

// A number typed before a heading; the program puts in its own.
static void look_at_number(check *c, const check_block *block, const size_t *counters) {
    static const check_words
        wrong = {"标题“{0}”的序号不对，程序印出的是下一个序号",
                 "the heading “{0}” has another number than its place"},
        other = {"标题“{0}”的序号写法与表样不同",
                 "the number of the heading “{0}” is of another kind than the form's"};
    size_t number;
    bool same;
    zp_text style = style_of(c, block->level);
    if (style.size == 0 || zp_form_number(zp_text_trim(block->text), style, &number, &same) == 0) {
        return;
    }
    if (number != counters[block->level]) {
        tell(c, block, wrong, false);
    } else if (!same) {
        tell(c, block, other, true);
    }
}

static void look_at_level(check *c, const check_block *block, int before) {
    static const check_words deep = {"标题“{0}”的级别过深，或跳过了上一级",
                                     "the heading “{0}” is too deep, or skips a level"};
    if (block->level > before + 1 || (size_t)block->level > styles(c)->count) {
        tell(c, block, deep, false);
    }
}

static void look_at_headings(check *c, bool *seen) {
    size_t counters[LEVELS + 1] = {0}, last = 0;
    int level = 0;
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        bool of_file = block->paragraph.value == NULL;
        if (block->kind != CHECK_HEADING) {
            continue;
        }
        look_at_level(c, block, of_file ? level : level > 0 ? level : 1);
        level = block->level < LEVELS ? block->level : LEVELS;
        counters[level]++;
        for (int below = level + 1; below <= LEVELS; below++) {
            counters[below] = 0;
        }
        if (of_file && level == 1) {
            look_at_section(c, block, seen, &last);
        }
        if (of_file) {
            look_at_number(c, block, counters);
        }
    }
}

void check_headings(check *c) {
    const zp_value *sections = check_sections(c);
    const zp_value *given = zp_value_find(c->root, ZP_TEXT("report.sections"), NULL);
    if (sections == NULL || !c->report.given || styles(c) == NULL) {
        check_skipped(c, "没有报告", "there is no report");
        return;
    }
    check_passed(c);
    bool *seen = ZP_ARRAY(c->arena, bool, sections->count + 1);
    for (size_t i = 0; given != NULL && i < sections->count; i++) {
        zp_text id = zp_value_text(zp_value_get(zp_value_at(sections, i), "id"));
        seen[i] = zp_value_member(given, id) != NULL;
    }
    look_at_headings(c, seen);
    zp_place place = given != NULL ? given->place : zp_whole_file(c->record->report_file);
    look_for_missing(c, seen, place);
    check_typed_numbers(c);
}
