// Whether a font file that somebody put into the folder of fonts, under a name that fonts.toml does
// not have, serves a role by its family.
#include "text/private.h"

#include <hb-ot.h>
#include <hb.h>

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
