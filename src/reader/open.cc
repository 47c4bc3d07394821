// A PDF opened within limits, by libqpdf.
#include "reader/file.hh"

#include <qpdf/Pipeline.hh>

namespace reader {

// ---------------------------------------------------------------- objects

Object get(Object from, const char *key) {
    if (from.isStream()) {
        return from.getDict().getKey(key);
    }
    return from.isDictionary() ? from.getKey(key) : Object::newNull();
}

std::vector<Object> items(Object array) {
    return array.isArray() ? array.getArrayAsVector() : std::vector<Object>();
}

bool is_name(const Object &object, const char *name) {
    Object it = object;
    return it.isName() && it.getName() == name;
}

std::string name_of(Object object) {
    return object.isName() ? object.getName().substr(1) : std::string();
}

zp_text copy(zp_arena *arena, const std::string &text) {
    return zp_arena_copy(arena, zp_text{text.data(), text.size()});
}

zp_words copy(zp_arena *arena, const Change &change) {
    return zp_words{{copy(arena, change.chinese), copy(arena, change.english)}};
}

zp_text text_of(zp_arena *arena, Object string) {
    return string.isString() ? copy(arena, string.getUTF8Value()) : zp_text{nullptr, 0};
}

// A length beyond any paper is none.
int64_t thousandths(Object number) {
    std::string text = number.isInteger() || number.isReal() ? number.unparse() : "0";
    bool minus = text[0] == '-';
    int64_t value = 0;
    int places = -1;
    for (char c : text) {
        if (c == '.') {
            places = 0;
        } else if (c >= '0' && c <= '9' && places < 3 && value < 1000000000000) {
            value = value * 10 + (c - '0');
            places += places >= 0;
        }
    }
    for (places = places < 0 ? 0 : places; places < 3; places++) {
        value *= 10;
    }
    value = value > INT32_MAX ? INT32_MAX : value;
    return minus ? -value : value;
}

// ---------------------------------------------------------------- streams

namespace {

// libqpdf takes an exception of a pipeline for a fault of the stream, and says so: whether there
// was too much is asked afterwards.
class Taken : public Pipeline {
  public:
    explicit Taken(size_t room) : Pipeline("taken", nullptr), room_(room) {
    }
    void write(unsigned char const *data, size_t size) override {
        if (size > room_ - bytes.size()) {
            over = true;
            throw std::runtime_error("too large");
        }
        bytes.append(reinterpret_cast<const char *>(data), size);
    }
    void finish() override {
    }
    std::string bytes;
    bool over = false;

  private:
    size_t room_;
};

} // namespace

std::string File::unpack(Object stream) {
    if (!stream.isStream()) {
        return std::string();
    }
    Taken taken(UNPACKED_MAX - unpacked_);
    bool filtered = false;
    stream.pipeStreamData(&taken, &filtered, 0, qpdf_dl_generalized, true, false);
    if (taken.over) {
        throw Refused(ZP_MARKED("unpacked it has more than %d MB"), UNPACKED_MAX >> 20);
    }
    unpacked_ += taken.bytes.size();
    return taken.bytes;
}

// Objects in streams are unpacked by libqpdf without a limit, when the first of them is asked for.
void File::weigh_object_streams() {
    std::set<int> streams;
    for (const auto &each : pdf.getXRefTable()) {
        if (each.second.getType() == 2) {
            streams.insert(each.second.getObjStreamNumber());
        }
    }
    for (int each : streams) {
        unpack(pdf.getObjectByID(each, 0));
    }
}

File::File(zp_text bytes, bool mend) {
    pdf.setSuppressWarnings(true);
    pdf.setAttemptRecovery(mend);
    pdf.processMemoryFile("", bytes.data, bytes.size);
    weigh_object_streams();
}

const std::vector<std::string> &File::damage() {
    for (const QPDFExc &each : pdf.getWarnings()) { // which takes them away
        std::string where = each.getObject();
        damage_.push_back((where.empty() ? "" : where + ": ") + each.getMessageDetail());
    }
    return damage_;
}

// ---------------------------------------------------------------- pages

const std::vector<Page> &File::pages() {
    if (!listed_) {
        Page inherited = {Object::newNull(), Object::newNull(), Object::newNull(), 0};
        listed_ = true;
        walk(get(pdf.getRoot(), "/Pages"), inherited, 0);
    }
    return pages_;
}

// Not libqpdf's list: that one mends the tree, and has no limit.
void File::walk(Object node, Page page, int depth) {
    if (!node.isDictionary() || depth > DEPTH_MAX) {
        return;
    }
    Object media = get(node, "/MediaBox"), rotate = get(node, "/Rotate");
    Object resources = get(node, "/Resources");
    page.media = media.isArray() ? media : page.media;
    page.resources = resources.isDictionary() ? resources : page.resources;
    if (rotate.isInteger()) {
        page.rotation = static_cast<int>((rotate.getIntValue() / 90 % 4 + 4) % 4);
    }
    Object kids = get(node, "/Kids");
    if (kids.isArray()) {
        if (node.isIndirect() && !walked_.insert(node.getObjGen()).second) {
            return; // a tree that goes round
        }
        for (Object &each : items(kids)) {
            walk(each, page, depth + 1);
        }
        return;
    }
    if (pages_.size() == ZP_READER_PAGES_MAX) {
        throw Refused(ZP_MARKED("it has more than %d pages"), ZP_READER_PAGES_MAX);
    }
    page.dictionary = node;
    pages_.push_back(page);
    numbers_.emplace(node.getObjGen(), pages_.size());
}

size_t File::page_of(Object dictionary) {
    pages();
    auto found = dictionary.isIndirect() ? numbers_.find(dictionary.getObjGen()) : numbers_.end();
    return found != numbers_.end() ? found->second : 0;
}

// ---------------------------------------------------------------- what is thrown

zp_status guard(zp_messages *messages, const char *file, zp_text bytes, void (*work)(void *data),
                void *data) {
    zp_place place = {file, 0, 0};
    if (bytes.size > ZP_READER_BYTES_MAX) {
        zp_report(messages, ZP_ERROR, place, "pdf-size", "has %zu bytes; at most %zu are read",
                  bytes.size, ZP_READER_BYTES_MAX);
        return ZP_BAD_INPUT;
    }
    try {
        work(data);
        return ZP_OK;
    } catch (const Refused &refused) {
        char why[160];
        snprintf(why, sizeof why, zp_translated(refused.why), refused.most);
        zp_report(messages, ZP_ERROR, place, "pdf-size", "is read no further: %s", why);
    } catch (const QPDFExc &exception) {
        if (exception.getErrorCode() == qpdf_e_password) {
            zp_report(messages, ZP_ERROR, place, "pdf-encrypted",
                      "is encrypted, and wants a password; a PDF without one is wanted");
        } else {
            zp_report(messages, ZP_ERROR, place, "pdf-broken", "is no PDF, or no whole one: %s",
                      exception.getMessageDetail().c_str());
        }
    } catch (const std::bad_alloc &) {
        zp_out_of_memory();
    } catch (const std::exception &exception) {
        zp_report(messages, ZP_ERROR, place, "pdf-broken", "is no PDF, or no whole one: %s",
                  exception.what());
    }
    return ZP_BAD_INPUT;
}

} // namespace reader
