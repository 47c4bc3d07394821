// Names of files.
#include "package/private.h"

#include "archive/archive.h"

enum { NAME_BYTES_MAX = 255 }; // of Linux's file systems; Windows counts 255 UTF-16 units

// What Windows refuses in a name, as the full-width mark that looks the same.
static zp_text full_width(uint32_t c) {
    static const struct {
        char mark;
        const char *full;
    } marks[] = {{'/', "／"}, {'\\', "＼"}, {':', "："}, {'*', "＊"}, {'?', "？"},
                 {'"', "＂"}, {'<', "＜"},  {'>', "＞"}, {'|', "｜"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (c == (uint32_t)marks[i].mark) {
            return zp_text_of(marks[i].full);
        }
    }
    return (zp_text){0};
}

// Windows takes blanks and dots off a name's end; a dot at its beginning hides it.
static zp_text trim(zp_text name) {
    size_t from = 0, to = name.size;
    while (from < to && (name.data[from] == '.' || name.data[from] == ' ')) {
        from++;
    }
    while (to > from && (name.data[to - 1] == '.' || name.data[to - 1] == ' ')) {
        to--;
    }
    return zp_text_slice(name, from, to);
}

zp_text package_file_name(zp_arena *arena, zp_text title, size_t room) {
    zp_buffer out = {0};
    size_t limit = NAME_BYTES_MAX - room;
    title = zp_text_trim(title);
    for (size_t i = 0; i < title.size;) {
        size_t from = i;
        uint32_t c = zp_utf8_next(title, &i);
        zp_text full = full_width(c), as_is = zp_text_slice(title, from, i);
        zp_text each = full.size > 0 ? full : zp_name_character_fits(c) ? as_is : (zp_text){0};
        if (out.size + each.size > limit) {
            break;
        }
        zp_buffer_add_text(&out, each);
    }
    zp_text name = trim(zp_buffer_text(&out));
    bool device = zp_name_is_device(name); // or without a letter: an ending alone is hidden
    name = name.size == 0 || device ? zp_arena_print(arena, "_%.*s", ZP_ARG(name))
                                    : zp_arena_copy(arena, name);
    zp_buffer_free(&out);
    return name;
}

bool package_name_fits(zp_text name) {
    bool fits = zp_entry_name_fits(name);
    size_t start = 0;
    for (size_t i = 0; i <= name.size && fits; i++) {
        if (i == name.size || name.data[i] == '/') {
            fits = !zp_name_is_device(zp_text_slice(name, start, i));
            start = i + 1;
        } else {
            fits = full_width((unsigned char)name.data[i]).size == 0;
        }
    }
    return fits;
}
