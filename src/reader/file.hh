// A PDF opened within limits: what the C++ files of reader/ share.
#ifndef ZIPING_READER_FILE_HH
#define ZIPING_READER_FILE_HH

#include "reader/private.h"

#include <map>
#include <new>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#define POINTERHOLDER_TRANSITION 4 // std::shared_ptr only
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>

namespace reader {

using Object = QPDFObjectHandle;

enum { DEPTH_MAX = 64 };
constexpr size_t UNPACKED_MAX = size_t{256} * 1024 * 1024; // of all streams that are looked into

// The file is read no further. `why` is told with the limit; what() is for the code alone.
struct Refused : std::runtime_error {
    Refused(const char *format, int limit) : std::runtime_error(format), why(format), most(limit) {
    }
    const char *why;
    int most;
};

// The member of a dictionary or of a stream's; null of anything else.
Object get(Object from, const char *key);
// An array's elements; none of anything else.
std::vector<Object> items(Object array);
bool is_name(const Object &object, const char *name);
std::string name_of(Object object); // without its slash; empty
zp_text copy(zp_arena *arena, const std::string &text);
zp_text text_of(zp_arena *arena, Object string); // as UTF-8
// Thousandths of a number; 0 of anything else.
int64_t thousandths(Object number);

// ZP_PUSH for C++.
template <typename Item>
void push(zp_arena *arena, Item *&items, size_t &count, size_t &capacity, const Item &item) {
    items = static_cast<Item *>(zp_arena_grow(arena, items, count, &capacity, sizeof *items));
    items[count++] = item;
}

struct Page {
    Object dictionary, media, resources;
    int rotation; // 0..3 quarters
};

class File {
  public:
    // `mend`: what is damaged is made out as well as can be. The bytes are borrowed.
    File(zp_text bytes, bool mend);
    QPDF pdf;
    const std::vector<Page> &pages();
    size_t page_of(Object dictionary);        // from 1; 0: none
    std::string unpack(Object stream);        // empty where it cannot be
    const std::vector<std::string> &damage(); // what was mended until now, in English
  private:
    void weigh_object_streams();
    void walk(Object node, Page inherited, int depth);
    std::vector<Page> pages_;
    std::map<QPDFObjGen, size_t> numbers_;
    std::set<QPDFObjGen> walked_;
    std::vector<std::string> damage_;
    bool listed_ = false;
    size_t unpacked_ = 0;
};

// Nothing that C++ throws comes out of `work`.
zp_status guard(zp_messages *messages, const char *file, zp_text bytes, void (*work)(void *data),
                void *data);
template <typename Work>
zp_status guarded(zp_messages *messages, const char *file, zp_text bytes, Work work) {
    return guard(
        messages, file, bytes, [](void *data) { (*static_cast<Work *>(data))(); }, &work);
}

void read_papers(zp_arena *arena, File &file, zp_pdf_facts *facts);
void read_fonts(zp_arena *arena, File &file, zp_pdf_facts *facts);
// The programs of all fonts, in the order of their names: to compare.
std::string font_programs(File &file);
void read_enclosed(zp_arena *arena, File &file, zp_pdf_facts *facts);
void read_signatures(zp_arena *arena, File &file, zp_text bytes, zp_pdf_facts *facts);
void read_notes(zp_arena *arena, File &file, zp_pdf_facts *facts);
zp_pdf_claims read_claims(zp_arena *arena, File &file);
// The type of the field of a widget: Sig, Tx, Btn, Ch.
std::string field_type(Object widget);
// In both languages; both empty: none.
struct Change {
    std::string chinese, english;
    bool any() const {
        return !english.empty();
    }
};
zp_words copy(zp_arena *arena, const Change &change);
// What was added behind the first `before` bytes, signatures aside.
Change find_change(zp_arena *arena, zp_text bytes, size_t before);

} // namespace reader

#endif
