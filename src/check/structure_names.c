// S02: another unit's name. S08: what a template left in a text.
#include "check/text.h"

#include <string.h>

enum { HAN = 3, NAME_MIN = 2, NAME_MAX = 5 }; // bytes of a character; characters of a name

// ---------------------------------------------------------------- another unit

static const char *const suffixes[] = {"街道办事处", "镇人民政府", "乡人民政府"};

// Of `…区青石街道办事处` up to the suffix: 青石. Empty where that is no name.
static zp_text core(zp_text before) {
    static const char *const districts[] = {"区", "县", "市"};
    static const char *const words[] = {"各", "本", "该", "所", "有",   "其他", "全",   "内",
                                        "辖", "的", "和", "与", "政府", "委",   "机关", NULL};
    size_t from = before.size;
    while (from >= HAN && before.size - from <= NAME_MAX * HAN) {
        zp_text behind = zp_text_slice(before, from, before.size);
        for (size_t i = 0; i < sizeof districts / sizeof *districts; i++) {
            if (zp_text_ends(zp_text_slice(before, 0, from), districts[i])) {
                bool name = behind.size >= NAME_MIN * HAN && !check_has(behind, words);
                return name ? behind : (zp_text){0};
            }
        }
        size_t at = from - HAN;
        bool han = ((unsigned char)before.data[at] & 0xF0) == 0xE0 &&
                   check_is_han(zp_utf8_next(before, &at));
        if (!han) {
            break;
        }
        from -= HAN;
    }
    return (zp_text){0};
}

static void look_for_names(check *c, const check_printed *line, const char *suffix, zp_text own,
                           bool soften) {
    static const check_words words = {"这里的单位是“{0}”，本单位是“{1}”",
                                      "the unit here is “{0}”, this unit is “{1}”"};
    zp_text text = line->text;
    size_t size = strlen(suffix);
    for (size_t at = 0; at + size <= text.size; at++) {
        if (text.data[at] != suffix[0] || text.data[at + 1] != suffix[1] ||
            memcmp(text.data + at, suffix, size) != 0) {
            continue;
        }
        zp_text name = core(zp_text_slice(text, 0, at));
        if (name.size > 0 && !zp_text_equal(name, own) && check_room(c)) {
            check_fault fault = check_fault_at(c, line, at - name.size, at + size);
            check_figure figures[] = {
                check_figure_text(c, zp_text_slice(text, at - name.size, at + size), fault.place,
                                  "原文", "as written"),
                check_figure_at(c, ZP_TEXT("unit.name"))};
            check_found(c, &(check_finding){.figures = figures,
                                            .count = 2,
                                            .place = fault.place,
                                            .where = fault.where,
                                            .text = words,
                                            .soften = soften});
        }
        at += size - 1;
    }
}

static void look_at_projects(check *c, const char *suffix, zp_text own) {
    static const char *const keys[] = {"department", "implementer"};
    const zp_value *projects = zp_value_get(c->root, "project");
    for (const zp_value *each = zp_value_first(projects); each != NULL; each = each->next) {
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            const zp_value *value = zp_value_get(each, keys[i]);
            if (value != NULL) {
                check_printed line = {.text = zp_value_text(value), .value = value};
                look_for_names(c, &line, suffix, own, true);
            }
        }
    }
}

void check_names_of_report(check *c) {
    zp_text name = zp_value_text(zp_value_find(c->root, ZP_TEXT("unit.name"), NULL));
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        zp_text own = zp_text_ends(name, suffixes[i])
                          ? core(zp_text_slice(name, 0, name.size - strlen(suffixes[i])))
                          : (zp_text){0};
        for (size_t b = 0; own.size > 0 && b < c->report.count; b++) {
            const check_block *block = &c->report.blocks[b];
            look_for_names(c, &(check_printed){.text = block->text, .block = block}, suffixes[i],
                           own, block->kind != CHECK_HEADING);
        }
        if (own.size > 0) {
            look_at_projects(c, suffixes[i], own);
        }
    }
}

// ---------------------------------------------------------------- S08

static void tell(check *c, const check_printed *line, size_t from, size_t to, check_words words) {
    if (check_room(c)) {
        check_fault fault = check_fault_at(c, line, from, to);
        check_found_faults(c, &fault, 1, words);
    }
}

static check_words left_over(check *c, const char *mark) {
    return (check_words){
        zp_arena_print(c->arena, "遗留了模板的文字或占位符“%s”", mark).data,
        zp_arena_print(c->arena, "“%s” of a template or a placeholder is left over", mark).data};
}

// Marks of converters, and words that say where to write.
static void look_for_marks(check *c, const check_printed *line) {
    static const char *const marks[] = {"[image",   "[bookmark", "XX",      "××",   "某某",
                                        "在这里写", "此处填写",  "请填写",  "＿＿", "___",
                                        "待填",     "TODO",      "双花括号"};
    enum { MARKS = sizeof marks / sizeof *marks };
    zp_text text = line->text;
    uint16_t by_second[256] = {0}; // a bit a mark: second bytes tell Han apart, first ones hardly
    for (size_t i = 0; i < MARKS; i++) {
        by_second[(unsigned char)marks[i][1]] |= (uint16_t)(1U << i);
    }
    for (size_t at = 0; at + 1 < text.size; at++) {
        unsigned may = by_second[(unsigned char)text.data[at + 1]];
        for (size_t i = 0; may >> i != 0; i++) {
            if ((may >> i & 1) != 0 && marks[i][0] == text.data[at] &&
                zp_text_starts(zp_text_slice(text, at, text.size), marks[i])) {
                tell(c, line, at, at + strlen(marks[i]), left_over(c, marks[i]));
                return; // one is enough to say so
            }
        }
    }
}

static bool is_guide(check *c, const check_printed *line) {
    const zp_value *report = zp_value_get(c->profile, "report");
    const zp_value *part = line->block != NULL && line->block->section != SIZE_MAX
                               ? zp_value_at(check_sections(c), line->block->section)
                               : zp_value_get(report, "preamble");
    zp_text guide = zp_value_text(zp_value_get(part, "guide"));
    zp_text text = zp_text_trim(line->text);
    return guide.size > 0 && text.size == guide.size + 2 * strlen("（") &&
           zp_text_equal(zp_text_slice(text, strlen("（"), text.size - strlen("）")), guide);
}

static void look_at(check *c, void *context, const check_printed *line) {
    (void)context;
    static const check_words guide = {"表样的提示没有换成本单位的内容",
                                      "the form's guide still stands where text is wanted"},
                             dots = {"只有省略号，没有内容", "there are only dots"};
    zp_text text = zp_text_trim(line->text);
    if (line->title) {
        return;
    }
    if (line->block != NULL && is_guide(c, line)) {
        tell(c, line, 0, line->text.size, guide);
    } else if (zp_text_is(text, "……") || zp_text_is(text, "…") || zp_text_is(text, "...")) {
        tell(c, line, 0, line->text.size, dots);
    } else {
        look_for_marks(c, line);
    }
}

// `[bookmark: _GoBack]`, `[image: ]`: what a converter leaves of a Word file. SIZE_MAX: none there.
static size_t converted(zp_text text) {
    static const char *const marks[] = {"[image", "[bookmark"};
    for (size_t at = 0; at < text.size; at++) {
        for (size_t i = 0; text.data[at] == '[' && i < sizeof marks / sizeof *marks; i++) {
            if (zp_text_starts(zp_text_slice(text, at, text.size), marks[i])) {
                return at;
            }
        }
    }
    return SIZE_MAX;
}

// The texts of the form are printed too.
static void look_at_form(check *c, const zp_value *value) {
    static const check_words words = {"表样的文字“{0}”里有转换文件留下的标记",
                                      "“{0}” of the form holds a mark that a converter left"};
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        if (each->kind == ZP_VALUE_TEXT && converted(each->text) != SIZE_MAX) {
            check_found_in_form(c, each, words, false);
        }
        look_at_form(c, each);
    }
}

// Without the stop at the end, and what a converter put before it.
static zp_text bare(const zp_value *goal) {
    static const char *const stops[] = {"。", "；", ".", ";"};
    zp_text text = zp_text_trim(zp_value_text(goal));
    const char *end = converted(text) == 0 ? memchr(text.data, ']', text.size) : NULL;
    if (end != NULL) {
        text = zp_text_trim(zp_text_slice(text, (size_t)(end + 1 - text.data), text.size));
    }
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        if (zp_text_ends(text, stops[i])) {
            return zp_text_slice(text, 0, text.size - strlen(stops[i]));
        }
    }
    return text;
}

static void tell_goals(check *c, const zp_value *a, const zp_value *b, check_words words) {
    if (!check_room(c)) {
        return;
    }
    check_figure first = check_figure_at(c, check_value_path(c, a));
    check_figure second = check_figure_at(c, check_value_path(c, b));
    check_found(c, &(check_finding){CHECK_FIGURES(second, first), .text = words});
}

static void compare(check *c, const zp_value *a, const zp_value *b, check_words words) {
    if (a != NULL && b != NULL && bare(a).size > 0 && zp_text_equal(bare(a), bare(b))) {
        tell_goals(c, a, b, words);
    }
}

static void look_at_goals(check *c, const check_owner *owner) {
    static const check_words same = {"实际完成情况照抄了预期目标",
                                     "what was achieved repeats what was expected"},
                             twice = {"两条目标相同", "two goals are the same"};
    const zp_value *goals = zp_value_get(owner->value, "goals");
    const zp_value *expected = zp_value_get(goals, "expected");
    const zp_value *achieved = zp_value_get(goals, "achieved");
    compare(c, expected, achieved, same); // texts, not lists
    const zp_value *done = zp_value_first(achieved);
    for (const zp_value *each = zp_value_first(expected); each != NULL; each = each->next) {
        compare(c, each, done, same);
        done = done != NULL ? done->next : NULL;
        compare(c, each, each->next, twice);
    }
    for (const zp_value *each = zp_value_first(achieved); each != NULL; each = each->next) {
        compare(c, each, each->next, twice);
    }
}

// `/` in a project table that has figures.
static void look_at_project(check *c, const check_owner *owner) {
    static const char *const keys[] = {"name", "department", "implementer"};
    static const check_words words = {"表已填写，这一栏还是“/”",
                                      "the table is filled in, but this still says /"};
    bool filled =
        check_figure_print(c, "%.*sfunds.total.final", ZP_ARG(owner->path)).state == CHECK_NUMBER;
    for (size_t i = 0; filled && i < sizeof keys / sizeof *keys; i++) {
        const zp_value *value = zp_value_get(owner->value, keys[i]);
        if (zp_text_is(zp_text_trim(zp_value_text(value)), "/")) {
            check_printed line = {.text = value->text, .value = value};
            tell(c, &line, 0, value->text.size, words);
        }
    }
}

void check_left_over(check *c) {
    check_passed(c);
    check_walk_lines(c, look_at, NULL);
    look_at_form(c, c->profile);
    for (size_t i = 0; i < c->owner_count; i++) {
        look_at_goals(c, &c->owners[i]);
        if (c->owners[i].project) {
            look_at_project(c, &c->owners[i]);
        }
    }
}
