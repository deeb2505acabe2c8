#pragma once
// Fuzz targets as ordinary tests: the inputs kept in the tree go through the same function that the fuzzer calls.
#include <cstddef>
#include <string_view>

namespace qy::testing {

using FuzzTarget = int (*)(const unsigned char* data, std::size_t size);

/// Calls `target` with nothing and with each file of fuzz/corpus/NAME and fuzz/regressions/NAME below `root`. Fails
/// when the corpus has no file. A target ends the program when a rule is broken; which input did it then stands on
/// stderr.
void replay(std::string_view root, std::string_view name, FuzzTarget target);

}  // namespace qy::testing
