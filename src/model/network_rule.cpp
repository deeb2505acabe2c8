#include "model/network_rule.h"

namespace qy::model {
namespace {

constexpr std::string_view kLevels[] = {"public", "partner", "staff", "operations"};

}  // namespace

std::span<const std::string_view> network_levels() {
    return kLevels;
}

}  // namespace qy::model
