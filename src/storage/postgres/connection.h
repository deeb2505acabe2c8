#pragma once
// One connection to a PostgreSQL server with its prepared statements. Belongs to one thread at a time.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "driver.h"
#include "postgres/wire.h"

namespace qy::storage {

class PgConnection final : public ReadConnection, public WriteConnection {
 public:
    using Access = Wire::Access;
    /// Errors: those of open_postgres.
    static Result<std::unique_ptr<PgConnection>> open(const PostgresOptions& options, Access access);

    Result<void> begin_snapshot() override;
    void end_snapshot() override;
    Result<void> begin_group() override;
    Result<void> commit_group() override;
    void abandon_group() override;
    [[nodiscard]] bool in_group() const override { return in_transaction_; }
    Result<void> control(const Statement& statement) override;
    Result<void> each_until(const Statement& statement, std::span<const Bind> binds, const RowUse& use) override;
    Result<std::int64_t> run(const Statement& statement, std::span<const Bind> binds) override;
    Result<std::int64_t> run_many(const Statement& statement, std::span<const BindRow> rows) override;
    Result<void> script(std::string_view name, std::string_view sql) override;

    /// Round trips since the connection was made.
    [[nodiscard]] std::int64_t round_trips() const { return wire_ != nullptr ? wire_->exchanges() : 0; }
    [[nodiscard]] std::string server_version() const { return wire_ != nullptr ? wire_->server_version() : ""; }

 private:
    /// The server's form of a statement, prepared under a name of its own.
    struct Prepared {
        std::string name;
        std::size_t sql_size = 0;  ///< of the text it was made from: guards against a reused address
        NumberedSql sql;
        std::vector<Oid> types;  ///< 0 where only null was seen so far
        bool on_server = false;
    };

    PgConnection(const PostgresOptions& options, Access access) : options_(options), access_(access) {}
    Result<void> connect();
    Result<void> reconnect();
    /// What a lost session held is gone with it.
    void forget_session();

    Prepared& find(const Statement& statement);
    /// Adds the execution, and before it the preparation when it has to be made. Returns the step of the execution.
    std::size_t add(const Statement& statement, std::span<const Bind> binds);
    std::size_t add_rows(const Statement& statement, std::span<const BindRow> rows);
    void add_prepare(Prepared& prepared, std::vector<Oid> types);
    /// The answers; the error of the first step that failed.
    Result<std::vector<PgResult>> exchange(const Statement& statement);
    Result<PgResult> ask(const Statement& statement, std::span<const Bind> binds);
    /// A change as a savepoint of its own: when it is refused the transaction goes on.
    template <class Add>
    Result<std::vector<PgResult>> change(const Statement& statement, Add add_steps);
    Result<void> begin(const Statement& statement);
    Result<void> learn_outcome();
    Result<std::string> status_of_transaction();
    /// Notes an error after which the transaction answers nothing but its end.
    Error failed(Error error);

    const PostgresOptions options_;
    const Access access_;
    std::unique_ptr<Wire> wire_;  // null when lost
    std::unordered_map<const char*, Prepared> prepared_;
    std::vector<std::pair<std::size_t, Prepared*>> preparing_;  // by step of the coming exchange
    std::int64_t names_ = 0;
    bool in_transaction_ = false;
    bool snapshot_wanted_ = false;  // to be begun by its first statement
    std::optional<Error> failure_;  // of this transaction
    std::string transaction_;       // its number, for learning what became of it
};

}  // namespace qy::storage
