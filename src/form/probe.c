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
    int depth; // of lists in lists; deeper ones are left out: then what stands in their place
} probe;

static void add_member(zp_value *to, zp_value *value, zp_text key) {
    value->key = key;
    if (to->last != NULL) {
        to->last->next = value;
    } else {
        to->first = value;
    }
    to->last = value;
    to->count++;
}

static zp_value *make(const probe *probe, const zp_value *schema, zp_text key, int lists);

static zp_value *make_table(const probe *probe, const zp_value *properties, int lists) {
    zp_value *table = ZP_NEW(probe->arena, zp_value);
    table->kind = ZP_VALUE_TABLE;
    for (const zp_value *each = properties->first; each != NULL; each = each->next) {
        zp_value *made = make(probe, each, each->key, lists);
        if (made->kind != ZP_VALUE_ARRAY || made->count > 0) {
            add_member(table, made, each->key);
        }
    }
    return table;
}

static zp_value *make_list(const probe *probe, const zp_value *schema, int lists) {
    zp_value *list = ZP_NEW(probe->arena, zp_value);
    list->kind = ZP_VALUE_ARRAY;
    const zp_value *least = zp_value_get(schema, "minItems");
    const zp_value *items = zp_value_get(schema, "items");
    int64_t count = least != NULL ? least->number.coefficient : 1;
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
    made->text = made->kind == ZP_VALUE_TABLE ? (zp_text){0} : year ? ZP_TEXT("2024") : made->text;
    return made;
}

static bool is_same(const zp_message *a, const zp_message *b) {
    return a->place.line == b->place.line && a->place.column == b->place.column &&
           strcmp(a->place.file, b->place.file) == 0 && zp_text_equal(a->text, b->text);
}

// What is said of the form's own files, each thing once. What is said of such a record is nobody's
// concern.
static void tell(const zp_form *form, const zp_messages *said, zp_messages *out) {
    const zp_message *each, *other;
    for (size_t i = 0; (each = zp_messages_at(said, i)) != NULL; i++) {
        bool own =
            each->place.file != NULL && zp_text_starts(zp_text_of(each->place.file), form->folder);
        for (size_t k = 0; own && (other = zp_messages_at(out, k)) != NULL; k++) {
            own = other->place.file == NULL || !is_same(each, other);
        }
        if (own) {
            zp_report(out, each->severity, each->place, each->id, "%.*s", ZP_ARG(each->text));
        }
    }
}

// `used` and `out` may be NULL.
static void build_all(const zp_form *form, form_used *used, zp_messages *out, int depth) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    probe probe = {.arena = arena, .schema = form->schema, .depth = depth};
    zp_record record = {.folder = "", .file = "", .report = {"", 0}};
    record.root = make(&probe, form->schema, (zp_text){0}, 0);
    for (size_t i = 0; i < zp_form_document_count(form); i++) {
        zp_document *document;
        form_build(form, arena, messages, &record, zp_form_document_id(form, i), used, &document);
    }
    if (out != NULL) {
        tell(form, messages, out);
    }
    zp_messages_free(messages);
    zp_arena_free(arena);
}

void form_probe(const zp_form *form, form_used *used) {
    for (int depth = 1; depth <= LISTS_MAX; depth++) {
        build_all(form, used, NULL, depth);
    }
}

zp_status zp_form_try(const zp_form *form, zp_messages *messages) {
    size_t before = zp_messages_count(messages, ZP_ERROR);
    for (int depth = 0; depth <= LISTS_MAX; depth++) { // 0: no list has an element
        build_all(form, NULL, messages, depth);
    }
    return zp_messages_count(messages, ZP_ERROR) > before ? ZP_BAD_INPUT : ZP_OK;
}
