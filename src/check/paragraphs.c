// Every paragraph of a record, one after the other.
#include "check/marks.h"

#include <string.h>

typedef struct walk {
    zp_arena *arena;
    check_look *look;
    void *context;
    check_paragraph paragraph;
    uint32_t line; // the one that is read, and its beginning
    size_t line_at;
    size_t table_row; // of the next row of the table that is read
} walk;

// The place of a byte of the source.
static zp_place place_of(const check_paragraph *p, size_t at) {
    if (p->value != NULL) {
        return zp_record_place(p->record, p->value, at);
    }
    check_counted *c = p->counted;
    if (c->at < p->line_at || c->at > at || c->line < p->line) {
        *c = (check_counted){.at = p->line_at, .line = p->line, .from = p->line_at};
    }
    for (const char *feed; (feed = memchr(p->source.data + c->at, '\n', at - c->at)) != NULL;) {
        c->line++;
        c->at = c->from = (size_t)(feed - p->source.data) + 1;
        c->characters = 0;
    }
    c->characters += zp_utf8_count(zp_text_slice(p->source, c->at, at));
    c->at = at;
    int64_t column = (int64_t)c->characters + 1 + zp_record_shift(p->record, c->from, at);
    return (zp_place){p->record->report_file, c->line, (uint32_t)column};
}

zp_place check_place(const check_paragraph *p, size_t index) {
    return place_of(p, index < p->count ? p->items[index].at : p->source.size);
}

zp_place check_spot_place(const check_spot *spot) {
    return place_of(&spot->paragraph, spot->from);
}

static void look(walk *w) {
    if (w->paragraph.count > 0) {
        w->look(w->context, &w->paragraph);
    }
    w->paragraph.count = 0;
    w->paragraph.has = 0;
}

// ---------------------------------------------------------------- paragraphs

static void add(walk *w, uint32_t code_point, size_t at) {
    check_paragraph *p = &w->paragraph;
    if (p->count == 0) {
        p->line = w->line;
        p->line_at = w->line_at;
    }
    p->has |= check_kinds_of(code_point);
    *ZP_PUSH(w->arena, p->items, p->count, p->capacity) = (check_character){code_point, at};
}

// Behind the {{…}} whose braces stand at `at`; 0 if they have no end in their line.
static size_t behind_hole(zp_text text, size_t at, size_t line_end) {
    for (size_t i = at + 2; i + 1 < line_end; i++) {
        if (text.data[i] == '}' && text.data[i + 1] == '}') {
            return i + 2;
        }
    }
    return 0;
}

static void add_line(walk *w, size_t from, size_t to, bool cells) {
    zp_text text = w->paragraph.source;
    bool markdown = w->paragraph.markdown, holes = markdown;
    for (size_t at = from; at < to;) {
        bool braces = holes && text.data[at] == '{' && at + 1 < to && text.data[at + 1] == '{';
        size_t start = at, hole = braces ? behind_hole(text, at, to) : 0;
        // Where one has no end in its line, those behind it have none.
        holes = holes && (!braces || hole != 0);
        if (hole != 0) {
            add(w, CHECK_HOLE, at);
            at = hole;
            continue;
        }
        bool escape = markdown && text.data[at] == '\\' && at + 1 < to;
        at += escape;
        uint32_t code_point = zp_utf8_next(text, &at);
        if (cells && !escape && code_point == '|') {
            look(w);
            w->paragraph.column++;
        } else if (code_point != '\r') {
            add(w, code_point, escape ? start + 1 : start);
        }
    }
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

// Behind the number or bullet of a list item that begins at `at`, else `at`.
static size_t behind_bullet(zp_text text, size_t at, size_t to) {
    size_t i = at;
    while (i < to && text.data[i] >= '0' && text.data[i] <= '9') {
        i++;
    }
    bool number = i > at && i < to && (text.data[i] == '.' || text.data[i] == ')');
    bool bullet = i == at && i < to && strchr("-*+", text.data[i]) != NULL;
    return (number || bullet) && i + 1 < to && is_blank(text.data[i + 1]) ? i + 2 : at;
}

// | --- | ---: |
static bool is_rule_of_table(zp_text line) {
    bool any = false;
    for (size_t i = 0; i < line.size; i++) {
        if (strchr("|-: \t\r", line.data[i]) == NULL) {
            return false;
        }
        any = any || line.data[i] == '-';
    }
    return any;
}

// What a line that begins a paragraph begins.
static void begin(walk *w, zp_text line, size_t item) {
    check_paragraph *p = &w->paragraph;
    p->kind = CHECK_PARAGRAPH;
    p->level = 0;
    p->ordered = item > 0 && line.data[0] >= '0' && line.data[0] <= '9';
    if (zp_text_starts(line, "#")) {
        p->kind = CHECK_HEADING;
        while ((size_t)p->level < line.size && line.data[p->level] == '#') {
            p->level++;
        }
    } else if (zp_text_starts(line, "|")) {
        p->kind = CHECK_CELL;
        p->row = w->table_row++;
        p->column = 0;
    } else if (item > 0) {
        p->kind = CHECK_ITEM;
    }
}

// Behind the indent of a paragraph's first line, which src/form takes away.
static size_t behind_indent(zp_text text, size_t at, size_t to) {
    while (at < to) {
        if (is_blank(text.data[at])) {
            at++;
        } else if (zp_text_starts(zp_text_slice(text, at, to), "　")) {
            at += strlen("　");
        } else {
            break;
        }
    }
    return at;
}

static void add_markdown_line(walk *w, size_t from, size_t to) {
    zp_text text = w->paragraph.source;
    size_t at = from;
    while (at < to && is_blank(text.data[at])) {
        at++;
    }
    size_t item = behind_bullet(text, at, to);
    zp_text line = zp_text_slice(text, at, to);
    bool heading = zp_text_starts(line, "#"), row = zp_text_starts(line, "|");
    w->table_row = row ? w->table_row : 0;
    if (at == to || heading || row || item != at) {
        look(w); // what stood above ends here
    }
    if (row && is_rule_of_table(line)) {
        return;
    }
    if (w->paragraph.count == 0 && at < to) {
        begin(w, line, item - at);
    }
    for (at = item; heading && at < to && text.data[at] == '#';) {
        at++;
    }
    at = w->paragraph.count == 0 ? behind_indent(text, at, to) : at;
    if (row) {
        at++; // the mark before the first cell
    }
    add_line(w, at, to, row);
    if (heading || row) {
        look(w);
    }
}

static void look_through(walk *w, zp_text source, const zp_value *value, bool markdown) {
    w->paragraph.source = source;
    w->paragraph.value = value;
    w->paragraph.markdown = markdown;
    w->line = 0;
    for (size_t from = 0; from < source.size;) {
        const char *feed = memchr(source.data + from, '\n', source.size - from);
        size_t to = feed != NULL ? (size_t)(feed - source.data) : source.size;
        w->line++;
        w->line_at = from;
        if (markdown) {
            add_markdown_line(w, from, to);
        } else {
            add_line(w, from, to, false);
            look(w);
        }
        from = to + 1;
    }
    look(w);
}

static void walk_tree(walk *w, const zp_value *value, bool markdown) {
    if (value->kind == ZP_VALUE_TEXT && !zp_value_blank(value)) {
        look_through(w, value->text, value, markdown);
    }
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        walk_tree(w, each, markdown);
    }
}

static walk begin_walk(zp_arena *arena, const zp_record *record, check_look *each, void *context) {
    return (walk){.arena = arena,
                  .look = each,
                  .context = context,
                  .paragraph = {.record = record, .counted = ZP_NEW(arena, check_counted)}};
}

static const zp_value *given_sections(const zp_record *record) {
    return zp_value_find(record->root, ZP_TEXT("report.sections"), NULL);
}

void check_walk_report(zp_arena *arena, const zp_record *record, check_look *each, void *context) {
    walk w = begin_walk(arena, record, each, context);
    const zp_value *sections = given_sections(record);
    if (sections != NULL) {
        walk_tree(&w, sections, true);
    }
    look_through(&w, record->report, NULL, true);
}

bool check_is_of_program(zp_text key) {
    return zp_text_is(key, "form") || zp_text_is(key, "waiver") || zp_text_is(key, "$schema");
}

void check_walk_texts(zp_arena *arena, const zp_record *record, check_look *each, void *context) {
    walk w = begin_walk(arena, record, each, context);
    const zp_value *sections = given_sections(record);
    for (const zp_value *part = record->root->first; part != NULL; part = part->next) {
        bool report = zp_text_is(part->key, "report");
        for (const zp_value *own = report ? part->first : NULL; own != NULL; own = own->next) {
            if (!zp_text_is(own->key, "file")) {
                walk_tree(&w, own, own == sections);
            }
        }
        if (!report && !check_is_of_program(part->key)) {
            walk_tree(&w, part, false);
        }
    }
    look_through(&w, record->report, NULL, true);
}
