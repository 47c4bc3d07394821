// Runs of text. Word takes a mark such as “ or — from the Latin or the Chinese font by the run's
// w:hint; without it a Chinese quotation mark comes out half as wide (B5).
#include "docx/parts.h"

typedef enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_HAN } script;

// A place in a paragraph's text, across its runs.
typedef struct reader {
    const zp_node *node; // RUN; anything else ends the stretch of text
    size_t offset;
} reader;

typedef struct hinting {
    bool marks;    // the paragraph may have ambiguous ones; else nothing below but breaks is asked
    script before; // the last letter read
    script after;  // the next letter; only when after_known
    bool after_known;
    bool paragraph_has_han;
    const bool *western;     // zp_western_marks of the paragraph
    const zp_breaks *breaks; // of a title's lines
    size_t offset;           // of the node at hand in the paragraph's text
} hinting;

static bool is_latin_mark(uint32_t c) {
    // The marks of Latin-1 that GB 2312 has too.
    return c == 0xA4 || c == 0xA7 || c == 0xA8 || c == 0xB0 || c == 0xB1 || c == 0xB7 ||
           c == 0xD7 || c == 0xF7;
}

static bool is_ambiguous(uint32_t c) {
    return is_latin_mark(c) || (c >= 0x2000 && c < 0x2C00);
}

// Chooses a form of the character before it.
static bool is_selector(uint32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static script script_of(uint32_t c) {
    if (c >= 0x2E80 && !is_selector(c)) {
        return SCRIPT_HAN;
    }
    bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x2000);
    return letter && !is_ambiguous(c) ? SCRIPT_LATIN : SCRIPT_NONE;
}

// The first letter from `at` on. A line break, a gap or the paragraph's end gives none.
static script next_letter(reader at) {
    for (const zp_node *node = at.node; node != NULL && node->type == ZP_NODE_RUN;
         node = node->next) {
        for (size_t offset = node == at.node ? at.offset : 0; offset < node->as.run.text.size;) {
            script script = script_of(zp_utf8_next(node->as.run.text, &offset));
            if (script != SCRIPT_NONE) {
                return script;
            }
        }
    }
    return SCRIPT_NONE;
}

// A mark is Chinese unless Western letters stand on both sides, or on one with no Han anywhere.
static bool is_chinese_mark(hinting *hinting, reader behind) {
    if (hinting->before == SCRIPT_HAN) {
        return true;
    }
    if (!hinting->after_known) {
        hinting->after = next_letter(behind);
        hinting->after_known = true; // holds until the next letter, so that each is sought once
    }
    if (hinting->after == SCRIPT_HAN) {
        return true;
    }
    if (hinting->before == SCRIPT_LATIN && hinting->after == SCRIPT_LATIN) {
        return false;
    }
    return hinting->paragraph_has_han || hinting->before == hinting->after;
}

// B5.2: quotes, dashes and · as the PDF has them.
static bool is_western(const hinting *hinting, size_t at) {
    return hinting->western != NULL && hinting->western[hinting->offset + at];
}

static bool has_han(const zp_node *paragraph) {
    for (const zp_node *node = paragraph->first; node != NULL; node = node->next) {
        for (size_t offset = 0; node->type == ZP_NODE_RUN && offset < node->as.run.text.size;) {
            if (script_of(zp_utf8_next(node->as.run.text, &offset)) == SCRIPT_HAN) {
                return true;
            }
        }
    }
    return false;
}

static void write_hint(part *part) {
    part_start(part, "w:rFonts");
    part_attribute(part, "w:hint", "eastAsia");
    part_end(part);
}

static void write_han_language(part *part) {
    part_start(part, "w:lang");
    part_attribute(part, "w:eastAsia", "zh-CN");
    part_end(part);
}

// 纵中横: Word sets the run upright, in one em. Neighbours with the same id would be one thing.
static void write_upright_layout(part *part) {
    part_start(part, "w:eastAsianLayout");
    part_attribute_number(part, "w:id", ++part->upright);
    part_attribute(part, "w:vert", "1");
    part_attribute(part, "w:vertCompress", "1");
    part_end(part);
}

// percent: of the style's size; spacing: after each character, in twentieths of a point.
static void write_run_properties(part *part, const placing *placing, bool hint, int64_t spacing) {
    bool scaled = placing->percent != 100;
    if (!hint && !scaled && spacing == 0 && !placing->upright && !placing->raised) {
        return;
    }
    part_start(part, "w:rPr");
    if (hint) {
        write_hint(part);
    }
    if (spacing != 0) {
        part_number(part, "w:spacing", spacing);
    }
    if (scaled) {
        zp_length size = (zp_length)zp_scale(placing->style->size, placing->percent, 100);
        part_number(part, "w:sz", half_points(size));
        part_number(part, "w:szCs", half_points(size));
    }
    if (placing->raised) {
        part_value(part, "w:vertAlign", "superscript");
    }
    if (hint) {
        write_han_language(part);
    }
    if (placing->upright) {
        write_upright_layout(part);
    }
    part_end(part);
}

static void write_text(part *part, zp_text text) {
    part_start(part, part->change == ZP_DELETED ? "w:delText" : "w:t");
    part_attribute(part, "xml:space", "preserve");
    part_text(part, text);
    part_end(part);
}

static void write_plain_run(part *part, zp_text text, const placing *placing, bool hint) {
    if (text.size == 0) {
        return;
    }
    part_start(part, "w:r");
    write_run_properties(part, placing, hint, 0);
    write_text(part, text);
    part_end(part);
}

// Down a column short numbers stand upright (B9): each in a run of its own, or each figure.
static void write_run(part *part, zp_text text, const placing *placing, bool hint) {
    zp_vertical_digits how = placing->style->vertical_digits;
    struct placing one = *placing;
    one.upright = true;
    size_t from = 0;
    for (size_t at = 0; placing->vertical && at < text.size;) {
        size_t end = at + zp_upright_number(text, at, how);
        if (end == at) {
            at++;
            continue;
        }
        write_plain_run(part, zp_text_slice(text, from, at), placing, hint);
        for (size_t next; at < end; at = next) {
            next = how == ZP_DIGITS_STACKED ? at + 1 : end;
            write_plain_run(part, zp_text_slice(text, at, next), &one, false);
        }
        from = end;
    }
    write_plain_run(part, zp_text_slice(text, from, text.size), placing, hint);
}

static void write_single(part *part, const char *element, const placing *placing) {
    part_start(part, "w:r");
    write_run_properties(part, placing, false, 0);
    part_flag(part, element);
    part_end(part);
}

// Bytes from..to-1 of a RUN, with the soft line breaks a typist would put into a title: Word would
// fill its first line and leave two 字 on the second (B8).
static void write_piece(part *part, const zp_node *node, size_t from, size_t to,
                        const placing *placing, const hinting *hinting, bool hint) {
    for (size_t i = 0; i < hinting->breaks->count; i++) {
        size_t at = hinting->breaks->at[i];
        if (at >= hinting->offset + from && at < hinting->offset + to) {
            at -= hinting->offset;
            write_run(part, zp_text_slice(node->as.run.text, from, at), placing, hint);
            write_single(part, "w:br", placing);
            from = at;
        }
    }
    write_run(part, zp_text_slice(node->as.run.text, from, to), placing, hint);
}

// One w:r as long as its marks agree: a run is only cut where a Western mark follows a Chinese
// one, so that the text stays easy to edit.
static void write_hinted_runs(part *part, const zp_node *node, const placing *placing,
                              hinting *hinting) {
    zp_text text = node->as.run.text;
    size_t from = 0;
    bool decided = false;
    bool hint = false;
    for (size_t at = 0; hinting->marks && at < text.size;) {
        size_t start = at;
        uint32_t c = zp_utf8_next(text, &at);
        script script = script_of(c);
        if (script != SCRIPT_NONE) {
            hinting->before = script;
            hinting->after_known = false;
        } else if (is_ambiguous(c)) {
            bool chinese = zp_mark_of_both(c) ? !is_western(hinting, start)
                                              : is_chinese_mark(hinting, (reader){node, at});
            if (decided && chinese != hint) {
                write_piece(part, node, from, start, placing, hinting, hint);
                from = start;
            }
            decided = true;
            hint = chinese;
        }
    }
    write_piece(part, node, from, text.size, placing, hinting, hint);
    hinting->offset += text.size;
}

// Room for handwriting is ideographic spaces: each is one 字 in every Chinese font, none is
// stretched by justification, and a clerk deletes them as he types. What is less than one 字 is
// added to the last one's advance.
static void write_blank(part *part, int blank, const placing *placing) {
    static const char space[] = "\xE3\x80\x80";
    int whole = blank / 100 > 0 ? blank / 100 : 1;
    zp_length size = (zp_length)zp_scale(placing->style->size, placing->percent, 100);
    int64_t rest = twips((zp_length)zp_scale(size, blank - whole * 100, 100));
    zp_buffer spaces = {0};
    for (int i = 0; i < whole - (rest != 0); i++) {
        zp_buffer_add_string(&spaces, space);
    }
    write_run(part, zp_buffer_text(&spaces), placing, false);
    zp_buffer_free(&spaces);
    if (rest != 0) {
        part_start(part, "w:r");
        write_run_properties(part, placing, false, rest);
        write_text(part, ZP_TEXT(space));
        part_end(part);
    }
}

static void write_inline(part *part, const zp_node *node, const placing *placing,
                         hinting *hinting) {
    if (node->type == ZP_NODE_RUN) {
        struct placing own = *placing;
        own.raised = node->as.run.raised;
        write_hinted_runs(part, node, &own, hinting);
        return;
    }
    hinting->before = SCRIPT_NONE;
    hinting->after_known = false;
    if (node->type == ZP_NODE_LINE_BREAK) {
        write_single(part, "w:br", placing);
        hinting->offset++;
    } else if (node->type == ZP_NODE_GAP || node->type == ZP_NODE_TAB) {
        write_single(part, "w:tab", placing);
    } else if (node->type == ZP_NODE_BLANK) {
        write_blank(part, node->as.blank, placing);
    }
}

// By first bytes: is_ambiguous of those that begin with C2, C3 or E2 alone. Few cells have any.
static bool may_have_marks(const zp_node *paragraph) {
    for (const zp_node *node = paragraph->first; node != NULL; node = node->next) {
        zp_text text = node->type == ZP_NODE_RUN ? node->as.run.text : ZP_TEXT("");
        if (memchr(text.data, 0xE2, text.size) != NULL ||
            memchr(text.data, 0xC2, text.size) != NULL ||
            memchr(text.data, 0xC3, text.size) != NULL) {
            return true;
        }
    }
    return false;
}

void write_inlines(writer *writer, const zp_node *paragraph, const placing *placing) {
    part *part = writer->part;
    hinting hinting = {.marks = may_have_marks(paragraph), .breaks = &paragraph->as.breaks};
    zp_arena *arena = hinting.marks ? zp_arena_new() : NULL;
    if (hinting.marks) {
        hinting.paragraph_has_han = has_han(paragraph);
        hinting.western = zp_western_marks(arena, zp_node_text(arena, paragraph));
    }
    const zp_node *control = NULL; // open
    for (const zp_node *node = paragraph->first; node != NULL; node = node->next) {
        if (control == NULL && (control = control_before(node)) != NULL) {
            start_control(part, control);
        }
        if (node->type == ZP_NODE_FIELD) {
            continue;
        }
        bool tracked = start_change(part, node->change);
        part->change = node->change;
        write_inline(part, node, placing, &hinting);
        part->change = ZP_KEPT;
        if (tracked) {
            part_end(part);
        }
        if (control != NULL && control_ends(control, node)) {
            end_control(part);
            control = NULL;
        }
    }
    zp_arena_free(arena);
}
