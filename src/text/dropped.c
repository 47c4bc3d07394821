// Font files that somebody put into the folder of fonts under other names than fonts.toml has.
#include "text/private.h"

#include <dirent.h>
#include <errno.h>
#include <hb-ot.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

static bool font_name(const char *name) {
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".TTF", ".OTF", ".TTC"};
    zp_text text = zp_text_of(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (zp_text_ends(text, endings[i])) {
            return true;
        }
    }
    return false;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// The font files of the folder, sorted, since the order of readdir is the file system's own.
const char **dropped_files(zp_arena *arena, const char *folder, size_t *count) {
    const char **names = NULL;
    size_t capacity = 0;
    *count = 0;
    DIR *open = opendir(folder);
    if (open == NULL) {
        zp_expect_lasting(folder, errno);
        return NULL;
    }
    errno = 0;
    for (struct dirent *entry; (entry = readdir(open)) != NULL; errno = 0) {
        const char *path = zp_path_join(arena, folder, entry->d_name);
        if (font_name(entry->d_name) && zp_file_exists(path)) { // a FIFO could be read for ever
            *ZP_PUSH(arena, names, *count, capacity) = path;
        }
    }
    zp_expect_lasting(folder, errno);
    closedir(open);
    if (*count > 0) {
        qsort(names, *count, sizeof *names, by_name);
    }
    return names;
}

static bool family_is(hb_face_t *face, hb_ot_name_id_t id, hb_language_t language,
                      const zp_value *families) {
    char name[256];
    unsigned size = sizeof name;
    if (hb_ot_name_get_utf8(face, id, language, &size, name) == 0) {
        return false;
    }
    for (const zp_value *each = families->first; each != NULL; each = each->next) {
        if (zp_text_is(zp_value_text(each), name)) {
            return true;
        }
    }
    return false;
}

bool dropped_has_family(const char *file, const zp_value *families) {
    hb_blob_t *blob = font_file_map(file);
    if (blob == NULL) {
        return false;
    }
    hb_face_t *face = hb_face_create(blob, 0);
    bool found = false;
    static const char *const languages[] = {"en", "zh-cn", "zh"};
    for (size_t i = 0; i < 3 && !found; i++) {
        hb_language_t language = hb_language_from_string(languages[i], -1);
        found = family_is(face, HB_OT_NAME_ID_FONT_FAMILY, language, families) ||
                family_is(face, HB_OT_NAME_ID_FULL_NAME, language, families) ||
                family_is(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, language, families);
    }
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return found;
}
