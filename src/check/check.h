// What reading a unit's texts can find: located warnings, and never a change to a text.
#ifndef ZIPING_CHECK_H
#define ZIPING_CHECK_H

#include "record/record.h"

// Rule B1.6 over all texts of the record and its report: marks that are half-width between Han,
// doubled, unpaired or not those in use.
void zp_check_marks(zp_arena *arena, zp_messages *messages, const zp_record *record);

#endif
