// Any text as JSON: what is read can be written, and what is written is read as the same; the canonical form is one.
#include <algorithm>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/json.h"
#include "base/text.h"

namespace {

using qy::Json;

bool is_canonical_number(const Json& value) {
    constexpr std::int64_t bound = std::int64_t{1} << 53;
    if (value.is_double()) return false;
    if (value.is_uint64()) return value.get_uint64() < std::uint64_t{bound};
    return !value.is_int64() || (value.get_int64() < bound && value.get_int64() > -bound);
}

// Whether the value has a canonical form, which knows only whole numbers that every reader holds exactly.
bool has_canonical_form(const Json& value) {
    if (const auto* array = value.if_array()) return std::all_of(array->begin(), array->end(), &has_canonical_form);
    if (const auto* object = value.if_object()) {
        return std::all_of(object->begin(), object->end(),
                           [](const auto& member) { return has_canonical_form(member.value()); });
    }
    return is_canonical_number(value);
}

// The same value with the members of every object in the opposite order.
Json turned_over(const Json& value) {
    if (const auto* array = value.if_array()) {
        qy::JsonArray out;
        for (const auto& element : *array) out.push_back(turned_over(element));
        return out;
    }
    const auto* object = value.if_object();
    if (object == nullptr) return value;
    qy::JsonObject out;
    for (std::size_t i = object->size(); i-- > 0;) {
        const auto& member = *(object->begin() + static_cast<std::ptrdiff_t>(i));
        out.emplace(member.key(), turned_over(member.value()));
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    const auto value = qy::parse_json(text);
    if (!value.ok()) return 0;
    QY_ASSERT(qy::is_utf8(text));
    const auto written = qy::to_text(*value);
    QY_ASSERT(qy::is_utf8(written));
    const auto again = qy::parse_json(written);
    QY_ASSERT(again.ok());
    QY_ASSERT(qy::to_text(*again) == written);
    if (!has_canonical_form(*value)) return 0;
    const auto canonical = qy::canonical_text(*value);
    QY_ASSERT(qy::canonical_text(turned_over(*value)) == canonical);
    const auto reread = qy::parse_json(canonical);
    QY_ASSERT(reread.ok() && qy::canonical_text(*reread) == canonical);
    return 0;
}
