#include "form/private.h"

#include <string.h>

static bool is_key_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || (unsigned char)c >= 0x80;
}

static size_t read_key(zp_text source, size_t at) {
    while (at < source.size && is_key_byte(source.data[at])) {
        at++;
    }
    return at;
}

// The offset behind the `]` that closes the `[` at `from`; brackets in a name pair. 0 if none.
static size_t behind_bracket(zp_text source, size_t from) {
    size_t open = 0;
    for (size_t i = from; i < source.size; i++) {
        if (source.data[i] == '[') {
            open++;
        } else if (source.data[i] == ']' && --open == 0) {
            return i + 1;
        }
    }
    return 0;
}

static bool read_index(zp_text inside, size_t *index) {
    *index = 0;
    for (size_t i = 0; i < inside.size; i++) {
        if (inside.data[i] < '0' || inside.data[i] > '9' || i == 9) {
            return false;
        }
        *index = *index * 10 + (size_t)(inside.data[i] - '0');
    }
    return inside.size > 0;
}

static bool read_step(zp_text source, size_t *at, bool first, form_step *step) {
    size_t from = *at;
    if (source.data[from] == '[' && !first) {
        size_t end = behind_bracket(source, from);
        if (end == 0) {
            return false;
        }
        step->text = zp_text_slice(source, from + 1, end - 1);
        step->kind = read_index(step->text, &step->index) ? FORM_STEP_INDEX : FORM_STEP_NAME;
        *at = end;
        return step->text.size > 0;
    }
    if (!first && source.data[from++] != '.') {
        return false;
    }
    size_t end = read_key(source, from);
    step->kind = FORM_STEP_KEY;
    step->text = zp_text_slice(source, from, end);
    *at = end;
    return end > from;
}

size_t form_path_read(zp_arena *arena, zp_text source, form_path *path) {
    size_t at = 0, capacity = 0;
    *path = (form_path){0};
    while (at < source.size && (at == 0 || source.data[at] == '.' || source.data[at] == '[')) {
        form_step step = {0};
        if (!read_step(source, &at, at == 0, &step)) {
            return 0;
        }
        *ZP_PUSH(arena, path->steps, path->count, capacity) = step;
    }
    path->source = zp_text_slice(source, 0, at);
    return at;
}

static const zp_value *named(const zp_value *array, zp_text name, size_t *index) {
    *index = 0;
    for (const zp_value *each = array->first; each != NULL; each = each->next, (*index)++) {
        const zp_value *own = zp_value_get(each, "name");
        if (own != NULL && zp_text_equal(zp_value_text(own), name)) {
            return each;
        }
    }
    return NULL;
}

const zp_value *form_step_walk(const zp_value *from, const form_step *step, size_t *index) {
    if (from == NULL) {
        return NULL;
    }
    if (step->kind == FORM_STEP_KEY) {
        if (from->kind == ZP_VALUE_ARRAY) { // prior, budget, final
            return zp_value_find(from, step->text, NULL);
        }
        return zp_value_member(from, step->text);
    }
    if (from->kind != ZP_VALUE_ARRAY) {
        return NULL;
    }
    if (step->kind == FORM_STEP_INDEX) {
        *index = step->index;
        const zp_value *found = zp_value_at(from, step->index);
        return found != NULL ? found : named(from, step->text, index);
    }
    return named(from, step->text, index);
}

// before, middle, after: put together by hand, as thousands are in a document.
static zp_text join(zp_arena *arena, zp_text before, char middle, zp_text after, const char *end) {
    size_t tail = strlen(end);
    char *out = ZP_ARRAY(arena, char, before.size + 1 + after.size + tail + 1);
    memcpy(out, before.data, before.size);
    out[before.size] = middle;
    memcpy(out + before.size + 1, after.data, after.size);
    memcpy(out + before.size + 1 + after.size, end, tail);
    return (zp_text){out, before.size + 1 + after.size + tail};
}

zp_text form_path_extend(zp_arena *arena, zp_text path, const form_step *step, size_t index,
                         bool found) {
    if (step->kind == FORM_STEP_KEY) {
        return path.size == 0 ? step->text : join(arena, path, '.', step->text, "");
    }
    return found ? zp_arena_print(arena, "%.*s[%zu]", ZP_ARG(path), index)
                 : join(arena, path, '[', step->text, "]");
}
