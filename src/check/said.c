// What the report says, by words: where a section speaks of a thing and gives a reason.
#include "check/private.h"

#include <string.h>

// Most bytes of Han text begin with one of five; its last bytes are spread, so that the last of
// the word is looked for.
size_t check_find_text(zp_text text, zp_text word, size_t from) {
    for (size_t at = from + word.size; word.size > 0 && at <= text.size; at++) {
        const char *last =
            memchr(text.data + at - 1, word.data[word.size - 1], text.size - (at - 1));
        if (last == NULL) {
            return SIZE_MAX;
        }
        at = (size_t)(last - text.data) + 1;
        if (memcmp(last + 1 - word.size, word.data, word.size) == 0) {
            return at - word.size;
        }
    }
    return SIZE_MAX;
}

size_t check_find_any(zp_text text, const char *words, size_t from, zp_text *found) {
    size_t best = SIZE_MAX;
    zp_text own = {0};
    for (zp_text word; check_next_word(&words, &word);) {
        zp_text before = best == SIZE_MAX ? text : zp_text_slice(text, 0, best + word.size - 1);
        size_t at = check_find_text(before, word, from);
        if (at < best) {
            best = at;
            own = word;
        }
    }
    if (found != NULL) {
        *found = own;
    }
    return best;
}

bool check_next_word(const char **words, zp_text *word) {
    if (*words == NULL || **words == '\0') {
        return false;
    }
    *word = (zp_text){*words, strcspn(*words, "|")};
    *words += word->size + ((*words)[word->size] == '|');
    return true;
}

static bool is_of(check *c, const check_block *block, const char *sections) {
    zp_text id = zp_value_text(zp_value_get(zp_value_at(check_sections(c), block->section), "id"));
    for (zp_text word; check_next_word(&sections, &word);) {
        if (zp_text_equal(word, id)) {
            return true;
        }
    }
    return false;
}

bool check_says(check *c, const char *sections, const char *names, const char *words,
                check_said *said) {
    for (size_t i = 0; i < c->report.count; i++) {
        const check_block *block = &c->report.blocks[i];
        if (block->kind == CHECK_HEADING || (sections != NULL && !is_of(c, block, sections)) ||
            check_find_any(block->text, names, 0, NULL) == SIZE_MAX) {
            continue;
        }
        for (size_t from = 0, to = 0; check_sentence(block, &from, &to);) {
            zp_text sentence = zp_text_slice(block->text, from, to);
            if (check_find_any(sentence, names, 0, NULL) != SIZE_MAX &&
                (words == NULL || check_find_any(sentence, words, 0, NULL) != SIZE_MAX)) {
                if (said != NULL) {
                    *said = (check_said){block, from, to};
                }
                return true;
            }
        }
    }
    return false;
}
