#include "crypto/totp.h"

#include <openssl/evp.h>

#include <array>

#include "base/assert.h"
#include "crypto/sm3.h"

namespace qy::crypto {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::int64_t kStepsAside = 1;

std::array<std::uint8_t, 8> big_endian(std::int64_t step) {
    std::array<std::uint8_t, 8> bytes{};
    auto value = static_cast<std::uint64_t>(step);
    for (std::size_t i = bytes.size(); i-- > 0; value >>= 8U) bytes[i] = static_cast<std::uint8_t>(value & 0xFFU);
    return bytes;
}

Bytes mac_of(const Secret<Bytes>& secret, ByteView message, TotpHash hash) {
    const Bytes& key = secret.expose();
    if (hash == TotpHash::sm3) {
        const Digest digest = hmac_sm3(key, message);
        return {digest.begin(), digest.end()};
    }
    Bytes digest(20);
    std::size_t size = 0;
    const auto* const made = EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA1", nullptr, key.data(), key.size(),
                                       message.data(), message.size(), digest.data(), digest.size(), &size);
    QY_ASSERT(made != nullptr && size == digest.size());
    return digest;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(c);
        out += '%';
        out += kHex[byte >> 4U];
        out += kHex[byte & 0xFU];
    }
    return out;
}

}  // namespace

std::string_view to_string(TotpHash hash) {
    return hash == TotpHash::sm3 ? "sm3" : "sha1";
}

std::optional<TotpHash> totp_hash_of(std::string_view name) {
    if (name == "sha1") return TotpHash::sha1;
    if (name == "sm3") return TotpHash::sm3;
    return std::nullopt;
}

Secret<Bytes> new_totp_secret(Random& random) {
    return Secret<Bytes>(random.bytes(totp_secret_bytes));
}

std::int64_t totp_step(Time now) {
    return now.seconds() / totp_period_seconds;
}

std::string totp_code(const Secret<Bytes>& secret, std::int64_t step, TotpHash hash, int digits) {
    QY_ASSERT(step >= 0 && digits >= 6 && digits <= 8);
    const auto message = big_endian(step);
    const Bytes mac = mac_of(secret, message, hash);
    const std::size_t at = mac.back() & 0xFU;
    std::uint32_t value = mac[at] & 0x7FU;
    for (std::size_t i = 1; i < 4; ++i) value = value << 8U | mac[at + i];
    std::string code(static_cast<std::size_t>(digits), '0');
    for (std::size_t i = code.size(); i-- > 0; value /= 10) code[i] = static_cast<char>('0' + value % 10);
    return code;
}

std::optional<std::int64_t> match_totp(const Secret<Bytes>& secret, std::string_view code, Time now,
                                       std::int64_t last_used, TotpHash hash) {
    std::optional<std::int64_t> found;
    const std::int64_t present = totp_step(now);
    for (std::int64_t step = present - kStepsAside; step <= present + kStepsAside; ++step) {
        if (step < 0) continue;
        const bool equal = equal_in_constant_time(bytes_of(totp_code(secret, step, hash)), bytes_of(code));
        if (equal && step > last_used && !found) found = step;
    }
    return found;
}

std::string to_base32(ByteView bytes) {
    std::string out;
    std::uint32_t held = 0;
    int bits = 0;
    for (const std::uint8_t byte : bytes) {
        held = (held << 8U | byte) & 0xFFFFU;
        for (bits += 8; bits >= 5; bits -= 5) out += kBase32[held >> (bits - 5) & 0x1FU];
    }
    if (bits > 0) out += kBase32[held << (5 - bits) & 0x1FU];
    return out;
}

SecretText otpauth_uri(std::string_view issuer, std::string_view account, const Secret<Bytes>& secret, TotpHash hash) {
    const std::string_view algorithm = hash == TotpHash::sm3 ? "SM3" : "SHA1";
    std::string uri = "otpauth://totp/" + percent_encoded(issuer) + ":" + percent_encoded(account);
    uri += "?secret=" + to_base32(secret.expose()) + "&issuer=" + percent_encoded(issuer);
    uri += "&algorithm=" + std::string(algorithm) + "&digits=" + std::to_string(totp_digits) +
           "&period=" + std::to_string(totp_period_seconds);
    return SecretText(std::move(uri));
}

}  // namespace qy::crypto
