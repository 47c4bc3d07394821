// `ziping new`: unit.toml and report.md of a form to begin with.
#include "form/markdown.h"
#include "form/skeleton.h"

#include <string.h>

// ------------------------------------------------ report.md

typedef struct line {
    zp_text text; // trimmed
    size_t number, end;
} line;

static bool next_line(zp_text text, line *line) {
    size_t from = line->end;
    if (from >= text.size) {
        return false;
    }
    const char *end = memchr(text.data + from, '\n', text.size - from);
    size_t to = end != NULL ? (size_t)(end - text.data) : text.size;
    line->text = zp_text_trim(zp_text_slice(text, from, to));
    line->end = to + 1;
    line->number++;
    return true;
}

// Of `# 一、基本情况` the title.
static bool is_section(zp_text text, zp_text *title) {
    size_t number;
    bool same;
    if (!zp_text_starts(text, "# ")) {
        return false;
    }
    *title = zp_text_trim(zp_text_slice(text, 2, text.size));
    size_t typed = form_number_recognise(*title, ZP_TEXT("一、"), &number, &same);
    *title = zp_text_slice(*title, typed, title->size);
    return true;
}

// The headings of last year's section below its own, to be written anew. Of a section given inline
// `title` is empty: all that it has is its own.
static void write_old_headings(zp_buffer *out, zp_text old, zp_text title) {
    bool inside = title.size == 0;
    zp_text found;
    for (line line = {0}; next_line(old, &line);) {
        if (is_section(line.text, &found)) {
            inside = zp_text_equal(found, title);
        } else if (inside && zp_text_starts(line.text, "##")) {
            zp_buffer_print(out, "\n%.*s\n", ZP_ARG(line.text));
        }
    }
}

static bool has_section(form_builder *builder, const zp_value *sections, zp_text title) {
    const zp_value *each = sections->first;
    while (each != NULL && !zp_text_equal(form_section_title(builder, each), title)) {
        each = each->next;
    }
    return each != NULL;
}

// Headings of the old report in a section that the form does not have.
static void say_left_out(form_builder *builder, const zp_record *old, const zp_value *sections) {
    zp_text found, title = {0};
    for (line line = {0}; next_line(old->report, &line);) {
        if (is_section(line.text, &found)) {
            title = has_section(builder, sections, found) ? (zp_text){0} : found;
        } else if (title.size > 0 && zp_text_starts(line.text, "##")) {
            zp_place place = {old->report_file, (uint32_t)line.number, 1};
            zp_report(builder->messages, ZP_WARNING, place, "section-left-out",
                      "the form has no section “%.*s”; the headings in it are not carried over",
                      ZP_ARG(title));
            title = (zp_text){0};
        }
    }
}

static void write_old(form_builder *builder, const zp_record *old, const zp_value *section,
                      zp_buffer *out) {
    const zp_value *given = zp_value_find(old->root, ZP_TEXT("report.sections"), NULL);
    const zp_value *own =
        given != NULL ? zp_value_member(given, zp_value_text(zp_value_get(section, "id"))) : NULL;
    if (old->report_file != NULL) {
        write_old_headings(out, old->report, form_section_title(builder, section));
    } else if (own != NULL) {
        write_old_headings(out, zp_value_text(own), (zp_text){0});
    }
}

static void write_report(form_builder *builder, const zp_record *old, zp_buffer *out) {
    const zp_value *report = zp_value_get(builder->form->profile, "report");
    const zp_value *preamble = report != NULL ? zp_value_get(report, FORM_PREAMBLE) : NULL;
    if (preamble != NULL) {
        zp_text guide = zp_value_text(zp_value_get(preamble, "guide"));
        zp_buffer_print(out, "（%.*s）\n",
                        ZP_ARG(guide.size > 0 ? guide : ZP_TEXT("在这里写第一部分之前的说明。")));
    }
    const zp_value *sections = report != NULL ? zp_value_get(report, "section") : NULL;
    for (const zp_value *each = zp_value_first(sections); each; each = each->next) {
        zp_text title = form_section_title(builder, each);
        zp_text guide = zp_value_text(zp_value_get(each, "guide"));
        zp_buffer_print(out, "%s# %.*s\n", out->size > 0 ? "\n" : "", ZP_ARG(title));
        if (guide.size > 0) {
            zp_buffer_print(out, "\n（%.*s）\n", ZP_ARG(guide));
        } else if (zp_value_get(each, "empty") == NULL) {
            zp_buffer_print(out, "\n（在这里写“%.*s”的内容。）\n", ZP_ARG(title));
        }
        if (old != NULL) {
            write_old(builder, old, each, out);
        }
    }
    if (old != NULL && old->report_file != NULL && sections != NULL) {
        say_left_out(builder, old, sections);
    }
}

// ------------------------------------------------ both

static void write_unit(skeleton *s, zp_text schema_file) {
    static const char quoting[] = "# 报告（report.md）里用 {{位置}} 引用这里的数，不要重打："
                                  "{{funds.executed}} 就是 [funds] 的 executed。\n";
    bool report = zp_value_get(s->form->profile, "report") != NULL;
    zp_text name = zp_value_text(zp_value_get(s->form->profile, "name"));
    zp_buffer_print(
        s->out,
        "#:schema %.*s\n"
        "# %.*s\n"
        "# 一个单位、一个年度的数据。数字不加引号，照写的样子印出；文字加引号；\"\" 表示空着；\n"
        "# 0 表示确实为零，与空着不同。行首的 # 表示这一行不起作用，去掉 # 就启用。\n"
        "%s\n",
        ZP_ARG(schema_file), ZP_ARG(name), report ? quoting : "");
    skeleton_members(s, s->schema, (zp_text){0}, s->old);
}

// The form's year; behind a unit of that year or a later one, the year after it. Only from one year
// to the next are last year's finals those of the year before.
static void set_year(skeleton *s) {
    zp_decimal year = zp_value_get(s->form->profile, "year")->number, before, next;
    s->year = year;
    if (!zp_value_decimal(zp_value_get(s->old, "year"), &before) ||
        !zp_decimal_add(before, zp_decimal_of(1), &next)) {
        return;
    }
    s->year = zp_decimal_compare(next, year) > 0 ? next : year;
    s->shifts = zp_decimal_compare(next, s->year) == 0;
}

static void say_withheld(const skeleton *s, zp_messages *messages) {
    zp_decimal before;
    const zp_value *old = zp_value_get(s->old, "year");
    if (s->withheld && zp_decimal_subtract(s->year, zp_decimal_of(1), &before)) {
        zp_report(
            messages, ZP_WARNING, old->place, "year-gap",
            "this unit is of %.*s, and the new one of %.*s: the column of %.*s is left blank, "
            "for the finals here are not its",
            ZP_ARG(zp_value_text(old)), ZP_ARG(zp_decimal_text(s->arena, s->year)),
            ZP_ARG(zp_decimal_text(s->arena, before)));
    }
}

zp_status zp_form_start(const zp_form *form, zp_messages *messages, zp_text schema_file,
                        const zp_record *old, zp_buffer *unit, zp_buffer *report) {
    zp_arena *arena = zp_arena_new();
    skeleton s = {.form = form,
                  .arena = arena,
                  .out = unit,
                  .used = {.arena = arena},
                  .schema = form->schema,
                  .old = old != NULL ? old->root : NULL};
    form_probe(form, &s.used);
    set_year(&s);
    write_unit(&s, schema_file);
    say_withheld(&s, messages);
    // Titles of sections may hold the unit's name: they are those of the new unit.
    zp_value *root;
    zp_status status = zp_read_toml(arena, messages, "unit.toml", zp_buffer_text(unit), &root);
    if (status == ZP_OK) {
        zp_record record = {.folder = "", .file = "unit.toml", .root = root};
        form_builder builder = {
            .form = form, .record = &record, .arena = arena, .messages = messages};
        write_report(&builder, old, report);
        status = builder.failed ? ZP_BAD_INPUT : ZP_OK;
    }
    zp_arena_free(arena);
    return status;
}
