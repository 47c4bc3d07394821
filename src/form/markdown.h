// report.md read by cmark-gfm, its holes kept apart. Shared by the files named below and report.c.
#ifndef ZIPING_FORM_MARKDOWN_H
#define ZIPING_FORM_MARKDOWN_H

#include "form/parts.h"

#include <cmark-gfm.h>

typedef struct form_markdown {
    form_builder *builder;
    zp_text source;
    zp_place place; // of source
    bool exact;     // lines of source are lines of the file
    const form_expression **holes;
    size_t hole_count, hole_capacity;
    size_t *lines; // offsets of the lines' beginnings
    size_t line_count, line_capacity;
    struct { // the place that was asked for last: a line may hold very many
        size_t line, byte, column;
    } counted;
    zp_text masked;   // source, its holes masked: as many bytes
    bool *mended;     // by line: a heading that was almost one, and has had its message
    cmark_node *root; // freed with form_markdown_free
} form_markdown;

// Parses; false after an error.
bool form_markdown_read(form_markdown *markdown);
void form_markdown_free(form_markdown *markdown);
zp_place form_markdown_place(form_markdown *markdown, cmark_node *node);
zp_place form_markdown_line(form_markdown *markdown, size_t line); // from 1
zp_place form_markdown_offset(form_markdown *markdown, size_t offset);
cmark_node *form_markdown_parse(zp_text text); // to be freed
// The inline children of a heading, paragraph or table cell, as runs of `block`.
void form_markdown_inline(form_markdown *markdown, cmark_node *node, zp_node *block);
// Reports a block or inline that cannot be set.
void form_markdown_refuse(form_markdown *markdown, cmark_node *node);

// ---------------------------------------------------------------- mistyped.c

// What cmark is to read: masked, with an error for every heading that is almost one.
zp_text form_mend_headings(form_markdown *markdown);
// Reports lines with more cells than any table has: cmark takes quadratic time over them.
bool form_cells_check(form_markdown *markdown);
// Reports a row with more cells than the head; false when the line is no row at all.
bool form_row_check(form_markdown *markdown, cmark_node *row, size_t columns);
// Warns where a line that begins as a paragraph does is joined to the one before.
void form_joined_check(form_markdown *markdown, zp_text text, zp_place place);
void form_emphasis_warn(form_markdown *markdown, cmark_node *node);

// ---------------------------------------------------------------- definition.c

// Reports definitions of links, which are not in the tree.
void form_definitions_check(form_markdown *markdown);

// ---------------------------------------------------------------- section.c

// A report being set.
typedef struct form_sections {
    form_builder *builder;
    form_spot *spot;
    form_markdown *markdown;
    const zp_value *wanted;   // the profile's list of sections
    const zp_value *preamble; // the profile's table of the text before the first section; or NULL
    const zp_value *headings; // number styles by level
    const zp_value *lists;
    const zp_value *current; // the section being filled
    size_t matched;          // sections of `wanted` behind us, printed or skipped
    bool filled;             // the current section has content
    size_t counters[8];      // printed headings by level, from 1
    int level;               // of the last heading
    size_t list_next;        // the number an interrupted list may go on with
    zp_text title;           // of the last heading
} form_sections;

void form_section_heading(form_sections *sections, cmark_node *node);
// Begins the section that stands next in the profile, without a heading in Markdown.
void form_section_begin(form_sections *sections, const zp_value *section, zp_place place);
// Prints the word for an empty section if nothing came.
void form_section_end(form_sections *sections, zp_place place);
// Reports the required sections from `matched` up to `until` as missing.
void form_section_skip(form_sections *sections, size_t until, zp_place place);
zp_text form_section_title(form_builder *builder, const zp_value *section);

// ---------------------------------------------------------------- body.c

void form_body_block(form_sections *sections, cmark_node *node);

#endif
