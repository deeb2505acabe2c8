// From where callers may come, by what their roles open.
#include "network_table.h"

#include <gtest/gtest.h>

namespace qy::presentation {
namespace {

using model::Role;
using transport::NetworkClass;

NetworkClass class_of(const std::vector<Role>& roles) {
    return network_class_of(model::RoleTable::as_shipped().rights_of(roles));
}

TEST(NetworkTable, WhoeverWorksForAPartyIsAPartnerAndAllOthersAreStaff) {
    struct Row {
        std::vector<Role> roles;
        NetworkClass level;
    };
    const Row rows[] = {
        {{}, NetworkClass::partner},
        {{Role::party_clerk}, NetworkClass::partner},
        {{Role::party_reviewer}, NetworkClass::partner},
        {{Role::party_administrator}, NetworkClass::partner},
        {{Role::printing_house}, NetworkClass::partner},
        {{Role::brand_manager}, NetworkClass::staff},
        {{Role::regulator}, NetworkClass::staff},
        {{Role::system_administrator}, NetworkClass::staff},
        {{Role::security_administrator}, NetworkClass::staff},
        {{Role::audit_administrator}, NetworkClass::staff},
        {{Role::party_clerk, Role::regulator}, NetworkClass::staff},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(class_of(row.roles), row.level) << (row.roles.empty() ? "" : row.roles.back().name());
    }
}

TEST(NetworkTable, AMadeRoleIsStaffByItsPermissionsOrByItsReach) {
    const auto class_of_role = [](model::Scope scope, model::Permission permission) {
        const Role made("made_role");
        model::RoleDefinition role{made, "", "", scope, scope == model::Scope::region ? "469023" : "", {permission}};
        return network_class_of(model::RoleTable({role}).rights_of(std::vector{made}));
    };
    EXPECT_EQ(class_of_role(model::Scope::own_party, model::Permission::read_submissions), NetworkClass::partner);
    EXPECT_EQ(class_of_role(model::Scope::region, model::Permission::read_submissions), NetworkClass::staff);
    EXPECT_EQ(class_of_role(model::Scope::own_party, model::Permission::freeze_codes), NetworkClass::staff);
}

}  // namespace
}  // namespace qy::presentation
