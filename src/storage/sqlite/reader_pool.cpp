#include "sqlite/reader_pool.h"

#include <chrono>
#include <exception>

namespace qy::storage {
namespace {

constexpr Statement kBegin{"snapshot.begin", "BEGIN"};
constexpr Statement kEnd{"snapshot.end", "ROLLBACK"};

class SnapshotReader final : public Reader {
 public:
    explicit SnapshotReader(Connection& connection) : connection_(connection) {}
    Result<void> each_until(const Statement& statement, Binds binds,
                            const std::function<Result<bool>(const Row&)>& use) override {
        return connection_.each_until(statement, binds, use);
    }

 private:
    Connection& connection_;
};

Result<void> run_work(Connection& connection, const std::function<void(Reader&)>& work) {
    SnapshotReader reader(connection);
    try {
        work(reader);
        return {};
    } catch (const std::exception& fault) {
        return internal("storage.exception").because(fault.what());
    } catch (...) {
        return internal("storage.exception").because("not a std::exception");
    }
}

}  // namespace

Result<void> ReaderPool::run(const std::function<void(Reader&)>& work) {
    QY_TRY(connection, acquire());
    auto outcome = [&]() -> Result<void> {
        QY_CHECK(connection->run(kBegin, {}));
        return run_work(*connection, work);
    }();
    // Nothing was written; the end of the snapshot cannot lose anything, so its own result does not matter.
    if (connection->in_transaction()) (void)connection->run(kEnd, {});
    release(std::move(connection));
    return outcome;
}

Result<std::unique_ptr<Connection>> ReaderPool::acquire() {
    {
        std::unique_lock lock(mutex_);
        const auto wait = std::chrono::milliseconds(options_.busy_timeout_ms);
        if (!freed_.wait_for(lock, wait, [this] { return !idle_.empty() || opened_ < options_.readers; })) {
            return busy("storage.busy").because("no free reader");
        }
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        ++opened_;
    }
    auto made = Connection::open(options_, Connection::Access::read);
    if (!made.ok()) {
        const std::lock_guard lock(mutex_);
        --opened_;
        freed_.notify_one();
    }
    return made;
}

void ReaderPool::release(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
    freed_.notify_one();
}

}  // namespace qy::storage
