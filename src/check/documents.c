// What no rule looks at: whether the unit's documents can be made, as `render` makes them.
#include "check/private.h"

// What the form refuses and a rule finds by its own words, of the same places.
static const struct {
    const char *id, *rule;
} found_by[] = {
    {"missing-report", "S01"},  {"missing-section", "S04"}, {"section-order", "S04"},
    {"unknown-heading", "S04"}, {"heading-number", "S04"},  {"heading-level", "S04"},
    {"empty-section", "S05"},
};

// The rule's findings hold the unit back themselves. Not so where one is waived or less than an
// error: the form knows nothing of either.
static bool holds_back(const zp_checked *checked, size_t rule) {
    bool some = false;
    for (size_t i = 0; i < checked->finding_count; i++) {
        const zp_finding *each = &checked->findings[i];
        if (each->rule == rule && (each->waiver != NULL || each->severity != ZP_ERROR)) {
            return false;
        }
        some = some || each->rule == rule;
    }
    return some;
}

static bool is_found(const zp_checked *checked, const zp_message *message) {
    for (size_t i = 0; i < sizeof found_by / sizeof *found_by; i++) {
        if (zp_text_is(zp_text_of(message->id), found_by[i].id)) {
            return holds_back(checked, zp_rule_find(zp_text_of(found_by[i].rule)));
        }
    }
    return false;
}

static bool same_words(const zp_message *a, const zp_message *b) {
    return zp_text_is(zp_text_of(a->id), b->id) && zp_text_equal(a->text, b->text);
}

// What zp_check has told, from `said` on, is known by its words: of a section given inline it has
// the nearer place. What is in more than one document is known by its place too.
static bool is_told(zp_said said, const zp_messages *all, size_t index) {
    const zp_message *own = zp_messages_at(all, index), *each;
    for (size_t i = said.from; (each = zp_messages_at(said.messages, i)) != NULL; i++) {
        if (same_words(own, each)) {
            return true;
        }
    }
    for (size_t i = 0; i < index; i++) {
        each = zp_messages_at(all, i);
        if (same_words(own, each) && zp_place_equal(own->place, each->place)) {
            return true;
        }
    }
    return false;
}

// Of a unit that is not filled in, every sentence has a hole.
static bool is_filled_in(const zp_checked *checked) {
    bool all = checked->errors == 0;
    for (size_t i = 0; i < zp_rule_count() && all; i++) {
        all = checked->asked[i];
    }
    return all;
}

// The form's warnings are those of `render`: most of what they are about, the rules have found. Not
// so a value that leaves a hole in a sentence.
static bool is_news(const zp_checked *checked, zp_said said, const zp_messages *all, size_t index) {
    const zp_message *message = zp_messages_at(all, index);
    bool hole = zp_text_is(zp_text_of(message->id), "blank-value") && is_filled_in(checked);
    return (message->severity == ZP_ERROR || hole) && !is_found(checked, message) &&
           !is_told(said, all, index);
}

// All that is new is chosen before any of it is told: else it would be taken for told.
static zp_status tell_news(zp_checked *checked, zp_arena *arena, zp_said said,
                           const zp_messages *all, zp_messages *messages) {
    const zp_message **news = NULL, *each;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; (each = zp_messages_at(all, i)) != NULL; i++) {
        if (is_news(checked, said, all, i)) {
            *ZP_PUSH(arena, news, count, capacity) = each;
        }
    }
    size_t refused = 0;
    for (size_t i = 0; i < count; i++) {
        refused += news[i]->severity == ZP_ERROR;
        zp_report(messages, news[i]->severity, news[i]->place, news[i]->id, "%.*s",
                  ZP_ARG(news[i]->text));
    }
    checked->refused += refused;
    checked->holes += count - refused;
    return refused > 0 ? ZP_BAD_INPUT : count > 0 ? ZP_FINDINGS : ZP_OK;
}

zp_status zp_check_documents(zp_checked *checked, zp_arena *arena, zp_messages *messages,
                             size_t from) {
    zp_messages *all = zp_messages_new();
    for (size_t i = 0; i < zp_form_document_count(checked->form); i++) {
        zp_document *document; // not wanted: what keeps it from being made is in `all`
        zp_form_build(checked->form, arena, all, checked->record,
                      zp_form_document_id(checked->form, i), &document);
    }
    zp_status status = tell_news(checked, arena, (zp_said){messages, from}, all, messages);
    zp_messages_free(all);
    return status;
}
