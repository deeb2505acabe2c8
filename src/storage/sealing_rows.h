#pragma once
// The rows of each relation with protected columns, as a pass of sealing goes through them.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.h"

namespace qy::storage::sealing {

/// What a relation's rows are renewed under: the key of sealed values, or the one that vouches for rows.
enum class RowKey : std::uint8_t { field, access };

/// The key that is active now; `reindex`: the keyed hashes of persons are to be made anew whatever the seals say.
struct Target {
    int epoch = 0;
    bool reindex = false;
};

/// One row: where the cursor stands behind it, and what to do about it.
struct SeenRow {
    std::string cursor;
    bool needs_sealing = false;
    std::vector<std::int64_t> ids;  ///< of the row, as its relation reads them
    std::string text;               ///< the protected column
};

/// One relation. `page`: rows behind the cursor (empty: from the start), in order. `renew`: seals one row anew.
struct Relation {
    std::string_view name;
    Result<std::vector<SeenRow>> (*page)(Reader& reader, std::string_view cursor, std::int64_t limit,
                                         const Target& target);
    Result<void> (*renew)(Writer& writer, const SeenRow& row);
    RowKey key = RowKey::field;
};
[[nodiscard]] std::span<const Relation> relation_table();
/// Those of rows that say who may do what, which are vouched for; they stand in the table behind the others.
[[nodiscard]] std::span<const Relation> access_relations();

/// Numbers of a cursor "1:2:3"; `otherwise` for a pass that begins.
[[nodiscard]] std::vector<std::int64_t> numbers_in(std::string_view cursor, std::vector<std::int64_t> otherwise);
/// A row whose cursor is its ids.
[[nodiscard]] SeenRow seen(std::vector<std::int64_t> ids, std::string_view text, bool needs_sealing);

}  // namespace qy::storage::sealing
