// Rules B1.2 and B1.3: a text is set in NFC, never NFKC, and a name as it was written; what an
// input may not hold, or what is not the character it looks like, is told with its place.
//
// Nearly all texts are of plain characters and are looked at once, without a copy. In the others
// a segment runs from one character that joins nothing before it to the next; only segments are
// normalised, so that a message shows what was changed and where.
#include "record/characters.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum {
    SHOWN_MAX = 20,     // findings of one kind and character in one text
    SHOWN_OF_KIND = 100 // of one kind; and different characters counted
};

typedef struct tally {
    character_finding first; // of those that were not shown
    size_t shown, more;
} tally;

typedef struct tallies { // of one kind
    tally *items;
    size_t count, capacity, shown;
    tally rest; // of all other characters
} tallies;

typedef struct pass {
    const record_text *at;
    zp_text text;
    record_literal literal;
    bool failed;
    zp_buffer out;
    size_t segment;      // its beginning in `out`
    size_t segment_from; // and in the text
    bool mixing;         // the segment wants a look at its normal form
    int marks;           // combining marks in a row
    uint32_t before;     // the code point kept last
    tallies found[CHARACTER_KINDS];
} pass;

// ---------------------------------------------------------------- findings

static zp_place place_of(pass *p, size_t offset) {
    return p->at->value == NULL ? record_input_place(p->at->input, offset)
                                : record_literal_place(&p->literal, p->text, offset);
}

static tally *tally_of(pass *p, tallies *of, uint32_t code_point) {
    for (size_t i = 0; i < of->count; i++) {
        if (of->items[i].first.code_point == code_point) {
            return &of->items[i];
        }
    }
    if (of->count == SHOWN_OF_KIND) {
        return &of->rest;
    }
    tally *made = ZP_PUSH(p->at->arena, of->items, of->count, of->capacity);
    *made = (tally){.first = {.code_point = code_point}};
    return made;
}

static void find(pass *p, character_finding finding, size_t from) {
    tallies *of = &p->found[finding.kind];
    tally *counted = tally_of(p, of, finding.code_point);
    p->failed = p->failed || finding.kind == CHARACTER_CONTROL || finding.kind == CHARACTER_NOT ||
                finding.kind == CHARACTER_MARKS;
    bool shown = counted->shown < SHOWN_MAX && of->shown < SHOWN_OF_KIND;
    if (!shown && counted->more++ > 0) {
        return;
    }
    finding.name = p->at->name;
    finding.place = place_of(p, from);
    if (shown) {
        counted->shown++;
        of->shown++;
        record_character_report(p->at->arena, p->at->messages, &finding);
    } else {
        counted->first = finding;
    }
}

static void find_character(pass *p, character_kind kind, uint32_t code_point, size_t from) {
    find(p, (character_finding){.kind = kind, .code_point = code_point}, from);
}

static void tell_more(const pass *p) {
    for (int kind = 0; kind < CHARACTER_KINDS; kind++) {
        const tallies *of = &p->found[kind];
        for (size_t i = 0; i < of->count; i++) {
            if (of->items[i].more > 0) {
                record_character_more(p->at->messages, &of->items[i].first, of->items[i].more);
            }
        }
        if (of->rest.more > 0) {
            record_character_rest(p->at->messages, &of->rest.first, of->rest.more);
        }
    }
}

// ---------------------------------------------------------------- changes

// So many code points less stand before the end of `out`.
static void change(pass *p, int64_t columns) {
    record_changes *c = p->at->changes;
    if (c == NULL) {
        return;
    }
    for (size_t i = c->count; i > 0 && c->items[i - 1].at > p->out.size; i--) {
        c->items[i - 1].at = p->out.size; // in a segment that became shorter
    }
    int64_t before = c->count > 0 ? c->items[c->count - 1].columns : 0;
    *ZP_PUSH(p->at->arena, c->items, c->count, c->capacity) =
        (record_change){p->out.size, before + columns};
}

// ---------------------------------------------------------------- normal form

static const UNormalizer2 *nfc(void) {
    UErrorCode error = U_ZERO_ERROR;
    return unorm2_getNFCInstance(&error); // part of the library: it does not fail
}

// The NFC of a text as UTF-8; false only where ICU fails, which it does not on UTF-8 of a length
// that a file may have.
static bool normalise(zp_text text, zp_buffer *to) {
    UErrorCode error = U_ZERO_ERROR;
    int32_t size = 0, made, bytes = 0, room = (int32_t)text.size;
    // No code point has more UTF-16 units than bytes, and NFC at most triples a text (UAX #15).
    UChar *from = zp_allocate(((size_t)room + 1) * sizeof(UChar));
    UChar *into = zp_allocate(((size_t)room * 3 + 1) * sizeof(UChar));
    u_strFromUTF8(from, room, &size, text.data, room, &error);
    made = unorm2_normalize(nfc(), from, size, into, room * 3, &error);
    char *out = zp_allocate((size_t)made * 3 + 1);
    u_strToUTF8(out, made * 3 + 1, &bytes, into, made, &error);
    if (U_SUCCESS(error)) {
        zp_buffer_add(to, out, (size_t)bytes);
    }
    free(from);
    free(into);
    free(out);
    return U_SUCCESS(error);
}

static void close_segment(pass *p) {
    zp_buffer normal = {0};
    zp_text before = zp_text_slice(zp_buffer_text(&p->out), p->segment, p->out.size);
    if (p->mixing && normalise(before, &normal) &&
        !zp_text_equal(before, zp_buffer_text(&normal))) {
        size_t at = 0;
        find(p,
             (character_finding){.kind = CHARACTER_MIXING,
                                 .code_point = zp_utf8_next(before, &at),
                                 .before = before,
                                 .after = zp_buffer_text(&normal)},
             p->segment_from);
        if (!p->at->name) {
            int64_t columns = (int64_t)zp_utf8_count(before);
            p->out.size = p->segment;
            zp_buffer_add_text(&p->out, zp_buffer_text(&normal));
            change(p, columns - (int64_t)zp_utf8_count(zp_buffer_text(&normal)));
        }
    }
    zp_buffer_free(&normal);
    p->mixing = false;
    p->marks = 0;
}

// ---------------------------------------------------------------- characters

static void put(pass *p, uint32_t code_point) {
    char bytes[4];
    zp_buffer_add(&p->out, bytes, zp_utf8_put(code_point, bytes));
    p->before = code_point;
}

static void begin_segment(pass *p, size_t from) {
    close_segment(p);
    p->segment = p->out.size;
    p->segment_from = from;
}

static void put_mixing(pass *p, uint32_t code_point, size_t from) {
    bool mark = u_getCombiningClass((UChar32)code_point) != 0;
    if (mark && p->marks == CHARACTER_MARKS_MAX) {
        find_character(p, CHARACTER_MARKS, code_point, from);
        begin_segment(p, from); // sorting marks by their class is not linear
    } else if (unorm2_hasBoundaryBefore(nfc(), (UChar32)code_point)) {
        begin_segment(p, from);
    }
    p->mixing = true;
    p->marks = mark ? p->marks + 1 : 0;
    put(p, code_point);
}

// Joiners are what they are for between emoji, and in the scripts whose letters join.
static bool joins(const pass *p, uint32_t joiner, size_t behind) {
    UChar32 before = (UChar32)p->before;
    int type = u_getIntPropertyValue(before, UCHAR_JOINING_TYPE);
    bool letters = type == U_JT_DUAL_JOINING || type == U_JT_RIGHT_JOINING ||
                   type == U_JT_LEFT_JOINING || u_getCombiningClass(before) == 9;
    bool emoji = u_hasBinaryProperty(before, UCHAR_EXTENDED_PICTOGRAPHIC) ||
                 u_hasBinaryProperty(before, UCHAR_EMOJI_MODIFIER) || before == 0xFE0F;
    if (joiner != 0x200C && joiner != 0x200D) {
        return false;
    }
    return letters || (emoji && joiner == 0x200D && behind < p->text.size &&
                       u_hasBinaryProperty((UChar32)zp_utf8_next(p->text, &behind),
                                           UCHAR_EXTENDED_PICTOGRAPHIC));
}

static bool is_base(uint32_t before) {
    return before > ' ' && before != 0x3000 && record_character_kind(before) != CHARACTER_SELECTOR;
}

static void take(pass *p, uint32_t code_point, size_t from, size_t behind) {
    character_kind kind = record_character_kind(code_point);
    if (kind == CHARACTER_MIXING) {
        put_mixing(p, code_point, from);
        return;
    }
    if (kind == CHARACTER_INVISIBLE && !joins(p, code_point, behind)) {
        find_character(p, kind, code_point, from); // within a segment: e, ZWSP, U+0301
        change(p, 1);
        return;
    }
    if (kind == CHARACTER_SELECTOR && !is_base(p->before)) {
        find_character(p, kind, code_point, from);
        change(p, 1);
        return;
    }
    begin_segment(p, from);
    if (kind == CHARACTER_COMPATIBILITY && !p->at->name) {
        put(p, record_character_meant(code_point));
    } else {
        put(p, code_point);
    }
    if (kind != CHARACTER_PLAIN && kind != CHARACTER_INVISIBLE && kind != CHARACTER_SELECTOR) {
        find_character(p, kind, code_point, from);
    }
}

static bool all_plain(zp_text text) {
    for (size_t at = 0; at < text.size;) {
        unsigned char lead = (unsigned char)text.data[at];
        if (lead >= 0xE4 && lead <= 0xE9) { // U+4000 to U+9FFF: Han and nothing else but U+4DC0 ff.
            at += 3;
        } else if (record_character_kind(zp_utf8_next(text, &at)) != CHARACTER_PLAIN) {
            return false;
        }
    }
    return true;
}

bool record_characters(const record_text *at, zp_text *text) {
    if (all_plain(*text)) {
        return true;
    }
    pass p = {.at = at, .text = *text};
    if (at->value != NULL) {
        record_literal_open(&p.literal, at->input, at->value->place);
    }
    for (size_t offset = 0; offset < text->size;) {
        size_t from = offset;
        uint32_t code_point = zp_utf8_next(*text, &offset);
        take(&p, code_point, from, offset);
    }
    close_segment(&p);
    tell_more(&p);
    if (!zp_text_equal(*text, zp_buffer_text(&p.out))) {
        *text = zp_arena_copy(at->arena, zp_buffer_text(&p.out));
    }
    zp_buffer_free(&p.out);
    return !p.failed;
}

// As deep as the tree is nested, and the readers limit that.
static bool check_value(const record_text *at, const schema_node *node, zp_value *value) {
    bool fine = true;
    if (value->kind == ZP_VALUE_TEXT) {
        record_text here = *at;
        here.value = value;
        here.name = node != NULL && node->name;
        return record_characters(&here, &value->text);
    }
    for (zp_value *each = value->first; each != NULL; each = each->next) {
        fine = check_value(at, schema_below(node, value, each), each) && fine;
    }
    return fine;
}

bool record_characters_tree(const record_text *at, const zp_schema *schema, zp_value *root) {
    return check_value(at, schema->root, root);
}
