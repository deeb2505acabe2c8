// Any bytes as an XLS file: read, or refused with a code.
#include "testing/decode_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto table = qy::collection::decode("a.xls", {data, size});
    if (table.ok()) {
        qy::collection::check_rows(*table);
    } else {
        QY_ASSERT(!table.error().code.empty());
    }
    return 0;
}
