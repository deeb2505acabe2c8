// role.*, rule.*, permission.list: who may do what, and how that is changed by two persons. (clauses 4.2, 6.2.1, 9.4.2)
#include "account_json.h"
#include "base/account_limits.h"
#include "business/role_book.h"
#include "business/role_desk.h"
#include "handlers.h"
#include "model/event_time.h"

namespace qy::presentation {
namespace {

constexpr std::int64_t kVersionMax = 1'000'000'000;

JsonObject role_json(const model::RoleDefinition& role) {
    JsonArray permissions;
    for (const auto permission : role.permissions) permissions.push_back(boost::json::value(to_string(permission)));
    return {{"role", role.role.name()},
            {"zh", role.zh},
            {"en", role.en},
            {"scope", to_string(role.scope)},
            {"region", role.region.empty() ? Json(nullptr) : Json(role.region)},
            {"permissions", permissions},
            {"duty", to_string(role.duty())},
            {"built_in", model::find_built_in(role.role) != nullptr},
            {"fixed", model::is_fixed(role.role)},
            {"damaged", role.damaged},
            {"version", role.version}};
}

JsonObject rule_json(const model::ChangeRule& rule) {
    return {{"kind", to_string(rule.kind)},
            {"field", rule.field},
            {"roles", role_names(rule.roles)},
            {"damaged", rule.damaged},
            {"version", rule.version}};
}

JsonObject proposal_json(const business::ProposalView& view) {
    const auto& proposal = view.proposal;
    const bool grant = proposal.kind == model::ProposalKind::grant;
    auto content = parse_json(proposal.content);
    return {{"proposal", proposal.id.to_string()},
            {"kind", to_string(proposal.kind)},
            {"user", grant ? Json(view.user) : Json(nullptr)},
            {grant ? "role" : "subject", proposal.subject},
            {"removal", proposal.removal},
            {"content", content.ok() ? *std::move(content) : Json(nullptr)},
            {"damaged", proposal.damaged},
            {"proposer", view.proposer},
            {"proposed_at", model::to_rfc3339(proposal.proposed_at)},
            {"state", to_string(proposal.state)},
            {"decider", view.decider.empty() ? Json(nullptr) : Json(view.decider)}};
}

model::Role read_role(ObjectReader& in, std::string_view member) {
    const auto name = in.text(member, handlers::kNameMax);
    const auto role = model::parse_role(name);
    if (!role && !name.empty()) in.fault(invalid("role.name"), member);
    return role.value_or(model::Role());
}

/// Each name of a list as `parse` reads it; a fault for one that is unknown.
template <class Parse>
auto read_names(ObjectReader& in, std::string_view member, Parse parse, std::string_view fault)
    -> std::vector<typename decltype(parse(member))::value_type> {
    std::vector<typename decltype(parse(member))::value_type> values;
    const auto* const list = in.array(member, limits::roles_max);
    if (list == nullptr) return values;
    for (const auto& item : *list) {
        const auto value = item.is_string() ? parse(std::string_view(item.as_string())) : std::nullopt;
        if (value) {
            values.push_back(*value);
        } else {
            in.fault(invalid(fault), member);
        }
    }
    return values;
}

Result<model::AccessProposalId> only_proposal(const Json& body) {
    ObjectReader in(body, "");
    const auto id = handlers::read_id<model::AccessProposalId>(in, "proposal");
    QY_CHECK(in.finish());
    return id;
}

Answer proposed(model::AccessProposalId id) {
    return Answer{JsonObject{{"proposal", id.to_string()}}, {}, false};
}

Result<void> nothing_in(const Json& body) {
    ObjectReader in(body, "");
    return in.finish();
}

}  // namespace

namespace handlers {

Result<Answer> permission_list(const Json& body, Call&) {
    QY_CHECK(nothing_in(body));
    JsonArray items;
    for (const auto& row : model::permissions()) {
        JsonArray functions;
        for (const auto& route : routes()) {
            if (route.permission == row.permission) functions.push_back(boost::json::value(route.name));
        }
        items.push_back(JsonObject{{"permission", row.name},
                                   {"zh", row.zh},
                                   {"en", row.en},
                                   {"duty", to_string(row.duty)},
                                   {"assignable", row.assignable},
                                   {"functions", std::move(functions)}});
    }
    return Answer{JsonObject{{"items", std::move(items)}}, {}, false};
}

Result<Answer> role_list(const Json& body, Call& call) {
    QY_CHECK(nothing_in(body));
    QY_TRY(rows, call.use.services.roles.rows());
    JsonArray items;
    for (const auto& role : rows->roles.all()) items.push_back(role_json(*role));
    return Answer{JsonObject{{"items", std::move(items)}}, {}, false};
}

Result<Answer> role_show(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = read_role(in, "role");
    QY_CHECK(in.finish());
    QY_TRY(rows, call.use.services.roles.rows());
    const auto* const role = rows->roles.find(name);
    if (role == nullptr) return not_found("role.unknown", {std::string(name.name())});
    return Answer{role_json(*role), {}, false};
}

Result<Answer> role_propose(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto name = in.text("name", kNameMax);
    const auto role = read_role(in, "role");
    const bool removal = in.flag("removal", false);
    QY_CHECK(in.finish());
    QY_TRY(id, call.use.roles.propose(name, role, removal, call.actor));
    return proposed(id);
}

Result<Answer> role_propose_change(const Json& body, Call& call) {
    ObjectReader in(body, "");
    model::RoleDefinition wanted;
    wanted.role = read_role(in, "role");
    wanted.zh = in.text("zh", limits::role_label_code_points_max);
    wanted.en = in.text("en", limits::role_label_code_points_max);
    const auto scope_name = in.text("scope", kNameMax);
    const auto scope = model::parse_scope(scope_name);
    if (!scope && !scope_name.empty()) in.fault(invalid("role.scope", {scope_name}), "scope");
    wanted.scope = scope.value_or(model::Scope::own_party);
    wanted.region = in.optional_text("region", 6).value_or("");
    wanted.permissions = read_names(in, "permissions", model::parse_permission, "role.permission_unknown");
    wanted.version = in.optional_integer("base_version", 0, kVersionMax).value_or(0);
    QY_CHECK(in.finish());
    QY_TRY(id, call.use.roles.propose_role(wanted, call.actor));
    return proposed(id);
}

Result<Answer> role_approve(const Json& body, Call& call) {
    QY_TRY(id, only_proposal(body));
    QY_TRY(approved, call.use.roles.approve(id, call.actor));
    return Answer{JsonObject{{"state", "approved"},
                             {"kind", to_string(approved.proposal.kind)},
                             {"subject", approved.proposal.subject},
                             {"roles", role_names(approved.roles)}},
                  {},
                  false};
}

Result<Answer> role_reject(const Json& body, Call& call) {
    QY_TRY(id, only_proposal(body));
    QY_TRY(state, call.use.roles.reject(id, call.actor));
    return Answer{JsonObject{{"state", model::to_string(state)}}, {}, false};
}

Result<Answer> role_list_proposals(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto state = model::parse_proposal_state(in.optional_text("state", 20).value_or("proposed"));
    if (!state) in.fault(invalid("role.state_unknown"), "state");
    const auto page = read_page<model::AccessProposalId>(in);
    QY_CHECK(in.finish());
    QY_TRY(views, call.use.roles.list(*state, model::AccessProposalId(page.after), page.limit));
    JsonArray items;
    for (const auto& view : views) items.push_back(proposal_json(view));
    const bool full = static_cast<std::int64_t>(views.size()) == page.limit;
    return list_answer(std::move(items), full ? Json(views.back().proposal.id.to_string()) : Json(nullptr));
}

Result<Answer> role_restore(const Json& body, Call& call) {
    ObjectReader in(body, "");
    const auto role = read_role(in, "role");
    QY_CHECK(in.finish());
    QY_CHECK(call.use.roles.restore(role, call.actor));
    return Answer{JsonObject{{"role", role.name()}, {"state", "restored"}}, {}, false};
}

Result<Answer> rule_list(const Json& body, Call& call) {
    QY_CHECK(nothing_in(body));
    QY_TRY(rows, call.use.services.roles.rows());
    JsonArray items;
    for (const auto& rule : rows->rules) items.push_back(rule_json(rule));
    return Answer{JsonObject{{"items", std::move(items)}}, {}, false};
}

Result<Answer> rule_propose(const Json& body, Call& call) {
    ObjectReader in(body, "");
    model::ChangeRule wanted;
    const auto kind = model::parse_change_kind(in.text("kind", kNameMax));
    if (!kind) in.fault(invalid("change_rule.kind"), "kind");
    wanted.kind = kind.value_or(model::ChangeKind::product);
    wanted.field = in.text("field", kNameMax);
    wanted.roles = read_names(in, "roles", model::parse_role, "user.role_unknown");
    wanted.version = in.optional_integer("base_version", 0, kVersionMax).value_or(0);
    const bool removal = in.flag("removal", false);
    QY_CHECK(in.finish());
    QY_TRY(id, call.use.roles.propose_rule(wanted, removal, call.actor));
    return proposed(id);
}

}  // namespace handlers
}  // namespace qy::presentation
