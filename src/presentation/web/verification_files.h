#pragma once
// Files that others ask the operator to serve under / and /t/, to prove that a domain is theirs (WeChat and the like).
#include <optional>
#include <string>
#include <string_view>

namespace qy::presentation {

/// The content of `name` in `folder`: a plain file of at most 64 KiB whose name has only letters, digits, ".", "_", "-"
/// and does not begin with a dot. Nothing for anything else, and when the folder is not set.
[[nodiscard]] std::optional<std::string> verification_file(const std::string& folder, std::string_view name);

}  // namespace qy::presentation
