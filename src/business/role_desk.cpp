#include "business/role_desk.h"

#include <algorithm>

#include "account_rules.h"
#include "base/clock.h"
#include "base/id.h"
#include "business/audit.h"
#include "storage/role_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

bool holds(const std::vector<model::Role>& roles, model::Role role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::vector<model::Role> changed(std::vector<model::Role> roles, const model::RoleProposal& proposal) {
    if (proposal.removal) {
        std::erase(roles, proposal.role);
    } else if (!holds(roles, proposal.role)) {
        roles.push_back(proposal.role);
    }
    return roles;
}

JsonObject detail_of(const model::RoleProposal& proposal) {
    return {{"role", model::to_string(proposal.role)}, {"removal", proposal.removal}};
}

Result<model::RoleProposal> waiting_proposal(storage::Reader& reader, model::RoleProposalId id) {
    QY_TRY(found, storage::roles::find(reader, id));
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
Result<void> check_together(storage::Reader& reader, const model::User& user, const model::RoleProposal& proposal) {
    auto roles = changed(user.roles, proposal);
    QY_TRY(waiting, storage::roles::waiting(reader, user.id));
    for (const auto& one : waiting) {
        if (one.role == proposal.role && one.removal == proposal.removal) return conflict("role.waiting");
        if (!one.removal) roles = changed(std::move(roles), one);
    }
    return check_combination(roles);
}

}  // namespace

Result<model::RoleProposalId> RoleDesk::propose(std::string_view user, model::Role role, bool removal,
                                                const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::RoleProposalId> {
        QY_TRY(subject, user_named(writer, user));
        if (subject.id == actor.user) return denied("role.own");
        if (holds(subject.roles, role) != removal) return conflict(removal ? "role.has_not" : "role.has");
        model::RoleProposal proposal;
        proposal.id = services_.ids.next<model::RoleProposalId>();
        proposal.user = subject.id;
        proposal.role = role;
        proposal.removal = removal;
        proposal.proposer = actor.user;
        proposal.proposed_at = now;
        QY_CHECK(check_together(writer, subject, proposal));
        QY_CHECK(storage::roles::insert(writer, proposal));
        QY_CHECK(write_audit(writer, actor, {"role.propose", object_of_user(user), "ok", detail_of(proposal)}, now));
        return proposal.id;
    });
}

Result<std::vector<model::Role>> RoleDesk::approve(model::RoleProposalId id, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<std::vector<model::Role>> {
        QY_TRY(proposal, waiting_proposal(writer, id));
        if (proposal.proposer == actor.user) return denied("role.same_person");
        if (proposal.user == actor.user) return denied("role.own");
        QY_TRY(user, storage::users::find(writer, proposal.user));
        if (!user) return not_found("role.not_found");
        const auto roles = changed(user->roles, proposal);
        QY_CHECK(check_combination(roles));
        QY_CHECK(storage::roles::decide(writer, id, model::ProposalState::approved, actor.user, now));
        QY_CHECK(storage::users::set_roles(writer, *user, roles));
        QY_CHECK(end_sessions(writer, user->id));
        QY_CHECK(
            write_audit(writer, actor, {"role.approve", object_of_user(user->name), "ok", detail_of(proposal)}, now));
        return roles;
    });
}

Result<model::ProposalState> RoleDesk::reject(model::RoleProposalId id, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<model::ProposalState> {
        QY_TRY(proposal, waiting_proposal(writer, id));
        const auto state =
            proposal.proposer == actor.user ? model::ProposalState::withdrawn : model::ProposalState::rejected;
        QY_TRY(name, name_of(writer, proposal.user));
        QY_CHECK(storage::roles::decide(writer, id, state, actor.user, now));
        QY_CHECK(write_audit(writer, actor,
                             {"role.reject", object_of_user(name), model::to_string(state), detail_of(proposal)}, now));
        return state;
    });
}

Result<std::vector<ProposalView>> RoleDesk::list(model::ProposalState state, model::RoleProposalId after,
                                                 std::int64_t limit) {
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<ProposalView>> {
        QY_TRY(proposals, storage::roles::list(reader, state, after, limit));
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

}  // namespace qy::business
