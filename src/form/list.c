// <for> and <let>: variables.
#include "form/parts.h"

enum { TIMES_MAX = 1000 };

// What a path in an attribute means; the path may be put together from values.
static form_value path_attribute(form_builder *builder, const form_part *part, const char *name,
                                 form_path *path) {
    const form_text *text = form_attribute_find(part, name);
    zp_text source = form_expand(builder, text);
    if (form_path_read(builder->arena, source, path) != source.size || source.size == 0) {
        if (!builder->failed) {
            form_fail(builder, part->place, "expression", "%s=\"%.*s\" is not a path", name,
                      ZP_ARG(source));
        }
        return (form_value){0};
    }
    return form_resolve(builder, path, part->place, true);
}

static void run(form_builder *builder, const form_part *part, form_spot *spot,
                form_variable *variable) {
    variable->outer = builder->variables;
    builder->variables = variable;
    form_build_parts(builder, part->first, spot);
    builder->variables = variable->outer;
}

static form_value element_value(form_builder *builder, const form_value *list,
                                const zp_value *element, size_t index) {
    form_value value = *list;
    form_step step = {.kind = FORM_STEP_INDEX, .index = index};
    step.text = zp_arena_print(builder->arena, "%zu", index);
    if (!list->words && !list->extra) {
        value.path = form_path_extend(builder->arena, list->path, &step, index, true);
    }
    value.value = element;
    value.text = zp_value_text(element);
    value.given = element != NULL;
    value.place = element != NULL ? element->place : list->place;
    return value;
}

static zp_text loop_name(const form_part *part) {
    const form_text *name = form_attribute_find(part, "as");
    return name->count > 0 ? name->pieces[0].literal : (zp_text){0};
}

// `i.rows` of an indicator without rows: the indicator itself.
static form_value owner_of(form_builder *builder, const form_path *path, zp_place place) {
    form_path owner = *path;
    owner.count -= owner.count > 1 ? 1 : 0;
    return form_resolve(builder, &owner, place, true);
}

static void loop_list(form_builder *builder, const form_part *part, form_spot *spot,
                      const form_value *list, size_t least) {
    bool is_array = list->value != NULL && list->value->kind == ZP_VALUE_ARRAY;
    bool single = list->given && !is_array && !form_value_blank(list);
    size_t given = is_array ? list->value->count : single;
    size_t count = given > least ? given : least;
    const zp_value *element = is_array ? list->value->first : NULL;
    for (size_t i = 0; i < count && !builder->endless; i++) {
        form_variable variable = {
            .name = loop_name(part), .index = i, .count = count, .loop = true};
        variable.value = single && i == 0 ? *list : element_value(builder, list, element, i);
        run(builder, part, spot, &variable);
        element = element != NULL ? element->next : NULL;
    }
}

void form_build_for(form_builder *builder, const form_part *part, form_spot *spot) {
    size_t least = (size_t)form_attribute_number(builder, part, "least", 0, 0, TIMES_MAX);
    if (form_attribute_find(part, "each") == NULL) {
        form_value nothing = {.words = true};
        size_t times = (size_t)form_attribute_number(builder, part, "times", 1, 0, TIMES_MAX);
        loop_list(builder, part, spot, &nothing, times);
        return;
    }
    form_path path;
    form_value list = path_attribute(builder, part, "each", &path);
    if (list.value == NULL && path.count > 0 && form_attribute_yes(builder, part, "or-self")) {
        list = owner_of(builder, &path, part->place);
    }
    loop_list(builder, part, spot, &list, least);
}

void form_build_let(form_builder *builder, const form_part *part, form_spot *spot) {
    form_path path;
    const form_text *name = form_attribute_find(part, "name");
    form_variable variable = {.name = name->count > 0 ? name->pieces[0].literal : (zp_text){0}};
    variable.value = path_attribute(builder, part, "of", &path);
    run(builder, part, spot, &variable);
}
