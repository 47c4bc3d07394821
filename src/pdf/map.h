// Numbers found by glyph ids.
#ifndef ZIPING_PDF_MAP_H
#define ZIPING_PDF_MAP_H

#include "base/base.h"

// Zero-initialise; free with pdf_map_free.
typedef struct pdf_map {
    uint64_t *items; // key and value; 0: free
    size_t count, room;
} pdf_map;

uint32_t pdf_map_get(const pdf_map *map, uint32_t key);       // 0: not there
void pdf_map_set(pdf_map *map, uint32_t key, uint32_t value); // value: not 0
void pdf_map_free(pdf_map *map);

#endif
