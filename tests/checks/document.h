#pragma once
// Documents as the checks read them: what they quote, and the rows of their tables.
#include <string>
#include <string_view>
#include <vector>

namespace qy::checks {

/// What stands between single backticks, outside code blocks.
[[nodiscard]] std::vector<std::string> quotes_in(std::string_view markdown);
/// Lines of the code blocks (```), comments and blank ones left out.
[[nodiscard]] std::vector<std::string> commands(std::string_view markdown);
/// Cells of each table row, trimmed; head and rule lines left out.
[[nodiscard]] std::vector<std::vector<std::string>> table_rows(std::string_view markdown);
/// Targets of links to other files of the project.
[[nodiscard]] std::vector<std::string> local_links(std::string_view markdown);

/// "capture_row()" or "business::capture_row()" → "capture_row"; empty when it is no function.
[[nodiscard]] std::string function_named(const std::string& quote);
/// "src/base/text.cpp", "collection/clean.cpp", "script/run": true when it names a file or a folder.
[[nodiscard]] bool names_path(const std::string& quote);
/// True when the path is there, from the root, docs/ or src/; a bare file name: anywhere below src/.
[[nodiscard]] bool path_exists(const std::string& quote);

}  // namespace qy::checks
