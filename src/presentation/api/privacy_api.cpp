// privacy.*: what users may ask about their own data, and the queue of what the platform does about it. (clause 6.5.2)
#include "base/limits.h"
#include "business/contact_desk.h"
#include "contact_json.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

using handlers::read_id;

constexpr std::size_t kWordsMax = limits::short_text_code_points_max;

Json time_or_null(std::optional<Time> at) {
    return at ? Json(model::to_rfc3339(*at)) : Json(nullptr);
}

JsonObject request_json(const model::DataRequest& one) {
    return {{"id", one.id.to_string()},
            {"kind", model::to_string(one.kind)},
            {"state", model::to_string(one.state)},
            {"words", one.words},
            {"answer", one.answer},
            {"created_at", model::to_rfc3339(one.created_at)},
            {"due_at", model::to_rfc3339(one.due_at)},
            {"decided_at", time_or_null(one.decided_at)}};
}

Result<void> nothing_in(const Json& body) {
    ObjectReader in(body, "");
    return in.finish();
}

struct Decision {
    model::DataRequestId id;
    std::string answer;
};

Result<Decision> read_decision(const Json& body, bool answered) {
    ObjectReader in(body, "");
    Decision decision;
    decision.id = read_id<model::DataRequestId>(in, "request");
    if (answered) decision.answer = in.optional_text("answer", kWordsMax).value_or("");
    QY_CHECK(in.finish());
    return decision;
}

Answer state_answer(model::DataRequestId id, model::DataRequestState state) {
    return Answer{JsonObject{{"request", id.to_string()}, {"state", model::to_string(state)}}, {}, false};
}

}  // namespace

namespace handlers {

Result<Answer> privacy_export(const Json& body, Call& call) {
    QY_CHECK(nothing_in(body));
    QY_TRY(copy, call.use.contact.privacy.copy(call.actor));
    return Answer{std::move(copy), {}, false};
}

Result<Answer> privacy_consents(const Json& body, Call& call) {
    QY_CHECK(nothing_in(body));
    QY_TRY(rows, call.use.contact.privacy.consents(call.actor.user));
    JsonArray items;
    for (const auto& row : rows) {
        items.push_back(JsonObject{{"policy_version", row.policy_version},
                                   {"consented_at", model::to_rfc3339(row.consented_at)},
                                   {"withdrawn_at", time_or_null(row.withdrawn_at)}});
    }
    return Answer{JsonObject{{"items", std::move(items)}}, {}, false};
}

Result<Answer> privacy_withdraw_consent(const Json& body, Call& call) {
    QY_CHECK(nothing_in(body));
    QY_TRY(count, call.use.contact.privacy.withdraw(call.actor));
    return Answer{JsonObject{{"withdrawn", count}}, {}, false};
}

Result<Answer> privacy_close_account(const Json& body, Call& call) {
    QY_CHECK(nothing_in(body));
    QY_CHECK(call.use.contact.privacy.close(call.actor));
    Answer answer{JsonObject{{"closed", true}}, {}, false};
    answer.cookies.push_back({CookieKind::session, {}, 0});
    answer.cookies.push_back({CookieKind::known_device, {}, 0});
    return answer;
}

Result<Answer> privacy_request(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto kind = model::parse_data_request_kind(in.text("kind", 20));
    if (!kind) in.fault(invalid("privacy.kind_unknown"), "kind");
    const auto words = in.optional_text("words", kWordsMax).value_or("");
    QY_CHECK(in.finish());
    QY_TRY(made, call.use.contact.privacy.request(*kind, words, call.actor));
    return Answer{request_json(made), {}, false};
}

Result<Answer> privacy_list(const Json& body, Call& call) {
    QY_CHECK(nothing_in(body));
    QY_TRY(found, call.use.contact.privacy.requests(call.actor.user));
    JsonArray items;
    for (const auto& one : found) items.push_back(request_json(one));
    return Answer{JsonObject{{"items", std::move(items)}}, {}, false};
}

Result<Answer> privacy_cancel(const Json& body, Call& call) {
    QY_TRY(decision, read_decision(body, false));
    QY_CHECK(call.use.contact.privacy.cancel(decision.id, call.actor));
    return state_answer(decision.id, model::DataRequestState::cancelled);
}

Result<Answer> privacy_queue(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto state = model::parse_data_request_state(in.optional_text("state", 20).value_or("open"));
    if (!state) in.fault(invalid("privacy.state_unknown"), "state");
    const auto limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    const auto after = read_optional_id<model::DataRequestId>(in, "cursor");
    QY_CHECK(in.finish());
    QY_TRY(queued, call.use.contact.privacy.queue(*state, after, limit));
    JsonArray items;
    for (const auto& one : queued) {
        auto object = request_json(one.request);
        object["user"] = one.user;
        object["handler"] = one.handler.empty() ? Json(nullptr) : Json(one.handler);
        object["overdue"] = one.overdue;
        items.push_back(std::move(object));
    }
    tell_personal(call, !queued.empty(), {"words"});
    const bool full = static_cast<std::int64_t>(queued.size()) == limit;
    const Json next = full ? Json(queued.back().request.id.to_string()) : Json(nullptr);
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", next}}, {}, false};
}

Result<Answer> privacy_take(const Json& body, Call& call) {
    QY_TRY(decision, read_decision(body, false));
    QY_CHECK(call.use.contact.privacy.take(decision.id, call.actor));
    return state_answer(decision.id, model::DataRequestState::taken);
}

Result<Answer> privacy_complete(const Json& body, Call& call) {
    QY_TRY(decision, read_decision(body, true));
    QY_CHECK(call.use.contact.privacy.complete(decision.id, decision.answer, call.actor));
    return state_answer(decision.id, model::DataRequestState::done);
}

Result<Answer> privacy_refuse(const Json& body, Call& call) {
    QY_TRY(decision, read_decision(body, true));
    QY_CHECK(call.use.contact.privacy.refuse(decision.id, decision.answer, call.actor));
    return state_answer(decision.id, model::DataRequestState::refused);
}

}  // namespace handlers
}  // namespace qy::presentation
