// Any bytes as the sheet and the shared texts of a sound workbook: what is read in pieces is what is read at once.
#include "testing/decode_rules.h"
#include "testing/zip_builder.h"

namespace {

using namespace qy::collection;

DecodedTable read_in_pieces(std::string_view bytes) {
    DecodedTable table;
    auto source = open_table("a.xlsx", qy::bytes_of(bytes), {});
    QY_ASSERT(source.ok());
    for (bool more = true; more;) more = (*source)->read(3, table).value();
    RowIdentifier().identify(table.rows);
    return table;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto text = qy::text_of({data, size});
    const auto cut = text.find('\xFF');  // no byte of XML
    const auto shared = cut == std::string_view::npos ? std::string("<sst/>") : std::string(text.substr(cut + 1));
    const auto file = zip_of(workbook_parts(std::string(text.substr(0, cut)), shared));
    const auto table = decode("a.xlsx", qy::bytes_of(file));
    if (!table.ok()) {
        QY_ASSERT(!table.error().code.empty());
        return 0;
    }
    check_rows(*table);
    check_same_as_json(*table);
    QY_ASSERT(same_rows(*table, read_in_pieces(file)));
    return 0;
}
