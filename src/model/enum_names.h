#pragma once
// One table of stable names per enum, read both ways.
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "base/assert.h"

namespace qy::model {

/// Names in the order of the enumerators, which count from 0.
template <class Enum, std::size_t size>
struct EnumNames {
    std::array<std::string_view, size> names;

    [[nodiscard]] constexpr std::string_view name(Enum value) const {
        const auto index = static_cast<std::size_t>(value);
        QY_ASSERT(index < size);
        return names[index];
    }
    [[nodiscard]] constexpr std::optional<Enum> parse(std::string_view text) const {
        const auto found = std::find(names.begin(), names.end(), text);
        if (found == names.end()) return std::nullopt;
        return static_cast<Enum>(found - names.begin());
    }
};

}  // namespace qy::model
