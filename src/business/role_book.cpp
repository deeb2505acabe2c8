#include "business/role_book.h"

#include "access_fit.h"
#include "base/account_limits.h"
#include "base/log.h"
#include "business/audit.h"
#include "model/event_time.h"
#include "storage/access_set_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

constexpr std::string_view kWholeSet = "access_set";

model::Actor watcher() {
    model::Actor actor;
    actor.name = "platform";
    actor.channel = model::Channel::operator_command;
    actor.address = "local";
    return actor;
}

}  // namespace

/// What of them is believed: the set may be an older one that was put back.
AccessRows RoleBook::judged(ReadRows read) const {
    return head_.fits(read.stored.set) ? fitted(std::move(read)) : refused(std::move(read));
}

Result<AccessRows> RoleBook::rows_in(storage::Reader& reader) const {
    QY_TRY(read, ReadRows::read(reader));
    return judged(std::move(read));
}

Result<AccessRows> RoleBook::believed_rows(storage::Reader& reader) const {
    QY_TRY(rows, rows_in(reader));
    if (rows.refused) return conflict("access.set_refused");
    return rows;
}

Result<std::shared_ptr<const AccessRows>> RoleBook::load() {
    const Time now = clock_.now();
    const std::lock_guard lock(mutex_);
    const bool fresh = rows_ && now >= read_at_ && now < read_at_.plus_seconds(limits::role_book_seconds);
    if (fresh) return rows_;
    QY_TRY(read, store_.read([](storage::Reader& reader) { return ReadRows::read(reader); }));
    const auto set = read.stored.set;
    auto judged_now = judged(std::move(read));
    if (set && !judged_now.refused) head_.keep(*set, now);
    rows_ = std::make_shared<const AccessRows>(std::move(judged_now));
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
    {
        const std::lock_guard lock(mutex_);
        rows_.reset();
    }
    (void)load();  // so that the new set is kept in the file at once, also by a command that ends now
}

Result<void> RoleBook::check_set(storage::Reader& reader) const {
    QY_TRY(set, storage::access_set::find(reader));
    if (!head_.fits(set)) return conflict("access.set_refused");
    return {};
}

Result<bool> RoleBook::adopt(const model::Actor& actor, const std::string& reason) {
    using Adopted = std::optional<storage::access_set::AccessSet>;
    QY_TRY(set, store_.write([&](storage::Writer& writer) -> Result<Adopted> {
        QY_TRY(present, storage::access_set::find(writer));
        if (head_.fits(present)) return Adopted();
        QY_TRY(made, storage::access_set::adopt(writer, head_.counter()));
        const JsonObject detail{{"reason", reason}, {"rows", static_cast<std::int64_t>(made.entries.size())}};
        QY_CHECK(write_audit(writer, actor, {"access.adopt_set", "table:access_set", "ok", detail}, clock_.now()));
        return Adopted(std::move(made));
    }));
    if (!set) return false;
    head_.adopt(*set, clock_.now());
    changed();
    const std::lock_guard lock(told_mutex_);
    told_.erase(std::string(kWholeSet));  // a later one is told again
    return true;
}

void RoleBook::tell_damaged(const AccessRows& rows) {
    if (rows.refused) return tell_damaged(std::string(kWholeSet));
    for (const auto& entry : rows.missing) tell_damaged(entry);
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
