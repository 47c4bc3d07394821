// The report: what its form prints of it, in both versions, as one tree of changes. Numbers of
// headings and lists are taken off before: a heading that was put in changes all that follow.
#include "compare/report.h"

// ---------------------------------------------------------------- the body

static bool is_block(const zp_node *node) {
    return node->type == ZP_NODE_HEADING || node->type == ZP_NODE_PARAGRAPH ||
           node->type == ZP_NODE_TABLE;
}

// Does it stand in the report: in its file, or in one of the sections given in the data?
static bool is_written(const zp_record *record, const zp_node *node) {
    if (record->report_file != NULL) {
        return zp_text_equal(zp_text_of(node->place.file), zp_text_of(record->report_file));
    }
    const zp_value *sections = zp_value_find(record->root, ZP_TEXT("report.sections"), NULL);
    for (const zp_value *each = zp_value_first(sections); each != NULL; each = each->next) {
        if (node->place.line == each->place.line && node->place.column == each->place.column &&
            zp_text_equal(zp_text_of(node->place.file), zp_text_of(each->place.file))) {
            return true;
        }
    }
    return false;
}

// The report's own blocks, without cover, title and attachments: these print data that are told as
// such. Behind the heading of an empty section stands what the profile has for it.
static void take_body(const zp_record *record, zp_node *root, zp_node *body) {
    bool heading = false;
    for (zp_node *section = root->first; section != NULL; section = section->next) {
        for (zp_node *each = section->first, *next; each != NULL; each = next) {
            next = each->next;
            bool own = is_block(each) && (heading || is_written(record, each));
            heading = own && each->type == ZP_NODE_HEADING;
            if (own) {
                zp_node_append(body, each);
            }
        }
    }
}

// ---------------------------------------------------------------- numbers

static bool is_number(const zp_value *styles, zp_text text) {
    for (const zp_value *each = zp_value_first(styles); each != NULL; each = each->next) {
        size_t number;
        bool same;
        if (zp_form_number(text, each->text, &number, &same) == text.size && same) {
            return true;
        }
    }
    return false;
}

// A run of its own before the text.
static zp_text take_number(const zp_form *form, zp_node *block) {
    const zp_value *profile = zp_value_get(zp_form_profile(form), "report");
    zp_node *run = block->first;
    bool heading = block->type == ZP_NODE_HEADING;
    if (run == NULL || run->type != ZP_NODE_RUN || run->next == NULL ||
        !is_number(zp_value_get(profile, heading ? "heading_numbers" : "list_numbers"),
                   run->as.run.text)) {
        return (zp_text){0};
    }
    block->first = run->next;
    return run->as.run.text;
}

// ---------------------------------------------------------------- one version

typedef struct version_report {
    const zp_version *version;
    zp_document *document; // its body alone, without numbers
    report_block *blocks;  // in order, cells too
    size_t count, capacity;
    size_t next; // the block that comes next in the tree of changes
    report_spot spot;
} version_report;

static void list_blocks(zp_arena *arena, version_report *report, zp_node *around) {
    for (zp_node *each = around->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_HEADING || each->type == ZP_NODE_PARAGRAPH) {
            bool cell = around->type == ZP_NODE_CELL;
            report_block block = {.node = each};
            block.number = cell ? (zp_text){0} : take_number(report->version->form, each);
            block.text = zp_node_text(arena, each);
            *ZP_PUSH(arena, report->blocks, report->count, report->capacity) = block;
        } else {
            list_blocks(arena, report, each);
        }
    }
}

// A form without a report has an empty one.
static zp_status read_report(comparing *c, const zp_version *version, version_report *report) {
    *report = (version_report){.version = version};
    zp_text id = zp_form_report(version->form);
    zp_document *whole = NULL;
    zp_status status = ZP_OK;
    if (id.size > 0) {
        status = zp_form_build(version->form, c->arena, c->messages, version->record, id, &whole);
    }
    report->document = ZP_NEW(c->arena, zp_document);
    report->document->root = zp_node_new(c->arena, ZP_NODE_DOCUMENT, (zp_place){0});
    report->document->arena = c->arena;
    zp_node *body = zp_node_new(c->arena, ZP_NODE_SECTION, (zp_place){0});
    zp_node_append(report->document->root, body);
    if (status == ZP_OK && whole != NULL) {
        take_body(version->record, whole->root, body);
        list_blocks(c->arena, report, body);
    }
    return status;
}

// The tree of changes has the blocks of both versions in their order.
static const report_block *next_block(version_report *report, zp_text text) {
    for (size_t i = report->next; i < report->count; i++) {
        if (zp_text_equal(report->blocks[i].text, text)) {
            report->next = i + 1;
            return &report->blocks[i];
        }
    }
    return NULL;
}

// ---------------------------------------------------------------- changes

typedef struct walking {
    comparing *c;
    version_report old, new;
} walking;

typedef struct change {
    const report_block *old, *new; // NULL: not there
    compare_stretches stretches;
} change;

// `in`: the versions that have it. Outside of tables a block is only of one if all its text is:
// the mark at its end may be the other's.
static change read_change(walking *w, const zp_node *node, zp_change in, bool cell) {
    change change = {0};
    compare_add_inlines(w->c->arena, &change.stretches, node);
    zp_text old = compare_stretch_text(w->c->arena, &change.stretches, ZP_INSERTED);
    zp_text new = compare_stretch_text(w->c->arena, &change.stretches, ZP_DELETED);
    if (in != ZP_INSERTED && (cell || old.size > 0)) {
        change.old = next_block(&w->old, old);
    }
    if (in != ZP_DELETED && (cell || new.size > 0)) {
        change.new = next_block(&w->new, new);
    }
    return change;
}

static zp_text with_number(zp_arena *arena, const report_block *block) {
    return zp_arena_print(arena, "%.*s%.*s", ZP_ARG(block->number), ZP_ARG(block->text));
}

static void add_stretches(walking *w, const change *change, zp_difference *told) {
    zp_arena *arena = w->c->arena;
    compare_stretches all = {0};
    bool same = zp_text_equal(change->old->number, change->new->number);
    compare_add_stretch(arena, &all, same ? ZP_KEPT : ZP_DELETED, change->old->number);
    compare_add_stretch(arena, &all, ZP_INSERTED, same ? (zp_text){0} : change->new->number);
    for (size_t i = 0; i < change->stretches.count; i++) {
        const zp_stretch *each = &change->stretches.list[i];
        compare_add_stretch(arena, &all, each->change, each->text);
    }
    told->stretches = all.list;
    told->stretch_count = all.count;
}

static zp_difference *tell(walking *w, bool old, bool new) {
    zp_difference *told = compare_tell(w->c, !old   ? ZP_REPORT_ADDED
                                             : !new ? ZP_REPORT_REMOVED
                                                    : ZP_REPORT_CHANGED);
    const version_report *report = new ? &w->new : &w->old;
    told->path = report_path(w->c, &report->spot);
    told->where = report_where(w->c, report->version, &report->spot);
    told->old_given = old;
    told->new_given = new;
    return told;
}

static void tell_change(walking *w, const change *change) {
    bool old = change->old != NULL, new = change->new != NULL;
    bool kept = change->stretches.count == 0 ||
                (change->stretches.count == 1 && change->stretches.list[0].change == ZP_KEPT);
    if ((!old && !new) || (old && new &&kept)) {
        return;
    }
    zp_difference *told = tell(w, old, new);
    if (old) {
        told->old = with_number(w->c->arena, change->old);
        told->old_place = change->old->node->place;
    }
    if (new) {
        told->new = with_number(w->c->arena, change->new);
        told->new_place = change->new->node->place;
    }
    if (old && new) {
        add_stretches(w, change, told);
    }
}

// ---------------------------------------------------------------- blocks

static void go_on(walking *w, version_report *report, const report_block *block) {
    report_spot *spot = &report->spot;
    spot->in_table = false;
    if (block != NULL && block->node->type == ZP_NODE_HEADING) {
        report_enter(w->c, report->version, spot, block);
    } else {
        spot->paragraphs += block != NULL;
    }
}

static void compare_block(walking *w, const zp_node *node) {
    change change = read_change(w, node, ZP_KEPT, false);
    go_on(w, &w->old, change.old);
    go_on(w, &w->new, change.new);
    tell_change(w, &change);
}

// ---------------------------------------------------------------- tables

// The cells of a row as one line.
static zp_text row_text(zp_arena *arena, const zp_node *row) {
    zp_text text = {0};
    for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
        zp_text own = zp_text_trim(zp_node_text(arena, cell));
        text = zp_arena_print(arena, "%.*s%s%.*s", ZP_ARG(text), cell != row->first ? " | " : "",
                              ZP_ARG(own));
    }
    return text;
}

// Rows of one version, one or all of a table.
static void tell_rows(walking *w, const zp_node *first, const zp_node *behind) {
    bool old = first->change == ZP_DELETED;
    zp_difference *told = tell(w, old, !old);
    zp_buffer text = {0};
    for (const zp_node *row = first; row != behind; row = row->next) {
        zp_buffer_add_string(&text, row != first ? "\n" : "");
        zp_buffer_add_text(&text, row_text(w->c->arena, row));
        for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
            for (const zp_node *each = cell->first; each != NULL; each = each->next) {
                read_change(w, each, row->change, true); // goes past its blocks
            }
        }
    }
    *(old ? &told->old : &told->new) = zp_arena_copy(w->c->arena, zp_buffer_text(&text));
    *(old ? &told->old_place : &told->new_place) = first->place;
    zp_buffer_free(&text);
}

static void compare_row(walking *w, const zp_node *row) {
    w->old.spot.rows += row->change != ZP_INSERTED;
    w->new.spot.rows += row->change != ZP_DELETED;
    w->old.spot.cells = w->new.spot.cells = 0;
    if (row->change != ZP_KEPT) {
        tell_rows(w, row, row->next);
        return;
    }
    for (const zp_node *cell = row->first; cell != NULL; cell = cell->next) {
        w->old.spot.cells++;
        w->new.spot.cells++;
        for (const zp_node *each = cell->first; each != NULL; each = each->next) {
            change change = read_change(w, each, ZP_KEPT, true);
            tell_change(w, &change);
        }
    }
}

static void enter_table(version_report *report, bool there) {
    report->spot.in_table = there;
    report->spot.tables += there;
    report->spot.rows = report->spot.cells = 0;
}

static void compare_table(walking *w, const zp_node *table) {
    zp_change change = table->first != NULL ? table->first->change : ZP_KEPT;
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        change = row->change == change ? change : ZP_KEPT;
    }
    enter_table(&w->old, change != ZP_INSERTED);
    enter_table(&w->new, change != ZP_DELETED);
    if (change != ZP_KEPT) {
        tell_rows(w, table->first, NULL);
        return;
    }
    for (const zp_node *row = table->first; row != NULL; row = row->next) {
        compare_row(w, row);
    }
}

zp_status compare_report(comparing *c) {
    walking w = {.c = c};
    zp_status status = read_report(c, &c->old, &w.old);
    zp_status other = read_report(c, &c->new, &w.new);
    status = status == ZP_OK ? other : status;
    if (status != ZP_OK) {
        return status;
    }
    bool changed;
    const zp_document *both = zp_document_diff(c->arena, w.old.document, w.new.document, &changed);
    for (const zp_node *each = changed ? both->root->first->first : NULL; each != NULL;
         each = each->next) {
        if (each->type == ZP_NODE_TABLE) {
            compare_table(&w, each);
        } else {
            compare_block(&w, each);
        }
    }
    return ZP_OK;
}
