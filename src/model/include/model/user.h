#pragma once
// A person or program that signs in; belongs to one party. (clause 6.5.1)
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/actor.h"
#include "model/ids.h"

namespace qy::model {

struct User {
    UserId id;
    std::string name;
    PartyId party;
    std::vector<Role> roles;
    bool active = true;
    Time created_at;
};

}  // namespace qy::model
