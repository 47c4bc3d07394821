// What a PDF is, for programs.
#include "inspect/private.h"

void inspect_member(zp_buffer *out, const char *key, zp_text text) {
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, key, text);
}

const char *inspect_truth(bool value) {
    return value ? "true" : "false";
}

static void add_papers(const zp_pdf_facts *f, zp_buffer *out) {
    zp_buffer_print(out, ",\n      \"pages\": %zu, \"papers\": [", f->pages);
    for (size_t i = 0; i < f->paper_count; i++) { // in points, exactly
        const zp_pdf_paper *p = &f->papers[i];
        zp_buffer_print(out, "%s{\"width\": %d.%03d, \"height\": %d.%03d, \"pages\": %zu}",
                        i > 0 ? ", " : "", p->width / 1000, p->width % 1000, p->height / 1000,
                        p->height % 1000, p->pages);
    }
    zp_buffer_add_string(out, "]");
}

static void add_fonts(const zp_pdf_facts *f, zp_buffer *out) {
    zp_buffer_add_string(out, ",\n      \"fonts\": [");
    for (size_t i = 0; i < f->font_count; i++) {
        zp_buffer_add_string(out, i > 0 ? ",\n        {" : "\n        {");
        zp_json_member(out, "name", f->fonts[i].name);
        inspect_member(out, "type", f->fonts[i].type);
        zp_buffer_print(out, ", \"embedded\": %s, \"subset\": %s}",
                        inspect_truth(f->fonts[i].embedded), inspect_truth(f->fonts[i].subset));
    }
    zp_buffer_add_string(out, "]");
}

static void add_enclosed(const zp_pdf_facts *f, zp_buffer *out) {
    zp_arena *arena = zp_arena_new();
    zp_buffer_add_string(out, ",\n      \"enclosed\": [");
    for (size_t i = 0; i < f->enclosed_count; i++) {
        const zp_pdf_enclosed *each = &f->enclosed[i];
        zp_buffer_add_string(out, i > 0 ? ",\n        {" : "\n        {");
        zp_json_member(out, "name", each->name);
        inspect_member(out, "type", each->type);
        inspect_member(out, "relation", each->relation);
        zp_buffer_print(out, ", \"size\": %zu", each->bytes.size);
        inspect_member(out, "sha256", zp_sha256(arena, each->bytes));
        zp_buffer_add_string(out, "}");
    }
    zp_buffer_add_string(out, "]");
    zp_arena_free(arena);
}

static void add_signature(const zp_pdf_signature *s, zp_buffer *out) {
    static const char *const signings[] = {"none", "holds", "broken", "unchecked"};
    static const char *const laters[] = {"nothing", "signatures", "changes"};
    zp_json_member(out, "field", s->field);
    inspect_member(out, "title", s->title);
    if (s->page > 0) {
        zp_buffer_print(out, ", \"page\": %zu", s->page);
    }
    zp_buffer_print(out, ", \"signature\": \"%s\"", signings[s->signing]);
    if (s->signing == ZP_SIGNING_NONE) {
        return;
    }
    if (s->wrong.in[ZP_ENGLISH].size > 0) {
        inspect_member(out, "why", s->wrong.in[ZP_ENGLISH]);
    }
    zp_buffer_add_string(out, ",\n         ");
    zp_json_member(out, "signer", s->signer);
    inspect_member(out, "issuer", s->issuer);
    inspect_member(out, "time", s->time);
    inspect_member(out, "format", s->format);
    zp_buffer_print(out,
                    ",\n         \"covered\": %zu, \"after\": %zu, \"later\": \"%s\", "
                    "\"trust\": \"not-checked\"",
                    s->covered, s->after, laters[s->later]);
    if (s->change.in[ZP_ENGLISH].size > 0) {
        inspect_member(out, "change", s->change.in[ZP_ENGLISH]);
    }
}

static void add_signatures(const zp_pdf_facts *f, zp_buffer *out) {
    zp_buffer_add_string(out, ",\n      \"signatures\": [");
    for (size_t i = 0; i < f->signature_count; i++) {
        zp_buffer_add_string(out, i > 0 ? ",\n        {" : "\n        {");
        add_signature(&f->signatures[i], out);
        zp_buffer_add_string(out, "}");
    }
    zp_buffer_add_string(out, "]");
}

static void add_notes(const zp_pdf_facts *f, zp_buffer *out) {
    zp_buffer_add_string(out, ",\n      \"comments\": [");
    for (size_t i = 0; i < f->note_count; i++) {
        zp_buffer_print(out, "%s\n        {\"page\": %zu", i > 0 ? "," : "", f->notes[i].page);
        inspect_member(out, "kind", f->notes[i].kind);
        inspect_member(out, "author", f->notes[i].author);
        inspect_member(out, "text", f->notes[i].text);
        zp_buffer_add_string(out, "}");
    }
    zp_buffer_add_string(out, "],\n      \"damage\": [");
    for (size_t i = 0; i < f->damage_count; i++) {
        zp_buffer_add_string(out, i > 0 ? ", " : "");
        zp_json_text(out, f->damage[i]);
    }
    zp_buffer_add_string(out, "]");
}

void inspect_pdf_json(const zp_pdf_facts *f, zp_buffer *out) {
    zp_buffer_add_string(out, ",\n     \"pdf\": {");
    zp_json_member(out, "version", f->version);
    inspect_member(out, "producer", f->producer);
    inspect_member(out, "language", f->language);
    zp_buffer_add_string(out, ",\n      \"id\": [");
    for (size_t i = 0; i < 2; i++) {
        zp_buffer_add_string(out, i > 0 ? ", " : "");
        zp_json_text(out, f->ids[i]);
    }
    zp_buffer_add_string(out, "],\n      \"claims\": {");
    zp_json_member(out, "pdfa", f->claims.pdfa);
    inspect_member(out, "pdfua", f->claims.pdfua);
    inspect_member(out, "pdfx", f->claims.pdfx);
    zp_buffer_print(out, "}, \"tagged\": %s, \"encrypted\": %s, \"scripts\": %s",
                    inspect_truth(f->tagged), inspect_truth(f->encrypted),
                    inspect_truth(f->scripts));
    add_papers(f, out);
    add_fonts(f, out);
    add_enclosed(f, out);
    add_signatures(f, out);
    add_notes(f, out);
    zp_buffer_add_string(out, "}");
}
