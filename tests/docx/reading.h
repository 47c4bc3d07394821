// Looking into a package that was just written, for unit tests.
#ifndef ZIPING_TESTS_DOCX_READING_H
#define ZIPING_TESTS_DOCX_READING_H

#include "docx/docx.h"
#include "docx/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <zip.h>

extern zp_arena *arena; // of the test group

int open_arena(void **state);
int close_arena(void **state);

zp_buffer write_package(const zp_document *document);
zip_t *open_package(const zp_buffer *bytes);
// A part's text in the arena; NULL where the package has none of that name.
const char *part_of(const zp_document *document, const char *path);
const char *body_of(const zp_document *document);

void assert_holds(const char *text, const char *wanted);
void assert_lacks(const char *text, const char *unwanted);
int count_of(const char *text, const char *wanted);

// A document of one section and one paragraph.
zp_document *with_text(const char *style, const char *text);

#endif
