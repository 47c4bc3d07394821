// How much room a cell's text takes, by the estimated widths of width.c. The true measure is taken
// in text/; a template has to choose its columns without fonts.
#include "document/private.h"

#include <string.h>

enum {
    PIECES_MAX = 1500,    // what a longer text goes on with is estimated by its length alone
    LABEL_LEAST = 12,     // bytes; the words of a label not longer are not looked for
    LABEL = 440,          // hundredths of an em: a label as short as this stays whole
    HEADER_LABEL = 640,   // and one that heads a column or a row
    VERTICAL_WIDTH = 160, // of a cell with text running downwards
    WIDTH_MAX = 1 << 24,  // counted of one piece: wider than any paper
    HEIGHT_MAX = 1 << 26, // counted of one cell: sums of these stay in 64 bits
};

typedef struct piece {
    zp_length width;
    zp_length word; // the width up to the end of its word; its own: in no word
    bool unit;      // belongs to the figure before it
    bool new_line;  // stands behind a line break, or begins a paragraph
    bool in_word;   // goes on with a label's word
} piece;

typedef struct paragraph {
    size_t end; // of its pieces
    zp_length size;
    zp_length pitch, indents, first; // as long as the size wants them
} paragraph;

typedef struct pieces {
    zp_arena *arena;
    piece *items;
    size_t count, capacity;
    paragraph *paragraphs;
    size_t paragraph_count, paragraph_capacity;
    uint32_t last; // the code point before
    const zp_style *style;
    int percent; // of the styles' sizes
    zp_length size;
    bool new_line;
    zp_dictionary *words;
    const uint8_t *bonds; // of the paragraph's text, where it is a label's; NULL
    size_t at;            // in that text
    int64_t more;         // width of what stands behind PIECES_MAX pieces
    int64_t more_lines;   // and its line breaks
} pieces;

struct document_text {
    pieces list;
    zp_length step, padding; // of both sides
};

bool document_is_one_of(uint32_t c, const uint32_t *set) {
    while (*set != 0 && *set != c) {
        set++;
    }
    return *set != 0;
}

static bool may_break(uint32_t before, uint32_t after) {
    if (before == ' ' || before == 0x200B) {
        return true;
    }
    if (document_is_western(before) && document_is_western(after)) {
        // As text/ breaks an address; figures such as 2023/05 stay whole.
        bool letter = (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z');
        return letter && document_is_one_of(before, U"/?-");
    }
    return !document_is_one_of(after, U"，。、；：！？）》」』”’％%‰℃㎡·—…") &&
           !document_is_one_of(before, U"（《「『“‘≥≤≧≦＞＜—");
}

static void add_piece(pieces *list, zp_length width, bool unit) {
    if (list->count == PIECES_MAX) {
        list->more += width;
        list->more_lines += list->new_line;
        list->new_line = false;
        return;
    }
    bool in_word = list->bonds != NULL && list->bonds[list->at] != ZP_BOND_NONE;
    *ZP_PUSH(list->arena, list->items, list->count, list->capacity) =
        (piece){.width = width, .unit = unit, .new_line = list->new_line, .in_word = in_word};
    list->new_line = false;
}

static void add_character(pieces *list, uint32_t c) {
    zp_length advance = zp_estimated_advance(list->style, list->last, c);
    zp_length width = (zp_length)zp_scale(advance, list->percent, 100);
    if (list->more > 0) {
        add_piece(list, width, false); // the last piece counted must not grow with what follows
        list->last = c;
        return;
    }
    if (list->new_line || list->count == 0 || may_break(list->last, c)) {
        bool digit = list->last >= '0' && list->last <= '9';
        bool after_unit = list->count > 0 && list->items[list->count - 1].unit;
        bool unit = !list->new_line &&
                    ((digit && document_is_one_of(c, U"万亿元人次个年月日件户处名分天家场百")) ||
                     (after_unit && document_is_one_of(c, U"元个")));
        add_piece(list, width, unit);
    } else if (list->items[list->count - 1].width < WIDTH_MAX) {
        list->items[list->count - 1].width += width;
    }
    list->last = c;
}

static void add_inline(pieces *list, const zp_node *node) {
    if (node->type == ZP_NODE_LINE_BREAK) {
        if (list->new_line) {
            add_piece(list, 0, false); // an empty line is a line
        }
        list->new_line = true;
        list->last = ' ';
        list->at++;
    } else if (node->type == ZP_NODE_BLANK) {
        add_piece(list, (zp_length)zp_scale(list->size, node->as.blank, 100), false);
    } else if (node->type == ZP_NODE_RUN) {
        zp_text text = node->as.run.text;
        for (size_t at = 0, next = 0; at < text.size; list->at += next - at, at = next) {
            add_character(list, zp_utf8_next(text, &next));
        }
    }
}

// The words of a label (B8); false: it has none to keep, or is no label.
static bool find_bonds(zp_dictionary *words, const zp_node *paragraph, uint8_t *bonds) {
    char text[ZP_LABEL_MAX];
    size_t size = 0;
    for (const zp_node *each = paragraph->first; each != NULL; each = each->next) {
        zp_text run = each->type == ZP_NODE_RUN          ? each->as.run.text
                      : each->type == ZP_NODE_LINE_BREAK ? ZP_TEXT("\n")
                                                         : ZP_TEXT("");
        if (run.size >= ZP_LABEL_MAX - size) {
            return false;
        }
        memcpy(text + size, run.data, run.size);
        size += run.size;
    }
    return size > LABEL_LEAST && zp_style_is_label(paragraph->style) &&
           zp_dictionary_find(words, (zp_text){text, size}, bonds);
}

static void add_paragraph(pieces *list, const zp_node *node) {
    uint8_t bonds[ZP_LABEL_MAX];
    const zp_style *style = node->style;
    list->bonds = find_bonds(list->words, node, bonds) ? bonds : NULL;
    list->at = 0;
    list->style = style;
    list->size = (zp_length)zp_scale(style->size, list->percent, 100);
    list->new_line = true;
    list->last = ' ';
    size_t before = list->count;
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        add_inline(list, each);
    }
    if (list->count == before) {
        add_piece(list, 0, false);
    }
    list->bonds = NULL;
    *ZP_PUSH(list->arena, list->paragraphs, list->paragraph_count, list->paragraph_capacity) =
        (paragraph){.end = list->count,
                    .size = list->size,
                    .pitch = (zp_length)zp_scale(style->pitch, list->percent, 100),
                    .indents = (zp_length)zp_scale(list->size,
                                                   style->left_indent + style->right_indent, 100),
                    .first = (zp_length)zp_scale(list->size, style->first_indent, 100)};
}

// Of every piece that begins a word, how wide that is.
static void find_words(pieces *list) {
    for (size_t i = 0; i < list->count; i++) {
        piece *each = &list->items[i];
        int64_t width = each->width;
        bool parted = each->in_word;
        for (size_t next = i + 1; next < list->count && list->items[next].in_word && !parted;
             next++) {
            width += list->items[next].width;
            parted = list->items[next].new_line || width > WIDTH_MAX;
        }
        each->word = parted ? each->width : (zp_length)width;
    }
}

// The height of pieces from..end-1, a paragraph's, set in lines of `width`.
static int64_t paragraph_height(const piece *from, const piece *end, const paragraph *about,
                                zp_length width) {
    int64_t height = 0;
    zp_length room = 0, measure = width - about->indents;
    measure = measure < about->size / 2 ? about->size / 2 : measure;
    for (const piece *each = from; each < end; each++) {
        zp_length wanted = each->word <= measure ? each->word : each->width;
        if (!each->new_line && wanted <= room) {
            room -= each->width;
            continue;
        }
        int lines = each->width <= measure ? 1 : (each->width + measure - 1) / measure;
        height += (int64_t)lines * about->pitch;
        room = lines * measure - each->width - (each->new_line ? about->first : 0);
    }
    return height;
}

static zp_length height_at(const pieces *list, zp_length width) {
    int64_t height = 0;
    size_t from = 0;
    for (size_t i = 0; i < list->paragraph_count; i++) {
        const paragraph *about = &list->paragraphs[i];
        height += paragraph_height(list->items + from, list->items + about->end, about, width);
        from = about->end;
    }
    return height > HEIGHT_MAX ? HEIGHT_MAX : (zp_length)height;
}

// For texts of thousands of characters: lines are full but for the last of a paragraph.
static zp_length rough_height_at(const pieces *list, zp_length width) {
    const paragraph *last = &list->paragraphs[list->paragraph_count - 1];
    zp_length measure = width - last->indents;
    measure = measure < last->size ? last->size : measure;
    int64_t lines = list->more / measure + list->more_lines / 2 + 1;
    int64_t height = height_at(list, width) + lines * last->pitch;
    return height > HEIGHT_MAX ? HEIGHT_MAX : (zp_length)height;
}

zp_length document_find_height(const document_need *need, int width) {
    const pieces *list = &need->text->list;
    zp_length at = width * need->text->step - need->text->padding;
    return need->known[width] = list->more > 0 ? rough_height_at(list, at) : height_at(list, at);
}

static void find_limits(const pieces *list, int label, document_need *need) {
    const paragraph *about = list->paragraphs;
    int64_t line = 0;
    zp_length figure = 0;
    for (size_t i = 0; i < list->count; i++) {
        const piece *each = &list->items[i];
        while (i >= about->end) {
            about++;
        }
        zp_length own = each->width + about->indents;
        line = each->new_line ? own : line + each->width;
        figure = each->unit && figure < WIDTH_MAX ? figure + each->width : own;
        bool last = i + 1 == list->count;
        bool ends = last ? list->more == 0 : list->items[i + 1].new_line;
        line = line > WIDTH_MAX ? WIDTH_MAX : line;
        bool whole = ends && line * 100 <= (int64_t)about->size * label;
        zp_length readable = about->size * 4;
        zp_length wanted = whole || line < readable ? (zp_length)line : readable;
        wanted = figure > wanted ? figure : wanted;
        need->hard = own > need->hard ? own : need->hard;
        need->natural = line > need->natural ? (zp_length)line : need->natural;
        need->soft = wanted > need->soft ? wanted : need->soft;
    }
    need->soft = need->soft < need->hard ? need->hard : need->soft;
}

// Short numbers stand upright in their em.
static int64_t upright_growth(const zp_node *cell) {
    int64_t growth = 0;
    for (const zp_node *block = cell->first; block != NULL; block = block->next) {
        for (const zp_node *run = block->first; run != NULL && block->style != NULL;
             run = run->next) {
            growth += run->type == ZP_NODE_RUN
                          ? (int64_t)block->style->size *
                                zp_upright_growth(run->as.run.text, block->style->vertical_digits) /
                                2
                          : 0;
        }
    }
    return growth;
}

static zp_length vertical_height(const zp_node *cell, const pieces *list) {
    int64_t height = zp_scale(upright_growth(cell), list->percent, 100);
    for (size_t i = 0; i < list->count; i++) {
        height += list->items[i].width;
    }
    return height > HEIGHT_MAX ? HEIGHT_MAX : (zp_length)height;
}

// The least width at which the longest line is a step narrower.
static int widest(const document_text *text, zp_length natural) {
    int64_t width = (int64_t)natural + text->padding;
    int64_t steps = width > 0 ? (width + text->step - 1) / text->step : 0;
    return steps < DOCUMENT_STEPS ? (int)steps : DOCUMENT_STEPS;
}

static void keep_text(const zp_node *cell, const pieces *list, const zp_table *table,
                      zp_length step, document_need *need) {
    document_text *made = ZP_NEW(list->arena, document_text);
    *made = (document_text){.list = *list, .step = step, .padding = 2 * table->side_padding};
    need->text = made;
    bool one = list->count == 0 || cell->as.cell.vertical; // in any width
    need->widest = one ? 0 : widest(made, need->natural);
    need->known = ZP_ARRAY(list->arena, zp_length, (size_t)need->widest + 1);
    if (one) {
        need->known[0] = list->count > 0 ? vertical_height(cell, list) : 0;
    } else {
        memset(need->known, 0xFF, ((size_t)need->widest + 1) * sizeof *need->known);
    }
}

// Room for the pieces of most texts at once.
static void reserve(pieces *list, const zp_node *cell) {
    enum { HAN = 3, FEW = 4 }; // bytes of a character; pieces besides
    size_t size = 0;
    for (const zp_node *each = cell->first; each != NULL; each = each->next) {
        for (const zp_node *run = each->first; run != NULL; run = run->next) {
            size += run->type == ZP_NODE_RUN ? run->as.run.text.size : 0;
        }
    }
    size_t count = size / HAN + FEW;
    list->capacity = count < PIECES_MAX ? count : PIECES_MAX;
    list->items = ZP_ARRAY(list->arena, piece, list->capacity);
}

void document_measure_cell(zp_arena *arena, const zp_node *cell, const zp_table *table, int percent,
                           zp_dictionary *words, zp_length step, document_need *need) {
    pieces list = {.arena = arena, .words = words, .percent = percent};
    reserve(&list, cell);
    for (const zp_node *each = cell->first; each != NULL; each = each->next) {
        if (each->style != NULL) {
            add_paragraph(&list, each);
        }
    }
    find_words(&list);
    need->hard = need->soft = need->natural = 0;
    if (list.count > 0 && cell->as.cell.vertical) {
        need->hard = list.size;
        need->soft = (zp_length)zp_scale(list.size, VERTICAL_WIDTH, 100);
    } else if (list.count > 0) {
        find_limits(&list, zp_scope_is_label(cell->as.cell.scope) ? HEADER_LABEL : LABEL, need);
    }
    if (step > 0) {
        keep_text(cell, &list, table, step, need);
    }
    need->hard += 2 * table->side_padding;
    need->soft += 2 * table->side_padding;
}
