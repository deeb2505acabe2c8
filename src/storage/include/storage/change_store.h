#pragma once
// The feed of changes: one row for each change, written in its transaction, read in order. (clauses 5.5, 6.2.1) Errors:
// those of the port; corrupt `storage.corrupt` also when a stored word is unknown.
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/change_note.h"
#include "model/role.h"
#include "storage/store.h"

namespace qy::storage::changes {

/// Adds the note at the next position. Transactions write one after another, so positions become visible in order.
Result<void> append(Writer& writer, const model::ChangeNote& note);
/// The same about a lot: whose it is and under which brand is read from it.
Result<void> append_lot(Writer& writer, model::LotId lot, std::string_view what, Time at);
/// The position of the newest note; 0 when there never was one.
Result<std::int64_t> newest(Reader& reader);
/// The position of the oldest note that is kept; 0 when there is none.
Result<std::int64_t> oldest(Reader& reader);
/// Notes above `position`, in order.
Result<std::vector<model::ChangeNote>> after(Reader& reader, std::int64_t position, std::int64_t limit);
/// Those of them that are about what the reach holds, or about what is everybody's; a brand's manager is told of
/// submissions as far as it may read them.
Result<std::vector<model::ChangeNote>> after(Reader& reader, const model::Reach& reach, std::int64_t position,
                                             std::int64_t limit);
/// Positions above `position`, up to `to`, of notes about one of these subjects, whatever they are, in order.
Result<std::vector<model::ChangeNote>> about(Reader& reader, const std::vector<std::int64_t>& subjects,
                                             std::int64_t position, std::int64_t limit);
/// Removes notes older than `before`, but never the newest: it says where the feed goes on. Returns how many.
Result<std::int64_t> remove_before(Writer& writer, Time before, std::int64_t limit);

}  // namespace qy::storage::changes
