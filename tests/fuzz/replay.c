// A main in libFuzzer's place, for the ordinary test suite, which is built without clang: runs the
// files in the folders that are its arguments, each once. A folder that is not there has none.
#include "fuzz/fuzz.h"

#include <stdio.h>

int main(int count, char **arguments) {
    size_t total = 0;
    if (LLVMFuzzerInitialize(&count, &arguments) != 0) {
        return 1;
    }
    for (int i = 1; i < count; i++) {
        zp_arena *arena = zp_arena_new();
        zp_messages *messages = zp_messages_new();
        zp_text *names = NULL, text;
        size_t files = 0;
        if (zp_folder_exists(arguments[i]) &&
            zp_folder_list(arena, messages, arguments[i], &names, &files) != ZP_OK) {
            return 1;
        }
        for (size_t j = 0; j < files; j++) {
            const char *path = zp_path_join(arena, arguments[i], zp_arena_string(arena, names[j]));
            printf("%s\n", path); // the last one, where a sanitizer ends this
            fflush(stdout);
            if (zp_file_read(arena, messages, path, SIZE_MAX / 2, &text) != ZP_OK) {
                return 1;
            }
            LLVMFuzzerTestOneInput((const uint8_t *)text.data, text.size);
        }
        total += files;
        zp_messages_free(messages);
        zp_arena_free(arena);
    }
    printf("%zu inputs\n", total);
    return total > 0 ? 0 : 1;
}
