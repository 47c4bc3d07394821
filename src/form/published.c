// What an edition for publication leaves out: the values that the data's schema calls private
// (x-private), and the lines of a signature that show one.
#include "form/private.h"

static const zp_value *private_schema(const form_builder *builder, zp_text path) {
    const zp_value *at = form_schema_at(builder->form->schema, builder->arena, path);
    const zp_value *mark = zp_value_get(form_schema_follow(at, builder->form->schema), "x-private");
    return mark != NULL && zp_text_is(mark->text, "true") ? at : NULL;
}

void form_hold_back(form_builder *builder, form_value *value, zp_place place) {
    const zp_value *schema =
        value->path.size > 0 ? private_schema(builder, value->path) : (const zp_value *)NULL;
    if (schema == NULL) {
        return;
    }
    builder->held_back++;
    // In a table its cell stays empty; a sentence without it would say something else.
    if (builder->strict && !form_value_blank(value)) {
        form_fail(builder, place, "private-value",
                  "%.*s (%.*s) is not for publication, and this is the version that is published; "
                  "take it out of the report",
                  ZP_ARG(value->path), ZP_ARG(zp_value_text(zp_value_get(schema, "title"))));
    }
    value->value = NULL;
    value->text = (zp_text){0};
}

// ---------------------------------------------------------------- signatures

// What is wrong with the text is told where it is printed.
static bool asks_private(const form_builder *builder, const zp_value *words) {
    if (words == NULL) {
        return false;
    }
    form_builder asking = *builder;
    asking.messages = zp_messages_new();
    asking.held_back = 0;
    form_value value = {.text = words->text, .place = words->place, .given = true, .words = true};
    form_expand_value(&asking, &value);
    zp_messages_free(asking.messages);
    return asking.held_back > 0;
}

static zp_value *new_member(zp_arena *arena, const zp_value *from) {
    zp_value *made = ZP_NEW(arena, zp_value);
    *made = *from;
    made->next = NULL;
    return made;
}

static zp_value *new_list(zp_arena *arena, const zp_value *from) {
    zp_value *made = new_member(arena, from);
    made->first = made->last = NULL;
    made->count = 0;
    return made;
}

// The entry at another's place: on a line of its own, or beside the one before.
static zp_value *move_entry(zp_arena *arena, const zp_value *entry, const zp_value *to) {
    zp_value *made = new_list(arena, entry);
    const zp_value *beside = zp_value_get(to, "beside");
    for (const zp_value *each = entry->first; each != NULL; each = each->next) {
        if (!zp_text_is(each->key, "beside")) {
            zp_value_add(made, new_member(arena, each));
        }
    }
    if (beside != NULL) {
        zp_value_add(made, new_member(arena, beside));
    }
    return made;
}

static zp_value *published_signature(const form_builder *builder, const zp_value *list) {
    zp_value *kept = new_list(builder->arena, list);
    const zp_value *place = list->first; // those that stay move up, and keep the columns
    for (const zp_value *each = list->first; each != NULL; each = each->next) {
        if (!asks_private(builder, zp_value_get(each, "value"))) {
            zp_value_add(kept, move_entry(builder->arena, each, place));
            place = place->next;
        }
    }
    return kept;
}

const zp_value *form_published_document(const form_builder *builder) {
    zp_value *table = new_list(builder->arena, builder->document);
    for (const zp_value *each = builder->document->first; each != NULL; each = each->next) {
        bool signature = zp_text_is(each->key, "signature");
        zp_value_add(table, signature ? published_signature(builder, each)
                                      : new_member(builder->arena, each));
    }
    return table;
}
