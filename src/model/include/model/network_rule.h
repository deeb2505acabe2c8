#pragma once
// From where a class of functions may be called, as security administrators set it while the program runs. The settings
// say it, too: both must admit a client. (clause 9.1.2)
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qy::model {

struct NetworkLevelRule {
    std::string level;               ///< one of network_levels()
    std::vector<std::string> allow;  ///< addresses and networks; empty: everywhere
    std::vector<std::string> deny;
    std::int64_t version = 1;
    bool damaged = false;  ///< changed behind the program's back: only the machine itself is admitted
};

/// "public", "partner", "staff", "operations".
[[nodiscard]] std::span<const std::string_view> network_levels();

}  // namespace qy::model
