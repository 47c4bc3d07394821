// make_vertical FONTS_FOLDER OUT: a table of vertical cells as OUT.pdf and OUT.docx, for
// vertical.py and for looking. A row for each of 宋体, 楷体 and 仿宋.
#include "docx/docx.h"
#include "layout/layout.h"
#include "pdf/pdf.h"

#include <stdio.h>

static const zp_place here = {"vertical", 1, 1};

static const char *const texts[] = {
    "绩效指标",       "绩效指标（50分）", "〈一〉《二》「三」", "【四】〔五〕［六］",
    "甲——乙……丙～丁", "甲、乙，丙。丁：", "戊；己！庚？辛",     "“区域化”党‘建’",
    "第1项第12项",    "第123项5%及10%",   "2023年A4纸B C",      "％㎡℃①／·≥×",
};

enum { TEXTS = sizeof texts / sizeof *texts, ROLES = 3 };

static void add_cell(zp_arena *arena, zp_node *row, const zp_style *style, const char *text) {
    zp_node *cell = zp_node_new(arena, ZP_NODE_CELL, here);
    zp_node *paragraph = zp_node_new(arena, ZP_NODE_PARAGRAPH, here);
    zp_node *run = zp_node_new(arena, ZP_NODE_RUN, here);
    cell->as.cell = (zp_cell){.column_span = 1, .row_span = 1, .vertical = true};
    paragraph->style = style;
    run->as.run.text = zp_text_of(text);
    zp_node_append(row, cell);
    zp_node_append(cell, paragraph);
    zp_node_append(paragraph, run);
}

static zp_node *make_table(zp_arena *arena, const zp_style *const *styles) {
    zp_node *table = zp_node_new(arena, ZP_NODE_TABLE, here);
    table->as.table = (zp_table){.column_count = TEXTS,
                                 .border = 500,
                                 .frame = 1000,
                                 .side_padding = 3000,
                                 .columns = ZP_ARRAY(arena, zp_length, TEXTS),
                                 .density = {ZP_POINTS(140), 3000, 100}};
    for (int role = 0; role < ROLES; role++) {
        zp_node *row = zp_node_new(arena, ZP_NODE_ROW, here);
        zp_node_append(table, row);
        for (int i = 0; i < TEXTS; i++) {
            table->as.table.columns[i] = ZP_POINTS(30);
            add_cell(arena, row, styles[role], texts[i]);
        }
    }
    return table;
}

static zp_document make_document(zp_arena *arena) {
    static const zp_font_role roles[ROLES] = {ZP_ROLE_SONG, ZP_ROLE_KAI, ZP_ROLE_FANGSONG};
    static const char *const names[ROLES] = {"song", "kai", "fangsong"};
    const zp_style **styles = ZP_ARRAY(arena, const zp_style *, ROLES);
    for (int i = 0; i < ROLES; i++) {
        zp_style *style = ZP_NEW(arena, zp_style);
        *style = (zp_style){.id = zp_text_of(names[i]),
                            .name = zp_text_of(names[i]),
                            .role = roles[i],
                            .latin = ZP_ROLE_DIGITS,
                            .size = ZP_POINTS(12),
                            .pitch = ZP_POINTS(18),
                            .align = ZP_ALIGN_CENTER};
        styles[i] = style;
    }
    zp_node *root = zp_node_new(arena, ZP_NODE_DOCUMENT, here);
    zp_node *section = zp_node_new(arena, ZP_NODE_SECTION, here);
    section->as.page = (zp_page_setup){.width = ZP_MM(210000),
                                       .height = ZP_MM(297000),
                                       .top = ZP_MM(20000),
                                       .bottom = ZP_MM(20000),
                                       .inner = ZP_MM(25000),
                                       .outer = ZP_MM(25000)};
    zp_node_append(root, section);
    zp_node_append(section, make_table(arena, styles));
    return (zp_document){.id = ZP_TEXT("vertical"),
                         .title = ZP_TEXT("竖排"),
                         .unit = ZP_TEXT("样张"),
                         .language = ZP_TEXT("zh-CN"),
                         .root = root,
                         .styles = styles,
                         .style_count = ROLES,
                         .arena = arena};
}

static zp_status write_both(zp_arena *arena, zp_messages *messages, zp_fonts *fonts,
                            const char *out) {
    zp_document document = make_document(arena);
    zp_pages *pages = NULL;
    zp_buffer pdf = {0}, docx = {0};
    zp_status status = zp_table_assign(messages, document.root->first->first);
    status = status ? status : zp_layout(arena, messages, fonts, &document, &pages);
    status = status ? status : zp_pdf_write(pages, NULL, messages, &pdf);
    status = status ? status : zp_docx_write(&document, messages, &docx);
    status = status ? status
                    : zp_file_write(messages, zp_arena_print(arena, "%s.pdf", out).data, pdf.data,
                                    pdf.size);
    status = status ? status
                    : zp_file_write(messages, zp_arena_print(arena, "%s.docx", out).data, docx.data,
                                    docx.size);
    zp_buffer_free(&pdf);
    zp_buffer_free(&docx);
    return status;
}

int main(int count, char **arguments) {
    if (count != 3) {
        return ZP_BAD_INPUT;
    }
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_fonts *fonts = NULL;
    zp_status status = zp_fonts_open(arena, messages, arguments[1], &fonts);
    status = status ? status : write_both(arena, messages, fonts, arguments[2]);
    for (size_t i = 0; i < zp_messages_count(messages, ZP_WARNING); i++) {
        zp_buffer line = {0};
        zp_message_format(zp_messages_at(messages, i), &line);
        printf("%.*s\n", ZP_ARG(zp_buffer_text(&line)));
        zp_buffer_free(&line);
    }
    zp_fonts_close(fonts);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return (int)status;
}
