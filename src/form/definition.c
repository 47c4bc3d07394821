// Definitions of links, `[x]: http://…`: cmark takes them out of the tree, and what stands in them
// would be in no document without a word. Only cmark knows which lines it takes for such, so that
// it is asked. In a copy of the text every label that may be one's ends in a mark of its own, and
// each is named in a paragraph behind the text: those that become links there are defined.
#include "form/markdown.h"

#include <string.h>

#define MARK "\003" // no text has it: control characters are refused
#define NOWHERE SIZE_MAX

typedef struct label {
    size_t from, to; // its `[` and its `]`
} label;

typedef struct labels {
    label *items;
    size_t count, capacity;
} labels;

// All `[…]:`. A label has no brackets but escaped ones, and is not blank.
static labels find_labels(zp_arena *arena, zp_text text) {
    labels found = {0};
    size_t open = NOWHERE;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\\') {
            i++;
        } else if (text.data[i] == '[') {
            open = i;
        } else if (text.data[i] == ']') {
            bool blank =
                open == NOWHERE || zp_text_trim(zp_text_slice(text, open + 1, i)).size == 0;
            if (!blank && i + 1 < text.size && text.data[i + 1] == ':') {
                *ZP_PUSH(arena, found.items, found.count, found.capacity) = (label){open, i};
            }
            open = NOWHERE;
        }
    }
    return found;
}

static void add_marked(zp_buffer *out, const labels *labels, zp_text text) {
    size_t at = 0;
    for (size_t i = 0; i < labels->count; i++) {
        zp_buffer_add_text(out, zp_text_slice(text, at, labels->items[i].to));
        zp_buffer_print(out, MARK "%zu" MARK, i);
        at = labels->items[i].to;
    }
    zp_buffer_add_text(out, zp_text_slice(text, at, text.size));
}

// On one line, which cmark takes for the same: what begins the others is no part of a label.
static void add_named(zp_buffer *out, zp_text text, const label *label, size_t index) {
    zp_buffer_add_string(out, "\n\n");
    for (size_t i = label->from; i < label->to; i++) {
        bool end = text.data[i] == '\n' || text.data[i] == '\r';
        zp_buffer_add(out, end ? " " : text.data + i, 1);
    }
    zp_buffer_print(out, MARK "%zu" MARK "]", index);
}

// The paragraphs behind the text are the last of all, unless something in it has no end: that is
// refused itself.
static void tell_defined(form_markdown *markdown, const labels *labels, cmark_node *root) {
    bool *defined = ZP_ARRAY(markdown->builder->arena, bool, labels->count);
    cmark_node *each = cmark_node_last_child(root);
    for (size_t i = labels->count; i-- > 0 && each != NULL; each = cmark_node_previous(each)) {
        cmark_node *first = cmark_node_first_child(each);
        defined[i] = (size_t)cmark_node_get_start_line(each) > markdown->line_count &&
                     first != NULL && cmark_node_get_type(first) == CMARK_NODE_LINK;
    }
    for (size_t i = 0; i < labels->count; i++) {
        if (defined[i]) {
            form_fail(markdown->builder, form_markdown_offset(markdown, labels->items[i].from),
                      "markdown",
                      "this defines the address of a link, and is printed nowhere; write what is "
                      "to be printed, and \\[ for the sign [ itself");
        }
    }
}

void form_definitions_check(form_markdown *markdown) {
    zp_text text = markdown->masked;
    labels labels = find_labels(markdown->builder->arena, text);
    if (labels.count == 0) {
        return;
    }
    zp_buffer marked = {0};
    add_marked(&marked, &labels, text);
    for (size_t i = 0; i < labels.count; i++) {
        add_named(&marked, text, &labels.items[i], i);
    }
    cmark_node *root = form_markdown_parse(zp_buffer_text(&marked));
    tell_defined(markdown, &labels, root);
    cmark_node_free(root);
    zp_buffer_free(&marked);
}
