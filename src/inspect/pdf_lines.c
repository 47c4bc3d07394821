// What a PDF is, for people.
#include "inspect/private.h"

#include <inttypes.h>
#include <stdlib.h>

// ---------------------------------------------------------------- papers and fonts

// A length in millimetres, to a tenth.
static int64_t tenths(zp_length length) {
    return zp_scale(length, 254, 72000);
}

static const char *paper_name(const zp_pdf_paper *paper) {
    static const struct {
        const char *name;
        int short_side, long_side;
    } known[] = {{"A5", 1480, 2100}, {"A4", 2100, 2970}, {"A3", 2970, 4200}, {"B5", 1760, 2500}};
    int64_t a = tenths(paper->width), b = tenths(paper->height);
    int64_t low = a < b ? a : b, high = a < b ? b : a;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (llabs(low - known[i].short_side) <= 10 && llabs(high - known[i].long_side) <= 10) {
            return known[i].name;
        }
    }
    return NULL;
}

static void add_paper(const inspect_lines *l, const zp_pdf_paper *paper) {
    const char *name = paper_name(paper);
    int64_t width = tenths(paper->width), height = tenths(paper->height);
    if (name != NULL) {
        zp_buffer_print(l->out, "%s %s", name,
                        width <= height ? inspect_say(l, "纵向", "portrait")
                                        : inspect_say(l, "横向", "landscape"));
    } else {
        zp_buffer_print(l->out, "%" PRId64 ".%" PRId64 " × %" PRId64 ".%" PRId64 " mm", width / 10,
                        width % 10, height / 10, height % 10);
    }
}

static void add_papers(const inspect_lines *l, const zp_pdf_facts *f) {
    inspect_label(l, "页", "pages");
    zp_buffer_print(l->out, inspect_say(l, "%zu 页", "%zu"), f->pages);
    for (size_t i = 0; i < f->paper_count && i < 12; i++) {
        zp_buffer_add_string(l->out,
                             i == 0 ? inspect_say(l, "：", ": ") : inspect_say(l, "，", ", "));
        add_paper(l, &f->papers[i]);
        if (f->paper_count > 1) {
            zp_buffer_print(l->out, inspect_say(l, " %zu 页", " ×%zu"), f->papers[i].pages);
        }
    }
    zp_buffer_add_string(l->out, f->paper_count > 12 ? "…\n" : "\n");
}

static void add_fonts(const inspect_lines *l, const zp_pdf_facts *f) {
    for (size_t i = 0; i < f->font_count; i++) {
        const zp_pdf_font *font = &f->fonts[i];
        inspect_label(l, i == 0 ? "字体" : "", i == 0 ? "fonts" : "");
        inspect_show(l, font->name.size > 0 ? font->name : zp_text_of("?"));
        zp_buffer_add_string(l->out, inspect_say(l, "（", " ("));
        inspect_show(l, font->type);
        zp_buffer_add_string(
            l->out, font->embedded ? font->subset
                                         ? inspect_say(l, "，已嵌入，子集）", ", embedded, subset)")
                                         : inspect_say(l, "，已嵌入）", ", embedded)")
                                   : inspect_say(l, "，未嵌入）", ", not embedded)"));
        zp_buffer_add_string(l->out, "\n");
    }
}

// ---------------------------------------------------------------- claims

static void add_claims(const inspect_lines *l, const zp_pdf_facts *f) {
    const zp_pdf_claims *c = &f->claims;
    const char *comma = inspect_say(l, "，", ", ");
    inspect_label(l, "标准", "conforms");
    if (c->pdfa.size + c->pdfua.size + c->pdfx.size == 0) {
        zp_buffer_add_string(l->out, inspect_say(l, "未声明", "claims none"));
    }
    if (c->pdfa.size > 0) {
        zp_buffer_add_string(l->out, "PDF/A-");
        inspect_show(l, c->pdfa);
    }
    if (c->pdfua.size > 0) {
        zp_buffer_print(l->out, "%sPDF/UA-", c->pdfa.size > 0 ? comma : "");
        inspect_show(l, c->pdfua);
    }
    if (c->pdfx.size > 0) {
        zp_buffer_add_string(l->out, c->pdfa.size + c->pdfua.size > 0 ? comma : "");
        inspect_show(l, c->pdfx);
    }
    if (c->pdfa.size + c->pdfua.size + c->pdfx.size > 0) {
        zp_buffer_add_string(l->out,
                             inspect_say(l, "（文件自称，未逐条检验）", " (its own claims)"));
    }
    zp_buffer_print(l->out, "%s%s", inspect_say(l, "；", "; "),
                    f->tagged ? inspect_say(l, "有标签", "tagged")
                              : inspect_say(l, "无标签", "not tagged"));
    if (f->language.size > 0) {
        zp_buffer_add_string(l->out, inspect_say(l, "；语言 ", "; language "));
        inspect_show(l, f->language);
    }
    zp_buffer_add_string(l->out, "\n");
}

static void add_enclosed(const inspect_lines *l, const zp_pdf_facts *f) {
    zp_arena *arena = zp_arena_new();
    for (size_t i = 0; i < f->enclosed_count; i++) {
        const zp_pdf_enclosed *each = &f->enclosed[i];
        inspect_label(l, i == 0 ? "内含文件" : "", i == 0 ? "enclosed" : "");
        inspect_show(l, each->name.size > 0 ? each->name : zp_text_of("?"));
        zp_buffer_print(l->out, inspect_say(l, "（%zu 字节", " (%zu bytes"), each->bytes.size);
        if (each->relation.size > 0) {
            zp_buffer_add_string(l->out, inspect_say(l, "，", ", "));
            inspect_show(l, each->relation);
        }
        zp_buffer_print(l->out, inspect_say(l, "），SHA-256 %.*s\n", "), sha256 %.*s\n"),
                        ZP_ARG(zp_sha256(arena, each->bytes)));
    }
    zp_arena_free(arena);
}

// ---------------------------------------------------------------- signatures

static const char *later_words(const inspect_lines *l, const zp_pdf_signature *s) {
    switch (s->later) {
    case ZP_LATER_NOTHING:
        return inspect_say(l, "签后文件未再变动", "nothing was added after it");
    case ZP_LATER_SIGNATURES:
        return inspect_say(l, "签后只加了签名", "only signatures were added after it");
    case ZP_LATER_CHANGES:
        return inspect_say(l, "签后文件被改动", "the file was changed after it");
    }
    return "";
}

static void add_signed(const inspect_lines *l, const zp_pdf_signature *s) {
    const char *comma = inspect_say(l, "，", ", ");
    zp_buffer_add_string(l->out, inspect_say(l, "已签名", "signed"));
    if (s->signer.size > 0) {
        zp_buffer_add_string(l->out, inspect_say(l, "，签名人 ", " by "));
        inspect_show(l, s->signer);
    }
    if (s->issuer.size > 0) {
        zp_buffer_add_string(l->out, inspect_say(l, "（证书颁发者 ", " (issuer "));
        inspect_show(l, s->issuer);
        zp_buffer_add_string(l->out, inspect_say(l, "）", ")"));
    }
    if (s->time.size > 0) {
        zp_buffer_add_string(l->out, comma);
        inspect_show(l, s->time);
    }
    zp_buffer_add_string(l->out, "\n");
    inspect_label(l, "", "");
    zp_buffer_add_string(l->out, "    ");
    if (s->signing == ZP_SIGNING_HOLDS) {
        zp_buffer_add_string(l->out, inspect_say(l, "签名与所签内容相符", "the signature holds"));
    } else if (s->signing == ZP_SIGNING_BROKEN) {
        zp_buffer_add_string(l->out,
                             inspect_say(l, "签名与内容不符：", "the signature does not hold: "));
        inspect_show(l, s->wrong.in[l->language]);
    } else {
        zp_buffer_add_string(l->out, inspect_say(l, "未能核对签名：", "not checked: "));
        inspect_show(l, s->wrong.in[l->language]);
    }
    if (s->covered > 0) {
        zp_buffer_print(l->out,
                        inspect_say(l, "；签到第 %zu 字节，其后 %zu 字节，%s",
                                    "; it covers %zu bytes, %zu follow, %s"),
                        s->covered, s->after, later_words(l, s));
    }
    if (s->change.in[l->language].size > 0) {
        zp_buffer_add_string(l->out, inspect_say(l, "（", " ("));
        inspect_show(l, s->change.in[l->language]);
        zp_buffer_add_string(l->out, inspect_say(l, "）", ")"));
    }
    zp_buffer_add_string(
        l->out, inspect_say(l, "；证书是否可信未查\n", "; certificate not checked for trust\n"));
}

static void add_signatures(const inspect_lines *l, const zp_pdf_facts *f) {
    for (size_t i = 0; i < f->signature_count; i++) {
        const zp_pdf_signature *s = &f->signatures[i];
        inspect_label(l, i == 0 ? "签名域" : "", i == 0 ? "signatures" : "");
        inspect_show(l, s->field);
        zp_buffer_add_string(l->out, inspect_say(l, "（", " ("));
        if (s->title.size > 0) {
            inspect_show(l, s->title);
            zp_buffer_add_string(l->out, inspect_say(l, "，", ", "));
        }
        if (s->page > 0) {
            zp_buffer_print(l->out, inspect_say(l, "第%zu页）：", "page %zu): "), s->page);
        } else {
            zp_buffer_add_string(l->out, inspect_say(l, "不在页上）：", "on no page): "));
        }
        if (s->signing == ZP_SIGNING_NONE) {
            zp_buffer_add_string(l->out, inspect_say(l, "未签\n", "not signed\n"));
        } else {
            add_signed(l, s);
        }
    }
}

static void add_notes(const inspect_lines *l, const zp_pdf_facts *f) {
    enum { SHOWN_MAX = 50 };
    for (size_t i = 0; i < f->note_count && i < SHOWN_MAX; i++) {
        const zp_pdf_note *note = &f->notes[i];
        inspect_label(l, i == 0 ? "批注" : "", i == 0 ? "comments" : "");
        zp_buffer_print(l->out, inspect_say(l, "第%zu页 ", "page %zu, "), note->page);
        inspect_show(l, note->kind);
        if (note->author.size > 0) {
            zp_buffer_add_string(l->out, inspect_say(l, "（", " ("));
            inspect_show(l, note->author);
            zp_buffer_add_string(l->out, inspect_say(l, "）", ")"));
        }
        zp_buffer_add_string(l->out, note->text.size > 0 ? inspect_say(l, "：", ": ") : "");
        inspect_show(l, note->text);
        zp_buffer_add_string(l->out, "\n");
    }
    if (f->note_count > SHOWN_MAX) {
        inspect_label(l, "", "");
        zp_buffer_print(l->out, inspect_say(l, "另有 %zu 处\n", "and %zu more\n"),
                        f->note_count - SHOWN_MAX);
    }
}

void inspect_pdf_lines(const inspect_lines *l, const zp_pdf_facts *f) {
    for (size_t i = 0; i < 2; i++) {
        bool told = i == 1 && zp_text_equal(f->ids[0], f->ids[1]);
        inspect_line(l, i == 0 ? "文件标识" : "", i == 0 ? "ID" : "",
                     told ? (zp_text){0} : f->ids[i]);
    }
    add_papers(l, f);
    add_fonts(l, f);
    add_claims(l, f);
    add_enclosed(l, f);
    add_signatures(l, f);
    add_notes(l, f);
    if (f->encrypted) {
        inspect_line(
            l, "加密", "encrypted",
            zp_text_of(inspect_say(l, "是，无需口令可读", "yes, readable without a password")));
    }
    if (f->scripts) {
        inspect_line(l, "脚本", "scripts",
                     zp_text_of(inspect_say(l, "有：打开文件时可能执行动作",
                                            "yes: actions may run when it is opened")));
    }
    for (size_t i = 0; i < f->damage_count; i++) {
        inspect_line(l, i == 0 ? "损坏" : "", i == 0 ? "damage" : "", f->damage[i]);
    }
}
