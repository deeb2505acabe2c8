#pragma once
// One SQLite connection with its prepared statements, for reading or for writing. Belongs to one thread at a time.
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "driver.h"
#include "storage/sqlite.h"
#include "storage/store.h"

struct sqlite3;

namespace qy::storage {

struct Prepared;

class Connection final : public ReadConnection, public WriteConnection {
 public:
    enum class Access { read, write };

    /// Opens the file and sets the connection up. A read connection refuses every change.
    /// Errors: those of open_sqlite.
    static Result<std::unique_ptr<Connection>> open(const SqliteOptions& options, Access access);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Result<void> begin_snapshot() override;
    void end_snapshot() override;
    Result<void> begin_group() override;
    Result<void> commit_group() override;
    void abandon_group() override;
    [[nodiscard]] bool in_group() const override;
    Result<void> control(const Statement& statement) override;
    Result<void> each_until(const Statement& statement, std::span<const Bind> binds, const RowUse& use) override;
    Result<std::int64_t> run(const Statement& statement, std::span<const Bind> binds) override;
    Result<std::int64_t> run_many(const Statement& statement, std::span<const BindRow> rows) override;
    Result<void> script(std::string_view name, std::string_view sql) override;

    /// Statements without parameters, one after the other.
    Result<void> execute(std::string_view name, const std::string& sql);

 private:
    explicit Connection(sqlite3* database);
    Result<std::unique_ptr<Prepared>> prepare(const Statement& statement);
    /// The cached form, or a new one in `spare` when the cached one is just being stepped through.
    Result<Prepared*> find(const Statement& statement, std::unique_ptr<Prepared>& spare);

    sqlite3* database_;
    std::unordered_map<const char*, std::unique_ptr<Prepared>> prepared_;  // by address of the SQL text
};

}  // namespace qy::storage
