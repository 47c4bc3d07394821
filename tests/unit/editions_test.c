// Editions of a unit's year: corrected documents are marked, published ones keep private values
// back; and what else a package asks of a form.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "form/form.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEMPLATES ZIPING_SOURCE "/templates"

typedef struct fixture {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    char folder[64]; // of templates of its own
} fixture;

static int set_up(void **state) {
    fixture *f = zp_allocate(sizeof *f);
    *f = (fixture){.arena = zp_arena_new(), .messages = zp_messages_new()};
    assert_int_equal(
        zp_schema_load(f->arena, f->messages, TEMPLATES "/unit-year.schema.json", &f->schema),
        ZP_OK);
    strcpy(f->folder, "/tmp/ziping-editions-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    DIR *folder = opendir(f->folder);
    struct dirent *each;
    while ((each = readdir(folder)) != NULL) {
        if (each->d_name[0] != '.') {
            unlink(zp_path_join(f->arena, f->folder, each->d_name));
        }
    }
    closedir(folder);
    assert_int_equal(rmdir(f->folder), 0);
    zp_arena_free(f->arena);
    zp_messages_free(f->messages);
    free(f);
    return 0;
}

static const char *take_messages(fixture *f) {
    zp_buffer out = {0};
    for (size_t i = 0; zp_messages_at(f->messages, i) != NULL; i++) {
        zp_message_format(zp_messages_at(f->messages, i), &out);
    }
    const char *text = zp_arena_string(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    zp_messages_free(f->messages);
    f->messages = zp_messages_new();
    return text;
}

static const char *get(fixture *f, const char *path) {
    zp_text text;
    assert_int_equal(zp_file_read(f->arena, f->messages, path, 1 << 20, &text), ZP_OK);
    return zp_arena_string(f->arena, text);
}

static const char *with(fixture *f, const char *text, const char *from, const char *to) {
    const char *at = strstr(text, from);
    if (at == NULL) {
        fail_msg("“%s” is not there to be changed", from);
    }
    return zp_arena_print(f->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from)).data;
}

#define PREPARER "某某"
#define PHONE "0730-0000000"

// An example with a preparer and a telephone, and perhaps a sentence more in its report.
static zp_record record_of(fixture *f, const char *name, const char *sentence) {
    const char *folder = zp_path_join(f->arena, ZIPING_SOURCE "/examples", name);
    const char *unit = get(f, zp_path_join(f->arena, folder, "unit.toml"));
    const char *report = get(f, zp_path_join(f->arena, folder, "report.md"));
    if (strstr(unit, "\npreparer = \"\"") != NULL) {
        unit = with(f, unit, "\npreparer = \"\"", "\npreparer = \"" PREPARER "\"");
        unit = with(f, unit, "\nphone    = \"\"", "\nphone    = \"" PHONE "\"");
    } else {
        unit = zp_arena_print(
                   f->arena,
                   "%s\n[signature]\npreparer = \"" PREPARER "\"\nphone = \"" PHONE "\"\n", unit)
                   .data;
    }
    report = zp_arena_print(f->arena, "%s\n%s\n", report, sentence).data;
    zp_source sources[] = {{ZP_TEXT("unit.toml"), zp_text_of(unit)},
                           {ZP_TEXT("report.md"), zp_text_of(report)}};
    zp_record record;
    zp_status status = zp_record_load_sources(f->arena, f->messages, f->schema, "单位",
                                              ZP_TEXT("某单位"), sources, 2, &record);
    if (status != ZP_OK) {
        fail_msg("%s", take_messages(f));
    }
    take_messages(f);
    return record;
}

static zp_form *form_of(fixture *f, const char *folder, zp_text name) {
    zp_form *form = NULL;
    zp_form_load(f->arena, f->messages, f->schema, folder, name, (zp_place){0}, &form);
    if (form == NULL) {
        fail_msg("%s", take_messages(f));
    }
    return form;
}

static zp_form *form_of_record(fixture *f, const zp_record *record) {
    return form_of(f, TEMPLATES, zp_value_text(zp_value_get(record->root, "form")));
}

static const char *tree_of(fixture *f, const zp_form *form, const zp_record *record,
                           const char *id) {
    zp_document *document = NULL;
    zp_status status =
        zp_form_build(form, f->arena, f->messages, record, zp_text_of(id), &document);
    if (status != ZP_OK || document == NULL) {
        return NULL;
    }
    zp_buffer out = {0};
    zp_document_dump(document, &out);
    const char *text = zp_arena_string(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static size_t count_of(const char *text, const char *part) {
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part)) {
        count++;
    }
    return count;
}

// ---------------------------------------------------------------- corrected

static void test_marked(void **state) {
    fixture *f = *state;
    static const struct {
        const char *example, *document;
        size_t gaps, lines; // beside the attachment's mark; on a line of its own
    } cases[] = {
        {"yueyanglou-2023", "basic-data", 1, 0}, {"yueyanglou-2023", "self-evaluation", 1, 0},
        {"yueyanglou-2023", "report", 1, 0},     {"longquan-2023", "basic-data", 1, 0},
        {"longquan-2023", "report", 0, 1},       {"yanfeng-2021", "report", 0, 1},
        {"wangjiahe-2023", "report", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_record record = record_of(f, cases[i].example, "");
        zp_form *form = form_of_record(f, &record);
        const char *plain = tree_of(f, form, &record, cases[i].document);
        record.edition.revised = 2;
        const char *marked = tree_of(f, form, &record, cases[i].document);
        assert_non_null(plain);
        assert_non_null(marked);
        assert_null(strstr(plain, "更正版"));
        assert_int_equal(count_of(marked, "run \"更正版\""), cases[i].gaps + cases[i].lines);
        assert_int_equal(count_of(marked, "gap\n      run \"更正版\""), cases[i].gaps);
        assert_int_equal(count_of(marked, "paragraph revised-mark"), cases[i].lines);
        if (cases[i].gaps + cases[i].lines == 0) {
            assert_string_equal(marked, plain);
        }
    }
}

// A form of one document.
static zp_form *small_form(fixture *f, const char *profile, const char *body) {
    static const char *const shared[] = {"template.xsd", "styles.xml", "common.xml",
                                         "profile.schema.json"};
    for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
        const char *to = zp_path_join(f->arena, f->folder, shared[i]);
        if (!zp_file_exists(to)) {
            assert_int_equal(symlink(zp_path_join(f->arena, TEMPLATES, shared[i]), to), 0);
        }
    }
    const char *head = "name = \"t\"\ndistrict = \"t\"\nyear = 2023\n";
    zp_text toml = zp_arena_print(
        f->arena, "%s%s\n[[document]]\nid = \"t\"\ntemplate = \"t.xml\"\ntitle = \"题\"\n", head,
        profile);
    zp_text xml =
        zp_arena_print(f->arena,
                       "<template xmlns=\"urn:ziping:template\"><section page=\"form\">%s"
                       "<include file=\"common.xml\" define=\"signature\"/></section></template>\n",
                       body);
    const char *file = zp_path_join(f->arena, f->folder, "t.toml");
    assert_int_equal(zp_file_write(f->messages, file, toml.data, toml.size), ZP_OK);
    file = zp_path_join(f->arena, f->folder, "t.xml");
    assert_int_equal(zp_file_write(f->messages, file, xml.data, xml.size), ZP_OK);
    return form_of(f, f->folder, ZP_TEXT("t"));
}

static void test_version(void **state) {
    fixture *f = *state;
    zp_record record = record_of(f, "yueyanglou-2023", "");
    zp_form *form = small_form(
        f, "extra.words = \"第{{version}}版\"\n",
        "<p>[{{version}}|{{profile.extra.words}}|<if test=\"version\">{{version | plus(1)}}</if>]"
        "</p>");
    record.edition.revised = 2;
    const char *tree = tree_of(f, form, &record, "t");
    assert_non_null(strstr(tree, "run \"2\""));
    assert_non_null(strstr(tree, "run \"3\""));
    record.edition.revised = 0;
    tree = tree_of(f, form, &record, "t");
    assert_null(strstr(tree, "run \"2\""));
    assert_null(strstr(tree, "run \"1\""));
    assert_non_null(strstr(tree, "run \"第\""));
}

// ---------------------------------------------------------------- published

static void test_published(void **state) {
    fixture *f = *state;
    static const char *const examples[] = {"yueyanglou-2023", "longquan-2023", "wangjiahe-2023",
                                           "yanfeng-2021"};
    size_t shown = 0;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        zp_record record = record_of(f, examples[i], "");
        zp_form *form = form_of_record(f, &record);
        for (size_t k = 0; k < zp_form_document_count(form); k++) {
            const char *id = zp_arena_string(f->arena, zp_form_document_id(form, k));
            record.edition = (zp_edition){0};
            const char *whole = tree_of(f, form, &record, id);
            if (whole == NULL) {
                continue; // this unit has none
            }
            record.edition.published = true;
            const char *tree = tree_of(f, form, &record, id);
            assert_non_null(tree);
            shown += count_of(whole, PREPARER) > 0 && count_of(whole, PHONE) > 0;
            for (size_t p = 0; p < 4; p++) {
                static const char *const parts[] = {PREPARER, PHONE, "填表人：", "联系电话："};
                assert_int_equal(count_of(tree, parts[p]), 0);
            }
            assert_int_equal(count_of(whole, "负责人签字："), count_of(tree, "负责人签字："));
        }
    }
    assert_int_equal(shown, 5); // it can fail: three tables of one example, two of another
}

// What stays keeps the columns; the first of a line begins it.
static void test_signatures(void **state) {
    fixture *f = *state;
    static const struct {
        const char *lines, *wanted;
    } cases[] = {
        {"{ label = \"甲\", value = \"{{signature.preparer}}\", blank = 4 }, "
         "{ label = \"乙\", value = \"{{signature.phone}}\", blank = 4, beside = 24 }, "
         "{ label = \"丙\", value = \"{{signature.head}}\", blank = 4 }, "
         "{ label = \"丁\", blank = 4, beside = 24 }",
         "run \"丙\";blank 400;tab 2400;run \"丁\";blank 400;"},
        {"{ label = \"甲\", value = \"{{signature.head}}\", blank = 4 }, "
         "{ label = \"乙\", value = \"{{signature.preparer}}\", blank = 4, beside = 20 }, "
         "{ label = \"丙\", value = \"{{profile.extra.phone}}\", blank = 4 }, "
         "{ label = \"丁\", blank = 4, beside = 24 }",
         "run \"甲\";blank 400;tab 2000;run \"丁\";blank 400;"},
        {"{ label = \"甲\", value = \"{{signature.phone | blank('无')}}\", blank = 4 }", ""},
        {"{ label = \"甲\", value = \"{{signature.head}}\", blank = 4 }, "
         "{ label = \"乙\", blank = 4 }",
         "run \"甲\";blank 400;line-break;run \"乙\";blank 400;"},
    };
    zp_record record = record_of(f, "yueyanglou-2023", "");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_form *form = small_form(f, "extra.phone = \"电话{{signature.phone}}\"\n", "<p>文</p>");
        const char *file = zp_path_join(f->arena, f->folder, "t.toml");
        zp_text toml =
            zp_arena_print(f->arena, "%ssignature = [ %s ]\n", get(f, file), cases[i].lines);
        assert_int_equal(zp_file_write(f->messages, file, toml.data, toml.size), ZP_OK);
        form = form_of(f, f->folder, ZP_TEXT("t"));
        record.edition.published = true;
        zp_document *document = NULL;
        assert_int_equal(
            zp_form_build(form, f->arena, f->messages, &record, ZP_TEXT("t"), &document), ZP_OK);
        zp_buffer found = {0};
        const zp_node *paragraph = document->root->first->first->next; // behind 文
        for (const zp_node *each = paragraph != NULL ? paragraph->first : NULL; each != NULL;
             each = each->next) {
            if (each->type == ZP_NODE_RUN) {
                zp_buffer_print(&found, "run \"%.*s\";", ZP_ARG(each->as.run.text));
            } else if (each->type == ZP_NODE_LINE_BREAK) {
                zp_buffer_print(&found, "line-break;");
            } else {
                zp_buffer_print(&found, "%s %d;", each->type == ZP_NODE_TAB ? "tab" : "blank",
                                each->as.blank);
            }
        }
        assert_string_equal(zp_arena_string(f->arena, zp_buffer_text(&found)), cases[i].wanted);
        zp_buffer_free(&found);
    }
}

static void test_private_in_report(void **state) {
    fixture *f = *state;
    zp_record record = record_of(f, "yueyanglou-2023", "联系人{{signature.preparer}}。");
    zp_form *form = form_of_record(f, &record);
    assert_non_null(strstr(tree_of(f, form, &record, "report"), PREPARER));
    take_messages(f);
    record.edition.published = true;
    assert_null(tree_of(f, form, &record, "report"));
    const char *said = take_messages(f);
    assert_non_null(strstr(said, "单位/report.md:"));
    assert_non_null(strstr(said, ": error: signature.preparer (填表人) is not for publication, and "
                                 "this is the version that is published; take it out of the report "
                                 "[private-value]"));
    assert_int_equal(count_of(said, "\n"), 1);
    assert_null(strstr(said, PREPARER));
}

static void test_private_everywhere(void **state) {
    fixture *f = *state;
    zp_record record = record_of(f, "yueyanglou-2023", "");
    zp_form *form = small_form(
        f, "extra.who = \"{{signature.preparer}}\"\n",
        "<p>[{{signature.phone}}{{profile.extra.who}}{{signature.phone | blank('无')}}"
        "<let name=\"s\" of=\"signature\">{{s.preparer}}<if test=\"s.phone\">有</if></let>"
        "<for each=\"signature.phone\" as=\"p\">{{p}}</for>]{{signature.date}}</p>");
    record.edition.published = true;
    const char *tree = tree_of(f, form, &record, "t");
    assert_string_equal(take_messages(f), "");
    static const char *const parts[] = {PREPARER, PHONE, "有"};
    for (size_t i = 0; i < 3; i++) {
        assert_null(strstr(tree, parts[i]));
    }
    assert_non_null(strstr(tree, "run \"无\""));
    assert_non_null(strstr(tree, "run \"2024-05\""));
}

// ---------------------------------------------------------------- what packages ask

static void test_sources(void **state) {
    fixture *f = *state;
    static const char *const wanted[] = {"basic-data.xml",      "common.xml",
                                         "profile.schema.json", "project.xml",
                                         "report.xml",          "self-evaluation.xml",
                                         "styles.xml",          "unit-year.schema.json",
                                         "yueyanglou-2023.toml"};
    const zp_source *sources;
    zp_form *form = form_of(f, TEMPLATES, ZP_TEXT("yueyanglou-2023"));
    assert_int_equal(zp_form_sources(form, &sources), sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_string_equal(zp_arena_string(f->arena, sources[i].name), wanted[i]);
        const char *bytes = get(f, zp_path_join(f->arena, TEMPLATES, wanted[i]));
        assert_string_equal(zp_arena_string(f->arena, sources[i].bytes), bytes);
    }
}

static void test_words(void **state) {
    fixture *f = *state;
    zp_record record = record_of(f, "wangjiahe-2023", "");
    zp_form *form = form_of_record(f, &record);
    const zp_value *document = zp_form_document(form, ZP_TEXT("basic-data"));
    zp_text out;
    assert_int_equal(
        zp_form_print(form, f->arena, f->messages, &record, zp_value_get(document, "file"), &out),
        ZP_OK);
    assert_string_equal(zp_arena_string(f->arena, out),
                        "岳阳市岳阳楼区王家河街道办事处2023年整体支出绩效评价基础数据表");
    form = small_form(f, "", "<p>文</p>");
    const char *file = zp_path_join(f->arena, f->folder, "t.toml");
    zp_text toml =
        zp_arena_print(f->arena, "%sfile = \"{{document.title}}（甲）\"\n", get(f, file));
    assert_int_equal(zp_file_write(f->messages, file, toml.data, toml.size), ZP_OK);
    form = form_of(f, f->folder, ZP_TEXT("t"));
    document = zp_form_document(form, ZP_TEXT("t"));
    assert_int_equal(
        zp_form_print(form, f->arena, f->messages, &record, zp_value_get(document, "file"), &out),
        ZP_OK);
    assert_string_equal(zp_arena_string(f->arena, out), "题（甲）");
}

// What `ziping forms` says of the keys that no document prints.
static void test_tried(void **state) {
    fixture *f = *state;
    static const struct {
        const char *profile, *document, *wanted;
    } cases[] = {
        {"package = { name = \"{{unit.nmae}}\" }\n", "",
         "t.toml:4:23: error: nothing is called “nmae” in “unit.nmae” [unknown-path]"},
        {"package = { mark = \"{{verson}}\" }\n", "",
         "t.toml:4:23: error: nothing is called “verson” in “verson”"},
        {"package = { mark = \"第{{version}}版\" }\n", "", ""},
        {"", "signs = \"{{signature.haed}}签字\"\n",
         "error: nothing is called “haed” in “signature.haed” [unknown-path]"},
        {"", "file = \"{{year | plas(1)}}\"\n", "did you mean “plus”? [unknown-filter]"},
        {"", "[[document]]\nid = \"u\"\ntemplate = \"t.xml\"\ntitle = \"题\"\n",
         "t.toml:12:9: warning: the files of “t” and “u” have one name; a `file` that tells them "
         "apart is wanted [same-file]\n"},
        {"", "[[document]]\nid = \"u\"\ntemplate = \"t.xml\"\ntitle = \"题\"\nmark = \"附件2\"\n",
         ""},
        {"",
         "[[document]]\nid = \"u\"\ntemplate = \"t.xml\"\ntitle = \"题\"\nfile = \"题（乙）\"\n",
         ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_form *form = small_form(f, cases[i].profile, "<p>文</p>");
        const char *file = zp_path_join(f->arena, f->folder, "t.toml");
        zp_text toml = zp_arena_print(f->arena, "%s%s", get(f, file), cases[i].document);
        assert_int_equal(zp_file_write(f->messages, file, toml.data, toml.size), ZP_OK);
        form = form_of(f, f->folder, ZP_TEXT("t"));
        zp_form_try(form, f->messages);
        const char *said = take_messages(f);
        if (cases[i].wanted[0] == '\0' ? said[0] != '\0' : strstr(said, cases[i].wanted) == NULL) {
            fail_msg("case %zu: “%s”", i, said);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_marked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_version, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_published, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_signatures, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_private_in_report, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_private_everywhere, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sources, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tried, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
