// Columns in the type size that a table is set in: what a smaller size leaves goes where it is
// wanted. Tables of one shape in a document have the same columns.
#include "layout/private.h"

struct fitted_columns {
    fitted_columns *next;
    const zp_node *first; // of the tables of its shape
    int percent;
    zp_length *columns;
};

// May others be like it? Those of a report never are.
static bool may_repeat(const zp_table *table) {
    return table->caption.size > 0 && table->weights != NULL;
}

// One template made both: a form for each project.
static bool same_shape(const zp_table *a, const zp_table *b) {
    bool same = a->fitted == b->fitted && a->column_count == b->column_count && may_repeat(a) &&
                may_repeat(b) && zp_text_equal(a->caption, b->caption);
    for (size_t i = 0; same && i < a->column_count; i++) {
        same = a->weights[i] == b->weights[i];
    }
    return same;
}

// The document's tables like this one, itself among them, in their order.
static const zp_node **like_it(layout_context *context, const zp_node *table, size_t *count) {
    const zp_node **found = NULL;
    size_t capacity = 0;
    *count = 0;
    if (!may_repeat(&table->as.table)) { // a report may have thousands: no look at each by each
        *ZP_PUSH(context->arena, found, *count, capacity) = table;
        return found;
    }
    for (const zp_node *section = context->root->first; section != NULL; section = section->next) {
        for (const zp_node *each = section->first; each != NULL; each = each->next) {
            if (each == table ||
                (each->type == ZP_NODE_TABLE && same_shape(&each->as.table, &table->as.table))) {
                *ZP_PUSH(context->arena, found, *count, capacity) = each;
            }
        }
    }
    return found;
}

bool table_fit(layout_context *context, table_box *table) {
    const zp_table *about = &table->node->as.table;
    int percent = table->density.type_percent;
    if (about->fitted == 0 || (table->fitted_percent == percent)) {
        return false;
    }
    size_t count;
    const zp_node **tables = like_it(context, table->node, &count);
    bool first = table->fitted_percent == 0;
    table->fitted_percent = percent;
    if (first && count == 1 && percent == about->density.type_percent) {
        return false; // as the form has them
    }
    fitted_columns **all = may_repeat(about) ? &context->fitted : &table->fitted;
    fitted_columns *fitted = *all;
    while (fitted != NULL && (fitted->first != tables[0] || fitted->percent != percent)) {
        fitted = fitted->next;
    }
    if (fitted == NULL) {
        fitted = ZP_NEW(context->arena, fitted_columns);
        *fitted = (fitted_columns){*all, tables[0], percent,
                                   ZP_ARRAY(context->arena, zp_length, about->column_count)};
        zp_tables_fit_columns(tables, count, about->fitted, &table->density,
                              zp_typesetter_words(context->typesetter), fitted->columns);
        *all = fitted;
    }
    for (size_t i = 0; i < about->column_count; i++) {
        about->columns[i] = fitted->columns[i]; // the tree is lent for this
    }
    return true;
}
