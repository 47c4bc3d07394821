// What the sample pages show.
#include "sample.h"

#include <hb.h>
#include <string.h>

enum { WIDTH = 595276, HEIGHT = 841890 };

static void fill_text_page(sample *s, zp_page *page) {
    zp_length x = ZP_MM(28000);
    sample_line(s, page, SAMPLE_SONG, 22000, x, 100000, 0, "后端样张：部门整体支出绩效自评");
    sample_line(s, page, SAMPLE_FANG, 16000, x, 150000, -210,
                "岳阳楼区财政局２０２３年度收入决算，“合计”——执行率");
    sample_line(s, page, SAMPLE_FANG, 16000, x, 180000, 733, "两端对齐的一行，字距各加一点。");
    sample_line(s, page, SAMPLE_KAI, 16000, x, 210000, 0, "（一）项目组织实施情况：楷体，绩效①℃㎡");
    sample_line(s, page, SAMPLE_SONG, 16000, x, 240000, 0,
                "扩展区：𠮷𬭊𬒈䶮喆堃，部首⼀与一");
    zp_length end = x + sample_line(s, page, SAMPLE_FANG, 16000, x, 270000, 0, "支出");
    end += sample_line(s, page, SAMPLE_DIGITS, 16000, end + 4000, 270000, 0, "12,345.67") + 8000;
    sample_line(s, page, SAMPLE_FANG, 16000, end, 270000, 0, "万元");
    sample_line(s, page, SAMPLE_DIGITS, 10500, x, 300000, 0,
                "AVATAR office efficient 98.6% (first)");
    sample_line(s, page, SAMPLE_KAI, 16000, x, 330000, 12, "x\u0302 caf\u00E9 \u1E8D\u0302 z");
    sample_line(s, page, SAMPLE_SONG, 16000, x + 200000, 330000, 0, "office file");
    sample_line(s, page, SAMPLE_SONG, 9000, x, 360000, 3,
                "小五号字一行，用来看误差是否累积：一二三四五六七八九十一二三四五六七八九十一二三四"
                "五六七八九十。");
    sample_outline(s, "一、部门概况", 1, 0, 80000);
    sample_outline(s, "（一）机构职能", 2, 0, 130000);
    sample_outline(s, "1. 三级", 3, 0, 170000);
    sample_outline(s, "（二）收支", 2, 0, 200000);
}

static void fill_table_page(sample *s, zp_page *page) {
    zp_length left = 80000, top = 80000;
    page->number = 1;
    page->numbered = true;
    for (int i = 0; i <= 4; i++) {
        sample_rule(s, page, left, top + i * 60000, 400500, 500);
    }
    for (int i = 0; i <= 4; i++) {
        sample_rule(s, page, left + i * 100000, top, 500, 240500);
    }
    sample_rule(s, page, left - 2000, top - 2000, 404500, 1500);
    zp_length middle = left + 30000;
    zp_length y = top + 5000;
    y += sample_column(s, page, SAMPLE_SONG, 12000, middle, y, false, "绩效指标（产出）：一——二");
    y += sample_column(s, page, SAMPLE_DIGITS, 12000, middle, y, true, "2023 (A)");
    sample_column(s, page, SAMPLE_KAI, 12000, middle + 30000, top + 5000, false, "楷体“竖”（排）");
    sample_column(s, page, SAMPLE_FANG, 12000, middle + 50000, top + 5000, false, "仿宋竖排（）");
    sample_line(s, page, SAMPLE_FANG, 10500, left + 105000, top + 35000, 0, "产出指标");
    sample_line(s, page, SAMPLE_FANG, 10500, left + 205000, top + 35000, 0, "数量指标");
    sample_line(s, page, SAMPLE_DIGITS, 10500, left + 305000, top + 35000, 0, "≥100%");
    sample_outline(s, "二、表", 1, 1, 60000);
    sample_outline(s, "跳到三级", 3, 1, 90000);
}

void sample_fill(sample *s) {
    fill_text_page(s, sample_page(s, WIDTH, HEIGHT));
    fill_table_page(s, sample_page(s, WIDTH, HEIGHT));
    zp_page *wide = sample_page(s, HEIGHT, WIDTH);
    wide->number = 2;
    wide->numbered = true;
    sample_line(s, wide, SAMPLE_FANG, 16000, 100000, 100000, 0, "横页");
    sample_line(s, wide, SAMPLE_NAMED, 16000, 100000, 130000, 0, "Nimbus 2023 ÄÖ");
}

// A deterministic mixture: common characters often, rare ones seldom.
static uint32_t next_character(uint32_t *seed, unsigned kinds) {
    *seed = *seed * 1664525u + 1013904223u;
    uint32_t a = (*seed >> 8) % kinds;
    *seed = *seed * 1664525u + 1013904223u;
    uint32_t b = (*seed >> 8) % kinds;
    return 0x4E00 + 7 * (a < b ? a : b);
}

void sample_fill_long(sample *s, unsigned body, unsigned kinds) {
    uint32_t seed = 1;
    for (unsigned i = 0; i < body; i++) {
        zp_page *page = sample_page(s, WIDTH, HEIGHT);
        page->number = i + 1;
        page->numbered = true;
        for (int line = 0; line < 22; line++) {
            char text[28 * 4 + 1];
            size_t size = 0;
            int face = line == 0 ? SAMPLE_SONG : line == 11 ? SAMPLE_KAI : SAMPLE_FANG;
            for (int c = 0; c < 28; c++) {
                hb_codepoint_t glyph;
                uint32_t code;
                do {
                    code = next_character(&seed, kinds);
                } while (!hb_font_get_nominal_glyph(s->faces[face].font, code, &glyph));
                size += zp_utf8_put(code, text + size);
            }
            text[size] = '\0';
            sample_line(s, page, face, 16000, 79370, 120000 + line * 28850, -209, text);
        }
        sample_line(s, page, SAMPLE_DIGITS, 14000, 500000, 780000, 0, "1234567890");
    }
}
