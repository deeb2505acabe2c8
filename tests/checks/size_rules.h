#pragma once
// Limits on how much a reader has to hold in mind: lines of a function, lines of a file.
#include <string>
#include <string_view>
#include <vector>

#include "source_tree.h"

namespace qy::checks {

inline constexpr std::size_t kFunctionLinesMax = 70;
inline constexpr std::size_t kFileLinesMax = 400;

struct FunctionSize {
    std::string head;       ///< what stands before the body, shortened
    std::size_t first = 0;  ///< line of the opening brace, from 1
    std::size_t lines = 0;  ///< of the body, both braces counted; rows of a table ({…) are not
};

/// Every function body at namespace or class scope. A reading of braces, not of the language: clang-tidy measures
/// the same on changed files.
[[nodiscard]] std::vector<FunctionSize> functions_of(std::string_view text);

}  // namespace qy::checks
