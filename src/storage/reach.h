#pragma once
// Reading through a reach (model/role.h): the condition that every statement on owned rows carries, and its parameters.
// Columns are named with their table: a bare party_id would be that of the party that is looked up inside.
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage {

/// A party of one of the regions.
#define QY_IN_REGIONS(party) party " IN (SELECT rp.party_id FROM party rp WHERE rp.region {in:regions})"

/// What belongs to `party` and bears `brand` (columns): lots, products, codes and grants stay in the reach of the
/// brand's manager after the grant has ended, since they are on the market under the brand.
#define QY_REACHED(party, brand)                                \
    "($all = 1 OR " party " = $reach_party OR " brand           \
    " IN (SELECT b.brand_id FROM brand b WHERE b.manager_id = " \
    "$reach_manager) OR " QY_IN_REGIONS(party) ") "

/// A grant of one of the manager's brands that is in force.
#define QY_MANAGERS_GRANT                                                                                 \
    "FROM brand_grant g JOIN brand b ON b.brand_id = g.brand_id WHERE b.manager_id = $reach_manager AND " \
    "g.state = 'active' AND g.valid_from <= $reach_day AND g.valid_to >= $reach_day "

/// A party: that of the brand's manager is one that holds a grant which is in force.
#define QY_REACHED_PARTY(party)                                                                   \
    "($all = 1 OR " party " = $reach_party OR " party " IN (SELECT g.party_id " QY_MANAGERS_GRANT \
    ") OR " QY_IN_REGIONS(party) ") "

/// What `party` submitted or sent under `brand` (columns): the brand's manager reaches it while the party holds a grant
/// of that brand which is in force. What stands under no brand is no manager's.
#define QY_REACHED_RECORD(party, brand)                                                                      \
    "($all = 1 OR " party " = $reach_party OR EXISTS (SELECT 1 " QY_MANAGERS_GRANT "AND g.brand_id = " brand \
    " AND g.party_id = " party ") OR " QY_IN_REGIONS(party) ") "

/// What belongs to `party` alone, whatever brand it stands under: records of events.
#define QY_REACHED_OWN(party) "($all = 1 OR " party " = $reach_party OR " QY_IN_REGIONS(party) ") "

/// The parameters of QY_REACHED, among those of the statement.
#define QY_REACH_BINDS(reach)                                                                   \
    {"all", (reach).all}, {"reach_party", (reach).party}, {"reach_manager", (reach).manager}, { \
        "regions", std::span<const std::string>((reach).regions)                                \
    }

/// Those of QY_REACHED_PARTY and QY_REACHED_RECORD.
#define QY_REACH_GRANT_BINDS(reach) \
    QY_REACH_BINDS(reach), {        \
        "reach_day", (reach).day    \
    }

/// Those of QY_REACHED_OWN.
#define QY_REACH_OWN_BINDS(reach)                                \
    {"all", (reach).all}, {"reach_party", (reach).party}, {      \
        "regions", std::span<const std::string>((reach).regions) \
    }

}  // namespace qy::storage
