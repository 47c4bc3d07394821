// Tracked changes (ECMA-376 part 1, 17.13.5). Rejecting all gives the old document, accepting all
// the new one.
#include "docx/parts.h"

#include <stdio.h>

bool start_change(part *part, zp_change change) {
    if (change == ZP_KEPT) {
        return false;
    }
    const zp_document *document = part->document;
    part_start(part, change == ZP_INSERTED ? "w:ins" : "w:del");
    part_attribute_number(part, "w:id", ++part->changes);
    part_attribute_text(part, "w:author",
                        document->changed_by.size > 0 ? document->changed_by : document->unit);
    if (document->changed_on.size ==
        10) { // the day is known, and no hour: nothing here has a clock
        char date[32];
        snprintf(date, sizeof date, "%.10sT00:00:00Z", document->changed_on.data);
        part_attribute_text(part, "w:date", zp_text_of(date));
    }
    return true;
}

void write_change(part *part, zp_change change) {
    if (start_change(part, change)) {
        part_end(part);
    }
}
