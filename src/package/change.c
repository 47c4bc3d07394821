// Changes as documents show them.
#include "package/papers.h"

bool package_is_shown(const zp_difference *difference) {
    zp_text path = difference->path;
    size_t size = strlen("waiver");
    return !zp_text_starts(path, "waiver") ||
           (path.size > size && path.data[size] != '[' && path.data[size] != '.');
}

static bool is_blank(zp_text text) {
    return zp_text_trim(text).size == 0;
}

static zp_text value_in_words(zp_arena *arena, zp_text text) {
    return is_blank(text) ? ZP_TEXT("（空白）") : package_shorten(arena, text);
}

// An element whose name says all has no more to show.
static zp_text added_in_words(zp_arena *arena, zp_text text) {
    return is_blank(text)
               ? ZP_TEXT("新增")
               : zp_arena_print(arena, "新增：%.*s", ZP_ARG(package_shorten(arena, text)));
}

// Between groups, 由产出指标第3位移至效益指标第1位; within one, 由第3位移至第1位.
static package_sides moved_in_words(zp_arena *arena, const zp_difference *d) {
    zp_text from = zp_arena_print(arena, "%.*s第%zu位", ZP_ARG(d->old), d->from);
    zp_text to = zp_arena_print(arena, "%.*s第%zu位", ZP_ARG(d->new), d->to);
    return (package_sides){from,
                           zp_arena_print(arena, "移动：由%.*s移至%.*s", ZP_ARG(from), ZP_ARG(to))};
}

package_sides package_shown(zp_arena *arena, const zp_difference *difference) {
    const zp_difference *d = difference;
    switch (d->kind) {
    case ZP_ELEMENT_ADDED:
    case ZP_REPORT_ADDED:
        return (package_sides){ZP_TEXT("（没有）"), added_in_words(arena, d->new)};
    case ZP_ELEMENT_REMOVED:
    case ZP_REPORT_REMOVED:
        return (package_sides){value_in_words(arena, d->old), ZP_TEXT("（删除）")};
    case ZP_ELEMENT_MOVED:
        return moved_in_words(arena, d);
    default:
        return d->stretch_count > 0
                   ? package_excerpt(arena, d->stretches, d->stretch_count)
                   : (package_sides){value_in_words(arena, d->old), value_in_words(arena, d->new)};
    }
}
