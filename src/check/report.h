// The report as it is printed, and what can be looked for in it.
#ifndef ZIPING_CHECK_REPORT_H
#define ZIPING_CHECK_REPORT_H

#include "check/figure.h"
#include "check/paragraphs.h"

// ---------------------------------------------------------------- report.c

// A heading, paragraph, list item or table cell of the report, as it is printed: holes filled,
// marks of Markdown gone.
typedef struct check_block {
    check_kind kind;
    int level;            // of a heading, from 1
    size_t section;       // index in the profile's [[report.section]]; SIZE_MAX before the first
                          // heading and under one that the form does not have
    zp_text text;         // one line
    const uint32_t *from; // of each byte: its offset in the source
    const bool *hole;     // of each byte: from a {{…}}
    size_t row, column;   // of a CELL, in its table, from 0; row 0 is the head
    bool ordered;         // an ITEM with a number
    check_paragraph paragraph; // as it stands in the source, for places
} check_block;

typedef struct check_report {
    check_block *blocks;
    size_t count, capacity;
    bool given; // there is a report
} check_report;

// The place of a byte of a block's text.
zp_place check_block_place(const check_block *block, size_t offset);
// `report.overview`, or `report` outside of the form's sections.
zp_text check_block_where(check *c, const check_block *block);
// Sentences end at 。！？； and at the block's end. False behind the last; *from and *to begin at
// 0.
bool check_sentence(const check_block *block, size_t *from, size_t *to);
// The form's list of sections ([[report.section]]), its titles printed. NULL: it has no report.
const zp_value *check_sections(const check *c);
zp_text check_section_title(check *c, size_t section);
// The section with this id, SIZE_MAX if the form has none.
size_t check_section_find(check *c, const char *id);

void check_report_read(check *c);

// ---------------------------------------------------------------- mention.c

// A figure in a text.
typedef struct check_mention {
    const check_block *block;
    size_t from, to; // its bytes in block->text, unit aside
    zp_decimal number;
    zp_text text; // `2490.44`
    zp_text unit; // `万元`, `%`, `人`, or empty: the letters, signs and Han right behind it
                  // that are a unit
    bool hole;    // printed from the data by {{…}}
    bool money;   // 元 or 万元 or 亿元
} check_mention;

// All of a block, in order, years (2023年) and numbers of headings and lists left out. Computed
// once.
const check_mention *check_mentions(check *c, const check_block *block, size_t *count);
// Behind its unit.
size_t check_mention_end(const check_mention *mention);
// The same number as a figure to show in a finding, with the name of what it is of.
check_figure check_mentioned(check *c, const check_mention *mention, const char *zh,
                             const char *en);

// ---------------------------------------------------------------- explained.c

static inline bool check_is_digit(char c) {
    return c >= '0' && c <= '9';
}
// True when one of the words stands in the text. NULL ends the list.
bool check_has(zp_text text, const char *const *words);
// The first mention at or behind an offset of its block; `count` when there is none.
size_t check_mention_at(const check_mention *mentions, size_t count, size_t from);
// What stands before a mention in its sentence (which begins at `from`), back to the mention
// before.
zp_text check_lead(const check_mention *mentions, size_t index, size_t from);

// What the report is to explain. NULL ends each list.
typedef struct check_matter {
    const char *const *names;    // the sentence names it by one of these,
    const char *const *changes;  // says one of these of it, or the next sentence does; NULL: no
                                 // matter; and a reason besides
    const char *const *sections; // ids of the sections to look in; NULL: in all
    // Or both have all these figures, which speak for themselves. NULL: none does.
    const check_figure *figures;
    size_t figure_count;
} check_matter;

// True when the report should explain the matter and does not. Else the rule has passed, or is
// deferred because there is no report, at `place`.
bool check_unexplained(check *c, const check_matter *matter, zp_place place);

// ---------------------------------------------------------------- said.c

// Lists of words are literals with | between them. The next one; false behind the last.
bool check_next_word(const char **words, zp_text *word);
// Where a word stands, from `from` on; SIZE_MAX if nowhere.
size_t check_find_text(zp_text text, zp_text word, size_t from);
// Of several words, the first that comes; it goes to *found (may be NULL).
size_t check_find_any(zp_text text, const char *words, size_t from, zp_text *found);

// A sentence of the report.
typedef struct check_said {
    const check_block *block;
    size_t from, to;
} check_said;

// A sentence in the sections with these ids (`general_budget|problems`; NULL: any) in which one of
// the names stands, and one of the words (NULL: any sentence). `said` may be NULL. Headings aside.
bool check_says(check *c, const char *sections, const char *names, const char *words,
                check_said *said);

#endif
