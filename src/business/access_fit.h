#pragma once
// The rows of access control beside the set that is kept of them. (clauses 4.2, 9.4.2; decision 33)
#include <vector>

#include "business/role_book.h"
#include "storage/access_set_store.h"

namespace qy::business {

/// What one snapshot holds. Errors of read: those of storage.
struct ReadRows {
    std::vector<model::RoleDefinition> roles;
    std::vector<model::ChangeRule> rules;
    std::vector<model::NetworkLevelRule> networks;
    storage::access_set::Stored stored;

    static Result<ReadRows> read(storage::Reader& reader);
};

/// Whatever is not the row that the set names is damaged, and whatever it names and is not there: a rule that was taken
/// away admits as little as one that was changed. Of a damaged set nothing is believed; before one was kept each row
/// stands for itself.
AccessRows fitted(ReadRows rows);

/// Nothing of them can be believed.
AccessRows refused(ReadRows rows);

}  // namespace qy::business
