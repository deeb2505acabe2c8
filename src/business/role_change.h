#pragma once
// What a proposed role or rule must fulfil, and its content as proposals and audit records tell it.
// (clauses 4.2, 6.2.1, 9.4.2)
#include "base/json.h"
#include "base/result.h"
#include "business/role_book.h"
#include "model/account.h"
#include "model/change_rule.h"
#include "model/role.h"

namespace qy::storage {
class Reader;
}

namespace qy::business {

/// Its labels, scope, region and permissions, with `base_version`; without `damaged` rows' content, which nobody
/// vouches for.
[[nodiscard]] JsonObject content_of(const model::RoleDefinition& role);
[[nodiscard]] JsonObject content_of(const model::ChangeRule& rule);
[[nodiscard]] JsonObject content_of(const model::NetworkLevelRule& rule);
/// What a proposal wants. Errors: corrupt `storage.corrupt`.
Result<model::RoleDefinition> role_in(const model::AccessProposal& proposal);
Result<model::ChangeRule> rule_in(const model::AccessProposal& proposal);
Result<model::NetworkLevelRule> network_in(const model::AccessProposal& proposal);

/// Whether the table may hold this role instead of what it holds; its version is the one that the change is based on, 0
/// for a new role. Errors: invalid `role.labels`, `role.scope` {scope}, `role.region` {code}, `role.unassignable`
/// {permission}, `role.duties_combined` {a, b}, `role.duty_scope` {permission}, `role.bounds` {permission},
/// `role.would_combine` {user, role, role}; denied `role.fixed` {role}; conflict `role.exists`, `role.changed`
/// {version}; not_found `role.unknown` {role}; too_large `role.too_many` {limit}.
Result<void> check_role(storage::Reader& reader, const AccessRows& rows, const model::RoleDefinition& wanted);

/// Whether nobody who holds the role would stand on two sides. Errors: invalid `role.would_combine` {user, role,
/// role}.
Result<void> check_holders(storage::Reader& reader, const AccessRows& rows, const model::RoleDefinition& wanted);

/// Likewise for a rule. Errors: invalid `change_rule.field` {field}, `user.role_unknown` {role}; conflict
/// `change_rule.changed` {version}.
Result<void> check_rule(const AccessRows& rows, const model::ChangeRule& wanted);

/// Likewise for a rule of networks; that its networks are well written is the caller's to see to. Errors: invalid
/// `network_rule.level`; conflict `network_rule.changed` {version}.
Result<void> check_network(const AccessRows& rows, const model::NetworkLevelRule& wanted);

}  // namespace qy::business
