// What a DOCX is, for people.
#include "inspect/private.h"

static void add_changes(const inspect_lines *l, const zp_docx_facts *f) {
    size_t all = f->inserted + f->deleted + f->moved + f->restyled;
    inspect_label(l, "修订", "changes");
    if (all == 0) {
        zp_buffer_add_string(l->out, inspect_say(l, "无修订标记", "none tracked"));
    } else {
        zp_buffer_print(
            l->out,
            inspect_say(l, "有修订标记：插入 %zu 处，删除 %zu 处，移动 %zu 处，格式 %zu 处",
                        "tracked: %zu inserted, %zu deleted, %zu moved, %zu restyled"),
            f->inserted, f->deleted, f->moved, f->restyled);
    }
    if (f->comments > 0) {
        zp_buffer_print(l->out, inspect_say(l, "；批注 %zu 条", "; %zu comments"), f->comments);
    }
    if (f->tracking) {
        zp_buffer_add_string(l->out, inspect_say(l, "；修订已打开", "; tracking is on"));
    }
    if (f->guarded) {
        zp_buffer_add_string(l->out, inspect_say(l, "；限制编辑", "; editing is restricted"));
    }
    zp_buffer_add_string(l->out, "\n");
}

static void add_controls(const inspect_lines *l, const zp_docx_facts *f) {
    for (size_t i = 0; i < f->control_count; i++) {
        const zp_docx_control *c = &f->controls[i];
        inspect_label(l, i == 0 ? "内容控件" : "", i == 0 ? "controls" : "");
        inspect_show(l, c->tag.size > 0 ? c->tag : zp_text_of("?"));
        if (c->title.size > 0) {
            zp_buffer_add_string(l->out, inspect_say(l, "（", " ("));
            inspect_show(l, c->title);
            zp_buffer_add_string(l->out, inspect_say(l, "）", ")"));
        }
        zp_buffer_add_string(l->out, c->filled ? inspect_say(l, "：已填 ", ": filled in: ")
                                               : inspect_say(l, "：未填", ": not filled in"));
        inspect_show(l, c->filled ? zp_text_trim(c->text) : (zp_text){0});
        zp_buffer_add_string(l->out, "\n");
    }
}

static void add_fonts(const inspect_lines *l, const zp_docx_facts *f) {
    if (f->font_count == 0) {
        return;
    }
    inspect_label(l, "字体", "fonts");
    for (size_t i = 0; i < f->font_count; i++) {
        zp_buffer_add_string(l->out, i > 0 ? inspect_say(l, "、", ", ") : "");
        inspect_show(l, f->fonts[i]);
    }
    zp_buffer_add_string(l->out, "\n");
}

static void add_risks(const inspect_lines *l, const zp_docx_facts *f) {
    if (f->macros) {
        inspect_line(l, "宏", "macros", zp_text_of(inspect_say(l, "有", "yes")));
    }
    if (f->objects > 0) {
        inspect_label(l, "嵌入对象", "objects");
        zp_buffer_print(l->out, inspect_say(l, "%zu 个\n", "%zu\n"), f->objects);
    }
    for (size_t i = 0; i < f->outside_count; i++) {
        inspect_line(l, i == 0 ? "外部引用" : "", i == 0 ? "outside" : "", f->outside[i]);
    }
    if (f->sealed) {
        inspect_line(l, "签名", "signature",
                     zp_text_of(inspect_say(l, "有数字签名，未核对", "there is one; not checked")));
    }
}

void inspect_docx_lines(const inspect_lines *l, const zp_docx_facts *f) {
    inspect_line(l, "语言", "language", f->language);
    inspect_line(l, "创建", "created", f->created);
    inspect_line(l, "修改", "modified", f->modified);
    inspect_line(l, "修改人", "modified by", f->modified_by);
    add_changes(l, f);
    add_controls(l, f);
    add_fonts(l, f);
    add_risks(l, f);
}
