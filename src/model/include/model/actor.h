#pragma once
// Who is asking: passed to every use case. Permissions are verbs on kinds of things; roles are fixed sets of them.
// (clauses 4.2, 6.5.1, 9.4.2)
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/ids.h"

namespace qy::model {

enum class Role : std::uint8_t {
    system_administrator,
    security_administrator,
    audit_administrator,
    brand_manager,
    regulator,
    party_administrator,
    party_reviewer,
    party_clerk,
    printing_house,
};
enum class Permission : std::uint8_t {
    anyone,         ///< no credential needed
    signed_in,      ///< any user
    record_events,  ///< for the own party
    save_products,  ///< of the own party
    review,         ///< submissions in the own scope
    read_submissions,
    issue_codes,
    export_codes,
    freeze_codes,
    grant_brand,
    read_audit,
    manage_users,
    manage_parties,
    admit_users,      ///< invite users into the own party; decide about registrations
    manage_persons,   ///< find, tell and erase the persons that the own party's records name
    export_personal,  ///< whole lists of personal data: held by no built-in role
    operate,          ///< the operator's own commands, on the machine itself
};

/// How far a role reaches.
enum class Scope : std::uint8_t { none, own_party, brand, all };

/// Roles a user holds, and where the call comes from.
enum class Channel : std::uint8_t { web, api, operator_command, demo };

/// What one call leaves for the audit trail. Owned by whoever runs the call, filled by what it calls.
struct CallTrail {
    std::string_view action;            ///< the function's name
    std::string object;                 ///< what a reading function showed: "lot:123"
    std::vector<std::string> personal;  ///< names of the personal fields that it showed to staff
    bool told = false;                  ///< the change has a record of its own, written in its transaction
    bool told_refusal = false;          ///< and so has the refusal
};

struct Actor {
    UserId user;       ///< none for anonymous visitors and the operator
    std::string name;  ///< "anonymous", a user's name, or "operator:UID"
    PartyId party;     ///< none for anonymous visitors
    std::vector<Role> roles;
    Channel channel = Channel::web;
    std::string request_id;
    std::string address;         ///< of the client: for the audit record and the security log alone
    CallTrail* trail = nullptr;  ///< of the running call; none outside of one

    [[nodiscard]] bool is_anonymous() const {
        return user.is_none() && channel != Channel::operator_command && channel != Channel::demo;
    }
    /// The operator on the machine itself holds `operate` and everything but review of people's rights.
    [[nodiscard]] bool may(Permission permission) const;
    /// The widest scope that any role with this permission gives.
    [[nodiscard]] Scope scope_of(Permission permission) const;
    [[nodiscard]] bool has_role(Role role) const;
};

struct RoleRow {
    Role role;
    std::string_view name;
    std::string_view zh;
    Scope scope;
    std::span<const Permission> permissions;
};
/// The table of roles (role_table.cpp).
[[nodiscard]] std::span<const RoleRow> roles();
[[nodiscard]] std::optional<Role> parse_role(std::string_view name);
[[nodiscard]] std::string_view to_string(Role role);
[[nodiscard]] std::string_view to_string(Permission permission);
[[nodiscard]] std::string_view to_string(Channel channel);
/// True for two different administrators of the three (system, security, audit): no user may hold both.
[[nodiscard]] bool cannot_be_combined(Role a, Role b);

}  // namespace qy::model
