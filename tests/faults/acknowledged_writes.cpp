#include "acknowledged_writes.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <random>
#include <thread>
#include <vector>

#include "base/random.h"
#include "business/audit.h"
#include "business/ledger.h"
#include "storage/audit_store.h"
#include "storage/ledger_store.h"

namespace qy::faults {
namespace {

using storage::Reader;
using storage::Row;
using storage::Statement;
using storage::Writer;

constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS written (number {int} NOT NULL, part {int} NOT NULL, body {text} NOT NULL, "
    "PRIMARY KEY (number, part)){clustered}";
constexpr Statement kInsert{"written.insert",
                            "INSERT INTO written (number, part, body) VALUES ($number, $part, $body)"};
constexpr Statement kAll{"written.all", "SELECT number, part, body FROM written ORDER BY number, part"};
constexpr Statement kIntegrity{"written.integrity", "PRAGMA integrity_check"};

// Size and bytes follow from the number, so that whoever reads knows what was meant.
int parts_of(std::int64_t number) {
    return static_cast<int>(number % 4) + 1;
}
std::string body_of(std::int64_t number, int part) {
    std::minstd_rand random(static_cast<unsigned>(number * 8 + part));
    const auto size = std::uniform_int_distribution<std::size_t>(1, number % 10 == 0 ? 40'000 : 3'000)(random);
    return std::string(size, static_cast<char>('a' + random() % 26));
}

Result<void> write_in(Writer& writer, std::int64_t number, Random& random) {
    for (int part = 0; part < parts_of(number); ++part) {
        QY_TRY(rows, writer.run(kInsert, {{"number", number}, {"part", part}, {"body", body_of(number, part)}}));
        QY_ASSERT(rows == 1);
    }
    const std::string text = std::to_string(number);
    QY_TRY(position,
           business::append_to_ledger(writer, {"event", text, number, JsonObject{{"n", text}}, {}}, random, {}));
    (void)position;
    return business::write_audit(writer, {}, {"event.capture", text, "ok", {}}, {});
}

Result<std::map<std::int64_t, std::map<int, std::string>>> rows_of(Reader& reader) {
    std::map<std::int64_t, std::map<int, std::string>> found;
    QY_CHECK(reader.each(kAll, {}, [&](const Row& row) -> Result<void> {
        found[row.integer(0)][static_cast<int>(row.integer(1))] = row.text(2);
        return {};
    }));
    return found;
}

bool is_whole(std::int64_t number, const std::map<int, std::string>& parts) {
    if (static_cast<int>(parts.size()) != parts_of(number)) return false;
    return std::ranges::all_of(parts, [&](const auto& part) { return part.second == body_of(number, part.first); });
}

// Entries and records stand at 0, 1, 2 …, each naming a transaction that is there, each audit record its predecessor.
Result<bool> chains_hold(Reader& reader, const std::set<std::int64_t>& whole) {
    QY_TRY(records, storage::audit::page(reader, 0, 1'000'000));
    QY_TRY(entries, storage::ledger::size(reader));
    if (records.size() != whole.size() || entries != static_cast<std::int64_t>(whole.size())) return false;
    std::string previous;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto& record = records[i];
        QY_TRY(entry, storage::ledger::find(reader, static_cast<std::int64_t>(i)));
        if (!entry || entry->subject != record.object || !whole.contains(entry->record_id)) return false;
        if (record.position != static_cast<std::int64_t>(i) || record.previous_hash != previous) return false;
        previous = record.hash;
    }
    return true;
}

}  // namespace

Result<void> AcknowledgedWrites::make_table(storage::Store& store) {
    return store.write([](Writer& writer) { return writer.script("written.table", kTable); });
}

Result<void> AcknowledgedWrites::write(storage::Store& store) {
    std::int64_t number = 0;
    {
        const std::lock_guard lock(mutex_);
        number = ++last_;
    }
    SeededRandom random(seed_ + static_cast<std::uint64_t>(number));
    auto outcome = store.write([&](Writer& writer) { return write_in(writer, number, random); });
    const std::lock_guard lock(mutex_);
    (outcome.ok() ? acknowledged_ : refused_).insert(number);
    return outcome;
}

void AcknowledgedWrites::write_until_failure(storage::Store& store, int threads, int each) {
    std::atomic<bool> failed = false;
    std::vector<std::thread> writers;
    writers.reserve(static_cast<std::size_t>(threads));
    for (int i = 0; i < threads; ++i) {
        writers.emplace_back([&] {
            for (int n = 0; n < each && !failed; ++n) {
                if (!write(store).ok()) failed = true;
            }
        });
    }
    for (auto& writer : writers) writer.join();
}

std::set<std::int64_t> AcknowledgedWrites::acknowledged() const {
    const std::lock_guard lock(mutex_);
    return acknowledged_;
}

std::set<std::int64_t> AcknowledgedWrites::refused() const {
    const std::lock_guard lock(mutex_);
    return refused_;
}

std::set<std::int64_t> AcknowledgedWrites::missing(const Findings& findings) const {
    const auto expected = acknowledged();
    std::set<std::int64_t> out;
    std::ranges::set_difference(expected, findings.whole, std::inserter(out, out.end()));
    return out;
}

Result<Findings> AcknowledgedWrites::look(storage::Store& store) {
    return store.read([](Reader& reader) -> Result<Findings> {
        Findings findings;
        QY_TRY(integrity, reader.first(kIntegrity, {}, [](const Row& row) { return std::string(row.text(0)); }));
        findings.integrity = integrity.value_or("");
        QY_TRY(found, rows_of(reader));
        for (const auto& [number, parts] : found) {
            (is_whole(number, parts) ? findings.whole : findings.broken).insert(number);
        }
        QY_TRY(hold, chains_hold(reader, findings.whole));
        findings.chains_hold = hold;
        return findings;
    });
}

}  // namespace qy::faults
