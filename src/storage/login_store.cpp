#include "storage/login_store.h"

#include "stored.h"

namespace qy::storage::logins {
namespace {

constexpr Statement kFailures{
    "login_failure.find",
    "SELECT failures, first_at, last_at, turn_at FROM login_failure WHERE subject_hash = $subject"};
constexpr Statement kAddFailure{
    "login_failure.add",
    "INSERT INTO login_failure (subject_hash, failures, first_at, last_at) VALUES ($subject, 1, $now, $now) "
    "ON CONFLICT (subject_hash) DO UPDATE SET "
    "failures = CASE WHEN login_failure.first_at < $window_from THEN 1 ELSE login_failure.failures + 1 END, "
    "first_at = CASE WHEN login_failure.first_at < $window_from THEN $now ELSE login_failure.first_at END, "
    "last_at = $now"};
constexpr Statement kForgive{"login_failure.forgive",
                             "UPDATE login_failure SET failures = CASE WHEN failures > $count THEN failures - $count "
                             "ELSE 0 END WHERE subject_hash = $subject"};
constexpr Statement kTakeTurn{"login_failure.take_turn",
                              "UPDATE login_failure SET turn_at = $now WHERE subject_hash = $subject AND turn_at <= "
                              "$before"};
constexpr Statement kForgetFailures{"login_failure.forget", "DELETE FROM login_failure WHERE last_at < $before"};
constexpr Statement kKnowsDevice{"known_device.find",
                                 "SELECT 1 FROM known_device WHERE user_id = $user AND device_hash = $device"};
constexpr Statement kKeepDevice{
    "known_device.keep",
    "INSERT INTO known_device (user_id, device_hash, last_at) VALUES ($user, $device, $now) "
    "ON CONFLICT (user_id, device_hash) DO UPDATE SET last_at = $now"};
constexpr Statement kForgetDevices{"known_device.forget", "DELETE FROM known_device WHERE user_id = $user"};
constexpr Statement kInsertChallenge{
    "login_challenge.insert",
    "INSERT INTO login_challenge (challenge_hash, kind, answer_hash, expires_at) VALUES ($hash, $kind, $answer, "
    "$expires_at)"};
constexpr Statement kFindChallenge{
    "login_challenge.find", "SELECT kind, answer_hash, expires_at FROM login_challenge WHERE challenge_hash = $hash"};
constexpr Statement kTakeChallenge{"login_challenge.take", "DELETE FROM login_challenge WHERE challenge_hash = $hash"};
constexpr Statement kForgetChallenges{"login_challenge.forget",
                                      "DELETE FROM login_challenge WHERE expires_at <= $before"};

}  // namespace

Result<Failures> failures(Reader& reader, std::string_view subject) {
    QY_TRY(found, reader.first(kFailures, {{"subject", subject}}, [](const Row& row) {
        return Failures{row.integer(0), row.time(1), row.time(2), row.time(3)};
    }));
    return found.value_or(Failures{});
}

Result<std::int64_t> add_failure(Writer& writer, std::string_view subject, Time now, Time window_from) {
    QY_TRY(rows, writer.run(kAddFailure, {{"subject", subject}, {"now", now}, {"window_from", window_from}}));
    QY_ASSERT(rows == 1);
    QY_TRY(after, failures(writer, subject));
    return after.count;
}

Result<void> forgive(Writer& writer, std::string_view subject, std::int64_t count) {
    QY_TRY(rows, writer.run(kForgive, {{"subject", subject}, {"count", count}}));
    (void)rows;  // nothing to forgive is fine
    return {};
}

Result<bool> take_turn(Writer& writer, std::string_view subject, Time now, Time before) {
    QY_TRY(rows, writer.run(kTakeTurn, {{"subject", subject}, {"now", now}, {"before", before}}));
    return rows == 1;
}

Result<std::int64_t> forget_failures(Writer& writer, Time before) {
    return writer.run(kForgetFailures, {{"before", before}});
}

Result<bool> knows_device(Reader& reader, model::UserId user, std::string_view device) {
    QY_TRY(found, reader.first(kKnowsDevice, {{"user", user}, {"device", device}}, [](const Row&) { return true; }));
    return found.has_value();
}

Result<void> keep_device(Writer& writer, model::UserId user, std::string_view device, Time now) {
    return insert_row(writer, kKeepDevice, {{"user", user}, {"device", device}, {"now", now}});
}

Result<std::int64_t> forget_devices(Writer& writer, model::UserId user) {
    return writer.run(kForgetDevices, {{"user", user}});
}

Result<void> insert_challenge(Writer& writer, std::string_view hash, const Challenge& challenge) {
    return insert_row(writer, kInsertChallenge,
                      {{"hash", hash},
                       {"kind", challenge.kind},
                       {"answer", challenge.answer_hash},
                       {"expires_at", challenge.expires_at}});
}

Result<std::optional<Challenge>> take_challenge(Writer& writer, std::string_view hash) {
    QY_TRY(found, writer.first(kFindChallenge, {{"hash", hash}}, [](const Row& row) {
        return Challenge{std::string(row.text(0)), std::string(row.text(1)), row.time(2)};
    }));
    // Of two takers at once, only the one that removes the row has it.
    QY_TRY(rows, writer.run(kTakeChallenge, {{"hash", hash}}));
    return rows == 1 ? found : std::nullopt;
}

Result<std::int64_t> forget_challenges(Writer& writer, Time expired_before) {
    return writer.run(kForgetChallenges, {{"before", expired_before}});
}

}  // namespace qy::storage::logins
