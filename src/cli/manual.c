// The commands' manuals in the order in which they are told, and what all of them share.
#include "cli/manual.h"

#include <string.h>

const cli_option cli_shared_options[] = {
    {.full = "--lang",
     .kind = CLI_CHOICE,
     .value = HELP("LANGUAGE"),
     .text = HELP(
         "the language of messages and findings, `zh` or `en`; without it, `zh` where the locale "
         "is Chinese, else `en`"),
     .choices = "zh en"},
    {.brief = "-h", .full = "--help", .kind = CLI_SWITCH, .text = HELP("print this help")},
    {0},
};

const cli_manual *const cli_manuals[CLI_COMMANDS] = {
    &manual_forms,  &manual_new,     &manual_check,  &manual_render, &manual_package, &manual_batch,
    &manual_verify, &manual_inspect, &manual_revise, &manual_diff,   &manual_print,   &manual_fonts,
};

const cli_option *manual_option(const cli_manual *manual, size_t index) {
    size_t own = 0;
    while (manual->options[own].full != NULL) {
        if (own == index) {
            return &manual->options[own];
        }
        own++;
    }
    size_t shared = sizeof cli_shared_options / sizeof *cli_shared_options - 1;
    return index - own < shared ? &cli_shared_options[index - own] : NULL;
}

bool is_choice(const char *choices, zp_text word, size_t *index) {
    *index = 0;
    while (*choices != '\0') {
        zp_text each = {choices, strcspn(choices, " ")};
        if (zp_text_equal(each, word)) {
            return true;
        }
        choices += each.size + (choices[each.size] == ' ');
        ++*index;
    }
    return false;
}
