// What all units come to.
#include "batch/summary.h"

#include <stdlib.h>

enum { AVERAGE_PLACES = 2 };

static void count_grade(zp_arena *arena, batch_totals *totals, zp_text name, zp_decimal score) {
    batch_grade_count *found = NULL;
    for (size_t i = 0; i < totals->grade_count && found == NULL; i++) {
        found = zp_text_equal(totals->grades[i].name, name) ? &totals->grades[i] : NULL;
    }
    if (found == NULL) {
        found = ZP_PUSH(arena, totals->grades, totals->grade_count, totals->grade_capacity);
        *found = (batch_grade_count){.name = name, .best = score};
    }
    found->count++;
    found->best = zp_decimal_compare(score, found->best) > 0 ? score : found->best;
}

static int best_first(const void *a, const void *b) {
    return zp_decimal_compare(((const batch_grade_count *)b)->best,
                              ((const batch_grade_count *)a)->best);
}

static void count_unit(batch_totals *totals, const zp_batch_unit *unit) {
    bool done = zp_batch_state_done(unit->state);
    totals->states[unit->state]++;
    totals->done += done;
    totals->failed += !done && unit->state != ZP_BATCH_FINDINGS && unit->state != ZP_BATCH_WAITING;
    totals->errors += unit->errors;
    totals->warnings += unit->warnings;
    totals->remarks += unit->remarks;
    totals->waived += unit->waived;
    totals->documents += unit->documents;
    totals->pages += unit->pages;
}

batch_totals batch_count(zp_arena *arena, const zp_batch *batch) {
    batch_totals totals = {.units = batch->count};
    zp_decimal sum = zp_decimal_of(0), score, average;
    for (size_t i = 0; i < batch->count; i++) {
        const zp_batch_unit *unit = &batch->units[i];
        count_unit(&totals, unit);
        if (zp_decimal_read(zp_text_trim(unit->score), &score) &&
            zp_decimal_add(sum, score, &sum)) {
            totals.scored++;
            if (unit->grade.size > 0) {
                count_grade(arena, &totals, unit->grade, score);
            }
        }
    }
    if (totals.grade_count > 0) {
        qsort(totals.grades, totals.grade_count, sizeof *totals.grades, best_first);
    }
    if (totals.scored > 0 &&
        zp_decimal_divide(sum, zp_decimal_of((int64_t)totals.scored), AVERAGE_PLACES, &average)) {
        totals.average = zp_decimal_text(arena, average);
    }
    return totals;
}

// ---------------------------------------------------------------- words

// Empty where the form is not there, as when the summaries of several machines are joined.
static zp_text district_of(const zp_workshop *workshop, zp_text name) {
    zp_messages *nobody = zp_messages_new();
    const zp_form *form = NULL;
    zp_forms_named(workshop->forms, nobody, name, (zp_place){0}, &form);
    zp_messages_free(nobody);
    return form != NULL ? zp_form_district(form) : (zp_text){0};
}

// What all have that have one; false when two differ.
static bool share(zp_text *shared, zp_text text) {
    bool first = shared->size == 0;
    *shared = first ? text : *shared;
    return first || text.size == 0 || zp_text_equal(*shared, text);
}

zp_text batch_title(const zp_workshop *workshop, zp_arena *arena, const zp_batch *batch) {
    zp_text year = {0}, district = {0}, form = {0};
    bool one_year = true, one_district = true;
    if (batch->title.size > 0) {
        return batch->title;
    }
    for (size_t i = 0; i < batch->count; i++) {
        const zp_batch_unit *unit = &batch->units[i];
        one_year = one_year && share(&year, unit->year);
        if (one_district && unit->form.size > 0 && !zp_text_equal(unit->form, form)) {
            form = unit->form;
            one_district = share(&district, district_of(workshop, form));
        }
    }
    return zp_arena_print(
        arena, "%.*s%.*s%s绩效自评汇总表", ZP_ARG(one_district ? district : (zp_text){0}),
        ZP_ARG(one_year ? year : (zp_text){0}), one_year && year.size > 0 ? "年度" : "");
}

zp_text batch_totals_line(zp_arena *arena, const batch_totals *totals) {
    zp_text line = zp_arena_print(arena, "单位%zu个", totals->units);
    bool first = true;
    for (int i = 0; i < ZP_BATCH_STATES; i++) {
        if (totals->states[i] > 0) {
            line = zp_arena_print(arena, "%.*s%s%s%zu个", ZP_ARG(line), first ? "：" : "、",
                                  batch_state_word((zp_batch_state)i), totals->states[i]);
            first = false;
        }
    }
    for (size_t i = 0; i < totals->grade_count; i++) {
        line = zp_arena_print(arena, "%.*s%s%.*s%zu个", ZP_ARG(line), i == 0 ? "；" : "、",
                              ZP_ARG(totals->grades[i].name), totals->grades[i].count);
    }
    if (totals->average.size > 0) {
        line = zp_arena_print(arena, "%.*s；平均得分%.*s", ZP_ARG(line), ZP_ARG(totals->average));
    }
    if (totals->average.size > 0 && totals->scored < totals->units) {
        line = zp_arena_print(arena, "%.*s（有得分的%zu个）", ZP_ARG(line), totals->scored);
    }
    return line;
}
