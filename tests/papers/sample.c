#define _XOPEN_SOURCE 700 // mkdtemp
#include "papers/sample.h"
#include "docx/docx.h"
#include "pdf/pdf.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>

#include <cmocka.h>

#define UNIT ZIPING_SOURCE "/examples/yueyanglou-2023"
#define TEMPLATES ZIPING_SOURCE "/templates"

sample *sample_new(void) {
    sample *s = zp_allocate(sizeof *s);
    memset(s, 0, sizeof *s);
    s->arena = zp_arena_new();
    s->messages = zp_messages_new();
    strcpy(s->folder, "/tmp/ziping-papers-XXXXXX");
    assert_non_null(mkdtemp(s->folder));
    assert_int_equal(
        zp_schema_load(s->arena, s->messages, TEMPLATES "/unit-year.schema.json", &s->schema),
        ZP_OK);
    assert_int_equal(zp_form_load(s->arena, s->messages, s->schema, TEMPLATES,
                                  ZP_TEXT("yueyanglou-2023"), (zp_place){0}, &s->form),
                     ZP_OK);
    assert_int_equal(zp_record_load(s->arena, s->messages, s->schema, UNIT "/unit.toml", &s->old),
                     ZP_OK);
    sample_new_version(s, NULL, NULL, "");
    s->package = (zp_package){.name = ZP_TEXT("岳阳楼区岳阳楼街道办事处2023年度绩效自评材料"),
                              .unit = ZP_TEXT("岳阳楼区岳阳楼街道办事处"),
                              .year = ZP_TEXT("2023"),
                              .form = ZP_TEXT("yueyanglou-2023"),
                              .form_title = zp_form_title(s->form),
                              .version = 1};
    return s;
}

void sample_free(sample *s) {
    char path[128];
    const char *names[] = {"unit.toml", "report.md"};
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", s->folder, names[i]);
        unlink(path);
    }
    rmdir(s->folder);
    zp_fonts_close(s->fonts);
    zp_arena_free(s->arena);
    zp_messages_free(s->messages);
    free(s);
}

// ---------------------------------------------------------------- two versions

static void write_file(sample *s, const char *name, const char *old, const char *new,
                       const char *more) {
    zp_text text;
    zp_buffer out = {0};
    const char *from = zp_path_join(s->arena, UNIT, name);
    assert_int_equal(zp_file_read(s->arena, s->messages, from, 1 << 20, &text), ZP_OK);
    const char *at = old != NULL ? strstr(text.data, old) : NULL;
    assert_true(old == NULL || at != NULL);
    size_t head = at != NULL ? (size_t)(at - text.data) : text.size;
    zp_buffer_add_text(&out, zp_text_slice(text, 0, head));
    if (at != NULL) {
        zp_buffer_add_string(&out, new);
        zp_buffer_add_text(&out, zp_text_slice(text, head + strlen(old), text.size));
    }
    zp_buffer_add_string(&out, more);
    const char *to = zp_path_join(s->arena, s->folder, name);
    assert_int_equal(zp_file_write(s->messages, to, out.data, out.size), ZP_OK);
    zp_buffer_free(&out);
}

static void load_new(sample *s) {
    assert_int_equal(zp_record_load(s->arena, s->messages, s->schema, s->folder, &s->new), ZP_OK);
    s->edition = (package_edition){.arena = s->arena, .form = s->form, .record = &s->new};
    s->differences = (zp_differences){{s->form, &s->old}, {s->form, &s->new}, s->list, 0};
}

void sample_new_version(sample *s, const char *old, const char *new, const char *more) {
    write_file(s, "unit.toml", old, new, more);
    write_file(s, "report.md", NULL, NULL, "");
    load_new(s);
}

void sample_new_report(sample *s, const char *old, const char *new) {
    write_file(s, "unit.toml", NULL, NULL, "");
    write_file(s, "report.md", old, new, "");
    load_new(s);
}

zp_difference *sample_change(sample *s, zp_difference_kind kind, const char *path,
                             const char *where, const char *old, const char *new) {
    assert_true(s->differences.count < sizeof s->list / sizeof *s->list);
    zp_difference *made = &s->list[s->differences.count++];
    *made = (zp_difference){.kind = kind,
                            .path = zp_text_of(path),
                            .where = zp_text_of(where),
                            .old = zp_text_of(old),
                            .new = zp_text_of(new),
                            .old_given = old != NULL,
                            .new_given = new != NULL};
    if (old != NULL) {
        made->old_place = (zp_place){s->old.file, 7, 1};
    }
    if (new != NULL) {
        made->new_place = (zp_place){s->new.file, 8, 1};
    }
    return made;
}

// ---------------------------------------------------------------- what is made of them

static void add_text(const zp_node *node, zp_buffer *out) {
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_RUN) {
            zp_buffer_add_text(out, each->as.run.text);
        }
        add_text(each, out);
        if (each->type == ZP_NODE_PARAGRAPH || each->type == ZP_NODE_HEADING) {
            zp_buffer_add_string(out, "\n");
        }
    }
}

const char *sample_text(sample *s, const zp_document *document) {
    zp_buffer out = {0};
    add_text(document->root, &out);
    zp_text text = zp_arena_copy(s->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text.data;
}

static void keep(sample *s, const char *name, const char *ending, zp_text bytes) {
    const char *folder = getenv("PAPERS");
    if (folder != NULL) {
        const char *file = zp_arena_print(s->arena, "%s.%s", name, ending).data;
        const char *path = zp_path_join(s->arena, folder, file);
        assert_int_equal(zp_file_write(s->messages, path, bytes.data, bytes.size), ZP_OK);
    }
}

size_t sample_print(sample *s, zp_document *document, const char *name) {
    zp_pages *pages;
    zp_buffer pdf = {0}, docx = {0};
    if (s->fonts == NULL) {
        assert_int_equal(zp_fonts_open(s->arena, s->messages, ZIPING_SOURCE "/fonts", &s->fonts),
                         ZP_OK);
    }
    assert_int_equal(zp_layout(s->arena, s->messages, s->fonts, document, &pages), ZP_OK);
    assert_int_equal(zp_pdf_write(pages, NULL, s->messages, &pdf), ZP_OK);
    assert_int_equal(zp_docx_write(document, s->messages, &docx), ZP_OK);
    assert_true(zp_text_starts(zp_buffer_text(&pdf), "%PDF-"));
    assert_true(zp_text_starts(zp_buffer_text(&docx), "PK"));
    keep(s, name, "pdf", zp_buffer_text(&pdf));
    keep(s, name, "docx", zp_buffer_text(&docx));
    keep(s, name, "txt", zp_text_of(sample_text(s, document)));
    zp_buffer_free(&pdf);
    zp_buffer_free(&docx);
    return pages->count;
}

size_t sample_told(const sample *s, const char *id) {
    const zp_message *each;
    size_t count = 0;
    for (size_t i = 0; (each = zp_messages_at(s->messages, i)) != NULL; i++) {
        count += strcmp(each->id, id) == 0;
    }
    return count;
}
