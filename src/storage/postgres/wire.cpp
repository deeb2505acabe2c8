#include "postgres/wire.h"

#include "base/text.h"
#include "postgres/postgres_error.h"

namespace qy::storage {
namespace {

constexpr int kLeastVersion = 150'000;
constexpr int kIdleTransactionTimeoutMs = 60'000;  // a work that stands still must not hold the others up for ever

// What the URL says stands behind the defaults and so wins; the encoding is ours to say.
PgHandle connect_to(const PostgresOptions& options) {
    const auto connect_timeout = std::to_string(options.connect_timeout_s);
    const auto silence_timeout = std::to_string(options.silence_timeout_ms);
    const char* const keywords[] = {"connect_timeout",
                                    "tcp_user_timeout",
                                    "keepalives_idle",
                                    "keepalives_interval",
                                    "keepalives_count",
                                    "application_name",
                                    "dbname",
                                    "client_encoding",
                                    nullptr};
    const char* const values[] = {connect_timeout.c_str(),
                                  silence_timeout.c_str(),
                                  "10",
                                  "5",
                                  "2",
                                  "qiongyuan",
                                  options.url.c_str(),
                                  "UTF8",
                                  nullptr};
    return PgHandle(PQconnectdbParams(keywords, values, 1));
}

std::string setup_text(const PostgresOptions& options, Wire::Access access) {
    std::string sql = "SET statement_timeout = " + std::to_string(options.statement_timeout_ms);
    sql += "; SET lock_timeout = " + std::to_string(options.lock_timeout_ms);
    sql += "; SET idle_in_transaction_session_timeout = " + std::to_string(kIdleTransactionTimeoutMs);
    if (access == Wire::Access::read) return sql + "; SET default_transaction_read_only = on";
    // What is answered must be durable, whatever the server's default; stricter defaults stay.
    return sql +
           "; SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'";
}

bool failed(const PGresult* result) {
    const auto status = PQresultStatus(result);
    return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_PIPELINE_ABORTED &&
           status != PGRES_PIPELINE_SYNC;
}

}  // namespace

Result<std::unique_ptr<Wire>> Wire::connect(const PostgresOptions& options, Access access) {
    auto handle = connect_to(options);
    if (handle == nullptr) return unavailable("storage.connection", {"no memory"});
    if (PQstatus(handle.get()) != CONNECTION_OK) {
        const std::string_view reason = PQerrorMessage(handle.get());
        return unavailable("storage.connection", {std::string(trim(reason))});
    }
    if (PQserverVersion(handle.get()) < kLeastVersion) {
        return invalid("storage.server", {PQparameterStatus(handle.get(), "server_version"), "PostgreSQL 15"});
    }
    const char* const encoding = PQparameterStatus(handle.get(), "server_encoding");
    if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
        return invalid("storage.server", {encoding != nullptr ? encoding : "?", "UTF8"});
    }
    std::unique_ptr<Wire> wire(new Wire(std::move(handle)));
    QY_CHECK(wire->set_up(options, access));
    return wire;
}

Result<void> Wire::set_up(const PostgresOptions& options, Access access) {
    PQsetNoticeProcessor(
        handle_.get(), [](void* /*unused*/, const char* /*unused*/) {}, nullptr);
    const PgResult done(PQexec(handle_.get(), setup_text(options, access).c_str()));
    if (failed(done.get())) return postgres_error(done.get(), "connection.setup");
    QY_ASSERT(PQenterPipelineMode(handle_.get()) == 1);
    return {};
}

std::size_t Wire::add_prepare(const std::string& name, const std::string& sql, const std::vector<Oid>& types) {
    if (PQsendPrepare(handle_.get(), name.c_str(), sql.c_str(), static_cast<int>(types.size()), types.data()) != 1) {
        alive_ = false;
    }
    return added_++;
}

std::size_t Wire::add_execute(const std::string& name, const ParameterValues& values) {
    constexpr int kBinary = 1;
    if (PQsendQueryPrepared(handle_.get(), name.c_str(), values.count(), values.data(), values.lengths(),
                            values.formats(), kBinary) != 1) {
        alive_ = false;
    }
    return added_++;
}

void Wire::send() {
    if (alive_ && PQpipelineSync(handle_.get()) != 1) alive_ = false;
    sent_.push_back(added_);
    added_ = 0;
}

Result<std::vector<PgResult>> Wire::exchange(std::string_view statement) {
    send();
    ++exchanges_;
    std::vector<PgResult> results;
    while (alive_ && !sent_.empty()) {
        results = collect(sent_.front());
        sent_.pop_front();
    }
    if (!alive_) return lost_error(handle_.get(), statement);
    return results;
}

std::vector<PgResult> Wire::collect(std::size_t steps) {
    std::vector<PgResult> results;
    results.reserve(steps);
    for (std::size_t i = 0; i < steps && alive_; ++i) {
        PgResult result(PQgetResult(handle_.get()));
        if (result == nullptr || PQstatus(handle_.get()) != CONNECTION_OK || ends_session(result.get())) alive_ = false;
        results.push_back(std::move(result));
        while (alive_) {  // null ends the step
            const PgResult more(PQgetResult(handle_.get()));
            if (more == nullptr) break;
            if (PQstatus(handle_.get()) != CONNECTION_OK) alive_ = false;
        }
    }
    if (!alive_) return results;
    const PgResult end(PQgetResult(handle_.get()));
    if (end == nullptr || PQresultStatus(end.get()) != PGRES_PIPELINE_SYNC) alive_ = false;
    return results;
}

Result<PgResult> Wire::script(std::string_view name, const std::string& sql) {
    QY_ASSERT(added_ == 0 && sent_.empty());  // only then can the pipeline be left
    if (PQexitPipelineMode(handle_.get()) != 1) alive_ = false;
    ++exchanges_;
    PgResult result(alive_ ? PQexec(handle_.get(), sql.c_str()) : nullptr);
    if (result == nullptr || PQstatus(handle_.get()) != CONNECTION_OK || ends_session(result.get()) ||
        PQenterPipelineMode(handle_.get()) != 1) {
        alive_ = false;
        return lost_error(handle_.get(), name);
    }
    return result;
}

std::string Wire::server_version() const {
    const char* const version = PQparameterStatus(handle_.get(), "server_version");
    const std::string_view text = version != nullptr ? version : "";
    return std::string(text.substr(0, text.find(' ')));
}

bool Wire::in_transaction() const {
    const auto status = PQtransactionStatus(handle_.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

}  // namespace qy::storage
