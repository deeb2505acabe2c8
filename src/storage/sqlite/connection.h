#pragma once
// One SQLite connection with its prepared statements. Belongs to one thread at a time.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "storage/sqlite.h"
#include "storage/store.h"

struct sqlite3;

namespace qy::storage {

struct Prepared;

class Connection {
 public:
    enum class Access { read, write };

    /// Opens the file and sets the connection up. A read connection refuses every change.
    /// Errors: those of open_sqlite.
    static Result<std::unique_ptr<Connection>> open(const SqliteOptions& options, Access access);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// As Reader::each_until.
    Result<void> each_until(const Statement& statement, Binds binds,
                            const std::function<Result<bool>(const Row&)>& use);
    /// As Writer::run.
    Result<std::int64_t> run(const Statement& statement, Binds binds);
    /// Statements without parameters, one after the other.
    Result<void> execute(std::string_view name, const std::string& sql);
    [[nodiscard]] bool in_transaction() const;

 private:
    explicit Connection(sqlite3* database);
    Result<std::unique_ptr<Prepared>> prepare(const Statement& statement);
    /// The cached form, or a new one in `spare` when the cached one is just being stepped through.
    Result<Prepared*> find(const Statement& statement, std::unique_ptr<Prepared>& spare);

    sqlite3* database_;
    std::unordered_map<const char*, std::unique_ptr<Prepared>> prepared_;  // by address of the SQL text
};

}  // namespace qy::storage
