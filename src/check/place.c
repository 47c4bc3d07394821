// Where a finding is, in words.
#include "check/output.h"

#include <string.h>

zp_words check_where_words(check *c, zp_text where) {
    zp_words words = {{where, where}};
    zp_text report = ZP_TEXT("report.");
    if (zp_text_is(where, "report")) {
        words.in[ZP_CHINESE] = ZP_TEXT("报告");
    } else if (zp_text_starts(where, report.data)) {
        zp_text id = zp_text_slice(where, report.size, where.size);
        size_t section = check_section_find(c, zp_arena_string(c->arena, id));
        words.in[ZP_CHINESE] =
            section == SIZE_MAX
                ? check_name(c, where)
                : zp_arena_print(c->arena, "报告“%.*s”", ZP_ARG(check_section_title(c, section)));
    } else if (where.size > 0) {
        words.in[ZP_CHINESE] = check_name(c, where);
    }
    return words;
}

zp_text check_more_formula(const zp_finding *finding, zp_language language) {
    zp_text text = finding->text.in[language], formula = finding->formula;
    for (size_t at = 0; formula.size > 0 && at + formula.size <= text.size; at++) {
        if (memcmp(text.data + at, formula.data, formula.size) == 0) {
            return (zp_text){0};
        }
    }
    return formula;
}

const char *check_severity_word(zp_severity severity, zp_language language) {
    static const char *const words[][ZP_LANGUAGE_COUNT] = {[ZP_REMARK] = {"提示", "remark"},
                                                           [ZP_WARNING] = {"警告", "warning"},
                                                           [ZP_ERROR] = {"错误", "error"}};
    return words[severity][language];
}
