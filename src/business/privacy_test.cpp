// Users and their own data: a copy, consents and their withdrawal, closing the account, and the platform's queue.
#include "business/privacy.h"
#include "base/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/contact_desk.h"
#include "business/testing/account_world.h"
#include "business/testing/media_files.h"
#include "model/event_time.h"
#include "model/work_calendar.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::DataRequestKind;
using model::DataRequestState;
using model::Role;
using testing::AccountWorld;
using testing::CodeWorld;

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

class PrivacyTest : public ::testing::Test {
 protected:
    PrivacyTest()
        : world({{"mail.server", "localhost"}, {"privacy.officer_mail", "officer@example.cn"}}),
          desk(world.base.services()) {
        world.add("li.na", {Role::party_clerk});
        world.add("wang.xm", {Role::party_administrator});
        world.add("sec.one", {Role::security_administrator});
        world.add("sec.two", {Role::security_administrator});
        user = world.actor("li.na");
        handler = world.actor("sec.one");
        EXPECT_TRUE(world.accounts.save_profile({"李娜", "13900139000", "li.na@example.cn"}, user).ok());
    }
    model::DataRequestId requested(DataRequestKind kind, const model::Actor& by) {
        auto made = desk.request(kind, "请处理", by);
        EXPECT_EQ(code_of(made), "ok");
        return made.ok() ? made->id : model::DataRequestId();
    }
    /// Every text of the user's row.
    std::string row_of(model::UserId id) {
        static constexpr storage::Statement kRow{
            "test.row",
            "SELECT name || '|' || roles || '|' || password_hash || '|' || phone_index || '|' || mail_index || '|' || "
            "disabled_reason || '|' || active FROM app_user WHERE user_id = $user AND full_name IS NULL AND phone IS "
            "NULL AND mail IS NULL"};
        return world.base.store()
            .read([&](storage::Reader& reader) {
                return reader.first(kRow, {{"user", id}},
                                    [](const storage::Row& row) { return std::string(row.text(0)); });
            })
            .value()
            .value_or("");
    }

    AccountWorld world;
    PrivacyDesk desk;
    model::Actor user;
    model::Actor handler;
};

TEST_F(PrivacyTest, ACopyHoldsWhatIsKeptAndNoSecret) {
    (void)world.enrol("li.na");
    const auto copy = desk.copy(user).value();
    EXPECT_EQ(copy.at("contacts").as_object().at("full_name").as_string(), "李娜");
    EXPECT_EQ(copy.at("account").as_object().at("party").as_string(), "福山农场");
    EXPECT_EQ(copy.at("consents").as_array().size(), 1U);
    EXPECT_EQ(copy.at("second_factors").as_array().size(), 1U);
    const auto text = to_text(copy);
    EXPECT_THAT(text, ::testing::Not(::testing::HasSubstr("hash")));
    EXPECT_THAT(text, ::testing::Not(::testing::HasSubstr("secret")));
}

TEST_F(PrivacyTest, WithdrawnConsentsStandInTheHistoryAndBindTheSession) {
    ASSERT_EQ(world.login(AccountWorld::with("li.na")), "ok");
    const auto token = world.last->session_token;
    EXPECT_TRUE(world.sessions.authenticate(token)->musts.empty());
    EXPECT_EQ(desk.withdraw(user).value(), 1);
    EXPECT_THAT(world.sessions.authenticate(token)->musts, ::testing::ElementsAre(Must::consent));
    world.base.clock().advance_seconds(60);
    ASSERT_TRUE(world.sessions.consent("1", user).ok());
    const auto rows = desk.consents(user.user).value();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_TRUE(rows[0].withdrawn_at.has_value());
    EXPECT_FALSE(rows[1].withdrawn_at.has_value());
    EXPECT_EQ(desk.withdraw(user).value(), 1) << "and again";
}

TEST_F(PrivacyTest, AClosedAccountIsARowWithoutAPersonAndItsNameIsNobodysAgain) {
    ASSERT_EQ(world.login(AccountWorld::with("li.na")), "ok");
    const auto session = world.last->session_token;
    const auto token = world.accounts.issue_token({"li.na"}, CodeWorld::operator_()).value().secret;
    (void)world.enrol("li.na");
    ASSERT_EQ(code_of(desk.close(user)), "ok");
    EXPECT_THAT(row_of(user.user), ::testing::MatchesRegex("closed\\.[0-9a-f]{32}[|][|][|][|][|]closed[|]0"));
    EXPECT_EQ(code_of(world.sessions.authenticate(session)), "session.ended");
    EXPECT_EQ(code_of(world.accounts.authenticate(token)), "token.revoked");
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "login.failed");
    EXPECT_EQ(code_of(world.accounts.unlock("li.na", handler)), "user.not_found");
    const auto again = world.accounts.create("li.na", world.base.names.farm, handler);
    EXPECT_EQ(code_of(again), "user.exists");
    EXPECT_EQ(code_of(world.accounts.create("closed.by.me", world.base.names.farm, handler)), "user.name");
    EXPECT_TRUE(desk.requests(user.user).value().empty());
}

TEST_F(PrivacyTest, StaffAndTheLastAdministratorOfAPartyAskThePlatform) {
    EXPECT_EQ(code_of(desk.close(handler)), "privacy.needs_operator");
    const auto boss = world.actor("wang.xm");
    EXPECT_EQ(code_of(desk.close(boss)), "privacy.needs_operator");
    world.add("chen.dw", {Role::party_administrator});
    EXPECT_EQ(code_of(desk.close(boss)), "ok") << "another one is there";
    EXPECT_EQ(code_of(desk.close(world.actor("chen.dw"))), "privacy.needs_operator");
}

TEST_F(PrivacyTest, ARequestIsTakenAnsweredAndTheUserIsTold) {
    const auto id = requested(DataRequestKind::correction, user);
    EXPECT_EQ(code_of(desk.request(DataRequestKind::correction, "", user)), "privacy.waiting");
    const auto queued = desk.queue(DataRequestState::open, {}, 10).value();
    ASSERT_EQ(queued.size(), 1U);
    EXPECT_EQ(queued[0].user, "li.na");
    EXPECT_EQ(queued[0].request.words, "请处理");
    EXPECT_EQ(queued[0].request.due_at, model::WorkCalendar::parse(Settings().list("privacy.holidays"))
                                            .value()
                                            .working_days_after(queued[0].request.created_at, 15));
    ASSERT_EQ(code_of(desk.take(id, handler)), "ok");
    EXPECT_EQ(code_of(desk.take(id, world.actor("sec.two"))), "privacy.state");
    EXPECT_EQ(desk.queue(DataRequestState::taken, {}, 10).value().at(0).handler, "sec.one");
    EXPECT_EQ(code_of(desk.refuse(id, " ", handler)), "privacy.reason");
    ASSERT_EQ(code_of(desk.complete(id, "已更正", handler)), "ok");
    EXPECT_EQ(code_of(desk.refuse(id, "x", handler)), "privacy.state");
    EXPECT_EQ(desk.requests(user.user).value().at(0).answer, "已更正");
    ASSERT_EQ(world.messages().size(), 1U);
}

TEST_F(PrivacyTest, ADeletionOnRequestErasesTheAccountAndTellsBefore) {
    const auto admin = world.actor("sec.two");
    ASSERT_TRUE(world.accounts.save_profile({"王安", "", "wang.an@example.cn"}, admin).ok());
    const auto id = requested(DataRequestKind::deletion, admin);
    EXPECT_EQ(code_of(desk.complete(id, "", admin)), "privacy.own");
    EXPECT_EQ(code_of(desk.take(id, admin)), "privacy.own");
    ASSERT_EQ(code_of(desk.complete(id, "已注销", handler)), "ok");
    EXPECT_NE(row_of(admin.user), "");
    const auto sent = world.messages();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].to, "wang.an@example.cn");
    EXPECT_EQ(desk.queue(DataRequestState::done, {}, 10).value().at(0).request.words, "") << "words are forgotten";
}

TEST_F(PrivacyTest, OwnRequestsAreCancelledThoseOfOthersAreUnknown) {
    const auto id = requested(DataRequestKind::copy, user);
    EXPECT_EQ(code_of(desk.cancel(id, handler)), "privacy.not_found");
    EXPECT_EQ(code_of(desk.cancel(id, user)), "ok");
    EXPECT_EQ(code_of(desk.cancel(id, user)), "privacy.state");
    EXPECT_EQ(code_of(desk.request(DataRequestKind::copy, "", user)), "ok");
}

TEST_F(PrivacyTest, WhatIsDueSoonIsToldOnceAndWhatIsLateIsCounted) {
    (void)requested(DataRequestKind::copy, user);
    EXPECT_EQ(desk.remind().value(), 0);
    world.base.clock().advance_seconds(17 * 24 * 3'600);  // of 21 days with their weekends
    EXPECT_EQ(desk.remind().value(), 1);
    EXPECT_EQ(desk.remind().value(), 0);
    const auto sent = world.messages();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].to, "officer@example.cn");
    EXPECT_EQ(desk.waiting().value(), 1);
    EXPECT_EQ(desk.overdue().value(), 0);
    world.base.clock().advance_seconds(5 * 24 * 3'600);
    EXPECT_EQ(desk.overdue().value(), 1);
    EXPECT_TRUE(desk.queue(DataRequestState::open, {}, 10).value().at(0).overdue);
}

TEST_F(PrivacyTest, TheFormOfARegistrationGoesWithItsPerson) {
    testing::MediaFiles files(world.base.services());
    ContactDesk contact(world.base.services(), world.captchas, files.media);
    RegistrationForm form;
    form.party_name = "万宁椰子合作社";
    form.credit_code = "91460000MA5T0001X7";
    form.party_roles = {model::PartyRole::producer};
    form.full_name = "王小明";
    form.mail = "wang@example.cn";
    form.policy_version = "1";
    model::Actor nobody;
    nobody.name = "anonymous";
    const auto system = [&] {
        world.add("sys.one", {Role::system_administrator});
        return world.actor("sys.one");
    }();
    const auto proof = [&] {
        const auto code = world.messages().back().code.expose();
        return ContactProof{SecretText(code.substr(code.rfind('/') + 1)), "", {}};
    };
    ASSERT_TRUE(contact.registrations.apply(form, {world.captcha(), "a", "https://x", Language::zh}, nobody).ok());
    const auto id = contact.registrations.verify(proof(), nobody).value();
    ASSERT_TRUE(contact.registrations.approve(id, {{}, "a", "https://x", Language::zh}, system).ok());
    const auto made = contact.invitations.accept(
        proof(), {"wang.new", SecretText(std::string(AccountWorld::kPassword)), "", "1"}, nobody);
    ASSERT_EQ(code_of(made), "ok");
    const auto closed = requested(DataRequestKind::deletion, world.actor("wang.new"));
    ASSERT_EQ(code_of(desk.complete(closed, "", handler)), "ok");
    const auto kept = contact.registrations.get(id, system).value().applicant;
    EXPECT_EQ(kept.full_name, "***");
    EXPECT_EQ(kept.contact.address, "");
    EXPECT_EQ(kept.party_name, "万宁椰子合作社") << "the firm's own data stay";
}

}  // namespace
}  // namespace qy::business
