// Forms: the language, templates, profiles, the report, and the example's four documents.
// A test that needs templates of its own makes a folder of links to templates/ and puts its own
// files over them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "form/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const shared[] = {
    "template.xsd",         "styles.xml",          "common.xml",  "unit-year.schema.json",
    "basic-data.xml",       "self-evaluation.xml", "project.xml", "report.xml",
    "yueyanglou-2023.toml", "profile.schema.json"};
enum { SHARED = sizeof shared / sizeof *shared };

typedef struct state {
    zp_arena *arena;
    zp_messages *messages;
    char folder[64];
} state;

static int set_up(void **data) {
    state *state = zp_allocate(sizeof *state);
    state->arena = zp_arena_new();
    state->messages = zp_messages_new();
    strcpy(state->folder, "/tmp/ziping-form-XXXXXX");
    assert_non_null(mkdtemp(state->folder));
    for (size_t i = 0; i < SHARED; i++) {
        const char *from = zp_path_join(state->arena, ZIPING_SOURCE "/templates", shared[i]);
        assert_int_equal(symlink(from, zp_path_join(state->arena, state->folder, shared[i])), 0);
    }
    *data = state;
    return 0;
}

static int tear_down(void **data) {
    state *state = *data;
    for (size_t i = 0; i < SHARED; i++) {
        unlink(zp_path_join(state->arena, state->folder, shared[i]));
    }
    unlink(zp_path_join(state->arena, state->folder, "t.xml"));
    unlink(zp_path_join(state->arena, state->folder, "t.toml"));
    assert_int_equal(rmdir(state->folder), 0);
    zp_messages_free(state->messages);
    zp_arena_free(state->arena);
    free(state);
    return 0;
}

static void put(state *state, const char *name, const char *text) {
    const char *path = zp_path_join(state->arena, state->folder, name);
    unlink(path); // never write through a link
    assert_int_equal(zp_file_write(state->messages, path, text, strlen(text)), ZP_OK);
}

static char *get(state *state, const char *path) {
    zp_text text;
    assert_int_equal(zp_file_read(state->arena, state->messages, path, 1 << 20, &text), ZP_OK);
    return (char *)text.data;
}

// The text with the first `from` made `to`.
static const char *with(state *state, const char *text, const char *from, const char *to) {
    const char *at = strstr(text, from);
    if (at == NULL) {
        fail_msg("“%s” is not there to be changed", from);
    }
    return zp_arena_print(state->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from))
        .data;
}

static zp_record record_of(state *state, const char *toml, const char *report) {
    zp_value *root;
    zp_status status =
        zp_read_toml(state->arena, state->messages, "unit.toml", zp_text_of(toml), &root);
    assert_int_equal(status, ZP_OK);
    return (zp_record){.folder = ".",
                       .file = "unit.toml",
                       .root = root,
                       .report_file = report ? "report.md" : NULL,
                       .report = zp_text_of(report)};
}

static const zp_schema *schema_of(state *state) {
    zp_schema *schema;
    assert_int_equal(zp_schema_load(state->arena, state->messages,
                                    ZIPING_SOURCE "/templates/unit-year.schema.json", &schema),
                     ZP_OK);
    return schema;
}

static zp_status build(state *state, const char *form_name, const char *document_id,
                       const zp_record *record, zp_document **document) {
    zp_form *form;
    zp_place place = {"unit.toml", 1, 8};
    *document = NULL;
    zp_status status = zp_form_load(state->arena, state->messages, schema_of(state), state->folder,
                                    zp_text_of(form_name), place, &form);
    if (status == ZP_OK) {
        status = zp_form_build(form, state->arena, state->messages, record, zp_text_of(document_id),
                               document);
    }
    return status;
}

static const char *dump(state *state, const zp_document *document) {
    zp_buffer out = {0};
    zp_document_dump(document, &out);
    const char *text = zp_arena_string(state->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static const char *first_message(state *state) {
    const zp_message *message = zp_messages_at(state->messages, 0);
    if (message == NULL) {
        return "";
    }
    zp_buffer out = {0};
    zp_message_format(message, &out);
    const char *text = zp_arena_string(state->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static void expect_message(state *state, const char *part) {
    if (strstr(first_message(state), part) == NULL) {
        fail_msg("“%s” is not in “%s”", part, first_message(state));
    }
    zp_messages_free(state->messages);
    state->messages = zp_messages_new();
}

// ---------------------------------------------------------------- the language

static const char small_profile[] =
    "name = \"t\"\ndistrict = \"t\"\nyear = 2023\nextra.words = \"{{year}}年{{unit.name}}\"\n"
    "extra.loop = \"{{profile.extra.loop}}{{profile.extra.loop}}\"\n"
    "[[document]]\nid = \"t\"\ntemplate = \"t.xml\"\ntitle = \"{{year}}年度\\n表\"\n";

static const char small_unit[] =
    "year = 2023\nunit = { name = \"某某办事处\" }\n"
    "staff = { posts = 40, in_post = 37 }\n"
    "signature = { date = \"2024-05-28\", phone = \"\" }\n"
    "funds = { opening = 1592.87, full_year = 4073.53, executed = 4073.53, weight = 10, "
    "score = 9.5, income = { general = 2490.44 } }\n"
    "expenditure = { projects = [1013.3, 6.66, 2707.92], public = [\"\", \"/\", 5.00] }\n"
    "building = [ { approved_area = 0, actual_area = 0 } ]\n"
    "indicator = [\n"
    " { level1 = \"产出\", level2 = \"数量\", name = \"甲[一]\", weight = 5, score = 4.5 },\n"
    " { level1 = \"产出\", level2 = \"数量\", name = \"乙\", rows = [ { weight = 2 }, "
    "{ weight = 3 } ] },\n"
    " { level1 = \"产出\", level2 = \"质量\", name = \"乙\" },\n"
    " { level1 = \"效益\", level2 = \"质量\", name = \"乙\" } ]\n";

static zp_status build_small(state *state, const char *body, zp_document **document) {
    zp_record record = record_of(state, small_unit, NULL);
    put(state, "t.toml", small_profile);
    put(state, "t.xml",
        zp_arena_print(state->arena, "<template xmlns=\"urn:ziping:template\">\n%s\n</template>\n",
                       body)
            .data);
    return build(state, "t", "t", &record, document);
}

// What stands in a single paragraph.
static const char *paragraph(state *state, const char *content) {
    zp_document *document;
    const char *body =
        zp_arena_print(state->arena, "<section page=\"form\"><p>%s</p></section>", content).data;
    if (build_small(state, body, &document) != ZP_OK) {
        return NULL;
    }
    zp_text text = zp_node_text(state->arena, document->root->first->first);
    return zp_arena_string(state->arena, text);
}

static void expressions(void **data) {
    static const struct {
        const char *source, *wanted;
    } cases[] = {
        {"{{funds.executed}}", "4073.53"},
        {"{{ expenditure.projects.final }}万元", "2707.92万元"},
        {"{{expenditure.public[2]}}", "5.00"},
        {"{{indicator[甲[一]].score}}", "4.5"},
        {"{{indicator[乙].rows[1].weight}}", "3"},
        {"{{year}} {{prior_year}} {{next_year}}", "2023 2022 2024"},
        {"{{profile.extra.words}}", "2023年某某办事处"},
        {"{{document.title}}", "2023年度\n表"},
        {"{{signature.phone}}|{{signature.head}}", "|"},
        {"{{staff.control_rate}}", "92.5%"},
        {"{{funds.rate}}", "100%"},
        {"{{building[0].area_rate}}", "——"},
        {"{{building[1].area_rate}}", ""},
        {"{{total.weight}} {{total.score}}", "20 14"},
        {"{{signature.phone | blank(\"/\")}}", "/"},
        {"{{signature.head | blank(unit.name)}}", "某某办事处"},
        {"{{profile.nowhere | blank('无')}}", "无"},
        {"{{funds.income.general | share(funds.full_year)}}", "61.14%"},
        {"{{funds.income.general | share(funds.full_year, 1)}}", "61.1%"},
        {"{{funds.executed | share(funds.opening)}}", "255.74%"},
        {"{{funds.executed | share(funds.full_year, 2)}}", "100.00%"},
        {"{{expenditure.projects.final | growth(expenditure.projects.prior)}}", "167.24%"},
        {"{{expenditure.projects.prior | drop(expenditure.projects.final)}}", "62.58%"},
        {"{{funds.opening | plus(funds.executed, 0.6)}}", "5667.00"},
        {"{{funds.full_year | minus(funds.opening)}}", "2480.66"},
        {"{{funds.weight | times(1.5)}}", "15.0"},
        {"{{funds.weight | over(4)}}", "2.5"},
        {"{{funds.weight | over(3, 3)}}", "3.333"},
        {"{{expenditure.public.prior | plus(1)}}", ""},
        {"{{funds.opening | places(1)}}", "1592.9"},
        {"{{expenditure.public.budget | places(2)}}", "/"},
        {"{{staff.control_rate | places(2)}}", "92.50%"},
        {"{{0.925 | percent}} {{0.925 | percent(0)}}", "92.50% 93%"},
        {"{{funds.opening | yuan}}", "15928700"},
        {"{{signature.date | date}}", "2024年5月28日"},
        {"{{\"2024-05\" | date}} {{\"2024\" | date}}", "2024年5月 2024年"},
        {"{{signature.phone | date('年 月 日')}}", "年 月 日"},
        {"{{12 | chinese}} {{110 | chinese}} {{20 | chinese}}", "十二 一百一十 二十"},
        {"{{3 | number('（一）')}}{{3 | number('1、')}}{{3 | number('目标1：')}}",
         "（三）3、目标3："},
        {"{{50 | number('（{n}分）')}}{{2 | number('①')}}", "（50分）②"},
        {"{{indicator | count}}", "4"},
        {"a<br/>b", "a\nb"},
        {"\n   一\n   二  三\n", "一二  三"},
        {"&lt;{{unit.name}}&amp;", "<某某办事处&"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *found = paragraph(*data, cases[i].source);
        if (found == NULL) {
            fail_msg("%s: %s", cases[i].source, first_message(*data));
        } else if (strcmp(found, cases[i].wanted) != 0) {
            fail_msg("%s: found “%s”, wanted “%s”", cases[i].source, found, cases[i].wanted);
        }
    }
}

static void tests_of_if(void **data) {
    static const char *const true_ones[] = {
        "funds.executed",
        "not signature.phone",
        "not signature.head",
        "funds.executed == funds.full_year",
        "funds.executed == 4073.530",
        "unit.name == '某某办事处'",
        "unit.name != 'x' and funds.weight &gt; 9",
        "signature.phone or (count(indicator) &gt;= 4 and not signature.head)",
        "count(project) == 0",
        "expenditure.public[2] &lt;= 5",
        "indicator[乙].rows",
        "funds.opening | plus(1) &gt; funds.opening",
        "not profile.nowhere",
    };
    for (size_t i = 0; i < sizeof true_ones / sizeof *true_ones; i++) {
        state *state = *data;
        const char *content =
            zp_arena_print(state->arena, "<if test=\"%s\">yes<else>no</else></if>", true_ones[i])
                .data;
        const char *found = paragraph(state, content);
        if (found == NULL || strcmp(found, "yes") != 0) {
            fail_msg("%s is not true: %s", true_ones[i], first_message(state));
        }
    }
}

static void wrong_expressions(void **data) {
    static const struct {
        const char *source, *message;
    } cases[] = {
        {"{{funds.execcuted}}", "t.xml:2: error: nothing is called “execcuted” in "
                                "“funds.execcuted”; did you mean “executed”? [unknown-path]"},
        {"{{signature.hed}}", "called “hed” in “signature.hed”; did you mean “head”?"},
        {"{{goals.expcted}}", "called “expcted” in “goals.expcted”; did you mean “expected”?"},
        {"\n{{nowhere}}", "t.xml:3: error"},
        {"{{unknown.path}}", "[unknown-path]"},
        {"{{profile.extra.wrods}}", "did you mean “words”? [unknown-path]"},
        {"{{funds.executed | shaer(funds.opening)}}", "did you mean “share”? [unknown-filter]"},
        {"{{funds.executed | share}}", "takes 1 to 2 [filter-arguments]"},
        {"{{funds.executed | places(x y)}}", "`,` or `)` is wanted"},
        {"{{funds..executed}}", "[expression]"},
        {"{{}}", "[expression]"},
        {"{{funds.executed", "`{{` without `}}`"},
        {"{{unit.name | plus(1)}}", "[not-a-number]"},
        {"{{funds}}", "this is a table; the path has to go on with one of .opening .full_year"},
        {"{{1 | over(0)}}", "[not-a-number]"},
        {"{{profile.extra.loop}}",
         "t.toml:5:15: error: texts or templates hold each other more than 40 deep"},
        {"<if test=\"funds.executed &gt;\">x</if>", "[expression]"},
        {"<if test=\"unit.name &lt; 3\">x</if>", "[not-a-number]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(paragraph(*data, cases[i].source));
        expect_message(*data, cases[i].message);
    }
}

// ---------------------------------------------------------------- notes to a table

static const char *notes_in(const char *rows, state *state) {
    zp_document *document;
    const char *body = zp_arena_print(state->arena,
                                      "<section page=\"form\"><table columns=\"0 0\" look=\"form\" "
                                      "caption=\"t\">%s</table><p>下文</p></section>",
                                      rows)
                           .data;
    if (build_small(state, body, &document) != ZP_OK) {
        fail_msg("%s", first_message(state));
    }
    return dump(state, document);
}

// The parts stand in the text, in this order.
static void expect_parts(const char *text, const char *const *parts) {
    const char *at = text;
    for (; *parts != NULL; parts++) {
        const char *found = strstr(at, *parts);
        if (found == NULL) {
            fail_msg("“%s” is not in\n%s", *parts, at);
        }
        at = found + strlen(*parts);
    }
}

static void notes_stand_under_their_table(void **data) {
    static const char rows[] =
        "<head><row><cell scope=\"column\">栏<note>见{{unit.name}}账。</note></cell>"
        "<cell>值<note> <if test=\"year == 1\">无</if></note></cell></row></head>"
        "<for each=\"indicator\" as=\"i\"><row>"
        "<cell merge=\"{{i.level1}}\">{{i.level1}}<note>{{i.level1}}类</note></cell>"
        "<cell style=\"table-number\">{{funds.score}}<note>同一条</note></cell></row></for>"
        "<row><cell vertical=\"yes\">竖<note>同一条</note></cell>"
        "<cell><p>一</p><note>末条</note></cell></row>";
    static const char *const wanted[] = {"run \"栏\"\n",
                                         "run \"①\" raised",
                                         "run \"值\"\n",
                                         "run \"产出\"",
                                         "run \"②\" raised",
                                         "run \"9.5\"",
                                         "run \"③\" raised",
                                         "run \"效益\"",
                                         "run \"④\" raised",
                                         "run \"竖\"\n",
                                         "run \"③\"\n",
                                         "run \"一\"\n",
                                         "run \"⑤\" raised",
                                         "table-note note label\n",
                                         "run \"①\"\n",
                                         "run \"见\"\n",
                                         "<- unit.name",
                                         "run \"账。\"",
                                         "table-note note label\n",
                                         "run \"②\"\n",
                                         "run \"产出\" <-",
                                         "table-note note label\n",
                                         "run \"③\"\n",
                                         "run \"同一条\"",
                                         "table-note note label\n",
                                         "run \"④\"\n",
                                         "run \"效益\" <-",
                                         "table-note note label\n",
                                         "run \"⑤\"\n",
                                         "run \"末条\"",
                                         "paragraph body\n",
                                         "下文",
                                         NULL};
    const char *found = notes_in(rows, *data);
    expect_parts(found, wanted);
    assert_null(strstr(found, "⑥"));
}

static void notes_are_counted_up_to_fifty(void **data) {
    static const char some[] = "<for times=\"%d\" as=\"i\"><row><cell><note>第{{i.number}}条</note>"
                               "</cell><cell/></row></for>";
    state *state = *data;
    static const char *const wanted[] = {"\"⑳\" raised",  "\"㉑\" raised", "\"㉟\" raised",
                                         "\"㊱\" raised", "\"㊿\" raised", NULL};
    expect_parts(notes_in(zp_arena_print(state->arena, some, 50).data, state), wanted);
    static const struct {
        const char *cell, *message;
    } wrong[] = {
        {"<for times=\"51\" as=\"i\"><note>第{{i.number}}条</note></for>", "[table-notes]"},
        {"<note>一<note>二</note></note>", "[template-place]"},
        {"<note><p>一</p></note>", "[template-place]"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        zp_document *document;
        const char *body = zp_arena_print(state->arena,
                                          "<section page=\"form\"><table columns=\"0\" "
                                          "look=\"form\" caption=\"t\"><row><cell>%s</cell></row>"
                                          "</table></section>",
                                          wrong[i].cell)
                               .data;
        assert_int_equal(build_small(state, body, &document), ZP_BAD_INPUT);
        expect_message(state, wrong[i].message);
    }
    assert_null(paragraph(state, "一<note>二</note>"));
    expect_message(state, "[template-place]");
}

// ---------------------------------------------------------------- templates

static void wrong_templates(void **data) {
    static const struct {
        const char *body, *message;
    } cases[] = {
        {"<section page=\"form\">\n<para/></section>", "t.xml:3: error"},
        {"<section page=\"form\"><p stlye=\"body\"/></section>", "[template-schema]"},
        {"<section page=\"form\"><p>x</section>", "[template-xml]"},
        {"<section page=\"forn\"/>", "no page “forn”; did you mean “form”? [unknown-style]"},
        {"<section page=\"form\"><p style=\"boddy\"/></section>", "did you mean “body”?"},
        {"<section page=\"form\"><include define=\"nowhere\"/></section>", "[unknown-define]"},
        {"<section page=\"form\"><include file=\"../x.xml\"/></section>", "[unknown-template]"},
        {"<define name=\"a\"><include define=\"a\"/></define><section page=\"form\">"
         "<include define=\"a\"/></section>",
         "[endless]"},
        {"<section page=\"form\"><table columns=\"60 60\" look=\"form\" "
         "caption=\"t\"><row><cell/></row>"
         "</table></section>",
         "100 together at most"},
        {"<section page=\"form\"><table columns=\"0 0\" look=\"form\" caption=\"t\">\n<row>"
         "<cell colspan=\"3\"/></row></table></section>",
         "t.xml:3: error: the cell reaches column 3"},
        {"<section page=\"form\"><table columns=\"0 0\" look=\"form\" caption=\"t\">\n<row>"
         "<cell colspan=\"{{unit.name}}\"/></row></table></section>",
         "[template-number]"},
        {"<define name=\"a\"><row/></define><section page=\"form\"><include define=\"a\"/>"
         "</section>",
         "t.xml:2: error: a <row> cannot stand here [template-place]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_document *document;
        assert_int_equal(build_small(*data, cases[i].body, &document), ZP_BAD_INPUT);
        expect_message(*data, cases[i].message);
    }
}

static void no_entities(void **data) {
    state *state = *data;
    zp_record record = record_of(state, small_unit, NULL);
    zp_document *document;
    put(state, "t.toml", small_profile);
    put(state, "t.xml",
        "<!DOCTYPE template [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n"
        "<template xmlns=\"urn:ziping:template\"><section page=\"form\"><p>&x;</p></section>"
        "</template>");
    assert_int_equal(build(state, "t", "t", &record, &document), ZP_BAD_INPUT);
    expect_message(state, "document type declaration");
}

static void loops(void **data) {
    const char *found =
        paragraph(*data, "<for each=\"indicator\" as=\"i\"><if test=\"not i.first\">、</if>"
                         "{{i.number}}{{i.name}}<for each=\"i.rows\" as=\"r\" or-self=\"yes\">"
                         "[{{r.index}}/{{r.count}} {{r.weight}}]</for></for>");
    assert_string_equal(found, "1甲[一][0/1 5]、2乙[0/2 2][1/2 3]、3乙[0/1 ]、4乙[0/1 ]");
    found =
        paragraph(*data, "<for times=\"3\" as=\"k\">{{k.number}}<if test=\"k.last\">。</if></for>"
                         "<for each=\"project\" as=\"p\" least=\"2\">p{{p.name}}</for>"
                         "<for each=\"unit.name\" as=\"n\">{{n}}</for>");
    assert_string_equal(found, "123。pp某某办事处");
    found = paragraph(*data, "<let name=\"p\" of=\"indicator[{{2 | minus(1)}}]\">{{p.name}}</let>");
    assert_string_equal(found, "乙");
}

static void equal_neighbours_merge(void **data) {
    zp_document *document;
    zp_status status = build_small(
        *data,
        "<section page=\"form\"><table columns=\"0 0 0 0 0\" look=\"form\" caption=\"t\">"
        "<head><row><cell merge=\"label\">绩效</cell><cell colspan=\"4\"/></row></head>"
        "<for each=\"indicator\" as=\"i\"><for each=\"i.rows\" as=\"r\" or-self=\"yes\"><row>"
        "<cell merge=\"label\"/><cell merge=\"{{i.level1}}\">{{i.level1}}</cell>"
        "<cell merge=\"{{i.level2}}\">{{i.level2}}</cell><cell merge=\"{{i.name}}\">{{i.name}}"
        "</cell><cell>{{r.weight}}</cell></row></for></for>"
        "<row><cell colspan=\"5\"/></row></table></section>",
        &document);
    assert_string_equal(first_message(*data), "");
    assert_int_equal(status, ZP_OK);
    const zp_node *row = document->root->first->first->first;
    // The label hangs from the head through all five rows.
    assert_int_equal(row->first->as.cell.row_span, 6);
    row = row->next;
    assert_int_equal(row->first->as.cell.row_span, 4);             // 产出: 甲, 乙, 乙, 乙
    assert_int_equal(row->first->next->as.cell.row_span, 3);       // 数量
    assert_int_equal(row->first->next->next->as.cell.row_span, 1); // 甲
    row = row->next;
    assert_int_equal(row->first->as.cell.row_span, 2); // 乙 over its two rows
    assert_int_equal(row->first->as.cell.column, 3);
    row = row->next->next;
    assert_int_equal(row->first->as.cell.column, 2); // 质量 of 产出, and another 乙
    row = row->next;
    assert_int_equal(row->first->as.cell.column, 1); // 效益: nothing behind it merges
    assert_int_equal(row->first->next->as.cell.row_span, 1);
}

// ---------------------------------------------------------------- profiles

static void profiles(void **data) {
    static const struct {
        const char *from, *to, *message;
    } cases[] = {
        {"year = 2023", "year = \"2023\"",
         "t.toml:3:8: error: `year` (年度) is \"2023\"; a whole number is wanted, without quotes"},
        {"year = 2023", "year = 2023\ndate_blnk = \"\"",
         "t.toml:4:1: error: unknown key `date_blnk` in the file; did you mean "
         "`date_blank`?"},
        {"district = \"t\"\n", "", "has no key `district` (地区), and it needs one"},
        {"t.xml", "u.xml", "t.toml:8:12: error: there is no template “u.xml”"},
        {"[[document]]", "[rates]\nbasis = \"half\"\n[[document]]",
         "t.toml:7:9: error: `rates.basis` (执行率的分母) is \"half\"; wanted is one of: "
         "\"full_year\", \"opening\" [wrong-choice]"},
        {"id = \"t\"", "id = 5",
         "t.toml:7:6: error: `document[0].id` (名称) is 5; a text in quotes"},
        {"id = \"t\"", "id = \"../t\"",
         "t.toml:7:6: error: `document[0].id` (名称) is \"../t\", which "},
        {"[[document]]",
         "[[document]]\nid = \"t\"\ntemplate = \"t.xml\"\ntitle = \"t\"\n[[document]]",
         "t.toml:11:6: error: “t” stands twice; every `id` is wanted once [profile]"},
        {"[[document]]", "[[attachment]]\ntitle = \"x\"\ndocument = \"tt\"\n[[document]]",
         "t.toml:8:12: error: no [[document]] has the id “tt”; did you mean “t”? [profile]"},
        {"title = \"{", "signature = [\n { value = \"x\", blank = 5 } ]\ntitle = \"{",
         "t.toml:10:2: error: `document[0].signature[0]` (签字栏) has no key `label` (项目), "
         "and it "
         "needs one [missing-key]"},
        {"title = \"{", "signature = [ { label = \"x\" } ]\ntitle = \"{",
         "has no key `blank` (空位)"},
        {"title = \"{", "page_number = false\ntitle = \"{",
         "t.toml:9:1: error: unknown key `page_number` in `document[0]` (文书); did you mean "
         "`page_numbers`?"},
        {"[[document]]",
         "[report]\nheading_numbers = [\"一\"]\nlist_numbers = [\"1\"]\npreamble = {}\n"
         "section = [ { id = \"preamble\", title = \"x\" } ]\n[[document]]",
         "“preamble” is the text before the first section; another `id` is wanted"},
        {"[[document]]",
         "[report]\nheading_numbers = [\"一\"]\nlist_numbers = [\"1\"]\nsection = []\n[[document]]",
         "`report.section` (各部分) is a list of 0; at least 1 are wanted"},
        {"[[document]]",
         "[report]\npreamble = true\nheading_numbers = [\"一\"]\nlist_numbers = [\"1\"]\n"
         "section = [ { id = \"a\", title = \"x\" } ]\n[[document]]",
         "`report.preamble` (第一部分之前的一段) is true; a table is wanted"},
        {"[[document]]", "[[document]]\nclosing = \"seal\"",
         "is \"seal\"; wanted is one of: \"none\", \"sealed\""},
        {"[[document]]", "[[document]]\nclosing = \"stamped\"",
         "t.toml:7:11: error: `closing` is “stamped”, and the document gives no `closing_post`"},
        {"[[document]]", "[indicators]\nbracket = \"（n分）\"\n[[document]]",
         "write it like \"（{n}分）\""},
        {"[[document]]",
         "[indicators]\nbracket = \"（{n}分）\"\n[[group]]\nname = \"产出\"\n"
         "second = [ { name = \"数量\" } ]\n[[document]]",
         "t.toml:8:1: error: the group “产出” has no `weight`, which `bracket` is to print"},
        {"[[document]]",
         "[[group]]\nname = \"产出\"\nsecond = [ { name = \"数量\" } ]\n[[group]]\nname = "
         "\"产出\"\n"
         "second = [ { name = \"数量\" } ]\n[[document]]",
         "t.toml:10:8: error: “产出” stands twice; every `name` is wanted once"},
        {"[[document]]",
         "[[group]]\nname = \"产出\"\nsecond = [\n{ name = \"数量\" }, { name = \"数量\" } ]\n"
         "[[document]]",
         "t.toml:9:27: error: “数量” stands twice"},
        {"[[document]]",
         "[[group]]\nname = \"产出\"\nweight = 60.5\nsecond = [ { name = \"数量\" } ]\n"
         "[[group]]\nname = \"效益\"\nweight = 40\nsecond = [ { name = \"数量\" } ]\n"
         "[[document]]",
         "t.toml:6:1: error: the groups' weights come to 100.5; 100 at most is wanted"},
        {"[[document]]",
         "[project]\nblank_forms = 0\nblank_rows = 1\nexecution_weight = 10\nfunds_label = \"x\"\n"
         "line = []\n[[group]]\nname = \"产出\"\nweight = 80\nsecond = [ { name = \"数量\" } "
         "]\n[[document]]",
         "t.toml:12:1: error: the groups' weights come to 80, and `execution_weight` is 10 (line "
         "9); 100 together is wanted"},
        {"year = 2023", "year = 2023\nstyle.bodi.grid = \"no\"",
         "t.toml:4:7: error: styles.xml has no style “bodi”; did you mean “body”? [profile-style]"},
        {"year = 2023", "year = 2023\nstyle.body.grit = \"no\"",
         "t.toml:4:12: error: unknown key `grit` in `style.body` (样式); did you mean `grid`?"},
        {"year = 2023", "year = 2023\nstyle.body.grid = true",
         "t.toml:4:19: error: `style.body.grid` (对齐网格) is true; a text in quotes is wanted"},
        {"year = 2023", "year = 2023\nstyle.body = \"no\"", "a table is wanted"},
        {"year = 2023", "year = 2023\nstyle.body.line-edges = \"none\"",
         "t.toml:4:25: error: `style.body.line-edges` (行首行尾) is \"none\"; wanted is one of: "
         "\"gb\""},
        {"year = 2023", "year = 2023\nstyle.body.size = \"三号\"",
         "write it like \"16pt\" [wrong-form]"},
        {"year = 2023", "year = 2023\nstyle.body.size = \"30pt\"",
         "t.toml:4:7: error: style “body”, `pitch`: a pitch of at least the size is wanted "
         "[style]"},
        {"year = 2023", "year = 2023\nstyle.body.first-indent = \"-20\"",
         "t.toml:4:7: error: style “body”, `first-indent`: no more to the left than left-indent "
         "has "
         "room is wanted [style]"},
        {"year = 2023", "year = 2023\nstyle.body.tracking = \"-30pt\"",
         "t.toml:4:7: error: style “body”, `tracking`: at most half the size less, or twice the "
         "size "
         "more is wanted [style]"},
    };
    state *state = *data;
    zp_record record = record_of(state, small_unit, NULL);
    zp_document *document;
    put(state, "t.xml", "<template xmlns=\"urn:ziping:template\"/>");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put(state, "t.toml", with(state, small_profile, cases[i].from, cases[i].to));
        assert_int_equal(build(state, "t", "t", &record, &document), ZP_BAD_INPUT);
        expect_message(state, cases[i].message);
    }
}

static void rows_of_amounts(void **data) {
    static const struct {
        const char *line, *message;
    } cases[] = {
        {"{ label = \"三公经费\", amounts = \"expenditure.three_publik\" }",
         "t.toml:14:29: error: nothing in the data is called “three_publik” (in "
         "“expenditure.three_publik”); did you mean “three_public”? [profile]"},
        {"{ label = \"三公经费\" }",
         "t.toml:14:1: error: the row gives no `amounts`; `label` and `amounts`, or `categories = "
         "true`, are wanted"},
        {"{ amounts = \"expenditure.reception\" }", "the row gives no `label`"},
        {"{ label = \"三公经费\", amounts = \"Expenditure\" }", "write it like"},
    };
    state *state = *data;
    zp_record record = record_of(state, small_unit, NULL);
    zp_document *document;
    put(state, "t.xml", "<template xmlns=\"urn:ziping:template\"/>");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *table =
            zp_arena_print(state->arena,
                           "[basic_data]\nstaff_label = \"x\"\nexpenditure_label = \"x\"\n"
                           "building_label = \"x\"\narea_unit = \"\"\ninvestment_unit = \"\"\n"
                           "category_number = \"1、\"\nline = [\n%s ]\n[[document]]",
                           cases[i].line)
                .data;
        put(state, "t.toml", with(state, small_profile, "[[document]]", table));
        assert_int_equal(build(state, "t", "t", &record, &document), ZP_BAD_INPUT);
        expect_message(state, cases[i].message);
    }
}

// A district's own figures, also in the styles that are like the one it changes.
static void a_profile_changes_styles(void **data) {
    state *state = *data;
    zp_record record = record_of(state, small_unit, NULL);
    zp_document *document;
    put(state, "t.xml",
        "<template xmlns=\"urn:ziping:template\"><section page=\"report\">"
        "<p style=\"body\">甲</p><p style=\"closing-date\">乙</p></section></template>");
    put(state, "t.toml",
        with(state, small_profile, "year = 2023",
             "year = 2023\nstyle.body.line-edges = \"strict\"\nstyle.body.first-indent = \"1\"\n"
             "style.closing-date.right-indent = \"2.5\""));
    assert_int_equal(build(state, "t", "t", &record, &document), ZP_OK);
    const zp_style *body = document->root->first->first->style;
    const zp_style *date = document->root->first->last->style;
    assert_int_equal(body->edges, ZP_EDGES_STRICT);
    assert_int_equal(body->first_indent, 100);
    assert_int_equal(body->right_indent, 0);
    assert_int_equal(date->edges, ZP_EDGES_STRICT);
    assert_int_equal(date->first_indent, 0); // its own in styles.xml goes before
    assert_int_equal(date->right_indent, 250);
}

// GB/T 9704 7.3.5: each kind of closing has its name, date or post, and no other's.
static void closings(void **data) {
    static const struct {
        const char *profile, *wanted;
    } cases[] = {
        {"closing = \"none\"", ""},
        {"closing = \"sealed\"", "closing-unit|closing-date|"},
        {"closing = \"unsealed\"", "closing-unit-plain|closing-date-plain|"},
        {"closing = \"stamped\"\nclosing_post = \"主任\"\nannotation = \"此件公开发布\"",
         "closing-stamp|closing-date-stamp|annotation|"},
    };
    state *state = *data;
    const char *unit = get(state, ZIPING_SOURCE "/examples/yueyanglou-2023/unit.toml");
    zp_record record =
        record_of(state, unit, get(state, ZIPING_SOURCE "/examples/yueyanglou-2023/report.md"));
    const char *profile = get(state, ZIPING_SOURCE "/templates/yueyanglou-2023.toml");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_document *document;
        put(state, "t.toml", with(state, profile, "closing     = \"none\"", cases[i].profile));
        assert_int_equal(build(state, "t", "report", &record, &document), ZP_OK);
        zp_buffer got = {0};
        for (zp_node *block = document->root->last->first; block != NULL; block = block->next) {
            if (block->style != NULL && (zp_text_starts(block->style->id, "closing") ||
                                         zp_text_starts(block->style->id, "annotation"))) {
                zp_buffer_print(&got, "%.*s|", ZP_ARG(block->style->id));
            }
        }
        assert_string_equal(zp_arena_string(state->arena, zp_buffer_text(&got)), cases[i].wanted);
        zp_buffer_free(&got);
    }
}

static void unknown_forms(void **data) {
    state *state = *data;
    zp_form *form;
    zp_place place = {"unit.toml", 1, 8};
    assert_int_equal(zp_form_load(state->arena, state->messages, schema_of(state), state->folder,
                                  ZP_TEXT("yueyanglu-2023"), place, &form),
                     ZP_BAD_INPUT);
    expect_message(state, "unit.toml:1:8: error: there is no form “yueyanglu-2023”; did you mean "
                          "“yueyanglou-2023”? The forms are: yueyanglou-2023 [unknown-form]");
    assert_int_equal(zp_form_load(state->arena, state->messages, schema_of(state), state->folder,
                                  ZP_TEXT("../templates/yueyanglou-2023"), place, &form),
                     ZP_BAD_INPUT);
    expect_message(state, "[unknown-form]");
    assert_int_equal(zp_form_load(state->arena, state->messages, schema_of(state), "/nowhere",
                                  ZP_TEXT("x"), place, &form),
                     ZP_BAD_INPUT);
    expect_message(state, "no other in /nowhere");
}

static void rates_go_by_the_profile(void **data) {
    state *state = *data;
    zp_record record = record_of(state, small_unit, NULL);
    zp_document *document;
    put(state, "t.toml",
        with(state, small_profile, "[[document]]",
             "[rates]\nbasis = \"opening\"\nplaces = 1\ntrim = false\n[[document]]"));
    put(state, "t.xml",
        "<template xmlns=\"urn:ziping:template\"><section page=\"form\"><p>{{funds.rate}} "
        "{{staff.control_rate}}</p></section></template>");
    assert_int_equal(build(state, "t", "t", &record, &document), ZP_OK);
    assert_string_equal(zp_node_text(state->arena, document->root).data, "255.7% 92.5%\n");
}

// ---------------------------------------------------------------- the report

static const char report_profile[] =
    "name = \"t\"\ndistrict = \"t\"\nyear = 2023\n"
    "[[document]]\nid = \"t\"\ntemplate = \"t.xml\"\ntitle = \"t\"\n"
    "[report]\nheading_numbers = [\"一、\", \"（一）\", \"1.\", \"（1）\"]\n"
    "list_numbers = [\"1.\", \"（1）\", \"①\"]\n"
    "section = [ { id = \"a\", title = \"基本情况\" }, { id = \"b\", title = \"支出情况\", empty = "
    "\"无。\" }, { id = \"c\", title = \"其他情况\", required = false } ]\n"
    "[[attachment]]\ntitle = \"表一\"\ndocument = \"t\"\n[[attachment]]\ntitle = \"表二\"\n";

static zp_status build_report_of(state *state, const char *profile, const char *more,
                                 const char *report, const char **text) {
    zp_record record =
        record_of(state, zp_arena_print(state->arena, "%s%s", small_unit, more).data, report);
    zp_document *document;
    put(state, "t.toml", profile);
    put(state, "t.xml",
        "<template xmlns=\"urn:ziping:template\"><section page=\"report\"><report/>"
        "<attachments first=\"attachment-first\" more=\"attachment-more\"/></section></template>");
    zp_status status = build(state, "t", "t", &record, &document);
    if (status == ZP_OK) {
        *text = zp_node_text(state->arena, document->root).data;
    }
    return status;
}

static zp_status build_report(state *state, const char *more, const char *report,
                              const char **text) {
    return build_report_of(state, report_profile, more, report, text);
}

static void report_is_numbered(void **data) {
    const char *text;
    zp_status status = build_report(
        *data, "",
        "# 一、基本情况\n\n　　首段第一行\n第二行 重点 a\nb {{staff.posts}}人。\n\n"
        "## （一）职责\n\n### 1、甲\n\n1. 条\n2. 目\n   1. 子目\n\n插话\n\n3. 续\n\n### 乙\n\n"
        "## (二) 机构\n\n1. 条\n\n- 无序\n\n# 支出情况\n\n# 其他情况\n\n## 职责\n\n正文\\*\n",
        &text);
    assert_string_equal(first_message(*data), "");
    assert_int_equal(status, ZP_OK);
    assert_string_equal(text,
                        "一、基本情况\n首段第一行第二行 重点 a b 40人。\n（一）职责\n1.甲\n"
                        "（1）条\n（2）目\n①子目\n插话\n（3）续\n2.乙\n（二）机构\n1.条\n无序\n"
                        "二、支出情况\n无。\n三、其他情况\n（一）职责\n正文*\n附件：表一\n");
}

static void values_are_not_markdown(void **data) {
    const char *text;
    zp_status status =
        build_report(*data, "facts = { a = \"*甲* | <b> [x](y) `z` _\" }\n",
                     "# 基本情况\n\n{{facts.a}}和{{ facts.a }}\n\n| 名称 | 数 |\n| --- | ---: |\n"
                     "| {{facts.a}} | {{funds.opening | plus(1)}} |\n\n# 支出情况\n",
                     &text);
    assert_string_equal(first_message(*data), "");
    assert_int_equal(status, ZP_OK);
    assert_string_equal(text, "一、基本情况\n*甲* | <b> [x](y) `z` _和*甲* | <b> [x](y) `z` _\n"
                              "名称\n数\n*甲* | <b> [x](y) `z` _\n1593.87\n二、支出情况\n无。\n"
                              "附件：表一\n");
}

static void sections_may_be_inline(void **data) {
    const char *text;
    zp_status status = build_report(*data,
                                    "report = { attachments = [\"表二\", \"另表\"], sections = { b "
                                    "= \"\", a = \"首段\\n\\n## 甲\\n\\n{{staff.posts}}人\" } }\n",
                                    NULL, &text);
    assert_string_equal(first_message(*data), "");
    assert_int_equal(status, ZP_OK);
    assert_string_equal(text, "一、基本情况\n首段\n（一）甲\n40人\n二、支出情况\n无。\n"
                              "附件：1.表一\n2.表二\n3.另表\n");
    status =
        build_report(*data, "report = { sections = { a = \"x\", bb = \"y\" } }\n", NULL, &text);
    assert_int_equal(status, ZP_BAD_INPUT);
    expect_message(*data, "no section with the id “bb”");
}

static const char *with_preamble(state *state, const char *table) {
    return zp_arena_print(state->arena, "%s[report.preamble]\n%s", report_profile, table).data;
}

static void text_before_the_first_section(void **data) {
    static const char wanted[] =
        "依据如下。\n1.法\n2.条例\n一、基本情况\n1.甲\n二、支出情况\n无。\n"
        "附件：表一\n";
    const char *profile = with_preamble(*data, ""), *text;
    zp_status status = build_report_of(
        *data, profile, "", "依据如下。\n\n1. 法\n2. 条例\n\n# 基本情况\n\n1. 甲\n\n# 支出情况\n",
        &text);
    assert_string_equal(first_message(*data), "");
    assert_int_equal(status, ZP_OK);
    assert_string_equal(text, wanted);
    status = build_report_of(*data, profile,
                             "report = { sections = { a = \"1. 甲\", b = \"\", preamble = "
                             "\"依据如下。\\n\\n1. 法\\n2. 条例\" } }\n",
                             NULL, &text);
    assert_string_equal(first_message(*data), "");
    assert_int_equal(status, ZP_OK);
    assert_string_equal(text, wanted);
}

static void text_before_the_first_section_is_wanted(void **data) {
    const char *profile = with_preamble(*data, ""), *text;
    assert_int_equal(
        build_report_of(*data, profile, "", "\n# 基本情况\n\nx\n\n# 支出情况\n", &text),
        ZP_BAD_INPUT);
    expect_message(*data, "report.md:2:1: error: the form wants a paragraph before");
    assert_int_equal(build_report_of(*data, profile,
                                     "report = { sections = { a = \"x\", b = \"\" } }\n", NULL,
                                     &text),
                     ZP_BAD_INPUT);
    expect_message(*data, "[missing-preamble]");
    assert_int_equal(
        build_report_of(*data, profile, "", "x\n\n## 甲\n\n# 基本情况\n\nx\n\n# 支出情况\n", &text),
        ZP_BAD_INPUT);
    expect_message(*data, "report.md:3:1: error: a heading of level 2");
    assert_int_equal(build_report_of(*data, with_preamble(*data, "required = false\n"), "",
                                     "# 基本情况\n\nx\n\n# 支出情况\n", &text),
                     ZP_OK);
}

static void wrong_reports(void **data) {
    static const struct {
        const char *report, *message;
    } cases[] = {
        {"# 基本情况\n\n共{{funds.execcuted}}万元\n\n# 支出情况",
         "report.md:3:4: error: nothing is called “execcuted” in “funds.execcuted”; did you mean "
         "“executed”? [unknown-path]"},
        {"# 基本情况\n\n{{unknown.path}}\n\n# 支出情况", "report.md:3:3: error"},
        {"# 基本情况\n\n{{signature.head}}\n\n# 支出情况", "unit.toml gives no “head”"},
        {"# 基本情况\n\n甲\n乙{{expenditure.public.prior | plus(1)}}\n\n# 支出情况",
         "report.md:4:4: error: expenditure.public.prior is blank; the filter `plus` wants"},
        {"# 基本情况\n\n{{funds.executed\n}}\n\n# 支出情况", "report.md:3:1: error: `{{` without"},
        {"# 基本情况\n\nx\n\n# 指出情况\n",
         "report.md:5:1: error: the form has no section “指出情况”; "
         "did you mean “支出情况”?"},
        {"# 支出情况\n\nx\n", "report.md:1:1: error: the section “基本情况” is missing before"},
        {"# 基本情况\n\nx\n", "report.md: error: the section “支出情况” is missing"},
        {"# 基本情况\n\nx\n\n# 支出情况\n\n# 支出情况\n", "[section-order]"},
        {"# 基本情况\n\n# 支出情况\n", "the section “基本情况” is empty"},
        {"x\n\n# 基本情况\n\nx\n\n# 支出情况\n", "report.md:1:1: error: text stands before"},
        {"# 二、基本情况\n\nx\n\n# 支出情况\n", "numbered “二、” where “一、” is right"},
        {"# 基本情况\n\n## 一、甲\n\n# 支出情况\n", "numbered “一、” where “（一）” is right"},
        {"# 基本情况\n\n### 甲\n\n# 支出情况\n", "report.md:3:1: error: a heading of level 3"},
        {"# 基本情况\n\n2. 甲\n\n# 支出情况\n", "[list-number]"},
        {"# 基本情况\n\n<b>甲</b>\n\n# 支出情况\n", "[markdown]"},
        {"# 基本情况\n\n<div>\n\n# 支出情况\n", "HTML cannot be set"},
        {"# 基本情况\n\n![x](y.png)\n\n# 支出情况\n", "an image cannot be set"},
        {"# 基本情况\n\n    甲\n\n# 支出情况\n", "must not begin with four blanks"},
        {"# 基本情况\n\n> 甲\n\n# 支出情况\n", "a block quote cannot be set"},
        {"# 基本情况\n\n甲\a\n\n# 支出情况\n", "report.md:3:2: error: a control character"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text;
        assert_int_equal(build_report(*data, "", cases[i].report, &text), ZP_BAD_INPUT);
        expect_message(*data, cases[i].message);
    }
}

// Text that Markdown would lose without a word. The first message, and how many there are.
typedef struct slip {
    const char *report, *message;
    size_t count;
    bool warning;
} slip;

static void expect_slips(state *state, const slip *slips, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *text;
        zp_status status = build_report(state, "", slips[i].report, &text);
        size_t found = zp_messages_count(state->messages, ZP_REMARK);
        if (found != slips[i].count) {
            fail_msg("%zu messages for “%s”, the first “%s”", found, slips[i].report,
                     first_message(state));
        }
        assert_int_equal(status, slips[i].warning ? ZP_OK : ZP_BAD_INPUT);
        expect_message(state, slips[i].message);
    }
}
#define EXPECT_SLIPS(state, slips) expect_slips(state, slips, sizeof(slips) / sizeof *(slips))

static void emphasis_is_told(void **data) {
    static const slip slips[] = {
        {"# 基本情况\n\n面积3*4=12，长*宽\n\n# 支出情况\n",
         "report.md:3:4: warning: * and _ mark emphasis", 1, true},
        {"# 基本情况\n\n***甲***\n\n# 支出情况\n", "[emphasis-left-out]", 1, true},
        {"# 基本情况\n\n3\\*4\\*5，3×4，2 * 3\n\n# 支出情况\n", "", 0, true},
    };
    EXPECT_SLIPS(*data, slips);
}

static void cells_beyond_the_head_are_told(void **data) {
    static const slip slips[] = {
        {"# 基本情况\n\n| 名称 | 数 |\n| --- | --- |\n| 甲 | 1 |\n| 乙 | 2 | 3 |\n\n# 支出情况\n",
         "report.md:6:1: error: the row has 3 cells, the table's head 2", 1, false},
        {"# 基本情况\n\n名称|数\n---|---\n甲|1|2|3\n\n# 支出情况\n", "has 4 cells", 1, false},
        {"# 基本情况\n\n| 名称 | 数 |\n| --- | --- |\n| 甲\\|乙 | {{funds.opening | plus(1)}} |\n"
         "| 丙 |\n| 丁 | 2\n\n# 支出情况\n",
         "", 0, true},
    };
    EXPECT_SLIPS(*data, slips);
}

static void text_under_a_table_is_told(void **data) {
    static const slip slips[] = {
        {"# 基本情况\n\n| 名称 | 数 |\n| --- | --- |\n| 甲 | 1 |\n注：以上为决算数。\n又一行\n\n"
         "# 支出情况\n",
         "report.md:6:1: error: this line would become a row of the table above", 1, false},
        {"# 基本情况\n\n| 名称 |\n| --- |\n| 甲 |\n\n注\n\n# 支出情况\n", "", 0, true},
    };
    EXPECT_SLIPS(*data, slips);
}

static void joined_lines_are_told(void **data) {
    static const slip slips[] = {
        {"# 基本情况\n\n主要有：\n1、甲；\n2、乙。\n\n# 支出情况\n",
         "report.md:4:1: warning: this line is joined to the one before", 2, true},
        {"# 基本情况\n\n主要有：\n（1）甲\n\n# 支出情况\n", "[joined-lines]", 1, true},
        {"# 基本情况\n\n主要有：\n一、甲\n\n# 支出情况\n", "[joined-lines]", 1, true},
        {"# 基本情况\n\n　　首段\n　　二段\n\n# 支出情况\n", "report.md:4:1: warning", 1, true},
        {"# 基本情况\n\n主要有：\n一是甲，共\n12.5万元，\n{{staff.posts}}人\n\n# 支出情况\n", "", 0,
         true},
    };
    EXPECT_SLIPS(*data, slips);
}

static void almost_headings_are_told_once(void **data) {
    static const slip slips[] = {
        {"#基本情况\n\n正文\n\n# 支出情况\n", "report.md:1:1: error: a blank is missing after #", 1,
         false},
        {"＃ 基本情况\n\n正文\n\n# 支出情况\n", "report.md:1:1: error: a heading begins with #", 1,
         false},
        {"＃基本情况\n正文\n#　支出情况\n", "[full-width-heading]", 2, false},
        {"# 基本情况\n\n正文\n##职责\n正文\n\n# 支出情况\n",
         "report.md:4:1: error: a blank is missing after #, which", 1, false},
        {"# 基本情况\n\n位于\n#3栋\n\n# 支出情况\n", "report.md:4:1: error: a blank", 1, false},
        {"# 基本情况\n\n\\#3栋\n\n# 支出情况\n", "", 0, true},
        {"# 基本请况\n\n正文\n\n# 支出情况\n", "did you mean “基本情况”?", 1, false},
    };
    EXPECT_SLIPS(*data, slips);
}

static void braces_are_told(void **data) {
    static const slip slips[] = {
        {"# 基本情况\n\n共｛｛staff.posts｝｝人，｛｛a｝｝\n\n# 支出情况\n",
         "report.md:3:2: error: these braces are full-width; write {{ and }} [braces]", 2, false},
        {"# 基本情况\n\n共{{staff.posts人\n\n# 支出情况\n", "report.md:3:2: error: `{{` without", 1,
         false},
        {"# 基本情况\n\n共{{staff.posts｝｝人\n\n# 支出情况\n", "[braces]", 1, false},
        {"# 基本情况\n\n共staff.posts}}人\n\n# 支出情况\n",
         "report.md:3:13: error: `}}` without `{{` before it [braces]", 1, false},
        {"# 基本情况\n\n写作\\{{x}}，｛一｝{a}\n\n# 支出情况\n", "", 0, true},
    };
    state *state = *data;
    EXPECT_SLIPS(state, slips);
    assert_null(paragraph(state, "共｛｛staff.posts｝｝人"));
    expect_message(state, "t.xml:2: error: these braces are full-width; write {{ and }} [braces]");
    assert_null(paragraph(state, "staff.posts}}"));
    expect_message(state, "[braces]");
    zp_record record = record_of(state, small_unit, NULL);
    zp_document *document;
    put(state, "t.xml", "<template xmlns=\"urn:ziping:template\"/>");
    put(state, "t.toml", with(state, small_profile, "{{year}}年{{", "{{year}}年｛｛"));
    assert_int_equal(build(state, "t", "t", &record, &document), ZP_BAD_INPUT);
    expect_message(state, "t.toml:4:15: error: these braces are full-width");
}

static void an_error_is_not_a_blank_value_too(void **data) {
    static const slip slips[] = {
        {"# 基本情况\n\n共{{funds.execcuted}}万元\n\n# 支出情况\n", "[unknown-path]", 1, false},
        {"# 基本情况\n\n共{{expenditure.public.budget | plus(1)}}万元\n\n# 支出情况\n",
         "report.md:3:4: error: expenditure.public.budget is “/” (unit.toml:6:67); the filter "
         "`plus` "
         "wants a number [not-a-number]",
         1, false},
        {"# 基本情况\n\n共{{signature.phone}}\n\n# 支出情况\n", "[blank-value]", 1, true},
    };
    EXPECT_SLIPS(*data, slips);
}

static void messages_help_on(void **data) {
    static const slip slips[] = {
        {"# 基本情况\n\n{{indicator[乙].rows[5].weight}}\n\n# 支出情况\n",
         "`indicator[乙].rows` has 2 entries, counted from [0]; there is no [5]", 1, false},
        {"# 基本情况\n\n{{expenditure.projects.finl}}\n\n# 支出情况\n", "did you mean “final”?", 1,
         false},
        {"# 基本情况\n\n{{expenditure.vehicles.finl}}\n\n# 支出情况\n", "did you mean “final”?", 1,
         false},
        {"# 基本情况\n\n{{expenditure.projects}}\n\n# 支出情况\n",
         "this is a list; the path has to go on with one of .prior .budget .final", 1, false},
        {"# 基本情况\n\n{{indicator}}\n\n# 支出情况\n", "one of [0] [1] [2] [3]", 1, false},
    };
    EXPECT_SLIPS(*data, slips);
}

static void a_value_breaks_no_sentence(void **data) {
    const char *text;
    zp_status status = build_report(
        *data, "facts = { a = \"某某\\n  办事处\\n\", b = \"Some\\nwhere\" }\n",
        "# 基本情况\n\n由{{facts.a}}承办，{{facts.b}}。\n\n| 名称 |\n| --- |\n| {{facts.b}} |\n\n"
        "# 支出情况\n",
        &text);
    assert_string_equal(first_message(*data), "");
    assert_int_equal(status, ZP_OK);
    assert_string_equal(text, "一、基本情况\n由某某办事处承办，Some where。\n名称\nSome\nwhere\n"
                              "二、支出情况\n无。\n附件：表一\n");
}

static void days_are_of_the_calendar(void **data) {
    static const struct {
        const char *date, *message;
    } cases[] = {
        {"2024-02-31", "unit.toml:4:22: error: “2024-02-31” is no date; a day from 01 to 29"},
        {"2023-02-29", "from 01 to 28 is wanted in this month [date]"},
        {"2024-04-31", "from 01 to 30"},
        {"2024-06-00", "[date]"},
        {"2024-13", "a month from 01 to 12 is wanted"},
        {"2024-02-29", ""},
        {"2024-12", ""},
        {"", ""},
    };
    state *state = *data;
    zp_document *document;
    put(state, "t.toml", small_profile);
    put(state, "t.xml",
        "<template xmlns=\"urn:ziping:template\"><section page=\"form\"><p>"
        "{{signature.date | date}}{{signature.date | date}}</p></section></template>");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        zp_record record =
            record_of(state, with(state, small_unit, "2024-05-28", cases[i].date), NULL);
        bool fine = cases[i].message[0] == '\0';
        assert_int_equal(build(state, "t", "t", &record, &document), fine ? ZP_OK : ZP_BAD_INPUT);
        assert_int_equal(zp_messages_count(state->messages, ZP_REMARK), fine ? 0 : 1);
        expect_message(state, cases[i].message);
    }
    assert_null(paragraph(state, "{{'2024-02-30' | date}}"));
    expect_message(state, "t.xml:2: error: “2024-02-30” is no date");
    put(state, "t.toml", with(state, small_profile, "title = ", "date = \"2024-09-31\"\ntitle = "));
    zp_record record = record_of(state, small_unit, NULL);
    assert_int_equal(build(state, "t", "t", &record, &document), ZP_BAD_INPUT);
    expect_message(state, "t.toml:9:8: error: “2024-09-31” is no date");
}

static const char grouped[] =
    "[[group]]\nname = \"产出\"\nsecond = [ { name = \"数量指标\" }, { name = \"质量\" } ]\n"
    "[[group]]\nname = \"效益\"\nsecond = [ { name = \"质量\" } ]\n";

static void an_unknown_level_is_told(void **data) {
    state *state = *data;
    zp_document *document;
    put(state, "t.toml", zp_arena_print(state->arena, "%s%s", small_profile, grouped).data);
    put(state, "t.xml",
        "<template xmlns=\"urn:ziping:template\"><section page=\"form\"/></template>");
    const char *unit = with(state, small_unit, "level1 = \"产出\", level2 = \"数量\"",
                            "level1 = \"产出\", level2 = \"数量指标标\"");
    unit = with(state, unit, "level1 = \"产出\", level2 = \"数量\"", "level1 = \"产岀\"");
    zp_record record = record_of(state, unit, NULL);
    for (int times = 0; times < 2; times++) { // for the second document nothing is said again
        assert_int_equal(build(state, "t", "t", &record, &document), ZP_OK);
        assert_int_equal(zp_messages_count(state->messages, ZP_REMARK), 2);
    }
    zp_buffer second = {0};
    zp_message_format(zp_messages_at(state->messages, 1), &second);
    zp_buffer_add(&second, "", 1);
    assert_non_null(strstr(second.data, "the form has no `level1` “产岀”; did you mean “产出”?"));
    zp_buffer_free(&second);
    expect_message(state, "unit.toml:9:28: warning: the form has no `level2` “数量指标标”; did you "
                          "mean “数量指标”? [unknown-level]");
}

// `成本` has no points, and nothing is wanted of it.
static void a_group_without_indicators_is_told(void **data) {
    state *state = *data;
    static const char second[] = "second = [ { name = \"数量\" }, { name = \"质量\" } ]\n";
    zp_document *document;
    put(state, "t.xml",
        "<template xmlns=\"urn:ziping:template\"><section page=\"form\"/></template>");
    put(state, "t.toml",
        zp_arena_print(state->arena,
                       "%s[[group]]\nname = \"产出\"\nweight = 40\n%s[[group]]\nname = \"效益\"\n"
                       "weight = 30\n%s[[group]]\nname = \"满意度\"\nweight = 10.5\n%s[[group]]\n"
                       "name = \"成本\"\nweight = 0\n%s",
                       small_profile, second, second, second, second)
            .data);
    const char *unit = with(state, small_unit, "level1 = \"效益\"", "level1 = \"产出\"");
    zp_record record = record_of(state, unit, NULL);
    for (int times = 0; times < 2; times++) {
        assert_int_equal(build(state, "t", "t", &record, &document), ZP_OK);
        assert_int_equal(zp_messages_count(state->messages, ZP_REMARK), 1);
    }
    expect_message(state, "unit.toml:8:13: warning: no indicator has the `level1` “效益” (30), "
                          "“满意度” (10.5), whose weight the form wants among them [empty-group]");
    record = record_of(state, "year = 2023\nunit = { name = \"某\" }\n", NULL); // a blank form
    assert_int_equal(build(state, "t", "t", &record, &document), ZP_OK);
    assert_int_equal(zp_messages_count(state->messages, ZP_REMARK), 0);
}

static void rows_and_values_exclude_each_other(void **data) {
    state *state = *data;
    zp_document *document;
    put(state, "t.toml", small_profile);
    put(state, "t.xml",
        "<template xmlns=\"urn:ziping:template\"><section page=\"form\"/></template>");
    zp_record record = record_of(
        state, with(state, small_unit, "\"乙\", rows", "\"乙\", score = 5, target = \"\", rows"),
        NULL);
    for (int times = 0; times < 2; times++) {
        assert_int_equal(build(state, "t", "t", &record, &document), ZP_BAD_INPUT);
        assert_int_equal(zp_messages_count(state->messages, ZP_REMARK), 1);
    }
    expect_message(state, "unit.toml:10:46: error: the indicator has `rows` and a `score` of its "
                          "own");
}

// ---------------------------------------------------------------- the example

static zp_record load_example(state *state) {
    zp_record record;
    assert_int_equal(zp_record_load(state->arena, state->messages, schema_of(state),
                                    ZIPING_SOURCE "/examples/yueyanglou-2023", &record),
                     ZP_OK);
    return record;
}

// tests/form/*.tree hold the four documents. ZIPING_TREES=write brings them up to date; then read
// the difference.
static void example_trees(void **data) {
    static const char *const ids[] = {"basic-data", "self-evaluation", "project", "report"};
    state *state = *data;
    zp_record record = load_example(state);
    for (size_t i = 0; i < 4; i++) {
        zp_document *document;
        if (build(state, "yueyanglou-2023", ids[i], &record, &document) != ZP_OK) {
            fail_msg("%s", first_message(state));
        }
        const char *found = dump(state, document);
        const char *name = zp_arena_print(state->arena, "%s.tree", ids[i]).data;
        const char *file = zp_path_join(state->arena, ZIPING_SOURCE "/tests/form", name);
        if (getenv("ZIPING_TREES") != NULL) {
            zp_file_write(state->messages, file, found, strlen(found));
        }
        const char *wanted = get(state, file);
        size_t at = 0, line = 1;
        for (; found[at] == wanted[at] && found[at] != '\0'; at++) {
            line += found[at] == '\n';
        }
        if (found[at] != wanted[at]) {
            fail_msg("%s:%zu differs: %.60s", file, line, found + at);
        }
    }
}

// The self-evaluation table of source Y (forms.md A3), written down by hand: a line a row, cells
// by `|`, spans as columns×rows before the text where they are not 1×1.
static const char *const self_evaluation_grid[] = {
    "预算单位名称|8×1岳阳楼区岳阳楼街道办事处",
    "1×7年度预算申请（万元）|2×1|年初预算数|全年预算数|全年执行数|分值|执行率|得分",
    "2×1年度资金总额|1592.87|4073.53|4073.53|10|100%|10",
    "4×1按收入性质分：|4×1按支出性质分：",
    "4×1其中：一般公共预算：2490.44|4×1其中：基本支出：1365.61",
    "4×1政府性基金拨款：|4×1项目支出：2707.92",
    "4×1纳入专户管理的非税收入拨款：|4×1",
    "4×1其他资金：1583.09|4×1",
    "1×2年度总体目标|4×1预期目标|4×1实际完成情况",
    "4×1*|4×1*",
    "1×16绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|"
    "偏差原因分析及改进措施",
    "1×10产出指标（50分）|1×4数量指标|财政收入总量|≥4073.53万元|4073.53万元|5|5|",
    "法制宣传活动场次|≥10次|18次|5|5|",
    "全年开展作风纪律督察、重点工作落实情况督察|≥15次|24次|5|5|",
    "旧改项目推进个数|≥20个|47个|5|5|",
    "1×2质量指标|公共财政支出进度|≥100%|100%|5|5|",
    "无群体性事件，无极端恶劣事件发生|未发生|未发生|5|5|",
    "1×2时效指标|行政效能|*|2023年完成全部既定目标|5|5|",
    "工资发放及时率|每月15日前足额发放|定时|5|5|",
    "1×2成本指标|行政成本控制|“三公”经费同比下降|下降100%|5|5|",
    "支出预算控制|≤4073.53万元|4073.53万元|5|5|",
    "1×4效益指标（30分）|1×2生态效益指标|1×2环境质量提升|辖区应清理的垃圾全面清理完毕|100%|5|5|",
    "辖区水面清理整治完毕|100%|5|5|",
    "可持续影响指标|《街道班子成员党风廉政建设责任分解表》|出台|出台|10|10|",
    "社会效益指标|民生改善程度|较大改善|较大改善|10|10|",
    "满意度指标（10分）|服务对象满意度指标|群众满意度|≥98%|95%|10|9|*",
    "6×1总分|100|99|",
};
enum { GRID_ROWS = sizeof self_evaluation_grid / sizeof *self_evaluation_grid };

static const char *row_words(state *state, const zp_node *row, const char *wanted) {
    zp_buffer out = {0};
    for (const zp_node *node = row->first; node != NULL; node = node->next) {
        const zp_cell *cell = &node->as.cell;
        zp_buffer_add_string(&out, node == row->first ? "" : "|");
        if (cell->column_span > 1 || cell->row_span > 1) {
            zp_buffer_print(&out, "%u×%u", cell->column_span, cell->row_span);
        }
        // `*` stands for any text.
        size_t size = strcspn(wanted, "|");
        if (size > 0 && wanted[size - 1] == '*') {
            zp_buffer_add_string(&out, "*");
        } else {
            zp_text text = zp_node_text(state->arena, node);
            for (size_t i = 0; i < text.size; i++) {
                zp_buffer_add(&out, &text.data[i], text.data[i] != '\n');
            }
        }
        wanted += size + (wanted[size] != '\0');
    }
    const char *words = zp_arena_string(state->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return words;
}

static void self_evaluation_by_hand(void **data) {
    state *state = *data;
    zp_record record = load_example(state);
    zp_document *document;
    assert_int_equal(build(state, "yueyanglou-2023", "self-evaluation", &record, &document), ZP_OK);
    const zp_node *table = document->root->first->first;
    while (table->type != ZP_NODE_TABLE) {
        table = table->next;
    }
    const zp_node *row = table->first;
    for (size_t i = 0; i < GRID_ROWS; i++, row = row->next) {
        assert_non_null(row);
        assert_string_equal(row_words(state, row, self_evaluation_grid[i]),
                            self_evaluation_grid[i]);
        assert_int_equal(row->as.row.kind, i == 10 ? ZP_ROW_HEAD : ZP_ROW_BODY);
    }
    assert_null(row);
}

// A district of another shape lives in its profile alone.
static void another_district(void **data) {
    state *state = *data;
    zp_record record = load_example(state);
    zp_document *document;
    const char *profile = get(state, ZIPING_SOURCE "/templates/yueyanglou-2023.toml");
    profile = with(state, profile, "amount_apart = false", "amount_apart = true");
    profile = with(state, profile, "total        = \"总分\"", "");
    profile = with(state, profile, "score     = \"得分\"", "score     = \"自评得分\"");
    profile = with(state, profile, "bracket = \"（{n}分）\"", "");
    profile = with(state, profile, "{ label = \"其他资金：\", amount", "#");
    profile = with(state, profile, "blank_forms      = 1", "blank_forms = 0");
    profile = with(state, profile, "unit_row          = true", "unit_row = false");
    put(state, "t.toml", profile);
    assert_int_equal(build(state, "t", "self-evaluation", &record, &document), ZP_OK);
    const char *found = dump(state, document);
    assert_null(strstr(found, "总分"));
    assert_null(strstr(found, "（50分）"));
    assert_null(strstr(found, "其他资金"));
    assert_non_null(strstr(found, "自评得分"));
    assert_non_null(strstr(found, "column=3 columns=3\n          paragraph grid-number\n"
                                  "            run \"2490.44\" <- funds.income.general"));
    assert_int_equal(build(state, "t", "project", &record, &document), ZP_OK);
    assert_null(document);
    assert_int_equal(build(state, "t", "basic-data", &record, &document), ZP_OK);
    assert_null(strstr(dump(state, document), "预算单位名称"));
}

// A unit that has typed no more than its name gets the form with everything blank.
static void a_bare_unit_gets_blank_forms(void **data) {
    static const char *const ids[] = {"basic-data", "self-evaluation", "project"};
    state *state = *data;
    zp_record record = record_of(state, "year = 2023\nunit = { name = \"某街道\" }\n", NULL);
    for (size_t i = 0; i < 3; i++) {
        zp_document *document;
        if (build(state, "yueyanglou-2023", ids[i], &record, &document) != ZP_OK) {
            fail_msg("%s", first_message(state));
        }
        assert_non_null(strstr(dump(state, document), "run \"2023\" <- year"));
    }
}

static void a_table_for_each_project(void **data) {
    state *state = *data;
    zp_record record = record_of(
        state,
        "year = 2021\nunit = { name = \"某街道\" }\n"
        "[[project]]\nname = \"基层政权建设\"\ndepartment = \"某街道\"\n"
        "funds = { total = [1461.6, 1461.6, 1956.56], weight = 10, score = 9, line = [ { name = "
        "\"当年财政拨款\", amounts = [418, 418, 418], weight = 10, score = 10 }, { name = "
        "\"其他资金\", amounts = [1043.6, 1043.6, 1538.56] } ] }\n"
        "goals = { expected = [\"一\", \"二\"] }\n"
        "[[project.indicator]]\nlevel1 = \"产出指标\"\nlevel2 = \"数量指标\"\nname = \"x\"\n"
        "weight = 5\nscore = 4.5\n[[project]]\nname = \"另一项\"\n",
        NULL);
    zp_document *document;
    if (build(state, "yueyanglou-2023", "project", &record, &document) != ZP_OK) {
        fail_msg("%s", first_message(state));
    }
    assert_non_null(document->root->first->next);
    assert_null(document->root->first->next->next);
    const char *found = dump(state, document);
    assert_non_null(strstr(found, "run \"133.86%\" <- project[0].funds.rate"));
    assert_non_null(strstr(found, "run \"147.43%\" <- project[0].funds.line[1].rate"));
    assert_non_null(strstr(found, "run \"13.5\" <- project[0].total.score"));
    assert_non_null(strstr(found, "run \"目标2：\""));
    assert_non_null(strstr(found, "run \"另一项\" <- project[1].name"));
    assert_non_null(strstr(found, "run \"……\""));
}

#define WITH_FOLDER(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(expressions),
        WITH_FOLDER(tests_of_if),
        WITH_FOLDER(wrong_expressions),
        WITH_FOLDER(notes_stand_under_their_table),
        WITH_FOLDER(notes_are_counted_up_to_fifty),
        WITH_FOLDER(wrong_templates),
        WITH_FOLDER(no_entities),
        WITH_FOLDER(loops),
        WITH_FOLDER(equal_neighbours_merge),
        WITH_FOLDER(profiles),
        WITH_FOLDER(rows_of_amounts),
        WITH_FOLDER(unknown_forms),
        WITH_FOLDER(a_profile_changes_styles),
        WITH_FOLDER(closings),
        WITH_FOLDER(rates_go_by_the_profile),
        WITH_FOLDER(report_is_numbered),
        WITH_FOLDER(values_are_not_markdown),
        WITH_FOLDER(sections_may_be_inline),
        WITH_FOLDER(text_before_the_first_section),
        WITH_FOLDER(text_before_the_first_section_is_wanted),
        WITH_FOLDER(wrong_reports),
        WITH_FOLDER(emphasis_is_told),
        WITH_FOLDER(cells_beyond_the_head_are_told),
        WITH_FOLDER(text_under_a_table_is_told),
        WITH_FOLDER(joined_lines_are_told),
        WITH_FOLDER(almost_headings_are_told_once),
        WITH_FOLDER(braces_are_told),
        WITH_FOLDER(an_error_is_not_a_blank_value_too),
        WITH_FOLDER(messages_help_on),
        WITH_FOLDER(a_value_breaks_no_sentence),
        WITH_FOLDER(days_are_of_the_calendar),
        WITH_FOLDER(an_unknown_level_is_told),
        WITH_FOLDER(a_group_without_indicators_is_told),
        WITH_FOLDER(rows_and_values_exclude_each_other),
        WITH_FOLDER(example_trees),
        WITH_FOLDER(self_evaluation_by_hand),
        WITH_FOLDER(another_district),
        WITH_FOLDER(a_bare_unit_gets_blank_forms),
        WITH_FOLDER(a_table_for_each_project),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
