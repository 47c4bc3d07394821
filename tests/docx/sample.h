// Document trees built by hand, for looking at and for the validators.
#ifndef ZIPING_TESTS_DOCX_SAMPLE_H
#define ZIPING_TESTS_DOCX_SAMPLE_H

#include "document/document.h"

// A self-evaluation table: money block, head in mid-table, `rows` indicators under a vertical
// label. head_spans: the label begins in the head row.
zp_document *sample_table(zp_arena *arena, int rows, bool head_spans);
// A report: cover, title, headings, `paragraphs` of body text on the 22 x 28 grid.
zp_document *sample_report(zp_arena *arena, int paragraphs);

zp_document *sample_document(zp_arena *arena, const char *title);
const zp_style *sample_style(const zp_document *document, const char *id);
zp_node *sample_section(zp_document *document, bool numbered, bool grid);
zp_node *sample_text(zp_document *document, zp_node *parent, const char *style, const char *text);
zp_node *sample_run(zp_document *document, zp_node *paragraph, const char *text);
zp_node *sample_child(zp_document *document, zp_node *parent, zp_node_type type);
// A table as wide as the section, of these shares of its width.
zp_node *sample_columns(zp_document *document, zp_node *section, size_t count, const int *shares);
zp_node *sample_row(zp_document *document, zp_node *table, zp_row_kind kind);
zp_node *sample_cell(zp_document *document, zp_node *row, int columns, int rows, const char *style,
                     const char *text);

#endif
