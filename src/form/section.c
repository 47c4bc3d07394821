// The report's sections and headings: the form's list, in order, and generated numbers.
#include "form/markdown.h"

#include <string.h>

enum { LEVELS_MAX = 4 };

zp_text form_section_title(form_builder *builder, const zp_value *section) {
    const zp_value *title = zp_value_get(section, "title");
    form_value words = {.text = title->text, .place = title->place, .given = true, .words = true};
    return zp_text_trim(form_expand_value(builder, &words));
}

static zp_text number_style(const zp_value *styles, size_t index) {
    return zp_value_text(zp_value_at(styles, index));
}

static zp_text number_of(form_sections *sections, int level) {
    zp_arena *arena = sections->builder->arena;
    zp_text count = zp_arena_print(arena, "%zu", sections->counters[level]);
    return form_number_write(arena, number_style(sections->headings, (size_t)level - 1), count);
}

static zp_node *new_heading(form_sections *sections, int level, zp_place place) {
    form_builder *builder = sections->builder;
    zp_node *heading = zp_node_new(builder->arena, ZP_NODE_HEADING, place);
    zp_text id = zp_arena_print(builder->arena, "heading%d", level);
    heading->style = form_style_find(&builder->form->styles, id);
    if (heading->style == NULL) {
        form_fail(builder, place, "unknown-style", "styles.xml has no style “%.*s”", ZP_ARG(id));
        return NULL;
    }
    return heading;
}

// ---------------------------------------------------------------- typed numbers

// Takes a number typed before the heading off its first run, after checking that it is right.
static void take_number_off(form_sections *sections, int level, zp_node *heading) {
    zp_node *run = heading->first;
    if (run == NULL || run->type != ZP_NODE_RUN) {
        return;
    }
    size_t typed = 0;
    bool same = false;
    zp_text style = number_style(sections->headings, (size_t)level - 1);
    zp_text text = zp_text_trim(run->as.run.text);
    size_t size = form_number_recognise(text, style, &typed, &same);
    if (size > 0 && (!same || typed != sections->counters[level])) {
        form_fail(sections->builder, heading->place, "heading-number",
                  "the heading is numbered “%.*s” where “%.*s” is right; numbers are put in by the "
                  "program and may be left out",
                  ZP_ARG(zp_text_trim(zp_text_slice(text, 0, size))),
                  ZP_ARG(number_of(sections, level)));
    }
    run->as.run.text = zp_text_slice(text, size, text.size);
}

static void count(form_sections *sections, int level) {
    sections->counters[level]++;
    for (int i = level + 1; i <= LEVELS_MAX; i++) {
        sections->counters[i] = 0;
    }
    sections->level = level;
    sections->list_next = 1;
}

// Puts the number before what the heading holds and the heading into the document.
static void finish(form_sections *sections, int level, zp_node *heading) {
    form_builder *builder = sections->builder;
    zp_node *number = zp_node_new(builder->arena, ZP_NODE_RUN, heading->place);
    number->as.run.text = number_of(sections, level);
    number->parent = heading;
    number->next = heading->first;
    heading->first = number;
    heading->last = heading->last != NULL ? heading->last : number;
    zp_node_append(sections->spot->parent, heading);
}

// ---------------------------------------------------------------- sections

void form_section_skip(form_sections *sections, size_t until, zp_place place) {
    for (; sections->matched < until; sections->matched++) {
        const zp_value *section = zp_value_at(sections->wanted, sections->matched);
        const zp_value *required = zp_value_get(section, "required");
        if (required != NULL && zp_text_is(required->text, "false")) {
            continue;
        }
        bool before = sections->matched + 1 < sections->wanted->count && place.line > 0;
        form_fail(sections->builder, place, "missing-section",
                  before ? ZP_MARKED("the section “%.*s” is missing before this one")
                         : ZP_MARKED("the section “%.*s” is missing"),
                  ZP_ARG(form_section_title(sections->builder, section)));
    }
}

void form_section_end(form_sections *sections, zp_place place) {
    if (sections->current == NULL || sections->filled) {
        return;
    }
    form_builder *builder = sections->builder;
    const zp_value *empty = zp_value_get(sections->current, "empty");
    if (empty == NULL) {
        form_fail(builder, place, "empty-section",
                  "the section “%.*s” is empty; the form wants text in it",
                  ZP_ARG(form_section_title(builder, sections->current)));
        return;
    }
    zp_node *paragraph = zp_node_new(builder->arena, ZP_NODE_PARAGRAPH, empty->place);
    paragraph->style = form_style_find(&builder->form->styles, ZP_TEXT("body"));
    form_inline_text(builder, paragraph, empty->text, (zp_text){0}, empty->place);
    zp_node_append(sections->spot->parent, paragraph);
}

// Everything before the section is behind us.
static const zp_value *enter(form_sections *sections, size_t index, zp_place place) {
    form_section_skip(sections, index, place);
    sections->matched = index + 1;
    return zp_value_at(sections->wanted, index);
}

// A heading that was only meant as one has had its message.
static bool told(const form_sections *sections, zp_place place) {
    form_markdown *markdown = sections->markdown;
    return markdown->exact && place.line > 0 && place.line <= markdown->line_count &&
           markdown->mended[place.line - 1];
}

// The section with this title; reports an unknown, repeated or misplaced one. What is nearly the
// title of one still to come counts as it, so that it is not missing too.
static const zp_value *match(form_sections *sections, zp_text title, zp_place place) {
    form_builder *builder = sections->builder;
    form_guess guess = form_guess_start(title);
    size_t index = 0, nearest = 0;
    for (const zp_value *each = sections->wanted->first; each != NULL; each = each->next, index++) {
        zp_text own = form_section_title(builder, each);
        size_t distance = guess.distance;
        form_guess_try(&guess, own);
        nearest = guess.distance < distance ? index : nearest;
        if (!zp_text_equal(own, title)) {
            continue;
        }
        if (index < sections->matched) {
            form_fail(builder, place, "section-order",
                      "the section “%.*s” stands here, but belongs further up (or is there "
                      "already)",
                      ZP_ARG(title));
            return each;
        }
        return enter(sections, index, place);
    }
    if (!told(sections, place)) {
        form_fail(
            builder, place, "unknown-heading",
            "the form has no section “%.*s”%s Sections begin with #, headings in them with ## "
            "and ###",
            ZP_ARG(title),
            guess.best.size > 0 ? form_guess_words(builder->arena, &guess) : zp_translated("."));
    }
    bool meant = guess.best.size > 0 && nearest >= sections->matched;
    return meant ? enter(sections, nearest, place) : NULL;
}

static zp_text heading_text(form_sections *sections, const zp_node *heading) {
    return zp_text_trim(zp_node_text(sections->builder->arena, heading));
}

void form_section_begin(form_sections *sections, const zp_value *section, zp_place place) {
    zp_node *heading = new_heading(sections, 1, place);
    if (heading == NULL) {
        return;
    }
    zp_text title = form_section_title(sections->builder, section);
    count(sections, 1);
    form_inline_text(sections->builder, heading, title, (zp_text){0}, place);
    finish(sections, 1, heading);
    sections->title = title;
    sections->current = section;
    sections->filled = false;
}

static void begin_section(form_sections *sections, zp_node *heading) {
    form_section_end(sections, heading->place);
    count(sections, 1);
    take_number_off(sections, 1, heading);
    sections->title = heading_text(sections, heading);
    sections->current = match(sections, sections->title, heading->place);
    sections->filled = false;
    finish(sections, 1, heading);
}

void form_section_heading(form_sections *sections, cmark_node *node) {
    int level = cmark_node_get_heading_level(node);
    form_builder *builder = sections->builder;
    zp_place place = form_markdown_place(sections->markdown, node);
    int most =
        (int)sections->headings->count < LEVELS_MAX ? (int)sections->headings->count : LEVELS_MAX;
    if (level > most || level > sections->level + 1) {
        form_fail(builder, place, "heading-level",
                  "a heading of level %d stands here; level %d at most is wanted", level,
                  level > most ? most : sections->level + 1);
        return;
    }
    zp_node *heading = new_heading(sections, level, place);
    if (heading == NULL) {
        return;
    }
    form_markdown_inline(sections->markdown, node, heading);
    if (heading_text(sections, heading).size == 0) {
        if (!told(sections, place)) {
            form_fail(builder, place, "heading-level", "the heading has no text");
        }
        return;
    }
    if (level == 1) {
        begin_section(sections, heading);
        return;
    }
    sections->filled = true;
    count(sections, level);
    take_number_off(sections, level, heading);
    sections->title = heading_text(sections, heading);
    finish(sections, level, heading);
}
