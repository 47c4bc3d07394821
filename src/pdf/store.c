// libharu as object store and serialiser. Of the library only the cross-reference table, the
// dictionary and the writer are used: its fonts, encoders, graphics state and page boxes know
// neither glyph ids nor exact decimals. Dictionaries are written as bytes of ours (write_fn), and
// so are streams: libharu compresses with zlib at a fixed level while saving.
#include "pdf/private.h"

#include <hpdf.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

// Most font programs are outlines as numbers: level 1 makes them 2 % larger than level 6 in half
// the time.
enum { LEVEL_FAST = 1, LEVEL_SMALL = 6 };

struct pdf_store {
    zp_arena *arena;
    HPDF_Error_Rec error;
    HPDF_MMgr memory;
    HPDF_Xref xref;
    bool failed;
    struct libdeflate_compressor *compressors[2];
    // While writing:
    HPDF_Stream writer;
    zp_buffer *out;
    const pdf_object *catalog, *info;
};

static void *allocate(HPDF_UINT size) {
    return zp_allocate(size);
}
static void release(void *block) {
    free(block);
}

static void free_object(HPDF_Dict dict) {
    pdf_object *object = dict->attr;
    zp_buffer_free(&object->body);
    zp_buffer_free(&object->stream);
}

static HPDF_STATUS write_bytes(HPDF_Stream writer, const zp_buffer *bytes) {
    if (bytes->size == 0) {
        return HPDF_OK;
    }
    return HPDF_Stream_Write(writer, (const HPDF_BYTE *)bytes->data, (HPDF_UINT)bytes->size);
}

static HPDF_STATUS write_body(HPDF_Dict dict, HPDF_Stream writer) {
    const pdf_object *object = dict->attr;
    return write_bytes(writer, &object->body);
}

// Comes behind `>>`. A stream of libharu's own would copy the data twice and put its length into
// an object of its own.
static HPDF_STATUS write_stream(HPDF_Dict dict) {
    const pdf_object *object = dict->attr;
    HPDF_Stream writer = object->store->writer;
    HPDF_STATUS status;
    if (!object->has_stream) {
        return HPDF_OK;
    }
    status = HPDF_Stream_WriteStr(writer, "\nstream\n");
    if (status == HPDF_OK) {
        status = write_bytes(writer, &object->stream);
    }
    if (status == HPDF_OK) {
        status = HPDF_Stream_WriteStr(writer, "\nendstream");
    }
    return status;
}

// The document's ID comes from all that stands in front of the trailer.
static HPDF_STATUS write_trailer(HPDF_Dict dict, HPDF_Stream writer) {
    pdf_store *store = dict->attr;
    const zp_buffer *out = store->out;
    uint64_t high = pdf_hash(1, out->data, out->size);
    uint64_t low = pdf_hash(high, NULL, 0);
    zp_buffer text = {0};
    HPDF_STATUS status;
    zp_buffer_add_string(&text, "/Root");
    pdf_reference(&text, store->catalog);
    zp_buffer_add_string(&text, "/Info");
    pdf_reference(&text, store->info);
    zp_buffer_add_string(&text, "/ID[");
    for (int i = 0; i < 2; i++) { // the file's first and its present identifier
        zp_buffer_add_string(&text, "<");
        pdf_hex(&text, (uint32_t)(high >> 32), 8);
        pdf_hex(&text, (uint32_t)high, 8);
        pdf_hex(&text, (uint32_t)(low >> 32), 8);
        pdf_hex(&text, (uint32_t)low, 8);
        zp_buffer_add_string(&text, ">");
    }
    zp_buffer_add_string(&text, "]\n");
    status = write_bytes(writer, &text);
    zp_buffer_free(&text);
    return status;
}

static HPDF_STATUS append(HPDF_Stream writer, const HPDF_BYTE *data, HPDF_UINT size) {
    zp_buffer_add(writer->attr, data, size);
    return HPDF_OK;
}

pdf_store *pdf_store_new(zp_arena *arena) {
    pdf_store *store = ZP_NEW(arena, pdf_store);
    store->arena = arena;
    HPDF_Error_Init(&store->error, NULL);
    // No pool: libharu's does not align what it hands out.
    store->memory = HPDF_MMgr_New(&store->error, 0, allocate, release);
    store->xref = store->memory ? HPDF_Xref_New(store->memory, 0) : NULL;
    store->failed = !store->xref;
    return store;
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
    if (store->xref) {
        HPDF_Xref_Free(store->xref);
    }
    HPDF_MMgr_Free(store->memory);
}

pdf_object *pdf_object_new(pdf_store *store) {
    pdf_object *object = ZP_NEW(store->arena, pdf_object);
    HPDF_Dict dict = store->failed ? NULL : HPDF_Dict_New(store->memory);
    object->store = store;
    if (!dict) {
        store->failed = true;
        return object;
    }
    dict->attr = object;
    dict->write_fn = write_body;
    dict->after_write_fn = write_stream;
    dict->free_fn = free_object;
    if (HPDF_Xref_Add(store->xref, dict) != HPDF_OK) { // it has freed the dictionary
        store->failed = true;
        return object;
    }
    object->number = dict->header.obj_id & 0xFFFFFF;
    return object;
}

static void describe_stream(pdf_object *object) {
    object->has_stream = true;
    zp_buffer_add_string(&object->body, "/Length ");
    pdf_number(&object->body, (int64_t)object->stream.size, 0);
    zp_buffer_add_string(&object->body, "/Filter/FlateDecode\n");
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
    describe_stream(object);
}

void pdf_object_ready_stream(pdf_object *object, zp_buffer *stream) {
    object->stream = *stream;
    *stream = (zp_buffer){0};
    describe_stream(object);
}

void pdf_reference(zp_buffer *out, const pdf_object *object) {
    zp_buffer_add(out, " ", 1);
    pdf_number(out, object->number, 0);
    zp_buffer_add_string(out, " 0 R");
}

bool pdf_store_write(pdf_store *store, const pdf_object *catalog, const pdf_object *info,
                     zp_buffer *out) {
    HPDF_STATUS status;
    if (store->failed) {
        return false;
    }
    store->writer = HPDF_CallbackWriter_New(store->memory, append, out);
    if (!store->writer) {
        return false;
    }
    store->out = out;
    store->catalog = catalog;
    store->info = info;
    store->xref->trailer->attr = store;
    store->xref->trailer->write_fn = write_trailer;
    // The comment's bytes above 127 tell transfer programs that the file is not text.
    status = HPDF_Stream_WriteStr(store->writer, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    if (status == HPDF_OK) {
        status = HPDF_Xref_WriteToStream(store->xref, store->writer, NULL);
    }
    HPDF_Stream_Free(store->writer);
    store->writer = NULL;
    // A file past 4 GiB would need other cross-references than libharu writes.
    return status == HPDF_OK && store->error.error_no == HPDF_OK && out->size < UINT32_MAX;
}
