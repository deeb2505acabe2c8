#include <sqlite3.h>

#include "reader_pool.h"
#include "sqlite/connection.h"
#include "storage/sqlite.h"
#include "write_queue.h"

namespace qy::storage {
namespace {

Result<std::unique_ptr<ReadConnection>> open_reader(const SqliteOptions& options) {
    QY_TRY(connection, Connection::open(options, Connection::Access::read));
    return std::unique_ptr<ReadConnection>(std::move(connection));
}

class SqliteStore final : public Store {
 public:
    SqliteStore(const SqliteOptions& options, std::unique_ptr<Connection> writer)
        : readers_(options.readers, options.busy_timeout_ms, [options] { return open_reader(options); }),
          writes_(std::move(writer)) {}
    [[nodiscard]] std::string description() const override { return std::string("sqlite ") + sqlite3_libversion(); }

 private:
    Result<void> do_read(const std::function<void(Reader&)>& work) override { return readers_.run(work); }
    Result<void> do_write(const std::function<bool(Writer&)>& work) override { return writes_.run(work); }

    ReaderPool readers_;
    WriteQueue writes_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const SqliteOptions& options) {
    QY_ASSERT(options.readers >= 1);
    QY_TRY(writer, Connection::open(options, Connection::Access::write));
    return std::unique_ptr<Store>(std::make_unique<SqliteStore>(options, std::move(writer)));
}

}  // namespace qy::storage
