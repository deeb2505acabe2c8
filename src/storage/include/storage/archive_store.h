#pragma once
// Every record of an installation as lines of JSON, and back: the only place that reads and writes whole tables.
// (clause 7.2.1; docs/ARCHIVE.md describes the lines)
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "model/ids.h"
#include "storage/ledger_store.h"
#include "storage/store.h"

namespace qy::storage::archive {

/// A table whose rows are in archives. `own`: also in that of a party, as far as the rows are the party's own.
struct Kind {
    std::string_view name;
    bool own = false;
};
/// In the order in which they can be put in: what a row refers to stands before it.
[[nodiscard]] std::span<const Kind> kinds();

/// Whether a column of the database is in archives.
[[nodiscard]] bool has_column(std::string_view table, std::string_view column);

/// A table that is in no archive, or columns of one that is (`columns`, a comma list), and why.
struct Without {
    std::string_view table;
    std::string_view columns;  ///< empty: the whole table
    std::string_view zh;
    std::string_view en;
};
[[nodiscard]] std::span<const Without> without();

/// What of the rows is wanted. Without `personal` sealed values are left out as if they had been erased: of an event
/// its protected contents, of a ledger entry what `withheld_salts` makes of its salts, of the rest the whole text.
struct Wanted {
    model::PartyId party;  ///< none: everybody's
    bool personal = false;
    std::function<Result<std::string>(Reader&, const ledger::Entry&)> withheld_salts;
};

using KeyPart = std::variant<std::int64_t, std::string>;
/// Where a reading of one kind stands; begins empty.
using Cursor = std::vector<KeyPart>;

/// Appends up to `limit` rows behind the cursor, in the order of their keys, each as canonical JSON and a line end;
/// moves the cursor. Returns how many: fewer than `limit` at the end. Errors: those of the port; corrupt
/// `field.damaged`, `event.corrupt`. REQUIRES: kind is one of kinds(), and `own` when a party is wanted.
Result<std::int64_t> append_rows(Reader& reader, std::string_view kind, const Wanted& wanted, Cursor& cursor,
                                 std::int64_t limit, std::string& lines);

/// Whether archives of earlier versions have no part of this kind.
[[nodiscard]] bool came_later(std::string_view kind);
/// Whether this is a part of archives of earlier versions that nobody needs any more.
[[nodiscard]] bool is_of_the_past(std::string_view part);
/// Whether the line was written before this column was.
[[nodiscard]] bool lacks(const Json& row, std::string_view column);

/// Whether nothing was recorded here yet: no user, no product, lot, event, submission, code, and no party but the
/// operator's own.
Result<bool> is_untouched(Reader& reader);
/// Empties the kinds of an untouched installation of what it was shipped with. REQUIRES: is_untouched.
Result<void> clear_shipped(Writer& writer);

/// Puts rows in, sealing under the present keys what is protected. References to rows of the same kind are left open
/// for `connect`. What an earlier version did not write is put in as what it meant then. Errors: invalid `archive.row`
/// {kind, place among `rows` from 0, column} (a member is missing, unknown, or of another type); conflict
/// `storage.duplicate`, `storage.reference`; those of the port.
Result<void> insert(Writer& writer, std::string_view kind, std::span<const Json> rows);
/// Whether rows of the kind refer to others of it.
[[nodiscard]] bool has_connections(std::string_view kind);
/// Sets the references that `insert` left open. Errors: as insert.
Result<void> connect(Writer& writer, std::string_view kind, const Json& row);
/// What an archive of an earlier version does not say, and what follows from the rest.
struct Lacking {
    bool brands = false;        ///< under which brand submissions were recorded
    bool review_tasks = false;  ///< what waits for review
};
/// After all rows: what the archive lacks is worked out; the answers that stand in memory and the seals know of a new
/// world.
Result<void> finish(Writer& writer, const Lacking& lacking);

}  // namespace qy::storage::archive
