#include "archive/archive.h"

#include <nettle/sha2.h>

zp_text zp_sha256(zp_arena *arena, zp_text bytes) {
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx state;
    sha256_init(&state);
    sha256_update(&state, bytes.size, (const uint8_t *)bytes.data);
    sha256_digest(&state, sizeof digest, digest);
    char *out = zp_arena_get(arena, 2 * sizeof digest + 1);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    return (zp_text){out, 2 * sizeof digest};
}
