// Any text as an EPCIS document in JSON-LD: faults have words, and an event without them has one form and one hash.
#include "testing/epcis_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    qy::collection::check_document(qy::collection::decode_epcis_json(qy::text_of({data, size})));
    (void)qy::collection::looks_like_epcis({data, size});
    return 0;
}
