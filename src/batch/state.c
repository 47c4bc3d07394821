// What became of a unit.
#include "batch/batch.h"

static const char *const names[ZP_BATCH_STATES] = {
    ZP_MARKED("made"),     ZP_MARKED("kept"),        ZP_MARKED("findings"),
    ZP_MARKED("bad-data"), ZP_MARKED("crashed"),     ZP_MARKED("hung"),
    ZP_MARKED("memory"),   ZP_MARKED("not-written"), ZP_MARKED("waiting")};

const char *zp_batch_state_name(zp_batch_state state) {
    return names[state];
}

bool zp_batch_state_read(zp_text name, zp_batch_state *state) {
    for (int i = 0; i < ZP_BATCH_STATES; i++) {
        if (zp_text_is(name, names[i])) {
            *state = (zp_batch_state)i;
            return true;
        }
    }
    return false;
}

bool zp_batch_state_done(zp_batch_state state) {
    return state == ZP_BATCH_MADE || state == ZP_BATCH_KEPT;
}
