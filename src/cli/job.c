// A job for the print shop: three files, all or none. For `print`, and for `batch`.
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

enum { PDF, TICKET, TABLE };
static const char *const endings[CLI_JOB_FILES] = {"pdf", "json", "csv"};

int read_job(const cli_options *options, const char *option, cli_job *job) {
    static const zp_imposition impositions[] = {ZP_IMPOSE_A3_BOOKLET, ZP_IMPOSE_2UP};
    job->output = option_value(options, option);
    job->options.slips = !option_given(options, "--no-slips");
    job->options.press = option_given(options, "--pdfx");
    if (option_given(options, "--impose")) {
        job->options.imposition = impositions[option_choice(options, "--impose")];
    }
    bool pdf = job->output == NULL || (zp_text_ends(zp_text_of(job->output), ".pdf") &&
                                       zp_path_last(job->output).size > strlen(".pdf"));
    return pdf ? -1
               : usage_error(options->manual->command, "%s wants a file that ends in .pdf, not %s",
                             option, job->output);
}

static zp_status check_free(cli_shop *shop, const cli_job *job) {
    bool over = job->over == CLI_JOB_FORCE ||
                (job->over == CLI_JOB_AGAIN && zp_print_is_ticket(shop->arena, job->paths[TICKET]));
    for (int i = 0; i < CLI_JOB_FILES; i++) {
        bool folder = zp_folder_exists(job->paths[i]);
        if (folder || (zp_file_exists(job->paths[i]) && !over)) {
            zp_report(shop->messages, ZP_ERROR, zp_whole_file(job->paths[i]), "output-exists",
                      folder                       ? ZP_MARKED("is a folder; name another file")
                      : job->over == CLI_JOB_AGAIN ? ZP_MARKED("is there already, and of no print "
                                                               "job; name another file")
                                                   : ZP_MARKED("is there already; --force writes "
                                                               "over it"));
            return ZP_CANNOT_WRITE;
        }
    }
    return ZP_OK;
}

zp_status name_job(cli_shop *shop, cli_job *job) {
    zp_text base = zp_text_of(job->output);
    base.size -= strlen(endings[0]);
    for (int i = 0; i < CLI_JOB_FILES; i++) {
        job->paths[i] = zp_arena_print(shop->arena, "%.*s%s", ZP_ARG(base), endings[i]).data;
    }
    return check_free(shop, job);
}

static zp_status write_files_of(cli_shop *shop, const cli_job *job, const zp_buffer *buffers) {
    // The ticket first: whenever the process is killed, the next one sees that they are a job's.
    static const int order[CLI_JOB_FILES] = {TICKET, PDF, TABLE};
    zp_new_file files[CLI_JOB_FILES];
    zp_messages *messages = shop->messages;
    zp_status status = ZP_OK;
    zp_text last = zp_path_last(job->output);
    size_t folder = (size_t)(last.data - job->output);
    const char *above = "."; // a name alone is in the folder where one is
    if (folder > 0) {
        above = zp_arena_string(shop->arena, (zp_text){job->output, folder > 1 ? folder - 1 : 1});
        status = zp_folder_make(messages, above);
    }
    for (int i = 0; i < CLI_JOB_FILES; i++) {
        int at = order[i];
        files[i] = (zp_new_file){.path = job->paths[at], .bytes = zp_buffer_text(&buffers[at])};
    }
    // Of two jobs of one name the second one is told, or comes whole behind the first.
    int lock = status == ZP_OK ? zp_folder_lock(above) : -1;
    status = status == ZP_OK ? check_free(shop, job) : status;
    hold_watch(true);
    status = status == ZP_OK ? zp_files_write(messages, files, CLI_JOB_FILES) : status;
    hold_watch(false);
    zp_folder_unlock(lock);
    return status;
}

zp_status write_job(cli_shop *shop, const cli_job *job, zp_print *print) {
    zp_buffer buffers[CLI_JOB_FILES] = {0};
    size_t units = zp_print_units(print);
    zp_status status = zp_print_finish(print, &buffers[PDF], &buffers[TICKET], &buffers[TABLE]);
    if (status == ZP_OK) {
        status = write_files_of(shop, job, buffers);
    }
    if (status == ZP_OK) {
        print_line(
            stdout,
            zp_translated(
                units == 1
                    ? ZP_MARKED("%s: %zu unit, %zu bytes; the job ticket is in %s and %s\n")
                    : ZP_MARKED("%s: %zu units, %zu bytes; the job ticket is in %s and %s\n")),
            job->output, units, buffers[PDF].size, job->paths[TICKET], job->paths[TABLE]);
    }
    for (int i = 0; i < CLI_JOB_FILES; i++) {
        zp_buffer_free(&buffers[i]);
    }
    return status;
}
