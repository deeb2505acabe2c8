#include "storage/migrate.h"

#include <charconv>

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

// How many of `files` are applied already.
Result<std::size_t> check_applied(Reader& reader, std::span<const EmbeddedFile> files) {
    QY_TRY(applied, reader.all(kApplied, {}, [](const Row& row) {
        return Applied{row.integer(0), std::string(row.text(1)), std::string(row.text(2))};
    }));
    for (std::size_t i = 0; i < applied.size(); ++i) {
        if (i == files.size()) {
            return conflict("migration.newer", {std::to_string(applied.back().number), std::to_string(files.size())});
        }
        const bool same = applied[i].number == number_of(files[i]) && applied[i].name == files[i].name &&
                          applied[i].checksum == checksum_of(files[i]);
        if (!same) return corrupt("migration.changed", {applied[i].name});
    }
    return applied.size();
}

// The name of the file that was applied, or "" when nothing was missing.
Result<std::string> apply_next(Writer& writer, std::span<const EmbeddedFile> files, Time now) {
    QY_TRY(done, check_applied(writer, files));
    if (done == files.size()) return std::string();
    const auto& file = files[done];
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
        QY_ASSERT(number_of(files[i]) == static_cast<int>(i) + 1);
    }
    QY_TRY(before, store.write([&](Writer& writer) -> Result<std::size_t> {
        QY_CHECK(writer.script("migration.table", kTable));
        return check_applied(writer, files);
    }));
    MigrationReport report{static_cast<int>(before), static_cast<int>(files.size()), {}};
    while (true) {
        QY_TRY(name, store.write([&](Writer& writer) { return apply_next(writer, files, clock.now()); }));
        if (name.empty()) return report;
        report.applied.push_back(std::move(name));
    }
}

}  // namespace qy::storage
