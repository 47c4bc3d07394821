// S01 to S08: the parts of the package, their titles, numbers, years and names.
#include "check/private.h"

#include <string.h>

bool check_holds(zp_text text, const char *const *words) {
    for (; *words != NULL; words++) {
        size_t size = strlen(*words);
        const char *at = text.data, *end = text.data + text.size;
        while (size <= (size_t)(end - at) &&
               (at = memchr(at, **words, (size_t)(end - at) - size + 1)) != NULL) {
            if (memcmp(at, *words, size) == 0) {
                return true;
            }
            at++;
        }
    }
    return false;
}

void check_found_in_form(check *c, const zp_value *words, check_words text, bool soften) {
    check_figure figure = check_figure_text(c, check_print(c, words), words->place, "表样的文字",
                                            "words of the form");
    check_found(c, &(check_finding){CHECK_FIGURES(figure), .where = ZP_TEXT("form"), .text = text,
                                    .soften = soften});
}

static const check_rule rules[] = {
    {"S01",
     ZP_ERROR,
     {"应报的各部分齐全", "every part of the form is there"},
     {"表样的各部分 ⊆ 数据和报告", "parts of the form ⊆ data and report"},
     {"缺少应报的部分", "a part that the form wants is missing"},
     {"补填这一部分；确无内容的，写核对说明",
      "fill it in, or waive the finding if there is nothing to fill in"},
     check_parts},
    {"S02",
     ZP_ERROR,
     {"各部分的单位名称和年度一致", "unit and year are the same in every part"},
     {"单位名称、年度 = 数据中的 unit.name、year",
      "unit and year = unit.name and year of the data"},
     {"单位名称或年度不一致", "unit or year differ"},
     {"改成本单位、本年度；报告中可用 {{unit.name}}、{{year}} 引用",
      "write this unit and year; a report may take in {{unit.name}} and {{year}}"},
     check_same_unit},
    {"S03",
     ZP_WARNING,
     {"附件序号连续，与附件说明一致", "attachments are numbered from 1 on, as the list has them"},
     {"附件 1、2、…、n = 附件说明", "attachments 1, 2, …, n = the list"},
     {"附件序号不连续，或与附件说明不一致",
      "the attachments' numbers have a gap or differ from the list"},
     {"照附件说明改序号，或照序号改附件说明",
      "number the attachments as the list does, or mend the list"},
     check_attachments},
    {"S04",
     ZP_ERROR,
     {"报告各部分的标题齐全、依次，序号的写法一致",
      "the report's sections are all there, in order, numbered one way"},
     {"一、 （一） 1. （1）", "一、 （一） 1. （1）"},
     {"标题或序号不合", "a heading or number is not as the form has it"},
     {"标题照表样写，序号由程序编排，可以不写",
      "write the headings of the form; the program numbers them"},
     check_headings},
    {"S05",
     ZP_ERROR,
     {"报告各部分有内容，没有内容的写“无”", "every section has text, or says 无"},
     {"各部分 ≠ 空", "each section is not blank"},
     {"“{0}”没有内容", "the section “{0}” is blank"},
     {"写明内容；确无内容的写“无。”", "write its text, or 无。 if there is nothing to say"},
     check_empty},
    {"S06",
     ZP_WARNING,
     {"签字栏、日期已填写", "signature fields and dates are filled in"},
     {"填表人、联系电话、日期 ≠ 空", "name, telephone and date are not blank"},
     {"签字栏有的已填、有的空着", "some fields of the signature are filled in and others are not"},
     {"补填；打印后手工填写的，全部留空", "fill them in, or leave all of them to the pen"},
     check_signature},
    {"S07",
     ZP_ERROR,
     {"栏目中的年份与年度一致", "years in labels are those of the form's year"},
     {"上年 = 年度 - 1；完工项目 = 年度", "prior year = year - 1; buildings = year"},
     {"栏目中的年份不对", "the year in a label is wrong"},
     {"改成正确的年份", "write the right year"},
     check_year_labels},
    {"S08",
     ZP_WARNING,
     {"没有模板遗留的文字", "no text of a template is left over"},
     {"…… [image] XX 在这里写", "…… [image] XX 在这里写"},
     {"遗留了模板的文字或占位符", "text of a template or a placeholder is left over"},
     {"换成本单位的内容，或删去", "write the unit's own text, or take it out"},
     check_left_over},
};
const check_group check_structure = {rules, sizeof rules / sizeof *rules};
