// The words of a finding: templates with {0}, {0.name}, {difference} and {formula} filled in each
// language.
#include "check/marks.h"

#include <string.h>

static void add_part(zp_buffer *out, zp_text part, zp_language language,
                     const check_finding *found) {
    size_t index = 0, at = 0;
    while (at < part.size && part.data[at] >= '0' && part.data[at] <= '9' && at < 4) {
        index = index * 10 + (size_t)(part.data[at++] - '0');
    }
    zp_text rest = zp_text_slice(part, at, part.size);
    if (zp_text_is(part, "difference")) {
        zp_buffer_add_text(out, found->difference);
    } else if (zp_text_is(part, "formula")) {
        zp_buffer_add_text(out, found->formula);
    } else if (at > 0 && index < found->count && rest.size == 0) {
        zp_buffer_add_text(out, found->figures[index].text);
    } else if (at > 0 && index < found->count && zp_text_is(rest, ".name")) {
        zp_buffer_add_text(out, found->figures[index].name.in[language]);
    } else { // a brace of the words themselves
        zp_buffer_print(out, "{%.*s}", ZP_ARG(part));
    }
}

// 收入 2991.61万元 相同: a figure has blanks beside it, but none between its unit and Chinese.
static bool blank_too_many(zp_text filled, zp_text text, size_t at) {
    enum { HAN = 3 }; // bytes
    if (at + 1 >= text.size || text.data[at] != ' ' || filled.size < HAN) {
        return false;
    }
    size_t next = at + 1, last = filled.size - HAN;
    return check_is_han(zp_utf8_next(text, &next)) && check_is_han(zp_utf8_next(filled, &last));
}

static zp_text fill(check *c, const char *template, zp_language language,
                    const check_finding *found) {
    zp_buffer out = {0};
    zp_text text = zp_text_of(template);
    for (size_t at = 0; at < text.size;) {
        const char *open = memchr(text.data + at, '{', text.size - at);
        const char *end = open ? memchr(open, '}', text.size - (size_t)(open - text.data)) : NULL;
        if (end == NULL) {
            zp_buffer_add_text(&out, zp_text_slice(text, at, text.size));
            break;
        }
        zp_buffer_add_text(&out, zp_text_slice(text, at, (size_t)(open - text.data)));
        add_part(&out, (zp_text){open + 1, (size_t)(end - open) - 1}, language, found);
        at = (size_t)(end - text.data) + 1;
        at += blank_too_many(zp_buffer_text(&out), text, at);
    }
    zp_text filled = zp_arena_copy(c->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return filled;
}

zp_words check_fill(check *c, check_words template, const check_finding *found) {
    return (zp_words){
        {fill(c, template.zh, ZP_CHINESE, found), fill(c, template.en, ZP_ENGLISH, found)}};
}

zp_text check_print(check *c, const zp_value *words) {
    zp_text text = {0};
    if (words != NULL && zp_value_text(words).size > 0) {
        zp_form_print(c->form, c->arena, c->messages, c->record, words, &text);
    }
    return text;
}
