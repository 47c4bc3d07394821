// Cases of spec.md about one paragraph.
#include "typesetting/spec_case.h"
#include "typesetting/spec_word.h"

#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// \u{20000} becomes the character.
static zp_text unescape(zp_arena *arena, zp_text text) {
    zp_buffer out = {0};
    for (size_t i = 0; i < text.size;) {
        if (i + 3 < text.size && memcmp(text.data + i, "\\u{", 3) == 0) {
            char bytes[4];
            char *end;
            unsigned long point = strtoul(text.data + i + 3, &end, 16);
            zp_buffer_add(&out, bytes, zp_utf8_put((uint32_t)point, bytes));
            i = (size_t)(end - text.data) + 1;
        } else {
            zp_buffer_add(&out, text.data + i++, 1);
        }
    }
    zp_text result = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return result;
}

zp_style spec_style(zp_text words, bool *vertical) {
    static const char *const roles[] = {"title", "hei", "kai", "fangsong", "song"};
    static const char *const aligns[] = {"left",    "center",  "right",
                                         "justify", "balance", "decimal"};
    zp_style style = {.id = ZP_TEXT("spec"),
                      .role = ZP_ROLE_SONG,
                      .latin = ZP_ROLE_DIGITS,
                      .size = ZP_POINTS(10),
                      .pitch = ZP_POINTS(15),
                      .align = ZP_ALIGN_JUSTIFY};
    for (size_t at = 0; at < words.size;) {
        zp_text word = spec_word_at(words, &at);
        for (int i = 0; i < 6; i++) {
            style.role = i < 5 && zp_text_is(word, roles[i]) ? (zp_font_role)i : style.role;
            style.align = zp_text_is(word, aligns[i]) ? (zp_align)i : style.align;
        }
        *vertical = *vertical || zp_text_is(word, "vertical");
        style.edges = zp_text_is(word, "basic")    ? ZP_EDGES_BASIC
                      : zp_text_is(word, "strict") ? ZP_EDGES_STRICT
                                                   : style.edges;
        style.tight = style.tight || zp_text_is(word, "tight");
        style.full_start = style.full_start || zp_text_is(word, "full-start");
        style.hanging = style.hanging || zp_text_is(word, "hanging");
        style.cells = style.cells || zp_text_is(word, "cells");
        style.vertical_digits = zp_text_is(word, "digits-stacked")   ? ZP_DIGITS_STACKED
                                : zp_text_is(word, "digits-rotated") ? ZP_DIGITS_ROTATED
                                                                     : style.vertical_digits;
        int *number = zp_text_is(word, "indent")     ? &style.first_indent
                      : zp_text_is(word, "gap")      ? &style.han_western
                      : zp_text_is(word, "tracking") ? &style.tracking
                                                     : NULL;
        if (number != NULL) {
            *number = atoi(spec_word_at(words, &at).data);
        }
    }
    return style;
}

// ------------------------------------------------ comparing

static void add_em(zp_buffer *out, zp_length length, zp_length em) {
    int64_t thousandths = zp_scale(length, 1000, em);
    zp_buffer_print(out, "%s%lld.%03lld", out->size ? " " : "", (long long)(thousandths / 1000),
                    (long long)(thousandths % 1000));
}

static zp_text got_lines(zp_arena *arena, const zp_paragraph *p) {
    zp_buffer out = {0};
    for (size_t i = 0; i < p->line_count; i++) {
        zp_text line = zp_text_slice(p->text, p->lines[i].from, p->lines[i].to);
        zp_buffer_print(&out, "%s%.*s", i ? " | " : "", ZP_ARG(zp_text_trim(line)));
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static zp_text got_widths(zp_arena *arena, const zp_paragraph *p) {
    zp_buffer out = {0};
    for (size_t i = 0; i < p->line_count; i++) {
        add_em(&out, p->lines[i].width, p->size);
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

// From each glyph's origin to the next one's, across runs; of the last its own advance.
static zp_text got_advances(zp_arena *arena, const zp_paragraph *p) {
    zp_buffer out = {0};
    const zp_line *line = &p->lines[0];
    for (size_t r = 0; r < line->run_count; r++) {
        const zp_glyph_run *run = &line->runs[r];
        zp_length x = run->x;
        for (size_t g = 0; g < run->count; g++) {
            bool next_run = g + 1 == run->count && r + 1 < line->run_count;
            zp_length end = next_run ? run[1].x : x + run->glyphs[g].advance;
            add_em(&out, end - x, p->size);
            x = end;
        }
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

// Of each glyph of the first line, from where to where its ink reaches.
static zp_text got_ink(zp_arena *arena, const zp_paragraph *p) {
    zp_buffer out = {0};
    const zp_line *line = &p->lines[0];
    for (size_t r = 0; r < line->run_count; r++) {
        const zp_glyph_run *run = &line->runs[r];
        int64_t units = run->face->units_per_em;
        zp_length x = run->x;
        for (size_t g = 0; g < run->count; g++) {
            hb_glyph_extents_t ink = {0};
            hb_font_get_glyph_extents(run->face->font, run->glyphs[g].id, &ink);
            zp_length left =
                x + run->glyphs[g].dx + (zp_length)zp_scale(ink.x_bearing, run->size, units);
            add_em(&out, left, p->size);
            add_em(&out, left + (zp_length)zp_scale(ink.width, run->size, units), p->size);
            x += run->glyphs[g].advance;
        }
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static zp_text got_faces(zp_arena *arena, const zp_paragraph *p) {
    zp_buffer out = {0};
    for (size_t r = 0; r < p->lines[0].run_count; r++) {
        const zp_glyph_run *run = &p->lines[0].runs[r];
        zp_buffer_print(&out, "%s%s%s", r ? " " : "", run->face->name,
                        run->sideways ? ":sideways" : "");
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static zp_text got_glyphs(zp_arena *arena, const zp_paragraph *p) {
    zp_buffer out = {0};
    const zp_line *line = &p->lines[0];
    for (size_t r = 0; r < line->run_count; r++) {
        for (size_t g = 0; g < line->runs[r].count; g++) {
            zp_buffer_print(&out, "%s%u", out.size ? " " : "",
                            (unsigned)line->runs[r].glyphs[g].id);
        }
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

// Of a glyph in a column: how it is turned (U upright, V in the font's vertical form, R rotated),
// and which half of its em the ink keeps to: n s for the upper and lower one, e w.
static void add_turn(zp_buffer *out, const zp_glyph_run *run, const zp_glyph *glyph,
                     uint32_t code_point) {
    hb_codepoint_t nominal = 0;
    hb_glyph_extents_t ink = {0};
    int64_t units = run->face->units_per_em;
    hb_font_get_nominal_glyph(run->face->font, code_point, &nominal);
    hb_font_get_glyph_extents(run->face->font, glyph->id, &ink);
    zp_length left = glyph->dx + (zp_length)zp_scale(ink.x_bearing, run->size, units);
    zp_length right = left + (zp_length)zp_scale(ink.width, run->size, units);
    zp_length top = glyph->dy + (zp_length)zp_scale(ink.y_bearing, run->size, units);
    zp_length bottom = top + (zp_length)zp_scale(ink.height, run->size, units),
              half = run->size / 2;
    const char *kind = run->sideways ? "R" : glyph->id != nominal ? "V" : "U";
    bool north = run->sideways ? right <= half : bottom >= -half;
    bool south = run->sideways ? left >= half : top <= -half;
    bool east = run->sideways ? bottom >= 0 : left >= 0;
    bool west = run->sideways ? top <= 0 : right <= 0;
    zp_buffer_print(out, "%s%s%s", kind,
                    north   ? "n"
                    : south ? "s"
                            : "",
                    east   ? "e"
                    : west ? "w"
                           : "");
}

// 绩U （Vs AR BR 12C: every character with its turn; C: figures that share an em.
static zp_text got_turns(zp_arena *arena, const zp_paragraph *p) {
    zp_buffer out = {0};
    const zp_line *line = &p->lines[0];
    for (size_t r = 0; r < line->run_count; r++) {
        const zp_glyph_run *run = &line->runs[r];
        bool joined = false;
        for (size_t g = 0; g < run->count; g++) {
            const zp_glyph *glyph = &run->glyphs[g];
            size_t at = glyph->text;
            zp_text text = zp_text_slice(p->text, at, at + glyph->text_size);
            uint32_t code_point = zp_utf8_next(p->text, &at);
            zp_buffer_print(&out, "%s%.*s", joined || out.size == 0 ? "" : " ", ZP_ARG(text));
            bool joins = glyph->advance == 0;
            if (joined && !joins) {
                zp_buffer_print(&out, "C");
            } else if (!joins) {
                add_turn(&out, run, glyph, code_point);
            }
            joined = joins;
        }
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static zp_text got_told(zp_arena *arena, const zp_messages *messages) {
    zp_buffer out = {0};
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(messages, i)) != NULL; i++) {
        zp_buffer_print(&out, "%s%s", i ? " " : "", each->id);
    }
    zp_text text = zp_arena_copy(arena, out.size > 0 ? zp_buffer_text(&out) : ZP_TEXT("nothing"));
    zp_buffer_free(&out);
    return text;
}

// B6.3 of every case: a justified line is as wide as its measure to 0.01 pt, and no gap in it is
// wider than half an em.
static bool lines_hold(const test_case *t, const zp_paragraph *p, zp_length measure) {
    for (size_t i = 0; i < p->line_count; i++) {
        const zp_line *line = &p->lines[i];
        zp_length indent = i == 0 ? zp_indent(p->style, p->style->first_indent, p->size) : 0;
        zp_length off = line->width - (measure - indent);
        if (line->justified && (off > 10 || off < -10)) {
            printf("spec.md:%d: %.*s: line %zu is %d/1000 pt off its measure\n", t->line,
                   ZP_ARG(t->title), i + 1, off);
            return false;
        }
    }
    return true;
}

// ------------------------------------------------ running

// ¦ parts the input into runs, as a value printed in a sentence does.
static void add_runs(zp_arena *arena, zp_node *block, zp_text input) {
    static const char bar[] = "\u00A6";
    for (size_t from = 0, to = 0; from <= input.size; from = to + sizeof bar - 1) {
        for (to = from; to < input.size; to++) {
            if (zp_text_starts(zp_text_slice(input, to, input.size), bar)) {
                break;
            }
        }
        zp_node *run = zp_node_new(arena, ZP_NODE_RUN, block->place);
        run->as.run.text = zp_text_slice(input, from, to);
        zp_node_append(block, run);
    }
}

zp_length spec_measure(const test_case *t, const zp_style *style) {
    zp_decimal thousandths;
    zp_decimal_round(t->measure, 3, &thousandths);
    return (zp_length)zp_scale(thousandths.coefficient, style->size, 1000);
}

zp_node *spec_block(zp_arena *arena, const test_case *t, bool *vertical) {
    zp_place place = {"spec.md", (uint32_t)t->line, 1};
    zp_node *block = zp_node_new(arena, ZP_NODE_PARAGRAPH, place);
    zp_style *style = ZP_NEW(arena, zp_style);
    *vertical = false;
    *style = spec_style(t->style, vertical);
    block->style = style;
    add_runs(arena, block, unescape(arena, t->input));
    return block;
}

static bool compare(zp_arena *arena, const test_case *t, const zp_paragraph *p,
                    const zp_messages *messages) {
    bool fine = spec_same(t, "lines", t->lines, got_lines(arena, p));
    fine = spec_same(t, "widths", t->widths, got_widths(arena, p)) && fine;
    fine = spec_same(t, "advances", t->advances, got_advances(arena, p)) && fine;
    fine = spec_same(t, "ink", t->ink, t->ink.size ? got_ink(arena, p) : t->ink) && fine;
    fine = spec_same(t, "glyphs", t->glyphs, got_glyphs(arena, p)) && fine;
    fine = spec_same(t, "told", t->told, got_told(arena, messages)) && fine;
    fine = spec_same(t, "turns", t->turns, t->turns.size ? got_turns(arena, p) : t->turns) && fine;
    return spec_same(t, "faces", t->faces, got_faces(arena, p)) && fine;
}

static bool set_and_compare(zp_arena *arena, zp_fonts *fonts, const test_case *t,
                            zp_messages *messages) {
    zp_typesetter *typesetter = zp_typesetter_new(messages, fonts);
    bool vertical;
    zp_node *block = spec_block(arena, t, &vertical);
    zp_length measure = spec_measure(t, block->style);
    zp_paragraph *p = NULL;
    zp_status status = vertical
                           ? zp_paragraph_set_vertical(typesetter, arena, block, measure, 100, &p)
                           : zp_paragraph_set(typesetter, arena, block, measure, 100, &p);
    zp_text word =
        t->word.size > 0 ? lines_in_word(arena, typesetter, block, measure) : (zp_text){0};
    zp_typesetter_free(typesetter);
    if (status != ZP_OK) {
        const zp_message *message = zp_messages_at(messages, 0);
        zp_text id = zp_text_of(message ? message->id : "");
        return spec_same(t, "error", t->error.size ? t->error : ZP_TEXT("none"), id);
    }
    bool fine = spec_same(t, "error", t->error, ZP_TEXT("none")) && lines_hold(t, p, measure);
    fine = spec_same(t, "word", t->word, word) && fine;
    return compare(arena, t, p, messages) && fine;
}

// With the fonts of a folder of its own, if it names one.
bool spec_text_run(zp_arena *arena, zp_fonts *usual, const test_case *t, zp_messages *messages) {
    if (t->fonts.size == 0) {
        return set_and_compare(arena, usual, t, messages);
    }
    zp_fonts *fonts = NULL;
    zp_text folder =
        zp_arena_print(arena, "%s/tests/typesetting/%.*s", ZIPING_SOURCE, ZP_ARG(t->fonts));
    bool fine = zp_fonts_open(arena, messages, folder.data, &fonts) == ZP_OK &&
                set_and_compare(arena, fonts, t, messages);
    zp_fonts_close(fonts);
    return fine;
}
