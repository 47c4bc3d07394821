// Two versions of a unit's year.
#include "compare/private.h"

zp_difference *compare_tell(comparing *c, zp_difference_kind kind) {
    zp_differences *out = c->out;
    zp_difference *told = ZP_PUSH(c->arena, out->list, out->count, c->capacity);
    *told = (zp_difference){.kind = kind};
    return told;
}

zp_status zp_compare(zp_arena *arena, zp_messages *messages, zp_version old, zp_version new,
                     zp_differences *differences) {
    *differences = (zp_differences){.old = old, .new = new};
    comparing c = {.arena = arena,
                   .messages = messages,
                   .old = old,
                   .new = new,
                   .one_form = old.form == new.form,
                   .out = differences};
    compare_data(&c);
    return compare_report(&c);
}
