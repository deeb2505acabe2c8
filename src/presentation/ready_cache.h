#pragma once
// What was asked for last, kept in memory as long as it is true.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/limits.h"

namespace qy::presentation {

/// When something was asked for, and what had been changed by then (TraceQuery::changes). Taken before asking.
struct ReadyMark {
    std::uint64_t changes = 0;
    Time at;
};

/// Values with a `bytes()`, those asked for last, within a bound of bytes together. Safe from any thread.
template <class T>
class ReadyCache {
 public:
    explicit ReadyCache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// The value kept under this key, or null when there is none that is still true at `now`: nothing has changed, and
    /// it is not older than limits::ready_answer_ms_max.
    [[nodiscard]] std::shared_ptr<const T> find(std::string_view key, const ReadyMark& now) const {
        const std::lock_guard lock(mutex_);
        const auto found = by_key_.find(key);
        if (found == by_key_.end() || !is_current(found->second->mark, now)) return nullptr;
        entries_.splice(entries_.begin(), entries_, found->second);
        return found->second->value;
    }

    /// Keeps a value, in place of an older one; one that is larger than all the room there is, is not kept.
    void keep(std::string key, std::shared_ptr<const T> value, const ReadyMark& mark) {
        const std::size_t bytes = kEntryBytes + key.size() + value->bytes();
        if (bytes > bytes_max_) return;
        const std::lock_guard lock(mutex_);
        if (const auto older = by_key_.find(key); older != by_key_.end()) drop(older->second);
        while (bytes_ + bytes > bytes_max_) drop(std::prev(entries_.end()));
        entries_.push_front({std::move(key), std::move(value), mark, bytes});
        by_key_.emplace(entries_.front().key, entries_.begin());
        bytes_ += bytes;
    }

 private:
    // What an entry costs beside its texts: list and map nodes, strings, counters.
    static constexpr std::size_t kEntryBytes = 512;
    struct Entry {
        std::string key;
        std::shared_ptr<const T> value;
        ReadyMark mark;
        std::size_t bytes = 0;
    };
    using Entries = std::list<Entry>;  ///< the last one asked for first

    static bool is_current(const ReadyMark& mark, const ReadyMark& now) {
        const std::int64_t age = now.at.microseconds - mark.at.microseconds;
        return mark.changes == now.changes && age >= 0 && age <= limits::ready_answer_ms_max * 1'000;
    }
    void drop(typename Entries::iterator entry) {
        bytes_ -= entry->bytes;
        by_key_.erase(entry->key);
        entries_.erase(entry);
    }

    const std::size_t bytes_max_;
    mutable std::mutex mutex_;  ///< guards everything below
    mutable Entries entries_;
    std::unordered_map<std::string_view, typename Entries::iterator> by_key_;  ///< keys are views of the entries' keys
    std::size_t bytes_ = 0;
};

}  // namespace qy::presentation
