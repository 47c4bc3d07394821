// S03: the marks of the documents, and the list of attachments behind the report.
#include "check/text.h"

#include <string.h>

enum { NUMBER_MAX = 99 };

typedef struct mark {
    const zp_value *document;
    zp_text text, before; // 附件 of `附件1`
    size_t number;        // 0: none
    bool chinese;
} mark;

typedef struct item { // of the list
    zp_text title;
    const zp_value *value, *document;
} item;

typedef struct attachments {
    mark *marks;
    size_t count, capacity;
    item *items;
    size_t item_count, item_capacity;
    bool listed; // the form prints the list
} attachments;

// ---------------------------------------------------------------- reading

static size_t chinese_number(check *c, zp_text text) {
    for (size_t n = 1; n <= NUMBER_MAX && text.size > 0; n++) {
        if (zp_text_equal(zp_form_number_text(c->arena, ZP_TEXT("一"), n), text)) {
            return n;
        }
    }
    return 0;
}

static mark read_mark(check *c, const zp_value *document) {
    mark m = {.document = document};
    m.text = zp_text_trim(check_print(c, zp_value_get(document, "mark")));
    size_t from = zp_text_starts(m.text, "附件") ? strlen("附件") : 0;
    zp_text rest = zp_text_trim(zp_text_slice(m.text, from, m.text.size));
    zp_decimal number;
    if (zp_decimal_read(rest, &number) && number.scale == 0 && number.coefficient > 0 &&
        number.coefficient <= NUMBER_MAX) {
        m.number = (size_t)number.coefficient;
    } else {
        m.number = chinese_number(c, rest);
        m.chinese = true;
    }
    m.before = zp_text_slice(m.text, 0, (size_t)(rest.data - m.text.data));
    return m;
}

static void add_item(check *c, attachments *a, const zp_value *value, zp_text title,
                     const zp_value *document) {
    *ZP_PUSH(c->arena, a->items, a->item_count, a->item_capacity) = (item){title, value, document};
}

static const zp_value *named(const zp_value *list, zp_text title) {
    const zp_value *each = zp_value_first(list);
    while (each != NULL && !zp_text_equal(zp_text_trim(zp_value_text(each)), title)) {
        each = each->next;
    }
    return each;
}

static bool is_of_form(const attachments *a, size_t count, const zp_value *own) {
    for (size_t i = 0; i < count; i++) {
        if (a->items[i].value == own) {
            return true;
        }
    }
    return false;
}

// As src/form prints it: the form's own in its order, those without a document where the unit
// names them; then what the unit adds.
static void read_list(check *c, attachments *a) {
    const zp_value *own = zp_value_find(c->root, ZP_TEXT("report.attachments"), NULL);
    for (const zp_value *each = zp_value_first(zp_value_get(c->profile, "attachment"));
         each != NULL; each = each->next) {
        zp_text title = zp_text_trim(check_print(c, zp_value_get(each, "title")));
        zp_text id = zp_value_text(zp_value_get(each, "document"));
        const zp_value *listed = named(own, title);
        if (id.size > 0) {
            add_item(c, a, each, title, zp_form_document(c->form, id));
        } else if (listed != NULL) {
            add_item(c, a, listed, title, NULL);
        }
    }
    size_t count = a->item_count;
    for (const zp_value *each = zp_value_first(own); each != NULL; each = each->next) {
        if (!is_of_form(a, count, each)) {
            add_item(c, a, each, zp_value_text(each), NULL);
        }
    }
}

static void read_all(check *c, attachments *a) {
    for (const zp_value *each = zp_value_first(zp_value_get(c->profile, "document")); each != NULL;
         each = each->next) {
        const zp_value *list = zp_value_get(each, "attachments");
        a->listed = a->listed || (list != NULL && zp_text_is(list->text, "true"));
        if (zp_value_get(each, "mark") != NULL) {
            *ZP_PUSH(c->arena, a->marks, a->count, a->capacity) = read_mark(c, each);
        }
    }
    if (a->listed) {
        read_list(c, a);
    }
}

// ---------------------------------------------------------------- the rule

static check_figure show_mark(check *c, const mark *m) {
    return check_figure_text(c, m->text, zp_value_get(m->document, "mark")->place, "附件序号",
                             "mark");
}

static check_figure show_item(check *c, const attachments *a, size_t index) {
    zp_text text = zp_arena_print(c->arena, "%zu. %.*s", index + 1, ZP_ARG(a->items[index].title));
    return check_figure_text(c, text, a->items[index].value->place, "附件说明",
                             "list of attachments");
}

// The list's nth is marked otherwise, or has no table while another document has its number.
static bool compare(check *c, const attachments *a) {
    static const check_words own = {"附件说明中的“{0}”，表上标的是“{1}”",
                                    "the list has “{0}”, the table is marked “{1}”"},
                             other = {"附件说明中的“{0}”，与另一份文书的“{1}”重号",
                                      "the list has “{0}”, but another document is “{1}”"};
    bool differs = false;
    for (size_t i = 0; i < a->item_count && !differs; i++) {
        for (size_t m = 0; m < a->count && !differs; m++) {
            const mark *each = &a->marks[m];
            bool same = a->items[i].document == each->document;
            bool number = each->number == i + 1;
            differs = each->number > 0 && same != number && (same || a->items[i].document == NULL);
            if (differs) {
                check_found(c,
                            &(check_finding){CHECK_FIGURES(show_item(c, a, i), show_mark(c, each)),
                                             .where = check_value_path(c, a->items[i].value),
                                             .text = same ? own : other});
            }
        }
    }
    return differs;
}

static void look_at_order(check *c, const attachments *a) {
    static const check_words order = {"附件序号“{0}”不是从1起的第{1}个",
                                      "the mark “{0}” is not the one that is wanted: {1}"},
                             ways = {"附件序号有两种写法：“{0}”和“{1}”",
                                     "the marks are written in two ways: “{0}” and “{1}”"};
    for (size_t i = 0; i < a->count; i++) {
        const mark *m = &a->marks[i];
        bool single = a->count == 1 && zp_text_is(m->text, "附件");
        if (m->number != i + 1 && !single) {
            check_figure wanted =
                check_figure_made(c, zp_decimal_of((int64_t)i + 1), "应为", "wanted");
            check_found(c, &(check_finding){CHECK_FIGURES(show_mark(c, m), wanted),
                                            .where = ZP_TEXT("form"), .text = order});
            return;
        }
        if (m->chinese != a->marks[0].chinese || !zp_text_equal(m->before, a->marks[0].before)) {
            check_found(c,
                        &(check_finding){CHECK_FIGURES(show_mark(c, m), show_mark(c, &a->marks[0])),
                                         .where = ZP_TEXT("form"), .text = ways});
            return;
        }
    }
}

void check_attachments(check *c) {
    attachments a = {0};
    read_all(c, &a);
    if (a.count == 0) {
        check_skipped(c, "本区的表样不标附件序号", "the form marks no attachments");
        return;
    }
    check_passed(c);
    if (!compare(c, &a)) { // where the list differs, that says it all
        look_at_order(c, &a);
    }
}
