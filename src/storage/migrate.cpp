#include "storage/migrate.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "crypto/sm3.h"
#include "storage/store.h"

namespace qy::storage {
namespace {

constexpr std::string_view kTable =
    "CREATE TABLE IF NOT EXISTS schema_migration (number {int} NOT NULL PRIMARY KEY, name {text} NOT NULL, "
    "checksum {text} NOT NULL, applied_at {time} NOT NULL){strict}";
constexpr Statement kApplied{"migration.applied",
                             "SELECT number, name, checksum FROM schema_migration ORDER BY number"};
constexpr Statement kRecord{"migration.record",
                            "INSERT INTO schema_migration (number, name, checksum, applied_at) "
                            "VALUES ($number, $name, $checksum, $applied_at)"};

struct Applied {
    std::int64_t number = 0;
    std::string name;
    std::string checksum;
};

int number_of(const EmbeddedFile& file) {
    int number = 0;
    const auto [stop, fault] = std::from_chars(file.name.data(), file.name.data() + file.name.size(), number);
    QY_ASSERT(fault == std::errc() && stop != file.name.data() + file.name.size() && *stop == '_');
    return number;
}

std::string checksum_of(const EmbeddedFile& file) {
    return to_hex(crypto::sm3(bytes_of(file.content)));
}

// The highest number among those that are `done`; 0 when none is.
int newest(std::span<const EmbeddedFile> files, const std::vector<bool>& done) {
    int number = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (done[i]) number = number_of(files[i]);
    }
    return number;
}

// Which of `files` are applied already, in their order. A file may be missing below the newest applied one: branches
// that add tables of their own may be joined in any order.
Result<std::vector<bool>> check_applied(Reader& reader, std::span<const EmbeddedFile> files) {
    QY_TRY(applied, reader.all(kApplied, {}, [](const Row& row) {
        return Applied{row.integer(0), std::string(row.text(1)), std::string(row.text(2))};
    }));
    std::vector<bool> done(files.size());
    for (const auto& row : applied) {
        const auto file = std::ranges::find(files, row.number, number_of);
        if (file == files.end()) {
            const int last = newest(files, std::vector<bool>(files.size(), true));
            return conflict("migration.newer", {std::to_string(row.number), std::to_string(last)});
        }
        if (row.name != file->name || row.checksum != checksum_of(*file)) {
            return corrupt("migration.changed", {row.name});
        }
        done[static_cast<std::size_t>(file - files.begin())] = true;
    }
    return done;
}

// The name of the file that was applied, or "" when nothing was missing.
Result<std::string> apply_next(Writer& writer, std::span<const EmbeddedFile> files, Time now) {
    QY_TRY(done, check_applied(writer, files));
    const auto missing = std::ranges::find(done, false);
    if (missing == done.end()) return std::string();
    const auto& file = files[static_cast<std::size_t>(missing - done.begin())];
    QY_CHECK(writer.script(file.name, file.content));
    QY_TRY(rows, writer.run(kRecord, {{"number", number_of(file)},
                                      {"name", file.name},
                                      {"checksum", checksum_of(file)},
                                      {"applied_at", now}}));
    QY_ASSERT(rows == 1);
    return std::string(file.name);
}

}  // namespace

Result<MigrationReport> migrate(Store& store, std::span<const EmbeddedFile> files, const Clock& clock) {
    for (std::size_t i = 0; i < files.size(); ++i) {
        QY_ASSERT(i == 0 || number_of(files[i - 1]) < number_of(files[i]));
    }
    QY_TRY(before, store.write([&](Writer& writer) -> Result<std::vector<bool>> {
        QY_CHECK(writer.script("migration.table", kTable));
        return check_applied(writer, files);
    }));
    MigrationReport report{newest(files, before), newest(files, std::vector<bool>(files.size(), true)), {}};
    while (true) {
        QY_TRY(name, store.write([&](Writer& writer) { return apply_next(writer, files, clock.now()); }));
        if (name.empty()) return report;
        report.applied.push_back(std::move(name));
    }
}

}  // namespace qy::storage
