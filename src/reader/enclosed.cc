// Files in a PDF: those that its catalog is associated with, and those listed by name.
#include "reader/file.hh"

namespace reader {

namespace {

class Enclosed {
  public:
    Enclosed(zp_arena *arena, File &file, zp_pdf_facts *facts)
        : arena_(arena), file_(file), facts_(facts) {
    }

    void add(Object specification) {
        Object stream = get(get(specification, "/EF"), "/UF");
        stream = stream.isStream() ? stream : get(get(specification, "/EF"), "/F");
        if (!stream.isStream() || facts_->enclosed_count >= ZP_READER_LIST_MAX ||
            !seen_.insert(stream.getObjGen()).second) {
            return;
        }
        Object name = get(specification, "/UF");
        name = name.isString() ? name : get(specification, "/F");
        push(arena_, facts_->enclosed, facts_->enclosed_count, capacity_,
             zp_pdf_enclosed{text_of(arena_, name), copy(arena_, name_of(get(stream, "/Subtype"))),
                             copy(arena_, name_of(get(specification, "/AFRelationship"))),
                             copy(arena_, file_.unpack(stream))});
    }

    void add_tree(Object node, int depth) {
        if (depth > DEPTH_MAX || (node.isIndirect() && !walked_.insert(node.getObjGen()).second)) {
            return;
        }
        std::vector<Object> names = items(get(node, "/Names"));
        for (size_t i = 1; i < names.size(); i += 2) {
            add(names[i]);
        }
        for (Object &each : items(get(node, "/Kids"))) {
            add_tree(each, depth + 1);
        }
    }

  private:
    zp_arena *arena_;
    File &file_;
    zp_pdf_facts *facts_;
    size_t capacity_ = 0;
    std::set<QPDFObjGen> seen_, walked_;
};

} // namespace

void read_enclosed(zp_arena *arena, File &file, zp_pdf_facts *facts) {
    Enclosed enclosed(arena, file, facts);
    Object root = file.pdf.getRoot();
    for (Object &each : items(get(root, "/AF"))) {
        enclosed.add(each);
    }
    enclosed.add_tree(get(get(root, "/Names"), "/EmbeddedFiles"), 0);
    for (const Page &page : file.pages()) {
        for (Object &each : items(get(page.dictionary, "/Annots"))) {
            if (is_name(get(each, "/Subtype"), "/FileAttachment")) {
                enclosed.add(get(each, "/FS"));
            }
        }
    }
}

} // namespace reader
