// ziping verify FILE.pdf: a PDF made again from the data in it.
#include "cli/cli.h"
#include "inspect/inspect.h"

#include <stdio.h>

bool is_pdf_name(const char *path) {
    zp_text text = zp_text_of(path);
    return (zp_text_ends(text, ".pdf") || zp_text_ends(text, ".PDF")) && zp_file_exists(path);
}

static void add_signers(zp_buffer *line, const zp_pdf_facts *facts) {
    bool more = false;
    for (size_t i = 0; i < facts->signature_count; i++) {
        const zp_pdf_signature *each = &facts->signatures[i];
        if (each->signing != ZP_SIGNING_NONE) {
            zp_buffer_add_string(line, zp_translated(more ? ZP_MARKED("; ") : ZP_MARKED(": ")));
            zp_inspect_show(line, each->field);
            zp_buffer_add_string(line, " ");
            zp_inspect_show(line, each->signer);
            more = true;
        }
    }
}

zp_status verify_pdf(cli_shop *shop, zp_arena *arena, const char *path) {
    static const char *const words[] = {
        [ZP_AGAIN_SAME] = ZP_MARKED("made again from the data inside, every byte is the same"),
        [ZP_AGAIN_SIGNED] = ZP_MARKED("signed, otherwise the same as made again"),
        [ZP_AGAIN_DIFFERENT] = ZP_MARKED("differs from what the data inside give"),
        [ZP_AGAIN_OTHER_TOOL] = ZP_MARKED("made by another ziping version"),
        [ZP_AGAIN_NO_DATA] = ZP_MARKED("no data inside"),
    };
    zp_again outcome;
    const zp_pdf_facts *facts;
    zp_status status =
        zp_inspect_again(&shop->tools, arena, shop->messages, path, &outcome, &facts);
    if (status != ZP_OK) {
        return status;
    }
    zp_buffer line = {0};
    zp_buffer_print(&line, zp_translated("%s: %s"), path, zp_translated(words[outcome]));
    if (outcome == ZP_AGAIN_SIGNED) {
        add_signers(&line, facts);
    }
    print_line(stdout, "%.*s\n", ZP_ARG(zp_buffer_text(&line)));
    zp_buffer_free(&line);
    return outcome == ZP_AGAIN_SAME || outcome == ZP_AGAIN_SIGNED ? ZP_OK : ZP_FINDINGS;
}
