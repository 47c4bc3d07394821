// ziping verify PACKAGE… : that packages are what they say, and follow each other; and PDFs.
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

typedef struct verifying {
    cli_shop shop;
    bool hashes;
    const zp_package **seen; // without their files' bytes
    size_t count, capacity;
} verifying;

// What is needed of a package when its bytes are gone.
static const zp_package *remember(zp_arena *arena, const zp_package *package) {
    zp_package *kept = ZP_NEW(arena, zp_package);
    *kept = (zp_package){.version = package->version,
                         .supersedes = package->supersedes,
                         .published = package->published};
    kept->unit = zp_arena_copy(arena, package->unit);
    kept->file = zp_arena_string(arena, zp_text_of(package->file));
    kept->folder = zp_arena_copy(arena, package->folder);
    kept->year = zp_arena_copy(arena, package->year);
    kept->sha256 = zp_arena_copy(arena, package->sha256);
    kept->supersedes_sha256 = zp_arena_copy(arena, package->supersedes_sha256);
    return kept;
}

// The zip beside a folder is to be the same package.
static zp_status check_zip(verifying *k, zp_arena *arena, const zp_package *folder) {
    cli_shop *shop = &k->shop;
    const char *path = zp_arena_print(arena, "%s.zip", folder->file).data;
    zp_package *zip;
    if (zp_text_ends(zp_text_of(folder->file), ".zip") || !zp_file_exists(path)) {
        return ZP_OK;
    }
    zp_status status = zp_package_read(arena, shop->messages, shop->tools.templates, path, &zip);
    if (status == ZP_OK && !zp_text_equal(zip->sha256, folder->sha256)) {
        zp_report(shop->messages, ZP_ERROR, zp_whole_file(path), "verify-zip",
                  "is another package than the folder beside it: its hash is %.*s, the folder's "
                  "%.*s",
                  ZP_ARG(zip->sha256), ZP_ARG(folder->sha256));
        status = ZP_FINDINGS;
    }
    return status;
}

static void print_outcome(const zp_package *package, bool hashes, zp_proof proof, bool own_zip) {
    static const char *const words[] = {
        ZP_MARKED("made again, every byte is the same"), ZP_MARKED("differs"),
        ZP_MARKED("for publication: hashes are right"),
        ZP_MARKED("made again with another tool, form or font than its manifest names, every "
                  "other byte is the same")};
    print_line(stdout, zp_translated("%s: version %u, %zu files, sha256 %.*s: %s%s\n"),
               package->file, package->version, package->count + 1, ZP_ARG(package->sha256),
               zp_translated(hashes ? ZP_MARKED("hashes are right") : words[proof]),
               own_zip ? "" : zp_translated("; the zip was packed again by another program"));
    for (size_t i = 0; i < package->count; i++) {
        const zp_package_file *file = &package->files[i];
        if (file->whole.size > 0) {
            print_line(stdout, zp_translated("%s/%.*s: signed: %.*s\n"), package->file,
                       ZP_ARG(file->name), ZP_ARG(file->signers));
        }
    }
}

static zp_status verify_one(verifying *k, zp_arena *arena, const char *path) {
    cli_shop *shop = &k->shop;
    zp_package *package;
    zp_proof proof = ZP_NOT_PROVABLE;
    size_t said = zp_messages_count(shop->messages, ZP_WARNING);
    zp_status status = expect_package(shop, path);
    if (status == ZP_OK) {
        status = zp_package_read(arena, shop->messages, shop->tools.templates, path, &package);
    }
    if (status == ZP_OK) {
        status = check_zip(k, arena, package);
    }
    if (status == ZP_OK && !k->hashes) {
        status = zp_package_prove(&shop->tools, arena, shop->messages, package, &proof);
    }
    if (status != ZP_OK) {
        return status;
    }
    print_outcome(package, k->hashes, proof, zp_package_zip_is_own(package, arena));
    *ZP_PUSH(shop->arena, k->seen, k->count, k->capacity) = remember(shop->arena, package);
    bool told = zp_messages_count(shop->messages, ZP_WARNING) > said;
    return proof == ZP_DIFFERENT || told ? ZP_FINDINGS : ZP_OK;
}

// The data of a correction may lie in another folder, or the unit have another name.
static bool same_unit(const zp_package *a, const zp_package *b) {
    return zp_text_equal(a->year, b->year) &&
           (zp_text_equal(a->folder, b->folder) || zp_text_equal(a->unit, b->unit));
}

// Of those given, the version that this one says it replaces, else the nearest before it. Those for
// publication are replaced by none.
static const zp_package *find_older(const verifying *k, const zp_package *newer) {
    const zp_package *older = NULL;
    for (size_t i = 0; i < k->count; i++) {
        const zp_package *each = k->seen[i];
        if (zp_text_equal(each->sha256, newer->supersedes_sha256)) {
            return each;
        }
        bool before = same_unit(each, newer) && !each->published && each->version < newer->version;
        older = before && (older == NULL || each->version > older->version) ? each : older;
    }
    return older;
}

// Each with what it replaces.
static zp_status check_chain(verifying *k) {
    zp_status status = ZP_OK;
    for (size_t i = 0; i < k->count; i++) {
        const zp_package *newer = k->seen[i];
        const zp_package *older = newer->published ? NULL : find_older(k, newer);
        if (older == NULL) {
            continue;
        }
        if (zp_package_follows(newer, older, k->shop.messages)) {
            print_line(stdout, zp_translated("%s: replaces version %u, %s\n"), newer->file,
                       older->version, older->file);
        } else {
            status = ZP_FINDINGS;
        }
    }
    return status;
}

static int verify_all(verifying *k, int count, char **paths) {
    int code = ZP_OK;
    cli_shop *shop = &k->shop;
    for (int i = 0; i < count; i++) {
        const char **packages;
        size_t found = list_packages(shop->arena, shop->messages, paths[i], &packages);
        for (size_t j = 0; j < found; j++) {
            zp_arena *arena = zp_arena_new();
            watch_unit(packages[j]);
            zp_status status = is_pdf_name(packages[j]) ? verify_pdf(shop, arena, packages[j])
                                                        : verify_one(k, arena, packages[j]);
            code = (int)status > code ? (int)status : code;
            print_messages(shop->messages, &shop->shown, shop->verbose);
            zp_arena_free(arena);
        }
    }
    zp_status chain = check_chain(k);
    return (int)chain > code ? (int)chain : code;
}

int command_verify(int count, char **arguments, const cli_folders *folders) {
    cli_options options;
    int code = read_options(&manual_verify, count, arguments, &options);
    if (code >= 0) {
        return code;
    }
    bool hashes = option_given(&options, "--hashes");
    for (int i = 0; i < options.count && hashes; i++) {
        if (is_pdf_name(options.operands[i])) {
            return usage_error("verify", "--hashes is of packages; %s is a PDF, which has none",
                               options.operands[i]);
        }
    }
    verifying k = {.hashes = hashes, .shop = {.verbose = option_given(&options, "--verbose")}};
    code = (int)open_shop(&k.shop, folders);
    if (code == ZP_OK) {
        code = verify_all(&k, options.count, options.operands);
    }
    close_shop(&k.shop);
    return code;
}
