// Any path as a GS1 Digital Link: what is read can be written and read again.
#include "model/digital_link.h"

#include "base/assert.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::vector<std::string> segments;
    for (const auto segment : qy::split(text, '/')) segments.emplace_back(segment);
    const auto link = qy::model::parse_digital_link(segments);
    if (!link.ok()) return 0;
    std::vector<std::string> written{"01", link->gtin};
    if (!link->lot.empty()) written.insert(written.end(), {"10", link->lot});
    if (!link->serial.empty()) written.insert(written.end(), {"21", link->serial});
    const auto again = qy::model::parse_digital_link(written);
    QY_ASSERT(again.ok() && *again == *link);
    return 0;
}
