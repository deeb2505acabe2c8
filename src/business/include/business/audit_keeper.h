#pragma once
// Keeps the audit trail beside the service: head file after each commit, seals at intervals, retention; and tells when
// an audit record could not be written. (clause 9.3.2; GB/T 22239 8.1.4.3, 8.1.5.4)
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.h"
#include "base/result.h"
#include "business/audit.h"
#include "business/services.h"

namespace qy::storage::audit {
struct Record;
}

namespace qy::business {

/// Numbers for operators.
struct AuditFigures {
    std::int64_t head = -1;           ///< position in the head file
    std::int64_t heads_written = 0;   ///< since the start
    std::int64_t write_failures = 0;  ///< records outside of a change that could not be written, since the start
    std::int64_t suppressed = 0;      ///< records of visitors over the limit per minute, since the start
};

/// Safe from any thread.
class AuditKeeper {
 public:
    /// Compares the chain with its head file; a chain that lacks its head is never given a new one (adopt_head).
    /// `head_file`: its path. Settings: audit.seal_records, audit.seal_minutes, audit.retention_days.
    AuditKeeper(const Services& services, std::string head_file);
    /// Ends the thread, after a last round.
    ~AuditKeeper();
    AuditKeeper(const AuditKeeper&) = delete;
    AuditKeeper& operator=(const AuditKeeper&) = delete;

    /// From now on a thread does the rounds: after each `committed` and once a second.
    void start();
    /// Something was made durable; does not block.
    void committed();
    /// One round: head file, seal, retention. Errors: as ready().
    Result<void> keep();

    /// Writes a record of what is no change of stored things: denials, reads, security events. Of anonymous visitors at
    /// most limits::audit_anonymous_per_minute; the next that is kept tells how many were not ("suppressed").
    /// Errors: unavailable `audit.unwritable`; ready() then fails until a record could be written again.
    Result<void> record(const model::Actor& actor, const AuditNote& note);

    /// Errors: unavailable `audit.unwritable`, `audit.head_unwritable`; corrupt `audit.head_missing` {position}: the
    /// chain lacks the head that was kept.
    Result<void> ready() const;
    [[nodiscard]] AuditFigures figures() const;
    [[nodiscard]] const std::string& head_file() const { return head_file_; }

    /// After a restored backup: takes the chain as it stands, with a record of which head it lacked. Errors: conflict
    /// `audit.head_present` (nothing to adopt); those of storage.
    Result<void> adopt_head(const model::Actor& actor, const std::string& reason);

 private:
    struct Head {
        std::int64_t position = -1;
        std::string hash;
    };
    Result<void> load();
    Result<void> begin();
    Result<void> keep_head(const storage::audit::Record& last);
    /// The seal, if one was due.
    Result<std::optional<storage::audit::Record>> keep_seal(const storage::audit::Record& last);
    Result<void> keep_retention();
    Result<void> probe();
    bool within_limit(Time now, std::int64_t& suppressed);
    void loop();

    const Services services_;
    const std::string head_file_;
    std::mutex rounds_;  // one round at a time; guards head_, sealed_at_, sealed_, next_retention_
    Head head_;
    std::optional<Time> sealed_at_;
    std::int64_t sealed_ = -1;  // position of the newest seal
    Time next_retention_;

    std::atomic<bool> lost_ = false;  // the chain lacks the head
    std::atomic<bool> head_failing_ = false;
    std::atomic<bool> failing_ = false;
    std::atomic<std::int64_t> heads_written_ = 0;
    std::atomic<std::int64_t> failures_ = 0;
    std::atomic<std::int64_t> suppressed_ = 0;
    std::atomic<std::int64_t> head_position_ = -1;

    mutable std::mutex budget_mutex_;
    std::int64_t budget_minute_ = 0;
    std::int64_t budget_used_ = 0;
    std::int64_t untold_ = 0;

    std::mutex wake_mutex_;
    std::condition_variable wake_;
    bool dirty_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace qy::business
