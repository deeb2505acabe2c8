#include "crypto/code_cipher.h"

#include <utility>

#include "base/limits.h"

namespace qy::crypto {

namespace {

constexpr std::size_t kLeftDigits = 9;
constexpr std::uint64_t kCheckValues = 1'000'000;  // the six zeros
constexpr std::uint64_t kSerialTail = 10'000;      // serial digits 10–13 stand in the right half
static_assert(limits::code_serials == 1'000'000'000 * kSerialTail);

char digit_of(int epoch) {
    QY_ASSERT(epoch >= 1 && epoch <= 9);
    return static_cast<char>('0' + epoch);
}

void write_digits(char* end, std::size_t count, std::uint64_t value) {
    for (; count > 0; --count, value /= 10) *--end = static_cast<char>('0' + value % 10);
}

std::optional<std::uint64_t> read_digits(std::string_view text) {
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

}  // namespace

CodeCipher::CodeCipher(const Sm4Key& key, int epoch) : CodeCipher(Sm4(key), epoch) {}

CodeCipher::CodeCipher(Sm4 cipher, int epoch)
    : epoch_digit_(digit_of(epoch)),
      ff1_(std::move(cipher), {std::uint8_t{'Q'}, std::uint8_t{'Y'}, static_cast<std::uint8_t>(epoch_digit_)}) {}

CodeCipher::CodeCipher(const WorkingKey& key) : CodeCipher(key.block_cipher(), key.info().epoch) {
    QY_ASSERT(key.info().purpose == Purpose::code);
}

CodeText CodeCipher::encode(std::uint64_t serial) const {
    QY_ASSERT(serial < limits::code_serials);
    const auto digits = ff1_.encrypt({serial / kSerialTail, serial % kSerialTail * kCheckValues});
    CodeText code{};
    code[0] = epoch_digit_;
    write_digits(code.data() + 1 + kLeftDigits, kLeftDigits, digits.left);
    write_digits(code.data() + code.size(), code.size() - 1 - kLeftDigits, digits.right);
    return code;
}

std::optional<std::uint64_t> CodeCipher::decode(std::string_view code) const {
    if (code.size() != code_digits || code[0] != epoch_digit_) return std::nullopt;
    const auto left = read_digits(code.substr(1, kLeftDigits));
    const auto right = read_digits(code.substr(1 + kLeftDigits));
    if (!left || !right) return std::nullopt;
    const auto plain = ff1_.decrypt({*left, *right});
    if (plain.right % kCheckValues != 0) return std::nullopt;
    return plain.left * kSerialTail + plain.right / kCheckValues;
}

}  // namespace qy::crypto
