#include "model/party.h"

#include <algorithm>

namespace qy::model {

bool Party::has_role(PartyRole role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

}  // namespace qy::model
