// The files of a package.
#include "package/build.h"

#include "archive/archive.h"
#include "docx/docx.h"
#include "pdf/pdf.h"

zp_package_file *package_add_file(package_build *b, zp_text name, zp_part part, zp_text bytes) {
    zp_package *p = b->package;
    zp_package_file *file = ZP_PUSH(b->arena, p->files, p->count, b->capacity);
    *file = (zp_package_file){.name = name,
                              .part = part,
                              .size = bytes.size,
                              .sha256 = zp_sha256(b->arena, bytes),
                              .bytes = bytes};
    return file;
}

// The arena keeps the bytes, not the buffer.
static zp_package_file *add_buffer(package_build *b, zp_text base, const char *ending, zp_part part,
                                   zp_buffer *buffer) {
    zp_text name = zp_arena_print(b->arena, "%.*s.%s", ZP_ARG(base), ending);
    zp_text bytes = zp_arena_copy(b->arena, zp_buffer_text(buffer));
    zp_buffer_free(buffer);
    return package_add_file(b, name, part, bytes);
}

// ---------------------------------------------------------------- fonts

static void use_face(package_build *b, const zp_face *face) {
    zp_package *p = b->package;
    zp_text name = zp_text_of(face->name);
    for (size_t i = 0; i < p->font_count; i++) {
        if (zp_text_equal(p->fonts[i].name, name)) {
            return;
        }
    }
    zp_text fingerprint = zp_sha256(b->arena, zp_face_directory(face));
    *ZP_PUSH(b->arena, p->fonts, p->font_count, b->font_capacity) =
        (zp_package_font){zp_arena_copy(b->arena, name), fingerprint};
}

static void use_fonts(package_build *b, const zp_pages *pages) {
    const zp_face *last = NULL;
    for (size_t i = 0; i < pages->count; i++) {
        const zp_page *page = &pages->pages[i];
        for (size_t j = 0; j < page->item_count; j++) {
            const zp_item *item = &page->items[j];
            if (item->kind == ZP_ITEM_GLYPHS && item->run->face != last) {
                last = item->run->face;
                use_face(b, last);
            }
        }
    }
}

// ---------------------------------------------------------------- documents and papers

const zp_pdf_wish *package_document_wish(const package_build *b, const zp_record *record) {
    const zp_package *p = b->package;
    return zp_package_wish(b->arena, record, b->shop->tool, p->press, p->embeds);
}

zp_status package_add_pdf(package_build *b, const zp_pages *pages, zp_text base, zp_part part,
                          zp_package_file **file) {
    zp_buffer bytes = {0};
    const zp_pdf_wish *wish = part == ZP_PART_DOCUMENT ? b->wish : b->plain;
    zp_status status = b->only_laid ? ZP_OK : zp_pdf_write(pages, wish, b->messages, &bytes);
    if (status != ZP_OK) {
        zp_buffer_free(&bytes);
        return status;
    }
    use_fonts(b, pages);
    *file = add_buffer(b, base, "pdf", part, &bytes);
    (*file)->laid = pages;
    (*file)->pages = pages->count;
    (*file)->copies = 1;
    return ZP_OK;
}

zp_status package_add_docx(package_build *b, const zp_document *tree, zp_text base, zp_part part,
                           zp_package_file **file) {
    zp_buffer bytes = {0};
    zp_status status = b->only_laid ? ZP_OK : zp_docx_write(tree, b->messages, &bytes);
    if (status != ZP_OK) {
        zp_buffer_free(&bytes);
        return status;
    }
    *file = add_buffer(b, base, "docx", part, &bytes);
    return ZP_OK;
}

static void name_document(zp_package_file *file, const package_document *document) {
    file->document = document->id;
    file->title = document->title;
    file->mark = document->mark;
    file->revised = document->revised;
}

static zp_status add_document(package_build *b, const package_document *document) {
    zp_package_file *file;
    zp_status status = package_add_pdf(b, document->pages, document->base, ZP_PART_DOCUMENT, &file);
    if (status == ZP_OK) {
        name_document(file, document);
        file->copies = document->copies;
        status = package_add_docx(b, document->tree, document->base, ZP_PART_DOCUMENT, &file);
    }
    if (status == ZP_OK) {
        name_document(file, document);
        package_add_item(b, (package_item){.mark = document->mark,
                                           .title = document->title,
                                           .formats = ZP_TEXT("PDF、DOCX"),
                                           .pages = document->pages->count,
                                           .copies = document->copies,
                                           .signs = document->signs});
    }
    return status;
}

void package_add_item(package_build *b, package_item item) {
    *ZP_PUSH(b->arena, b->items, b->item_count, b->item_capacity) = item;
}

zp_status package_add_paper(package_build *b, zp_document *tree, zp_text base, zp_part part,
                            size_t *page_count) {
    zp_pages *pages;
    zp_package_file *file;
    zp_status status = zp_layout(b->arena, b->messages, b->shop->fonts, tree, &pages);
    if (status == ZP_OK) {
        status = package_add_pdf(b, pages, base, part, &file);
    }
    if (status == ZP_OK) {
        *page_count = pages->count;
        file->title = tree->title;
        status = package_add_docx(b, tree, base, part, &file);
    }
    if (status == ZP_OK) {
        file->title = tree->title;
    }
    return status;
}

zp_status package_add_documents(package_build *b, const package_edition *edition) {
    zp_status status = ZP_OK;
    for (size_t i = 0; i < edition->count && status == ZP_OK; i++) {
        status = add_document(b, &edition->documents[i]);
    }
    return status;
}

zp_status package_add_check(package_build *b, const zp_checked *checked) {
    zp_document *tree;
    size_t pages = 0;
    zp_status status = zp_check_report(checked, b->arena, b->messages, &tree);
    if (status == ZP_OK) {
        status = package_add_paper(b, tree, ZP_TEXT("核对报告"), ZP_PART_CHECK, &pages);
    }
    if (status == ZP_OK) {
        package_add_item(b, (package_item){.title = tree->title,
                                           .formats = ZP_TEXT("PDF、DOCX"),
                                           .pages = pages,
                                           .copies = 1,
                                           .signs = ZP_TEXT("填表人、复核人、单位负责人签字")});
    }
    return status;
}

void package_add_data(package_build *b, const zp_record *record, const char *folder, zp_part part) {
    for (size_t i = 0; i < record->source_count; i++) {
        zp_text name = zp_arena_print(b->arena, "%s/%.*s", folder, ZP_ARG(record->sources[i].name));
        package_add_file(b, name, part, record->sources[i].bytes);
    }
}

// ---------------------------------------------------------------- from beginning to end

// `{{unit.name}}{{year}}年度绩效自评材料`, unless the profile says otherwise.
static zp_status name_package(package_build *b) {
    static const zp_value usual = {.kind = ZP_VALUE_TEXT,
                                   .text = {"{{unit.name}}{{year}}年度绩效自评材料",
                                            sizeof "{{unit.name}}{{year}}年度绩效自评材料" - 1}};
    const zp_value *said = zp_value_get(zp_value_get(zp_form_profile(b->form), "package"), "name");
    zp_text name, more = {0};
    zp_status status = zp_form_print(b->form, b->arena, b->messages, b->record,
                                     said != NULL ? said : &usual, &name);
    if (status != ZP_OK) {
        return status;
    }
    if (b->package->version > 1) {
        more = zp_arena_print(b->arena, "（第%u版）", b->package->version);
    } else if (b->package->published) {
        more = ZP_TEXT("（公开）");
    }
    name = package_file_name(b->arena, name, more.size + sizeof ".zip");
    b->package->name = zp_arena_print(b->arena, "%.*s%.*s", ZP_ARG(name), ZP_ARG(more));
    return ZP_OK;
}

static zp_status describe(package_build *b) {
    zp_package *p = b->package;
    const zp_value *root = b->record->root;
    p->unit = zp_value_text(zp_value_get(zp_value_get(root, "unit"), "name"));
    p->folder = b->record->name;
    p->year = zp_value_text(zp_value_get(root, "year"));
    p->form = zp_value_text(zp_value_get(root, "form"));
    p->form_title = zp_form_title(b->form);
    p->data_format = zp_schema_version(b->shop->schema);
    p->tool = zp_text_of(b->shop->tool);
    return package_find_sources(b->shop, b->messages, b->form, p);
}

zp_package_kind package_kind(const zp_package *p) {
    return (zp_package_kind){p->published, p->press, p->embeds};
}

zp_status package_begin(package_build *b, unsigned version, zp_package_kind kind) {
    zp_status status = zp_forms_find(b->shop->forms, b->messages, b->record, &b->form);
    b->package = ZP_NEW(b->arena, zp_package);
    b->package->version = version;
    b->package->published = kind.published;
    b->package->press = kind.press;
    b->package->embeds = kind.embeds && !kind.published;
    b->wish = package_document_wish(b, b->record);
    b->plain = zp_package_wish(b->arena, b->record, b->shop->tool, kind.press, false);
    if (status == ZP_OK) {
        status = describe(b);
    }
    if (status == ZP_OK) {
        status = name_package(b);
    }
    return status;
}

// The list counts all other papers, and stands before them.
static zp_status add_list(package_build *b, const package_edition *edition) {
    zp_document *tree;
    size_t pages, before = b->package->count;
    zp_text base = b->package->published ? ZP_TEXT("公开材料清单") : ZP_TEXT("报送清单");
    zp_status status =
        package_list(edition, b->messages, b->package, b->items, b->item_count, &tree);
    if (status == ZP_OK) {
        status = package_add_paper(b, tree, base, ZP_PART_LIST, &pages);
    }
    if (status != ZP_OK) {
        return status;
    }
    zp_package_file *files = b->package->files, papers[2];
    size_t made = b->package->count - before;
    memcpy(papers, files + before, made * sizeof *papers);
    memmove(files + made, files, before * sizeof *files);
    memcpy(files, papers, made * sizeof *papers);
    return ZP_OK;
}

// Names that cannot be taken out of a zip on some system, or would be one; in a correction of this
// package, data of the name of its manifest would stand beside that.
static zp_status check_names(const package_build *b) {
    const zp_package *p = b->package;
    zp_status status = ZP_OK;
    for (size_t i = 0; i < p->count; i++) {
        zp_text name = p->files[i].name;
        bool fits = package_name_fits(name) && package_find_file(p, name) == &p->files[i] &&
                    !(p->files[i].part == ZP_PART_DATA && zp_text_ends(name, "/" PACKAGE_MANIFEST));
        if (!fits) {
            zp_report(b->messages, ZP_ERROR, zp_whole_file(b->record->file), "package-name",
                      "“%.*s” cannot be the name of a file in a package, which is read on other "
                      "systems too; give the file another name",
                      ZP_ARG(name));
            status = ZP_BAD_INPUT;
        }
    }
    return status;
}

zp_status package_finish(package_build *b, const package_edition *edition) {
    zp_status status = add_list(b, edition);
    if (status == ZP_OK) {
        status = check_names(b);
    }
    if (status == ZP_OK) {
        package_manifest_write(b->package, b->arena);
    }
    return status;
}
