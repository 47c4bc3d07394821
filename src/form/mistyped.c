// What Markdown takes for something else without a word: headings that are almost typed, rows
// with too many cells, text that runs on into a table or into one paragraph.
#include "form/markdown.h"

#include <string.h>

// ---------------------------------------------------------------- headings

// A line that is meant as a heading is made one, so that nothing follows from the slip but its
// own error. False when the line is as it should be.
static bool mend_heading(form_markdown *markdown, zp_text line, zp_place place, zp_buffer *out) {
    size_t indent = 0, signs = 0;
    bool wide = false;
    while (indent < line.size && line.data[indent] == ' ') {
        indent++;
    }
    size_t at = indent;
    for (;; signs++) {
        zp_text rest = zp_text_slice(line, at, line.size);
        if (!zp_text_starts(rest, "#") && !zp_text_starts(rest, "＃")) {
            break;
        }
        wide = wide || rest.data[0] != '#';
        at += rest.data[0] == '#' ? 1 : strlen("＃");
    }
    bool blank = at == line.size || strchr(" \t\r\n", line.data[at]) != NULL;
    if (indent > 3 || signs == 0 || signs > 6 || (blank && !wide)) {
        return false;
    }
    if (wide) {
        form_fail(markdown->builder, place, "full-width-heading",
                  "a heading begins with #, not with the full-width sign ＃; write #, and a blank "
                  "behind it");
    } else {
        form_fail(markdown->builder, place, "heading-blank",
                  "a blank is missing after #, which begins a heading; for the sign itself write "
                  "\\#");
    }
    zp_buffer_add(out, "######", signs);
    zp_buffer_add(out, " ", 1);
    zp_buffer_add_text(out, zp_text_slice(line, at, line.size));
    return true;
}

zp_text form_mend_headings(form_markdown *markdown) {
    zp_buffer out = {0};
    bool mended = false;
    markdown->mended = ZP_ARRAY(markdown->builder->arena, bool, markdown->line_count);
    for (size_t i = 0; i < markdown->line_count; i++) {
        size_t end = i + 1 < markdown->line_count ? markdown->lines[i + 1] : markdown->masked.size;
        zp_text line = zp_text_slice(markdown->masked, markdown->lines[i], end);
        if (mend_heading(markdown, line, form_markdown_line(markdown, i + 1), &out)) {
            markdown->mended[i] = mended = true;
        } else {
            zp_buffer_add_text(&out, line);
        }
    }
    zp_text text = markdown->masked;
    if (mended) {
        text = zp_arena_copy(markdown->builder->arena, zp_buffer_text(&out));
    }
    zp_buffer_free(&out);
    return text;
}

// ---------------------------------------------------------------- rows

// The cells of a line; 0 when nothing parts any.
static size_t count_cells(zp_text line) {
    size_t marks = 0;
    bool last = false;
    for (size_t i = 0; i < line.size; i++) {
        last = line.data[i] == '|';
        marks += last;
        i += line.data[i] == '\\' && i + 1 < line.size;
    }
    if (marks == 0) {
        return 0;
    }
    return marks + 1 - (line.data[0] == '|') - (last && line.size > 1);
}

bool form_cells_check(form_markdown *markdown) {
    bool fine = true;
    size_t all = 0;
    if (markdown->line_count > ZP_REPORT_LINES_MAX) {
        form_fail(markdown->builder, form_markdown_line(markdown, ZP_REPORT_LINES_MAX + 1),
                  "report-size", "the report has %zu lines; at most %d are read",
                  markdown->line_count, ZP_REPORT_LINES_MAX);
        return false;
    }
    for (size_t i = 0; i < markdown->line_count && all <= ZP_REPORT_CELLS_MAX; i++) {
        size_t end = i + 1 < markdown->line_count ? markdown->lines[i + 1] : markdown->masked.size;
        size_t cells =
            count_cells(zp_text_trim(zp_text_slice(markdown->masked, markdown->lines[i], end)));
        all += cells;
        if (cells > ZP_REPORT_ROW_MAX) {
            form_fail(markdown->builder, form_markdown_line(markdown, i + 1), "table-cells",
                      "the line has %zu cells; at most %d are read", cells, ZP_REPORT_ROW_MAX);
            fine = false;
        } else if (all > ZP_REPORT_CELLS_MAX) {
            form_fail(markdown->builder, form_markdown_line(markdown, i + 1), "report-size",
                      "the report's tables have more than %d cells up to here; no more are read",
                      ZP_REPORT_CELLS_MAX);
            fine = false;
        }
    }
    return fine;
}

bool form_row_check(form_markdown *markdown, cmark_node *row, size_t columns) {
    size_t number = (size_t)cmark_node_get_start_line(row);
    if (number == 0 || number > markdown->line_count) {
        return true;
    }
    size_t end = number < markdown->line_count ? markdown->lines[number] : markdown->masked.size;
    zp_text line = zp_text_trim(zp_text_slice(markdown->masked, markdown->lines[number - 1], end));
    size_t cells = count_cells(line);
    zp_place place = form_markdown_line(markdown, number);
    if (cells == 0) {
        form_fail(markdown->builder, place, "table-line",
                  "this line would become a row of the table above; leave a blank line between the "
                  "table and the text");
        return false;
    }
    if (cells > columns) {
        form_fail(markdown->builder, place, "table-cells",
                  "the row has %zu cells, the table's head %zu; for the sign itself write \\|",
                  cells, columns);
    }
    return true;
}

// ---------------------------------------------------------------- lines

void form_joined_check(form_markdown *markdown, zp_text text, zp_place place) {
    size_t number;
    bool same;
    bool indented = zp_text_starts(text, "　　");
    if (indented || form_number_recognise(zp_text_trim(text), ZP_TEXT("1."), &number, &same) > 0) {
        zp_report(markdown->builder->messages, ZP_WARNING, place, "joined-lines",
                  "this line is joined to the one before; a blank line between them makes "
                  "paragraphs");
    }
}

void form_emphasis_warn(form_markdown *markdown, cmark_node *node) {
    cmark_node_type above = cmark_node_get_type(cmark_node_parent(node));
    if (above != CMARK_NODE_EMPH && above != CMARK_NODE_STRONG) { // *** is one slip
        zp_report(markdown->builder->messages, ZP_WARNING, form_markdown_place(markdown, node),
                  "emphasis-left-out",
                  "* and _ mark emphasis in Markdown, which is left out here and the marks with "
                  "it; for the sign itself write × or \\*");
    }
}
