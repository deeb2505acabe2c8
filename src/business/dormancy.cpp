#include "dormancy.h"

#include "account_rules.h"
#include "base/clock.h"
#include "base/settings.h"
#include "business/audit.h"
#include "business/clock_watch.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {

Result<bool> is_dormant(const Services& services, const model::User& user) {
    const std::int64_t days = services.settings.integer("login.dormant_days");
    if (days == 0) return false;
    const Time end = user.last_active_at.value_or(user.created_at).plus_seconds(days * 24 * 3600);
    if (end >= services.clock.now()) return false;
    QY_TRY(clock, look_at_clock(services));
    return end < clock.believed();
}

Result<void> disable_dormant(storage::Writer& writer, const Services& services, const model::User& user,
                             const model::Actor& actor) {
    QY_CHECK(storage::users::set_active(writer, user.id, false, "dormant"));
    QY_CHECK(end_sessions(writer, user.id, services.clock.now()));
    auto asleep = user;
    asleep.active = false;
    asleep.disabled_reason = "dormant";
    return write_audit(writer, actor,
                       {"user.dormant",
                        object_of_user(user.name),
                        "ok",
                        {},
                        user_fingerprint(services, user),
                        user_fingerprint(services, asleep)},
                       services.clock.now());
}

}  // namespace qy::business
