#include "crypto/ff1.h"

namespace qy::crypto::ff1 {

Bytes number_of(std::span<const std::uint16_t> numerals, std::uint32_t radix, std::size_t size) {
    Bytes number(size, 0);
    for (const std::uint16_t numeral : numerals) {
        std::uint32_t carry = numeral;
        for (std::size_t i = size; i-- > 0;) {
            carry += number[i] * radix;
            number[i] = static_cast<std::uint8_t>(carry);
            carry >>= 8U;
        }
        QY_ASSERT(carry == 0);
    }
    return number;
}

Numerals numerals_of(Bytes number, std::uint32_t radix, std::size_t count) {
    Numerals out(count);
    for (std::size_t at = count; at-- > 0;) {
        std::uint32_t remainder = 0;
        for (std::uint8_t& byte : number) {
            const std::uint32_t value = remainder << 8U | byte;
            byte = static_cast<std::uint8_t>(value / radix);
            remainder = value % radix;
        }
        out[at] = static_cast<std::uint16_t>(remainder);
    }
    return out;
}

Numerals add(Numerals a, const Numerals& b, std::uint32_t radix) {
    QY_ASSERT(a.size() == b.size());
    std::uint32_t carry = 0;
    for (std::size_t i = a.size(); i-- > 0;) {
        const std::uint32_t sum = a[i] + b[i] + carry;
        carry = sum >= radix ? 1 : 0;
        a[i] = static_cast<std::uint16_t>(sum - carry * radix);
    }
    return a;
}

Numerals subtract(Numerals a, const Numerals& b, std::uint32_t radix) {
    QY_ASSERT(a.size() == b.size());
    std::uint32_t borrow = 0;
    for (std::size_t i = a.size(); i-- > 0;) {
        const std::uint32_t take = b[i] + borrow;
        borrow = a[i] < take ? 1 : 0;
        a[i] = static_cast<std::uint16_t>(a[i] + borrow * radix - take);
    }
    return a;
}

std::size_t bytes_for(std::uint32_t radix, std::size_t count) {
    // The largest number of `count` numerals; 16 bits are enough for any numeral.
    const Numerals largest(count, static_cast<std::uint16_t>(radix - 1));
    const Bytes number = number_of(largest, radix, 2 * count);
    std::size_t leading = 0;
    while (leading < number.size() && number[leading] == 0) ++leading;
    return number.size() - leading;
}

Block first_block(std::uint32_t radix, std::size_t numerals, std::size_t tweak_bytes) {
    const auto low = [](std::size_t value, unsigned shift) { return static_cast<std::uint8_t>(value >> shift); };
    return {1,
            2,
            1,
            low(radix, 16),
            low(radix, 8),
            low(radix, 0),
            kRounds,
            low(numerals / 2, 0),
            low(numerals, 24),
            low(numerals, 16),
            low(numerals, 8),
            low(numerals, 0),
            low(tweak_bytes, 24),
            low(tweak_bytes, 16),
            low(tweak_bytes, 8),
            low(tweak_bytes, 0)};
}

}  // namespace qy::crypto::ff1
