// Two texts by words: as the document tree compares paragraphs, so that all outputs agree.
#include "compare/private.h"

void compare_add_stretch(zp_arena *arena, compare_stretches *to, zp_change change, zp_text text) {
    if (text.size == 0) {
        return;
    }
    if (to->count > 0 && to->list[to->count - 1].change == change) {
        zp_text *last = &to->list[to->count - 1].text;
        *last = zp_arena_print(arena, "%.*s%.*s", ZP_ARG(*last), ZP_ARG(text));
        return;
    }
    *ZP_PUSH(arena, to->list, to->count, to->capacity) = (zp_stretch){change, text};
}

// One stretch is many runs: they are joined once.
void compare_add_inlines(zp_arena *arena, compare_stretches *to, const zp_node *paragraph) {
    zp_buffer text = {0};
    for (const zp_node *each = paragraph->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_RUN) {
            zp_buffer_add_text(&text, each->as.run.text);
        } else if (each->type == ZP_NODE_LINE_BREAK) {
            zp_buffer_add(&text, "\n", 1);
        }
        if (each->next == NULL || each->next->change != each->change) {
            compare_add_stretch(arena, to, each->change,
                                zp_arena_copy(arena, zp_buffer_text(&text)));
            text.size = 0;
        }
    }
    zp_buffer_free(&text);
}

zp_text compare_stretch_text(zp_arena *arena, const compare_stretches *from, zp_change without) {
    zp_buffer text = {0};
    for (size_t i = 0; i < from->count; i++) {
        if (from->list[i].change != without) {
            zp_buffer_add_text(&text, from->list[i].text);
        }
    }
    zp_text whole = zp_arena_copy(arena, zp_buffer_text(&text));
    zp_buffer_free(&text);
    return whole;
}

// A document of one paragraph.
static zp_document *document_of(zp_arena *arena, zp_text text) {
    static const zp_node_type types[] = {ZP_NODE_DOCUMENT, ZP_NODE_SECTION, ZP_NODE_PARAGRAPH,
                                         ZP_NODE_RUN};
    zp_document *document = ZP_NEW(arena, zp_document);
    zp_node *around = NULL;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        zp_node *node = zp_node_new(arena, types[i], (zp_place){0});
        if (around == NULL) {
            document->root = node;
        } else {
            zp_node_append(around, node);
        }
        around = node;
    }
    around->as.run.text = text;
    document->arena = arena;
    return document;
}

void compare_words(zp_arena *arena, zp_text old, zp_text new, zp_difference *difference) {
    bool changed;
    const zp_document *both =
        zp_document_diff(arena, document_of(arena, old), document_of(arena, new), &changed);
    compare_stretches stretches = {0};
    for (const zp_node *each = both->root->first->first; each != NULL; each = each->next) {
        compare_add_inlines(arena, &stretches, each);
    }
    difference->stretches = stretches.list;
    difference->stretch_count = stretches.count;
}
