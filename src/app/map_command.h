#pragma once
// The operator's file of map outlines. (clause 6.3.3; decision 39)
#include <string>

#include "base/result.h"
#include "presentation/region_map.h"

namespace qy::app {

/// The map of a file. Errors: not_found `file.unreadable` {path}; those of read_region_map.
Result<presentation::RegionMap> map_of_file(const std::string& path);

}  // namespace qy::app
