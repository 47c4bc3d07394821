// Completion: what the shells' scripts in completion/ go by.
#include "cli/pages.h"

#include <string.h>

enum { SHORT = 48 }; // columns of a description beside an option

// ------------------------------------------------ bash

static void add_bash_kind(zp_buffer *out, cli_kind kind, const char *choices) {
    static const char *const names[] = {
        [CLI_TEXT] = "text",         [CLI_NUMBER] = "text",     [CLI_CHOICE] = "words:",
        [CLI_CHOICE_LIST] = "list:", [CLI_RULE_LIST] = "rules", [CLI_DOCUMENT_LIST] = "documents",
        [CLI_FORM] = "form",         [CLI_FOLDER] = "folder",   [CLI_FILE] = "file",
        [CLI_PDF] = "pdf",           [CLI_UNIT] = "unit",       [CLI_PACKAGE] = "package",
    };
    zp_buffer_print(out, "echo '%s%s' ;;\n", names[kind], choices != NULL ? choices : "");
}

static void add_bash_values(zp_buffer *out, const cli_manual *manual) {
    const cli_option *option;
    for (size_t i = 0; (option = manual_option(manual, i)) != NULL; i++) {
        if (option->kind != CLI_SWITCH) {
            zp_buffer_print(out, "    %s:%s", manual->command, option->full);
            if (option->brief != NULL) {
                zp_buffer_print(out, " | %s:%s", manual->command, option->brief);
            }
            zp_buffer_add_string(out, ") ");
            add_bash_kind(out, option->kind, option->choices);
        }
    }
}

static void add_bash_options(zp_buffer *out, const cli_manual *manual) {
    const cli_option *option;
    zp_buffer_print(out, "    '%s') echo '", manual->command);
    for (size_t i = 0; (option = manual_option(manual, i)) != NULL; i++) {
        zp_buffer_print(out, "%s%s%s%s", i > 0 ? " " : "", option->full,
                        option->brief != NULL ? " " : "",
                        option->brief != NULL ? option->brief : "");
    }
    zp_buffer_add_string(out, "' ;;\n");
}

static void add_bash_operands(zp_buffer *out, const cli_manual *manual) {
    const cli_operand *operand = manual->operands;
    for (int i = 0; operand->name != NULL; operand++, i++) {
        zp_buffer_print(out, operand->many ? "    %s:*) " : "    %s:%d) ", manual->command, i);
        add_bash_kind(out, operand->kind, NULL);
    }
}

static void add_bash_table(zp_buffer *out, const char *head,
                           void (*add)(zp_buffer *out, const cli_manual *manual), bool own) {
    zp_buffer_print(out, "%s\n", head);
    if (own) {
        add(out, &manual_ziping);
    }
    for (int i = 0; i < CLI_COMMANDS; i++) {
        add(out, cli_manuals[i]);
    }
    zp_buffer_add_string(out, "    esac\n}\n");
}

void add_bash_tables(zp_buffer *out) {
    zp_buffer_add_string(out, "_ziping_commands='");
    for (int i = 0; i < CLI_COMMANDS; i++) {
        zp_buffer_print(out, "%s%s", i > 0 ? " " : "", cli_manuals[i]->command);
    }
    zp_buffer_add_string(out, "'\n");
    add_bash_table(out, "_ziping_options() {\n    case $1 in", add_bash_options, true);
    add_bash_table(out, "_ziping_value() {\n    case $1 in", add_bash_values, true);
    add_bash_table(out, "_ziping_operand() {\n    case $1:$2 in", add_bash_operands, false);
}

// ------------------------------------------------ zsh

// Up to the first stop, without marks, and as it may stand in '…[…]' and '…:…'.
static void add_zsh_text(zp_buffer *out, const char *text) {
    zp_buffer plain = {0};
    add_plain(&plain, text, false);
    zp_text whole = zp_buffer_text(&plain);
    int columns = 0;
    for (size_t i = 0; i < whole.size;) {
        size_t from = i;
        uint32_t c = zp_utf8_next(whole, &i);
        if (c == ';' || c == ':' || c == 0xFF1B || c == 0xFF1A || c == 0x3002) {
            break;
        }
        columns += columns_of(zp_text_slice(whole, from, i));
        if (columns > SHORT && (c == ',' || c == 0xFF0C || c == '(' || c == 0xFF08)) {
            break;
        }
        if (c == '\'') {
            zp_buffer_add_string(out, "'\\''");
        } else if (c == '[' || c == ']' || c == '\\') {
            zp_buffer_print(out, "\\%c", (char)c);
        } else {
            zp_buffer_add(out, whole.data + from, i - from);
        }
    }
    zp_buffer_free(&plain);
}

static void add_zsh_kind(zp_buffer *out, const char *name, cli_kind kind, const char *choices) {
    static const char *const actions[] = {
        [CLI_TEXT] = " ",
        [CLI_NUMBER] = " ",
        [CLI_RULE_LIST] = "_ziping_rules",
        [CLI_DOCUMENT_LIST] = "_ziping_documents",
        [CLI_FORM] = "_ziping_form",
        [CLI_FOLDER] = "_files -/",
        [CLI_FILE] = "_files",
        [CLI_PDF] = "_ziping_pdf",
        [CLI_UNIT] = "_ziping_unit",
        [CLI_PACKAGE] = "_ziping_package",
    };
    zp_buffer_add_string(out, ":");
    add_zsh_text(out, zp_translated(name));
    zp_buffer_add_string(out, ":");
    if (kind == CLI_CHOICE) {
        zp_buffer_print(out, "(%s)", choices);
    } else if (kind == CLI_CHOICE_LIST) {
        zp_buffer_print(out, "_values -s , word %s", choices);
    } else {
        zp_buffer_add_string(out, actions[kind]);
    }
}

static void add_zsh_option(zp_buffer *out, const cli_option *option) {
    bool value = option->kind != CLI_SWITCH;
    zp_buffer_add_string(out, " \\\n            ");
    if (option->brief != NULL) {
        zp_buffer_print(out, "'(%s %s)'{%s%s,%s%s}", option->brief, option->full, option->brief,
                        value ? "+" : "", option->full, value ? "=" : "");
    } else {
        zp_buffer_print(out, "%s%s", option->full, value ? "=" : "");
    }
    zp_buffer_add_string(out, "'[");
    add_zsh_text(out, zp_translated(option->text));
    zp_buffer_add_string(out, "]");
    if (value) {
        add_zsh_kind(out, option->value, option->kind, option->choices);
    }
    zp_buffer_add_string(out, "'");
}

static void add_zsh_options(zp_buffer *out, const cli_manual *manual) {
    const cli_option *option;
    for (size_t i = 0; (option = manual_option(manual, i)) != NULL; i++) {
        add_zsh_option(out, option);
    }
}

static void add_zsh_command(zp_buffer *out, const cli_manual *manual) {
    zp_buffer_print(out, "        %s)\n            _arguments -S", manual->command);
    add_zsh_options(out, manual);
    const cli_operand *operand = manual->operands;
    for (int i = 1; operand->name != NULL; operand++, i++) {
        zp_buffer_print(out, operand->many ? " \\\n            '*" : " \\\n            '%d", i);
        add_zsh_kind(out, operand->name, operand->kind, NULL);
        zp_buffer_add_string(out, "'");
    }
    zp_buffer_add_string(out, "\n            ;;\n");
}

void add_zsh_function(zp_buffer *out, const char *name) {
    zp_buffer_print(out, "%s() {\n    local -a commands=(", name);
    for (int i = 0; i < CLI_COMMANDS; i++) {
        zp_buffer_print(out, "\n        '%s:", cli_manuals[i]->command);
        add_zsh_text(out, zp_translated(cli_manuals[i]->summary));
        zp_buffer_add_string(out, "'");
    }
    zp_buffer_add_string(out, "\n    )\n    _arguments -C -S");
    add_zsh_options(out, &manual_ziping);
    zp_buffer_add_string(
        out, " \\\n            '1: :->command' '*:: :->arguments'\n"
             "    before=(${opt_args[--templates]:+--templates} ${opt_args[--templates]}\n"
             "            ${opt_args[--fonts]:+--fonts} ${opt_args[--fonts]})\n"
             "    case $state in\n"
             "    command) _describe -t commands command commands ;;\n"
             "    arguments)\n        case $words[1] in\n");
    for (int i = 0; i < CLI_COMMANDS; i++) {
        add_zsh_command(out, cli_manuals[i]);
    }
    zp_buffer_add_string(out, "        esac\n        ;;\n    esac\n}\n\n");
}
