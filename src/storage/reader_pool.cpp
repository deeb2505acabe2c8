#include "reader_pool.h"

#include <chrono>
#include <exception>

namespace qy::storage {
namespace {

class SnapshotReader final : public Reader {
 public:
    explicit SnapshotReader(ReadConnection& connection) : connection_(connection) {}
    Result<void> each_until(const Statement& statement, Binds binds,
                            const std::function<Result<bool>(const Row&)>& use) override {
        return connection_.each_until(statement, {binds.begin(), binds.size()}, use);
    }

 private:
    ReadConnection& connection_;
};

Result<void> run_work(ReadConnection& connection, const std::function<void(Reader&)>& work) {
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
        QY_CHECK(connection->begin_snapshot());
        return run_work(*connection, work);
    }();
    connection->end_snapshot();
    release(std::move(connection));
    return outcome;
}

Result<std::unique_ptr<ReadConnection>> ReaderPool::acquire() {
    {
        std::unique_lock lock(mutex_);
        const auto wait = std::chrono::milliseconds(wait_ms_);
        if (!freed_.wait_for(lock, wait, [this] { return !idle_.empty() || opened_ < size_; })) {
            return busy("storage.busy").because("no free reader");
        }
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
        ++opened_;
    }
    auto made = open_();
    if (!made.ok()) {
        const std::lock_guard lock(mutex_);
        --opened_;
        freed_.notify_one();
    }
    return made;
}

void ReaderPool::release(std::unique_ptr<ReadConnection> connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
    freed_.notify_one();
}

}  // namespace qy::storage
