#include "business/second_factors.h"

#include <algorithm>

#include "base/account_limits.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/random.h"
#include "base/settings.h"
#include "base/text.h"
#include "business/audit.h"
#include "crypto/field_cipher.h"
#include "crypto/keyring.h"
#include "crypto/sm2.h"
#include "crypto/totp.h"
#include "keyed_hash.h"
#include "storage/credential_store.h"
#include "storage/login_store.h"
#include "storage/session_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::string_view kIssuer = "琼源 Qiongyuan";
constexpr std::string_view kChallengeKind = "sm2";
constexpr std::string_view kChallengePrefix = "qiongyuan.sm2.";  // a signature for us is one for nobody else
constexpr std::string_view kRecoveryUse = "recovery";
constexpr std::size_t kRecoveryBytes = 10;
constexpr std::size_t kRecoveryCharacters = 16;
constexpr std::size_t kChallengeBytes = 24;

crypto::FieldPlace place_of(model::SecondFactorId id) {
    return {"second_factor", "secret", id.number()};
}

std::string object_of(const model::Actor& actor) {
    return "user:" + actor.name;
}

Result<crypto::Sm2PublicKey> key_of(std::string_view hex) {
    auto bytes = from_hex(hex);
    if (!bytes.ok()) return invalid("sm2.key_malformed").at("public_key");
    auto key = crypto::Sm2PublicKey::from_point(*bytes);
    if (!key.ok()) return std::move(key).error().at("public_key");
    return key;
}

bool is_signed(const crypto::Sm2PublicKey& key, const FactorProof& proof) {
    const auto bytes = from_hex(proof.signature.expose());
    if (!bytes.ok() || !proof.challenge.starts_with(kChallengePrefix)) return false;
    const auto signature = crypto::sm2_read_signature(*bytes);
    return signature.ok() && key.verify(bytes_of(proof.challenge), signature->signature).ok();
}

/// "ABCD-EFGH-IJKL-MNOP" → "ABCDEFGHIJKLMNOP"
SecretText plain_recovery_code(const SecretText& code) {
    const SecretText folded(fold_width(code.expose()));
    std::string plain;
    plain.reserve(folded.expose().size());  // no piece of it is left behind in a smaller buffer
    for (const char c : folded.expose()) {
        if (c != '-' && c != ' ') plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return SecretText(std::move(plain));
}

SecretText grouped(const SecretText& code) {
    const std::string_view plain = code.expose();
    std::string text;
    text.reserve(plain.size() + plain.size() / 4);
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (i > 0 && i % 4 == 0) text += '-';
        text += plain[i];
    }
    return SecretText(std::move(text));
}

std::size_t confirmed(const std::vector<model::SecondFactor>& factors) {
    return static_cast<std::size_t>(
        std::count_if(factors.begin(), factors.end(), [](const auto& factor) { return factor.confirmed; }));
}

Result<void> check_room(storage::Writer& writer, model::UserId user) {
    QY_TRY(present, storage::credentials::factors(writer, user));
    if (confirmed(present) < limits::second_factors_per_user_max) return {};
    return conflict("factor.too_many", {std::to_string(limits::second_factors_per_user_max)});
}

/// Takes the nonce away; true once.
Result<bool> take_nonce(storage::Writer& writer, const std::vector<std::string>& hashes, Time now) {
    for (const auto& hash : hashes) {
        QY_TRY(found, storage::logins::take_challenge(writer, hash));
        if (found) return found->kind == kChallengeKind && found->expires_at > now;
    }
    return false;
}

}  // namespace

Result<model::SecondFactor> SecondFactors::new_totp(model::UserId user, std::string_view label,
                                                    const Secret<Bytes>& secret) {
    model::SecondFactor factor;
    factor.id = services_.ids.next<model::SecondFactorId>();
    factor.user = user;
    factor.label = label;
    factor.hash = services_.settings.text("login.totp_hash");
    factor.created_at = services_.clock.now();
    QY_TRY(sealed, crypto::FieldCipher(services_.keys).seal(place_of(factor.id), secret.expose(), services_.random));
    factor.secret = std::move(sealed);
    return factor;
}

Result<SecondFactors::TotpDraft> SecondFactors::draft_totp(const model::Actor& actor, std::string_view label) {
    const auto secret = crypto::new_totp_secret(services_.random);
    QY_TRY(factor, new_totp(actor.user, label, secret));
    const auto hash = crypto::totp_hash_of(factor.hash).value_or(crypto::TotpHash::sha1);
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(check_room(writer, actor.user));
        QY_TRY(dropped, storage::credentials::remove_drafts(writer, actor.user));
        (void)dropped;
        return storage::credentials::insert_factor(writer, factor);
    });
    QY_CHECK(std::move(stored));
    return TotpDraft{factor.id, SecretText(crypto::to_base32(secret.expose())),
                     crypto::otpauth_uri(kIssuer, actor.name, secret, hash)};
}

Result<RecoveryCodes> SecondFactors::confirm_totp(const model::Actor& actor, model::SecondFactorId id,
                                                  const SecretText& code) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<RecoveryCodes> {
        QY_TRY(factors, storage::credentials::factors(writer, actor.user));
        const auto found = std::find_if(factors.begin(), factors.end(), [&](const auto& factor) {
            return factor.id == id && factor.kind == model::FactorKind::totp && !factor.confirmed;
        });
        if (found == factors.end()) return not_found("factor.not_found");
        QY_TRY(secret, crypto::FieldCipher(services_.keys).open(place_of(id), found->secret));
        const auto hash = crypto::totp_hash_of(found->hash).value_or(crypto::TotpHash::sha1);
        const auto step = crypto::match_totp(secret, code.expose(), now, found->last_step, hash);
        if (!step) return invalid("factor.code_wrong").at("code");
        QY_CHECK(storage::credentials::confirm_factor(writer, id, *step));
        const bool first = confirmed(factors) == 0;
        QY_TRY(codes, first ? add_recovery_codes(writer, actor.user) : Result<RecoveryCodes>(RecoveryCodes()));
        QY_CHECK(write_audit(writer, actor, {"factor.confirm_totp", object_of(actor), "ok", {}}, now));
        return codes;
    });
}

Result<std::string> SecondFactors::challenge() {
    const Time now = services_.clock.now();
    std::string nonce = std::string(kChallengePrefix) + to_base64url(services_.random.bytes(kChallengeBytes));
    QY_TRY(hash, keyed_hash(services_.keys, kChallengeKind, nonce));
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(forgotten, storage::logins::forget_challenges(writer, now));
        (void)forgotten;
        return storage::logins::insert_challenge(
            writer, hash, {std::string(kChallengeKind), "", now.plus_seconds(limits::login_challenge_seconds)});
    });
    QY_CHECK(std::move(stored));
    return nonce;
}

Result<RecoveryCodes> SecondFactors::enrol_sm2(const model::Actor& actor, std::string_view label,
                                               std::string_view public_key, const FactorProof& proof) {
    QY_TRY(key, key_of(public_key));
    const Time now = services_.clock.now();
    model::SecondFactor factor;
    factor.id = services_.ids.next<model::SecondFactorId>();
    factor.user = actor.user;
    factor.kind = model::FactorKind::sm2;
    factor.label = label;
    factor.public_key = to_hex(key.point());
    factor.confirmed = true;
    factor.created_at = now;
    const bool fits = is_signed(key, proof);
    return services_.store.write([&](storage::Writer& writer) -> Result<RecoveryCodes> {
        QY_TRY(taken, take_nonce(writer, keyed_hashes(services_.keys, kChallengeKind, proof.challenge), now));
        if (!fits || !taken) return invalid("factor.signature_wrong").at("signature");
        QY_CHECK(check_room(writer, actor.user));
        QY_TRY(factors, storage::credentials::factors(writer, actor.user));
        for (const auto& one : factors) {
            if (one.public_key == factor.public_key) return conflict("factor.exists").at("public_key");
        }
        QY_CHECK(storage::credentials::insert_factor(writer, factor));
        const bool first = confirmed(factors) == 0;
        QY_TRY(codes, first ? add_recovery_codes(writer, actor.user) : Result<RecoveryCodes>(RecoveryCodes()));
        QY_CHECK(write_audit(writer, actor, {"factor.enrol_sm2", object_of(actor), "ok", {}}, now));
        return codes;
    });
}

Result<std::vector<model::SecondFactor>> SecondFactors::list(model::UserId user) {
    return services_.store.read([&](storage::Reader& reader) { return storage::credentials::factors(reader, user); });
}

Result<std::int64_t> SecondFactors::recovery_codes_left(model::UserId user) {
    return services_.store.read(
        [&](storage::Reader& reader) { return storage::credentials::recovery_codes_left(reader, user); });
}

Result<void> SecondFactors::remove(const model::Actor& actor, model::SecondFactorId id) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(factors, storage::credentials::factors(writer, actor.user));
        const auto found =
            std::find_if(factors.begin(), factors.end(), [&](const auto& factor) { return factor.id == id; });
        if (found == factors.end()) return not_found("factor.not_found");
        const bool last = found->confirmed && confirmed(factors) == 1;
        if (last && actor.rights.needs_second_factor()) return conflict("factor.last");
        QY_TRY(removed, last ? storage::credentials::remove_factors(writer, actor.user)
                             : storage::credentials::remove_factor(writer, actor.user, id));
        (void)removed;
        return write_audit(writer, actor, {"factor.remove", object_of(actor), "ok", {}}, now);
    });
}

Result<RecoveryCodes> SecondFactors::renew_recovery_codes(const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<RecoveryCodes> {
        QY_TRY(factors, storage::credentials::factors(writer, actor.user));
        if (confirmed(factors) == 0) return conflict("factor.none");
        QY_TRY(codes, add_recovery_codes(writer, actor.user));
        QY_CHECK(write_audit(writer, actor, {"factor.renew_recovery_codes", object_of(actor), "ok", {}}, now));
        return codes;
    });
}

Result<SecretText> SecondFactors::set_totp(model::UserId user, const model::Actor& actor) {
    const auto secret = crypto::new_totp_secret(services_.random);
    QY_TRY(factor, new_totp(user, "demo", secret));
    factor.confirmed = true;
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(removed, storage::credentials::remove_factors(writer, user));
        (void)removed;
        QY_CHECK(storage::credentials::insert_factor(writer, factor));
        return write_audit(writer, actor, {"factor.set_totp", "user:" + user.to_string(), "ok", {}}, factor.created_at);
    });
    QY_CHECK(std::move(stored));
    return SecretText(crypto::to_base32(secret.expose()));
}

Result<RecoveryCodes> SecondFactors::add_recovery_codes(storage::Writer& writer, model::UserId user) {
    RecoveryCodes codes;
    std::vector<std::string> hashes;
    for (std::size_t i = 0; i < limits::recovery_codes_per_user; ++i) {
        const Secret<Bytes> drawn(services_.random.bytes(kRecoveryBytes));
        const SecretText plain(crypto::to_base32(drawn.expose()));
        QY_TRY(hash, keyed_hash(services_.keys, kRecoveryUse, plain.expose()));
        hashes.push_back(std::move(hash));
        codes.push_back(grouped(plain));
    }
    QY_CHECK(storage::credentials::set_recovery_codes(writer, user, hashes));
    return codes;
}

Result<std::optional<FactorMatch>> SecondFactors::match(const std::vector<model::SecondFactor>& factors,
                                                        const FactorProof& proof, bool codes) {
    if (!proof.challenge.empty()) return match_signature(factors, proof);
    return match_code(factors, proof.code, codes);
}

std::optional<FactorMatch> SecondFactors::match_signature(const std::vector<model::SecondFactor>& factors,
                                                          const FactorProof& proof) const {
    for (const auto& factor : factors) {
        if (factor.kind != model::FactorKind::sm2 || !factor.confirmed) continue;
        const auto key = key_of(factor.public_key);
        if (!key.ok() || !is_signed(*key, proof)) continue;
        return FactorMatch{"sm2", factor.id, 0, keyed_hashes(services_.keys, kChallengeKind, proof.challenge)};
    }
    return std::nullopt;
}

Result<std::optional<FactorMatch>> SecondFactors::match_code(const std::vector<model::SecondFactor>& factors,
                                                             const SecretText& code, bool codes) {
    const SecretText plain = plain_recovery_code(code);
    if (plain.expose().size() == kRecoveryCharacters && confirmed(factors) > 0) {
        return std::optional(
            FactorMatch{"recovery", {}, 0, keyed_hashes(services_.keys, kRecoveryUse, plain.expose())});
    }
    const Time now = services_.clock.now();
    for (const auto& factor : factors) {
        if (!codes || factor.kind != model::FactorKind::totp || !factor.confirmed) continue;
        QY_TRY(secret, crypto::FieldCipher(services_.keys).open(place_of(factor.id), factor.secret));
        const auto hash = crypto::totp_hash_of(factor.hash).value_or(crypto::TotpHash::sha1);
        if (const auto step = crypto::match_totp(secret, plain.expose(), now, factor.last_step, hash)) {
            return std::optional(FactorMatch{"totp", factor.id, *step, {}});
        }
    }
    return std::optional<FactorMatch>();
}

Result<bool> SecondFactors::use(storage::Writer& writer, model::UserId user, const FactorMatch& match) {
    if (match.kind == "totp") return storage::credentials::use_step(writer, match.factor, match.step);
    if (match.kind == "sm2") return take_nonce(writer, match.hashes, services_.clock.now());
    for (const auto& hash : match.hashes) {
        QY_TRY(used, storage::credentials::use_recovery_code(writer, user, hash));
        if (used) return true;
    }
    return false;
}

}  // namespace qy::business
