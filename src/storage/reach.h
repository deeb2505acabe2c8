#pragma once
// Reading through a reach (model/role.h): the condition that every statement on owned rows carries, and its parameters.
// Columns are named with their table: a bare party_id would be that of the party that is looked up inside.
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage {

/// A party of one of the regions.
#define QY_IN_REGIONS(party) party " IN (SELECT rp.party_id FROM party rp WHERE rp.region {in:regions})"

/// What belongs to `party` and stands under `brand` (columns).
#define QY_REACHED(party, brand)                                \
    "($all = 1 OR " party " = $reach_party OR " brand           \
    " IN (SELECT b.brand_id FROM brand b WHERE b.manager_id = " \
    "$reach_manager) OR " QY_IN_REGIONS(party) ") "

/// What belongs to `party` alone, or to one that holds a grant of a brand.
#define QY_REACHED_PARTY(party)                                                                               \
    "($all = 1 OR " party " = $reach_party OR " party                                                         \
    " IN (SELECT g.party_id FROM brand_grant g JOIN brand b ON b.brand_id = g.brand_id WHERE b.manager_id = " \
    "$reach_manager) OR " QY_IN_REGIONS(party) ") "

/// What belongs to `party` alone, whatever brand it stands under: records of events.
#define QY_REACHED_OWN(party) "($all = 1 OR " party " = $reach_party OR " QY_IN_REGIONS(party) ") "

/// The parameters of these conditions, among those of the statement.
#define QY_REACH_BINDS(reach)                                                                   \
    {"all", (reach).all}, {"reach_party", (reach).party}, {"reach_manager", (reach).manager}, { \
        "regions", std::span<const std::string>((reach).regions)                                \
    }

/// Those of QY_REACHED_OWN.
#define QY_REACH_OWN_BINDS(reach)                                \
    {"all", (reach).all}, {"reach_party", (reach).party}, {      \
        "regions", std::span<const std::string>((reach).regions) \
    }

}  // namespace qy::storage
