#include "model/party.h"

#include <algorithm>

#include "model/checks.h"
#include "model/named.h"

namespace qy::model {

bool Party::has_role(PartyRole role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Named shown_name(const Party& party) {
    if (party.kind == PartyKind::farmer) return {masked_name(party.name), {}};
    return {party.name, party.name_en};
}

}  // namespace qy::model
