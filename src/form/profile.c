// A district's profile: templates/<form>.toml. templates/profile.schema.json says what may stand in
// it; what a schema cannot say of it is checked here, with places.
#include "form/private.h"

#include <string.h>

enum { PROFILE_LIMIT = 1024 * 1024, WHOLE_SCORE = 100 };

typedef struct checker {
    const zp_form *form;
    zp_arena *arena;
    zp_messages *messages;
    bool failed;
} checker;

static void fail(checker *checker, zp_place place, zp_text what) {
    zp_report(checker->messages, ZP_ERROR, place, "profile", "%.*s", ZP_ARG(what));
    checker->failed = true;
}

#define FAIL(checker, place, ...)                                                                  \
    fail(checker, place, zp_arena_print((checker)->arena, __VA_ARGS__))

static const zp_value *first_of(const zp_value *list) {
    return list != NULL ? list->first : NULL;
}

static void check_unique(checker *checker, const zp_value *list, const char *key) {
    for (const zp_value *each = first_of(list); each != NULL; each = each->next) {
        const zp_value *own = zp_value_get(each, key);
        for (const zp_value *other = list->first; other != each && own != NULL;
             other = other->next) {
            if (zp_text_equal(zp_value_text(own), zp_value_text(zp_value_get(other, key)))) {
                FAIL(checker, own->place, "“%.*s” stands twice; every `%s` is wanted once",
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
            FAIL(checker, closing->place,
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
    for (const zp_value *each = first_of(sections); each != NULL; each = each->next) {
        const zp_value *id = zp_value_get(each, "id");
        if (zp_text_is(zp_value_text(id), FORM_PREAMBLE)) {
            FAIL(checker, id->place,
                 "“%s” is the text before the first section; another `id` is wanted",
                 FORM_PREAMBLE);
        }
    }
    check_unique(checker, sections, "id");
    check_unique(checker, sections, "title");
}

static void check_attachments(checker *checker, const zp_value *profile) {
    const zp_value *list = zp_value_get(profile, "attachment");
    for (const zp_value *each = first_of(list); each != NULL; each = each->next) {
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
            FAIL(checker, document->place, "no [[document]] has the id “%.*s”%s",
                 ZP_ARG(document->text), form_guess_words(checker->arena, &guess));
        }
    }
}

// ---------------------------------------------------------------- tables

static bool is_whole_score(zp_decimal sum) {
    return zp_decimal_compare(sum, zp_decimal_of(WHOLE_SCORE)) == 0;
}

// With the execution rate's, where the profile knows it, the groups' weights are the whole score.
static void check_weights(checker *checker, const zp_value *profile, const zp_value *groups) {
    const zp_value *bracket = zp_value_get(zp_value_get(profile, "indicators"), "bracket");
    const zp_value *execution = zp_value_get(zp_value_get(profile, "project"), "execution_weight");
    zp_decimal sum = zp_decimal_of(0);
    bool every = groups != NULL && groups->count > 0;
    for (const zp_value *each = first_of(groups); each != NULL; each = each->next) {
        const zp_value *weight = zp_value_get(each, "weight");
        if (weight == NULL && bracket != NULL) {
            FAIL(
                checker, each->place,
                "the group “%.*s” has no `weight`, which `bracket` is to print; a number is wanted",
                ZP_ARG(zp_value_text(zp_value_get(each, "name"))));
        }
        every = every && weight != NULL && zp_decimal_add(sum, weight->number, &sum);
    }
    if (!every) {
        return;
    }
    bool more = zp_decimal_compare(sum, zp_decimal_of(WHOLE_SCORE)) > 0;
    zp_text groups_sum = zp_decimal_text(checker->arena, sum);
    if (execution != NULL && zp_decimal_add(sum, execution->number, &sum) && !is_whole_score(sum)) {
        FAIL(checker, groups->first->place,
             "the groups' weights come to %.*s, and `execution_weight` is %.*s; %d together is "
             "wanted",
             ZP_ARG(groups_sum), ZP_ARG(execution->text), WHOLE_SCORE);
    } else if (execution == NULL && more) {
        FAIL(checker, groups->first->place,
             "the groups' weights come to %.*s; with the execution rate's, %d is wanted",
             ZP_ARG(groups_sum), WHOLE_SCORE);
    }
}

static void check_groups(checker *checker, const zp_value *profile) {
    const zp_value *groups = zp_value_get(profile, "group");
    check_unique(checker, groups, "name");
    for (const zp_value *each = first_of(groups); each != NULL; each = each->next) {
        check_unique(checker, zp_value_get(each, "second"), "name");
    }
    check_weights(checker, profile, groups);
}

// A row of amounts names where they stand in the data.
static void check_line(checker *checker, const zp_value *line) {
    const zp_value *amounts = zp_value_get(line, "amounts");
    const zp_value *level = NULL;
    zp_text wrong;
    if (zp_value_get(line, "categories") != NULL) {
        return;
    }
    if (amounts == NULL || zp_value_get(line, "label") == NULL) {
        FAIL(checker, line->place,
             "the row gives no `%s`; `label` and `amounts`, or `categories = true`, are wanted",
             amounts == NULL ? "amounts" : "label");
    } else if (!form_schema_allows(checker->form->schema, checker->arena, amounts->text, &level,
                                   &wrong)) {
        FAIL(checker, amounts->place, "nothing in the data is called “%.*s” (in “%.*s”)%s",
             ZP_ARG(wrong), ZP_ARG(amounts->text),
             form_suggest(checker->arena, wrong, NULL, level));
    }
}

static void check_basic_data(checker *checker, const zp_value *profile) {
    const zp_value *table = zp_value_get(profile, "basic_data");
    check_unique(checker, zp_value_get(table, "category"), "name");
    for (const zp_value *each = first_of(zp_value_get(table, "line")); each != NULL;
         each = each->next) {
        check_line(checker, each);
    }
}

// ---------------------------------------------------------------- texts

// Also in texts that no document asks for today.
static void check_braces(checker *checker, const zp_value *value) {
    size_t at = 0;
    const char *what = form_braces_wrong(zp_value_text(value), false, &at);
    if (what != NULL) {
        zp_report(checker->messages, ZP_ERROR, value->place, "braces", "%s", what);
        checker->failed = true;
    }
    for (const zp_value *each = value->first; each != NULL; each = each->next) {
        check_braces(checker, each);
    }
}

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
    zp_status status = zp_file_read(arena, messages, form->file, PROFILE_LIMIT, &text);
    if (status == ZP_OK) {
        status = zp_read_toml(arena, messages, form->file, text, &root);
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
    check_basic_data(&checker, form->profile);
    check_braces(&checker, form->profile);
    return checker.failed ? ZP_BAD_INPUT : ZP_OK;
}
