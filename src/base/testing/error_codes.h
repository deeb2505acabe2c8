#pragma once
// Finds the error codes that C++ sources use, so that a test can compare them with the table of messages.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace qy::testing {

struct UsedCode {
    std::string code;
    std::size_t line = 0;
};

/// The string literals in the first argument of every call of an Error maker (invalid, denied, too_large …) in
/// `source`; `invalid(a ? "x.one" : "x.two")` gives both. Comments and the texts of literals are not code. A call as a
/// member
/// (`set.limited("…")`) is another function.
[[nodiscard]] std::vector<UsedCode> error_codes_of(std::string_view source);

}  // namespace qy::testing
