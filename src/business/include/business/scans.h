#pragma once
// Scans: counted in memory at once, durable a moment later, so that counting never slows an answer. (architecture §3:
// Scan; interfaces: trace.query)
#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "business/services.h"
#include "model/trace_code.h"

namespace qy::business {

/// One look that may count. The caller has made sure that it does (scan_visit.h).
struct ScanNote {
    model::TraceCode code;
    std::string_view device;        ///< device_hash
    std::string_view channel;       ///< page | api | wechat
    std::string_view region;        ///< GB/T 2260, or empty
    std::string_view device_class;  ///< phone | desktop | other
};

/// The counters of a code, with what is not yet durable.
struct ScanSeen {
    std::int64_t scan_count = 0;
    std::optional<Time> first_scanned_at;
    std::string first_scanned_region;
    std::optional<Time> last_scanned_at;
    bool same_device_again = false;  ///< the asking device made the latest scan, within scan_merge_seconds
};

/// All scans of one database; exactly one book writes to it. A look of a device that already made a scan of the code at
/// most scan_merge_seconds ago is a repeat of that scan and leaves the count alone; of a code, the newest
/// scan_devices_per_code_max scans are remembered for that. Safe from any thread.
class ScanBook {
 public:
    /// Starts the flusher: scan_flush_ms after a count, everything pending is written in one transaction. A failed
    /// write is logged and tried again.
    explicit ScanBook(const Services& services);
    /// Writes what is pending, and stops.
    ~ScanBook();
    ScanBook(const ScanBook&) = delete;
    ScanBook& operator=(const ScanBook&) = delete;

    /// Whether the counters of the code are in memory, so that look() and count() need not wait for storage.
    [[nodiscard]] bool holds(const model::TraceCode& code) const;
    /// The counters, without counting. `device` may be empty. Errors: those of storage (the code was not in memory).
    Result<ScanSeen> look(const model::TraceCode& code, Time now, std::string_view device);
    /// Counts, or merges, and returns the counters with this look. Errors: busy `scan.busy` (scan_pending_max scans
    /// wait for a database that does not take them; this one is not counted); those of storage.
    Result<ScanSeen> count(const ScanNote& note, Time now);
    /// Writes everything pending now. Errors: those of storage; nothing is lost then.
    Result<void> flush();

    /// Scans and repeats that are not durable yet, for metrics.
    [[nodiscard]] std::size_t pending() const;
    /// Codes in memory, for metrics; at most scan_cache_codes_max, unless more wait to be written.
    [[nodiscard]] std::size_t cached() const;

 private:
    struct Counted {
        std::int64_t scan_id = 0;
        Time at;
        std::string device;
    };
    struct Entry {
        std::string code;
        ScanSeen seen;
        std::string last_device;
        std::vector<Counted> recent;  ///< oldest first
        std::size_t unwritten = 0;    ///< pending operations of this code: it must stay in memory
    };
    /// One scan (`scan` new) or one repeat of an older scan.
    struct Pending {
        std::string code;
        std::int64_t scan_id = 0;
        bool is_repeat = false;
        Time at;
        std::string device;
        std::string channel;
        std::string region;
        std::string device_class;
    };
    using Entries = std::list<Entry>;  ///< most recently used first

    Result<Entry> load(const model::TraceCode& code, Time now) const;
    template <class Use>
    Result<ScanSeen> with_entry(const model::TraceCode& code, Time now, Use use);
    Entry& remember(Entry entry);
    void evict();
    Result<ScanSeen> count_in(Entry& entry, const ScanNote& note, Time now);
    Result<void> write(const std::vector<Pending>& pending);
    void settle(std::vector<Pending> pending, bool written);
    void run();

    const Services services_;
    mutable std::mutex mutex_;         ///< guards everything below
    std::condition_variable arrived_;  ///< something is pending that was not
    std::condition_variable stopped_;
    Entries entries_;
    std::unordered_map<std::string_view, Entries::iterator> by_code_;  ///< keys are views of the entries' codes
    std::vector<Pending> pending_;
    std::size_t in_flight_ = 0;  ///< taken from pending_ by the flush that runs now
    bool stopping_ = false;
    std::mutex flush_mutex_;  ///< one flush at a time; taken before mutex_
    std::thread flusher_;
};

}  // namespace qy::business
