// summary.json, as templates/summary.schema.json has it: what the program itself reads again.
#include "batch/summary.h"

static void member(zp_buffer *out, const char *key, zp_text text) {
    zp_json_member(out, key, text);
    zp_buffer_add_string(out, ", ");
}

static void add_unit(zp_buffer *out, const zp_batch_unit *unit) {
    zp_buffer_add_string(out, "\n    {");
    member(out, "folder", unit->folder);
    member(out, "name", unit->name);
    member(out, "path", unit->path);
    member(out, "year", unit->year);
    member(out, "form", unit->form);
    member(out, "state", zp_text_of(zp_batch_state_name(unit->state)));
    member(out, "reason", unit->reason);
    member(out, "score", unit->score);
    member(out, "grade", unit->grade);
    zp_buffer_print(out,
                    "\"errors\": %zu, \"warnings\": %zu, \"remarks\": %zu, \"waived\": %zu, "
                    "\"documents\": %zu, \"pages\": %zu, ",
                    unit->errors, unit->warnings, unit->remarks, unit->waived, unit->documents,
                    unit->pages);
    member(out, "package", unit->package);
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
    zp_buffer_print(out, "{\n  \"format\": \"" BATCH_FORMAT "\",\n  \"format_version\": %d,\n  ",
                    BATCH_FORMAT_VERSION);
    zp_json_member(out, "made_with", zp_text_of(workshop->tool));
    zp_buffer_add_string(out, ",\n  ");
    zp_json_member(out, "title", batch_title(workshop, arena, batch));
    zp_buffer_add_string(out, ",\n");
    add_totals(out, &totals);
    zp_buffer_add_string(out, "  \"units\": [");
    for (size_t i = 0; i < batch->count; i++) {
        zp_buffer_add_string(out, i > 0 ? "," : "");
        add_unit(out, &batch->units[i]);
    }
    zp_buffer_add_string(out, batch->count > 0 ? "\n  ]\n}\n" : "]\n}\n");
}
