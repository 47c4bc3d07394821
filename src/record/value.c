#include "record/record.h"

#include <string.h>

static const char *const amount_names[] = {"prior", "budget", "final"};
enum { AMOUNTS = sizeof amount_names / sizeof *amount_names };

void zp_value_add(zp_value *parent, zp_value *child) {
    if (parent->last != NULL) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
    parent->count++;
}

const zp_value *zp_value_member(const zp_value *table, zp_text key) {
    if (table == NULL || table->kind != ZP_VALUE_TABLE) {
        return NULL;
    }
    for (const zp_value *each = table->first; each != NULL; each = each->next) {
        if (zp_text_equal(each->key, key)) {
            return each;
        }
    }
    return NULL;
}

const zp_value *zp_value_get(const zp_value *table, const char *key) {
    return zp_value_member(table, zp_text_of(key));
}

const zp_value *zp_value_first(const zp_value *list) {
    return list != NULL ? list->first : NULL;
}

const zp_value *zp_value_at(const zp_value *array, size_t index) {
    if (array == NULL || array->kind != ZP_VALUE_ARRAY || index >= array->count) {
        return NULL;
    }
    const zp_value *each = array->first;
    while (each != NULL && index-- > 0) {
        each = each->next;
    }
    return each;
}

static bool is_scalar(const zp_value *value) {
    return value->kind != ZP_VALUE_ARRAY && value->kind != ZP_VALUE_TABLE;
}

// prior, budget, final: only of three values that are none of them lists.
static const zp_value *find_amount(const zp_value *array, zp_text name) {
    if (array->kind != ZP_VALUE_ARRAY || array->count != AMOUNTS) {
        return NULL;
    }
    for (const zp_value *each = array->first; each != NULL; each = each->next) {
        if (!is_scalar(each)) {
            return NULL;
        }
    }
    for (size_t i = 0; i < AMOUNTS; i++) {
        if (zp_text_is(name, amount_names[i])) {
            return zp_value_at(array, i);
        }
    }
    return NULL;
}

// The first element with this `name`.
static const zp_value *find_named(const zp_value *array, zp_text name) {
    if (array->kind != ZP_VALUE_ARRAY) {
        return NULL;
    }
    for (const zp_value *each = array->first; each != NULL; each = each->next) {
        const zp_value *own = zp_value_get(each, "name");
        if (own != NULL && zp_text_equal(zp_value_text(own), name)) {
            return each;
        }
    }
    return NULL;
}

static const zp_value *find_element(const zp_value *array, zp_text inside) {
    size_t index = 0;
    for (size_t i = 0; i < inside.size; i++) {
        if (inside.data[i] < '0' || inside.data[i] > '9' || i == 9) {
            return find_named(array, inside);
        }
        index = index * 10 + (size_t)(inside.data[i] - '0');
    }
    // A row may be named by a number: `[2023]`.
    const zp_value *found = inside.size > 0 ? zp_value_at(array, index) : NULL;
    return found != NULL ? found : find_named(array, inside);
}

// The offset behind the `]` that closes the `[` at `from`; brackets in a name pair. 0 if none.
static size_t behind_bracket(zp_text path, size_t from) {
    size_t open = 0;
    for (size_t i = from; i < path.size; i++) {
        if (path.data[i] == '[') {
            open++;
        } else if (path.data[i] == ']' && --open == 0) {
            return i + 1;
        }
    }
    return 0;
}

static size_t behind_key(zp_text path, size_t from) {
    while (from < path.size && path.data[from] != '.' && path.data[from] != '[') {
        from++;
    }
    return from;
}

// Takes one part off the path at *at: `key`, `.key` or `[…]`.
static const zp_value *find_part(const zp_value *value, zp_text path, size_t *at) {
    size_t from = *at;
    if (path.data[from] == '[') {
        size_t end = from > 0 ? behind_bracket(path, from) : 0;
        *at = end;
        return end > 0 ? find_element(value, zp_text_slice(path, from + 1, end - 1)) : NULL;
    }
    if (from > 0 && path.data[from++] != '.') {
        return NULL; // text behind a `]`
    }
    size_t end = behind_key(path, from);
    zp_text key = zp_text_slice(path, from, end);
    *at = end;
    if (key.size == 0) {
        return NULL;
    }
    return value->kind == ZP_VALUE_ARRAY ? find_amount(value, key) : zp_value_member(value, key);
}

const zp_value *zp_value_find(const zp_value *root, zp_text path, size_t *wrong) {
    const zp_value *value = path.size > 0 ? root : NULL;
    size_t at = 0, from = 0;
    while (value != NULL && at < path.size) {
        from = at;
        value = find_part(value, path, &at);
    }
    if (value == NULL && wrong != NULL) {
        bool dot = from > 0 && from < path.size && path.data[from] == '.';
        *wrong = from + (dot ? 1 : 0); // point at the name
    }
    return value;
}

zp_text zp_value_text(const zp_value *value) {
    if (value == NULL || (value->kind != ZP_VALUE_TEXT && value->kind != ZP_VALUE_NUMBER)) {
        return (zp_text){NULL, 0};
    }
    return value->text;
}

bool zp_value_blank(const zp_value *value) {
    return value == NULL || (value->kind == ZP_VALUE_TEXT && zp_text_trim(value->text).size == 0);
}

bool zp_value_decimal(const zp_value *value, zp_decimal *out) {
    if (value == NULL || (value->kind != ZP_VALUE_TEXT && value->kind != ZP_VALUE_NUMBER)) {
        return false;
    }
    if (value->kind == ZP_VALUE_NUMBER) {
        *out = value->number;
        return true;
    }
    zp_text text = zp_text_trim(value->text);
    if (zp_text_ends(text, "%")) {
        text = zp_text_slice(text, 0, text.size - 1);
    } else if (zp_text_ends(text, "％")) { // the full-width one, as typed in Chinese
        text = zp_text_slice(text, 0, text.size - strlen("％"));
    }
    return zp_decimal_read(zp_text_trim(text), out);
}
