#include "storage/ledger_store.h"

namespace qy::storage::ledger {
namespace {

constexpr Statement kSize{"ledger.size", "SELECT coalesce(max(position) + 1, 0) FROM ledger_entry"};
constexpr Statement kAppend{"ledger.append",
                            "INSERT INTO ledger_entry (position, kind, subject, record_id, entry, salts) VALUES "
                            "($position, $kind, $subject, $record, $entry, $salts)"};
constexpr Statement kFind{"ledger.find",
                          "SELECT position, kind, subject, record_id, entry, salts FROM ledger_entry WHERE position = "
                          "$position"};
constexpr Statement kPositionOf{
    "ledger.position_of", "SELECT position FROM ledger_entry WHERE record_id = $record ORDER BY position LIMIT 1"};

}  // namespace

Result<std::int64_t> size(Reader& reader) {
    QY_TRY(found, reader.first(kSize, {}, [](const Row& row) { return row.integer(0); }));
    return found.value_or(0);
}

Result<void> append(Writer& writer, const Entry& entry) {
    QY_TRY(inserted, writer.run(kAppend, {{"position", entry.position},
                                          {"kind", entry.kind},
                                          {"subject", entry.subject},
                                          {"record", entry.record_id},
                                          {"entry", entry.entry},
                                          {"salts", entry.salts}}));
    QY_ASSERT(inserted == 1);
    return {};
}

Result<std::optional<Entry>> find(Reader& reader, std::int64_t position) {
    return reader.first(kFind, {{"position", position}}, [](const Row& row) {
        return Entry{row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
                     row.integer(3), std::string(row.text(4)), std::string(row.text(5))};
    });
}

Result<std::optional<std::int64_t>> position_of(Reader& reader, std::int64_t record_id) {
    return reader.first(kPositionOf, {{"record", record_id}}, [](const Row& row) { return row.integer(0); });
}

}  // namespace qy::storage::ledger
