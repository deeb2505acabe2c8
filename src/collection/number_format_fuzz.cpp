// Any bytes as a number format and a stored number.
#include "number_format.h"

#include "base/assert.h"
#include "base/bytes.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace qy::collection;
    const auto text = qy::text_of({data, size});
    if (!qy::is_utf8(text)) return 0;
    const auto cut = text.find('\n');
    if (cut == std::string_view::npos) return 0;
    const auto format = format_of_code(text.substr(0, cut));
    for (const bool from_1904 : {false, true}) {
        const auto shown = shown_number(text.substr(cut + 1), format, from_1904);
        QY_ASSERT(qy::is_utf8(shown) && shown.size() < 1'000 + size);
    }
    return 0;
}
