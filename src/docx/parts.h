// Inside the DOCX writer: the parts of a package and what writes them. docx.h is the door.
#ifndef ZIPING_DOCX_PARTS_H
#define ZIPING_DOCX_PARTS_H

#include "archive/archive.h"
#include "docx/docx.h"

// ---------------------------------------------------------------- one XML part

enum { PART_DEPTH = 32 }; // elements within each other; the deepest has 12

// A part being written: zero-initialise, part_begin, part_finish.
typedef struct part {
    zp_buffer bytes;
    zp_text open[PART_DEPTH]; // names of the elements that are not yet ended, the innermost last
    size_t depth;
    bool in_tag; // of the innermost: attributes may follow
    const zp_document *document;
    unsigned changes;  // tracked so far: the w:id of each
    zp_change change;  // of the inline that is being written
    unsigned upright;  // numbers set upright in columns so far: the w:id of each
    unsigned controls; // places to sign so far: the w:id of each
} part;

void part_begin(part *part);
void part_finish(part *part); // its bytes are the caller's then

// Names and values that are strings are words of ours, written as they stand: nothing in them
// needs escaping, and their lengths are known where they are compiled. Text is escaped, and
// characters that XML 1.0 forbids are left out, whatever it was checked for before.
void part_start_named(part *part, zp_text element);
void part_end(part *part);
void part_attribute_named(part *part, zp_text name, zp_text value);
void part_attribute_number_named(part *part, zp_text name, int64_t value);
void part_attribute_text(part *part, const char *name, zp_text value);
void part_text(part *part, zp_text text);

static inline zp_text part_word(const char *string) {
    return (zp_text){string, strlen(string)};
}
static inline void part_start(part *part, const char *element) {
    part_start_named(part, part_word(element));
}
static inline void part_attribute(part *part, const char *name, const char *value) {
    part_attribute_named(part, part_word(name), part_word(value));
}
static inline void part_attribute_number(part *part, const char *name, int64_t value) {
    part_attribute_number_named(part, part_word(name), value);
}

// <name w:val="value"/>, <name w:val="12"/>, <name/>, <name w:val="0"/>.
static inline void part_value(part *part, const char *element, const char *value) {
    part_start(part, element);
    part_attribute(part, "w:val", value);
    part_end(part);
}
static inline void part_number(part *part, const char *element, int64_t value) {
    part_start(part, element);
    part_attribute_number(part, "w:val", value);
    part_end(part);
}
static inline void part_flag(part *part, const char *element) {
    part_start(part, element);
    part_end(part);
}
void part_switch(part *part, const char *element, bool on);

// ---------------------------------------------------------------- what documents share

// The text at level 1 is 7 % larger than at 4, in half the time; all parts together 1 %.
enum { LEVEL_OWN = 1, LEVEL_COMMON = 8 };

// The part's bytes packed, if they are those of a part of this path that was kept, or from now on.
// NULL: the document has nothing to keep with.
const zp_packed *kept_packed(const zp_document *document, const char *path, zp_text bytes);
// Where the styles part of such a document is kept; NULL: as above.
const zp_packed **kept_styles(const zp_document *document);

// ---------------------------------------------------------------- units and fonts

static inline int64_t twips(zp_length length) {
    return zp_scale(length, 1, 50);
}
static inline int64_t half_points(zp_length size) {
    return zp_scale(size, 1, 500);
}

// The name Word and WPS have for a role's font.
const char *role_font(zp_font_role role);
// The style that takes the part of Word's Normal: `body`, else the first.
const zp_style *normal_style(const zp_document *document);
// The two name spaces every part of the word folder declares.
void write_name_spaces(part *part);

// ---------------------------------------------------------------- tracked changes

// changes.c: <w:ins> or <w:del> with its attributes, to be ended with part_end. For a kept node
// nothing, and false.
bool start_change(part *part, zp_change change);
// The same without content: of a paragraph's mark, of a row.
void write_change(part *part, zp_change change);

// ---------------------------------------------------------------- sections

// What the whole document has to know of its sections, gathered once.
typedef struct sections {
    const zp_page_setup *numbered; // the first with page numbers; NULL without
    bool grid;                     // any with a character grid
    bool mirrored;                 // any whose inner and outer margins differ
    bool emptied;                  // an unnumbered one behind a numbered one: needs an empty footer
} sections;

sections sections_of(const zp_document *document);

// The ids of word/_rels/document.xml.rels.
#define RELATION_FOOTER_ODD "rId4"
#define RELATION_FOOTER_EVEN "rId5"
#define RELATION_FOOTER_EMPTY "rId6"

// ---------------------------------------------------------------- paragraphs

typedef struct writer {
    part *part;
    const zp_style *normal;
    bool page_break;      // the next cell begins a page
    const zp_node *table; // the last one written
    size_t namesake;      // how many of the same caption stand in a row up to it
} writer;

// What a paragraph has beside its style.
typedef struct placing {
    const zp_style *style;
    zp_length measure;       // width of the column it stands in
    int percent;             // of the style's size and pitch
    zp_length before, after; // the style's where nothing else is wanted
    bool page_break;
    bool keep_next;
    bool vertical;           // text runs downwards
    bool upright;            // in it, figures that stand upright (B9)
    bool raised;             // the mark of a note
    bool number;             // one of a column whose points stand on one line (B10)
    zp_length number_indent; // from the right
    const zp_node *closes;   // the section whose last paragraph this is
} placing;

placing placing_of(const zp_style *style, zp_length measure);
void write_paragraph(writer *writer, const zp_node *paragraph, const placing *placing);
// closing.c: the indents of a line that the layout set against its neighbour's, and the alignment
// they want; NULL for any other.
const char *write_pair_indent(part *part, const zp_node *paragraph, const placing *placing);
// What is to stand above a paragraph at height `y` for its first line to be in style.grid_line.
zp_length space_to_line(const zp_style *style, const zp_page_setup *page, zp_length y);
// A paragraph without text, with `space` above it and (one twip) no height of its own.
void write_spacer(writer *writer, zp_length space, const placing *placing);
void write_inlines(writer *writer, const zp_node *paragraph, const placing *placing);
// field.c: the FIELD whose content control begins with this inline, or is this one; NULL: none.
const zp_node *control_before(const zp_node *node);
bool control_ends(const zp_node *field, const zp_node *node); // behind this inline
void start_control(part *part, const zp_node *field);
void end_control(part *part);
void write_tabs(part *part, const zp_node *paragraph, const placing *placing);
bool has_gap(const zp_node *paragraph);
// Lines a paragraph takes, by East Asian widths; and its whole width in one line.
int estimate_lines(const zp_node *paragraph, const placing *placing);
int64_t estimate_width(const zp_node *paragraph, const placing *placing);

// ---------------------------------------------------------------- tables

// keep_next: the last row stays with what follows.
void write_table(writer *writer, const zp_node *table, bool keep_next);

// One w:tbl: the rows `first` to `end` of a table node.
typedef struct piece {
    size_t first, end;
    size_t head_end;                 // rows up to here repeat; first: none do
    bool joined_above, joined_below; // touches another piece of the same table
} piece;

// Of a row: what is written, and what its text makes of it by estimate.
typedef struct row_height {
    zp_length least;
    int64_t needs;
} row_height;

// Where the points of a column of numbers stand, from the cell's text edge.
typedef struct number_edges {
    bool aligned;
    zp_length point, measure;
    zp_length right; // the widest part behind a point
} number_edges;

// The rows of a table and which cell covers each place of the grid.
typedef struct table_grid {
    row_height *heights;
    const zp_node **rows;
    const zp_node **cells; // row by row; NULL where nothing stands
    size_t row_count, column_count;
    number_edges *numbers; // by column of numbers
} table_grid;

void table_grid_make(table_grid *grid, const zp_node *table);
void table_grid_free(table_grid *grid);
const zp_node *table_grid_at(const table_grid *grid, size_t row, size_t column);
// The piece that begins at row `first`.
piece table_piece(const table_grid *grid, size_t first);

// table_title.c: what the pieces of a table are called.
typedef struct table_title {
    zp_text caption;
    size_t number;        // among tables of the same caption; 0: it is the only one
    size_t piece, pieces; // those that were named, of all
    zp_buffer words;      // of the last one
} table_title;

table_title table_title_of(writer *writer, const zp_node *table, const table_grid *grid);
zp_text table_title_next(table_title *title); // valid until the next; empty without a caption

// Fills grid->heights.
void row_heights(const writer *writer, const zp_node *table, table_grid *grid);
void write_row_properties(writer *writer, const zp_node *table, const table_grid *grid, size_t row,
                          bool head);
void write_cell(writer *writer, const zp_node *table, const table_grid *grid, const piece *piece,
                size_t row, size_t column, bool keep_next);
placing cell_placing(const writer *writer, const zp_node *table, const zp_node *cell,
                     const zp_node *paragraph);
// number.c
void find_number_edges(const writer *writer, const zp_node *table, table_grid *grid);
void place_number(const table_grid *grid, const zp_node *cell, placing *placing);
void write_number_indent(part *part, const placing *placing);
// Of its text and padding, by estimate_lines.
int64_t cell_height(const writer *writer, const zp_node *table, const zp_node *cell);

// ---------------------------------------------------------------- parts

void write_section_properties(writer *writer, const zp_node *section);
void write_document_part(part *part, const zp_document *document);
void write_styles_part(part *part, const zp_document *document);
void write_settings_part(part *part, const zp_document *document);
void write_font_table_part(part *part, const zp_document *document);
void write_footer_odd_part(part *part, const zp_document *document);
void write_footer_even_part(part *part, const zp_document *document);
void write_footer_empty_part(part *part, const zp_document *document);
void write_core_part(part *part, const zp_document *document);
void write_app_part(part *part, const zp_document *document);
void write_custom_part(part *part, const zp_document *document);

#endif
