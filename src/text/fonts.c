// The roles of fonts.toml and the faces that serve them.
#include "text/private.h"

#include <hb.h>
#include <string.h>
#include <unistd.h>

enum { FONTS_FILE_LIMIT = 1024 * 1024 };

// A file that may serve; opened when first asked for.
typedef struct candidate {
    face_file from;
    zp_face *face;
    bool tried;
} candidate;

typedef struct role {
    candidate **items;
    size_t count, capacity, own;
} role;

struct zp_fonts {
    zp_arena *arena;
    zp_messages *messages;
    role roles[ZP_ROLE_COUNT];
    candidate **all; // each file and index once
    size_t count, capacity;
    unsigned opened;
    zp_typesetter *idle;
};

static candidate *candidate_of(zp_fonts *fonts, const char *file, unsigned index, zp_place place) {
    for (size_t i = 0; i < fonts->count; i++) {
        if (fonts->all[i]->from.index == index && strcmp(fonts->all[i]->from.file, file) == 0) {
            return fonts->all[i];
        }
    }
    candidate *made = ZP_NEW(fonts->arena, candidate);
    *made = (candidate){.from = {.file = file, .index = index, .place = place}};
    *ZP_PUSH(fonts->arena, fonts->all, fonts->count, fonts->capacity) = made;
    return made;
}

static void role_add(zp_fonts *fonts, role *to, candidate *one) {
    for (size_t i = 0; i < to->count; i++) {
        if (to->items[i] == one) {
            return;
        }
    }
    *ZP_PUSH(fonts->arena, to->items, to->count, to->capacity) = one;
}

// Splits `file.ttc#2`; false when what stands behind # is no small number.
static bool split_index(zp_arena *arena, zp_text entry, const char **file, unsigned *index) {
    *index = 0;
    size_t end = entry.size;
    for (size_t i = entry.size; i > 0; i--) {
        if (entry.data[i - 1] == '#') {
            zp_decimal number;
            if (!zp_decimal_read(zp_text_slice(entry, i, entry.size), &number) ||
                number.scale != 0 || number.coefficient < 0 || number.coefficient > 255) {
                return false;
            }
            *index = (unsigned)number.coefficient;
            end = i - 1;
            break;
        }
    }
    *file = zp_arena_string(arena, zp_text_slice(entry, 0, end));
    return end > 0;
}

// A path as fonts.toml names it, with its index; false: a message.
static bool read_file_name(zp_fonts *fonts, const zp_value *entry, const char *folder,
                           const char **file, unsigned *index) {
    if (entry->kind != ZP_VALUE_TEXT || !split_index(fonts->arena, entry->text, file, index)) {
        zp_report(fonts->messages, ZP_ERROR, entry->place, "fonts-file",
                  "a font is given as a file name, with #n behind a collection");
        return false;
    }
    if ((*file)[0] != '/') {
        *file = zp_path_join(fonts->arena, folder, *file);
    }
    return true;
}

static zp_status add_files(zp_fonts *fonts, role *to, const zp_value *files, const char *folder) {
    if (files == NULL || files->kind != ZP_VALUE_ARRAY) {
        return ZP_OK;
    }
    for (const zp_value *each = files->first; each != NULL; each = each->next) {
        const char *file;
        unsigned index;
        if (!read_file_name(fonts, each, folder, &file, &index)) {
            return ZP_BAD_INPUT;
        }
        if (!zp_file_exists(file) && access(file, F_OK) == 0) {
            zp_report(fonts->messages, ZP_WARNING, each->place, "fonts-broken",
                      "%s is no file; the next one is used", file);
        } else if (zp_file_exists(file)) {
            role_add(fonts, to, candidate_of(fonts, file, index, each->place));
        }
    }
    return ZP_OK;
}

// ------------------------------------------------ files of other names in the folder

static void add_dropped(zp_fonts *fonts, role *to, const zp_value *families, const char **names,
                        size_t count) {
    if (families == NULL || families->kind != ZP_VALUE_ARRAY) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (dropped_has_family(names[i], families)) {
            role_add(fonts, to, candidate_of(fonts, names[i], 0, families->place));
        }
    }
}

// ------------------------------------------------ characters that a font draws wrong

static zp_status bad_not(zp_fonts *fonts, zp_place place, const char *what) {
    zp_report(fonts->messages, ZP_ERROR, place, "fonts-not",
              "%s; wanted is [[not]] with `file`, a font named above, and `characters`, a text",
              zp_translated(what));
    return ZP_BAD_INPUT;
}

static zp_status bar_characters(zp_fonts *fonts, const zp_value *entry, const char *folder) {
    const zp_value *name = zp_value_get(entry, "file");
    const zp_value *characters = zp_value_get(entry, "characters");
    const char *file;
    unsigned index;
    if (name == NULL || characters == NULL) {
        return bad_not(fonts, entry->place,
                       name == NULL ? ZP_MARKED("no `file`") : ZP_MARKED("no `characters`"));
    }
    if (characters->kind != ZP_VALUE_TEXT || characters->text.size == 0) {
        return bad_not(fonts, characters->place, ZP_MARKED("`characters` is no text, or empty"));
    }
    if (!read_file_name(fonts, name, folder, &file, &index)) {
        return ZP_BAD_INPUT;
    }
    bool found = !zp_file_exists(file); // as in the lists: what is not there is passed over
    for (size_t i = 0; i < fonts->count; i++) {
        candidate *each = fonts->all[i];
        if (each->from.index == index && strcmp(each->from.file, file) == 0) {
            each->from.barred = characters->text;
            found = true;
        }
    }
    return found
               ? ZP_OK
               : bad_not(fonts, name->place, ZP_MARKED("no role and no fallback names this file"));
}

static zp_status bar_all(zp_fonts *fonts, const zp_value *list, const char *folder) {
    if (list == NULL) {
        return ZP_OK;
    }
    if (list->kind != ZP_VALUE_ARRAY) {
        return bad_not(fonts, list->place, ZP_MARKED("`not` is no list of tables"));
    }
    zp_status status = ZP_OK;
    for (const zp_value *each = list->first; each != NULL && status == ZP_OK; each = each->next) {
        status = each->kind == ZP_VALUE_TABLE ? bar_characters(fonts, each, folder)
                                              : bad_not(fonts, each->place, ZP_MARKED("no table"));
    }
    return status;
}

// ------------------------------------------------ opening

static zp_status open_role(zp_fonts *fonts, zp_font_role which, const zp_value *root,
                           const char *folder, const char **dropped, size_t dropped_count) {
    const zp_value *roles = zp_value_get(root, "role");
    const zp_value *about = roles ? zp_value_get(roles, zp_font_role_name(which)) : NULL;
    if (about == NULL || about->kind != ZP_VALUE_TABLE) {
        zp_report(fonts->messages, ZP_ERROR, root->place, "fonts-role",
                  "has no table [role.\"%s\"] with `files`", zp_font_role_name(which));
        return ZP_BAD_INPUT;
    }
    role *to = &fonts->roles[which];
    add_dropped(fonts, to, zp_value_get(about, "families"), dropped, dropped_count);
    const zp_value *files = zp_value_get(about, "files");
    zp_status status = add_files(fonts, to, files, folder);
    if (status != ZP_OK) {
        return status;
    }
    to->own = to->count;
    if (to->count == 0) {
        zp_buffer tried = {0};
        for (const zp_value *each = zp_value_first(files); each; each = each->next) {
            zp_buffer_print(&tried, "%s%.*s", tried.size ? zp_translated(", ") : "",
                            ZP_ARG(each->text));
        }
        zp_report(fonts->messages, ZP_ERROR, about->place, "fonts-missing",
                  "no font for %s: none of %.*s is there; put one into %s, or install the "
                  "package that has it",
                  zp_font_role_name(which), ZP_ARG(zp_buffer_text(&tried)), folder);
        zp_buffer_free(&tried);
        return ZP_BAD_INPUT;
    }
    return ZP_OK;
}

static zp_status open_all(zp_fonts *fonts, const char *folder) {
    const char *file = zp_path_join(fonts->arena, folder, "fonts.toml");
    zp_text text;
    zp_value *root;
    zp_status status = zp_file_read(fonts->arena, fonts->messages, file, FONTS_FILE_LIMIT, &text);
    if (status == ZP_OK) {
        status = zp_read_toml(fonts->arena, fonts->messages, file, text, &root);
    }
    if (status != ZP_OK) {
        return status;
    }
    size_t dropped_count;
    const char **dropped = font_files_in(fonts->arena, folder, &dropped_count);
    for (int i = 0; i < ZP_ROLE_COUNT && status == ZP_OK; i++) {
        status = open_role(fonts, (zp_font_role)i, root, folder, dropped, dropped_count);
    }
    const zp_value *fallback = zp_value_get(root, "fallback");
    for (int i = 0; i < ZP_ROLE_COUNT && status == ZP_OK && fallback != NULL; i++) {
        status = add_files(fonts, &fonts->roles[i], zp_value_get(fallback, "files"), folder);
    }
    return status == ZP_OK ? bar_all(fonts, zp_value_get(root, "not"), folder) : status;
}

zp_status zp_fonts_open(zp_arena *arena, zp_messages *messages, const char *folder,
                        zp_fonts **out) {
    zp_fonts *fonts = ZP_NEW(arena, zp_fonts);
    *fonts = (zp_fonts){.arena = arena, .messages = messages};
    zp_status status = open_all(fonts, folder);
    if (status != ZP_OK) {
        zp_fonts_close(fonts);
        return status;
    }
    *out = fonts;
    return ZP_OK;
}

zp_typesetter **fonts_idle(zp_fonts *fonts) {
    return &fonts->idle;
}

void zp_fonts_close(zp_fonts *fonts) {
    if (fonts == NULL) {
        return;
    }
    typesetter_destroy(fonts->idle);
    fonts->idle = NULL;
    for (size_t i = 0; i < fonts->count; i++) {
        zp_face *face = fonts->all[i]->face;
        fonts->all[i]->face = NULL;
        if (face != NULL) {
            if (face->kept->what != NULL) {
                face->kept->free(face->kept->what);
            }
            hb_font_destroy(face->font);
            hb_face_destroy(face->face);
        }
    }
}

// ------------------------------------------------ one face

static const zp_face *usable_face(zp_fonts *fonts, candidate *from) {
    if (!from->tried) {
        from->tried = true;
        from->face = face_open(fonts->arena, fonts->messages, &from->from, fonts->opened);
        fonts->opened += from->face != NULL;
    }
    return from->face;
}

const zp_face *zp_fonts_face(zp_fonts *fonts, zp_font_role which, size_t index) {
    const role *from = &fonts->roles[which];
    size_t usable = 0;
    for (size_t i = 0; i < from->count; i++) {
        const zp_face *face = usable_face(fonts, from->items[i]);
        if (face != NULL && usable++ == index) {
            return face;
        }
    }
    return NULL;
}

size_t zp_fonts_own_count(zp_fonts *fonts, zp_font_role which) {
    const role *from = &fonts->roles[which];
    size_t usable = 0;
    for (size_t i = 0; i < from->own; i++) {
        usable += usable_face(fonts, from->items[i]) != NULL;
    }
    return usable;
}
