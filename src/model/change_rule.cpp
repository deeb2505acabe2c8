#include "model/change_rule.h"

#include <algorithm>

#include "model/field.h"

namespace qy::model {
namespace {

constexpr std::string_view kProductFields[] = {"name_en", "category",   "gtin",         "allergens", "opened",
                                               "closed",  "attributes", "product_code", "nutrition"};

}  // namespace

bool ChangeRule::admits(const std::vector<Role>& held) const {
    return !damaged &&
           std::ranges::any_of(roles, [&](const Role& role) { return std::ranges::find(held, role) != held.end(); });
}

std::vector<std::string_view> fields_of(ChangeKind kind) {
    if (kind == ChangeKind::product) return {std::begin(kProductFields), std::end(kProductFields)};
    std::vector<std::string_view> names;
    if (kind != ChangeKind::row) return names;
    for (const auto& row : fields()) names.push_back(row.name);
    return names;
}

bool has_field(ChangeKind kind, std::string_view field) {
    const auto names = fields_of(kind);
    return std::ranges::find(names, field) != names.end();
}

// Whether customers, contracts and prices are opened, or items closed, is decided by who answers for the party.
std::vector<ChangeRule> shipped_change_rules() {
    return {{ChangeKind::product, "opened", {Role::party_administrator}},
            {ChangeKind::product, "closed", {Role::party_administrator}}};
}

}  // namespace qy::model
