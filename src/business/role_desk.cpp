#include "business/role_desk.h"

#include <algorithm>

#include "account_rules.h"
#include "base/clock.h"
#include "base/id.h"
#include "business/audit.h"
#include "business/role_book.h"
#include "role_change.h"
#include "storage/proposal_store.h"
#include "storage/role_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::AccessProposal;
using model::ProposalKind;

bool holds(const std::vector<model::Role>& roles, const model::Role& role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Result<model::Role> role_of(const AccessProposal& grant) {
    const auto role = model::parse_role(grant.subject);
    if (!role) return corrupt("storage.corrupt").because("access_proposal " + grant.id.to_string());
    return *role;
}

std::vector<model::Role> changed(std::vector<model::Role> roles, const model::Role& role, bool removal) {
    if (removal) {
        std::erase(roles, role);
    } else if (!holds(roles, role)) {
        roles.push_back(role);
    }
    return roles;
}

Result<AccessProposal> waiting_proposal(storage::Reader& reader, model::AccessProposalId id) {
    QY_TRY(found, storage::proposals::find(reader, id));
    if (!found) return not_found("role.not_found");
    if (found->state != model::ProposalState::proposed) return conflict("role.decided");
    return *std::move(found);
}

Result<std::string> name_of(storage::Reader& reader, model::UserId id) {
    if (id.is_none()) return std::string();
    QY_TRY(user, storage::users::find(reader, id));
    return user ? user->name : std::string();
}

/// What the user would hold if everything that waits were approved, removals left out: no two proposals may add up to
/// what one may not ask for.
Result<void> check_together(storage::Reader& reader, const AccessRows& rows, const model::User& user,
                            const AccessProposal& proposal) {
    QY_TRY(role, role_of(proposal));
    auto roles = changed(user.roles, role, proposal.removal);
    QY_TRY(waiting, storage::proposals::waiting(reader, user.id));
    for (const auto& one : waiting) {
        if (one.subject == proposal.subject && one.removal == proposal.removal) return conflict("role.waiting");
        QY_TRY(other, role_of(one));
        if (!one.removal) roles = changed(std::move(roles), other, false);
    }
    return check_roles(rows.roles, roles);
}

/// Nobody changes what it holds itself, neither as the proposer nor as the one who approves.
Result<void> check_not_own(const AccessProposal& proposal, const model::Actor& actor) {
    const bool own = proposal.kind == ProposalKind::grant
                         ? proposal.user == actor.user
                         : std::ranges::any_of(actor.roles, [&](const model::Role& role) {
                               return proposal.kind == ProposalKind::role && role.name() == proposal.subject;
                           });
    if (own) return denied("role.own");
    return {};
}

std::string object_of(const AccessProposal& proposal, std::string_view user) {
    if (proposal.kind == ProposalKind::grant) return object_of_user(user);
    return std::string(to_string(proposal.kind)) + ":" + proposal.subject;
}

JsonObject detail_of(const AccessProposal& proposal) {
    if (proposal.kind == ProposalKind::grant) return {{"role", proposal.subject}, {"removal", proposal.removal}};
    JsonObject detail{{"removal", proposal.removal}};
    if (auto content = parse_json(proposal.content); content.ok()) detail["content"] = *std::move(content);
    return detail;
}

/// What one approval did: for its record, and for the caller.
struct Applied {
    Json before;
    Json after;
    std::vector<model::Role> roles;
};

Result<Applied> apply_grant(storage::Writer& writer, const AccessRows& rows, const AccessProposal& proposal, Time now) {
    QY_TRY(user, storage::users::find(writer, proposal.user));
    if (!user) return not_found("role.not_found");
    QY_TRY(role, role_of(proposal));
    const auto roles = changed(user->roles, role, proposal.removal);
    QY_CHECK(check_roles(rows.roles, roles));
    QY_CHECK(storage::users::set_roles(writer, *user, roles));
    QY_CHECK(end_sessions(writer, user->id, now));
    return Applied{roles_detail(user->roles).at("roles"), roles_detail(roles).at("roles"), roles};
}

Result<Applied> apply_role(storage::Writer& writer, const AccessRows& rows, const AccessProposal& proposal, Time now) {
    QY_TRY(wanted, role_in(proposal));
    QY_CHECK(check_role(writer, rows, wanted));
    const auto* const present = rows.roles.find(wanted.role);
    const Json before = present == nullptr ? Json(nullptr) : Json(content_of(*present));
    const bool fresh = wanted.version == 0;
    if (fresh) wanted.version = 1;
    QY_CHECK(fresh ? storage::roles::insert(writer, wanted) : storage::roles::update(writer, wanted));
    QY_CHECK(end_streams(writer, {}, now));
    return Applied{before, content_of(wanted), {}};
}

Result<Applied> apply_rule(storage::Writer& writer, const AccessRows& rows, const AccessProposal& proposal) {
    QY_TRY(wanted, rule_in(proposal));
    QY_CHECK(check_rule(rows, wanted));
    const auto present = std::ranges::find(rows.rules, wanted.name(), &model::ChangeRule::name);
    const bool fresh = present == rows.rules.end() || present->version == 0;  // 0: taken away behind our back
    const Json before = fresh ? Json(nullptr) : Json(content_of(*present));
    if (proposal.removal) {
        QY_CHECK(storage::roles::remove_rule(writer, wanted));
        return Applied{before, nullptr, {}};
    }
    if (fresh) wanted.version = 1;
    QY_CHECK(fresh ? storage::roles::insert_rule(writer, wanted) : storage::roles::update_rule(writer, wanted));
    return Applied{before, content_of(wanted), {}};
}

Result<Applied> apply_network(storage::Writer& writer, const AccessRows& rows, const AccessProposal& proposal) {
    QY_TRY(wanted, network_in(proposal));
    QY_CHECK(check_network(rows, wanted));
    const auto present = std::ranges::find(rows.networks, wanted.level, &model::NetworkLevelRule::level);
    const Json before = present == rows.networks.end() ? Json(nullptr) : Json(content_of(*present));
    QY_CHECK(storage::roles::put_network(writer, wanted));
    return Applied{before, content_of(wanted), {}};
}

Result<Applied> apply(const Services& services, storage::Writer& writer, const AccessProposal& proposal, Time now) {
    QY_TRY(rows, services.roles.believed_rows(writer));
    switch (proposal.kind) {
        case ProposalKind::role:
            return apply_role(writer, rows, proposal, now);
        case ProposalKind::change_rule:
            return apply_rule(writer, rows, proposal);
        case ProposalKind::network_rule:
            return apply_network(writer, rows, proposal);
        default:
            return apply_grant(writer, rows, proposal, now);
    }
}

AuditNote note_of(const Services& services, const AccessProposal& proposal, std::string_view user,
                  const Applied& applied) {
    auto detail = detail_of(proposal);
    detail["before"] = applied.before;
    detail["after"] = applied.after;
    return {"role.approve",
            object_of(proposal, user),
            "ok",
            std::move(detail),
            audit_fingerprint(services.keys, applied.before),
            audit_fingerprint(services.keys, applied.after)};
}

AccessProposal new_proposal(const Services& services, const model::Actor& actor, ProposalKind kind,
                            std::string subject) {
    AccessProposal proposal;
    proposal.id = services.ids.next<model::AccessProposalId>();
    proposal.kind = kind;
    proposal.subject = std::move(subject);
    proposal.proposer = actor.user;
    proposal.proposed_at = services.clock.now();
    return proposal;
}

Result<void> keep_proposal(storage::Writer& writer, const AccessProposal& proposal, std::string_view user,
                           const model::Actor& actor) {
    QY_CHECK(storage::proposals::insert(writer, proposal));
    return write_audit(writer, actor, {"role.propose", object_of(proposal, user), "ok", detail_of(proposal)},
                       proposal.proposed_at);
}

/// Of the content of roles and rules only one proposal waits at a time: another would be based on what may change.
Result<void> check_alone(storage::Reader& reader, const AccessProposal& proposal) {
    QY_TRY(waiting, storage::proposals::waiting(reader, proposal.kind, proposal.subject));
    if (!waiting.empty()) return conflict("role.waiting");
    return {};
}

}  // namespace

Result<model::AccessProposalId> RoleDesk::propose(std::string_view user, const model::Role& role, bool removal,
                                                  const model::Actor& actor) {
    return services_.store.write([&](storage::Writer& writer) -> Result<model::AccessProposalId> {
        QY_TRY(subject, user_named(writer, user));
        auto proposal = new_proposal(services_, actor, ProposalKind::grant, std::string(role.name()));
        proposal.user = subject.id;
        proposal.removal = removal;
        QY_CHECK(check_not_own(proposal, actor));
        if (holds(subject.roles, role) != removal) return conflict(removal ? "role.has_not" : "role.has");
        QY_TRY(rows, services_.roles.believed_rows(writer));
        QY_CHECK(check_together(writer, rows, subject, proposal));
        QY_CHECK(keep_proposal(writer, proposal, user, actor));
        return proposal.id;
    });
}

Result<model::AccessProposalId> RoleDesk::propose_role(const model::RoleDefinition& wanted, const model::Actor& actor) {
    return services_.store.write([&](storage::Writer& writer) -> Result<model::AccessProposalId> {
        auto proposal = new_proposal(services_, actor, ProposalKind::role, std::string(wanted.role.name()));
        proposal.content = to_text(content_of(wanted));
        QY_TRY(rows, services_.roles.believed_rows(writer));
        QY_CHECK(check_role(writer, rows, wanted));
        QY_CHECK(check_not_own(proposal, actor));
        QY_CHECK(check_alone(writer, proposal));
        QY_CHECK(keep_proposal(writer, proposal, "", actor));
        return proposal.id;
    });
}

Result<model::AccessProposalId> RoleDesk::propose_rule(const model::ChangeRule& wanted, bool removal,
                                                       const model::Actor& actor) {
    return services_.store.write([&](storage::Writer& writer) -> Result<model::AccessProposalId> {
        auto proposal = new_proposal(services_, actor, ProposalKind::change_rule, wanted.name());
        proposal.content = to_text(content_of(wanted));
        proposal.removal = removal;
        QY_TRY(rows, services_.roles.believed_rows(writer));
        QY_CHECK(check_rule(rows, wanted));
        if (removal && wanted.version == 0) return not_found("change_rule.unknown", {wanted.name()});
        QY_CHECK(check_alone(writer, proposal));
        QY_CHECK(keep_proposal(writer, proposal, "", actor));
        return proposal.id;
    });
}

Result<model::AccessProposalId> RoleDesk::propose_network(const model::NetworkLevelRule& wanted,
                                                          const model::Actor& actor) {
    return services_.store.write([&](storage::Writer& writer) -> Result<model::AccessProposalId> {
        auto proposal = new_proposal(services_, actor, ProposalKind::network_rule, wanted.level);
        proposal.content = to_text(content_of(wanted));
        QY_TRY(rows, services_.roles.believed_rows(writer));
        QY_CHECK(check_network(rows, wanted));
        QY_CHECK(check_alone(writer, proposal));
        QY_CHECK(keep_proposal(writer, proposal, "", actor));
        return proposal.id;
    });
}

Result<Approved> RoleDesk::approve(model::AccessProposalId id, const model::Actor& actor) {
    const Time now = services_.clock.now();
    auto approved = services_.store.write([&](storage::Writer& writer) -> Result<Approved> {
        QY_TRY(proposal, waiting_proposal(writer, id));
        if (proposal.damaged) return corrupt("access.damaged", {"access_proposal:" + id.to_string()});
        if (proposal.proposer == actor.user) return denied("role.same_person");
        QY_CHECK(check_not_own(proposal, actor));
        QY_TRY(applied, apply(services_, writer, proposal, now));
        QY_CHECK(storage::proposals::decide(writer, id, model::ProposalState::approved, actor.user, now));
        QY_TRY(user, name_of(writer, proposal.user));
        QY_CHECK(write_audit(writer, actor, note_of(services_, proposal, user, applied), now));
        return Approved{std::move(proposal), std::move(applied.roles)};
    });
    services_.roles.changed();
    return approved;
}

Result<model::ProposalState> RoleDesk::reject(model::AccessProposalId id, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::ProposalState> {
        QY_TRY(proposal, waiting_proposal(writer, id));
        const auto state =
            proposal.proposer == actor.user ? model::ProposalState::withdrawn : model::ProposalState::rejected;
        QY_TRY(user, name_of(writer, proposal.user));
        QY_CHECK(storage::proposals::decide(writer, id, state, actor.user, now));
        QY_CHECK(write_audit(writer, actor,
                             {"role.reject", object_of(proposal, user), model::to_string(state), detail_of(proposal)},
                             now));
        return state;
    });
}

Result<std::vector<ProposalView>> RoleDesk::list(model::ProposalState state, model::AccessProposalId after,
                                                 std::int64_t limit) {
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<ProposalView>> {
        QY_TRY(proposals, storage::proposals::list(reader, state, after, limit));
        std::vector<ProposalView> views;
        for (auto& proposal : proposals) {
            QY_TRY(user, name_of(reader, proposal.user));
            QY_TRY(proposer, name_of(reader, proposal.proposer));
            QY_TRY(decider, name_of(reader, proposal.decider));
            views.push_back({std::move(proposal), std::move(user), std::move(proposer), std::move(decider)});
        }
        return views;
    });
}

Result<void> RoleDesk::restore(const model::Role& role, const model::Actor& actor) {
    const auto* const built_in = model::find_built_in(role);
    if (built_in == nullptr) return not_found("role.unknown", {std::string(role.name())});
    const Time now = services_.clock.now();
    auto restored = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(rows, services_.roles.believed_rows(writer));
        const auto* const present = rows.roles.find(role);
        auto shipped = model::as_shipped(*built_in);
        QY_CHECK(check_holders(writer, rows, shipped));
        if (present != nullptr) shipped.version = present->version;
        QY_CHECK(present == nullptr ? storage::roles::insert(writer, shipped)
                                    : storage::roles::update(writer, shipped));
        QY_CHECK(end_streams(writer, {}, now));
        const Json before = present == nullptr || present->damaged ? Json(nullptr) : Json(content_of(*present));
        const JsonObject detail{{"before", before}, {"after", content_of(shipped)}};
        return write_audit(writer, actor, {"role.restore", "role:" + std::string(role.name()), "ok", detail}, now);
    });
    services_.roles.changed();
    return restored;
}

Result<void> RoleDesk::clear_network(std::string_view level, const model::Actor& actor) {
    const Time now = services_.clock.now();
    auto cleared = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_CHECK(services_.roles.check_set(writer));
        QY_TRY(found, storage::roles::remove_network(writer, level));
        if (!found) return not_found("network_rule.unknown", {std::string(level)});
        return write_audit(writer, actor, {"network.clear", "network_rule:" + std::string(level), "ok", {}}, now);
    });
    services_.roles.changed();
    return cleared;
}

}  // namespace qy::business
