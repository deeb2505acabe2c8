#pragma once
// Read connections, opened when first needed and kept. Safe from any thread.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "driver.h"

namespace qy::storage {

class ReaderPool {
 public:
    using Open = std::function<Result<std::unique_ptr<ReadConnection>>()>;

    /// At most `size` connections; a caller waits `wait_ms` for a free one.
    ReaderPool(int size, int wait_ms, Open open) : size_(size), wait_ms_(wait_ms), open_(std::move(open)) {}

    /// Runs `work` inside a read transaction. Errors: those of Store::read.
    Result<void> run(const std::function<void(Reader&)>& work);

 private:
    Result<std::unique_ptr<ReadConnection>> acquire();
    void release(std::unique_ptr<ReadConnection> connection);

    const int size_;
    const int wait_ms_;
    const Open open_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<ReadConnection>> idle_;  // the last used is taken first: its cache is warm
    int opened_ = 0;
};

}  // namespace qy::storage
