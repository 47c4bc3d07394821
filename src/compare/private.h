// What the files of compare/ share. From the ground up:
//   words.c    two texts by words
//   likeness.c how much two values have in common
//   pairs.c    two lists: which element of the one is which of the other, and which was moved
//   holds.c    what an element holds, in one line
//   data.c     values, tables and lists of the data
//   report.c   the report, as it is printed; section.c: where in it something stands
//   compare.c  all of it
//   lines.c, json.c   differences, told; templates/diff.schema.json describes json.c's
// What counts as a change is in data.c and report.c, which element is which in pairs.c. What people
// call a place is form/name.c.
#ifndef ZIPING_COMPARE_PRIVATE_H
#define ZIPING_COMPARE_PRIVATE_H

#include "compare/compare.h"

typedef struct comparing {
    zp_arena *arena;
    zp_messages *messages;
    zp_version old, new;
    bool one_form; // both have it
    zp_differences *out;
    size_t capacity;
} comparing;

// A new difference at the end of the list.
zp_difference *compare_tell(comparing *c, zp_difference_kind kind);

// ---------------------------------------------------------------- words.c

// Fills old, new and stretches of a difference between two paragraphs of text.
void compare_words(zp_arena *arena, zp_text old, zp_text new, zp_difference *difference);
// The inlines of a paragraph of a tree of changes, behind what the list holds already.
typedef struct compare_stretches {
    zp_stretch *list;
    size_t count, capacity;
} compare_stretches;
void compare_add_stretch(zp_arena *arena, compare_stretches *to, zp_change change, zp_text text);
void compare_add_inlines(zp_arena *arena, compare_stretches *to, const zp_node *paragraph);
// The text of one of the two versions: what is not `without`.
zp_text compare_stretch_text(zp_arena *arena, const compare_stretches *from, zp_change without);

// ---------------------------------------------------------------- likeness.c

// The same to a reader: texts as typed, whatever their kind; what is blank as what is not there.
bool compare_is_blank(const zp_value *value);
bool compare_is_same(const zp_value *old, const zp_value *new);

typedef struct compare_likeness {
    uint32_t *pairs; // neighbouring characters two by two, sorted; of a long text the first
    size_t count;
} compare_likeness;
// Of the texts of a value, an element's name and what it is told by left out.
compare_likeness compare_likeness_of(zp_arena *arena, const zp_value *value);
compare_likeness compare_likeness_of_text(zp_arena *arena, zp_text text);
int compare_alike(const compare_likeness *a, const compare_likeness *b); // 0 to 1000: the same
uint64_t compare_hash(uint64_t hash, zp_text text);                      // 0 to begin with
uint64_t compare_hash_value(uint64_t hash, const zp_value *value);

// ---------------------------------------------------------------- pairs.c

typedef struct compare_element {
    const zp_value *value;
    zp_text name;     // its own; empty: it has none
    uint64_t key;     // of its name and the groups it is in; 0: it has no name, and no rule
    uint64_t names;   // of its name alone; 0: it has none
    uint64_t content; // of all of it
    size_t match;     // the index in the other list, or SIZE_MAX
    bool moved;       // of the new list
    bool first;       // of its name
} compare_element;

typedef struct compare_list {
    compare_element *items;
    size_t count;
} compare_list;

compare_list compare_list_of(zp_arena *arena, const zp_value *list);
void compare_pair(zp_arena *arena, compare_list *old, compare_list *new);
// Was it put into another group of indicators?
bool compare_regrouped(const zp_value *old, const zp_value *new);

// ---------------------------------------------------------------- holds.c

// A place in the data of one version.
typedef struct compare_face {
    const zp_value *value;
    zp_text path; // as findings name it
    zp_text at;   // by indexes alone
    zp_text name; // for people; empty: not asked for yet
} compare_face;

zp_text compare_holds(comparing *c, const zp_version *version, const compare_face *face);
// A list that always has as many: 上年决算数、本年预算数、本年决算数.
bool compare_is_fixed(const zp_version *version, zp_arena *arena, zp_text at);

// ---------------------------------------------------------------- data.c, report.c

void compare_data(comparing *c);
zp_status compare_report(comparing *c);

#endif
