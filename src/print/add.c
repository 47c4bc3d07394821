// A unit's pages, put behind those of the units before: the slip, then set by set, so that a set of
// copies can be handed in as it comes.
#include "print/private.h"

size_t print_most_copies(const print_unit *unit) {
    size_t most = 0;
    for (size_t i = 0; i < unit->count; i++) {
        most = unit->documents[i].copies > most ? unit->documents[i].copies : most;
    }
    return most;
}

// ---------------------------------------------------------------- whether it can be printed

static zp_place place_of(const zp_package *package) {
    return zp_whole_file(package->file);
}

// By the name, as folders are called alike in one place and another; or by what it replaces, where
// the name was corrected.
static bool is_same(const print_unit *unit, const zp_package *package) {
    bool named =
        zp_text_equal(unit->name, package->unit) && zp_text_equal(unit->year, package->year);
    bool replaced = zp_text_equal(unit->sha256, package->supersedes_sha256) ||
                    zp_text_equal(unit->supersedes_sha256, package->sha256);
    return named || replaced;
}

static bool is_new(const zp_print *print, const zp_package *package) {
    for (size_t i = 0; i < print->count; i++) {
        const print_unit *each = &print->units[i];
        if (is_same(each, package)) {
            zp_report(
                print->messages, ZP_ERROR, place_of(package), "print-twice",
                "is of the unit %.*s and the year %.*s, of which another package (version %u, "
                "%.*s…) is in the job already; name one of the two",
                ZP_ARG(package->unit), ZP_ARG(package->year), each->version_number, 12,
                each->sha256.data);
            return false;
        }
    }
    return true;
}

// Whole sheets are made of pages of one size.
static bool fits(const zp_print *print, const zp_package *package, const print_part *part) {
    enum { NEAR = ZP_MM(500) };
    zp_length width = ZP_MM(210000), height = ZP_MM(297000);
    for (size_t i = 0; i < part->document.pages; i++) {
        const zp_page *page = &part->list[i];
        if (page->width < width - NEAR || page->width > width + NEAR ||
            page->height < height - NEAR || page->height > height + NEAR) {
            zp_report(print->messages, ZP_ERROR, place_of(package), "print-size",
                      "page %zu of %.*s is no A4 page, upright: it cannot be imposed; print it "
                      "without --impose",
                      i + 1, ZP_ARG(part->document.title));
            return false;
        }
    }
    return true;
}

static bool can_be_printed(const zp_print *print, const zp_package *package,
                           const print_parts *parts) {
    bool imposed = print->options.imposition != ZP_IMPOSE_NONE;
    for (size_t i = 0; i < parts->count; i++) {
        if (imposed && !fits(print, package, &parts->list[i])) {
            return false;
        }
    }
    return true;
}

// ---------------------------------------------------------------- the unit

static print_document copy_document(zp_arena *arena, print_document from) {
    from.id = zp_arena_copy(arena, from.id);
    from.mark = zp_arena_copy(arena, from.mark);
    from.title = zp_arena_copy(arena, from.title);
    from.firsts = ZP_ARRAY(arena, size_t, from.copies);
    from.places = ZP_ARRAY(arena, size_t, from.copies);
    return from;
}

static print_unit describe(zp_print *print, const zp_package *package, const print_parts *parts,
                           bool changes) {
    zp_arena *arena = print->arena;
    print_unit unit = {.number = print->count + 1,
                       .name = zp_arena_copy(arena, package->unit),
                       .folder = zp_arena_copy(arena, package->folder),
                       .year = zp_arena_copy(arena, package->year),
                       .form = zp_arena_copy(arena, package->form),
                       .form_title = zp_arena_copy(arena, package->form_title),
                       .sha256 = zp_arena_copy(arena, package->sha256),
                       .supersedes_sha256 = zp_arena_copy(arena, package->supersedes_sha256),
                       .version = zp_package_version_name(arena, package),
                       .version_number = package->version,
                       .changes = changes,
                       .documents = ZP_ARRAY(arena, print_document, parts->count),
                       .count = parts->count};
    for (size_t i = 0; i < parts->count; i++) {
        unit.documents[i] = copy_document(arena, parts->list[i].document);
    }
    return unit;
}

// ---------------------------------------------------------------- its pages

// 3.2-, so that a viewer's page numbers are 3.2-1, 3.2-2 …: unit, document and page.
static zp_text label_of(zp_arena *arena, const print_unit *unit, size_t document) {
    return zp_arena_print(arena, "%zu.%zu-", unit->number, document);
}

// Adds the pages of one copy, and where sheets have two pages, a blank one behind an odd number.
static void add_copy(zp_print *print, print_document *document, size_t copy, const zp_page *pages,
                     zp_text label) {
    zp_imposition imposition = print->options.imposition;
    document->places[copy] = zp_pdf_count(print->pdf);
    document->firsts[copy] = 2 * print->sheets + 1;
    print->sheets += print_sheets(imposition, document->pages);
    if (copy > 0) {
        zp_pdf_repeat(print->pdf, document->places[0], document->pages);
    } else {
        zp_pdf_add(print->pdf, pages, document->pages, label);
    }
    if (imposition == ZP_IMPOSE_NONE && document->pages % 2 == 1) {
        const zp_page *last = &pages[document->pages - 1];
        zp_arena *arena = print->arena;
        label = zp_arena_print(arena, "%.*s空白", ZP_ARG(label));
        zp_pdf_add_blank(print->pdf, last->width, last->height, label);
    }
}

static zp_text entry_title(zp_arena *arena, const print_document *document, size_t copy) {
    zp_text title = zp_package_titled(arena, document->mark, document->title);
    return document->copies == 1
               ? title
               : zp_arena_print(arena, "%.*s（第%zu份）", ZP_ARG(title), copy + 1);
}

static void add_unit(zp_print *print, zp_arena *arena, print_unit *unit, const print_parts *parts,
                     const zp_pages *slip) {
    unit->first = 2 * print->sheets + 1;
    unit->sheets = print->sheets;
    zp_pdf_mark(print->pdf, zp_arena_print(arena, "%zu %.*s", unit->number, ZP_ARG(unit->name)), 1);
    if (slip != NULL) {
        add_copy(print, &unit->slip, 0, slip->pages, label_of(arena, unit, 0));
    }
    for (size_t set = 0; set < print_most_copies(unit); set++) {
        for (size_t i = 0; i < unit->count; i++) {
            print_document *document = &unit->documents[i];
            if (set < document->copies) {
                zp_pdf_mark(print->pdf, entry_title(arena, document, set), 2);
                add_copy(print, document, set, parts->list[i].list, label_of(arena, unit, i + 1));
            }
        }
    }
    unit->sheets = print->sheets - unit->sheets;
}

zp_status print_add_parts(zp_print *print, zp_arena *arena, const zp_package *package,
                          const print_parts *parts, bool changes) {
    zp_pages *slip = NULL;
    if (!can_be_printed(print, package, parts)) {
        return ZP_BAD_INPUT;
    }
    if (print->width == 0 && parts->count > 0) {
        print->width = parts->list[0].list[0].width;
        print->height = parts->list[0].list[0].height;
    }
    print_unit unit = describe(print, package, parts, changes);
    if (print->options.slips) {
        zp_status status = print_slip(print, arena, package, &unit, &slip);
        if (status != ZP_OK) {
            return status;
        }
        print_document made = {.title = ZP_TEXT("分隔页"), .pages = slip->count, .copies = 1};
        unit.slip = copy_document(print->arena, made);
        unit.has_slip = true;
    }
    add_unit(print, arena, &unit, parts, slip);
    *ZP_PUSH(print->arena, print->units, print->count, print->capacity) = unit;
    return ZP_OK;
}

// ---------------------------------------------------------------- packages

static zp_status refuse(const zp_print *print, const zp_package *package) {
    if (package->published) {
        zp_report(print->messages, ZP_ERROR, place_of(package), "print-published",
                  "is for publication and holds no data that its pages could be made from; name "
                  "the package that is handed in");
        return ZP_BAD_INPUT;
    }
    return is_new(print, package) ? ZP_OK : ZP_BAD_INPUT;
}

static void note_date(zp_print *print, const zp_pages *pages) {
    zp_text date = pages->document->date;
    if (zp_text_compare(date, print->date) > 0) {
        print->date = zp_arena_copy(print->arena, date);
    }
}

// All that is printed of a package.
static void collect(zp_print *print, zp_arena *arena, const zp_package *made, print_parts *parts) {
    for (size_t i = 0; i < made->count; i++) {
        const zp_package_file *file = &made->files[i];
        if (file->laid == NULL || file->copies == 0) {
            continue;
        }
        note_date(print, file->laid);
        *ZP_PUSH(arena, parts->list, parts->count, parts->capacity) =
            (print_part){.document = {.id = file->document,
                                      .mark = file->mark,
                                      .title = file->title,
                                      .pages = file->laid->count,
                                      .copies = file->copies},
                         .list = file->laid->pages};
    }
}

zp_status zp_print_add(zp_print *print, const zp_package *package) {
    zp_arena *arena = zp_arena_new();
    zp_package *made;
    print_parts parts = {0};
    zp_status status = refuse(print, package);
    if (status == ZP_OK) {
        status = zp_package_lay_out(print->shop, arena, print->messages, package, &made);
    }
    if (status == ZP_OK) {
        collect(print, arena, made, &parts);
        status = print_add_parts(print, arena, package, &parts, false);
    }
    zp_arena_free(arena);
    return status;
}

// ---------------------------------------------------------------- changes

// The document that the changed sheets call so: they have no other name.
static const zp_package_file *find_document(zp_arena *arena, const zp_package *package,
                                            zp_text called) {
    for (size_t i = 0; i < package->count; i++) {
        const zp_package_file *file = &package->files[i];
        zp_text name = zp_package_titled(arena, file->mark, file->title);
        if (file->part == ZP_PART_DOCUMENT && file->pages > 0 && zp_text_equal(name, called)) {
            return file;
        }
    }
    return NULL;
}

// Their outline has the documents on its first level, each on an odd page.
static void collect_changes(zp_arena *arena, const zp_package *package, const zp_pages *sheets,
                            print_parts *parts) {
    print_part *last = NULL;
    for (size_t i = 0; i < sheets->outline_count; i++) {
        const zp_outline_entry *entry = &sheets->outline[i];
        if (entry->level > 1) {
            continue;
        }
        const zp_package_file *file = find_document(arena, package, entry->title);
        last = ZP_PUSH(arena, parts->list, parts->count, parts->capacity);
        *last = (print_part){.document = {.title = entry->title, .copies = 1},
                             .list = &sheets->pages[entry->page]};
        if (file != NULL) {
            last->document.id = file->document;
            last->document.mark = file->mark;
            last->document.title = file->title;
            last->document.copies = file->copies;
        }
        last->document.pages = sheets->count - entry->page;
        if (parts->count > 1) {
            print_part *before = last - 1;
            before->document.pages = (size_t)(last->list - before->list);
        }
    }
}

zp_status zp_print_add_changes(zp_print *print, const zp_package *old, const zp_package *package) {
    if (old == NULL) {
        return zp_print_add(print, package);
    }
    if (print->options.imposition != ZP_IMPOSE_NONE) {
        zp_report(print->messages, ZP_ERROR, place_of(package), "print-changes",
                  "only what changed is wanted, by sheets of two pages; those cannot be imposed: "
                  "print them without --impose, or all of the package");
        return ZP_BAD_INPUT;
    }
    zp_arena *arena = zp_arena_new();
    const zp_pages *sheets = NULL;
    print_parts parts = {0};
    zp_status status = refuse(print, package);
    if (status == ZP_OK) {
        status =
            zp_package_changed_sheets(print->shop, arena, print->messages, old, package, &sheets);
    }
    if (status == ZP_OK && sheets != NULL) {
        note_date(print, sheets);
        collect_changes(arena, package, sheets, &parts);
        status = print_add_parts(print, arena, package, &parts, true);
    }
    zp_arena_free(arena);
    return status;
}
