#pragma once
// Which rows of access control there are (roles, rules of fields, rules of networks), vouched for as a whole. Whatever
// changes one of them changes the set in the same transaction. (clauses 4.2, 9.4.2; decision 33) Errors of all: those
// of the port; not_found `keyring.no_key`.
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "storage/store.h"

namespace qy::storage::access_set {

/// "role:party_clerk", "change_rule:product.gtin", "network_rule:staff", each with the keyed hash of its row.
using Entries = std::map<std::string, std::string, std::less<>>;

struct AccessSet {
    std::int64_t counter = 0;  ///< rises with every change
    Entries entries;
    std::string hash;      ///< the keyed hash of both
    bool damaged = false;  ///< it is not: changed behind the program's back
};

/// Nothing before one was kept.
Result<std::optional<AccessSet>> find(Reader& reader);

struct Stored {
    std::optional<AccessSet> set;  ///< nothing before one was kept
    Entries rows;                  ///< those that there are, as they stand
};
Result<Stored> stored(Reader& reader);

/// Keeps the rows that there are now and vouch for themselves; the counter becomes one more than the stored one and
/// `after`. Returns what is kept.
Result<AccessSet> adopt(Writer& writer, std::int64_t after);

/// Whether the set names rows of this table.
[[nodiscard]] bool covers(std::string_view table);

}  // namespace qy::storage::access_set
