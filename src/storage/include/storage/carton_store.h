#pragma once
// Prefixes of firms, and the cartons that were numbered under them. (architecture §5; decision 35) A carton is reached
// by its party: its own, of a region, all; a brand's manager reaches none. Errors of all: those of the port.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/carton.h"
#include "model/named.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::cartons {

/// As model::checked_gs1_prefix has it; nothing for a party without one.
Result<std::optional<std::string>> prefix_of(Reader& reader, model::PartyId party);
/// Whether another party has a prefix that begins with this one, or that this one begins with: numbers could be equal.
Result<bool> overlaps(Reader& reader, model::PartyId party, std::string_view prefix);
/// Sets or replaces it; counting begins at 0 and goes on where it was, and behind every number that somebody else was
/// given while the prefix was wrongly theirs. Errors: conflict `storage.duplicate`: another
/// party has the same. REQUIRES: a checked prefix that does not overlap.
Result<void> save_prefix(Writer& writer, model::PartyId party, std::string_view prefix);
/// Takes `count` numbers in a row; returns the first. Nobody gets one of them again once the transaction is durable.
/// Errors: conflict `storage.changed`: the party has no prefix. REQUIRES: count ≥ 1.
Result<std::int64_t> take_numbers(Writer& writer, model::PartyId party, std::int64_t count);

/// Not yet printed, whatever `prints` says. Errors: conflict `storage.duplicate`: the number was given out before.
Result<void> insert(Writer& writer, const model::Carton& carton);
/// One label more. Errors: conflict `storage.changed`: no such carton.
Result<void> count_print(Writer& writer, model::CartonId id);

/// A carton with what it is known by; empty where there is none.
struct NamedCarton {
    model::Carton carton;
    std::string lot_number;
    model::Named product;
    std::string specification;
    model::Named party;
};
/// Those of the numbers (18 digits) that are reached, each once, in the order of their numbers.
Result<std::vector<NamedCarton>> find(Reader& reader, const model::Reach& reach, const std::vector<std::string>& ssccs);
/// Newest first, from before the id `before` on (0: from the newest). REQUIRES: limit ≥ 1.
Result<std::vector<NamedCarton>> list(Reader& reader, const model::Reach& reach, std::int64_t before,
                                      std::int64_t limit);

}  // namespace qy::storage::cartons
