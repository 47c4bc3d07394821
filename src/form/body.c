// The report's text: paragraphs, lists, tables.
#include "form/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

static const zp_style *style_of(form_sections *sections, const char *id) {
    const form_styles *styles = &sections->builder->form->styles;
    const zp_style *style = form_style_find(styles, zp_text_of(id));
    if (style == NULL) {
        form_fail(sections->builder, zp_whole_file("styles.xml"), "unknown-style",
                  "styles.xml has no style “%s”, which the report needs", id);
        return styles->styles[0];
    }
    return style;
}

static void add_paragraph(form_sections *sections, cmark_node *node, zp_text number, zp_list list) {
    form_builder *builder = sections->builder;
    zp_place place = form_markdown_place(sections->markdown, node);
    zp_node *paragraph = zp_node_new(builder->arena, ZP_NODE_PARAGRAPH, place);
    paragraph->style = style_of(sections, "body");
    paragraph->list = list;
    form_inline_text(builder, paragraph, number, (zp_text){0}, place);
    form_markdown_inline(sections->markdown, node, paragraph);
    if (paragraph->first != NULL) {
        zp_node_append(sections->spot->parent, paragraph);
    }
}

// ---------------------------------------------------------------- lists

// The number style of a list: the first that the headings above do not use already, and one
// further for each list around.
static zp_text list_style(const form_sections *sections, size_t depth) {
    const zp_value *style = sections->lists->first;
    while (style != NULL) {
        bool used = false;
        const zp_value *heading = sections->headings->first;
        for (int i = 0; i < sections->level && heading != NULL; i++, heading = heading->next) {
            used = used || zp_text_equal(heading->text, style->text);
        }
        if (!used && depth-- == 0) {
            return style->text;
        }
        style = style->next;
    }
    return zp_value_text(sections->lists->last);
}

static void add_list(form_sections *sections, cmark_node *list, size_t depth);

static void add_item(form_sections *sections, cmark_node *item, zp_text number, size_t depth) {
    zp_list list = {.depth = (uint8_t)(depth + 1),
                    .begins = cmark_node_previous(item) == NULL,
                    .item = true,
                    .label = number.size > 0};
    for (cmark_node *each = cmark_node_first_child(item); each != NULL;
         each = cmark_node_next(each)) {
        if (cmark_node_get_type(each) == CMARK_NODE_PARAGRAPH) {
            add_paragraph(sections, each, number, list);
            number = (zp_text){0};
            list = (zp_list){.depth = list.depth};
        } else if (cmark_node_get_type(each) == CMARK_NODE_LIST) {
            add_list(sections, each, depth + 1);
        } else {
            form_markdown_refuse(sections->markdown, each);
        }
    }
}

static void add_list(form_sections *sections, cmark_node *list, size_t depth) {
    form_builder *builder = sections->builder;
    zp_place place = form_markdown_place(sections->markdown, list);
    if (depth >= ZP_LIST_DEPTH_MAX) {
        form_fail(builder, place, "list-depth", "lists stand within each other more than %d deep",
                  ZP_LIST_DEPTH_MAX);
        return;
    }
    bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    size_t number = (size_t)cmark_node_get_list_start(list);
    if (ordered && number != 1 && (depth > 0 || number != sections->list_next)) {
        form_fail(builder, place, "list-number", "the list begins with %zu where %zu is right",
                  number, depth > 0 ? (size_t)1 : sections->list_next);
    }
    for (cmark_node *item = cmark_node_first_child(list); item != NULL;
         item = cmark_node_next(item)) {
        zp_text mark = {0};
        if (ordered) {
            mark = form_number_write(builder->arena, list_style(sections, depth),
                                     zp_arena_print(builder->arena, "%zu", number++));
        }
        add_item(sections, item, mark, depth);
    }
    if (ordered && depth == 0) {
        sections->list_next = number;
    }
}

// ---------------------------------------------------------------- tables

// The column that says what a row is of: the first one that does not count them.
static size_t name_column(form_builder *builder, const zp_node *table) {
    zp_text first = zp_node_text(builder->arena, table->first->first);
    return zp_text_is(zp_text_trim(first), "序号") ? 1 : 0;
}

static zp_node *add_cell(form_sections *sections, cmark_node *node, zp_node *row, bool head,
                         uint8_t alignment) {
    form_builder *builder = sections->builder;
    zp_place place = form_markdown_place(sections->markdown, node);
    zp_node *cell = zp_node_new(builder->arena, ZP_NODE_CELL, place);
    cell->as.cell.column_span = cell->as.cell.row_span = 1;
    cell->as.cell.scope = head ? ZP_SCOPE_COLUMN : ZP_SCOPE_NONE;
    zp_node *paragraph = zp_node_new(builder->arena, ZP_NODE_PARAGRAPH, place);
    const char *style = head               ? "report-table-head"
                        : alignment == 'r' ? "report-table-right"
                        : alignment == 'c' ? "report-table-center"
                                           : "report-table-left";
    paragraph->style = style_of(sections, style);
    zp_node_append(cell, paragraph); // first: in a cell a value keeps its line breaks
    zp_node_append(row, cell);
    form_markdown_inline(sections->markdown, node, paragraph);
    return cell;
}

// False when the rest of the table is text that has run into it. *names: the column that rows are
// called by, once it is known.
static bool add_row(form_sections *sections, cmark_node *node, zp_node *table,
                    const uint8_t *alignments, size_t *names) {
    bool head = strcmp(cmark_node_get_type_string(node), "table_header") == 0;
    if (!head && !form_row_check(sections->markdown, node, table->as.table.column_count)) {
        return false;
    }
    zp_node *row = zp_node_new(sections->builder->arena, ZP_NODE_ROW,
                               form_markdown_place(sections->markdown, node));
    row->as.row.kind = head ? ZP_ROW_HEAD : ZP_ROW_BODY;
    size_t column = 0;
    if (!head && *names == SIZE_MAX) {
        *names = name_column(sections->builder, table);
    }
    for (cmark_node *cell = cmark_node_first_child(node); cell != NULL;
         cell = cmark_node_next(cell), column++) {
        zp_node *made = add_cell(sections, cell, row, head, alignments[column]);
        made->as.cell.scope = !head && column == *names ? ZP_SCOPE_NAME : made->as.cell.scope;
    }
    zp_node_append(table, row);
    return true;
}

// Its columns by their heads.
static zp_text describe_columns(zp_arena *arena, const zp_node *head) {
    zp_buffer words = {0};
    for (const zp_node *cell = head->first; cell != NULL; cell = cell->next) {
        zp_text text = form_one_line(arena, zp_node_text(arena, cell));
        zp_buffer_print(&words, "%s%.*s", cell == head->first ? "一行一项，各列依次是" : "、",
                        ZP_ARG(zp_text_trim(text)));
    }
    zp_buffer_add_string(&words, "。");
    zp_text description = zp_arena_copy(arena, zp_buffer_text(&words));
    zp_buffer_free(&words);
    return description;
}

static void add_table(form_sections *sections, cmark_node *node) {
    form_builder *builder = sections->builder;
    zp_place place = form_markdown_place(sections->markdown, node);
    const form_look *look = form_look_find(&builder->form->styles, ZP_TEXT("report"));
    if (look == NULL) {
        form_fail(builder, place, "unknown-style",
                  "styles.xml has no look “report”, which tables in the report need");
        return;
    }
    size_t errors = builder->errors;
    zp_node *table =
        form_table_new(builder, place, look, cmark_gfm_extensions_get_table_columns(node));
    table->as.table.caption = sections->title;
    const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(node);
    cmark_node *row = cmark_node_first_child(node);
    size_t names = SIZE_MAX;
    while (row != NULL && add_row(sections, row, table, alignments, &names)) {
        row = cmark_node_next(row);
    }
    table->as.table.description = describe_columns(builder->arena, table->first);
    zp_node_append(sections->spot->parent, table);
    form_table_finish(builder, table, sections->spot->measure, errors);
}

void form_body_block(form_sections *sections, cmark_node *node) {
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING) {
        form_section_heading(sections, node);
        return;
    }
    if (sections->level == 0 && sections->preamble == NULL) {
        form_fail(sections->builder, form_markdown_place(sections->markdown, node),
                  "text-before-section",
                  "text stands before the first section; a # heading is "
                  "wanted first");
    }
    sections->filled = true;
    if (type == CMARK_NODE_PARAGRAPH) {
        add_paragraph(sections, node, (zp_text){0}, (zp_list){0});
    } else if (type == CMARK_NODE_LIST) {
        add_list(sections, node, 0);
    } else if (strcmp(cmark_node_get_type_string(node), "table") == 0) {
        add_table(sections, node);
    } else {
        form_markdown_refuse(sections->markdown, node);
    }
}
