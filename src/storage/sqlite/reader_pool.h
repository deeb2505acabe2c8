#pragma once
// Read connections, opened when first needed and kept. Safe from any thread.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "sqlite/connection.h"

namespace qy::storage {

class ReaderPool {
 public:
    explicit ReaderPool(SqliteOptions options) : options_(std::move(options)) {}

    /// Runs `work` inside a read transaction. Errors: those of Store::read.
    Result<void> run(const std::function<void(Reader&)>& work);

 private:
    Result<std::unique_ptr<Connection>> acquire();
    void release(std::unique_ptr<Connection> connection);

    const SqliteOptions options_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Connection>> idle_;  // the last used is taken first: its cache is warm
    int opened_ = 0;
};

}  // namespace qy::storage
