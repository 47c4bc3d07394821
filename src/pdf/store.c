// The file's objects and their serialiser, PDF 1.7 in the syntax that PDF/A-2 asks for (ISO
// 19005-2, 6.1). Objects without a stream are packed into object streams, and the
// cross-references are a stream too: the thousands of structure elements of a tagged document
// would otherwise make the file half as large again. libharu, which served here before, writes
// neither; its cross-reference table was the last thing used of it.
#include "pdf/private.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

// Most font programs are outlines as numbers: level 1 makes them 2 % larger than level 6 in half
// the time.
enum { LEVEL_FAST = 1, LEVEL_SMALL = 6 };

enum {
    PACK_SIZE = 128,        // a reader unpacks so many objects to get at one
    OBJECT_LIMIT = 8388607, // ISO 19005-2, 6.1.13
};

struct pdf_store {
    zp_arena *arena;
    bool failed;
    const char *version;
    struct libdeflate_compressor *compressors[2];
    pdf_object **objects; // in the order of their numbers, which count from 1
    size_t count, capacity;
};

pdf_store *pdf_store_new(zp_arena *arena) {
    pdf_store *store = ZP_NEW(arena, pdf_store);
    store->arena = arena;
    store->version = "1.7";
    return store;
}

void pdf_store_set_version(pdf_store *store, const char *version) {
    store->version = version;
}

static void free_object(pdf_object *object) {
    zp_buffer_free(&object->body);
    zp_buffer_free(&object->stream);
}

void pdf_store_free(pdf_store *store) {
    if (!store) {
        return;
    }
    for (int i = 0; i < 2; i++) {
        if (store->compressors[i]) {
            libdeflate_free_compressor(store->compressors[i]);
        }
    }
    for (size_t i = 0; i < store->count; i++) {
        free_object(store->objects[i]);
    }
}

pdf_object *pdf_object_new(pdf_store *store) {
    pdf_object *object = ZP_NEW(store->arena, pdf_object);
    *ZP_PUSH(store->arena, store->objects, store->count, store->capacity) = object;
    object->number = (unsigned)store->count;
    object->store = store;
    return object;
}

static void describe_stream(pdf_object *object, const char *filter) {
    object->has_stream = true;
    zp_buffer_add_string(&object->body, "/Length ");
    pdf_number(&object->body, (int64_t)object->stream.size, 0);
    zp_buffer_add_string(&object->body, filter);
}

void pdf_object_stream(pdf_object *object, const void *data, size_t size, pdf_effort effort) {
    struct libdeflate_compressor **compressor = &object->store->compressors[effort];
    zp_buffer *out = &object->stream;
    size_t bound;
    if (!*compressor) {
        *compressor = libdeflate_alloc_compressor(effort == PDF_FAST ? LEVEL_FAST : LEVEL_SMALL);
    }
    if (!*compressor) {
        zp_out_of_memory();
    }
    bound = libdeflate_zlib_compress_bound(*compressor, size);
    zp_buffer_free(out);
    *out = (zp_buffer){zp_allocate(bound), 0, bound};
    out->size = libdeflate_zlib_compress(*compressor, data, size, out->data, bound);
    if (out->size == 0) {
        object->store->failed = true; // cannot be: the bound is large enough
    }
    out->data = zp_reallocate(out->data, out->size + 1); // thousands of them are kept
    out->capacity = out->size + 1;
    describe_stream(object, "/Filter/FlateDecode\n");
}

void pdf_object_plain_stream(pdf_object *object, const void *data, size_t size) {
    zp_buffer_add(&object->stream, data, size);
    describe_stream(object, "\n");
}

void pdf_object_ready_stream(pdf_object *object, zp_buffer *stream) {
    object->stream = *stream;
    *stream = (zp_buffer){0};
    describe_stream(object, "/Filter/FlateDecode\n");
}

void pdf_reference(zp_buffer *out, const pdf_object *object) {
    zp_buffer_add(out, " ", 1);
    pdf_number(out, object->number, 0);
    zp_buffer_add_string(out, " 0 R");
}

// ---------------------------------------------------------------- writing

// Where an object is: at an offset in the file, or in an object stream.
typedef struct place {
    uint64_t at;    // the offset, or the object stream's number
    uint16_t index; // in the object stream
    bool packed;
} place;

// A group of objects that will share an object stream.
typedef struct pack {
    zp_buffer numbers; // and offsets behind the last number
    zp_buffer bodies;
    unsigned first;
    uint16_t count;
} pack;

// The number of the object stream is known before it is made: it is the store's next.
static void close_pack(pdf_store *store, pack *group) {
    if (group->count == 0) {
        return;
    }
    pdf_object *object = pdf_object_new(store);
    zp_buffer_add_string(&object->body, "/Type/ObjStm/N ");
    pdf_number(&object->body, group->count, 0);
    zp_buffer_add_string(&object->body, "/First ");
    pdf_number(&object->body, (int64_t)group->numbers.size, 0);
    zp_buffer_add_text(&group->numbers, zp_buffer_text(&group->bodies));
    pdf_object_stream(object, group->numbers.data, group->numbers.size, PDF_SMALL);
    group->numbers.size = group->bodies.size = 0;
    group->count = 0;
}

static void pack_object(pack *group, pdf_object *object) {
    pdf_number(&group->numbers, object->number, 0);
    zp_buffer_add(&group->numbers, " ", 1);
    pdf_number(&group->numbers, (int64_t)group->bodies.size, 0);
    zp_buffer_add(&group->numbers, "\n", 1);
    zp_buffer_add(&group->bodies, "<<", 2);
    zp_buffer_add_text(&group->bodies, zp_buffer_text(&object->body));
    zp_buffer_add(&group->bodies, ">>\n", 3);
    free_object(object); // a long document's are many
    group->count++;
}

static void pack_objects(pdf_store *store, place *places) {
    pack group = {0};
    size_t count = store->count; // it grows
    for (size_t i = 0; i < count; i++) {
        if (store->objects[i]->has_stream) {
            continue;
        }
        places[i] = (place){store->count + 1, group.count, true};
        pack_object(&group, store->objects[i]);
        if (group.count == PACK_SIZE) {
            close_pack(store, &group);
        }
    }
    close_pack(store, &group);
    zp_buffer_free(&group.numbers);
    zp_buffer_free(&group.bodies);
}

// Every line end here is one that 6.1 of PDF/A asks for.
static void write_object(pdf_object *object, zp_buffer *out) {
    pdf_number(out, object->number, 0);
    zp_buffer_add_string(out, " 0 obj\n<<");
    zp_buffer_add_text(out, zp_buffer_text(&object->body));
    zp_buffer_add_string(out, ">>\nstream\n");
    zp_buffer_add_text(out, zp_buffer_text(&object->stream));
    zp_buffer_add_string(out, "\nendstream\nendobj\n");
    free_object(object);
}

// ---------------------------------------------------------------- cross-references

// The document's ID comes from all that stands in front of the cross-references.
static void print_trailer(zp_buffer *out, const pdf_object *catalog, const pdf_object *info,
                          const char *file, size_t size) {
    uint64_t high = pdf_hash(1, file, size);
    uint64_t low = pdf_hash(high, NULL, 0);
    zp_buffer_add_string(out, "/Root");
    pdf_reference(out, catalog);
    zp_buffer_add_string(out, "/Info");
    pdf_reference(out, info);
    zp_buffer_add_string(out, "/ID[");
    for (int i = 0; i < 2; i++) { // the file's first and its present identifier
        zp_buffer_add_string(out, "<");
        pdf_hex(out, (uint32_t)(high >> 32), 8);
        pdf_hex(out, (uint32_t)high, 8);
        pdf_hex(out, (uint32_t)(low >> 32), 8);
        pdf_hex(out, (uint32_t)low, 8);
        zp_buffer_add_string(out, ">");
    }
    zp_buffer_add_string(out, "]");
}

enum { INDEX_BYTES = 2, ROW_MAX = 1 + 8 + INDEX_BYTES };

static void big_endian(unsigned char *out, uint64_t value, int bytes) {
    for (int i = bytes; i > 0; i--, value >>= 8) {
        out[i - 1] = (unsigned char)value;
    }
}

// The rows, each as its difference from the one above (PNG's predictor Up), which is all but
// constant within an object stream.
static void print_rows(zp_buffer *out, const place *places, size_t count, int width) {
    unsigned char above[ROW_MAX] = {0};
    int size = 1 + width + INDEX_BYTES;
    for (size_t i = 0; i <= count; i++) {
        unsigned char row[ROW_MAX] = {0};
        unsigned char line[1 + ROW_MAX] = {2};
        if (i == 0) { // object 0 is never used
            big_endian(row + 1 + width, 65535, INDEX_BYTES);
        } else {
            row[0] = places[i - 1].packed ? 2 : 1;
            big_endian(row + 1, places[i - 1].at, width);
            big_endian(row + 1 + width, places[i - 1].index, INDEX_BYTES);
        }
        for (int j = 0; j < size; j++) {
            line[1 + j] = (unsigned char)(row[j] - above[j]);
            above[j] = row[j];
        }
        zp_buffer_add(out, line, (size_t)size + 1);
    }
}

static void describe_rows(zp_buffer *out, size_t count, int width) {
    zp_buffer_add_string(out, "/Type/XRef/Size ");
    pdf_number(out, (int64_t)count + 1, 0);
    zp_buffer_add_string(out, "/W[1 ");
    pdf_number(out, width, 0);
    zp_buffer_add_string(out, " 2]/DecodeParms<</Predictor 12/Columns ");
    pdf_number(out, 1 + width + INDEX_BYTES, 0);
    zp_buffer_add_string(out, ">>");
}

// `object` is the last one, and begins at the last place.
static void write_references(pdf_object *object, const char *trailer, const place *places,
                             zp_buffer *out) {
    size_t count = object->number;
    uint64_t at = places[count - 1].at;
    uint64_t largest = at > count ? at : count;
    zp_buffer rows = {0};
    int width = 1;
    while (width < 8 && largest >> (8 * width) != 0) {
        width++;
    }
    print_rows(&rows, places, count, width);
    describe_rows(&object->body, count, width);
    zp_buffer_add_string(&object->body, trailer);
    pdf_object_stream(object, rows.data, rows.size, PDF_SMALL);
    write_object(object, out);
    zp_buffer_add_string(out, "startxref\n");
    pdf_number(out, (int64_t)at, 0);
    zp_buffer_add_string(out, "\n%%EOF\n");
    zp_buffer_free(&rows);
}

bool pdf_store_write(pdf_store *store, const pdf_object *catalog, const pdf_object *info,
                     zp_buffer *out) {
    size_t packs = store->count / PACK_SIZE + 1;
    place *places = ZP_ARRAY(store->arena, place, store->count + packs + 1);
    size_t start = out->size;
    zp_buffer trailer = {0};
    if (store->failed || store->count + packs + 1 > OBJECT_LIMIT) {
        return false;
    }
    // The comment's bytes above 127 tell transfer programs that the file is not text.
    zp_buffer_print(out, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n", store->version);
    pack_objects(store, places);
    for (size_t i = 0; i < store->count; i++) {
        if (store->objects[i]->has_stream) {
            places[i] = (place){.at = out->size - start};
            write_object(store->objects[i], out);
        }
    }
    print_trailer(&trailer, catalog, info, out->data + start, out->size - start);
    pdf_object *last = pdf_object_new(store);
    places[last->number - 1] = (place){.at = out->size - start};
    write_references(last, trailer.data, places, out);
    zp_buffer_free(&trailer);
    return !store->failed;
}
