#include "business/accounts.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/settings.h"
#include "business/audit.h"
#include "crypto/keyring.h"
#include "crypto/password.h"
#include "crypto/token.h"
#include "password_policy.h"
#include "storage/party_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

bool is_user_name(std::string_view name) {
    return name.size() >= 3 && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
           });
}

Result<void> check_combination(const std::vector<model::Role>& roles) {
    for (const auto a : roles) {
        for (const auto b : roles) {
            if (model::cannot_be_combined(a, b)) {
                return invalid("user.roles_combined",
                               {std::string(model::to_string(a)), std::string(model::to_string(b))});
            }
        }
    }
    return {};
}

crypto::PasswordCost cost_of(const Settings& settings) {
    return {static_cast<std::uint32_t>(settings.integer("password.hash_memory_kib")),
            static_cast<std::uint32_t>(settings.integer("password.hash_passes")), 1};
}

std::string object_of(std::string_view name) {
    return "user:" + std::string(name);
}

Result<model::User> user_named(storage::Reader& reader, std::string_view name) {
    QY_TRY(found, storage::users::by_name(reader, name));
    if (!found) return not_found("user.not_found", {std::string(name)});
    return *std::move(found);
}

model::Actor actor_of(const model::User& user) {
    model::Actor actor;
    actor.user = user.id;
    actor.name = user.name;
    actor.party = user.party;
    actor.roles = user.roles;
    actor.channel = model::Channel::api;
    return actor;
}

JsonObject role_names(const std::vector<model::Role>& roles) {
    JsonArray names;
    for (const auto role : roles) names.push_back(boost::json::value(model::to_string(role)));
    return {{"roles", names}};
}

}  // namespace

Accounts::Accounts(const Services& services)
    : services_(services), policy_(std::make_unique<PasswordPolicy>(services.settings)) {}
Accounts::~Accounts() = default;

Result<model::UserId> Accounts::add(const NewUser& user, const model::Actor& actor) {
    if (!is_user_name(user.name)) return invalid("user.name", {user.name}).at("name");
    QY_CHECK(policy_->check(user.password, user.name, is_staff(user.roles)));
    QY_CHECK(check_combination(user.roles));
    QY_TRY(hash, crypto::hash_password(services_.keys, user.password, services_.random, cost_of(services_.settings)));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::UserId> {
        model::PartyId party = user.party;
        if (party.is_none()) {
            party = actor.party;
        }
        QY_TRY(found, storage::parties::find(writer, party));
        if (!found) return not_found("party.not_found", {party.to_string()}).at("party");
        QY_TRY(taken, storage::users::by_name(writer, user.name));
        if (taken) return conflict("user.exists", {user.name}).at("name");
        model::User row;
        row.id = services_.ids.next<model::UserId>();
        row.name = user.name;
        row.party = party;
        row.roles = user.roles;
        row.created_at = now;
        QY_CHECK(storage::users::insert(writer, row, hash));
        QY_CHECK(write_audit(writer, actor, {"user.add", object_of(user.name), "ok", role_names(user.roles)}, now));
        return row.id;
    });
}

Result<std::vector<model::Role>> Accounts::change_roles(std::string_view name, const std::vector<model::Role>& add,
                                                        const std::vector<model::Role>& remove,
                                                        const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<std::vector<model::Role>> {
        QY_TRY(user, user_named(writer, name));
        auto roles = user.roles;
        std::erase_if(roles, [&](auto role) { return std::find(remove.begin(), remove.end(), role) != remove.end(); });
        for (const auto role : add) {
            if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
        }
        QY_CHECK(check_combination(roles));
        QY_CHECK(storage::users::set_roles(writer, user.id, roles));
        QY_CHECK(write_audit(writer, actor, {"user.role", object_of(name), "ok", role_names(roles)}, now));
        return roles;
    });
}

Result<SecretText> Accounts::issue_token(std::string_view name, const model::Actor& actor) {
    const Time now = services_.clock.now();
    SecretText token = crypto::new_token(services_.random);
    QY_TRY(key, services_.keys.active(crypto::Purpose::token));
    const std::string hash = to_hex(crypto::token_hash(*key, token.expose()));
    auto stored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, user_named(writer, name));
        QY_CHECK(storage::users::insert_token(writer, {hash, user.id, now, std::nullopt}));
        return write_audit(writer, actor, {"user.token", object_of(name), "ok", {}}, now);
    });
    QY_CHECK(std::move(stored));
    return token;
}

Result<void> Accounts::reset_password(std::string_view name, const SecretText& password, const model::Actor& actor) {
    QY_CHECK(policy_->check(password, name, true));
    QY_TRY(hash, crypto::hash_password(services_.keys, password, services_.random, cost_of(services_.settings)));
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(user, user_named(writer, name));
        QY_CHECK(storage::users::set_password_hash(writer, user.id, hash));
        QY_TRY(revoked, storage::users::revoke_tokens(writer, user.id));
        (void)revoked;
        return write_audit(writer, actor, {"user.reset_password", object_of(name), "ok", {}}, now);
    });
}

Result<model::Actor> Accounts::authenticate(const SecretText& token) {
    if (!crypto::looks_like_token(token.expose())) return unauthenticated("token.invalid");
    const Time now = services_.clock.now();
    for (const auto& key : services_.keys.all(crypto::Purpose::token)) {
        const std::string hash = to_hex(crypto::token_hash(*key, token.expose()));
        QY_TRY(user, services_.store.read(
                         [&](storage::Reader& reader) { return storage::users::user_of_token(reader, hash, now); }));
        if (user) return actor_of(*user);
    }
    return unauthenticated("token.invalid");
}

Result<bool> Accounts::check_password(std::string_view name, const SecretText& password) {
    QY_TRY(hash, services_.store.read([&](storage::Reader& reader) -> Result<std::string> {
        QY_TRY(user, storage::users::by_name(reader, name));
        if (!user || !user->active) return std::string();
        QY_TRY(stored, storage::users::password_hash(reader, user->id));
        return stored.value_or("");
    }));
    // An unknown name costs the same time as a wrong password.
    QY_TRY(stand_in,
           hash.empty() ? crypto::hash_password(services_.keys, password, services_.random, cost_of(services_.settings))
                        : Result<std::string>(hash));
    QY_TRY(check, crypto::verify_password(services_.keys, password, stand_in, cost_of(services_.settings)));
    return check.matches && !hash.empty();
}

}  // namespace qy::business
