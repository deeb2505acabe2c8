#pragma once
// A list in order, each value once. (Clang 14 does not take std::ranges::unique of libstdc++ 12.)
#include <algorithm>
#include <functional>
#include <vector>

namespace qy {

/// Sorts by what `key` gives of each, and keeps one of those that are the same by it.
template <class T, class Key = std::identity>
void sort_unique(std::vector<T>& all, Key key = {}) {
    std::ranges::sort(all, {}, key);
    const auto same = [&](const T& one, const T& other) { return std::invoke(key, one) == std::invoke(key, other); };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
}

}  // namespace qy
