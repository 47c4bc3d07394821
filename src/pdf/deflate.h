// Deflate (RFC 1951) of pieces that are compressed once, each for itself but by a code that they
// share, and then only put behind each other.
#ifndef ZIPING_PDF_DEFLATE_H
#define ZIPING_PDF_DEFLATE_H

#include "base/base.h"

enum { DEFLATE_LITERALS = 286, DEFLATE_DISTANCES = 30 };

// How often each symbol comes.
typedef struct deflate_counts {
    uint32_t literals[DEFLATE_LITERALS]; // and the end of a block, and lengths
    uint32_t distances[DEFLATE_DISTANCES];
} deflate_counts;

// Symbols that never came have no bits.
typedef struct deflate_code {
    uint16_t literals[DEFLATE_LITERALS], distances[DEFLATE_DISTANCES]; // the first bit lowest
    uint8_t literal_sizes[DEFLATE_LITERALS], distance_sizes[DEFLATE_DISTANCES];
} deflate_code;

// Bits, the lowest first. `out` has room for them and for DEFLATE_SLACK bytes more.
typedef struct deflate_bits {
    unsigned char *out;
    size_t size;
    uint64_t held; // fewer than 8 between two calls
    int held_count;
} deflate_bits;
enum { DEFLATE_SLACK = 16 };

void deflate_count(const unsigned char *piece, size_t size, deflate_counts *counts);
// The code for a block of such symbols, at least one. for_any: it has all, and so fits any piece.
void deflate_make_code(const deflate_counts *counts, bool for_any, deflate_code *code);

// Bytes that the piece's bits can take at most; the same for a block's beginning.
#define DEFLATE_BOUND(size) ((size)*2 + DEFLATE_SLACK)
enum { DEFLATE_HEADER_BOUND = 512 };
// Begins a block of this code.
void deflate_begin(deflate_bits *bits, const deflate_code *code, bool last);
void deflate_piece(deflate_bits *bits, const deflate_code *code, const unsigned char *piece,
                   size_t size);
void deflate_end(deflate_bits *bits, const deflate_code *code); // of a block
// The first `count` bits of `ready`, which may be read up to 8 bytes behind them.
void deflate_copy(deflate_bits *bits, const unsigned char *ready, size_t count);
void deflate_flush(deflate_bits *bits); // to a whole byte

// The checksum of a zlib stream, of two pieces behind each other.
uint32_t deflate_join_checksums(uint32_t first, uint32_t second, size_t second_size);

#endif
