// The structure tree as objects, and the parent tree, which leads from a page's marked content back
// to its elements.
#include "pdf/structure.h"

// ---------------------------------------------------------------- what is left out

// Headings and paragraphs without text, and what has nothing else in it. A row keeps all cells.
static bool is_filled(structure_element *element) {
    structure_element *last = NULL;
    bool cell = element->role == ROLE_HEADER || element->role == ROLE_CELL;
    for (structure_element *each = element->first, *next; each != NULL; each = next) {
        next = each->next;
        if (is_filled(each)) {
            last = each;
        } else if (last != NULL) {
            last->next = next;
        } else {
            element->first = next;
        }
    }
    element->last = last;
    return cell || element->marks != NULL || element->first != NULL;
}

static void close_tables(pdf_structure *structure, structure_element *element, bool whole) {
    for (structure_element *each = element->first; each != NULL; each = each->next) {
        if (each->role == ROLE_TABLE) {
            each->seen = whole;
            structure_table_close(structure, each);
        } else if (each->role == ROLE_NOTE) { // which PDF/UA wants to have an ID
            each->id = each->last->seen ? ++structure->ids : 0;
        } else {
            close_tables(structure, each, whole);
        }
    }
}

static void make_objects(pdf_store *store, structure_element *element) {
    element->object = pdf_object_new(store);
    for (structure_mark *mark = element->marks; mark != NULL; mark = mark->next) {
        if (mark->form != NULL) {
            mark->form->object = pdf_object_new(store);
        }
    }
    for (structure_element *each = element->first; each != NULL; each = each->next) {
        make_objects(store, each);
    }
}

// ---------------------------------------------------------------- elements

// IDs are in the order of their numbers as strings of the same length, which name trees want.
static void print_id(const pdf_structure *structure, zp_buffer *out, unsigned id) {
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    char text[12];
    size_t at = sizeof text;
    text[--at] = ')';
    for (unsigned most = structure->ids; most > 0; most /= 62) {
        text[--at] = digits[id % 62];
        id /= 62;
    }
    text[--at] = '(';
    zp_buffer_add(out, text + at, sizeof text - at);
}

static void print_span(zp_buffer *out, const char *key, size_t span) {
    if (span != 1) {
        zp_buffer_add_string(out, key);
        pdf_number(out, (int64_t)span, 0);
    }
}

static void print_cell(const pdf_structure *structure, const structure_element *cell,
                       zp_buffer *out) {
    const zp_cell *about = &cell->node->as.cell;
    bool header = cell->role == ROLE_HEADER;
    if (cell->id != 0) {
        zp_buffer_add_string(out, "/ID");
        print_id(structure, out, cell->id);
    }
    if (!header && cell->header_count == 0 && cell->row_span == 1 && about->column_span == 1) {
        return;
    }
    zp_buffer_add_string(out, "/A<</O/Table");
    if (header) {
        zp_buffer_add_string(out, about->scope == ZP_SCOPE_COLUMN ? "/Scope/Column" : "/Scope/Row");
    }
    print_span(out, "/RowSpan ", cell->row_span);
    print_span(out, "/ColSpan ", about->column_span);
    for (size_t i = 0; i < cell->header_count; i++) {
        zp_buffer_add_string(out, i == 0 ? "/Headers[" : "");
        print_id(structure, out, cell->headers[i]->id);
    }
    zp_buffer_add_string(out, cell->header_count > 0 ? "]>>" : ">>");
}

static void print_attributes(const pdf_structure *structure, const structure_element *element,
                             zp_buffer *out) {
    if (element->role == ROLE_HEADER || element->role == ROLE_CELL) {
        print_cell(structure, element, out);
    } else if (element->role == ROLE_NOTE && element->id != 0) {
        zp_buffer_add_string(out, "/ID");
        print_id(structure, out, element->id);
    } else if (element->role == ROLE_LIST && element->node->list.label) {
        zp_buffer_add_string(out, "/A<</O/List/ListNumbering/Decimal>>");
    } else if (element->role == ROLE_TABLE && element->node->as.table.caption.size > 0) {
        zp_buffer_add_string(out, "/A<</O/Table/Summary");
        pdf_text_string(out, element->node->as.table.caption);
        zp_buffer_add_string(out, ">>");
    }
}

static void print_mark(const structure_mark *mark, const pdf_object *page, zp_buffer *out) {
    if (mark->form != NULL) {
        pdf_reference(out, mark->form->object);
    } else if (mark->annotation != NULL) {
        zp_buffer_add_string(out, "<</Type/OBJR/Obj");
        pdf_reference(out, mark->annotation);
        zp_buffer_add_string(out, ">>");
    } else if (mark->page == page) {
        zp_buffer_add_string(out, " ");
        pdf_number(out, mark->number, 0);
    } else {
        zp_buffer_add_string(out, "<</Type/MCR/Pg");
        pdf_reference(out, mark->page);
        zp_buffer_add_string(out, "/MCID ");
        pdf_number(out, mark->number, 0);
        zp_buffer_add_string(out, ">>");
    }
}

static const pdf_object *first_page(const structure_element *element) {
    const structure_mark *mark = element->marks;
    while (mark != NULL && mark->page == NULL) {
        mark = mark->next;
    }
    return mark != NULL ? mark->page : NULL;
}

static void print_kids(const structure_element *element, zp_buffer *out) {
    const pdf_object *page = first_page(element);
    size_t count = 0;
    for (const structure_mark *mark = element->marks; mark != NULL; mark = mark->next) {
        count++;
    }
    for (const structure_element *each = element->first; each != NULL; each = each->next) {
        count++;
    }
    if (page != NULL) {
        zp_buffer_add_string(out, "/Pg");
        pdf_reference(out, page);
    }
    if (count == 0) {
        return;
    }
    zp_buffer_add_string(out, count > 1 ? "/K[" : "/K");
    for (const structure_mark *mark = element->marks; mark != NULL; mark = mark->next) {
        print_mark(mark, page, out);
    }
    for (const structure_element *each = element->first; each != NULL; each = each->next) {
        pdf_reference(out, each->object);
    }
    zp_buffer_add_string(out, count > 1 ? "]" : "");
}

static void print_element(const pdf_structure *structure, const structure_element *element,
                          const pdf_object *parent) {
    zp_buffer *out = &element->object->body;
    zp_buffer_add_string(out, "/S/");
    zp_buffer_add_string(out, structure_names[element->role]);
    zp_buffer_add_string(out, "/P");
    pdf_reference(out, parent);
    print_attributes(structure, element, out);
    print_kids(element, out);
    for (const structure_mark *mark = element->marks; mark != NULL; mark = mark->next) {
        if (mark->form != NULL) {
            print_element(structure, mark->form, element->object);
        }
    }
    for (const structure_element *each = element->first; each != NULL; each = each->next) {
        print_element(structure, each, element->object);
    }
}

// ---------------------------------------------------------------- the root

static void print_parents(const pdf_structure *structure, zp_buffer *out) {
    zp_buffer_add_string(out, "/Nums[");
    for (size_t i = 0; i < structure->key_count; i++) {
        const structure_key *key = &structure->keys[i];
        pdf_number(out, (int64_t)i, 0);
        zp_buffer_add_string(out, key->annotation ? "" : "[");
        for (size_t j = 0; j < key->count; j++) {
            pdf_reference(out, key->elements[j]->object);
        }
        zp_buffer_add_string(out, key->annotation ? " " : "]");
    }
    zp_buffer_add_string(out, "]");
}

static void list_ids(structure_element *element, structure_element **by_id) {
    if (element->id != 0) {
        by_id[element->id - 1] = element;
    }
    for (structure_element *each = element->first; each != NULL; each = each->next) {
        list_ids(each, by_id);
    }
}

static void print_ids(const pdf_structure *structure, zp_buffer *out) {
    structure_element **by_id = ZP_ARRAY(structure->arena, structure_element *, structure->ids);
    list_ids(structure->document, by_id);
    zp_buffer_add_string(out, "/Names[");
    for (unsigned id = 1; id <= structure->ids; id++) {
        print_id(structure, out, id);
        pdf_reference(out, by_id[id - 1]->object);
    }
    zp_buffer_add_string(out, "]");
}

static void print_root(const pdf_structure *structure, zp_buffer *out, bool filled) {
    zp_buffer_add_string(out, "/Type/StructTreeRoot");
    if (filled) {
        zp_buffer_add_string(out, "/K");
        pdf_reference(out, structure->document->object);
    }
    if (structure->key_count > 0) {
        pdf_object *parents = pdf_object_new(structure->store);
        print_parents(structure, &parents->body);
        zp_buffer_add_string(out, "/ParentTree");
        pdf_reference(out, parents);
        zp_buffer_add_string(out, "/ParentTreeNextKey ");
        pdf_number(out, (int64_t)structure->key_count, 0);
    }
    if (structure->ids > 0) {
        pdf_object *ids = pdf_object_new(structure->store);
        print_ids(structure, &ids->body);
        zp_buffer_add_string(out, "/IDTree");
        pdf_reference(out, ids);
    }
}

pdf_object *structure_write(pdf_structure *structure) {
    structure_element *document = structure->document;
    for (structure_element *each = document->first; each != NULL; each = each->next) {
        close_tables(structure, each, each->node == structure->whole);
    }
    bool filled = is_filled(document);
    structure_element *only = document->first;
    if (filled && only != NULL && only == document->last) { // one document has no parts
        only->role = ROLE_DOCUMENT;
        structure->document = document = only;
    }
    pdf_object *root = pdf_object_new(structure->store);
    if (filled) {
        make_objects(structure->store, document);
        print_element(structure, document, root);
    }
    print_root(structure, &root->body, filled);
    return root;
}
