#include "presentation/permission_matrix.h"

#include "model/change_rule.h"
#include "model/role.h"
#include "presentation/api.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kHead =
    R"(# Permissions

Printed by `qiongyuan permissions` from the tables that the program is built with (`src/model/role_table.cpp`,
`src/presentation/api/routes.cpp`); a test fails when this page tells something else. It shows a new installation: security
administrators change what a role gives, and make further roles, while the program runs (`role.propose_change`, then `role.approve` by
another one). The three administrators stay as they are, no role and no sum of roles stands on two sides (`shared` is the system
administrator's and the business's), and there is no permission to change or remove audit records.

)";

constexpr std::string_view kScopes =
    R"(
A role reaches its scope and no further, in every function that the permission opens:

| Scope | Reaches |
|---|---|
| `own_party` | what belongs to the user's own party |
| `brand` | also lots, products, codes and grants of the brands that the own party manages, and, of parties whose grant of the brand holds today, their names and what they submitted or sent under it |
| `region` | also what belongs to the parties of one region (GB/T 2260), with the cities and districts in it; no built-in role has it |
| `all` | everything |

)";

std::string_view mark(const model::BuiltInRole& role, model::Permission permission) {
    return model::as_shipped(role).has(permission) ? " ● |" : "  |";
}

std::string name_in_code(std::string_view name) {
    return "`" + std::string(name) + "`";
}

std::string roles_table() {
    std::string text = "## Built-in roles\n\n| Role | 角色 | Scope | Can be changed |\n|---|---|---|---|\n";
    for (const auto& role : model::built_in_roles()) {
        text += "| " + name_in_code(role.role.name()) + " | " + std::string(role.zh) + " | " +
                name_in_code(to_string(role.scope)) + " | " + (model::is_fixed(role.role) ? "no" : "yes") + " |\n";
    }
    return text;
}

std::string matrix_table() {
    std::string head = "## Who holds what\n\n| Permission |";
    std::string line = "\n|---|";
    for (const auto& role : model::built_in_roles()) {
        head += " " + name_in_code(role.role.name()) + " |";
        line += ":-:|";
    }
    std::string text = head + line + "\n";
    for (const auto& row : model::permissions()) {
        if (!row.assignable) continue;
        text += "| " + name_in_code(row.name) + " |";
        for (const auto& role : model::built_in_roles()) text += mark(role, row.permission);
        text += "\n";
    }
    return text;
}

std::string functions_of(model::Permission permission) {
    std::string text;
    for (const auto& route : routes()) {
        if (route.permission != permission) continue;
        text += (text.empty() ? "" : ", ") + name_in_code(route.name);
    }
    return text;
}

std::string functions_table() {
    std::string text =
        "\n## What each permission opens\n\n| Permission | 权限 | Meaning | Side | Functions "
        "|\n|---|---|---|---|---|\n";
    for (const auto& row : model::permissions()) {
        const std::string duty = row.duty == model::Duty::none ? "" : std::string(to_string(row.duty));
        text += "| " + name_in_code(row.name) + " | " + std::string(row.zh) + " | " + std::string(row.en) + " | " +
                duty + " | " + functions_of(row.permission) + " |\n";
    }
    return text;
}

std::string rules_table() {
    std::string text =
        "\n## Who may change a field\n\nA field without a rule may be changed by whoever may submit the thing. Rules "
        "are "
        "changed like roles\n(`rule.propose`, then `role.approve`).\n\n| Field | Roles |\n|---|---|\n";
    for (const auto& rule : model::shipped_change_rules()) {
        std::string roles;
        for (const auto& role : rule.roles) roles += (roles.empty() ? "" : ", ") + name_in_code(role.name());
        text += "| " + name_in_code(rule.name()) + " | " + roles + " |\n";
    }
    return text;
}

}  // namespace

std::string permission_matrix() {
    return std::string(kHead) + roles_table() + std::string(kScopes) + matrix_table() + functions_table() +
           rules_table();
}

JsonObject permission_matrix_json() {
    JsonArray roles;
    for (const auto& role : model::built_in_roles()) {
        JsonArray held;
        for (const auto permission : role.permissions) held.push_back(boost::json::value(to_string(permission)));
        roles.push_back(
            JsonObject{{"role", role.role.name()}, {"scope", to_string(role.scope)}, {"permissions", std::move(held)}});
    }
    JsonArray permissions;
    for (const auto& row : model::permissions()) {
        JsonArray functions;
        for (const auto& route : routes()) {
            if (route.permission == row.permission) functions.push_back(boost::json::value(route.name));
        }
        permissions.push_back(
            JsonObject{{"permission", row.name}, {"duty", to_string(row.duty)}, {"functions", std::move(functions)}});
    }
    return {{"roles", std::move(roles)}, {"permissions", std::move(permissions)}};
}

}  // namespace qy::presentation
