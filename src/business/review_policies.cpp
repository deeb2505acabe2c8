// Policies: who may read what is trusted, and what is drawn for review.
#include <algorithm>

#include "base/change_limits.h"
#include "base/clock.h"
#include "base/id.h"
#include "business/audit.h"
#include "business/review_queue.h"
#include "model/event_time.h"
#include "storage/category_store.h"
#include "storage/party_store.h"
#include "storage/policy_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using storage::policies::Decision;
using storage::policies::Policy;

Result<void> check_order(const PolicyOrder& order, Decision decision) {
    const bool sample = decision == Decision::sample;
    const bool share_fits = order.review_share >= 1 && order.review_share < limits::review_share_whole;
    if (sample ? !share_fits : order.review_share != 0) return invalid("policy.share").at("review_share");
    if (decision == Decision::automatic && order.reviewers > 1) return invalid("policy.reviewers").at("reviewers");
    const bool wide = !order.party && !order.brand && order.category.empty() && !order.channel;
    if (decision != Decision::review && wide) return invalid("policy.too_wide").at("decision");
    return {};
}

JsonObject detail_of(const Policy& policy) {
    return {{"decision", storage::policies::to_string(policy.decision)},
            {"party", policy.party ? policy.party.to_string() : ""},
            {"brand", policy.brand ? policy.brand.to_string() : ""},
            {"category", policy.category ? policy.category.to_string() : ""},
            {"channel", policy.channel ? model::to_string(*policy.channel) : ""},
            {"kind", policy.kind ? model::to_string(*policy.kind) : ""},
            {"review_share", policy.review_share},
            {"reviewers", policy.reviewers},
            {"due_hours", policy.due_hours},
            {"reason", policy.reason}};
}

Result<PolicyView> view_of(storage::Reader& reader, const Policy& policy) {
    PolicyView view;
    std::string code;
    if (policy.category) {
        QY_TRY(category, storage::catalogue::find_category(reader, policy.category));
        if (category) code = category->code;
    }
    if (policy.party) {
        QY_TRY(party, storage::parties::find(reader, model::Reach::everything(), policy.party));
        if (party) view.party = model::shown_name(*party);
    }
    const bool sample = policy.decision == Decision::sample;
    view.order = {policy.party,
                  policy.brand,
                  code,
                  policy.channel,
                  policy.kind,
                  std::string(storage::policies::to_string(policy.decision)),
                  sample ? policy.review_share : 0,
                  policy.reviewers,
                  policy.due_hours,
                  policy.reason};
    view.id = policy.id.to_string();
    view.made_by = policy.made_by;
    view.made_at = policy.made_at ? model::to_rfc3339(*policy.made_at) : "";
    return view;
}

}  // namespace

Result<std::vector<PolicyView>> list_policies(const Services& services) {
    return services.store.read([&](storage::Reader& reader) -> Result<std::vector<PolicyView>> {
        QY_TRY(policies, storage::policies::all(reader));
        std::vector<PolicyView> views;
        for (const auto& policy : policies) {
            QY_TRY(view, view_of(reader, policy));
            views.push_back(std::move(view));
        }
        return views;
    });
}

Result<std::string> add_policy(const Services& services, const PolicyOrder& order, const model::Actor& actor) {
    const auto decision = storage::policies::parse_decision(order.decision);
    if (!decision) return invalid("policy.decision_unknown", {order.decision}).at("decision");
    QY_CHECK(check_order(order, *decision));
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<std::string> {
        Policy policy{services.ids.next<model::PolicyId>(), order.party, order.channel, order.kind, *decision};
        policy.brand = order.brand;
        if (!order.category.empty()) {
            QY_TRY(category, storage::catalogue::category_by_code(writer, order.category));
            if (!category) return not_found("category.not_found", {order.category});
            policy.category = category->id;
        }
        if (*decision == Decision::sample) policy.review_share = order.review_share;
        policy.reviewers = order.reviewers;
        policy.due_hours = order.due_hours;
        policy.reason = order.reason;
        policy.made_by = actor.name;
        policy.made_at = now;
        QY_CHECK(storage::policies::insert(writer, policy));
        QY_CHECK(write_audit(writer, actor, {"policy.add", "policy:" + policy.id.to_string(), "ok", detail_of(policy)},
                             now));
        return policy.id.to_string();
    });
}

Result<void> remove_policy(const Services& services, model::PolicyId id, const model::Actor& actor) {
    const Time now = services.clock.now();
    return services.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(policies, storage::policies::all(writer));
        const auto found = std::ranges::find(policies, id, &Policy::id);
        if (found == policies.end()) return conflict("policy.changed");
        QY_TRY(removed, storage::policies::remove(writer, id));
        (void)removed;
        return write_audit(writer, actor, {"policy.remove", "policy:" + id.to_string(), "ok", detail_of(*found)}, now);
    });
}

}  // namespace qy::business
