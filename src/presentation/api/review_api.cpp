// submission.queue, claim, release; policy.*: what waits for review, and what need not. (clause 6.2.1)
#include "base/change_limits.h"
#include "base/limits.h"
#include "business/review_queue.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::size_t kWord = 40;
constexpr std::int64_t kWaitsHoursMax = 100'000;

std::optional<model::ChangeKind> read_kind(ObjectReader& in) {
    const auto text = in.optional_text("kind", kWord);
    if (!text || text->empty()) return std::nullopt;
    const auto kind = model::parse_change_kind(*text);
    if (!kind) in.fault(invalid("change_rule.kind", {*text}), "kind");
    return kind;
}

std::optional<model::Channel> read_channel(ObjectReader& in) {
    const auto text = in.optional_text("channel", kWord);
    if (!text || text->empty()) return std::nullopt;
    for (const auto channel : {model::Channel::web, model::Channel::api, model::Channel::operator_command}) {
        if (model::to_string(channel) == *text) return channel;
    }
    in.fault(invalid("policy.channel_unknown", {*text}), "channel");
    return std::nullopt;
}

template <class AnyId>
Json id_or_null(AnyId id) {
    return id ? Json(id.to_string()) : Json(nullptr);
}

JsonObject item_json(const business::QueueItem& item) {
    const auto& task = item.task;
    return {{"submission", task.submission.to_string()},
            {"party_id", task.party.to_string()},
            {"party", item.party.name},
            {"party_en", item.party.name_en},
            {"brand_id", id_or_null(task.brand)},
            {"category", item.category},
            {"kind", task.kind ? Json(model::to_string(*task.kind)) : Json(nullptr)},
            {"waits_since", model::to_rfc3339(task.waits_since)},
            {"due_at", model::to_rfc3339(task.due_at)},
            {"overdue", item.overdue},
            {"reviewers", task.reviewers},
            {"approvals", task.approvals},
            {"claimed_by", item.claimed ? Json(task.claimed_name) : Json(nullptr)},
            {"claimed_until", item.claimed ? Json(model::to_rfc3339(*task.claimed_until)) : Json(nullptr)}};
}

JsonObject policy_json(const business::PolicyView& view) {
    const auto& order = view.order;
    return {{"id", view.id},
            {"decision", order.decision},
            {"party_id", id_or_null(order.party)},
            {"party", view.party.name},
            {"party_en", view.party.name_en},
            {"brand_id", id_or_null(order.brand)},
            {"category", order.category},
            {"channel", order.channel ? Json(model::to_string(*order.channel)) : Json(nullptr)},
            {"kind", order.kind ? Json(model::to_string(*order.kind)) : Json(nullptr)},
            {"review_share", order.review_share},
            {"reviewers", order.reviewers},
            {"due_hours", order.due_hours},
            {"reason", order.reason},
            {"made_by", view.made_by},
            {"made_at", view.made_at}};
}

}  // namespace

namespace handlers {

Result<Answer> submission_queue(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::QueueQuery query;
    query.party = read_optional_id<model::PartyId>(in, "party");
    query.brand = read_optional_id<model::BrandId>(in, "brand");
    query.category = in.optional_text("category", kWord).value_or("");
    query.kind = read_kind(in);
    query.waits_hours = in.optional_integer("waits_hours", 0, kWaitsHoursMax).value_or(0);
    query.free = in.flag("free", false);
    query.mine = in.flag("mine", false);
    query.cursor = in.optional_text("cursor", kWord).value_or("");
    query.limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    QY_CHECK(in.finish());
    QY_TRY(page, business::review_queue(call.use.services, query, call.actor));
    JsonArray items;
    for (const auto& item : page.items) items.push_back(item_json(item));
    return Answer{
        JsonObject{{"items", std::move(items)}, {"next_cursor", page.next.empty() ? Json(nullptr) : Json(page.next)}},
        {},
        false};
}

Result<Answer> submission_claim(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::SubmissionId>(in, "submission");
    QY_CHECK(in.finish());
    QY_TRY(task, business::claim_submission(call.use.services, id, call.actor));
    return Answer{
        JsonObject{{"submission", id.to_string()}, {"until", model::to_rfc3339(*task.claimed_until)}}, {}, false};
}

Result<Answer> submission_release(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::SubmissionId>(in, "submission");
    QY_CHECK(in.finish());
    QY_CHECK(business::release_submission(call.use.services, id, call.actor));
    return Answer{JsonObject{{"submission", id.to_string()}}, {}, false};
}

Result<Answer> policy_add(const Json& body, Call& call) {
    ObjectReader in(body, "");
    business::PolicyOrder order;
    order.decision = in.text("decision", kWord);
    order.party = read_optional_id<model::PartyId>(in, "party");
    order.brand = read_optional_id<model::BrandId>(in, "brand");
    order.category = in.optional_text("category", kWord).value_or("");
    order.channel = read_channel(in);
    order.kind = read_kind(in);
    order.review_share = in.optional_integer("review_share", 0, limits::review_share_whole).value_or(0);
    order.reviewers = in.optional_integer("reviewers", 1, limits::review_reviewers_max).value_or(1);
    order.due_hours = in.optional_integer("due_hours", 0, limits::review_due_hours_max).value_or(0);
    order.reason = in.text("reason", limits::short_text_code_points_max);
    QY_CHECK(in.finish());
    QY_TRY(id, business::add_policy(call.use.services, order, call.actor));
    return Answer{JsonObject{{"id", id}}, {}, false};
}

Result<Answer> policy_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    QY_CHECK(in.finish());
    QY_TRY(policies, business::list_policies(call.use.services));
    JsonArray items;
    for (const auto& policy : policies) items.push_back(policy_json(policy));
    return Answer{JsonObject{{"items", std::move(items)}, {"next_cursor", nullptr}}, {}, false};
}

Result<Answer> policy_remove(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto id = read_id<model::PolicyId>(in, "policy");
    QY_CHECK(in.finish());
    QY_CHECK(business::remove_policy(call.use.services, id, call.actor));
    return Answer{JsonObject{{"id", id.to_string()}}, {}, false};
}

}  // namespace handlers
}  // namespace qy::presentation
