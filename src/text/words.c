// Words stay whole in titles and labels (B8), by ICU's dictionary.
#include "text/private.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

// A word costs more than a line (fit.c): rather three lines than 垃|圾.
// Longer text is no label; its lines are many and words may break, as everywhere in Chinese.
enum { LABEL_MAX = 80, PENALTY_WORD = 12000000 };

static bool wanted(const boxes *all) {
    zp_align align = all->style->align;
    return (align == ZP_ALIGN_CENTER || align == ZP_ALIGN_BALANCE) && all->count > 4 &&
           all->count <= LABEL_MAX && !all->vertical;
}

static UBreakIterator *words_of(zp_typesetter *typesetter) {
    if (typesetter->words == NULL) {
        UErrorCode error = U_ZERO_ERROR;
        typesetter->words = ubrk_open(UBRK_WORD, "zh", NULL, 0, &error);
        if (U_FAILURE(error)) { // no dictionary installed: labels then break anywhere
            typesetter->words = NULL;
        }
    }
    return typesetter->words;
}

void keep_words(zp_typesetter *typesetter, boxes *all) {
    UBreakIterator *words = wanted(all) ? words_of(typesetter) : NULL;
    if (words == NULL) {
        return;
    }
    UErrorCode error = U_ZERO_ERROR;
    UText *text = utext_openUTF8(NULL, all->text.data, (int64_t)all->text.size, &error);
    ubrk_setUText(words, text, &error);
    if (U_SUCCESS(error)) {
        for (size_t i = 0; i + 1 < all->count; i++) {
            box *item = &all->items[i];
            int32_t end = (int32_t)all->items[i + 1].text;
            if (item->break_after == BREAK_YES && !ubrk_isBoundary(words, end)) {
                item->penalty += PENALTY_WORD;
            }
        }
    }
    utext_close(text);
}
