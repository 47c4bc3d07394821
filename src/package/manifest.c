// manifest.json: what a package is and what is in it, as templates/manifest.schema.json says.
#include "package/private.h"

#include "archive/archive.h"

static const char *const part_names[ZP_PART_COUNT] = {
    "list", "document",     "check-report", "revision-note", "tracked-changes", "replacement-pages",
    "data", "previous-data"};

const char *package_part_name(zp_part part) {
    return part_names[part];
}

bool package_part_read(zp_text name, zp_part *part) {
    for (int i = 0; i < ZP_PART_COUNT; i++) {
        if (zp_text_is(name, part_names[i])) {
            *part = (zp_part)i;
            return true;
        }
    }
    return false;
}

// ---------------------------------------------------------------- its members

static void member(zp_buffer *out, const char *indent, const char *key, zp_text text) {
    zp_buffer_print(out, "%s", indent);
    zp_json_member(out, key, text);
    zp_buffer_add_string(out, ",\n");
}

static void add_unit(const zp_package *p, zp_buffer *out) {
    zp_buffer_add_string(out, "  \"unit\": {");
    zp_json_member(out, "name", p->unit);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "folder", p->folder);
    zp_buffer_add_string(out, "},\n");
    member(out, "  ", "year", p->year);
    zp_buffer_add_string(out, "  \"form\": {");
    zp_json_member(out, "id", p->form);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "title", p->form_title);
    zp_buffer_add_string(out, "},\n");
}

static void add_version(const zp_package *p, zp_buffer *out) {
    zp_buffer_print(out, "  \"version\": %u,\n  \"published\": %s,\n", p->version,
                    p->published ? "true" : "false");
    if (p->supersedes > 0) {
        zp_buffer_print(out, "  \"supersedes\": {\"version\": %u, ", p->supersedes);
        zp_json_member(out, "sha256", p->supersedes_sha256);
        zp_buffer_add_string(out, "},\n");
        member(out, "  ", "reason", p->reason);
    }
}

static void add_pair(zp_buffer *out, bool more, const char *name_key, zp_text name,
                     const char *hash_key, zp_text hash) {
    zp_buffer_add_string(out, more ? ",\n      {" : "\n      {");
    zp_json_member(out, name_key, name);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, hash_key, hash);
    zp_buffer_add_string(out, "}");
}

static void add_makers(const zp_package *p, zp_buffer *out) {
    zp_buffer_add_string(out, "  \"made_with\": {\n");
    member(out, "    ", "ziping", p->tool);
    member(out, "    ", "data_format", p->data_format);
    member(out, "    ", "inputs", p->inputs);
    zp_buffer_add_string(out, p->press ? "    \"pdfx\": true,\n" : "");
    zp_buffer_add_string(out, p->embeds ? "    \"embed_data\": true,\n" : "");
    zp_buffer_add_string(out, "    \"sources\": [");
    for (size_t i = 0; i < p->source_count; i++) {
        add_pair(out, i > 0, "name", p->sources[i].name, "sha256", p->sources[i].sha256);
    }
    zp_buffer_add_string(out, "\n    ],\n    \"fonts\": [");
    for (size_t i = 0; i < p->font_count; i++) {
        add_pair(out, i > 0, "name", p->fonts[i].name, "fingerprint", p->fonts[i].fingerprint);
    }
    zp_buffer_add_string(out, "\n    ]\n  },\n");
}

static void add_file(const zp_package_file *file, bool more, zp_buffer *out) {
    zp_buffer_add_string(out, more ? ",\n    {\n" : "\n    {\n");
    member(out, "      ", "name", file->name);
    member(out, "      ", "part", zp_text_of(package_part_name(file->part)));
    if (file->document.size > 0) {
        member(out, "      ", "document", file->document);
    }
    if (file->mark.size > 0) {
        member(out, "      ", "mark", file->mark);
    }
    if (file->title.size > 0) {
        member(out, "      ", "title", file->title);
    }
    if (file->pages > 0) {
        zp_buffer_print(out, "      \"pages\": %zu,\n      \"copies\": %zu,\n", file->pages,
                        file->copies);
    }
    if (file->revised > 0) {
        zp_buffer_print(out, "      \"revised\": %u,\n", file->revised);
    }
    zp_buffer_print(out, "      \"size\": %zu,\n      ", file->size);
    zp_json_member(out, "sha256", file->sha256);
    zp_buffer_add_string(out, "\n    }");
}

// The last member is the hash of all before its line: `head -n -2 manifest.json | sha256sum`.
void package_manifest_write(zp_package *p, zp_arena *arena) {
    zp_buffer out = {0};
    zp_buffer_print(&out, "{\n  \"format\": \"" PACKAGE_FORMAT "\",\n  \"format_version\": %d,\n",
                    PACKAGE_FORMAT_VERSION);
    member(&out, "  ", "name", p->name);
    add_unit(p, &out);
    add_version(p, &out);
    add_makers(p, &out);
    zp_buffer_print(&out,
                    "  \"findings\": {\"errors\": %zu, \"warnings\": %zu, \"remarks\": %zu, "
                    "\"waived\": %zu},\n",
                    p->errors, p->warnings, p->remarks, p->waived);
    zp_buffer_add_string(&out, "  \"files\": [");
    for (size_t i = 0; i < p->count; i++) {
        add_file(&p->files[i], i > 0, &out);
    }
    zp_buffer_add_string(&out, "\n  ],\n");
    p->sha256 = zp_sha256(arena, zp_buffer_text(&out));
    zp_buffer_print(&out, PACKAGE_MANIFEST_END, ZP_ARG(p->sha256));
    p->manifest = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
}
