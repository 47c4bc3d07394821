// manifest.json, read: it comes from anywhere.
#include "package/private.h"

#include "archive/archive.h"

#include <stdlib.h>

static zp_text text_of(const zp_value *table, const char *key) {
    return zp_value_text(zp_value_get(table, key));
}

static bool is_true(const zp_value *table, const char *key) {
    const zp_value *value = zp_value_get(table, key);
    return value != NULL && zp_text_is(value->text, "true");
}

// A whole number that the schema has bounded.
static size_t count_of(const zp_value *table, const char *key) {
    zp_text text = text_of(table, key);
    return text.size > 0 ? strtoul(text.data, NULL, 10) : 0;
}

// A format that this program does not know is told before the schema finds fault with it.
static zp_status check_format(zp_messages *messages, const zp_value *root) {
    zp_decimal version;
    const zp_value *at = zp_value_get(root, "format_version");
    if (!zp_text_is(text_of(root, "format"), PACKAGE_FORMAT)) {
        zp_report(messages, ZP_ERROR, root->place, "manifest-format",
                  "this is no package's manifest: its `format` is not \"%s\"", PACKAGE_FORMAT);
        return ZP_BAD_INPUT;
    }
    if (at != NULL && zp_value_decimal(at, &version) &&
        zp_decimal_compare(version, zp_decimal_of(PACKAGE_FORMAT_VERSION)) > 0) {
        zp_report(messages, ZP_ERROR, at->place, "manifest-newer",
                  "the package's format is %.*s, and this ziping reads up to %d; use the version "
                  "that made it (%.*s) or a later one",
                  ZP_ARG(at->text), PACKAGE_FORMAT_VERSION,
                  ZP_ARG(text_of(zp_value_get(root, "made_with"), "ziping")));
        return ZP_BAD_INPUT;
    }
    return ZP_OK;
}

static zp_status check_hash(zp_messages *messages, zp_arena *arena, const zp_value *root,
                            zp_text text) {
    const zp_value *said = zp_value_get(root, "sha256");
    zp_text end = zp_arena_print(arena, PACKAGE_MANIFEST_END, ZP_ARG(said->text));
    bool ends = text.size > end.size && zp_text_ends(text, end.data);
    zp_text hash = zp_sha256(arena, zp_text_slice(text, 0, text.size - end.size));
    if (ends && zp_text_equal(hash, said->text)) {
        return ZP_OK;
    }
    zp_report(messages, ZP_ERROR, said->place, "manifest-hash",
              "the manifest was changed: it says the hash of the whole is %.*s, and it is %.*s",
              ZP_ARG(said->text), ZP_ARG(hash));
    return ZP_BAD_INPUT;
}

// ---------------------------------------------------------------- its members

static zp_status check_name(zp_messages *messages, const zp_package *p, const zp_value *name) {
    const char *wrong = NULL; // the format
    if (!zp_entry_name_fits(name->text) || zp_text_is(name->text, PACKAGE_MANIFEST)) {
        wrong = ZP_MARKED("“%.*s” is no name of a file in a package");
    }
    for (size_t i = 0; i < p->count && wrong == NULL; i++) {
        wrong = zp_text_equal(p->files[i].name, name->text) ? ZP_MARKED("“%.*s” stands there twice")
                                                            : NULL;
    }
    if (wrong != NULL) {
        zp_report(messages, ZP_ERROR, name->place, "manifest-name", wrong, ZP_ARG(name->text));
        return ZP_BAD_INPUT;
    }
    return ZP_OK;
}

static zp_status read_files(zp_package *p, zp_arena *arena, zp_messages *messages,
                            const zp_value *list) {
    p->files = ZP_ARRAY(arena, zp_package_file, list->count);
    for (const zp_value *each = list->first; each != NULL; each = each->next) {
        zp_status status = check_name(messages, p, zp_value_get(each, "name"));
        if (status != ZP_OK) {
            return status;
        }
        zp_package_file *file = &p->files[p->count++];
        *file = (zp_package_file){.name = text_of(each, "name"),
                                  .document = text_of(each, "document"),
                                  .mark = text_of(each, "mark"),
                                  .title = text_of(each, "title"),
                                  .pages = count_of(each, "pages"),
                                  .copies = count_of(each, "copies"),
                                  .revised = (unsigned)count_of(each, "revised"),
                                  .size = count_of(each, "size"),
                                  .sha256 = text_of(each, "sha256")};
        package_part_read(text_of(each, "part"), &file->part); // the schema knows them all
    }
    return ZP_OK;
}

// A version follows the one before it; one for publication follows none, and has no data that it
// could be proved from, so that nobody may call a package that because its data prove it false.
static zp_status check_version(zp_messages *messages, const zp_package *p, const zp_value *root) {
    const zp_value *version = zp_value_get(root, "version");
    unsigned before = p->published ? 0 : p->version - 1;
    if (p->supersedes != before || (p->published && p->version != 1)) {
        zp_report(messages, ZP_ERROR, version->place, "manifest-version",
                  p->published
                      ? ZP_MARKED("a version for publication corrects none and is the first; this "
                                  "is version %u, and replaces %u")
                      : ZP_MARKED("version %u replaces the one before it, and none where it is the "
                                  "first; this replaces %u"),
                  p->version, p->supersedes);
        return ZP_BAD_INPUT;
    }
    for (size_t i = 0; p->published && i < p->count; i++) {
        zp_part part = p->files[i].part;
        if (part != ZP_PART_LIST && part != ZP_PART_DOCUMENT) {
            zp_report(messages, ZP_ERROR, zp_value_get(root, "published")->place,
                      "manifest-published",
                      "a version for publication holds its documents and their list alone; this "
                      "has “%.*s”, %s",
                      ZP_ARG(p->files[i].name), package_part_name(part));
            return ZP_BAD_INPUT;
        }
    }
    return ZP_OK;
}

static void read_makers(zp_package *p, zp_arena *arena, const zp_value *made) {
    const zp_value *sources = zp_value_get(made, "sources"), *fonts = zp_value_get(made, "fonts");
    p->tool = text_of(made, "ziping");
    p->data_format = text_of(made, "data_format");
    p->inputs = text_of(made, "inputs");
    p->press = is_true(made, "pdfx");
    p->embeds = is_true(made, "embed_data");
    p->sources = ZP_ARRAY(arena, zp_package_source, sources->count);
    for (const zp_value *each = sources->first; each != NULL; each = each->next) {
        p->sources[p->source_count++] =
            (zp_package_source){text_of(each, "name"), text_of(each, "sha256")};
    }
    p->fonts = ZP_ARRAY(arena, zp_package_font, fonts->count);
    for (const zp_value *each = fonts->first; each != NULL; each = each->next) {
        p->fonts[p->font_count++] =
            (zp_package_font){text_of(each, "name"), text_of(each, "fingerprint")};
    }
}

static zp_status read_members(zp_package *p, zp_arena *arena, zp_messages *messages,
                              const zp_value *root) {
    const zp_value *unit = zp_value_get(root, "unit"), *form = zp_value_get(root, "form");
    const zp_value *old = zp_value_get(root, "supersedes");
    const zp_value *found = zp_value_get(root, "findings");
    p->name = text_of(root, "name");
    p->unit = text_of(unit, "name");
    p->folder = text_of(unit, "folder");
    p->year = text_of(root, "year");
    p->form = text_of(form, "id");
    p->form_title = text_of(form, "title");
    p->version = (unsigned)count_of(root, "version");
    p->published = is_true(root, "published");
    p->supersedes = (unsigned)count_of(old, "version");
    p->supersedes_sha256 = text_of(old, "sha256");
    p->reason = text_of(root, "reason");
    p->sha256 = text_of(root, "sha256");
    p->errors = count_of(found, "errors");
    p->warnings = count_of(found, "warnings");
    p->remarks = count_of(found, "remarks");
    p->waived = count_of(found, "waived");
    read_makers(p, arena, zp_value_get(root, "made_with"));
    zp_status status = read_files(p, arena, messages, zp_value_get(root, "files"));
    return status == ZP_OK ? check_version(messages, p, root) : status;
}

zp_status package_manifest_read(zp_arena *arena, zp_messages *messages, const char *templates,
                                const char *file, zp_text text, zp_package *p) {
    zp_value *root = NULL;
    zp_schema *schema = NULL;
    const char *path = zp_path_join(arena, templates, "manifest.schema.json");
    zp_status status = zp_schema_load(arena, messages, path, &schema);
    if (status == ZP_OK) {
        status = zp_read_json(arena, messages, file, text, &root);
    }
    if (status == ZP_OK) {
        status = check_format(messages, root);
    }
    if (status == ZP_OK) {
        status = zp_schema_check(schema, messages, root);
    }
    if (status == ZP_OK) {
        status = check_hash(messages, arena, root, text);
    }
    if (status == ZP_OK) {
        status = read_members(p, arena, messages, root);
        p->manifest = text;
    }
    return status;
}
