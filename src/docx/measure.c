// What stretches is a tab in Word, and a tab needs to know how far; a tall row or a cover needs to
// know how high. Text is measured by estimated widths (zp_estimated_advance).
#include "docx/parts.h"

static int64_t scaled_size(const placing *placing) {
    return zp_scale(placing->style->size, placing->percent, 100);
}

static int64_t character_width(uint32_t before, uint32_t c, const placing *placing) {
    return zp_scale(zp_estimated_advance(placing->style, before, c), placing->percent, 100);
}

static int64_t inline_width(const zp_node *node, const placing *placing) {
    if (node->type == ZP_NODE_BLANK) {
        return zp_scale(scaled_size(placing), node->as.blank, 100);
    }
    int64_t width = 0;
    uint32_t before = 0;
    for (size_t at = 0; node->type == ZP_NODE_RUN && at < node->as.run.text.size;) {
        uint32_t c = zp_utf8_next(node->as.run.text, &at);
        width += character_width(before, c, placing);
        before = c;
    }
    return width;
}

static bool ends_line(const zp_node *node) {
    return node == NULL || node->type == ZP_NODE_LINE_BREAK;
}

static bool has(const zp_node *paragraph, zp_node_type type) {
    for (const zp_node *node = paragraph->first; node != NULL; node = node->next) {
        if (node->type == type) {
            return true;
        }
    }
    return false;
}

bool has_gap(const zp_node *paragraph) {
    return has(paragraph, ZP_NODE_GAP);
}

int64_t estimate_width(const zp_node *paragraph, const placing *placing) {
    int64_t width = 0;
    for (const zp_node *node = paragraph->first; node != NULL; node = node->next) {
        width += inline_width(node, placing);
    }
    return width;
}

// A line being filled.
typedef struct filling {
    int64_t measure, used;
    int64_t word; // the Western word or figure at its end, which stays whole
    int lines;
} filling;

static void put_character(filling *line, uint32_t c, int64_t width) {
    bool in_word = c > ' ' && c < 0x7F;
    line->word = in_word ? line->word + width : 0;
    line->used += width;
    if (line->used > line->measure && line->used > width) {
        line->lines++;
        line->used = in_word && line->word <= line->measure ? line->word : width;
    }
}

static void put_inline(filling *line, const zp_node *node, const placing *placing) {
    if (node->type == ZP_NODE_BLANK) {
        put_character(line, ' ', inline_width(node, placing));
    }
    uint32_t before = 0;
    for (size_t at = 0; node->type == ZP_NODE_RUN && at < node->as.run.text.size;) {
        uint32_t c = zp_utf8_next(node->as.run.text, &at);
        put_character(line, c, character_width(before, c, placing));
        before = c;
    }
}

int estimate_lines(const zp_node *paragraph, const placing *placing) {
    const zp_style *style = placing->style;
    int64_t em = scaled_size(placing);
    filling line = {.lines = 1, .used = zp_scale(em, style->first_indent, 100)};
    line.measure = placing->measure - zp_scale(em, style->left_indent + style->right_indent, 100);
    for (const zp_node *node = paragraph->first; node != NULL; node = node->next) {
        put_inline(&line, node, placing);
        if (node->type == ZP_NODE_LINE_BREAK) {
            line = (filling){.measure = line.measure, .lines = line.lines + 1};
        }
    }
    return line.lines;
}

// The line a paragraph's first gap stands in.
static const zp_node *gap_line(const zp_node *paragraph) {
    const zp_node *line = paragraph->first;
    for (const zp_node *node = line; node != NULL; node = node->next) {
        if (node->type == ZP_NODE_GAP) {
            break;
        }
        if (node->type == ZP_NODE_LINE_BREAK) {
            line = node->next;
        }
    }
    return line;
}

static void write_tab(part *part, const char *kind, int64_t position) {
    part_start(part, "w:tab");
    part_attribute(part, "w:val", kind);
    part_attribute_number(part, "w:pos", position);
    part_end(part);
}

// Each place is written once, from left to right, as Word wants its stops.
static void write_fixed_tabs(part *part, const zp_node *paragraph, const placing *placing) {
    part_start(part, "w:tabs");
    for (int before = -1, next;; before = next) {
        next = INT32_MAX;
        for (const zp_node *node = paragraph->first; node != NULL; node = node->next) {
            bool behind = node->type == ZP_NODE_TAB && node->as.blank > before;
            next = behind && node->as.blank < next ? node->as.blank : next;
        }
        if (next == INT32_MAX) {
            break;
        }
        write_tab(part, "left",
                  twips(zp_indent(placing->style, next, (zp_length)scaled_size(placing))));
    }
    part_end(part);
}

// Text between two gaps stands centred where equal gaps would put it; text behind the last one
// ends at the measure. The stops serve every line of the paragraph.
void write_tabs(part *part, const zp_node *paragraph, const placing *placing) {
    if (!has_gap(paragraph)) {
        if (has(paragraph, ZP_NODE_TAB)) {
            write_fixed_tabs(part, paragraph, placing);
        }
        return;
    }
    const zp_node *line = gap_line(paragraph);
    int64_t start = zp_scale(scaled_size(placing), placing->style->left_indent, 100);
    if (line == paragraph->first) {
        start += zp_scale(scaled_size(placing), placing->style->first_indent, 100);
    }
    int64_t end =
        placing->measure - zp_scale(scaled_size(placing), placing->style->right_indent, 100);
    int64_t room = end - start;
    int64_t gaps = 0;
    for (const zp_node *node = line; !ends_line(node); node = node->next) {
        room -= inline_width(node, placing);
        gaps += node->type == ZP_NODE_GAP;
    }
    int64_t gap = room > 0 && gaps > 0 ? room / gaps : 0;
    part_start(part, "w:tabs");
    int64_t at = start;
    for (const zp_node *node = line; !ends_line(node); node = node->next) {
        if (node->type != ZP_NODE_GAP) {
            at += inline_width(node, placing);
            continue;
        }
        at += gap;
        if (--gaps == 0) {
            write_tab(part, "right", twips((zp_length)end));
            break;
        }
        int64_t width = 0;
        for (const zp_node *text = node->next; text->type != ZP_NODE_GAP; text = text->next) {
            width += inline_width(text, placing);
        }
        write_tab(part, "center", twips((zp_length)(at + width / 2)));
    }
    part_end(part);
}
