// What administrators and operators do with other people's accounts.
#include "account_admin.h"

#include "account_erasure.h"
#include "account_rules.h"
#include "base/account_limits.h"
#include "base/bytes.h"
#include "base/id.h"
#include "base/settings.h"
#include "business/accounts.h"
#include "business/audit.h"
#include "business/clock_watch.h"
#include "business/role_book.h"
#include "crypto/token.h"
#include "dormancy.h"
#include "keyed_hash.h"
#include "password_desk.h"
#include "password_policy.h"
#include "storage/credential_store.h"
#include "storage/login_store.h"
#include "storage/party_store.h"
#include "storage/store.h"
#include "storage/token_store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

constexpr std::string_view kSecretUse = "one-time secret";
constexpr std::string_view kFirstRun = "first_run";
constexpr std::string_view kPassword = "password";

/// A user is active, or disabled for a reason: before and after enter the record as hashes.
Result<void> tell_state(storage::Writer& writer, const Services& services, const model::Actor& actor,
                        std::string_view action, model::User user, std::string_view disabled_reason, Time now) {
    AuditNote note{action, object_of_user(user.name), "ok", {}};
    note.before_hash = user_fingerprint(services, user);
    user.active = disabled_reason.empty();
    user.disabled_reason = disabled_reason;
    note.after_hash = user_fingerprint(services, user);
    return write_audit(writer, actor, note, now);
}

struct Issued {
    OneTimeSecret secret;
    std::string hash;
};

Result<Issued> new_secret(const Services& services) {
    Issued issued{
        {crypto::new_token(services.random), services.clock.now().plus_seconds(limits::one_time_secret_seconds)}, {}};
    QY_TRY(hash, keyed_hash(services.keys, kSecretUse, issued.secret.secret.expose()));
    issued.hash = std::move(hash);
    return issued;
}

/// Takes the secret away, if it still opens anything.
Result<storage::credentials::OneTimeSecret> take_secret(storage::Writer& writer, const Services& services,
                                                        const SecretText& secret) {
    for (const auto& hash : keyed_hashes(services.keys, kSecretUse, secret.expose())) {
        QY_TRY(found, storage::credentials::take_secret(writer, hash));
        if (found && found->expires_at > services.clock.now()) return *std::move(found);
    }
    return unauthenticated("user.secret_invalid");
}

}  // namespace

Result<void> check_other(const model::User& user, const model::Actor& actor) {
    if (user.id == actor.user) return denied("user.own");
    return {};
}

Result<std::string> hash_of_nothing(const Services& services) {
    return hash_of_password(services, crypto::new_token(services.random));
}

Result<model::User> make_account(storage::Writer& writer, const Services& services, std::string_view name,
                                 model::PartyId party, std::string_view hash, const model::Actor& actor) {
    const model::PartyId of = party.is_none() ? actor.party : party;
    QY_TRY(found, storage::parties::find(writer, actor.reach(model::Permission::manage_users), of));
    if (!found) return not_found("party.not_found", {of.to_string()}).at("party");
    QY_CHECK(check_name_free(writer, services, name));
    model::User user;
    user.id = services.ids.next<model::UserId>();
    user.name = name;
    user.party = of;
    user.created_at = user.password_changed_at = services.clock.now();
    user.password_initial = true;
    QY_CHECK(storage::users::insert(writer, user, hash));
    return user;
}

Result<std::int64_t> take_access_away(storage::Writer& writer, const Services& services, const model::User& user,
                                      std::string_view hash, bool with_factors, const model::Actor& actor) {
    QY_CHECK(check_other(user, actor));
    QY_CHECK(replace_password(writer, services, user.id, std::string(hash), true));
    QY_CHECK(end_sessions(writer, user.id, services.clock.now()));
    QY_TRY(revoked, storage::tokens::revoke_all(writer, user.id));
    QY_TRY(devices, storage::logins::forget_devices(writer, user.id));
    QY_TRY(earlier, storage::credentials::remove_secrets(writer, user.id));
    (void)revoked, (void)devices, (void)earlier;
    if (!with_factors) return std::int64_t{0};
    return storage::credentials::remove_factors(writer, user.id);
}

Result<OneTimeSecret> Accounts::create(std::string_view name, model::PartyId party, const model::Actor& actor) {
    if (!is_user_name(name)) return invalid("user.name", {std::string(name)}).at("name");
    const Time now = services_.clock.now();
    QY_TRY(hash, hash_of_nothing(services_));
    QY_TRY(issued, new_secret(services_));
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, make_account(writer, services_, name, party, hash, actor));
        QY_CHECK(storage::credentials::insert_secret(
            writer, issued.hash, {std::string(kPassword), user.id, {}, {}, issued.secret.expires_at}));
        return write_audit(writer, actor,
                           {"user.create", object_of_user(name), "ok", {}, {}, user_fingerprint(services_, user)}, now);
    });
    QY_CHECK(std::move(stored));
    return std::move(issued.secret);
}

Result<OneTimeSecret> Accounts::reset(std::string_view name, bool with_factors, const model::Actor& actor) {
    const Time now = services_.clock.now();
    QY_TRY(hash, hash_of_nothing(services_));
    QY_TRY(issued, new_secret(services_));
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, user_named(writer, name));
        QY_TRY(factors, take_access_away(writer, services_, user, hash, with_factors, actor));
        QY_CHECK(storage::credentials::insert_secret(
            writer, issued.hash, {std::string(kPassword), user.id, {}, {}, issued.secret.expires_at}));
        return write_audit(writer, actor, {"user.reset", object_of_user(name), "ok", {{"factors_removed", factors}}},
                           now);
    });
    QY_CHECK(std::move(stored));
    return std::move(issued.secret);
}

Result<void> Accounts::lock(std::string_view name, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, user_named(writer, name));
        QY_CHECK(check_other(user, actor));
        QY_CHECK(storage::users::set_active(writer, user.id, false, "locked"));
        QY_CHECK(end_sessions(writer, user.id, now));
        return tell_state(writer, services_, actor, "user.lock", user, "locked", now);
    });
}

Result<void> Accounts::unlock(std::string_view name, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, user_named(writer, name));
        QY_CHECK(check_other(user, actor));
        QY_CHECK(storage::users::set_active(writer, user.id, true, ""));
        QY_CHECK(storage::users::set_last_active(writer, user.id, now));
        return tell_state(writer, services_, actor, "user.unlock", user, "", now);
    });
}

Result<std::int64_t> Accounts::disable_dormant_users(const model::Actor& actor) {
    const std::int64_t days = services_.settings.integer("login.dormant_days");
    if (days == 0) return std::int64_t{0};
    QY_TRY(clock, look_at_clock(services_));
    const Time before = clock.believed().plus_seconds(-days * 24 * 3600);
    return services_.store.write([&](storage::Writer& writer) -> Result<std::int64_t> {
        QY_TRY(users, storage::users::idle(writer, before, limits::dormant_users_per_sweep_max));
        for (const auto& user : users) QY_CHECK(disable_dormant(writer, services_, user, actor));
        return static_cast<std::int64_t>(users.size());
    });
}

Result<std::optional<OneTimeSecret>> Accounts::first_run(const model::Actor& actor) {
    const Time now = services_.clock.now();
    QY_TRY(issued, new_secret(services_));
    QY_TRY(wanted, services_.store.write([&](storage::Writer& writer) -> Result<bool> {
        QY_TRY(any, storage::users::any(writer));
        if (any) return false;
        QY_TRY(earlier, storage::credentials::remove_secrets_of_kind(writer, kFirstRun));
        (void)earlier;
        QY_CHECK(storage::credentials::insert_secret(writer, issued.hash,
                                                     {std::string(kFirstRun),
                                                      {},
                                                      actor.party,
                                                      {model::Role::security_administrator},
                                                      issued.secret.expires_at}));
        QY_CHECK(write_audit(writer, actor, {"user.first_run", "", "ok", {}}, now));
        return true;
    }));
    if (!wanted) return std::optional<OneTimeSecret>();
    return std::optional(std::move(issued.secret));
}

Result<std::string> Accounts::redeem(const SecretText& secret, std::string_view name, const SecretText& password,
                                     const model::Actor& actor) {
    QY_TRY(hash, hash_of_password(services_, password));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<std::string> {
        QY_TRY(allowed, take_secret(writer, services_, secret));
        model::User user;
        if (allowed.user) {
            QY_TRY(found, storage::users::find(writer, allowed.user));
            if (!found) return unauthenticated("user.secret_invalid");
            user = *std::move(found);
        } else {
            if (!is_user_name(name)) return invalid("user.name", {std::string(name)}).at("name");
            QY_TRY(any, storage::users::any(writer));
            if (any) return unauthenticated("user.secret_invalid");  // it was for the very first one
            user.id = services_.ids.next<model::UserId>();
            user.name = name;
            user.party = allowed.party;
            user.roles = allowed.roles;
            user.created_at = user.password_changed_at = now;
        }
        QY_TRY(rows, services_.roles.believed_rows(writer));
        QY_CHECK(check_roles(rows.roles, user.roles));
        QY_CHECK(policy_->check(password, user.name, rows.roles.rights_of(user.roles).is_staff()));
        QY_CHECK(allowed.user ? replace_password(writer, services_, user.id, hash, false)
                              : storage::users::insert(writer, user, hash));
        QY_CHECK(write_audit(writer, actor, {"user.redeem", object_of_user(user.name), "ok", roles_detail(user.roles)},
                             now));
        return user.name;
    });
}

}  // namespace qy::business
