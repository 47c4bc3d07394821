// Pages as text: one line an item. The oracle of the layout tests.
#ifndef ZIPING_TRACE_H
#define ZIPING_TRACE_H

#include "layout/layout.h"

void zp_trace_write(const zp_pages *pages, zp_buffer *out);

#endif
