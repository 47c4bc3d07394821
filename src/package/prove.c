// Making a package again, to prove that it is what its data give.
#include "package/build.h"

// ---------------------------------------------------------------- what differs

static bool files_same(zp_arena *arena, zp_messages *messages, const zp_package *was,
                       const zp_package *is) {
    bool same = true;
    for (size_t i = 0; i < was->count; i++) {
        const zp_package_file *old = &was->files[i], *new = package_find_file(is, old->name);
        zp_place place = package_place(arena, was, old->name);
        if (new == NULL) {
            zp_report(messages, ZP_ERROR, place, "verify-other",
                      "is not made from this data any more");
        } else if (!zp_text_equal(old->sha256, new->sha256)) {
            zp_report(messages, ZP_ERROR, place, "verify-different",
                      "is not what the data inside give: made again, its SHA-256 is %.*s",
                      ZP_ARG(new->sha256));
        }
        same = same && new != NULL &&zp_text_equal(old->sha256, new->sha256);
    }
    for (size_t i = 0; i < is->count; i++) {
        if (package_find_file(was, is->files[i].name) == NULL) {
            zp_report(messages, ZP_ERROR, package_place(arena, was, is->files[i].name),
                      "verify-lacks", "is made from this data, and the package does not have it");
            same = false;
        }
    }
    return same;
}

// ---------------------------------------------------------------- why

static zp_text hash_of(const zp_package_source *list, size_t count, zp_text name) {
    for (size_t i = 0; i < count; i++) {
        if (zp_text_equal(list[i].name, name)) {
            return list[i].sha256;
        }
    }
    return (zp_text){0};
}

// False when nothing it was made with differs.
static bool explain(zp_messages *messages, zp_severity severity, const zp_package *was,
                    const zp_package *is) {
    zp_place place = {was->file, 0, 0};
    size_t before = zp_messages_count(messages, ZP_REMARK);
    if (!zp_text_equal(was->tool, is->tool)) {
        zp_report(messages, severity, place, "verify-tool",
                  "was made by ziping %.*s; this is ziping %.*s", ZP_ARG(was->tool),
                  ZP_ARG(is->tool));
    }
    if (!zp_text_equal(was->data_format, is->data_format)) {
        zp_report(messages, severity, place, "verify-format",
                  "was made from the data format %.*s; this is %.*s", ZP_ARG(was->data_format),
                  ZP_ARG(is->data_format));
    }
    for (size_t i = 0; i < was->source_count; i++) {
        zp_text now = hash_of(is->sources, is->source_count, was->sources[i].name);
        if (!zp_text_equal(now, was->sources[i].sha256)) {
            zp_report(messages, severity, place, "verify-form",
                      now.size > 0
                          ? ZP_MARKED("the form's file %.*s was changed since")
                          : ZP_MARKED("the form's file %.*s is no longer one of the form's"),
                      ZP_ARG(was->sources[i].name));
        }
    }
    for (size_t i = 0; i < was->font_count; i++) {
        zp_text now = {0};
        for (size_t j = 0; j < is->font_count; j++) {
            bool it = zp_text_equal(is->fonts[j].name, was->fonts[i].name);
            now = it ? is->fonts[j].fingerprint : now;
        }
        if (!zp_text_equal(now, was->fonts[i].fingerprint)) {
            zp_report(messages, severity, place, "verify-font",
                      now.size > 0 ? ZP_MARKED("the font %.*s is another version now")
                                   : ZP_MARKED("the font %.*s is not used now"),
                      ZP_ARG(was->fonts[i].name));
        }
    }
    return zp_messages_count(messages, ZP_REMARK) > before;
}

// ---------------------------------------------------------------- again

// What was said when the package was made (findings, missing reasons) is not said again: only why
// it cannot be made now.
static zp_status make_silently(package_build *b, const zp_package *p) {
    zp_messages *messages = b->messages, *said = zp_messages_new();
    const zp_message *each;
    b->messages = said;
    zp_status status = package_make_again(b, p);
    for (size_t i = 0; status != ZP_OK && (each = zp_messages_at(said, i)) != NULL; i++) {
        if (each->severity == ZP_ERROR) {
            zp_report(messages, ZP_ERROR, each->place, each->id, "%.*s", ZP_ARG(each->text));
        }
    }
    zp_messages_free(said);
    return status;
}

// Whether what it was made with is all that the two manifests say otherwise.
static bool manifest_same(zp_arena *arena, const zp_package *p, const zp_package *again) {
    zp_package as = *again;
    as.tool = p->tool;
    as.data_format = p->data_format;
    as.inputs = p->inputs;
    as.sources = p->sources;
    as.source_count = p->source_count;
    as.fonts = p->fonts;
    as.font_count = p->font_count;
    package_manifest_write(&as, arena);
    return zp_text_equal(as.manifest, p->manifest);
}

zp_status zp_package_prove(const zp_workshop *shop, zp_arena *arena, zp_messages *messages,
                           const zp_package *p, zp_proof *proof) {
    package_build b = {.shop = shop, .arena = arena, .messages = messages};
    *proof = ZP_NOT_PROVABLE;
    if (p->published) {
        return ZP_OK;
    }
    zp_status status = make_silently(&b, p);
    const zp_package *again = b.package;
    if (status != ZP_OK) {
        return status;
    }
    if (!files_same(arena, messages, p, again)) {
        explain(messages, ZP_WARNING, p, again);
        *proof = ZP_DIFFERENT;
    } else if (zp_text_equal(p->manifest, again->manifest)) {
        *proof = ZP_PROVED;
    } else if (manifest_same(arena, p, again) && explain(messages, ZP_REMARK, p, again)) {
        *proof = ZP_PROVED_OTHERWISE;
    } else {
        zp_report(messages, ZP_ERROR, package_place(arena, p, ZP_TEXT(PACKAGE_MANIFEST)),
                  "verify-manifest", "says other things of the package than the data inside give");
        explain(messages, ZP_WARNING, p, again);
        *proof = ZP_DIFFERENT;
    }
    return ZP_OK;
}

bool zp_package_follows(const zp_package *newer, const zp_package *older, zp_messages *messages) {
    zp_place place = {newer->file, 0, 0};
    if (newer->supersedes == 0 || newer->supersedes != older->version) {
        zp_report(
            messages, ZP_ERROR, place, "chain-version",
            newer->supersedes > 0
                ? ZP_MARKED(
                      "is version %u and replaces another; it does not follow version %u of %s")
                : ZP_MARKED("is version %u and replaces none; it does not follow version %u of %s"),
            newer->version, older->version, older->file);
        return false;
    }
    if (!zp_text_equal(newer->supersedes_sha256, older->sha256)) {
        zp_report(messages, ZP_ERROR, place, "chain-hash",
                  "replaces a version %u with the hash %.*s; that of %s is %.*s", older->version,
                  ZP_ARG(newer->supersedes_sha256), older->file, ZP_ARG(older->sha256));
        return false;
    }
    return true;
}
