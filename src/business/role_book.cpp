#include "business/role_book.h"

#include "base/account_limits.h"
#include "base/log.h"
#include "business/audit.h"
#include "model/event_time.h"
#include "storage/role_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

model::Actor watcher() {
    model::Actor actor;
    actor.name = "platform";
    actor.channel = model::Channel::operator_command;
    actor.address = "local";
    return actor;
}

}  // namespace

Result<AccessRows> read_access_rows(storage::Reader& reader) {
    QY_TRY(roles, storage::roles::all(reader));
    QY_TRY(rules, storage::roles::rules(reader));
    QY_TRY(networks, storage::roles::networks(reader));
    return AccessRows{model::RoleTable(std::move(roles)), std::move(rules), std::move(networks)};
}

Result<std::shared_ptr<const AccessRows>> RoleBook::load() {
    const Time now = clock_.now();
    const std::lock_guard lock(mutex_);
    const bool fresh = rows_ && now >= read_at_ && now < read_at_.plus_seconds(limits::role_book_seconds);
    if (fresh) return rows_;
    QY_TRY(rows, store_.read([](storage::Reader& reader) { return read_access_rows(reader); }));
    rows_ = std::make_shared<const AccessRows>(std::move(rows));
    read_at_ = now;
    return rows_;
}

Result<std::shared_ptr<const AccessRows>> RoleBook::rows() {
    QY_TRY(rows, load());
    tell_damaged(*rows);
    return rows;
}

Result<model::Rights> RoleBook::rights_of(const model::User& user) {
    if (user.damaged) {
        tell_damaged("user:" + user.name);
        return model::Rights();
    }
    QY_TRY(present, rows());
    auto rights = present->roles.rights_of(user.roles);
    rights.on(model::to_rfc3339(clock_.now()).substr(0, 10));
    return rights;
}

Result<model::Actor> RoleBook::actor_of(const model::User& user, model::Channel channel) {
    QY_TRY(rights, rights_of(user));
    model::Actor actor;
    actor.user = user.id;
    actor.name = user.name;
    actor.party = user.party;
    actor.roles = user.roles;
    actor.rights = std::move(rights);
    actor.channel = channel;
    return actor;
}

void RoleBook::changed() {
    const std::lock_guard lock(mutex_);
    rows_.reset();
}

void RoleBook::tell_damaged(const AccessRows& rows) {
    for (const auto& role : rows.roles.all()) {
        if (role->damaged) tell_damaged("role:" + std::string(role->role.name()));
    }
    for (const auto& rule : rows.rules) {
        if (rule.damaged) tell_damaged("change_rule:" + rule.name());
    }
    for (const auto& rule : rows.networks) {
        if (rule.damaged) tell_damaged("network_rule:" + rule.level);
    }
}

void RoleBook::tell_damaged(const std::string& object) {
    {
        const std::lock_guard lock(told_mutex_);
        if (told_.size() >= limits::damaged_rows_told_max || !told_.insert(object).second) return;
    }
    log::error("access.damaged", {{"object", object}});
    if (damaged_) damaged_(object);
    auto recorded = store_.write(
        [&](storage::Writer& writer) {
            return write_audit(writer, watcher(), {"access.damaged", object, "refused", {}}, clock_.now());
        },
        storage::Effect::bookkeeping);
    if (!recorded.ok()) log::error("audit.unwritable", {{"code", recorded.error().code}});
}

void RoleBook::when_damaged(std::function<void(const std::string& object)> told) {
    const std::lock_guard lock(told_mutex_);
    for (const auto& object : told_) told(object);
    damaged_ = std::move(told);
}

std::uint64_t RoleBook::damaged_rows() const {
    const std::lock_guard lock(told_mutex_);
    return told_.size();
}

}  // namespace qy::business
