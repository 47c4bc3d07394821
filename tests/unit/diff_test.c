// Two documents of one form as a tree of changes: without what was deleted it is the new one,
// without what was inserted the old one, and what did not change is not marked.
#define _XOPEN_SOURCE 700 // mkdtemp
#include "form/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define UNIT ZIPING_SOURCE "/examples/yueyanglou-2023"
#define TEMPLATES ZIPING_SOURCE "/templates"

typedef struct fixture {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    char folder[64];
    int wrong;
} fixture;

static int set_up(void **state) {
    fixture *f = zp_allocate(sizeof *f);
    *f = (fixture){zp_arena_new(), zp_messages_new(), NULL, "/tmp/ziping-diff-XXXXXX", 0};
    assert_non_null(mkdtemp(f->folder));
    assert_int_equal(
        zp_schema_load(f->arena, f->messages, TEMPLATES "/unit-year.schema.json", &f->schema),
        ZP_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    char path[128];
    const char *names[] = {"unit.toml", "report.md"};
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", f->folder, names[i]);
        unlink(path);
    }
    rmdir(f->folder);
    zp_arena_free(f->arena);
    zp_messages_free(f->messages);
    free(f);
    return 0;
}

// The file of the example with one text replaced, in the fixture's folder.
static void write_changed(fixture *f, const char *name, const char *old, const char *new) {
    zp_text text;
    zp_buffer out = {0};
    const char *from = zp_arena_print(f->arena, UNIT "/%s", name).data;
    assert_int_equal(zp_file_read(f->arena, f->messages, from, 1 << 20, &text), ZP_OK);
    const char *at = old != NULL ? strstr(text.data, old) : NULL;
    assert_true(old == NULL || at != NULL);
    size_t head = at != NULL ? (size_t)(at - text.data) : text.size;
    zp_buffer_add_text(&out, zp_text_slice(text, 0, head));
    if (at != NULL) {
        zp_buffer_add_string(&out, new);
        zp_buffer_add_text(&out, zp_text_slice(text, head + strlen(old), text.size));
    }
    const char *to = zp_arena_print(f->arena, "%s/%s", f->folder, name).data;
    assert_int_equal(zp_file_write(f->messages, to, out.data, out.size), ZP_OK);
    zp_buffer_free(&out);
}

typedef struct change {
    const char *file, *old, *new, *document;
} change;

static zp_document *build(fixture *f, const change *change) {
    bool unit = change != NULL && strcmp(change->file, "unit.toml") == 0;
    bool report = change != NULL && !unit;
    write_changed(f, "unit.toml", unit ? change->old : NULL, unit ? change->new : NULL);
    write_changed(f, "report.md", report ? change->old : NULL, report ? change->new : NULL);
    zp_record *record = ZP_NEW(f->arena, zp_record);
    assert_int_equal(zp_record_load(f->arena, f->messages, f->schema, f->folder, record), ZP_OK);
    zp_form *form;
    assert_int_equal(zp_form_load(f->arena, f->messages, f->schema, TEMPLATES,
                                  ZP_TEXT("yueyanglou-2023"), (zp_place){0}, &form),
                     ZP_OK);
    zp_document *document;
    assert_int_equal(zp_form_build(form, f->arena, f->messages, record,
                                   zp_text_of(change != NULL ? change->document : "report"),
                                   &document),
                     ZP_OK);
    return document;
}

// ---------------------------------------------------------------- one side of the tree

static bool shows(const zp_node *node, zp_change without) {
    return node->change != without;
}

// The text of a side: marks between paragraphs that the side does not have join them.
static void add_side(const zp_node *node, zp_change without, zp_buffer *out) {
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        bool paragraph = each->type == ZP_NODE_PARAGRAPH || each->type == ZP_NODE_HEADING;
        if (!paragraph && !shows(each, without)) {
            continue;
        }
        if (each->type == ZP_NODE_RUN) {
            zp_buffer_add_text(out, each->as.run.text);
        } else if (each->type == ZP_NODE_CELL) {
            zp_buffer_print(out, "[%u+%u]", each->as.cell.column, each->as.cell.column_span);
        } else if (each->type == ZP_NODE_ROW) {
            zp_buffer_add_string(out, "\n");
        } else if (each->type > ZP_NODE_RUN) {
            zp_buffer_print(out, "<%d>", (int)each->type);
        }
        add_side(each, without, out);
        if (paragraph && shows(each, without)) {
            zp_buffer_add_string(out, "\n");
        }
    }
}

static void assert_side(const zp_document *both, zp_change without, const zp_document *wanted) {
    zp_buffer found = {0}, plain = {0};
    add_side(both->root, without, &found);
    add_side(wanted->root, without, &plain);
    zp_buffer_add(&found, "", 1);
    zp_buffer_add(&plain, "", 1);
    assert_string_equal(found.data, plain.data);
    zp_buffer_free(&found);
    zp_buffer_free(&plain);
}

// What is marked, `-[…]` and `+[…]`, in order; rows as `-row`.
static void add_marked(const zp_node *node, zp_buffer *out) {
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        char sign = each->change == ZP_INSERTED ? '+' : '-';
        if (each->type == ZP_NODE_ROW && each->change != ZP_KEPT) {
            zp_buffer_print(out, "%crow ", sign);
            continue;
        }
        if (each->type == ZP_NODE_RUN && each->change != ZP_KEPT) {
            zp_buffer_print(out, "%c[%.*s] ", sign, ZP_ARG(each->as.run.text));
        }
        add_marked(each, out);
        bool paragraph = each->type == ZP_NODE_PARAGRAPH || each->type == ZP_NODE_HEADING;
        if (paragraph && each->change != ZP_KEPT) {
            zp_buffer_print(out, "%c¶ ", sign);
        }
    }
}

static void check_change(fixture *f, const change *change, const char *wanted) {
    zp_document *old = build(f, &(struct change){"unit.toml", "form", "form", change->document});
    zp_document *new = build(f, change);
    bool changed;
    zp_document *both = zp_document_diff(f->arena, old, new, &changed);
    assert_true(changed);
    assert_side(both, ZP_DELETED, new);
    assert_side(both, ZP_INSERTED, old);
    zp_buffer marked = {0};
    add_marked(both->root, &marked);
    zp_buffer_add(&marked, "", 1);
    if (strcmp(marked.data, wanted) != 0) {
        print_error("%s: %s\n  wanted %s\n  found  %s\n", change->file, change->new, wanted,
                    marked.data);
        f->wrong++;
    }
    zp_buffer_free(&marked);
}

static void test_nothing(void **state) {
    fixture *f = *state;
    const char *documents[] = {"basic-data", "self-evaluation", "project", "report"};
    for (size_t i = 0; i < 4; i++) {
        change same = {"unit.toml", "form", "form", documents[i]};
        zp_document *old = build(f, &same), *new = build(f, &same);
        bool changed;
        zp_document *both = zp_document_diff(f->arena, old, new, &changed);
        assert_false(changed);
        assert_side(both, ZP_DELETED, new);
    }
}

#define INDICATOR(level2, name)                                                                    \
    "[[indicator]]\nlevel1 = \"产出指标\"\nlevel2 = \"" level2 "\"\nname   = \"" name "\"\n"

// The ten kinds of change of a package that comes back, and what is marked of each.
static const struct {
    change change;
    const char *marked;
} changes[] = {
    {{"unit.toml", "procurement       = [151.4, 578.38, 512.38]",
      "procurement       = [151.4, 578.38, 512.3]", "basic-data"},
     "-[512.38] +[512.3] "},
    {{"unit.toml", "actual = \"18次\"\nweight = 5\nscore  = 5",
      "actual = \"18次\"\nweight = 5\nscore  = 4", "self-evaluation"},
     "-[5] +[4] -[99] +[98] "},
    {{"unit.toml", INDICATOR("数量指标", "法制宣传活动场次"),
      INDICATOR("数量指标", "走访企业") "target = \"≥3家\"\nactual = \"3家\"\n\n" INDICATOR(
          "数量指标", "法制宣传活动场次"),
      "self-evaluation"},
     "+row "},
    {{"unit.toml", INDICATOR("时效指标", "行政效能"), INDICATOR("质量指标", "行政效能"),
      "self-evaluation"},
     "-row -row +row +row "},
    {{"unit.toml",
      "[[expenditure.category]]\nname    = \"特定目标类\"\namounts = [\"\", \"\", \"\"]\n", "",
      "basic-data"},
     "-row -[4] +[3] -[5] +[4] "},
    {{"unit.toml", "name    = \"区级专项资金（一个专项一行）\"",
      "fund    = [ { name = \"残疾人帮扶\", amounts = [1, 2, 3] } ]\n"
      "name    = \"区级专项资金（一个专项一行）\"",
      "basic-data"},
     "+row "},
    {{"unit.toml", "  \"扎实推进“城市六治”", "  \"扎实抓好“城市六治”", "self-evaluation"},
     "-[推进] +[抓好] "},
    {{"unit.toml", "  \"扎实推进“城市六治”，持续改善辖区市容环境和安全秩序。\",\n", "",
      "self-evaluation"},
     "-[目标3：] -[扎实推进“城市六治”，持续改善辖区市容环境和安全秩序。] -¶ -[4] +[3] "},
    {{"report.md", "街道的各项职责由14个机构分工承担，按工作性质可以归为四类。",
      "街道的职责由15个机构分工承担，按工作性质可以归为四类，分述如下。", "report"},
     "-[各项] -[14] +[15] +[，分述如下] "},
    {{"report.md", "## 部门职责", "## 主要职责", "report"}, "-[部门] +[主要] "},
    {{"report.md", "## 部门职责", "新加的一段。\n\n## 部门职责", "report"}, "+[新加的一段。] +¶ "},
    {{"unit.toml", "name     = \"岳阳楼区岳阳楼街道办事处\"",
      "name     = \"岳阳楼区青石街道办事处\"", "basic-data"},
     "-[岳阳楼] +[青石] "},
};

static void test_changes(void **state) {
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        check_change(*state, &changes[i].change, changes[i].marked);
    }
    assert_int_equal(((fixture *)*state)->wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_changes, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
