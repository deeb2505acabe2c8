#include "model/digital_link.h"

#include <algorithm>
#include <array>

#include "model/checks.h"

namespace qy::model {
namespace {

// The qualifiers of a GTIN in their order; a consumer product variant (22) is read over: we keep none.
struct Qualifier {
    std::string_view identifier;
    std::string DigitalLink::*place;
};
constexpr auto kQualifiers = std::to_array<Qualifier>({
    {"22", nullptr},
    {"10", &DigitalLink::lot},
    {"21", &DigitalLink::serial},
});

Error malformed(const std::string& segment) {
    return invalid("digital_link.malformed", {segment});
}

}  // namespace

Result<DigitalLink> parse_digital_link(const std::vector<std::string>& segments) {
    if (segments.size() < 2 || segments[0] != "01") return malformed(segments.empty() ? "" : segments[0]);
    QY_TRY(gtin, checked_gtin(segments[1]));
    (void)gtin;
    DigitalLink link;
    link.gtin = segments[1];
    const auto* next = kQualifiers.begin();
    for (std::size_t at = 2; at < segments.size(); at += 2) {
        const auto* row = std::find_if(next, kQualifiers.end(),
                                       [&](const Qualifier& each) { return each.identifier == segments[at]; });
        if (row == kQualifiers.end()) return malformed(segments[at]);
        if (at + 1 == segments.size() || segments[at + 1].empty()) return malformed(segments[at]);
        if (row->place != nullptr) link.*row->place = segments[at + 1];
        next = row + 1;
    }
    return link;
}

}  // namespace qy::model
