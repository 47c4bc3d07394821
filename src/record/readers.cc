// The two readers. toml++ and RapidJSON are seen here only; what leaves is a tree in C.
//
// Compiled without exceptions. The libraries' own allocations end the process when memory runs
// out, as all others do: operator new through the new handler, RapidJSON's through its allocator.
#include "record/tree.h"

#include <cstring>
#include <new>
#include <string_view>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_UNRELEASED_FEATURES 0
#define TOML_FLOAT_CHARCONV 1 // libstdc++ has it since 11; the other way asks for the locale
#define TOML_MAX_NESTED_VALUES 64
// toml++ 3.3 asserts what its input does not always hold (`[^a`), though the code behind copes with
// it; without assertions it even promises it to the optimiser. Neither is wanted.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expression) static_cast<void>(0)
// Likewise it takes as unreachable what its test for white space reaches with 《 or ·.
#include <toml++/impl/forward_declarations.h>
#pragma push_macro("TOML_UNREACHABLE")
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE return false
#include <toml++/impl/unicode.h>
#pragma pop_macro("TOML_UNREACHABLE")
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

#define RAPIDJSON_HAS_STDSTRING 0
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

static_assert(TOML_MAX_NESTED_VALUES == ZP_NESTING_MAX, "one limit for both formats");

namespace {

zp_text text_of(std::string_view view) {
    return {view.data(), view.size()};
}

void out_of_memory() {
    zp_out_of_memory();
}

zp_status open_tree(record_tree *tree, zp_arena *arena, zp_messages *messages, const char *file,
                    zp_text text) {
    std::set_new_handler(out_of_memory);
    *tree = record_tree{};
    tree->arena = arena;
    tree->messages = messages;
    return record_input_open(arena, messages, file, text, &tree->input);
}

// ---------------------------------------------------------------- TOML

class toml_builder {
  public:
    explicit toml_builder(record_tree *tree) : tree_(tree) {
    }

    // NULL, with a message, if there is something in the node that no form has.
    zp_value *build(const toml::node &node, int depth) {
        zp_place place = place_of(node.source().begin);
        switch (node.type()) {
        case toml::node_type::table:
            return build_table(*node.as_table(), place, depth);
        case toml::node_type::array:
            return build_array(*node.as_array(), place, depth);
        case toml::node_type::string:
            return record_tree_text(tree_, text_of(node.as_string()->get()), place);
        case toml::node_type::boolean:
            return build_boolean(node.as_boolean()->get(), place);
        case toml::node_type::integer:
        case toml::node_type::floating_point:
            return record_tree_number(tree_, literal_at(place), place);
        default:
            zp_report(tree_->messages, ZP_ERROR, place, "date-without-quotes",
                      "the date or time `%.*s` stands without quotes; write \"%.*s\"",
                      ZP_ARG(literal_at(place)), ZP_ARG(literal_at(place)));
            return nullptr;
        }
    }

    zp_value *build_table(const toml::table &table, zp_place place, int depth) {
        if (depth > ZP_NESTING_MAX) {
            record_tree_too_deep(tree_, place);
            return nullptr;
        }
        zp_value *result = record_tree_new(tree_, ZP_VALUE_TABLE, place);
        for (auto &&[key, node] : table) {
            zp_place key_place = place_of(key.source().begin);
            zp_text name = {};
            if (!record_tree_key(tree_, text_of(key.str()), key_place, &name)) {
                return nullptr;
            }
            zp_value *child = build(node, depth + 1);
            if (child == nullptr) {
                return nullptr;
            }
            child->key = name;
            child->key_place = key_place;
            zp_value_add(result, child);
        }
        // toml++ keeps its tables in the order of the keys.
        return record_tree_close(tree_, result) ? result : nullptr;
    }

  private:
    record_tree *tree_;

    zp_place place_of(toml::source_position position) const {
        return {tree_->input.file, position.line, position.column};
    }

    zp_value *build_array(const toml::array &array, zp_place place, int depth) {
        if (depth > ZP_NESTING_MAX) {
            record_tree_too_deep(tree_, place);
            return nullptr;
        }
        zp_value *result = record_tree_new(tree_, ZP_VALUE_ARRAY, place);
        for (const toml::node &node : array) {
            zp_value *child = build(node, depth + 1);
            if (child == nullptr) {
                return nullptr;
            }
            zp_value_add(result, child);
        }
        return result;
    }

    zp_value *build_boolean(bool value, zp_place place) {
        zp_value *result = record_tree_new(tree_, ZP_VALUE_BOOLEAN, place);
        result->text = zp_text_of(value ? "true" : "false");
        return result;
    }

    // The characters of a number or date as typed.
    zp_text literal_at(zp_place place) const {
        zp_text text = tree_->input.text;
        size_t from = record_input_offset(&tree_->input, place.line, place.column), to = from;
        while (to < text.size && text.data[to] != '\0' &&
               (std::strchr("+-.:_", text.data[to]) != nullptr ||
                (text.data[to] >= '0' && text.data[to] <= '9') ||
                (text.data[to] >= 'a' && text.data[to] <= 'z') ||
                (text.data[to] >= 'A' && text.data[to] <= 'Z'))) {
            to++;
        }
        return zp_text_slice(text, from, to);
    }
};

// ---------------------------------------------------------------- JSON

class json_memory {
  public:
    [[maybe_unused]] static const bool kNeedFree = true;
    void *Malloc(size_t size) {
        return size == 0 ? nullptr : zp_allocate(size);
    }
    void *Realloc(void *old, size_t, size_t size) {
        if (size == 0) {
            std::free(old);
            return nullptr;
        }
        return zp_reallocate(old, size);
    }
    static void Free(void *old) {
        std::free(old);
    }
};

// RapidJSON tells where it is after a value. The value's beginning is behind the token before it,
// with nothing but white space, commas and colons between.
class json_builder {
  public:
    json_builder(record_tree *tree, const rapidjson::MemoryStream *stream)
        : tree_(tree), stream_(stream) {
    }

    zp_value *root() const {
        return root_;
    }

    bool Null() {
        zp_report(tree_->messages, ZP_ERROR, take_token(), "null",
                  "null is not a value here; write \"\" for a blank or leave the key out");
        return false;
    }
    bool Bool(bool value) {
        zp_value *made = record_tree_new(tree_, ZP_VALUE_BOOLEAN, take_token());
        made->text = zp_text_of(value ? "true" : "false");
        return add(made);
    }
    bool RawNumber(const char *, rapidjson::SizeType, bool) {
        zp_place place = take_token();
        return add(
            record_tree_number(tree_, zp_text_slice(tree_->input.text, start_, end_), place));
    }
    bool String(const char *data, rapidjson::SizeType size, bool) {
        return add(record_tree_text(tree_, {data, size}, take_token()));
    }
    bool Key(const char *data, rapidjson::SizeType size, bool) {
        key_place_ = take_token();
        return record_tree_key(tree_, {data, size}, key_place_, &key_);
    }
    bool StartObject() {
        return open(ZP_VALUE_TABLE);
    }
    bool StartArray() {
        return open(ZP_VALUE_ARRAY);
    }
    bool EndObject(rapidjson::SizeType) {
        take_bracket();
        return record_tree_close(tree_, stack_[--depth_]);
    }
    bool EndArray(rapidjson::SizeType) {
        take_bracket();
        depth_--;
        return true;
    }
    // Not called: every number is raw.
    bool Int(int) {
        return false;
    }
    bool Uint(unsigned) {
        return false;
    }
    bool Int64(int64_t) {
        return false;
    }
    bool Uint64(uint64_t) {
        return false;
    }
    bool Double(double) {
        return false;
    }

  private:
    record_tree *tree_;
    const rapidjson::MemoryStream *stream_;
    size_t start_ = 0, end_ = 0; // of the token taken last
    zp_value *root_ = nullptr;
    zp_value *stack_[ZP_NESTING_MAX] = {};
    int depth_ = 0;
    zp_text key_ = {};
    zp_place key_place_ = {};

    void skip_to_token() {
        zp_text text = tree_->input.text;
        start_ = end_;
        while (start_ < text.size && std::strchr(" \t\r\n,:", text.data[start_]) != nullptr) {
            start_++;
        }
    }
    zp_place take_token() {
        skip_to_token();
        end_ = stream_->Tell();
        return record_input_place(&tree_->input, start_);
    }
    zp_place take_bracket() { // the stream is still before it
        skip_to_token();
        end_ = start_ + 1;
        return record_input_place(&tree_->input, start_);
    }
    bool open(zp_value_kind kind) {
        zp_place place = take_bracket();
        if (depth_ == ZP_NESTING_MAX) {
            record_tree_too_deep(tree_, place);
            return false;
        }
        zp_value *made = record_tree_new(tree_, kind, place);
        add(made);
        stack_[depth_++] = made;
        return true;
    }
    bool add(zp_value *value) {
        if (value == nullptr) {
            return false;
        }
        if (depth_ == 0) {
            root_ = value;
            return true;
        }
        zp_value *parent = stack_[depth_ - 1];
        if (parent->kind == ZP_VALUE_TABLE) {
            value->key = key_;
            value->key_place = key_place_;
        }
        zp_value_add(parent, value);
        return true;
    }
};

zp_status read_toml(record_tree *tree, zp_value **root) {
    if (!record_toml_scan(tree)) {
        return ZP_BAD_INPUT;
    }
    std::string_view view(tree->input.text.size > 0 ? tree->input.text.data : "",
                          tree->input.text.size);
    toml::parse_result result = toml::parse(view);
    if (!result) {
        toml::source_position at = result.error().source().begin;
        record_refuse_toml(tree, text_of(result.error().description()), at.line, at.column);
        return ZP_BAD_INPUT;
    }
    *root = toml_builder(tree).build_table(result.table(), {tree->input.file, 1, 1}, 1);
    return *root != nullptr ? ZP_OK : ZP_BAD_INPUT;
}

zp_status read_json(record_tree *tree, zp_value **root) {
    constexpr unsigned flags =
        rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseIterativeFlag;
    rapidjson::MemoryStream stream(tree->input.text.size > 0 ? tree->input.text.data : "",
                                   tree->input.text.size);
    json_builder builder(tree, &stream);
    rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, json_memory> reader;
    rapidjson::ParseResult result = reader.Parse<flags>(stream, builder);
    if (result.IsError()) {
        if (result.Code() != rapidjson::kParseErrorTermination) { // else the builder has spoken
            record_refuse_json(tree, result.Code(), result.Offset());
        }
        return ZP_BAD_INPUT;
    }
    *root = builder.root();
    if ((*root)->kind != ZP_VALUE_TABLE) {
        zp_report(tree->messages, ZP_ERROR, (*root)->place, "json-root",
                  "the file is to be one table: it begins with `{` and ends with `}`");
        return ZP_BAD_INPUT;
    }
    return ZP_OK;
}

} // namespace

extern "C" zp_status record_read(zp_arena *arena, zp_messages *messages, const char *file,
                                 zp_text text, bool toml, record_input *input, zp_value **root) {
    record_tree tree;
    zp_status status = open_tree(&tree, arena, messages, file, text);
    if (status != ZP_OK) {
        return status;
    }
    *input = tree.input;
    return toml ? read_toml(&tree, root) : read_json(&tree, root);
}
