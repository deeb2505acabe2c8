#pragma once
// One SQL text for every database: macros of migrations and statements, rendered per dialect. (architecture §4)
#include <string>
#include <string_view>

namespace qy::storage {

enum class Dialect { sqlite, postgresql };

/// Replaces {id} {int} {text} {bytes} {time} {flag} {strict} {clustered}, as 0001_spine.sql explains them.
/// REQUIRES: no other {word} in `sql` (an empty {} is left alone).
[[nodiscard]] std::string render_schema(std::string_view sql, Dialect dialect);

/// Replaces {in:name}: membership in the list parameter $name.
[[nodiscard]] std::string render_statement(std::string_view sql, Dialect dialect);

}  // namespace qy::storage
