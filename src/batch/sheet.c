// 汇总表.pdf: the units as a tree, for templates/summary.xml.
#include "batch/summary.h"

#include "layout/layout.h"
#include "pdf/pdf.h"

typedef struct sheet {
    zp_tree tree;
    zp_fonts *fonts;
} sheet;

// ---------------------------------------------------------------- texts

// What is not seen, and belongs to the character before it.
static bool is_hidden(uint32_t c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
           (c >= 0xE0000 && c <= 0xE0FFF);
}

static bool has_glyph(const sheet *s, uint32_t c) {
    static const zp_font_role roles[] = {ZP_ROLE_SONG, ZP_ROLE_DIGITS};
    for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
        const zp_face *face;
        for (size_t i = 0; (face = zp_fonts_face(s->fonts, roles[r], i)) != NULL; i++) {
            if (zp_face_has(face, c)) {
                return true;
            }
        }
    }
    return false;
}

// A line may end beside one of these.
static bool is_han(uint32_t c) {
    return (c >= 0x3400 && c <= 0x9FFF) || c >= 0x20000;
}

// A line may end behind a blank, but not where a stop or a bracket follows it (` .funds`).
static bool ends_line(zp_text text, size_t behind) {
    return behind == text.size || (unsigned char)text.data[behind] >= 0x80 ||
           (unsigned)((text.data[behind] | 0x20) - 'a') < 26 ||
           (unsigned)(text.data[behind] - '0') < 10;
}

// Folders may be named with anything, and reasons quote data that cannot be set: what no font has
// is 〓 here, and what is long and has no place to break is given some, lest a column cannot hold
// it. The other three files have the text as it is.
static zp_text printable(const sheet *s, zp_text text) {
    enum { UNBROKEN_MOST = 12 };
    zp_buffer out = {0};
    size_t unbroken = 0;
    text = batch_clean(s->tree.arena, text);
    for (size_t at = 0; at < text.size;) {
        uint32_t c = zp_utf8_next(text, &at);
        char bytes[4];
        if (is_hidden(c)) {
            continue;
        }
        c = c < 0x20 || (c >= 0x7F && c < 0xA0) ? ' ' : has_glyph(s, c) ? c : 0x3013;
        bool breaks = (c == ' ' && ends_line(text, at)) || is_han(c);
        unbroken = breaks ? 0 : unbroken + 1;
        if (unbroken > UNBROKEN_MOST) {
            zp_buffer_add(&out, bytes, zp_utf8_put(0x200B, bytes));
            unbroken = 1;
        }
        zp_buffer_add(&out, bytes, zp_utf8_put(c, bytes));
    }
    zp_text shown = zp_arena_copy(s->tree.arena, zp_text_trim(zp_buffer_text(&out)));
    zp_buffer_free(&out);
    return shown;
}

// ---------------------------------------------------------------- the tree

// Blank where it is not known.
static void put_known(const sheet *s, zp_value *to, const char *key, bool known, size_t count) {
    zp_tree_put_text(&s->tree, to, key,
                     known ? zp_arena_print(s->tree.arena, "%zu", count) : (zp_text){0});
}

static void add_unit(const sheet *s, zp_value *list, const zp_batch_unit *unit) {
    zp_value *row = zp_tree_table(&s->tree);
    zp_text name = batch_unit_name(unit);
    bool checked = batch_is_checked(unit);
    zp_tree_put_text(&s->tree, row, "name", printable(s, name));
    // Where to look for what is wrong.
    zp_tree_put_text(&s->tree, row, "folder",
                     zp_text_equal(name, unit->folder) ? (zp_text){0} : printable(s, unit->folder));
    zp_tree_put_text(&s->tree, row, "score", printable(s, unit->score));
    zp_tree_put_text(&s->tree, row, "grade", printable(s, unit->grade));
    put_known(s, row, "errors", checked, unit->errors);
    put_known(s, row, "warnings", checked, unit->warnings);
    put_known(s, row, "remarks", checked, unit->remarks);
    put_known(s, row, "waived", checked, unit->waived);
    put_known(s, row, "pages", unit->pages > 0, unit->pages);
    zp_tree_put_text(&s->tree, row, "state", zp_text_of(batch_state_word(unit->state)));
    zp_tree_put_text(&s->tree, row, "reason", printable(s, unit->reason));
    zp_tree_put(list, "", row);
}

static void put_totals(const sheet *s, zp_value *to, const batch_totals *totals) {
    zp_tree_put_count(&s->tree, to, "units", totals->units);
    zp_tree_put_count(&s->tree, to, "made", totals->states[ZP_BATCH_MADE]);
    zp_tree_put_count(&s->tree, to, "kept", totals->states[ZP_BATCH_KEPT]);
    zp_tree_put_count(&s->tree, to, "findings", totals->states[ZP_BATCH_FINDINGS]);
    zp_tree_put_count(&s->tree, to, "failed", totals->failed);
    zp_tree_put_count(&s->tree, to, "waiting", totals->states[ZP_BATCH_WAITING]);
    zp_tree_put_count(&s->tree, to, "done", totals->done);
    zp_tree_put_count(&s->tree, to, "undone", totals->units - totals->done);
    zp_tree_put_count(&s->tree, to, "pages", totals->pages);
    zp_tree_put_text(&s->tree, to, "average", totals->average);
    zp_tree_put_text(&s->tree, to, "scored",
                     totals->scored < totals->units
                         ? zp_arena_print(s->tree.arena, "%zu", totals->scored)
                         : (zp_text){0});
    zp_value *grades = zp_tree_array(&s->tree);
    for (size_t i = 0; i < totals->grade_count; i++) {
        zp_value *grade = zp_tree_table(&s->tree);
        zp_tree_put_text(&s->tree, grade, "name", printable(s, totals->grades[i].name));
        zp_tree_put_count(&s->tree, grade, "units", totals->grades[i].count);
        zp_tree_put(grades, "", grade);
    }
    zp_tree_put(to, "grades", grades);
}

static zp_value *tree(const sheet *s, const zp_batch *batch, zp_text title) {
    batch_totals totals = batch_count(s->tree.arena, batch);
    zp_value *root = zp_tree_table(&s->tree);
    zp_value *done = zp_tree_array(&s->tree), *undone = zp_tree_array(&s->tree);
    zp_tree_put_text(&s->tree, root, "title", title);
    put_totals(s, root, &totals);
    for (size_t i = 0; i < batch->count; i++) {
        const zp_batch_unit *unit = &batch->units[i];
        add_unit(s, zp_batch_state_done(unit->state) ? done : undone, unit);
    }
    zp_tree_put(root, "unit", done);
    zp_tree_put(root, "kept_back", undone);
    return root;
}

// ---------------------------------------------------------------- the file

// What is worth telling of a page that nobody typed: errors. That a name's character comes from
// another font is told with the unit's own documents.
static void tell_errors(zp_messages *messages, const zp_messages *said) {
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(said, i)) != NULL; i++) {
        if (each->severity == ZP_ERROR) {
            zp_report(messages, ZP_ERROR, each->place, each->id, "%.*s", ZP_ARG(each->text));
        }
    }
}

zp_status batch_sheet(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                      const zp_batch *batch, zp_buffer *out) {
    sheet s = {{arena, {0}}, workshop->fonts};
    zp_text title = printable(&s, batch_title(workshop, arena, batch));
    zp_form_extra extra = {.template = ZP_TEXT("summary.xml"),
                           .id = ZP_TEXT("summary"),
                           .title = title,
                           .name = ZP_TEXT("summary"),
                           .value = tree(&s, batch, title)};
    zp_messages *said = zp_messages_new();
    zp_form *form = NULL;
    zp_document *document = NULL;
    zp_pages *pages = NULL;
    zp_status status = zp_form_house(arena, said, workshop->schema, workshop->templates, &form);
    if (status == ZP_OK) {
        status = zp_form_compose(form, arena, said, NULL, &extra, &document);
    }
    if (status == ZP_OK) {
        status = zp_layout(arena, said, workshop->fonts, document, &pages);
    }
    if (status == ZP_OK) {
        status = zp_pdf_write(pages, NULL, said, out);
    }
    tell_errors(messages, said);
    zp_messages_free(said);
    return status;
}
