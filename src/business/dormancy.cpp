#include "dormancy.h"

#include "base/clock.h"
#include "base/settings.h"
#include "business/audit.h"
#include "storage/session_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {

bool is_dormant(const Services& services, const model::User& user) {
    const std::int64_t days = services.settings.integer("login.dormant_days");
    if (days == 0) return false;
    return user.last_active_at.value_or(user.created_at).plus_seconds(days * 24 * 3600) < services.clock.now();
}

Result<void> disable_dormant(storage::Writer& writer, const Services& services, const model::User& user,
                             const model::Actor& actor) {
    QY_CHECK(storage::users::set_active(writer, user.id, false, "dormant"));
    QY_TRY(ended, storage::sessions::end_others(writer, user.id, {}));
    (void)ended;
    return write_audit(writer, actor, {"user.dormant", "user:" + user.name, "ok", {}}, services.clock.now());
}

}  // namespace qy::business
