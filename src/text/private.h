// What the files of text/ share: a paragraph as boxes. Where the rules of typesetting are:
//   class.c              classes of characters, and which may stand at a line's edges
//   breaks.c             where a line may be broken
//   choice.c             where it is broken; greedy.c: where Word breaks it
//   shape.c, boxes.c     glyphs; characters and spaces as boxes
//   room.c, fit.c        widths, what may be taken off and put between; a line's arithmetic
//   justify.c            the order of squeezing and stretching
//   vertical.c           columns of vertical text
//   faces.c, coverage.c  which font a character is set from
// Quotes and marks, for both outputs, are document/marks.c; words of labels, document/words.c. A
// new rule comes with a case in tests/typesetting, by its number.
#ifndef ZIPING_TEXT_PRIVATE_H
#define ZIPING_TEXT_PRIVATE_H

#include "record/record.h"
#include "text/text.h"

// What a character is to line breaking: UAX #14's classes after the overrides of B2.
typedef enum line_class {
    CLASS_AL,
    CLASS_B2,
    CLASS_BA,
    CLASS_BB,
    CLASS_BK,
    CLASS_CB,
    CLASS_CL,
    CLASS_CM,
    CLASS_CP,
    CLASS_EB,
    CLASS_EM,
    CLASS_EX,
    CLASS_GL,
    CLASS_HL,
    CLASS_HY,
    CLASS_ID,
    CLASS_IN,
    CLASS_IS,
    CLASS_JL,
    CLASS_JT,
    CLASS_JV,
    CLASS_H2,
    CLASS_H3,
    CLASS_NS,
    CLASS_NU,
    CLASS_OP,
    CLASS_PO,
    CLASS_PR,
    CLASS_QU,
    CLASS_RI,
    CLASS_SP,
    CLASS_SY,
    CLASS_WJ,
    CLASS_ZW,
    CLASS_ZWJ,
} line_class;

// What a full-width mark is to squeezing (B4.1, B6).
typedef enum mark {
    MARK_NONE,
    MARK_OPEN,      // blank in the left half
    MARK_CLOSE,     // brackets and quotes: blank in the right half
    MARK_COMMA,     // ，、；： blank in the right half
    MARK_STOP,      // 。！？ blank in the right half
    MARK_DOT,       // · half an em wide
    MARK_CONNECTOR, // — … ～ ／ －: no gap stretches beside it
} mark;

typedef enum script { SCRIPT_HAN, SCRIPT_WESTERN, SCRIPT_SPACE, SCRIPT_OTHER } script;

typedef enum box_kind { BOX_TEXT, BOX_BLANK, BOX_TAB, BOX_GAP, BOX_BREAK } box_kind;

typedef enum break_kind { BREAK_NO, BREAK_YES, BREAK_MUST } break_kind;

// One character with what hangs on it (marks, selectors), or an object.
typedef struct box {
    uint32_t code_point;
    uint32_t selector;        // the variation selector behind it; 0: none
    uint32_t text, text_size; // in the paragraph's text
    uint32_t glyph, glyph_count;
    const zp_face *face;
    const zp_node *node;
    zp_length width;                   // advance with tracking
    zp_length left_blank, right_blank; // what may be cut off a mark (B4.1)
    zp_length shift;                   // · in its half em is moved by this
    zp_length tracking;                // in `width`; none stands behind the last box of a line
    // The boundary behind this box, when the next one stands in the same line:
    zp_length gap; // Han–Western space (B7)
    zp_length cut; // adjacent marks (B4.2), taken off
    int penalty;   // of breaking here
    uint8_t kind;  // box_kind
    uint8_t line_class;
    uint8_t mark;
    uint8_t script;
    uint8_t break_after; // break_kind
    bool stretch;        // the boundary may be widened (B6, last step)
    bool firm;           // nothing is squeezed: a list's number or label
    bool wide;           // a quote that the face has an em wide by its feature fwid only (B5.3)
    uint8_t role;        // zp_font_role: that of the faces asked for it
    // Vertical text (B9):
    bool turned;       // lies on its side
    bool stand_in;     // code_point is not the one typed: a quote
    uint8_t number;    // so many boxes from this one on are figures that share an em
    uint16_t narrowed; // thousandths taken off the glyphs' width
} box;

typedef struct boxes {
    zp_text text;
    box *items;
    size_t count, capacity;
    zp_glyph *glyphs;
    size_t glyph_count, glyph_capacity;
    const bool *western; // zp_western_marks of the text
    const zp_style *style;
    zp_length em; // the size at hand
    zp_length pitch;
    zp_length tracking;
    bool vertical;
} boxes;

static inline zp_length box_size(const boxes *all, const box *item) {
    bool raised = item->node->type == ZP_NODE_RUN && item->node->as.run.raised;
    return raised ? zp_raised_size(all->em) : all->em;
}

// Where a mark's ink stands in its em, and what the font says of its half; thousandths of the em.
typedef struct mark_metrics {
    uint32_t key; // face id and glyph, plus one
    zp_length left, right;
    bool halt;            // the font has a half-width form …
    zp_length halt_shift; // … which stands so much further right
} mark_metrics;

typedef struct kept kept; // kept.c

// A character in a face by itself (plain.c).
typedef struct character {
    const zp_face *face;
    uint32_t code_point, glyph; // 0: the face has none, or is not to use it
    int advance;                // in units of the em
    uint8_t asked, touched;     // by script and tabular, a bit each: by a lookup
} character;

// What a face does to text, as the script and tabular figures have it.
typedef struct face_plan {
    const zp_face *face;
    bool latin, tabular;
    struct hb_set_t *touched; // glyphs that lookups begin with; NULL: any may be changed
} face_plan;

struct zp_typesetter {
    zp_messages *messages;
    zp_fonts *fonts;
    zp_arena *scratch;    // boxes and sums of the paragraph at hand
    zp_dictionary *words; // opened when first wanted
    struct hb_buffer_t *buffer;
    const struct hb_language_impl_t *language; // zh-Hans
    mark_metrics metrics[256];                 // looked up once
    struct {
        const zp_face *face;
        uint32_t code_point;
        bool made; // the face has a vertical form of it
    } forms[256];
    struct {
        const zp_face *face;
        int han, figures; // the height their middle stands at, in units of the em
    } middles[16];
    uint8_t quotes[64][4]; // faces.c: how the face of this id sets ‘ ’ “ ”; 0: not yet known
    uint64_t *told;        // characters and sequences that have been reported, hashed; 0: free
    size_t told_count, told_capacity;
    size_t remarks; // characters of which something was said, or had been
    kept *kept;
    character characters[4096];
    face_plan plans[32];
};

// face.c: what the font's tables say of it.
void read_face(zp_arena *arena, zp_face *face);

// em_box.c: a face's ascender, descender and whether it has Han.
void find_em_box(zp_face *face);

// class.c
line_class class_of(uint32_t code_point);
// The same without the overrides of B2: LB1 alone.
line_class plain_class_of(uint32_t code_point);
mark mark_of(uint32_t code_point);
script script_of(uint32_t code_point);
// A Greek or Cyrillic letter: Han fonts have these, but μg is one Western word.
bool joins_western(uint32_t code_point);
// A combining mark, variation selector or joiner: stays with the character before it (B1.4).
bool hangs_on(uint32_t code_point);
bool selects(uint32_t code_point); // a variation selector (B1.4)

// Set by the Latin role: Western letters, figures, and the blanks between.
static inline bool is_latin(const box *item) {
    return item->script == SCRIPT_WESTERN || item->script == SCRIPT_SPACE;
}
// A Chinese mark with a blank side, or ·; not —, … and their kin.
static inline bool full_width_mark(const box *item) {
    return item->kind == BOX_TEXT && item->mark != MARK_NONE && item->mark != MARK_CONNECTOR;
}
// breaks.c: fills break_after and penalty of every box.
void find_breaks(boxes *all);

// room.c: fills the widths, blanks, gaps and cuts of every box.
void find_room(zp_typesetter *typesetter, boxes *all);

// fit.c: a line more of ragged text. words.c: a break inside a word; many together cost less.
enum { COST_LINE = 100000000, PENALTY_WORD = 12000000 };

// words.c: breaks inside words are dear where the style asks for whole words.
void keep_words(zp_typesetter *typesetter, boxes *all);

// faces.c: the face of box i, or a message.
zp_status choose_face(zp_typesetter *typesetter, boxes *all, size_t i);

// told.c: what is said of characters. A remark once for a role and character, or sequence.
void tell_fallback(zp_typesetter *typesetter, const boxes *all, const box *item);
void tell_ignored_variation(zp_typesetter *typesetter, const boxes *all, const box *item);
// The error `no-glyph`. Many of these cannot be seen: name, kind and block tell.
void tell_missing(zp_typesetter *typesetter, const boxes *all, size_t i);

// plain.c: characters that are drawn as they are wherever they stand.
character *character_in(zp_typesetter *typesetter, const zp_face *face, uint32_t c);
bool is_simple_box(const box *item); // of one character that shapers have no rules for
// Boxes from..to-1, of one face, are set character by character; their glyphs.
bool plain_span(zp_typesetter *typesetter, const boxes *all, size_t from, size_t to);
void set_plain(zp_typesetter *typesetter, zp_arena *arena, boxes *all, size_t from, size_t to);
void free_plans(zp_typesetter *typesetter);

// font_file.c: NULL where there is none that this user may read.
struct hb_blob_t *font_file_map(const char *path);
// The paths of font files in a folder, sorted: the order of readdir is the file system's own.
const char **font_files_in(zp_arena *arena, const char *folder, size_t *count);

// shape.c: the glyphs of all boxes. One that is wider, or further away from its place, is no glyph
// of a sound font: the widest there is, ﷽, takes 12 ems.
enum { FAR_MAX = 32 };
zp_status shape_all(zp_typesetter *typesetter, zp_arena *arena, boxes *all);

// vertical.c: text that runs downwards (B9); nothing is done where it does not.
// Quotes become those of vertical text; before the faces are chosen.
void stand_in_quotes(boxes *all);
// What lies on its side, and which figures share an em; before shaping.
void find_turns(zp_typesetter *typesetter, boxes *all);
// Puts the owner's newest glyph on the column's axis.
void stand_on_axis(zp_typesetter *typesetter, const boxes *all, const box *owner, zp_glyph *glyph);
// Figures that share an em become one box's glyphs; behind shaping.
void join_figures(boxes *all);
// Has a half that may be squeezed away, in the direction the text runs.
bool may_be_halved(const boxes *all, const box *item);
// Where the ink of a standing mark begins (left) and ends (right) down its em.
mark_metrics ink_down(const boxes *all, const box *item);
// The tracking of figures that share an em stands behind the last of them; behind find_room.
void track_figures(boxes *all);

// boxes.c: the inline children of a block as boxes with glyphs, all but the text in the scratch.
zp_status make_boxes(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block, int percent,
                     bool vertical, boxes *all);

// All the text of a block, as boxes count it.
zp_text text_of_block(zp_arena *arena, const zp_node *block);

// One line's sums, shared by the choice of breaks and the setting.
typedef struct line_sums {
    // 64 bits: a candidate may be all of a paragraph of any length.
    int64_t natural; // width with edges squeezed
    int64_t shrink;  // what B6 can take away
    int64_t stretch; // what B6 steps 1 and 2 can add
    int gaps;        // boundaries that step 3 can widen
    int joints;      // those of them that are Han–Western gaps
    int gap_objects; // ZP_NODE_GAPs
} line_sums;

// Running totals over all boxes, one element more than these: [i] is that of boxes 0..i-1.
typedef line_sums sums;

// vertical.c: of all pieces that no line parts, the longest.
zp_length least_measure(const boxes *all, const sums *of);

// choice.c: the lines that boxes can be broken into, each with its cost.
typedef struct choices choices;
// In the scratch.
zp_status choices_make(zp_typesetter *typesetter, const boxes *all, const sums *of,
                       zp_length measure, const choices **made);
const choices *choices_copy(zp_arena *arena, const choices *from, size_t *size); // in bytes
// The breaks: ends[i] is the index behind the last box of line i. `line_cost` is put on every line
// where fewer (or, below 0, more) are wanted than are best.
// Returns the sum of costs.
int64_t choices_best(zp_arena *arena, const choices *choices, int64_t line_cost, size_t **ends,
                     size_t *count);
// The same of filled text by its good lines alone: no sum with another line in it can be less than
// that line's cost. False: there is none so good.
bool choices_first(zp_typesetter *typesetter, const boxes *all, const sums *of, zp_length measure,
                   size_t **ends, size_t *count);
// As few lines as the boxes can be set in at any cost; 0: nobody knows.
size_t least_lines(const boxes *all, const sums *of, zp_length measure);
// What no line parts has room in a line of its own, all of it: the boxes can be set.
bool pieces_fit(const boxes *all, const sums *of, zp_length measure);
// All boxes fit one line, and no choice of more lines can be better.
bool one_line(const boxes *all, const sums *of, zp_length measure, int64_t line_cost);

// The room a line has, indents off.
zp_length line_measure(const boxes *all, zp_length measure, bool first);
// And what may be done with it.
typedef struct line_room {
    zp_length width;
    bool narrow;          // so few characters that lines are rather left ragged
    zp_length gap, joint; // the most a gap, or a Han–Western one behind step 2, may be widened by
} line_room;
line_room room_of(const boxes *all, zp_length measure, bool first);
// True when `more`, which steps 1 and 2 leave, can be given without a gap over that (B6.3).
bool can_widen(const line_sums *line, const line_room *room, int64_t more);
// True when the lines are to be filled to the measure.
bool filled(const boxes *all);

const sums *sums_make(zp_arena *arena, const boxes *all);
// A line's start or end: its sums are those of the end less those of the start.
typedef struct line_side {
    line_sums sums;
    size_t at;       // the first box; behind the last one that is seen
    zp_length blank; // of a start: what a longer line's `shrink` may not have of its first box
} line_side;
line_side line_from(const sums *of, const boxes *all, size_t from, bool first);
line_side line_to(const sums *of, const boxes *all, size_t from, size_t to);
// Inline: asked for of every line there could be.
static inline line_sums line_between(const line_side *start, const line_side *end) {
    if (end->at <= start->at) {
        return (line_sums){0}; // nothing in it is seen
    }
    const line_sums *a = &start->sums, *b = &end->sums;
    // The first box's blank is gone already, or kept behind the indent (B4.4).
    zp_length blank = end->at > start->at + 1 ? start->blank : 0;
    return (line_sums){.natural = b->natural - a->natural,
                       .shrink = b->shrink - a->shrink - blank,
                       .stretch = b->stretch - a->stretch,
                       .gaps = b->gaps - a->gaps,
                       .joints = b->joints - a->joints,
                       .gap_objects = b->gap_objects - a->gap_objects};
}
// Boxes from..to-1 as one line.
line_sums sums_line(const sums *of, const boxes *all, size_t from, size_t to, bool first);
// Index behind the last box that is seen: blanks at the end of a line have no width.
size_t visible_end(const boxes *all, size_t from, size_t to);
zp_length start_cut(const boxes *all, size_t from, bool first);
zp_length end_cut(const boxes *all, size_t last);
zp_length end_shrink(const boxes *all, size_t last); // B6, step 1, where end_cut leaves it
// What the line costs, without the penalty of the break behind it; below 0: it does not fit.
int64_t line_cost(const boxes *all, const line_sums *line, const line_room *room, bool last);
// And what boxes from..to-1 cost as a last line besides (B8).
int64_t last_line_cost(const boxes *all, size_t from, size_t to, const line_room *room);
// What every line that no gap object fills costs at least.
int64_t least_line_cost(const boxes *all, zp_length measure);

// B6: what may be taken or given at box i (its own blanks) and the boundary behind it, by step.
enum { SHRINK_STEPS = 6, STRETCH_STEPS = 2 };
void shrink_at(const boxes *all, size_t i, zp_length out[SHRINK_STEPS]);
void stretch_at(const boxes *all, size_t i, zp_length out[STRETCH_STEPS]);

// kept.c: boxes with their sums, and breaks that were chosen for them, of blocks that had the same
// text in the same style.
typedef struct kept_boxes kept_boxes;
kept *kept_new(void);
void kept_free(kept *kept);
// Those of a block, or NULL. What was found before may be gone.
kept_boxes *kept_find(kept *kept, const zp_node *block, int percent, bool vertical);
// Keeps boxes of the block that kept_find was asked for last.
kept_boxes *kept_add(kept *kept, const zp_node *block, const boxes *all);
const boxes *kept_all(const kept_boxes *found); // with no text
const sums *kept_sums(const kept_boxes *found);
// Choices are kept of filled text, which may be wanted in a line less or more.
const choices *kept_find_choices(const kept_boxes *found, zp_length measure);
void kept_add_choices(kept *kept, kept_boxes *found, zp_length measure, const choices *made);
bool kept_find_fit(const kept_boxes *found, zp_length measure, int64_t line_cost,
                   const size_t **ends, size_t *count);
void kept_add_fit(kept *kept, kept_boxes *found, zp_length measure, int64_t line_cost,
                  const size_t *ends, size_t count);

// A file that may serve a role.
typedef struct face_file {
    const char *file;
    unsigned index; // in a collection
    zp_place place; // in fonts.toml
    zp_text barred; // characters it is not to set
} face_file;

// face_open.c: NULL and a warning: it cannot be used.
zp_face *face_open(zp_arena *arena, zp_messages *messages, const face_file *from, unsigned id);

// dropped.c: whether the first face of a font file is of one of these families.
bool dropped_has_family(const char *file, const zp_value *families);

// fonts.c: the typesetter that these fonts had last, with all it has kept, until it is wanted
// again; NULL: none is idle.
zp_typesetter **fonts_idle(zp_fonts *fonts);
void typesetter_destroy(zp_typesetter *typesetter); // NULL is fine

// justify.c: places the boxes of one line.
void set_line(zp_arena *arena, zp_arena *scratch, const boxes *all, const sums *of, size_t from,
              size_t to, zp_length measure, bool first, bool last, zp_line *line);

#endif
