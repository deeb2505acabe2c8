// Any bytes as XML rows: the same cells written as JSON give the same table.
#include "testing/decode_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace qy::collection;
    const auto table = decode_xml({data, size});
    if (!table.ok()) return 0;
    check_rows(*table);
    check_same_as_json(*table);
    return 0;
}
