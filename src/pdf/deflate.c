// Pieces as deflate's bits (RFC 1951). Matches are looked for within a piece only: so its bits stay
// what they are wherever it comes to stand.
#include "pdf/deflate.h"

enum { LEAST = 3, LONGEST = 258, FARTHEST = 32768, END = 256, LENGTHS = 257 };
// A match of three bytes that are farther than NEAR takes more bits than they would.
enum { HASH_BITS = 9, NEAR = 512 };

// ---------------------------------------------------------------- symbols (RFC 1951, 3.2.5)

typedef struct symbol {
    uint16_t code;
    uint8_t extra; // bits behind it
    uint16_t rest; // in them
} symbol;

static int highest_bit(uint32_t value) {
    int bit = 0;
    for (; value > 1; value >>= 1) {
        bit++;
    }
    return bit;
}

static symbol length_symbol(size_t length) {
    uint32_t rest = (uint32_t)length - LEAST;
    if (length == LONGEST) {
        return (symbol){LENGTHS + 28, 0, 0};
    }
    if (rest < 8) {
        return (symbol){(uint16_t)(LENGTHS + rest), 0, 0};
    }
    int extra = highest_bit(rest) - 2;
    uint32_t step = rest >> extra; // 4..7
    return (symbol){(uint16_t)(LENGTHS + 4 * extra + (int)step), (uint8_t)extra,
                    (uint16_t)(rest - (step << extra))};
}

static symbol distance_symbol(size_t distance) {
    uint32_t rest = (uint32_t)distance - 1;
    if (rest < 4) {
        return (symbol){(uint16_t)rest, 0, 0};
    }
    int extra = highest_bit(rest) - 1;
    uint32_t step = rest >> extra; // 2..3
    return (symbol){(uint16_t)(2 * extra + (int)step), (uint8_t)extra,
                    (uint16_t)(rest - (step << extra))};
}

// ---------------------------------------------------------------- matches

typedef struct finder {
    uint16_t last[1 << HASH_BITS]; // where three such bytes stood last, or the piece's beginning
    const unsigned char *piece;
    size_t size;
} finder;

static uint32_t three_bytes(const unsigned char *at) {
    return (uint32_t)at[0] << 8 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 24;
}

static uint32_t hash_of(uint32_t three) {
    return three * 0x9E3779B1u >> (32 - HASH_BITS);
}

// The bytes at `at` that stand *distance before, too; 0: fewer than are worth it. Nearly always
// there are none: hence no more than one question until three bytes are the same.
static size_t find_match(finder *find, size_t at, size_t *distance) {
    const unsigned char *p = find->piece;
    if (find->size - at < LEAST || at >= UINT16_MAX) {
        return 0;
    }
    uint32_t three = three_bytes(p + at);
    uint16_t *place = &find->last[hash_of(three)];
    size_t before = *place, length = LEAST;
    *place = (uint16_t)at;
    if (three_bytes(p + before) != three || before == at || at - before > FARTHEST) {
        return 0;
    }
    while (at + length < find->size && length < LONGEST && p[before + length] == p[at + length]) {
        length++;
    }
    *distance = at - before;
    return length > LEAST || *distance <= NEAR ? length : 0;
}

static void pass_match(finder *find, size_t at, size_t length) {
    for (size_t i = at + 1; i < at + length && i + LEAST <= find->size && i < UINT16_MAX; i++) {
        find->last[hash_of(three_bytes(find->piece + i))] = (uint16_t)i;
    }
}

void deflate_count(const unsigned char *piece, size_t size, deflate_counts *counts) {
    finder find = {.piece = piece, .size = size};
    for (size_t at = 0, distance = 0; at < size;) {
        size_t length = find_match(&find, at, &distance);
        if (length == 0) {
            counts->literals[piece[at++]]++;
            continue;
        }
        counts->literals[length_symbol(length).code]++;
        counts->distances[distance_symbol(distance).code]++;
        pass_match(&find, at, length);
        at += length;
    }
}

// ---------------------------------------------------------------- bits

static void put_whole_bytes(deflate_bits *bits) {
    for (; bits->held_count >= 8; bits->held_count -= 8, bits->held >>= 8) {
        bits->out[bits->size++] = (unsigned char)bits->held;
    }
}

// At most 32 bits.
static void put(deflate_bits *bits, uint64_t value, int count) {
    bits->held |= value << bits->held_count;
    bits->held_count += count;
    if (bits->held_count >= 32) {
        unsigned char *at = bits->out + bits->size;
        at[0] = (unsigned char)bits->held;
        at[1] = (unsigned char)(bits->held >> 8);
        at[2] = (unsigned char)(bits->held >> 16);
        at[3] = (unsigned char)(bits->held >> 24);
        bits->size += 4;
        bits->held >>= 32;
        bits->held_count -= 32;
    }
}

static void put_symbol(deflate_bits *bits, uint32_t code, int size, const symbol *of) {
    put(bits, code | (uint64_t)of->rest << size, size + of->extra);
}

void deflate_piece(deflate_bits *bits, const deflate_code *code, const unsigned char *piece,
                   size_t size) {
    finder find = {.piece = piece, .size = size};
    for (size_t at = 0, distance = 0; at < size;) {
        size_t length = find_match(&find, at, &distance);
        if (length == 0) {
            put(bits, code->literals[piece[at]], code->literal_sizes[piece[at]]);
            at++;
            continue;
        }
        symbol far = distance_symbol(distance), along = length_symbol(length);
        put_symbol(bits, code->literals[along.code], code->literal_sizes[along.code], &along);
        put_symbol(bits, code->distances[far.code], code->distance_sizes[far.code], &far);
        pass_match(&find, at, length);
        at += length;
    }
    put_whole_bytes(bits);
}

void deflate_end(deflate_bits *bits, const deflate_code *code) {
    put(bits, code->literals[END], code->literal_sizes[END]);
    put_whole_bytes(bits);
}

// Written out, since then compilers see that it is one load, and one store.
static uint64_t load(const unsigned char *at) {
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
           (uint64_t)at[7] << 56;
}

static void store(unsigned char *at, uint64_t value) {
    at[0] = (unsigned char)value;
    at[1] = (unsigned char)(value >> 8);
    at[2] = (unsigned char)(value >> 16);
    at[3] = (unsigned char)(value >> 24);
    at[4] = (unsigned char)(value >> 32);
    at[5] = (unsigned char)(value >> 40);
    at[6] = (unsigned char)(value >> 48);
    at[7] = (unsigned char)(value >> 56);
}

// Seven bytes at a time: with the fewer than eight bits that are held they are a word.
void deflate_copy(deflate_bits *bits, const unsigned char *ready, size_t count) {
    for (; count >= 56; count -= 56, ready += 7, bits->size += 7) {
        uint64_t word = (load(ready) & (((uint64_t)1 << 56) - 1)) << bits->held_count | bits->held;
        store(bits->out + bits->size, word);
        bits->held = word >> 56;
    }
    for (; count > 0; ready++) {
        int some = count < 8 ? (int)count : 8;
        put(bits, *ready & ((1u << some) - 1), some);
        count -= (size_t)some;
    }
    put_whole_bytes(bits);
}

void deflate_flush(deflate_bits *bits) {
    put(bits, 0, (8 - bits->held_count) % 8);
    put_whole_bytes(bits);
}

// Adler-32 (RFC 1950, 9).
uint32_t deflate_join_checksums(uint32_t first, uint32_t second, size_t second_size) {
    const uint32_t base = 65521;
    uint64_t low = (first & 0xFFFF) + (second & 0xFFFF) + base - 1;
    uint64_t rest = (uint64_t)(second_size % base) * ((first & 0xFFFF) + base - 1);
    uint64_t high = (first >> 16) + (second >> 16) + rest;
    return (uint32_t)(high % base) << 16 | (uint32_t)(low % base);
}
