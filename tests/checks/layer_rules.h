#pragma once
// The rules of the layers: who may include whom, and where drivers, SQL and cryptography may stand. (clause 5.1.2)
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "source_tree.h"

namespace qy::checks {

/// Layer → the layers whose headers it may include. `app` may include all.
[[nodiscard]] const std::map<std::string, std::set<std::string>>& edges();
/// The same, as the qy_layer(…) lines of src/CMakeLists.txt link them.
[[nodiscard]] std::map<std::string, std::set<std::string>> edges_of_cmake(std::string_view cmake);

/// What breaks a rule in one file below src/. Rules: `edge` (a layer that this one does not rest on), `relative
/// include`, `driver`, `sql`, `http library`, `openssl`.
[[nodiscard]] std::vector<Finding> layer_faults(const SourceFile& file);

}  // namespace qy::checks
