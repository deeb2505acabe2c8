#include "business/scans.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/time_apart.h"
#include "storage/code_store.h"
#include "storage/scan_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using storage::scans::ScanId;
using storage::scans::Totals;

bool within_window(Time at, Time now) {
    return is_within(limits::scan_merge_seconds, now, at);
}

ScanSeen seen_by(const ScanSeen& seen, std::string_view last_device, std::string_view device, Time now) {
    ScanSeen out = seen;
    out.same_device_again =
        !device.empty() && device == last_device && seen.last_scanned_at && within_window(*seen.last_scanned_at, now);
    return out;
}

template <class Scan>
void add_to(Totals& total, const Scan& scan) {
    if (total.count++ == 0) {
        total.code = scan.code;
        total.first_at = scan.at;
        total.first_region = scan.region;
    }
    total.last_at = scan.at;
    total.last_device = scan.device;
}

}  // namespace

ScanBook::ScanBook(const Services& services) : services_(services), flusher_([this] { run(); }) {}

ScanBook::~ScanBook() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_all();
    stopped_.notify_all();
    flusher_.join();
    if (auto flushed = flush(); !flushed.ok()) {
        log::error("scan.lost", {{"scans", pending()}, {"code", flushed.error().code}});
    }
}

Result<ScanBook::Entry> ScanBook::load(const model::TraceCode& code, Time now) const {
    return services_.store.read([&](storage::Reader& reader) -> Result<Entry> {
        QY_TRY(state, storage::codes::state(reader, code.text()));
        QY_TRY(recent, storage::scans::recent(reader, code.text(), now.plus_seconds(-limits::scan_merge_seconds),
                                              static_cast<std::int64_t>(limits::scan_devices_per_code_max)));
        Entry entry;
        entry.code = code.text();
        entry.seen = {state.scan_count, state.first_scanned_at, state.first_scanned_region, state.last_scanned_at,
                      false};
        entry.last_device = state.last_device;
        for (auto scan = recent.rbegin(); scan != recent.rend(); ++scan) {
            entry.recent.push_back({scan->id.number(), scan->at, scan->device});
        }
        return entry;
    });
}

// Reads without the lock, so that a slow database holds up only those who need it. Whoever comes first with an entry
// keeps it: it may already have counted.
template <class Use>
Result<ScanSeen> ScanBook::with_entry(const model::TraceCode& code, Time now, Use use) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = by_code_.find(code.text()); found != by_code_.end()) {
            entries_.splice(entries_.begin(), entries_, found->second);
            return use(*found->second);
        }
    }
    QY_TRY(loaded, load(code, now));
    const std::lock_guard lock(mutex_);
    const auto found = by_code_.find(code.text());
    return use(found != by_code_.end() ? *found->second : remember(std::move(loaded)));
}

ScanBook::Entry& ScanBook::remember(Entry entry) {
    evict();
    entries_.push_front(std::move(entry));
    by_code_.emplace(entries_.front().code, entries_.begin());
    return entries_.front();
}

// Makes room for one. Entries that wait to be written stay; there are at most scan_pending_max of them.
void ScanBook::evict() {
    auto at = entries_.end();
    while (entries_.size() >= limits::scan_cache_codes_max && at != entries_.begin()) {
        --at;
        if (at->unwritten != 0) continue;
        by_code_.erase(at->code);
        at = entries_.erase(at);
    }
}

bool ScanBook::holds(const model::TraceCode& code) const {
    const std::lock_guard lock(mutex_);
    return by_code_.contains(code.text());
}

Result<ScanSeen> ScanBook::look(const model::TraceCode& code, Time now, std::string_view device) {
    return with_entry(code, now, [&](const Entry& entry) -> Result<ScanSeen> {
        return seen_by(entry.seen, entry.last_device, device, now);
    });
}

Result<ScanSeen> ScanBook::count(const ScanNote& note, Time now) {
    bool first = false;
    auto seen = with_entry(note.code, now, [&](Entry& entry) {
        first = pending_.empty();
        return count_in(entry, note, now);
    });
    if (first) arrived_.notify_one();
    return seen;
}

Result<ScanSeen> ScanBook::count_in(Entry& entry, const ScanNote& note, Time now) {
    if (pending_.size() + in_flight_ >= limits::scan_pending_max) return busy("scan.busy");
    std::erase_if(entry.recent, [&](const Counted& counted) { return !within_window(counted.at, now); });
    const auto earlier = std::ranges::find(entry.recent, note.device, &Counted::device);
    Pending pending{entry.code,
                    0,
                    earlier != entry.recent.end(),
                    now,
                    std::string(note.device),
                    std::string(note.channel),
                    std::string(note.region),
                    std::string(note.device_class)};
    if (pending.is_repeat) {
        pending.scan_id = earlier->scan_id;
    } else {
        pending.scan_id = services_.ids.next_number();
        if (entry.recent.size() >= limits::scan_devices_per_code_max) entry.recent.erase(entry.recent.begin());
        entry.recent.push_back({pending.scan_id, now, pending.device});
        if (!entry.seen.first_scanned_at) {
            entry.seen.first_scanned_at = now;
            entry.seen.first_scanned_region = pending.region;
        }
        ++entry.seen.scan_count;
        entry.seen.last_scanned_at = now;
        entry.last_device = pending.device;
    }
    ++entry.unwritten;
    pending_.push_back(std::move(pending));
    return seen_by(entry.seen, entry.last_device, note.device, now);
}

Result<void> ScanBook::write(const std::vector<Pending>& pending) {
    const auto add = [&](storage::Writer& writer) -> Result<void> {
        std::map<std::string_view, Totals> totals;
        std::map<std::int64_t, std::int64_t> repeats;
        for (const auto& one : pending) {
            if (one.is_repeat) {
                ++repeats[one.scan_id];
                continue;
            }
            auto stored = storage::scans::insert(
                writer, {ScanId(one.scan_id), one.code, one.at, one.channel, one.region, one.device_class, one.device});
            // An earlier try whose outcome could not be learnt has stored it, and so counted it.
            if (!stored.ok() && stored.error().code == "storage.duplicate") continue;
            QY_CHECK(std::move(stored));
            add_to(totals[one.code], one);
        }
        for (const auto& [code, total] : totals) QY_CHECK(storage::scans::add_totals(writer, total));
        for (const auto& [scan, count] : repeats) {
            QY_CHECK(storage::scans::add_repeats(writer, ScanId(scan), count));
        }
        return {};
    };
    return services_.store.write(add, storage::Effect::bookkeeping);
}

void ScanBook::settle(std::vector<Pending> pending, bool written) {
    const std::lock_guard lock(mutex_);
    in_flight_ = 0;
    if (!written) {  // in front of what came meanwhile: order tells which scan was the first
        std::ranges::move(pending_, std::back_inserter(pending));
        pending_ = std::move(pending);
        return;
    }
    for (const auto& one : pending) --by_code_.at(one.code)->unwritten;
}

Result<void> ScanBook::flush() {
    const std::lock_guard one_at_a_time(flush_mutex_);
    std::vector<Pending> pending;
    {
        const std::lock_guard lock(mutex_);
        pending.swap(pending_);
        in_flight_ = pending.size();
    }
    if (pending.empty()) return {};
    auto written = write(pending);
    settle(std::move(pending), written.ok());
    return written;
}

void ScanBook::run() {
    const auto period = std::chrono::milliseconds(limits::scan_flush_ms);
    bool failing = false;
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        arrived_.wait(lock, [this] { return stopping_ || !pending_.empty(); });
        stopped_.wait_for(lock, period, [this] { return stopping_; });
        lock.unlock();
        const auto flushed = flush();
        if (!flushed.ok() && !failing) log::error("scan.flush_failed", {{"code", flushed.error().code}});
        if (flushed.ok() && failing) log::info("scan.flush_recovered");
        failing = !flushed.ok();
        lock.lock();
    }
}

std::size_t ScanBook::pending() const {
    const std::lock_guard lock(mutex_);
    return pending_.size() + in_flight_;
}

std::size_t ScanBook::cached() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

}  // namespace qy::business
