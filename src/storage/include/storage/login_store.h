#pragma once
// What log-ins leave behind: failures, known devices, captchas and nonces that wait. (clause 9.4.1) Everything is found
// by a keyed hash that the caller makes. Errors of all: those of the port.
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/ids.h"
#include "storage/store.h"

namespace qy::storage::logins {

struct Failures {
    std::int64_t count = 0;
    Time first_at;
    Time last_at;
    Time turn_at;
};
/// All zero when there was none.
Result<Failures> failures(Reader& reader, std::string_view subject);
/// Counts one more; a count that began before `window_from` begins anew. Returns the count.
Result<std::int64_t> add_failure(Writer& writer, std::string_view subject, Time now, Time window_from);
/// Takes failures back that turned out to be the owner's own; none is left below zero.
Result<void> forgive(Writer& writer, std::string_view subject, std::int64_t count);
/// Takes the turn of a subject that is slowed down: true when the last one lies before `before`.
Result<bool> take_turn(Writer& writer, std::string_view subject, Time now, Time before);
/// Forgets what last failed before that time.
Result<std::int64_t> forget_failures(Writer& writer, Time before);

Result<bool> knows_device(Reader& reader, model::UserId user, std::string_view device);
Result<void> keep_device(Writer& writer, model::UserId user, std::string_view device, Time now);
Result<std::int64_t> forget_devices(Writer& writer, model::UserId user);

struct Challenge {
    std::string kind;
    std::string answer_hash;
    Time expires_at;
};
Result<void> insert_challenge(Writer& writer, std::string_view hash, const Challenge& challenge);
/// Takes it away: a second call finds nothing.
Result<std::optional<Challenge>> take_challenge(Writer& writer, std::string_view hash);
Result<std::int64_t> forget_challenges(Writer& writer, Time expired_before);

}  // namespace qy::storage::logins
