// What tables are called for readers that cannot see them (w:tblCaption): their captions, and where
// several would have one name which of them it is. Word's and others' lists of a document's tables
// are of these.
#include "docx/parts.h"

// The table that follows, in this section or another; NULL: none.
static const zp_node *next_table(const zp_node *node) {
    const zp_node *section = node->parent;
    for (node = node->next;; node = node->next) {
        while (node == NULL) {
            section = section->next;
            if (section == NULL) {
                return NULL;
            }
            node = section->first;
        }
        if (node->type == ZP_NODE_TABLE) {
            return node;
        }
    }
}

static bool same_caption(const zp_node *a, const zp_node *b) {
    return a != NULL && b != NULL && zp_text_equal(a->as.table.caption, b->as.table.caption);
}

table_title table_title_of(writer *writer, const zp_node *table, const table_grid *grid) {
    table_title title = {.caption = table->as.table.caption};
    writer->namesake = same_caption(writer->table, table) ? writer->namesake + 1 : 1;
    writer->table = table;
    if (writer->namesake > 1 || same_caption(table, next_table(table))) {
        title.number = writer->namesake;
    }
    for (size_t row = 0; row < grid->row_count; title.pieces++) {
        row = table_piece(grid, row).end;
    }
    return title;
}

zp_text table_title_next(table_title *title) {
    zp_buffer *words = &title->words;
    title->piece++;
    words->size = 0;
    if (title->caption.size == 0) {
        return (zp_text){0};
    }
    zp_buffer_add_text(words, title->caption);
    bool numbered = title->number > 0, parted = title->pieces > 1;
    zp_buffer_add_string(words, numbered || parted ? "（" : "");
    if (numbered) {
        zp_buffer_print(words, "表%zu%s", title->number, parted ? "，" : "");
    }
    if (parted) {
        zp_buffer_print(words, "第%zu部分，共%zu部分", title->piece, title->pieces);
    }
    zp_buffer_add_string(words, numbered || parted ? "）" : "");
    return zp_buffer_text(words);
}
