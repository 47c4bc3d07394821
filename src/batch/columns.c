// What a clerk sorts and filters by: the columns of summary.csv, and of 汇总表.xlsx.
#include "batch/summary.h"

static zp_text count_of(zp_arena *arena, size_t count) {
    return zp_arena_print(arena, "%zu", count);
}

static zp_text finding_count(zp_arena *arena, const zp_batch_unit *unit, size_t count) {
    return batch_is_checked(unit) ? count_of(arena, count) : (zp_text){0};
}

static zp_text known_count(zp_arena *arena, size_t count) {
    return count > 0 ? count_of(arena, count) : (zp_text){0};
}

#define COLUMN(name, value)                                                                        \
    static zp_text name(zp_arena *arena, const zp_batch_unit *unit, size_t index) {                \
        (void)arena, (void)unit, (void)index;                                                      \
        return value;                                                                              \
    }
COLUMN(number, count_of(arena, index + 1))
COLUMN(name, batch_unit_name(unit))
COLUMN(folder, unit->folder)
COLUMN(year, unit->year)
COLUMN(form, unit->form)
COLUMN(score, unit->score)
COLUMN(grade, unit->grade)
COLUMN(errors, finding_count(arena, unit, unit->errors))
COLUMN(warnings, finding_count(arena, unit, unit->warnings))
COLUMN(remarks, finding_count(arena, unit, unit->remarks))
COLUMN(waived, finding_count(arena, unit, unit->waived))
COLUMN(documents, known_count(arena, unit->documents))
COLUMN(pages, known_count(arena, unit->pages))
COLUMN(state, zp_text_of(batch_state_word(unit->state)))
COLUMN(reason, unit->reason)
COLUMN(path, unit->path)
COLUMN(package, unit->package)

static zp_text seconds(zp_arena *arena, const zp_batch_unit *unit, size_t index) {
    (void)index;
    return unit->milliseconds < 0 ? (zp_text){0}
                                  : zp_decimal_text(arena, (zp_decimal){unit->milliseconds, 3});
}

static const batch_column columns[] = {
    {"序号", true, 6, true, number},          {"单位", false, 44, false, name},
    {"数据文件夹", false, 22, false, folder}, {"年度", true, 7, true, year},
    {"表样", false, 0, false, form},          {"得分", true, 9, true, score},
    {"等级", false, 7, true, grade},          {"错误", true, 7, true, errors},
    {"警告", true, 7, true, warnings},        {"提示", true, 7, true, remarks},
    {"已说明", true, 8, true, waived},        {"文书", true, 7, true, documents},
    {"页数", true, 7, true, pages},           {"状态", false, 14, true, state},
    {"说明", false, 44, false, reason},       {"用时（秒）", true, 11, true, seconds},
    {"数据位置", false, 0, false, path},      {"材料校验值", false, 0, false, package},
};

size_t batch_columns(const batch_column **out) {
    *out = columns;
    return sizeof columns / sizeof *columns;
}
