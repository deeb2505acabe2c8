#pragma once
// Hands every audit record to a collector off the machine, in order. (clause 9.3.2; GB/T 22239 8.1.4.3 c)
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/clock.h"
#include "base/result.h"
#include "business/services.h"

namespace qy::business {

/// One record on its way: its JSON holds the hash, so that the newest message is the head of the chain.
struct ForwardedRecord {
    Time at;
    std::int64_t position = 0;
    std::string_view action;
    bool ok = true;
    std::string text;
};

/// The queue is the trail itself, and the place in it is kept in the database: while the collector is away nothing is
/// lost and nobody waits; `waiting` grows. After a restart or a broken connection a record may be sent twice, never
/// left out, unless retention removed it first: that is counted as lost.
class AuditForward {
 public:
    using Send = std::function<Result<void>(const ForwardedRecord&)>;
    AuditForward(const Services& services, Send send);
    ~AuditForward();
    AuditForward(const AuditForward&) = delete;
    AuditForward& operator=(const AuditForward&) = delete;

    /// From now on a thread does the rounds.
    void start();
    /// One round: sends what waits until something fails. Errors: those of `send` and of storage. Not for two threads
    /// at once.
    Result<void> forward();

    /// Records not sent yet, as of the last round; attempts that failed and records lost, since the start.
    [[nodiscard]] std::int64_t waiting() const { return waiting_; }
    [[nodiscard]] std::int64_t failures() const { return failures_; }
    [[nodiscard]] std::int64_t lost() const { return lost_; }

 private:
    Result<bool> forward_page();
    void note(const Result<void>& outcome);
    void loop();

    const Services services_;
    const Send send_;
    std::atomic<std::int64_t> waiting_ = 0;
    std::atomic<std::int64_t> failures_ = 0;
    std::atomic<std::int64_t> lost_ = 0;
    bool failing_ = false;  // of the rounds alone
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace qy::business
