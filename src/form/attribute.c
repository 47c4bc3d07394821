// What an element of a template says of itself.
#include "form/parts.h"

const form_text *form_attribute_find(const form_part *part, const char *name) {
    for (size_t i = 0; i < part->attribute_count; i++) {
        if (zp_text_is(part->attributes[i].name, name)) {
            return &part->attributes[i].value;
        }
    }
    return NULL;
}

zp_text form_attribute_text(form_builder *builder, const form_part *part, const char *name,
                            const char *otherwise) {
    const form_text *text = form_attribute_find(part, name);
    return text != NULL ? form_expand(builder, text) : zp_text_of(otherwise);
}

int64_t form_attribute_number(form_builder *builder, const form_part *part, const char *name,
                              int64_t otherwise, int64_t least, int64_t most) {
    const form_text *text = form_attribute_find(part, name);
    if (text == NULL) {
        return otherwise;
    }
    zp_text expanded = form_expand(builder, text);
    zp_decimal number;
    if (builder->endless) {
        return otherwise; // what is missing follows from what was said
    }
    if (zp_decimal_read(zp_text_trim(expanded), &number) && number.scale == 0 &&
        number.coefficient >= least && number.coefficient <= most) {
        return number.coefficient;
    }
    form_fail(builder, part->place, "template-number",
              "%s=\"%.*s\"; a whole number from %lld to %lld is wanted", name, ZP_ARG(expanded),
              (long long)least, (long long)most);
    return otherwise;
}

bool form_attribute_yes(form_builder *builder, const form_part *part, const char *name) {
    return zp_text_is(form_attribute_text(builder, part, name, "no"), "yes");
}

const zp_style *form_attribute_style(form_builder *builder, const form_part *part,
                                     const char *otherwise) {
    const form_text *text = form_attribute_find(part, "style");
    if (text == NULL && otherwise == NULL) {
        return NULL;
    }
    zp_text id = form_attribute_text(builder, part, "style", otherwise);
    const zp_style *style = form_style_find(&builder->form->styles, id);
    if (style == NULL) {
        form_fail(builder, part->place, "unknown-style", "styles.xml has no style “%.*s”",
                  ZP_ARG(id));
        style = builder->form->styles.styles[0];
    }
    return style;
}
