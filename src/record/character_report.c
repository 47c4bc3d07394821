// The words for what characters.c finds.
#include "record/characters.h"

#include <unicode/uchar.h>

enum { SHOWN_MAX = 8 }; // code points of a sequence

// é (U+0065 U+0301)
static zp_text show_text(zp_arena *arena, zp_text text) {
    zp_buffer out = {0};
    size_t end = 0, count = 0;
    while (end < text.size && count++ < SHOWN_MAX) {
        zp_utf8_next(text, &end);
    }
    const char *more = end < text.size ? "…" : "";
    zp_buffer_print(&out, "%.*s%s (", ZP_ARG(zp_text_slice(text, 0, end)), more);
    for (size_t at = 0; at < end;) {
        const char *gap = at > 0 ? " " : "";
        zp_buffer_print(&out, "%sU+%04X", gap, (unsigned)zp_utf8_next(text, &at));
    }
    zp_buffer_print(&out, "%s)", more);
    zp_text shown = zp_arena_copy(arena, zp_buffer_text(&out));
    zp_buffer_free(&out);
    return shown;
}

static zp_text show(zp_arena *arena, uint32_t code_point) {
    char bytes[4];
    return show_text(arena, (zp_text){bytes, zp_utf8_put(code_point, bytes)});
}

static const char *id_of(character_kind kind) {
    static const char *const ids[CHARACTER_KINDS] = {
        [CHARACTER_PLAIN] = "",
        [CHARACTER_MIXING] = "not-nfc",
        [CHARACTER_CONTROL] = "control-character",
        [CHARACTER_NOT] = "noncharacter",
        [CHARACTER_PRIVATE] = "private-use",
        [CHARACTER_UNASSIGNED] = "unassigned",
        [CHARACTER_REPLACEMENT] = "replacement-character",
        [CHARACTER_INVISIBLE] = "invisible-character",
        [CHARACTER_SELECTOR] = "selector-without-base",
        [CHARACTER_COMPATIBILITY] = "compatibility-ideograph",
        [CHARACTER_RADICAL] = "radical",
        [CHARACTER_MARKS] = "combining-marks",
    };
    return ids[kind];
}

static zp_severity severity_of(character_kind kind) {
    bool error = kind == CHARACTER_CONTROL || kind == CHARACTER_NOT || kind == CHARACTER_MARKS;
    return error ? ZP_ERROR : ZP_WARNING;
}

typedef struct told {
    zp_arena *arena;
    zp_messages *messages;
    const character_finding *f;
    const char *id;
    unsigned point, meant;
} told;

static void tell_changed(const told *t) {
    zp_text after = t->meant != 0 ? show(t->arena, t->meant) : show_text(t->arena, t->f->after);
    zp_text before = t->meant != 0 ? show(t->arena, t->point) : show_text(t->arena, t->f->before);
    const char *what = t->meant != 0 ? zp_translated("the compatibility ideograph ") : "";
    if (t->f->name) {
        zp_report(t->messages, ZP_WARNING, t->f->place, t->id,
                  "%s%.*s is set as it is written, as this is a name; any other text has %.*s "
                  "for it",
                  what, ZP_ARG(before), ZP_ARG(after));
    } else {
        zp_report(t->messages, ZP_WARNING, t->f->place, t->id, "%s%.*s is set as %.*s", what,
                  ZP_ARG(before), ZP_ARG(after));
    }
}

static void tell_radical(const told *t) {
    zp_text write = t->meant != 0 ? show(t->arena, t->meant)
                                  : zp_text_of(zp_translated("the character that is meant"));
    zp_report(t->messages, ZP_WARNING, t->f->place, t->id,
              "%.*s is a radical and not the Han character it looks like, as text copied from a "
              "PDF has it; it is set as it stands: write %.*s",
              ZP_ARG(show(t->arena, t->point)), ZP_ARG(write));
}

static void tell_private(const told *t) {
    if (t->meant != 0) {
        zp_report(t->messages, ZP_WARNING, t->f->place, t->id,
                  "U+%04X is for private use and means something else on every machine; since "
                  "GB 18030-2022 the character it was in GB 18030-2005 is %.*s: write that",
                  t->point, ZP_ARG(show(t->arena, t->meant)));
    } else {
        zp_report(t->messages, ZP_WARNING, t->f->place, t->id,
                  "U+%04X is for private use and means something else on every machine; write "
                  "the character that is meant",
                  t->point);
    }
}

static void tell_hidden(const told *t) {
    char name[128];
    UErrorCode error = U_ZERO_ERROR;
    u_charName((UChar32)t->point, U_EXTENDED_CHAR_NAME, name, sizeof name, &error);
    const char *called = U_SUCCESS(error) ? name : zp_translated("without a name");
    if (t->f->kind == CHARACTER_SELECTOR) {
        zp_report(t->messages, ZP_WARNING, t->f->place, t->id,
                  "the variation selector U+%04X (%s) has no character before it; it is left out",
                  t->point, called);
    } else {
        zp_report(t->messages, ZP_WARNING, t->f->place, t->id,
                  "the character U+%04X (%s) cannot be seen; it is left out", t->point, called);
    }
}

static void tell_wrong(const told *t) {
    zp_place place = t->f->place;
    switch (t->f->kind) {
    case CHARACTER_CONTROL:
        zp_report(t->messages, ZP_ERROR, place, t->id,
                  "the control character U+%04X cannot stand here; take it out", t->point);
        break;
    case CHARACTER_NOT:
        zp_report(t->messages, ZP_ERROR, place, t->id,
                  "U+%04X is a code that never is a character; take it out", t->point);
        break;
    case CHARACTER_MARKS:
        zp_report(t->messages, ZP_ERROR, place, t->id,
                  "more than %d combining marks stand on one character; take them out",
                  CHARACTER_MARKS_MAX);
        break;
    case CHARACTER_UNASSIGNED:
        zp_report(t->messages, ZP_WARNING, place, t->id,
                  "U+%04X is no character of Unicode %s, though a newer one may have it", t->point,
                  U_UNICODE_VERSION);
        break;
    default:
        zp_report(t->messages, ZP_WARNING, place, t->id,
                  "U+%04X stands for a character that was lost in a conversion; write the right "
                  "one",
                  t->point);
    }
}

void record_character_report(zp_arena *arena, zp_messages *messages,
                             const character_finding *finding) {
    told t = {arena,
              messages,
              finding,
              id_of(finding->kind),
              finding->code_point,
              record_character_meant(finding->code_point)};
    switch (finding->kind) {
    case CHARACTER_MIXING:
    case CHARACTER_COMPATIBILITY:
        tell_changed(&t);
        break;
    case CHARACTER_RADICAL:
        tell_radical(&t);
        break;
    case CHARACTER_PRIVATE:
        tell_private(&t);
        break;
    case CHARACTER_INVISIBLE:
    case CHARACTER_SELECTOR:
        tell_hidden(&t);
        break;
    default:
        tell_wrong(&t);
    }
}

void record_character_more(zp_messages *messages, const character_finding *finding, size_t count) {
    zp_report(messages, severity_of(finding->kind), finding->place, id_of(finding->kind),
              count == 1 ? ZP_MARKED("U+%04X stands in this text once more, here")
                         : ZP_MARKED("U+%04X stands in this text %zu times more, from here on"),
              (unsigned)finding->code_point, count);
}

void record_character_rest(zp_messages *messages, const character_finding *finding, size_t count) {
    zp_report(messages, severity_of(finding->kind), finding->place, id_of(finding->kind),
              "%zu more findings of this kind in this text, from here on, are not shown", count);
}
