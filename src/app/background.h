#pragma once
// What the server does beside answering: one thread that runs each job when its time has come.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"

namespace qy::app {

/// `run` does one piece of the work and says after how long it wants to run again. An error is logged, and the job runs
/// again after a minute.
struct BackgroundJob {
    std::string name;
    std::function<Result<std::chrono::milliseconds>()> run;
};

/// Runs the jobs until it is destroyed; then waits for the piece that is running.
class Background {
 public:
    explicit Background(std::vector<BackgroundJob> jobs);
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

 private:
    void work();

    std::vector<BackgroundJob> jobs_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ends_ = false;
    std::thread thread_;  // last: it uses the others
};

}  // namespace qy::app
