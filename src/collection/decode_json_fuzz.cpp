// Any bytes as JSON rows: a file and a request with the same rows give the same table.
#include <algorithm>

#include "testing/decode_rules.h"

namespace {

using namespace qy::collection;

// Numbers keep their text in a file only, so the two ways may tell them apart.
bool has_number(const qy::Json& value) {
    if (const auto* array = value.if_array()) return std::any_of(array->begin(), array->end(), &has_number);
    if (const auto* object = value.if_object()) {
        return std::any_of(object->begin(), object->end(),
                           [](const auto& member) { return has_number(member.value()); });
    }
    return value.is_number();
}

void check_same_as_request(const DecodedTable& table, std::string_view text) {
    const auto parsed = qy::parse_json(text);
    if (!parsed.ok() || !parsed->is_array() || has_number(*parsed)) return;
    const auto rows = decode_rows(parsed->get_array());
    QY_ASSERT(rows.ok() && same_rows(table, *rows));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto table = decode_json({data, size});
    if (!table.ok()) return 0;
    check_rows(*table);
    check_same_as_json(*table);
    check_same_as_request(*table, decode_text({data, size}).value());
    return 0;
}
