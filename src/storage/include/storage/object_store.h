#pragma once
// The rows of objects: how large, sealed under which key, needed by how many rows. (clauses 5.4, 7.3.1)
// Errors of all: those of the port.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace qy::storage::objects {

/// Notes that the file of this name is about to be there. One that is known gets the new epoch and time, and counts as
/// whole.
struct NewObject {
    std::string_view name;
    std::uint64_t bytes = 0;
    int epoch = 0;
    Time kept_at;
};
Result<void> note(Writer& writer, const NewObject& object);

/// One row more, or one less, needs the object: in the transaction that makes or removes that row. Errors: conflict
/// `storage.changed` (no such object, or nothing needs it).
Result<void> use(Writer& writer, std::string_view name);
Result<void> release(Writer& writer, std::string_view name);

/// Needed by nothing, and arrived before that time.
Result<std::vector<std::string>> unused(Reader& reader, Time before, std::int64_t limit);
/// Removes the row if that still holds. Returns whether it did.
Result<bool> forget(Writer& writer, std::string_view name, Time before);

/// The first whole object that is sealed under an older key than `epoch`.
Result<std::optional<std::string>> outdated(Reader& reader, int epoch);
Result<void> set_epoch(Writer& writer, std::string_view name, int epoch);
Result<void> set_damaged(Writer& writer, std::string_view name);

struct Counts {
    std::int64_t all = 0;
    std::int64_t present = 0;  ///< sealed under `epoch`
    std::int64_t damaged = 0;
};
Result<Counts> counts(Reader& reader, int epoch);

}  // namespace qy::storage::objects
