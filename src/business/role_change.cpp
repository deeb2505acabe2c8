#include "role_change.h"

#include <algorithm>

#include "account_rules.h"
#include "base/account_limits.h"
#include "base/text.h"
#include "model/region.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

constexpr std::int64_t kUsersPerPage = 500;

bool is_label(std::string_view text) {
    return !trim(text).empty();
}

/// No role is on two sides, as no user is.
Result<void> check_sides(const std::vector<model::Permission>& permissions) {
    for (const auto one : permissions) {
        for (const auto other : permissions) {
            const auto a = model::row_of(one).duty;
            const auto b = model::row_of(other).duty;
            if ((model::sides_of(a) & model::sides_of(b)) != 0) continue;
            return invalid("role.duties_combined", {std::string(to_string(a)), std::string(to_string(b))})
                .at("permissions");
        }
    }
    return {};
}

/// Labels, scope and permissions by themselves.
Result<void> check_content(const model::RoleDefinition& wanted) {
    if (!is_label(wanted.zh) || !is_label(wanted.en)) return invalid("role.labels").at("zh");
    if (wanted.scope == model::Scope::none) return invalid("role.scope", {"none"}).at("scope");
    const bool regional = wanted.scope == model::Scope::region;
    if (regional ? model::find_region(wanted.region) == nullptr : !wanted.region.empty()) {
        return invalid("role.region", {wanted.region}).at("region");
    }
    for (const auto permission : wanted.permissions) {
        const auto& row = model::row_of(permission);
        if (!row.assignable) return invalid("role.unassignable", {std::string(row.name)}).at("permissions");
        if (!is_administrator(row.duty) || wanted.scope == model::Scope::all) continue;
        return invalid("role.duty_scope", {std::string(row.name)}).at("scope");
    }
    return check_sides(wanted.permissions);
}

/// Built-in roles keep what they are: name, labels and scope; and no administrator's permission enters them.
Result<void> check_bounds(const model::RoleDefinition& wanted) {
    const auto* const built_in = model::find_built_in(wanted.role);
    if (built_in == nullptr) return {};
    if (model::is_fixed(wanted.role)) return denied("role.fixed", {std::string(wanted.role.name())});
    if (wanted.scope != built_in->scope)
        return invalid("role.scope", {std::string(to_string(wanted.scope))}).at("scope");
    if (wanted.zh != built_in->zh || wanted.en != built_in->en) return invalid("role.labels").at("zh");
    for (const auto permission : wanted.permissions) {
        const auto& row = model::row_of(permission);
        if (is_administrator(row.duty)) return invalid("role.bounds", {std::string(row.name)}).at("permissions");
    }
    return {};
}

Result<void> check_version(const AccessRows& rows, const model::RoleDefinition& wanted) {
    const auto* const present = rows.roles.find(wanted.role);
    if (wanted.version == 0) {
        if (present != nullptr) return conflict("role.exists").at("role");
        if (rows.roles.all().size() >= limits::roles_max) {
            return too_large("role.too_many", {std::to_string(limits::roles_max)});
        }
        return {};
    }
    if (present == nullptr) return not_found("role.unknown", {std::string(wanted.role.name())});
    if (present->version != wanted.version) return conflict("role.changed", {std::to_string(present->version)});
    return {};
}

model::RoleTable with(const AccessRows& rows, const model::RoleDefinition& wanted) {
    std::vector<model::RoleDefinition> roles;
    for (const auto& role : rows.roles.all()) {
        if (role->role != wanted.role) roles.push_back(*role);
    }
    roles.push_back(wanted);
    return model::RoleTable(std::move(roles));
}

JsonArray texts_in(const std::vector<std::string>& texts) {
    JsonArray list;
    for (const auto& text : texts) list.push_back(boost::json::value(text));
    return list;
}

template <class Values>
JsonArray names_in(const Values& values) {
    JsonArray names;
    for (const auto& value : values) names.push_back(boost::json::value(to_string(value)));
    return names;
}

Error unreadable(const model::AccessProposal& proposal) {
    return corrupt("storage.corrupt").because("access_proposal " + proposal.id.to_string());
}

/// The values of a list of names; nullopt when it is none, or a name is unknown.
template <class Parse>
auto values_in(const JsonObject& object, std::string_view member, Parse parse)
    -> std::optional<std::vector<typename decltype(parse(member))::value_type>> {
    const auto* const list = object.if_contains(member);
    if (list == nullptr || !list->is_array()) return std::nullopt;
    std::vector<typename decltype(parse(member))::value_type> values;
    for (const auto& item : list->as_array()) {
        const auto value = item.is_string() ? parse(std::string_view(item.as_string())) : std::nullopt;
        if (!value) return std::nullopt;
        values.push_back(*value);
    }
    return values;
}

std::string text_in(const JsonObject& object, std::string_view member) {
    const auto* const text = object.if_contains(member);
    return text != nullptr && text->is_string() ? std::string(text->as_string()) : std::string();
}

std::int64_t version_in(const JsonObject& object) {
    const auto* const version = object.if_contains("base_version");
    return version != nullptr && version->is_int64() ? version->as_int64() : 0;
}

Result<JsonObject> content_in(const model::AccessProposal& proposal) {
    auto parsed = parse_json(proposal.content);
    if (!parsed.ok() || !parsed->is_object()) return unreadable(proposal);
    return std::move(parsed->as_object());
}

}  // namespace

JsonObject content_of(const model::RoleDefinition& role) {
    return {{"zh", role.zh},
            {"en", role.en},
            {"scope", to_string(role.scope)},
            {"region", role.region},
            {"permissions", names_in(role.permissions)},
            {"base_version", role.version}};
}

JsonObject content_of(const model::ChangeRule& rule) {
    return {{"roles", names_in(rule.roles)}, {"base_version", rule.version}};
}

JsonObject content_of(const model::NetworkLevelRule& rule) {
    return {{"allow", texts_in(rule.allow)}, {"deny", texts_in(rule.deny)}, {"base_version", rule.version}};
}

Result<model::RoleDefinition> role_in(const model::AccessProposal& proposal) {
    QY_TRY(content, content_in(proposal));
    const auto name = model::parse_role(proposal.subject);
    const auto scope = model::parse_scope(text_in(content, "scope"));
    auto permissions = values_in(content, "permissions", model::parse_permission);
    if (!name || !scope || !permissions) return unreadable(proposal);
    model::RoleDefinition role;
    role.role = *name;
    role.zh = text_in(content, "zh");
    role.en = text_in(content, "en");
    role.scope = *scope;
    role.region = text_in(content, "region");
    role.permissions = *std::move(permissions);
    role.version = version_in(content);
    return role;
}

Result<model::ChangeRule> rule_in(const model::AccessProposal& proposal) {
    QY_TRY(content, content_in(proposal));
    const auto dot = proposal.subject.find('.');
    const auto kind = model::parse_change_kind(proposal.subject.substr(0, dot));
    auto roles = values_in(content, "roles", model::parse_role);
    if (!kind || dot == std::string::npos || !roles) return unreadable(proposal);
    return model::ChangeRule{*kind, proposal.subject.substr(dot + 1), *std::move(roles), version_in(content)};
}

// Rare, and only when the role's holders can stand in fewer places than before: all users are looked at.
Result<void> check_holders(storage::Reader& reader, const AccessRows& rows, const model::RoleDefinition& wanted) {
    const auto* const present = rows.roles.find(wanted.role);
    const auto before = present == nullptr || present->damaged ? model::every_side : present->sides();
    if ((before & wanted.sides()) == before) return {};
    const auto table = with(rows, wanted);
    model::UserId last;
    while (true) {
        QY_TRY(users, storage::users::list(reader, last, kUsersPerPage));
        for (const auto& user : users) {
            if (std::ranges::find(user.roles, wanted.role) == user.roles.end()) continue;
            if (const auto two = table.combined(user.roles)) {
                return invalid("role.would_combine",
                               {user.name, std::string(two->first.name()), std::string(two->second.name())});
            }
        }
        if (static_cast<std::int64_t>(users.size()) < kUsersPerPage) return {};
        last = users.back().id;
    }
}

Result<void> check_role(storage::Reader& reader, const AccessRows& rows, const model::RoleDefinition& wanted) {
    QY_CHECK(check_bounds(wanted));
    QY_CHECK(check_content(wanted));
    QY_CHECK(check_version(rows, wanted));
    return check_holders(reader, rows, wanted);
}

Result<model::NetworkLevelRule> network_in(const model::AccessProposal& proposal) {
    QY_TRY(content, content_in(proposal));
    const auto as_text = [](std::string_view text) { return std::optional(std::string(text)); };
    auto allow = values_in(content, "allow", as_text);
    auto deny = values_in(content, "deny", as_text);
    if (!allow || !deny) return unreadable(proposal);
    return model::NetworkLevelRule{proposal.subject, *std::move(allow), *std::move(deny), version_in(content)};
}

Result<void> check_network(const AccessRows& rows, const model::NetworkLevelRule& wanted) {
    const auto levels = model::network_levels();
    if (std::ranges::find(levels, wanted.level) == levels.end()) return invalid("network_rule.level").at("level");
    const auto present = std::ranges::find(rows.networks, wanted.level, &model::NetworkLevelRule::level);
    const std::int64_t version = present == rows.networks.end() ? 0 : present->version;
    if (version != wanted.version) return conflict("network_rule.changed", {std::to_string(version)});
    return {};
}

Result<void> check_rule(const AccessRows& rows, const model::ChangeRule& wanted) {
    if (!model::has_field(wanted.kind, wanted.field)) {
        return invalid("change_rule.field", {wanted.field}).at("field");
    }
    for (const auto& role : wanted.roles) {
        if (rows.roles.find(role) == nullptr)
            return invalid("user.role_unknown", {std::string(role.name())}).at("roles");
    }
    const auto present = std::ranges::find(rows.rules, wanted.name(), &model::ChangeRule::name);
    const std::int64_t version = present == rows.rules.end() ? 0 : present->version;
    if (version != wanted.version) return conflict("change_rule.changed", {std::to_string(version)});
    return {};
}

}  // namespace qy::business
