// Parts that are the same in many documents, compressed once: of a form's documents all but the
// text and the properties, more than half of what there is to compress.
#include "docx/parts.h"

typedef struct kept_part kept_part;
struct kept_part {
    kept_part *next;
    const char *path;
    zp_text bytes;
    zp_packed packed;
};

// With the styles of a form, and as long.
struct zp_docx_kept {
    kept_part *parts;
    const zp_packed *styles[2]; // without a character grid, and with one
};

static struct zp_docx_kept *kept_of(const zp_document *document) {
    zp_styles_kept *styles = document->styles_kept;
    if (styles != NULL && styles->docx == NULL) {
        styles->docx = ZP_NEW(styles->arena, struct zp_docx_kept);
    }
    return styles != NULL ? styles->docx : NULL;
}

const zp_packed **kept_styles(const zp_document *document) {
    struct zp_docx_kept *kept = kept_of(document);
    return kept != NULL ? &kept->styles[sections_of(document).grid] : NULL;
}

const zp_packed *kept_packed(const zp_document *document, const char *path, zp_text bytes) {
    struct zp_docx_kept *kept = kept_of(document);
    if (kept == NULL) {
        return NULL;
    }
    for (kept_part *each = kept->parts; each != NULL; each = each->next) {
        if (each->path == path && zp_text_equal(each->bytes, bytes)) {
            return &each->packed;
        }
    }
    zp_arena *arena = document->styles_kept->arena;
    kept_part *made = ZP_NEW(arena, kept_part);
    *made = (kept_part){.next = kept->parts,
                        .path = path,
                        .bytes = zp_arena_copy(arena, bytes),
                        .packed = zp_zip_pack(arena, bytes, LEVEL_COMMON)};
    return &(kept->parts = made)->packed;
}
