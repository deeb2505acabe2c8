// The least that durable capture costs on the embedded database: its own event and ledger rows, already made, inserted
// by prepared statements into a new file with the same tables and indexes, a synchronised commit every thousand.
#include <cstdio>
#include <memory>
#include <vector>

#include "measure.h"
#include "sqlite_handle.h"
#include "tasks.h"

namespace qy::bench {
namespace {

constexpr std::int64_t kEventsPerCommit = 1'000;

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

Result<Database> open(const std::string& path, int flags) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database(handle);
    if (code != SQLITE_OK) return unavailable("storage.unavailable").because(path);
    return database;
}

void execute(sqlite3* database, const std::string& sql) {
    const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
    QY_ASSERT(code == SQLITE_OK);
}

/// One event under its lot with its ledger entry.
struct Published {
    std::int64_t lot;
    std::int64_t at;
    std::int64_t event;
    std::int64_t recorder;
    std::int64_t position;
    std::string step;
    std::string record;
    std::string kind;
    std::string subject;
    std::string entry;
    std::string salts;
};

std::string text(sqlite3_stmt* row, int column) {
    const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, column))};
}

std::vector<Published> newest(sqlite3* database, std::int64_t count) {
    BareStatement select(
        database,
        "SELECT e.lot_id, e.event_at, e.event_id, e.recorder_id, l.position, e.step, e.record, l.kind, "
        "l.subject, l.entry, l.salts FROM ledger_entry l JOIN trace_event e ON e.event_id = "
        "l.record_id WHERE l.kind = 'event' ORDER BY l.position DESC LIMIT ?1");
    std::vector<Published> rows;
    select.bind(1, count);
    select.each([&](sqlite3_stmt* row) {
        rows.push_back({sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2),
                        sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4), text(row, 5), text(row, 6),
                        text(row, 7), text(row, 8), text(row, 9), text(row, 10)});
    });
    return {rows.rbegin(), rows.rend()};
}

/// The tables with their indexes, as the product's migrations made them.
std::string schema(sqlite3* database) {
    BareStatement select(database,
                         "SELECT sql FROM sqlite_master WHERE tbl_name IN ('trace_event', 'ledger_entry') AND sql IS "
                         "NOT NULL ORDER BY type DESC");
    std::string sql;
    select.each([&](sqlite3_stmt* row) { sql += text(row, 0) + ";"; });
    return sql;
}

void insert_all(sqlite3* database, const std::vector<Published>& rows) {
    BareStatement begin(database, "BEGIN IMMEDIATE");
    BareStatement commit(database, "COMMIT");
    BareStatement event(database,
                        "INSERT INTO trace_event (lot_id, event_at, event_id, recorder_id, step, record) VALUES (?1, "
                        "?2, ?3, ?4, ?5, ?6)");
    BareStatement entry(database,
                        "INSERT INTO ledger_entry (position, kind, subject, record_id, entry, salts) VALUES (?1, ?2, "
                        "?3, ?4, ?5, ?6)");
    std::int64_t in_commit = 0;
    for (const auto& row : rows) {
        if (in_commit == 0) begin.run();
        event.bind(1, row.lot);
        event.bind(2, row.at);
        event.bind(3, row.event);
        event.bind(4, row.recorder);
        event.bind(5, row.step);
        event.bind(6, row.record);
        event.run();
        entry.bind(1, row.position);
        entry.bind(2, row.kind);
        entry.bind(3, row.subject);
        entry.bind(4, row.event);
        entry.bind(5, row.entry);
        entry.bind(6, row.salts);
        entry.run();
        if (++in_commit < kEventsPerCommit && &row != &rows.back()) continue;
        commit.run();
        in_commit = 0;
    }
}

}  // namespace

Result<JsonObject> inserts(const Arguments& arguments) {
    const std::string path = arguments.text("to");
    QY_TRY(from, open(arguments.text("from"), SQLITE_OPEN_READWRITE));
    const auto rows = newest(from.get(), arguments.number("count", 10'000));
    if (rows.empty()) return not_found("bench.no_events").because(arguments.text("from"));
    QY_TRY(into, open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
    execute(into.get(), "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192");
    execute(into.get(), schema(from.get()));
    Series series;
    const auto begin = Moment::now();
    insert_all(into.get(), rows);
    series.add(begin, Moment::now());
    into.reset();
    for (const auto* ending : {"", "-wal", "-shm"}) std::remove((path + ending).c_str());
    return JsonObject{{"events", rows.size()}, {"took", series.json()}};
}

}  // namespace qy::bench
