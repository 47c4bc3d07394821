// What the files of form/ share. From the ground up:
//   (language.h)
//   path.c       `indicator[3].rows[0].score`: reading and walking
//   language.c   `{{path | filter(argument)}}` and tests, read once
//   braces.c     braces that are none of a {{…}}
//   (private.h)
//   number.c     number styles (一、 （一） 1. 附件1): writing, and recognising typed ones
//   computed.c   values that may be left out: name and formula
//   schema.c     what unit-year.schema.json allows, to tell a value left out from a wrong name
//   value.c      paths to values: record, profile, loop variables
//   published.c  what an edition for publication leaves out
//   filter.c     the table of filters
//   evaluate.c   expressions to text
//   check.c      dates and indicators that the schema lets pass
//   xml.c        XML files, checked against template.xsd
//   style.c      styles.xml
//   template.c   templates, compiled
//   profile.c    the district's profile, read and checked
//   ask.c        what others ask of a form beside its documents
//   name.c       what people call a place in the data
//   compose.c    documents that no profile names
//   build.c, inline.c, grid.c, list.c and one file an element: templates to document trees
//   (parts.h) markdown.c, mistyped.c, definition.c, section.c, body.c, report.c     the report
#ifndef ZIPING_FORM_PRIVATE_H
#define ZIPING_FORM_PRIVATE_H

#include "form/form.h"
#include "form/language.h"

// ---------------------------------------------------------------- number.c

// A number style is the number one as it is written: `一、`, `（一）`, `1.`, `附件1`, `目标1：`;
// `{n}` stands for the figure where the style holds another one.
zp_text form_number_write(zp_arena *arena, zp_text style, zp_text number);
bool form_number_known(zp_text style);                       // there is a number in it
zp_text form_number_chinese(zp_arena *arena, size_t number); // up to 9999
zp_text form_number_circled(zp_arena *arena, size_t number); // up to ZP_CIRCLED_MAX
// A number typed at the beginning of a text, as headings have it. 0 when there is none, else the
// bytes to take off. *same tells whether it is of the kind of `style`, widths of marks aside.
size_t form_number_recognise(zp_text text, zp_text style, size_t *number, bool *same);

// ---------------------------------------------------------------- computed.c

typedef struct form_rates {
    bool on_opening; // the execution rate's basis: 年初预算数 instead of 全年预算数
    int places;      // of a percentage, at most
    bool trim;       // 100% rather than 100.00%
} form_rates;

// False when no formula gives `path`; *text is empty when a value it needs is blank.
bool form_compute(zp_arena *arena, const zp_value *root, const form_rates *rates, zp_text path,
                  zp_text *text);
bool form_is_computed(zp_text path); // elements of lists as `building[].area_rate`
// part / whole as a percentage in the profile's style; false when it cannot be had.
bool form_percentage(zp_arena *arena, const form_rates *rates, zp_decimal part, zp_decimal whole,
                     zp_text *text);

// ---------------------------------------------------------------- schema.c

// True when the schema has a place for `path`. Otherwise *wrong is the step that
// has none, and *level the object schema that lacks it, for suggestions.
const zp_value *form_schema_follow(const zp_value *schema, const zp_value *root); // $ref
bool form_schema_allows(const zp_value *schema, zp_arena *arena, zp_text path,
                        const zp_value **level, zp_text *wrong);
// The schema of `path`; NULL where it has none.
const zp_value *form_schema_at(const zp_value *schema, zp_arena *arena, zp_text path);
// `, did you mean “x”?` from the keys of value and of a schema's object, or nothing.
const char *form_suggest(zp_arena *arena, zp_text wrong, const zp_value *value,
                         const zp_value *level);
// Chooses the nearest of several names; for lists that are not tables.
typedef struct form_guess {
    zp_text wrong, best;
    size_t distance;
} form_guess;
form_guess form_guess_start(zp_text wrong);
void form_guess_try(form_guess *guess, zp_text candidate);
const char *form_guess_words(zp_arena *arena, const form_guess *guess);
// How a path may go on from a list or a table: `.prior .budget .final`.
zp_text form_choices(zp_arena *arena, const zp_value *value);

// ---------------------------------------------------------------- xml.c, template.c, style.c

typedef struct form_part form_part; // parts.h

typedef struct form_template {
    zp_text name; // the file's name in the folder
    form_part *root;
} form_template;

typedef struct form_look { // of tables
    zp_text id;
    zp_table table; // border, frame, side_padding, densities
} form_look;

typedef struct form_page {
    zp_text id;
    zp_page_setup setup;
} form_page;

typedef struct form_styles {
    const zp_style **styles;
    size_t style_count, style_capacity;
    form_page *pages;
    size_t page_count, page_capacity;
    form_look *looks;
    size_t look_count, look_capacity;
} form_styles;

// An XML element as read, with nothing of libxml2 left.
typedef struct form_element form_element;
typedef struct form_pair {
    zp_text name, value;
} form_pair;
struct form_element {
    zp_text name; // empty: text
    zp_text text;
    zp_place place;
    form_pair *attributes;
    size_t attribute_count;
    form_element *first, *last, *next;
};

typedef struct form_checker form_checker; // template.xsd, ready for use
zp_status form_checker_open(zp_arena *arena, zp_messages *messages, const char *file,
                            form_checker **checker);
void form_checker_close(form_checker *checker);
// What the forms of one zp_forms share. The checker is opened when it is first wanted.
typedef struct form_shared {
    zp_arena *arena;
    zp_dictionary *words;
    form_checker *checker;
} form_shared;
// The checker of template.xsd in `folder`: the shared one, or, without `shared`, one of its own.
zp_status form_checker_borrow(form_shared *shared, zp_arena *arena, zp_messages *messages,
                              const char *folder, form_checker **checker);
void form_checker_give_back(const form_shared *shared, form_checker *checker);
// Reads and checks what stands in one file.
zp_status form_xml_read(zp_arena *arena, zp_messages *messages, form_checker *checker,
                        const char *file, zp_text text, form_element **root);
zp_text form_element_get(const form_element *element, const char *name); // empty if absent

// `district`: the profile's [style], whose attributes go before those of the file; NULL for none.
zp_status form_styles_read(zp_arena *arena, zp_messages *messages, const form_element *root,
                           const zp_value *district, form_styles *styles);
const zp_style *form_style_find(const form_styles *styles, zp_text id);
const form_page *form_page_find(const form_styles *styles, zp_text id);
const form_look *form_look_find(const form_styles *styles, zp_text id);
// `10.5pt`, `37mm`.
bool form_length_read(zp_text text, zp_length *length);

// ---------------------------------------------------------------- profile.c, form.c

typedef struct form_kept form_kept;

struct zp_form {
    zp_text id;
    const char *folder;
    const char *file; // of the profile
    const zp_value *profile;
    const zp_value *schema; // unit-year.schema.json; borrowed
    const zp_value *profile_schema;
    form_rates rates;
    form_styles styles;
    form_template **templates;
    size_t template_count, template_capacity;
    zp_source *sources; // what was read; by name when the form is loaded
    size_t source_count, source_capacity;
    form_kept *kept; // what grows with use
};

// What is found only when it is first asked for, and is the same for every unit.
struct form_kept {
    zp_arena *arena;             // the form's
    const form_template **house; // of zp_form_compose
    size_t house_count, house_capacity;
    form_shared *shared; // of the forms it was loaded with; NULL: none
    zp_styles_kept styles;
};

// The text before a report's first section: in the profile, and in sections given inline.
#define FORM_PREAMBLE "preamble"

// zp_form_load with what `shared` has, which the form borrows; NULL: nothing.
zp_status form_load(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                    const char *folder, zp_text name, zp_place wanted_at, form_shared *shared,
                    zp_form **form);
void form_note_source(zp_form *form, zp_arena *arena, zp_source source);
// Reads a file of the form and notes it among its sources.
zp_status form_file_read(zp_form *form, zp_arena *arena, zp_messages *messages, const char *file,
                         zp_text *text);
// Reads form->file and checks it, by profile.schema.json and by itself; sets form->rates.
zp_status form_profile_read(zp_form *form, zp_arena *arena, zp_messages *messages);
// What of it can be checked only once the styles have been read.
zp_status form_profile_check_styles(const zp_form *form, zp_arena *arena, zp_messages *messages);
zp_decimal form_execution_weight(const zp_value *profile, bool project);
// The files in `folder` whose names end so, sorted and without the ending.
size_t form_files(zp_arena *arena, const char *folder, const char *ending, zp_text **names);
// Compiles the template and those it includes; NULL after an error.
const form_template *form_template_load(zp_form *form, zp_arena *arena, zp_messages *messages,
                                        form_checker *checker, zp_text name, zp_place wanted_at);

// ---------------------------------------------------------------- value.c, filter.c, evaluate.c

// What a path or an expression comes to.
typedef struct form_value {
    const zp_value *value; // NULL when computed or left out
    zp_text text;          // of a scalar
    zp_text path;          // in the record; empty for words of the form
    zp_place place;
    bool given; // there is something, perhaps blank
    bool words; // from the profile: the text may have holes itself
    bool extra; // from the tree of zp_form_compose
} form_value;

typedef struct form_variable form_variable;
struct form_variable {
    zp_text name;
    form_value value;
    size_t index, count; // in a loop
    bool loop;
    const form_variable *outer;
};

// The paths of the data that a form reads, each once, elements of lists as `indicator[].name`.
typedef struct form_used {
    zp_arena *arena;
    zp_text *paths;
    size_t count, capacity;
    bool groups; // the profile's [[group]] is read
} form_used;

// One document being built.
typedef struct form_builder {
    const zp_form *form;
    const zp_record *record;
    zp_arena *arena;
    zp_messages *messages;
    const zp_value *document; // its table in the profile
    const form_variable *variables;
    int depth; // of texts and parts within each other
    zp_place entered[ZP_FORM_DEPTH_MAX];
    bool strict;               // in the report: what the data does not give is an error
    bool failed, endless;      // endless: said once that something holds itself, or is too much
    size_t steps, bytes;       // taken so far: see form_enter and form_spend
    const zp_node *filling;    // the paragraph that text was last put into, and
    size_t filled;             // its characters so far
    size_t errors, findings;   // told by form_fail; of form_check_record
    size_t held_back;          // private values that were asked for; see published.c
    const form_filter *filter; // the one at work, for its messages
    form_used *used;           // NULL: nobody asks
} form_builder;

// `optional`: nothing there is no error.
form_value form_resolve(form_builder *builder, const form_path *path, zp_place place,
                        bool optional);
form_value form_operand_value(form_builder *builder, const form_operand *operand, zp_place place,
                              bool optional);
// Of an edition for publication: a value that is private becomes blank; in the report it is an
// error.
void form_hold_back(form_builder *builder, form_value *value, zp_place place);
// builder->document without the entries of its signature that show private values.
const zp_value *form_published_document(const form_builder *builder);
bool form_value_blank(const form_value *value);
bool form_value_decimal(const form_value *value, zp_decimal *out);

struct form_filter {
    const char *name;
    size_t least, most; // arguments
    bool optional;      // the subject may be left out
    bool keeps;         // a subject that is not blank stays as it is, its holes included
    void (*apply)(form_builder *builder, form_value *value, const form_value *arguments,
                  size_t count, zp_place place);
};
const form_filter *form_filter_find(zp_text name);
void form_filter_guess(form_guess *guess);

form_value form_evaluate(form_builder *builder, const form_expression *expression);
zp_text form_expand(form_builder *builder, const form_text *text);
// A text of the profile, its holes found. False, and an error, when it cannot be read.
bool form_words_read(form_builder *builder, const form_value *value, form_text *text);
// A text from the profile or the data as it is meant: with holes filled if it is the profile's.
zp_text form_expand_value(form_builder *builder, const form_value *value);
bool form_test_passes(form_builder *builder, const form_test *test);
void form_fail(form_builder *builder, zp_place place, const char *id, const char *format, ...)
    ZP_PRINTF(4, 5);
// Has a message been given at this place that begins so?
bool form_said(const zp_messages *messages, zp_place place, zp_text beginning);
// False, and an error, for a date that the calendar does not have.
bool form_date_check(form_builder *builder, zp_text text, zp_place place);
void form_check_record(form_builder *builder);
// What each row of an indicator gives, and an indicator with rows does not.
bool form_is_of_rows(zp_text key);
// False, and an error, when texts or parts hold each other without end, or when there are more of
// them than any document has: ten texts of a profile that hold the one before them ten times.
bool form_enter(form_builder *builder, zp_place place);
// The same of the bytes that texts come to.
bool form_spend(form_builder *builder, zp_place place, size_t bytes);

// ---------------------------------------------------------------- form.c, probe.c, skeleton.c

zp_status form_build(const zp_form *form, zp_arena *arena, zp_messages *messages,
                     const zp_record *record, zp_text document_id, form_used *used,
                     zp_document **document);
// The tree of `template` for builder->record, into a document that has its id and title.
zp_status form_fill(form_builder *builder, const form_template *template, zp_document *document,
                    zp_document **out);
// What the form reads, found by building it from a record that has a value everywhere.
void form_probe(const zp_form *form, form_used *used);
void form_used_add(form_used *used, zp_text path);
// Is `path` read, or anything below it?
bool form_used_has(const form_used *used, zp_text path);

// ---------------------------------------------------------------- inline.c, grid.c

// Blanks with a line end in them are nothing; with `words`, a blank between two Western words.
zp_text form_fold_lines(zp_arena *arena, zp_text text, bool words);
zp_text form_one_line(zp_arena *arena, zp_text text); // the same, with words
void form_inline_text(form_builder *builder, zp_node *block, zp_text text, zp_text field,
                      zp_place place);
void form_inline(form_builder *builder, zp_node *block, const form_text *text);

// grid.c
zp_node *form_table_new(form_builder *builder, zp_place place, const form_look *look,
                        size_t columns);
// Assigns the grid and fits the columns. `errors`: the builder's when the table was begun; in one
// with more, what is missing would be told again as a hole.
void form_table_finish(form_builder *builder, zp_node *table, zp_length measure, size_t errors);

#endif
