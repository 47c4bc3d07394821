// Pages put on larger sheets, by libqpdf. A page's stream of contents becomes a form XObject as it
// stands, so that fonts and what copies share stay one.
#include "print/private.h"

#include <map>
#include <new>
#include <string>
#include <vector>

#define POINTERHOLDER_TRANSITION 4 // std::shared_ptr only
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

namespace {

using Object = QPDFObjectHandle;

// A length in points, exactly.
std::string points(zp_length length) {
    std::string rest = std::to_string(length % 1000);
    return std::to_string(length / 1000) + "." + std::string(3 - rest.size(), '0') + rest;
}

Object box(zp_length width, zp_length height) {
    return Object::newArray({Object::newInteger(0), Object::newInteger(0),
                             Object::newReal(points(width)), Object::newReal(points(height))});
}

class Imposer {
  public:
    Imposer(QPDF &pdf, const print_sides &sides)
        : pdf_(pdf), sides_(sides), pages_(pdf.getAllPages()),
          press_(!pages_.empty() && pages_.at(0).hasKey("/BleedBox")) {
    }

    void impose() {
        Object tree = pdf_.makeIndirectObject(Object::newDictionary());
        std::vector<Object> kids;
        for (size_t i = 0; i < sides_.count; i++) {
            kids.push_back(make_side(sides_.list[i], tree));
        }
        tree.replaceKey("/Type", Object::newName("/Pages"));
        tree.replaceKey("/Count", Object::newInteger(static_cast<long long>(kids.size())));
        tree.replaceKey("/Kids", Object::newArray(kids));
        Object root = pdf_.getRoot();
        root.replaceKey("/Pages", tree);
        root.replaceKey("/PageLabels", labels());
        Object preferences = root.getKey("/ViewerPreferences");
        // The sheets are wider than high, and turned around the fold.
        preferences.replaceKey("/Duplex", Object::newName("/DuplexFlipShortEdge"));
        preferences.replaceKey("/PickTrayByPDFSize", Object::newBool(true));
        lead(root.getKey("/Outlines"));
        pdf_.updateAllPagesCache();
    }

  private:
    Object make_form(size_t page) {
        Object contents = pages_.at(page).getKey("/Contents");
        Object dictionary = contents.getDict();
        dictionary.replaceKey("/Type", Object::newName("/XObject"));
        dictionary.replaceKey("/Subtype", Object::newName("/Form"));
        dictionary.replaceKey("/BBox", pages_.at(page).getKey("/MediaBox"));
        dictionary.replaceKey("/Resources", pages_.at(page).getKey("/Resources"));
        return contents;
    }

    void place(size_t page, zp_length x, const char *name, Object forms, std::string &operators) {
        if (page == PRINT_BLANK) {
            return;
        }
        forms.replaceKey(name, make_form(page));
        operators += "q 1 0 0 1 " + points(x) + " 0 cm " + name + " Do Q\n";
    }

    Object make_side(const print_side &side, Object tree) {
        Object forms = Object::newDictionary();
        std::string operators;
        place(side.left, 0, "/L", forms, operators);
        place(side.right, sides_.width, "/R", forms, operators);
        Object resources = Object::newDictionary();
        resources.replaceKey("/XObject", forms);
        Object made = pdf_.makeIndirectObject(Object::newDictionary());
        made.replaceKey("/Type", Object::newName("/Page"));
        made.replaceKey("/Parent", tree);
        made.replaceKey("/MediaBox", box(2 * sides_.width, sides_.height));
        made.replaceKey("/TrimBox", box(2 * sides_.width, sides_.height));
        if (press_) {
            made.replaceKey("/BleedBox", box(2 * sides_.width, sides_.height));
        }
        made.replaceKey("/Resources", resources);
        if (!operators.empty()) { // nothing, compressed by qpdf, is no stream to MuPDF
            made.replaceKey("/Contents", Object::newStream(&pdf_, operators));
        }
        for (size_t page : {side.left, side.right}) {
            if (page != PRINT_BLANK) {
                side_of_[pages_.at(page).getObjGen()] = made;
            }
        }
        return made;
    }

    Object labels() {
        Object numbers = Object::newArray();
        for (size_t i = 0; i < sides_.label_count; i++) {
            const print_label &each = sides_.labels[i];
            Object range = Object::newDictionary();
            range.replaceKey("/S", Object::newName("/D"));
            range.replaceKey(
                "/P", Object::newUnicodeString(std::string(each.label.data, each.label.size)));
            numbers.appendItem(Object::newInteger(static_cast<long long>(each.from)));
            numbers.appendItem(range);
        }
        Object tree = Object::newDictionary();
        tree.replaceKey("/Nums", numbers);
        return tree;
    }

    // The outline has two levels: units and documents.
    void lead(Object branch) {
        for (Object entry = branch.getKey("/First"); entry.isDictionary();
             entry = entry.getKey("/Next")) {
            Object page = entry.getKey("/Dest").getArrayItem(0);
            entry.replaceKey("/Dest", Object::newArray({side_of_.at(page.getObjGen()),
                                                        Object::newName("/Fit")}));
            if (entry.hasKey("/First")) {
                lead(entry);
            }
        }
    }

    QPDF &pdf_;
    const print_sides &sides_;
    std::vector<Object> pages_;
    bool press_;                           // PDF/X
    std::map<QPDFObjGen, Object> side_of_; // by page
};

} // namespace

bool print_impose(zp_text bytes, const print_sides *sides, zp_buffer *out, zp_buffer *error) {
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.processMemoryFile("job", bytes.data, bytes.size);
        Imposer(pdf, *sides).impose();
        QPDFWriter writer(pdf);
        writer.setOutputMemory();
        writer.setDeterministicID(true);
        writer.setNewlineBeforeEndstream(true); // PDF/A
        writer.write();
        std::shared_ptr<Buffer> made = writer.getBufferSharedPointer();
        zp_buffer_add(out, made->getBuffer(), made->getSize());
        return true;
    } catch (const std::bad_alloc &) {
        zp_out_of_memory();
    } catch (const std::exception &exception) {
        zp_buffer_add_string(error, exception.what());
        return false;
    }
}
