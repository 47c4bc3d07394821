// How long breaking and shaping take, and that the time grows with the text and no faster.
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 20, SIZES = 3, WARM = 100 };
static const size_t sizes[SIZES] = {1000, 10000, 100000}; // characters

static const char sentences[] =
    "2023年度，全年预算数为4073.53万元，比年初预算数1592.87万元增加155.74%（其中项目支出2707."
    "92万元），"
    "预算执行率100%。街道坚持“先有预算、后有支出”，印发《经费管理办法》《采购内控制度》……"
    "各项指标的完成值≥95%，闲置资产15250㎡逐一登记——“七室一厅”标准、“互联网+"
    "政务服务”平台（OA、GIS）"
    "同步上线；2018-2020年的遗留问题是否全部办结？！办事处·服务中心窗口的平均等候时间由23分钟降到9."
    "5分钟。"
    "会议认为：“群众的事，就是‘天大的事’。”下一步，要从严审核一般性支出，压减会议、差旅和办公耗材开"
    "支。";

typedef struct shape {
    const char *name;
    zp_font_role role;
    zp_length size, pitch, measure;
    zp_align align;
    int first_indent, han_western;
    bool vertical;
    size_t paragraph; // characters in one; 0 for all in one
} shape;

static const shape shapes[] = {
    {"one paragraph", ZP_ROLE_FANGSONG, 16000, 28990, 442205, ZP_ALIGN_JUSTIFY, 200, 250, false, 0},
    {"of 300 each", ZP_ROLE_FANGSONG, 16000, 28990, 442205, ZP_ALIGN_JUSTIFY, 200, 250, false, 300},
    {"narrow cell", ZP_ROLE_SONG, 10000, 13500, 95000, ZP_ALIGN_JUSTIFY, 0, 0, false, 0},
    {"ragged cell", ZP_ROLE_SONG, 10000, 13500, 95000, ZP_ALIGN_LEFT, 0, 0, false, 0},
    {"vertical", ZP_ROLE_SONG, 10000, 13500, 300000, ZP_ALIGN_JUSTIFY, 0, 0, true, 0},
};

typedef struct bench {
    zp_arena *arena, *input; // what a run makes; the paragraphs
    zp_fonts *fonts;
    zp_messages *messages;
    zp_typesetter *typesetter;
} bench;

static zp_text text_of(zp_arena *arena, size_t characters) {
    zp_text all = ZP_TEXT(sentences);
    zp_buffer out = {0};
    for (size_t i = 0, at = 0; i < characters; i++) {
        size_t from = at;
        zp_utf8_next(all, &at);
        zp_buffer_add(&out, all.data + from, at - from);
        at = at == all.size ? 0 : at;
    }
    zp_text text = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return text;
}

static zp_node *paragraph_of(zp_arena *arena, const zp_style *style, zp_text text) {
    zp_place place = {"bench", 1, 1};
    zp_node *block = zp_node_new(arena, ZP_NODE_PARAGRAPH, place);
    zp_node *run = zp_node_new(arena, ZP_NODE_RUN, place);
    block->style = style;
    run->as.run.text = text;
    zp_node_append(block, run);
    return block;
}

static double milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double one_run(bench *b, const shape *s, zp_node **blocks, size_t count) {
    zp_arena_clear(b->arena);
    double start = milliseconds();
    for (size_t i = 0; i < count; i++) {
        zp_paragraph *paragraph;
        zp_status status =
            s->vertical
                ? zp_paragraph_set_vertical(b->typesetter, b->arena, blocks[i], s->measure, 100,
                                            &paragraph)
                : zp_paragraph_set(b->typesetter, b->arena, blocks[i], s->measure, 100, &paragraph);
        if (status != ZP_OK) {
            fprintf(stderr, "%s: %.*s\n", s->name, ZP_ARG(zp_messages_at(b->messages, 0)->text));
            exit(1);
        }
    }
    return milliseconds() - start;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Prints one row; returns the best time for 1,000 characters.
static double measure(bench *b, const shape *s, size_t characters, double first) {
    zp_style style = {.id = ZP_TEXT("bench"),
                      .role = s->role,
                      .latin = ZP_ROLE_DIGITS,
                      .size = s->size,
                      .pitch = s->pitch,
                      .align = s->align,
                      .first_indent = s->first_indent,
                      .han_western = s->han_western};
    size_t each = s->paragraph ? s->paragraph : characters;
    size_t count = (characters + each - 1) / each;
    zp_arena_clear(b->input);
    zp_node **blocks = ZP_ARRAY(b->input, zp_node *, count);
    for (size_t i = 0; i < count; i++) {
        size_t left = characters - i * each;
        blocks[i] = paragraph_of(b->input, &style, text_of(b->input, left < each ? left : each));
    }
    double times[RUNS];
    for (double warm = 0; warm < WARM;) { // fonts, caches, and the processor's clock
        warm += one_run(b, s, blocks, count);
    }
    for (int i = 0; i < RUNS; i++) {
        times[i] = one_run(b, s, blocks, count);
    }
    qsort(times, RUNS, sizeof *times, ascending);
    double thousand = times[0] * 1000 / (double)characters;
    printf("%-16s %8zu %9.2f %9.2f %12.3f %8.2f\n", s->name, characters, times[0], times[RUNS / 2],
           thousand, first > 0 ? thousand / first : 1.0);
    return thousand;
}

int main(void) {
    bench b = {.arena = zp_arena_new(), .input = zp_arena_new(), .messages = zp_messages_new()};
    zp_arena *whole = zp_arena_new();
    if (zp_fonts_open(whole, b.messages, ZIPING_SOURCE "/fonts", &b.fonts) != ZP_OK) {
        return 1;
    }
    b.typesetter = zp_typesetter_new(b.messages, b.fonts);
    printf("%-16s %8s %9s %9s %12s %8s\n", "breaking+shaping", "chars", "best ms", "median ms",
           "ms per 1,000", "to 1,000");
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        double first = 0;
        for (int size = 0; size < SIZES; size++) {
            double thousand = measure(&b, &shapes[i], sizes[size], first);
            first = size == 0 ? thousand : first;
        }
    }
    zp_typesetter_free(b.typesetter);
    zp_fonts_close(b.fonts);
    zp_messages_free(b.messages);
    zp_arena_free(b.arena);
    zp_arena_free(b.input);
    zp_arena_free(whole);
    return 0;
}
