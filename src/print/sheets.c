// Which pages lie on which side of which sheet.
#include "print/private.h"

size_t print_sheets(zp_imposition imposition, size_t pages) {
    return imposition == ZP_IMPOSE_NONE ? (pages + 1) / 2 : (pages + 3) / 4;
}

static size_t within(size_t page, size_t pages) {
    return page < pages ? page : PRINT_BLANK;
}

// The outermost sheet comes first. With 8 pages, counted from 1: [8,1] [2,7] [6,3] [4,5]. An even
// side is a front: the lower page is on its right.
static print_side booklet_side(size_t pages, size_t side) {
    size_t last = 4 * print_sheets(ZP_IMPOSE_A3_BOOKLET, pages) - 1;
    size_t low = within(side, pages), high = within(last - side, pages);
    return side % 2 == 0 ? (print_side){high, low} : (print_side){low, high};
}

print_side print_side_at(zp_imposition imposition, size_t pages, size_t side) {
    switch (imposition) {
    case ZP_IMPOSE_A3_BOOKLET:
        return booklet_side(pages, side);
    case ZP_IMPOSE_2UP:
        return (print_side){within(2 * side, pages), within(2 * side + 1, pages)};
    case ZP_IMPOSE_NONE:
        break;
    }
    return (print_side){within(side, pages), PRINT_BLANK};
}

size_t print_used_sides(zp_imposition imposition, size_t pages) {
    size_t used = 0;
    for (size_t i = 0; i < 2 * print_sheets(imposition, pages); i++) {
        print_side side = print_side_at(imposition, pages, i);
        used += side.left != PRINT_BLANK || side.right != PRINT_BLANK;
    }
    return used;
}

print_binding print_bind(zp_imposition imposition, size_t pages) {
    bool one = print_sheets(imposition, pages) == 1;
    if (imposition == ZP_IMPOSE_A3_BOOKLET) {
        return one ? PRINT_FOLD : PRINT_SADDLE;
    }
    return one ? PRINT_LOOSE : PRINT_STAPLE;
}

const char *print_binding_word(print_binding binding) {
    static const char *const words[PRINT_BINDINGS] = {"单张", "左侧装订", "对折", "对折骑马订"};
    return words[binding];
}
