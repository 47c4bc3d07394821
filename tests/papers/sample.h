// Two versions of the example, and what a package of them would have, for the tests of 报送清单,
// 更正说明 and [[revision]].
#ifndef ZIPING_TESTS_PAPERS_SAMPLE_H
#define ZIPING_TESTS_PAPERS_SAMPLE_H

#include "package/private.h"

typedef struct sample {
    zp_arena *arena;
    zp_messages *messages;
    zp_schema *schema;
    zp_form *form;
    zp_fonts *fonts;
    char folder[64];
    zp_record old;
    package_edition edition; // of the new record
    zp_record new;
    zp_package package;
    zp_difference list[512];
    zp_differences differences;
} sample;

sample *sample_new(void);
void sample_free(sample *s);
// The new version: the example with `old` replaced by `new` in unit.toml, and `more` behind it.
void sample_new_version(sample *s, const char *old, const char *new, const char *more);
// The same of report.md; unit.toml is the example's.
void sample_new_report(sample *s, const char *old, const char *new);
// One more difference; the caller fills in what its kind has more.
zp_difference *sample_change(sample *s, zp_difference_kind kind, const char *path,
                             const char *where, const char *old, const char *new);
// Paragraphs and cells of a document, each ended by a line's end.
const char *sample_text(sample *s, const zp_document *document);
// Lays the document out and writes it as PDF and DOCX; into the folder that the environment names
// as PAPERS too, as NAME.pdf and NAME.docx with its text in NAME.txt. Returns the pages.
size_t sample_print(sample *s, zp_document *document, const char *name);
// The messages with this id.
size_t sample_told(const sample *s, const char *id);

#endif
