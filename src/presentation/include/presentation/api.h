#pragma once
// The functions AREA.VERB: one table of routes, called by HTTP and by the operator's commands alike. (clause 8;
// interfaces: HTTP)
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/messages.h"
#include "base/result.h"
#include "base/secret.h"
#include "model/account.h"
#include "model/actor.h"
#include "presentation/use_cases.h"

namespace qy::business {
struct SessionView;
}
namespace qy::transport {
class LiveBody;
}

namespace qy::presentation {

struct RegionMap;

class ReadyAnswers;  // ready_answers.h

/// What a call knows of the one who makes it, besides the actor.
struct Visitor {
    std::string device;               ///< keyed hash, or empty
    std::string device_class;         ///< phone | desktop | other
    bool counts = true;               ///< false for previews and crawlers: never counted as a scan
    std::string address_group = {};   ///< what failures of an address are counted by
    std::string masked_address = {};  ///< as users may see it
    SecretText known_device = {};     ///< cookie of a browser in which somebody signed in before, or empty
    const business::SessionView* session = nullptr;  ///< of the cookie; null for tokens, visitors and the operator
    std::optional<Error> barred = {};                ///< what keeps a signed-in caller from this function for now
    model::TokenId token = {};                       ///< of the bearer token; none without one
    std::optional<Time> good_until = {};             ///< when session or token end, as far as is known now
};

struct Call {
    const UseCases& use;
    const model::Actor& actor;
    Language language = Language::zh;
    std::string base_url;  ///< "https://host:8443", for addresses in answers
    Visitor visitor;
    ReadyAnswers* ready = nullptr;   ///< null: every answer is asked for anew
    const RegionMap* map = nullptr;  ///< what routes are drawn upon; null: the scheme
};

/// A stream instead of JSON: each call of `next` replaces the chunk and returns whether more will follow.
struct Download {
    std::string content_type;
    std::string file_name;
    std::function<Result<bool>(std::string& chunk)> next;
    std::string tag = {};  ///< of the content, for caches; empty: it is not to be kept
    bool is_open = false;  ///< everybody may keep it
};

enum class CookieKind : std::uint8_t { session, known_device };

struct Cookie {
    CookieKind kind = CookieKind::session;
    SecretText value;
    std::optional<std::int64_t> seconds;  ///< how long it is kept; none: until the browser ends; 0: it goes
};

struct Answer {
    Json data;
    std::optional<Download> download;
    bool failure = false;   ///< an unknown or forged code: counts for the limit of failures per address
    std::string text = {};  ///< the envelope up to `request_id` instead of `data`: only for calls with `ready`
    std::vector<Cookie> cookies = {};
    std::shared_ptr<transport::LiveBody> live = {};  ///< events that go on instead of JSON
};

/// Where a function may be called from. partner: HTTP; machine: only the operator's socket and commands.
enum class Door : std::uint8_t { open, partner, machine };

/// How a request that is sent again with its Idempotency-Key is done once. no: it changes nothing, the header is
/// ignored. with_answer: its work and its kept answer are one transaction. by_rows: it may be long, so each part of it
/// is a transaction; rows that are there already are told as `exists`, and the answer is kept at the end.
enum class Once : std::uint8_t { no, with_answer, by_rows };
/// Whether calls leave a record: never; always, with "ok", "denied" or the error's code; or only those that showed
/// personal fields to staff. A denial is always recorded.
enum class Audit : std::uint8_t { no, yes, personal };

/// What a function asks of sessions. Dangerous ones need a log-in, or a repeated one, of a few minutes ago; a bearer
/// token cannot have that.
enum class Needs : std::uint8_t {
    nothing = 0,
    session = 1,           ///< a browser's session: a user's own account
    recent = 2,            ///< a dangerous act
    open_while_bound = 4,  ///< also while the session still has to change its password, enrol or consent
    no_csrf_token = 8,     ///< hands the token out, and changes nothing
    same_site = 16,        ///< opens a session: not for pages of other sites
    no_use = 32,           ///< asked by an open page by itself: keeps no session awake
};
[[nodiscard]] constexpr Needs operator|(Needs a, Needs b) {
    return static_cast<Needs>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
/// Whether any of `some` is among `all`.
[[nodiscard]] constexpr bool has(Needs all, Needs some) {
    return (static_cast<std::uint8_t>(all) & static_cast<std::uint8_t>(some)) != 0;
}

struct Route {
    std::string_view name;
    Result<Answer> (*handler)(const Json& body, Call& call);
    model::Permission permission;
    Door door;
    Once once;
    Audit audit;
    std::string_view zh;
    std::string_view en;
    Needs needs = Needs::nothing;
};

/// THE table, ordered by name.
[[nodiscard]] std::span<const Route> routes();
[[nodiscard]] const Route* find_route(std::string_view name);

/// A call on its way: its own copy of who makes it, and what it leaves for the audit trail. Lives until its record is
/// written.
class RecordedCall {
 public:
    RecordedCall(const Route& route, const Call& call);
    RecordedCall(const RecordedCall&) = delete;
    RecordedCall& operator=(const RecordedCall&) = delete;
    [[nodiscard]] Call& call() { return call_; }
    /// Door, permission and session. Errors: unauthenticated `token.missing`; denied `permission.denied` {permission},
    /// `session.needed`, `session.bound` {what is to be done}, `network.denied`, `session.not_recent`.
    [[nodiscard]] Result<void> check() const;
    /// Writes the record that the route's column asks for, unless the change itself has written one. `error`: null for
    /// a success. Errors: unavailable `audit.unwritable`.
    [[nodiscard]] Result<void> record(const Error* error) const;

 private:
    const Route& route_;
    model::CallTrail trail_;
    model::Actor actor_;
    Call call_;
};

/// Checks the right to the call, does `work(call)` (→ some Result) and writes the audit record; nothing is answered
/// whose record cannot be written. `work` runs outside of any transaction. Errors: those of RecordedCall and of `work`.
template <class Work>
auto recorded_call(const Route& route, const Call& call, Work work) -> decltype(work(std::declval<Call&>())) {
    RecordedCall recorded(route, call);
    using Outcome = decltype(work(recorded.call()));
    auto right = recorded.check();
    Outcome outcome = right.ok() ? work(recorded.call()) : Outcome(std::move(right).error());
    QY_CHECK(recorded.record(outcome.ok() ? nullptr : &outcome.error()));
    return outcome;
}

/// Does `work` in the name of the function, as a recorded call. Errors: not_found `route.unknown`, for one of the
/// operator's own; those of recorded_call.
Result<Answer> call_with(const Route& route, const Call& call, const std::function<Result<Answer>(Call&)>& work);
/// Runs the function. Errors: those of call_with.
Result<Answer> call_function(const Route& route, const Json& body, Call& call);

}  // namespace qy::presentation
