#include "import_mapping.h"

#include <algorithm>

#include "collection/decode.h"
#include "storage/import_file_store.h"

namespace qy::business {
namespace {

/// A title that this file does not have is a mistake in what is said now; of what was said before it is the rule.
Result<void> check_said(const std::string& file_name, ByteView bytes, const model::TableOptions& said) {
    if (said.mapping.columns.empty()) return {};
    const auto opened = collection::open_table(file_name, bytes, said);
    if (opened.ok() || !opened.error().code.starts_with("mapping.")) return {};
    return opened.error();
}

}  // namespace

Result<model::TableOptions> reading_for(storage::Store& store, model::PartyId party, const std::string& file_name,
                                        ByteView bytes, const model::TableOptions& said) {
    QY_TRY(known,
           store.read([&](storage::Reader& reader) { return storage::import_files::mapping_of(reader, party); }));
    if (known.empty()) return said;
    QY_CHECK(check_said(file_name, bytes, said));
    auto reading = said;
    reading.mapping.strict = false;
    auto& columns = reading.mapping.columns;
    for (const auto& [title, field] : known) {
        const auto is_title = [&title = title](const auto& one) { return one.title == title; };
        if (std::none_of(said.mapping.columns.begin(), said.mapping.columns.end(), is_title)) {
            columns.push_back({title, field});
        }
    }
    return reading;
}

Result<void> keep_mapping(storage::Writer& writer, model::PartyId party, const model::ColumnMapping& said) {
    for (const auto& one : said.columns) {
        QY_CHECK(storage::import_files::keep_mapping(writer, party, one.title, one.field));
    }
    return {};
}

}  // namespace qy::business
