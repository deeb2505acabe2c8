#pragma once
// How often a test repeats its fault: few times in the daily run, the full number with QY_FAULTS=full.
#include <cstdlib>
#include <string_view>

namespace qy::faults {

inline int rounds(int daily, int full) {
    const char* const wish = std::getenv("QY_FAULTS");
    return wish != nullptr && std::string_view(wish) == "full" ? full : daily;
}

}  // namespace qy::faults
