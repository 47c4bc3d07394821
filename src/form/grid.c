// Tables: rows and cells, and the merging of equal neighbours.
#include "form/parts.h"

enum { MERGES_MAX = 8, COLUMNS_MAX = 64 };

typedef struct form_grid {
    const zp_style *style; // of cells that name none
    // The cells that the row above offers for merging, in their order in the row.
    struct {
        zp_text key;
        zp_node *cell;
    } open[MERGES_MAX];
    size_t open_count;
    size_t seen;   // cells with a key in this row so far
    bool merging;  // all of those became part of the cells above
    zp_node *foot; // what its cells put under it
} form_grid;

zp_node *form_table_new(form_builder *builder, zp_place place, const form_look *look,
                        size_t columns) {
    zp_node *node = zp_node_new(builder->arena, ZP_NODE_TABLE, place);
    zp_table *table = &node->as.table;
    *table = look->table;
    // The layout writes its choice into the table; the look stays as it is.
    table->densities = ZP_ARRAY(builder->arena, zp_density, look->table.density_count);
    for (size_t i = 0; i < look->table.density_count; i++) {
        table->densities[i] = look->table.densities[i];
    }
    table->column_count = columns;
    table->columns = ZP_ARRAY(builder->arena, zp_length, columns);
    return node;
}

void form_table_finish(form_builder *builder, zp_node *table, zp_length measure, size_t errors) {
    if (builder->errors > errors) {
        return;
    }
    if (zp_table_assign(builder->messages, table) != ZP_OK) {
        builder->failed = true;
        return;
    }
    const form_shared *shared = builder->form->kept->shared;
    zp_table_fit_columns(table, measure, shared != NULL ? shared->words : NULL);
}

// `9 0 0 12`: the least shares of the columns in percent.
static size_t read_columns(form_builder *builder, const form_part *part, int *weights) {
    zp_text text = form_attribute_text(builder, part, "columns", "");
    size_t count = 0, at = 0;
    while (at < text.size) {
        int number = 0;
        size_t from = at;
        while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9') {
            number = number < 1000 ? number * 10 + (text.data[at] - '0') : number;
            at++;
        }
        if (at > from) {
            if (count == COLUMNS_MAX) {
                form_fail(builder, part->place, "template-number",
                          "columns=\"%.*s\": a table has at most %d columns", ZP_ARG(text),
                          COLUMNS_MAX);
                return count;
            }
            weights[count++] = number;
        }
        at += at == from;
    }
    int sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += weights[i];
    }
    if (count == 0 || sum > 100) {
        form_fail(builder, part->place, "template-number",
                  "columns=\"%.*s\": least shares in percent are wanted, 100 together at most",
                  ZP_ARG(text));
    }
    return count;
}

static void place_foot(zp_node *foot, zp_node *section) {
    for (zp_node *each = foot->first, *next; each != NULL; each = next) {
        next = each->next;
        zp_node_append(section, each);
    }
}

void form_build_table(form_builder *builder, const form_part *part, form_spot *spot) {
    int weights[COLUMNS_MAX];
    if (spot->parent->type != ZP_NODE_SECTION) {
        form_fail(builder, part->place, "template-place", "a <table> cannot stand here");
        return;
    }
    size_t errors = builder->errors;
    size_t columns = read_columns(builder, part, weights);
    zp_text look_id = form_attribute_text(builder, part, "look", "");
    const form_look *look = form_look_find(&builder->form->styles, look_id);
    if (look == NULL) {
        form_fail(builder, part->place, "unknown-style", "styles.xml has no look “%.*s”",
                  ZP_ARG(look_id));
        return;
    }
    zp_node *table = form_table_new(builder, part->place, look, columns);
    table->as.table.weights = ZP_ARRAY(builder->arena, int, columns);
    for (size_t i = 0; i < columns; i++) {
        table->as.table.weights[i] = weights[i];
    }
    table->as.table.caption =
        form_one_line(builder->arena, form_attribute_text(builder, part, "caption", ""));
    table->as.table.description =
        form_one_line(builder->arena, form_attribute_text(builder, part, "description", ""));
    table->as.table.pages_wanted = (int)form_attribute_number(builder, part, "pages", 0, 0, 1000);
    zp_node_append(spot->parent, table);
    form_grid grid = {.style = form_attribute_style(builder, part, "table-text"),
                      .foot = zp_node_new(builder->arena, ZP_NODE_SECTION, part->place)};
    form_spot inside = {.parent = table, .grid = &grid, .measure = spot->measure};
    form_build_parts(builder, part->first, &inside);
    form_table_finish(builder, table, spot->measure, errors);
    place_foot(grid.foot, spot->parent);
}

void form_build_head(form_builder *builder, const form_part *part, form_spot *spot) {
    form_spot inside = *spot;
    inside.head = true;
    form_build_parts(builder, part->first, &inside);
}

void form_build_row(form_builder *builder, const form_part *part, form_spot *spot) {
    form_grid *grid = spot->grid;
    if (spot->parent->type != ZP_NODE_TABLE) {
        form_fail(builder, part->place, "template-place", "a <row> cannot stand here");
        return;
    }
    zp_node *row = zp_node_new(builder->arena, ZP_NODE_ROW, part->place);
    row->as.row.kind = spot->head ? ZP_ROW_HEAD : ZP_ROW_BODY;
    zp_text height = form_attribute_text(builder, part, "height", "");
    if (height.size > 0 && !form_length_read(height, &row->as.row.height)) {
        form_fail(builder, part->place, "template-number", "height=\"%.*s\" is not a length",
                  ZP_ARG(height));
    }
    zp_node_append(spot->parent, row);
    grid->seen = 0;
    grid->merging = true;
    form_spot inside = *spot;
    inside.parent = row;
    inside.open = NULL;
    form_build_parts(builder, part->first, &inside);
    grid->open_count = grid->seen; // a row with fewer keys ends the merging of the others
}

// True when the cell becomes part of the one above it.
static bool merge(form_grid *grid, zp_text key) {
    size_t slot = grid->seen++;
    bool merges = grid->merging && slot < grid->open_count && key.size > 0 &&
                  zp_text_equal(grid->open[slot].key, key) &&
                  grid->open[slot].cell->as.cell.row_span < UINT16_MAX;
    grid->merging = merges;
    if (merges) {
        grid->open[slot].cell->as.cell.row_span++;
    }
    return merges;
}

static zp_node *new_cell(form_builder *builder, const form_part *part) {
    static const char *const aligns[] = {"middle", "top", "bottom"};
    zp_node *node = zp_node_new(builder->arena, ZP_NODE_CELL, part->place);
    zp_cell *cell = &node->as.cell;
    cell->column_span =
        (uint16_t)form_attribute_number(builder, part, "colspan", 1, 1, COLUMNS_MAX);
    cell->row_span = (uint16_t)form_attribute_number(builder, part, "rowspan", 1, 1, 1000);
    cell->vertical = form_attribute_yes(builder, part, "vertical");
    zp_text scope = form_attribute_text(builder, part, "scope", "");
    cell->scope = zp_text_is(scope, "column") ? ZP_SCOPE_COLUMN
                  : zp_text_is(scope, "row")  ? ZP_SCOPE_ROW
                  : zp_text_is(scope, "name") ? ZP_SCOPE_NAME
                                              : ZP_SCOPE_NONE;
    zp_text align = form_attribute_text(builder, part, "align", "middle");
    for (int i = 0; i < 3; i++) {
        if (zp_text_is(align, aligns[i])) {
            cell->valign = (zp_vertical_align)i;
        }
    }
    return node;
}

void form_build_cell(form_builder *builder, const form_part *part, form_spot *spot) {
    form_grid *grid = spot->grid;
    if (spot->parent->type != ZP_NODE_ROW) {
        form_fail(builder, part->place, "template-place", "a <cell> cannot stand here");
        return;
    }
    bool keyed = form_attribute_find(part, "merge") != NULL;
    zp_text key = form_attribute_text(builder, part, "merge", "");
    if (keyed && grid->seen == MERGES_MAX) {
        form_fail(builder, part->place, "template-number", "a row has more than %d merging cells",
                  MERGES_MAX);
        return;
    }
    if (keyed && merge(grid, key)) {
        return;
    }
    zp_node *cell = new_cell(builder, part);
    zp_node_append(spot->parent, cell);
    if (keyed) {
        grid->open[grid->seen - 1].key = key;
        grid->open[grid->seen - 1].cell = cell;
    }
    const zp_style *style = form_attribute_style(builder, part, NULL);
    form_spot inside = {.parent = cell,
                        .style = style != NULL ? style : grid->style,
                        .foot = grid->foot,
                        .measure = spot->measure};
    form_build_parts(builder, part->first, &inside);
    if (cell->first == NULL) {
        zp_node *empty = zp_node_new(builder->arena, ZP_NODE_PARAGRAPH, part->place);
        empty->style = inside.style;
        zp_node_append(cell, empty);
    }
}
