#include "document/document.h"

static const char *const kind_names[] = {
    [ZP_NODE_DOCUMENT] = "document", [ZP_NODE_SECTION] = "section",
    [ZP_NODE_HEADING] = "heading",   [ZP_NODE_PARAGRAPH] = "paragraph",
    [ZP_NODE_TABLE] = "table",       [ZP_NODE_ROW] = "row",
    [ZP_NODE_CELL] = "cell",         [ZP_NODE_SPACE] = "space",
    [ZP_NODE_FILL] = "fill",         [ZP_NODE_PAGE_BREAK] = "page-break",
    [ZP_NODE_RUN] = "run",           [ZP_NODE_LINE_BREAK] = "line-break",
    [ZP_NODE_BLANK] = "blank",       [ZP_NODE_TAB] = "tab",
    [ZP_NODE_GAP] = "gap",           [ZP_NODE_FIELD] = "field",
};

static void dump_page(const zp_page_setup *page, zp_buffer *out) {
    zp_buffer_print(out, " %dx%d top=%d bottom=%d inner=%d outer=%d", page->width, page->height,
                    page->top, page->bottom, page->inner, page->outer);
    if (page->number == ZP_PAGE_NUMBER_DASHED) {
        zp_buffer_print(out, " number=%.*s", ZP_ARG(page->number_style->id));
    }
    if (page->grid_lines > 0) {
        zp_buffer_print(out, " grid=%dx%d", page->grid_lines, page->grid_characters);
    }
}

static void dump_list(const zp_list *list, zp_buffer *out) {
    if (list->note) {
        zp_buffer_print(out, " note%s", list->label ? " label" : "");
    } else if (list->depth > 0) {
        zp_buffer_print(out, " list=%u%s%s%s", list->depth, list->begins ? " begins" : "",
                        list->item ? " item" : "", list->label ? " label" : "");
    }
}

static void dump_table(const zp_table *table, zp_buffer *out) {
    zp_buffer_add_string(out, " columns=");
    for (size_t i = 0; i < table->column_count; i++) {
        zp_buffer_print(out, "%s%d", i > 0 ? "," : "", table->columns[i]);
    }
    if (table->pages_wanted > 0) {
        zp_buffer_print(out, " pages=%d", table->pages_wanted);
    }
    zp_buffer_print(out, " caption=\"%.*s\"", ZP_ARG(table->caption));
}

static void dump_cell(const zp_cell *cell, zp_buffer *out) {
    static const char *const scopes[] = {"", " scope=column", " scope=row", " scope=name"};
    zp_buffer_print(out, " column=%u", cell->column);
    if (cell->column_span > 1) {
        zp_buffer_print(out, " columns=%u", cell->column_span);
    }
    if (cell->row_span > 1) {
        zp_buffer_print(out, " rows=%u", cell->row_span);
    }
    zp_buffer_print(out, "%s%s", cell->vertical ? " vertical" : "", scopes[cell->scope]);
}

// Quotes and backslashes are escaped, so that a text is one line and ends where it seems to.
static void dump_text(zp_text text, zp_buffer *out) {
    zp_buffer_add(out, " \"", 2);
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\') {
            zp_buffer_add(out, "\\", 1);
        }
        zp_buffer_add(out, &text.data[i], 1);
    }
    zp_buffer_add(out, "\"", 1);
}

static void dump_run(const zp_run *run, zp_buffer *out) {
    dump_text(run->text, out);
    if (run->field.size > 0) {
        zp_buffer_print(out, " <- %.*s", ZP_ARG(run->field));
    }
    zp_buffer_add_string(out, run->raised ? " raised" : "");
}

static void dump_field(const zp_field *field, zp_buffer *out) {
    zp_buffer_print(out, " %s %.*s %d", field->kind == ZP_FIELD_SEAL ? "seal" : "signature",
                    ZP_ARG(field->name), field->width);
    dump_text(field->title, out);
}

static void dump_own(const zp_node *node, zp_buffer *out) {
    switch (node->type) {
    case ZP_NODE_SECTION:
        dump_page(&node->as.page, out);
        break;
    case ZP_NODE_HEADING:
    case ZP_NODE_PARAGRAPH:
        zp_buffer_print(out, " %.*s", ZP_ARG(node->style->id));
        dump_list(&node->list, out);
        break;
    case ZP_NODE_TABLE:
        dump_table(&node->as.table, out);
        break;
    case ZP_NODE_ROW:
        zp_buffer_add_string(out, node->as.row.kind == ZP_ROW_HEAD ? " head" : "");
        break;
    case ZP_NODE_CELL:
        dump_cell(&node->as.cell, out);
        break;
    case ZP_NODE_SPACE:
        zp_buffer_print(out, " %d", node->as.space);
        break;
    case ZP_NODE_BLANK:
    case ZP_NODE_TAB:
        zp_buffer_print(out, " %d", node->as.blank);
        break;
    case ZP_NODE_FIELD:
        dump_field(&node->as.field, out);
        break;
    case ZP_NODE_RUN:
        dump_run(&node->as.run, out);
        break;
    default:
        break;
    }
}

static void dump(const zp_node *node, int depth, zp_buffer *out) {
    static const char *const marks[] = {[ZP_KEPT] = "", [ZP_INSERTED] = "+ ", [ZP_DELETED] = "- "};
    for (int i = 0; i < depth; i++) {
        zp_buffer_add(out, "  ", 2);
    }
    zp_buffer_add_string(out, marks[node->change]);
    zp_buffer_add_string(out, kind_names[node->type]);
    dump_own(node, out);
    zp_buffer_add(out, "\n", 1);
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        dump(each, depth + 1, out);
    }
}

void zp_document_dump(const zp_document *document, zp_buffer *out) {
    zp_buffer_print(out, "document %.*s", ZP_ARG(document->id));
    dump_text(document->title, out);
    zp_buffer_print(out, " unit=\"%.*s\" date=\"%.*s\" language=%.*s\n", ZP_ARG(document->unit),
                    ZP_ARG(document->date), ZP_ARG(document->language));
    for (const zp_node *each = document->root->first; each != NULL; each = each->next) {
        dump(each, 1, out);
    }
}
