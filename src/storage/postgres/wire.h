#pragma once
// A session of the server in pipeline mode: steps are gathered and travel together, one round trip for all of them.
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "postgres/handles.h"
#include "postgres/parameters.h"
#include "storage/postgres.h"

namespace qy::storage {

class Wire {
 public:
    enum class Access { read, write };
    /// Connects, checks the server and sets the session up. Errors: those of open_postgres.
    static Result<std::unique_ptr<Wire>> connect(const PostgresOptions& options, Access access);

    /// Adds a step; nothing has to leave before `exchange`. Returns the step's number in the coming exchange.
    std::size_t add_prepare(const std::string& name, const std::string& sql, const std::vector<Oid>& types);
    std::size_t add_execute(const std::string& name, const ParameterValues& values);
    /// Sends what was added and waits: a result for each step. After a failed step those behind it were not run.
    /// Errors: unavailable `storage.unavailable` when the connection was lost, on which nothing works any more.
    Result<std::vector<PgResult>> exchange(std::string_view statement);
    /// Sends what was added; the answers are taken, and dropped, by the next exchange.
    void send();
    /// Statements without parameters, one after the other, as one exchange. REQUIRES: nothing was added.
    Result<PgResult> script(std::string_view name, const std::string& sql);

    [[nodiscard]] bool alive() const { return alive_; }
    /// Round trips so far.
    [[nodiscard]] std::int64_t exchanges() const { return exchanges_; }
    /// Such as "15.4".
    [[nodiscard]] std::string server_version() const;
    /// Whether the server is inside a transaction, as of the last exchange.
    [[nodiscard]] bool in_transaction() const;

 private:
    explicit Wire(PgHandle handle) : handle_(std::move(handle)) {}
    Result<void> set_up(const PostgresOptions& options, Access access);
    /// The results of `steps` steps and of the end of their pipeline.
    std::vector<PgResult> collect(std::size_t steps);

    PgHandle handle_;
    std::size_t added_ = 0;
    std::deque<std::size_t> sent_;  // steps of each pipeline whose answers were not taken yet
    bool alive_ = true;
    std::int64_t exchanges_ = 0;
};

}  // namespace qy::storage
