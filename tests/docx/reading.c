#include "docx/reading.h"

#include <libxml/parser.h>
#include <string.h>

zp_arena *arena;

int open_arena(void **state) {
    (void)state;
    arena = zp_arena_new();
    return 0;
}

int close_arena(void **state) {
    (void)state;
    zp_arena_free(arena);
    return 0;
}

static char *read_entry(zip_t *archive, zip_uint64_t index, size_t *size) {
    zip_stat_t stat;
    assert_int_equal(zip_stat_index(archive, index, 0, &stat), 0);
    char *text = zp_arena_get(arena, stat.size + 1);
    zip_file_t *file = zip_fopen_index(archive, index, 0);
    assert_int_equal(zip_fread(file, text, stat.size), (zip_int64_t)stat.size);
    zip_fclose(file);
    *size = stat.size;
    return text;
}

// The parts are written by hand: a parser has to take each.
static void assert_well_formed(const zp_buffer *bytes) {
    zip_t *archive = open_package(bytes);
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); i++) {
        size_t size;
        const char *text = read_entry(archive, (zip_uint64_t)i, &size);
        xmlDoc *xml =
            xmlReadMemory(text, (int)size, zip_get_name(archive, (zip_uint64_t)i, 0), NULL, 0);
        if (xml == NULL) {
            fail_msg("not well-formed: %s", text);
        }
        xmlFreeDoc(xml);
    }
    zip_discard(archive);
}

zp_buffer write_package(const zp_document *document) {
    zp_messages *messages = zp_messages_new();
    zp_buffer bytes = {0};
    assert_int_equal(zp_docx_write(document, messages, &bytes), ZP_OK);
    assert_int_equal(zp_messages_count(messages, ZP_REMARK), 0);
    zp_messages_free(messages);
    assert_well_formed(&bytes);
    return bytes;
}

zip_t *open_package(const zp_buffer *bytes) {
    zip_source_t *source = zip_source_buffer_create(bytes->data, bytes->size, 0, NULL);
    assert_non_null(source);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, NULL);
    assert_non_null(archive);
    return archive;
}

const char *part_of(const zp_document *document, const char *path) {
    zp_buffer bytes = write_package(document);
    zip_t *archive = open_package(&bytes);
    zip_int64_t index = zip_name_locate(archive, path, 0);
    size_t size;
    char *text = index >= 0 ? read_entry(archive, (zip_uint64_t)index, &size) : NULL;
    zip_discard(archive);
    zp_buffer_free(&bytes);
    return text;
}

void assert_holds(const char *text, const char *wanted) {
    assert_non_null(text);
    if (strstr(text, wanted) == NULL) {
        fail_msg("missing: %s\nin: %s", wanted, text);
    }
}

void assert_lacks(const char *text, const char *unwanted) {
    assert_non_null(text);
    if (strstr(text, unwanted) != NULL) {
        fail_msg("unwanted: %s\nin: %s", unwanted, text);
    }
}

int count_of(const char *text, const char *wanted) {
    int count = 0;
    for (; (text = strstr(text, wanted)) != NULL; text++) {
        count++;
    }
    return count;
}

zp_document *with_text(const char *style, const char *text) {
    zp_document *document = sample_document(arena, "题目");
    sample_text(document, sample_section(document, false, false), style, text);
    return document;
}

const char *body_of(const zp_document *document) {
    return part_of(document, "word/document.xml");
}
