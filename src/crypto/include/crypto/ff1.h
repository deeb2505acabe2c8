#pragma once
// Format-preserving encryption FF1 (NIST SP 800-38G, algorithms 7 and 8) over any 128-bit block cipher.
// Ff1 takes any radix and length; Ff1Decimal19 is the same function for 19 decimal digits and a tweak of three bytes,
// with one block operation per round. Both are templates so that NIST's AES samples prove the code that runs SM4.
#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/bytes.h"

namespace qy::crypto {

/// A block cipher with its key. `encrypt_block` may use state of the object, so each thread works on its own copy.
template <class C>
concept BlockCipher = std::copy_constructible<C> && requires(C& cipher, const std::uint8_t* in, std::uint8_t* out) {
    requires C::block_bytes == 16;
    cipher.encrypt_block(in, out);
};

namespace ff1 {

inline constexpr int kRounds = 10;
using Block = std::array<std::uint8_t, 16>;
using Numerals = std::vector<std::uint16_t>;

/// The value of the numerals as big-endian bytes. REQUIRES: it fits in `size` bytes.
[[nodiscard]] Bytes number_of(std::span<const std::uint16_t> numerals, std::uint32_t radix, std::size_t size);
/// The low `count` numerals of a big-endian number.
[[nodiscard]] Numerals numerals_of(Bytes number, std::uint32_t radix, std::size_t count);
/// (a ± b) mod radix^size, numeral by numeral. REQUIRES: equal sizes.
[[nodiscard]] Numerals add(Numerals a, const Numerals& b, std::uint32_t radix);
[[nodiscard]] Numerals subtract(Numerals a, const Numerals& b, std::uint32_t radix);
/// Bytes that hold every number of `count` numerals (b of the standard).
[[nodiscard]] std::size_t bytes_for(std::uint32_t radix, std::size_t count);
/// The first block (P of the standard), the same for every round.
[[nodiscard]] Block first_block(std::uint32_t radix, std::size_t numerals, std::size_t tweak_bytes);

inline void exclusive_or(Block& block, const std::uint8_t* other) {
    for (std::size_t i = 0; i < block.size(); ++i) block[i] = static_cast<std::uint8_t>(block[i] ^ other[i]);
}

}  // namespace ff1

/// Safe from any thread: each call copies the cipher.
template <BlockCipher Cipher>
class Ff1 {
 public:
    using Numerals = ff1::Numerals;
    static constexpr std::size_t numerals_max = 1024;

    /// REQUIRES: radix in [2, 65536].
    Ff1(Cipher cipher, std::uint32_t radix) : cipher_(std::move(cipher)), radix_(radix) {
        QY_ASSERT(radix >= 2 && radix <= 65'536);
    }

    /// REQUIRES (both): size in [2, numerals_max], radix^size ≥ 1,000,000 (SP 800-38G rev. 1), every numeral < radix.
    [[nodiscard]] Numerals encrypt(std::span<const std::uint16_t> numerals, ByteView tweak) const {
        Halves halves = split(numerals);
        Cipher cipher = cipher_;
        for (int round = 0; round < ff1::kRounds; ++round) {
            const Numerals mask = round_mask(cipher, round, halves.b, halves.a.size(), numerals.size(), tweak);
            Numerals sum = ff1::add(std::move(halves.a), mask, radix_);
            halves.a = std::exchange(halves.b, std::move(sum));
        }
        return joined(std::move(halves));
    }

    [[nodiscard]] Numerals decrypt(std::span<const std::uint16_t> numerals, ByteView tweak) const {
        Halves halves = split(numerals);
        Cipher cipher = cipher_;
        for (int round = ff1::kRounds - 1; round >= 0; --round) {
            const Numerals mask = round_mask(cipher, round, halves.a, halves.b.size(), numerals.size(), tweak);
            Numerals difference = ff1::subtract(std::move(halves.b), mask, radix_);
            halves.b = std::exchange(halves.a, std::move(difference));
        }
        return joined(std::move(halves));
    }

 private:
    struct Halves {
        Numerals a;
        Numerals b;
    };

    [[nodiscard]] Halves split(std::span<const std::uint16_t> numerals) const {
        QY_ASSERT(numerals.size() >= 2 && numerals.size() <= numerals_max);
        std::uint64_t domain = 1;
        for (const std::uint16_t numeral : numerals) {
            QY_ASSERT(numeral < radix_);
            if (domain < 1'000'000) domain *= radix_;
        }
        QY_ASSERT(domain >= 1'000'000);
        const auto middle = numerals.begin() + static_cast<std::ptrdiff_t>(numerals.size() / 2);
        return {Numerals(numerals.begin(), middle), Numerals(middle, numerals.end())};
    }

    [[nodiscard]] static Numerals joined(Halves halves) {
        halves.a.insert(halves.a.end(), halves.b.begin(), halves.b.end());
        return std::move(halves.a);
    }

    /// y of the standard as `count` numerals: the keyed function of round number, tweak and the other half.
    [[nodiscard]] Numerals round_mask(Cipher& cipher, int round, const Numerals& half, std::size_t count,
                                      std::size_t size, ByteView tweak) const {
        const std::size_t half_bytes = ff1::bytes_for(radix_, size - size / 2);
        Bytes input(tweak.begin(), tweak.end());
        while ((input.size() + half_bytes + 1) % Cipher::block_bytes != 0) input.push_back(0);
        input.push_back(static_cast<std::uint8_t>(round));
        const Bytes number = ff1::number_of(half, radix_, half_bytes);
        input.insert(input.end(), number.begin(), number.end());

        ff1::Block state = ff1::first_block(radix_, size, tweak.size());
        cipher.encrypt_block(state.data(), state.data());
        for (std::size_t at = 0; at < input.size(); at += Cipher::block_bytes) {
            ff1::exclusive_or(state, input.data() + at);
            cipher.encrypt_block(state.data(), state.data());
        }
        return ff1::numerals_of(stretched(cipher, state, 4 * ((half_bytes + 3) / 4) + 4), radix_, count);
    }

    /// The first `size` bytes of R ‖ E(R ⊕ 1) ‖ E(R ⊕ 2) …
    [[nodiscard]] static Bytes stretched(Cipher& cipher, const ff1::Block& start, std::size_t size) {
        Bytes out(start.begin(), start.end());
        for (std::uint32_t counter = 1; out.size() < size; ++counter) {
            ff1::Block block = start;
            for (std::size_t i = 0; i < 4; ++i) {
                block[15 - i] = static_cast<std::uint8_t>(block[15 - i] ^ (counter >> (8 * i)));
            }
            cipher.encrypt_block(block.data(), block.data());
            out.insert(out.end(), block.begin(), block.end());
        }
        out.resize(size);
        return out;
    }

    Cipher cipher_;
    std::uint32_t radix_;
};

/// FF1 of 19 decimal digits under one tweak of three bytes. The first block never changes, so its encryption is kept;
/// tweak, round and half then fill exactly one block, and 12 bytes of it are used. Safe from any thread: each call
/// copies the cipher, which costs less than one block.
template <BlockCipher Cipher>
class Ff1Decimal19 {
 public:
    static constexpr std::uint64_t left_values = 1'000'000'000;    // 9 digits
    static constexpr std::uint64_t right_values = 10'000'000'000;  // 10 digits
    /// 19 digits as two numbers: the first 9 and the last 10.
    struct Digits {
        std::uint64_t left = 0;
        std::uint64_t right = 0;
        bool operator==(const Digits&) const = default;
    };

    Ff1Decimal19(Cipher cipher, const std::array<std::uint8_t, 3>& tweak) : cipher_(std::move(cipher)) {
        start_ = ff1::first_block(10, 19, tweak.size());
        cipher_.encrypt_block(start_.data(), start_.data());
        for (std::size_t i = 0; i < tweak.size(); ++i) start_[i] = static_cast<std::uint8_t>(start_[i] ^ tweak[i]);
    }

    /// REQUIRES (both): left < left_values, right < right_values.
    [[nodiscard]] Digits encrypt(Digits digits) const {
        QY_ASSERT(digits.left < left_values && digits.right < right_values);
        Cipher cipher = cipher_;
        for (int round = 0; round < ff1::kRounds; round += 2) {
            digits.left = (digits.left + mask<left_values>(cipher, round, digits.right)) % left_values;
            digits.right = (digits.right + mask<right_values>(cipher, round + 1, digits.left)) % right_values;
        }
        return digits;
    }

    [[nodiscard]] Digits decrypt(Digits digits) const {
        QY_ASSERT(digits.left < left_values && digits.right < right_values);
        Cipher cipher = cipher_;
        for (int round = ff1::kRounds - 2; round >= 0; round -= 2) {
            const std::uint64_t right = mask<right_values>(cipher, round + 1, digits.left);
            digits.right = (digits.right + right_values - right) % right_values;
            const std::uint64_t left = mask<left_values>(cipher, round, digits.right);
            digits.left = (digits.left + left_values - left) % left_values;
        }
        return digits;
    }

 private:
    /// y mod `modulus`, from the first 12 bytes of the round's block. Steps of 16 bits keep the remainder, which is
    /// below 2^34, within 64 bits.
    template <std::uint64_t modulus>
    [[nodiscard]] std::uint64_t mask(Cipher& cipher, int round, std::uint64_t half) const {
        ff1::Block block = start_;
        block[10] = static_cast<std::uint8_t>(block[10] ^ round);
        for (std::size_t i = 0; i < 5; ++i) {
            block[15 - i] = static_cast<std::uint8_t>(block[15 - i] ^ (half >> (8 * i)));
        }
        cipher.encrypt_block(block.data(), block.data());
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < 8; ++i) value = value << 8U | block[i];
        value %= modulus;
        value = (value << 16U | static_cast<std::uint64_t>(block[8] << 8U | block[9])) % modulus;
        return (value << 16U | static_cast<std::uint64_t>(block[10] << 8U | block[11])) % modulus;
    }

    Cipher cipher_;
    ff1::Block start_{};
};

}  // namespace qy::crypto
