#include "crypto/sm2_format.h"

#include <algorithm>
#include <optional>

#include "base/assert.h"
#include "base/limits.h"
#include "der.h"

namespace qy::crypto {

namespace {

constexpr std::size_t kNumberBytes = 32;
constexpr std::size_t kFixedBytes = 3 * kNumberBytes;  // x, y and C3
constexpr std::uint8_t kUncompressed = 0x04;

std::optional<Sm2Signature> signature_of_der(ByteView bytes) {
    der::Reader outer(bytes);
    auto inner = outer.sequence();
    if (!inner || !outer.at_end()) return std::nullopt;
    const auto r = inner->integer();
    const auto s = r ? inner->integer() : std::nullopt;
    if (!s || !inner->at_end()) return std::nullopt;
    Sm2Signature signature{};
    std::copy(r->begin(), r->end(), signature.begin());
    std::copy(s->begin(), s->end(), signature.begin() + kNumberBytes);
    return signature;
}

std::optional<Sm2Ciphertext> ciphertext_of_der(ByteView bytes) {
    der::Reader outer(bytes);
    auto inner = outer.sequence();
    if (!inner || !outer.at_end()) return std::nullopt;
    const auto x = inner->integer();
    const auto y = x ? inner->integer() : std::nullopt;
    const auto c3 = y ? inner->octets() : std::nullopt;
    const auto c2 = c3 ? inner->octets() : std::nullopt;
    if (!c2 || !inner->at_end() || c3->size() != kNumberBytes || c2->empty()) return std::nullopt;
    Sm2Ciphertext out{*x, *y, {}, Bytes(c2->begin(), c2->end())};
    std::copy(c3->begin(), c3->end(), out.c3.begin());
    return out;
}

std::optional<Sm2Ciphertext> ciphertext_of_raw(ByteView bytes) {
    if (bytes.size() <= kFixedBytes) return std::nullopt;
    Sm2Ciphertext out;
    std::copy_n(bytes.begin(), kNumberBytes, out.x.begin());
    std::copy_n(bytes.begin() + kNumberBytes, kNumberBytes, out.y.begin());
    std::copy_n(bytes.begin() + 2 * kNumberBytes, kNumberBytes, out.c3.begin());
    out.c2.assign(bytes.begin() + kFixedBytes, bytes.end());
    return out;
}

Bytes ciphertext_to_der(const Sm2Ciphertext& ciphertext) {
    Bytes content;
    der::append_integer(content, ciphertext.x);
    der::append_integer(content, ciphertext.y);
    der::append_octets(content, ciphertext.c3);
    der::append_octets(content, ciphertext.c2);
    return der::sequence_of(content);
}

}  // namespace

Result<Sm2ReadSignature> sm2_read_signature(ByteView bytes) {
    Sm2ReadSignature out;
    if (bytes.size() == out.signature.size()) {
        std::copy(bytes.begin(), bytes.end(), out.signature.begin());
        return out;
    }
    const auto signature = signature_of_der(bytes);
    if (!signature) return invalid("sm2.signature_malformed");
    return Sm2ReadSignature{*signature, Sm2Form::der};
}

Bytes sm2_write_signature(const Sm2Signature& signature, Sm2Form form) {
    QY_ASSERT(form != Sm2Form::raw_04);
    if (form == Sm2Form::raw) return {signature.begin(), signature.end()};
    der::Number r{};
    der::Number s{};
    std::copy_n(signature.begin(), kNumberBytes, r.begin());
    std::copy_n(signature.begin() + kNumberBytes, kNumberBytes, s.begin());
    Bytes content;
    der::append_integer(content, r);
    der::append_integer(content, s);
    return der::sequence_of(content);
}

Result<Sm2Ciphertext> sm2_read_ciphertext(ByteView bytes, Sm2Form form) {
    std::optional<Sm2Ciphertext> out;
    if (form == Sm2Form::der) {
        out = ciphertext_of_der(bytes);
    } else if (form == Sm2Form::raw) {
        out = ciphertext_of_raw(bytes);
    } else if (!bytes.empty() && bytes.front() == kUncompressed) {
        out = ciphertext_of_raw(bytes.subspan(1));
    }
    if (!out || out->c2.size() > limits::sm2_plaintext_bytes_max) return invalid("sm2.ciphertext_malformed");
    return *std::move(out);
}

Result<Sm2ReadCiphertext> sm2_detect_ciphertext(ByteView bytes, std::size_t plain_bytes) {
    const std::size_t raw_bytes = kFixedBytes + plain_bytes;
    const Sm2Form form = bytes.size() == raw_bytes       ? Sm2Form::raw
                         : bytes.size() == raw_bytes + 1 ? Sm2Form::raw_04
                                                         : Sm2Form::der;
    QY_TRY(ciphertext, sm2_read_ciphertext(bytes, form));
    if (ciphertext.c2.size() != plain_bytes) return invalid("sm2.ciphertext_malformed");
    return Sm2ReadCiphertext{std::move(ciphertext), form};
}

Bytes sm2_write_ciphertext(const Sm2Ciphertext& ciphertext, Sm2Form form) {
    if (form == Sm2Form::der) return ciphertext_to_der(ciphertext);
    Bytes out;
    if (form == Sm2Form::raw_04) out.push_back(kUncompressed);
    for (const ByteView part : {ByteView(ciphertext.x), ByteView(ciphertext.y), ByteView(ciphertext.c3)}) {
        out.insert(out.end(), part.begin(), part.end());
    }
    out.insert(out.end(), ciphertext.c2.begin(), ciphertext.c2.end());
    return out;
}

}  // namespace qy::crypto
