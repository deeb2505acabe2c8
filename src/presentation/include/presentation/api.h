#pragma once
// The functions AREA.VERB: one table of routes, called by HTTP and by the operator's commands alike. (clause 8;
// interfaces: HTTP)
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/messages.h"
#include "base/result.h"
#include "base/secret.h"
#include "model/actor.h"
#include "presentation/use_cases.h"

namespace qy::business {
struct SessionView;
}

namespace qy::presentation {

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
};

struct Call {
    const UseCases& use;
    const model::Actor& actor;
    Language language = Language::zh;
    std::string base_url;  ///< "https://host:8443", for addresses in answers
    Visitor visitor;
    ReadyAnswers* ready = nullptr;  ///< null: every answer is asked for anew
};

/// A stream instead of JSON: each call of `next` replaces the chunk and returns whether more will follow.
struct Download {
    std::string content_type;
    std::string file_name;
    std::function<Result<bool>(std::string& chunk)> next;
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
};

/// Where a function may be called from. partner: HTTP; machine: only the operator's socket and commands.
enum class Door : std::uint8_t { open, partner, machine };

/// How a request that is sent again with its Idempotency-Key is done once. no: it changes nothing, the header is
/// ignored. with_answer: its work and its kept answer are one transaction. by_rows: it may be long, so each part of it
/// is a transaction; rows that are there already are told as `exists`, and the answer is kept at the end.
enum class Once : std::uint8_t { no, with_answer, by_rows };

/// What a function asks of sessions. Dangerous ones need a log-in, or a repeated one, of a few minutes ago; a bearer
/// token cannot have that.
enum class Needs : std::uint8_t {
    nothing = 0,
    session = 1,           ///< a browser's session: a user's own account
    recent = 2,            ///< a dangerous act
    open_while_bound = 4,  ///< also while the session still has to change its password, enrol or consent
    no_csrf_token = 8,     ///< hands the token out, and changes nothing
    same_site = 16,        ///< opens a session: not for pages of other sites
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
    std::string_view zh;
    std::string_view en;
    Needs needs = Needs::nothing;
};

/// THE table, ordered by name.
[[nodiscard]] std::span<const Route> routes();
[[nodiscard]] const Route* find_route(std::string_view name);

/// Checks door, permission and session. A denial of permission is audited. Errors: not_found `route.unknown` {name};
/// unauthenticated `token.missing`; denied `permission.denied` {permission}, `session.needed`, `session.bound` {what is
/// to be done}, `session.not_recent`.
Result<void> check_call(const Route& route, Call& call);
/// Checks the call, then runs the function. Errors: those of check_call and of the function.
Result<Answer> call_function(const Route& route, const Json& body, Call& call);

}  // namespace qy::presentation
