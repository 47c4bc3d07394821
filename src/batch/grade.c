// 优, 良, 中, 差: by the profile's [[grade]], which stand from the highest to the lowest.
#include "batch/summary.h"

zp_text batch_grade(const zp_form *form, zp_text score) {
    const zp_value *grades = zp_value_get(zp_form_profile(form), "grade");
    zp_decimal number;
    if (!zp_decimal_read(zp_text_trim(score), &number)) {
        return (zp_text){0};
    }
    for (const zp_value *each = zp_value_first(grades); each != NULL; each = each->next) {
        if (zp_decimal_compare(number, zp_value_get(each, "from")->number) >= 0) {
            return zp_value_text(zp_value_get(each, "name"));
        }
    }
    return (zp_text){0};
}
