// A paragraph from its inline children to lines.
#include "text/private.h"

#include <hb.h>
#include <stdlib.h>

// What a typesetter has looked up and kept depends on the fonts alone, what it has told on the
// document.
zp_typesetter *zp_typesetter_new(zp_messages *messages, zp_fonts *fonts) {
    zp_typesetter **idle = fonts_idle(fonts), *typesetter = *idle;
    if (typesetter != NULL) {
        *idle = NULL;
        typesetter->messages = messages;
        return typesetter;
    }
    typesetter = zp_allocate(sizeof *typesetter);
    *typesetter = (zp_typesetter){.messages = messages, .fonts = fonts};
    typesetter->scratch = zp_arena_new();
    typesetter->kept = kept_new();
    typesetter->buffer = hb_buffer_create();
    typesetter->language = hb_language_from_string("zh-Hans", -1);
    if (!hb_buffer_allocation_successful(typesetter->buffer)) {
        zp_out_of_memory();
    }
    return typesetter;
}

void typesetter_destroy(zp_typesetter *typesetter) {
    if (typesetter == NULL) {
        return;
    }
    zp_arena_free(typesetter->scratch);
    kept_free(typesetter->kept);
    hb_buffer_destroy(typesetter->buffer);
    zp_dictionary_close(typesetter->words);
    free_plans(typesetter);
    free(typesetter);
}

void zp_typesetter_free(zp_typesetter *typesetter) {
    if (typesetter == NULL) {
        return;
    }
    free(typesetter->told);
    typesetter->told = NULL;
    typesetter->told_count = typesetter->told_capacity = 0;
    zp_typesetter **idle = fonts_idle(typesetter->fonts);
    typesetter_destroy(*idle);
    *idle = typesetter;
}

// The lines of boxes that end at `ends`.
static zp_paragraph *place(zp_typesetter *typesetter, zp_arena *arena, const boxes *all,
                           const sums *of, zp_length measure, const size_t *ends, size_t count) {
    zp_paragraph *paragraph = ZP_NEW(arena, zp_paragraph);
    *paragraph = (zp_paragraph){
        .text = all->text, .pitch = all->pitch, .size = all->em, .style = all->style};
    paragraph->least = all->vertical ? least_measure(all, of) : 0;
    paragraph->face = zp_fonts_face(typesetter->fonts, all->style->role, 0);
    // A paragraph with nothing in it is still a line high.
    paragraph->line_count = count > 0 ? count : 1;
    zp_line *lines = ZP_ARRAY(arena, zp_line, paragraph->line_count);
    for (size_t i = 0, from = 0; i < count; from = ends[i++]) {
        const box *end = &all->items[ends[i] - 1];
        bool last = end->break_after == BREAK_MUST;
        paragraph->parted = paragraph->parted || (!last && end->penalty >= PENALTY_WORD);
        set_line(arena, typesetter->scratch, all, of, from, ends[i], measure, from == 0, last,
                 &lines[i]);
    }
    paragraph->lines = lines;
    return paragraph;
}

// A paragraph ready to be broken into lines.
typedef struct prepared {
    boxes all;
    const sums *of;
    kept_boxes *kept; // NULL: remarks are to be made of it each time
} prepared;

static zp_status make_ready(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                            int percent, bool vertical, prepared *ready) {
    size_t remarks = typesetter->remarks;
    zp_status status = make_boxes(typesetter, arena, block, percent, vertical, &ready->all);
    if (status != ZP_OK) {
        return status;
    }
    keep_words(typesetter, &ready->all);
    if (typesetter->remarks == remarks) {
        zp_text text = ready->all.text;
        ready->kept = kept_add(typesetter->kept, block, &ready->all);
        ready->all = *kept_all(ready->kept);
        ready->all.text = text;
        ready->of = kept_sums(ready->kept);
    } else {
        ready->of = sums_make(typesetter->scratch, &ready->all);
    }
    return ZP_OK;
}

static zp_status prepare(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                         int percent, bool vertical, prepared *ready) {
    zp_arena_clear(typesetter->scratch);
    *ready = (prepared){.kept = kept_find(typesetter->kept, block, percent, vertical)};
    if (ready->kept == NULL) {
        return make_ready(typesetter, arena, block, percent, vertical, ready);
    }
    ready->all = *kept_all(ready->kept);
    ready->all.text = text_of_block(arena, block);
    ready->of = kept_sums(ready->kept);
    return ZP_OK;
}

static zp_status find_choices(zp_typesetter *typesetter, const prepared *ready, zp_length measure,
                              const choices **found) {
    *found = ready->kept != NULL ? kept_find_choices(ready->kept, measure) : NULL;
    if (*found != NULL) {
        return ZP_OK;
    }
    zp_status status = choices_make(typesetter, &ready->all, ready->of, measure, found);
    if (status == ZP_OK && ready->kept != NULL && filled(&ready->all)) {
        kept_add_choices(typesetter->kept, ready->kept, measure, *found);
    }
    return status;
}

static zp_status fit(zp_typesetter *typesetter, const prepared *ready, zp_length measure,
                     int64_t line_cost, const size_t **ends, size_t *count) {
    const boxes *all = &ready->all;
    if (one_line(all, ready->of, measure, line_cost)) {
        *ends = &all->count;
        *count = 1;
        return ZP_OK;
    }
    if (ready->kept != NULL && kept_find_fit(ready->kept, measure, line_cost, ends, count)) {
        return ZP_OK;
    }
    size_t *made = NULL;
    const choices *choices;
    zp_status status = ZP_OK;
    if (line_cost != 0 || !choices_first(typesetter, all, ready->of, measure, &made, count)) {
        status = find_choices(typesetter, ready, measure, &choices);
        if (status == ZP_OK) {
            (void)choices_best(typesetter->scratch, choices, line_cost, &made, count);
        }
    }
    *ends = made;
    if (status == ZP_OK && ready->kept != NULL) {
        kept_add_fit(typesetter->kept, ready->kept, measure, line_cost, *ends, *count);
    }
    return status;
}

static zp_status set(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                     zp_length measure, int percent, bool vertical, int64_t line_cost,
                     zp_paragraph **out) {
    prepared ready;
    const size_t *ends;
    size_t count = 0;
    zp_status status = prepare(typesetter, arena, block, percent, vertical, &ready);
    if (status == ZP_OK) {
        status = fit(typesetter, &ready, measure, line_cost, &ends, &count);
    }
    if (status == ZP_OK) {
        *out = place(typesetter, arena, &ready.all, ready.of, measure, ends, count);
    }
    return status;
}

zp_status zp_paragraph_set(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                           zp_length measure, int percent, zp_paragraph **paragraph) {
    return set(typesetter, arena, block, measure, percent, false, 0, paragraph);
}

zp_status zp_paragraph_check(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                             zp_length measure) {
    prepared ready;
    const size_t *ends;
    size_t count;
    zp_status status = prepare(typesetter, arena, block, 100, false, &ready);
    bool fits = status == ZP_OK && pieces_fit(&ready.all, ready.of, measure);
    return status != ZP_OK || fits ? status : fit(typesetter, &ready, measure, 0, &ends, &count);
}

zp_status zp_paragraph_set_whole(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                                 zp_length measure, int percent, zp_paragraph **paragraph) {
    // A line then costs a little less than a word.
    enum { LESS = COST_LINE - PENALTY_WORD * 5 / 6 };
    return set(typesetter, arena, block, measure, percent, false, -(int64_t)LESS, paragraph);
}

// Thousandths of an em by which lines are squeezed for each em they are wide, or widened for each
// gap, on an average; -1: so much that it would be seen beside other lines.
static int strain(const boxes *all, const sums *of, zp_length measure, const size_t *ends,
                  size_t count, bool more) {
    enum { MOST_WIDENED = 50 };
    int64_t changed = 0, among = 0;
    for (size_t i = 0, from = 0; i < count; from = ends[i++]) {
        line_sums line = sums_line(of, all, from, ends[i], from == 0);
        int64_t room = line_measure(all, measure, from == 0), off = line.natural - room;
        if (more && i + 1 < count) {
            changed += -off > line.stretch ? -off - line.stretch : 0;
            among += (int64_t)(line.gaps + line.joints) * all->em;
        } else if (!more) {
            // Half of what can go, or the one mark that any line may take in.
            if (2 * off > line.shrink && 2 * off > all->em) {
                return -1;
            }
            changed += off > 0 ? off : 0;
            among += room;
        }
    }
    int result = among > 0 ? (int)zp_scale(changed, 1000, among) : 0;
    return more && result > MOST_WIDENED ? -1 : result;
}

// What a line less may cost: marks squeezed as far as B6 lets them. A line more: gaps widened by a
// sixteenth of an em in every line (fit.c's costs). Small steps first, not to change by two.
enum { COST_LESS = 1500000, COST_MORE = 15000, LENGTH_STEPS = 4 };

static int64_t most_cost(size_t lines, bool more, int step) {
    int64_t most = more ? -(int64_t)COST_MORE * (int64_t)lines : COST_LESS;
    return most >> (2 * (step - 1));
}

// Not even the last step, which goes furthest, makes so many lines.
static zp_status beyond_reach(zp_typesetter *typesetter, const prepared *ready, zp_length measure,
                              size_t lines, bool more, bool *beyond) {
    const size_t *ends;
    size_t count = 0;
    *beyond = !more && least_lines(&ready->all, ready->of, measure) > lines;
    if (*beyond) {
        return ZP_OK;
    }
    zp_status status = fit(typesetter, ready, measure, most_cost(lines, more, 1), &ends, &count);
    *beyond = more ? count < lines : count > lines;
    return status;
}

zp_status zp_paragraph_set_in(zp_typesetter *typesetter, zp_arena *arena, const zp_node *block,
                              zp_length measure, size_t lines, bool more, int *strained,
                              zp_paragraph **paragraph) {
    prepared ready;
    bool found = false, beyond = false;
    *paragraph = NULL;
    *strained = -1;
    zp_status status = prepare(typesetter, arena, block, 100, false, &ready);
    if (status == ZP_OK) {
        status = beyond_reach(typesetter, &ready, measure, lines, more, &beyond);
    }
    for (int step = LENGTH_STEPS; step > 0 && status == ZP_OK && !found && !beyond; step--) {
        const size_t *ends;
        size_t count = 0;
        status = fit(typesetter, &ready, measure, most_cost(lines, more, step), &ends, &count);
        found = status == ZP_OK && count == lines;
        *strained = found ? strain(&ready.all, ready.of, measure, ends, count, more) : -1;
        if (*strained >= 0) {
            *paragraph = place(typesetter, arena, &ready.all, ready.of, measure, ends, count);
        }
    }
    return status;
}

zp_status zp_paragraph_set_vertical(zp_typesetter *typesetter, zp_arena *arena,
                                    const zp_node *block, zp_length measure, int percent,
                                    zp_paragraph **paragraph) {
    return set(typesetter, arena, block, measure, percent, true, 0, paragraph);
}
