// What a file is, for programs: templates/inspect.schema.json.
#include "inspect/private.h"

// ---------------------------------------------------------------- DOCX

static void add_texts(zp_buffer *out, const char *key, const zp_text *list, size_t count) {
    zp_buffer_print(out, ",\n      \"%s\": [", key);
    for (size_t i = 0; i < count; i++) {
        zp_buffer_add_string(out, i > 0 ? ", " : "");
        zp_json_text(out, list[i]);
    }
    zp_buffer_add_string(out, "]");
}

static void add_controls(const zp_docx_facts *f, zp_buffer *out) {
    zp_buffer_add_string(out, ",\n      \"controls\": [");
    for (size_t i = 0; i < f->control_count; i++) {
        const zp_docx_control *c = &f->controls[i];
        zp_buffer_add_string(out, i > 0 ? ",\n        {" : "\n        {");
        zp_json_member(out, "tag", c->tag);
        inspect_member(out, "title", c->title);
        zp_buffer_print(out, ", \"filled\": %s", inspect_truth(c->filled));
        inspect_member(out, "text", c->text);
        zp_buffer_add_string(out, "}");
    }
    zp_buffer_add_string(out, "]");
}

static void add_docx(const zp_docx_facts *f, zp_buffer *out) {
    zp_buffer_add_string(out, ",\n     \"docx\": {");
    zp_json_member(out, "application", f->application);
    inspect_member(out, "language", f->language);
    inspect_member(out, "created", f->created);
    inspect_member(out, "modified", f->modified);
    inspect_member(out, "modified_by", f->modified_by);
    zp_buffer_print(out,
                    ",\n      \"inserted\": %zu, \"deleted\": %zu, \"moved\": %zu, \"restyled\": "
                    "%zu, \"comments\": %zu,\n      \"tracking\": %s, \"protected\": %s, "
                    "\"macros\": %s, \"objects\": %zu, \"signed\": %s",
                    f->inserted, f->deleted, f->moved, f->restyled, f->comments,
                    inspect_truth(f->tracking), inspect_truth(f->guarded), inspect_truth(f->macros),
                    f->objects, inspect_truth(f->sealed));
    add_controls(f, out);
    add_texts(out, "fonts", f->fonts, f->font_count);
    add_texts(out, "outside", f->outside, f->outside_count);
    zp_buffer_add_string(out, "}");
}

// ---------------------------------------------------------------- zips and packages

static void add_entries(const zp_inspected *it, zp_buffer *out) {
    zp_buffer_add_string(out, ",\n     \"entries\": [");
    for (size_t i = 0; i < it->entry_count; i++) {
        zp_buffer_add_string(out, i > 0 ? ",\n      {" : "\n      {");
        zp_json_member(out, "name", it->entries[i].name);
        zp_buffer_print(out, ", \"size\": %zu}", it->entries[i].bytes.size);
    }
    zp_buffer_add_string(out, "]");
}

static void add_package(const zp_inspected *it, zp_buffer *out) {
    const zp_package *p = it->package;
    zp_buffer_print(out, ",\n     \"package\": {\"published\": %s, \"supersedes\": %u",
                    inspect_truth(p->published), p->supersedes);
    inspect_member(out, "reason", p->reason);
    inspect_member(out, "sha256", p->sha256);
    zp_buffer_print(out,
                    ", \"errors\": %zu, \"warnings\": %zu, \"remarks\": %zu, \"waived\": %zu, "
                    "\"intact\": %s,\n      \"files\": [",
                    p->errors, p->warnings, p->remarks, p->waived, inspect_truth(it->intact));
    for (size_t i = 0; i < p->count; i++) {
        const zp_package_file *file = &p->files[i];
        zp_buffer_add_string(out, i > 0 ? ",\n        {" : "\n        {");
        zp_json_member(out, "name", file->name);
        zp_buffer_print(out, ", \"size\": %zu", file->size);
        inspect_member(out, "sha256", file->sha256);
        zp_buffer_print(out, ", \"pages\": %zu, \"copies\": %zu, \"revised\": %u, \"signed\": %s",
                        file->pages, file->copies, file->revised,
                        inspect_truth(file->whole.size > 0));
        if (file->whole.size > 0) {
            inspect_member(out, "signers", file->signers);
        }
        zp_buffer_add_string(out, "}");
    }
    zp_buffer_add_string(out, "]}");
}

static void add_messages(const zp_messages *messages, size_t from, zp_buffer *out) {
    static const char *const severities[] = {"remark", "warning", "error"};
    const zp_message *each;
    zp_buffer_add_string(out, ",\n     \"messages\": [");
    for (size_t i = from; (each = zp_messages_at(messages, i)) != NULL; i++) {
        zp_buffer_print(out, "%s\n      {\"id\": \"%s\", \"severity\": \"%s\"", i > from ? "," : "",
                        each->id, severities[each->severity]);
        if (each->place.file != NULL) {
            inspect_member(out, "file", zp_text_of(each->place.file));
        }
        inspect_member(out, "text", each->text);
        zp_buffer_add_string(out, "}");
    }
    zp_buffer_add_string(out, "]");
}

void zp_inspect_json(const zp_inspected *it, const zp_messages *messages, size_t from,
                     zp_buffer *out) {
    static const char *const kinds[] = {"unknown", "pdf", "docx", "zip", "package"};
    zp_buffer_add_string(out, "    {");
    zp_json_member(out, "file", zp_text_of(it->file));
    zp_buffer_print(out, ", \"kind\": \"%s\", \"folder\": %s, \"size\": %zu", kinds[it->kind],
                    inspect_truth(it->folder), it->size);
    inspect_member(out, "sha256", it->sha256);
    zp_buffer_add_string(out, ",\n     ");
    zp_json_member(out, "title", it->title);
    inspect_member(out, "unit", it->unit);
    inspect_member(out, "form", it->form);
    inspect_member(out, "year", it->year);
    inspect_member(out, "version", it->version);
    inspect_member(out, "tool", it->tool);
    if (it->pdf != NULL) {
        inspect_pdf_json(it->pdf, out);
    } else if (it->docx != NULL) {
        add_docx(it->docx, out);
    } else if (it->package != NULL) {
        add_package(it, out);
    } else if (it->entries != NULL) {
        add_entries(it, out);
    }
    add_messages(messages, from, out);
    zp_buffer_add_string(out, "}");
}
