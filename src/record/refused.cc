// What the two readers refuse, in our words; what only toml++ can say is quoted.
#include "record/tree.h"

#include <cstring>
#include <rapidjson/error/error.h>
#include <string_view>

namespace {

bool contains(zp_text text, const char *part) {
    return std::string_view(text.data, text.size).find(part) != std::string_view::npos;
}

// What toml++ names in a message: 'x' in "cannot redefine existing string 'x'".
zp_text named_in(zp_text message) {
    std::string_view view(message.data, message.size);
    size_t from = view.find('\''), to = view.rfind('\'');
    return from < to && to != std::string_view::npos ? zp_text_slice(message, from + 1, to)
                                                     : message;
}

// The slips that are made most, as toml++ words them: the first one that is part of it.
const char *toml_words(zp_text found) {
    static const struct {
        const char *part, *words;
    } slips[] = {
        {"unescaped control characters", // only a line's end is left by now
         ZP_MARKED("the text has no closing quote in its line")},
        {"string: encountered end-of-file", ZP_MARKED("the text has no closing quotes")},
        {"array: encountered end-of-file", ZP_MARKED("the list has no closing `]`")},
        {"expected value, saw", ZP_MARKED("a value is wanted behind the `=`")},
        {"expected '=', saw", ZP_MARKED("a `=` is wanted behind the key")},
        {"root table: expected", ZP_MARKED("a line begins with a key or a [heading]")},
        {"expected a comment or whitespace",
         ZP_MARKED("something stands behind the value; each key has a line of its own, and a "
                   "number no commas")},
        {"could not determine value type", ZP_MARKED("this is no value")},
        {"leading zeroes", ZP_MARKED("a number does not begin with 0")},
        {"expected comma or closing ']'", ZP_MARKED("a comma or `]` is wanted behind the value")},
        {"or closing '}'", ZP_MARKED("a comma or `}` is wanted behind the value")},
        {"expected ']'", ZP_MARKED("a `]` is wanted at the end of the [heading]")},
        {"unknown escape",
         ZP_MARKED("there is no such escape; for the backslash itself write two")},
        {"digit, saw", ZP_MARKED("this is no plain number")},
        {"underscores", ZP_MARKED("this is no plain number")},
    };
    for (const auto &each : slips) {
        if (contains(found, each.part)) {
            return each.words;
        }
    }
    return nullptr;
}

} // namespace

void record_refuse_toml(record_tree *tree, zp_text description, uint32_t line, uint32_t column) {
    // Not as given: at the end of the file that is behind the last line feed, in its line.
    size_t offset = record_input_offset(&tree->input, line, column);
    zp_place place = record_input_place(&tree->input, offset);
    zp_text found = record_one_line(tree->arena, description);
    zp_text hint = record_input_hint(tree->arena, &tree->input, offset, true);
    constexpr const char *prefix = "Error while parsing ";
    if (zp_text_starts(found, prefix)) {
        found = zp_text_slice(found, std::strlen(prefix), found.size);
    }
    if (contains(found, "cannot redefine existing")) {
        const char *wanted =
            contains(found, "table header")
                ? ZP_MARKED("the key `%.*s` is given twice; keep one, or write [[…]] above each "
                            "entry of a list")
                : ZP_MARKED("the key `%.*s` is given twice; keep one of the two");
        zp_report(tree->messages, ZP_ERROR, place, "duplicate-key", wanted,
                  ZP_ARG(named_in(found)));
    } else if (contains(found, "surrogates")) {
        record_tree_toml_surrogate(tree, offset);
    } else if (contains(found, "not representable in")) {
        zp_report(tree->messages, ZP_ERROR, place, "number-size",
                  "`%.*s` is too large a number; a number has at most 18 digits",
                  ZP_ARG(named_in(found)));
    } else if (toml_words(found) != nullptr) {
        zp_report(tree->messages, ZP_ERROR, place, "toml-syntax", "this is not TOML: %s%.*s",
                  zp_translated(toml_words(found)), ZP_ARG(hint));
    } else {
        zp_report(tree->messages, ZP_ERROR, place, "toml-syntax", "this is not TOML: %.*s%.*s",
                  ZP_ARG(found), ZP_ARG(hint));
    }
}

static const char *json_words(int code) {
    switch (code) {
    case rapidjson::kParseErrorDocumentEmpty:
        return ZP_MARKED("nothing stands in it");
    case rapidjson::kParseErrorDocumentRootNotSingular:
        return ZP_MARKED("something stands behind its end");
    case rapidjson::kParseErrorObjectMissName:
        return ZP_MARKED("a key in quotes is wanted here; behind the last value there is no comma");
    case rapidjson::kParseErrorObjectMissColon:
        return ZP_MARKED("a colon is wanted behind the key");
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
        return ZP_MARKED("a comma or `}` is wanted behind the value");
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
        return ZP_MARKED("a comma or `]` is wanted behind the value");
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
        return ZP_MARKED("four hexadecimal digits are wanted behind \\u");
    case rapidjson::kParseErrorStringEscapeInvalid:
        return ZP_MARKED("there is no such escape; for the backslash itself write two");
    case rapidjson::kParseErrorStringMissQuotationMark:
        return ZP_MARKED("the text has no closing quote");
    case rapidjson::kParseErrorStringInvalidEncoding:
        return ZP_MARKED("the text cannot have this character; a line's end in it is \\n");
    case rapidjson::kParseErrorNumberMissFraction:
        return ZP_MARKED("digits are wanted behind the decimal point");
    case rapidjson::kParseErrorNumberMissExponent:
        return ZP_MARKED("digits are wanted behind the exponent");
    default:
        return ZP_MARKED("a value is wanted here: a text in quotes, a number, a list or a table");
    }
}

void record_refuse_json(record_tree *tree, int code, size_t offset) {
    zp_place place = record_input_place(&tree->input, offset);
    if (code == rapidjson::kParseErrorStringUnicodeSurrogateInvalid) {
        record_tree_lone_surrogate(tree, offset);
        return;
    }
    zp_text hint = record_input_hint(tree->arena, &tree->input, offset, false);
    zp_report(tree->messages, ZP_ERROR, place, "json-syntax", "this is not JSON: %s%.*s",
              zp_translated(json_words(code)), ZP_ARG(hint));
}
