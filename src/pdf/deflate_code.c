// Huffman's codes for deflate, and how a block tells them (RFC 1951, 3.2.2 and 3.2.7).
#include "pdf/deflate.h"

#include <stdlib.h>
#include <string.h>

enum { SYMBOLS = DEFLATE_LITERALS, END = 256, LIMIT = 15, SIZE_CODES = 19, SIZE_LIMIT = 7 };

typedef struct node {
    uint32_t count;
    int16_t parent;
    uint16_t symbol;
} node;

static int by_count(const void *a, const void *b) {
    const node *x = a, *y = b;
    return x->count != y->count ? (x->count > y->count) - (x->count < y->count)
                                : x->symbol - y->symbol;
}

// The lighter of the next leaf and the next inner node.
static size_t take_lightest(const node *nodes, size_t *leaf, size_t leaves, size_t *inner,
                            size_t end) {
    bool from_leaves =
        *leaf < leaves && (*inner == end || nodes[*leaf].count <= nodes[*inner].count);
    return from_leaves ? (*leaf)++ : (*inner)++;
}

// The bits of each symbol, of which at least two come; those of count 0 have none. Returns the
// most.
static int find_sizes(const uint32_t *counts, size_t count, uint8_t *sizes) {
    node nodes[2 * SYMBOLS];
    uint8_t depth[2 * SYMBOLS];
    size_t leaves = 0, leaf = 0, inner, end;
    int most = 0;
    memset(sizes, 0, count);
    for (size_t i = 0; i < count; i++) {
        if (counts[i] > 0) {
            nodes[leaves++] = (node){counts[i], 0, (uint16_t)i};
        }
    }
    qsort(nodes, leaves, sizeof *nodes, by_count);
    for (inner = end = leaves; end < 2 * leaves - 1; end++) {
        size_t one = take_lightest(nodes, &leaf, leaves, &inner, end);
        size_t other = take_lightest(nodes, &leaf, leaves, &inner, end);
        nodes[end] = (node){nodes[one].count + nodes[other].count, 0, 0};
        nodes[one].parent = nodes[other].parent = (int16_t)end;
    }
    depth[end - 1] = 0;
    for (size_t i = end - 1; i > 0; i--) {
        depth[i - 1] = (uint8_t)(depth[nodes[i - 1].parent] + 1);
    }
    for (size_t i = 0; i < leaves; i++) {
        sizes[nodes[i].symbol] = depth[i];
        most = depth[i] > most ? depth[i] : most;
    }
    return most;
}

// Where a code would be too long, the counts are brought nearer to each other.
static void limit_sizes(uint32_t *counts, size_t count, int limit, uint8_t *sizes) {
    while (find_sizes(counts, count, sizes) > limit) {
        for (size_t i = 0; i < count; i++) {
            counts[i] = (counts[i] + 1) / 2;
        }
    }
}

static void find_codes(const uint8_t *sizes, size_t count, uint16_t *codes) {
    uint16_t next = 0;
    for (int size = 1; size <= LIMIT; size++, next = (uint16_t)(next << 1)) {
        for (size_t i = 0; i < count; i++) {
            if (sizes[i] != size) {
                continue;
            }
            codes[i] = 0;
            for (int bit = 0; bit < size; bit++) { // the highest bit goes out first
                codes[i] |= (uint16_t)((next >> bit & 1) << (size - 1 - bit));
            }
            next++;
        }
    }
}

void deflate_make_code(const deflate_counts *counts, bool for_any, deflate_code *code) {
    deflate_counts all = *counts;
    all.literals[END]++;
    for (size_t i = 0; i < DEFLATE_LITERALS && for_any; i++) {
        all.literals[i]++;
    }
    for (size_t i = 0; i < DEFLATE_DISTANCES; i++) {
        all.distances[i]++;
    }
    limit_sizes(all.literals, DEFLATE_LITERALS, LIMIT, code->literal_sizes);
    limit_sizes(all.distances, DEFLATE_DISTANCES, LIMIT, code->distance_sizes);
    find_codes(code->literal_sizes, DEFLATE_LITERALS, code->literals);
    find_codes(code->distance_sizes, DEFLATE_DISTANCES, code->distances);
}

// ---------------------------------------------------------------- a block's beginning

static void put(deflate_bits *bits, uint32_t value, int count) {
    unsigned char bytes[16] = {(unsigned char)value, (unsigned char)(value >> 8)};
    deflate_copy(bits, bytes, (size_t)count);
}

// The sizes one by one: in a code that has all symbols, repeats are rare.
void deflate_begin(deflate_bits *bits, const deflate_code *code, bool last) {
    static const uint8_t order[SIZE_CODES] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                              11, 4,  12, 3, 13, 2, 14, 1, 15};
    uint32_t counts[SIZE_CODES] = {0};
    uint8_t sizes[SIZE_CODES];
    uint16_t codes[SIZE_CODES] = {0};
    uint8_t all[DEFLATE_LITERALS + DEFLATE_DISTANCES];
    memcpy(all, code->literal_sizes, DEFLATE_LITERALS);
    memcpy(all + DEFLATE_LITERALS, code->distance_sizes, DEFLATE_DISTANCES);
    for (size_t i = 0; i < sizeof all; i++) {
        counts[all[i]]++;
    }
    limit_sizes(counts, SIZE_CODES, SIZE_LIMIT, sizes);
    find_codes(sizes, SIZE_CODES, codes);
    put(bits, last ? 1 : 0, 1);
    put(bits, 2, 2); // a code of its own
    put(bits, DEFLATE_LITERALS - 257, 5);
    put(bits, DEFLATE_DISTANCES - 1, 5);
    put(bits, SIZE_CODES - 4, 4);
    for (size_t i = 0; i < SIZE_CODES; i++) {
        put(bits, sizes[order[i]], 3);
    }
    for (size_t i = 0; i < sizeof all; i++) {
        put(bits, codes[all[i]], sizes[all[i]]);
    }
}
