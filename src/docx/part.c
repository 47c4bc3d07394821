// One XML part, written by hand: a form's parts are thousands of short elements, and a library's
// writer, with a call, a copy and an allocation for each name and value, took twice the time of all
// else here. What it would see to, that the XML is well-formed, is seen to by the stack of open
// elements and, of every document of the tests, by parsers.
#include "docx/parts.h"

#include <assert.h>

// Room for `size` bytes more, to be written in order.
static char *room(part *part, size_t size) {
    return zp_buffer_room(&part->bytes, size);
}

static char *put(char *at, zp_text text) {
    memcpy(at, text.data, text.size);
    return at + text.size;
}

static void done(part *part, const char *end) {
    part->bytes.size = (size_t)(end - part->bytes.data);
}

void part_begin(part *part) {
    zp_buffer_add_string(&part->bytes,
                         "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
}

void part_finish(part *part) {
    assert(part->depth == 0);
    zp_buffer_add_string(&part->bytes, "\n");
}

void part_start_named(part *part, zp_text element) {
    assert(part->depth < PART_DEPTH);
    char *at = room(part, element.size + 2);
    if (part->in_tag) {
        *at++ = '>';
    }
    *at++ = '<';
    done(part, put(at, element));
    part->open[part->depth++] = element;
    part->in_tag = true;
}

void part_end(part *part) {
    assert(part->depth > 0);
    zp_text element = part->open[--part->depth];
    char *at = room(part, element.size + 3);
    if (part->in_tag) {
        *at++ = '/';
    } else {
        *at++ = '<';
        *at++ = '/';
        at = put(at, element);
    }
    *at++ = '>';
    done(part, at);
    part->in_tag = false;
}

static char *put_name(part *part, zp_text name, size_t value_size) {
    assert(part->in_tag);
    char *at = room(part, name.size + value_size + 4);
    *at++ = ' ';
    at = put(at, name);
    *at++ = '=';
    *at++ = '"';
    return at;
}

void part_attribute_named(part *part, zp_text name, zp_text value) {
    char *at = put(put_name(part, name, value.size), value);
    *at++ = '"';
    done(part, at);
}

void part_attribute_number_named(part *part, zp_text name, int64_t value) {
    enum { DIGITS_MAX = 20 };
    char digits[DIGITS_MAX], *first = digits + DIGITS_MAX;
    uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do { // tens of thousands of them in a document: printf takes longer than all else here
        *--first = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0) {
        *--first = '-';
    }
    part_attribute_named(part, name, (zp_text){first, (size_t)(digits + DIGITS_MAX - first)});
}

// ---------------------------------------------------------------- text

// What a byte at which a character begins is written as; NULL: as it stands. The characters XML
// forbids are nothing.
static const char *escape_of(zp_text text, size_t at) {
    unsigned char byte = (unsigned char)text.data[at];
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\r':
        return "&#13;";
    case '\t':
    case '\n':
        return NULL;
    case 0xEF: // U+FFFE and U+FFFF, of three bytes
        return at + 2 < text.size && (unsigned char)text.data[at + 1] == 0xBF &&
                       (unsigned char)text.data[at + 2] >= 0xBE
                   ? ""
                   : NULL;
    default:
        return byte < 0x20 ? "" : NULL;
    }
}

// One bit for each byte below 64 that escape_of has to be asked about.
#define ASK(byte) (UINT64_C(1) << (byte))
static const uint64_t asked = 0xFFFFFFFF | ASK('&') | ASK('<') | ASK('>') | ASK('"');

static bool may_be_escaped(unsigned char byte) {
    return byte < 64 ? (asked >> byte & 1) != 0 : byte == 0xEF;
}

static void write_escaped(part *part, zp_text text) {
    size_t from = 0;
    for (size_t at = 0; at < text.size; at++) {
        const char *escape =
            may_be_escaped((unsigned char)text.data[at]) ? escape_of(text, at) : NULL;
        if (escape != NULL) {
            zp_buffer_add(&part->bytes, text.data + from, at - from);
            zp_buffer_add_string(&part->bytes, escape);
            at += text.data[at] == (char)0xEF ? 2 : 0;
            from = at + 1;
        }
    }
    zp_buffer_add(&part->bytes, text.data + from, text.size - from);
}

void part_text(part *part, zp_text text) {
    if (part->in_tag) {
        *room(part, 1) = '>';
        part->bytes.size++;
        part->in_tag = false;
    }
    write_escaped(part, text);
}

void part_attribute_text(part *part, const char *name, zp_text value) {
    done(part, put_name(part, part_word(name), 0));
    write_escaped(part, value);
    *room(part, 1) = '"';
    part->bytes.size++;
}

// ---------------------------------------------------------------- what many parts have

void part_switch(part *part, const char *element, bool on) {
    if (on) {
        part_flag(part, element);
    } else {
        part_value(part, element, "0");
    }
}

void write_name_spaces(part *part) {
    part_attribute(part, "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
    part_attribute(part, "xmlns:r",
                   "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
}
