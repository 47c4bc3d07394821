// summary.json, as templates/summary.schema.json has it: what the program itself reads again.
#include "batch/summary.h"

typedef struct writer {
    zp_arena *arena;
    zp_buffer *out;
} writer;

// What the reader refuses is not written: names of folders, and what reasons quote, may be
// anything.
static void member(const writer *w, const char *key, zp_text text) {
    zp_json_member(w->out, key, batch_clean(w->arena, text));
    zp_buffer_add_string(w->out, ", ");
}

static void add_unit(const writer *w, const zp_batch_unit *unit) {
    zp_buffer *out = w->out;
    zp_buffer_add_string(out, "\n    {");
    member(w, "folder", unit->folder);
    member(w, "name", unit->name);
    member(w, "path", unit->path);
    member(w, "year", unit->year);
    member(w, "form", unit->form);
    member(w, "state", zp_text_of(zp_batch_state_name(unit->state)));
    member(w, "reason", unit->reason);
    member(w, "score", unit->score);
    member(w, "grade", unit->grade);
    zp_buffer_print(out,
                    "\"errors\": %zu, \"warnings\": %zu, \"remarks\": %zu, \"waived\": %zu, "
                    "\"documents\": %zu, \"pages\": %zu, ",
                    unit->errors, unit->warnings, unit->remarks, unit->waived, unit->documents,
                    unit->pages);
    member(w, "package", unit->package);
    zp_buffer_print(out, "\"milliseconds\": %lld}", (long long)unit->milliseconds);
}

static void add_totals(zp_buffer *out, const batch_totals *totals) {
    zp_buffer_print(out, "  \"totals\": {\"units\": %zu", totals->units);
    for (int i = 0; i < ZP_BATCH_STATES; i++) {
        zp_buffer_print(out, ", \"%s\": %zu", zp_batch_state_name((zp_batch_state)i),
                        totals->states[i]);
    }
    zp_buffer_print(out, ", \"pages\": %zu, \"scored\": %zu, ", totals->pages, totals->scored);
    zp_json_member(out, "average", totals->average);
    zp_buffer_add_string(out, "},\n");
}

void batch_json(const zp_workshop *workshop, zp_arena *arena, const zp_batch *batch,
                zp_buffer *out) {
    batch_totals totals = batch_count(arena, batch);
    writer w = {arena, out};
    zp_buffer_print(out, "{\n  \"format\": \"" BATCH_FORMAT "\",\n  \"format_version\": %d,\n  ",
                    BATCH_FORMAT_VERSION);
    zp_json_member(out, "made_with", zp_text_of(workshop->tool));
    zp_buffer_add_string(out, ",\n  ");
    member(&w, "title", batch_title(workshop, arena, batch));
    zp_buffer_add_string(out, "\n");
    add_totals(out, &totals);
    zp_buffer_add_string(out, "  \"units\": [");
    for (size_t i = 0; i < batch->count; i++) {
        zp_buffer_add_string(out, i > 0 ? "," : "");
        add_unit(&w, &batch->units[i]);
    }
    zp_buffer_add_string(out, batch->count > 0 ? "\n  ]\n}\n" : "]\n}\n");
}
