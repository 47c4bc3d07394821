// `ziping new`: unit.toml and report.md of a form to begin with.
#include "form/markdown.h"
#include "form/skeleton.h"

#include <string.h>

// ------------------------------------------------ report.md

// The headings of last year's section below its own, to be written anew.
static void write_old_headings(zp_buffer *out, zp_text old, zp_text title) {
    bool inside = false;
    for (size_t from = 0, to = 0; from < old.size; from = to + 1) {
        const char *end = memchr(old.data + from, '\n', old.size - from);
        to = end != NULL ? (size_t)(end - old.data) : old.size;
        zp_text line = zp_text_trim(zp_text_slice(old, from, to));
        if (zp_text_starts(line, "# ")) {
            inside = zp_text_equal(zp_text_trim(zp_text_slice(line, 2, line.size)), title);
        } else if (inside && zp_text_starts(line, "##")) {
            zp_buffer_print(out, "\n%.*s\n", ZP_ARG(line));
        }
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
    for (const zp_value *each = sections ? sections->first : NULL; each; each = each->next) {
        zp_text title = form_section_title(builder, each);
        zp_text guide = zp_value_text(zp_value_get(each, "guide"));
        zp_buffer_print(out, "%s# %.*s\n", out->size > 0 ? "\n" : "", ZP_ARG(title));
        if (guide.size > 0) {
            zp_buffer_print(out, "\n（%.*s）\n", ZP_ARG(guide));
        } else if (zp_value_get(each, "empty") == NULL) {
            zp_buffer_print(out, "\n（在这里写“%.*s”的内容。）\n", ZP_ARG(title));
        }
        if (old != NULL) {
            write_old_headings(out, old->report, title);
        }
    }
}

// ------------------------------------------------ both

static void write_unit(skeleton *s, zp_text schema_file) {
    zp_text name = zp_value_text(zp_value_get(s->form->profile, "name"));
    zp_buffer_print(
        s->out,
        "#:schema %.*s\n"
        "# %.*s\n"
        "# 一个单位、一个年度的数据。数字不加引号，照写的样子印出；文字加引号；\"\" 表示空着；\n"
        "# 0 表示确实为零，与空着不同。行首的 # 表示这一行不起作用，去掉 # 就启用。\n\n",
        ZP_ARG(schema_file), ZP_ARG(name));
    skeleton_members(s, s->schema, (zp_text){0}, s->old);
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
    write_unit(&s, schema_file);
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
