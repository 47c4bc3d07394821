// An outcome as bytes: each text behind its size. Both ends are one program on one machine.
#include "batch/private.h"

static void put_number(zp_buffer *out, int64_t number) {
    zp_buffer_add(out, &number, sizeof number);
}

static void put_text(zp_buffer *out, zp_text text) {
    put_number(out, (int64_t)text.size);
    zp_buffer_add_text(out, text);
}

void batch_outcome_write(const zp_batch_unit *u, zp_text said, zp_buffer *out) {
    const int64_t numbers[] = {
        u->state,           (int64_t)u->errors,    (int64_t)u->warnings, (int64_t)u->remarks,
        (int64_t)u->waived, (int64_t)u->documents, (int64_t)u->pages};
    const zp_text texts[] = {u->name,  u->year,    u->form,   u->score,
                             u->grade, u->package, u->reason, said};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        put_number(out, numbers[i]);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        put_text(out, texts[i]);
    }
}

typedef struct reader {
    zp_arena *arena;
    zp_text rest;
    bool failed;
} reader;

static int64_t take_number(reader *r) {
    int64_t number = 0;
    r->failed = r->failed || r->rest.size < sizeof number;
    if (!r->failed) {
        memcpy(&number, r->rest.data, sizeof number);
        r->rest = zp_text_slice(r->rest, sizeof number, r->rest.size);
    }
    return number;
}

static zp_text take_text(reader *r) {
    int64_t size = take_number(r);
    r->failed = r->failed || size < 0 || (uint64_t)size > r->rest.size;
    if (r->failed) {
        return (zp_text){0};
    }
    zp_text text = zp_arena_copy(r->arena, zp_text_slice(r->rest, 0, (size_t)size));
    r->rest = zp_text_slice(r->rest, (size_t)size, r->rest.size);
    return text;
}

bool batch_outcome_read(zp_arena *arena, zp_text bytes, zp_batch_unit *u, zp_text *said) {
    reader r = {arena, bytes, false};
    int64_t state = take_number(&r);
    size_t *const counts[] = {&u->errors, &u->warnings,  &u->remarks,
                              &u->waived, &u->documents, &u->pages};
    zp_text *const texts[] = {&u->name,  &u->year,    &u->form,   &u->score,
                              &u->grade, &u->package, &u->reason, said};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        *counts[i] = (size_t)take_number(&r);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = take_text(&r);
    }
    r.failed = r.failed || state < 0 || state >= ZP_BATCH_STATES || r.rest.size > 0;
    u->state = r.failed ? ZP_BATCH_CRASHED : (zp_batch_state)state;
    return !r.failed;
}
