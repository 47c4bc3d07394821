// Small numbers found by glyph ids: of a font's 65,000 glyphs a document draws some hundred.
#include "pdf/map.h"

#include <stdlib.h>
#include <string.h>

// The place of the key, or the free one where it belongs.
static uint64_t *find(uint64_t *items, size_t room, uint32_t key) {
    size_t at = (size_t)(key * 0x9E3779B1u) & (room - 1);
    while (items[at] != 0 && (uint32_t)(items[at] >> 32) != key) {
        at = (at + 1) & (room - 1);
    }
    return &items[at];
}

uint32_t pdf_map_get(const pdf_map *map, uint32_t key) {
    return map->room == 0 ? 0 : (uint32_t)*find(map->items, map->room, key);
}

static void grow(pdf_map *map) {
    size_t room = map->room == 0 ? 256 : 2 * map->room;
    uint64_t *items = zp_allocate(room * sizeof *items);
    memset(items, 0, room * sizeof *items);
    for (size_t i = 0; i < map->room; i++) {
        if (map->items[i] != 0) {
            *find(items, room, (uint32_t)(map->items[i] >> 32)) = map->items[i];
        }
    }
    free(map->items);
    map->items = items;
    map->room = room;
}

void pdf_map_set(pdf_map *map, uint32_t key, uint32_t value) {
    if (map->count >= map->room / 2) {
        grow(map);
    }
    uint64_t *at = find(map->items, map->room, key);
    map->count += *at == 0;
    *at = (uint64_t)key << 32 | value;
}

void pdf_map_free(pdf_map *map) {
    free(map->items);
    *map = (pdf_map){0};
}
