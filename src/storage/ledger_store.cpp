#include "storage/ledger_store.h"

#include "storage/vault.h"
#include "stored.h"

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

constexpr Statement kSetSalts{"ledger.set_salts", "UPDATE ledger_entry SET salts = $salts WHERE position = $position"};
constexpr Statement kPage{"ledger.page",
                          "SELECT position, kind, subject, record_id, entry, salts FROM ledger_entry WHERE position >= "
                          "$position ORDER BY position LIMIT $limit"};

Place salts_place(std::int64_t position) {
    return {"ledger_entry", "salts", position};
}

Result<std::string> stored_salts(const Writer& writer, const Entry& entry) {
    if (!entry.protects_salts) return entry.salts;
    return writer.vault().seal(salts_place(entry.position), entry.salts);
}

Result<Entry> entry_of(const Reader& reader, const Row& row) {
    std::string salts(row.text(5));
    const bool sealed = is_sealed(salts);
    if (sealed) {
        QY_TRY(opened, reader.vault().open(salts_place(row.integer(0)), salts));
        salts = std::move(opened);
    }
    return Entry{row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
                 row.integer(3), std::string(row.text(4)), std::move(salts),
                 sealed};
}

auto entries_of(const Reader& reader) {
    return [&reader](const Row& row) { return entry_of(reader, row); };
}

}  // namespace

Result<std::int64_t> size(Reader& reader) {
    QY_TRY(found, reader.first(kSize, {}, [](const Row& row) { return row.integer(0); }));
    return found.value_or(0);
}

Result<void> append(Writer& writer, const Entry& entry) {
    QY_TRY(salts, stored_salts(writer, entry));
    QY_TRY(inserted, writer.run(kAppend, {{"position", entry.position},
                                          {"kind", entry.kind},
                                          {"subject", entry.subject},
                                          {"record", entry.record_id},
                                          {"entry", entry.entry},
                                          {"salts", salts}}));
    QY_ASSERT(inserted == 1);
    return {};
}

Result<std::optional<Entry>> find(Reader& reader, std::int64_t position) {
    return first_of(reader, kFind, {{"position", position}}, entries_of(reader));
}

Result<void> set_salts(Writer& writer, const Entry& entry) {
    QY_TRY(salts, stored_salts(writer, entry));
    return update_row(writer, kSetSalts, {{"position", entry.position}, {"salts", salts}});
}

Result<std::vector<Entry>> page(Reader& reader, std::int64_t position, std::int64_t limit) {
    return all_of(reader, kPage, {{"position", position}, {"limit", limit}}, entries_of(reader));
}

Result<std::optional<std::int64_t>> position_of(Reader& reader, std::int64_t record_id) {
    return reader.first(kPositionOf, {{"record", record_id}}, [](const Row& row) { return row.integer(0); });
}

}  // namespace qy::storage::ledger
