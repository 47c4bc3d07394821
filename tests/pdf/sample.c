#include "sample.h"

#include <hb-ot.h>
#include <hb.h>
#include <string.h>

static const char SONG[] = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc";
static const char KAI[] = "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf";
static const char DIGITS[] = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf";
// A CFF whose glyphs have names, not CIDs; Ghostscript brings it.
static const char NAMED[] = "/usr/share/fonts/opentype/urw-base35/NimbusRoman-Regular.otf";

static int read_i16(hb_face_t *face, hb_tag_t tag, unsigned offset) {
    hb_blob_t *blob = hb_face_reference_table(face, tag);
    unsigned size = 0;
    const unsigned char *data = (const unsigned char *)hb_blob_get_data(blob, &size);
    int value = offset + 2 <= size ? (int16_t)(data[offset] << 8 | data[offset + 1]) : 0;
    hb_blob_destroy(blob);
    return value;
}

bool sample_face(zp_arena *arena, zp_face *face, const char *file, unsigned index) {
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(file);
    if (!blob) {
        return false;
    }
    hb_tag_t head = HB_TAG('h', 'e', 'a', 'd');
    hb_tag_t os2 = HB_TAG('O', 'S', '/', '2');
    char name[100];
    unsigned size = sizeof name;
    *face = (zp_face){.file = file, .index = index, .face = hb_face_create(blob, index)};
    hb_blob_destroy(blob);
    face->font = hb_font_create(face->face);
    face->units_per_em = hb_face_get_upem(face->face);
    face->glyph_count = hb_face_get_glyph_count(face->face);
    hb_ot_name_get_utf8(face->face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
                        hb_language_from_string("en", -1), &size, name);
    face->name = zp_arena_string(arena, (zp_text){name, size});
    for (unsigned i = 0; i < 4; i++) {
        face->bounds[i] = read_i16(face->face, head, 36 + 2 * i);
    }
    face->weight = read_i16(face->face, os2, 4);
    face->ascender = (int)face->units_per_em * 88 / 100;
    face->descender = face->ascender - (int)face->units_per_em;
    hb_blob_t *cff = hb_face_reference_table(face->face, HB_TAG('C', 'F', 'F', ' '));
    face->outline = hb_blob_get_length(cff) > 0 ? ZP_OUTLINE_CFF : ZP_OUTLINE_TRUETYPE;
    hb_blob_destroy(cff);
    return true;
}

bool sample_open(sample *s, const char *fandol) {
    memset(s, 0, sizeof *s);
    s->arena = zp_arena_new();
    s->document = (zp_document){.id = ZP_TEXT("sample"),
                                .title = ZP_TEXT("后端样张（𠮷）"),
                                .unit = ZP_TEXT("岳阳楼区样张局"),
                                .date = ZP_TEXT("2024-05-28"),
                                .language = ZP_TEXT("zh-CN"),
                                .arena = s->arena};
    s->pages.document = &s->document;
    return sample_face(s->arena, &s->faces[SAMPLE_SONG], SONG, 2) &&
           sample_face(s->arena, &s->faces[SAMPLE_FANG], fandol, 0) &&
           sample_face(s->arena, &s->faces[SAMPLE_KAI], KAI, 0) &&
           sample_face(s->arena, &s->faces[SAMPLE_DIGITS], DIGITS, 0) &&
           sample_face(s->arena, &s->faces[SAMPLE_NAMED], NAMED, 0);
}

void sample_close(sample *s) {
    for (int i = 0; i < SAMPLE_FACES; i++) {
        hb_font_destroy(s->faces[i].font);
        hb_face_destroy(s->faces[i].face);
    }
    zp_arena_free(s->arena);
}

int sample_set_up(void **state) {
    static sample s;
    *state = &s;
    return sample_open(&s, FANDOL) ? 0 : -1;
}

int sample_tear_down(void **state) {
    sample_close(*state);
    return 0;
}

zp_page *sample_page(sample *s, zp_length width, zp_length height) {
    zp_page *page = ZP_PUSH(s->arena, s->pages.pages, s->pages.count, s->pages.capacity);
    *page = (zp_page){.width = width, .height = height};
    return page;
}

static zp_item *add_item(sample *s, zp_page *page) {
    zp_item *item = ZP_PUSH(s->arena, page->items, page->item_count, page->item_capacity);
    *item = (zp_item){.node = &s->node};
    return item;
}

static hb_buffer_t *shape(const zp_face *face, hb_direction_t direction, const char *text) {
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_set_direction(buffer, direction);
    hb_buffer_set_script(buffer, face->outline == ZP_OUTLINE_CFF || face->weight == 0
                                     ? HB_SCRIPT_HAN
                                     : HB_SCRIPT_LATIN);
    hb_buffer_set_language(buffer, hb_language_from_string("zh-Hans", -1));
    hb_shape(face->font, buffer, NULL, 0);
    return buffer;
}

static zp_glyph_run *take_run(sample *s, const zp_face *face, zp_length size, hb_buffer_t *buffer,
                              zp_length space, size_t text_size) {
    unsigned count = 0;
    hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, NULL);
    zp_glyph *glyphs = ZP_ARRAY(s->arena, zp_glyph, count);
    zp_glyph_run *run = ZP_NEW(s->arena, zp_glyph_run);
    int64_t em = face->units_per_em;
    for (unsigned i = 0; i < count; i++) {
        int advance = position[i].x_advance - position[i].y_advance; // downwards is negative
        size_t end = text_size;
        for (unsigned j = i + 1; j < count; j++) {
            if (info[j].cluster != info[i].cluster) {
                end = info[j].cluster;
                break;
            }
        }
        bool further = i > 0 && info[i - 1].cluster == info[i].cluster;
        glyphs[i] = (zp_glyph){.id = info[i].codepoint,
                               .advance = (zp_length)zp_scale(advance, size, em) + space,
                               .dx = (zp_length)zp_scale(position[i].x_offset, size, em),
                               .dy = (zp_length)zp_scale(position[i].y_offset, size, em),
                               .text = info[i].cluster,
                               .text_size = further ? 0 : (uint32_t)end - info[i].cluster};
    }
    *run = (zp_glyph_run){.face = face, .size = size, .glyphs = glyphs, .count = count};
    hb_buffer_destroy(buffer);
    return run;
}

static zp_length put_run(sample *s, zp_page *page, zp_glyph_run *run, zp_length x, zp_length y,
                         bool vertical, const char *text) {
    zp_item *item = add_item(s, page);
    zp_length width = 0;
    item->kind = ZP_ITEM_GLYPHS;
    item->vertical = vertical;
    item->x = x;
    item->y = y;
    item->text = zp_arena_copy(s->arena, zp_text_of(text));
    item->run = run;
    for (size_t i = 0; i < run->count; i++) {
        width += run->glyphs[i].advance;
    }
    return width;
}

zp_length sample_line(sample *s, zp_page *page, int face, zp_length size, zp_length x, zp_length y,
                      zp_length space, const char *text) {
    hb_buffer_t *buffer = shape(&s->faces[face], HB_DIRECTION_LTR, text);
    zp_glyph_run *run = take_run(s, &s->faces[face], size, buffer, space, strlen(text));
    return put_run(s, page, run, x, y, false, text);
}

zp_length sample_column(sample *s, zp_page *page, int face, zp_length size, zp_length x,
                        zp_length y, bool sideways, const char *text) {
    hb_direction_t direction = sideways ? HB_DIRECTION_LTR : HB_DIRECTION_TTB;
    hb_buffer_t *buffer = shape(&s->faces[face], direction, text);
    zp_glyph_run *run = take_run(s, &s->faces[face], size, buffer, 0, strlen(text));
    run->sideways = sideways;
    for (size_t i = 0; sideways && i < run->count; i++) { // the em box's middle on the line's
        ((zp_glyph *)run->glyphs)[i].dy -= size * 38 / 100;
    }
    return put_run(s, page, run, x, y, true, text);
}

void sample_rule(sample *s, zp_page *page, zp_length x, zp_length y, zp_length width,
                 zp_length height) {
    zp_item *item = add_item(s, page);
    item->kind = ZP_ITEM_RULE;
    item->artifact = true;
    item->x = x;
    item->y = y;
    item->width = width;
    item->height = height;
}

void sample_outline(sample *s, const char *title, int level, size_t page, zp_length y) {
    zp_pages *pages = &s->pages;
    *ZP_PUSH(s->arena, pages->outline, pages->outline_count, pages->outline_capacity) =
        (zp_outline_entry){zp_text_of(title), level, page, y};
}

static void print_item(const zp_page *page, size_t number, const zp_item *item, zp_buffer *out) {
    zp_length pen = 0;
    for (size_t i = 0; item->kind == ZP_ITEM_GLYPHS && i < item->run->count; i++) {
        const zp_glyph *glyph = &item->run->glyphs[i];
        zp_length x = item->x, y = page->height - item->y;
        if (!item->vertical) {
            x += pen + glyph->dx;
            y += glyph->dy;
        } else if (item->run->sideways) {
            x += glyph->dy;
            y -= pen + glyph->dx;
        } else {
            x += glyph->dx;
            y += glyph->dy - pen;
        }
        zp_buffer_print(out, "%zu %d %d\n", number, x, y);
        pen += glyph->advance;
    }
}

void sample_print_places(const sample *s, zp_buffer *out) {
    for (size_t i = 0; i < s->pages.count; i++) {
        for (size_t j = 0; j < s->pages.pages[i].item_count; j++) {
            print_item(&s->pages.pages[i], i + 1, &s->pages.pages[i].items[j], out);
        }
    }
}
