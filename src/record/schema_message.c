// What the check says. Each wording is a whole sentence of its own, for the translators.
#include "record/input.h"
#include "record/schema.h"

// Does this finding still get a message?
static bool count_finding(schema_check *check) {
    return ++check->found <= SCHEMA_FINDINGS_MAX;
}

// ---------------------------------------------------------------- naming a value

static void add_part(zp_buffer *out, const schema_step *step) {
    static const char *const amounts[] = {"prior", "budget", "final"};
    if (step->above == NULL) {
        return;
    }
    add_part(out, step->above);
    const zp_value *above = step->above->value;
    if (above->kind == ZP_VALUE_TABLE) {
        zp_buffer_print(out, "%s%.*s", out->size > 0 ? "." : "", ZP_ARG(step->value->key));
        return;
    }
    const zp_value *name = zp_value_get(step->value, "name");
    if (above->count == 3 && step->node->kind == KIND_AMOUNT) {
        zp_buffer_print(out, ".%s", amounts[step->index]);
    } else if (name != NULL && name->kind == ZP_VALUE_TEXT && !zp_value_blank(name)) {
        zp_buffer_add_string(out, "[");
        record_show(out, name->text);
        zp_buffer_add_string(out, "]");
    } else {
        zp_buffer_print(out, "[%zu]", step->index);
    }
}

// `staff.posts` (编制数), for the caller to free.
static zp_buffer name_of(const schema_step *step) {
    zp_buffer out = {0};
    zp_text title = step->node->title;
    if (step->above == NULL) {
        zp_buffer_add_string(&out, zp_translated("the file"));
        return out;
    }
    zp_buffer path = {0};
    add_part(&path, step);
    // An element of a list is spoken of by the list's title.
    if (step->above->value->kind == ZP_VALUE_ARRAY && step->above->node->title.size > 0) {
        title = step->above->node->title;
    }
    if (title.size > 0) {
        zp_buffer_print(&out, zp_translated("`%.*s` (%.*s)"), ZP_ARG(zp_buffer_text(&path)),
                        ZP_ARG(title));
    } else {
        zp_buffer_print(&out, "`%.*s`", ZP_ARG(zp_buffer_text(&path)));
    }
    zp_buffer_free(&path);
    return out;
}

// What was found, as typed; a long text shows its beginning.
static zp_buffer show(const zp_value *value) {
    zp_buffer out = {0};
    if (value->kind == ZP_VALUE_ARRAY) {
        zp_buffer_print(&out, zp_translated("a list of %zu"), value->count);
        return out;
    }
    if (value->kind == ZP_VALUE_TABLE) {
        zp_buffer_add_string(&out, zp_translated("a table"));
        return out;
    }
    const char *quote = value->kind == ZP_VALUE_TEXT ? "\"" : "";
    zp_buffer_add_string(&out, quote);
    record_show(&out, value->text);
    zp_buffer_add_string(&out, quote);
    return out;
}

typedef struct subject {
    zp_messages *messages;
    zp_place place;
    zp_buffer name, found;
} subject;

static subject subject_of(schema_check *check, const schema_step *step) {
    return (subject){check->messages, step->value->place, name_of(step), show(step->value)};
}

static void subject_free(subject *subject) {
    zp_buffer_free(&subject->name);
    zp_buffer_free(&subject->found);
}

// The first two of a format: the name and what was found.
#define NAMED(subject)                                                                             \
    ZP_ARG(zp_buffer_text(&(subject)->name)), ZP_ARG(zp_buffer_text(&(subject)->found))

// ---------------------------------------------------------------- keys

// The key of the table most like this one, or the empty text.
static zp_text most_like(const schema_node *node, zp_text key) {
    size_t limit = key.size < 4 ? 1 : key.size < 10 ? 2 : 3;
    zp_text best = {NULL, 0};
    size_t best_distance = limit + 1;
    for (size_t i = 0; i < node->properties.count; i++) {
        zp_text other = node->properties.items[i].key;
        size_t distance = zp_text_distance(key, other, limit);
        if (distance < best_distance) {
            best_distance = distance;
            best = other;
        }
    }
    return best;
}

static bool has_key(const schema_node *node, zp_text key) {
    for (size_t i = 0; i < node->properties.count; i++) {
        if (zp_text_equal(node->properties.items[i].key, key)) {
            return true;
        }
    }
    return false;
}

static zp_buffer list_keys(const schema_node *node) {
    zp_buffer out = {0};
    for (size_t i = 0; i < node->properties.count; i++) {
        zp_buffer_print(&out, "%s`%.*s`", i > 0 ? ", " : "", ZP_ARG(node->properties.items[i].key));
    }
    return out;
}

// The data are TOML or JSON, and are spoken of as such.
static bool is_json(zp_place place) {
    return zp_text_ends(zp_text_of(place.file), ".json");
}

void schema_unknown_key(schema_check *check, const schema_step *table, const schema_node *root,
                        const zp_value *member) {
    enum { LISTED_MAX = 32 };
    if (!count_finding(check)) {
        return;
    }
    zp_buffer where = name_of(table), keys = list_keys(table->node);
    zp_text like = most_like(table->node, member->key), name = zp_buffer_text(&where);
    if (like.size > 0) {
        zp_report(check->messages, ZP_ERROR, member->key_place, "unknown-key",
                  "unknown key `%.*s` in %.*s; did you mean `%.*s`?", ZP_ARG(member->key),
                  ZP_ARG(name), ZP_ARG(like));
    } else if (table->above != NULL && has_key(root, member->key)) {
        zp_report(check->messages, ZP_ERROR, member->key_place, "unknown-key",
                  is_json(member->key_place)
                      ? ZP_MARKED("unknown key `%.*s` in %.*s; it belongs to the outermost { }")
                      : ZP_MARKED("unknown key `%.*s` in %.*s; it belongs to the top of the file, "
                                  "before the first [heading]"),
                  ZP_ARG(member->key), ZP_ARG(name));
    } else if (table->node->properties.count > 0 && table->node->properties.count <= LISTED_MAX) {
        zp_report(check->messages, ZP_ERROR, member->key_place, "unknown-key",
                  "unknown key `%.*s` in %.*s; it may have %.*s", ZP_ARG(member->key), ZP_ARG(name),
                  ZP_ARG(zp_buffer_text(&keys)));
    } else {
        zp_report(check->messages, ZP_ERROR, member->key_place, "unknown-key",
                  "unknown key `%.*s` in %.*s; a key here is small letters, digits and _",
                  ZP_ARG(member->key), ZP_ARG(name));
    }
    zp_buffer_free(&where);
    zp_buffer_free(&keys);
}

void schema_missing_key(schema_check *check, const schema_step *table, zp_text key) {
    if (!count_finding(check)) {
        return;
    }
    zp_text title = {NULL, 0};
    for (size_t i = 0; i < table->node->properties.count; i++) {
        if (zp_text_equal(table->node->properties.items[i].key, key)) {
            title = table->node->properties.items[i].node->title;
        }
    }
    zp_buffer where = name_of(table);
    zp_report(check->messages, ZP_ERROR, table->value->place, "missing-key",
              "%.*s has no key `%.*s` (%.*s), and it needs one", ZP_ARG(zp_buffer_text(&where)),
              ZP_ARG(key), ZP_ARG(title));
    zp_buffer_free(&where);
}

// ---------------------------------------------------------------- values

// The sentence for a value that is not of its kind; false if the kind has none.
static bool say_kind(const subject *subject, schema_kind kind, bool wrong_type) {
    switch (kind) {
    case KIND_AMOUNT:
        zp_report(subject->messages, ZP_ERROR, subject->place,
                  wrong_type ? "wrong-type" : "not-an-amount",
                  "%.*s is %.*s; an amount is a number with at most 12 digits and 4 decimals, and "
                  "nothing else (12.5), or one of the marks \"\", \"/\", \"-\", \"--\", "
                  "\"—\", \"——\", \"无\", \"不适用\"",
                  NAMED(subject));
        return true;
    case KIND_RATE:
        zp_report(subject->messages, ZP_ERROR, subject->place,
                  wrong_type ? "wrong-type" : "not-a-rate",
                  "%.*s is %.*s; a rate is a number, a text such as \"100%%\", or one of the "
                  "marks \"\", \"/\", \"-\", \"--\", \"—\", \"——\", \"无\", \"不适用\"",
                  NAMED(subject));
        return true;
    case KIND_SCORE:
        zp_report(subject->messages, ZP_ERROR, subject->place,
                  wrong_type ? "wrong-type" : "not-a-score",
                  "%.*s is %.*s; a weight or score is a number from 0 with at most 4 decimals "
                  "(4.5), or one of the marks \"\", \"/\", \"-\", \"--\", \"—\", \"——\", "
                  "\"无\", \"不适用\"",
                  NAMED(subject));
        return true;
    case KIND_COUNT:
        zp_report(subject->messages, ZP_ERROR, subject->place,
                  wrong_type ? "wrong-type" : "not-a-count",
                  "%.*s is %.*s; a whole number from 0 is wanted (97), or one of the marks "
                  "\"\", \"/\", \"-\", \"--\", \"—\", \"——\", \"无\", \"不适用\"",
                  NAMED(subject));
        return true;
    case KIND_DATE:
        zp_report(subject->messages, ZP_ERROR, subject->place,
                  wrong_type ? "wrong-type" : "not-a-date",
                  "%.*s is %.*s; a date is \"2024\", \"2024-05\" or \"2024-05-28\", in quotes; "
                  "\"\" leaves it blank",
                  NAMED(subject));
        return true;
    case KIND_FILLED:
        zp_report(subject->messages, ZP_ERROR, subject->place,
                  wrong_type ? "wrong-type" : "blank-text",
                  "%.*s is %.*s; a text that is not blank is wanted", NAMED(subject));
        return true;
    default:
        return false;
    }
}

// What is wanted where a schema has no kind: by its set of types.
static void say_type(const subject *subject, const schema_node *node) {
    const char *such = node->example.size > 0 ? zp_translated(", such as ") : "";
    switch (node->types) {
    case SCHEMA_TABLE:
        zp_report(subject->messages, ZP_ERROR, subject->place, "wrong-type",
                  is_json(subject->place)
                      ? ZP_MARKED("%.*s is %.*s; a table is wanted: keys with values, in { }")
                      : ZP_MARKED("%.*s is %.*s; a table is wanted: keys with values, under a "
                                  "[heading]"),
                  NAMED(subject));
        break;
    case SCHEMA_ARRAY:
        zp_report(subject->messages, ZP_ERROR, subject->place, "wrong-type",
                  is_json(subject->place)
                      ? ZP_MARKED("%.*s is %.*s; a list is wanted: values in [ ]")
                      : ZP_MARKED("%.*s is %.*s; a list is wanted: values in [ ], or [[headings]]"),
                  NAMED(subject));
        break;
    case SCHEMA_TEXT:
        zp_report(subject->messages, ZP_ERROR, subject->place, "wrong-type",
                  "%.*s is %.*s; a text in quotes is wanted%s%.*s", NAMED(subject), such,
                  ZP_ARG(node->example));
        break;
    case SCHEMA_WHOLE:
        zp_report(subject->messages, ZP_ERROR, subject->place, "wrong-type",
                  "%.*s is %.*s; a whole number is wanted, without quotes%s%.*s", NAMED(subject),
                  such, ZP_ARG(node->example));
        break;
    case SCHEMA_NUMBER | SCHEMA_WHOLE:
    case SCHEMA_NUMBER:
        zp_report(subject->messages, ZP_ERROR, subject->place, "wrong-type",
                  "%.*s is %.*s; a number is wanted, without quotes%s%.*s", NAMED(subject), such,
                  ZP_ARG(node->example));
        break;
    case SCHEMA_BOOLEAN:
        zp_report(subject->messages, ZP_ERROR, subject->place, "wrong-type",
                  "%.*s is %.*s; true or false is wanted, without quotes", NAMED(subject));
        break;
    case SCHEMA_TEXT | SCHEMA_NUMBER | SCHEMA_WHOLE:
        zp_report(subject->messages, ZP_ERROR, subject->place, "wrong-type",
                  "%.*s is %.*s; a number or a text in quotes is wanted%s%.*s", NAMED(subject),
                  such, ZP_ARG(node->example));
        break;
    case SCHEMA_TEXT | SCHEMA_ARRAY:
        zp_report(subject->messages, ZP_ERROR, subject->place, "wrong-type",
                  "%.*s is %.*s; a text in quotes, or a list of such texts, is wanted",
                  NAMED(subject));
        break;
    default:
        zp_report(subject->messages, ZP_ERROR, subject->place, "wrong-type",
                  "%.*s is %.*s; a value of another type is wanted%s%.*s", NAMED(subject), such,
                  ZP_ARG(node->example));
    }
}

void schema_wrong_type(schema_check *check, const schema_step *step) {
    if (!count_finding(check)) {
        return;
    }
    subject subject = subject_of(check, step);
    if (!say_kind(&subject, step->node->kind, true)) {
        say_type(&subject, step->node);
    }
    subject_free(&subject);
}

void schema_wrong_count(schema_check *check, const schema_step *step) {
    if (!count_finding(check)) {
        return;
    }
    const schema_node *node = step->node;
    bool amounts = node->items != NULL && node->items->kind == KIND_AMOUNT && node->min_items == 3;
    subject subject = subject_of(check, step);
    if (node->kind == KIND_FUNDS) {
        zp_report(subject.messages, ZP_ERROR, subject.place, "amounts-count",
                  "%.*s is %.*s; three values are wanted: the budget at the year's opening, the "
                  "full year's budget, what was executed (\"\" for a blank)",
                  NAMED(&subject));
    } else if (amounts) {
        zp_report(subject.messages, ZP_ERROR, subject.place, "amounts-count",
                  "%.*s is %.*s; three values are wanted: last year's final, this year's budget, "
                  "this year's final (\"\" for a blank)",
                  NAMED(&subject));
    } else if (step->value->count < node->min_items) {
        zp_report(subject.messages, ZP_ERROR, subject.place, "list-too-short",
                  "%.*s is %.*s; at least %zu are wanted", NAMED(&subject), node->min_items);
    } else {
        zp_report(subject.messages, ZP_ERROR, subject.place, "list-too-long",
                  "%.*s is %.*s; at most %zu are wanted", NAMED(&subject), node->max_items);
    }
    subject_free(&subject);
}

void schema_wrong_form(schema_check *check, const schema_step *step) {
    if (!count_finding(check)) {
        return;
    }
    subject subject = subject_of(check, step);
    const schema_node *node = step->node;
    if (say_kind(&subject, node->kind, false)) {
        // said
    } else if (node->example.size > 0) {
        zp_report(subject.messages, ZP_ERROR, subject.place, "wrong-form",
                  "%.*s is %.*s, which is not of the form wanted; write it like %.*s",
                  NAMED(&subject), ZP_ARG(node->example));
    } else {
        zp_report(subject.messages, ZP_ERROR, subject.place, "wrong-form",
                  "%.*s is %.*s, which is not of the form wanted: %.*s", NAMED(&subject),
                  ZP_ARG(node->pattern_source));
    }
    subject_free(&subject);
}

void schema_wrong_choice(schema_check *check, const schema_step *step) {
    if (!count_finding(check)) {
        return;
    }
    subject subject = subject_of(check, step);
    zp_buffer choices = {0};
    const zp_value *constant = step->node->constant, *list = step->node->choices;
    for (const zp_value *each = constant ? constant
                                : list   ? list->first
                                         : NULL;
         each != NULL; each = each == constant ? NULL : each->next) {
        zp_buffer shown = show(each);
        zp_buffer_print(&choices, "%s%.*s", choices.size > 0 ? ", " : "",
                        ZP_ARG(zp_buffer_text(&shown)));
        zp_buffer_free(&shown);
    }
    zp_report(subject.messages, ZP_ERROR, subject.place, "wrong-choice",
              "%.*s is %.*s; wanted is one of: %.*s", NAMED(&subject),
              ZP_ARG(zp_buffer_text(&choices)));
    zp_buffer_free(&choices);
    subject_free(&subject);
}

void schema_out_of_range(schema_check *check, const schema_step *step) {
    if (!count_finding(check)) {
        return;
    }
    const schema_node *node = step->node;
    intmax_t least = (intmax_t)node->minimum.coefficient;
    intmax_t most = (intmax_t)node->maximum.coefficient;
    subject subject = subject_of(check, step);
    if (node->has_minimum && node->has_maximum) {
        zp_report(subject.messages, ZP_ERROR, subject.place, "out-of-range",
                  "%.*s is %.*s; a number from %jd to %jd is wanted", NAMED(&subject), least, most);
    } else if (node->has_minimum) {
        zp_report(subject.messages, ZP_ERROR, subject.place, "out-of-range",
                  "%.*s is %.*s; a number not less than %jd is wanted", NAMED(&subject), least);
    } else {
        zp_report(subject.messages, ZP_ERROR, subject.place, "out-of-range",
                  "%.*s is %.*s; a number not greater than %jd is wanted", NAMED(&subject), most);
    }
    subject_free(&subject);
}
