#include "postgres/connection.h"
#include "reader_pool.h"
#include "storage/postgres.h"
#include "write_queue.h"

namespace qy::storage {
namespace {

Result<std::unique_ptr<ReadConnection>> open_reader(const PostgresOptions& options) {
    QY_TRY(connection, PgConnection::open(options, PgConnection::Access::read));
    return std::unique_ptr<ReadConnection>(std::move(connection));
}

class PostgresStore final : public Store {
 public:
    PostgresStore(const PostgresOptions& options, std::unique_ptr<PgConnection> writer)
        : description_("postgresql " + writer->server_version()),
          readers_(options.readers, options.reader_timeout_ms, [options] { return open_reader(options); }),
          writes_(std::move(writer)) {}
    [[nodiscard]] std::string description() const override { return description_; }

 private:
    Result<void> do_read(const std::function<void(Reader&)>& work) override { return readers_.run(work); }
    Result<void> do_write(const std::function<bool(Writer&)>& work) override { return writes_.run(work); }

    const std::string description_;
    ReaderPool readers_;
    WriteQueue writes_;
};

}  // namespace

bool is_postgres_url(std::string_view text) {
    return text.starts_with("postgres://") || text.starts_with("postgresql://");
}

Result<std::unique_ptr<Store>> open_postgres(const PostgresOptions& options) {
    QY_ASSERT(options.readers >= 1);
    QY_TRY(writer, PgConnection::open(options, PgConnection::Access::write));
    return std::unique_ptr<Store>(std::make_unique<PostgresStore>(options, std::move(writer)));
}

}  // namespace qy::storage
