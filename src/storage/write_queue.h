#pragma once
// The one writer: a thread that runs waiting closures in groups, each group one commit. (architecture §4)
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "driver.h"

namespace qy::storage {

class WriteQueue {
 public:
    explicit WriteQueue(std::unique_ptr<WriteConnection> connection);
    /// Finishes what waits, and returns when its callers have their answers.
    ~WriteQueue();
    WriteQueue(const WriteQueue&) = delete;
    WriteQueue& operator=(const WriteQueue&) = delete;

    /// Returns when the group of `work` is durable or has failed. Errors: those of Store::write.
    /// Safe from any thread but the writer's own.
    Result<void> run(const std::function<bool(Writer&)>& work);
    /// Callers in line that no group has taken yet.
    [[nodiscard]] std::size_t waiting() const;

 private:
    /// One waiting caller; lives on the caller's stack.
    struct Pending {
        const std::function<bool(Writer&)>& work;
        Result<void> outcome;
        bool answered = false;
        std::condition_variable wake;
    };
    void loop();
    void run_group();
    /// The next caller in line, or null when none waits or the group is full.
    Pending* take();
    Result<void> run_one(Pending& pending);
    /// Keeps or undoes what the newest of the group did.
    Result<void> settle(bool first, bool keep);
    /// Tells the group its outcome; an error of the group stands for every caller's own.
    void answer(const Result<void>& group_outcome);

    std::unique_ptr<WriteConnection> connection_;  // the thread's alone
    std::vector<Pending*> group_;                  // the thread's alone
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::condition_variable left_;
    std::deque<Pending*> waiting_;
    std::size_t callers_ = 0;  // within run: they still use the lock
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace qy::storage
