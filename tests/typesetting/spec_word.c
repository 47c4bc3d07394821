#include "typesetting/spec_word.h"

#include "docx/docx.h"

zp_text lines_in_word(zp_arena *arena, zp_typesetter *typesetter, const zp_node *block,
                      zp_length measure) {
    const zp_style *style = block->style;
    const zp_document document = {.styles = &style, .style_count = 1};
    zp_buffer not_first = {0}, not_last = {0}, out = {0};
    zp_docx_line_edges(&document, &not_first, &not_last);
    zp_first_fit rules = {.not_first = zp_buffer_text(&not_first),
                          .not_last = zp_buffer_text(&not_last),
                          .tracking = style->tracking,
                          .han_western = style->han_western != 0 ? 250 : 0,
                          .squeeze_pairs = true,
                          .squeeze_start = zp_docx_line_start_squeezed(style),
                          .squeeze = style->align == ZP_ALIGN_JUSTIFY};
    uint32_t *ends;
    size_t count;
    if (zp_paragraph_first_fit(typesetter, arena, block, measure, 100, &rules, &ends, &count) ==
        ZP_OK) {
        zp_text text = block->first->as.run.text; // of cases with a single run
        for (size_t i = 0; i < count; i++) {
            zp_text line = zp_text_slice(text, i ? ends[i - 1] : 0, ends[i]);
            zp_buffer_print(&out, "%s%.*s", i ? " | " : "", ZP_ARG(zp_text_trim(line)));
        }
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&not_first);
    zp_buffer_free(&not_last);
    zp_buffer_free(&out);
    return text;
}
