// Where in the report something stands.
#include "compare/report.h"

// The form's section with this title.
static zp_text section_id(comparing *c, const zp_version *version, zp_text title) {
    const zp_value *report = zp_value_get(zp_form_profile(version->form), "report");
    const zp_value *list = zp_value_get(report, "section");
    for (const zp_value *each = zp_value_first(list); each != NULL; each = each->next) {
        zp_text own;
        zp_status status = zp_form_print(version->form, c->arena, c->messages, version->record,
                                         zp_value_get(each, "title"), &own);
        if (status == ZP_OK && zp_text_equal(zp_text_trim(own), zp_text_trim(title))) {
            return zp_value_text(zp_value_get(each, "id"));
        }
    }
    return (zp_text){0};
}

void report_enter(comparing *c, const zp_version *version, report_spot *spot,
                  const report_block *heading) {
    int level = heading->node->style->outline;
    level = level < 1 ? 1 : level > REPORT_LEVELS ? REPORT_LEVELS : level;
    zp_text id = level == 1 ? section_id(c, version, heading->text) : spot->id;
    report_spot next = {.depth = level, .id = id};
    for (int i = 0; i + 1 < level; i++) {
        next.headings[i] = spot->headings[i];
    }
    next.headings[level - 1] = zp_arena_print(c->arena, "%.*s%.*s", ZP_ARG(heading->number),
                                              ZP_ARG(zp_text_trim(heading->text)));
    *spot = next;
}

zp_text report_path(comparing *c, const report_spot *spot) {
    return spot->id.size > 0 ? zp_arena_print(c->arena, "report.%.*s", ZP_ARG(spot->id))
                             : ZP_TEXT("report");
}

zp_text report_where(comparing *c, const zp_version *version, const report_spot *spot) {
    zp_text report = zp_form_value_title(version->form, c->arena, ZP_TEXT("report"));
    zp_buffer out = {0};
    zp_buffer_add_text(&out, report);
    for (int i = 0; i < spot->depth; i++) {
        zp_buffer_print(&out, "%s%.*s", spot->headings[i].size > 0 ? " › " : "",
                        ZP_ARG(spot->headings[i]));
    }
    if (spot->in_table && spot->rows > 0) {
        zp_buffer_print(&out, " › 第%zu表第%zu行", spot->tables, spot->rows);
        if (spot->cells > 0) {
            zp_buffer_print(&out, "第%zu列", spot->cells);
        }
    } else if (spot->in_table) {
        zp_buffer_print(&out, " › 第%zu表", spot->tables);
    } else if (spot->paragraphs > 0) {
        zp_buffer_print(&out, " › 第%zu段", spot->paragraphs);
    }
    zp_text where = zp_arena_copy(c->arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return where;
}
