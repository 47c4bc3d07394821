// All that a PDF says of itself.
#include "reader/file.hh"

namespace reader {

zp_pdf_claims read_claims(zp_arena *arena, File &file) {
    zp_pdf_claims claims;
    std::string xmp = file.unpack(get(file.pdf.getRoot(), "/Metadata"));
    reader_claims(arena, zp_text{xmp.data(), xmp.size()}, &claims);
    return claims;
}

namespace {

std::string hexadecimal(const std::string &bytes) {
    static const char digits[] = "0123456789abcdef";
    std::string out;
    for (unsigned char c : bytes.substr(0, 64)) {
        out += digits[c >> 4];
        out += digits[c & 15];
    }
    return out;
}

void read_ids(zp_arena *arena, File &file, zp_pdf_facts *facts) {
    std::vector<Object> ids = items(get(file.pdf.getTrailer(), "/ID"));
    for (size_t i = 0; i < 2 && i < ids.size(); i++) {
        if (ids[i].isString()) {
            facts->ids[i] = copy(arena, hexadecimal(ids[i].getStringValue()));
        }
    }
}

bool has_scripts(Object root) {
    Object open = get(root, "/OpenAction");
    return !get(get(root, "/Names"), "/JavaScript").isNull() || !get(root, "/AA").isNull() ||
           (open.isDictionary() && !is_name(get(open, "/S"), "/GoTo"));
}

void read_information(zp_arena *arena, File &file, zp_pdf_facts *facts) {
    Object information = get(file.pdf.getTrailer(), "/Info"), root = file.pdf.getRoot();
    facts->version = copy(arena, file.pdf.getPDFVersion());
    if (get(root, "/Version").isName()) {
        facts->version = copy(arena, name_of(get(root, "/Version")));
    }
    facts->title = text_of(arena, get(information, "/Title"));
    facts->unit = text_of(arena, get(information, "/Author"));
    facts->producer = text_of(arena, get(information, "/Producer"));
    facts->created = text_of(arena, get(information, "/CreationDate"));
    facts->language = text_of(arena, get(root, "/Lang"));
    Object marked = get(get(root, "/MarkInfo"), "/Marked");
    facts->tagged =
        marked.isBool() && marked.getBoolValue() && get(root, "/StructTreeRoot").isDictionary();
    facts->encrypted = file.pdf.isEncrypted();
    facts->scripts = has_scripts(root);
}

void read_damage(zp_arena *arena, File &file, zp_pdf_facts *facts) {
    enum { TOLD_MAX = 20 };
    facts->damage = ZP_ARRAY(arena, zp_text, TOLD_MAX);
    for (const std::string &each : file.damage()) {
        if (facts->damage_count < TOLD_MAX) {
            facts->damage[facts->damage_count++] = copy(arena, each);
        }
    }
}

void read_facts(zp_arena *arena, zp_text bytes, zp_pdf_facts *facts) {
    File file(bytes, true);
    read_information(arena, file, facts);
    read_ids(arena, file, facts);
    facts->claims = read_claims(arena, file);
    read_papers(arena, file, facts);
    read_fonts(arena, file, facts);
    read_enclosed(arena, file, facts);
    read_signatures(arena, file, bytes, facts);
    read_notes(arena, file, facts);
    read_damage(arena, file, facts);
}

} // namespace

} // namespace reader

zp_status zp_reader_pdf(zp_arena *arena, zp_messages *messages, const char *name, zp_text bytes,
                        zp_pdf_facts **facts) {
    zp_pdf_facts *made = ZP_NEW(arena, zp_pdf_facts);
    *facts = made;
    return reader::guarded(messages, name, bytes, [=] { reader::read_facts(arena, bytes, made); });
}
