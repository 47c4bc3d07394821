// Cases of spec.md about what the DOCX says (B5.4, B11).
#include "docx/docx.h"
#include "typesetting/spec_case.h"

#include <stdio.h>
#include <string.h>
#include <zip.h>

static zp_text read_part(zp_arena *arena, const zp_buffer *package, const char *name) {
    zp_text part = {0};
    zip_source_t *source = zip_source_buffer_create(package->data, package->size, 0, NULL);
    zip_t *archive = source != NULL ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
    zip_stat_t stat;
    zip_file_t *file = NULL;
    if (archive != NULL && zip_stat(archive, name, 0, &stat) == 0) {
        file = zip_fopen(archive, name, 0);
    }
    if (file != NULL) {
        char *text = zp_arena_get(arena, stat.size + 1);
        if (zip_fread(file, text, stat.size) == (zip_int64_t)stat.size) {
            part = (zp_text){text, stat.size};
        }
        zip_fclose(file);
    }
    if (archive != NULL) {
        zip_discard(archive);
    }
    return part;
}

bool spec_docx_run(zp_arena *arena, const test_case *t, zp_messages *messages) {
    bool vertical;
    zp_node *block = spec_block(arena, t, &vertical);
    const zp_style *style = block->style;
    zp_node *root = zp_node_new(arena, ZP_NODE_DOCUMENT, block->place);
    zp_node *section = zp_node_new(arena, ZP_NODE_SECTION, block->place);
    section->as.page = (zp_page_setup){.width = ZP_MM(210000),
                                       .height = ZP_MM(297000),
                                       .top = ZP_MM(37000),
                                       .bottom = ZP_MM(35000),
                                       .inner = ZP_MM(28000),
                                       .outer = ZP_MM(26000),
                                       .grid_lines = 22,
                                       .grid_characters = 28};
    zp_node_append(root, section);
    zp_node_append(section, block);
    zp_document document = {.id = ZP_TEXT("spec"),
                            .title = ZP_TEXT("spec"),
                            .language = ZP_TEXT("zh-CN"),
                            .root = root,
                            .styles = &style,
                            .style_count = 1,
                            .arena = arena};
    zp_buffer package = {0};
    bool fine = zp_docx_write(&document, messages, &package) == ZP_OK;
    zp_text body = read_part(arena, &package, "word/document.xml");
    zp_text settings = read_part(arena, &package, "word/settings.xml");
    zp_text styles = read_part(arena, &package, "word/styles.xml");
    zp_text all =
        zp_arena_print(arena, "%.*s%.*s%.*s", ZP_ARG(body), ZP_ARG(settings), ZP_ARG(styles));
    const char *wanted = zp_arena_string(arena, t->docx);
    fine = fine && all.size > 0 && strstr(all.data, wanted) != NULL;
    if (!fine) {
        printf("spec.md:%d: %.*s %.*s: docx\n  wanted %s\n  got    %.*s\n", t->line,
               ZP_ARG(t->rule), ZP_ARG(t->title), wanted, ZP_ARG(body));
    }
    zp_buffer_free(&package);
    return fine;
}
