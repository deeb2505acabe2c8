#include "storage/user_store.h"

#include "stored.h"

namespace qy::storage::users {
namespace {

#define QY_USER_COLUMNS "user_id, name, party_id, roles, active, created_at "

constexpr Statement kInsert{
    "app_user.insert",
    "INSERT INTO app_user (user_id, name, party_id, roles, password_hash, active, created_at) VALUES ($user, $name, "
    "$party, $roles, $password_hash, $active, $created_at)"};
constexpr Statement kFind{"app_user.find", "SELECT " QY_USER_COLUMNS "FROM app_user WHERE user_id = $user"};
constexpr Statement kByName{"app_user.by_name", "SELECT " QY_USER_COLUMNS "FROM app_user WHERE name = $name"};
constexpr Statement kList{
    "app_user.list", "SELECT " QY_USER_COLUMNS "FROM app_user WHERE user_id > $after ORDER BY user_id LIMIT $limit"};
constexpr Statement kPasswordHash{"app_user.password_hash", "SELECT password_hash FROM app_user WHERE user_id = $user"};
constexpr Statement kSetPasswordHash{"app_user.set_password_hash",
                                     "UPDATE app_user SET password_hash = $password_hash WHERE user_id = $user"};
constexpr Statement kSetRoles{"app_user.set_roles", "UPDATE app_user SET roles = $roles WHERE user_id = $user"};
constexpr Statement kSetActive{"app_user.set_active", "UPDATE app_user SET active = $active WHERE user_id = $user"};
constexpr Statement kInsertToken{
    "token.insert",
    "INSERT INTO token (token_hash, user_id, created_at, expires_at) VALUES ($hash, $user, $created_at, $expires_at)"};
constexpr Statement kUserOfToken{
    "token.user",
    "SELECT app_user.user_id, app_user.name, app_user.party_id, app_user.roles, app_user.active, app_user.created_at "
    "FROM token JOIN app_user ON app_user.user_id = token.user_id WHERE token_hash = $hash AND revoked = 0 AND "
    "(expires_at IS NULL OR expires_at > $now) AND active = 1"};
constexpr Statement kRevokeToken{"token.revoke",
                                 "UPDATE token SET revoked = 1 WHERE token_hash = $hash AND revoked = 0"};
constexpr Statement kRevokeTokens{"token.revoke_of_user",
                                  "UPDATE token SET revoked = 1 WHERE user_id = $user AND revoked = 0"};

Result<model::User> user_of(const Row& row) {
    QY_TRY(roles, named_values("app_user.roles", row.text(3), model::parse_role));
    model::User user;
    user.id = row.id<model::UserId>(0);
    user.name = row.text(1);
    user.party = row.id<model::PartyId>(2);
    user.roles = std::move(roles);
    user.active = row.flag(4);
    user.created_at = row.time(5);
    return user;
}

}  // namespace

Result<void> insert(Writer& writer, const model::User& user, std::string_view password_hash) {
    const auto roles = joined_names(user.roles);
    return insert_row(writer, kInsert,
                      {{"user", user.id},
                       {"name", user.name},
                       {"party", user.party},
                       {"roles", roles},
                       {"password_hash", password_hash},
                       {"active", user.active},
                       {"created_at", user.created_at}});
}

Result<std::optional<model::User>> find(Reader& reader, model::UserId id) {
    return first_of(reader, kFind, {{"user", id}}, user_of);
}

Result<std::optional<model::User>> by_name(Reader& reader, std::string_view name) {
    return first_of(reader, kByName, {{"name", name}}, user_of);
}

Result<std::vector<model::User>> list(Reader& reader, model::UserId after, std::int64_t limit) {
    return all_of(reader, kList, {{"after", after.number()}, {"limit", limit}}, user_of);
}

Result<std::optional<std::string>> password_hash(Reader& reader, model::UserId id) {
    return reader.first(kPasswordHash, {{"user", id}}, [](const Row& row) { return std::string(row.text(0)); });
}

Result<void> set_password_hash(Writer& writer, model::UserId id, std::string_view password_hash) {
    return update_row(writer, kSetPasswordHash, {{"user", id}, {"password_hash", password_hash}});
}

Result<void> set_roles(Writer& writer, model::UserId id, const std::vector<model::Role>& roles) {
    const auto names = joined_names(roles);
    return update_row(writer, kSetRoles, {{"user", id}, {"roles", names}});
}

Result<void> set_active(Writer& writer, model::UserId id, bool active) {
    return update_row(writer, kSetActive, {{"user", id}, {"active", active}});
}

Result<void> insert_token(Writer& writer, const Token& token) {
    return insert_row(writer, kInsertToken,
                      {{"hash", token.hash},
                       {"user", token.user},
                       {"created_at", token.created_at},
                       {"expires_at", token.expires_at}});
}

Result<std::optional<model::User>> user_of_token(Reader& reader, std::string_view hash, Time now) {
    return first_of(reader, kUserOfToken, {{"hash", hash}, {"now", now}}, user_of);
}

Result<std::int64_t> revoke_token(Writer& writer, std::string_view hash) {
    return writer.run(kRevokeToken, {{"hash", hash}});
}

Result<std::int64_t> revoke_tokens(Writer& writer, model::UserId user) {
    return writer.run(kRevokeTokens, {{"user", user}});
}

}  // namespace qy::storage::users
