#include "der.h"

#include <algorithm>

#include "base/assert.h"

namespace qy::crypto::der {

namespace {

constexpr std::uint8_t kInteger = 0x02;
constexpr std::uint8_t kOctets = 0x04;
constexpr std::uint8_t kSequence = 0x30;

void append(Bytes& out, std::uint8_t tag, ByteView content) {
    const std::size_t size = content.size();
    QY_ASSERT(size < 0x10000);
    out.push_back(tag);
    if (size >= 0x100) {
        out.insert(out.end(), {0x82, static_cast<std::uint8_t>(size >> 8U)});
    } else if (size >= 0x80) {
        out.push_back(0x81);
    }
    out.push_back(static_cast<std::uint8_t>(size));
    out.insert(out.end(), content.begin(), content.end());
}

}  // namespace

void append_integer(Bytes& out, const Number& number) {
    const auto first = std::find_if(number.begin(), number.end() - 1, [](std::uint8_t byte) { return byte != 0; });
    Bytes content(first, number.end());
    if (content.front() >= 0x80) content.insert(content.begin(), 0);  // else it would be negative
    append(out, kInteger, content);
}

void append_octets(Bytes& out, ByteView octets) {
    append(out, kOctets, octets);
}

Bytes sequence_of(ByteView content) {
    Bytes out;
    append(out, kSequence, content);
    return out;
}

std::optional<ByteView> Reader::take(std::uint8_t tag) {
    if (rest_.size() < 2 || rest_[0] != tag) return std::nullopt;
    std::size_t size = rest_[1];
    std::size_t header = 2;
    if (size >= 0x80) {
        const std::size_t count = size - 0x80;
        if (count < 1 || count > 2 || rest_.size() < header + count) return std::nullopt;
        size = 0;
        for (; header < 2 + count; ++header) size = size << 8U | rest_[header];
        if (size < (count == 1 ? 0x80U : 0x100U)) return std::nullopt;
    }
    if (rest_.size() - header < size) return std::nullopt;
    const ByteView content = rest_.subspan(header, size);
    rest_ = rest_.subspan(header + size);
    return content;
}

std::optional<Reader> Reader::sequence() {
    const auto content = take(kSequence);
    if (!content) return std::nullopt;
    return Reader(*content);
}

std::optional<Number> Reader::integer() {
    const auto content = take(kInteger);
    if (!content || content->empty() || content->front() >= 0x80) return std::nullopt;
    ByteView digits = *content;
    if (digits.size() > 1 && digits[0] == 0) {
        if (digits[1] < 0x80) return std::nullopt;
        digits = digits.subspan(1);
    }
    Number number{};
    if (digits.size() > number.size()) return std::nullopt;
    std::copy(digits.begin(), digits.end(), number.end() - static_cast<std::ptrdiff_t>(digits.size()));
    return number;
}

std::optional<ByteView> Reader::octets() {
    return take(kOctets);
}

}  // namespace qy::crypto::der
