// Templates: from XML to parts, with every expression read and every name looked up that does not
// depend on data.
#include "form/parts.h"

#include <string.h>

typedef struct compiler {
    zp_form *form;
    zp_arena *arena;
    zp_messages *messages;
    form_checker *checker;
    zp_text file; // the template's name in the folder
    bool failed;
} compiler;

static const char *const part_names[FORM_PART_COUNT] = {
    NULL, // text
#define FORM_PART(type, name, build) name,
#include "form/parts.inc"
#undef FORM_PART
};

static void fail(compiler *compiler, zp_place place, const char *id, const char *what,
                 zp_text found, const form_guess *guess) {
    zp_report(compiler->messages, ZP_ERROR, place, id, what, ZP_ARG(found),
              guess != NULL ? form_guess_words(compiler->arena, guess) : "");
    compiler->failed = true;
}

static void check_single(compiler *compiler, zp_text text, zp_place place) {
    zp_text single = form_braces_single(text);
    if (single.size > 0) {
        fail(compiler, place, "braces",
             ZP_MARKED(
                 "“{%.*s}” prints as it stands; for the value write two braces on each side%s"),
             single, NULL);
    }
}

static void compile_text(compiler *compiler, const form_element *element, form_part *part) {
    part->type = FORM_PART_TEXT;
    check_single(compiler, element->text, element->place);
    if (!form_text_read(compiler->arena, compiler->messages, element->text, element->place,
                        &part->text)) {
        compiler->failed = true;
    }
    size_t kept = 0;
    for (size_t i = 0; i < part->text.count; i++) {
        form_piece piece = part->text.pieces[i];
        if (piece.expression == NULL) {
            // The indentation of the XML file is not text.
            piece.literal = form_fold_lines(compiler->arena, piece.literal, false);
        }
        if (piece.expression != NULL || piece.literal.size > 0) {
            part->text.pieces[kept++] = piece;
        }
    }
    part->text.count = kept;
}

// ---------------------------------------------------------------- attributes

// A path that stands in the template must be one; a path with holes is read when it is used.
static void check_path(compiler *compiler, const form_attribute *attribute, zp_place place) {
    form_path path;
    if (form_text_is_literal(&attribute->value) && attribute->value.count > 0) {
        zp_text literal = attribute->value.pieces[0].literal;
        if (form_path_read(compiler->arena, literal, &path) != literal.size) {
            fail(compiler, place, "expression", ZP_MARKED("“%.*s” is not a path such as i.rows%s"),
                 literal, NULL);
        }
    }
}

static void check_name(compiler *compiler, const form_attribute *attribute, zp_place place) {
    const form_styles *styles = &compiler->form->styles;
    if (!form_text_is_literal(&attribute->value) || attribute->value.count == 0) {
        return;
    }
    zp_text name = attribute->value.pieces[0].literal;
    form_guess guess = form_guess_start(name);
    if (zp_text_is(attribute->name, "page") && form_page_find(styles, name) == NULL) {
        for (size_t i = 0; i < styles->page_count; i++) {
            form_guess_try(&guess, styles->pages[i].id);
        }
        fail(compiler, place, "unknown-style", ZP_MARKED("styles.xml has no page “%.*s”%s"), name,
             &guess);
    } else if (zp_text_is(attribute->name, "look") && form_look_find(styles, name) == NULL) {
        for (size_t i = 0; i < styles->look_count; i++) {
            form_guess_try(&guess, styles->looks[i].id);
        }
        fail(compiler, place, "unknown-style", ZP_MARKED("styles.xml has no look “%.*s”%s"), name,
             &guess);
    } else if ((zp_text_is(attribute->name, "style") || zp_text_is(attribute->name, "first") ||
                zp_text_is(attribute->name, "more")) &&
               form_style_find(styles, name) == NULL) {
        for (size_t i = 0; i < styles->style_count; i++) {
            form_guess_try(&guess, styles->styles[i]->id);
        }
        fail(compiler, place, "unknown-style", ZP_MARKED("styles.xml has no style “%.*s”%s"), name,
             &guess);
    }
}

static void compile_attributes(compiler *compiler, const form_element *element, form_part *part) {
    part->attributes = ZP_ARRAY(compiler->arena, form_attribute, element->attribute_count);
    for (size_t i = 0; i < element->attribute_count; i++) {
        const form_pair *pair = &element->attributes[i];
        form_attribute *attribute = &part->attributes[part->attribute_count++];
        attribute->name = pair->name;
        if (zp_text_is(pair->name, "test")) {
            part->test =
                form_test_read(compiler->arena, compiler->messages, pair->value, element->place);
            compiler->failed = compiler->failed || part->test == NULL;
            continue;
        }
        if (!form_text_read(compiler->arena, compiler->messages, pair->value, element->place,
                            &attribute->value)) {
            compiler->failed = true;
        }
        if (zp_text_is(pair->name, "each") || zp_text_is(pair->name, "of")) {
            check_path(compiler, attribute, element->place);
        }
        check_single(compiler, pair->value, element->place);
        check_name(compiler, attribute, element->place);
    }
}

// ---------------------------------------------------------------- elements

static form_part *compile(compiler *compiler, const form_element *element);

static void compile_children(compiler *compiler, const form_element *element, form_part *part) {
    for (const form_element *each = element->first; each != NULL; each = each->next) {
        form_part *child = compile(compiler, each);
        if (child->type == FORM_PART_TEXT && child->text.count == 0) {
            continue;
        }
        if (part->last != NULL) {
            part->last->next = child;
        } else {
            part->first = child;
        }
        part->last = child;
    }
}

static form_part *compile(compiler *compiler, const form_element *element) {
    form_part *part = ZP_NEW(compiler->arena, form_part);
    part->place = element->place;
    if (element->name.size == 0) {
        compile_text(compiler, element, part);
        return part;
    }
    for (int i = 0; i < FORM_PART_COUNT; i++) {
        if (part_names[i] != NULL && zp_text_is(element->name, part_names[i])) {
            part->type = (form_part_type)i;
        }
    }
    compile_attributes(compiler, element, part);
    compile_children(compiler, element, part);
    return part;
}

static zp_text literal_of(const form_part *part, const char *name) {
    const form_text *text = form_attribute_find(part, name);
    return text != NULL && text->count > 0 ? text->pieces[0].literal : (zp_text){0};
}

static const form_part *find_define(const form_part *root, zp_text name, form_guess *guess) {
    for (const form_part *each = root->first; each != NULL; each = each->next) {
        if (each->type == FORM_PART_DEFINE) {
            zp_text own = literal_of(each, "name");
            form_guess_try(guess, own);
            if (zp_text_equal(own, name)) {
                return each;
            }
        }
    }
    return NULL;
}

// Finds what includes mean, loading further files.
static void link_includes(compiler *compiler, form_part *part) {
    for (form_part *each = part->first; each != NULL; each = each->next) {
        link_includes(compiler, each);
    }
    if (part->type != FORM_PART_INCLUDE) {
        return;
    }
    zp_text file = literal_of(part, "file"), name = literal_of(part, "define");
    const form_template *other =
        form_template_load(compiler->form, compiler->arena, compiler->messages, compiler->checker,
                           file.size > 0 ? file : compiler->file, part->place);
    if (other == NULL) {
        compiler->failed = true;
        return;
    }
    part->target = other->root;
    if (name.size > 0) {
        form_guess guess = form_guess_start(name);
        part->target = find_define(other->root, name, &guess);
        if (part->target == NULL) {
            fail(compiler, part->place, "unknown-define", ZP_MARKED("no <define name=\"%.*s\">%s"),
                 name, &guess);
        }
    }
}

static bool is_file_name(zp_text name) {
    return name.size > 0 && name.data[0] != '.' && memchr(name.data, '/', name.size) == NULL;
}

static const char *guess_template(const zp_form *form, zp_arena *arena, zp_text name) {
    zp_text *names;
    form_guess guess = form_guess_start(name);
    size_t count = form_files(arena, form->folder, ".xml", &names);
    for (size_t i = 0; i < count; i++) {
        form_guess_try(&guess, zp_arena_print(arena, "%.*s.xml", ZP_ARG(names[i])));
    }
    return form_guess_words(arena, &guess);
}

const form_template *form_template_load(zp_form *form, zp_arena *arena, zp_messages *messages,
                                        form_checker *checker, zp_text name, zp_place wanted_at) {
    for (size_t i = 0; i < form->template_count; i++) {
        if (zp_text_equal(form->templates[i]->name, name)) { // what is wrong with it was told
            return form->templates[i]->root != NULL ? form->templates[i] : NULL;
        }
    }
    const char *file = zp_path_join(arena, form->folder, zp_arena_string(arena, name));
    if (!is_file_name(name) || !zp_file_exists(file)) {
        zp_report(messages, ZP_ERROR, wanted_at, "unknown-template",
                  "there is no template “%.*s” in %s%s", ZP_ARG(name), form->folder,
                  guess_template(form, arena, name));
        return NULL;
    }
    // Known before it is whole, so that templates may include each other's parts.
    form_template *made = ZP_NEW(arena, form_template);
    *ZP_PUSH(arena, form->templates, form->template_count, form->template_capacity) = made;
    made->name = name;
    form_element *root;
    zp_text text;
    if (form_file_read(form, arena, messages, file, &text) != ZP_OK ||
        form_xml_read(arena, messages, checker, file, text, &root) != ZP_OK) {
        return NULL;
    }
    compiler compiler = {form, arena, messages, checker, name, false};
    made->root = compile(&compiler, root);
    if (made->root->type != FORM_PART_TEMPLATE) {
        fail(&compiler, made->root->place, "template-xml",
             ZP_MARKED("the root is <%.*s>, not <template>%s"), root->name, NULL);
    }
    link_includes(&compiler, made->root);
    return compiler.failed ? NULL : made;
}
