// Not part of any program: faults that clang-tidy must find with the project's own settings.
#include <string>
#include <utility>
#include <vector>

std::string moved_then_used(std::string text) {
    std::vector<std::string> kept;
    kept.push_back(std::move(text));
    return text;  // bugprone-use-after-move
}

std::size_t copied(const std::vector<std::string>& names) {
    std::size_t bytes = 0;
    for (const auto name : names) bytes += name.size();  // performance-for-range-copy
    return bytes;
}
