// A look at TOML text before toml++ has it. It limits the nesting of lists and inline tables but
// not the length of `a.b.c.d`, and frees its tree by recursion: counting the brackets and dots
// keeps both from the stack. And outside texts and comments TOML is ASCII, while the usual slip is
// a full-width mark, which the message here can name.
#include "record/tree.h"

#include <string.h>

typedef struct scan {
    zp_text text;
    size_t at;
    size_t header; // parts of the [header] in force
    size_t dots;   // in the key being read
    size_t open;   // brackets
    size_t outer;  // levels above the innermost bracket
    size_t outers[ZP_NESTING_MAX];
    bool line_start, in_header;
} scan;

// Behind the string that begins at `at`. What is not closed ends with the line, as in TOML.
static size_t skip_string(zp_text text, size_t at) {
    char quote = text.data[at];
    const char *three = quote == '"' ? "\"\"\"" : "'''";
    bool long_string = zp_text_starts(zp_text_slice(text, at, text.size), three);
    for (at += long_string ? 3 : 1; at < text.size; at++) {
        if (text.data[at] == '\\' && quote == '"') {
            at++;
        } else if (text.data[at] == '\n' && !long_string) {
            return at;
        } else if (text.data[at] == quote && !long_string) {
            return at + 1;
        } else if (long_string && zp_text_starts(zp_text_slice(text, at, text.size), three)) {
            at += 3; // up to two more quotes belong to the content
            while (at < text.size && text.data[at] == quote) {
                at++;
            }
            return at;
        }
    }
    return text.size;
}

static void end_line(scan *scan) {
    if (scan->in_header) {
        scan->header = scan->dots + 1;
        scan->in_header = false;
    }
    if (scan->open == 0) {
        scan->dots = 0;
        scan->line_start = true;
    }
}

// False when a bracket is one too many.
static bool take_bracket(scan *scan, char bracket) {
    if (scan->in_header) {
        return true;
    }
    if (bracket == '[' && scan->line_start && scan->open == 0) {
        scan->in_header = true;
        scan->header = 0;
        return true;
    }
    if (bracket == '[' || bracket == '{') {
        if (scan->open == ZP_NESTING_MAX) {
            return false;
        }
        scan->outers[scan->open++] = scan->outer;
        scan->outer += scan->dots + 1;
    } else if (scan->open > 0) {
        scan->outer = scan->outers[--scan->open];
    }
    scan->dots = 0;
    return true;
}

static bool take(scan *scan, char character) {
    switch (character) {
    case '\n':
        end_line(scan);
        return true;
    case ' ':
    case '\t':
    case '\r':
        return true;
    case '.':
        scan->dots++;
        break;
    case ',':
        scan->dots = 0;
        break;
    case '[':
    case ']':
    case '{':
    case '}':
        if (!take_bracket(scan, character)) {
            return false;
        }
        break;
    default:
        break;
    }
    scan->line_start = false;
    // Twice the limit, as the number of levels is only roughly that of the tree; what gets past
    // this is counted exactly when the tree is built.
    return scan->header + scan->outer + scan->dots <= (size_t)2 * ZP_NESTING_MAX;
}

static void report_outside(record_tree *tree, size_t at) {
    zp_text text = tree->input.text;
    zp_text hint = record_input_hint(tree->arena, &tree->input, at, true);
    size_t end = at;
    zp_utf8_next(text, &end);
    zp_report(tree->messages, ZP_ERROR, record_input_place(&tree->input, at), "toml-syntax",
              "this is not TOML: %.*s stands outside quotes%.*s",
              ZP_ARG(zp_text_slice(text, at, end)), ZP_ARG(hint));
}

bool record_toml_scan(record_tree *tree) {
    scan scan = {.text = tree->input.text, .line_start = true};
    while (scan.at < scan.text.size) {
        char character = scan.text.data[scan.at];
        if (character == '"' || character == '\'') {
            scan.line_start = false;
            scan.at = skip_string(scan.text, scan.at);
        } else if (character == '#') {
            const char *end = memchr(scan.text.data + scan.at, '\n', scan.text.size - scan.at);
            scan.at = end != NULL ? (size_t)(end - scan.text.data) : scan.text.size;
        } else if ((unsigned char)character >= 0x80) {
            report_outside(tree, scan.at);
            return false;
        } else if (take(&scan, character)) {
            scan.at++;
        } else {
            record_tree_too_deep(tree, record_input_place(&tree->input, scan.at));
            return false;
        }
    }
    return true;
}
