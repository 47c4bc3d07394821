// T05: paragraphs end with a stop, headings do not. T01 where the report takes in a value.
#include "check/text.h"

#include <string.h>

enum { LABEL_MAX = 15 }; // characters of a line that needs no stop: 无, 单位：万元

static bool ends_with_one_of(zp_text text, const char *const *marks) {
    for (; *marks != NULL; marks++) {
        if (zp_text_ends(text, *marks)) {
            return true;
        }
    }
    return false;
}

static const char *const ends[] = {"。", "！", "？", "；", "：", "…", NULL};
static const char *const stops[] = {"。", "，", "；", "：", "、", "！", "？", NULL};
static const char *const closings[] = {"）", "”", "》", "’", ")", NULL};

// The length of the last character.
static size_t last_size(zp_text text) {
    size_t size = 1;
    while (size < text.size && ((unsigned char)text.data[text.size - size] & 0xC0) == 0x80) {
        size++;
    }
    return size;
}

// A stop stands before the bracket that opens what `inside` ends.
static bool is_ended_before_remark(zp_text inside) {
    for (size_t at = inside.size; at > 0; at--) {
        if (zp_text_starts(zp_text_slice(inside, at - 1, inside.size), "（")) {
            return ends_with_one_of(zp_text_slice(inside, 0, at - 1), ends);
        }
    }
    return false;
}

// A stop at the end; before what closes there; or before a remark in brackets.
static bool is_ended(zp_text text) {
    enum { CLOSINGS_MAX = 8 }; // nobody closes more at once
    for (int i = 0; i < CLOSINGS_MAX; i++) {
        if (ends_with_one_of(text, ends)) {
            return true;
        }
        if (!ends_with_one_of(text, closings)) {
            return false;
        }
        bool bracket = zp_text_ends(text, "）");
        text = zp_text_slice(text, 0, text.size - last_size(text));
        if (bracket && is_ended_before_remark(text)) {
            return true;
        }
    }
    return false;
}

static bool holds_one_of(zp_text text, const char *const *marks) {
    for (size_t at = 0; at < text.size; at++) {
        unsigned char lead = (unsigned char)text.data[at];
        zp_text rest = zp_text_slice(text, at, text.size);
        for (size_t i = 0; (lead == 0xE3 || lead == 0xEF) && marks[i] != NULL; i++) {
            if (rest.size > 1 && rest.data[1] == marks[i][1] && zp_text_starts(rest, marks[i])) {
                return true;
            }
        }
    }
    return false;
}

static bool is_sentence(zp_text text) {
    static const char *const marks[] = {"，", "。", "；", NULL};
    return holds_one_of(text, marks) || zp_utf8_count(text) > LABEL_MAX;
}

// `（一）坚持政治引领` typed as a paragraph: a heading but for the #.
static bool is_typed_heading(zp_text text) {
    enum { HEADING_MAX = 40 };
    static const char *const full_stop[] = {"。", NULL};
    size_t number;
    bool same;
    return zp_form_number(text, ZP_TEXT("一、"), &number, &same) > 0 &&
           zp_utf8_count(text) <= HEADING_MAX && !holds_one_of(text, full_stop);
}

// ---------------------------------------------------------------- T05

typedef struct faults {
    check_fault items[CHECK_FAULTS_MAX];
    size_t count;
} faults;

static void add_end(check *c, faults *f, const check_printed *line) {
    zp_text text = zp_text_trim(line->text);
    size_t to = (size_t)(text.data - line->text.data) + text.size;
    if (f->count++ < CHECK_FAULTS_MAX) {
        f->items[f->count - 1] = check_fault_at(c, line, to - last_size(text), to);
    }
}

static void find(check *c, faults *f, check_words words) {
    if (f->count > 0 && check_room(c)) {
        check_found_faults(c, f->items, f->count, words);
    }
}

// The blocks of one section.
static void look_at_blocks(check *c, size_t from, size_t to) {
    faults paragraphs = {.count = 0}, headings = {.count = 0};
    for (size_t i = from; i < to; i++) {
        const check_block *block = &c->report.blocks[i];
        check_printed line = {.text = block->text, .block = block};
        zp_text text = zp_text_trim(block->text);
        bool heading = block->kind == CHECK_HEADING;
        if (heading && ends_with_one_of(text, stops)) {
            add_end(c, &headings, &line);
        } else if (!heading && block->kind != CHECK_CELL && is_sentence(text) && !is_ended(text) &&
                   !is_typed_heading(text)) {
            add_end(c, &paragraphs, &line);
        }
    }
    find(c, &paragraphs,
         (check_words){"段落末尾没有句号", "the paragraph does not end with a stop"});
    find(c, &headings,
         (check_words){"标题末尾不用标点", "the heading ends with a stop; headings have none"});
}

// Where some of a list's lines end with a stop and others do not.
static void look_at_goals(check *c, const char *path) {
    const zp_value *goals = zp_value_find(c->root, zp_text_of(path), NULL);
    faults open = {.count = 0};
    size_t closed = 0;
    for (const zp_value *each = zp_value_first(goals); each != NULL; each = each->next) {
        check_printed line = {.text = zp_value_text(each), .value = each};
        zp_text text = zp_text_trim(line.text);
        if (text.size > 0 && is_ended(text)) {
            closed++;
        } else if (text.size > 0) {
            add_end(c, &open, &line);
        }
    }
    if (closed > 0) {
        find(c, &open,
             (check_words){"有的目标末尾有句号，有的没有",
                           "some of the goals end with a stop and others do not"});
    }
}

void check_stops(check *c) {
    const check_report *report = &c->report;
    check_passed(c);
    for (size_t from = 0, to; from < report->count; from = to) {
        for (to = from + 1;
             to < report->count && report->blocks[to].section == report->blocks[from].section;) {
            to++;
        }
        look_at_blocks(c, from, to);
    }
    look_at_goals(c, "goals.expected");
    look_at_goals(c, "goals.achieved");
}

// ---------------------------------------------------------------- T01

// Of the stops at `at` and behind it, one is of a {{…}} and the other is not.
static bool meet(const check_block *block, size_t at) {
    zp_text before = zp_text_slice(block->text, 0, at);
    zp_text behind = zp_text_slice(block->text, at, block->text.size);
    bool stop = false;
    for (const char *const *each = stops; *each != NULL; each++) {
        stop = stop || zp_text_starts(behind, *each);
    }
    return stop && ends_with_one_of(before, stops);
}

void check_stops_of_holes(check *c) {
    static const check_words words = {"引用的值末尾有标点，与后面的标点连用",
                                      "the value that is taken in ends with a stop, and another "
                                      "follows"};
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        check_printed line = {.text = block->text, .block = block};
        for (size_t at = 1; at < block->text.size; at++) {
            if (block->hole[at] != block->hole[at - 1] && meet(block, at) && check_room(c)) {
                check_fault fault = check_fault_at(c, &line, at - strlen("。"), at + strlen("。"));
                check_found_faults(c, &fault, 1, words);
            }
        }
    }
}
