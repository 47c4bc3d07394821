// Differences as JSON, as templates/diff.schema.json has it.
#include "compare/private.h"

static void add_version(zp_buffer *out, const char *key, const zp_version *version) {
    const zp_value *root = version->record->root;
    zp_buffer_print(out, " \"%s\": {", key);
    zp_json_member(out, "file", zp_text_of(version->record->file));
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "unit", zp_value_text(zp_value_find(root, ZP_TEXT("unit.name"), NULL)));
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "year", zp_value_text(zp_value_get(root, "year")));
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "form", zp_value_text(zp_value_get(root, "form")));
    zp_buffer_add_string(out, "},\n");
}

static void add_side(zp_buffer *out, const char *key, zp_text text, bool given, zp_place place) {
    zp_buffer_print(out, ",\n   \"%s\": {", key);
    zp_json_member(out, "text", text);
    zp_buffer_print(out, ", \"given\": %s", given ? "true" : "false");
    if (place.file != NULL) {
        zp_buffer_add_string(out, ", ");
        zp_json_member(out, "file", zp_text_of(place.file));
        if (place.line > 0) {
            zp_buffer_print(out, ", \"line\": %u, \"column\": %u", place.line, place.column);
        }
    }
    zp_buffer_add_string(out, "}");
}

static void add_stretches(zp_buffer *out, const zp_difference *difference) {
    static const char *const changes[] = {
        [ZP_KEPT] = "kept", [ZP_INSERTED] = "inserted", [ZP_DELETED] = "deleted"};
    zp_buffer_add_string(out, ",\n   \"stretches\": [");
    for (size_t i = 0; i < difference->stretch_count; i++) {
        const zp_stretch *each = &difference->stretches[i];
        zp_buffer_print(out, "%s{\"change\": \"%s\", ", i > 0 ? ", " : "", changes[each->change]);
        zp_json_member(out, "text", each->text);
        zp_buffer_add_string(out, "}");
    }
    zp_buffer_add_string(out, "]");
}

static void add_difference(zp_buffer *out, const zp_difference *difference) {
    static const char *const kinds[ZP_DIFFERENCE_KINDS] = {
        "changed", "added", "removed", "moved", "report-changed", "report-added", "report-removed"};
    zp_buffer_print(out, "  {\"kind\": \"%s\", ", kinds[difference->kind]);
    zp_json_member(out, "path", difference->path);
    zp_buffer_add_string(out, ", ");
    zp_json_member(out, "where", difference->where);
    if (difference->kind == ZP_ELEMENT_MOVED) {
        zp_buffer_print(out, ", \"from\": %zu, \"to\": %zu", difference->from, difference->to);
    }
    add_side(out, "old", difference->old, difference->old_given, difference->old_place);
    add_side(out, "new", difference->new, difference->new_given, difference->new_place);
    if (difference->stretch_count > 0) {
        add_stretches(out, difference);
    }
    zp_buffer_add_string(out, "}");
}

void zp_compare_json(const zp_differences *differences, zp_buffer *out) {
    zp_buffer_add_string(out, "{\"format\": 1,\n");
    add_version(out, "old", &differences->old);
    add_version(out, "new", &differences->new);
    zp_buffer_add_string(out, " \"differences\": [");
    for (size_t i = 0; i < differences->count; i++) {
        zp_buffer_add_string(out, i > 0 ? ",\n" : "\n");
        add_difference(out, &differences->list[i]);
    }
    zp_buffer_add_string(out, "]}\n");
}
