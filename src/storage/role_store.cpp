#include "storage/role_store.h"

#include <algorithm>

#include "access_set.h"
#include "storage/vault.h"
#include "stored.h"

namespace qy::storage::roles {
namespace {

constexpr std::string_view kRole = "role";
constexpr std::string_view kRule = "change_rule";

constexpr Statement kAll{
    "role.all", "SELECT role, zh, en, scope, region, permissions, version, row_mac FROM role ORDER BY role LIMIT 1000"};
constexpr Statement kInsert{"role.insert",
                            "INSERT INTO role (role, zh, en, scope, region, permissions, version, row_mac) VALUES "
                            "($role, $zh, $en, $scope, $region, $permissions, $version, $mac)"};
constexpr Statement kUpdate{
    "role.update",
    "UPDATE role SET zh = $zh, en = $en, scope = $scope, region = $region, permissions = $permissions, version = "
    "$version, row_mac = $mac WHERE role = $role AND version = $before"};
constexpr Statement kSetMac{"role.set_mac", "UPDATE role SET row_mac = $mac WHERE role = $role AND version = $version"};
constexpr Statement kRules{
    "change_rule.all", "SELECT kind, field, roles, version, row_mac FROM change_rule ORDER BY kind, field LIMIT 1000"};
constexpr Statement kInsertRule{"change_rule.insert",
                                "INSERT INTO change_rule (kind, field, roles, version, row_mac) VALUES ($kind, "
                                "$field, $roles, $version, $mac)"};
constexpr Statement kUpdateRule{"change_rule.update",
                                "UPDATE change_rule SET roles = $roles, version = $version, row_mac = $mac WHERE kind "
                                "= $kind AND field = $field AND version = $before"};
constexpr Statement kRemoveRule{"change_rule.remove",
                                "DELETE FROM change_rule WHERE kind = $kind AND field = $field AND version = $before"};
constexpr Statement kSetRuleMac{
    "change_rule.set_mac",
    "UPDATE change_rule SET row_mac = $mac WHERE kind = $kind AND field = $field AND version = $version"};

Result<std::string> mac_of_role(const Vault& vault, const model::RoleDefinition& role, std::string_view permissions,
                                std::int64_t version) {
    return vault.vouch(kRole, {role.role.name(), role.zh, role.en, to_string(role.scope), role.region, permissions,
                               std::to_string(version)});
}

Result<std::string> mac_of_rule(const Vault& vault, const model::ChangeRule& rule, std::string_view roles,
                                std::int64_t version) {
    return vault.vouch(kRule, {to_string(rule.kind), rule.field, roles, std::to_string(version)});
}

/// A damaged row keeps what can be told of it: its name and version.
Result<model::RoleDefinition> role_of(const Vault& vault, const Row& row) {
    const auto name = model::parse_role(row.text(0));
    if (!name) return unknown_word("role.role", row.text(0));
    model::RoleDefinition role;
    role.role = *name;
    role.version = row.integer(6);
    role.damaged = !vault.vouches(
        kRole,
        {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), std::to_string(role.version)},
        row.text(7));
    if (role.damaged) return role;
    const auto scope = model::parse_scope(row.text(3));
    if (!scope) return unknown_word("role.scope", row.text(3));
    QY_TRY(permissions, named_values("role.permissions", row.text(5), model::parse_permission));
    role.zh = row.text(1);
    role.en = row.text(2);
    role.scope = *scope;
    role.region = row.text(4);
    role.permissions = std::move(permissions);
    return role;
}

Result<model::ChangeRule> rule_of(const Vault& vault, const Row& row) {
    const auto kind = model::parse_change_kind(row.text(0));
    if (!kind) return unknown_word("change_rule.kind", row.text(0));
    model::ChangeRule rule;
    rule.kind = *kind;
    rule.field = row.text(1);
    rule.version = row.integer(3);
    rule.damaged =
        !vault.vouches(kRule, {row.text(0), row.text(1), row.text(2), std::to_string(rule.version)}, row.text(4));
    if (rule.damaged) return rule;
    QY_TRY(roles, named_values("change_rule.roles", row.text(2), model::parse_role));
    rule.roles = std::move(roles);
    return rule;
}

}  // namespace

Result<std::vector<model::RoleDefinition>> all(Reader& reader) {
    return all_of(reader, kAll, {}, [&vault = reader.vault()](const Row& row) { return role_of(vault, row); });
}

Result<void> insert(Writer& writer, const model::RoleDefinition& role) {
    const auto permissions = joined_names(role.permissions);
    QY_TRY(mac, mac_of_role(writer.vault(), role, permissions, role.version));
    QY_CHECK(insert_row(writer, kInsert,
                        {{"role", role.role.name()},
                         {"zh", role.zh},
                         {"en", role.en},
                         {"scope", to_string(role.scope)},
                         {"region", role.region},
                         {"permissions", permissions},
                         {"version", role.version},
                         {"mac", mac}}));
    return access_set::note_row(writer, kRole, role.role.name(), mac);
}

namespace {

Result<void> replace(Writer& writer, const model::RoleDefinition& role, std::int64_t version) {
    const auto permissions = joined_names(role.permissions);
    QY_TRY(mac, mac_of_role(writer.vault(), role, permissions, version));
    QY_CHECK(update_row(writer, kUpdate,
                        {{"role", role.role.name()},
                         {"zh", role.zh},
                         {"en", role.en},
                         {"scope", to_string(role.scope)},
                         {"region", role.region},
                         {"permissions", permissions},
                         {"version", version},
                         {"before", role.version},
                         {"mac", mac}}));
    return access_set::note_row(writer, kRole, role.role.name(), mac);
}

}  // namespace

Result<void> update(Writer& writer, const model::RoleDefinition& role) {
    return replace(writer, role, role.version + 1);
}

Result<void> renew(Writer& writer, const model::RoleDefinition& role) {
    return replace(writer, role, role.version);
}

Result<std::vector<model::ChangeRule>> rules(Reader& reader) {
    return all_of(reader, kRules, {}, [&vault = reader.vault()](const Row& row) { return rule_of(vault, row); });
}

Result<void> insert_rule(Writer& writer, const model::ChangeRule& rule) {
    const auto roles = joined_names(rule.roles);
    QY_TRY(mac, mac_of_rule(writer.vault(), rule, roles, rule.version));
    QY_CHECK(insert_row(writer, kInsertRule,
                        {{"kind", to_string(rule.kind)},
                         {"field", rule.field},
                         {"roles", roles},
                         {"version", rule.version},
                         {"mac", mac}}));
    return access_set::note_row(writer, kRule, rule.name(), mac);
}

Result<void> update_rule(Writer& writer, const model::ChangeRule& rule) {
    const auto roles = joined_names(rule.roles);
    QY_TRY(mac, mac_of_rule(writer.vault(), rule, roles, rule.version + 1));
    QY_CHECK(update_row(writer, kUpdateRule,
                        {{"kind", to_string(rule.kind)},
                         {"field", rule.field},
                         {"roles", roles},
                         {"version", rule.version + 1},
                         {"before", rule.version},
                         {"mac", mac}}));
    return access_set::note_row(writer, kRule, rule.name(), mac);
}

Result<void> remove_rule(Writer& writer, const model::ChangeRule& rule) {
    QY_CHECK(update_row(writer, kRemoveRule,
                        {{"kind", to_string(rule.kind)}, {"field", rule.field}, {"before", rule.version}}));
    return access_set::note_row(writer, kRule, rule.name(), {});
}

Result<void> vouch_anew(Writer& writer, std::string_view name) {
    QY_TRY(found, all(writer));
    const auto role = std::ranges::find(found, name, [](const auto& one) { return one.role.name(); });
    if (role == found.end()) return {};
    if (role->damaged) return corrupt("access.damaged", {"role:" + std::string(name)});
    QY_CHECK(access_set::check_row(writer, kRole, name));
    QY_TRY(mac, mac_of_role(writer.vault(), *role, joined_names(role->permissions), role->version));
    QY_CHECK(update_row(writer, kSetMac, {{"role", name}, {"version", role->version}, {"mac", mac}}));
    return access_set::note_row(writer, kRole, name, mac);
}

Result<void> vouch_rule_anew(Writer& writer, std::string_view name) {
    QY_TRY(found, rules(writer));
    const auto rule = std::ranges::find(found, name, [](const auto& one) { return one.name(); });
    if (rule == found.end()) return {};
    if (rule->damaged) return corrupt("access.damaged", {"change_rule:" + std::string(name)});
    QY_CHECK(access_set::check_row(writer, kRule, name));
    QY_TRY(mac, mac_of_rule(writer.vault(), *rule, joined_names(rule->roles), rule->version));
    QY_CHECK(update_row(
        writer, kSetRuleMac,
        {{"kind", to_string(rule->kind)}, {"field", rule->field}, {"version", rule->version}, {"mac", mac}}));
    return access_set::note_row(writer, kRule, name, mac);
}

}  // namespace qy::storage::roles
