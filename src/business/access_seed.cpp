#include "business/access_seed.h"

#include "business/audit.h"
#include "model/change_rule.h"
#include "model/role.h"
#include "storage/role_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

Result<void> insert_shipped(storage::Writer& writer) {
    for (const auto& role : model::built_in_roles()) {
        QY_CHECK(storage::roles::insert(writer, model::as_shipped(role)));
    }
    for (const auto& rule : model::shipped_change_rules()) QY_CHECK(storage::roles::insert_rule(writer, rule));
    return {};
}

model::Actor platform() {
    model::Actor actor;
    actor.name = "platform";
    actor.channel = model::Channel::operator_command;
    actor.address = "local";
    return actor;
}

}  // namespace

Result<void> seed_access(storage::Writer& writer, Adopt adopt, Time now) {
    QY_TRY(roles, storage::roles::all(writer));
    QY_TRY(users, storage::users::any(writer));
    const bool first = adopt == Adopt::when_first;
    if (roles.empty() && (first || !users)) QY_CHECK(insert_shipped(writer));
    if (!first || !users) return {};
    QY_TRY(adopted, storage::users::vouch_for_all(writer));
    return write_audit(writer, platform(), {"access.adopt", "table:app_user", "ok", {{"users", adopted}}}, now);
}

}  // namespace qy::business
