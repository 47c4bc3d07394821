// What is said of a unit, and in which characters.
#include "batch/summary.h"

static const char *const words[ZP_BATCH_STATES] = {
    [ZP_BATCH_MADE] = "已编制",         [ZP_BATCH_KEPT] = "未变（沿用）",
    [ZP_BATCH_FINDINGS] = "核对未通过", [ZP_BATCH_BAD] = "数据有误",
    [ZP_BATCH_CRASHED] = "程序异常",    [ZP_BATCH_HUNG] = "超时",
    [ZP_BATCH_MEMORY] = "内存超限",     [ZP_BATCH_WRITE] = "写出失败",
    [ZP_BATCH_WAITING] = "未处理",
};

const char *batch_state_word(zp_batch_state state) {
    return words[state];
}

bool batch_is_checked(const zp_batch_unit *unit) {
    return zp_batch_state_done(unit->state) || unit->state == ZP_BATCH_FINDINGS ||
           unit->errors + unit->warnings + unit->remarks + unit->waived > 0;
}

zp_text batch_unit_name(const zp_batch_unit *unit) {
    return unit->name.size > 0 ? unit->name : unit->folder;
}

// Control characters but tab and line feed, and noncharacters, are not XML 1.0.
static bool is_xml(uint32_t c) {
    return c == '\t' || c == '\n' || (c >= 0x20 && c != 0x7F && c != 0xFFFE && c != 0xFFFF);
}

zp_text batch_clean(zp_arena *arena, zp_text text) {
    zp_buffer out = {0};
    for (size_t at = 0; at < text.size;) {
        uint32_t c = zp_utf8_next(text, &at);
        char bytes[4];
        if (c != '\r') { // a line's end is a line feed
            zp_buffer_add(&out, bytes, zp_utf8_put(is_xml(c) ? c : 0xFFFD, bytes));
        }
    }
    zp_text clean = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return clean;
}
