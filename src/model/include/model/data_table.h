#pragma once
// THE table of everything that is stored or sent besides the contents of events (field.h): each column of the database
// and each member of an answer with its data class, audience and the form in which it is kept. (clauses 7.3.1, 9.2.1)
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "model/vocabulary.h"

namespace qy::model {

/// The form of a stored value. sealed: readable under a key of the keyring only. hashed: a keyed or salted hash, which
/// cannot be turned back. masked: what everyone may see of it, the rest is sealed in another column.
enum class Kept : std::uint8_t { clear, sealed, hashed, masked };

/// Columns of one table that are alike, or members of answers. A protected value is never kept clear; where a column
/// may hold one beside others (a record, a list of changes), `sealed` means that part of it.
struct DataRow {
    std::string_view table;  ///< of the database; "answer" for members that functions send
    std::string_view names;  ///< comma list of columns or members
    DataClass data_class;
    Audience audience;
    Kept kept = Kept::clear;
};

[[nodiscard]] std::span<const DataRow> data_rows();
/// The row that a column or member belongs to; null when there is none: a fault of the table.
[[nodiscard]] const DataRow* find_data(std::string_view table, std::string_view name);

}  // namespace qy::model
