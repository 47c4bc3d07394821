// The language of messages: --lang, else the locale; told by gettext. The only file that knows of
// it.
#include "cli/cli.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char domain[] = "ziping";
static zp_language chosen = ZP_ENGLISH;

bool read_language(const char *word, zp_language *language) {
    bool chinese = strcmp(word, "zh") == 0, english = strcmp(word, "en") == 0;
    *language = chinese ? ZP_CHINESE : english ? ZP_ENGLISH : *language;
    return chinese || english;
}

static zp_language language_of_locale(void) {
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && *value != '\0') {
            return strncmp(value, "zh", 2) == 0 ? ZP_CHINESE : ZP_ENGLISH;
        }
    }
    return ZP_ENGLISH;
}

// Before the arguments are read, so that what is wrong with them is told in it too. What --lang
// may be and where, the command tells.
static zp_language language_of_arguments(int count, char **arguments) {
    zp_language language = language_of_locale();
    for (int i = 1; i < count && strcmp(arguments[i], "--") != 0; i++) {
        if (strcmp(arguments[i], "--lang") == 0 && i + 1 < count) {
            read_language(arguments[++i], &language);
        } else if (strncmp(arguments[i], "--lang=", 7) == 0) {
            read_language(arguments[i] + 7, &language);
        }
    }
    return language;
}

static const char *translate(const char *english) {
    return *english != '\0' ? gettext(english) : english; // gettext's "" is the catalogue's head
}

// LANGUAGE names the catalogue, but any other locale than C must be set before gettext looks at
// it. C.UTF-8 is always there; glibc since 2.39 takes it for C, and then one of the others has to
// be installed.
static bool catalogue_opens(void) {
    static const char *const locales[] = {"C.UTF-8", "zh_CN.UTF-8", "en_US.UTF-8", "en_GB.UTF-8"};
    const char *known = ZP_MARKED("error");
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        if (setlocale(LC_MESSAGES, locales[i]) != NULL && gettext(known) != known) {
            return true;
        }
    }
    setlocale(LC_MESSAGES, "C");
    return false;
}

void open_language(int count, char **arguments, const char *const *catalogues) {
    chosen = language_of_arguments(count, arguments);
    if (chosen == ZP_ENGLISH || setenv("LANGUAGE", "zh_CN", 1) != 0) {
        return;
    }
    textdomain(domain);
    bind_textdomain_codeset(domain, "UTF-8"); // whatever the locale's own characters are
    for (; *catalogues != NULL; catalogues++) {
        bindtextdomain(domain, *catalogues);
        if (catalogue_opens()) {
            zp_translate_by(ZP_CHINESE, translate);
            return;
        }
    }
}

zp_language chosen_language(void) {
    return chosen;
}
