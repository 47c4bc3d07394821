// What the PDFs of a package, and of `render`, have beyond PDF/A-2u.
#include "package/package.h"

#include "pdf/pdf.h"

// The report's day, else that of the signatures.
static zp_text day_of(const zp_record *record) {
    static const char *const paths[] = {"report.date", "signature.date"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        zp_text date = zp_value_text(zp_value_find(record->root, zp_text_of(paths[i]), NULL));
        if (zp_text_is_day(zp_text_trim(date))) {
            return zp_text_trim(date);
        }
    }
    return (zp_text){0};
}

static zp_pdf_attachment attach(const zp_source *source) {
    bool report = zp_text_ends(source->name, ".md");
    const char *type = report                                ? "text/markdown"
                       : zp_text_ends(source->name, ".json") ? "application/json"
                                                             : "application/toml";
    return (zp_pdf_attachment){.name = source->name,
                               .type = zp_text_of(type),
                               .description =
                                   report ? ZP_TEXT("自评报告正文") : ZP_TEXT("自评数据"),
                               .bytes = source->bytes};
}

const struct zp_pdf_wish *zp_package_wish(zp_arena *arena, const zp_record *record,
                                          const char *tool, bool press, bool embeds) {
    zp_pdf_wish *wish = ZP_NEW(arena, zp_pdf_wish);
    *wish = (zp_pdf_wish){.press = press, .date = day_of(record)};
    if (embeds) {
        zp_pdf_attachment *list = ZP_ARRAY(arena, zp_pdf_attachment, record->source_count);
        for (size_t i = 0; i < record->source_count; i++) {
            list[i] = attach(&record->sources[i]);
        }
        wish->attachments = list;
        wish->attachment_count = record->source_count;
        wish->tool = zp_text_of(tool);
    }
    return wish;
}
