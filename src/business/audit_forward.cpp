#include "business/audit_forward.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "audit_record_json.h"
#include "base/limits.h"
#include "base/log.h"
#include "storage/audit_store.h"
#include "storage/follower_store.h"

namespace qy::business {
namespace {

constexpr std::string_view kFollower = "audit_syslog";
constexpr std::chrono::milliseconds kRound{250};
constexpr std::chrono::seconds kAfterFailure{1};

struct Work {
    std::int64_t cursor = 0;
    std::int64_t last = -1;
    std::vector<storage::audit::Record> records;
};

Result<Work> next_work(const Services& services) {
    return services.store.read([](storage::Reader& reader) -> Result<Work> {
        Work work;
        QY_TRY(cursor, storage::followers::cursor(reader, kFollower));
        QY_TRY(last, storage::audit::last(reader));
        QY_TRY(records, storage::audit::page(reader, cursor, limits::audit_page_records));
        work.cursor = cursor;
        if (last) work.last = last->position;
        work.records = std::move(records);
        return work;
    });
}

ForwardedRecord forwarded(const storage::audit::Record& record) {
    return {record.at, record.position, record.action, record.result == "ok", to_text(audit_record_json(record))};
}

}  // namespace

AuditForward::AuditForward(const Services& services, Send send) : services_(services), send_(std::move(send)) {}

AuditForward::~AuditForward() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void AuditForward::start() {
    thread_ = std::thread([this] { loop(); });
}

void AuditForward::loop() {
    std::unique_lock lock(mutex_);
    while (true) {
        lock.unlock();
        const bool sent = forward().ok();
        lock.lock();
        if (stopping_) return;
        wake_.wait_for(lock, sent ? std::chrono::duration_cast<std::chrono::milliseconds>(kRound) : kAfterFailure,
                       [this] { return stopping_; });
    }
}

Result<void> AuditForward::forward() {
    while (true) {
        auto more = forward_page();
        Result<void> outcome;
        if (!more.ok()) outcome = std::move(more).error();
        note(outcome);
        if (!outcome.ok()) return outcome;
        if (!*more) return {};
    }
}

// Whether more waits.
Result<bool> AuditForward::forward_page() {
    QY_TRY(work, next_work(services_));
    if (work.records.empty()) {
        waiting_ = 0;
        return false;
    }
    const std::int64_t gap = work.records.front().position - work.cursor;
    std::int64_t next = work.cursor;
    Result<void> outcome;
    for (const auto& record : work.records) {
        outcome = send_(forwarded(record));
        if (!outcome.ok()) break;
        next = record.position + 1;
    }
    waiting_ = work.last + 1 - std::max(next, work.records.front().position);
    if (next > work.cursor) {
        if (gap > 0 && work.cursor > 0) {
            lost_ += gap;
            log::warning("audit.syslog_lost", {{"records", gap}});
        }
        QY_CHECK(services_.store.write(
            [&](storage::Writer& writer) -> Result<void> {
                return storage::followers::set_cursor(writer, kFollower, next);
            },
            storage::Effect::bookkeeping));
    }
    QY_CHECK(std::move(outcome));
    return waiting_ > 0;
}

void AuditForward::note(const Result<void>& outcome) {
    if (!outcome.ok()) {
        ++failures_;
        if (!failing_) {
            log::warning(
                "audit.syslog_failing",
                {{"code", outcome.error().code}, {"why", outcome.error().detail.text}, {"waiting", waiting_.load()}});
        }
    } else if (failing_) {
        log::info("audit.syslog_resumed");
    }
    failing_ = !outcome.ok();
}

}  // namespace qy::business
