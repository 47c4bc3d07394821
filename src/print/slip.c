// The slip that separates a unit from the one before: what follows, and which package it is.
#include "print/private.h"

// ---------------------------------------------------------------- its parts

// By eights, to be read out and compared; and where it may be broken.
static zp_text group_hash(zp_arena *arena, zp_text hash) {
    zp_buffer out = {0};
    for (size_t i = 0; i < hash.size; i += 8) {
        zp_buffer_add_string(&out, i > 0 ? " " : "");
        zp_buffer_add_text(&out, zp_text_slice(hash, i, i + 8));
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static zp_value *list_documents(const zp_print *print, const zp_tree *t, const print_unit *unit) {
    zp_value *list = zp_tree_array(t);
    for (size_t i = 0; i < unit->count; i++) {
        const print_document *each = &unit->documents[i];
        zp_imposition imposition = print->options.imposition;
        size_t sheets = print_sheets(imposition, each->pages);
        zp_value *row = zp_tree_table(t);
        zp_tree_put_text(t, row, "mark", each->mark);
        zp_tree_put_text(t, row, "title", each->title);
        zp_tree_put_count(t, row, "pages", each->pages);
        zp_tree_put_count(t, row, "copies", each->copies);
        zp_tree_put_count(t, row, "sheets", sheets);
        zp_tree_put_count(t, row, "all_sheets", sheets * each->copies);
        zp_tree_put_text(t, row, "binding",
                         zp_text_of(print_binding_word(print_bind(imposition, each->pages))));
        zp_tree_put(list, "", row);
    }
    return list;
}

static void put_totals(const zp_print *print, const zp_tree *t, zp_value *to,
                       const print_unit *unit) {
    size_t pages = 0, copies = 0, sheets = 0;
    for (size_t i = 0; i < unit->count; i++) {
        const print_document *each = &unit->documents[i];
        pages += each->pages * each->copies;
        copies += each->copies;
        sheets += print_sheets(print->options.imposition, each->pages) * each->copies;
    }
    zp_tree_put_count(t, to, "all_pages", pages);
    zp_tree_put_count(t, to, "all_copies", copies);
    zp_tree_put_count(t, to, "all_sheets", sheets);
    zp_tree_put_count(t, to, "sets", print_most_copies(unit));
}

static zp_value *slip_tree(const zp_print *print, const zp_tree *t, const print_unit *unit) {
    zp_value *root = zp_tree_table(t);
    zp_tree_put_count(t, root, "number", unit->number);
    zp_tree_put_text(t, root, "unit", unit->name);
    zp_tree_put_text(t, root, "form", unit->form_title);
    zp_tree_put_text(t, root, "year", unit->year);
    zp_tree_put_text(t, root, "version", unit->version);
    zp_tree_put_text(t, root, "changes", unit->changes ? ZP_TEXT("yes") : (zp_text){0});
    zp_tree_put_text(t, root, "paper", zp_text_of(print_paper(print, t->arena)));
    zp_tree_put_text(t, root, "hash", group_hash(t->arena, unit->sha256));
    put_totals(print, t, root, unit);
    zp_tree_put(root, "document", list_documents(print, t, unit));
    return root;
}

// ---------------------------------------------------------------- on the page

// Where the rules of a page end, to the right and below. False: it has none.
static bool find_corner(const zp_page *page, zp_length *right, zp_length *bottom) {
    bool any = false;
    *right = *bottom = 0;
    for (size_t i = 0; i < page->item_count; i++) {
        const zp_item *item = &page->items[i];
        if (item->kind == ZP_ITEM_RULE) {
            any = true;
            *right = item->x + item->width > *right ? item->x + item->width : *right;
            *bottom = item->y + item->height > *bottom ? item->y + item->height : *bottom;
        }
    }
    return any;
}

// The code's place is the last cell of the last table, which the template leaves empty.
static void draw_code(zp_arena *arena, zp_pages *pages, zp_text hash) {
    zp_length right, bottom;
    for (size_t i = pages->count; i > 0; i--) {
        zp_page *page = &pages->pages[i - 1];
        if (find_corner(page, &right, &bottom)) {
            print_code(arena, page, hash, right, bottom);
            return;
        }
    }
}

zp_status print_slip(const zp_print *print, zp_arena *arena, const zp_package *package,
                     const print_unit *unit, zp_pages **pages) {
    zp_record *record = ZP_NEW(arena, zp_record);
    const zp_form *form;
    zp_document *document;
    zp_messages *messages = print->messages;
    zp_status status =
        zp_package_record(package, arena, messages, print->shop->schema, false, record);
    if (status == ZP_OK) {
        status = zp_forms_find(print->shop->forms, messages, record, &form);
    }
    if (status != ZP_OK) {
        return status;
    }
    zp_tree t = {arena, {record->file, 1, 1}};
    zp_form_extra extra = {.template = ZP_TEXT("slip.xml"),
                           .id = ZP_TEXT("slip"),
                           .title = ZP_TEXT("分隔页"),
                           .name = ZP_TEXT("slip"),
                           .value = slip_tree(print, &t, unit)};
    status = zp_form_compose(form, arena, messages, record, &extra, &document);
    if (status == ZP_OK) {
        status = zp_layout(arena, messages, print->shop->fonts, document, pages);
    }
    if (status == ZP_OK) {
        draw_code(arena, *pages, unit->sha256);
    }
    return status;
}
