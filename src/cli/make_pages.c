// Writes, when ziping is built, what is installed beside it and made from the tables of manual_*.c:
// the manual pages in English and Chinese, and the completions. A tool of its own, so that the
// program has no switch that nobody is to use.
//   make_pages OUT LOCALE COMPLETION VERSION DATE
#include "cli/cli.h"
#include "cli/pages.h"

#include <stdio.h>
#include <string.h>

typedef struct making {
    zp_arena *arena;
    zp_messages *messages;
    const char *out, *completion;
    cli_edition edition;
} making;

static zp_status write_page(making *m, const char *folder, const char *name, zp_buffer *page) {
    const char *path = zp_path_join(m->arena, m->out, folder);
    zp_status status = zp_folder_make(m->messages, path);
    if (status == ZP_OK) {
        const char *file = zp_path_join(m->arena, path, name);
        status = zp_file_write(m->messages, file, page->data, page->size);
    }
    zp_buffer_free(page);
    return status;
}

static zp_status write_man(making *m, const char *folder) {
    zp_status status = ZP_OK;
    for (int i = -1; i < CLI_COMMANDS && status == ZP_OK; i++) {
        const cli_manual *manual = i < 0 ? &manual_ziping : cli_manuals[i];
        zp_buffer page = {0};
        add_man_page(&page, manual, &m->edition);
        zp_text name = zp_arena_print(m->arena, "ziping%s%s.1", i < 0 ? "" : "-", manual->command);
        status = write_page(m, folder, name.data, &page);
    }
    return status;
}

static zp_status add_script(making *m, zp_buffer *page, const char *name) {
    zp_text script;
    const char *path = zp_path_join(m->arena, m->completion, name);
    zp_status status = zp_file_read(m->arena, m->messages, path, 1 << 20, &script);
    if (status == ZP_OK) {
        zp_buffer_add(page, script.data, script.size);
    }
    return status;
}

static zp_status write_bash(making *m) {
    zp_buffer page = {0};
    zp_status status = add_script(m, &page, "ziping.bash");
    add_bash_tables(&page);
    zp_status written = write_page(m, "completion", "ziping", &page);
    return status != ZP_OK ? status : written;
}

static zp_status make_pages(making *m, const char *locale) {
    zp_buffer zsh = {0};
    zp_buffer_add_string(&zsh, "#compdef ziping\n");
    add_zsh_function(&zsh, "_ziping_en");
    zp_status status = write_man(m, "man/man1");
    if (status == ZP_OK) {
        status = write_bash(m);
    }
    open_language(2, (char *[]){"", "--lang=zh"}, (const char *const[]){locale, NULL});
    m->edition.chinese = true;
    if (strcmp(zp_translated(HELP("done")), "done") == 0) {
        fprintf(stderr, "make_pages: %s has no Chinese catalogue that opens\n", locale);
        status = ZP_BAD_INPUT;
    }
    add_zsh_function(&zsh, "_ziping_zh");
    if (status == ZP_OK) {
        status = add_script(m, &zsh, "ziping.zsh");
    }
    zp_status written = write_page(m, "completion", "_ziping", &zsh);
    status = status != ZP_OK ? status : written;
    return status == ZP_OK ? write_man(m, "man/zh_CN/man1") : status;
}

int main(int count, char **arguments) {
    if (count != 6) {
        fputs("make_pages: OUT LOCALE COMPLETION VERSION DATE are wanted\n", stderr);
        return ZP_BAD_INPUT;
    }
    making m = {.arena = zp_arena_new(),
                .messages = zp_messages_new(),
                .out = arguments[1],
                .completion = arguments[3],
                .edition = {.version = arguments[4], .date = arguments[5]}};
    zp_status status = make_pages(&m, arguments[2]);
    zp_buffer line = {0};
    const zp_message *each;
    for (size_t i = 0; (each = zp_messages_at(m.messages, i)) != NULL; i++) {
        zp_message_format(each, &line);
    }
    if (line.size > 0) {
        fwrite(line.data, 1, line.size, stderr);
    }
    zp_buffer_free(&line);
    zp_messages_free(m.messages);
    zp_arena_free(m.arena);
    return (int)status;
}
