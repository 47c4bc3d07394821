// S01 what is handed in, S05 sections without text, S06 what is signed.
#include "check/text.h"

#include <string.h>

// ---------------------------------------------------------------- S01

// Names that `ziping new` writes are there before anything is filled in.
static bool is_name(zp_text key) {
    return zp_text_is(key, "name") || zp_text_is(key, "level1") || zp_text_is(key, "level2");
}

static bool is_filled(const zp_value *value) {
    if (value == NULL || is_name(value->key)) {
        return false;
    }
    bool leaf = value->kind != ZP_VALUE_ARRAY && value->kind != ZP_VALUE_TABLE;
    if (leaf && !zp_value_blank(value)) {
        return true;
    }
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        if (is_filled(each)) {
            return true;
        }
    }
    return false;
}

static void missing(check *c, const char *path, check_words text, bool soften) {
    const zp_value *part = zp_value_get(c->root, path);
    zp_place place = part != NULL ? part->place : zp_whole_file(c->record->file);
    check_found(c, &(check_finding){
                       .place = place, .where = zp_text_of(path), .text = text, .soften = soften});
}

// The tables of the form, and the data that they print.
static void look_at_tables(check *c) {
    static const struct {
        const char *table, *path;
        check_words text;
    } parts[] = {
        {"basic_data",
         "staff",
         {"基础数据表没有填写财政供养人员情况 [staff]",
          "the basic data are not filled in: there is nothing in [staff]"}},
        {"basic_data",
         "expenditure",
         {"基础数据表没有填写经费控制情况 [expenditure]",
          "the basic data are not filled in: there is nothing in [expenditure]"}},
        {"self_evaluation",
         "funds",
         {"自评表没有填写年度预算申请 [funds]",
          "the self-evaluation is not filled in: there is nothing in [funds]"}},
        {"self_evaluation",
         "goals",
         {"自评表没有填写年度总体目标 [goals]",
          "the self-evaluation is not filled in: there is nothing in [goals]"}},
        {"self_evaluation",
         "indicator",
         {"自评表没有填写绩效指标 [[indicator]]：指标值、完成值、分值、得分都空着",
          "the self-evaluation is not filled in: every [[indicator]] is blank"}},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (zp_value_get(c->profile, parts[i].table) != NULL) {
            check_passed(c);
            if (!is_filled(zp_value_get(c->root, parts[i].path))) {
                missing(c, parts[i].path, parts[i].text, false);
            }
        }
    }
}

static bool report_says(const check *c, const char *const *words) {
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        if (block->kind != CHECK_HEADING && check_has(block->text, words)) {
            return true;
        }
    }
    return false;
}

// A form that hands in blank project tables: they may be blank where nothing was spent on
// projects, or where the report says why.
static void look_at_projects(check *c) {
    static const char *const reasons[] = {"空表", "项目支出绩效自评表", "专项资金绩效自评表", NULL};
    static const check_words text = {
        "有项目支出{0}万元，项目支出绩效自评表却是空表，报告也没有说明",
        "{0} (10,000 yuan) were spent on projects, but the project "
        "tables are blank and the report does not say why"};
    const zp_value *forms = zp_value_get(zp_value_get(c->profile, "project"), "blank_forms");
    check_figure spent = check_figure_print(c, "expenditure.projects.final");
    if (spent.state != CHECK_NUMBER) {
        spent = check_figure_print(c, "funds.spending.projects");
    }
    bool blank = forms != NULL && forms->number.coefficient > 0 &&
                 !is_filled(zp_value_get(c->root, "project"));
    bool some = spent.state == CHECK_NUMBER && spent.number.coefficient > 0;
    if (blank && some && !report_says(c, reasons)) {
        check_found(c, &(check_finding){CHECK_FIGURES(spent), .where = ZP_TEXT("project"),
                                        .text = text, .soften = true});
    }
}

// （单位全称）, as `ziping new` has it, would be printed on every title.
static void look_at_unit(check *c) {
    static const check_words text = {"没有填写单位名称：封面、标题和各表都取自这里",
                                     "the unit has no name: covers, titles and tables print it"};
    const zp_value *name = zp_value_find(c->root, ZP_TEXT("unit.name"), NULL);
    zp_text own = zp_text_trim(zp_value_text(name));
    if (own.size == 0 || (zp_text_starts(own, "（") && zp_text_ends(own, "）"))) {
        const zp_value *unit = zp_value_get(c->root, "unit");
        zp_place nowhere = {c->record->file, 0, 0};
        check_found(c, &(check_finding){.place = name != NULL   ? name->place
                                                 : unit != NULL ? unit->place
                                                                : nowhere,
                                        .where = ZP_TEXT("unit.name"),
                                        .text = text,
                                        .hint = {"写单位全称，与印章一致",
                                                 "write its full name, as the seal has it"}});
    }
}

void check_parts(check *c) {
    static const check_words report = {"没有绩效自评报告：[report] 中没有写 file",
                                       "there is no report: [report] has no `file`"};
    look_at_unit(c);
    look_at_tables(c);
    look_at_projects(c);
    if (check_sections(c) != NULL) {
        check_passed(c);
        if (!c->report.given) {
            missing(c, "report", report, false);
        }
    }
    check_skipped(c, "本区的表样没有这些部分", "the form has none of these parts");
}

// ---------------------------------------------------------------- S05

static bool is_nothing(zp_text text) {
    static const char *const words[] = {"/", "-", "—", "——", "略", "略。", "空", "空白", NULL};
    for (const char *const *each = words; *each != NULL; each++) {
        if (zp_text_is(zp_text_trim(text), *each)) {
            return true;
        }
    }
    return false;
}

// Of the section that begins with the heading at `from`, or is given inline. The heading itself is
// no text of it.
static void look_at_section(check *c, size_t section, zp_place place, size_t from, size_t to) {
    const zp_value *own = zp_value_at(check_sections(c), section);
    zp_text where =
        zp_arena_print(c->arena, "report.%.*s", ZP_ARG(zp_value_text(zp_value_get(own, "id"))));
    check_figure title =
        check_figure_text(c, check_section_title(c, section), place, "部分", "section");
    check_finding found = {CHECK_FIGURES(title), .where = where};
    if (from == to && zp_value_get(own, "empty") == NULL) {
        check_found(c, &found);
    } else if (to == from + 1 && is_nothing(c->report.blocks[from].text)) {
        found.soften = true;
        found.text = (check_words){"“{0}”没有内容的，应写“无”",
                                   "the section “{0}” should say 无 where there is nothing"};
        check_found(c, &found);
    }
}

static bool begins(const check_block *block) {
    return block->kind == CHECK_HEADING && block->level == 1 && block->paragraph.value == NULL;
}

static void look_at_inline(check *c, const zp_value *given) {
    for (const zp_value *each = given->first; each != NULL; each = each->next) {
        size_t section = check_section_find(c, zp_arena_string(c->arena, each->key));
        size_t from = 0, to;
        while (from < c->report.count && c->report.blocks[from].section != section) {
            from++;
        }
        for (to = from; to < c->report.count && c->report.blocks[to].section == section;) {
            to++;
        }
        if (section != SIZE_MAX) {
            look_at_section(c, section, each->place, from, to);
        }
    }
}

void check_empty(check *c) {
    const check_report *report = &c->report;
    const zp_value *given = zp_value_find(c->root, ZP_TEXT("report.sections"), NULL);
    if (check_sections(c) == NULL || !report->given) {
        check_skipped(c, "没有报告", "there is no report");
        return;
    }
    check_passed(c);
    if (given != NULL) {
        look_at_inline(c, given);
    }
    for (size_t i = 0; i < report->count; i++) {
        const check_block *block = &report->blocks[i];
        if (!begins(block) || block->section == SIZE_MAX) {
            continue;
        }
        size_t to = i + 1;
        while (to < report->count && !begins(&report->blocks[to])) {
            to++;
        }
        look_at_section(c, block->section, check_block_place(block, 0), i + 1, to);
    }
}

// ---------------------------------------------------------------- S06

typedef struct fields {
    check_figure *blank;
    size_t blanks, blank_capacity, filled;

    zp_text *paths;
    size_t count, capacity;
} fields;

// `signature.date` of `{{signature.date | date}}`.
static zp_text path_of(zp_text words) {
    size_t from = 0, to;
    while (from < words.size && (words.data[from] == '{' || words.data[from] == ' ')) {
        from++;
    }
    for (to = from; to < words.size && strchr("| }", words.data[to]) == NULL;) {
        to++;
    }
    return zp_text_slice(words, from, to);
}

static void add_field(check *c, fields *f, zp_text words, zp_text label) {
    zp_text path = path_of(words);
    for (size_t i = 0; i < f->count; i++) {
        if (zp_text_equal(f->paths[i], path)) {
            return;
        }
    }
    *ZP_PUSH(c->arena, f->paths, f->count, f->capacity) = path;
    check_figure figure = check_figure_at(c, path);
    bool blank = figure.state == CHECK_ABSENT || figure.state == CHECK_BLANK;
    f->filled += !blank;
    if (blank) {
        figure.name = (zp_words){{zp_form_label(c->arena, label), path}};
        *ZP_PUSH(c->arena, f->blank, f->blanks, f->blank_capacity) = figure;
    }
}

// What is written by hand on the printed page is rightly blank.
static bool is_by_hand(zp_text label) {
    static const char *const words[] = {"签字", "签名", "签章", "盖章", NULL};
    return check_has(label, words);
}

static bool prints_date(const zp_value *document) {
    const zp_value *cover = zp_value_get(document, "cover");
    zp_text closing = zp_value_text(zp_value_get(document, "closing"));
    return (cover != NULL && zp_text_is(cover->text, "true")) ||
           zp_value_get(document, "unit_line") != NULL ||
           (closing.size > 0 && !zp_text_is(closing, "none"));
}

// The line of the cover that names the unit, where the form has one.
static void add_cover(check *c, fields *f, const zp_value *document) {
    const zp_value *words = zp_value_get(document, "cover_unit");
    zp_text name = check_figure_print(c, "unit.name").text;
    const char *const names[] = {zp_arena_string(c->arena, name), NULL};
    if (zp_value_blank(words) || name.size == 0 || check_has(check_print(c, words), names)) {
        return;
    }
    *ZP_PUSH(c->arena, f->blank, f->blanks, f->blank_capacity) =
        (check_figure){.place = words->place,
                       .path = ZP_TEXT("form"),
                       .name = {{ZP_TEXT("封面的单位名称"), ZP_TEXT("the unit on the cover")}}};
}

static void add_fields(check *c, fields *f, const zp_value *document) {
    const zp_value *list = zp_value_get(document, "signature");
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        zp_text label = zp_value_text(zp_value_get(each, "label"));
        const zp_value *value = zp_value_get(each, "value");
        if (value != NULL && !is_by_hand(label)) {
            add_field(c, f, value->text, label);
        }
    }
    add_cover(c, f, document);
    const zp_value *date = zp_value_get(document, "date");
    if (date != NULL && prints_date(document)) {
        add_field(c, f, date->text, ZP_TEXT("报告日期"));
    }
}

void check_signature(check *c) {
    static const check_words none = {"签字栏和日期全部空着，打印后须手工填写",
                                     "the signature and the dates are left to the pen"};
    const zp_value *documents = zp_value_get(c->profile, "document");
    fields f = {0};
    for (const zp_value *each = zp_value_first(documents); each != NULL; each = each->next) {
        add_fields(c, &f, each);
    }
    if (f.count == 0) {
        check_skipped(c, "本区的表样没有签字栏和日期", "the form has no signature and no date");
    } else if (f.blanks == 0) {
        check_passed(c);
    } else {
        check_finding found = {.figures = f.blank, .count = f.blanks, .remark = f.filled == 0};
        zp_text zh = {0}, en = {0};
        for (size_t i = 0; i < f.blanks; i++) {
            zp_words name = f.blank[i].name;
            zh = zp_arena_print(c->arena, "%.*s%s%.*s", ZP_ARG(zh), i > 0 ? "、" : "",
                                ZP_ARG(name.in[ZP_CHINESE]));
            en = zp_arena_print(c->arena, "%.*s%s%.*s", ZP_ARG(en), i > 0 ? ", " : "",
                                ZP_ARG(name.in[ZP_ENGLISH]));
        }
        found.text.zh = zp_arena_print(c->arena, "没有填写：%.*s", ZP_ARG(zh)).data;
        found.text.en = zp_arena_print(c->arena, "not filled in: %.*s", ZP_ARG(en)).data;
        found.text = f.filled == 0 ? none : found.text;
        check_found(c, &found);
    }
}
