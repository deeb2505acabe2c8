// Planted fault: a rule that does not hold, behind the product's own reader: not every JSON array holds fewer than
// three values. Only a search that sees into parse_json comes that far from nothing.
#include "base/assert.h"
#include "base/bytes.h"
#include "base/json.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto value = qy::parse_json(qy::text_of({data, size}));
    QY_ASSERT(!value.ok() || !value->is_array() || value->get_array().size() < 3);
    return 0;
}
