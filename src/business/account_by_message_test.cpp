// Accounts whose users are reached by mail or SMS: nobody but the user learns what sets the password, and nobody
// chooses alone who agrees to its own work.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/invitations.h"
#include "business/recovery.h"
#include "business/testing/account_world.h"
#include "message_texts.h"
#include "storage/role_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Role;
using testing::AccountWorld;
using testing::CodeWorld;
using ::testing::ElementsAre;

constexpr auto* kNewPassword = AccountWorld::kNewPassword;

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

class AccountsByMessage : public ::testing::Test {
 protected:
    explicit AccountsByMessage(const AccountWorld::Flags& settings = AccountWorld::channels())
        : world(settings), invitations(world.base.services()), recovery(world.base.services(), world.captchas) {
        world.add("sec.one", {Role::security_administrator});
        world.add("sys.one", {Role::system_administrator});
        world.add("li.na", {Role::party_administrator});
        security = world.actor("sec.one");
        reviewer = world.actor("sys.one");
        manager = world.actor("li.na");
        EXPECT_TRUE(world.accounts.save_profile({"李娜", "13900139000", "li.na@example.cn"}, manager).ok());
    }
    static Asking asking() { return {std::nullopt, "198.51.100.1", "https://qy.example.cn", Language::zh}; }
    std::string set_password(const ContactProof& proof) {
        return code_of(recovery.recover(proof, SecretText(std::string(kNewPassword)), asking(), nobody));
    }
    std::string login(const std::string& name, const std::string& password = kNewPassword) {
        return world.login(AccountWorld::with(name, password));
    }
    NewAccount account(const std::string& phone, const std::string& mail) const {
        return {"chen.dw", world.base.names.farm, phone, mail};
    }

    AccountWorld world;
    Invitations invitations;
    Recovery recovery;
    model::Actor security;
    model::Actor reviewer;
    model::Actor manager;
    model::Actor nobody = AccountWorld::nobody();
};

TEST_F(AccountsByMessage, WhoMakesAnAccountLearnsWhereItWasSentAndNothingElse) {
    const auto made = world.accounts.create(account("", "Chen@example.cn"), asking(), security).value();
    EXPECT_EQ(made.sent_to, "c***@example.cn");
    EXPECT_EQ(made.expires_at, world.base.clock().now().plus_seconds(24 * 3'600));
    const auto sent = world.messages();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].kind, message_kind::account_made);
    EXPECT_EQ(sent[0].to, "chen@example.cn");
    world.base.clock().advance_seconds(24 * 3'600 - 1);
    ASSERT_EQ(set_password(AccountWorld::link(sent[0])), "ok");
    EXPECT_EQ(set_password(AccountWorld::link(sent[0])), "proof.invalid");
    EXPECT_EQ(login("chen.dw"), "ok");
    EXPECT_TRUE(world.user("chen.dw").roles.empty());
    EXPECT_EQ(world.accounts.profile(world.user("chen.dw").id)->mail, "chen@example.cn");
}

TEST_F(AccountsByMessage, ACodeBySmsIsGoodForADayAndThreeTries) {
    ASSERT_TRUE(world.accounts.create(account("13700000001", ""), asking(), security).ok());
    const auto sent = world.messages();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].to, "13700000001");
    world.base.clock().advance_seconds(3'600);
    const std::string wrong = sent[0].code.expose() == "000000" ? "000001" : "000000";
    for (int i = 0; i < 2; ++i) EXPECT_EQ(set_password({{}, "13700000001", SecretText(wrong)}), "proof.invalid");
    EXPECT_EQ(set_password({{}, "13700000001", sent[0].code}), "ok");
}

TEST_F(AccountsByMessage, AResetEndsEverythingAtOnceAndReachesItsUserAlone) {
    ASSERT_EQ(login("li.na", AccountWorld::kPassword), "ok");
    const auto session = world.last->session_token;
    const auto done = world.accounts.reset("li.na", asking(), security).value();
    EXPECT_EQ(done.sent_to, "l***@example.cn") << "by mail when there is one";
    EXPECT_EQ(code_of(world.sessions.authenticate(session)), "session.ended");
    EXPECT_EQ(login("li.na", AccountWorld::kPassword), "login.failed");
    const auto sent = world.messages();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].kind, message_kind::account_reset);
    EXPECT_EQ(set_password(AccountWorld::link(sent[0])), "ok");
    EXPECT_EQ(login("li.na"), "ok");
    EXPECT_EQ(code_of(world.accounts.reset("sec.one", asking(), security)), "user.own");
    EXPECT_EQ(code_of(world.accounts.reset("nobody", asking(), security)), "user.not_found");
}

TEST_F(AccountsByMessage, WhoCannotBeReachedIsLeftAsItWas) {
    EXPECT_EQ(code_of(world.accounts.reset("sys.one", asking(), security)), "user.unreachable");
    EXPECT_EQ(login("sys.one", AccountWorld::kPassword), "ok");
    EXPECT_EQ(code_of(world.accounts.create(account("", ""), asking(), security)), "contact.one");
    EXPECT_EQ(code_of(world.accounts.create(account("", "no address"), asking(), security)), "user.mail");
    auto taken = account("", "chen@example.cn");
    taken.name = "li.na";
    EXPECT_EQ(code_of(world.accounts.create(taken, asking(), security)), "user.exists");
    EXPECT_TRUE(world.messages().empty());
}

class AccountsWithoutChannel : public AccountsByMessage {
 protected:
    AccountsWithoutChannel() : AccountsByMessage(AccountWorld::Flags{}) {}
};

TEST_F(AccountsWithoutChannel, TheOperatorAtTheMachineIsNamedInstead) {
    const auto made = world.accounts.create(account("", "chen@example.cn"), asking(), security);
    EXPECT_EQ(code_of(made), "user.unreachable");
    EXPECT_THAT(made.error().arguments, ElementsAre("qiongyuan user add --name chen.dw"));
    const auto done = world.accounts.reset("li.na", asking(), security);
    EXPECT_EQ(code_of(done), "user.unreachable");
    EXPECT_THAT(done.error().arguments, ElementsAre("qiongyuan user reset --name li.na"));
    EXPECT_EQ(login("li.na", AccountWorld::kPassword), "ok");
}

TEST_F(AccountsByMessage, NobodyInvitesItsOwnReviewerOrGivesWhatItDoesNotHave) {
    const auto role = [&](const char* name, std::vector<model::Permission> permissions) {
        const model::RoleDefinition made{
            Role(name), "角色", "Role", model::Scope::own_party, "", std::move(permissions)};
        const auto put = [&](storage::Writer& writer) { return storage::roles::insert(writer, made); };
        EXPECT_TRUE(world.base.store().write(put).ok());
        world.base.services().roles.changed();
        return made.role;
    };
    const auto invite = [&](const Role& one, const model::Actor& by) {
        return invitations.invite({"陈大文", "", "chen@example.cn", {Role::party_clerk, one}}, asking(), by);
    };
    EXPECT_EQ(code_of(invite(role("own_lists", {model::Permission::export_personal}), manager)), "invitation.roles");
    EXPECT_EQ(code_of(invite(role("own_freezer", {model::Permission::freeze_codes}), manager)), "invitation.roles");
    EXPECT_EQ(code_of(invite(Role("own_lists"), reviewer)), "ok") << "who admits users everywhere chooses freely";
    (void)world.messages();
    // A role that reviews waits for the platform, whoever invites.
    const auto mixed = role("label_checker", {model::Permission::export_codes, model::Permission::review});
    EXPECT_THAT(invite(mixed, manager)->asked_for, ElementsAre(mixed));
    (void)world.messages();
    EXPECT_THAT(invite(Role::party_reviewer, manager)->asked_for, ElementsAre(Role::party_reviewer));
    const auto made = invitations
                          .accept(AccountWorld::link(world.messages().back()),
                                  {"chen.dw", SecretText(std::string(kNewPassword)), "", "1"}, nobody)
                          .value();
    EXPECT_THAT(made.user.roles, ElementsAre(Role::party_clerk));
    EXPECT_THAT(made.asked_for, ElementsAre(Role::party_reviewer));
    EXPECT_FALSE(world.actor("chen.dw").may(model::Permission::review));
    const auto waiting = world.roles.list(model::ProposalState::proposed, {}, 10).value();
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0].user, "chen.dw");
    EXPECT_EQ(waiting[0].proposer, manager.name);
    EXPECT_EQ(waiting[0].proposal.subject, "party_reviewer");
    EXPECT_EQ(code_of(world.roles.approve(waiting[0].proposal.id, manager)), "role.same_person");
    ASSERT_EQ(code_of(world.roles.approve(waiting[0].proposal.id, security)), "ok");
    EXPECT_TRUE(world.actor("chen.dw").may(model::Permission::review));
}

}  // namespace
}  // namespace qy::business
