// ziping fonts: which files serve which role, what they cover, and whether they may be embedded.
#include "cli/cli.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>

enum { LIST_LIMIT = 1024 * 1024 };

static const char *embedding(const zp_face *face) {
    switch (face->embedding) {
    case ZP_EMBED_INSTALLABLE:
        return zp_translated("yes");
    case ZP_EMBED_EDITABLE:
        return zp_translated("yes (editable)");
    case ZP_EMBED_PREVIEW:
        return zp_translated("yes (preview and print)");
    default:
        return zp_translated("no");
    }
}

static void print_role(zp_fonts *fonts, zp_font_role role, zp_text list) {
    const zp_face *face;
    for (size_t i = 0; (face = zp_fonts_face(fonts, role, i)) != NULL; i++) {
        const char *name = i == 0 ? zp_font_role_name(role) : "";
        const char *kind = i < zp_fonts_own_count(fonts, role) ? "" : zp_translated("  (fallback)");
        // Each Han is two columns wide on a terminal, three bytes in printf's count.
        int pad = 8 - (int)(role == ZP_ROLE_DIGITS ? strlen(name) : strlen(name) / 3 * 2);
        size_t total, covered = zp_face_coverage(face, list, &total);
        printf(zp_translated("%s%*s%s  face %u  %zu of %zu  embed: %s%s%s\n"), name, pad, "",
               face->file, face->index, covered, total, embedding(face),
               face->no_subsetting ? zp_translated(", whole only") : "", kind);
    }
}

static int print_all(const cli_folders *folders) {
    zp_arena *arena = zp_arena_new();
    zp_messages *messages = zp_messages_new();
    zp_fonts *fonts = NULL;
    zp_text file;
    const char *path = zp_path_join(arena, folders->fonts, "general-use-characters.txt");
    zp_status status = zp_file_read(arena, messages, path, LIST_LIMIT, &file);
    if (status == ZP_OK) {
        status = zp_fonts_open(arena, messages, folders->fonts, &fonts);
    }
    for (int role = 0; status == ZP_OK && role < ZP_ROLE_COUNT; role++) {
        print_role(fonts, (zp_font_role)role, file);
    }
    size_t shown = 0;
    print_messages(messages, &shown, true);
    zp_fonts_close(fonts);
    zp_messages_free(messages);
    zp_arena_free(arena);
    return (int)status;
}

int command_fonts(int count, char **arguments, const cli_folders *folders) {
    cli_options options;
    int code = read_options(&manual_fonts, count, arguments, &options);
    if (code >= 0) {
        return code;
    }
    const char *unit = option_value(&options, "--used");
    const char *documents = option_value(&options, "--documents");
    if (unit == NULL && documents != NULL) {
        return usage_error("fonts", "-d is of use only with --used");
    }
    return unit != NULL ? (int)print_used_fonts(unit, documents, folders) : print_all(folders);
}
