// A district's profile: templates/<form>.toml. The templates read most of it by path; what the
// program itself reads is checked here, with places.
#include "form/private.h"

#include <string.h>

typedef struct checker {
    const zp_form *form;
    zp_arena *arena;
    zp_messages *messages;
    bool failed;
} checker;

typedef enum kind { KIND_TEXT, KIND_WHOLE, KIND_YES, KIND_LIST, KIND_TABLE, KIND_TEXT_LIST } kind;

static const char *const kind_words[] = {"a text", "a whole number", "true or false",
                                         "a list", "a table",        "a list of texts"};

static bool is_kind(const zp_value *value, kind kind) {
    zp_decimal number;
    switch (kind) {
    case KIND_TEXT:
        return value->kind == ZP_VALUE_TEXT;
    case KIND_WHOLE:
        return value->kind == ZP_VALUE_NUMBER && zp_value_decimal(value, &number) &&
               number.scale == 0;
    case KIND_YES:
        return value->kind == ZP_VALUE_BOOLEAN;
    case KIND_LIST:
        return value->kind == ZP_VALUE_ARRAY;
    case KIND_TABLE:
        return value->kind == ZP_VALUE_TABLE;
    case KIND_TEXT_LIST:
        if (value->kind != ZP_VALUE_ARRAY) {
            return false;
        }
        for (const zp_value *each = value->first; each != NULL; each = each->next) {
            if (each->kind != ZP_VALUE_TEXT) {
                return false;
            }
        }
        return true;
    }
    return false;
}

// Checks one key; NULL when it is absent or wrong.
static const zp_value *want(checker *checker, const zp_value *table, const char *key, kind kind,
                            bool required) {
    const zp_value *value = zp_value_get(table, key);
    if (value == NULL) {
        if (required) {
            zp_place place = table != NULL ? table->place : (zp_place){checker->form->file, 0, 0};
            zp_report(checker->messages, ZP_ERROR, place, "profile",
                      "the profile gives no `%s` here; %s is wanted", key, kind_words[kind]);
            checker->failed = true;
        }
        return NULL;
    }
    if (!is_kind(value, kind)) {
        zp_report(checker->messages, ZP_ERROR, value->place, "profile",
                  "this is the wrong kind of value for `%s`; %s is wanted", key, kind_words[kind]);
        checker->failed = true;
        return NULL;
    }
    return value;
}

static void check_unique(checker *checker, const zp_value *list, const char *key) {
    for (const zp_value *each = list->first; each != NULL; each = each->next) {
        const zp_value *own = zp_value_get(each, key);
        for (const zp_value *other = list->first; other != each && own != NULL;
             other = other->next) {
            if (zp_text_equal(zp_value_text(own), zp_value_text(zp_value_get(other, key)))) {
                zp_report(checker->messages, ZP_ERROR, own->place, "profile",
                          "“%.*s” stands twice; every `%s` is wanted once", ZP_ARG(own->text), key);
                checker->failed = true;
            }
        }
    }
}

// How a report is closed (GB/T 9704 7.3.5); report.xml has a branch for each.
static void check_closing(checker *checker, const zp_value *document) {
    static const char *const kinds[] = {"none", "sealed", "unsealed", "stamped"};
    const zp_value *closing = want(checker, document, "closing", KIND_TEXT, false);
    bool known = closing == NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        known = known || zp_text_is(closing->text, kinds[i]);
    }
    if (!known) {
        zp_report(checker->messages, ZP_ERROR, closing->place, "profile",
                  "`closing` is “%.*s”; “none”, “sealed”, “unsealed” or “stamped” is wanted",
                  ZP_ARG(closing->text));
        checker->failed = true;
    }
    bool stamped = closing != NULL && zp_text_is(closing->text, "stamped");
    want(checker, document, "closing_post", KIND_TEXT, stamped);
    want(checker, document, "annotation", KIND_TEXT, false);
}

static void check_documents(checker *checker, const zp_value *profile) {
    const zp_value *list = want(checker, profile, "document", KIND_LIST, true);
    for (const zp_value *each = list ? list->first : NULL; each != NULL; each = each->next) {
        want(checker, each, "id", KIND_TEXT, true);
        want(checker, each, "template", KIND_TEXT, true);
        want(checker, each, "title", KIND_TEXT, true);
        want(checker, each, "mark", KIND_TEXT, false);
        want(checker, each, "date", KIND_TEXT, false);
        want(checker, each, "page_numbers", KIND_YES, false);
        check_closing(checker, each);
    }
    if (list != NULL) {
        check_unique(checker, list, "id");
    }
}

// Sections given inline are named by their ids; so is the text before the first.
static void check_preamble(checker *checker, const zp_value *report) {
    const zp_value *preamble = want(checker, report, FORM_PREAMBLE, KIND_TABLE, false);
    if (preamble == NULL) {
        return;
    }
    want(checker, preamble, "required", KIND_YES, false);
    want(checker, preamble, "guide", KIND_TEXT, false);
    const zp_value *sections = zp_value_get(report, "section");
    for (const zp_value *each = sections ? sections->first : NULL; each != NULL;
         each = each->next) {
        const zp_value *id = zp_value_get(each, "id");
        if (zp_text_is(zp_value_text(id), FORM_PREAMBLE)) {
            zp_report(checker->messages, ZP_ERROR, id->place, "profile",
                      "“%s” is the text before the first section; another `id` is wanted",
                      FORM_PREAMBLE);
            checker->failed = true;
        }
    }
}

static void check_report(checker *checker, const zp_value *profile) {
    const zp_value *report = want(checker, profile, "report", KIND_TABLE, false);
    if (report == NULL) {
        return;
    }
    want(checker, report, "heading_numbers", KIND_TEXT_LIST, true);
    want(checker, report, "list_numbers", KIND_TEXT_LIST, true);
    check_preamble(checker, report);
    const zp_value *sections = want(checker, report, "section", KIND_LIST, true);
    for (const zp_value *each = sections ? sections->first : NULL; each != NULL;
         each = each->next) {
        want(checker, each, "id", KIND_TEXT, true);
        want(checker, each, "title", KIND_TEXT, true);
        want(checker, each, "required", KIND_YES, false);
        want(checker, each, "empty", KIND_TEXT, false);
        want(checker, each, "guide", KIND_TEXT, false);
    }
    if (sections != NULL) {
        check_unique(checker, sections, "id");
        check_unique(checker, sections, "title");
    }
}

static void check_attachments(checker *checker, const zp_value *profile) {
    const zp_value *list = want(checker, profile, "attachment", KIND_LIST, false);
    for (const zp_value *each = list ? list->first : NULL; each != NULL; each = each->next) {
        want(checker, each, "title", KIND_TEXT, true);
        const zp_value *document = want(checker, each, "document", KIND_TEXT, false);
        bool known = document == NULL;
        const zp_value *documents = zp_value_get(profile, "document");
        for (const zp_value *one = documents ? documents->first : NULL; one != NULL;
             one = one->next) {
            known = known || zp_text_equal(zp_value_text(zp_value_get(one, "id")), document->text);
        }
        if (!known) {
            zp_report(checker->messages, ZP_ERROR, document->place, "profile",
                      "no [[document]] has the id “%.*s”", ZP_ARG(document->text));
            checker->failed = true;
        }
    }
}

static void check_rates(checker *checker, const zp_value *profile, form_rates *rates) {
    *rates = (form_rates){.on_opening = false, .places = 2, .trim = true};
    const zp_value *table = want(checker, profile, "rates", KIND_TABLE, false);
    const zp_value *basis = want(checker, table, "basis", KIND_TEXT, table != NULL);
    const zp_value *places = want(checker, table, "places", KIND_WHOLE, false);
    const zp_value *trim = want(checker, table, "trim", KIND_YES, false);
    if (basis != NULL) {
        rates->on_opening = zp_text_is(basis->text, "opening");
        if (!rates->on_opening && !zp_text_is(basis->text, "full_year")) {
            zp_report(checker->messages, ZP_ERROR, basis->place, "profile",
                      "`basis` is “%.*s”; “full_year” or “opening” is wanted", ZP_ARG(basis->text));
            checker->failed = true;
        }
    }
    if (places != NULL) {
        int64_t value = places->number.coefficient;
        if (value < 0 || value > 4) {
            zp_report(checker->messages, ZP_ERROR, places->place, "profile",
                      "`places` is %lld; 0 to 4 is wanted", (long long)value);
            checker->failed = true;
        } else {
            rates->places = (int)value;
        }
    }
    if (trim != NULL) {
        rates->trim = zp_text_is(trim->text, "true");
    }
}

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

// What `ziping new` begins with.
static void check_start(checker *checker, const zp_value *profile) {
    const zp_value *start = want(checker, profile, "start", KIND_TABLE, false);
    if (start != NULL) {
        want(checker, start, "categories", KIND_TEXT_LIST, false);
    }
}

zp_status form_profile_check(zp_form *form, zp_arena *arena, zp_messages *messages) {
    checker checker = {form, arena, messages, false};
    want(&checker, form->profile, "name", KIND_TEXT, true);
    want(&checker, form->profile, "district", KIND_TEXT, true);
    want(&checker, form->profile, "year", KIND_WHOLE, true);
    check_rates(&checker, form->profile, &form->rates);
    check_documents(&checker, form->profile);
    want(&checker, form->profile, "style", KIND_TABLE, false);
    check_report(&checker, form->profile);
    check_attachments(&checker, form->profile);
    check_start(&checker, form->profile);
    check_braces(&checker, form->profile);
    return checker.failed ? ZP_BAD_INPUT : ZP_OK;
}
