#pragma once
// The spellings of SM2 signatures and ciphertexts that partners use, and one value for each inside.
// Sources: GB/T 35276-2017 (DER), GB/T 32918.4-2016 (C1C3C2), interfaces: SM envelope. Pure functions, safe from any
// thread.
#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "crypto/sm3.h"

namespace qy::crypto {

/// raw: fixed-width fields one after the other; raw_04: the same with the byte 04 before the point; der: a SEQUENCE.
enum class Sm2Form { raw, raw_04, der };

/// r ‖ s, each padded on the left to 32 bytes.
using Sm2Signature = std::array<std::uint8_t, 64>;

struct Sm2ReadSignature {
    Sm2Signature signature{};
    Sm2Form form = Sm2Form::raw;
};
/// Exactly 64 bytes are r ‖ s; anything else must be SEQUENCE { INTEGER r, INTEGER s } in its shortest form (a DER
/// signature of 64 bytes would need r and s that are 2^48 times too small).
/// Errors: invalid `sm2.signature_malformed` (a partner that forgets to pad r or s on the left lands here).
Result<Sm2ReadSignature> sm2_read_signature(ByteView bytes);
/// REQUIRES: form is raw or der.
[[nodiscard]] Bytes sm2_write_signature(const Sm2Signature& signature, Sm2Form form);

/// C1 = (x, y), C3 and C2 of the standard. C2 is as long as the plaintext.
struct Sm2Ciphertext {
    std::array<std::uint8_t, 32> x{};
    std::array<std::uint8_t, 32> y{};
    Digest c3{};
    Bytes c2;
};

struct Sm2ReadCiphertext {
    Sm2Ciphertext ciphertext;
    Sm2Form form = Sm2Form::raw;
};
/// Reads the form that the caller knows. Errors: invalid `sm2.ciphertext_malformed`.
Result<Sm2Ciphertext> sm2_read_ciphertext(ByteView bytes, Sm2Form form);
/// Tells the forms apart by length, which needs the length of the plaintext: 96 + n raw, 97 + n with 04, else DER.
/// Errors: invalid `sm2.ciphertext_malformed` (also when the plaintext would have another length).
Result<Sm2ReadCiphertext> sm2_detect_ciphertext(ByteView bytes, std::size_t plain_bytes);
[[nodiscard]] Bytes sm2_write_ciphertext(const Sm2Ciphertext& ciphertext, Sm2Form form);

}  // namespace qy::crypto
