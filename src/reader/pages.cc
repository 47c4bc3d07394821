// Two PDFs, page by page.
#include "reader/file.hh"

namespace reader {

namespace {

std::string contents(File &file, const Page &page) {
    Object contents = get(page.dictionary, "/Contents"), media = page.media;
    std::string all = media.unparseResolved();
    all += file.unpack(contents);
    for (Object &each : items(contents)) {
        all += file.unpack(each);
    }
    return all;
}

bool same_enclosed(zp_arena *arena, File &a, File &b) {
    zp_pdf_facts one = {}, two = {};
    read_enclosed(arena, a, &one);
    read_enclosed(arena, b, &two);
    bool equal = one.enclosed_count == two.enclosed_count;
    for (size_t i = 0; equal && i < one.enclosed_count; i++) {
        equal = zp_text_equal(one.enclosed[i].name, two.enclosed[i].name) &&
                zp_text_equal(one.enclosed[i].bytes, two.enclosed[i].bytes);
    }
    return equal;
}

void compare(zp_arena *arena, File &old, File &made, zp_pdf_differences *d) {
    size_t capacity = 0;
    d->old_pages = old.pages().size();
    d->new_pages = made.pages().size();
    for (size_t i = 0; i < d->old_pages && i < d->new_pages; i++) {
        if (contents(old, old.pages()[i]) != contents(made, made.pages()[i])) {
            push(arena, d->pages, d->count, capacity, i + 1);
        }
    }
    d->fonts = font_programs(old) != font_programs(made);
    d->enclosed = !same_enclosed(arena, old, made);
    d->claims = old.unpack(get(old.pdf.getRoot(), "/Metadata")) !=
                made.unpack(get(made.pdf.getRoot(), "/Metadata"));
}

} // namespace

} // namespace reader

zp_status zp_reader_compare(zp_arena *arena, zp_messages *messages, const char *name, zp_text old,
                            zp_text made, zp_pdf_differences *differences) {
    *differences = zp_pdf_differences{};
    return reader::guarded(messages, name, old, [=] {
        reader::File one(old, true), two(made, true);
        reader::compare(arena, one, two, differences);
    });
}
