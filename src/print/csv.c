// The job ticket as a table, for the people at the machines: a line for each document, and sums of
// each unit and all.
#include "print/private.h"

static void add_field(zp_buffer *out, zp_text text) {
    zp_csv_text(out, text);
    zp_buffer_add_string(out, ",");
}

typedef struct sums {
    size_t pages, copies, sides, sheets;
} sums;

static void add_document(const zp_print *print, zp_buffer *out, const print_unit *unit,
                         const print_document *document, const char *binding, sums *all) {
    zp_imposition imposition = print->options.imposition;
    size_t sheets = print_sheets(imposition, document->pages);
    size_t sides = print_used_sides(imposition, document->pages);
    zp_buffer_print(out, "%zu,", unit->number);
    add_field(out, unit->name);
    add_field(out, document->mark);
    add_field(out, document->title);
    for (size_t i = 0; i < document->copies; i++) {
        zp_buffer_print(out, "%s%zu", i > 0 ? " " : "", document->firsts[i]);
    }
    zp_buffer_print(out, ",%zu,%zu,%zu,%zu,%zu,%zu,%zu,%s,%s\r\n", document->pages,
                    document->copies, sides, sheets, document->copies * document->pages,
                    document->copies * sides, document->copies * sheets,
                    print_paper(print, print->arena), binding);
    all->pages += document->copies * document->pages;
    all->copies += document->copies;
    all->sides += document->copies * sides;
    all->sheets += document->copies * sheets;
}

static void add_sum(const zp_print *print, zp_buffer *out, const sums *all) {
    zp_buffer_print(out, ",,,%zu,,,%zu,%zu,%zu,%s,\r\n", all->copies, all->pages, all->sides,
                    all->sheets, print_paper(print, print->arena));
}

void print_ticket_csv(const zp_print *print, zp_buffer *out) {
    sums whole = {0};
    zp_csv_begin(out);
    zp_buffer_add_string(out, "单位序号,单位名称,附件序号,材料,各份首页,每份页数,份数,每份面数,"
                              "每份张数,总页数,总面数,总张数,纸张,装订\r\n");
    for (size_t i = 0; i < print->count; i++) {
        const print_unit *unit = &print->units[i];
        sums all = {0};
        if (unit->has_slip) {
            add_document(print, out, unit, &unit->slip, print_binding_word(PRINT_LOOSE), &all);
        }
        for (size_t j = 0; j < unit->count; j++) {
            const print_document *each = &unit->documents[j];
            print_binding binding = print_bind(print->options.imposition, each->pages);
            add_document(print, out, unit, each, print_binding_word(binding), &all);
        }
        zp_buffer_print(out, "%zu,", unit->number);
        add_field(out, unit->name);
        zp_buffer_add_string(out, ",小计");
        add_sum(print, out, &all);
        whole.pages += all.pages;
        whole.copies += all.copies;
        whole.sides += all.sides;
        whole.sheets += all.sheets;
    }
    zp_buffer_add_string(out, ",,,合计");
    add_sum(print, out, &whole);
}
