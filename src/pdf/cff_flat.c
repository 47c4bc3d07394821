// A glyph's charstring made flat (Adobe Technical Note 5177): what its subroutines do is put where
// they are called, and hints are left out. Numbers and drawing operators stay the bytes they are.
//
// What is put together by `endchar` is not for here: no font for text in Chinese has it, and
// HarfBuzz's subsetter is asked then. What computes is taken for damaged, as HarfBuzz does.
#include "pdf/cff.h"

#include <string.h>

// STEPS: thrice the operands and operators that fit into a charstring.
enum { STACK = 48, DEPTH = 10, STEPS = 3 * CFF_CODE_LIMIT };

enum {
    HSTEM = 1,
    VSTEM = 3,
    VMOVETO = 4,
    RLINETO = 5,
    HLINETO = 6,
    VLINETO = 7,
    RRCURVETO = 8,
    CALLSUBR = 10,
    RETURN = 11,
    ESCAPE = 12,
    ENDCHAR = 14,
    HSTEMHM = 18,
    HINTMASK = 19,
    CNTRMASK = 20,
    RMOVETO = 21,
    HMOVETO = 22,
    VSTEMHM = 23,
    RCURVELINE = 24,
    RLINECURVE = 25,
    VVCURVETO = 26,
    HHCURVETO = 27,
    SHORT = 28,
    CALLGSUBR = 29,
    VHCURVETO = 30,
    HVCURVETO = 31,
    HFLEX = 34, // behind ESCAPE, as all to FLEX1
    FLEX = 35,
    HFLEX1 = 36,
    FLEX1 = 37,
    FIXED = 255,
};

typedef struct flattener {
    const cff_index *local, *global;
    unsigned char *out;
    size_t size;
    uint16_t starts[STACK]; // where the operands on the stack begin in `out`
    int count, stems, depth;
    size_t steps;     // operands and operators left, before it is taken for a trap
    bool width_known; // the first operator has been: it may have the width before its operands
    bool drawing;     // a path has been begun
    bool ended;
    bool odd; // put together by `endchar`
} flattener;

static bool run(flattener *f, zp_text code);

static bool begins_number(unsigned char byte) {
    return byte >= 32 || byte == SHORT;
}

// Its bytes. Sums, since which it is cannot be foreseen, and a wrong guess is dear.
static size_t number_size(unsigned char byte) {
    return 1u + (byte >= 247) + 3u * (byte == FIXED) + 2u * (byte == SHORT);
}

// The bytes of the numbers that stand from `at` on, as they are. Where they end; NULL: too many.
static const unsigned char *push_all(flattener *f, const unsigned char *at,
                                     const unsigned char *end) {
    unsigned char *out = f->out + f->size;
    int count = f->count;
    for (; at < end && begins_number(*at); count++) {
        size_t size = number_size(*at);
        if (count == STACK || out > f->out + CFF_CODE_LIMIT - 5 || size > (size_t)(end - at)) {
            return NULL;
        }
        f->starts[count] = (uint16_t)(out - f->out);
        if (end - at >= 8) { // of a size known to the compiler: one move
            memcpy(out, at, 8);
        } else {
            memcpy(out, at, size);
        }
        out += size;
        at += size;
    }
    size_t pushed = (size_t)(count - f->count);
    if (pushed >= f->steps) {
        return NULL;
    }
    f->steps -= pushed;
    f->size = (size_t)(out - f->out);
    f->count = count;
    return at;
}

// The number of a subroutine, which is the last operand and goes; false: it is none.
static bool pop_number(flattener *f, int32_t *number) {
    if (f->count == 0) {
        return false;
    }
    f->size = f->starts[--f->count];
    const unsigned char *at = f->out + f->size;
    *number = *at == SHORT  ? (int16_t)(at[1] << 8 | at[2])
              : *at < 247   ? *at - 139
              : *at < 251   ? (*at - 247) * 256 + at[1] + 108
              : *at < FIXED ? -(*at - 251) * 256 - at[1] - 108
                            : INT32_MIN;
    return *number != INT32_MIN;
}

// The operands behind the width, of which an operator has `wanted` (below 0: an even number).
static bool take_width(flattener *f, int wanted) {
    int extra = wanted < 0 ? f->count % 2 : f->count - wanted;
    bool first = !f->width_known;
    f->width_known = true;
    return extra == 0 || (extra == 1 && first);
}

// Hints: their operands go, and the width in front of them stays.
static bool drop_hints(flattener *f) {
    bool fine = take_width(f, -1);
    int kept = f->count % 2;
    if (f->count > kept) {
        f->size = f->starts[kept];
    }
    f->stems += f->count / 2;
    f->count = 0;
    return fine;
}

// Whether an operator has as many operands as it wants.
static bool has_operands(const flattener *f, unsigned char operation) {
    int n = f->count;
    switch (operation) {
    case RLINETO:
        return n >= 2 && n % 2 == 0;
    case HLINETO:
    case VLINETO:
        return n >= 1;
    case RRCURVETO:
        return n >= 6 && n % 6 == 0;
    case RCURVELINE:
        return n >= 8 && n % 6 == 2;
    case RLINECURVE:
        return n >= 8 && n % 2 == 0;
    case VVCURVETO:
    case HHCURVETO:
    case VHCURVETO:
    case HVCURVETO:
        return n >= 4 && n % 4 <= 1;
    case HFLEX:
        return n == 7;
    case FLEX:
        return n == 13;
    case HFLEX1:
        return n == 9;
    case FLEX1:
        return n == 11;
    default:
        return false;
    }
}

static bool draw(flattener *f, unsigned char operation) {
    if (f->size == CFF_CODE_LIMIT) {
        return false;
    }
    f->out[f->size++] = operation;
    f->count = 0;
    return true;
}

static bool call(flattener *f, const cff_index *subroutines) {
    int32_t bias = subroutines->count < 1240 ? 107 : subroutines->count < 33900 ? 1131 : 32768;
    int32_t number;
    zp_text code;
    if (f->depth == DEPTH || !pop_number(f, &number) || number + bias < 0 ||
        !cff_index_get(subroutines, (uint32_t)(number + bias), &code)) {
        return false;
    }
    f->depth++;
    bool fine = run(f, code);
    f->depth--;
    return fine;
}

static bool move_to(flattener *f, unsigned char operation) {
    f->drawing = true;
    return take_width(f, operation == RMOVETO ? 2 : 1) && draw(f, operation);
}

static bool end(flattener *f) {
    f->odd = f->count == 4 || f->count == 5; // from a letter and its accent
    f->ended = true;
    return take_width(f, 0) && draw(f, ENDCHAR);
}

// An operator; *at stands behind it.
static bool operate(flattener *f, unsigned char operation, zp_text code, size_t *at) {
    switch (operation) {
    case HSTEM:
    case VSTEM:
    case HSTEMHM:
    case VSTEMHM:
        return drop_hints(f);
    case HINTMASK:
    case CNTRMASK: { // numbers before it are vertical stems; the mask stands behind it
        bool fine = drop_hints(f);
        *at += ((size_t)f->stems + 7) / 8;
        return fine && *at <= code.size;
    }
    case VMOVETO:
    case HMOVETO:
    case RMOVETO:
        return move_to(f, operation);
    case RLINETO:
    case HLINETO:
    case VLINETO:
    case RRCURVETO:
    case RCURVELINE:
    case RLINECURVE:
    case VVCURVETO:
    case HHCURVETO:
    case VHCURVETO:
    case HVCURVETO:
        return f->drawing && has_operands(f, operation) && draw(f, operation);
    case ESCAPE: {
        unsigned char second = *at < code.size ? (unsigned char)code.data[(*at)++] : 0;
        bool flex = second >= HFLEX && second <= FLEX1;
        return flex && f->drawing && has_operands(f, second) && draw(f, ESCAPE) && draw(f, second);
    }
    case CALLSUBR:
        return call(f, f->local);
    case CALLGSUBR:
        return call(f, f->global);
    case ENDCHAR:
        return end(f);
    default:
        return false;
    }
}

static bool run(flattener *f, zp_text code) {
    const unsigned char *begin = (const unsigned char *)code.data;
    const unsigned char *end = begin + code.size;
    for (const unsigned char *next = begin; next < end && !f->ended;) {
        next = push_all(f, next, end);
        if (next == NULL || next == end || --f->steps == 0) {
            return next == end && f->depth > 0;
        }
        size_t at = (size_t)(next - begin) + 1;
        if (*next == RETURN) {
            return f->depth > 0;
        }
        if (!operate(f, *next, code, &at)) {
            return false;
        }
        next = begin + at;
    }
    return f->ended || f->depth > 0; // some fonts leave out the return
}

// *steps: left, and taken from.
static size_t flatten(const cff_font *font, uint32_t glyph, unsigned char *code, size_t *steps,
                      bool *odd) {
    zp_text from;
    *odd = false;
    if (glyph >= font->glyph_count || !cff_index_get(&font->glyphs, glyph, &from)) {
        return 0;
    }
    flattener f = {.local = &font->parts[cff_part_of(font, glyph)].subroutines,
                   .global = &font->subroutines,
                   .steps = *steps < STEPS ? *steps : STEPS};
    size_t before = f.steps;
    f.out = code;
    bool done = f.steps > 0 && run(&f, from);
    *steps -= before - f.steps;
    *odd = f.odd;
    return done ? f.size : 0;
}

size_t cff_flatten(const cff_font *font, uint32_t glyph, unsigned char *code) {
    size_t steps = STEPS;
    bool odd;
    return flatten(font, glyph, code, &steps, &odd);
}

bool cff_broken(const cff_font *font, uint32_t glyph, unsigned char *code, size_t *steps) {
    bool odd;
    return flatten(font, glyph, code, steps, &odd) == 0 && !odd;
}
