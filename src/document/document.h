// The document tree: what a document says, with every length decided, and no pages. The forms
// make it; DOCX is written from it; layout turns it into pages.
//
// A new block is a node type here, shown in dump.c, with a case in layout/flow.c, docx/document.c
// and pdf/structure_tree.c.
// A new inline, or look of a run, is a node type here or a member of zp_run, shown in dump.c; its
// boxes are in text/boxes.c, its glyphs in text/shape.c and justify.c, and it belongs to the key of
// text/kept.c, or paragraphs that differ by it alone are taken for the same; in Word docx/run.c,
// its tag pdf/structure.c; if it may stand behind a figure, number.c too.
// A place to sign is ZP_NODE_FIELD: form/field.c makes it of <field> or of `sign` in a profile's
// `signature`, layout/field.c finds room for it, pdf/fields.c and docx/field.c write it.
#ifndef ZIPING_DOCUMENT_H
#define ZIPING_DOCUMENT_H

#include "base/base.h"

// The six roles of fonts/fonts.toml. A style names a role, never a file.
typedef enum zp_font_role {
    ZP_ROLE_TITLE,    // 小标宋
    ZP_ROLE_HEI,      // 黑体
    ZP_ROLE_KAI,      // 楷体
    ZP_ROLE_FANGSONG, // 仿宋
    ZP_ROLE_SONG,     // 宋体
    ZP_ROLE_DIGITS,   // ASCII letters and digits
    ZP_ROLE_COUNT,
} zp_font_role;

typedef enum zp_align {
    ZP_ALIGN_LEFT,
    ZP_ALIGN_CENTER,
    ZP_ALIGN_RIGHT,   // in a table's column numbers have their points in one line (B10)
    ZP_ALIGN_JUSTIFY, // last line left
    ZP_ALIGN_BALANCE, // centred lines of similar length, words whole (titles, B8)
    ZP_ALIGN_DECIMAL, // centred, in a table's column as ZP_ALIGN_RIGHT
} zp_align;

// What may stand at a line's edges (B3.1).
typedef enum zp_edges {
    ZP_EDGES_GB, // GB/T 15834: stops, closing marks, connectors, · not first; solidus at neither
    ZP_EDGES_BASIC,  // CLREQ's basic set: the solidus may stand at both
    ZP_EDGES_STRICT, // also no line begins with —— or ……
} zp_edges;

// How a run of up to three ASCII digits stands in vertical text (B9); a longer one lies on its
// side.
typedef enum zp_vertical_digits {
    ZP_DIGITS_COMBINED, // 纵中横: side by side in one em
    ZP_DIGITS_STACKED,  // upright, an em each
    ZP_DIGITS_ROTATED,  // on their side, as UAX #50 has them
} zp_vertical_digits;

// How a paragraph of one line stands to the next one, also of one line: a unit's name to the date
// under it (GB/T 9704 7.3.5).
typedef enum zp_pair {
    ZP_PAIR_NONE,
    ZP_PAIR_CENTERED, // in the middle above it: sealed
    ZP_PAIR_STEPPED,  // the next one begins 2 字 to its right: not sealed
} zp_pair;

typedef enum zp_vertical_align {
    ZP_VALIGN_MIDDLE,
    ZP_VALIGN_TOP,
    ZP_VALIGN_BOTTOM
} zp_vertical_align;

// A named paragraph style, from templates/styles.xml. em is the style's size.
typedef struct zp_style {
    zp_text id;         // `body`
    zp_text name;       // `正文` as Word and WPS show it
    zp_font_role role;  // Han and full-width characters
    zp_font_role latin; // ASCII letters and digits
    zp_length size;     // em
    zp_length pitch;    // baseline to baseline, exact
    zp_length tracking; // added to each Han's advance; negative tightens
    zp_align align;
    int first_indent; // hundredths of an em: 200 is 2 字
    int left_indent;
    int right_indent;
    zp_length space_before;
    zp_length space_after;
    bool keep_next;     // on one page with the first two lines of what follows (B8)
    bool keep_previous; // on one page with the end of what stands before
    int outline;        // heading level 1..9; 0 is no heading
    bool title;         // of the document: above all headings, though not in the outline
    int han_western;    // gap between Han and Western, thousandths of an em (B7)
    bool grid;          // lines stand on the page's character grid (B12)
    int grid_line;      // its first line stands in this line of the page's grid, not above; 0: any
    zp_pair pair;
    zp_edges edges;
    zp_vertical_digits vertical_digits;
    bool tight;      // adjacent marks take 1 em together, not 1½ (B4.2)
    bool full_start; // an opening mark keeps its blank half at a line's start (B4.4)
    bool hanging;    // 、，。 may hang outside the measure (B4.6)
    bool cells;      // every character in a whole cell of the grid, Western runs padded (B7)
    bool tabular;    // figures of one width (tnum, B10)
} zp_style;

typedef enum zp_page_number {
    ZP_PAGE_NUMBER_NONE,
    ZP_PAGE_NUMBER_DASHED, // — 1 —, odd pages right, even left, one 字 in (GB/T 9704 7.5)
} zp_page_number;

// Indents count the 字 of the grid (B12): on it a character takes its em and the tracking.
static inline zp_length zp_indent(const zp_style *style, int hundredths, zp_length em) {
    zp_length character = em + (zp_length)zp_scale(style->tracking, em, style->size);
    return (zp_length)zp_scale(hundredths, character, 100);
}

// Geometry of the pages of a section. Lengths from the paper's edges.
typedef struct zp_page_setup {
    zp_length width, height;
    zp_length top, bottom;
    zp_length inner, outer;  // binding edge and fore edge; on even pages they change sides
    zp_length number_drop;   // lower edge of the type area to the number's baseline zone: 7 mm
    zp_length number_indent; // 一字: 15.79 pt
    zp_page_number number;
    const zp_style *number_style;
    bool alone_unnumbered; // a single page has no number (the layout then says so in `number`)
    bool right_hand; // begins on a right-hand (odd) page; a blank page is put in before if need be
    // The character grid of B12; 0 where the section has none.
    int grid_lines, grid_characters;
} zp_page_setup;

typedef enum zp_node_type {
    ZP_NODE_DOCUMENT,   // children: sections
    ZP_NODE_SECTION,    // starts a page; children: blocks
    ZP_NODE_HEADING,    // block; number text and content are runs; style.outline is its level
    ZP_NODE_PARAGRAPH,  // block
    ZP_NODE_TABLE,      // block; children: rows
    ZP_NODE_ROW,        // children: cells that begin in this row
    ZP_NODE_CELL,       // children: paragraphs (at least one)
    ZP_NODE_SPACE,      // block: empty height of `space`, dropped at the top of a page
    ZP_NODE_FILL,       // block: empty height that pushes what follows to the page's foot
    ZP_NODE_PAGE_BREAK, // block
    ZP_NODE_RUN,        // inline: text
    ZP_NODE_LINE_BREAK, // inline
    ZP_NODE_BLANK,      // inline: room of `blank` hundredths of an em to be written in by hand
    ZP_NODE_TAB,        // inline: goes on at `blank` hundredths of an em from the left edge
    ZP_NODE_GAP,        // inline: stretches; pushes apart what stands beside it in a line
    ZP_NODE_FIELD,      // inline: where a signature or a seal goes; takes no room of its own
} zp_node_type;

// How a row behaves at the end of a page.
typedef enum zp_row_kind {
    ZP_ROW_BODY,
    ZP_ROW_HEAD, // repeated at the top of each further page, for the rows behind it
} zp_row_kind;

// How dense a table is set. Chosen so that it takes no more pages than `pages_wanted`; the layout
// writes the choice into `density`, and both outputs use it.
typedef struct zp_density {
    zp_length row_height; // least height of a row
    zp_length padding;    // above and below a cell's text
    int type_percent;     // of the styles' size and pitch: 100, 95, 90
} zp_density;

typedef struct zp_table {
    zp_length *columns; // widths
    size_t column_count;
    zp_length border;       // thickness of rules
    zp_length frame;        // thickness of the outer frame
    zp_length side_padding; // left and right of a cell's text
    int pages_wanted;       // 0: no wish
    zp_density density;
    zp_density *densities; // roomiest first
    size_t density_count;
    zp_text caption;     // what the table is, for readers that cannot see it
    zp_text description; // how it is read: what its rows and columns are, for the same; or empty
    // The least shares of the columns in percent of the table's width, 0 for no wish; columns of
    // the same weight other than 0 keep the same width. NULL: no wishes (zp_table_fit_columns).
    int *weights;
    size_t number_columns; // zp_table_assign counts them
    zp_length fitted;      // the measure that `columns` were fitted to; 0: they are given
} zp_table;

typedef struct zp_row {
    zp_row_kind kind;
    zp_length height; // least height; 0: the table's
} zp_row;

typedef enum zp_scope {
    ZP_SCOPE_NONE,
    ZP_SCOPE_COLUMN,
    ZP_SCOPE_ROW,
    ZP_SCOPE_NAME, // a value that its row is called by: heads the row, and is set as values are
} zp_scope;

// Words of the form, which stay whole and are repeated where a row goes on.
static inline bool zp_scope_is_label(zp_scope scope) {
    return scope == ZP_SCOPE_COLUMN || scope == ZP_SCOPE_ROW;
}

typedef struct zp_cell {
    uint16_t column, column_span; // in grid columns, from 0
    uint16_t row_span;
    bool vertical; // text runs downwards (B9)
    zp_vertical_align valign;
    zp_scope scope; // a header cell, and of what
    // The column of numbers it belongs to, from 1; 0: none. The decimal points of its numbers stand
    // on one line (B10). It is made of the cells that follow each other downwards with the same
    // style, grid column and span; zp_table_assign finds it.
    size_t number_column;
} zp_cell;

typedef struct zp_run {
    zp_text text;
    zp_text field; // the record path the text came from; empty for words of the form
    bool raised;   // the mark of a note: smaller and higher, and never first in a line
} zp_run;

// The size of a raised run in type of this size, and how much higher it stands: as Word has it.
static inline zp_length zp_raised_size(zp_length em) {
    return (zp_length)zp_scale(em, 2, 3);
}
static inline zp_length zp_raised_by(zp_length em) {
    return (zp_length)zp_scale(em, 1, 3);
}

typedef enum zp_field_kind { ZP_FIELD_SIGNATURE, ZP_FIELD_SEAL } zp_field_kind;

// Where somebody signs, by pen or electronically, or the unit's seal stands. What stands in its
// place are the BLANKs and values (runs with a field path) directly behind it: zp_field_holds.
typedef struct zp_field {
    zp_field_kind kind;
    zp_text name;  // `preparer`, `head`, `seal`; the second of a document `head-2`
    zp_text title; // for people: 填表人签字
    // Hundredths of an em. A signature: its room, from here on. A seal: it stands over the middle
    // of as much behind it, or of what is before it where this is negative; 0: of its line.
    int width;
} zp_field;

// Where the layout broke the lines of a balanced title (B8), in bytes of its runs' text: Word
// breaks greedily and is told them.
typedef struct zp_breaks {
    const uint32_t *at;
    size_t count;
} zp_breaks;

// Where a paragraph stands in lists.
typedef struct zp_list {
    uint8_t depth; // 1: in a list; 2: in one that stands in it; 0: in none
    bool begins;   // its list begins here
    bool item;     // its item begins here
    bool label;    // and its first run is the item's number; or the note's, which wants one
    bool note;     // in no list: a note to the table above
} zp_list;

// In a tree of changes (zp_document_diff): what is only in the new document, or only in the old.
typedef enum zp_change { ZP_KEPT, ZP_INSERTED, ZP_DELETED } zp_change;

typedef struct zp_node zp_node;
struct zp_node {
    zp_node_type type;
    // Of an inline: itself. Of a heading or paragraph: the mark at its end, that is, whether it
    // is parted from the next one; what stands in it has changes of its own. Of a row: the row
    // and all in it. Others are kept.
    zp_change change;
    zp_place place; // in the data, the report, the profile or the template
    zp_node *parent;
    zp_node *first, *last, *next;
    const zp_style *style; // HEADING, PARAGRAPH
    zp_list list;          // PARAGRAPH
    // PARAGRAPH of one line that the layout set against its neighbour's (style.pair): where it
    // begins, from the type area's left, and its length. Both 0: it stands as its style says.
    zp_length start, length;
    union {
        zp_table table;
        zp_row row;
        zp_cell cell;
        zp_run run;
        zp_length space;
        int blank;          // BLANK, TAB: hundredths of an em
        zp_breaks breaks;   // HEADING, PARAGRAPH
        zp_field field;     // FIELD
        zp_page_setup page; // SECTION
    } as;
};

// What outputs keep with the named styles from document to document.
typedef struct zp_styles_kept {
    zp_arena *arena;           // of the styles
    struct zp_docx_kept *docx; // NULL: nothing yet
} zp_styles_kept;

typedef struct zp_document {
    zp_text id;       // basic-data
    zp_text title;    // as in the PDF's metadata
    zp_text unit;     // author metadata: the unit's name
    zp_text date;     // ISO date from the data, or empty
    zp_text language; // zh-CN
    // What it was made from, as it tells programs: the profile and the year, and the version of
    // the package in which it last changed (0: none). No hash of the data: a document that a
    // correction leaves alone keeps its bytes.
    zp_text form, year;
    unsigned version;
    zp_node *root;
    const zp_style *const *styles; // all named styles, in the order of styles.xml
    size_t style_count;
    zp_styles_kept *styles_kept; // NULL: nothing is kept
    zp_arena *arena;             // owns all of it; borrowed
    // Of a tree of changes: who changed it, and the day (YYYY-MM-DD or empty).
    zp_text changed_by, changed_on;
} zp_document;

zp_node *zp_node_new(zp_arena *arena, zp_node_type type, zp_place place);
void zp_node_append(zp_node *parent, zp_node *child);
// True for what stands in the place of the FIELD before it.
bool zp_field_holds(const zp_node *inline_node);
// The paragraph whose text the field's seal is meant to cover beside its own: the date kept below
// the unit's name. NULL: there is none.
const zp_node *zp_field_covers(const zp_node *field);
// All text below a node: runs joined, a line break as "\n", paragraphs below it ended by "\n".
zp_text zp_node_text(zp_arena *arena, const zp_node *node);

// ① to ㊿, which is as far as there are such characters; 0 of other numbers.
enum { ZP_CIRCLED_MAX = 50 };
uint32_t zp_circled(size_t number);
// The number in the circle; 0 where it is none.
size_t zp_circled_number(uint32_t code_point);

// Marks that Latin fonts hold too and that come from the Chinese font in Chinese (B5.1): · – — ‘ ’
// “ ” ‥ … ‧ ⸺
bool zp_mark_of_both(uint32_t code_point);
// Which of them are Western (B5.2), by the byte of the text at which they begin; NULL: there are no
// such marks. By what stands around them, or by a selector behind a quote (B1.5); the two quotes of
// a pair always agree. The text is a block's runs joined, line breaks as "\n".
const bool *zp_western_marks(zp_arena *arena, zp_text text);

// Gives every cell its grid column from the spans in reading order, as HTML does, and checks that
// the spans neither overlap nor leave holes nor reach beyond the last column or row. An error
// names the cell's or row's place: id `table-span`. Finds the columns of numbers too.
zp_status zp_table_assign(zp_messages *messages, zp_node *table);

// A cell's text that is a number and nothing more, but for a sign, brackets, thousands marks and a
// percent sign: not `/`, `——`, `3个` or nothing.
typedef struct zp_number {
    size_t point;    // where the decimal point stands in the paragraph's text, or would: in bytes
    int left, right; // width before and from there on by estimate, in thousandths of an em
} zp_number;
bool zp_cell_number(const zp_node *cell, zp_number *number); // false: it is none

// What stands in a column of numbers.
typedef struct zp_number_column {
    zp_length left, right; // the widest parts before the point, and from there on
    int64_t leaning;       // how much wider the right parts are than the left ones, all together
    size_t numbers, cells;
} zp_number_column;
void zp_number_column_add(zp_number_column *column, zp_length left, zp_length right);
// Where the points stand between two edges; false when there is no room for the widest parts: each
// number then stays as its style aligns it. Centred numbers are so on the whole: were it the widest
// alone, a total of 100 would push a column of 5 aside. But that one keeps at least half the margin
// it would have then.
bool zp_number_column_point(const zp_number_column *column, zp_align align, zp_length from,
                            zp_length to, zp_length *point);
// The columns by estimated widths, at `percent` of the styles' sizes, in
// columns[1..number_columns]; columns[0] is for the cells in none.
void zp_table_measure_numbers(const zp_node *table, int percent, zp_number_column *columns);

// ICU's dictionary of words. Labels and titles are broken between words (B8), and their columns are
// chosen by them; longer text is no label, its lines are many, and words may break, as everywhere
// in Chinese.
typedef struct zp_dictionary zp_dictionary;
enum { ZP_LABEL_MAX = 240 }; // bytes: 80 Han
typedef enum zp_bond {
    ZP_BOND_NONE,
    ZP_BOND_LOOSE,    // 完成|率, 旧|改: words of one character and their neighbours
    ZP_BOND_COMPOUND, // 绩效|评价
    ZP_BOND_WORD,
} zp_bond;
zp_dictionary *zp_dictionary_open(void);
void zp_dictionary_close(zp_dictionary *words); // NULL is fine
// Of every character of the text, by its first byte, what binds it to the one before it (zp_bond).
// False: the text is no label, or there is no dictionary. What was found is kept for the next time.
bool zp_dictionary_find(zp_dictionary *words, zp_text text, uint8_t bonds[ZP_LABEL_MAX]);
// Decides column widths from `weights` (least shares) and the content, by East Asian widths (Han
// 1 em, ASCII half): no label or figure is broken that need not be, and what is left goes where it
// makes the table lowest. `words`: NULL for one opened for this. `measure` is the whole width; the
// widths add up to it exactly.
void zp_table_fit_columns(zp_node *table, zp_length measure, zp_dictionary *words);
// The same for tables of one shape that are to have the same columns, at a density of theirs;
// `widths` has room for one of them.
void zp_tables_fit_columns(const zp_node *const *tables, size_t count, zp_length measure,
                           const zp_density *density, zp_dictionary *words, zp_length *widths);

bool zp_style_is_label(const zp_style *style); // lines of its own choice, not filled

// The bytes of a short number at `at` that stands upright in vertical text (B9): up to three ASCII
// digits by themselves between Han or at an edge, and a % behind them. 0: there is none, or it
// lies on its side with what stands beside it.
size_t zp_upright_number(zp_text text, size_t at, zp_vertical_digits how);
// Halves of an em by which that makes the text longer down a column than its East Asian widths.
int zp_upright_growth(zp_text text, zp_vertical_digits how);

// How far the character `c` behind `before` (0: none) goes on in a style, by East Asian widths: Han
// and full-width marks 1 em, the rest half of one, and between Han and Western the style's gap. For
// what must be decided without fonts.
zp_length zp_estimated_advance(const zp_style *style, uint32_t before, uint32_t c);

// One tree of both documents: what the new one inserted, and what it deleted, are marked. Without
// the deleted nodes it is `new`, without the inserted ones `old`, space between blocks aside. A
// deletion stands before the insertion that takes its place. Columns, pages and looks are those of
// `new`; the density too, if it was laid out. *changed tells whether anything is marked.
// Everything is of `arena`, the texts of the two documents.
zp_document *zp_document_diff(zp_arena *arena, const zp_document *old, const zp_document *new,
                              bool *changed);

// The tree as indented text, one node a line; for tests and for looking. What
// was inserted has a + before it, what was deleted a -.
void zp_document_dump(const zp_document *document, zp_buffer *out);

#endif
