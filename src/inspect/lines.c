// What a file is, for people: a line of its own first, then a label a line.
#include "inspect/private.h"

static void add_kind(const inspect_lines *l, const zp_inspected *it) {
    zp_text made = it->tool;
    inspect_label(l, "类型", "kind");
    if (it->pdf != NULL) {
        zp_buffer_add_string(l->out, "PDF ");
        inspect_show(l, it->pdf->version);
        made = it->pdf->producer.size > 0 ? it->pdf->producer : it->pdf->claims.producer;
    } else if (it->docx != NULL) {
        zp_buffer_add_string(l->out, "DOCX");
        made = it->docx->application;
    } else if (it->kind == ZP_KIND_PACKAGE) {
        zp_buffer_add_string(l->out, it->folder
                                         ? inspect_say(l, "材料包（文件夹）", "package, a folder")
                                         : inspect_say(l, "材料包（zip）", "package, a zip"));
    } else {
        zp_buffer_add_string(l->out, "zip");
    }
    if (made.size > 0) {
        zp_buffer_add_string(l->out, inspect_say(l, "，由 ", ", made by "));
        zp_buffer_add_string(l->out, it->package != NULL ? "ziping " : "");
        inspect_show(l, made);
        if (it->tool.size > 0 && it->package == NULL && !zp_text_ends(made, it->tool.data)) {
            zp_buffer_add_string(l->out, " ");
            inspect_show(l, it->tool);
        }
        zp_buffer_add_string(l->out, inspect_say(l, " 生成", ""));
    }
    zp_buffer_add_string(l->out, "\n");
}

// Of a document 0 is none: it was never corrected.
static void add_version(const inspect_lines *l, const zp_inspected *it) {
    if (it->version.size == 0) {
        return;
    }
    inspect_label(l, "版次", "version");
    if (it->package == NULL && zp_text_is(it->version, "0")) {
        zp_buffer_add_string(l->out, inspect_say(l, "未更正过", "never corrected"));
    } else if (it->package == NULL) {
        zp_buffer_add_string(l->out, inspect_say(l, "第", "last changed in version "));
        inspect_show(l, it->version);
        zp_buffer_add_string(l->out, inspect_say(l, "版更正", ""));
    } else {
        zp_arena *arena = zp_arena_new();
        if (l->language == ZP_CHINESE) {
            zp_buffer_add_text(l->out, zp_package_version_name(arena, it->package));
        } else {
            inspect_show(l, it->version);
        }
        zp_arena_free(arena);
        zp_buffer_add_string(
            l->out, it->package->published ? inspect_say(l, "，公开版", ", for publication") : "");
    }
    zp_buffer_add_string(l->out, "\n");
}

static void add_sizes(const inspect_lines *l, const zp_inspected *it) {
    inspect_label(l, "大小", "size");
    zp_buffer_print(l->out, inspect_say(l, "%zu 字节\n", "%zu bytes\n"), it->size);
    if (it->package != NULL) { // what is noted when it is handed in
        inspect_line(l, "材料校验值", "package", it->package->sha256);
    }
    if (!it->folder) {
        inspect_line(l, "SHA-256", "sha256", it->sha256);
    }
}

// ---------------------------------------------------------------- zips and packages

static void add_entries(const inspect_lines *l, const zp_inspected *it) {
    for (size_t i = 0; i < it->entry_count; i++) {
        inspect_label(l, i == 0 ? "文件" : "", i == 0 ? "files" : "");
        inspect_show(l, it->entries[i].name);
        zp_buffer_print(l->out, inspect_say(l, "（%zu 字节）\n", " (%zu bytes)\n"),
                        it->entries[i].bytes.size);
    }
}

static void add_package_file(const inspect_lines *l, const zp_package_file *file) {
    inspect_show(l, file->name);
    zp_buffer_print(l->out, inspect_say(l, "（%zu 字节", " (%zu bytes"), file->size);
    if (file->pages > 0) {
        zp_buffer_print(l->out, inspect_say(l, "，%zu 页", ", %zu pages"), file->pages);
    }
    if (file->copies > 0) {
        zp_buffer_print(l->out, inspect_say(l, "，%zu 份", ", %zu copies"), file->copies);
    }
    if (file->revised > 0) {
        zp_buffer_print(l->out, inspect_say(l, "，第%u版更正", ", changed in version %u"),
                        file->revised);
    }
    zp_buffer_add_string(l->out, inspect_say(l, "）", ")"));
    if (file->whole.size > 0) {
        zp_buffer_add_string(l->out, inspect_say(l, "，已签名：", ", signed: "));
        inspect_show(l, file->signers);
    }
    zp_buffer_add_string(l->out, "\n");
}

static void add_package(const inspect_lines *l, const zp_inspected *it) {
    const zp_package *p = it->package;
    inspect_line(l, "更正原因", "reason", p->reason);
    inspect_label(l, "核对", "check");
    zp_buffer_print(l->out,
                    inspect_say(l, "错误 %zu 处，警告 %zu 处，提示 %zu 处，已说明 %zu 处\n",
                                "%zu errors, %zu warnings, %zu remarks, %zu waived\n"),
                    p->errors, p->warnings, p->remarks, p->waived);
    for (size_t i = 0; i < p->count; i++) {
        inspect_label(l, i == 0 ? "文件" : "", i == 0 ? "files" : "");
        add_package_file(l, &p->files[i]);
    }
    inspect_line(l, "完整性", "intact",
                 zp_text_of(it->intact
                                ? inspect_say(l,
                                              "每个文件都与清单（manifest.json）相符；"
                                              "用数据重做核对，见 ziping verify",
                                              "every file is as the manifest says; `ziping verify` "
                                              "makes them again")
                                : inspect_say(l, "有文件与清单（manifest.json）不符",
                                              "files are not as the manifest says")));
}

void zp_inspect_lines(const zp_inspected *it, zp_language language, zp_buffer *out) {
    inspect_lines l = {.language = language, .out = out};
    bool known = it->pdf != NULL || it->docx != NULL || it->package != NULL || it->entries != NULL;
    if (!known) { // messages have said why
        return;
    }
    inspect_show(&l, zp_text_of(it->file));
    zp_buffer_add_string(out, "\n");
    add_kind(&l, it);
    inspect_line(&l, it->package != NULL ? "表样名称" : "标题",
                 it->package != NULL ? "form title" : "title", it->title);
    inspect_line(&l, "单位", "unit", it->unit);
    inspect_line(&l, "表样", "form", it->form);
    inspect_line(&l, "年度", "year", it->year);
    add_version(&l, it);
    add_sizes(&l, it);
    if (it->pdf != NULL) {
        inspect_pdf_lines(&l, it->pdf);
    } else if (it->docx != NULL) {
        inspect_docx_lines(&l, it->docx);
    } else if (it->package != NULL) {
        add_package(&l, it);
    } else {
        add_entries(&l, it);
    }
}
