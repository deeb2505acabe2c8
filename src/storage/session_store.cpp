#include "storage/session_store.h"

#include "user_row.h"

namespace qy::storage::sessions {
namespace {

#define QY_SESSION_COLUMNS                                                                                      \
    "s.session_id, s.user_id, s.created_at, s.seen_at, s.expires_at, s.authenticated_at, s.factor, s.address, " \
    "s.device_class "
constexpr int kSessionColumns = 9;

constexpr Statement kInsert{
    "session.insert",
    "INSERT INTO session (session_id, session_hash, user_id, created_at, seen_at, expires_at, authenticated_at, "
    "factor, address, device_class) VALUES ($session, $hash, $user, $created_at, $seen_at, $expires_at, "
    "$authenticated_at, $factor, $address, $device_class)"};
constexpr Statement kFind{
    "session.find",
    "SELECT " QY_SESSION_COLUMNS ", " QY_USER_COLUMNS
    ", CASE WHEN EXISTS (SELECT 1 FROM second_factor f WHERE f.user_id = s.user_id AND f.confirmed = 1) THEN 1 ELSE 0 "
    "END, CASE WHEN EXISTS (SELECT 1 FROM consent_record c WHERE c.user_id = s.user_id AND c.policy_version = "
    "$version) THEN 1 ELSE 0 END FROM session s JOIN app_user u ON u.user_id = s.user_id WHERE s.session_hash = "
    "$hash"};
constexpr Statement kOfUser{"session.of_user",
                            "SELECT " QY_SESSION_COLUMNS
                            "FROM session s WHERE s.user_id = $user ORDER BY s.created_at, s.session_id"};
constexpr Statement kSetSeen{"session.set_seen", "UPDATE session SET seen_at = $now WHERE session_id = $session"};
constexpr Statement kRenew{
    "session.renew",
    "UPDATE session SET session_hash = $hash, factor = $factor, authenticated_at = $now, seen_at = $now WHERE "
    "session_id = $session"};
constexpr Statement kEnd{"session.end", "DELETE FROM session WHERE session_id = $session AND user_id = $user"};
constexpr Statement kEndOthers{"session.end_others",
                               "DELETE FROM session WHERE user_id = $user AND session_id <> $kept"};
constexpr Statement kEndExpired{"session.end_expired",
                                "DELETE FROM session WHERE expires_at <= $now OR seen_at <= $seen_before"};

model::Session session_of(const Row& row) {
    model::Session session;
    session.id = row.id<model::SessionId>(0);
    session.user = row.id<model::UserId>(1);
    session.created_at = row.time(2);
    session.seen_at = row.time(3);
    session.expires_at = row.time(4);
    session.authenticated_at = row.time(5);
    session.factor = row.text(6);
    session.address = row.text(7);
    session.device_class = row.text(8);
    return session;
}

Result<Found> found_of(const Vault& vault, const Row& row) {
    QY_TRY(user, user_from(vault, row, kSessionColumns));
    Found found;
    found.session = session_of(row);
    found.user = std::move(user);
    found.has_factor = row.flag(kSessionColumns + kUserColumns);
    found.has_consented = row.flag(kSessionColumns + kUserColumns + 1);
    return found;
}

}  // namespace

Result<void> insert(Writer& writer, const model::Session& session, std::string_view hash) {
    return insert_row(writer, kInsert,
                      {{"session", session.id},
                       {"hash", hash},
                       {"user", session.user},
                       {"created_at", session.created_at},
                       {"seen_at", session.seen_at},
                       {"expires_at", session.expires_at},
                       {"authenticated_at", session.authenticated_at},
                       {"factor", session.factor},
                       {"address", session.address},
                       {"device_class", session.device_class}});
}

Result<std::optional<Found>> find(Reader& reader, std::string_view hash, std::string_view policy_version) {
    return first_of(reader, kFind, {{"hash", hash}, {"version", policy_version}},
                    [&vault = reader.vault()](const Row& row) { return found_of(vault, row); });
}

Result<std::vector<model::Session>> of_user(Reader& reader, model::UserId user) {
    return reader.all(kOfUser, {{"user", user}}, session_of);
}

Result<void> set_seen(Writer& writer, model::SessionId id, Time now) {
    QY_TRY(rows, writer.run(kSetSeen, {{"session", id}, {"now", now}}));
    (void)rows;  // a session that has just ended has nothing to tell
    return {};
}

Result<void> renew(Writer& writer, model::SessionId id, std::string_view hash, std::string_view factor, Time now) {
    return update_row(writer, kRenew, {{"session", id}, {"hash", hash}, {"factor", factor}, {"now", now}});
}

Result<std::int64_t> end(Writer& writer, model::UserId user, model::SessionId id) {
    return writer.run(kEnd, {{"session", id}, {"user", user}});
}

Result<std::int64_t> end_others(Writer& writer, model::UserId user, model::SessionId kept) {
    return writer.run(kEndOthers, {{"user", user}, {"kept", kept.number()}});
}

Result<std::int64_t> end_expired(Writer& writer, Time now, Time seen_before) {
    return writer.run(kEndExpired, {{"now", now}, {"seen_before", seen_before}});
}

}  // namespace qy::storage::sessions
