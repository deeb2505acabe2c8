#include "business/audit_keeper.h"

#include <chrono>

#include "audit_chain.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/settings.h"
#include "business/clock_watch.h"

namespace qy::business {
namespace {

constexpr std::chrono::seconds kRound{1};
constexpr std::int64_t kRetentionPeriodSeconds = 3'600;
constexpr std::int64_t kDay = 86'400;

model::Actor keeper_actor() {
    model::Actor actor;
    actor.name = kKeeperName;
    actor.channel = model::Channel::operator_command;
    actor.address = "local";
    return actor;
}

bool is_seal(const storage::audit::Record& record) {
    return record.action == kSealAction || record.action == kCutAction;
}

}  // namespace

AuditKeeper::AuditKeeper(const Services& services, std::string head_file)
    : services_(services), head_file_(std::move(head_file)) {
    if (auto loaded = load(); !loaded.ok()) {
        head_failing_ = true;
        log::error("audit.head_unreadable", {{"code", loaded.error().code}, {"why", loaded.error().detail.text}});
    }
}

AuditKeeper::~AuditKeeper() {
    {
        const std::lock_guard lock(wake_mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
    (void)keep();
}

Result<void> AuditKeeper::load() {
    auto kept = read_head(head_file_, services_.keys);
    if (!kept.ok() && kept.error().kind != ErrorKind::corrupt) return std::move(kept).error();
    QY_TRY(seal,
           services_.store.read([](storage::Reader& reader) { return storage::audit::last_of(reader, kSealAction); }));
    if (seal) {
        sealed_ = seal->position;
        sealed_at_ = seal->at;
    }
    if (kept.ok() && !*kept) return begin();
    if (kept.ok() && **kept == kBeforeFirst) return {};
    const std::int64_t position = kept.ok() ? (*kept)->position : -1;
    QY_TRY(found,
           services_.store.read([&](storage::Reader& reader) { return storage::audit::find(reader, position); }));
    if (kept.ok() && found && found->hash == (*kept)->hash) {
        head_ = {position, found->hash};
        head_position_ = position;
        return {};
    }
    lost_ = true;
    log::error("audit.head_missing", {{"position", position}, {"head_file", head_file_}});
    return {};
}

// No head file: a new installation, one from before there was a head, or one whose head was taken away.
Result<void> AuditKeeper::begin() {
    QY_TRY(last, services_.store.read([](storage::Reader& reader) { return storage::audit::last(reader); }));
    if (last && last->format != 1) {
        lost_ = true;
        log::error("audit.head_missing", {{"position", "-"}, {"head_file", head_file_}});
        return {};
    }
    return write_head(head_file_, services_.keys, last ? ChainPlace{last->position, last->hash} : kBeforeFirst,
                      services_.clock.now());
}

void AuditKeeper::start() {
    thread_ = std::thread([this] { loop(); });
}

void AuditKeeper::committed() {
    {
        const std::lock_guard lock(wake_mutex_);
        if (dirty_) return;
        dirty_ = true;
    }
    wake_.notify_one();
}

void AuditKeeper::loop() {
    while (true) {
        {
            std::unique_lock lock(wake_mutex_);
            wake_.wait_for(lock, kRound, [this] { return dirty_ || stopping_; });
            if (stopping_) return;
            dirty_ = false;
        }
        (void)keep();  // what fails is told by ready(), the log and the figures
    }
}

Result<void> AuditKeeper::keep() {
    const std::lock_guard lock(rounds_);
    if (failing_) QY_CHECK(probe());
    if (lost_) return ready();
    QY_CHECK(keep_retention());
    QY_TRY(last, services_.store.read([](storage::Reader& reader) { return storage::audit::last(reader); }));
    if (!last) return ready();
    QY_TRY(sealed, keep_seal(*last));
    QY_CHECK(keep_head(sealed ? *sealed : *last));
    return ready();
}

Result<void> AuditKeeper::keep_head(const storage::audit::Record& last) {
    if (last.position == head_.position) return {};
    auto written = write_head(head_file_, services_.keys, {last.position, last.hash}, services_.clock.now());
    if (!written.ok()) {
        if (!head_failing_.exchange(true)) {
            log::error("audit.head_unwritable", {{"code", written.error().code}, {"why", written.error().detail.text}});
        }
        return written;
    }
    head_failing_ = false;
    head_ = {last.position, last.hash};
    head_position_ = last.position;
    ++heads_written_;
    return {};
}

Result<std::optional<storage::audit::Record>> AuditKeeper::keep_seal(const storage::audit::Record& last) {
    if (is_seal(last)) return std::optional<storage::audit::Record>();
    const Time now = services_.clock.now();
    const std::int64_t waiting = last.position - sealed_;
    // Without any seal so far, the time runs from the first round that finds a record.
    if (!sealed_at_) sealed_at_ = now;
    const bool due = waiting >= services_.settings.integer("audit.seal_records") ||
                     now >= sealed_at_->plus_seconds(services_.settings.integer("audit.seal_minutes") * 60);
    if (!due) return std::optional<storage::audit::Record>();
    QY_TRY(seal, services_.store.write(
                     [&](storage::Writer& writer) -> Result<storage::audit::Record> {
                         QY_TRY(end, storage::audit::last(writer));
                         QY_ASSERT(end.has_value());
                         return append_seal(writer, services_.keys, kSealAction, {end->position, end->hash}, {}, now);
                     },
                     storage::Effect::bookkeeping));
    sealed_ = seal.position;
    sealed_at_ = now;
    return std::optional(std::move(seal));
}

Result<void> AuditKeeper::keep_retention() {
    const Time now = services_.clock.now();
    if (now < next_retention_) return {};
    QY_TRY(clock, look_at_clock(services_));
    const Time oldest = clock.believed().plus_seconds(-services_.settings.integer("audit.retention_days") * kDay);
    QY_TRY(removed, services_.store.write(
                        [&](storage::Writer& writer) -> Result<std::int64_t> {
                            QY_TRY(first, storage::audit::first(writer));
                            if (!first || first->at >= oldest) return 0;
                            QY_TRY(kept, storage::audit::first_since(writer, first->position, oldest));
                            QY_TRY(last, storage::audit::last(writer));
                            std::int64_t through = std::min(kept ? *kept - 1 : last->position,
                                                            first->position + limits::audit_cut_records_max - 1);
                            QY_TRY(end, storage::audit::find(writer, through));
                            if (!end) return corrupt("audit.chain_broken", {std::to_string(through)});
                            QY_TRY(seal, append_seal(writer, services_.keys, kCutAction, {end->position, end->hash},
                                                     {{"from", std::to_string(first->position)}}, now));
                            (void)seal;
                            return storage::audit::cut(writer, through);
                        },
                        storage::Effect::bookkeeping));
    if (removed > 0) log::info("audit.expired_cut", {{"records", removed}});
    // More may be old: the next round goes on.
    if (removed < limits::audit_cut_records_max) next_retention_ = now.plus_seconds(kRetentionPeriodSeconds);
    return {};
}

Result<void> AuditKeeper::probe() {
    auto written =
        write_audit_alone(services_, keeper_actor(), {"audit.resumed", "", "ok", {{"failures", failures_.load()}}});
    if (!written.ok()) return ready();
    failing_ = false;
    log::info("audit.resumed");
    return {};
}

bool AuditKeeper::within_limit(Time now, std::int64_t& suppressed) {
    const std::lock_guard lock(budget_mutex_);
    const std::int64_t minute = now.seconds() / 60;
    if (minute != budget_minute_) {
        budget_minute_ = minute;
        budget_used_ = 0;
    }
    if (budget_used_ >= limits::audit_anonymous_per_minute) {
        ++untold_;
        ++suppressed_;
        return false;
    }
    ++budget_used_;
    suppressed = std::exchange(untold_, 0);
    return true;
}

Result<void> AuditKeeper::record(const model::Actor& actor, const AuditNote& note) {
    AuditNote told = note;
    if (actor.is_anonymous()) {
        std::int64_t suppressed = 0;
        if (!within_limit(services_.clock.now(), suppressed)) return {};
        if (suppressed > 0) told.detail["suppressed"] = std::to_string(suppressed);
    }
    auto written = write_audit_alone(services_, actor, told);
    if (written.ok()) return {};
    ++failures_;
    if (!failing_.exchange(true)) {
        log::error("audit.unwritable", {{"code", written.error().code}, {"why", written.error().detail.text}});
    }
    return unavailable("audit.unwritable").because(written.error().code + ": " + written.error().detail.text);
}

Result<void> AuditKeeper::ready() const {
    if (lost_) return corrupt("audit.head_missing", {std::to_string(head_position_)});
    if (failing_) return unavailable("audit.unwritable");
    if (head_failing_) return unavailable("audit.head_unwritable");
    return {};
}

AuditFigures AuditKeeper::figures() const {
    return {head_position_, heads_written_, failures_, suppressed_};
}

Result<void> AuditKeeper::adopt_head(const model::Actor& actor, const std::string& reason) {
    if (!lost_) return conflict("audit.head_present");
    const auto kept = read_head(head_file_, services_.keys);
    JsonObject detail{{"reason", reason}};
    if (kept.ok() && *kept) {
        detail["position"] = std::to_string((*kept)->position);
        detail["hash"] = (*kept)->hash;
    }
    QY_CHECK(write_audit_alone(services_, actor, {"audit.adopt_head", "audit_record", "ok", std::move(detail)}));
    lost_ = false;
    return keep();
}

}  // namespace qy::business
