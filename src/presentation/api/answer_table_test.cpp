// The table of what is sent, against the table of functions. That the members of real answers are in it is asked by
// every API test (tests/api/classes.mjs).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "model/data_table.h"
#include "presentation/api.h"

namespace qy::presentation {
namespace {

using model::Audience;

TEST(AnswerTable, SpeaksOfEveryFunctionAndNoOther) {
    std::set<std::string_view> told;
    for (const auto& row : model::sent_rows()) {
        for (const auto function : split(row.functions, ',')) {
            EXPECT_NE(find_route(function), nullptr) << function;
            told.insert(function);
        }
    }
    for (const auto& route : routes()) EXPECT_TRUE(told.contains(route.name)) << route.name << " has no row";
}

TEST(AnswerTable, NamesEachMemberOnce) {
    std::set<std::string> seen;
    for (const auto& one : model::sent_members()) {
        EXPECT_FALSE(one.member.empty() || one.member.ends_with('.')) << one.function;
        EXPECT_TRUE(seen.insert(one.function + ": " + one.member).second) << one.function << ": " << one.member;
    }
}

TEST(AnswerTable, ShowsNothingProtectedToEveryoneAndOnlyOwnSecretsToVisitors) {
    for (const auto& one : model::sent_members()) {
        if (!model::is_protected(one.data_class)) continue;
        EXPECT_NE(one.audience, Audience::everyone) << one.function << ": " << one.member;
        const auto* const route = find_route(one.function);
        ASSERT_NE(route, nullptr);
        if (route->permission == model::Permission::anyone) {
            EXPECT_EQ(one.audience, Audience::own) << one.function << ": " << one.member;
        }
    }
}

TEST(AnswerTable, HandsWhatIsTheAdministratorsToThemAlone) {
    using enum model::Permission;
    const std::set<model::Permission> administrators{manage_users, manage_parties, admit_users, read_audit, operate};
    for (const auto& one : model::sent_members()) {
        if (one.audience != Audience::platform) continue;
        const auto* const route = find_route(one.function);
        ASSERT_NE(route, nullptr);
        EXPECT_TRUE(administrators.contains(route->permission)) << one.function << ": " << one.member;
    }
}

}  // namespace
}  // namespace qy::presentation
