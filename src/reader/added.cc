// What a later revision of a PDF changed: every object of the file before is compared with what it
// is now. What is new can be reached only through what changed, so that nothing else need be seen.
#include "reader/file.hh"

namespace reader {

namespace {

bool same(Object a, Object b, int depth);

bool same_streams(Object a, Object b, int depth) {
    if (!same(a.getDict(), b.getDict(), depth + 1)) {
        return false;
    }
    std::shared_ptr<Buffer> one = a.getRawStreamData(), two = b.getRawStreamData();
    return one->getSize() == two->getSize() &&
           (one->getSize() == 0 || memcmp(one->getBuffer(), two->getBuffer(), one->getSize()) == 0);
}

// The keys at which two dictionaries differ; what is null is not there.
std::vector<std::string> other_keys(Object a, Object b, int depth) {
    std::vector<std::string> keys;
    std::set<std::string> all = a.getKeys(), more = b.getKeys();
    all.insert(more.begin(), more.end());
    for (const std::string &key : all) {
        if (!same(a.getKey(key), b.getKey(key), depth + 1)) {
            keys.push_back(key);
        }
    }
    return keys;
}

bool same_values(Object a, Object b, int depth) {
    if (a.isStream() || b.isStream()) {
        return a.isStream() && b.isStream() && same_streams(a, b, depth);
    }
    if (a.isDictionary() || b.isDictionary()) {
        return a.isDictionary() && b.isDictionary() && other_keys(a, b, depth).empty();
    }
    if (a.isArray() && b.isArray()) {
        std::vector<Object> one = items(a), two = items(b);
        bool equal = one.size() == two.size();
        for (size_t i = 0; equal && i < one.size(); i++) {
            equal = same(one[i], two[i], depth + 1);
        }
        return equal;
    }
    if (a.isArray() || b.isArray() || a.getTypeCode() != b.getTypeCode()) {
        return false;
    }
    return a.isString() ? a.getStringValue() == b.getStringValue() : a.unparse() == b.unparse();
}

// Two references are the same where they name one object, which is compared by itself, or none:
// what was not there may not be put there. A program may have made an object of its own of what was
// none.
bool same(Object a, Object b, int depth) {
    if (depth > DEPTH_MAX) {
        return false;
    }
    if (a.isIndirect() && b.isIndirect()) {
        return a.getObjGen() == b.getObjGen() && (!a.isNull() || b.isNull());
    }
    return same_values(a, b, depth);
}

using Keys = std::set<std::string>;

class Comparison {
  public:
    Comparison(zp_arena *arena, File &old, File &now) : arena_(arena), old_(old), now_(now) {
    }

    // What changed that may not; empty: nothing.
    Change find() {
        Change change = look_at_trailer();
        Object root = old_.pdf.getRoot();
        name_objects(root);
        if (!change.any()) { // first what most likely was done, and is best told
            change = look_at_forms(get(root, "/AcroForm"), get(now_.pdf.getRoot(), "/AcroForm"));
        }
        for (const auto &each : old_.pdf.getXRefTable()) {
            if (change.any()) {
                break;
            }
            if (each.second.getType() != 0) {
                change = look_at(each.first);
            }
        }
        return change;
    }

  private:
    zp_arena *arena_;
    File &old_, &now_;
    QPDFObjGen root_, forms_, information_, metadata_;
    std::set<QPDFObjGen> appearances_;   // of signature fields: what is drawn in their places
    std::map<QPDFObjGen, Change> names_; // what an object is to people

    Change look_at_trailer() {
        Object a = old_.pdf.getTrailer(), b = now_.pdf.getTrailer();
        bool identified = get(a, "/ID").isArray();
        if (!same(get(a, "/Root"), get(b, "/Root"), 0)) {
            return {"文件目录被换", "it has another catalog"};
        }
        if (!get(a, "/Encrypt").isNull() || !get(b, "/Encrypt").isNull()) {
            return {"文件被加密", "it is encrypted"};
        }
        if (identified && (items(get(b, "/ID")).empty() ||
                           !same(items(get(a, "/ID"))[0], items(get(b, "/ID"))[0], 0))) {
            return {"文件标识被改", "it has another identifier"};
        }
        Object information = get(a, "/Info");
        bool kept = !information.isIndirect() || same(information, get(b, "/Info"), 0);
        return kept ? Change{}
                    : Change{"标题、作者等信息被换", "its title and author are other ones"};
    }

    void name_objects(Object root) {
        root_ = root.getObjGen();
        forms_ = get(root, "/AcroForm").getObjGen();
        information_ = get(old_.pdf.getTrailer(), "/Info").getObjGen();
        metadata_ = get(root, "/Metadata").getObjGen();
        size_t number = 0;
        for (const Page &page : old_.pages()) {
            std::string digits = std::to_string(++number);
            Change name = {"第" + digits + "页", "page " + digits};
            Change drawn = {name.chinese + "的内容", "what stands on " + name.english};
            Object contents = get(page.dictionary, "/Contents");
            names_.emplace(page.dictionary.getObjGen(), name);
            names_.emplace(contents.getObjGen(), drawn);
            for (Object &each : items(contents)) {
                names_.emplace(each.getObjGen(), drawn);
            }
        }
        name_appearances();
        names_.emplace(metadata_, Change{"元数据", "the metadata"});
        names_.emplace(information_, Change{"元数据", "the metadata"});
        names_.emplace(root_, Change{"文件目录", "the catalog"});
    }

    // What may be drawn anew where it stands: the appearances of fields that are signed now, and of
    // no other.
    void name_appearances() {
        std::set<QPDFObjGen> kept;
        for (const auto &each : old_.pdf.getXRefTable()) {
            Object field = old_.pdf.getObject(each.first);
            Object appearance = get(get(field, "/AP"), "/N");
            if (appearance.isStream()) {
                bool drawn = is_signed_now(field, now_.pdf.getObject(each.first));
                (drawn ? appearances_ : kept).insert(appearance.getObjGen());
            }
        }
        for (const QPDFObjGen &each : kept) {
            appearances_.erase(each);
        }
    }

    // Signing adds no field here: those who sign elsewhere sign something else.
    Change look_at_forms(Object a, Object b) {
        if (!a.isDictionary() && !b.isDictionary()) {
            return {};
        }
        if (!same(get(a, "/Fields"), get(b, "/Fields"), 0) || !a.isDictionary()) {
            std::set<QPDFObjGen> had;
            for (Object &each : items(get(a, "/Fields"))) {
                had.insert(each.getObjGen());
            }
            for (Object &each : items(get(b, "/Fields"))) {
                if (had.count(each.getObjGen()) == 0) {
                    Object name = get(each, "/T");
                    std::string called = name.isString() ? name.getUTF8Value() : "";
                    return {"新增了文件原来没有的域“" + called + "”",
                            "the field “" + called +
                                "” was added, which the document does not have"};
                }
            }
            return {"表单域被改", "its fields are other ones"};
        }
        return {};
    }

    Change look_at(QPDFObjGen id) {
        Object a = old_.pdf.getObject(id), b = now_.pdf.getObject(id);
        bool table = is_name(get(a, "/Type"), "/XRef") || is_name(get(a, "/Type"), "/ObjStm");
        if ((table && b.isNull()) || same_values(a, b, 0)) {
            return {};
        }
        if (appearances_.count(id) > 0) {
            return {};
        }
        if (a.isDictionary() && b.isDictionary()) {
            return look_at_keys(id, a, b);
        }
        return id == metadata_ && same_claims() ? Change{} : changed(id);
    }

    static bool is_signed_now(Object a, Object b) {
        return field_type(a) == "Sig" && get(a, "/V").isNull() && get(b, "/V").isDictionary();
    }

    // What is drawn in a field is its signature's, and that alone.
    static Change changed_field(Object a) {
        Object title = get(a, "/T");
        std::string name = title.isString() ? title.getUTF8Value() : std::string();
        return get(a, "/V").isNull()
                   ? Change{"域“" + name + "”没有签名却被改动",
                            "the field “" + name + "” was changed without being signed"}
                   : Change{"域“" + name + "”中原有的签名被改动",
                            "the signature in the field “" + name + "” was changed"};
    }

    Change changed(QPDFObjGen id) {
        auto name = names_.find(id);
        std::string digits = std::to_string(id.getObj());
        Change what =
            name != names_.end() ? name->second : Change{"对象 " + digits, "object " + digits};
        return {what.chinese + "被改动", what.english + " was changed"};
    }

    Change look_at_keys(QPDFObjGen id, Object a, Object b) {
        static const Keys catalog = {"/AcroForm", "/Perms",   "/DSS",
                                     "/Metadata", "/Version", "/Extensions"};
        static const Keys forms = {"/SigFlags", "/DR", "/DA", "/NeedAppearances"};
        static const Keys field = {"/V",    "/AS", "/AP", "/M",  "/F",  "/Ff", "/DA",
                                   "/Lock", "/DR", "/MK", "/NM", "/BS", "/H"};
        static const Keys information = {"/ModDate"};
        static const Keys none;
        const Keys &allowed = id == root_           ? catalog
                              : id == forms_        ? forms
                              : id == information_  ? information
                              : is_signed_now(a, b) ? field
                                                    : none;
        for (const std::string &key : other_keys(a, b, 0)) {
            if (allowed.count(key) == 0) {
                return key == "/Annots" ? changed_annotations(a, b, id)
                       : field_type(a) == "Sig" && field.count(key) > 0 ? changed_field(a)
                                                                        : changed(id);
            }
            if (id == root_ && key == "/Metadata" && !same_claims()) {
                return changed(metadata_);
            }
            if (id == root_ && key == "/AcroForm" && !same_forms(a.getKey(key), b.getKey(key))) {
                return {"文件的表单被改动", "the form of the document was changed"};
            }
        }
        return {};
    }

    // Where the form is none of the objects before, it is compared here.
    static bool same_forms(Object a, Object b) {
        static const Keys allowed = {"/SigFlags", "/DR", "/DA", "/NeedAppearances"};
        if (!a.isDictionary() || !b.isDictionary()) {
            return false;
        }
        for (const std::string &key : other_keys(a, b, 0)) {
            if (allowed.count(key) == 0) {
                return false;
            }
        }
        return true;
    }

    Change changed_annotations(Object a, Object b, QPDFObjGen id) {
        size_t before = items(get(a, "/Annots")).size(), now = items(get(b, "/Annots")).size();
        auto name = names_.find(id);
        return now > before && name != names_.end()
                   ? Change{name->second.chinese + "上加了批注、图章或域",
                            "a comment, stamp or field was put on " + name->second.english}
                   : changed(id);
    }

    // Of the metadata, programs that sign write the day and themselves anew.
    bool same_claims() {
        zp_pdf_claims a = read_claims(arena_, old_), b = read_claims(arena_, now_);
        const zp_text one[] = {a.pdfa, a.pdfua, a.pdfx,    a.title,    a.unit,
                               a.form, a.year,  a.version, a.document, a.tool};
        const zp_text two[] = {b.pdfa, b.pdfua, b.pdfx,    b.title,    b.unit,
                               b.form, b.year,  b.version, b.document, b.tool};
        bool equal = true;
        for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
            equal = equal && zp_text_equal(one[i], two[i]);
        }
        return equal;
    }
};

} // namespace

Change find_change(zp_arena *arena, zp_text bytes, size_t before) {
    File old(zp_text{bytes.data, before}, false), now(bytes, false);
    Change change = Comparison(arena, old, now).find();
    if (!change.any() && (!old.damage().empty() || !now.damage().empty())) {
        change = {"文件已损坏", "it is damaged"};
    }
    return change;
}

} // namespace reader

zp_status zp_reader_added(zp_arena *arena, zp_messages *messages, const char *file, zp_text bytes,
                          size_t before, zp_words *change) {
    *change = zp_words{};
    return reader::guarded(messages, file, bytes, [=] {
        *change = reader::copy(arena, reader::find_change(arena, bytes, before));
    });
}
