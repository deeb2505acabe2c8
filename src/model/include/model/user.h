#pragma once
// A person or program that signs in; belongs to one party. (clause 6.5.1)
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/actor.h"
#include "model/ids.h"

namespace qy::model {

struct User {
    UserId id{};
    std::string name{};
    PartyId party{};
    std::vector<Role> roles{};  ///< none when `damaged`
    bool active = true;
    Time created_at{};
    std::string disabled_reason{};  ///< "locked", "dormant", "closed"; empty while active
    Time password_changed_at{};
    bool password_initial = false;            ///< set by somebody else: must be changed at the next log-in
    std::optional<Time> last_active_at = {};  ///< log-in or use of a token, to a day
    bool damaged = false;        ///< name, party or roles were changed behind the program's back: it may do nothing
    std::string stored_roles{};  ///< the column as it stands: what a change of the roles is based on
};

}  // namespace qy::model
