// <report/>: report.md, or the sections that unit.json gives inline. <attachments/>.
#include "form/markdown.h"

// An error when the text before the first section is wanted and is not there.
static void preamble_check(form_sections *sections, cmark_node *first, zp_place place) {
    const zp_value *required = zp_value_get(sections->preamble, "required");
    if (sections->preamble == NULL || (required != NULL && zp_text_is(required->text, "false"))) {
        return;
    }
    if (first == NULL || cmark_node_get_type(first) == CMARK_NODE_HEADING) {
        form_fail(sections->builder, place, "missing-preamble",
                  "the form wants a paragraph before the first section");
    }
}

static void set_blocks(form_sections *sections) {
    cmark_node *root = sections->markdown->root;
    cmark_node *first = cmark_node_first_child(root);
    preamble_check(sections, first,
                   first != NULL ? form_markdown_place(sections->markdown, first)
                                 : sections->markdown->place);
    for (cmark_node *each = cmark_node_first_child(root); each != NULL;
         each = cmark_node_next(each)) {
        form_body_block(sections, each);
    }
}

static void report_file(form_sections *sections) {
    const zp_record *record = sections->builder->record;
    zp_place whole = {record->report_file, 0, 0};
    form_markdown markdown = {.builder = sections->builder,
                              .source = record->report,
                              .place = {record->report_file, 1, 1},
                              .exact = true};
    sections->markdown = &markdown;
    if (form_markdown_read(&markdown)) {
        set_blocks(sections);
        form_section_end(sections, whole);
        form_section_skip(sections, sections->wanted->count, whole);
    }
    sections->markdown = NULL;
    form_markdown_free(&markdown);
}

// ---------------------------------------------------------------- inline sections

static bool is_preamble(const form_sections *sections, zp_text id) {
    return sections->preamble != NULL && zp_text_is(id, FORM_PREAMBLE);
}

static void check_ids(form_sections *sections, const zp_value *given) {
    for (const zp_value *each = given->first; each != NULL; each = each->next) {
        form_guess guess = form_guess_start(each->key);
        bool known = is_preamble(sections, each->key);
        for (const zp_value *one = sections->wanted->first; one != NULL; one = one->next) {
            zp_text id = zp_value_text(zp_value_get(one, "id"));
            form_guess_try(&guess, id);
            known = known || zp_text_equal(id, each->key);
        }
        if (!known) {
            form_fail(sections->builder, each->key_place, "unknown-section",
                      "the form has no section with the id “%.*s”%s", ZP_ARG(each->key),
                      form_guess_words(sections->builder->arena, &guess));
        }
    }
}

// `section` is NULL for the text before the first one.
static void inline_section(form_sections *sections, const zp_value *section, const zp_value *text) {
    form_markdown markdown = {
        .builder = sections->builder, .source = zp_value_text(text), .place = text->place};
    sections->markdown = &markdown;
    if (section != NULL) {
        form_section_begin(sections, section, text->place);
    }
    if (form_markdown_read(&markdown)) {
        if (section == NULL) {
            preamble_check(sections, cmark_node_first_child(markdown.root), text->place);
        }
        for (cmark_node *each = cmark_node_first_child(markdown.root); each != NULL;
             each = cmark_node_next(each)) {
            if (cmark_node_get_type(each) == CMARK_NODE_HEADING &&
                cmark_node_get_heading_level(each) == 1) {
                form_fail(sections->builder, text->place, "unknown-section",
                          "a section given inline has no # heading of its own");
            } else {
                form_body_block(sections, each);
            }
        }
        form_section_end(sections, text->place);
    }
    sections->markdown = NULL;
    form_markdown_free(&markdown);
}

static void inline_sections(form_sections *sections, const zp_value *given) {
    check_ids(sections, given);
    const zp_value *preamble = zp_value_get(given, FORM_PREAMBLE);
    if (sections->preamble != NULL && preamble != NULL) {
        inline_section(sections, NULL, preamble);
    } else {
        preamble_check(sections, NULL, given->place);
    }
    size_t index = 0;
    for (const zp_value *each = sections->wanted->first; each != NULL; each = each->next, index++) {
        const zp_value *text = zp_value_member(given, zp_value_text(zp_value_get(each, "id")));
        if (text == NULL) {
            sections->matched = index;
            form_section_skip(sections, index + 1, given->place);
        } else {
            inline_section(sections, each, text);
        }
    }
}

void form_build_report(form_builder *builder, const form_part *part, form_spot *spot) {
    const zp_value *profile = zp_value_get(builder->form->profile, "report");
    if (profile == NULL) {
        form_fail(builder, builder->form->profile->place, "unknown-path",
                  "no [report] is given here; %s:%u sets the report", part->place.file,
                  (unsigned)part->place.line);
        return;
    }
    if (spot->parent->type != ZP_NODE_SECTION) {
        form_fail(builder, part->place, "template-place", "a <report/> cannot stand here");
        return;
    }
    form_sections sections = {.builder = builder,
                              .spot = spot,
                              .wanted = zp_value_get(profile, "section"),
                              .preamble = zp_value_get(profile, FORM_PREAMBLE),
                              .list_next = 1,
                              .headings = zp_value_get(profile, "heading_numbers"),
                              .lists = zp_value_get(profile, "list_numbers")};
    const zp_record *record = builder->record;
    const zp_value *given = zp_value_find(record->root, ZP_TEXT("report.sections"), NULL);
    builder->strict = true;
    if (record->report_file != NULL) {
        report_file(&sections);
    } else if (given != NULL && given->kind == ZP_VALUE_TABLE) {
        inline_sections(&sections, given);
    } else {
        form_fail(builder, zp_whole_file(record->file), "missing-report",
                  "the unit gives no report: neither `file` nor `sections` in [report]");
    }
    builder->strict = false;
}

// ---------------------------------------------------------------- attachments

typedef struct listing {
    form_builder *builder;
    form_spot *spot;
    const zp_style *first, *more, *single;
    const zp_style *many_first, *many_more; // of ten and more
    size_t total, count;
} listing;

static void add_attachment(listing *listing, zp_text title, zp_place place) {
    form_builder *builder = listing->builder;
    zp_arena *arena = builder->arena;
    bool first = listing->count++ == 0, many = listing->total >= 10;
    zp_node *paragraph = zp_node_new(arena, ZP_NODE_PARAGRAPH, place);
    paragraph->style = listing->total == 1 ? listing->single
                       : first             ? (many ? listing->many_first : listing->first)
                                           : (many ? listing->many_more : listing->more);
    // A single attachment has no number (GB/T 9704 7.3.4).
    zp_text number =
        listing->total > 1 ? zp_arena_print(arena, "%zu.", listing->count) : (zp_text){0};
    zp_text lead = zp_arena_print(arena, "%s%.*s", first ? "附件：" : "", ZP_ARG(number));
    if (listing->total > 1) {
        paragraph->list = (zp_list){.depth = 1, .begins = first, .item = true, .label = true};
    }
    form_inline_text(builder, paragraph, lead, (zp_text){0}, place);
    if (number.size > 0) { // the names begin where their turned lines do
        zp_node *tab = zp_node_new(arena, ZP_NODE_TAB, place);
        tab->as.blank = paragraph->style->left_indent;
        zp_node_append(paragraph, tab);
    }
    form_inline_text(builder, paragraph, title, (zp_text){0}, place);
    zp_node_append(listing->spot->parent, paragraph);
}

static bool names(const zp_value *list, zp_text title) {
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        if (zp_text_equal(zp_value_text(each), title)) {
            return true;
        }
    }
    return false;
}

// An attachment that is a document of the form is always listed; others when the unit names them.
static bool is_listed(form_builder *builder, const zp_value *attachment, const zp_value *named) {
    return zp_value_get(attachment, "document") != NULL ||
           names(named, form_section_title(builder, attachment));
}

static bool is_of_form(form_builder *builder, const zp_value *attachments, zp_text title) {
    for (const zp_value *each = zp_value_first(attachments); each != NULL; each = each->next) {
        if (zp_text_equal(form_section_title(builder, each), title)) {
            return true;
        }
    }
    return false;
}

// First for counting, then for setting.
static void list_all(listing *listing, const zp_value *attachments, const zp_value *named,
                     bool set) {
    form_builder *builder = listing->builder;
    for (const zp_value *each = zp_value_first(attachments); each != NULL; each = each->next) {
        if (is_listed(builder, each, named)) {
            listing->total += !set;
            if (set) {
                add_attachment(listing, form_section_title(builder, each), each->place);
            }
        }
    }
    for (const zp_value *each = zp_value_first(named); each != NULL; each = each->next) {
        if (!is_of_form(builder, attachments, zp_value_text(each))) {
            listing->total += !set;
            if (set) {
                add_attachment(listing, zp_value_text(each), each->place);
            }
        }
    }
}

// Of a style that is not named `other` serves.
static const zp_style *style_attribute(form_builder *builder, const form_part *part,
                                       const char *name, const zp_style *other) {
    zp_text id = form_attribute_text(builder, part, name, "");
    const zp_style *style = form_style_find(&builder->form->styles, id);
    return style != NULL ? style : other;
}

void form_build_attachments(form_builder *builder, const form_part *part, form_spot *spot) {
    if (spot->parent->type != ZP_NODE_SECTION) {
        form_fail(builder, part->place, "template-place", "<attachments/> cannot stand here");
        return;
    }
    listing listing = {.builder = builder, .spot = spot};
    listing.first = style_attribute(builder, part, "first", builder->form->styles.styles[0]);
    listing.more = style_attribute(builder, part, "more", listing.first);
    listing.single = style_attribute(builder, part, "single", listing.first);
    listing.many_first = style_attribute(builder, part, "many-first", listing.first);
    listing.many_more = style_attribute(builder, part, "many-more", listing.more);
    const zp_value *attachments = zp_value_get(builder->form->profile, "attachment");
    const zp_value *named =
        zp_value_find(builder->record->root, ZP_TEXT("report.attachments"), NULL);
    if (builder->used != NULL) {
        form_used_add(builder->used, ZP_TEXT("report.attachments"));
    }
    list_all(&listing, attachments, named, false);
    list_all(&listing, attachments, named, true);
}
