#include "sqlite/connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>

#include "dialect.h"
#include "sqlite/log_refresh.h"
#include "sqlite/prepared.h"
#include "sqlite/sqlite_error.h"

namespace qy::storage {
namespace {

constexpr Statement kJournalMode{"connection.journal_mode", "PRAGMA journal_mode = WAL"};
constexpr Statement kBeginSnapshot{"snapshot.begin", "BEGIN"};
constexpr Statement kBeginGroup{"group.begin", "BEGIN IMMEDIATE"};
constexpr Statement kCommit{"group.commit", "COMMIT"};
constexpr Statement kRollback{"transaction.rollback", "ROLLBACK"};
constexpr Statement kManyBegin{"many.begin", "SAVEPOINT many"};
constexpr Statement kManyUndo{"many.undo", "ROLLBACK TO SAVEPOINT many"};
constexpr Statement kManyEnd{"many.end", "RELEASE SAVEPOINT many"};

// SQLite gives its side files the mode of the database, so the file is made here when it is missing. Never opened when
// it exists: closing it again would drop the locks that this process holds on it through other connections.
void create_private(const std::string& path) {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) ::close(file);
}

std::string_view pragma_text(Synchronous synchronous) {
    switch (synchronous) {
        case Synchronous::normal:
            return "NORMAL";
        case Synchronous::off:
            return "OFF";
        case Synchronous::full:
            break;
    }
    return "FULL";
}

std::string setup_text(const SqliteOptions& options, Connection::Access access) {
    std::string sql = "PRAGMA synchronous = " + std::string(pragma_text(options.synchronous));
    sql += "; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY";
    const bool writes = access == Connection::Access::write;
    const int cache_kib = writes ? options.cache_kib_of_writer : options.cache_kib_per_connection;
    sql += "; PRAGMA cache_size = -" + std::to_string(cache_kib);
    sql += "; PRAGMA journal_size_limit = 67108864";  // a log that one large import has grown is cut back
    // 32 MB of log: a page that many commits change is copied into the database once, not with each.
    sql += "; PRAGMA wal_autocheckpoint = 8192";
    if (!writes) sql += "; PRAGMA query_only = ON";
    return sql;
}

std::vector<std::string> parameters_of(sqlite3_stmt* handle) {
    std::vector<std::string> names;
    for (int i = 1; i <= sqlite3_bind_parameter_count(handle); ++i) {
        const char* name = sqlite3_bind_parameter_name(handle, i);
        QY_ASSERT(name != nullptr && name[0] == '$');  // parameters without a name cannot be bound by name
        names.emplace_back(name + 1);
    }
    return names;
}

/// Nobody asks SQLite for its memory statistics, and counting them takes a lock at every allocation. Takes effect when
/// it comes before everything else that SQLite does in this process; later it changes nothing.
void leave_memory_uncounted() {
    static const int outcome = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    (void)outcome;
}

}  // namespace

Connection::Connection(sqlite3* database) : database_(database) {}

Connection::~Connection() {
    prepared_.clear();
    sqlite3_close_v2(database_);
}

Result<std::unique_ptr<Connection>> Connection::open(const SqliteOptions& options, Access access) {
    leave_memory_uncounted();
    if (access == Access::write) create_private(options.path);
    sqlite3* database = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(options.path.c_str(), &database, flags, options.vfs);
    std::unique_ptr<Connection> connection(new Connection(database));
    if (code != SQLITE_OK) return sqlite_error(database, code, "connection.open");
    sqlite3_busy_timeout(database, options.busy_timeout_ms);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    QY_CHECK(connection->execute("connection.setup", setup_text(options, access)));
    if (access == Access::write) {
        bool wal = false;
        QY_CHECK(connection->each_until(kJournalMode, {}, [&wal](const Row& row) -> Result<bool> {
            wal = row.text(0) == "wal";
            return true;
        }));
        if (!wal) return unavailable("storage.unavailable").because("the file system does not allow WAL mode");
        QY_CHECK(refresh_log(database));
    }
    return connection;
}

Result<std::unique_ptr<Prepared>> Connection::prepare(const Statement& statement) {
    auto made = std::make_unique<Prepared>();
    const auto sql = render_statement(statement.sql, Dialect::sqlite);
    const char* rest = nullptr;
    const int code = sqlite3_prepare_v3(database_, sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &made->handle, &rest);
    if (code != SQLITE_OK) return sqlite_error(database_, code, statement.name);
    // What follows the first statement would silently not run.
    QY_ASSERT(std::all_of(rest, sql.c_str() + sql.size(), [](unsigned char c) { return std::isspace(c) || c == ';'; }));
    made->sql_size = statement.sql.size();
    made->parameters = parameters_of(made->handle);
    return made;
}

Result<Prepared*> Connection::find(const Statement& statement, std::unique_ptr<Prepared>& spare) {
    const auto found = prepared_.find(statement.sql.data());
    if (found != prepared_.end() && found->second->sql_size == statement.sql.size()) {
        if (!found->second->in_use) return found->second.get();
        QY_TRY(made, prepare(statement));  // asked again inside its own rows
        spare = std::move(made);
        return spare.get();
    }
    QY_TRY(made, prepare(statement));
    auto& place = found != prepared_.end() ? spare : prepared_[statement.sql.data()];
    place = std::move(made);
    return place.get();
}

Result<void> Connection::each_until(const Statement& statement, std::span<const Bind> binds, const RowUse& use) {
    QY_CHECK(check_texts(statement, binds));
    std::unique_ptr<Prepared> spare;
    QY_TRY(prepared, find(statement, spare));
    Execution execution(database_, *prepared, statement, binds);
    while (true) {
        QY_TRY(stands_on_row, execution.step());
        if (!stands_on_row) return {};
        const PreparedRow row(prepared->handle);
        QY_TRY(go_on, use(row));
        if (row.misread_column() >= 0) {
            return internal("storage.statement", {std::string(statement.name)})
                .because("column " + std::to_string(row.misread_column()) + " has another type");
        }
        if (!go_on) return {};
    }
}

Result<std::int64_t> Connection::run(const Statement& statement, std::span<const Bind> binds) {
    QY_CHECK(each_until(statement, binds, [](const Row&) -> Result<bool> { return true; }));
    return sqlite3_changes64(database_);
}

Result<std::int64_t> Connection::run_many(const Statement& statement, std::span<const BindRow> rows) {
    if (rows.size() == 1) return run(statement, rows.front());  // refused as a whole by itself
    QY_CHECK(control(kManyBegin));
    std::int64_t changed = 0;
    for (const auto& row : rows) {
        auto outcome = run(statement, row);
        if (!outcome.ok()) {
            if (in_group()) {
                QY_CHECK(control(kManyUndo));
                QY_CHECK(control(kManyEnd));
            }
            return outcome;
        }
        changed += *outcome;
    }
    QY_CHECK(control(kManyEnd));
    return changed;
}

Result<void> Connection::control(const Statement& statement) {
    return each_until(statement, {}, [](const Row&) -> Result<bool> { return true; });
}

Result<void> Connection::script(std::string_view name, std::string_view sql) {
    return execute(name, render_schema(sql, Dialect::sqlite));
}

Result<void> Connection::execute(std::string_view name, const std::string& sql) {
    const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return sqlite_error(database_, code, name);
    return {};
}

Result<void> Connection::begin_snapshot() {
    return control(kBeginSnapshot);
}

void Connection::end_snapshot() {
    abandon_group();
}

Result<void> Connection::begin_group() {
    return control(kBeginGroup);
}

Result<void> Connection::commit_group() {
    return control(kCommit);
}

void Connection::abandon_group() {
    if (in_group()) (void)control(kRollback);
}

bool Connection::in_group() const {
    return sqlite3_get_autocommit(database_) == 0;
}

}  // namespace qy::storage
