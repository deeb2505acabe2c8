#pragma once
// The table of roles, and the rules of which roles may change a field. (clauses 4.2, 6.2.1, 9.4.2) What the keyed hash
// of a row does not vouch for is read as `damaged`. Errors of all: those of the port; corrupt `storage.corrupt` for a
// stored word that is unknown; not_found `keyring.no_key`.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/change_rule.h"
#include "model/network_rule.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::roles {

/// By name.
Result<std::vector<model::RoleDefinition>> all(Reader& reader);
/// The row as given, with its version.
Result<void> insert(Writer& writer, const model::RoleDefinition& role);
/// Replaces all but the name; the version becomes role.version + 1. Errors: conflict `storage.changed` when
/// role.version is no longer the stored one.
Result<void> update(Writer& writer, const model::RoleDefinition& role);

/// The same for a row that nobody edited: it keeps its version. Errors: conflict `storage.changed` when it has another.
Result<void> renew(Writer& writer, const model::RoleDefinition& role);

/// By kind and field.
Result<std::vector<model::ChangeRule>> rules(Reader& reader);
Result<void> insert_rule(Writer& writer, const model::ChangeRule& rule);
/// As update.
Result<void> update_rule(Writer& writer, const model::ChangeRule& rule);

/// Errors: conflict `storage.changed` when rule.version is no longer the stored one.
Result<void> remove_rule(Writer& writer, const model::ChangeRule& rule);

/// From where classes of functions may be called; by class.
Result<std::vector<model::NetworkLevelRule>> networks(Reader& reader);
/// Puts the rule in, or in the place of the one whose version is rule.version (0: there is none); the version becomes
/// rule.version + 1. Errors: conflict `storage.changed`, `storage.duplicate`.
Result<void> put_network(Writer& writer, const model::NetworkLevelRule& rule);
/// Whatever its version; whether it stood there.
Result<bool> remove_network(Writer& writer, std::string_view level);
Result<void> vouch_network_anew(Writer& writer, std::string_view level);

/// Vouches for the row anew under the present key. Errors: corrupt `access.damaged` {name}.
Result<void> vouch_anew(Writer& writer, std::string_view role);
Result<void> vouch_rule_anew(Writer& writer, std::string_view rule);

}  // namespace qy::storage::roles
