// The words of a form's data file: comments, each thing said once, and values as TOML writes them.
#include "form/skeleton.h"

#include <string.h>

// ------------------------------------------------ values

void skeleton_quoted(zp_buffer *out, zp_text text) {
    zp_buffer_add_string(out, "\"");
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == '"' || c == '\\') {
            zp_buffer_print(out, "\\%c", c);
        } else if (c == '\n') {
            zp_buffer_add_string(out, "\\n");
        } else if (c < 0x20 || c == 0x7F) {
            zp_buffer_print(out, "\\u%04X", c);
        } else {
            zp_buffer_add(out, &text.data[i], 1);
        }
    }
    zp_buffer_add_string(out, "\"");
}

void skeleton_literal(zp_buffer *out, const zp_value *value) {
    if (value->kind == ZP_VALUE_TEXT) {
        skeleton_quoted(out, value->text);
    } else if (value->kind == ZP_VALUE_ARRAY) {
        zp_buffer_add_string(out, "[");
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            zp_buffer_add_string(out, each == value->first ? "" : ", ");
            skeleton_literal(out, each);
        }
        zp_buffer_add_string(out, "]");
    } else if (value->kind == ZP_VALUE_TABLE) {
        zp_buffer_add_string(out, "{ ");
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            zp_buffer_print(out, "%s%.*s = ", each == value->first ? "" : ", ", ZP_ARG(each->key));
            skeleton_literal(out, each);
        }
        zp_buffer_add_string(out, " }");
    } else {
        zp_buffer_add_text(out, value->text);
    }
}

// ------------------------------------------------ comments

bool skeleton_told(skeleton *s, zp_text sentence) {
    for (size_t i = 0; i < s->told_count; i++) {
        if (zp_text_equal(s->told[i], sentence)) {
            return true;
        }
    }
    *ZP_PUSH(s->arena, s->told, s->told_count, s->told_capacity) = sentence;
    return false;
}

static void write_description(skeleton *s, zp_text text) {
    static const char stop[] = "。";
    for (size_t from = 0, to = 0; from < text.size; from = to) {
        to = from;
        while (to < text.size && !zp_text_starts(zp_text_slice(text, to, text.size), stop)) {
            to++;
        }
        to = to < text.size ? to + sizeof stop - 1 : to;
        zp_text sentence = zp_text_trim(zp_text_slice(text, from, to));
        if (!skeleton_told(s, sentence)) {
            zp_buffer_add_text(s->out, sentence);
        }
    }
}

// `["", "", ""]` is no example.
static bool is_blank(const zp_value *value) {
    bool blank = value->kind >= ZP_VALUE_ARRAY || zp_value_blank(value);
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        blank = blank && is_blank(each);
    }
    return blank;
}

// What the form knows better than the schema: the weight of the execution rate.
static bool write_own_example(skeleton *s, zp_text path) {
    bool project = zp_text_is(path, "project[].funds.weight");
    if (!project && !zp_text_is(path, "funds.weight")) {
        return false;
    }
    zp_decimal weight = form_execution_weight(s->form->profile, project);
    zp_buffer_print(s->out, "例：%.*s", ZP_ARG(zp_decimal_text(s->arena, weight)));
    return true;
}

// `# 编制数：机构编制部门核定的编制数。例：97`
void skeleton_comment(skeleton *s, const zp_value *schema, zp_text path, bool example) {
    if (s->quiet) {
        return;
    }
    const zp_value *examples = zp_value_get(schema, "examples");
    zp_buffer_print(s->out, "# %.*s", ZP_ARG(zp_value_text(zp_value_get(schema, "title"))));
    size_t before = s->out->size;
    zp_buffer_add_string(s->out, "：");
    write_description(s, zp_value_text(zp_value_get(schema, "description")));
    if (example && !write_own_example(s, path) && examples != NULL && examples->first != NULL &&
        !is_blank(examples->first)) {
        zp_buffer_add_string(s->out, "例：");
        skeleton_literal(s->out, examples->first);
    }
    if (s->out->size == before + strlen("：")) {
        s->out->size = before;
    }
    zp_buffer_add_string(s->out, "\n");
}

// ------------------------------------------------ the profile's words

// Is `path` what one of the text's {{…}} begins with?
static bool names(zp_text text, zp_text path) {
    for (size_t i = 2; i + path.size <= text.size; i++) {
        zp_text rest = zp_text_slice(text, i, text.size);
        bool begins = text.data[i - 1] == '{' || text.data[i - 1] == ' ';
        if (begins && zp_text_equal(zp_text_slice(rest, 0, path.size), path) &&
            (rest.size == path.size || strchr(" |}", rest.data[path.size]) != NULL)) {
            return true;
        }
    }
    return false;
}

// `其中：一般公共预算：` of the line that prints the path, without what only the table needs.
zp_text skeleton_label(const skeleton *s, zp_text path) {
    static const char *const keys[] = {"income", "spending"};
    static const char lead[] = "其中：", colon[] = "：";
    const zp_value *table = zp_value_get(s->form->profile, "self_evaluation");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const zp_value *list = zp_value_get(table, keys[i]);
        for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
            if (!names(zp_value_text(zp_value_get(each, "amount")), path)) {
                continue;
            }
            zp_text label = form_one_line(s->arena, zp_value_text(zp_value_get(each, "label")));
            label = zp_text_starts(label, lead) ? zp_text_slice(label, strlen(lead), label.size)
                                                : label;
            return zp_text_ends(label, colon) ? zp_text_slice(label, 0, label.size - strlen(colon))
                                              : label;
        }
    }
    return (zp_text){0};
}
