#include "form/form.h"
#include "form/parts.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------- finding the profile

static int by_bytes(const void *a, const void *b) {
    return zp_text_compare(*(const zp_text *)a, *(const zp_text *)b);
}

size_t form_files(zp_arena *arena, const char *folder, const char *ending, zp_text **out) {
    zp_text *names = NULL;
    size_t count = 0, capacity = 0;
    DIR *directory = opendir(folder);
    struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        zp_text name = zp_text_of(entry->d_name);
        if (zp_text_ends(name, ending) && name.data[0] != '.') {
            name = zp_text_slice(name, 0, name.size - strlen(ending));
            *ZP_PUSH(arena, names, count, capacity) = zp_arena_copy(arena, name);
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
    if (count > 0) {
        qsort(names, count, sizeof *names, by_bytes);
    }
    *out = names;
    return count;
}

size_t zp_form_names(zp_arena *arena, const char *folder, zp_text **out) {
    return form_files(arena, folder, ".toml", out);
}

// The profiles' names in `folder`, in order, as one text.
static zp_text known_forms(zp_arena *arena, const char *folder, form_guess *guess) {
    zp_text *names, list = {0};
    size_t count = zp_form_names(arena, folder, &names);
    for (size_t i = 0; i < count; i++) {
        form_guess_try(guess, names[i]);
        list = zp_arena_print(arena, "%.*s%s%.*s", ZP_ARG(list), i > 0 ? zp_translated(", ") : "",
                              ZP_ARG(names[i]));
    }
    return list;
}

static bool is_form_name(zp_text name) {
    return name.size > 0 && name.size < 200 && name.data[0] != '.' &&
           memchr(name.data, '/', name.size) == NULL && memchr(name.data, '\0', name.size) == NULL;
}

static zp_status find_profile(zp_form *form, zp_arena *arena, zp_messages *messages,
                              zp_place wanted_at) {
    const char *name = zp_arena_print(arena, "%.*s.toml", ZP_ARG(form->id)).data;
    form->file = zp_path_join(arena, form->folder, name);
    if (is_form_name(form->id) && zp_file_exists(form->file)) {
        return ZP_OK;
    }
    form_guess guess = form_guess_start(form->id);
    zp_text known = known_forms(arena, form->folder, &guess);
    if (known.size == 0) {
        zp_report(messages, ZP_ERROR, wanted_at, "unknown-form",
                  "there is no form “%.*s”, and no other in %s", ZP_ARG(form->id), form->folder);
    } else {
        zp_report(messages, ZP_ERROR, wanted_at, "unknown-form",
                  "there is no form “%.*s”%s The forms are: %.*s", ZP_ARG(form->id),
                  guess.best.size > 0 ? form_guess_words(arena, &guess) : zp_translated("."),
                  ZP_ARG(known));
    }
    return ZP_BAD_INPUT;
}

// ---------------------------------------------------------------- loading

void form_note_source(zp_form *form, zp_arena *arena, zp_source source) {
    *ZP_PUSH(arena, form->sources, form->source_count, form->source_capacity) = source;
}

zp_status form_file_read(zp_form *form, zp_arena *arena, zp_messages *messages, const char *file,
                         zp_text *text) {
    zp_status status = zp_file_read(arena, messages, file, ZP_FORM_FILE_LIMIT, text);
    if (status == ZP_OK) {
        form_note_source(form, arena, (zp_source){zp_path_last(file), *text});
    }
    return status;
}

static int by_name(const void *a, const void *b) {
    return zp_text_compare(((const zp_source *)a)->name, ((const zp_source *)b)->name);
}

size_t zp_form_sources(const zp_form *form, const zp_source **sources) {
    *sources = form->sources;
    return form->source_count;
}

static zp_status read_styles(zp_form *form, zp_arena *arena, zp_messages *messages,
                             form_checker *checker) {
    form_element *root = NULL;
    zp_text text;
    const char *file = zp_path_join(arena, form->folder, "styles.xml");
    zp_status status = form_file_read(form, arena, messages, file, &text);
    if (status == ZP_OK) {
        status = form_xml_read(arena, messages, checker, file, text, &root);
    }
    if (status != ZP_OK) {
        return status;
    }
    const zp_value *district = zp_value_get(form->profile, "style");
    status = form_styles_read(arena, messages, root, district, &form->styles);
    return status == ZP_OK ? form_profile_check_styles(form, arena, messages) : status;
}

static zp_status read_templates(zp_form *form, zp_arena *arena, zp_messages *messages,
                                form_checker *checker) {
    const zp_value *documents = zp_value_get(form->profile, "document");
    zp_status status = ZP_OK;
    for (const zp_value *each = documents->first; each != NULL; each = each->next) {
        const zp_value *name = zp_value_get(each, "template");
        if (form_template_load(form, arena, messages, checker, name->text, name->place) == NULL) {
            status = ZP_BAD_INPUT;
        }
    }
    return status;
}

zp_status zp_form_load(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                       const char *folder, zp_text name, zp_place wanted_at, zp_form **out) {
    return form_load(arena, messages, schema, folder, name, wanted_at, NULL, out);
}

zp_status form_load(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                    const char *folder, zp_text name, zp_place wanted_at, form_shared *shared,
                    zp_form **out) {
    zp_form *form = ZP_NEW(arena, zp_form);
    form->kept = ZP_NEW(arena, form_kept);
    *form->kept = (form_kept){.arena = arena, .shared = shared, .styles = {.arena = arena}};
    form->id = zp_arena_copy(arena, name);
    form->schema = zp_schema_tree(schema);
    form_note_source(form, arena, *zp_schema_source(schema));
    form->folder = zp_arena_string(arena, zp_text_of(folder));
    zp_status status = find_profile(form, arena, messages, wanted_at);
    if (status == ZP_OK) {
        status = form_profile_read(form, arena, messages);
    }
    if (status != ZP_OK) {
        return status;
    }
    form_checker *checker = NULL;
    status = form_checker_borrow(shared, arena, messages, folder, &checker);
    if (status == ZP_OK) {
        status = read_styles(form, arena, messages, checker);
    }
    if (status == ZP_OK) {
        status = read_templates(form, arena, messages, checker);
    }
    form_checker_give_back(shared, checker);
    if (status == ZP_OK) {
        qsort(form->sources, form->source_count, sizeof *form->sources, by_name);
        *out = form;
    }
    return status;
}

zp_status zp_form_house(zp_arena *arena, zp_messages *messages, const zp_schema *schema,
                        const char *folder, zp_form **out) {
    zp_form *form = ZP_NEW(arena, zp_form);
    form->kept = ZP_NEW(arena, form_kept);
    form->kept->arena = arena;
    zp_value *nothing = ZP_NEW(arena, zp_value);
    nothing->kind = ZP_VALUE_TABLE;
    form->folder = zp_arena_string(arena, zp_text_of(folder));
    form->file = zp_path_join(arena, folder, "styles.xml");
    form->schema = zp_schema_tree(schema);
    form->profile = form->profile_schema = nothing;
    form_checker *checker = NULL;
    zp_status status = form_checker_borrow(NULL, arena, messages, folder, &checker);
    if (status == ZP_OK) {
        status = read_styles(form, arena, messages, checker);
    }
    form_checker_give_back(NULL, checker);
    if (status == ZP_OK) {
        *out = form;
    }
    return status;
}

size_t zp_form_document_count(const zp_form *form) {
    return zp_value_get(form->profile, "document")->count;
}

zp_text zp_form_title(const zp_form *form) {
    return zp_value_text(zp_value_get(form->profile, "name"));
}

zp_text zp_form_district(const zp_form *form) {
    return zp_value_text(zp_value_get(form->profile, "district"));
}

zp_text zp_form_year(const zp_form *form) {
    return zp_value_text(zp_value_get(form->profile, "year"));
}

zp_place zp_form_title_place(const zp_form *form) {
    return zp_value_get(form->profile, "name")->place;
}

zp_text zp_form_document_id(const zp_form *form, size_t index) {
    const zp_value *document = zp_value_at(zp_value_get(form->profile, "document"), index);
    return zp_value_text(zp_value_get(document, "id"));
}

const zp_value *zp_form_document(const zp_form *form, zp_text id) {
    const zp_value *each = zp_value_first(zp_value_get(form->profile, "document"));
    while (each != NULL && !zp_text_equal(zp_value_text(zp_value_get(each, "id")), id)) {
        each = each->next;
    }
    return each;
}

// ---------------------------------------------------------------- building

static void unknown_document(const zp_form *form, zp_arena *arena, zp_messages *messages,
                             zp_text id) {
    zp_text list = {0};
    form_guess guess = form_guess_start(id);
    for (size_t i = 0; i < zp_form_document_count(form); i++) {
        zp_text own = zp_form_document_id(form, i);
        form_guess_try(&guess, own);
        list = zp_arena_print(arena, "%.*s%s%.*s", ZP_ARG(list), i > 0 ? zp_translated(", ") : "",
                              ZP_ARG(own));
    }
    zp_report(messages, ZP_ERROR, (zp_place){0}, "unknown-document",
              "the form %.*s has no document “%.*s”%s It has: %.*s", ZP_ARG(form->id), ZP_ARG(id),
              guess.best.size > 0 ? form_guess_words(arena, &guess) : zp_translated("."),
              ZP_ARG(list));
}

// A text of the document's table in the profile, holes filled.
static zp_text document_text(form_builder *builder, const char *key) {
    const zp_value *value = zp_value_get(builder->document, key);
    if (value == NULL) {
        return (zp_text){0};
    }
    form_value words = {.text = value->text, .place = value->place, .given = true, .words = true};
    return form_one_line(builder->arena, form_expand_value(builder, &words));
}

static const form_template *find_template(const zp_form *form, zp_text name) {
    size_t i = 0;
    while (!zp_text_equal(form->templates[i]->name, name)) {
        i++; // loaded with the form
    }
    return form->templates[i];
}

zp_status zp_form_build(const zp_form *form, zp_arena *arena, zp_messages *messages,
                        const zp_record *record, zp_text document_id, zp_document **out) {
    return form_build(form, arena, messages, record, document_id, NULL, out);
}

zp_status form_build(const zp_form *form, zp_arena *arena, zp_messages *messages,
                     const zp_record *record, zp_text document_id, form_used *used,
                     zp_document **out) {
    form_builder builder = {.form = form,
                            .record = record,
                            .arena = arena,
                            .messages = messages,
                            .used = used,
                            .document = zp_form_document(form, document_id)};
    if (builder.document == NULL) {
        unknown_document(form, arena, messages, document_id);
        return ZP_BAD_INPUT;
    }
    if (record->edition.published) {
        builder.document = form_published_document(&builder);
    }
    form_check_record(&builder);
    const zp_value *name = zp_value_get(builder.document, "template");
    const form_template *template = find_template(form, name->text);
    zp_document *document = ZP_NEW(arena, zp_document);
    document->id = zp_value_text(zp_value_get(builder.document, "id"));
    document->title = document_text(&builder, "title");
    document->date = document_text(&builder, "date");
    if (!builder.failed) { // of the data it has been checked where it stands
        const zp_value *date = zp_value_get(builder.document, "date");
        form_date_check(&builder, document->date, date ? date->place : (zp_place){0});
    }
    return form_fill(&builder, template, document, out);
}

zp_status form_fill(form_builder *builder, const form_template *template, zp_document *document,
                    zp_document **out) {
    zp_arena *arena = builder->arena;
    const zp_value *unit = zp_value_find(builder->record->root, ZP_TEXT("unit.name"), NULL);
    document->unit = form_one_line(arena, zp_value_text(unit));
    document->language = ZP_TEXT("zh-CN");
    document->form = builder->form->id;
    document->year = zp_value_text(zp_value_find(builder->record->root, ZP_TEXT("year"), NULL));
    document->version = builder->record->edition.revised;
    document->styles = builder->form->styles.styles;
    document->style_count = builder->form->styles.style_count;
    document->styles_kept = &builder->form->kept->styles;
    document->arena = arena;
    document->root = zp_node_new(arena, ZP_NODE_DOCUMENT, template->root->place);
    form_spot spot = {.parent = document->root};
    form_build_parts(builder, template->root->first, &spot);
    if (builder->failed) {
        return ZP_BAD_INPUT;
    }
    form_name_fields(arena, document->root);
    *out = document->root->first != NULL ? document : NULL;
    return ZP_OK;
}
