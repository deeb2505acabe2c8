#pragma once
// Trace codes as a function of their serial. Format (interfaces: trace code): key epoch digit K (1–9), then 19 digits:
// FF1-SM4, radix 10, of 13 digits of serial and "000000", with the tweak ASCII "QY" ‖ K.
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "crypto/ff1.h"
#include "crypto/sm4.h"
#include "crypto/working_key.h"

namespace qy::crypto {

inline constexpr std::size_t code_digits = 20;
using CodeText = std::array<char, code_digits>;
[[nodiscard]] inline std::string_view text_of(const CodeText& code) {
    return {code.data(), code.size()};
}

/// Ten block operations a code, nothing stored. Safe from any thread; cheap to copy.
class CodeCipher {
 public:
    /// REQUIRES: epoch in [1, 9].
    CodeCipher(const Sm4Key& key, int epoch);
    CodeCipher(Sm4 cipher, int epoch);
    /// Under a working key and its epoch. REQUIRES: its purpose is code.
    explicit CodeCipher(const WorkingKey& key);

    /// REQUIRES: serial < limits::code_serials.
    [[nodiscard]] CodeText encode(std::uint64_t serial) const;
    /// The serial, or nothing: not 20 ASCII digits, another epoch, or the six check digits do not come out as zeros
    /// (one forged or mistyped code in a million passes).
    [[nodiscard]] std::optional<std::uint64_t> decode(std::string_view code) const;
    [[nodiscard]] int epoch() const { return epoch_digit_ - '0'; }

 private:
    char epoch_digit_;
    Ff1Decimal19<Sm4> ff1_;
};

}  // namespace qy::crypto
