// Any text as an EPCIS document in XML: faults have words, and an event without them is the same event in JSON-LD.
#include "testing/epcis_rules.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    qy::collection::check_document(qy::collection::decode_epcis_xml(qy::text_of({data, size})));
    return 0;
}
