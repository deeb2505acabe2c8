#pragma once
// One-time codes of a second factor: TOTP (RFC 6238) over HMAC-SHA-1, which every app on a phone knows, or over
// HMAC-SM3. (clause 9.4.1)
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/secret.h"

namespace qy::crypto {

enum class TotpHash { sha1, sm3 };
[[nodiscard]] std::string_view to_string(TotpHash hash);
[[nodiscard]] std::optional<TotpHash> totp_hash_of(std::string_view name);

inline constexpr std::int64_t totp_period_seconds = 30;
inline constexpr int totp_digits = 6;
inline constexpr std::size_t totp_secret_bytes = 20;

/// 20 random bytes, as RFC 4226 recommends.
[[nodiscard]] Secret<Bytes> new_totp_secret(Random& random);
/// The number of the period that `now` lies in: what RFC 6238 calls T.
[[nodiscard]] std::int64_t totp_step(Time now);
/// Truncated as RFC 4226 §5.3 says, with leading zeros. REQUIRES: step ≥ 0; digits in [6, 8].
[[nodiscard]] std::string totp_code(const Secret<Bytes>& secret, std::int64_t step, TotpHash hash,
                                    int digits = totp_digits);
/// The step that `code` is of: the present one, the one before or after, and later than `last_used`, so that no code
/// opens twice. Nothing when it fits none. Compares in constant time.
[[nodiscard]] std::optional<std::int64_t> match_totp(const Secret<Bytes>& secret, std::string_view code, Time now,
                                                     std::int64_t last_used, TotpHash hash);

/// RFC 4648 §6 without padding: how people and apps are handed the secret.
[[nodiscard]] std::string to_base32(ByteView bytes);
/// otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=…&algorithm=…&digits=6&period=30, percent-encoded.
[[nodiscard]] SecretText otpauth_uri(std::string_view issuer, std::string_view account, const Secret<Bytes>& secret,
                                     TotpHash hash);

}  // namespace qy::crypto
