// The tables of permissions and of built-in roles. (clauses 4.2, 6.5.1, 9.4.2)
#include <algorithm>

#include "enum_names.h"
#include "model/role.h"

namespace qy::model {
namespace {

using enum Permission;

// clang-format off
constexpr PermissionRow kPermissions[] = {
    {anyone, "anyone", "任何人", "Anyone", Duty::none, false},
    {signed_in, "signed_in", "任何已登录用户", "Any user", Duty::none, false},
    {record_events, "record_events", "采集本企业记录", "Record events for the own party", Duty::business},
    {save_products, "save_products", "变更本企业产品信息", "Change products of the own party", Duty::business},
    {narrow_audience, "narrow_audience", "收窄本企业字段的可见范围", "Narrow who sees the own party's fields", Duty::business},
    {review, "review", "审核提交", "Review submissions", Duty::business, true, true},
    {read_submissions, "read_submissions", "查看提交与记录", "Read submissions and records", Duty::business},
    {issue_codes, "issue_codes", "发放与绑定溯源码", "Issue and bind codes", Duty::business},
    {export_codes, "export_codes", "导出溯源码", "Export codes", Duty::business},
    {print_labels, "print_labels", "印制交给本企业的标签订单", "Print label orders given to the own party", Duty::business},
    {freeze_codes, "freeze_codes", "冻结溯源码", "Freeze codes", Duty::business},
    {grant_brand, "grant_brand", "授予品牌使用权", "Grant the use of brands", Duty::business},
    {read_audit, "read_audit", "查看、导出与校验审计记录", "Read, export and verify audit records", Duty::audit},
    {manage_users, "manage_users", "管理用户与权限", "Manage users and permissions", Duty::security},
    {manage_parties, "manage_parties", "管理企业与系统数据", "Manage parties and the system's data", Duty::system},
    {admit_users, "admit_users", "邀请用户、审核注册", "Invite users, decide about registrations", Duty::shared},
    {manage_catalogue, "manage_catalogue", "维护分类目录与数据字典", "Keep the catalogue and the dictionary", Duty::shared},
    {manage_persons, "manage_persons", "处理个人信息请求", "Find, tell and erase persons", Duty::business},
    {export_personal, "export_personal", "查看未脱敏的个人信息清单", "See lists of personal data unmasked", Duty::business},
    {read_reports, "read_reports", "查看消费者的举报与投诉", "See what consumers report", Duty::business},
    {answer_reports, "answer_reports", "受理消费者的举报与投诉", "See to what consumers report", Duty::business},
    {operate, "operate", "运维命令（仅本机）", "The operator's commands, on the machine alone", Duty::none, false},
};

constexpr Permission kSystemAdministrator[] = {manage_parties, admit_users, manage_catalogue};
constexpr Permission kSecurityAdministrator[] = {manage_users};
constexpr Permission kAuditAdministrator[] = {read_audit};
constexpr Permission kBrandManager[] = {review, read_submissions, export_codes, freeze_codes, grant_brand, manage_catalogue, read_reports, answer_reports};
constexpr Permission kRegulator[] = {review, read_submissions, freeze_codes, read_reports, answer_reports};
constexpr Permission kPartyAdministrator[] = {record_events, save_products, narrow_audience, read_submissions, issue_codes, export_codes, print_labels, admit_users, manage_persons, read_reports};
constexpr Permission kPartyReviewer[] = {review, read_submissions, read_reports};
constexpr Permission kPartyClerk[] = {record_events, save_products, read_submissions, issue_codes};
constexpr Permission kPrintingHouse[] = {print_labels};

constexpr BuiltInRole kRoles[] = {
    {Role::system_administrator, "系统管理员", "System administrator", Scope::all, kSystemAdministrator},
    {Role::security_administrator, "安全管理员", "Security administrator", Scope::all, kSecurityAdministrator},
    {Role::audit_administrator, "审计管理员", "Audit administrator", Scope::all, kAuditAdministrator},
    {Role::brand_manager, "品牌管理者", "Brand manager", Scope::brand, kBrandManager},
    {Role::regulator, "监管人员", "Regulator", Scope::all, kRegulator},
    {Role::party_administrator, "企业管理员", "Party administrator", Scope::own_party, kPartyAdministrator},
    {Role::party_reviewer, "企业审核员", "Party reviewer", Scope::own_party, kPartyReviewer},
    {Role::party_clerk, "企业录入员", "Party clerk", Scope::own_party, kPartyClerk},
    {Role::printing_house, "标签印制单位", "Printing house", Scope::own_party, kPrintingHouse},
};
// clang-format on

constexpr bool in_order() {
    for (std::size_t i = 0; i < std::size(kPermissions); ++i) {
        if (static_cast<std::size_t>(kPermissions[i].permission) != i) return false;
    }
    return static_cast<std::size_t>(operate) + 1 == std::size(kPermissions);
}
static_assert(in_order());

constexpr EnumNames<Duty, 6> kDuties{{"none", "system", "security", "audit", "business", "shared"}};
constexpr EnumNames<Scope, 5> kScopes{{"none", "own_party", "brand", "region", "all"}};

}  // namespace

std::span<const PermissionRow> permissions() {
    return kPermissions;
}

const PermissionRow& row_of(Permission permission) {
    const auto index = static_cast<std::size_t>(permission);
    QY_ASSERT(index < std::size(kPermissions));
    return kPermissions[index];
}

std::optional<Permission> parse_permission(std::string_view name) {
    const auto* const found = std::ranges::find(kPermissions, name, &PermissionRow::name);
    return found == std::end(kPermissions) ? std::nullopt : std::optional(found->permission);
}

std::string_view to_string(Permission permission) {
    return row_of(permission).name;
}
std::string_view to_string(Duty duty) {
    return kDuties.name(duty);
}
std::string_view to_string(Scope scope) {
    return kScopes.name(scope);
}
std::optional<Scope> parse_scope(std::string_view name) {
    return kScopes.parse(name);
}

std::optional<Role> parse_role(std::string_view name) {
    return Role::is_name(name) ? std::optional(Role(name)) : std::nullopt;
}

std::span<const BuiltInRole> built_in_roles() {
    return kRoles;
}

const BuiltInRole* find_built_in(const Role& role) {
    const auto* const found = std::ranges::find(kRoles, role, &BuiltInRole::role);
    return found == std::end(kRoles) ? nullptr : found;
}

bool is_fixed(const Role& role) {
    const auto* const built_in = find_built_in(role);
    return built_in != nullptr && is_administrator(as_shipped(*built_in).duty());
}

}  // namespace qy::model
