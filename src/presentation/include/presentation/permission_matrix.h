#pragma once
// docs/PERMISSIONS.md: which built-in role holds which permission, how far it reaches, and what each permission opens.
// (clauses 4.2, 9.4.2)
#include <string>

#include "base/json.h"

namespace qy::presentation {

/// Markdown, from the tables of roles, permissions and functions as they are compiled in.
[[nodiscard]] std::string permission_matrix();
/// The same for programs: {"roles": […], "permissions": […]}.
[[nodiscard]] JsonObject permission_matrix_json();

}  // namespace qy::presentation
