// Signature fields, signed or not, and what was put on pages with a reader's tools.
#include "reader/file.hh"

namespace reader {

namespace {

struct Field {
    std::string name;
    Object node, value;
    Object title;
};

class Fields {
  public:
    std::vector<Field> found;

    void take(Object node, std::string name, std::string type, Object value, int depth) {
        if (!node.isDictionary() || depth > 32 || found.size() >= ZP_READER_LIST_MAX ||
            (node.isIndirect() && !seen_.insert(node.getObjGen()).second)) {
            return;
        }
        Object own = get(node, "/T"), kind = get(node, "/FT"), given = get(node, "/V");
        if (own.isString()) {
            name += (name.empty() ? "" : ".") + own.getUTF8Value();
        }
        type = kind.isName() ? name_of(kind) : type;
        value = given.isNull() ? value : given;
        bool inner = false;
        for (Object &each : items(get(node, "/Kids"))) {
            if (get(each, "/T").isString()) {
                take(each, name, type, value, depth + 1);
                inner = true;
            }
        }
        if (!inner && type == "Sig") {
            found.push_back({name, node, value, get(node, "/TU")});
        }
    }

  private:
    std::set<QPDFObjGen> seen_;
};

// Widgets name their page, or only the page them.
size_t find_page(File &file, const std::map<QPDFObjGen, size_t> &pages, Object node) {
    std::vector<Object> widgets = items(get(node, "/Kids"));
    widgets.insert(widgets.begin(), node);
    for (Object &each : widgets) {
        auto listed = each.isIndirect() ? pages.find(each.getObjGen()) : pages.end();
        if (listed != pages.end()) {
            return listed->second;
        }
        if (size_t page = file.page_of(get(each, "/P"))) {
            return page;
        }
    }
    return 0;
}

std::map<QPDFObjGen, size_t> list_annotations(File &file) {
    std::map<QPDFObjGen, size_t> pages;
    size_t number = 0;
    for (const Page &page : file.pages()) {
        number++;
        for (Object &each : items(get(page.dictionary, "/Annots"))) {
            if (each.isIndirect()) {
                pages.emplace(each.getObjGen(), number);
            }
        }
    }
    return pages;
}

// D:20261121093000+08'00' as 2026-11-21T09:30:00+08:00; what is no such date stays as it is.
std::string iso_time(const std::string &date) {
    static const char shape[] = "####-##-##T##:##:##";
    size_t at = date.rfind("D:", 0) == 0 ? 2 : 0;
    std::string out;
    for (const char *c = shape; *c != '\0'; c++) {
        if (*c != '#') {
            out += *c;
        } else if (at < date.size() && date[at] >= '0' && date[at] <= '9') {
            out += date[at++];
        } else {
            return date;
        }
    }
    for (; at < date.size() && out.size() < 25; at++) {
        out += date[at] == '\'' ? ':' : date[at];
    }
    return !out.empty() && out.back() == ':' ? out.substr(0, out.size() - 1) : out;
}

int hex_digit(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

// What lies between the two ranges is to be the signature as a hexadecimal string, and no more.
bool read_gap(zp_text bytes, size_t from, size_t to, std::string &cms) {
    if (to - from < 4 || bytes.data[from] != '<' || bytes.data[to - 1] != '>') {
        return false;
    }
    int high = -1;
    for (size_t i = from + 1; i < to - 1; i++) {
        int digit = hex_digit(bytes.data[i]);
        if (digit < 0) {
            return false;
        }
        if (high >= 0) {
            cms += static_cast<char>(high << 4 | digit);
        }
        high = high >= 0 ? -1 : digit;
    }
    return high < 0;
}

// The ranges of a signature over all of the file until some byte. False: it has others.
bool read_ranges(Object value, size_t size, size_t *gap, size_t *behind, size_t *end) {
    std::vector<Object> range = items(get(value, "/ByteRange"));
    if (range.size() != 4) {
        return false;
    }
    long long numbers[4];
    for (size_t i = 0; i < 4; i++) {
        numbers[i] = range[i].isInteger() ? range[i].getIntValue() : -1;
        if (numbers[i] < 0 || numbers[i] > static_cast<long long>(size)) {
            return false;
        }
    }
    *gap = static_cast<size_t>(numbers[1]);
    *behind = static_cast<size_t>(numbers[2]);
    *end = static_cast<size_t>(numbers[2] + numbers[3]);
    return numbers[0] == 0 && *gap <= *behind && *end <= size;
}

void read_later(zp_arena *arena, zp_text bytes, zp_pdf_signature *s) {
    if (s->after == 0) {
        return;
    }
    Change change;
    try {
        change = find_change(arena, bytes, s->covered);
    } catch (const std::bad_alloc &) {
        throw;
    } catch (const Refused &) {
        change = {"内容过多，无法读取", "it is too large to be read"};
    } catch (const std::exception &exception) {
        change = {"无法读取", std::string("it cannot be read: ") + exception.what()};
    }
    s->later = change.any() ? ZP_LATER_CHANGES : ZP_LATER_SIGNATURES;
    s->change = copy(arena, change);
}

void read_signed(zp_arena *arena, Object value, zp_text bytes, bool look, zp_pdf_signature *s) {
    size_t gap = 0, behind = 0;
    std::string cms;
    zp_text claimed = text_of(arena, get(value, "/M"));
    s->format = copy(arena, name_of(get(value, "/SubFilter")));
    s->signer = text_of(arena, get(value, "/Name"));
    s->time = copy(arena, iso_time(std::string(claimed.data ? claimed.data : "", claimed.size)));
    if (!read_ranges(value, bytes.size, &gap, &behind, &s->covered) ||
        !read_gap(bytes, gap, behind, cms)) {
        s->signing = ZP_SIGNING_BROKEN;
        s->wrong = copy(
            arena, Change{"签名没有覆盖整个文件", "it does not cover all of the file but itself"});
        return;
    }
    s->after = bytes.size - s->covered;
    if (!look) {
        s->signing = ZP_SIGNING_UNCHECKED;
        s->wrong = copy(arena, Change{"文件中的签名过多", "the file has too many"});
        return;
    }
    std::string covered(bytes.data, gap);
    covered.append(bytes.data + behind, s->covered - behind);
    reader_seal(arena, zp_text{cms.data(), cms.size()}, zp_text{covered.data(), covered.size()}, s);
    read_later(arena, bytes, s);
}

} // namespace

void read_signatures(zp_arena *arena, File &file, zp_text bytes, zp_pdf_facts *facts) {
    enum { LOOKED_MAX = 32 }; // each is as much work as the file
    Fields fields;
    size_t capacity = 0, looked = 0;
    std::map<QPDFObjGen, size_t> pages = list_annotations(file);
    for (Object &each : items(get(get(file.pdf.getRoot(), "/AcroForm"), "/Fields"))) {
        fields.take(each, "", "", Object::newNull(), 0);
    }
    for (Field &each : fields.found) {
        zp_pdf_signature s = {};
        s.field = copy(arena, each.name);
        s.title = text_of(arena, each.title);
        s.page = find_page(file, pages, each.node);
        if (each.value.isDictionary()) {
            read_signed(arena, each.value, bytes, looked++ < LOOKED_MAX, &s);
        }
        push(arena, facts->signatures, facts->signature_count, capacity, s);
    }
}

std::string field_type(Object widget) {
    for (int i = 0; i < 32 && widget.isDictionary(); i++) {
        Object type = get(widget, "/FT");
        if (type.isName()) {
            return name_of(type);
        }
        widget = get(widget, "/Parent");
    }
    return std::string();
}

void read_notes(zp_arena *arena, File &file, zp_pdf_facts *facts) {
    size_t capacity = 0, number = 0;
    for (const Page &page : file.pages()) {
        number++;
        for (Object &each : items(get(page.dictionary, "/Annots"))) {
            std::string kind = name_of(get(each, "/Subtype"));
            bool field = kind == "Widget";
            if (kind.empty() || kind == "Popup" || (field && field_type(each) == "Sig") ||
                facts->note_count >= ZP_READER_LIST_MAX) {
                continue;
            }
            push(arena, facts->notes, facts->note_count, capacity,
                 zp_pdf_note{number, copy(arena, kind),
                             field ? zp_text{} : text_of(arena, get(each, "/T")),
                             text_of(arena, field ? get(each, "/T") : get(each, "/Contents"))});
        }
    }
}

} // namespace reader
