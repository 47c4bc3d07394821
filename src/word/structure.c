// What differs by the kinds of thing a page is made of, whatever the lines are.
#include "docx/docx.h"
#include "word/private.h"

// ------------------------------------------------ characters of a paragraph

typedef struct look {
    bool opens;    // begins with an opening mark
    bool dot;      // holds ·
    bool shouts;   // ？ and ！ side by side
    bool adjacent; // two full-width marks side by side
    bool mixed;    // Han beside a Western letter or figure
    bool rare;     // a character outside the basic plane
    bool turned;   // what is no Han
    bool any;
} look;

static bool is_opening(uint32_t c) {
    return c == 0x2018 || c == 0x201C || c == 0xFF08 ||
           (c >= 0x3008 && c <= 0x301A && c % 2 == 0 && c != 0x3012);
}

static bool is_mark(uint32_t c) {
    return is_opening(c) || c == 0x2019 || c == 0x201D || (c >= 0x3001 && c <= 0x301B) ||
           c == 0xFF09 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF01 || c == 0xFF1F;
}

static bool is_shout(uint32_t c) {
    return c == 0xFF01 || c == 0xFF1F;
}

static bool is_han(uint32_t c) {
    return (c >= 0x3400 && c < 0xA000) || c >= 0x20000;
}

static bool is_western(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static look look_at(const comparison *c, const block *b) {
    look found = {0};
    zp_text text = block_text(c->arena, b);
    uint32_t before = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t ch = zp_utf8_next(text, &at);
        found.opens |= !found.any && is_opening(ch);
        found.any = true;
        found.dot |= ch == 0xB7;
        found.shouts |= is_shout(before) && is_shout(ch);
        found.adjacent |= is_mark(before) && is_mark(ch);
        found.mixed |= (is_han(before) && is_western(ch)) || (is_western(before) && is_han(ch));
        found.rare |= ch >= 0x20000 && ch < 0xE0000;
        found.turned |= !is_han(ch);
        before = ch;
    }
    return found;
}

// ------------------------------------------------ kinds of difference

typedef enum kind {
    KIND_GAP,
    KIND_OPENING,
    KIND_DOT,
    KIND_SHOUTS,
    KIND_TIGHT,
    KIND_HANGING,
    KIND_CELLS,
    KIND_EDGES,
    KIND_BALANCE,
    KIND_NARROW,
    KIND_SIZE,
    KIND_VERTICAL,
    KIND_DECIMAL,
    KIND_STRETCHED,
    KIND_RARE,
    KIND_PAIR,
    KIND_GRID_LINE,
    KIND_COUNT,
} kind;

static const char *const told[KIND_COUNT] = {
    [KIND_GAP] = "[B7] 中西文间距：PDF 按样式定（例如 1/8 字），Word 一律 1/4 字。",
    [KIND_OPENING] =
        "[B4.4] 首行缩进之后的前括号、前引号：PDF 保留左半字空白，Word 压去半字（按规则推算）。",
    [KIND_DOT] = "[B2] 间隔号“·”：PDF 占半字，Word 占一字。",
    [KIND_SHOUTS] = "[B4.5] 连用的“？！”：PDF 两个合占一字，Word 各占一字或挤半字。",
    [KIND_TIGHT] = "[B4.2] 相邻标点：PDF 各占半字，Word 合占一字半。",
    [KIND_HANGING] = "[B4.6] 标点悬挂：PDF 只悬挂顿号、逗号、句号，Word 也悬挂其他后置标点。",
    [KIND_CELLS] = "[B7] 逐格对齐：一面只能有一种网格，Word 在这里不逐格对齐。",
    [KIND_EDGES] = "[B3.1] 行首行尾禁则：Word 全文只有一张表，这里按正文的一级处理。",
    [KIND_BALANCE] = "[B8] 居中的多行文字：PDF 各行长短相近、不拆词，Word 先排满上一行。",
    [KIND_NARROW] = "[B6.3] 窄栏的两端对齐：字距要拉得太开的行，PDF 改为左齐，Word 仍拉开。",
    [KIND_SIZE] = "[B11] 字号：Word 只有半磅的整数倍，这里取最近的一级。",
    [KIND_VERTICAL] = "[B9] 竖排中的数字、字母和标点：PDF 逐个定位，Word 由字体和“纵中横”决定。",
    [KIND_DECIMAL] =
        "[B10] 小数点对齐：PDF 按字宽，Word 右对齐加写定的缩进，改动小数位数后不会重新对齐。",
    [KIND_STRETCHED] = "[B11] 行内伸缩的空当：PDF 按实际字宽分配，Word 用估算的制表位。",
    [KIND_RARE] =
        "[B10] 扩展 B 区以后的汉字：PDF 用后备字体嵌入，Word 用电脑上的 SimSun-ExtB 等字体。",
    [KIND_PAIR] =
        "[B8] 落款：PDF 按署名和日期的实际长度对齐，Word 用写定的缩进，改动后不会重新对齐。",
    [KIND_GRID_LINE] = "[B12] 标题的位置：PDF 定在版心的某一行，Word 用写定的段前距离。",
};

static bool has_gap(const zp_node *node) {
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_GAP) {
            return true;
        }
    }
    return false;
}

static void find_kinds(const comparison *c, const block *b, bool found[KIND_COUNT]) {
    const zp_style *style = b->node->style;
    look seen = look_at(c, b);
    bool vertical = b->cell != NULL && b->cell->as.cell.vertical;
    bool on_grid = style->grid && b->section->as.page.grid_characters > 0;
    zp_length size = (zp_length)zp_scale(style->size, b->percent, 100);
    zp_number number;
    found[KIND_GAP] = seen.mixed && style->han_western != 0 && style->han_western != 250;
    found[KIND_OPENING] =
        seen.opens && style->first_indent > 0 && zp_docx_line_start_squeezed(style);
    found[KIND_DOT] = seen.dot && !vertical;
    found[KIND_SHOUTS] = seen.shouts;
    found[KIND_TIGHT] = style->tight && seen.adjacent;
    found[KIND_HANGING] = style->hanging && b->start_count > 1;
    found[KIND_CELLS] = style->cells && (!on_grid || !c->normal->cells);
    found[KIND_EDGES] = style->edges != c->normal->edges && b->start_count > 1;
    found[KIND_BALANCE] = style->align == ZP_ALIGN_BALANCE && !same_breaks(c, b);
    found[KIND_NARROW] = style->align == ZP_ALIGN_JUSTIFY && b->cell != NULL && !vertical &&
                         b->end_count > 1 && b->measure < 12 * size;
    found[KIND_SIZE] = size % 500 != 0 && seen.any;
    found[KIND_VERTICAL] = vertical && seen.turned;
    found[KIND_DECIMAL] =
        b->cell != NULL && b->cell->as.cell.number_column > 0 && zp_cell_number(b->cell, &number);
    found[KIND_STRETCHED] = has_gap(b->node);
    found[KIND_RARE] = seen.rare;
    found[KIND_PAIR] = b->node->length > 0;
    found[KIND_GRID_LINE] = style->grid_line > 0 && b->section->as.page.grid_lines > 0;
}

static void tell_kinds(const comparison *c, zp_buffer *out) {
    const block *first[KIND_COUNT] = {NULL};
    size_t count[KIND_COUNT] = {0};
    for (size_t i = 0; i < c->count; i++) {
        bool found[KIND_COUNT] = {false};
        if (c->blocks[i].page > 0) {
            find_kinds(c, &c->blocks[i], found);
        }
        for (int k = 0; k < KIND_COUNT; k++) {
            count[k] += found[k];
            first[k] = found[k] && first[k] == NULL ? &c->blocks[i] : first[k];
        }
    }
    for (int k = 0; k < KIND_COUNT; k++) {
        if (count[k] > 0) {
            tell_block(c, out, first[k]);
            zp_buffer_add_string(out, told[k]);
            if (count[k] > 1) {
                zp_buffer_print(out, "这样的有 %zu 处，这里是第一处。", count[k]);
            }
            zp_buffer_add_string(out, "\n");
        }
    }
}

// ------------------------------------------------ sections

static const block *first_block(const comparison *c, const zp_node *section) {
    for (size_t i = 0; i < c->count; i++) {
        if (c->blocks[i].section == section && c->blocks[i].page > 0) {
            return &c->blocks[i];
        }
    }
    return NULL;
}

// Told once for sections of the same grid.
static bool grid_told(const comparison *c, const zp_node *section) {
    const zp_page_setup *page = &section->as.page;
    for (const zp_node *each = c->document->root->first; each != section; each = each->next) {
        const zp_page_setup *told = &each->as.page;
        if (told->grid_lines == page->grid_lines &&
            told->height - told->top - told->bottom == page->height - page->top - page->bottom &&
            first_block(c, each) != NULL) {
            return true;
        }
    }
    return false;
}

// Hundredths of a point, as people write them.
static void tell_points(zp_buffer *out, zp_length length) {
    int hundredths = (int)zp_scale(length, 1, 10);
    zp_buffer_print(out, "%d.%02d 磅", hundredths / 100, hundredths % 100);
}

static void tell_grid(const comparison *c, const block *b, zp_buffer *out) {
    const zp_page_setup *page = &b->section->as.page;
    zp_length height = page->height - page->top - page->bottom;
    if (page->grid_lines < 2 || grid_told(c, b->section)) {
        return;
    }
    zp_length ours = (height - c->normal->size) / (page->grid_lines - 1);
    zp_length theirs = (zp_length)zp_scale(height, 1, 50 * (int64_t)page->grid_lines) * 50;
    tell_block(c, out, b);
    zp_buffer_add_string(out, "[B12] 行距：PDF 首末行的字身贴版心上下边，行距 ");
    tell_points(out, ours);
    zp_buffer_print(out, "；Word 的网格把版心分成 %d 份，行距 ", page->grid_lines);
    tell_points(out, theirs);
    zp_buffer_add_string(out, "。每面行数相同，首行到末行相差 ");
    tell_points(out, (ours - theirs) * (page->grid_lines - 1));
    zp_buffer_add_string(out, "。\n");
}

static void tell_section(const comparison *c, const block *b, zp_buffer *out) {
    const zp_page_setup *page = &b->section->as.page;
    tell_grid(c, b, out);
    if (b->page > 1 && c->pages->pages[b->page - 2].item_count == 0) {
        tell_block(c, out, b);
        zp_buffer_print(out,
                        "[B12] 空白页：PDF 的第%zu页是空白的背面，使这一部分从右手页开始；Word "
                        "屏幕上不显示这一页，打印时自动补上。\n",
                        b->page - 1);
    }
    if (page->alone_unnumbered && page->number == ZP_PAGE_NUMBER_NONE) {
        tell_block(c, out, b);
        zp_buffer_add_string(out,
                             "[B12] 页码：PDF 只有一面，不印页码；在 Word 中加长到两面时，也不会"
                             "自动出现页码。\n");
    }
}

static void tell_fills(const comparison *c, const zp_node *section, zp_buffer *out) {
    for (const zp_node *node = section->first; node != NULL; node = node->next) {
        const zp_node *next = node->next;
        const block *b = node->type == ZP_NODE_FILL && next != NULL ? block_of(c, next) : NULL;
        if (b != NULL && b->page > 0) {
            tell_block(c, out, b);
            zp_buffer_add_string(out,
                                 "[B11] 沉到页面下部的文字：PDF 按余下的高度，Word 用写定的段前"
                                 "距离，上文增减后不会跟着移动。\n");
        }
    }
}

// ------------------------------------------------ tables

static void tell_density(const comparison *c, const block *b, zp_buffer *out) {
    const zp_table *about = &b->table->as.table;
    if (about->density_count < 2) {
        return;
    }
    tell_block(c, out, b);
    zp_buffer_add_string(out, "[B11] 表格疏密：PDF 按页数选定行高 ");
    tell_points(out, about->density.row_height);
    zp_buffer_print(out, "、字号 %d%%，写入 DOCX；在 Word 中增减内容后不会重选。\n",
                    about->density.type_percent);
}

// The rows whose head Word repeats: a head with nothing that reaches into it from above, and the
// label that is cut below it is the lower part's (docx/table_cell.c).
static bool word_repeats(const block *b) {
    const zp_node *row = b->cell->parent;
    if (row->as.row.kind != ZP_ROW_HEAD || b->cell->as.cell.row_span > 1) {
        return false;
    }
    size_t index = 0, head = 0; // of this row, and of the first row of its head
    for (const zp_node *each = b->table->first; each != row; each = each->next) {
        index++;
        head = each->as.row.kind == ZP_ROW_HEAD ? head : index;
    }
    size_t at = 0;
    for (const zp_node *each = b->table->first; at < head; each = each->next, at++) {
        for (const zp_node *cell = each->first; cell != NULL; cell = cell->next) {
            if (at + cell->as.cell.row_span > head) {
                return false;
            }
        }
    }
    return true;
}

static void tell_repetitions(const comparison *c, zp_buffer *out) {
    for (size_t i = 0; i < c->repetition_count; i++) {
        const repetition *each = &c->repetitions[i];
        if (each->of->cell == NULL || word_repeats(each->of)) {
            continue;
        }
        bool head = each->of->cell->parent->as.row.kind == ZP_ROW_HEAD &&
                    each->of->cell->as.cell.row_span == 1;
        tell_place(c, out, block_place(each->of));
        zp_buffer_print(out, "　第%zu页　[B11] %s", each->page, head ? "表头" : "栏目");
        tell_text(c, out, each->of, 0);
        zp_buffer_add_string(
            out, head ? "在 PDF 的这一页重复；上方有合并单元格伸入表头，Word 不能重复它。\n"
                      : "跨页，PDF 在这一页再印一次，Word 不再印。\n");
    }
}

void tell_structure(const comparison *c, zp_buffer *out) {
    size_t start = out->size;
    const zp_node *table = NULL;
    for (const zp_node *section = c->document->root->first; section; section = section->next) {
        const block *b = first_block(c, section);
        if (b != NULL) {
            tell_section(c, b, out);
            tell_fills(c, section, out);
        }
    }
    for (size_t i = 0; i < c->count; i++) {
        const block *b = &c->blocks[i];
        if (b->table != NULL && b->table != table && b->page > 0) {
            tell_density(c, b, out);
            table = b->table;
        }
    }
    tell_repetitions(c, out);
    tell_kinds(c, out);
    if (out->size == start) {
        zp_buffer_add_string(out, "没有。\n");
    }
}
