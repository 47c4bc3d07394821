#include "docx/sample.h"

#include <stdio.h>
#include <string.h>

static const zp_style styles[] = {
    {.id = {"body", 4},
     .name = {"正文", 6},
     .role = ZP_ROLE_FANGSONG,
     .latin = ZP_ROLE_DIGITS,
     .size = 16000,
     .pitch = 28990,
     .tracking = -207,
     .align = ZP_ALIGN_JUSTIFY,
     .first_indent = 200,
     .han_western = 0,
     .grid = true},
    {.id = {"heading1", 8},
     .name = {"一级标题", 12},
     .role = ZP_ROLE_HEI,
     .latin = ZP_ROLE_DIGITS,
     .size = 16000,
     .pitch = 28990,
     .tracking = -207,
     .align = ZP_ALIGN_JUSTIFY,
     .first_indent = 200,
     .keep_next = true,
     .outline = 1,
     .grid = true},
    {.id = {"heading2", 8},
     .name = {"二级标题", 12},
     .role = ZP_ROLE_KAI,
     .latin = ZP_ROLE_DIGITS,
     .size = 16000,
     .pitch = 28990,
     .tracking = -207,
     .align = ZP_ALIGN_JUSTIFY,
     .first_indent = 200,
     .keep_next = true,
     .outline = 2,
     .grid = true},
    {.id = {"title", 5},
     .name = {"公文标题", 12},
     .role = ZP_ROLE_TITLE,
     .latin = ZP_ROLE_DIGITS,
     .size = 22000,
     .pitch = 32000,
     .align = ZP_ALIGN_BALANCE,
     .keep_next = true,
     .space_after = 28990},
    {.id = {"cell", 4},
     .name = {"表格文字", 12},
     .role = ZP_ROLE_FANGSONG,
     .latin = ZP_ROLE_DIGITS,
     .size = 10500,
     .pitch = 14000,
     .align = ZP_ALIGN_CENTER},
    {.id = {"cell-text", 9},
     .name = {"表格段落", 12},
     .role = ZP_ROLE_FANGSONG,
     .latin = ZP_ROLE_DIGITS,
     .size = 10500,
     .pitch = 14000,
     .align = ZP_ALIGN_LEFT},
    {.id = {"head", 4},
     .name = {"表头", 6},
     .role = ZP_ROLE_HEI,
     .latin = ZP_ROLE_DIGITS,
     .size = 10500,
     .pitch = 14000,
     .align = ZP_ALIGN_CENTER},
    {.id = {"signature", 9},
     .name = {"签字行", 9},
     .role = ZP_ROLE_FANGSONG,
     .latin = ZP_ROLE_DIGITS,
     .size = 12000,
     .pitch = 20000,
     .align = ZP_ALIGN_JUSTIFY,
     .space_before = 6000,
     .keep_previous = true},
    {.id = {"attachment", 10},
     .name = {"附件标记", 12},
     .role = ZP_ROLE_HEI,
     .latin = ZP_ROLE_DIGITS,
     .size = 16000,
     .pitch = 28990,
     .align = ZP_ALIGN_LEFT},
    {.id = {"page-number", 11},
     .name = {"页码", 6},
     .role = ZP_ROLE_SONG,
     .latin = ZP_ROLE_SONG,
     .size = 14000,
     .pitch = 14000,
     .align = ZP_ALIGN_RIGHT},
    {.id = {"cover", 5},
     .name = {"封面", 6},
     .role = ZP_ROLE_KAI,
     .latin = ZP_ROLE_DIGITS,
     .size = 16000,
     .pitch = 36000,
     .align = ZP_ALIGN_CENTER},
};

enum { STYLE_COUNT = sizeof styles / sizeof *styles };

zp_document *sample_document(zp_arena *arena, const char *title) {
    zp_document *document = ZP_NEW(arena, zp_document);
    const zp_style **list = ZP_ARRAY(arena, const zp_style *, STYLE_COUNT);
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        list[i] = &styles[i];
    }
    *document = (zp_document){.id = ZP_TEXT("sample"),
                              .title = zp_text_of(title),
                              .unit = ZP_TEXT("岳阳楼街道办事处"),
                              .date = ZP_TEXT("2024-05-28"),
                              .language = ZP_TEXT("zh-CN"),
                              .root = zp_node_new(arena, ZP_NODE_DOCUMENT, (zp_place){0}),
                              .styles = list,
                              .style_count = STYLE_COUNT,
                              .arena = arena};
    return document;
}

const zp_style *sample_style(const zp_document *document, const char *id) {
    for (size_t i = 0; i < document->style_count; i++) {
        if (zp_text_is(document->styles[i]->id, id)) {
            return document->styles[i];
        }
    }
    return NULL;
}

zp_node *sample_child(zp_document *document, zp_node *parent, zp_node_type type) {
    zp_node *node = zp_node_new(document->arena, type, (zp_place){0});
    zp_node_append(parent, node);
    return node;
}

zp_node *sample_section(zp_document *document, bool numbered, bool grid) {
    zp_node *section = sample_child(document, document->root, ZP_NODE_SECTION);
    section->as.page =
        (zp_page_setup){.width = 595276,
                        .height = 841890,
                        .top = ZP_MM(37000),
                        .bottom = ZP_MM(35000),
                        .inner = ZP_MM(28000),
                        .outer = ZP_MM(26000),
                        .number_drop = ZP_MM(7000),
                        .number_indent = 15793,
                        .number = numbered ? ZP_PAGE_NUMBER_DASHED : ZP_PAGE_NUMBER_NONE,
                        .number_style = sample_style(document, "page-number"),
                        .grid_lines = grid ? 22 : 0,
                        .grid_characters = grid ? 28 : 0};
    return section;
}

zp_node *sample_run(zp_document *document, zp_node *paragraph, const char *text) {
    zp_node *run = sample_child(document, paragraph, ZP_NODE_RUN);
    run->as.run.text = zp_arena_copy(document->arena, zp_text_of(text));
    return run;
}

zp_node *sample_text(zp_document *document, zp_node *parent, const char *style, const char *text) {
    const zp_style *found = sample_style(document, style);
    zp_node *node =
        sample_child(document, parent, found->outline > 0 ? ZP_NODE_HEADING : ZP_NODE_PARAGRAPH);
    node->style = found;
    if (text[0] != '\0') {
        sample_run(document, node, text);
    }
    return node;
}

zp_node *sample_columns(zp_document *document, zp_node *section, size_t count, const int *shares) {
    zp_node *table = sample_child(document, section, ZP_NODE_TABLE);
    const zp_page_setup *page = &section->as.page;
    zp_length measure = page->width - page->inner - page->outer;
    int total = 0;
    for (size_t i = 0; i < count; i++) {
        total += shares[i];
    }
    zp_length *columns = ZP_ARRAY(document->arena, zp_length, count);
    zp_length used = 0;
    for (size_t i = 0; i < count; i++) {
        columns[i] =
            i + 1 == count ? measure - used : (zp_length)zp_scale(measure, shares[i], total);
        used += columns[i];
    }
    table->as.table =
        (zp_table){.columns = columns,
                   .column_count = count,
                   .border = 500,
                   .frame = 1000,
                   .side_padding = 2000,
                   .density = {.row_height = 22000, .padding = 3000, .type_percent = 100},
                   .caption = ZP_TEXT("绩效自评表")};
    return table;
}

zp_node *sample_row(zp_document *document, zp_node *table, zp_row_kind kind) {
    zp_node *row = sample_child(document, table, ZP_NODE_ROW);
    row->as.row.kind = kind;
    return row;
}

zp_node *sample_cell(zp_document *document, zp_node *row, int columns, int rows, const char *style,
                     const char *text) {
    zp_node *cell = sample_child(document, row, ZP_NODE_CELL);
    cell->as.cell.column_span = (uint16_t)columns;
    cell->as.cell.row_span = (uint16_t)rows;
    sample_text(document, cell, style, text);
    return cell;
}

static void add_cells(zp_document *document, zp_node *row, const char *style, const char *texts) {
    for (const char *from = texts; from != NULL;) {
        const char *bar = strchr(from, '|');
        size_t size = bar != NULL ? (size_t)(bar - from) : strlen(from);
        zp_text text = zp_arena_copy(document->arena, (zp_text){from, size});
        sample_cell(document, row, 1, 1, style, text.data);
        from = bar != NULL ? bar + 1 : NULL;
    }
}

static void add_money(zp_document *document, zp_node *table) {
    zp_node *row = sample_row(document, table, ZP_ROW_BODY);
    sample_cell(document, row, 2, 1, "head", "预算单位名称");
    sample_cell(document, row, 7, 1, "cell", "岳阳市岳阳楼区人民政府岳阳楼街道办事处");
    row = sample_row(document, table, ZP_ROW_BODY);
    sample_cell(document, row, 1, 3, "head", "年度预算申请（万元）");
    sample_cell(document, row, 2, 1, "head", "");
    add_cells(document, row, "head", "年初预算数|全年预算数|全年执行数|分值|执行率|得分");
    row = sample_row(document, table, ZP_ROW_BODY);
    sample_cell(document, row, 2, 1, "head", "年度资金总额");
    add_cells(document, row, "cell", "1592.87|4073.53|4073.53|10|100.00%|10");
    row = sample_row(document, table, ZP_ROW_BODY);
    sample_cell(document, row, 4, 1, "cell-text",
                "按收入性质分：一般公共预算：2490.44；其他资金：1583.09");
    sample_cell(document, row, 4, 1, "cell-text",
                "按支出性质分：“基本支出”1365.61；“项目支出”2707.92");
    row = sample_row(document, table, ZP_ROW_BODY);
    sample_cell(document, row, 1, 2, "head", "年度总体目标");
    sample_cell(document, row, 4, 1, "head", "预期目标");
    sample_cell(document, row, 4, 1, "head", "实际完成情况");
    row = sample_row(document, table, ZP_ROW_BODY);
    zp_node *cell =
        sample_cell(document, row, 4, 1, "cell-text", "目标1：完成“五社联动”工作，服务群众≥50次；");
    sample_text(document, cell, "cell-text", "目标2：新引进企业3家，到位资金8亿元——完成全年任务。");
    sample_cell(document, row, 4, 1, "cell-text", "1：完成。2：完成，到位资金8.6亿元……超额完成。");
}

static void add_indicators(zp_document *document, zp_node *table, int rows, bool head_spans) {
    zp_node *row = sample_row(document, table, ZP_ROW_HEAD);
    zp_node *label = sample_cell(document, row, 1, head_spans ? rows + 1 : 1, "head",
                                 head_spans ? "绩效指标" : "");
    label->as.cell.vertical = head_spans;
    add_cells(document, row, "head",
              "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施");
    for (int i = 0; i < rows; i++) {
        row = sample_row(document, table, ZP_ROW_BODY);
        if (i == 0 && !head_spans) {
            label = sample_cell(document, row, 1, rows, "head", "绩效指标");
            label->as.cell.vertical = true;
        }
        if (i % 12 == 0) {
            sample_cell(document, row, 1, rows - i < 12 ? rows - i : 12, "cell",
                        "产出指标（50分）");
        }
        if (i % 4 == 0) {
            sample_cell(document, row, 1, rows - i < 4 ? rows - i : 4, "cell", "数量指标");
        }
        char name[160];
        snprintf(name, sizeof name, "第%d项·开展“群英断是非”调解服务次数|≥%d次|%d次|5|4.8|", i + 1,
                 i * 7, i * 7 + 1);
        add_cells(document, row, "cell", name);
    }
    row = sample_row(document, table, ZP_ROW_BODY);
    sample_cell(document, row, 6, 1, "head", "总分");
    add_cells(document, row, "cell", "100|99|");
}

zp_document *sample_table(zp_arena *arena, int rows, bool head_spans) {
    static const int shares[] = {5, 8, 8, 18, 13, 13, 8, 8, 19};
    zp_document *document = sample_document(arena, "2023年度预算单位整体支出绩效自评表");
    zp_node *section = sample_section(document, false, false);
    sample_text(document, section, "attachment", "附件2");
    sample_text(document, section, "title", "2023年度预算单位整体支出绩效自评表");
    zp_node *table = sample_columns(document, section, 9, shares);
    add_money(document, table);
    add_indicators(document, table, rows, head_spans);
    zp_messages *messages = zp_messages_new();
    zp_table_assign(messages, table);
    zp_messages_free(messages);
    zp_node *line = sample_text(document, section, "signature", "填表人：");
    sample_child(document, line, ZP_NODE_BLANK)->as.blank = 450;
    sample_child(document, line, ZP_NODE_GAP);
    sample_run(document, line, "联系电话：0000-0000000");
    sample_child(document, line, ZP_NODE_GAP);
    sample_run(document, line, "单位负责人签字：");
    sample_child(document, line, ZP_NODE_BLANK)->as.blank = 600;
    return document;
}

zp_document *sample_report(zp_arena *arena, int paragraphs) {
    static const char text[] =
        "2023年，岳阳楼街道坚持以“党建引领”为抓手，实现财政收入4073.53万元，执行率100%，"
        "比上年增长8.6个百分点；开展“群英断是非”矛盾调解154次（成功率95%），服务群众12000余人次"
        "——切实解决了群众“急难愁盼”问题……获评《人民日报》“基层治理”典型案例，GDP与TOML两项齐升。";
    zp_document *document =
        sample_document(arena, "2023年度岳阳楼街道办事处单位整体支出绩效自评报告");
    zp_node *cover = sample_section(document, false, false);
    sample_child(document, cover, ZP_NODE_SPACE)->as.space = ZP_POINTS(80);
    zp_node *title = sample_text(document, cover, "title", "2023年度岳阳楼街道办事处");
    sample_child(document, title, ZP_NODE_LINE_BREAK);
    sample_run(document, title, "单位整体支出绩效自评报告");
    sample_child(document, cover, ZP_NODE_FILL);
    sample_text(document, cover, "cover", "部门（单位）名称：岳阳楼街道办事处（盖章）");
    sample_text(document, cover, "cover", "2024年5月28日");
    zp_node *section = sample_section(document, true, true);
    sample_text(document, section, "title", "2023年度岳阳楼街道办事处单位整体支出绩效自评报告");
    for (int i = 0; i < paragraphs; i++) {
        if (i % 4 == 0) {
            sample_text(document, section, "heading1", "一、单位基本情况");
            sample_text(document, section, "heading2", "（一）职能职责");
        }
        sample_text(document, section, "body", text);
    }
    sample_child(document, section, ZP_NODE_SPACE)->as.space = 28990;
    sample_text(document, section, "body", "附件：1. 基础数据表");
    return document;
}
