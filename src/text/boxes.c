// A paragraph as boxes: its inline children character by character, then faces, glyphs, breaks,
// room.
#include "text/private.h"

#include <string.h>
#include <unicode/uchar.h>

static box *add_box(zp_arena *arena, boxes *all, const zp_node *node, box_kind kind) {
    box *made = ZP_PUSH(arena, all->items, all->count, all->capacity);
    *made = (box){.node = node,
                  .kind = (uint8_t)kind,
                  .line_class = CLASS_CB,
                  .script = SCRIPT_OTHER,
                  .text = (uint32_t)all->text.size};
    return made;
}

static void add_characters(zp_arena *arena, boxes *all, zp_buffer *text, const zp_node *run) {
    zp_text from = run->as.run.text;
    for (size_t i = 0; i < from.size;) {
        size_t start = i;
        uint32_t c = zp_utf8_next(from, &i);
        uint32_t at = (uint32_t)text->size;
        zp_buffer_add(text, from.data + start, i - start);
        box *previous = all->count > 0 ? &all->items[all->count - 1] : NULL;
        if (hangs_on(c) && previous != NULL && previous->kind == BOX_TEXT) {
            previous->text_size += (uint32_t)(i - start);
            previous->selector = selects(c) && !previous->selector ? c : previous->selector;
            continue;
        }
        box *made = add_box(arena, all, run, c == '\n' ? BOX_BREAK : BOX_TEXT);
        made->code_point = c;
        made->text = at;
        made->text_size = (uint32_t)(i - start);
        made->line_class = c == '\n' ? CLASS_BK : (uint8_t)class_of(c);
        // A note's mark begins no line.
        made->line_class = run->as.run.raised ? CLASS_CL : made->line_class;
        made->mark = (uint8_t)mark_of(c);
        made->script = (uint8_t)script_of(c);
    }
}

// — by itself joins, and starts no line; —— is one unit that may (B2).
static void tell_dashes(boxes *all) {
    for (size_t i = 0; i < all->count; i++) {
        box *item = &all->items[i];
        if (item->code_point != 0x2014) {
            continue;
        }
        bool before = i > 0 && all->items[i - 1].code_point == 0x2014;
        bool behind = i + 1 < all->count && all->items[i + 1].code_point == 0x2014;
        if (!before && !behind) {
            item->line_class = CLASS_NS;
        }
    }
}

static bool western_letter(const box *item) {
    return item->kind == BOX_TEXT && item->script == SCRIPT_WESTERN &&
           u_isalnum((UChar32)item->code_point);
}

// The μ of 35μg belongs to its figures and its g (B5.2); a Greek letter among Han stays theirs.
static void join_letters(boxes *all) {
    for (size_t from = 0, to; from < all->count; from = to) {
        for (to = from; to < all->count && joins_western(all->items[to].code_point); to++) {
        }
        bool western = (from > 0 && western_letter(&all->items[from - 1])) ||
                       (to < all->count && western_letter(&all->items[to]));
        for (size_t i = from; i < to && western; i++) {
            all->items[i].script = SCRIPT_WESTERN;
        }
        to += to == from;
    }
}

// Room for every character at once: growing by doubling would touch twice the memory.
static void reserve(zp_arena *arena, boxes *all, const zp_node *block) {
    for (const zp_node *each = block->first; each != NULL; each = each->next) {
        bool text = each->type == ZP_NODE_RUN;
        all->capacity += text ? zp_utf8_count(each->as.run.text) : 1;
    }
    all->glyph_capacity = all->capacity;
    all->items = ZP_ARRAY(arena, box, all->capacity);
    all->glyphs = ZP_ARRAY(arena, zp_glyph, all->glyph_capacity);
}

static zp_text collect(zp_arena *arena, zp_arena *scratch, boxes *all, const zp_node *block) {
    zp_buffer text = {0};
    reserve(scratch, all, block);
    for (const zp_node *each = block->first; each != NULL; each = each->next) {
        all->text.size = text.size;
        if (each->type == ZP_NODE_RUN) {
            add_characters(scratch, all, &text, each);
        } else if (each->type == ZP_NODE_LINE_BREAK) {
            add_box(scratch, all, each, BOX_BREAK)->line_class = CLASS_BK;
            zp_buffer_add(&text, "\n", 1);
        } else if (each->type == ZP_NODE_BLANK) {
            box *made = add_box(scratch, all, each, BOX_BLANK);
            made->width = zp_indent(block->style, each->as.blank, all->em);
        } else if (each->type == ZP_NODE_TAB) {
            add_box(scratch, all, each, BOX_TAB);
        } else if (each->type == ZP_NODE_GAP) {
            add_box(scratch, all, each, BOX_GAP);
        }
    }
    zp_text result = zp_arena_copy(arena, zp_buffer_text(&text));
    zp_buffer_free(&text);
    return result;
}

zp_text text_of_block(zp_arena *arena, const zp_node *block) {
    size_t size = 0, at = 0;
    for (const zp_node *each = block->first; each != NULL; each = each->next) {
        size += each->type == ZP_NODE_RUN ? each->as.run.text.size : 1;
    }
    char *text = ZP_ARRAY(arena, char, size + 1);
    for (const zp_node *each = block->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_RUN && each->as.run.text.size > 0) {
            memcpy(text + at, each->as.run.text.data, each->as.run.text.size);
            at += each->as.run.text.size;
        } else if (each->type == ZP_NODE_LINE_BREAK) {
            text[at++] = '\n';
        }
    }
    return (zp_text){text, at};
}

zp_status make_boxes(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block, int percent,
                     bool vertical, boxes *all) {
    const zp_style *style = block->style;
    *all = (boxes){.style = style,
                   .em = (zp_length)zp_scale(style->size, percent, 100),
                   .pitch = (zp_length)zp_scale(style->pitch, percent, 100),
                   .tracking = (zp_length)zp_scale(style->tracking, percent, 100),
                   .vertical = vertical};
    zp_arena *scratch = typesetter->scratch;
    all->text = collect(arena, scratch, all, block);
    tell_dashes(all);
    join_letters(all);
    all->western = zp_western_marks(scratch, all->text);
    stand_in_quotes(all);
    zp_status status = ZP_OK;
    for (size_t i = 0; i < all->count; i++) { // each character that is missing is told
        if (all->items[i].kind == BOX_TEXT && choose_face(typesetter, all, i) != ZP_OK) {
            status = ZP_BAD_INPUT;
        }
    }
    if (status == ZP_OK) {
        find_turns(typesetter, all);
        status = shape_all(typesetter, scratch, all);
    }
    if (status != ZP_OK) {
        return status;
    }
    find_breaks(all);
    find_room(typesetter, all);
    return ZP_OK;
}
