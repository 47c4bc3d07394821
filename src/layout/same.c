// Whether two pages look the same: by the glyphs and rules on them, each where it stands. How
// glyphs are shared out to runs and items, and what nobody sees (blanks), are no part of the
// picture.
#include "layout/private.h"

// What a page draws, one after the other.
typedef struct reader {
    const zp_page *page;
    size_t item, glyph;
    zp_length pen;  // from the item's origin to the glyph's
    bool number;    // the page number too
    zp_length left; // what counts as x = 0
} reader;

typedef struct drawn {
    const zp_face *face;
    uint32_t id;
    zp_length size, x, y;
    int narrowed;
    bool turned;
} drawn;

static bool is_page_number(const zp_item *item) {
    return item->artifact && item->node == NULL;
}

// The next item of this kind that counts, `from` or one behind it; NULL: there is none.
static const zp_item *find_item(reader *r, zp_item_kind kind) {
    for (; r->item < r->page->item_count; r->item++) {
        const zp_item *item = &r->page->items[r->item];
        if (item->kind == kind && (r->number || !is_page_number(item))) {
            return item;
        }
    }
    return NULL;
}

static drawn place_glyph(const reader *r, const zp_item *item) {
    const zp_glyph_run *run = item->run;
    const zp_glyph *glyph = &run->glyphs[r->glyph];
    drawn out = {.face = run->face,
                 .id = glyph->id,
                 .size = run->size,
                 .x = item->x - r->left,
                 .y = item->y,
                 .narrowed = run->narrowed,
                 .turned = item->vertical && run->sideways};
    zp_length along = r->pen + (item->vertical && !out.turned ? 0 : glyph->dx);
    out.x += item->vertical ? (out.turned ? glyph->dy : glyph->dx) : along;
    out.y += (item->vertical ? along : 0) - (out.turned ? 0 : glyph->dy);
    return out;
}

static bool next_glyph(reader *r, drawn *out) {
    const zp_item *item;
    while ((item = find_item(r, ZP_ITEM_GLYPHS)) != NULL) {
        if (r->glyph < item->run->count) {
            *out = place_glyph(r, item);
            r->pen += item->run->glyphs[r->glyph++].advance;
            return true;
        }
        r->item++;
        r->glyph = 0;
        r->pen = 0;
    }
    return false;
}

// Two sets of fonts may have opened one file.
static bool same_face(const zp_face *a, const zp_face *b) {
    return a == b ||
           (a->index == b->index && strcmp(a->name, b->name) == 0 && strcmp(a->file, b->file) == 0);
}

static bool same_glyph(const drawn *a, const drawn *b) {
    return a->id == b->id && a->x == b->x && a->y == b->y && a->size == b->size &&
           a->narrowed == b->narrowed && a->turned == b->turned && same_face(a->face, b->face);
}

static bool is_blank(const drawn *glyph) {
    return zp_face_blank(glyph->face, glyph->id);
}

static bool same_glyphs(reader a, reader b) {
    drawn left, right;
    bool more_left = next_glyph(&a, &left), more_right = next_glyph(&b, &right);
    while (more_left || more_right) {
        bool same = more_left && more_right && same_glyph(&left, &right);
        bool skip_left = same || (more_left && is_blank(&left));
        bool skip_right = same || (!skip_left && more_right && is_blank(&right));
        if (!skip_left && !skip_right) {
            return false;
        }
        more_left = skip_left ? next_glyph(&a, &left) : more_left;
        more_right = skip_right ? next_glyph(&b, &right) : more_right;
    }
    return true;
}

static bool same_rules(reader a, reader b) {
    for (;; a.item++, b.item++) {
        const zp_item *left = find_item(&a, ZP_ITEM_RULE), *right = find_item(&b, ZP_ITEM_RULE);
        if (left == NULL || right == NULL) {
            return left == right;
        }
        if (left->x - a.left != right->x - b.left || left->y != right->y ||
            left->width != right->width || left->height != right->height) {
            return false;
        }
    }
}

static bool same(reader a, reader b) {
    return a.page->width == b.page->width && a.page->height == b.page->height && same_rules(a, b) &&
           same_glyphs(a, b);
}

bool zp_page_same(const zp_page *a, const zp_page *b) {
    return same((reader){.page = a, .number = true}, (reader){.page = b, .number = true});
}

// Where the first thing on the page stands that is not its number.
static zp_length left_of(const zp_page *page) {
    for (size_t i = 0; i < page->item_count; i++) {
        if (!is_page_number(&page->items[i])) {
            return page->items[i].x;
        }
    }
    return 0;
}

bool zp_page_moved(const zp_page *a, const zp_page *b) {
    return same((reader){.page = a, .left = left_of(a)}, (reader){.page = b, .left = left_of(b)});
}
