// Any text through the small readers of base: each has one form that it leaves as it is, and loses nothing on the way.
#include "base/text.h"

#include <algorithm>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/decimal.h"
#include "base/id.h"
#include "base/messages.h"

namespace {

void check_utf8(std::string_view text) {
    if (!qy::is_utf8(text)) return;
    const auto points = qy::to_utf32(text);
    QY_ASSERT(points.size() == qy::length_of(text));
    std::string back;
    for (const char32_t point : points) qy::append_utf8(back, point);
    QY_ASSERT(back == text);
    const auto folded = qy::fold_width(text);
    QY_ASSERT(qy::is_utf8(folded) && qy::fold_width(folded) == folded && qy::length_of(folded) == points.size());
    const auto trimmed = qy::trim(text);
    QY_ASSERT(qy::is_utf8(trimmed) && qy::trim(trimmed) == trimmed);
}

void check_bytes(std::string_view text) {
    QY_ASSERT(qy::from_hex(qy::to_hex(qy::bytes_of(text))).value() == qy::Bytes(text.begin(), text.end()));
    QY_ASSERT(qy::from_base64(qy::to_base64(qy::bytes_of(text))).value() == qy::Bytes(text.begin(), text.end()));
    const auto hex = qy::from_hex(text);
    QY_ASSERT(!hex.ok() || qy::to_hex(*hex) == qy::lower_ascii(text));
    const auto base64 = qy::from_base64(text);
    QY_ASSERT(!base64.ok() || qy::to_base64(*base64) == text);  // one spelling per value
}

void check_decimal(std::string_view text) {
    const auto number = qy::Decimal::parse(text);
    if (!number.ok()) return;
    const auto shown = number->to_string();
    const auto again = qy::Decimal::parse(shown);
    QY_ASSERT(again.ok() && *again == *number && again->to_string() == shown);
    const auto difference = number->minus(*number);
    QY_ASSERT(difference.ok() && difference->is_zero());
    const auto sum = number->plus(qy::Decimal(1, 0));
    QY_ASSERT(!sum.ok() || *sum > *number);
    const auto back = number->scaled(3, 1).ok() ? number->scaled(3, 1)->scaled(1, 3) : number;
    QY_ASSERT(back.ok() && *back == *number);
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    check_utf8(text);
    check_bytes(text);
    check_decimal(text);
    const auto pieces = qy::split(text, ',');
    QY_ASSERT(qy::join({pieces.begin(), pieces.end()}, ",") == text);
    QY_ASSERT(qy::language_of(text) == qy::language_of(upper(std::string(text))));
    const auto id = qy::parse_id_number(text);
    QY_ASSERT(!id.ok() || (*id > 0 && std::to_string(*id) == text));
    return 0;
}
