#include "contact_proofs.h"

#include <algorithm>

#include "base/account_limits.h"
#include "base/bytes.h"
#include "base/random.h"
#include "base/settings.h"
#include "contact_rules.h"
#include "crypto/token.h"
#include "keyed_hash.h"
#include "storage/contact_store.h"
#include "storage/login_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::MessageChannel;

constexpr std::string_view kLink = "contact link";
constexpr std::string_view kPhone = "contact phone";
constexpr std::string_view kCode = "contact code";

std::string bound(std::string_view purpose, std::string_view value, std::string_view code = {}) {
    return std::string(purpose) + "\n" + std::string(value) + "\n" + std::string(code);
}

/// Six digits, each as likely as any other.
SecretText new_code(Random& random) {
    std::string digits;
    while (digits.size() < static_cast<std::size_t>(limits::code_digits)) {
        const std::uint8_t byte = random.bytes(1).front();
        if (byte < 250) digits += static_cast<char>('0' + byte % 10);
    }
    return SecretText(std::move(digits));
}

bool is_code(std::string_view text) {
    return text.size() == static_cast<std::size_t>(limits::code_digits) &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_alive(const storage::contacts::Proof& proof, std::string_view purpose, Time now) {
    return proof.purpose == purpose && proof.expires_at > now && proof.failures < limits::code_tries_max;
}

Result<std::optional<Proved>> by_link(storage::Reader& reader, const Services& services, std::string_view purpose,
                                      const SecretText& secret) {
    for (const auto& hash : keyed_hashes(services.keys, kLink, bound(purpose, secret.expose()))) {
        QY_TRY(found, storage::contacts::find_proof(reader, hash));
        if (found && is_alive(*found, purpose, services.clock.now()))
            return std::optional(Proved{hash, found->subject});
    }
    return std::optional<Proved>();
}

/// The right one, or none: then the wrong code has been counted.
Result<std::optional<Proved>> by_code(storage::Writer& writer, const Services& services, std::string_view purpose,
                                      std::string_view phone, const SecretText& code) {
    const auto codes = keyed_hashes(services.keys, kCode, bound(purpose, phone, code.expose()));
    for (const auto& hash : keyed_hashes(services.keys, kPhone, bound(purpose, phone))) {
        QY_TRY(found, storage::contacts::find_proof(writer, hash));
        if (!found || !is_alive(*found, purpose, services.clock.now())) continue;
        const bool right = std::any_of(codes.begin(), codes.end(), [&](const std::string& one) {
            return equal_in_constant_time(bytes_of(one), bytes_of(found->code_hash));
        });
        if (right) return std::optional(Proved{hash, found->subject});
        QY_CHECK(storage::contacts::count_failure(writer, hash));
    }
    return std::optional<Proved>();
}

Result<void> count_one(storage::Writer& writer, const Services& services, std::string_view subject,
                       std::string_view setting) {
    const std::int64_t most = services.settings.integer(setting);
    if (most == 0) return {};
    const Time now = services.clock.now();
    QY_TRY(hash, keyed_hash(services.keys, "messages", subject));
    QY_TRY(before, storage::logins::failures(writer, hash));
    const Time open_at = before.first_at.plus_seconds(limits::login_window_seconds);
    if (before.count >= most && open_at > now) {
        return limited("message.too_many", {std::to_string((open_at.microseconds - now.microseconds) / 1'000'000 + 1)});
    }
    QY_TRY(count, storage::logins::add_failure(writer, hash, now, now.plus_seconds(-limits::login_window_seconds)));
    (void)count;
    return {};
}

}  // namespace

Result<NewProof> new_proof(const Services& services, std::string_view purpose, const model::Contact& contact) {
    NewProof proof;
    if (contact.channel == MessageChannel::mail) {
        proof.secret = crypto::new_token(services.random);
        QY_TRY(hash, keyed_hash(services.keys, kLink, bound(purpose, proof.secret.expose())));
        proof.hash = std::move(hash);
        return proof;
    }
    proof.secret = new_code(services.random);
    QY_TRY(hash, keyed_hash(services.keys, kPhone, bound(purpose, contact.address)));
    QY_TRY(code, keyed_hash(services.keys, kCode, bound(purpose, contact.address, proof.secret.expose())));
    proof.hash = std::move(hash);
    proof.code_hash = std::move(code);
    return proof;
}

Result<void> put_proof(storage::Writer& writer, const Services& services, const NewProof& proof,
                       std::string_view purpose, std::int64_t subject, Time expires_at) {
    QY_TRY(forgotten, storage::contacts::forget_proofs(writer, services.clock.now()));
    QY_TRY(earlier, storage::contacts::remove_proofs(writer, purpose, subject));
    (void)forgotten, (void)earlier;
    return storage::contacts::put_proof(writer,
                                        {proof.hash, proof.code_hash, std::string(purpose), subject, 0, expires_at});
}

Result<Proved> check_proof(const Services& services, std::string_view purpose, const ContactProof& proof) {
    const bool link = !proof.secret.expose().empty();
    if (link != (proof.phone.empty() && proof.code.expose().empty())) return invalid("proof.malformed");
    std::optional<Proved> proved;
    if (link) {
        if (!crypto::looks_like_token(proof.secret.expose())) return unauthenticated("proof.invalid");
        QY_TRY(found, services.store.read(
                          [&](storage::Reader& reader) { return by_link(reader, services, purpose, proof.secret); }));
        proved = std::move(found);
    } else {
        QY_TRY(contact, one_contact(proof.phone, ""));
        if (!is_code(proof.code.expose())) return unauthenticated("proof.invalid");
        QY_TRY(found, services.store.write(
                          [&](storage::Writer& writer) {
                              return by_code(writer, services, purpose, contact.address, proof.code);
                          },
                          storage::Effect::bookkeeping));
        proved = std::move(found);
    }
    if (!proved) return unauthenticated("proof.invalid");
    return *std::move(proved);
}

Result<void> use_proof(storage::Writer& writer, const Proved& proved) {
    QY_TRY(mine, storage::contacts::take_proof(writer, proved.hash));
    return mine ? Result<void>() : Result<void>(unauthenticated("proof.invalid"));
}

Result<void> count_message(storage::Writer& writer, const Services& services, const model::Contact& contact,
                           std::string_view address_group) {
    QY_CHECK(count_one(writer, services, "to\n" + contact.address, "messages.per_contact_hour"));
    return count_one(writer, services, "from\n" + std::string(address_group), "messages.per_address_hour");
}

std::string link_or_code(const model::Contact& contact, std::string_view base_url, std::string_view page,
                         const SecretText& secret) {
    if (contact.channel == MessageChannel::sms) return secret.expose();
    return std::string(base_url) + "/" + std::string(page) + "/" + secret.expose();
}

Time proof_end(Time now, const model::Contact& contact) {
    return now.plus_seconds(contact.channel == MessageChannel::sms ? limits::code_seconds : limits::proof_link_seconds);
}

}  // namespace qy::business
