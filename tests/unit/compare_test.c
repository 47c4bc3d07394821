// Two versions of a unit's data: which element is which, what is told, and what places are called.
// The whole of it, with files and reports, is tests/diff_command.py.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "compare/compare.h"

#include <stdlib.h>
#include <string.h>

#define TEMPLATES ZIPING_SOURCE "/templates"

// What every unit has: the form's groups of indicators, and the sections of its report.
static const char before[] =
    "form = \"yueyanglou-2023\"\nyear = 2023\nunit = { name = \"甲街道\" }\n";
static const char behind[] =
    "[[indicator]]\nlevel1 = \"产出指标\"\nlevel2 = \"成本指标\"\nname = \"成本\"\n"
    "[[indicator]]\nlevel1 = \"效益指标\"\nlevel2 = \"社会效益指标\"\nname = \"效益\"\n"
    "[[indicator]]\nlevel1 = \"满意度指标\"\nlevel2 = \"服务对象满意度指标\"\nname = \"满意度\"\n"
    "[report.sections]\noverview = \"无。\"\ngeneral_budget = \"无。\"\ngovernment_fund = \"\"\n"
    "state_capital = \"\"\nsocial_insurance = \"\"\nperformance = \"无。\"\nproblems = \"无。\"\n"
    "improvements = \"无。\"\nuse_and_disclosure = \"无。\"\nother = \"\"\n";

typedef struct fixture {
    zp_arena *arena;
    zp_messages *messages;
    zp_forms *forms;
} fixture;

static int set_up(void **state) {
    fixture *f = zp_allocate(sizeof *f);
    zp_schema *schema;
    *f = (fixture){zp_arena_new(), zp_messages_new(), NULL};
    assert_int_equal(
        zp_schema_load(f->arena, f->messages, TEMPLATES "/unit-year.schema.json", &schema), ZP_OK);
    f->forms = zp_forms_new(schema, TEMPLATES);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    zp_forms_free(f->forms);
    zp_messages_free(f->messages);
    zp_arena_free(f->arena);
    free(f);
    return 0;
}

static zp_version version_of(fixture *f, const char *file, const char *data) {
    zp_record *record = ZP_NEW(f->arena, zp_record);
    zp_value *root;
    zp_text text = zp_arena_print(f->arena, "%s%s%s", before, data, behind);
    assert_int_equal(zp_read_toml(f->arena, f->messages, file, text, &root), ZP_OK);
    *record = (zp_record){.folder = ".", .name = ZP_TEXT("unit"), .file = file, .root = root};
    zp_version version = {NULL, record};
    assert_int_equal(zp_forms_find(f->forms, f->messages, record, &version.form), ZP_OK);
    return version;
}

static zp_differences compare(fixture *f, const char *old, const char *new) {
    zp_differences differences;
    zp_status status = zp_compare(f->arena, f->messages, version_of(f, "old", old),
                                  version_of(f, "new", new), &differences);
    const zp_message *first = zp_messages_at(f->messages, 0);
    if (status != ZP_OK) {
        fail_msg("%.*s", ZP_ARG(first->text));
    }
    return differences;
}

// `kind path: old → new`, one a line, of all of them.
static zp_text told(fixture *f, const char *old, const char *new) {
    static const char *const kinds[] = {"~", "+", "-", ">", "R~", "R+", "R-"};
    zp_differences differences = compare(f, old, new);
    zp_buffer out = {0};
    for (size_t i = 0; i < differences.count; i++) {
        const zp_difference *each = &differences.list[i];
        zp_buffer_print(&out, "%s %.*s", kinds[each->kind], ZP_ARG(each->path));
        if (each->kind == ZP_ELEMENT_MOVED) {
            zp_buffer_print(&out, " %zu %zu", each->from, each->to);
        }
        if (each->kind == ZP_VALUE_CHANGED) {
            zp_buffer_print(&out, " %.*s → %.*s", ZP_ARG(each->old), ZP_ARG(each->new));
        }
        zp_buffer_add_string(&out, "\n");
    }
    zp_text text = zp_arena_copy(f->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static void tells(fixture *f, const char *old, const char *new, const char *wanted) {
    zp_text found = told(f, old, new);
    assert_string_equal(found.size > 0 ? found.data : "", wanted);
}

// ---------------------------------------------------------------- lists

#define CATEGORY(name, amounts)                                                                    \
    "[[expenditure.category]]\nname = \"" name "\"\namounts = [" amounts "]\n"

static void same_names_pair_in_order(void **state) {
    fixture *f = *state;
    const char *two = CATEGORY("甲", "1, 2, 3") CATEGORY("甲", "4, 5, 6");
    tells(f, two, CATEGORY("甲", "1, 2, 3") CATEGORY("甲", "4, 5, 7"),
          "~ expenditure.category[1].amounts.final 6 → 7\n");
    // One that is the same goes before the first.
    tells(f, two, CATEGORY("甲", "4, 5, 6"), "- expenditure.category[甲]\n");
    tells(f, CATEGORY("甲", "4, 5, 6"), two, "+ expenditure.category[甲]\n");
}

static void the_fewest_are_moved(void **state) {
    fixture *f = *state;
    const char *all = CATEGORY("甲", "1, 1, 1") CATEGORY("乙", "2, 2, 2") CATEGORY("丙", "3, 3, 3")
        CATEGORY("丁", "4, 4, 4");
    tells(f, all,
          CATEGORY("丁", "4, 4, 4") CATEGORY("甲", "1, 1, 1") CATEGORY("乙", "2, 2, 2")
              CATEGORY("丙", "3, 3, 3"),
          "> expenditure.category[丁] 4 1\n");
    tells(f, all,
          CATEGORY("乙", "2, 2, 2") CATEGORY("丙", "3, 3, 9") CATEGORY("丁", "4, 4, 4")
              CATEGORY("甲", "1, 1, 8"),
          "~ expenditure.category[丙].amounts.final 3 → 9\n"
          "> expenditure.category[甲] 1 4\n~ expenditure.category[甲].amounts.final 1 → 8\n");
}

static void names_that_paths_cannot_hold(void **state) {
    fixture *f = *state;
    tells(f, CATEGORY("12", "1, 2, 3") CATEGORY("a]b", "1, 2, 3") CATEGORY("c[d]", "1, 2, 3"),
          CATEGORY("12", "1, 2, 4") CATEGORY("a]b", "1, 2, 5") CATEGORY("c[d]", "1, 2, 6"),
          "~ expenditure.category[0].amounts.final 3 → 4\n"
          "~ expenditure.category[1].amounts.final 3 → 5\n"
          "~ expenditure.category[c[d]].amounts.final 3 → 6\n");
}

// Every path is one that findings, waivers and revisions have.
static void paths_are_found(void **state) {
    fixture *f = *state;
    const char *old = CATEGORY("甲", "1, 2, 3") CATEGORY("甲", "4, 5, 6") CATEGORY("1", "1, 1, 1");
    const char *new = CATEGORY("甲", "1, 2, 9") CATEGORY("甲", "4, 5, 9") CATEGORY("1", "1, 1, 9");
    zp_differences differences = compare(f, old, new);
    assert_int_equal(differences.count, 3);
    for (size_t i = 0; i < differences.count; i++) {
        const zp_difference *each = &differences.list[i];
        const zp_value *found = zp_value_find(differences.new.record->root, each->path, NULL);
        assert_non_null(found);
        assert_int_equal(found->place.line, each->new_place.line);
    }
}

static void texts_without_names(void **state) {
    fixture *f = *state;
    const char *goals = "[goals]\nexpected = [\"抓好党的建设。\", \"服务经济发展。\", "
                        "\"改善民生福祉。\", \"守住安全底线。\"]\n";
    tells(f, goals,
          "[goals]\nexpected = [\"抓好党的建设。\", \"改善民生福祉。\", \"守住安全底线。\"]\n",
          "- goals.expected[1]\n");
    tells(f, goals,
          "[goals]\nexpected = [\"守住安全底线。\", \"抓好党的建设。\", \"服务经济发展。\", "
          "\"改善民生福祉。\"]\n",
          "> goals.expected[0] 4 1\n");
    tells(f, goals,
          "[goals]\nexpected = [\"抓好党的建设。\", \"新增一条。\", \"服务区域经济发展。\", "
          "\"改善民生福祉。\", \"守住安全底线。\"]\n",
          "+ goals.expected[1]\n~ goals.expected[2] 服务经济发展。 → 服务区域经济发展。\n");
    // As many at one place: each is another text.
    tells(f, "[goals]\nexpected = [\"甲\", \"乙\"]\n", "[goals]\nexpected = [\"子\", \"乙\"]\n",
          "~ goals.expected[0] 甲 → 子\n");
}

#define INDICATOR(level2, name, more)                                                              \
    "[[indicator]]\nlevel1 = \"产出指标\"\nlevel2 = \"" level2 "\"\nname = \"" name "\"\n" more

static void one_thing_for_one_indicator(void **state) {
    fixture *f = *state;
    const char *old = INDICATOR("数量指标", "走访户数", "score = 5\n")
        INDICATOR("质量指标", "办结率", "score = 5\n");
    // Renamed by a character, and moved.
    tells(f, old,
          INDICATOR("数量指标", "办结率", "score = 5\n")
              INDICATOR("质量指标", "走访户数", "score = 5\n"),
          "> indicator[办结率] 2 1\n> indicator[走访户数] 1 2\n");
    tells(f, old,
          INDICATOR("数量指标", "入户走访户数", "score = 5\n")
              INDICATOR("质量指标", "办结率", "score = 5\n"),
          "~ indicator[入户走访户数].name 走访户数 → 入户走访户数\n");
    // Of another group, and a stranger: no rename.
    tells(f, old,
          INDICATOR("数量指标", "走访户数", "score = 5\n")
              INDICATOR("时效指标", "拨付时间", "score = 5\n"),
          "- indicator[办结率]\n+ indicator[拨付时间]\n");
    // A key of facts that is no group of indicators.
    tells(f, "[facts]\nlevel1 = 1\n", "[facts]\nlevel1 = 2\n", "~ facts.level1 1 → 2\n");
}

// ---------------------------------------------------------------- what is printed

static void computed_values(void **state) {
    fixture *f = *state;
    const char *old = "[staff]\nposts = 10\nin_post = 9\n";
    tells(f, old, "[staff]\nposts = 10\nin_post = 9\ncontrol_rate = \"90%\"\n", "");
    tells(f, old, "[staff]\nposts = 10\nin_post = 9\ncontrol_rate = \"\"\n",
          "~ staff.control_rate 90% → \n");
    tells(f, old, "[staff]\nposts = 12\nin_post = 9\n",
          "~ staff.posts 10 → 12\n~ staff.control_rate 90% → 75%\n");
    // In tables that neither writes, and of one that both write in part.
    tells(f, INDICATOR("数量指标", "甲", "score = 5\n"), INDICATOR("数量指标", "甲", "score = 4\n"),
          "~ indicator[甲].score 5 → 4\n~ total.score 5 → 4\n");
    tells(f, "total = { weight = 100 }\n" INDICATOR("数量指标", "甲", "score = 5\n"),
          "total = { weight = 100 }\n" INDICATOR("数量指标", "甲", "score = 4\n"),
          "~ total.score 5 → 4\n~ indicator[甲].score 5 → 4\n");
    tells(f, "[[project]]\nname = \"路灯\"\nfunds = { total = [8, 8, 4] }\n",
          "[[project]]\nname = \"路灯\"\nfunds = { total = [8, 8, 6] }\n",
          "~ project[路灯].funds.total.final 4 → 6\n~ project[路灯].funds.rate 50% → 75%\n");
}

static void blank_is_none(void **state) {
    fixture *f = *state;
    tells(f, "", "[funds]\nopening = \"\"\nincome = { general = \" \" }\n", "");
    tells(f, "[expenditure]\noffice = [\"\", \"\", \"\"]\n", "", "");
    tells(f, "", "[expenditure]\noffice = [\"\", 0, \"\"]\n", "~ expenditure.office.budget  → 0\n");
    tells(f, "[funds]\nopening = 5\n", "[funds]\nopening = \"5\"\n", "");
    tells(f, "[funds]\nopening = 5\n", "[funds]\nopening = \"5.0\"\n", "~ funds.opening 5 → 5.0\n");
    // A row is a row, blank or not.
    tells(f, "", "[[building]]\napproved_area = \"\"\n", "+ building[0]\n");
}

// ---------------------------------------------------------------- names

static void names_of_places(void **state) {
    fixture *f = *state;
    static const char *const names[][3] = {
        {"year", "年度", "年度"},
        {"unit.name", "单位名称", "单位名称"},
        {"unit.district", "单位 › 所在区县", "所在区县"},
        {"expenditure.vehicles.prior", "经费控制情况 › 公务用车购置和维护经费 › 2022年决算数",
         "公务用车购置和维护经费 › 2022年决算数"},
        {"expenditure.category[甲].fund[乙].amounts.final",
         "经费控制情况 › 项目支出的类别 › 甲 › 乙 › 2023年决算数", "甲 › 乙 › 2023年决算数"},
        {"expenditure.category[1].amounts[0]",
         "经费控制情况 › 项目支出的类别 › 甲（第2行） › 2022年决算数", NULL},
        {"funds.income.general", "年度预算申请 › 按收入性质分 › 一般公共预算", "一般公共预算"},
        {"funds.income.lottery", "年度预算申请 › 按收入性质分 › lottery", "金额"},
        {"building[1].actual_area", "楼堂馆所控制情况第2行 › 实际规模（m²）",
         "楼堂馆所控制情况第2行 › 实际规模（m²）"},
        {"goals.achieved[1]", "年度总体目标 › 实际完成情况第2条", NULL},
        {"indicator[走访户数].rows[0].score",
         "绩效指标 › 产出指标 › 数量指标 › 走访户数 › 第1行 › 得分", "走访户数 › 第1行 › 得分"},
        {"indicator[1].score", "绩效指标第2行 › 产出指标 › 质量指标 › 得分",
         "绩效指标第2行 › 得分"},
        {"indicator", "绩效指标", "绩效指标"},
        {"total.score", "总分 › 得分合计", "得分合计"},
        {"project[路灯].funds.total.final",
         "项目支出绩效自评表 › 路灯 › 项目资金 › 年度资金总额 › 全年执行数", "路灯 › 全年执行数"},
        {"project[路灯].funds.line[区级].amounts.prior",
         "项目支出绩效自评表 › 路灯 › 项目资金 › 区级 › 年初预算数", "路灯 › 区级 › 年初预算数"},
        {"facts.final", "其他数据 › final", "其他数据 › 2023年决算数"},
        {"report.overview", "自评报告 › 单位基本情况", NULL},
        {"waiver[0].reason", "核对说明 › F03 funds.rate › 理由", NULL},
        {"nothing.here", "nothing › here", "nothing.here"},
    };
    zp_version version =
        version_of(f, "unit.toml",
                   "building = [{}, {}]\n[goals]\nachieved = [\"一\", \"二\"]\n"
                   "[[expenditure.category]]\nname = \"甲\"\nfund = [{ name = \"乙\" }]\n"
                   "[[expenditure.category]]\nname = \"甲\"\namounts = [1, 2, 3]\n"
                   "[[indicator]]\nlevel1 = \"产出指标\"\nlevel2 = \"数量指标\"\n"
                   "name = \"走访户数\"\nrows = [{ score = 1 }]\n"
                   "[[indicator]]\nlevel1 = \"产出指标\"\nlevel2 = \"质量指标\"\nscore = 1\n"
                   "[[project]]\nname = \"路灯\"\n"
                   "funds = { total = [1, 2, 3], line = [{ name = \"区级\" }] }\n"
                   "[[waiver]]\nrule = \"F03\"\nwhere = \"funds.rate\"\nreason = \"无\"\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        zp_text path = zp_text_of(names[i][0]);
        for (int brief = 0; brief < 2; brief++) {
            if (names[i][1 + brief] != NULL) {
                zp_text name =
                    zp_form_place_name(version.form, f->arena, version.record, path, brief);
                assert_string_equal(zp_arena_string(f->arena, name), names[i][1 + brief]);
            }
        }
    }
}

// A [[revision]] may say anything.
static void names_of_nonsense(void **state) {
    fixture *f = *state;
    static const char *const parts[] = {".",  "[",       "]",      "0",       "12",    "indicator",
                                        "甲", "project", "report", "amounts", "funds", ".income."};
    zp_version version = version_of(f, "unit.toml", CATEGORY("甲", "1, 2, 3"));
    uint32_t random = 1;
    for (int i = 0; i < 20000; i++) {
        zp_text path = {0};
        for (int k = 0; k <= i % 7; k++) {
            random = random * 1664525u + 1013904223u;
            const char *part = parts[(random >> 16) % (sizeof parts / sizeof *parts)];
            path = zp_arena_print(f->arena, "%.*s%s", ZP_ARG(path), part);
        }
        for (int brief = 0; brief < 2; brief++) {
            assert_true(
                zp_form_place_name(version.form, f->arena, version.record, path, brief).size > 0);
        }
    }
}

// Every value of both versions that is told has a name, and no two told values the same.
static void names_are_unambiguous(void **state) {
    fixture *f = *state;
    zp_differences differences = compare(
        f,
        CATEGORY("甲", "1, 2, 3") CATEGORY("甲", "4, 5, 6") "[[building]]\nactual_area = 1\n"
                                                            "[[building]]\nactual_area = 2\n",
        CATEGORY("甲", "7, 8, 9") CATEGORY("甲", "7, 5, 9") "[[building]]\nactual_area = 3\n"
                                                            "[[building]]\nactual_area = 4\n");
    assert_int_equal(differences.count, 7);
    for (size_t i = 0; i < differences.count; i++) {
        assert_true(differences.list[i].where.size > 0);
        for (size_t k = 0; k < i; k++) {
            assert_false(zp_text_equal(differences.list[i].where, differences.list[k].where));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(same_names_pair_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_fewest_are_moved, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_that_paths_cannot_hold, set_up, tear_down),
        cmocka_unit_test_setup_teardown(paths_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts_without_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_thing_for_one_indicator, set_up, tear_down),
        cmocka_unit_test_setup_teardown(computed_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blank_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_of_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_of_nonsense, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_are_unambiguous, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
