#include "storage/token_store.h"

#include "user_row.h"

namespace qy::storage::tokens {
namespace {

#define QY_TOKEN_COLUMNS \
    "t.token_id, t.user_id, t.label, t.created_by, t.created_at, t.expires_at, t.last_used_at, t.revoked "
constexpr int kTokenColumns = 8;

constexpr Statement kInsert{
    "token.insert",
    "INSERT INTO token (token_hash, token_id, user_id, label, created_by, created_at, expires_at) VALUES ($hash, "
    "$token, $user, $label, $created_by, $created_at, $expires_at)"};
constexpr Statement kFind{"token.find",
                          "SELECT " QY_TOKEN_COLUMNS ", " QY_USER_COLUMNS
                          "FROM token t JOIN app_user u ON u.user_id = t.user_id WHERE t.token_hash = $hash"};
constexpr Statement kSetLastUsed{"token.set_last_used", "UPDATE token SET last_used_at = $at WHERE token_id = $token"};
constexpr Statement kList{"token.list", "SELECT " QY_TOKEN_COLUMNS
                                        ", u.name FROM token t JOIN app_user u ON u.user_id = t.user_id "
                                        "WHERE t.token_id > $after ORDER BY t.token_id LIMIT $limit"};
constexpr Statement kOfUser{"token.of_user",
                            "SELECT " QY_TOKEN_COLUMNS
                            ", u.name FROM token t JOIN app_user u ON u.user_id = t.user_id WHERE t.user_id = $user "
                            "AND t.token_id > $after ORDER BY t.token_id LIMIT $limit"};
constexpr Statement kCountOpen{
    "token.count_open", "SELECT count(*) FROM token WHERE user_id = $user AND revoked = 0 AND expires_at > $now"};
constexpr Statement kById{"token.by_id",
                          "SELECT " QY_TOKEN_COLUMNS
                          ", u.name FROM token t JOIN app_user u ON u.user_id = t.user_id WHERE t.token_id = $token"};
constexpr Statement kRevoke{"token.revoke", "UPDATE token SET revoked = 1 WHERE token_id = $token AND revoked = 0"};
constexpr Statement kRevokeAll{"token.revoke_all",
                               "UPDATE token SET revoked = 1 WHERE user_id = $user AND revoked = 0"};
// Every id is above 0: said so that the index of those without an end is searched.
constexpr Statement kGiveEnd{"token.give_end",
                             "UPDATE token SET expires_at = $expires_at WHERE expires_at IS NULL AND token_id > 0"};

/// What has no end yet is over: nothing is open without one.
model::BearerToken token_of(const Row& row) {
    model::BearerToken token;
    token.id = row.id<model::TokenId>(0);
    token.user = row.id<model::UserId>(1);
    token.label = row.text(2);
    token.created_by = row.text(3);
    token.created_at = row.time(4);
    token.expires_at = row.optional_time(5).value_or(token.created_at);
    token.last_used_at = row.optional_time(6);
    token.revoked = row.flag(7);
    return token;
}

model::BearerToken listed(const Row& row) {
    auto token = token_of(row);
    token.user_name = row.text(kTokenColumns);
    return token;
}

}  // namespace

Result<void> insert(Writer& writer, const model::BearerToken& token, std::string_view hash) {
    return insert_row(writer, kInsert,
                      {{"hash", hash},
                       {"token", token.id},
                       {"user", token.user},
                       {"label", token.label},
                       {"created_by", token.created_by},
                       {"created_at", token.created_at},
                       {"expires_at", token.expires_at}});
}

Result<std::optional<Found>> find(Reader& reader, std::string_view hash) {
    return first_of(reader, kFind, {{"hash", hash}}, [&vault = reader.vault()](const Row& row) -> Result<Found> {
        QY_TRY(user, user_from(vault, row, kTokenColumns));
        auto token = token_of(row);
        token.user_name = user.name;
        return Found{std::move(token), std::move(user)};
    });
}

Result<void> set_last_used(Writer& writer, model::TokenId id, Time now) {
    QY_TRY(rows, writer.run(kSetLastUsed, {{"token", id}, {"at", now}}));
    (void)rows;  // one that has just gone has nothing to tell
    return {};
}

Result<std::vector<model::BearerToken>> list(Reader& reader, model::TokenId after, std::int64_t limit) {
    return reader.all(kList, {{"after", after.number()}, {"limit", limit}}, listed);
}

Result<std::vector<model::BearerToken>> of_user(Reader& reader, model::UserId user, model::TokenId after,
                                                std::int64_t limit) {
    return reader.all(kOfUser, {{"user", user}, {"after", after.number()}, {"limit", limit}}, listed);
}

Result<std::int64_t> count_open(Reader& reader, model::UserId user, Time now) {
    QY_TRY(count,
           reader.first(kCountOpen, {{"user", user}, {"now", now}}, [](const Row& row) { return row.integer(0); }));
    return count.value_or(0);
}

Result<std::optional<model::BearerToken>> by_id(Reader& reader, model::TokenId id) {
    return reader.first(kById, {{"token", id}}, listed);
}

Result<std::int64_t> revoke(Writer& writer, model::TokenId id) {
    return writer.run(kRevoke, {{"token", id}});
}

Result<std::int64_t> revoke_all(Writer& writer, model::UserId user) {
    return writer.run(kRevokeAll, {{"user", user}});
}

Result<std::int64_t> give_end(Writer& writer, Time expires_at) {
    return writer.run(kGiveEnd, {{"expires_at", expires_at}});
}

}  // namespace qy::storage::tokens
