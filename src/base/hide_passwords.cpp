#include "base/hide_passwords.h"

#include <algorithm>

namespace qy {

std::string hide_passwords(std::string_view address) {
    constexpr std::string_view kHidden = "***";
    constexpr std::string_view kParameter = "password=";
    std::string out(address);
    const auto scheme = out.find("://");
    if (scheme == std::string::npos) return out;
    // A password may hold any character, also ones that it should not: hide up to the last @.
    const auto colon = out.find(':', scheme + 3);
    const auto at = out.rfind('@');
    if (at != std::string::npos && colon < at) out.replace(colon + 1, at - colon - 1, kHidden);
    for (auto found = out.find(kParameter); found != std::string::npos; found = out.find(kParameter, found)) {
        found += kParameter.size();
        out.replace(found, std::min(out.find('&', found), out.size()) - found, kHidden);
    }
    return out;
}

}  // namespace qy
