// export.propose, approve, reject, list: two persons for a file with personal data. (clause 9.2.1)
#include "base/limits.h"
#include "business/export_desk.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

Json time_or_null(const std::optional<Time>& time) {
    return time ? Json(model::to_rfc3339(*time)) : Json(nullptr);
}

JsonObject approval_json(const model::ExportApproval& approval) {
    return {{"id", approval.id.to_string()},
            {"function", approval.function},
            {"lot", approval.object},
            {"reason", approval.reason},
            {"state", model::to_string(approval.state)},
            {"proposer_id", approval.proposer.to_string()},
            {"proposed_at", model::to_rfc3339(approval.proposed_at)},
            {"decider_id", approval.decider ? Json(approval.decider.to_string()) : Json(nullptr)},
            {"decided_at", time_or_null(approval.decided_at)},
            {"expires_at", time_or_null(approval.expires_at)}};
}

Result<Answer> decide(const Json& body, Call& call, bool agree) {
    ObjectReader in(body, "");
    const auto id = handlers::read_id<model::ExportApprovalId>(in, "approval");
    QY_CHECK(in.finish());
    QY_TRY(approval, business::decide_export(call.use.services, call.actor, id, agree));
    return Answer{approval_json(approval), {}, false};
}

}  // namespace

namespace handlers {

Result<Answer> export_propose(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto lot = in.optional_text("lot", limits::epcis_uri_code_points_max).value_or("");
    const auto reason = in.text("reason", limits::short_text_code_points_max);
    QY_CHECK(in.finish());
    QY_TRY(approval, business::propose_export(call.use.services, call.actor, lot, reason));
    return Answer{approval_json(approval), {}, false};
}

Result<Answer> export_approve(const Json& body, Call& call) {
    return decide(body, call, true);
}
Result<Answer> export_reject(const Json& body, Call& call) {
    return decide(body, call, false);
}

Result<Answer> export_list(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto before = read_optional_id<model::ExportApprovalId>(in, "cursor");
    const auto limit = in.optional_integer("limit", 1, limits::list_items_max).value_or(limits::list_items_default);
    QY_CHECK(in.finish());
    QY_TRY(approvals, business::list_exports(call.use.services, call.actor, before, limit));
    JsonArray items;
    for (const auto& approval : approvals) items.push_back(approval_json(approval));
    const bool full = static_cast<std::int64_t>(approvals.size()) == limit;
    return Answer{JsonObject{{"items", std::move(items)},
                             {"next_cursor", full ? Json(approvals.back().id.to_string()) : Json(nullptr)}},
                  {},
                  false};
}

}  // namespace handlers
}  // namespace qy::presentation
