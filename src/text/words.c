// Words stay whole in titles and labels (B8).
#include "text/private.h"

#include <string.h>

// All cost more than any unevenness of lines: a compound or a name less than a word, what the
// dictionary leaves over least.
enum { PENALTY_NAME = 2000000 };
static const int penalties[] = {
    [ZP_BOND_NONE] = 0,
    [ZP_BOND_LOOSE] = 300000,
    [ZP_BOND_COMPOUND] = 3000000,
    [ZP_BOND_WORD] = PENALTY_WORD,
};

// In 2023年度{{unit.name}}整体支出绩效自评报告 a line rather ends before or behind the name.
static void keep_names(boxes *all, int share) {
    if (all->items[0].node == all->items[all->count - 1].node) {
        return; // nothing but the name
    }
    for (size_t i = 0; i + 1 < all->count; i++) {
        const zp_node *node = all->items[i].node;
        bool name = node->type == ZP_NODE_RUN && node->as.run.field.size > 0 &&
                    node == all->items[i + 1].node;
        if (name && all->items[i].break_after == BREAK_YES) {
            all->items[i].penalty += PENALTY_NAME / share;
        }
    }
}

zp_dictionary *zp_typesetter_words(zp_typesetter *typesetter) {
    if (typesetter->words == NULL) {
        typesetter->words = zp_dictionary_open();
    }
    return typesetter->words;
}

void keep_words(zp_typesetter *typesetter, boxes *all) {
    uint8_t bonds[ZP_LABEL_MAX];
    if (!zp_style_is_label(all->style) || all->count <= 4) {
        return;
    }
    if (!zp_dictionary_find(zp_typesetter_words(typesetter), all->text, bonds)) {
        return;
    }
    // Lines that begin at the left are rather filled than ended early for a word: by 11 Han at
    // most.
    int share = all->style->align == ZP_ALIGN_LEFT ? 100 : 1;
    keep_names(all, share);
    for (size_t i = 0; i + 1 < all->count; i++) {
        box *item = &all->items[i];
        int penalty = penalties[bonds[item[1].text]] / share;
        item->penalty += item->break_after == BREAK_YES ? penalty : 0;
    }
}
