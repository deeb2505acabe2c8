#pragma once
// Network levels: what kind of caller a request is for, and from where such callers may come. (clauses 4.2, 9.1.2)
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "transport/address.h"

namespace qy::transport {

/// open_public: anyone's pages and questions. partner: functions of signed-in parties and their programs. staff: those
/// of administrators, managers and regulators. operations: health and metrics.
enum class NetworkClass : std::uint8_t { open_public, partner, staff, operations };
inline constexpr std::size_t network_classes = 4;
[[nodiscard]] std::string_view to_string(NetworkClass level);

/// Networks that one class may be reached from. `deny` wins; an empty `allow` is everywhere.
struct NetworkRule {
    Networks allow;
    Networks deny;
    [[nodiscard]] bool admits(const Address& client) const {
        return !deny.contains(client) && (allow.empty() || allow.contains(client));
    }
};

/// One rule for each class, by its number.
using NetworkRules = std::array<NetworkRule, network_classes>;

}  // namespace qy::transport
