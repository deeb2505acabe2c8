#include "transport/network_rules.h"

namespace qy::transport {
namespace {

constexpr std::array<std::string_view, network_classes> kNames = {"public", "partner", "staff", "operations"};

}  // namespace

std::string_view to_string(NetworkClass level) {
    const auto index = static_cast<std::size_t>(level);
    QY_ASSERT(index < kNames.size());
    return kNames[index];
}

}  // namespace qy::transport
