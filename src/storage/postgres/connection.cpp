#include "postgres/connection.h"

#include <chrono>
#include <thread>

#include "base/limits.h"
#include "base/log.h"
#include "dialect.h"
#include "postgres/postgres_error.h"
#include "postgres/result_row.h"

namespace qy::storage {
namespace {

constexpr Statement kBeginSnapshot{"snapshot.begin", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
// Each statement of a group sees what is committed when it starts, and under the lock nobody else commits.
constexpr Statement kBeginGroup{"group.begin", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"};
// The lock's number is arbitrary, but must be the same in every program and version: "qiongyua" as a number.
constexpr Statement kLock{"group.lock",
                          "SELECT pg_advisory_xact_lock(8172185518813574497), CAST(pg_current_xact_id() AS text)"};
constexpr Statement kCommit{"group.commit", "COMMIT"};
constexpr Statement kRollback{"transaction.rollback", "ROLLBACK"};
constexpr Statement kChange{"change.begin", "SAVEPOINT change"};
constexpr Statement kKeepChange{"change.keep", "RELEASE SAVEPOINT change"};
constexpr Statement kUndoChange{"change.undo", "ROLLBACK TO SAVEPOINT change"};
constexpr Statement kOutcome{"group.outcome", "SELECT pg_xact_status(CAST($transaction AS xid8))"};

constexpr auto kOutcomePause = std::chrono::milliseconds(50);

bool ok(const PGresult* result) {
    const auto status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

std::int64_t changed_rows(const PGresult* result) {
    const std::string_view text = PQcmdTuples(const_cast<PGresult*>(result));
    std::int64_t rows = 0;
    for (const char c : text) rows = rows * 10 + (c - '0');
    return rows;
}

}  // namespace

Result<std::unique_ptr<PgConnection>> PgConnection::open(const PostgresOptions& options, Access access) {
    std::unique_ptr<PgConnection> connection(new PgConnection(options, access));
    QY_CHECK(connection->connect());
    return connection;
}

Result<void> PgConnection::connect() {
    forget_session();
    QY_TRY(wire, Wire::connect(options_, access_));
    wire_ = std::move(wire);
    return {};
}

// While the program runs, why the server cannot be reached is for the log only.
Result<void> PgConnection::reconnect() {
    auto made = connect();
    if (made.ok()) return {};
    const auto& fault = made.error();
    return unavailable("storage.unavailable").because(fault.arguments.empty() ? fault.code : fault.arguments[0]);
}

void PgConnection::forget_session() {
    wire_.reset();
    prepared_.clear();
    preparing_.clear();
    in_transaction_ = false;
}

PgConnection::Prepared& PgConnection::find(const Statement& statement) {
    auto& prepared = prepared_[statement.sql.data()];
    if (prepared.sql_size == statement.sql.size()) return prepared;
    prepared = {};
    prepared.sql_size = statement.sql.size();
    prepared.sql = numbered(statement.sql);
    prepared.types.resize(prepared.sql.names.size());
    return prepared;
}

void PgConnection::add_prepare(Prepared& prepared, std::vector<Oid> types) {
    prepared.name = "q" + std::to_string(++names_);
    prepared.types = std::move(types);
    prepared.on_server = true;
    preparing_.emplace_back(wire_->add_prepare(prepared.name, prepared.sql.text, prepared.types), &prepared);
}

std::size_t PgConnection::add(const Statement& statement, std::span<const Bind> binds) {
    auto& prepared = find(statement);
    const ParameterValues values(statement, prepared.sql.names, binds);
    auto types = prepared.types;
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (values.types()[i] != 0) types[i] = values.types()[i];
    }
    if (!prepared.on_server || types != prepared.types) add_prepare(prepared, std::move(types));
    return wire_->add_execute(prepared.name, values);
}

// The step of the first row; the others follow it without a gap.
std::size_t PgConnection::add_rows(const Statement& statement, std::span<const BindRow> rows) {
    auto& prepared = find(statement);
    auto types = prepared.types;
    std::deque<ParameterValues> values;
    for (const auto& row : rows) {
        const auto& added = values.emplace_back(statement, prepared.sql.names, row).types();
        for (std::size_t i = 0; i < types.size(); ++i) {
            if (added[i] != 0) types[i] = added[i];
        }
    }
    if (!prepared.on_server || types != prepared.types) add_prepare(prepared, std::move(types));
    std::size_t last = 0;
    for (const auto& row : values) last = wire_->add_execute(prepared.name, row);
    return last + 1 - rows.size();
}

Result<std::vector<PgResult>> PgConnection::exchange(const Statement& statement) {
    const auto preparing = std::move(preparing_);
    preparing_.clear();
    auto results = wire_->exchange(statement.name);
    if (!results.ok()) {
        forget_session();
        return results;
    }
    for (const auto& [step, prepared] : preparing) prepared->on_server = ok((*results)[step].get());
    for (const auto& result : *results) {
        if (!ok(result.get())) return postgres_error(result.get(), statement.name);
    }
    return results;
}

Error PgConnection::failed(Error error) {
    if (in_transaction_ && !failure_) failure_ = error;
    return error;
}

Result<PgResult> PgConnection::ask(const Statement& statement, std::span<const Bind> binds) {
    QY_CHECK(check_texts(statement, binds));
    if (failure_) return *failure_;
    if (wire_ == nullptr) return unavailable("storage.unavailable").because("the connection was lost");
    const bool first = snapshot_wanted_;
    if (first) QY_CHECK(begin(kBeginSnapshot));
    auto step = add(statement, binds);
    auto results = exchange(statement);
    if (!results.ok() && wire_ == nullptr && first) {  // a session that ended while it was idle: nothing is lost yet
        QY_CHECK(reconnect());
        QY_CHECK(begin(kBeginSnapshot));
        step = add(statement, binds);
        results = exchange(statement);
    }
    if (!results.ok()) return failed(std::move(results).error());
    return std::move((*results)[step]);
}

Result<void> PgConnection::begin(const Statement& statement) {
    add(statement, {});
    in_transaction_ = true;
    snapshot_wanted_ = false;
    failure_.reset();
    return {};
}

Result<void> PgConnection::begin_snapshot() {
    failure_.reset();
    if (wire_ == nullptr) QY_CHECK(reconnect());
    snapshot_wanted_ = true;
    return {};
}

void PgConnection::end_snapshot() {
    snapshot_wanted_ = false;
    if (!in_transaction_ || wire_ == nullptr) return;
    add(kRollback, {});
    wire_->send();  // its answer has come before the next snapshot asks anything
    preparing_.clear();
    in_transaction_ = false;
    if (!wire_->alive()) forget_session();
}

Result<void> PgConnection::each_until(const Statement& statement, std::span<const Bind> binds, const RowUse& use) {
    QY_TRY(result, ask(statement, binds));
    for (int i = 0; i < PQntuples(result.get()); ++i) {
        const ResultRow row(result.get(), i);
        QY_TRY(go_on, use(row));
        if (row.misread_column() >= 0) {
            return internal("storage.statement", {std::string(statement.name)})
                .because("column " + std::to_string(row.misread_column()) + " has another type");
        }
        if (!go_on) return {};
    }
    return {};
}

template <class Add>
Result<std::vector<PgResult>> PgConnection::change(const Statement& statement, Add add_steps) {
    if (failure_) return *failure_;
    if (wire_ == nullptr) return unavailable("storage.unavailable").because("the connection was lost");
    add(kChange, {});
    add_steps();
    add(kKeepChange, {});
    auto results = exchange(statement);
    if (results.ok()) return results;
    if (wire_ == nullptr || !is_refused_change(results.error())) return failed(std::move(results).error());
    add(kUndoChange, {});  // travels with what comes next
    add(kKeepChange, {});
    return results;
}

Result<std::int64_t> PgConnection::run(const Statement& statement, std::span<const Bind> binds) {
    QY_CHECK(check_texts(statement, binds));
    std::size_t step = 0;
    QY_TRY(results, change(statement, [&] { step = add(statement, binds); }));
    return changed_rows(results[step].get());
}

Result<std::int64_t> PgConnection::run_many(const Statement& statement, std::span<const BindRow> rows) {
    if (rows.empty()) return 0;
    for (const auto& row : rows) QY_CHECK(check_texts(statement, row));
    std::size_t first = 0;
    QY_TRY(results, change(statement, [&] { first = add_rows(statement, rows); }));
    std::int64_t changed = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) changed += changed_rows(results[first + i].get());
    return changed;
}

Result<void> PgConnection::script(std::string_view name, std::string_view sql) {
    if (failure_) return *failure_;
    if (wire_ == nullptr) return unavailable("storage.unavailable").because("the connection was lost");
    add(kChange, {});
    if (auto begun = exchange(kChange); !begun.ok()) return failed(std::move(begun).error());
    const auto text =
        "SET LOCAL statement_timeout = 0; " + render_schema(sql, Dialect::postgresql) +
        "\n; RELEASE SAVEPOINT change; SET LOCAL statement_timeout = " + std::to_string(options_.statement_timeout_ms);
    auto result = wire_->script(name, text);
    if (!result.ok()) {
        forget_session();
        return std::move(result).error();
    }
    in_transaction_ = wire_->in_transaction();
    if (ok(result->get())) return {};
    auto error = postgres_error(result->get(), name);
    if (!in_transaction_ || !is_refused_change(error)) return failed(std::move(error));
    add(kUndoChange, {});
    add(kKeepChange, {});
    return error;
}

Result<void> PgConnection::control(const Statement& statement) {
    if (wire_ == nullptr) return unavailable("storage.unavailable").because("the connection was lost");
    if (statement.sql.starts_with("ROLLBACK")) failure_.reset();
    if (failure_) return *failure_;
    add(statement, {});
    return {};
}

Result<void> PgConnection::begin_group() {
    for (bool fresh = wire_ == nullptr;; fresh = true) {
        if (wire_ == nullptr) QY_CHECK(reconnect());
        QY_CHECK(begin(kBeginGroup));
        const auto step = add(kLock, {});
        auto results = exchange(kLock);
        if (results.ok()) {
            transaction_ = ResultRow((*results)[step].get(), 0).text(1);
            return {};
        }
        if (wire_ != nullptr || fresh) {  // an old session may have ended while it was idle
            abandon_group();
            return std::move(results).error();
        }
    }
}

Result<void> PgConnection::commit_group() {
    if (failure_) return *failure_;
    if (wire_ == nullptr) return unavailable("storage.unavailable").because("the connection was lost");
    const auto step = add(kCommit, {});
    auto results = exchange(kCommit);
    if (!results.ok()) return wire_ == nullptr ? learn_outcome() : failed(std::move(results).error());
    in_transaction_ = false;
    // A transaction that had failed is rolled back by COMMIT, without an error.
    if (std::string_view(PQcmdStatus((*results)[step].get())) == "COMMIT") return {};
    return internal("storage.statement", {std::string(kCommit.name)}).because("the transaction had failed before");
}

void PgConnection::abandon_group() {
    failure_.reset();
    if (!in_transaction_ || wire_ == nullptr) return;
    add(kRollback, {});
    (void)exchange(kRollback);
    in_transaction_ = false;
}

// The connection was lost while it committed. The server remembers what became of each transaction.
Result<void> PgConnection::learn_outcome() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(options_.outcome_timeout_ms);
    auto told = status_of_transaction();
    while ((!told.ok() || *told == "in progress") && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(kOutcomePause);
        told = status_of_transaction();
    }
    const auto status = told.ok() ? *told : told.error().detail.text;
    log::warning("storage.commit_interrupted", {{"transaction", transaction_}, {"status", status}});
    if (status == "committed") return {};
    if (status == "aborted") return unavailable("storage.unavailable").because("lost while it committed: undone");
    return unavailable("storage.outcome_unknown").because("transaction " + transaction_ + ": " + status);
}

Result<std::string> PgConnection::status_of_transaction() {
    QY_CHECK(reconnect());
    failure_.reset();
    const Bind binds[] = {{"transaction", transaction_}};
    QY_TRY(result, ask(kOutcome, binds));
    return std::string(ResultRow(result.get(), 0).text(0));
}

}  // namespace qy::storage
