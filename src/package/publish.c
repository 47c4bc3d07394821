// What a version for publication must not have: telephone numbers, and what the data keep private,
// wherever they stand.
#include "package/private.h"

static bool is_digit(zp_text text, size_t at) {
    return at < text.size && text.data[at] >= '0' && text.data[at] <= '9';
}

static size_t digits(zp_text text, size_t at) {
    size_t end = at;
    while (is_digit(text, end)) {
        end++;
    }
    return end - at;
}

static size_t mark_size(zp_text text, size_t at) {
    static const char *const marks[] = {"-", "—", "－", "–", ")", "）", " "};
    zp_text rest = zp_text_slice(text, at, text.size);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (zp_text_starts(rest, marks[i])) {
            return strlen(marks[i]);
        }
    }
    return 0;
}

// A mobile number has 11 digits from 13 to 19 on; a number in town an area code of 3 or 4 digits
// that begins with 0, and 7 or 8 digits. An amount has no more than one 0 before its point.
static size_t phone_size(zp_text text, size_t at) {
    size_t count = digits(text, at);
    if (count == 11 && text.data[at] == '1' && text.data[at + 1] >= '3') {
        return count;
    }
    if (text.data[at] != '0' || count < 3) {
        return 0;
    }
    if (count >= 10 && count <= 12) {
        return count;
    }
    size_t mark = count <= 4 ? mark_size(text, at + count) : 0;
    size_t more = mark > 0 ? digits(text, at + count + mark) : 0;
    return more == 7 || more == 8 ? count + mark + more : 0;
}

static zp_text find_phone(zp_text text) {
    for (size_t i = 0; i < text.size;) {
        if (!is_digit(text, i)) {
            i++;
            continue;
        }
        bool fraction = i > 0 && text.data[i - 1] == '.';
        size_t size = fraction ? 0 : phone_size(text, i);
        if (size > 0) {
            return zp_text_slice(text, i, i + size);
        }
        i += digits(text, i);
    }
    return (zp_text){0};
}

typedef struct search {
    const package_edition *edition;
    zp_messages *messages;
    zp_text *kept; // what the data keep private
    size_t count, capacity;
    bool found;
} search;

static void collect(search *s, const zp_schema *schema, const zp_value *value) {
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        if (each->kind >= ZP_VALUE_ARRAY) {
            collect(s, schema, each);
        } else if (!zp_value_blank(each) &&
                   zp_schema_is_private(schema, s->edition->record->root, each)) {
            *ZP_PUSH(s->edition->arena, s->kept, s->count, s->capacity) = zp_text_trim(each->text);
        }
    }
}

static bool contains(zp_text text, zp_text part) {
    for (size_t i = 0; i + part.size <= text.size; i++) {
        if (memcmp(text.data + i, part.data, part.size) == 0) {
            return true;
        }
    }
    return false;
}

static void tell(search *s, zp_place place, const char *what, zp_text text) {
    zp_report(s->messages, ZP_ERROR, place, "private-text",
              "%s, %.*s, would be published; take it out, or make the package without --public",
              zp_translated(what), ZP_ARG(text));
    s->found = true;
}

// Of the run that has it; it may be in two.
static zp_place place_of(const zp_node *block, zp_text part) {
    const zp_node *first = NULL;
    for (const zp_node *each = block->first; each != NULL; each = each->next) {
        if (each->type != ZP_NODE_RUN) {
            continue;
        }
        if (contains(each->as.run.text, part)) {
            return each->place;
        }
        first = first != NULL ? first : each;
    }
    return first != NULL ? first->place : block->place;
}

static void look_at(search *s, const zp_node *block) {
    zp_text text = zp_node_text(s->edition->arena, block), phone = find_phone(text);
    if (phone.size > 0) {
        tell(s, place_of(block, phone), ZP_MARKED("what looks like a telephone number"), phone);
    }
    for (size_t i = 0; i < s->count; i++) {
        if (contains(text, s->kept[i])) {
            tell(s, place_of(block, s->kept[i]), ZP_MARKED("what the data keep private"),
                 s->kept[i]);
        }
    }
}

static void look_below(search *s, const zp_node *node) {
    for (const zp_node *each = node->first; each != NULL; each = each->next) {
        if (each->type == ZP_NODE_PARAGRAPH || each->type == ZP_NODE_HEADING) {
            look_at(s, each);
        } else {
            look_below(s, each);
        }
    }
}

zp_status package_find_private(const package_edition *edition, zp_messages *messages,
                               const zp_schema *schema) {
    search s = {.edition = edition, .messages = messages};
    collect(&s, schema, edition->record->root);
    for (size_t i = 0; i < edition->count; i++) {
        look_below(&s, edition->documents[i].tree->root);
    }
    return s.found ? ZP_BAD_INPUT : ZP_OK;
}
