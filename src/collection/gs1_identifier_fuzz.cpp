// Any text as a GS1 key, in a Digital Link or an EPC URN: its canonical address is read as the same key.
#include "gs1_identifier.h"

#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"

using namespace qy::collection;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    if (!qy::is_utf8(text)) return 0;  // documents are
    QY_ASSERT(percent_decoded(percent_encoded(text)) == text);
    const auto key = read_gs1_key(text);
    if (!key) return 0;
    const auto canonical = key->canonical();
    const auto again = read_gs1_key(canonical);
    QY_ASSERT(again.has_value());
    QY_ASSERT(again->canonical() == canonical && again->ai == key->ai && again->value == key->value);
    QY_ASSERT(has_wrong_check_digit(*again) == has_wrong_check_digit(*key));
    QY_ASSERT(qy::is_utf8(canonical));
    return 0;
}
