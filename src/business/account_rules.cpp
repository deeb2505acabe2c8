#include "account_rules.h"

#include <algorithm>

#include "business/audit.h"
#include "business/change_feed.h"
#include "business/role_book.h"
#include "storage/session_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

JsonArray names_of(const std::vector<model::Role>& roles) {
    JsonArray names;
    for (const auto& role : roles) names.push_back(boost::json::value(role.name()));
    return names;
}

}  // namespace

bool is_user_name(std::string_view name) {
    return name.size() >= 3 && name.size() <= 64 && !name.starts_with(closed_prefix) &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
           });
}

Result<void> check_roles(const model::RoleTable& table, const std::vector<model::Role>& roles) {
    for (const auto& role : roles) {
        if (table.find(role) == nullptr) return invalid("user.role_unknown", {std::string(role.name())});
    }
    if (const auto two = table.combined(roles)) {
        return invalid("user.roles_combined", {std::string(two->first.name()), std::string(two->second.name())});
    }
    return {};
}

Result<void> check_roles(storage::Reader& reader, const Services& services, const std::vector<model::Role>& roles) {
    QY_TRY(rows, services.roles.believed_rows(reader));
    return check_roles(rows.roles, roles);
}

Result<model::User> user_named(storage::Reader& reader, std::string_view name) {
    QY_TRY(found, storage::users::by_name(reader, name));
    if (!found || found->disabled_reason == closed_reason) return not_found("user.not_found", {std::string(name)});
    return *std::move(found);
}

std::string object_of_user(std::string_view name) {
    return "user:" + std::string(name);
}

JsonObject roles_detail(const std::vector<model::Role>& roles) {
    return {{"roles", names_of(roles)}};
}

JsonObject roles_change(const std::vector<model::Role>& before, const std::vector<model::Role>& roles) {
    return {{"before", names_of(before)}, {"roles", names_of(roles)}};
}

std::string user_fingerprint(const Services& services, const model::User& user) {
    auto content = roles_detail(user.roles);
    content["active"] = user.active;
    content["disabled_reason"] = user.disabled_reason;
    content["party"] = user.party.to_string();
    return audit_fingerprint(services.keys, content);
}

AuditNote roles_note(std::string_view action, const Services& services, const model::User& before,
                     const std::vector<model::Role>& after, JsonObject detail) {
    auto changed = before;
    changed.roles = after;
    return {action,
            object_of_user(before.name),
            "ok",
            std::move(detail),
            user_fingerprint(services, before),
            user_fingerprint(services, changed)};
}

Result<void> end_streams(storage::Writer& writer, model::UserId user, Time now) {
    return note_change(writer, {0, now, model::ChangedThing::access, user.number(), {}, {}, "access"});
}

Result<void> end_sessions(storage::Writer& writer, model::UserId user, Time now, model::SessionId kept) {
    QY_TRY(ended, storage::sessions::end_others(writer, user, kept));
    (void)ended;
    return end_streams(writer, user, now);
}

}  // namespace qy::business
