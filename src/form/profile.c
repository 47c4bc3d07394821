// A district's profile: templates/<form>.toml. templates/profile.schema.json says what may stand in
// it; what a schema cannot say of it is checked here, with places.
#include "form/private.h"

#include <string.h>

enum { WHOLE_SCORE = 100 };

typedef struct checker {
    const zp_form *form;
    zp_arena *arena;
    zp_messages *messages;
    bool failed;
} checker;

static void profile_fail(checker *checker, zp_place place, const char *format, ...) ZP_PRINTF(3, 4);
static void profile_fail(checker *checker, zp_place place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    zp_report_list(checker->messages, ZP_ERROR, place, "profile", format, arguments);
    va_end(arguments);
    checker->failed = true;
}

static void check_unique(checker *checker, const zp_value *list, const char *key) {
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        const zp_value *own = zp_value_get(each, key);
        for (const zp_value *other = zp_value_first(list);
             other != NULL && other != each && own != NULL; other = other->next) {
            if (zp_text_equal(zp_value_text(own), zp_value_text(zp_value_get(other, key)))) {
                profile_fail(checker, own->place, "“%.*s” stands twice; every `%s` is wanted once",
                             ZP_ARG(own->text), key);
            }
        }
    }
}

// GB/T 9704 7.3.5.3: a stamped signature stands beside its post.
static void check_documents(checker *checker, const zp_value *profile) {
    const zp_value *list = zp_value_get(profile, "document");
    for (const zp_value *each = list->first; each != NULL; each = each->next) {
        const zp_value *closing = zp_value_get(each, "closing");
        if (zp_text_is(zp_value_text(closing), "stamped") &&
            zp_value_get(each, "closing_post") == NULL) {
            profile_fail(
                checker, closing->place,
                "`closing` is “stamped”, and the document gives no `closing_post`; the post "
                "beside the stamp is wanted");
        }
    }
    check_unique(checker, list, "id");
}

// ---------------------------------------------------------------- the report

// Sections given inline are named by their ids; so is the text before the first.
static void check_report(checker *checker, const zp_value *profile) {
    const zp_value *report = zp_value_get(profile, "report");
    const zp_value *sections = zp_value_get(report, "section");
    for (const zp_value *each = zp_value_first(sections); each != NULL; each = each->next) {
        const zp_value *id = zp_value_get(each, "id");
        if (zp_text_is(zp_value_text(id), FORM_PREAMBLE)) {
            profile_fail(checker, id->place,
                         "“%s” is the text before the first section; another `id` is wanted",
                         FORM_PREAMBLE);
        }
    }
    check_unique(checker, sections, "id");
    check_unique(checker, sections, "title");
}

static void check_attachments(checker *checker, const zp_value *profile) {
    const zp_value *list = zp_value_get(profile, "attachment");
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        const zp_value *document = zp_value_get(each, "document");
        bool known = document == NULL;
        form_guess guess = form_guess_start(zp_value_text(document));
        for (const zp_value *one = zp_value_get(profile, "document")->first; one != NULL;
             one = one->next) {
            zp_text id = zp_value_text(zp_value_get(one, "id"));
            form_guess_try(&guess, id);
            known = known || zp_text_equal(id, zp_value_text(document));
        }
        if (!known) {
            profile_fail(checker, document->place, "no [[document]] has the id “%.*s”%s",
                         ZP_ARG(document->text), form_guess_words(checker->arena, &guess));
        }
    }
}

// ---------------------------------------------------------------- tables

// The execution rate's weight as a table of the profile gives it; NULL: as usual.
static const zp_value *execution_of(const zp_value *profile, bool project) {
    static const char key[] = "execution_weight";
    const zp_value *own = zp_value_get(zp_value_get(profile, "self_evaluation"), key);
    return project || own == NULL ? zp_value_get(zp_value_get(profile, "project"), key) : own;
}

zp_decimal form_execution_weight(const zp_value *profile, bool project) {
    enum { USUAL = 10 };
    const zp_value *given = execution_of(profile, project);
    return given != NULL ? given->number : zp_decimal_of(USUAL);
}

static void check_sum(checker *checker, const zp_value *groups, zp_decimal sum, bool project) {
    const zp_value *profile = checker->form->profile, *given = execution_of(profile, project);
    zp_decimal execution = form_execution_weight(profile, project), whole;
    if (zp_decimal_add(sum, execution, &whole) &&
        zp_decimal_compare(whole, zp_decimal_of(WHOLE_SCORE)) == 0) {
        return;
    }
    zp_text from = given != NULL ? zp_arena_print(checker->arena, zp_translated(" (line %u)"),
                                                  given->place.line)
                                 : zp_text_of(zp_translated(", for no table gives it"));
    profile_fail(
        checker, groups->first->place,
        "the groups' weights come to %.*s, and `execution_weight` is %.*s%.*s; %d together is "
        "wanted",
        ZP_ARG(zp_decimal_text(checker->arena, sum)),
        ZP_ARG(zp_decimal_text(checker->arena, execution)), ZP_ARG(from), WHOLE_SCORE);
}

// With the execution rate's the groups' weights are the whole score. A profile gives all or none.
static void check_weights(checker *checker, const zp_value *profile, const zp_value *groups) {
    const zp_value *bracket = zp_value_get(zp_value_get(profile, "indicators"), "bracket");
    zp_decimal sum = zp_decimal_of(0);
    const zp_value *lacking = NULL;
    size_t given = 0;
    for (const zp_value *each = zp_value_first(groups); each != NULL; each = each->next) {
        const zp_value *weight = zp_value_get(each, "weight");
        lacking = weight == NULL && lacking == NULL ? each : lacking;
        given += weight != NULL && zp_decimal_add(sum, weight->number, &sum);
    }
    if (lacking != NULL && (bracket != NULL || given > 0)) {
        profile_fail(
            checker, lacking->place,
            bracket != NULL
                ? ZP_MARKED("the group “%.*s” has no `weight`, which `bracket` is to print; a "
                            "number is wanted")
                : ZP_MARKED(
                      "the group “%.*s” has no `weight`, which others have; a number is wanted"),
            ZP_ARG(zp_value_text(zp_value_get(lacking, "name"))));
    } else if (given > 0) {
        const zp_value *own = zp_value_get(profile, "self_evaluation");
        const zp_value *of_projects = zp_value_get(profile, "project");
        bool more = zp_decimal_compare(sum, zp_decimal_of(WHOLE_SCORE)) > 0;
        if (own != NULL || of_projects != NULL) {
            check_sum(checker, groups, sum, own == NULL);
        } else if (more) {
            profile_fail(checker, groups->first->place,
                         "the groups' weights come to %.*s; %d at most is wanted",
                         ZP_ARG(zp_decimal_text(checker->arena, sum)), WHOLE_SCORE);
        }
        if (own != NULL && of_projects != NULL &&
            execution_of(profile, false) != execution_of(profile, true)) {
            check_sum(checker, groups, sum, true);
        }
    }
}

static void check_groups(checker *checker, const zp_value *profile) {
    const zp_value *groups = zp_value_get(profile, "group");
    check_unique(checker, groups, "name");
    for (const zp_value *each = zp_value_first(groups); each != NULL; each = each->next) {
        check_unique(checker, zp_value_get(each, "second"), "name");
    }
    check_weights(checker, profile, groups);
}

// A score has the first grade that it reaches.
static void check_grades(checker *checker, const zp_value *profile) {
    const zp_value *grades = zp_value_get(profile, "grade"), *before = NULL;
    for (const zp_value *each = zp_value_first(grades); each != NULL; each = each->next) {
        const zp_value *from = zp_value_get(each, "from");
        if (before != NULL && zp_decimal_compare(from->number, before->number) >= 0) {
            profile_fail(
                checker, from->place,
                "the grade “%.*s” is from %.*s, and the one before it from %.*s; they are wanted "
                "from the highest to the lowest",
                ZP_ARG(zp_value_text(zp_value_get(each, "name"))), ZP_ARG(from->text),
                ZP_ARG(before->text));
        }
        before = from;
    }
    if (before != NULL && before->number.coefficient != 0) {
        profile_fail(checker, before->place,
                     "the last grade is from %.*s; 0 is wanted, so that every score has one",
                     ZP_ARG(before->text));
    }
    check_unique(checker, grades, "name");
}

static bool is_yes(const zp_value *value) {
    return value != NULL && zp_text_is(value->text, "true");
}

// A row of amounts names where they stand in the data: three of them.
static void check_amounts(checker *checker, const zp_value *amounts) {
    const zp_value *level = NULL, *schema = checker->form->schema;
    zp_text wrong;
    if (!form_schema_allows(schema, checker->arena, amounts->text, &level, &wrong)) {
        profile_fail(checker, amounts->place, "nothing in the data is called “%.*s” (in “%.*s”)%s",
                     ZP_ARG(wrong), ZP_ARG(amounts->text),
                     form_suggest(checker->arena, wrong, NULL, level));
        return;
    }
    const zp_value *at = form_schema_at(schema, checker->arena, amounts->text);
    const zp_value *least = zp_value_get(form_schema_follow(at, schema), "minItems");
    if (least == NULL || zp_decimal_compare(least->number, zp_decimal_of(3)) != 0) {
        profile_fail(checker, amounts->place,
                     "“%.*s” is no row of three amounts; one such as expenditure.public is wanted",
                     ZP_ARG(amounts->text));
    }
}

static void check_line(checker *checker, const zp_value *line) {
    const zp_value *amounts = zp_value_get(line, "amounts");
    const zp_value *label = zp_value_get(line, "label");
    const zp_value *categories = zp_value_get(line, "categories");
    if (is_yes(categories) && line->count > 1) {
        const zp_value *other = line->first == categories ? categories->next : line->first;
        profile_fail(
            checker, other->key_place,
            "`categories = true` stands for the rows of all categories, and the entry gives `%.*s` "
            "too; an entry of its own is wanted",
            ZP_ARG(other->key));
    } else if (is_yes(categories)) {
        return;
    } else if (amounts == NULL || label == NULL) {
        profile_fail(
            checker, line->place,
            "the row gives no `%s`; `label` and `amounts`, or `categories = true`, are wanted",
            amounts == NULL ? "amounts" : "label");
    } else {
        check_amounts(checker, amounts);
    }
}

static bool has_text(const zp_value *list, zp_text text) {
    const zp_value *each = zp_value_first(list);
    while (each != NULL && !zp_text_equal(zp_value_text(each), text)) {
        each = each->next;
    }
    return each != NULL;
}

// What a category of `name` has only shows where the data have one of that name.
static void check_categories(checker *checker, const zp_value *profile, const zp_value *list) {
    const zp_value *start = zp_value_get(zp_value_get(profile, "start"), "categories");
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        const zp_value *name = zp_value_get(each, "name");
        form_guess guess = form_guess_start(zp_value_text(name));
        for (const zp_value *one = zp_value_first(start); one != NULL; one = one->next) {
            form_guess_try(&guess, zp_value_text(one));
        }
        if (!has_text(start, zp_value_text(name))) {
            profile_fail(checker, name->place, "“%.*s” is not among the `categories` of [start]%s",
                         ZP_ARG(name->text), form_guess_words(checker->arena, &guess));
        }
    }
    check_unique(checker, list, "name");
}

static void check_basic_data(checker *checker, const zp_value *profile) {
    const zp_value *table = zp_value_get(profile, "basic_data");
    check_categories(checker, profile, zp_value_get(table, "category"));
    for (const zp_value *each = zp_value_first(zp_value_get(table, "line")); each != NULL;
         each = each->next) {
        check_line(checker, each);
    }
}

// ---------------------------------------------------------------- texts

// Also in texts that no document asks for today.
static void check_braces(checker *checker, const zp_value *value) {
    size_t at = 0;
    const char *what = form_braces_wrong(zp_value_text(value), false, &at);
    zp_text single = what == NULL ? form_braces_single(zp_value_text(value)) : (zp_text){0};
    if (what != NULL) {
        zp_report(checker->messages, ZP_ERROR, value->place, "braces", "%s", zp_translated(what));
    } else if (single.size > 0) {
        zp_report(checker->messages, ZP_ERROR, value->place, "braces",
                  "“{%.*s}” prints as it stands; for the value write two braces on each side",
                  ZP_ARG(single));
    }
    checker->failed = checker->failed || what != NULL || single.size > 0;
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        check_braces(checker, each);
    }
}

// The number one as it is written, or nothing.
static void check_number(checker *checker, const zp_value *style) {
    zp_text text = zp_value_text(style);
    if (text.size > 0 && !form_number_known(text)) {
        profile_fail(
            checker, style->place,
            "“%.*s” has no number in it; the first one is wanted as it prints, such as 一、 "
            "（一） 1. ① or 目标1：",
            ZP_ARG(text));
    }
}

static void check_numbers(checker *checker, const zp_value *profile) {
    static const char *const keys[][2] = {{"basic_data", "category_number"},
                                          {"goals", "expected"},
                                          {"goals", "achieved"},
                                          {"report", "heading_numbers"},
                                          {"report", "list_numbers"}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const zp_value *value = zp_value_get(zp_value_get(profile, keys[i][0]), keys[i][1]);
        check_number(checker, value);
        for (const zp_value *each = zp_value_first(value); each != NULL; each = each->next) {
            check_number(checker, each);
        }
    }
}

// ---------------------------------------------------------------- styles

static void check_indents(checker *checker, const zp_value *list, const char *style) {
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        const zp_value *indent = zp_value_get(each, "indent");
        zp_text id = zp_arena_print(checker->arena, "%s%.*s", style, ZP_ARG(zp_value_text(indent)));
        if (indent != NULL && form_style_find(&checker->form->styles, id) == NULL) {
            profile_fail(checker, indent->place,
                         "styles.xml has no style “%.*s”, which the indent names", ZP_ARG(id));
        }
    }
}

zp_status form_profile_check_styles(const zp_form *form, zp_arena *arena, zp_messages *messages) {
    checker checker = {form, arena, messages, false};
    const zp_value *table = zp_value_get(form->profile, "self_evaluation");
    check_indents(&checker, zp_value_get(zp_value_get(form->profile, "basic_data"), "line"),
                  "table-item");
    check_indents(&checker, zp_value_get(table, "income"), "grid-item");
    check_indents(&checker, zp_value_get(table, "spending"), "grid-item");
    return checker.failed ? ZP_BAD_INPUT : ZP_OK;
}

// ---------------------------------------------------------------- reading

static form_rates rates_of(const zp_value *profile) {
    const zp_value *table = zp_value_get(profile, "rates");
    const zp_value *places = zp_value_get(table, "places"), *trim = zp_value_get(table, "trim");
    return (form_rates){.on_opening =
                            zp_text_is(zp_value_text(zp_value_get(table, "basis")), "opening"),
                        .places = places != NULL ? (int)places->number.coefficient : 2,
                        .trim = trim == NULL || zp_text_is(trim->text, "true")};
}

static zp_status read_toml(zp_form *form, zp_arena *arena, zp_messages *messages) {
    zp_text text;
    zp_value *root;
    zp_status status = form_file_read(form, arena, messages, form->file, &text);
    if (status == ZP_OK) {
        status = zp_read_toml(arena, messages, form->file, text, &root);
    }
    if (status == ZP_OK) {
        status = zp_value_check_size(messages, root);
    }
    if (status == ZP_OK) {
        form->profile = root;
    }
    return status;
}

zp_status form_profile_read(zp_form *form, zp_arena *arena, zp_messages *messages) {
    zp_schema *schema;
    const char *file = zp_path_join(arena, form->folder, "profile.schema.json");
    zp_status status = zp_schema_load(arena, messages, file, &schema);
    if (status == ZP_OK) {
        form->profile_schema = zp_schema_tree(schema);
        form_note_source(form, arena, *zp_schema_source(schema));
        status = read_toml(form, arena, messages);
    }
    if (status == ZP_OK) {
        status = zp_schema_check(schema, messages, form->profile);
    }
    if (status != ZP_OK) {
        return status; // the rest trusts the kinds of values
    }
    checker checker = {form, arena, messages, false};
    form->rates = rates_of(form->profile);
    check_documents(&checker, form->profile);
    check_report(&checker, form->profile);
    check_attachments(&checker, form->profile);
    check_groups(&checker, form->profile);
    check_grades(&checker, form->profile);
    check_basic_data(&checker, form->profile);
    check_braces(&checker, form->profile);
    check_numbers(&checker, form->profile);
    return checker.failed ? ZP_BAD_INPUT : ZP_OK;
}
