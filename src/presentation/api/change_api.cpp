// change.stream: what changes is told while it changes. (clauses 5.5, 6.2.1)
#include <algorithm>

#include "base/change_limits.h"
#include "business/accounts.h"
#include "business/change_feed.h"
#include "business/sessions.h"
#include "change_stream.h"
#include "handlers.h"
#include "model/ids.h"

namespace qy::presentation::handlers {
namespace {

constexpr std::size_t kPositionText = 20;

std::optional<std::int64_t> read_since(ObjectReader& in) {
    const auto text = in.optional_text("since", kPositionText);
    if (!text) return std::nullopt;
    if (*text == "0") return 0;  // before the first change
    const auto number = parse_id_number(*text);
    if (number.ok()) return *number;
    in.fault(invalid("change.since", {*text}), "since");
    return std::nullopt;
}

std::vector<std::string> read_topics(ObjectReader& in) {
    std::vector<std::string> names;
    const auto* const list = in.array("topics", limits::change_topics_max);
    if (list == nullptr) return names;
    for (const auto& item : *list) names.emplace_back(item.is_string() ? std::string_view(item.as_string()) : "");
    if (names.empty()) in.fault(invalid("change.topic_unknown", {""}), "topics");
    return names;
}

/// From now on the end of a session or token is heard; one that ended while the stream was made is seen here.
Result<void> check_still_signed_in(const Call& call) {
    if (call.visitor.token) return call.use.accounts.check_token(call.visitor.token);
    const auto* const session = call.visitor.session;
    if (session == nullptr) return {};
    QY_TRY(sessions, call.use.sessions.list(session->user.id));
    const auto open = std::ranges::find(sessions, session->session.id, &model::Session::id);
    return open == sessions.end() ? Result<void>(unauthenticated("session.ended")) : Result<void>();
}

}  // namespace

Result<Answer> change_stream(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto names = read_topics(in);
    const auto since = read_since(in);
    const bool once = in.flag("once", false);
    QY_CHECK(in.finish());
    std::vector<business::ChangeTopic> topics;
    for (const auto& name : names) {
        QY_TRY(topic, business::change_topic(call.use.services, name, call.actor));
        topics.push_back(std::move(topic));
    }
    business::Hearer who{call.visitor.address_group, call.actor.user, call.visitor.good_until};
    QY_TRY(listener, call.use.changes.listen(topics, since, std::move(who)));
    QY_CHECK(check_still_signed_in(call));
    QY_CHECK(business::check_topics(call.use.services, topics, call.actor));
    Answer answer;
    answer.live = std::make_shared<ChangeStream>(std::move(listener), call.use.services.clock, once);
    return answer;
}

}  // namespace qy::presentation::handlers
