#pragma once
// The rows of access control that a new installation has, and those of an older one taken over. (clauses 4.2, 9.4.2)
#include <cstdint>

#include "base/clock.h"
#include "base/result.h"

namespace qy::storage {
class Writer;
}

namespace qy::business {

class RoleBook;

/// Whether rows that nobody vouches for are believed. `when_first`: at the first start with a key that vouches for
/// rows, when all of them are older than the key; afterwards such rows were put there behind the program's back.
enum class Adopt : std::uint8_t { never, when_first };

/// Puts in the built-in roles and the rules as shipped, into a database without users or at the first start; then also
/// vouches for the roles of the users there are, with an audit record. A built-in role that is missing later stays
/// missing: RoleDesk::restore. Begins the set of access rows where none was ever kept. Then tells, in log and audit
/// trail, of each role and user that stands on two sides, which older versions allowed: it has no rights until somebody
/// takes one away. Errors: those of storage.
Result<void> seed_access(storage::Writer& writer, const RoleBook& book, Adopt adopt, Time now);

/// Gives tokens of older versions, which have none, an end after so many days; told in log and audit trail. Errors:
/// those of storage.
Result<void> end_endless_tokens(storage::Writer& writer, std::int64_t days, Time now);

}  // namespace qy::business
