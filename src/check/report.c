// The report as it is printed: blocks with the place of every byte.
#include "check/private.h"

#include <string.h>

typedef struct printing {
    check *c;
    zp_buffer text;
    uint32_t *from;
    bool *hole;
    size_t count, capacity;
} printing;

// Every byte of every report comes through here: room is made for many at once.
static void make_room(printing *p, size_t more) {
    if (p->count + more <= p->capacity) {
        return;
    }
    p->capacity = 2 * p->capacity + more;
    uint32_t *from = ZP_ARRAY(p->c->arena, uint32_t, p->capacity);
    bool *hole = ZP_ARRAY(p->c->arena, bool, p->capacity);
    if (p->count > 0) {
        memcpy(from, p->from, p->count * sizeof *from);
        memcpy(hole, p->hole, p->count * sizeof *hole);
    }
    p->from = from;
    p->hole = hole;
}

static void add_bytes(printing *p, const char *bytes, size_t size, size_t at, bool hole) {
    make_room(p, size);
    zp_buffer_add(&p->text, bytes, size);
    for (size_t i = 0; i < size; i++, p->count++) {
        p->from[p->count] = (uint32_t)at;
        p->hole[p->count] = hole;
    }
}

static void add_hole(printing *p, const check_paragraph *paragraph, size_t index) {
    zp_text source = paragraph->source;
    size_t from = paragraph->items[index].at + 2, to = from;
    while (to + 1 < source.size && (source.data[to] != '}' || source.data[to + 1] != '}')) {
        to++;
    }
    zp_text value;
    zp_place place = check_place(paragraph, index);
    place.column += paragraph->value == NULL ? 2 : 0; // behind the braces, where the form tells it
    zp_status status = zp_form_evaluate(p->c->form, p->c->arena, p->c->messages, p->c->record,
                                        zp_text_slice(source, from, to), place, &value);
    p->c->holes_failed = p->c->holes_failed || status != ZP_OK;
    add_bytes(p, value.data, value.size, paragraph->items[index].at, true);
}

// What stands between two lines of a paragraph is a blank only between Western ones; the walk
// leaves the lines' ends out.
static void print_items(printing *p, const check_paragraph *paragraph) {
    make_room(p, 3 * paragraph->count); // Han take three bytes
    for (size_t i = 0; i < paragraph->count; i++) {
        uint32_t c = paragraph->items[i].code_point;
        char bytes[4];
        if (c == CHECK_HOLE) {
            add_hole(p, paragraph, i);
        } else {
            add_bytes(p, bytes, zp_utf8_put(c, bytes), paragraph->items[i].at, false);
        }
    }
}

// ---------------------------------------------------------------- sections

const zp_value *check_sections(const check *c) {
    return zp_value_get(zp_value_get(c->profile, "report"), "section");
}

// Every heading is compared with all of them: each is printed once.
zp_text check_section_title(check *c, size_t section) {
    const zp_value *list = check_sections(c), *own = zp_value_at(list, section);
    if (own == NULL) {
        return (zp_text){0};
    }
    if (c->section_titles == NULL) {
        c->section_titles = ZP_ARRAY(c->arena, zp_text, list->count);
    }
    zp_text *title = &c->section_titles[section];
    if (title->data == NULL) {
        *title = zp_text_trim(check_print(c, zp_value_get(own, "title")));
    }
    return *title;
}

size_t check_section_find(check *c, const char *id) {
    const zp_value *sections = check_sections(c);
    size_t index = 0;
    for (const zp_value *each = zp_value_first(sections); each != NULL;
         each = each->next, index++) {
        if (zp_text_is(zp_value_text(zp_value_get(each, "id")), id)) {
            return index;
        }
    }
    return SIZE_MAX;
}

// A heading without the number that is typed before it.
static zp_text bare(check *c, zp_text text, int level) {
    const zp_value *styles = zp_value_get(zp_value_get(c->profile, "report"), "heading_numbers");
    zp_text style = zp_value_text(zp_value_at(styles, level > 0 ? (size_t)level - 1 : 0));
    size_t number;
    bool same;
    text = zp_text_trim(text);
    size_t size = zp_form_number(text, style, &number, &same);
    return zp_text_trim(zp_text_slice(text, size, text.size));
}

static size_t section_of_title(check *c, zp_text title) {
    const zp_value *sections = check_sections(c);
    for (size_t i = 0; sections != NULL && i < sections->count; i++) {
        if (zp_text_equal(check_section_title(c, i), title)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static size_t section_of(check *c, const check_paragraph *paragraph, zp_text text) {
    if (paragraph->value != NULL) { // given inline: the key is the section's id
        return check_section_find(c, zp_arena_string(c->arena, paragraph->value->key));
    }
    if (paragraph->kind == CHECK_HEADING && paragraph->level == 1) {
        return section_of_title(c, bare(c, text, 1));
    }
    const check_report *report = &c->report;
    return report->count > 0 ? report->blocks[report->count - 1].section : SIZE_MAX;
}

// ---------------------------------------------------------------- blocks

static void add_block(void *context, const check_paragraph *paragraph) {
    printing p = {.c = context};
    check *c = context;
    print_items(&p, paragraph);
    check_block block = {.kind = paragraph->kind,
                         .level = paragraph->level,
                         .text = zp_arena_copy(c->arena, zp_buffer_text(&p.text)),
                         .from = p.from,
                         .hole = p.hole,
                         .row = paragraph->row,
                         .column = paragraph->column,
                         .ordered = paragraph->ordered,
                         .paragraph = *paragraph};
    zp_buffer_free(&p.text);
    block.paragraph.items = NULL;
    block.paragraph.count = block.paragraph.capacity = 0;
    block.section = section_of(c, paragraph, block.text);
    *ZP_PUSH(c->arena, c->report.blocks, c->report.count, c->report.capacity) = block;
}

void check_report_read(check *c) {
    c->report.given = c->record->report_file != NULL ||
                      zp_value_find(c->root, ZP_TEXT("report.sections"), NULL) != NULL;
    check_walk_report(c->arena, c->record, add_block, c);
    c->mentions = ZP_ARRAY(c->arena, const check_mention *, c->report.count + 1);
    c->mentions_read = ZP_ARRAY(c->arena, bool, c->report.count + 1);
    c->mention_counts = ZP_ARRAY(c->arena, size_t, c->report.count + 1);
}

zp_place check_block_place(const check_block *block, size_t offset) {
    if (block->text.size == 0) {
        return check_place(&block->paragraph, 0);
    }
    size_t index = offset < block->text.size ? offset : block->text.size - 1;
    check_character at = {.at = block->from[index]};
    check_paragraph paragraph = block->paragraph;
    paragraph.items = &at;
    paragraph.count = 1;
    return check_place(&paragraph, 0);
}

zp_text check_block_where(check *c, const check_block *block) {
    const zp_value *section = zp_value_at(check_sections(c), block->section);
    if (section == NULL) {
        return ZP_TEXT("report");
    }
    return zp_arena_print(c->arena, "report.%.*s",
                          ZP_ARG(zp_value_text(zp_value_get(section, "id"))));
}

bool check_sentence(const check_block *block, size_t *from, size_t *to) {
    static const char stops[][sizeof "。"] = {"。", "！", "？", "；"};
    size_t at = *from = *to;
    while (at < block->text.size) {
        const char *here = block->text.data + at;
        unsigned char lead = (unsigned char)*here;
        size_t size = lead < 0xE0 ? 1 : lead < 0xF0 ? 3 : 4;
        for (size_t i = 0; size == 3 && i < sizeof stops / sizeof *stops; i++) {
            // The last byte tells most apart.
            if (here[2] == stops[i][2] && here[1] == stops[i][1] && here[0] == stops[i][0]) {
                *to = at + size;
                return true;
            }
        }
        at += size;
    }
    *to = block->text.size;
    return *from < block->text.size;
}
