// Form: a district's profile and its XML templates turn a record into document trees.
// Templates: templates/*.xml, checked against templates/template.xsd. Profiles: templates/*.toml.
#ifndef ZIPING_FORM_H
#define ZIPING_FORM_H

#include "base/base.h"
#include "document/document.h"
#include "record/record.h"

// Limits, beside those of the data (record.h). What they are for stands behind each; the examples'
// documents of 40 pages stay below a fiftieth of them.
enum {
    // Bytes of a profile, a template, styles or schema: the largest has 60 KB.
    ZP_FORM_FILE_LIMIT = 1024 * 1024,
    // Texts and templates within each other: 9 are.
    ZP_FORM_DEPTH_MAX = 40,
    // Of one document, id `document-size`: parts and texts with holes, of which ten that hold the
    // one before them ten times make 10^10; and the bytes they come to, as ZP_PAGES_MAX pages hold.
    ZP_FORM_STEPS_MAX = 1000 * 1000,
    ZP_FORM_TEXT_MAX = 16 * 1024 * 1024,
    // Errors told of one document: nobody mends more at once.
    ZP_FORM_ERRORS_MAX = 100,
    // Of a report, id `report-size`: lines, more than ZP_PAGES_MAX pages have; cells of all its
    // tables, each of which takes a kilobyte; cells of a line, whose square the Markdown reader
    // takes (id `table-cells`); lists within each other, whose marks are known so far.
    ZP_REPORT_LINES_MAX = 200 * 1000,
    ZP_REPORT_CELLS_MAX = 100 * 1000,
    ZP_REPORT_ROW_MAX = 1000,
    ZP_LIST_DEPTH_MAX = 20,
};

typedef struct zp_form zp_form;

// The names of the profiles in `folder`, sorted: what a record's `form` may say.
size_t zp_form_names(zp_arena *arena, const char *folder, zp_text **names);

// What the profiles in `folder` call themselves; those that cannot be read are left out.
typedef struct zp_form_name {
    zp_text id, title;
    zp_place place; // of the title
} zp_form_name;
size_t zp_form_titles(zp_arena *arena, const char *folder, zp_form_name **names);

// Loads the profile `name` (the record's `form`) and the templates it names from `folder`.
// An unknown form lists the known ones; template errors name file and line. Owned by the arena.
// `schema` tells which paths a template may name though a unit left them out; it is kept.
zp_status zp_form_load(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                       const char *folder, zp_text name, zp_place wanted_at, zp_form **form);

// Forms that were loaded once, for the units that have them. One that cannot be loaded is tried,
// and told, once for each unit.
typedef struct zp_forms zp_forms;
zp_forms *zp_forms_new(const zp_schema *schema, const char *folder); // both borrowed
void zp_forms_free(zp_forms *forms);                                 // NULL is fine; the forms too
// The form that the unit's data name.
zp_status zp_forms_find(zp_forms *forms, zp_messages *messages, const zp_record *record,
                        const zp_form **form);
// The form of this name.
zp_status zp_forms_named(zp_forms *forms, zp_messages *messages, zp_text name, zp_place wanted_at,
                         const zp_form **form);

// What the profile says of itself: `name`, `district`, `year`.
zp_text zp_form_title(const zp_form *form);
zp_place zp_form_title_place(const zp_form *form);
zp_text zp_form_district(const zp_form *form);
zp_text zp_form_year(const zp_form *form);

// Builds every document from a record made up for it, with and without elements in its lists, and
// reports what is wrong with the profile and the templates themselves.
zp_status zp_form_try(const zp_form *form, zp_messages *messages);

// The ids of the form's documents, in the order of its attachment numbers.
size_t zp_form_document_count(const zp_form *form);
zp_text zp_form_document_id(const zp_form *form, size_t index);
// What the profile says of the document with this id; borrowed. NULL: the form has none.
const zp_value *zp_form_document(const zp_form *form, zp_text id);

// What `ziping new` writes: the data and the report of the form, every field that it reads, with
// comments in Chinese, blank or carried over from `old` (NULL: none). schema_file goes into the
// first line, for editors. Renders as it stands.
zp_status zp_form_start(const zp_form *form, zp_messages *messages, zp_text schema_file,
                        const zp_record *old, zp_buffer *unit, zp_buffer *report);

// Builds one document. Unknown paths, headings the form does not have, spans that do not fit are
// located errors and ZP_BAD_INPUT. *document is NULL with ZP_OK when the form hands none in for
// this unit (project tables of a unit without projects, where the profile wants no blank form).
zp_status zp_form_build(const zp_form *form, zp_arena *arena, zp_messages *messages,
                        const zp_record *record, zp_text document_id, zp_document **document);

// A document that no profile names: of a template in the form's folder and a tree that is neither
// the unit's data nor the profile. Its texts stand as they are, braces and all. The styles are the
// form's, and what else the template reads is the unit's.
typedef struct zp_form_extra {
    zp_text template;      // the file's name
    zp_text id, title;     // of the document
    zp_text name;          // what the template calls
    const zp_value *value; // the tree
} zp_form_extra;
// The template is kept with the form: one form is not to be used from two threads at a time.
zp_status zp_form_compose(const zp_form *form, zp_arena *arena, zp_messages *messages,
                          const zp_record *record, const zp_form_extra *extra,
                          zp_document **document);
// A form of no district, for zp_form_compose alone: the styles as they stand in styles.xml, and no
// profile. With it `record` may be NULL: the template reads its tree and nothing else.
zp_status zp_form_house(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                        const char *folder, zp_form **form);

// ---------------------------------------------------------------- what else a form knows

// The profile as it stands in its file; borrowed.
const zp_value *zp_form_profile(const zp_form *form);
// A text of the profile as it is printed for a unit, its {{…}} filled. Those that cannot be are
// located errors in the profile, and ZP_BAD_INPUT.
zp_status zp_form_print(const zp_form *form, zp_arena *arena, zp_messages *messages,
                        const zp_record *record, const zp_value *words, zp_text *out);
// What the inside of a report's {{…}} at `place` gives. Nothing there is an error.
zp_status zp_form_evaluate(const zp_form *form, zp_arena *arena, zp_messages *messages,
                           const zp_record *record, zp_text hole, zp_place place, zp_text *out);
// The value that the form prints where the unit leaves out `path` (a rate, a total). False when no
// formula gives it; empty when a value that the formula needs is blank.
bool zp_form_compute(const zp_form *form, zp_arena *arena, const zp_record *record, zp_text path,
                     zp_text *out);
// Dates that the calendar does not have, and indicators that are in none of the profile's groups:
// what zp_form_build says of the data before it begins.
zp_status zp_form_check(const zp_form *form, zp_arena *arena, zp_messages *messages,
                        const zp_record *record);
// What the schema of the data calls the last step of a path: 全年执行数. Empty where it has none.
zp_text zp_form_value_title(const zp_form *form, zp_arena *arena, zp_text path);
// The place of a value for people, by the names that the form and the schema have for the steps of
// its path: 绩效指标 › 产出指标 › 数量指标 › 法制宣传活动场次 › 得分. `brief`: without the tables
// and groups around it, as findings have it: 法制宣传活动场次 › 得分. The record is the one that
// has it.
zp_text zp_form_place_name(const zp_form *form, zp_arena *arena, const zp_record *record,
                           zp_text path, bool brief);
// The same, not briefly, by one step: of `path`, at which `value` (NULL: nothing) stands, where the
// table or list around it is named `around`. Elements that the path counts are told by their
// number, beside their name if they have one.
zp_text zp_form_place_step(const zp_form *form, zp_arena *arena, const zp_record *record,
                           zp_text around, zp_text path, const zp_value *value);
// A label of the form without its number (1、), 其中：, line breaks and its colon.
zp_text zp_form_label(zp_arena *arena, zp_text label);
// What the schema has of a path; NULL: nothing.
const zp_value *zp_form_value_schema(const zp_form *form, zp_arena *arena, zp_text path);
// The paths that zp_form_compute knows, elements of lists as `building[].area_rate`. Empty past
// the end.
zp_text zp_form_computed(size_t index);
// The document that holds the report; empty: the form has none.
zp_text zp_form_report(const zp_form *form);
// The files a form was read from (profile, templates, styles, schemas), by name, without folders;
// borrowed.
size_t zp_form_sources(const zp_form *form, const zp_source **sources);
// A number typed at the beginning of a text, as headings have it; 0 when there is none, else the
// bytes it takes. *same: it is of the kind of `style`, which is the number one as the profile
// writes it (`一、`, `（一）`, `1.`), widths of marks aside.
size_t zp_form_number(zp_text text, zp_text style, size_t *number, bool *same);
zp_text zp_form_number_text(zp_arena *arena, zp_text style, size_t number);

#endif
