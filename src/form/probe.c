// A form built from a record that nobody wrote, with a value everywhere. Every path that is asked
// for is noted, so that a new element in a template shows by itself in what `ziping new` writes;
// and what is wrong with the form itself shows before a unit is there (`ziping forms`).
#include "form/private.h"

#include <string.h>

// `indicator[3].name` as `indicator[].name`.
static zp_text without_indexes(zp_arena *arena, zp_text path) {
    zp_buffer out = {0};
    bool inside = false;
    for (size_t i = 0; i < path.size; i++) {
        inside = inside && path.data[i] != ']';
        if (!inside) {
            zp_buffer_add(&out, &path.data[i], 1);
        }
        inside = inside || path.data[i] == '[';
    }
    zp_text result = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return result;
}

void form_used_add(form_used *used, zp_text path) {
    if (path.size == 0) {
        return;
    }
    zp_text plain = without_indexes(used->arena, path);
    for (size_t i = 0; i < used->count; i++) {
        if (zp_text_equal(used->paths[i], plain)) {
            return;
        }
    }
    *ZP_PUSH(used->arena, used->paths, used->count, used->capacity) = plain;
}

bool form_used_has(const form_used *used, zp_text path) {
    for (size_t i = 0; i < used->count; i++) {
        zp_text each = used->paths[i];
        bool below = each.size > path.size && memcmp(each.data, path.data, path.size) == 0 &&
                     (each.data[path.size] == '.' || each.data[path.size] == '[');
        if (below || zp_text_equal(each, path)) {
            return true;
        }
    }
    return false;
}

// ------------------------------------------------ the record

enum { LISTS_MAX = 3 }; // project[].indicator[].rows[]

typedef struct probe {
    zp_arena *arena;
    const zp_value *schema;
    int depth;  // of lists in lists; deeper ones are left out: then what stands in their place
    bool blank; // nothing has been filled in
} probe;

enum { ELEMENTS = 2 }; // of a list: a first, and one behind it

static void add_member(zp_value *to, zp_value *value, zp_text key) {
    value->key = key;
    zp_value_add(to, value);
}

static zp_value *make(const probe *probe, const zp_value *schema, zp_text key, int lists);

// With rows, an indicator must not give what the rows do.
static void drop_row_values(zp_value *table) {
    const zp_value *rows = zp_value_get(table, "rows");
    zp_value *kept = NULL;
    for (zp_value *each = rows != NULL ? table->first : NULL; each != NULL; each = each->next) {
        if (form_is_of_rows(each->key)) {
            table->count--;
            *(kept != NULL ? &kept->next : &table->first) = each->next;
        } else {
            kept = each;
        }
    }
    table->last = kept != NULL ? kept : table->last;
}

static zp_value *make_table(const probe *probe, const zp_value *properties, int lists) {
    zp_value *table = ZP_NEW(probe->arena, zp_value);
    table->kind = ZP_VALUE_TABLE;
    for (const zp_value *each = properties->first; each != NULL; each = each->next) {
        zp_value *made = make(probe, each, each->key, lists);
        if (made->kind != ZP_VALUE_ARRAY || made->count > 0) {
            add_member(table, made, each->key);
        }
    }
    drop_row_values(table);
    return table;
}

static zp_value *make_list(const probe *probe, const zp_value *schema, int lists) {
    zp_value *list = ZP_NEW(probe->arena, zp_value);
    list->kind = ZP_VALUE_ARRAY;
    const zp_value *least = zp_value_get(schema, "minItems");
    const zp_value *items = zp_value_get(schema, "items");
    int64_t count = least != NULL ? least->number.coefficient : ELEMENTS;
    for (int64_t i = 0; i < count && (lists < probe->depth || least != NULL); i++) {
        add_member(list, make(probe, items, (zp_text){0}, lists + 1), (zp_text){0});
    }
    return list;
}

static zp_value *make(const probe *probe, const zp_value *schema, zp_text key, int lists) {
    schema = form_schema_follow(schema, probe->schema);
    const zp_value *properties = zp_value_get(schema, "properties");
    const zp_value *type = zp_value_get(schema, "type");
    if (properties != NULL) {
        return make_table(probe, properties, lists);
    }
    if (zp_text_is(zp_value_text(type), "array")) {
        return make_list(probe, schema, lists);
    }
    zp_value *made = ZP_NEW(probe->arena, zp_value);
    made->kind = zp_text_is(zp_value_text(type), "object") ? ZP_VALUE_TABLE : ZP_VALUE_TEXT;
    bool year = zp_text_is(key, "year");
    made->text = zp_text_is(key, "date") ? ZP_TEXT("2024-01-01") : ZP_TEXT("1");
    // What the schema wants is there in every unit.
    bool filled = year || zp_text_starts(zp_value_text(zp_value_get(schema, "pattern")), "[^ ");
    bool empty = made->kind == ZP_VALUE_TABLE || (probe->blank && !filled);
    made->text = empty ? (zp_text){0} : year ? ZP_TEXT("2024") : made->text;
    return made;
}

// The report as `ziping new` begins it: each section with its guide, whose {{…}} are tried so.
static void add_section(const probe *probe, zp_value *sections, const zp_value *from, zp_text id) {
    const zp_value *guide = zp_value_get(from, "guide");
    zp_value *text = ZP_NEW(probe->arena, zp_value);
    text->kind = ZP_VALUE_TEXT;
    text->text = guide != NULL ? guide->text : ZP_TEXT("1");
    text->place = guide != NULL ? guide->place : from->place;
    add_member(sections, text, id);
}

static void add_sections(const probe *probe, const zp_form *form, zp_value *root) {
    const zp_value *report = zp_value_get(form->profile, "report");
    const zp_value *preamble = zp_value_get(report, FORM_PREAMBLE);
    const zp_value *list = zp_value_get(report, "section");
    zp_value *sections = (zp_value *)zp_value_find(root, ZP_TEXT("report.sections"), NULL);
    if (sections == NULL) {
        return;
    }
    if (preamble != NULL) {
        add_section(probe, sections, preamble, ZP_TEXT(FORM_PREAMBLE));
    }
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        add_section(probe, sections, each, zp_value_text(zp_value_get(each, "id")));
    }
}

// What stands before a semicolon, in the language that it is told in.
static zp_text first_clause(zp_text text) {
    for (size_t at = 0, from = 0; at < text.size; from = at) {
        uint32_t c = zp_utf8_next(text, &at);
        if (c == ';' || c == 0xFF1B) {
            return zp_text_slice(text, 0, from);
        }
    }
    return text;
}

// What is said of the form's own files, each thing once. What is said of such a record is nobody's
// concern.
static void tell(const zp_form *form, const zp_messages *said, zp_severity least,
                 zp_messages *out) {
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(said, i)) != NULL; i++) {
        zp_text file = zp_text_of(each->place.file);
        // Another record may miss the same key for another part of a template.
        bool missed =
            zp_text_is(zp_text_of(each->id), "unknown-path") && zp_text_is(file, form->file);
        zp_text what = missed ? first_clause(each->text) : each->text;
        if (each->severity >= least && zp_text_starts(file, form->folder) &&
            !form_said(out, each->place, what)) {
            zp_report(out, each->severity, each->place, each->id, "%.*s", ZP_ARG(each->text));
        }
    }
}

// What becomes of one document over all the records.
typedef struct outcome {
    bool set, failed;
    form_used used;
} outcome;

typedef struct trial {
    const zp_form *form;
    zp_messages *out;  // may be NULL
    outcome *outcomes; // by document
} trial;

// Texts of the profile that no document prints, or not each: names of files, who signs.
static void print_words(form_builder *builder, const zp_value *table, const char *const keys[2]) {
    for (size_t i = 0; i < 2; i++) {
        const zp_value *words = zp_value_get(table, keys[i]);
        form_value value = {.given = true, .words = true};
        if (words != NULL) {
            value.text = words->text;
            value.place = words->place;
            form_expand_value(builder, &value);
        }
    }
}

static void print_all_words(const trial *trial, form_builder *builder) {
    static const char *const of_document[] = {"file", "signs"};
    static const char *const of_package[] = {"name", "mark"};
    const zp_value *profile = builder->form->profile;
    const zp_value *each = zp_value_get(profile, "document")->first;
    for (outcome *o = trial->outcomes; each != NULL; each = each->next, o++) {
        builder->used = &o->used;
        builder->document = each;
        print_words(builder, each, of_document);
    }
    builder->document = NULL;
    print_words(builder, zp_value_get(profile, "package"), of_package);
}

static void build_all(const trial *trial, int depth, bool blank) {
    const zp_form *form = trial->form;
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    probe probe = {.arena = arena, .schema = form->schema, .depth = depth, .blank = blank};
    zp_record record = {.folder = "", .file = "", .report = {"", 0}};
    zp_value *root = make(&probe, form->schema, (zp_text){0}, 0);
    add_sections(&probe, form, root);
    record.root = root;
    record.edition.revised = depth > 1 ? 2 : 0; // both as it is first and as it is corrected
    for (size_t i = 0; i < zp_form_document_count(form); i++) {
        zp_document *document = NULL;
        outcome *outcome = &trial->outcomes[i];
        zp_status status = form_build(form, arena, messages, &record, zp_form_document_id(form, i),
                                      &outcome->used, &document);
        outcome->set = outcome->set || document != NULL;
        outcome->failed = outcome->failed || status != ZP_OK;
    }
    form_builder words = {.form = form, .record = &record, .arena = arena, .messages = messages};
    print_all_words(trial, &words);
    if (trial->out != NULL) { // that a value is blank is no news of a record without values
        tell(form, messages, blank ? ZP_ERROR : ZP_REMARK, trial->out);
    }
    zp_messages_free(messages);
    zp_arena_free(arena);
}

static const zp_value *file_name(const zp_value *document) {
    const zp_value *file = zp_value_get(document, "file");
    return file != NULL ? file : zp_value_get(document, "title");
}

// Files of one name are told apart by a number, which says nothing.
static void check_files(const trial *trial, const zp_value *document) {
    const zp_value *name = file_name(document);
    const zp_value *each = zp_value_get(trial->form->profile, "document")->first;
    for (; each != document; each = each->next) {
        if (zp_text_equal(file_name(each)->text, name->text) &&
            zp_text_equal(zp_value_text(zp_value_get(each, "mark")),
                          zp_value_text(zp_value_get(document, "mark")))) {
            zp_report(trial->out, ZP_WARNING, name->place, "same-file",
                      "the files of “%.*s” and “%.*s” have one name; a `file` that tells them "
                      "apart is wanted",
                      ZP_ARG(zp_value_text(zp_value_get(each, "id"))),
                      ZP_ARG(zp_value_text(zp_value_get(document, "id"))));
        }
    }
}

static outcome *outcomes_of(const zp_form *form, zp_arena *arena) {
    size_t count = zp_form_document_count(form);
    outcome *outcomes = ZP_ARRAY(arena, outcome, count);
    for (size_t i = 0; i < count; i++) {
        outcomes[i].used.arena = arena;
    }
    return outcomes;
}

void form_probe(const zp_form *form, form_used *used) {
    trial trial = {.form = form, .outcomes = outcomes_of(form, used->arena)};
    for (int depth = 1; depth <= LISTS_MAX; depth++) {
        build_all(&trial, depth, false);
    }
    for (size_t i = 0; i < zp_form_document_count(form); i++) {
        const form_used *own = &trial.outcomes[i].used;
        for (size_t k = 0; k < own->count; k++) {
            form_used_add(used, own->paths[k]);
        }
    }
}

// A document that no unit has, and one whose table has rows for groups that there are none of.
static void check_outcome(const trial *trial, const zp_value *document, const outcome *outcome,
                          bool *told) {
    const zp_value *template = zp_value_get(document, "template");
    const zp_value *groups = zp_value_get(trial->form->profile, "group");
    if (!outcome->set && !outcome->failed) {
        zp_report(trial->out, ZP_ERROR, template->place, "profile",
                  "“%.*s” sets no <section> for any unit; a template of pages is wanted",
                  ZP_ARG(template->text));
    }
    if (outcome->used.groups && groups == NULL && !*told) {
        *told = true;
        zp_report(trial->out, ZP_ERROR, template->place, "profile",
                  "“%.*s” prints indicators by their groups, and the profile has no [[group]]; "
                  "at least one is wanted",
                  ZP_ARG(template->text));
    }
}

zp_status zp_form_try(const zp_form *form, zp_messages *messages) {
    size_t before = zp_messages_count(messages, ZP_ERROR), index = 0;
    zp_arena *arena = zp_arena_new();
    trial trial = {.form = form, .out = messages, .outcomes = outcomes_of(form, arena)};
    for (int depth = 0; depth <= LISTS_MAX; depth++) { // 0: no list has an element
        build_all(&trial, depth, false);
    }
    build_all(&trial, LISTS_MAX, true);
    bool told = false; // that there are no groups
    const zp_value *documents = zp_value_get(form->profile, "document");
    for (const zp_value *each = documents->first; each != NULL; each = each->next) {
        check_outcome(&trial, each, &trial.outcomes[index++], &told);
        check_files(&trial, each);
    }
    zp_arena_free(arena);
    return zp_messages_count(messages, ZP_ERROR) > before ? ZP_BAD_INPUT : ZP_OK;
}
