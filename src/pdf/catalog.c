// What stands around the pages: catalog, outline, page labels.
#include "pdf/private.h"

// ---------------------------------------------------------------- outline

typedef struct branch {
    pdf_object *object;
    size_t parent, first, last, previous, next; // places in the array; 0: the root, or none
    int64_t below;                              // all entries under it
    int level;
} branch;

// Hangs every entry under the nearest one before it that has a lower level.
static branch *grow_outline(const zp_pdf *pdf, zp_arena *arena) {
    branch *tree = ZP_ARRAY(arena, branch, pdf->outline_count + 1);
    tree[0].object = pdf_object_new(pdf->store);
    for (size_t i = 1; i <= pdf->outline_count; i++) {
        branch *now = &tree[i];
        size_t parent = i - 1;
        now->object = pdf_object_new(pdf->store);
        now->level = pdf->outline[i - 1].level < 1 ? 1 : pdf->outline[i - 1].level;
        while (tree[parent].level >= now->level) {
            parent = tree[parent].parent;
        }
        now->parent = parent;
        now->previous = tree[parent].last;
        if (now->previous != 0) {
            tree[now->previous].next = i;
        } else {
            tree[parent].first = i;
        }
        tree[parent].last = i;
    }
    for (size_t i = pdf->outline_count; i > 0; i--) {
        tree[tree[i].parent].below += tree[i].below + 1;
    }
    return tree;
}

static void link_branch(zp_buffer *out, const char *key, const branch *tree, size_t index) {
    if (index != 0) {
        zp_buffer_add_string(out, key);
        pdf_reference(out, tree[index].object);
    }
}

static void print_branch(const branch *tree, size_t index) {
    const branch *now = &tree[index];
    zp_buffer *out = &now->object->body;
    link_branch(out, "/First", tree, now->first);
    link_branch(out, "/Last", tree, now->last);
    link_branch(out, "/Prev", tree, now->previous);
    link_branch(out, "/Next", tree, now->next);
    if (now->below > 0) {
        zp_buffer_add_string(out, "/Count ");
        pdf_number(out, now->below, 0);
    }
}

static pdf_object *write_outline(const zp_pdf *pdf) {
    zp_arena *arena = zp_arena_new();
    branch *tree = grow_outline(pdf, arena);
    pdf_object *root = tree[0].object;
    zp_buffer_add_string(&root->body, "/Type/Outlines");
    print_branch(tree, 0);
    for (size_t i = 1; i <= pdf->outline_count; i++) {
        const zp_outline_entry *entry = &pdf->outline[i - 1];
        const pdf_leaf *page = &pdf->pages[entry->page < pdf->count ? entry->page : pdf->count - 1];
        zp_buffer *out = &tree[i].object->body;
        zp_buffer_add_string(out, "/Title");
        pdf_text_string(out, entry->title);
        zp_buffer_add_string(out, "/Parent");
        pdf_reference(out, tree[tree[i].parent].object);
        zp_buffer_add_string(out, "/Dest[");
        pdf_reference(out, page->object);
        zp_buffer_add_string(out, "/XYZ null ");
        pdf_length(out, page->height - entry->y);
        zp_buffer_add_string(out, "null]");
        print_branch(tree, i);
    }
    zp_arena_free(arena);
    return root;
}

// ---------------------------------------------------------------- page labels

static bool same_range(const pdf_leaf *before, const pdf_leaf *page) {
    return before->numbered == page->numbered && before->blank == page->blank &&
           zp_text_equal(before->label, page->label) && before->part == page->part &&
           (!page->numbered || page->number == before->number + 1);
}

// Viewers show the printed numbers behind the part's label; pages without one (covers) are i, ii,
// iii. Where no page has either there is nothing to say.
static void print_labels(zp_buffer *out, const zp_pdf *pdf) {
    bool any = false;
    for (size_t i = 0; i < pdf->count; i++) {
        any = any || pdf->pages[i].numbered || pdf->pages[i].label.size > 0;
    }
    if (!any) {
        return;
    }
    zp_buffer_add_string(out, "/PageLabels<</Nums[");
    for (size_t i = 0; i < pdf->count; i++) {
        const pdf_leaf *page = &pdf->pages[i];
        if (i > 0 && same_range(page - 1, page)) {
            continue;
        }
        pdf_number(out, (int64_t)i, 0);
        zp_buffer_add_string(out, page->blank ? "<<" : page->numbered ? "<</S/D" : "<</S/r");
        if (page->label.size > 0) {
            zp_buffer_add_string(out, "/P");
            pdf_text_string(out, page->label);
        }
        if (page->numbered && page->number != 1) {
            zp_buffer_add_string(out, "/St ");
            pdf_number(out, page->number, 0);
        }
        zp_buffer_add_string(out, ">>");
    }
    zp_buffer_add_string(out, "]>>\n");
}

// ---------------------------------------------------------------- catalog

// A language tag (BCP 47) is ASCII: written plainly, since some readers do not decode it.
static void print_language(zp_buffer *out, zp_text language) {
    for (size_t i = 0; i < language.size; i++) {
        char c = language.data[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '-')) {
            return;
        }
    }
    if (language.size > 0) {
        zp_buffer_add_string(out, "/Lang(");
        zp_buffer_add_text(out, language);
        zp_buffer_add_string(out, ")");
    }
}

static const char *const sides[] = {
    [ZP_SIDES_ANY] = "",
    [ZP_SIDES_ONE] = "/Duplex/Simplex",
    [ZP_SIDES_BOTH] = "/Duplex/DuplexFlipLongEdge",
};

pdf_object *pdf_catalog(zp_pdf *pdf, const pdf_about *about, zp_sides printed) {
    pdf_object *object = pdf_object_new(pdf->store);
    zp_buffer *out = &object->body;
    zp_buffer_add_string(out, "/Type/Catalog/Pages");
    pdf_reference(out, pdf->tree);
    print_language(out, about->document->language);
    pdf_structure_catalog(pdf, out);
    zp_buffer_add_string(out, "/PageLayout/SinglePage"
                              "/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None");
    zp_buffer_add_string(out, sides[printed]);
    zp_buffer_add_string(out, ">>\n");
    pdf_print_metadata(out, pdf, about);
    pdf_print_intents(out, pdf);
    pdf_print_attachments(out, pdf, about);
    print_labels(out, pdf);
    pdf_fields_catalog(pdf, out);
    if (pdf->outline_count > 0 && pdf->count > 0) {
        zp_buffer_add_string(out, "/PageMode/UseOutlines/Outlines");
        pdf_reference(out, write_outline(pdf));
    }
    return object;
}
