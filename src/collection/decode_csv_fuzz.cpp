// Any bytes as a CSV file: what is read does not depend on byte order mark, line ends or format.
#include "testing/decode_rules.h"

namespace {

using namespace qy::collection;

// The same text told in another way of the same program must give the same rows.
void check_told_as(const DecodedTable& table, const std::string& text) {
    const auto again = decode_csv(qy::bytes_of(text));
    QY_ASSERT(again.ok() && same_rows(table, *again));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto table = decode_csv({data, size});
    if (!table.ok()) return 0;
    check_rows(*table);
    check_same_as_json(*table);
    const std::string text = decode_text({data, size}).value();
    check_told_as(*table, "\xEF\xBB\xBF" + text);
    if (text.find_first_of("\"\r") == std::string::npos) {
        check_told_as(*table, qy::replace_all(text, "\n", "\r\n"));
        check_told_as(*table, qy::replace_all(text, "\n", "\r"));
    }
    return 0;
}
