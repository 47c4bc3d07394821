// Changes as documents show them.
#include "package/papers.h"

static bool is_blank(zp_text text) {
    return zp_text_trim(text).size == 0;
}

static zp_text printed(zp_arena *arena, zp_version version, const zp_difference *difference,
                       zp_text typed, bool given) {
    zp_text computed;
    if (given || difference->kind != ZP_VALUE_CHANGED || version.form == NULL ||
        !zp_form_compute(version.form, arena, version.record, difference->path, &computed)) {
        return typed;
    }
    return computed;
}

static package_sides as_printed(zp_arena *arena, const zp_differences *differences,
                                const zp_difference *difference) {
    return (package_sides){
        printed(arena, differences->old, difference, difference->old, difference->old_given),
        printed(arena, differences->new, difference, difference->new, difference->new_given)};
}

static bool is_waiver(zp_text path) {
    size_t size = strlen("waiver");
    return zp_text_starts(path, "waiver") &&
           (path.size == size || path.data[size] == '[' || path.data[size] == '.');
}

bool package_is_shown(zp_arena *arena, const zp_differences *differences,
                      const zp_difference *difference) {
    if (is_waiver(difference->path)) {
        return false;
    }
    if (difference->kind != ZP_VALUE_CHANGED) {
        return true;
    }
    package_sides sides = as_printed(arena, differences, difference);
    return !zp_text_equal(sides.old, sides.new) && !(is_blank(sides.old) && is_blank(sides.new));
}

// ---------------------------------------------------------------- in words

// The bytes that both begin with, whole characters.
static size_t same_beginning(zp_text a, zp_text b) {
    size_t same = 0;
    for (size_t at = 0; at < a.size && at < b.size;) {
        zp_utf8_next(a, &at);
        if (at > b.size || memcmp(a.data + same, b.data + same, at - same) != 0) {
            break;
        }
        same = at;
    }
    return same;
}

static size_t same_ending(zp_text a, zp_text b, size_t from) {
    size_t same = 0, mark = 0;
    while (from + same < a.size && from + same < b.size &&
           a.data[a.size - same - 1] == b.data[b.size - same - 1]) {
        same++;
        if (((unsigned char)a.data[a.size - same] & 0xC0) != 0x80) {
            mark = same; // a character begins here
        }
    }
    return mark;
}

// A long text of the data has no stretches: what lies between its same beginning and ending is one.
static package_sides of_value(zp_arena *arena, package_sides sides) {
    if (is_blank(sides.old) || is_blank(sides.new)) {
        const zp_text blank = ZP_TEXT("（空白）");
        sides.old = is_blank(sides.old) ? blank : package_shorten(arena, sides.old);
        sides.new = is_blank(sides.new) ? blank : package_shorten(arena, sides.new);
        return sides;
    }
    zp_text old = sides.old, new = sides.new;
    size_t head = same_beginning(old, new), tail = same_ending(old, new, head);
    zp_stretch stretches[] = {
        {ZP_KEPT, zp_text_slice(old, 0, head)},
        {ZP_DELETED, zp_text_slice(old, head, old.size - tail)},
        {ZP_INSERTED, zp_text_slice(new, head, new.size - tail)},
        {ZP_KEPT, zp_text_slice(old, old.size - tail, old.size)},
    };
    return package_excerpt(arena, stretches, sizeof stretches / sizeof *stretches);
}

package_sides package_shown(zp_arena *arena, const zp_differences *differences,
                            const zp_difference *difference) {
    const zp_difference *d = difference;
    switch (d->kind) {
    case ZP_ELEMENT_ADDED:
    case ZP_REPORT_ADDED:
        return (package_sides){
            ZP_TEXT("（没有）"),
            zp_arena_print(arena, "新增：%.*s", ZP_ARG(package_shorten(arena, d->new)))};
    case ZP_ELEMENT_REMOVED:
    case ZP_REPORT_REMOVED:
        return (package_sides){package_shorten(arena, d->old), ZP_TEXT("（删除）")};
    case ZP_ELEMENT_MOVED:
        return (package_sides){zp_arena_print(arena, "第%zu位", d->from),
                               zp_arena_print(arena, "移动：由第%zu位移至第%zu位", d->from, d->to)};
    case ZP_REPORT_CHANGED:
        return d->stretch_count > 0 ? package_excerpt(arena, d->stretches, d->stretch_count)
                                    : of_value(arena, (package_sides){d->old, d->new});
    default:
        return of_value(arena, as_printed(arena, differences, d));
    }
}
