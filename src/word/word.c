// The report: the whole document's differences first, then pages, then paragraphs.
#include "docx/docx.h"
#include "word/private.h"

static const char about[] =
    "本表列出 Word、WPS 打开 DOCX 时与 PDF 排得不一样的地方，供校对时对照；要定稿的版面以 PDF "
    "为准。\n"
    "“按规则推算”的条目没有用 Word 实测：按 ECMA-376 和微软公开说明的规则估计——逐行排满，行首行尾\n"
    "禁则表，标点压缩（相邻标点挤半字，两端对齐的行可再挤标点的空白），中西文之间 1/4 "
    "字，文档网格的\n"
    "字距，孤行控制。实际结果还取决于电脑上装的字体和 Word 的版本。\n"
    "每条：来源文件:行:列　PDF 中的位置　[规则]　不同之处。页从 PDF "
    "的首页数起，行只数表格以外的文字。\n";

void tell_place(zp_buffer *out, zp_place place) {
    if (place.file == NULL) {
        zp_buffer_add_string(out, "-");
    } else {
        zp_buffer_print(out, "%s:%u", place.file, (unsigned)place.line);
        if (place.column > 0) { // XML places have none
            zp_buffer_print(out, ":%u", (unsigned)place.column);
        }
    }
}

void tell_block(zp_buffer *out, const block *b) {
    tell_place(out, block_place(b));
    if (b->table != NULL) {
        zp_buffer_print(out, "　第%zu页表格第%zu行　", b->page, b->row + 1);
    } else {
        zp_buffer_print(out, "　第%zu页第%zu行　", b->page, b->line);
    }
}

void tell_text(const comparison *c, zp_buffer *out, const block *b, size_t from) {
    enum { SHOWN = 12 };
    zp_text text = block_text(c->arena, b);
    size_t at = from < text.size ? from : text.size;
    zp_buffer_add_string(out, "“");
    for (int i = 0; i < SHOWN && at < text.size; i++) {
        size_t start = at;
        if (zp_utf8_next(text, &at) != '\n') {
            zp_buffer_add_text(out, zp_text_slice(text, start, at));
        }
    }
    zp_buffer_print(out, "%s”", at < text.size ? "…" : "");
}

// ------------------------------------------------ pages

static void tell_start(const comparison *c, zp_buffer *out, const page_start *start) {
    if (start->at == NULL) {
        zp_buffer_add_string(out, "空行");
        return;
    }
    if (start->at->table != NULL) {
        zp_buffer_print(out, "表格第%zu行", start->at->row + 1);
    }
    tell_text(c, out, start->at, start->from);
}

static bool same_start(const page_start *a, const page_start *b) {
    if (a->at == NULL || b->at == NULL || a->at->table != b->at->table) {
        return a->at == b->at;
    }
    return a->at->table != NULL ? a->at->row == b->at->row : a->at == b->at && a->line == b->line;
}

static size_t tell_pages(const comparison *c, const zp_node *section, size_t *printed,
                         zp_buffer *out) {
    page_start *ours, *theirs;
    size_t our_count = printed_pages(c, section, &ours);
    size_t their_count = reckon_pages(c, section, &theirs);
    size_t told = 0;
    for (size_t i = 1; i < our_count || i < their_count; i++) {
        if (i < our_count && i < their_count && same_start(&ours[i], &theirs[i])) {
            continue;
        }
        const page_start *known = i < our_count ? &ours[i] : &theirs[i];
        if (known->at == NULL) {
            continue;
        }
        told++;
        tell_place(out, block_place(known->at));
        zp_buffer_print(out, "　第%zu页　[B8] 按规则推算：", *printed + i + 1);
        if (i < our_count) {
            zp_buffer_add_string(out, "PDF 这一页从");
            tell_start(c, out, &ours[i]);
            zp_buffer_add_string(out, "起，");
        } else {
            zp_buffer_add_string(out, "PDF 没有这一页，");
        }
        if (i < their_count) {
            zp_buffer_add_string(out, "Word 从");
            tell_start(c, out, &theirs[i]);
            zp_buffer_add_string(out, "起。\n");
        } else {
            zp_buffer_add_string(out, "Word 没有这一页。\n");
        }
    }
    *printed += our_count;
    return told;
}

static void tell_all_pages(const comparison *c, zp_buffer *out) {
    zp_buffer_add_string(out, "\n二、换页\n");
    size_t told = 0, printed = 0;
    for (const zp_node *section = c->document->root->first; section; section = section->next) {
        while (printed < c->pages->count && c->pages->pages[printed].item_count == 0) {
            printed++; // the blank back of a cover
        }
        told += tell_pages(c, section, &printed, out);
    }
    if (told == 0) {
        zp_buffer_add_string(out, "按规则推算，各页的起讫与 PDF 相同。\n");
    }
}

// ------------------------------------------------ paragraphs

// B8: one Han on a last line, with its mark.
static bool ends_alone(const comparison *c, const block *b) {
    zp_text text = block_text(c->arena, b);
    size_t seen = 0;
    for (size_t at = b->end_count > 1 ? b->ends[b->end_count - 2] : text.size; at < text.size;) {
        uint32_t ch = zp_utf8_next(text, &at);
        bool mark = ch == 0x3002 || ch == 0xFF0C || ch == 0xFF1B || ch == 0x201D || ch == 0xFF09;
        seen += !mark;
    }
    return b->end_count > 1 && seen == 1;
}

static void tell_paragraph(const comparison *c, const block *b, zp_buffer *out) {
    tell_block(out, b);
    zp_buffer_print(out, "[B3.3] 按规则推算：PDF 排 %zu 行，Word 排 %zu 行", b->start_count,
                    b->end_count);
    if (ends_alone(c, b)) {
        zp_buffer_add_string(out, "，末行只剩一字（B8）");
    }
    zp_buffer_add_string(out, "。\n");
}

static void tell_paragraphs(const comparison *c, zp_buffer *out) {
    zp_buffer_add_string(out, "\n三、段落\n");
    size_t all = 0, other_count = 0, other_breaks = 0;
    for (size_t i = 0; i < c->count; i++) {
        const block *b = &c->blocks[i];
        if (b->start_count == 0 || same_breaks(c, b)) {
            all += b->start_count > 0;
            continue;
        }
        all++;
        if (b->start_count != b->end_count) {
            other_count++;
            tell_paragraph(c, b, out);
        } else {
            other_breaks++;
        }
    }
    zp_buffer_print(out,
                    "按规则推算：有文字的段落 %zu 个，行数不同的 %zu 个（已列出），行数相同而换行处"
                    "不同的 %zu 个，完全相同的 %zu 个。\n"
                    "PDF 按整段选择换行处（B3.3、B6），Word 逐行排满，因此不同。\n",
                    all, other_count, other_breaks, all - other_count - other_breaks);
}

// ------------------------------------------------ the report

static const zp_style *normal_style(const zp_document *document) {
    for (size_t i = 0; i < document->style_count; i++) {
        if (zp_text_is(document->styles[i]->id, "body")) {
            return document->styles[i];
        }
    }
    return document->styles[0];
}

void zp_word_report(const zp_document *document, const zp_pages *pages, zp_fonts *fonts,
                    zp_buffer *out) {
    zp_arena *arena = zp_arena_new();
    comparison c = {.document = document, .pages = pages, .arena = arena};
    zp_buffer not_first = {0}, not_last = {0};
    zp_docx_line_edges(document, &not_first, &not_last);
    c.not_first = zp_buffer_text(&not_first);
    c.not_last = zp_buffer_text(&not_last);
    c.normal = normal_style(document);
    collect_blocks(&c);
    read_pages(&c);
    reckon_lines(&c, fonts);
    zp_buffer_print(out, "%.*s：Word、WPS 与 PDF 的不同\n\n%s\n一、整体\n", ZP_ARG(document->title),
                    about);
    tell_structure(&c, out);
    tell_all_pages(&c, out);
    tell_paragraphs(&c, out);
    zp_buffer_free(&not_first);
    zp_buffer_free(&not_last);
    zp_arena_free(arena);
}
