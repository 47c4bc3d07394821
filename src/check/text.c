// T01 to T08: the marks, words and units of all texts.
#include "check/text.h"

#include <string.h>

enum { AROUND = 8 };
#define FIX_ZH "用 ziping check --fix 改正，或者照提示改正"
#define FIX_EN "correct it; ziping check --fix can do it"

// ---------------------------------------------------------------- marks

typedef struct keeping {
    check *c;
    check_marked *marked;
    size_t *counts; // by mark
} keeping;

static void keep(void *context, const check_told *told) {
    keeping *k = context;
    check_marked *marked = k->marked;
    if (k->counts[told->mark - check_marks]++ >= CHECK_KEPT_MAX) {
        return; // those of the next run, when these are answered
    }
    *ZP_PUSH(k->c->arena, marked->items, marked->count, marked->capacity) = *told;
}

static const check_marked *marked_texts(check *c) {
    if (c->marked == NULL) {
        check_marked *marked = ZP_NEW(c->arena, check_marked);
        keeping k = {c, marked, ZP_ARRAY(c->arena, size_t, check_mark_count)};
        check_marks_run(c->arena, c->record, keep, &k);
        c->marked = marked;
    }
    return c->marked;
}

// ---------------------------------------------------------------- where a text stands

static zp_text member_path(check *c, zp_text path, const zp_value *table, const zp_value *member) {
    if (table->kind == ZP_VALUE_ARRAY) {
        return check_element_path(c, path, table, member);
    }
    return path.size == 0
               ? member->key
               : zp_arena_print(c->arena, "%.*s.%.*s", ZP_ARG(path), ZP_ARG(member->key));
}

// False when the value is not in the tree.
static bool find_path(check *c, const zp_value *tree, const zp_value *value, zp_text path,
                      zp_text *out) {
    if (tree == value) {
        *out = path;
        return true;
    }
    for (const zp_value *each = tree->first; each != NULL; each = each->next) {
        if (each == value || each->first != NULL) {
            zp_text own = member_path(c, path, tree, each);
            if (find_path(c, each, value, own, out)) {
                return true;
            }
        }
    }
    return false;
}

zp_text check_value_path(check *c, const zp_value *value) {
    zp_text path = ZP_TEXT("form"); // of the profile: the unit chose it
    find_path(c, c->root, value, (zp_text){0}, &path);
    if (zp_text_starts(path, "report.sections.")) {
        return zp_arena_print(c->arena, "report.%s", path.data + strlen("report.sections."));
    }
    return path;
}

static zp_text where_of(check *c, const check_spot *spot) {
    if (spot->paragraph.value != NULL) {
        return check_value_path(c, spot->paragraph.value);
    }
    const check_report *report = &c->report;
    for (size_t i = 0; i < report->count; i++) {
        const check_block *block = &report->blocks[i];
        if (block->paragraph.value == NULL && block->paragraph.line_at == spot->paragraph.line_at) {
            return check_block_where(c, block);
        }
    }
    return ZP_TEXT("report");
}

// The beginning of the character `steps` before `at`, no further than the line's beginning.
static size_t back(zp_text text, size_t at, size_t steps) {
    while (at > 0 && steps > 0 && text.data[at - 1] != '\n') {
        at--;
        steps -= ((unsigned char)text.data[at] & 0xC0) != 0x80;
    }
    return at;
}

static size_t forth(zp_text text, size_t at, size_t steps) {
    while (at < text.size && text.data[at] != '\n' && text.data[at] != '\r') {
        if (((unsigned char)text.data[at] & 0xC0) != 0x80 && steps-- == 0) {
            break;
        }
        at++;
    }
    return at;
}

zp_text check_around(check *c, zp_text text, size_t from, size_t to) {
    size_t begin = back(text, from, AROUND), end = forth(text, to, AROUND);
    bool cut_before = begin > 0 && text.data[begin - 1] != '\n';
    bool cut_behind = end < text.size && text.data[end] != '\n' && text.data[end] != '\r';
    zp_text part = zp_text_trim(zp_text_slice(text, begin, end));
    return zp_arena_print(c->arena, "%s%.*s%s", cut_before ? "…" : "", ZP_ARG(part),
                          cut_behind ? "…" : "");
}

// ---------------------------------------------------------------- findings

// The hints of T01, T03, T06 and T08 promise that --fix can do it.
static bool is_mark_without_answer(const check *c, const zp_repair *repair) {
    return repair == NULL && strcmp(c->rule->hint.zh, FIX_ZH) == 0;
}

static void found_faults(check *c, const check_fault *faults, size_t count, check_words text,
                         const zp_repair *repair) {
    size_t shown = count < CHECK_FAULTS_MAX ? count : CHECK_FAULTS_MAX;
    check_figure *figures = ZP_ARRAY(c->arena, check_figure, shown);
    for (size_t i = 0; i < shown; i++) {
        figures[i] =
            check_figure_text(c, check_around(c, faults[i].text, faults[i].from, faults[i].to),
                              faults[i].place, "原文", "as written");
    }
    check_finding found = {.place = faults[0].place,
                           .where = faults[0].where,
                           .figures = figures,
                           .count = shown,
                           .text = text,
                           .repair = repair};
    if (is_mark_without_answer(c, repair)) {
        found.hint = (check_words){"照提示改正", "correct it"};
    }
    if (count > 1) {
        found.text.zh = zp_arena_print(c->arena, "%s（共%zu处）", text.zh, count).data;
        found.text.en = zp_arena_print(c->arena, "%s (%zu places)", text.en, count).data;
    }
    check_found(c, &found);
}

void check_found_faults(check *c, const check_fault *faults, size_t count, check_words text) {
    found_faults(c, faults, count, text, NULL);
}

// ---------------------------------------------------------------- marks, told

static void add_answers(check *c, zp_repair *repair, const check_told *told) {
    for (size_t i = 0; i < told->change_count; i++) {
        struct check_answer answer = {told->spot.paragraph, told->changes[i]};
        *ZP_PUSH(c->arena, repair->answers, repair->count, repair->capacity) = answer;
    }
}

// Those of one mark and one paragraph, or of one mark that looks at the unit as a whole. They
// were told one after the other.
static bool together(const check_told *a, const check_told *b) {
    const check_paragraph *p = &a->spot.paragraph, *q = &b->spot.paragraph;
    return a->mark == b->mark &&
           (a->mark->end != NULL || (p->value == q->value && p->line_at == q->line_at &&
                                     p->source.data == q->source.data && p->column == q->column));
}

static void find_group(check *c, const check_told *first, size_t count) {
    check_fault faults[CHECK_FAULTS_MAX];
    bool room = check_room(c);
    zp_repair *repair = room || c->rest == NULL ? ZP_NEW(c->arena, zp_repair) : c->rest;
    for (size_t i = 0; i < count; i++) {
        add_answers(c, repair, &first[i]);
    }
    if (!room) {
        c->rest = repair;
        return;
    }
    for (size_t i = 0; i < count && i < CHECK_FAULTS_MAX; i++) {
        faults[i] = (check_fault){.text = first[i].spot.paragraph.source,
                                  .from = first[i].spot.from,
                                  .to = first[i].spot.to,
                                  .place = check_spot_place(&first[i].spot)};
    }
    faults[0].where = where_of(c, &first->spot);
    check_words words = {check_told_text(c->arena, first, ZP_CHINESE).data,
                         check_told_text(c->arena, first, ZP_ENGLISH).data};
    found_faults(c, faults, count, words, repair->count > 0 ? repair : NULL);
}

// What the marks of this rule told.
static void marks(check *c) {
    const check_marked *marked = marked_texts(c);
    check_passed(c);
    for (size_t i = 0, end; i < marked->count; i = end) {
        const check_told *first = &marked->items[i];
        for (end = i + 1; end < marked->count && together(first, &marked->items[end]);) {
            end++;
        }
        if (strcmp(first->mark->rule, c->rule->id) == 0) {
            find_group(c, first, end - i);
        }
    }
}

static void doubled(check *c) {
    marks(c);
    check_stops_of_holes(c);
}

// ---------------------------------------------------------------- lines

static void look_through(check *c, check_look_printed *look, void *context, check_printed line,
                         zp_text text) {
    for (size_t from = 0; from < text.size;) {
        const char *feed = memchr(text.data + from, '\n', text.size - from);
        size_t to = feed != NULL ? (size_t)(feed - text.data) : text.size;
        line.text = zp_text_slice(text, from, to);
        line.offset = from;
        if (to > from) {
            look(c, context, &line);
        }
        from = to + 1;
    }
}

static void walk_values(check *c, check_look_printed *look, void *context, const zp_value *value) {
    if (value->kind == ZP_VALUE_TEXT && !zp_value_blank(value)) {
        look_through(c, look, context, (check_printed){.value = value}, value->text);
    }
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        walk_values(c, look, context, each);
    }
}

static void walk_title(check *c, check_look_printed *look, void *context, const zp_value *title) {
    if (title != NULL) {
        zp_text text = check_print(c, title);
        look_through(c, look, context, (check_printed){.value = title, .title = true}, text);
    }
}

void check_walk_lines(check *c, check_look_printed *look, void *context) {
    for (const zp_value *part = c->root->first; part != NULL; part = part->next) {
        bool report = zp_text_is(part->key, "report");
        if (!report && !check_is_of_program(part->key)) {
            walk_values(c, look, context, part);
        }
    }
    const zp_value *named = zp_value_find(c->root, ZP_TEXT("report.attachments"), NULL);
    if (named != NULL) {
        walk_values(c, look, context, named);
    }
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        look(c, context, &(check_printed){.text = block->text, .block = block});
    }
    const zp_value *documents = zp_value_get(c->profile, "document");
    for (const zp_value *each = zp_value_first(documents); each != NULL; each = each->next) {
        walk_title(c, look, context, zp_value_get(each, "title"));
        walk_title(c, look, context, zp_value_get(each, "cover_title"));
    }
}

check_fault check_fault_at(check *c, const check_printed *line, size_t from, size_t to) {
    check_fault fault = {.text = line->text, .from = from, .to = to};
    if (line->block != NULL) {
        fault.place = check_block_place(line->block, from);
        fault.where = check_block_where(c, line->block);
    } else if (line->title) {
        fault.place = line->value->place;
        fault.where = ZP_TEXT("form");
    } else {
        fault.place = zp_record_place(c->record, line->value, line->offset + from);
        fault.where = check_value_path(c, line->value);
    }
    return fault;
}

// ---------------------------------------------------------------- the rules

static const check_rule rules[] = {
    {"T01",
     ZP_WARNING,
     {"标点不连用", "one stop at a time"},
     {"。。 ；。 ，，", "。。 ；。 ，，"},
     {"两个标点连用", "two stops on end"},
     {FIX_ZH, FIX_EN},
     doubled},
    {"T02",
     ZP_WARNING,
     {"括号和引号在一段之内成对，全角、半角一致",
      "brackets and quotes pair within a paragraph, in one width"},
     {"（…） “…” 《…》", "（…） “…” 《…》"},
     {"括号或引号不成对", "brackets or quotes do not pair"},
     {"补上或删去其中一个；全角、半角不一致的改为全角",
      "add or take out one; write both full-width"},
     marks},
    {"T03",
     ZP_WARNING,
     {"中文里用全角标点", "full-width marks in Chinese text"},
     {", ; : ( ) \" → ， ； ： （ ） “”", ", ; : ( ) \" → ， ； ： （ ） “”"},
     {"中文里用了半角标点", "half-width marks in Chinese text"},
     {FIX_ZH, FIX_EN},
     marks},
    {"T04",
     ZP_WARNING,
     {"没有重复的字词", "no word twice running"},
     {"的的 岳阳楼区岳阳楼区", "的的 岳阳楼区岳阳楼区"},
     {"字词重复", "a word stands twice running"},
     {"删去多出的一个；确应重复的，换一种说法或写核对说明",
      "take one out, say it otherwise, or waive the finding"},
     check_repeated_words},
    {"T05",
     ZP_REMARK,
     {"段落末尾有标点，标题末尾没有", "a paragraph ends with a stop, a heading does not"},
     {"段落 …。  标题 …", "paragraph …。  heading …"},
     {"末尾的标点不合", "the stop at the end is not as usual"},
     {"段落末尾加句号，标题末尾不加标点", "end paragraphs with 。 and headings without a stop"},
     check_stops},
    {"T06",
     ZP_REMARK,
     {"符号的写法一致", "signs are written one way"},
     {"≧ ≦ ％ m ² ㎡ → ≥ ≤ % m²", "≧ ≦ ％ m ² ㎡ → ≥ ≤ % m²"},
     {"符号的写法不一致", "a sign is written in another way"},
     {FIX_ZH, FIX_EN},
     marks},
    {"T07",
     ZP_WARNING,
     {"金额单位不重复、不混用、不省略", "units of amounts: not twice, not mixed, not cut short"},
     {"万元余元 / 万元与元 / 万", "万元余元 / 万元 with 元 / 万"},
     {"金额的单位写错", "the unit of an amount is wrong"},
     {"写明一个单位，如“2万余元”“2.5万元”", "write one unit, as 2万余元 or 2.5万元"},
     check_units},
    {"T08",
     ZP_REMARK,
     {"空格的用法一致", "blanks are used one way"},
     {"2023 年 / 2023年", "2023 年 / 2023年"},
     {"空格的用法不一致", "blanks are used in different ways"},
     {FIX_ZH, FIX_EN},
     marks},
};
const check_group check_text = {rules, sizeof rules / sizeof *rules};
