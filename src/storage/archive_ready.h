#pragma once
// The tables of archives with the statements that are made from them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive_table.h"
#include "base/json.h"

namespace qy::storage::archive {

/// What was sealed stands in a line as an object with this member alone.
inline constexpr std::string_view kProtected = "protected";
inline constexpr std::size_t kKeyPartsMax = 6;

struct Column {
    std::string_view name;
    Form form = Form::text;
};

/// A table with its statements, whose texts live as long as the program: drivers know a statement by its address.
struct Ready {
    const Table* table = nullptr;
    std::vector<Column> columns;
    std::vector<std::size_t> key;  ///< places among the columns
    std::size_t sealed_by = 0;
    std::string first;  ///< of all, then of a party
    std::string behind;
    std::string own_first;
    std::string own_behind;
    std::string put;
    std::string link;
    std::string clear;

    /// REQUIRES: the table has it.
    [[nodiscard]] std::size_t place_of(std::string_view name) const;
};

[[nodiscard]] const std::vector<Ready>& all_ready();
/// REQUIRES: there is such a table.
[[nodiscard]] const Ready& ready_called(std::string_view kind);

/// The number in a string of digits; nothing for what is no such string.
[[nodiscard]] std::optional<std::int64_t> number_in(const Json& value);

}  // namespace qy::storage::archive
