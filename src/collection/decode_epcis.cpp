#include <algorithm>

#include "base/text.h"
#include "collection/epcis.h"
#include "xml_rows.h"

namespace qy::collection {
namespace {

constexpr std::size_t kLookedAtBytes = 64U << 10U;

std::string_view content_of(ByteView bytes) {
    auto text = qy::text_of(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return text;
}

bool is_xml(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    const bool utf16 =
        text.starts_with("\xFF\xFE<") || text.starts_with("\xFE\xFF") || text.starts_with(std::string_view("<\0", 2));
    return utf16 || (first != std::string_view::npos && text[first] == '<');
}

}  // namespace

bool looks_like_epcis(ByteView bytes) {
    constexpr std::string_view kSigns[] = {
        "\"epcisBody\"",        "\"EPCISDocument\"",     "\"EPCISQueryDocument\"", "\"eventTimeZoneOffset\"",
        "\"ObjectEvent\"",      "\"AggregationEvent\"",  "\"TransactionEvent\"",   "\"TransformationEvent\"",
        "\"AssociationEvent\"", "epcis-context.jsonld\""};
    const auto text = content_of(bytes).substr(0, kLookedAtBytes);
    if (is_xml(text)) return root_of(text) != kRowsElement;
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (text[first] != '{' && text[first] != '[')) return false;
    return std::any_of(std::begin(kSigns), std::end(kSigns),
                       [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

Result<std::string> canonical_epcis(std::string_view json) {
    QY_TRY(document, decode_epcis_json(json));
    if (document.events.size() != 1) return internal("epcis.own_event");
    auto& event = document.events.front();
    if (!event.faults.empty()) {
        const auto& fault = event.faults.front();
        return internal("epcis.own_event").because(fault.code + " at " + fault.field);
    }
    return std::move(event.json);
}

Result<EpcisDocument> decode_epcis(ByteView bytes) {
    const auto text = content_of(bytes);
    return is_xml(text) ? decode_epcis_xml(text) : decode_epcis_json(text);
}

}  // namespace qy::collection
