// The lines of a document's paragraphs, for comparing with another program's: word_lines UNIT
// DOCUMENT TRACKING GAP SQUEEZES. Each paragraph of the flow is two lines: as the PDF breaks it,
// and as filled line by line by Word's rules, with TRACKING thousandths of a point behind each
// character and GAP thousandths of an em between Han and Western; SQUEEZES of p (pairs of marks), s
// (at a line's start), m (to keep a mark), or -. A U+001E stands where a line ends.
#include "../tools.h"
#include "docx/docx.h"
#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

static void print_lines(zp_text text, const uint32_t *ends, size_t count) {
    uint32_t from = 0;
    for (size_t i = 0; i < count; i++) {
        zp_text line = zp_text_slice(text, from, ends[i]);
        printf("%s%.*s", i ? "\x1e" : "", ZP_ARG(line));
        from = ends[i];
    }
    putchar('\n');
}

typedef struct bench {
    tools tools;
    zp_typesetter *typesetter;
    zp_first_fit rules;
} bench;

static void print_paragraph(bench *b, const zp_node *node, zp_length measure) {
    zp_paragraph *set;
    zp_first_fit rules = b->rules;
    const zp_style *style = node->style;
    rules.han_western = style->han_western != 0 ? rules.han_western : 0;
    rules.squeeze = rules.squeeze && style->align == ZP_ALIGN_JUSTIFY;
    rules.tracking = style->grid ? rules.tracking : style->tracking;
    uint32_t *ends;
    size_t count;
    if (zp_paragraph_set(b->typesetter, b->tools.arena, node, measure, 100, &set) != ZP_OK ||
        zp_paragraph_first_fit(b->typesetter, b->tools.arena, node, measure, 100, &rules, &ends,
                               &count) != ZP_OK) {
        abort();
    }
    uint32_t *ours = ZP_ARRAY(b->tools.arena, uint32_t, set->line_count);
    for (size_t i = 0; i < set->line_count; i++) {
        ours[i] = set->lines[i].to;
    }
    print_lines(set->text, ours, set->line_count);
    print_lines(set->text, ends, count);
}

static void print_document(bench *b, const zp_document *document) {
    zp_buffer not_first = {0}, not_last = {0};
    zp_docx_line_edges(document, &not_first, &not_last);
    b->rules.not_first = zp_buffer_text(&not_first);
    b->rules.not_last = zp_buffer_text(&not_last);
    for (const zp_node *section = document->root->first; section; section = section->next) {
        const zp_page_setup *page = &section->as.page;
        for (const zp_node *node = section->first; node != NULL; node = node->next) {
            if (node->type == ZP_NODE_PARAGRAPH || node->type == ZP_NODE_HEADING) {
                print_paragraph(b, node, page->width - page->inner - page->outer);
            }
        }
    }
    zp_buffer_free(&not_first);
    zp_buffer_free(&not_last);
}

static zp_status run(bench *b, char **arguments) {
    zp_fonts *fonts;
    zp_document *document;
    zp_status status =
        zp_fonts_open(b->tools.arena, b->tools.messages, ZIPING_SOURCE "/fonts", &fonts);
    if (status != ZP_OK) {
        return status;
    }
    status = tools_build(&b->tools, arguments[1], arguments[2], &document);
    if (status == ZP_OK) {
        b->typesetter = zp_typesetter_new(b->tools.messages, fonts);
        print_document(b, document);
        zp_typesetter_free(b->typesetter);
    }
    zp_fonts_close(fonts);
    return status;
}

int main(int count, char **arguments) {
    if (count != 6) {
        return ZP_BAD_INPUT;
    }
    bench b = {.rules = {.tracking = atoi(arguments[3]),
                         .han_western = atoi(arguments[4]),
                         .squeeze_pairs = strchr(arguments[5], 'p') != NULL,
                         .squeeze_start = strchr(arguments[5], 's') != NULL,
                         .squeeze = strchr(arguments[5], 'm') != NULL}};
    zp_status status = tools_open(&b.tools);
    status = status == ZP_OK ? run(&b, arguments) : status;
    tools_close(&b.tools);
    return (int)status;
}
