// Manual pages in roff.
#include "cli/pages.h"

#include <string.h>

enum { LINE = 78 };

typedef struct page {
    zp_buffer *out;
    const cli_manual *manual;
    const cli_edition *edition;
} page;

// ------------------------------------------------ text

static void add_character(zp_buffer *out, char c, bool literal) {
    static const char *const special[][2] = {{"\\", "\\e"}, {"~", "\\(ti"}, {"^", "\\(ha"}};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        if (c == special[i][0][0]) {
            zp_buffer_add_string(out, special[i][1]);
            return;
        }
    }
    if (literal && c == '-') {
        zp_buffer_add_string(out, "\\-"); // to be copied into a terminal
    } else if (literal && c == '\'') {
        zp_buffer_add_string(out, "\\(aq");
    } else {
        zp_buffer_add(out, &c, 1);
    }
}

// `…` in bold, <…> in italics; `bold`: all that is not italic. roff of Debian 12 knows of no break
// within Chinese: \: is one.
static void add_marked(zp_buffer *out, const char *marked, bool bold) {
    zp_text text = zp_text_of(marked);
    uint32_t before = 0;
    bool quoted = false;
    zp_buffer_add_string(out, bold ? "\\fB" : "");
    for (size_t at = 0, next = 0; at < text.size; at = next) {
        uint32_t c = zp_utf8_next(text, &next);
        if (c == '<' || c == '>') {
            const char *font = quoted || bold ? "\\fB" : "\\fR";
            zp_buffer_add_string(out, c == '<' ? "\\fI" : font);
            continue;
        }
        zp_buffer_add_string(out, !quoted && breaks_between(before, c) ? "\\:" : "");
        if (c == '`') {
            quoted = !quoted;
            zp_buffer_add_string(out, quoted || bold ? "\\fB" : "\\fR");
        } else if (c < 0x80) {
            add_character(out, (char)c, quoted || bold);
        } else {
            zp_buffer_add(out, text.data + at, next - at);
        }
        before = c;
    }
    zp_buffer_add_string(out, bold ? "\\fR" : "");
}

// The lines of the page's source: broken at blanks. Chinese stays in one line, for roff would make
// a blank of its end.
static void add_lines(page *p, zp_text text) {
    size_t column = 0;
    for (size_t at = 0; at < text.size;) {
        size_t end = at + 1;
        while (end < text.size && text.data[end] != ' ') {
            end++;
        }
        bool blank = text.data[at] == ' ';
        if (blank && !p->edition->chinese && column + (end - at) > LINE) {
            zp_buffer_add_string(p->out, "\n");
            at += blank;
            column = 0;
        }
        if (column == 0 && (text.data[at] == '.' || text.data[at] == '\'')) {
            zp_buffer_add_string(p->out, "\\&");
        }
        zp_buffer_add(p->out, text.data + at, end - at);
        column += end - at;
        at = end;
    }
    zp_buffer_add_string(p->out, "\n");
}

static void add_text(page *p, const char *text) {
    zp_buffer marked = {0};
    add_marked(&marked, text, false);
    add_lines(p, zp_buffer_text(&marked));
    zp_buffer_free(&marked);
}

static void add_section(page *p, const char *title) {
    zp_buffer_print(p->out, ".SH %s\n", zp_translated(title));
}

// ------------------------------------------------ sections

static void add_name(page *p) {
    const char *command = p->manual->command;
    zp_buffer title = {0};
    zp_buffer_print(&title, "ZIPING%s", *command ? "-" : "");
    for (const char *c = command; *c != '\0'; c++) {
        char capital = (char)(*c - 'a' + 'A');
        zp_buffer_add(&title, &capital, 1);
    }
    zp_buffer_print(p->out,
                    ".\\\" Made from the tables that --help is printed from.\n"
                    ".TH %.*s 1 %s \"ziping %s\" \"%s\"\n",
                    ZP_ARG(zp_buffer_text(&title)), p->edition->date, p->edition->version,
                    zp_translated(HELP("User Commands")));
    zp_buffer_add_string(p->out, p->edition->chinese ? ".nh\n.ad l\n" : ".nh\n");
    zp_buffer_free(&title);
    add_section(p, HELP("NAME"));
    // No \: here: apropos would show it.
    zp_buffer_print(p->out, "ziping%s%s \\- %s\n", *command ? "\\-" : "", command,
                    zp_translated(p->manual->summary));
}

static void add_synopsis(page *p) {
    add_section(p, HELP("SYNOPSIS"));
    for (size_t i = 0; p->manual->usages[i] != NULL; i++) {
        zp_buffer line = {0};
        zp_buffer_print(&line, "\\fBziping%s%s\\fR ", *p->manual->command ? " " : "",
                        p->manual->command);
        add_marked(&line, zp_translated(p->manual->usages[i]), false);
        zp_buffer_print(p->out, "%s%.*s\n", i > 0 ? ".br\n" : "", ZP_ARG(zp_buffer_text(&line)));
        zp_buffer_free(&line);
    }
}

static void add_paragraphs(page *p, const char *const *paragraphs, bool first) {
    for (size_t i = 0; paragraphs[i] != NULL; i++) {
        zp_buffer_add_string(p->out, first && i == 0 ? "" : ".PP\n");
        add_text(p, zp_translated(paragraphs[i]));
    }
}

static void add_options(page *p) {
    const cli_option *option;
    add_section(p, HELP("OPTIONS"));
    for (size_t i = 0; (option = manual_option(p->manual, i)) != NULL; i++) {
        zp_buffer text = {0};
        zp_buffer_add_string(p->out, ".TP\n");
        for (const char *const *name = (const char *const[]){option->brief, option->full, NULL},
                               *const *end = name + 2;
             name < end; name++) {
            if (*name != NULL) {
                add_marked(p->out, *name, true);
                zp_buffer_add_string(p->out, name + 1 < end ? ", " : "");
            }
        }
        if (option->kind != CLI_SWITCH) {
            zp_buffer_print(p->out, " \\fI%s\\fR", zp_translated(option->value));
        }
        zp_buffer_add_string(p->out, "\n");
        zp_buffer_add_string(&text, zp_translated(option->text));
        if (option->preset != NULL) {
            zp_buffer_print(&text, zp_translated(HELP(" (default: %s)")), option->preset);
        }
        zp_buffer_add(&text, "", 1);
        add_text(p, text.data);
        zp_buffer_free(&text);
    }
}

static void add_pairs(page *p, const char *title, const cli_pair *pairs) {
    if (pairs == NULL || pairs->name == NULL) {
        return;
    }
    add_section(p, title);
    for (; pairs->name != NULL; pairs++) {
        zp_buffer_add_string(p->out, ".TP\n");
        add_marked(p->out, zp_translated(pairs->name), true);
        zp_buffer_add_string(p->out, "\n");
        add_text(p, zp_translated(pairs->text));
    }
}

static void add_commands(page *p) {
    add_section(p, HELP("COMMANDS"));
    for (int i = 0; i < CLI_COMMANDS; i++) {
        zp_buffer_print(p->out, ".TP\n.BR ziping\\-%s (1)\n", cli_manuals[i]->command);
        add_text(p, zp_translated(cli_manuals[i]->summary));
    }
}

static void add_examples(page *p) {
    add_section(p, HELP("EXAMPLES"));
    for (const cli_pair *each = p->manual->examples; each->name != NULL; each++) {
        zp_buffer head = {0};
        const char *text = zp_translated(each->text);
        char capital = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
        zp_buffer_add(&head, &capital, 1);
        zp_buffer_print(&head, zp_translated(HELP("%s:")), text + 1);
        zp_buffer_add(&head, "", 1);
        zp_buffer_add_string(p->out, each == p->manual->examples ? "" : ".PP\n");
        add_text(p, head.data);
        zp_buffer_add_string(p->out, ".PP\n.RS 4\n.EX\n");
        for (const char *c = each->name; *c != '\0'; c++) {
            add_character(p->out, *c, true);
        }
        zp_buffer_add_string(p->out, "\n.EE\n.RE\n");
        zp_buffer_free(&head);
    }
}

static void add_also(page *p) {
    add_section(p, HELP("SEE ALSO"));
    zp_buffer_add_string(p->out, *p->manual->command ? ".BR ziping (1)" : "");
    bool more = *p->manual->command != '\0';
    for (const char *at = p->manual->also; *at != '\0';) {
        size_t size = strcspn(at, " ");
        zp_buffer_print(p->out, "%s.BR ziping\\-%.*s (1)", more ? ",\n" : "", (int)size, at);
        more = true;
        at += size + (at[size] == ' ');
    }
    zp_buffer_add_string(p->out, "\n");
}

void add_man_page(zp_buffer *out, const cli_manual *manual, const cli_edition *edition) {
    page p = {out, manual, edition};
    add_name(&p);
    add_synopsis(&p);
    add_section(&p, HELP("DESCRIPTION"));
    add_paragraphs(&p, manual->about, true);
    add_paragraphs(&p, manual->more, false);
    if (*manual->command == '\0') {
        add_commands(&p);
    }
    add_options(&p);
    add_pairs(&p, HELP("EXIT STATUS"), manual->codes);
    add_pairs(&p, HELP("ENVIRONMENT"), manual->environment);
    add_pairs(&p, HELP("FILES"), manual->files);
    add_examples(&p);
    add_also(&p);
}
