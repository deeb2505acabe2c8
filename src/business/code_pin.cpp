// The scratch-off PIN: wrong tries are counted durably, so a PIN cannot be guessed however many ask.
#include "crypto/pin.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/time_apart.h"
#include "business/codes.h"
#include "code_access.h"
#include "crypto/keyring.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using storage::codes::CodeState;

constexpr std::int64_t kRestSeconds = 3600;

enum class Outcome : std::uint8_t { right, wrong, resting };
struct Try {
    Outcome outcome = Outcome::wrong;
    CodeState state;
    bool first = false;
};

bool is_pin(std::string_view text) {
    constexpr std::size_t digits = 6;
    return text.size() == digits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_over(const CodeState& state, Time now) {
    // A clock that was ahead must not make a code rest for as long as it was.
    return !state.pin_failed_at || now == state.pin_failed_at->plus_seconds(kRestSeconds) ||
           !is_within(kRestSeconds, now, *state.pin_failed_at);
}

// One try. A wrong one must be stored too, so it is a value here and becomes an error after the transaction.
Try judge(CodeState state, bool right, Time now) {
    if (is_over(state, now)) state.pin_failures = 0;
    if (state.pin_failures >= limits::pin_tries_per_hour_max) return {Outcome::resting, std::move(state), false};
    if (!right) {
        ++state.pin_failures;
        state.pin_failed_at = now;
        return {Outcome::wrong, std::move(state), false};
    }
    const bool first = !state.first_verified_at;
    if (first) state.first_verified_at = now;
    state.pin_failures = 0;
    state.pin_failed_at.reset();
    return {Outcome::right, std::move(state), first};
}

Result<Try> try_pin(storage::Writer& writer, const model::TraceCode& code, bool right, Time now) {
    QY_TRY(state, storage::codes::state(writer, code.text()));
    auto tried = judge(std::move(state), right, now);
    if (tried.outcome != Outcome::resting) QY_CHECK(storage::codes::set_pin_state(writer, code.text(), tried.state));
    return tried;
}

std::string minutes_left(const CodeState& state, Time now) {
    constexpr std::int64_t minute = 60'000'000;
    const auto left = state.pin_failed_at->plus_seconds(kRestSeconds).microseconds - now.microseconds;
    return std::to_string((left + minute - 1) / minute);
}

}  // namespace

Result<PinAnswer> CodeDesk::verify_pin(const model::TraceCode& code, std::string_view pin, Time now) {
    const auto given = fold_width(trim(pin));
    if (!is_pin(given)) return invalid("pin.malformed");
    QY_TRY(resolved, resolve(code));
    if (!resolved.has_pin()) return invalid("pin.not_available");
    const auto key = services_.keys.get(crypto::Purpose::pin, resolved.pin_epoch);
    if (!key.ok()) return unavailable("pin.no_key", {std::to_string(resolved.pin_epoch)});
    const bool right = crypto::pin_matches(**key, code.text(), given);
    QY_TRY(tried, services_.store.write([&](storage::Writer& writer) { return try_pin(writer, code, right, now); }));
    switch (tried.outcome) {
        case Outcome::resting:
            return limited("pin.too_many_tries", {minutes_left(tried.state, now)});
        case Outcome::wrong:
            return invalid("pin.wrong", {std::to_string(limits::pin_tries_per_hour_max - tried.state.pin_failures)});
        case Outcome::right:
            break;
    }
    return PinAnswer{*tried.state.first_verified_at, tried.first};
}

}  // namespace qy::business
