#include "business/clock_watch.h"

#include <algorithm>

#include "base/account_limits.h"
#include "base/log.h"
#include "base/settings.h"
#include "business/audit.h"
#include "model/event_time.h"
#include "storage/clock_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

model::Actor platform() {
    model::Actor actor;
    actor.name = "platform";
    actor.channel = model::Channel::operator_command;
    actor.address = "local";
    return actor;
}

JsonObject detail_of(const ClockFacts& facts) {
    return {{"seen_at", model::to_rfc3339(facts.seen)}, {"now", model::to_rfc3339(facts.now)}};
}

/// How much the mark may lag: it need not be written more often.
bool is_old(const std::optional<Time>& mark, Time now) {
    return !mark || now >= mark->plus_seconds(limits::clock_mark_seconds);
}

}  // namespace

Result<ClockFacts> look_at_clock(storage::Reader& reader, const Services& services) {
    ClockFacts facts;
    facts.now = facts.seen = services.clock.now();
    const auto dormant = services.settings.integer("login.dormant_days");
    facts.days_max = dormant > 0 ? dormant : limits::clock_ahead_days_max;
    QY_TRY(mark, storage::clocks::mark(reader));
    if (!mark) {
        QY_TRY(trace, storage::clocks::newest_trace(reader));
        mark = trace;
    }
    if (mark) facts.seen = std::min(*mark, facts.now);
    return facts;
}

Result<ClockFacts> look_at_clock(const Services& services) {
    return services.store.read([&](storage::Reader& reader) { return look_at_clock(reader, services); });
}

Result<ClockFacts> mark_clock(const Services& services) {
    QY_TRY(facts, look_at_clock(services));
    QY_TRY(mark, services.store.read([](storage::Reader& reader) { return storage::clocks::mark(reader); }));
    if (facts.ahead()) {
        log::error("clock.ahead", {{"seen_at", model::to_rfc3339(facts.seen)}, {"now", model::to_rfc3339(facts.now)}});
    } else if (!is_old(mark, facts.now)) {
        return facts;
    }
    auto marked = services.store.write(
        [&](storage::Writer& writer) -> Result<void> {
            if (!facts.ahead() || !mark) QY_CHECK(storage::clocks::set_mark(writer, facts.believed()));
            if (!facts.ahead()) return {};
            return write_audit(writer, platform(), {"clock.ahead", "clock", "ok", detail_of(facts)}, facts.now);
        },
        storage::Effect::bookkeeping);
    QY_CHECK(std::move(marked));
    return facts;
}

Result<ClockFacts> confirm_clock(const Services& services, const model::Actor& actor, const std::string& reason) {
    return services.store.write([&](storage::Writer& writer) -> Result<ClockFacts> {
        QY_TRY(facts, look_at_clock(writer, services));
        if (!facts.ahead()) return conflict("clock.believed");
        auto detail = detail_of(facts);
        detail["reason"] = reason;
        QY_CHECK(storage::clocks::set_mark(writer, facts.now));
        QY_CHECK(write_audit(writer, actor, {"clock.confirm", "clock", "ok", std::move(detail)}, facts.now));
        return look_at_clock(writer, services);
    });
}

}  // namespace qy::business
