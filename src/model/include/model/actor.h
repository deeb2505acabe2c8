#pragma once
// Who is asking, and what for: passed to every use case. (clauses 4.2, 6.5.1, 9.4.2)
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/ids.h"
#include "model/role.h"

namespace qy::model {

/// Where a call comes from.
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
    UserId user;              ///< none for anonymous visitors and the operator
    std::string name;         ///< "anonymous", a user's name, or "operator:UID"
    PartyId party;            ///< none for anonymous visitors
    std::vector<Role> roles;  ///< their names, for the audit record
    Rights rights;            ///< what they give at the moment of the call (business/role_book.h)
    Channel channel = Channel::web;
    std::string request_id;
    std::string address;         ///< of the client: for the audit record and the security log alone
    CallTrail* trail = nullptr;  ///< of the running call; none outside of one

    [[nodiscard]] bool is_anonymous() const { return user.is_none() && !is_operator(); }
    /// The operator on the machine itself holds `operate` and everything but review of people's rights.
    [[nodiscard]] bool may(Permission permission) const;
    /// Whose things the permission reaches. The operator reaches everything.
    [[nodiscard]] Reach reach(Permission permission) const;
    [[nodiscard]] bool is_operator() const { return channel == Channel::operator_command || channel == Channel::demo; }
};

[[nodiscard]] std::string_view to_string(Channel channel);

}  // namespace qy::model
