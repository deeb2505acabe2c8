#pragma once
// Network levels: what kind of caller a request is for, and from where such callers may come. (clauses 4.2, 9.1.2)
#include <array>
#include <atomic>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
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

/// A set of classes, each by its number.
using NetworkClasses = std::bitset<network_classes>;
[[nodiscard]] inline bool contains(const NetworkClasses& classes, NetworkClass level) {
    return classes.test(static_cast<std::size_t>(level));
}

/// Networks that one class may be reached from. `deny` wins; an empty `allow` is everywhere.
struct NetworkRule {
    Networks allow;
    Networks deny;
    [[nodiscard]] bool admits(const Address& client) const {
        return !deny.contains(client) && (allow.empty() || allow.contains(client));
    }
    bool operator==(const NetworkRule&) const = default;
};

/// One rule for each class, by its number.
using NetworkRules = std::array<NetworkRule, network_classes>;
/// The classes whose rules admit the client.
[[nodiscard]] NetworkClasses classes_admitting(const NetworkRules& rules, const Address& client);

/// Rules that are replaced while requests are checked, beside those that the server began with: both must admit a
/// client. Safe from any thread.
class NetworkGate {
 public:
    /// Admits everybody to every class until rules are put in.
    [[nodiscard]] NetworkClasses classes_admitting(const Address& client) const;
    /// Returns whether they are others than before.
    bool replace(NetworkRules rules);

 private:
    std::atomic<bool> closed_ = false;  // some rule says something
    mutable std::mutex mutex_;
    std::shared_ptr<const NetworkRules> rules_ = std::make_shared<const NetworkRules>();
};

/// Admits the machine itself alone.
[[nodiscard]] NetworkRule only_this_machine();

}  // namespace qy::transport
