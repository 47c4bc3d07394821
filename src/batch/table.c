// 汇总表.xlsx: a row a unit, to be sorted and filtered; printed on A4 as it stands.
#include "batch/summary.h"

#include <stdio.h>
#include <stdlib.h>

#include <xlsxwriter.h>

enum {
    TITLE_ROW,
    TOTALS_ROW,
    HEAD_ROW,
    FIRST_ROW,
    TEXT_MOST = 32767,   // characters in a cell, by the format
    WHEN = 315532800,    // 1980-01-01, the zip's own date: the same bytes every time
    PALE_RED = 0xF8CBAD, // could not be made
    PALE_YELLOW = 0xFFE699,
    PALE_GREY = 0xE7E6E6,
};

enum { TABLE_LIMIT = 256 * 1024 * 1024 }; // bytes: a hundred thousand units

typedef enum shade { PLAIN, HEAD, RED, YELLOW, SHADES } shade;

typedef struct book {
    zp_arena *arena;
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *text[SHADES], *centred[SHADES];
    lxw_format *numbers[ZP_SCALE_MAX + 1]; // by their places; made when first wanted
    lxw_error error;                       // the first
} book;

static void note(book *b, lxw_error error) {
    b->error = b->error == LXW_NO_ERROR ? error : b->error;
}

// ---------------------------------------------------------------- formats

static lxw_format *new_format(book *b, bool centred) {
    lxw_format *format = workbook_add_format(b->workbook);
    format_set_font_name(format, "宋体");
    format_set_font_size(format, 11);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(format, centred ? LXW_ALIGN_CENTER : LXW_ALIGN_LEFT);
    format_set_border(format, LXW_BORDER_THIN);
    return format;
}

static void new_formats(book *b) {
    static const lxw_color_t colours[SHADES] = {
        [HEAD] = PALE_GREY, [RED] = PALE_RED, [YELLOW] = PALE_YELLOW};
    for (int i = 0; i < SHADES; i++) {
        b->text[i] = new_format(b, false);
        b->centred[i] = new_format(b, true);
        format_set_text_wrap(b->text[i]);
        format_set_text_wrap(b->centred[i]);
        format_set_num_format(b->text[i], "@"); // text stays text when the cell is edited
        if (colours[i] != 0) {
            format_set_bg_color(b->text[i], colours[i]);
            format_set_bg_color(b->centred[i], colours[i]);
        }
    }
    format_set_bold(b->centred[HEAD]);
}

// 0, 0.0, 0.00: a number shows the places it was written with.
static lxw_format *number_format(book *b, unsigned places) {
    if (b->numbers[places] == NULL) {
        char shown[ZP_SCALE_MAX + 3] = "0.000000000000";
        shown[places == 0 ? 1 : 2 + places] = '\0';
        b->numbers[places] = new_format(b, true);
        format_set_num_format(b->numbers[places], shown);
    }
    return b->numbers[places];
}

// ---------------------------------------------------------------- cells

static bool is_hexadecimal(zp_text text, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        if (text.data[i] == '\0' || strchr("0123456789ABCDEFabcdef", text.data[i]) == NULL) {
            return false;
        }
    }
    return true;
}

// To a reader _x0041_ is an A (ISO 29500-1, 22.4.2.4, ST_Xstring); who means it writes
// _x005F_x0041_.
static zp_text escaped(zp_arena *arena, zp_text text) {
    zp_buffer out = {0};
    for (size_t i = 0; i < text.size; i++) {
        if (i + 7 <= text.size && text.data[i] == '_' && text.data[i + 1] == 'x' &&
            text.data[i + 6] == '_' && is_hexadecimal(text, i + 2, i + 6)) {
            zp_buffer_add_string(&out, "_x005F");
        }
        zp_buffer_add(&out, &text.data[i], 1);
    }
    text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

// The beginning where it is longer than a cell may be; the whole is in summary.json.
static const char *cell_text(book *b, zp_text text) {
    zp_text clean = escaped(b->arena, batch_clean(b->arena, text));
    size_t at = 0, characters = 0;
    while (at < clean.size && characters < TEXT_MOST) {
        characters++;
        zp_utf8_next(clean, &at);
    }
    return zp_arena_string(b->arena, zp_text_slice(clean, 0, at));
}

// The format has no other numbers than floating point; a decimal of up to 15 figures comes back out
// of it as it went in. A longer one stays a text, and so does what would be shown otherwise than it
// is written: 007.
static bool put_number(book *b, lxw_row_t row, lxw_col_t column, zp_text text) {
    static const int64_t most = 999999999999999;
    zp_decimal number;
    if (!zp_decimal_read(text, &number) || number.coefficient > most ||
        number.coefficient < -most || !zp_text_equal(zp_decimal_text(b->arena, number), text)) {
        return false;
    }
    double value = (double)number.coefficient;
    double unit = 1;
    for (int i = 0; i < number.scale; i++) {
        unit *= 10;
    }
    note(b, worksheet_write_number(b->sheet, row, column, value / unit,
                                   number_format(b, number.scale)));
    return true;
}

static shade shade_of(const zp_batch_unit *unit, const batch_column *column) {
    if (zp_batch_state_done(unit->state) || strcmp(column->title, "状态") != 0) {
        return PLAIN;
    }
    return unit->state == ZP_BATCH_FINDINGS || unit->state == ZP_BATCH_WAITING ? YELLOW : RED;
}

static void put_cell(book *b, lxw_row_t row, lxw_col_t at, const batch_column *column,
                     const zp_batch_unit *unit, size_t index) {
    zp_text text = column->of(b->arena, unit, index);
    shade shade = shade_of(unit, column);
    lxw_format *format = column->centred ? b->centred[shade] : b->text[shade];
    if (text.size == 0) {
        note(b, worksheet_write_blank(b->sheet, row, at, format));
    } else if (!column->number || !put_number(b, row, at, text)) {
        note(b, worksheet_write_string(b->sheet, row, at, cell_text(b, text), format));
    }
}

// Lines that a text takes in a column: not every program makes a row higher by itself.
static size_t lines_in(zp_text text, int width) {
    size_t lines = 1;
    int used = 0;
    for (size_t at = 0; at < text.size;) {
        uint32_t c = zp_utf8_next(text, &at);
        int wide = c < 0x1100 ? 1 : 2;
        bool full = c == '\n' || used + wide > width - 2; // words are not parted everywhere
        lines += full;
        used = c == '\n' ? 0 : full ? wide : used + wide;
    }
    return lines;
}

static void set_height(book *b, lxw_row_t row, size_t lines) {
    enum { LINE = 15, MOST = 409 }; // points; the most that the format has
    double height = lines * LINE + 3 < MOST ? (double)(lines * LINE + 3) : MOST;
    note(b, worksheet_set_row(b->sheet, row, height, NULL));
}

// ---------------------------------------------------------------- the sheet

static lxw_col_t put_columns(book *b) {
    const batch_column *columns;
    size_t count = batch_columns(&columns);
    lxw_col_t at = 0;
    for (size_t c = 0; c < count; c++) {
        if (columns[c].width > 0) {
            note(b, worksheet_set_column(b->sheet, at, at, columns[c].width, NULL));
            note(b, worksheet_write_string(b->sheet, HEAD_ROW, at, columns[c].title,
                                           b->centred[HEAD]));
            at++;
        }
    }
    return at;
}

static void put_units(book *b, const zp_batch *batch) {
    const batch_column *columns;
    size_t count = batch_columns(&columns);
    for (size_t i = 0; i < batch->count; i++) {
        lxw_row_t row = (lxw_row_t)(FIRST_ROW + i);
        lxw_col_t at = 0;
        size_t most = 1;
        for (size_t c = 0; c < count; c++) {
            if (columns[c].width > 0) {
                put_cell(b, row, at++, &columns[c], &batch->units[i], i);
                size_t lines =
                    lines_in(columns[c].of(b->arena, &batch->units[i], i), columns[c].width);
                most = lines > most ? lines : most;
            }
        }
        set_height(b, row, most);
    }
}

static void put_above(book *b, lxw_col_t last, zp_text title, zp_text totals) {
    lxw_format *large = workbook_add_format(b->workbook);
    format_set_font_name(large, "黑体");
    format_set_font_size(large, 18);
    format_set_align(large, LXW_ALIGN_CENTER);
    format_set_align(large, LXW_ALIGN_VERTICAL_CENTER);
    lxw_format *line = workbook_add_format(b->workbook);
    format_set_font_name(line, "宋体");
    format_set_font_size(line, 11);
    format_set_align(line, LXW_ALIGN_VERTICAL_CENTER);
    note(b, worksheet_set_row(b->sheet, TITLE_ROW, 32, NULL));
    note(b, worksheet_set_row(b->sheet, TOTALS_ROW, 20, NULL));
    note(b, worksheet_set_row(b->sheet, HEAD_ROW, 22, NULL));
    note(b, worksheet_merge_range(b->sheet, TITLE_ROW, 0, TITLE_ROW, last, cell_text(b, title),
                                  large));
    note(b, worksheet_merge_range(b->sheet, TOTALS_ROW, 0, TOTALS_ROW, last, cell_text(b, totals),
                                  line));
}

static void set_up_page(book *b, lxw_col_t last, size_t units) {
    lxw_row_t end = (lxw_row_t)(units > 0 ? FIRST_ROW + units - 1 : FIRST_ROW);
    worksheet_freeze_panes(b->sheet, FIRST_ROW, 2); // the names stay too
    note(b, worksheet_autofilter(b->sheet, HEAD_ROW, 0, end, last));
    note(b, worksheet_repeat_rows(b->sheet, HEAD_ROW, HEAD_ROW));
    worksheet_set_landscape(b->sheet);
    worksheet_set_paper(b->sheet, 9); // A4
    worksheet_fit_to_pages(b->sheet, 1, 0);
    worksheet_set_margins(b->sheet, 0.5, 0.5, 0.6, 0.6);
    worksheet_center_horizontally(b->sheet);
    note(b, worksheet_set_footer(b->sheet, "&C第&P页，共&N页"));
}

static void fill(book *b, const zp_workshop *workshop, const zp_batch *batch) {
    batch_totals totals = batch_count(b->arena, batch);
    zp_text title = batch_title(workshop, b->arena, batch);
    char *said = (char *)cell_text(b, zp_text_slice(title, 0, 200)); // 255 characters at most
    lxw_doc_properties properties = {.title = said, .created = WHEN};
    note(b, workbook_set_properties(b->workbook, &properties));
    b->sheet = workbook_add_worksheet(b->workbook, "汇总表");
    new_formats(b);
    lxw_col_t last = (lxw_col_t)(put_columns(b) - 1);
    put_above(b, last, title, batch_totals_line(b->arena, &totals));
    put_units(b, batch);
    set_up_page(b, last, batch->count);
}

// ---------------------------------------------------------------- its bytes

static zp_status cannot_write(zp_messages *messages, const char *folder, const char *why) {
    zp_report(messages, ZP_ERROR, zp_whole_file(folder), "cannot-write",
              "汇总表.xlsx cannot be made in this folder: %s", why);
    return ZP_CANNOT_WRITE;
}

// The library writes to names only, its parts too: into a folder that is taken away again, and by
// the next run where this process is killed.
zp_status batch_table(const zp_workshop *workshop, zp_arena *arena, zp_messages *messages,
                      const zp_batch *batch, const char *folder, zp_text *out) {
    zp_staged_folder parts;
    zp_status status =
        zp_folder_stage(messages, zp_path_join(arena, folder, "汇总表.parts"), true, &parts);
    if (status != ZP_OK) {
        return status;
    }
    const char *path = zp_path_join(arena, parts.temporary, "xlsx");
    lxw_workbook_options options = {.tmpdir = parts.temporary};
    book b = {.arena = arena, .workbook = workbook_new_opt(path, &options)};
    if (b.workbook == NULL) {
        zp_out_of_memory();
    }
    fill(&b, workshop, batch);
    note(&b, workbook_close(b.workbook));
    if (b.error != LXW_NO_ERROR) {
        status = cannot_write(messages, folder, lxw_strerror(b.error));
    } else if (zp_file_read(arena, messages, path, TABLE_LIMIT, out) != ZP_OK) {
        status = ZP_CANNOT_WRITE; // our own file
    }
    zp_folder_abandon(&parts);
    return status;
}
