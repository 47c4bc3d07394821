// Papers and fonts of a PDF.
#include "reader/file.hh"

namespace reader {

// ---------------------------------------------------------------- papers

void read_papers(zp_arena *arena, File &file, zp_pdf_facts *facts) {
    size_t capacity = 0;
    facts->pages = file.pages().size();
    for (const Page &page : file.pages()) {
        std::vector<Object> box = items(page.media);
        int64_t width = 0, height = 0;
        if (box.size() == 4) {
            width = std::abs(thousandths(box[2]) - thousandths(box[0]));
            height = std::abs(thousandths(box[3]) - thousandths(box[1]));
        }
        if (page.rotation % 2 == 1) {
            std::swap(width, height);
        }
        width = width > INT32_MAX ? INT32_MAX : width;
        height = height > INT32_MAX ? INT32_MAX : height;
        size_t at = 0;
        while (at < facts->paper_count &&
               (facts->papers[at].width != width || facts->papers[at].height != height)) {
            at++;
        }
        if (at == facts->paper_count && at < ZP_READER_LIST_MAX) {
            push(arena, facts->papers, facts->paper_count, capacity,
                 zp_pdf_paper{static_cast<zp_length>(width), static_cast<zp_length>(height), 0});
        }
        if (at < facts->paper_count) {
            facts->papers[at].pages++;
        }
    }
}

// ---------------------------------------------------------------- fonts

namespace {

struct Found {
    std::string name, type;
    Object program; // null: not embedded
    bool subset;
};

// What is drawn inside of what is drawn.
class Fonts {
  public:
    std::map<std::string, Found> found; // by name and type: in order

    void take(Object resources, int depth) {
        if (!resources.isDictionary() || depth > 8 || !fresh(resources)) {
            return;
        }
        Object fonts = get(resources, "/Font");
        if (fonts.isDictionary()) {
            for (const auto &each : fonts.getDictAsMap()) {
                add(each.second);
            }
        }
        for (const char *kind : {"/XObject", "/Pattern"}) {
            Object inside = get(resources, kind);
            if (inside.isDictionary()) {
                for (const auto &each : inside.getDictAsMap()) {
                    take(get(each.second, "/Resources"), depth + 1);
                }
            }
        }
    }

    // An appearance is a stream, or a table of them.
    void take_appearance(Object appearance) {
        take(get(appearance, "/Resources"), 0);
        if (appearance.isDictionary()) {
            for (const auto &each : appearance.getDictAsMap()) {
                take(get(each.second, "/Resources"), 0);
            }
        }
    }

  private:
    std::set<QPDFObjGen> seen_;

    bool fresh(Object object) {
        return !object.isIndirect() || seen_.insert(object.getObjGen()).second;
    }

    void add(Object font) {
        if (!font.isDictionary() || !fresh(font) || found.size() >= ZP_READER_LIST_MAX) {
            return;
        }
        std::string kind = name_of(get(font, "/Subtype")), name = name_of(get(font, "/BaseFont"));
        Object holder = font;
        if (kind == "Type0") {
            std::vector<Object> below = items(get(font, "/DescendantFonts"));
            holder = below.empty() ? Object::newNull() : below[0];
            kind = name_of(get(holder, "/Subtype"));
            std::string own = name_of(get(holder, "/BaseFont")); // without its encoding's name
            name = own.empty() ? name : own;
        }
        Found it = {name, kind, Object::newNull(), false};
        Object descriptor = get(holder, "/FontDescriptor");
        for (const char *key : {"/FontFile", "/FontFile2", "/FontFile3"}) {
            Object program = get(descriptor, key);
            it.program = program.isStream() ? program : it.program;
        }
        if (kind == "Type3") {
            it.name = name_of(get(font, "/Name"));
            it.program = font; // drawn on the pages themselves
            take(get(font, "/Resources"), 1);
        }
        it.type = type_of(kind, name_of(get(it.program, "/Subtype")));
        it.subset = take_mark(it.name);
        found.emplace(it.name + " " + it.type + (it.subset ? " s" : ""), it);
    }

    // As pdffonts calls them.
    static std::string type_of(const std::string &kind, const std::string &program) {
        if (program == "OpenType") {
            return kind.rfind("CID", 0) == 0 ? "CID OpenType" : "OpenType";
        }
        bool compact = program == "CIDFontType0C" || program == "Type1C";
        return kind == "CIDFontType0"   ? compact ? "CID Type 0C" : "CID Type 0"
               : kind == "CIDFontType2" ? "CID TrueType"
               : kind == "Type1"        ? compact ? "Type 1C" : "Type 1"
               : kind == "MMType1"      ? "Type 1 MM"
               : kind == "Type3"        ? "Type 3"
                                        : kind;
    }

    // ABCDEF+Name
    static bool take_mark(std::string &name) {
        bool marked = name.size() > 7 && name[6] == '+';
        for (size_t i = 0; marked && i < 6; i++) {
            marked = name[i] >= 'A' && name[i] <= 'Z';
        }
        if (marked) {
            name.erase(0, 7);
        }
        return marked;
    }
};

Fonts find_fonts(File &file) {
    Fonts fonts;
    for (const Page &page : file.pages()) {
        fonts.take(page.resources, 0);
        for (Object &each : items(get(page.dictionary, "/Annots"))) {
            fonts.take_appearance(get(get(each, "/AP"), "/N"));
        }
    }
    return fonts;
}

} // namespace

void read_fonts(zp_arena *arena, File &file, zp_pdf_facts *facts) {
    Fonts fonts = find_fonts(file);
    size_t capacity = 0;
    for (auto &each : fonts.found) {
        push(arena, facts->fonts, facts->font_count, capacity,
             zp_pdf_font{copy(arena, each.second.name), copy(arena, each.second.type),
                         !each.second.program.isNull(), each.second.subset});
    }
}

std::string font_programs(File &file) {
    Fonts fonts = find_fonts(file);
    std::string all;
    for (auto &each : fonts.found) {
        all += each.first + "\n" + file.unpack(each.second.program) + "\n";
    }
    return all;
}

} // namespace reader
