// The page about permissions tells what the program does.
#include "presentation/permission_matrix.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "model/role.h"
#include "presentation/api.h"

namespace qy::presentation {
namespace {

TEST(PermissionMatrix, ThePageIsTheOneThatTheProgramPrints) {
    std::ifstream file(QY_SOURCE_DIR "/docs/PERMISSIONS.md");
    std::stringstream page;
    page << file.rdbuf();
    EXPECT_EQ(page.str(), permission_matrix())
        << "docs/PERMISSIONS.md is out of date: build/debug/qiongyuan permissions > docs/PERMISSIONS.md";
}

TEST(PermissionMatrix, NamesEveryRoleEveryPermissionAndEveryFunction) {
    const auto text = permission_matrix();
    for (const auto& role : model::built_in_roles()) {
        EXPECT_NE(text.find("`" + std::string(role.role.name()) + "`"), std::string::npos) << role.role.name();
    }
    for (const auto& row : model::permissions()) {
        EXPECT_NE(text.find("`" + std::string(row.name) + "`"), std::string::npos) << row.name;
    }
    for (const auto& route : routes()) {
        EXPECT_NE(text.find("`" + std::string(route.name) + "`"), std::string::npos) << route.name;
    }
}

// None of the three administrators erases another's traces: what the audit administrator's permission opens changes
// nothing, and nothing that removes audit records is a function at all.
TEST(PermissionMatrix, NoFunctionChangesOrRemovesAuditRecords) {
    for (const auto& route : routes()) {
        EXPECT_TRUE(route.permission != model::Permission::read_audit || route.once == Once::no) << route.name;
        const bool of_audit = route.name.starts_with("audit.");
        const bool reads = route.name == "audit.list" || route.name == "audit.search" || route.name == "audit.export" ||
                           route.name == "audit.verify";
        EXPECT_TRUE(!of_audit || reads || route.door == Door::machine) << route.name;
        EXPECT_TRUE(!reads || route.permission == model::Permission::read_audit) << route.name;
    }
}

}  // namespace
}  // namespace qy::presentation
