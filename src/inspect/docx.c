// What a DOCX is: its properties, and what people did to it.
#include "inspect/private.h"

enum { PART_MAX = 128 * 1024 * 1024, LIST_MAX = 4096, TEXT_MAX = 4096, DEPTH_MAX = 16 };

typedef struct reading {
    zp_arena *arena;
    zp_docx_facts *facts;
    size_t control_capacity, font_capacity, outside_capacity;
    // Of the properties: the element that text belongs to.
    zp_text property;
    zp_buffer text;
    // Of the text: the controls it stands in, by their places in the list.
    size_t open[DEPTH_MAX];
    bool asks[DEPTH_MAX];     // it shows what it asks for
    bool pictured[DEPTH_MAX]; // there is a picture in it
    size_t depth;
} reading;

static bool is(const inspect_event *event, const char *name) {
    return event->name != NULL && strcmp(event->name, name) == 0;
}

// ---------------------------------------------------------------- properties

static zp_text *property_of(zp_docx_facts *facts, zp_text name) {
    const struct {
        const char *name;
        zp_text *value;
    } known[] = {{"title", &facts->title},
                 {"creator", &facts->unit},
                 {"language", &facts->language},
                 {"created", &facts->created},
                 {"modified", &facts->modified},
                 {"lastModifiedBy", &facts->modified_by},
                 {"Application", &facts->application},
                 {"Company", &facts->company},
                 {"ziping:form", &facts->form},
                 {"ziping:year", &facts->year},
                 {"ziping:version", &facts->version},
                 {"ziping:document", &facts->document},
                 {"ziping:tool", &facts->tool}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (zp_text_is(name, known[i].name)) {
            return known[i].value;
        }
    }
    return NULL;
}

// core.xml, app.xml: an element a property. custom.xml: <property name="…"><vt:lpwstr>…
static void visit_property(void *data, const inspect_event *event) {
    reading *r = data;
    bool custom = is(event, "property");
    if (event->name == NULL) {
        if (r->text.size + event->text.size <= TEXT_MAX) {
            zp_buffer_add_text(&r->text, event->text);
        }
        return;
    }
    if (!event->end) {
        bool inside = r->property.size > 0 && !custom &&
                      property_of(r->facts, zp_text_of(event->name)) == NULL;
        if (!inside) {
            r->property = custom ? inspect_attribute(r->arena, event, "name")
                                 : zp_arena_copy(r->arena, zp_text_of(event->name));
        }
        r->text.size = 0;
        return;
    }
    zp_text *value = property_of(r->facts, r->property);
    if (value != NULL && value->size == 0) {
        *value = zp_arena_copy(r->arena, zp_text_trim(zp_buffer_text(&r->text)));
    }
    r->text.size = 0;
}

// ---------------------------------------------------------------- text

static void add_font(reading *r, zp_text name) {
    zp_docx_facts *facts = r->facts;
    bool known = name.size == 0 || facts->font_count >= LIST_MAX;
    for (size_t i = 0; i < facts->font_count && !known; i++) {
        known = zp_text_equal(facts->fonts[i], name);
    }
    if (!known) {
        *ZP_PUSH(r->arena, facts->fonts, facts->font_count, r->font_capacity) = name;
    }
}

static void visit_font(reading *r, const inspect_event *event) {
    static const char *const slots[] = {"ascii", "eastAsia", "hAnsi", "cs"};
    if (inspect_is_word(event, "font")) {
        add_font(r, inspect_attribute(r->arena, event, "name"));
    } else if (inspect_is_word(event, "rFonts")) {
        for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
            add_font(r, inspect_attribute(r->arena, event, slots[i]));
        }
    }
}

static void visit_change(zp_docx_facts *facts, const inspect_event *event) {
    static const char *const styles[] = {"rPrChange",     "pPrChange",     "tblPrChange",
                                         "trPrChange",    "tcPrChange",    "sectPrChange",
                                         "tblGridChange", "tblPrExChange", "numberingChange"};
    facts->inserted += inspect_is_word(event, "ins") || inspect_is_word(event, "cellIns");
    facts->deleted += inspect_is_word(event, "del") || inspect_is_word(event, "cellDel");
    facts->moved += inspect_is_word(event, "moveTo");
    facts->comments += inspect_is_word(event, "comment");
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        facts->restyled += inspect_is_word(event, styles[i]);
    }
}

static void begin_control(reading *r) {
    zp_docx_facts *facts = r->facts;
    size_t at = SIZE_MAX;
    if (facts->control_count < LIST_MAX) {
        at = facts->control_count;
        *ZP_PUSH(r->arena, facts->controls, facts->control_count, r->control_capacity) =
            (zp_docx_control){0};
    }
    if (r->depth < DEPTH_MAX) {
        r->open[r->depth] = at;
        r->asks[r->depth] = r->pictured[r->depth] = false;
    }
    r->depth++;
}

// Of controls in each other the innermost has the text.
static zp_docx_control *open_control(reading *r) {
    bool known = r->depth > 0 && r->depth <= DEPTH_MAX && r->open[r->depth - 1] != SIZE_MAX;
    return known ? &r->facts->controls[r->open[r->depth - 1]] : NULL;
}

// A seal stands over words of the form, and a stamp beside them: only a picture fills it in. Else
// what was typed does, where it is not what the control asks for.
static bool is_filled(const reading *r, const zp_docx_control *control) {
    zp_text text = zp_text_trim(control->text);
    bool typed = text.size > 0 && !r->asks[r->depth - 1] && !zp_text_equal(text, control->title) &&
                 !zp_text_starts(control->tag, "seal");
    return typed || r->pictured[r->depth - 1];
}

static void visit_control(reading *r, const inspect_event *event) {
    zp_docx_control *control = open_control(r);
    if (inspect_is_word(event, "sdt")) {
        if (!event->end) {
            begin_control(r);
        } else if (r->depth > 0) {
            if (control != NULL) {
                control->filled = is_filled(r, control);
            }
            r->depth--;
        }
    } else if (control == NULL || event->end) {
        return;
    } else if (inspect_is_word(event, "tag")) {
        control->tag = inspect_attribute(r->arena, event, "val");
    } else if (inspect_is_word(event, "alias")) {
        control->title = inspect_attribute(r->arena, event, "val");
    } else if (inspect_is_word(event, "showingPlcHdr")) {
        zp_text value = inspect_attribute(r->arena, event, "val");
        r->asks[r->depth - 1] = !zp_text_is(value, "0") && !zp_text_is(value, "false");
    } else if (inspect_is_word(event, "drawing") || inspect_is_word(event, "pict") ||
               inspect_is_word(event, "object")) {
        r->pictured[r->depth - 1] = true;
    }
}

static void visit_text(void *data, const inspect_event *event) {
    reading *r = data;
    zp_docx_control *control = open_control(r);
    if (event->name == NULL) {
        if (control != NULL && control->text.size + event->text.size <= TEXT_MAX) {
            control->text =
                zp_arena_print(r->arena, "%.*s%.*s", ZP_ARG(control->text), ZP_ARG(event->text));
        }
        return;
    }
    visit_control(r, event);
    if (!event->end) {
        visit_font(r, event);
        visit_change(r->facts, event);
        r->facts->tracking = r->facts->tracking || inspect_is_word(event, "trackRevisions");
        r->facts->guarded = r->facts->guarded || inspect_is_word(event, "documentProtection");
    }
}

// ---------------------------------------------------------------- relations

static void visit_relation(void *data, const inspect_event *event) {
    reading *r = data;
    zp_docx_facts *facts = r->facts;
    if (event->end || !is(event, "Relationship") || facts->outside_count >= LIST_MAX ||
        !zp_text_is(inspect_attribute(r->arena, event, "TargetMode"), "External")) {
        return;
    }
    *ZP_PUSH(r->arena, facts->outside, facts->outside_count, r->outside_capacity) =
        inspect_attribute(r->arena, event, "Target");
}

// ---------------------------------------------------------------- parts

static inspect_visitor *visitor_of(zp_text name) {
    if (zp_text_starts(name, "docProps/") && zp_text_ends(name, ".xml")) {
        return visit_property;
    }
    if (zp_text_ends(name, ".rels")) {
        return visit_relation;
    }
    return zp_text_starts(name, "word/") && zp_text_ends(name, ".xml") ? visit_text : NULL;
}

static void read_part(reading *r, zp_messages *messages, const char *file, const zp_entry *part) {
    zp_docx_facts *facts = r->facts;
    inspect_visitor *visitor = visitor_of(part->name);
    facts->macros = facts->macros || zp_text_ends(part->name, "vbaProject.bin");
    facts->objects += zp_text_starts(part->name, "word/embeddings/") ||
                      zp_text_starts(part->name, "word/activeX/");
    facts->sealed = facts->sealed || zp_text_starts(part->name, "_xmlsignatures/");
    r->depth = 0;
    r->property = (zp_text){0};
    r->text.size = 0;
    if (visitor != NULL &&
        (part->bytes.size > PART_MAX || !inspect_part(part->bytes, visitor, r))) {
        zp_report(messages, ZP_WARNING, zp_whole_file(file), "docx-damaged",
                  "its part %.*s is no XML that can be read to its end", ZP_ARG(part->name));
    }
}

bool inspect_is_docx(const zp_entry *entries, size_t count) {
    bool types = false, text = false;
    for (size_t i = 0; i < count; i++) {
        types = types || zp_text_is(entries[i].name, "[Content_Types].xml");
        text = text || zp_text_is(entries[i].name, "word/document.xml");
    }
    return types && text;
}

zp_docx_facts *inspect_docx(zp_arena *arena, zp_messages *messages, const char *file,
                            const zp_entry *entries, size_t count) {
    reading r = {.arena = arena, .facts = ZP_NEW(arena, zp_docx_facts)};
    for (size_t i = 0; i < count; i++) {
        read_part(&r, messages, file, &entries[i]);
    }
    zp_buffer_free(&r.text);
    return r.facts;
}
