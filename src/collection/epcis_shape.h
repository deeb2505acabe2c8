#pragma once
// THE table of EPCIS 2.0's own members, in the canonical order of CBV 2.0 (8.9.2): reading XML, checking, hashing and
// writing all follow from it.
#include <span>
#include <string_view>

#include "epcis_words.h"

namespace qy::collection {

enum class Form : std::uint8_t {
    text,
    time,
    offset,
    action,
    word,  ///< of `vocabulary`
    uri,   ///< identifier or address
    number,
    flag,
    object,     ///< of `inner`
    extension,  ///< an object of nothing but extensions: ilmd
};
/// How often a member stands, and how XML wraps it.
enum class Times : std::uint8_t {
    once,
    wrapped,   ///< a list; XML: <name><item>…</item></name>
    repeated,  ///< a list; XML: the element again and again
    either,    ///< one value or a list of them; XML: as repeated
};

struct Shape {
    std::string_view name;
    Form form = Form::text;
    Times times = Times::once;
    std::string_view item = {};  ///< XML's element of one entry of a wrapped list
    Vocabulary vocabulary = {};  ///< of a word
    std::span<const Shape> inner = {};
    bool named_items = true;  ///< the pre-hash string names each entry by `item`
    bool hashed = true;       ///< takes part in the event hash
};

/// Members of an event of any kind, `type` left out.
[[nodiscard]] std::span<const Shape> event_shape();
/// Null when it is no member of EPCIS's own.
[[nodiscard]] const Shape* find_shape(std::span<const Shape> shapes, std::string_view name);

}  // namespace qy::collection
