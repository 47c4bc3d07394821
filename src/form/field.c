// Where to sign and where the seal goes: <field>.
#include "form/parts.h"

#include <string.h>

// A room that a signature can be written in, whatever the profile leaves blank.
enum { LEAST_WIDTH = 600 };

static bool is_name(zp_text name) {
    bool good = name.size > 0 && name.data[0] >= 'a' && name.data[0] <= 'z';
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
    return good;
}

static bool ends_so(zp_text text, const char *const *endings) {
    for (; *endings != NULL; endings++) {
        if (zp_text_ends(text, *endings)) {
            return true;
        }
    }
    return false;
}

// What a label asks for: 填表人： → 填表人签字.
static zp_text title_of(zp_arena *arena, zp_text label, zp_field_kind kind) {
    static const char *const asking[] = {"签字", "签名", "签章", "盖章", NULL};
    static const char colon[] = "：";
    label = zp_text_trim(label);
    if (zp_text_ends(label, colon)) {
        label = zp_text_trim(zp_text_slice(label, 0, label.size - strlen(colon)));
    }
    if (label.size > 0 && ends_so(label, asking)) {
        return zp_arena_copy(arena, label);
    }
    return kind == ZP_FIELD_SEAL ? ZP_TEXT("单位盖章")
                                 : zp_arena_print(arena, "%.*s签字", ZP_ARG(label));
}

// A line such as 部门名称：……（盖章） asks for a seal; one that is a name and no more does not.
static bool asks_for_seal(form_builder *builder, const zp_node *block) {
    static const char word[] = "章";
    zp_text text = zp_node_text(builder->arena, block);
    for (size_t i = 0; i + strlen(word) <= text.size; i++) {
        if (memcmp(text.data + i, word, strlen(word)) == 0) {
            return true;
        }
    }
    return false;
}

void form_build_field(form_builder *builder, const form_part *part, form_spot *spot) {
    zp_node *block = form_open_paragraph(builder, part, spot);
    if (block == NULL || builder->record->edition.published) {
        return; // nobody signs a copy for publication
    }
    zp_text name = zp_text_trim(form_attribute_text(builder, part, "name", ""));
    zp_text width = zp_text_trim(form_attribute_text(builder, part, "em", "0"));
    zp_text label = form_attribute_text(builder, part, "title", "");
    zp_decimal em;
    if (!is_name(name)) {
        form_fail(builder, part->place, "field-name",
                  "name=\"%.*s\"; a name such as head, of a-z, 0-9 and -, is wanted", ZP_ARG(name));
        return;
    }
    bool seal = zp_text_is(name, "seal");
    if (!zp_decimal_read(width, &em) || !zp_decimal_round(em, 2, &em) || em.coefficient > 100000 ||
        em.coefficient < (seal ? -100000 : 0)) {
        form_fail(builder, part->place, "template-number",
                  "em=\"%.*s\"; a width such as 6 or 2.5 is wanted", ZP_ARG(width));
        return;
    }
    if (em.coefficient < 0 && !asks_for_seal(builder, block)) {
        return;
    }
    zp_node *node = zp_node_new(builder->arena, ZP_NODE_FIELD, part->place);
    zp_field *field = &node->as.field;
    field->kind = seal ? ZP_FIELD_SEAL : ZP_FIELD_SIGNATURE;
    field->name = zp_arena_copy(builder->arena, name);
    field->title = title_of(builder->arena, label, field->kind);
    field->width = (int)em.coefficient;
    field->width = !seal && field->width < LEAST_WIDTH ? LEAST_WIDTH : field->width;
    zp_node_append(block, node);
}

// ---------------------------------------------------------------- names

typedef struct names {
    zp_arena *arena;
    zp_text *given; // as the templates have them, again and again
    size_t count, capacity;
} names;

// Two projects in one file have two heads: `head`, `head-2`.
static void name_below(names *names, zp_node *node) {
    for (zp_node *each = node->first; each != NULL; each = each->next) {
        if (each->type != ZP_NODE_FIELD) {
            name_below(names, each);
            continue;
        }
        size_t before = 0;
        zp_text *name = &each->as.field.name;
        for (size_t i = 0; i < names->count; i++) {
            before += zp_text_equal(names->given[i], *name);
        }
        *ZP_PUSH(names->arena, names->given, names->count, names->capacity) = *name;
        if (before > 0) {
            *name = zp_arena_print(names->arena, "%.*s-%zu", ZP_ARG(*name), before + 1);
        }
    }
}

void form_name_fields(zp_arena *arena, zp_node *root) {
    names names = {.arena = arena};
    name_below(&names, root);
}
