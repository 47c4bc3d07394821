// make_sample FANDOL OUT.pdf OUT.places: writes the sample pages, and where each glyph must stand.
// make_sample FANDOL --time PAGES KINDS [OUT.pdf]: measures.
#include "sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int measure(sample *s, zp_messages *messages, int count, char **arguments) {
    zp_buffer out = {0};
    sample_fill_long(s, (unsigned)atoi(arguments[3]), (unsigned)atoi(arguments[4]));
    for (int i = 0; i < 6; i++) {
        double start = now();
        out.size = 0;
        zp_status status = zp_pdf_write(&s->pages, NULL, messages, &out);
        printf("%s%.2f ms, %zu bytes\n", status ? "FAILED " : "", now() - start, out.size);
    }
    if (count > 5) {
        zp_file_write(messages, arguments[5], out.data, out.size);
    }
    zp_buffer_free(&out);
    return 0;
}

int main(int count, char **arguments) {
    sample s;
    zp_messages *messages = zp_messages_new();
    zp_buffer out = {0}, places = {0};
    int result = 1;
    if (count < 4 || !sample_open(&s, arguments[1])) {
        fputs("make_sample: a font is missing\n", stderr);
        zp_messages_free(messages);
        return 2;
    }
    if (strcmp(arguments[2], "--time") == 0) {
        result = measure(&s, messages, count, arguments);
    } else {
        sample_fill(&s);
        sample_print_places(&s, &places);
        if (zp_pdf_write(&s.pages, NULL, messages, &out) == ZP_OK &&
            zp_file_write(messages, arguments[2], out.data, out.size) == ZP_OK &&
            zp_file_write(messages, arguments[3], places.data, places.size) == ZP_OK) {
            result = 0;
        }
    }
    zp_buffer_free(&out);
    zp_buffer_free(&places);
    zp_messages_free(messages);
    sample_close(&s);
    return result;
}
