// Reading a command's arguments, by its manual.
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ------------------------------------------------ what was given

static size_t index_of(const cli_options *options, const char *full) {
    const cli_option *option;
    size_t i = 0;
    while ((option = manual_option(options->manual, i)) != NULL) {
        if (strcmp(option->full, full) == 0) {
            return i;
        }
        i++;
    }
    abort(); // the command asks for what its manual does not have
}

const char *option_value(const cli_options *options, const char *full) {
    size_t i = index_of(options, full);
    const char *value = options->values[i];
    return value != NULL ? value : manual_option(options->manual, i)->preset;
}

bool option_given(const cli_options *options, const char *full) {
    return options->values[index_of(options, full)] != NULL;
}

size_t option_choice(const cli_options *options, const char *full) {
    size_t choice;
    const char *value = option_value(options, full);
    is_choice(manual_option(options->manual, index_of(options, full))->choices,
              value != NULL ? zp_text_of(value) : (zp_text){0}, &choice);
    return choice;
}

unsigned option_number(const cli_options *options, const char *full) {
    return (unsigned)strtoul(option_value(options, full), NULL, 10);
}

// ------------------------------------------------ checking values

bool read_count(zp_text word, unsigned least, unsigned most, unsigned *out) {
    uint64_t number = 0;
    for (size_t i = 0; i < word.size; i++) {
        if (word.data[i] < '0' || word.data[i] > '9' || number > most) {
            return false;
        }
        number = number * 10 + (uint64_t)(word.data[i] - '0');
    }
    *out = (unsigned)number;
    return word.size > 0 && number >= least && number <= most;
}

static int no_choice(const cli_options *options, const cli_option *option, zp_text word) {
    zp_buffer known = {0};
    for (const char *at = option->choices; *at != '\0'; at++) {
        if (*at == ' ') {
            zp_buffer_add_string(&known, zp_translated(", "));
        } else {
            zp_buffer_add(&known, at, 1);
        }
    }
    int code = usage_error(options->manual->command, "%s: “%.*s” is none of %.*s", option->full,
                           ZP_ARG(word), ZP_ARG(zp_buffer_text(&known)));
    zp_buffer_free(&known);
    return code;
}

// -1: it is one that the option takes.
static int check_value(const cli_options *options, const cli_option *option, const char *value) {
    const char *command = options->manual->command;
    size_t choice;
    unsigned number;
    if (*value == '\0') {
        return usage_error(command, "%s wants a value that is not empty", option->full);
    }
    if (option->kind == CLI_CHOICE && !is_choice(option->choices, zp_text_of(value), &choice)) {
        return no_choice(options, option, zp_text_of(value));
    }
    if (option->kind == CLI_NUMBER &&
        !read_count(zp_text_of(value), option->least, option->most, &number)) {
        return usage_error(command, "%s wants a number from %u to %u, not %s", option->full,
                           option->least, option->most, value);
    }
    for (zp_text word; option->kind == CLI_CHOICE_LIST && next_word(&value, &word);) {
        if (!is_choice(option->choices, word, &choice)) {
            return no_choice(options, option, word);
        }
    }
    return -1;
}

// ------------------------------------------------ reading

typedef struct reading {
    cli_options *options;
    int next, count; // arguments
    char **arguments;
} reading;

static int print_help(const cli_manual *manual) {
    zp_buffer out = {0};
    add_help(&out, manual);
    fwrite(out.data, 1, out.size, stdout);
    zp_buffer_free(&out);
    return ZP_OK;
}

// `--jobs`, `--jobs=2`, `-j`, `-j2`. *value: in the same word, or NULL.
static const cli_option *find_option(const cli_manual *manual, const char *word, size_t *index,
                                     const char **value) {
    bool brief = word[1] != '-';
    size_t size = brief ? 2 : strcspn(word, "=");
    zp_text name = {word, size};
    const cli_option *option;
    *value = word[size] == '\0' ? NULL : word + size + !brief;
    for (*index = 0; (option = manual_option(manual, *index)) != NULL; ++*index) {
        const char *own = brief ? option->brief : option->full;
        if (own != NULL && zp_text_is(name, own)) {
            return option;
        }
    }
    return NULL;
}

// -1: go on.
static int read_option(reading *r, const char *word) {
    const cli_manual *manual = r->options->manual;
    const char *value;
    size_t index;
    const cli_option *option = find_option(manual, word, &index, &value);
    if (option == NULL) {
        return usage_error(manual->command, "unknown option %s", word);
    }
    if (option->kind == CLI_SWITCH) {
        r->options->values[index] = option->full;
        return value != NULL
                   ? usage_error(manual->command, "%s takes no value: %s", option->full, value)
               : strcmp(option->full, "--help") == 0 ? print_help(manual)
                                                     : -1;
    }
    if (value == NULL && r->next == r->count) {
        return usage_error(manual->command, "%s wants a value", option->full);
    }
    value = value != NULL ? value : r->arguments[r->next++];
    r->options->values[index] = value;
    return check_value(r->options, option, value);
}

static int check_operands(const cli_options *options) {
    const cli_operand *operand = options->manual->operands;
    const char *command = options->manual->command;
    int least = 0, most = 0;
    bool many = false;
    for (const cli_operand *each = operand; each->name != NULL; each++, most++) {
        least += !each->optional;
        many = each->many;
    }
    if (options->count > most && !many) {
        return usage_error(command, "unexpected %s", options->operands[most]);
    }
    if (options->count >= least) {
        return -1;
    }
    return least == 1 ? usage_error(command, "which %s?", zp_translated(operand->name))
                      : usage_error(command, "%s and %s are wanted", zp_translated(operand->name),
                                    zp_translated(operand[1].name));
}

int read_options(const cli_manual *manual, int count, char **arguments, cli_options *options) {
    reading r = {options, 0, count, arguments};
    bool only_operands = false, before = *manual->command == '\0';
    *options = (cli_options){.manual = manual, .operands = arguments};
    while (r.next < count) {
        char *each = arguments[r.next++];
        int code = -1;
        if (before && each[0] != '-') { // the command, and all that is its own
            options->operands = arguments + r.next - 1;
            options->count = count - r.next + 1;
            break;
        }
        if (only_operands || each[0] != '-' || each[1] == '\0') {
            arguments[options->count++] = each;
        } else if (strcmp(each, "--") == 0) {
            only_operands = true;
        } else {
            code = read_option(&r, each);
        }
        if (code >= 0) {
            return code;
        }
    }
    for (int i = 0; i < options->count && !before; i++) {
        if (options->operands[i][0] == '\0') {
            return usage_error(manual->command, "an argument is empty");
        }
    }
    return check_operands(options);
}

// ------------------------------------------------ what several commands have

zp_package_kind option_kind(const cli_options *options) {
    return (zp_package_kind){.press = option_given(options, "--pdfx"),
                             .embeds = option_given(options, "--embed-data")};
}

// The data have names and telephone numbers.
int check_kind(const char *command, zp_package_kind kind) {
    if (kind.embeds && kind.published) {
        return usage_error(command, "what is published holds no data: --embed-data or --public");
    }
    if (kind.embeds && kind.press) {
        return usage_error(command, "a press is to have no data: --embed-data or --pdfx");
    }
    return -1;
}
