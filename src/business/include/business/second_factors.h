#pragma once
// Second factors: one-time codes (TOTP), SM2 keys that sign a nonce, recovery codes. (clause 9.4.1; GB/T 22239 8.1.4.1
// d, GB/T 39786 8.4 a) A captcha is none.
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "business/services.h"
#include "model/account.h"
#include "model/user.h"

namespace qy::storage {
class Reader;
class Writer;
}  // namespace qy::storage

namespace qy::business {

/// What a user brings besides the password: a one-time or recovery code, or a signature over a nonce of ours.
struct FactorProof {
    SecretText code;
    std::string challenge;
    SecretText signature;  ///< hex, r‖s or DER, by user id 1234567812345678
    [[nodiscard]] bool is_empty() const { return code.expose().empty() && challenge.empty(); }
};

/// Shown once; each opens once.
using RecoveryCodes = std::vector<SecretText>;

/// A proof that fits; it counts only when `use` takes it.
struct FactorMatch {
    std::string kind;  ///< "totp", "sm2", "recovery"
    model::SecondFactorId factor;
    std::int64_t step = 0;
    std::vector<std::string> hashes;  ///< of the nonce or the recovery code, under each key
};

/// Safe from any thread. Every change is audited in its own transaction.
class SecondFactors {
 public:
    explicit SecondFactors(const Services& services) : services_(services) {}

    /// A new factor for one-time codes that waits for its first code; earlier ones that still wait are dropped.
    struct TotpDraft {
        model::SecondFactorId id;
        SecretText secret;  ///< base32, for typing
        SecretText uri;     ///< otpauth:, for a QR code
    };
    /// Errors: conflict `factor.too_many` {limit}.
    Result<TotpDraft> draft_totp(const model::Actor& actor, std::string_view label);
    /// Makes the factor count. With the first factor of a user come recovery codes, shown once; else none.
    /// Errors: not_found `factor.not_found`; invalid `factor.code_wrong`.
    Result<RecoveryCodes> confirm_totp(const model::Actor& actor, model::SecondFactorId id, const SecretText& code);
    /// A nonce to sign, good once and for five minutes: to enrol a key or to sign in with it.
    Result<std::string> challenge();
    /// Enrols the public key (hex of x and y, with or without 04) whose owner signed the nonce. Recovery codes as
    /// above. Errors: invalid `sm2.key_malformed`, `factor.signature_wrong`; conflict `factor.too_many`,
    /// `factor.exists`.
    Result<RecoveryCodes> enrol_sm2(const model::Actor& actor, std::string_view label, std::string_view public_key,
                                    const FactorProof& proof);
    Result<std::vector<model::SecondFactor>> list(model::UserId user);
    Result<std::int64_t> recovery_codes_left(model::UserId user);
    /// Errors: not_found `factor.not_found`; conflict `factor.last` (roles that need one keep one).
    Result<void> remove(const model::Actor& actor, model::SecondFactorId id);
    /// New recovery codes instead of all earlier ones. Errors: conflict `factor.none`.
    Result<RecoveryCodes> renew_recovery_codes(const model::Actor& actor);
    /// The demonstration's: one known factor instead of all others. Returns its secret in base32.
    Result<SecretText> set_totp(model::UserId user, const model::Actor& actor);

    /// The factor that the proof fits, checked but not used; none when it fits none. `codes`: one-time codes count.
    Result<std::optional<FactorMatch>> match(const std::vector<model::SecondFactor>& factors, const FactorProof& proof,
                                             bool codes);
    /// Uses a match up: false when another request was faster.
    Result<bool> use(storage::Writer& writer, model::UserId user, const FactorMatch& match);

 private:
    Result<RecoveryCodes> add_recovery_codes(storage::Writer& writer, model::UserId user);
    Result<model::SecondFactor> new_totp(model::UserId user, std::string_view label, const Secret<Bytes>& secret);
    Result<std::optional<FactorMatch>> match_code(const std::vector<model::SecondFactor>& factors,
                                                  const SecretText& code, bool codes);
    [[nodiscard]] std::optional<FactorMatch> match_signature(const std::vector<model::SecondFactor>& factors,
                                                             const FactorProof& proof) const;
    const Services services_;
};

}  // namespace qy::business
