#pragma once
// THE tables of everything that is stored or sent besides the contents of events (field.h): each column of the database
// with its data class, audience and the form in which it is kept, and each member of an answer with class and audience.
// (clauses 7.3.1, 9.2.1)
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/vocabulary.h"

namespace qy::model {

/// The form of a stored value. sealed: readable under a key of the keyring only. hashed: a keyed or salted hash, which
/// cannot be turned back. masked: what everyone may see of it, the rest is sealed in another column.
enum class Kept : std::uint8_t { clear, sealed, hashed, masked };

/// Columns of one table that are alike. A protected value is never kept clear; where a column
/// may hold one beside others (a record, a list of changes), `sealed` means that part of it.
struct DataRow {
    std::string_view table;
    std::string_view names;  ///< comma list of columns
    DataClass data_class;
    Audience audience;
    Kept kept = Kept::clear;
};

[[nodiscard]] std::span<const DataRow> data_rows();
/// The row that a column belongs to; null when there is none: a fault of the table.
[[nodiscard]] const DataRow* find_data(std::string_view table, std::string_view name);

/// Members of answers of functions that are alike. A member whose name ends in `**` speaks for everything below it:
/// what bears the name of a field of events (field.h) has the class and audience of that field, the rest those of the
/// row. A path is the names from the answer's `data` down, joined by dots; lists are looked through.
struct SentRow {
    std::string_view functions;  ///< comma list of functions
    std::string_view under;      ///< comma list of paths that the members stand under; empty: `data` itself
    std::string_view members;    ///< comma list of members, or columns of a file that is handed out
    DataClass data_class;
    Audience audience;
};

[[nodiscard]] std::span<const SentRow> sent_rows();

/// Every function of a row with every member: "trace.query" and "events.party.name". For those who check or print the
/// table.
struct SentMember {
    std::string function;
    std::string member;
    DataClass data_class;
    Audience audience;
};
[[nodiscard]] std::vector<SentMember> sent_members();

[[nodiscard]] std::string_view to_string(Kept value);

}  // namespace qy::model
