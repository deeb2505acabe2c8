// The table of roles: fixed sets of permissions, and how far each role reaches. (clauses 4.2, 6.5.1, 9.4.2)
#include "enum_names.h"
#include "model/actor.h"

namespace qy::model {
namespace {

using enum Permission;

constexpr Permission kSystemAdministrator[] = {signed_in, manage_parties, admit_users};
constexpr Permission kSecurityAdministrator[] = {signed_in, manage_users};
constexpr Permission kAuditAdministrator[] = {signed_in, read_audit};
constexpr Permission kBrandManager[] = {signed_in, read_submissions, review, grant_brand, freeze_codes, export_codes};
constexpr Permission kRegulator[] = {signed_in, read_submissions, review, freeze_codes};
constexpr Permission kPartyAdministrator[] = {signed_in,    record_events,    save_products,  issue_codes,
                                              export_codes, read_submissions, manage_persons, admit_users};
constexpr Permission kPartyReviewer[] = {signed_in, review, read_submissions};
constexpr Permission kPartyClerk[] = {signed_in, record_events, save_products, read_submissions, issue_codes};
constexpr Permission kPrintingHouse[] = {signed_in, export_codes};

constexpr RoleRow kRoles[] = {
    {Role::system_administrator, "system_administrator", "系统管理员", Scope::all, kSystemAdministrator},
    {Role::security_administrator, "security_administrator", "安全管理员", Scope::all, kSecurityAdministrator},
    {Role::audit_administrator, "audit_administrator", "审计管理员", Scope::all, kAuditAdministrator},
    {Role::brand_manager, "brand_manager", "品牌管理者", Scope::brand, kBrandManager},
    {Role::regulator, "regulator", "监管人员", Scope::all, kRegulator},
    {Role::party_administrator, "party_administrator", "企业管理员", Scope::own_party, kPartyAdministrator},
    {Role::party_reviewer, "party_reviewer", "企业审核员", Scope::own_party, kPartyReviewer},
    {Role::party_clerk, "party_clerk", "企业录入员", Scope::own_party, kPartyClerk},
    {Role::printing_house, "printing_house", "标签印制单位", Scope::own_party, kPrintingHouse},
};

constexpr EnumNames<Permission, 17> kPermissions{{"anyone", "signed_in", "record_events", "save_products", "review",
                                                  "read_submissions", "issue_codes", "export_codes", "freeze_codes",
                                                  "grant_brand", "read_audit", "manage_users", "manage_parties",
                                                  "admit_users", "manage_persons", "export_personal", "operate"}};
constexpr EnumNames<Channel, 4> kChannels{{"web", "api", "operator_command", "demo"}};

}  // namespace

std::span<const RoleRow> roles() {
    return kRoles;
}

std::optional<Role> parse_role(std::string_view name) {
    for (const auto& row : kRoles) {
        if (row.name == name) return row.role;
    }
    return std::nullopt;
}

std::string_view to_string(Role role) {
    const auto index = static_cast<std::size_t>(role);
    QY_ASSERT(index < std::size(kRoles));
    return kRoles[index].name;
}

std::string_view to_string(Permission permission) {
    return kPermissions.name(permission);
}
std::string_view to_string(Channel channel) {
    return kChannels.name(channel);
}

}  // namespace qy::model
