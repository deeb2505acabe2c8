#pragma once
// Files of imports: those whose time is over, what a party said of their columns.
// (clauses 5.2, 6.2.3) Errors: those of the port.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "model/ids.h"
#include "storage/store.h"

namespace qy::storage::import_files {

/// Jobs that ended before `before`, at most `limit`, are told without their files and without what became of their
/// rows. Returns how many.
Result<std::int64_t> forget_old(Writer& writer, Time before, std::int64_t limit);

/// What the party said of columns: title → field name or "-".
Result<std::map<std::string, std::string>> mapping_of(Reader& reader, model::PartyId party);
Result<void> keep_mapping(Writer& writer, model::PartyId party, std::string_view title, std::string_view field);

}  // namespace qy::storage::import_files
