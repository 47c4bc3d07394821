// Differences for people.
#include "compare/compare.h"

void zp_compare_lines(const zp_differences *differences, zp_language language, zp_buffer *out) {
    (void)differences, (void)language, (void)out;
}
