// Any bytes as a font file that serves every role: opened, shaped with across and downwards, subset
// and embedded. Of a collection the second face serves too. Where it is broken or has not the
// characters, another font does.
#include "fuzz/fuzz.h"
#include "layout/layout.h"
#include "pdf/pdf.h"

#include <string.h>

static const zp_place here = {"font", 1, 1};

// The characters of the seeds' fonts (seeds.py), and a few that they do not have: 自评, and a
// variation sequence.
static const char across[] =
    "年度部门整体支出绩效，12345.60%（门）“部”——支出 AVé fi 自评 门\xF3\xA0\x84\x80";
static const char down[] = "绩效、12%（部）……出";

static zp_document document;

static zp_node *add(zp_arena *arena, zp_node *parent, zp_node_type type) {
    zp_node *node = zp_node_new(arena, type, here);
    zp_node_append(parent, node);
    return node;
}

static void add_text(zp_arena *arena, zp_node *parent, const zp_style *style, const char *text) {
    zp_node *paragraph = add(arena, parent, ZP_NODE_PARAGRAPH);
    paragraph->style = style;
    add(arena, paragraph, ZP_NODE_RUN)->as.run.text = zp_text_of(text);
}

static void add_table(zp_arena *arena, zp_node *section, const zp_style *style) {
    zp_node *table = add(arena, section, ZP_NODE_TABLE);
    table->as.table = (zp_table){.column_count = 2,
                                 .border = 500,
                                 .frame = 1000,
                                 .side_padding = 3000,
                                 .columns = ZP_ARRAY(arena, zp_length, 2),
                                 .density = {ZP_POINTS(100), 3000, 100}};
    zp_node *row = add(arena, table, ZP_NODE_ROW);
    for (int i = 0; i < 2; i++) {
        zp_node *cell = add(arena, row, ZP_NODE_CELL);
        table->as.table.columns[i] = ZP_POINTS(60);
        cell->as.cell = (zp_cell){.column_span = 1, .row_span = 1, .vertical = i == 0};
        add_text(arena, cell, style, i == 0 ? down : "1234.50");
    }
}

static void make_document(zp_arena *arena) {
    const zp_style **styles = ZP_ARRAY(arena, const zp_style *, ZP_ROLE_COUNT);
    zp_node *root = zp_node_new(arena, ZP_NODE_DOCUMENT, here);
    zp_node *section = add(arena, root, ZP_NODE_SECTION);
    section->as.page = (zp_page_setup){.width = ZP_MM(210000),
                                       .height = ZP_MM(297000),
                                       .top = ZP_MM(20000),
                                       .bottom = ZP_MM(20000),
                                       .inner = ZP_MM(60000),
                                       .outer = ZP_MM(60000)};
    for (int i = 0; i < ZP_ROLE_COUNT; i++) {
        zp_style *style = ZP_NEW(arena, zp_style);
        *style = (zp_style){.id = zp_text_of(zp_font_role_name((zp_font_role)i)),
                            .name = zp_text_of(zp_font_role_name((zp_font_role)i)),
                            .role = (zp_font_role)i,
                            .latin = ZP_ROLE_DIGITS,
                            .size = ZP_POINTS(12),
                            .pitch = ZP_POINTS(18),
                            .align = ZP_ALIGN_JUSTIFY};
        styles[i] = style;
        add_text(arena, section, style, across);
    }
    add_table(arena, section, styles[ZP_ROLE_SONG]);
    document = (zp_document){.id = ZP_TEXT("font"),
                             .title = ZP_TEXT("字体"),
                             .unit = ZP_TEXT("样张"),
                             .language = ZP_TEXT("zh-CN"),
                             .root = root,
                             .styles = styles,
                             .style_count = ZP_ROLE_COUNT,
                             .arena = arena};
}

int LLVMFuzzerInitialize(int *count, char ***arguments) {
    (void)count, (void)arguments;
    zp_buffer list = {0};
    fuzz_open();
    fuzz_make_folder("fonts");
    for (int i = 0; i < ZP_ROLE_COUNT; i++) { // 宋体 and digits: the first face
        zp_buffer_print(&list, "[role.\"%s\"]\nfiles = [\"font#%d\", \"%s\"]\n",
                        zp_font_role_name((zp_font_role)i), i % 2 == 0,
                        "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc#2");
    }
    fuzz_write("fonts/fonts.toml", list.data, list.size);
    zp_buffer_free(&list);
    return 0;
}

// Whether the file is used at all: the other font alone need not be tried again and again.
static bool serves(zp_fonts *fonts) {
    for (int i = 0; i < ZP_ROLE_COUNT; i++) {
        const zp_face *face = zp_fonts_face(fonts, (zp_font_role)i, 0);
        if (face != NULL && zp_text_ends(zp_text_of(face->file), "/font")) {
            return true;
        }
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_fonts *fonts = NULL;
    zp_pages *pages;
    zp_buffer pdf = {0};
    fuzz_write("fonts/font", data, size);
    make_document(arena); // layout writes into it
    if (zp_fonts_open(arena, messages, fuzz_path("fonts"), &fonts) == ZP_OK && serves(fonts) &&
        zp_table_assign(messages, document.root->first->last) == ZP_OK &&
        zp_layout(arena, messages, fonts, &document, &pages) == ZP_OK) {
        zp_pdf_write(pages, NULL, messages, &pdf);
    }
    fuzz_read_messages(messages);
    zp_buffer_free(&pdf);
    zp_fonts_close(fonts);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return 0;
}
