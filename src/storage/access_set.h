#pragma once
// Changes of the set of access rows, for the stores that change the rows.
#include <string>
#include <string_view>

#include "storage/access_set_store.h"

namespace qy::storage::access_set {

[[nodiscard]] std::string entry_of(std::string_view table, std::string_view name);

/// Notes the keyed hash of a row that was written, or (empty) that it is gone. Nothing happens before a set was kept.
/// Returns whether it stood in the set. Errors: corrupt `access.damaged` {access_set}.
Result<bool> note(Writer& writer, const std::string& entry, std::string_view hash);
/// The same of a row that stands.
Result<void> note_row(Writer& writer, std::string_view table, std::string_view name, std::string_view hash);

/// Errors: corrupt `access.damaged` {entry}: the row that there is now is not the one that the set names. All is well
/// before a set was kept.
Result<void> check_row(Reader& reader, std::string_view table, std::string_view name);

}  // namespace qy::storage::access_set
