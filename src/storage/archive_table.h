#pragma once
// THE table of what archives hold: each relation with its columns in the form that they have in a line.
#include <cstdint>
#include <span>
#include <string_view>

namespace qy::storage::archive {

enum class Form : std::uint8_t {
    text,
    digits,        ///< a 63-bit id, or microseconds since 1970 in UTC: a string of digits
    number,        ///< a small integer
    reference,     ///< an id of another row of the same relation, set when all rows are there
    sealed,        ///< a text that may be sealed: {"protected": text} when it was
    sealed_bytes,  ///< the same, stored as bytes
    record,        ///< of an event: its JSON, the protected contents among it
};

/// One relation. Columns are "name" or "name:form", the form by its first letters below; any may be null.
struct Table {
    std::string_view name;
    std::string_view key;         ///< comma list: what rows are ordered and found by
    std::string_view columns;     ///< comma list: name, name:d(igits), :n(umber), :r(eference), :s, :b, :e(vent record)
    std::string_view sealed_by;   ///< the column whose number seals of this row are bound to
    std::string_view withheld;    ///< what stands in place of a sealed text that is left out
    std::string_view own;         ///< SQL: which rows are those of $party; empty: in no party's archive
    std::string_view blank = {};  ///< comma list: columns that are put in empty
};

[[nodiscard]] std::span<const Table> tables();

/// What archives of earlier versions lack: a column (then its lines have no such member), or a whole table.
struct Later {
    std::string_view table;
    std::string_view column;   ///< empty: the table
    std::string_view instead;  ///< what stands for it; "null": nothing
};
[[nodiscard]] std::span<const Later> later();

}  // namespace qy::storage::archive
