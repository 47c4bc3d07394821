// Holes are masked before cmark sees them and filled behind it: a value is never read as Markdown,
// a `|` in a hole does not split a table cell, and every hole keeps its line and column. The mask
// is as long as the hole: a control character, four letters counting the holes, and filling.
#include "form/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

enum { MARK = 1, FILLING = 2, LETTERS = 4, HOLES_MAX = 26 * 26 * 26 * 26 };

static bool check_characters(form_markdown *markdown) {
    for (size_t i = 0; i < markdown->source.size; i++) {
        unsigned char c = (unsigned char)markdown->source.data[i];
        if (c < ' ' && c != '\n' && c != '\r' && c != '\t') {
            form_fail(markdown->builder, form_place_at(markdown->place, markdown->source, i),
                      "control-character", "a control character (U+%04X); take it away",
                      (unsigned)c);
            return false;
        }
    }
    return true;
}

static void find_lines(form_markdown *markdown) {
    zp_arena *arena = markdown->builder->arena;
    *ZP_PUSH(arena, markdown->lines, markdown->line_count, markdown->line_capacity) = 0;
    for (size_t i = 0; i < markdown->source.size; i++) {
        if (markdown->source.data[i] == '\n') {
            *ZP_PUSH(arena, markdown->lines, markdown->line_count, markdown->line_capacity) = i + 1;
        }
    }
}

static zp_place place_at(form_markdown *markdown, size_t line, size_t byte) {
    if (!markdown->exact || line == 0 || line > markdown->line_count) {
        return markdown->place;
    }
    if (markdown->counted.line != line || markdown->counted.byte > byte) {
        markdown->counted.line = line;
        markdown->counted.byte = markdown->counted.column = 0;
    }
    size_t from = markdown->lines[line - 1];
    markdown->counted.column +=
        zp_utf8_count(zp_text_slice(markdown->source, from + markdown->counted.byte, from + byte));
    markdown->counted.byte = byte;
    int64_t column = (int64_t)markdown->counted.column + 1 +
                     zp_record_shift(markdown->builder->record, from, from + byte);
    return (zp_place){markdown->place.file, (uint32_t)line, (uint32_t)column};
}

zp_place form_markdown_line(form_markdown *markdown, size_t line) {
    return place_at(markdown, line, 0);
}

zp_place form_markdown_offset(form_markdown *markdown, size_t offset) {
    size_t low = 0, high = markdown->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (markdown->lines[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return place_at(markdown, low + 1, offset - markdown->lines[low]);
}

zp_place form_markdown_place(form_markdown *markdown, cmark_node *node) {
    int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
    for (cmark_node *up = node; line <= 0 && up != NULL; up = cmark_node_parent(up)) {
        line = cmark_node_get_start_line(up);
        column = cmark_node_get_start_column(up);
    }
    size_t byte = column > 0 ? (size_t)column - 1 : 0;
    if (markdown->exact && line > 0 && (size_t)line < markdown->line_count &&
        markdown->lines[line - 1] + byte >= markdown->lines[line]) {
        // cmark does not count the line that a backslash ends: its columns run on.
        return form_markdown_offset(markdown, markdown->lines[line - 1] + byte);
    }
    return place_at(markdown, line > 0 ? (size_t)line : 0, byte);
}

// The end of the hole that begins at `open`, 0 when it does not end in its line.
static size_t hole_end(zp_text source, size_t open) {
    for (size_t i = open + 2; i + 1 < source.size && source.data[i] != '\n'; i++) {
        if (source.data[i] == '}' && source.data[i + 1] == '}') {
            return i + 2;
        }
    }
    return 0;
}

static bool mask_hole(form_markdown *markdown, char *masked, size_t open, size_t end) {
    form_builder *builder = markdown->builder;
    zp_place place = form_markdown_offset(markdown, open);
    place.column += markdown->exact ? 2 : 0;
    const form_expression *expression =
        form_expression_read(builder->arena, builder->messages,
                             zp_text_slice(markdown->source, open + 2, end - 2), place);
    if (expression == NULL || markdown->hole_count == HOLES_MAX) {
        builder->failed = true;
        return false;
    }
    size_t index = markdown->hole_count;
    *ZP_PUSH(builder->arena, markdown->holes, markdown->hole_count, markdown->hole_capacity) =
        expression;
    memset(masked + open, FILLING, end - open);
    masked[open] = MARK;
    for (int i = 0; i < LETTERS; i++, index /= 26) {
        masked[open + 1 + (size_t)i] = (char)('a' + index % 26);
    }
    return true;
}

// Full-width braces are all told at once; behind one without its fellow nothing is sure.
static bool check_braces(form_markdown *markdown) {
    size_t at = 0;
    const char *what;
    bool fine = true;
    while ((what = form_braces_wrong(markdown->source, true, &at)) != NULL) {
        form_fail(markdown->builder, form_markdown_offset(markdown, at), "braces", "%s",
                  zp_translated(what));
        fine = false;
        zp_text rest = zp_text_slice(markdown->source, at, markdown->source.size);
        if (!zp_text_starts(rest, "｛｛")) {
            break;
        }
        while (at < markdown->source.size && markdown->source.data[at] != '\n' &&
               !zp_text_starts(rest, "｝｝")) {
            rest = zp_text_slice(markdown->source, ++at, markdown->source.size);
        }
        at += zp_text_starts(rest, "｝｝") ? strlen("｝｝") : 0;
    }
    return fine;
}

static bool mask(form_markdown *markdown, char *masked) {
    zp_text source = markdown->source;
    bool fine = true;
    size_t at = 0;
    while (at + 1 < source.size) {
        bool escaped = at > 0 && source.data[at - 1] == '\\';
        bool open = source.data[at] == '{' && source.data[at + 1] == '{' && !escaped;
        size_t end = open ? hole_end(source, at) : 0; // check_braces has seen that holes end
        if (end == 0) {
            at++;
            continue;
        }
        fine = mask_hole(markdown, masked, at, end) && fine;
        at = end;
    }
    return fine;
}

cmark_node *form_markdown_parse(zp_text text) {
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_SOURCEPOS);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, text.data, text.size);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

bool form_markdown_read(form_markdown *markdown) {
    find_lines(markdown);
    if (!check_characters(markdown) || !check_braces(markdown)) {
        return false;
    }
    char *masked = zp_arena_get(markdown->builder->arena, markdown->source.size + 1);
    if (markdown->source.size > 0) {
        memcpy(masked, markdown->source.data, markdown->source.size);
    }
    if (!mask(markdown, masked)) {
        return false;
    }
    markdown->masked = (zp_text){masked, markdown->source.size};
    if (!form_cells_check(markdown)) {
        return false;
    }
    markdown->root = form_markdown_parse(form_mend_headings(markdown));
    form_definitions_check(markdown);
    return true;
}

void form_markdown_free(form_markdown *markdown) {
    if (markdown->root != NULL) {
        cmark_node_free(markdown->root);
        markdown->root = NULL;
    }
}

// ---------------------------------------------------------------- inlines

void form_markdown_refuse(form_markdown *markdown, cmark_node *node) {
    static const struct {
        const char *type, *what;
    } words[] = {
        {"html_block", ZP_MARKED("HTML cannot be set; write plain text")},
        {"html_inline", ZP_MARKED("HTML cannot be set; write plain text")},
        {"code_block",
         ZP_MARKED("a code block cannot be set; a paragraph must not begin with four blanks")},
        {"code", ZP_MARKED("code cannot be set; take the ` away")},
        {"image", ZP_MARKED("an image cannot be set here")},
        {"link", ZP_MARKED("a link cannot be set; write its text, and the address as text")},
        {"block_quote", ZP_MARKED("a block quote cannot be set; take the > away")},
        {"thematic_break", ZP_MARKED("a rule cannot be set; take the line away")},
    };
    const char *type = cmark_node_get_type_string(node);
    const char *what = ZP_MARKED("this cannot be set; headings, paragraphs, lists and tables can");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(type, words[i].type) == 0) {
            what = words[i].what;
        }
    }
    form_fail(markdown->builder, form_markdown_place(markdown, node), "markdown", "%s",
              zp_translated(what));
}

static void fill_hole(form_markdown *markdown, const char *letters, zp_node *block) {
    size_t index = 0;
    for (int i = LETTERS - 1; i >= 0; i--) {
        index = index * 26 + (size_t)(letters[i] - 'a');
    }
    const form_expression *expression = markdown->holes[index];
    form_piece piece = {.expression = expression};
    form_text text = {&piece, 1, expression->place};
    form_inline(markdown->builder, block, &text);
}

// A paragraph's own indentation is the style's, not U+3000.
static zp_text without_indent(const zp_node *block, zp_text text) {
    while (block->first == NULL && zp_text_starts(text, "　")) {
        text = zp_text_slice(text, strlen("　"), text.size);
    }
    return text;
}

static void add_literal(form_markdown *markdown, cmark_node *node, zp_node *block) {
    zp_text rest = zp_text_of(cmark_node_get_literal(node));
    zp_place place = form_markdown_place(markdown, node);
    zp_arena *arena = markdown->builder->arena;
    while (rest.size > 0) {
        const char *mark = memchr(rest.data, MARK, rest.size);
        size_t size = mark != NULL ? (size_t)(mark - rest.data) : rest.size;
        zp_text text = without_indent(block, zp_text_slice(rest, 0, size));
        if (text.size > 0) {
            form_inline_text(markdown->builder, block, zp_arena_copy(arena, text), (zp_text){0},
                             place);
        }
        if (mark == NULL) {
            return;
        }
        fill_hole(markdown, mark + 1, block);
        size += 1 + LETTERS;
        while (size < rest.size && rest.data[size] == FILLING) {
            size++;
        }
        rest = zp_text_slice(rest, size, rest.size);
    }
}

// A line end within a paragraph is nothing between Han, and a blank between Western words.
static void add_soft_break(form_markdown *markdown, cmark_node *node, zp_node *block) {
    cmark_node *next = cmark_node_next(node);
    const char *literal = next != NULL ? cmark_node_get_literal(next) : NULL;
    const zp_node *last = block->last;
    if (literal != NULL) {
        form_joined_check(markdown, zp_text_of(literal), form_markdown_place(markdown, next));
    }
    if (literal == NULL || last == NULL || last->type != ZP_NODE_RUN) {
        return;
    }
    unsigned char before = (unsigned char)last->as.run.text.data[last->as.run.text.size - 1];
    unsigned char after = (unsigned char)literal[0];
    if (before < 0x80 && after < 0x80 && after > ' ') {
        form_inline_text(markdown->builder, block, ZP_TEXT(" "), (zp_text){0},
                         form_markdown_place(markdown, node));
    }
}

static void add_inline(form_markdown *markdown, cmark_node *each, zp_node *block) {
    cmark_node_type type = cmark_node_get_type(each);
    if (type == CMARK_NODE_TEXT) {
        add_literal(markdown, each, block);
    } else if (type == CMARK_NODE_SOFTBREAK) {
        add_soft_break(markdown, each, block);
    } else if (type == CMARK_NODE_LINEBREAK) {
        zp_node_append(block, zp_node_new(markdown->builder->arena, ZP_NODE_LINE_BREAK,
                                          form_markdown_place(markdown, each)));
    } else if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG) {
        form_emphasis_warn(markdown, each); // it has no place in a form
    } else {
        form_markdown_refuse(markdown, each);
    }
}

void form_markdown_inline(form_markdown *markdown, cmark_node *node, zp_node *block) {
    cmark_node *each = cmark_node_first_child(node);
    while (each != NULL) {
        add_inline(markdown, each, block);
        cmark_node_type type = cmark_node_get_type(each);
        cmark_node *next = NULL;
        if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG) { // thousands deep in bad input
            next = cmark_node_first_child(each);
        }
        while (next == NULL && each != node) {
            next = cmark_node_next(each);
            each = cmark_node_parent(each);
        }
        each = next;
    }
}
