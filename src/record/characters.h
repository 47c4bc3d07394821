// What each character of a text is, and what is done with it: rules B1.2, B1.3 and bad input.
// Inside src/record only.
#ifndef ZIPING_RECORD_CHARACTERS_H
#define ZIPING_RECORD_CHARACTERS_H

#include "record/literal.h"
#include "record/schema.h"

typedef enum character_kind {
    CHARACTER_PLAIN,
    CHARACTER_MIXING,        // normalising may change it, or it joins what stands before it
    CHARACTER_CONTROL,       // C0, C1, U+2028, U+2029
    CHARACTER_NOT,           // a noncharacter, U+FFFE and such
    CHARACTER_PRIVATE,       // of the private use area
    CHARACTER_UNASSIGNED,    // not in the Unicode of this ICU
    CHARACTER_REPLACEMENT,   // U+FFFD
    CHARACTER_INVISIBLE,     // zero width, direction marks, soft hyphens
    CHARACTER_SELECTOR,      // a variation selector
    CHARACTER_COMPATIBILITY, // a CJK compatibility ideograph
    CHARACTER_RADICAL,       // a CJK radical, which looks like a Han
    CHARACTER_MARKS,         // too many combining marks: found at one, not of one by itself
    CHARACTER_KINDS,
} character_kind;

enum { CHARACTER_MARKS_MAX = 30 }; // on one character, as in UAX #15's Stream-Safe text

character_kind record_character_kind(uint32_t code_point);
// The character to write instead: of a compatibility ideograph, a radical, or a code that
// GB 18030 had in the private use area. 0 if none is known.
uint32_t record_character_meant(uint32_t code_point);

// A finding, as characters.c has it and character_report.c tells it.
typedef struct character_finding {
    character_kind kind;
    uint32_t code_point;
    zp_text before, after; // MIXING: what it was, and its NFC
    bool name;
    zp_place place;
} character_finding;

void record_character_report(zp_arena *arena, zp_messages *messages,
                             const character_finding *finding);
// `count` more like it, this one the first of them, are not told one by one.
void record_character_more(zp_messages *messages, const character_finding *finding, size_t count);
// Those of one kind are too many different ones to tell of each.
void record_character_rest(zp_messages *messages, const character_finding *finding, size_t count);

// Behind a change that made a text shorter or longer.
typedef struct record_change {
    size_t at;       // in the text that is set
    int64_t columns; // that all changes up to here took away
} record_change;

typedef struct record_changes {
    record_change *items;
    size_t count, capacity;
} record_changes;

// A text and where it stands.
typedef struct record_text {
    zp_arena *arena;
    zp_messages *messages;
    const record_input *input; // of the file
    const zp_value *value;     // the text of this value; NULL: the whole file
    bool name;                 // x-name of the schema
    record_changes *changes;   // NULL: not wanted
} record_text;

// Reports what is wrong in a text and makes *text what is set: in NFC, but a name as written, and
// without what is invisible. False if it has what no text may have.
bool record_characters(const record_text *at, zp_text *text);
// The same for all texts of a tree.
bool record_characters_tree(const record_text *at, const zp_schema *schema, zp_value *root);

#endif
