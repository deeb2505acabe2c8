#include "background.h"

#include <algorithm>

#include "base/log.h"

namespace qy::app {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::chrono::minutes kAfterError{1};

std::chrono::milliseconds run_once(const BackgroundJob& job) {
    auto pause = job.run();
    if (pause.ok()) return *pause;
    log::error("background.failed",
               {{"job", job.name}, {"code", pause.error().code}, {"detail", pause.error().detail.text}});
    return kAfterError;
}

}  // namespace

Background::Background(std::vector<BackgroundJob> jobs) : jobs_(std::move(jobs)), thread_([this] { work(); }) {}

Background::~Background() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void Background::work() {
    std::vector<Steady::time_point> due(jobs_.size(), Steady::now());
    std::unique_lock lock(mutex_);
    while (!ends_) {
        const auto next = std::ranges::min_element(due);
        if (changed_.wait_until(lock, *next, [this] { return ends_; })) return;
        lock.unlock();
        const auto pause = run_once(jobs_[static_cast<std::size_t>(next - due.begin())]);
        *next = Steady::now() + pause;
        lock.lock();
    }
}

}  // namespace qy::app
