// The report: the whole document's differences first, then pages, then paragraphs.
#include "docx/docx.h"
#include "word/private.h"

#include <string.h>

static const char about[] =
    "本表列出 Word、WPS 打开 DOCX 时与 PDF 排得不一样的地方，供校对时对照；要定稿的版面以 PDF "
    "为准。\n"
    "“按规则推算”的条目没有用 Word 实测：按 ECMA-376 和微软公开说明的规则估计——逐行排满，行首行尾\n"
    "禁则表，标点压缩（相邻标点挤半字，两端对齐的行可再挤标点的空白），中西文之间 1/4 "
    "字，文档网格的\n"
    "字距，孤行控制。实际结果还取决于电脑上装的字体和 Word 的版本。\n"
    "每条：来源文件:行:列　PDF 中的位置　[规则]　不同之处。页从 PDF "
    "的首页数起，行只数表格以外的文字。\n"
    "[规则] 是排版规则的编号：B2 间隔号等的宽度，B3 换行与行首行尾禁则，B4 标点的宽度与挤压，B6 "
    "两端\n"
    "对齐，B7 中西文间距与逐格对齐，B8 段落、换页与落款，B9 竖排，B10 字体与小数点，B11 DOCX "
    "的写法，\n"
    "B12 公文版面（GB/T 9704）。\n";

// As the command line has it; where the templates are installed is nothing to the clerk.
static void tell_file(const comparison *c, zp_buffer *out, const char *file) {
    size_t size = strlen(c->templates);
    bool ours = size > 0 && strncmp(file, c->templates, size) == 0 && file[size] == '/';
    zp_buffer_print(out, "%s%s", ours ? "templates" : "", ours ? file + size : file);
}

void tell_place(const comparison *c, zp_buffer *out, zp_place place) {
    if (place.file == NULL) {
        zp_buffer_add_string(out, "-");
    } else {
        tell_file(c, out, place.file);
        zp_buffer_print(out, ":%u", (unsigned)place.line);
        if (place.column > 0) { // XML places have none
            zp_buffer_print(out, ":%u", (unsigned)place.column);
        }
    }
}

void tell_block(const comparison *c, zp_buffer *out, const block *b) {
    tell_place(c, out, block_place(b));
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

// With the same character; blanks at a break do not count, nor how many lines there were before.
static bool same_character(const comparison *c, const page_start *a, const page_start *b) {
    return a->at == b->at && (a->at == NULL || a->at->table != NULL ||
                              only_blanks(block_text(c->arena, a->at), a->from, b->from));
}

// With the same line too, which may begin some characters earlier or later: no page is moved by it.
static bool same_start(const comparison *c, const page_start *a, const page_start *b) {
    if (a->at == NULL || b->at == NULL || a->at->table != b->at->table) {
        return a->at == b->at;
    }
    if (a->at->table != NULL) {
        return a->at->row == b->at->row;
    }
    return same_character(c, a, b) || (a->at == b->at && a->line == b->line);
}

static void tell_first(const comparison *c, size_t page, const page_start *ours,
                       const page_start *theirs, zp_buffer *out) {
    zp_buffer here = {0}, there = {0};
    tell_start(c, &here, ours);
    tell_start(c, &there, theirs);
    tell_place(c, out, block_place(ours->at));
    zp_buffer_print(out, "　第%zu页　[B8] 按规则推算：PDF 这一页从%.*s起，Word 从", page,
                    ZP_ARG(zp_buffer_text(&here)));
    if (theirs->at != NULL && zp_text_equal(zp_buffer_text(&here), zp_buffer_text(&there))) {
        tell_place(c, out, block_place(theirs->at)); // other text in the same words
        zp_buffer_add_string(out, " 的");
    }
    zp_buffer_print(out, "%.*s起", ZP_ARG(zp_buffer_text(&there)));
    if (theirs->at == ours->at && ours->at->table == NULL && ours->line == 1 && theirs->line == 0) {
        zp_buffer_add_string(out, "（Word 不把段落的首行单独留在页末）");
    }
    zp_buffer_free(&here);
    zp_buffer_free(&there);
}

// The first page of those that differ; the next ones follow from it.
static size_t tell_starts(const comparison *c, const page_start *ours, const page_start *theirs,
                          size_t count, size_t printed, zp_buffer *out) {
    size_t told = 0, moved = 0; // pages since the last that agreed
    for (size_t i = 1; i < count; i++) {
        if (!same_start(c, &ours[i], &theirs[i])) {
            if (moved++ == 0) {
                tell_first(c, printed + i + 1, &ours[i], &theirs[i], out);
                told++;
            }
        } else if (moved > 0) {
            zp_buffer_print(out, "；%s第%zu页起又相同。\n", moved > 1 ? "其后各页随之移动，" : "",
                            printed + i + 1);
            moved = 0;
        }
    }
    if (moved > 0) {
        zp_buffer_add_string(out, moved > 1 ? "；其后各页随之移动。\n" : "。\n");
    }
    return told;
}

// Pages that begin with the same line, broken at another character.
static size_t broken_otherwise(const comparison *c, const page_start *ours,
                               const page_start *theirs, size_t count) {
    size_t found = 0;
    for (size_t i = 1; i < count; i++) {
        found += ours[i].at != NULL && ours[i].at->table == NULL &&
                 same_start(c, &ours[i], &theirs[i]) && !same_character(c, &ours[i], &theirs[i]);
    }
    return found;
}

static size_t tell_pages(const comparison *c, const zp_node *section, size_t *printed,
                         size_t *otherwise, zp_buffer *out) {
    page_start *ours, *theirs;
    size_t our_count = printed_pages(c, section, &ours);
    size_t their_count = reckon_pages(c, section, &theirs);
    size_t both = our_count < their_count ? our_count : their_count;
    size_t told = tell_starts(c, ours, theirs, both, *printed, out);
    *otherwise += broken_otherwise(c, ours, theirs, both);
    *printed += our_count;
    if (our_count != their_count && our_count > 0) {
        tell_place(c, out, block_place(ours[our_count - 1].at));
        zp_buffer_print(out,
                        "　第%zu页　[B8] 按规则推算：这一部分 PDF 排 %zu 页，Word 排 %zu 页。\n",
                        *printed, our_count, their_count);
        told++;
    }
    return told;
}

static void tell_all_pages(const comparison *c, zp_buffer *out) {
    zp_buffer_add_string(out, "\n二、换页\n");
    size_t told = 0, printed = 0, otherwise = 0;
    for (const zp_node *section = c->document->root->first; section; section = section->next) {
        while (printed < c->pages->count && c->pages->pages[printed].item_count == 0) {
            printed++; // the blank back of a cover
        }
        told += tell_pages(c, section, &printed, &otherwise, out);
    }
    if (otherwise > 0) {
        zp_buffer_print(out,
                        "按规则推算，%s %zu 页从同一段的同一行起，但换行处不同，页首差几个字。\n",
                        told > 0 ? "另有" : "没有页移动，只有", otherwise);
    } else if (told == 0) {
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
    tell_block(c, out, b);
    zp_buffer_print(out, "[%s] 按规则推算：PDF 排 %zu 行，Word 排 %zu 行",
                    b->set_by != 0 ? "B8" : "B3.3", b->start_count, b->end_count);
    if (b->set_by != 0) {
        zp_buffer_print(out, "；PDF 为换页%s排了一行，使页首不留段落的末行，或页末少空行",
                        b->set_by < 0 ? "少" : "多");
    }
    if (ends_alone(c, b)) {
        zp_buffer_add_string(out, "；Word 的末行只剩一字（B8）");
    }
    zp_buffer_add_string(out, "。\n");
}

typedef struct tally {
    size_t all, counts,
        breaks;  // paragraphs with text; of another number of lines; broken otherwise
    size_t page; // of those that differ: set in a line more or less for the page's sake
} tally;

static void tell_tally(const tally *of, zp_buffer *out) {
    zp_buffer_print(out, "按规则推算：有文字的段落 %zu 个，", of->all);
    if (of->counts > 0) {
        zp_buffer_print(out, "行数不同的 %zu 个（已列出），", of->counts);
    } else {
        zp_buffer_add_string(out, "没有行数不同的，");
    }
    if (of->breaks > 0) {
        zp_buffer_print(out, "行数相同而换行处不同的 %zu 个，", of->breaks);
    } else {
        zp_buffer_add_string(out, "没有行数相同而换行处不同的，");
    }
    zp_buffer_print(out, "完全相同的 %zu 个。\n", of->all - of->counts - of->breaks);
    if (of->counts + of->breaks == 0) {
        return;
    }
    zp_buffer_add_string(out, "原因：Word 逐行排满；PDF 按整段选择换行处，末行不留一字，居中的各行"
                              "长短相近，中西文间距也可能不同（B3、B6、B7、B8）");
    if (of->page > 0) {
        zp_buffer_print(out, "；其中 %zu 个是 PDF 为换页多排或少排一行（B8）", of->page);
    }
    zp_buffer_add_string(out, "。\n");
}

static void tell_paragraphs(const comparison *c, zp_buffer *out) {
    zp_buffer_add_string(out, "\n三、段落\n");
    tally of = {0};
    for (size_t i = 0; i < c->count; i++) {
        const block *b = &c->blocks[i];
        of.all += b->start_count > 0;
        if (b->start_count == 0 || same_breaks(c, b)) {
            continue;
        }
        bool other = b->start_count != b->end_count;
        of.counts += other;
        of.breaks += !other;
        of.page += b->set_by != 0;
        if (other) {
            tell_paragraph(c, b, out);
        }
    }
    tell_tally(&of, out);
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
                    const char *templates, zp_buffer *out) {
    zp_arena *arena = zp_arena_new();
    comparison c = {.document = document, .pages = pages, .templates = templates, .arena = arena};
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
