#include "crypto/pin.h"

#include "crypto/code_cipher.h"

namespace qy::crypto {

namespace {
constexpr std::uint64_t kPins = 1'000'000;
}  // namespace

PinText pin_of(const WorkingKey& key, std::string_view code) {
    QY_ASSERT(key.info().purpose == Purpose::pin);
    QY_ASSERT(code.size() == code_digits);
    const Digest digest = key.mac({bytes_of(code)});
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8U | digest[i];
    value %= kPins;
    PinText pin{};
    for (std::size_t i = pin.size(); i-- > 0; value /= 10) pin[i] = static_cast<char>('0' + value % 10);
    return pin;
}

bool pin_matches(const WorkingKey& key, std::string_view code, std::string_view given) {
    const PinText pin = pin_of(key, code);
    return equal_in_constant_time(bytes_of(text_of(pin)), bytes_of(given));
}

}  // namespace qy::crypto
