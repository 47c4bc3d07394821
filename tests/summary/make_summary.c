// Summaries of made-up units, for tests/summary.py.
//
//   make_summary TEMPLATES FONTS FOLDER plain|graded|strange|made|none COUNT
//   make_summary TEMPLATES FONTS FOLDER again FILE    of what zp_batch_read gives of FILE
#include "batch/summary.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct maker {
    zp_arena *arena;
    zp_messages *messages;
    zp_workshop workshop;
    zp_batch batch;
} maker;

static const char *const streets[] = {"望岳路", "洞庭",   "王家河", "吕仙亭", "三眼桥", "金鹗山",
                                      "东茅岭", "五里牌", "奇家岭", "城陵矶", "站前路", "枫桥湖"};
static const char *const kinds[] = {
    "街道办事处",     "卫生健康局",       "市场监督管理局", "农业农村局",
    "退役军人事务局", "机关事务服务中心", "政务服务中心",   "城市管理和综合执法局",
    "第三中学",       "社区卫生服务中心", "民政局",         "应急管理局"};
static const char *const reasons[ZP_BATCH_STATES] = {
    [ZP_BATCH_MADE] = "首次编制",
    [ZP_BATCH_KEPT] = "",
    [ZP_BATCH_FINDINGS] = "有3处错误没有改正或者说明：F03 执行率与全年执行数、全年预算数不符；I07 "
                          "绩效指标得分合计与总分不符；B02 三公经费合计与各项之和不符",
    [ZP_BATCH_BAD] = "unit.toml第76行：“全年执行数”应当是数，写的是“一百二十万”",
    [ZP_BATCH_CRASHED] = "程序异常终止（信号11）",
    [ZP_BATCH_HUNG] = "60秒没有完成",
    [ZP_BATCH_MEMORY] = "内存超过512MB",
    [ZP_BATCH_WRITE] = "磁盘空间不足",
    [ZP_BATCH_WAITING] = "本次运行中断，还没有轮到",
};
static const char *const strange[] = {
    "=1+1",
    "+86 街道",
    "-5中学",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "引号\"双\"和'单'",
    "逗号,分号;",
    "第一行\n第二行",
    "第一行\r\n第二行",
    "表情😀👨‍👩‍👧街道",
    "𠮷野家𬱖中心",
    "&lt;b&gt;<b>&amp;",
    "_x0041_办事处",
    "{{unit.name}}中心{{",
    "  前后空格  ",
    "\xE5\xB2 残缺\xFF",
    "控制\x01\x1F\x7F符",
    "0012",
    "3-4",
    "1e5",
    "عربي שלום ไทย हिन्दी",
    "é́̂组合",
    "\xEF\xBF\xBE非字符",
    "",
};
enum { STRANGE = sizeof strange / sizeof *strange };

static uint32_t next(uint32_t *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static zp_text long_name(zp_arena *arena, const char *part) {
    zp_buffer out = {0};
    while (out.size + strlen(part) <= 255) {
        zp_buffer_add_string(&out, part);
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static void set_state(zp_batch_unit *unit, size_t i, uint32_t *seed) {
    unit->state = next(seed) % 4 == 0 ? ZP_BATCH_KEPT : ZP_BATCH_MADE;
    if (i % 17 == 3) {
        unit->state = (zp_batch_state)(ZP_BATCH_FINDINGS + next(seed) % 7);
    }
    unit->reason = zp_text_of(reasons[unit->state]);
}

static zp_text score_of(zp_arena *arena, size_t i, bool graded, uint32_t *seed) {
    static const char *const edges[] = {"90",    "90.00", "89.99", "80",
                                        "79.99", "60.0",  "59.99", "0"};
    int64_t score = 10000 - (int64_t)(next(seed) % (graded ? 5000 : 1400));
    return graded && i < sizeof edges / sizeof *edges ? zp_text_of(edges[i])
           : i % 5 == 0 ? zp_decimal_text(arena, (zp_decimal){score / 100, 0})
                        : zp_decimal_text(arena, (zp_decimal){score, 2});
}

static zp_batch_unit made_up(maker *m, size_t i, bool graded, const zp_form *form, uint32_t *seed) {
    zp_batch_unit unit = {.year = ZP_TEXT("2023"), .form = ZP_TEXT("yueyanglou-2023")};
    zp_arena *arena = m->arena;
    unit.folder = zp_arena_print(arena, "u%04zu", i + 1);
    unit.path = zp_arena_print(arena, "2023年度/%.*s", ZP_ARG(unit.folder));
    unit.name = zp_arena_print(arena, "岳阳楼区%s%s（%zu）", streets[next(seed) % 12],
                               kinds[next(seed) % 12], i + 1);
    unit.milliseconds = (int64_t)(20 + next(seed) % 60);
    set_state(&unit, i, seed);
    if (unit.state == ZP_BATCH_FINDINGS) {
        unit.errors = 1 + next(seed) % 3;
    }
    if (zp_batch_state_done(unit.state) || unit.state == ZP_BATCH_FINDINGS) {
        unit.score = score_of(arena, i, graded, seed);
        unit.warnings = next(seed) % 4;
        unit.remarks = next(seed) % 6;
        unit.waived = next(seed) % 2;
        unit.grade = batch_grade(form, unit.score);
    }
    if (zp_batch_state_done(unit.state)) {
        unit.documents = 5;
        unit.pages = 18 + next(seed) % 30;
        unit.package = zp_arena_print(arena, "%064zx", i * 7919);
    }
    return unit;
}

// Each of the strange texts in each place.
static void make_strange(maker *m, zp_batch_unit *unit, size_t i) {
    zp_text text = zp_text_of(strange[i % STRANGE]);
    unit->name = text;
    unit->reason = text;
    unit->path = text;
    unit->folder = zp_arena_print(m->arena, "%.*s%zu", ZP_ARG(text), i);
    unit->score = i % 3 == 0 ? text : i % 3 == 1 ? ZP_TEXT("-0.50") : unit->score;
    unit->grade = i % 2 ? ZP_TEXT("=\"A\"") : (zp_text){0};
    unit->year = (zp_text){0};
    unit->form = ZP_TEXT("nowhere");
    unit->milliseconds = -1;
    if (i % STRANGE == 0) {
        unit->folder = long_name(m->arena, "a");
        unit->name = long_name(m->arena, "文");
    } else if (i % STRANGE == 1) {
        unit->folder = unit->name = long_name(m->arena, "0123456789_");
        unit->reason = long_name(m->arena, "https://x.cn/");
    } else if (i % STRANGE == 2) {
        unit->name = long_name(m->arena, "😀");
        unit->reason = long_name(m->arena, "，");
    }
}

static void make_up(maker *m, const zp_form *form, const char *kind, size_t count) {
    uint32_t seed = 2023;
    for (size_t i = 0; i < count; i++) {
        zp_batch_unit *unit = ZP_PUSH(m->arena, m->batch.units, m->batch.count, m->batch.capacity);
        *unit = made_up(m, i, strcmp(kind, "graded") == 0, form, &seed);
        if (strcmp(kind, "strange") == 0) {
            make_strange(m, unit, i);
        } else if (strcmp(kind, "made") == 0) {
            unit->state = ZP_BATCH_MADE;
        } else if (strcmp(kind, "none") == 0) {
            unit->state = ZP_BATCH_BAD;
            unit->form = unit->name = unit->year = unit->score = (zp_text){0};
            unit->reason = zp_text_of(reasons[ZP_BATCH_BAD]);
        }
    }
}

static zp_status open_shop(maker *m, const char *templates, const char *fonts) {
    zp_schema *schema = NULL;
    const char *file = zp_path_join(m->arena, templates, "unit-year.schema.json");
    zp_status status = zp_schema_load(m->arena, m->messages, file, &schema);
    m->workshop = (zp_workshop){.templates = templates, .schema = schema, .tool = "0.1.0"};
    if (status == ZP_OK) {
        m->workshop.forms = zp_forms_new(schema, templates);
        status = zp_fonts_open(m->arena, m->messages, fonts, &m->workshop.fonts);
    }
    return status;
}

int main(int count, char **arguments) {
    if (count != 6) {
        return 2;
    }
    maker m = {.arena = zp_arena_new(), .messages = zp_messages_new()};
    zp_status status = open_shop(&m, arguments[1], arguments[2]);
    if (status == ZP_OK && strcmp(arguments[4], "again") == 0) {
        status = zp_batch_read(m.arena, m.messages, arguments[1], arguments[5], &m.batch);
    } else if (status == ZP_OK) {
        const zp_form *form = NULL;
        status = zp_forms_named(m.workshop.forms, m.messages, ZP_TEXT("yueyanglou-2023"),
                                (zp_place){0}, &form);
        if (status == ZP_OK) {
            make_up(&m, form, arguments[4], strtoul(arguments[5], NULL, 10));
        }
    }
    if (status == ZP_OK) {
        status = zp_batch_summarise(&m.workshop, m.arena, m.messages, &m.batch, arguments[3]);
    }
    zp_buffer said = {0};
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(m.messages, i)) != NULL; i++) {
        zp_message_format(each, &said);
    }
    fprintf(stderr, "%.*s", ZP_ARG(zp_buffer_text(&said)));
    zp_buffer_free(&said);
    zp_fonts_close(m.workshop.fonts);
    zp_forms_free(m.workshop.forms);
    zp_messages_free(m.messages);
    zp_arena_free(m.arena);
    return (int)status;
}
