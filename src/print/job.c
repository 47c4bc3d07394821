// A print job from beginning to end.
#include "print/private.h"

zp_print *zp_print_new(const zp_workshop *workshop, zp_messages *messages,
                       const zp_print_options *options) {
    zp_arena *arena = zp_arena_new();
    zp_print *print = ZP_NEW(arena, zp_print);
    print->arena = arena;
    print->shop = workshop;
    print->messages = messages;
    print->options = *options;
    print->options.title = zp_arena_copy(arena, options->title);
    print->pdf = zp_pdf_begin(&(zp_pdf_wish){.press = options->press});
    return print;
}

void zp_print_free(zp_print *print) {
    if (print != NULL) {
        zp_pdf_free(print->pdf);
        zp_arena_free(print->arena);
    }
}

size_t zp_print_units(const zp_print *print) {
    return print->count;
}

// ---------------------------------------------------------------- imposing

typedef struct sheets {
    zp_imposition imposition;
    print_side *list;
    size_t count;
} sheets;

static size_t in_file(size_t page, size_t place) {
    return page == PRINT_BLANK ? page : page + place;
}

static void put_copy(sheets *s, const print_document *document, size_t copy) {
    size_t place = document->places[copy];
    for (size_t i = 0; i < 2 * print_sheets(s->imposition, document->pages); i++) {
        print_side side = print_side_at(s->imposition, document->pages, i);
        s->list[document->firsts[copy] - 1 + i] =
            (print_side){in_file(side.left, place), in_file(side.right, place)};
    }
}

static void put_document(sheets *s, const print_document *document) {
    for (size_t i = 0; i < document->copies; i++) {
        put_copy(s, document, i);
    }
}

static zp_status impose(const zp_print *print, zp_buffer *pdf) {
    zp_arena *arena = print->arena;
    size_t count = 2 * print->sheets;
    sheets s = {print->options.imposition, ZP_ARRAY(arena, print_side, count), count};
    print_label *labels = ZP_ARRAY(arena, print_label, print->count);
    for (size_t i = 0; i < print->count; i++) {
        const print_unit *unit = &print->units[i];
        labels[i] = (print_label){unit->first - 1, zp_arena_print(arena, "%zu-", unit->number)};
        put_document(&s, &unit->slip); // without one it has no copies
        for (size_t j = 0; j < unit->count; j++) {
            put_document(&s, &unit->documents[j]);
        }
    }
    print_sides sides = {s.list, count, labels, print->count, print->width, print->height};
    zp_buffer out = {0}, error = {0};
    bool done = print_impose(zp_buffer_text(pdf), &sides, &out, &error);
    if (!done) {
        zp_report(print->messages, ZP_ERROR, (zp_place){0}, "print-impose",
                  "the pages could not be put on sheets: %.*s", ZP_ARG(zp_buffer_text(&error)));
    }
    zp_buffer_free(&error);
    zp_buffer_free(pdf);
    *pdf = out;
    return done ? ZP_OK : ZP_CANNOT_WRITE;
}

// ---------------------------------------------------------------- the end

// 2023年度绩效自评材料（200个单位）; years that differ are not named.
static zp_text title_of(const zp_print *print) {
    zp_text year = print->units[0].year;
    for (size_t i = 0; i < print->count; i++) {
        year = zp_text_equal(year, print->units[i].year) ? year : (zp_text){0};
    }
    return print->options.title.size > 0
               ? print->options.title
               : zp_arena_print(print->arena, "%.*s%s绩效自评材料（%zu个单位）", ZP_ARG(year),
                                year.size > 0 ? "年度" : "", print->count);
}

zp_status zp_print_finish(zp_print *print, zp_buffer *pdf, zp_buffer *json, zp_buffer *csv) {
    if (print->sheets == 0) {
        zp_report(print->messages, ZP_ERROR, (zp_place){0}, "print-nothing",
                  "there is nothing to print");
        return ZP_BAD_INPUT;
    }
    zp_document about = {.title = title_of(print), .language = ZP_TEXT("zh-CN")};
    about.date = print->options.press ? print->date : (zp_text){0};
    zp_status status = zp_pdf_end(print->pdf, print->messages, &about, ZP_SIDES_BOTH, pdf);
    zp_pdf_free(print->pdf); // it is large
    print->pdf = NULL;
    if (status == ZP_OK && print->options.imposition != ZP_IMPOSE_NONE) {
        status = impose(print, pdf);
    }
    if (status == ZP_OK) {
        print_ticket(print, about.title, zp_buffer_text(pdf), json);
        print_ticket_csv(print, csv);
    }
    return status;
}
