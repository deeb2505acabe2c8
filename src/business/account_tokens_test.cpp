// Bearer tokens: how long they are good, who ends them, what is told of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/access_seed.h"
#include "business/accounts.h"
#include "business/testing/account_world.h"
#include "storage/audit_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Role;
using testing::AccountWorld;
using testing::CodeWorld;

constexpr std::int64_t kDay = 24 * 3'600;

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

class AccountTokensTest : public ::testing::Test {
 protected:
    AccountTokensTest() { world.add("li.na", {Role::party_clerk}); }
    IssuedToken issue(std::optional<std::int64_t> days = {}) {
        return world.accounts.issue_token({"li.na", "ERP", days}, by).value();
    }
    std::string open(const IssuedToken& token) { return code_of(world.accounts.authenticate(token.secret)); }
    void pass(std::int64_t seconds) { world.base.clock().advance_seconds(seconds); }
    std::optional<storage::audit::Record> told(std::string_view action) {
        return world.base.store()
            .read([&](storage::Reader& reader) { return storage::audit::last_of(reader, action); })
            .value();
    }
    AccountWorld world{AccountWorld::Flags{{"login.dormant_days", "0"}}};
    model::Actor by = CodeWorld::operator_();
};

TEST_F(AccountTokensTest, EachEndsAndSaysSo) {
    const auto shipped = issue();
    const auto day = issue(1);
    EXPECT_EQ(shipped.expires_at, world.base.clock().now().plus_seconds(90 * kDay));
    pass(kDay - 1);
    EXPECT_EQ(open(day), "ok");
    pass(1);
    EXPECT_EQ(open(day), "token.expired");
    pass(89 * kDay - 1);
    EXPECT_EQ(open(shipped), "ok");
    pass(1);
    EXPECT_EQ(open(shipped), "token.expired");
}

TEST_F(AccountTokensTest, NoneIsGoodForLongerThanTheSetting) {
    EXPECT_EQ(code_of(world.accounts.issue_token({"li.na", "", 365}, by)), "ok");
    for (const std::int64_t days : {366, 0, -1}) {
        EXPECT_EQ(code_of(world.accounts.issue_token({"li.na", "", days}, by)), "token.days") << days;
    }
    EXPECT_EQ(code_of(world.accounts.issue_token({"nobody", "", 1}, by)), "user.not_found");
    AccountWorld strict(AccountWorld::Flags{{"token.days_max", "7"}});
    strict.add("li.na", {Role::party_clerk});
    EXPECT_EQ(strict.accounts.issue_token({"li.na"}, by)->expires_at, strict.base.clock().now().plus_seconds(7 * kDay));
}

TEST_F(AccountTokensTest, AListTellsEverythingButTheSecret) {
    const auto first = issue();
    pass(60);
    (void)issue(10);
    world.add("wu.lei", {Role::party_clerk});
    ASSERT_TRUE(world.accounts.issue_token({"wu.lei"}, by).ok());
    EXPECT_EQ(world.accounts.tokens("", {}, 10)->size(), 3U);
    EXPECT_EQ(code_of(world.accounts.tokens("nobody", {}, 10)), "user.not_found");
    ASSERT_EQ(open(first), "ok");
    const auto list = world.accounts.tokens("li.na", {}, 10).value();
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].id, first.id);
    EXPECT_EQ(list[0].user_name, "li.na");
    EXPECT_EQ(list[0].label, "ERP");
    EXPECT_EQ(list[0].created_by, by.name);
    EXPECT_EQ(list[0].expires_at, first.expires_at);
    EXPECT_EQ(list[0].last_used_at, world.base.clock().now());
    EXPECT_FALSE(list[1].last_used_at);
}

TEST_F(AccountTokensTest, TheLastUseIsNotedOnceAnHour) {
    const auto token = issue();
    const auto last_used = [&] { return world.accounts.tokens("li.na", {}, 1)->front().last_used_at.value(); };
    ASSERT_EQ(open(token), "ok");
    const Time first = last_used();
    pass(3'599);
    ASSERT_EQ(open(token), "ok");
    EXPECT_EQ(last_used(), first);
    pass(1);
    ASSERT_EQ(open(token), "ok");
    EXPECT_EQ(last_used(), first.plus_seconds(3'600));
}

TEST_F(AccountTokensTest, EndedByItsUserOrAnAdministratorAndByNobodyElse) {
    const auto token = issue();
    const auto other = issue();
    world.add("wu.lei", {Role::party_clerk});
    const auto li = world.actor("li.na");
    const auto wu = world.actor("wu.lei");
    EXPECT_EQ(code_of(world.accounts.revoke_token(token.id, wu.user, wu)), "token.not_found");
    EXPECT_EQ(open(token), "ok");
    ASSERT_EQ(code_of(world.accounts.revoke_token(token.id, li.user, li)), "ok");
    EXPECT_EQ(code_of(world.accounts.revoke_token(token.id, li.user, li)), "token.revoked");
    EXPECT_EQ(open(token), "token.revoked");
    EXPECT_EQ(open(other), "ok");
    ASSERT_EQ(code_of(world.accounts.revoke_token(other.id, {}, by)), "ok");
    EXPECT_EQ(open(other), "token.revoked");
    const auto record = told("token.revoke");
    ASSERT_TRUE(record);
    EXPECT_EQ(record->object, "user:li.na");
    EXPECT_EQ(parse_json(record->detail).value().at("token").as_string(), other.id.to_string());
    EXPECT_EQ(record->detail.find(std::string(other.secret.expose())), std::string::npos);
}

TEST_F(AccountTokensTest, ATokenOfALockedUserOpensNothing) {
    const auto token = issue();
    ASSERT_EQ(code_of(world.accounts.lock("li.na", by)), "ok");
    EXPECT_EQ(open(token), "token.disabled");
    ASSERT_EQ(code_of(world.accounts.unlock("li.na", by)), "ok");
    EXPECT_EQ(open(token), "ok");
    ASSERT_EQ(code_of(world.accounts.reset("li.na", false, by)), "ok");
    EXPECT_EQ(open(token), "token.revoked");
}

TEST_F(AccountTokensTest, ThoseOfOlderVersionsGetAnEndThatIsTold) {
    const auto token = issue();
    const auto start = [&] {
        return world.base.store().write(
            [&](storage::Writer& writer) { return end_endless_tokens(writer, 30, world.base.clock().now()); });
    };
    ASSERT_TRUE(
        world.base.store()
            .write([](storage::Writer& writer) { return writer.script("older", "UPDATE token SET expires_at = NULL"); })
            .ok());
    EXPECT_EQ(open(token), "token.expired") << "nothing is open without an end";
    ASSERT_TRUE(start().ok());
    EXPECT_EQ(open(token), "ok");
    const auto record = told("token.given_end");
    ASSERT_TRUE(record);
    EXPECT_EQ(parse_json(record->detail).value().at("tokens").as_int64(), 1);
    pass(30 * kDay);
    EXPECT_EQ(open(token), "token.expired");
    ASSERT_TRUE(start().ok());
    EXPECT_EQ(told("token.given_end")->position, record->position) << "once";
}

}  // namespace
}  // namespace qy::business
