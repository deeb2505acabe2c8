// Registration, invitation, forgotten passwords: what strangers may do, what they learn, and what it comes to.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/account_limits.h"
#include "business/contact_desk.h"
#include "business/testing/account_world.h"
#include "business/testing/media_files.h"
#include "message_texts.h"
#include "model/checks.h"
#include "storage/party_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::RegistrationState;
using model::Role;
using testing::AccountWorld;
using testing::CodeWorld;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto* kNewPassword = AccountWorld::kNewPassword;

template <class T>
std::string code_of(const Result<T>& result) {
    if (result.ok()) return "ok";
    return result.error().others.empty() ? result.error().code : result.error().others.front().code;
}

std::string credit_code(std::string first17) {
    return first17 + model::credit_code_check(first17);
}

class ContactTest : public ::testing::Test {
 protected:
    ContactTest() : world(AccountWorld::channels()), desk(world.base.services(), world.captchas, files.media) {
        world.add("sys.one", {Role::system_administrator});
        world.add("li.na", {Role::party_administrator});
        reviewer = world.actor("sys.one");
        manager = world.actor("li.na");
    }

    Asking asking(const std::string& from = "198.51.100.1") {
        return {world.captcha(), from, "https://qy.example.cn", Language::zh};
    }
    RegistrationForm form() {
        RegistrationForm one;
        one.party_name = "万宁椰子合作社";
        one.credit_code = credit_code("91460000MA5T0001X");
        one.party_roles = {model::PartyRole::producer};
        one.region = "469006";
        one.full_name = "王小明";
        one.mail = "Wang@example.cn";
        one.policy_version = "1";
        return one;
    }
    static ContactProof code(const std::string& phone, const std::string& digits) {
        return {{}, phone, SecretText(digits)};
    }
    /// A registration whose contact was proved.
    model::RegistrationId submitted(const RegistrationForm& one) {
        EXPECT_EQ(code_of(desk.registrations.apply(one, asking(), nobody)), "ok");
        const auto sent = world.messages();
        EXPECT_EQ(sent.size(), 1U);
        const auto proof =
            one.phone.empty() ? AccountWorld::link(sent.front()) : code(one.phone, sent.front().code.expose());
        const auto id = desk.registrations.verify(proof, nobody);
        EXPECT_EQ(code_of(id), "ok");
        return id.ok() ? *id : model::RegistrationId();
    }
    static Acceptance acceptance(const std::string& name) {
        return {name, SecretText(std::string(kNewPassword)), "", "1"};
    }
    std::string login(const std::string& name, const std::string& password = kNewPassword) {
        return world.login(AccountWorld::with(name, password));
    }

    AccountWorld world;
    testing::MediaFiles files{world.base.services()};
    ContactDesk desk;
    model::Actor reviewer;
    model::Actor manager;
    model::Actor nobody = AccountWorld::nobody();
};

TEST_F(ContactTest, AFirmRegistersIsApprovedAndItsFirstUserIsItsAdministrator) {
    const auto id = submitted(form());
    const auto waiting = desk.registrations.list(RegistrationState::submitted, {}, 10, reviewer).value();
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0].applicant.full_name, "王小明");
    EXPECT_EQ(waiting[0].applicant.contact.address, "wang@example.cn");
    const auto invitation = desk.registrations.approve(id, asking(), reviewer);
    ASSERT_EQ(code_of(invitation), "ok");
    EXPECT_EQ(code_of(desk.registrations.approve(id, asking(), reviewer)), "registration.state");
    const auto sent = world.messages();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_THAT(sent[0].code.expose(), HasSubstr("https://qy.example.cn/join/qy_"));
    const auto user = desk.invitations.accept(AccountWorld::link(sent[0]), acceptance("wang.xm"), nobody);
    ASSERT_EQ(code_of(user), "ok");
    EXPECT_THAT(user->user.roles, ElementsAre(Role::party_administrator));
    EXPECT_EQ(login("wang.xm"), "ok");
    EXPECT_TRUE(world.last->view.musts.empty()) << "the consent of the registration counts";
    const auto own = model::Reach::of(user->user.party);
    const auto party = world.base.store().read([&](auto& r) { return storage::parties::find(r, own, own.party); });
    EXPECT_EQ(party.value()->name, "万宁椰子合作社");
    EXPECT_EQ(party.value()->credit_code, form().credit_code);
    EXPECT_EQ(world.accounts.profile(user->user.id).value().mail, "wang@example.cn");
    EXPECT_EQ(code_of(desk.invitations.accept(AccountWorld::link(sent[0]), acceptance("wang.two"), nobody)),
              "proof.invalid");
}

TEST_F(ContactTest, FaultsOfAFormAreToldAtOnceAndNothingIsSent) {
    struct Row {
        const char* code;
        std::function<void(RegistrationForm&)> spoil;
    };
    const Row rows[] = {
        {"registration.full_name", [](auto& f) { f.full_name = " "; }},
        {"credit_code.check", [](auto& f) { f.credit_code.back() = f.credit_code.back() == '1' ? '2' : '1'; }},
        {"credit_code.malformed", [](auto& f) { f.credit_code = "1"; }},
        {"registration.name", [](auto& f) { f.party_name = ""; }},
        {"registration.roles", [](auto& f) { f.party_roles = {}; }},
        {"registration.roles", [](auto& f) { f.party_roles = {model::PartyRole::regulator}; }},
        {"registration.region", [](auto& f) { f.region = "110000x"; }},
        {"contact.one", [](auto& f) { f.mail = ""; }},
        {"contact.one", [](auto& f) { f.phone = "13800138000"; }},
        {"user.mail", [](auto& f) { f.mail = "wang@example.cn\r\nBcc: x@y.cn"; }},
        {"consent.version", [](auto& f) { f.policy_version = "0"; }},
    };
    for (const auto& row : rows) {
        auto one = form();
        row.spoil(one);
        EXPECT_EQ(code_of(desk.registrations.apply(one, asking(), nobody)), row.code);
    }
    EXPECT_TRUE(world.messages().empty());
}

TEST_F(ContactTest, NothingIsSentWithoutACaptchaOrAChannel) {
    auto without = asking();
    without.captcha.reset();
    EXPECT_EQ(code_of(desk.registrations.apply(form(), without, nobody)), "login.captcha_required");
    EXPECT_EQ(code_of(desk.recovery.ask("li.na", "", "a@example.cn", without, nobody)), "login.captcha_required");
    auto wrong = asking();
    wrong.captcha->answer = "999";
    EXPECT_EQ(code_of(desk.registrations.apply(form(), wrong, nobody)), "login.captcha_wrong");
    EXPECT_TRUE(world.messages().empty());
    AccountWorld silent;
    ContactDesk deaf(silent.base.services(), silent.captchas, files.media);
    EXPECT_EQ(code_of(deaf.registrations.apply(form(), {silent.captcha(), "a", "", Language::zh}, nobody)),
              "message.no_channel");
}

TEST_F(ContactTest, NobodyReviewsWhatWasNotProved) {
    ASSERT_EQ(code_of(desk.registrations.apply(form(), asking(), nobody)), "ok");
    EXPECT_TRUE(desk.registrations.list(RegistrationState::unverified, {}, 10, reviewer).value().empty());
    EXPECT_TRUE(desk.registrations.list(RegistrationState::submitted, {}, 10, reviewer).value().empty());
    const auto sent = world.messages();
    world.base.clock().advance_seconds(limits::proof_link_seconds);
    EXPECT_EQ(code_of(desk.registrations.verify(AccountWorld::link(sent[0]), nobody)), "proof.invalid");
}

TEST_F(ContactTest, AReturnedRegistrationIsCorrectedAndOneThatIsRejectedIsNot) {
    const auto id = submitted(form());
    EXPECT_EQ(code_of(desk.registrations.give_back(id, " ", asking(), reviewer)), "registration.comment");
    ASSERT_EQ(code_of(desk.registrations.give_back(id, "请补全地址", asking(), reviewer)), "ok");
    const auto sent = world.messages();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_THAT(sent[0].text, HasSubstr("请补全地址"));
    EXPECT_EQ(desk.registrations.returned(AccountWorld::link(sent[0])).value().comment, "请补全地址");
    auto corrected = form();
    corrected.address = "万宁市兴隆镇";
    ASSERT_EQ(code_of(desk.registrations.correct(AccountWorld::link(sent[0]), corrected, nobody)), "ok");
    EXPECT_EQ(code_of(desk.registrations.correct(AccountWorld::link(sent[0]), corrected, nobody)), "proof.invalid");
    EXPECT_EQ(desk.registrations.get(id, reviewer).value().applicant.address, "万宁市兴隆镇");
    ASSERT_EQ(code_of(desk.registrations.reject(id, "不在本平台范围", asking(), reviewer)), "ok");
    EXPECT_THAT(world.messages().front().text, HasSubstr("不在本平台范围"));
    EXPECT_EQ(code_of(desk.registrations.approve(id, asking(), reviewer)), "registration.state");
}

TEST_F(ContactTest, AFirmThatIsThereIsTakenOverOnceAndOneWithUsersIsNot) {
    const auto named = world.base.store().write([&](storage::Writer& writer) -> Result<void> {
        model::Party party;
        party.id = model::PartyId(77);
        party.kind = model::PartyKind::unverified;
        party.name = form().party_name;
        party.roles = {model::PartyRole::seller};
        return storage::parties::insert(writer, party);
    });
    ASSERT_TRUE(named.ok());
    const auto invitation = desk.registrations.approve(submitted(form()), asking(), reviewer).value();
    EXPECT_EQ(invitation.party, model::PartyId(77));
    ASSERT_EQ(
        code_of(desk.invitations.accept(AccountWorld::link(world.messages().front()), acceptance("wang.xm"), nobody)),
        "ok");
    const auto again = submitted(form());
    EXPECT_EQ(code_of(desk.registrations.approve(again, asking(), reviewer)), "party.has_users");
}

TEST_F(ContactTest, APersonJoinsAFirmByItsAdministrator) {
    const auto invitation = desk.registrations.approve(submitted(form()), asking(), reviewer).value();
    ASSERT_EQ(
        code_of(desk.invitations.accept(AccountWorld::link(world.messages().front()), acceptance("wang.xm"), nobody)),
        "ok");
    RegistrationForm person;
    person.kind = model::RegistrationKind::person;
    person.credit_code = form().credit_code;
    person.full_name = "符阿妹";
    person.phone = "+8613800138000";
    person.policy_version = "1";
    const auto id = submitted(person);
    const auto boss = world.actor("wang.xm");
    EXPECT_TRUE(desk.registrations.list(RegistrationState::submitted, {}, 10, manager).value().empty());
    EXPECT_EQ(code_of(desk.registrations.approve(id, asking(), manager)), "registration.not_found");
    ASSERT_EQ(desk.registrations.list(RegistrationState::submitted, {}, 10, boss).value().size(), 1U);
    ASSERT_EQ(code_of(desk.registrations.approve(id, asking(), boss)), "ok");
    const auto sent = world.messages();
    EXPECT_EQ(sent[0].to, "13800138000");
    const auto user = desk.invitations.accept(code("13800138000", sent[0].code.expose()), acceptance("fu.mei"), nobody);
    ASSERT_EQ(code_of(user), "ok");
    EXPECT_EQ(user->user.party, invitation.party);
    EXPECT_THAT(user->user.roles, ElementsAre(Role::party_clerk));
    person.credit_code = credit_code("91460000MA5T0002X");
    EXPECT_EQ(code_of(desk.registrations.apply(person, asking(), nobody)), "party.not_found");
}

TEST_F(ContactTest, AFarmerIsAPartyOfItsOwnUnderACooperative) {
    auto farmer = form();
    const auto cooperative = desk.registrations.approve(submitted(farmer), asking(), reviewer).value().party;
    ASSERT_EQ(world.messages().size(), 1U);
    farmer.kind = model::RegistrationKind::farmer;
    const auto invitation = desk.registrations.approve(submitted(farmer), asking(), reviewer).value();
    const auto find = [&](auto& r) { return storage::parties::find(r, model::Reach::everything(), invitation.party); };
    const auto made = *world.base.store().read(find).value();
    EXPECT_EQ(made.kind, model::PartyKind::farmer);
    EXPECT_EQ(made.cooperative, cooperative);
}

TEST_F(ContactTest, InvitationsGoToRolesOfTheOwnPartyAndCanBeRevoked) {
    InvitationOrder order{"陈大文", "13700000001", "", {Role::party_clerk}};
    EXPECT_EQ(code_of(desk.invitations.invite({"", "13700000001", "", {}}, asking(), manager)), "invitation.roles");
    for (const auto role :
         {Role::system_administrator, Role::regulator, Role::brand_manager, Role::audit_administrator}) {
        order.roles = {Role::party_clerk, role};
        EXPECT_EQ(code_of(desk.invitations.invite(order, asking(), manager)), "invitation.roles");
    }
    order.roles = {Role::party_clerk, Role::party_reviewer};
    const auto made = desk.invitations.invite(order, asking(), manager).value();
    const auto sent = world.messages();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(code_of(desk.invitations.revoke(made.id, reviewer.party == manager.party ? nobody : reviewer)),
              "invitation.not_found");
    ASSERT_EQ(code_of(desk.invitations.revoke(made.id, manager)), "ok");
    EXPECT_EQ(
        code_of(desk.invitations.accept(code("13700000001", sent[0].code.expose()), acceptance("chen.dw"), nobody)),
        "proof.invalid");
    EXPECT_EQ(code_of(desk.invitations.revoke(made.id, manager)), "invitation.state");
    const auto listed = desk.invitations.list({}, 10, manager).value();
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0].contact.address, "") << "what is over is forgotten";
}

TEST_F(ContactTest, AFaultOfTheAcceptanceLeavesTheProofAsGoodAsBefore) {
    ASSERT_EQ(code_of(desk.invitations.invite({"", "", "chen@example.cn", {Role::party_clerk}}, asking(), manager)),
              "ok");
    const auto proof = AccountWorld::link(world.messages().front());
    auto one = acceptance("Chen");
    EXPECT_EQ(code_of(desk.invitations.accept(proof, one, nobody)), "user.name");
    one.name = "li.na";
    EXPECT_EQ(code_of(desk.invitations.accept(proof, one, nobody)), "user.exists");
    one.name = "chen.dw";
    one.policy_version = "";
    EXPECT_EQ(code_of(desk.invitations.accept(proof, one, nobody)), "consent.version");
    one.policy_version = "1";
    one.password = SecretText(std::string("short"));
    EXPECT_NE(code_of(desk.invitations.accept(proof, one, nobody)), "ok");
    one.password = SecretText(std::string(kNewPassword));
    EXPECT_EQ(code_of(desk.invitations.accept(proof, one, nobody)), "ok");
}

class RecoveryTest : public ContactTest {
 protected:
    RecoveryTest() {
        const auto saved = world.accounts.save_profile({"李娜", "13900139000", "li.na@example.cn"}, manager);
        EXPECT_TRUE(saved.ok());
    }
    std::string asked(const std::string& name, const std::string& phone, const std::string& mail) {
        return code_of(desk.recovery.ask(name, phone, mail, asking(), nobody));
    }
    std::string recovered(const ContactProof& proof, const std::string& password = kNewPassword) {
        return code_of(desk.recovery.recover(proof, SecretText(password), asking(), nobody));
    }
};

TEST_F(RecoveryTest, ALinkSetsAPasswordOnceAndEndsEverything) {
    ASSERT_EQ(login("li.na", AccountWorld::kPassword), "ok");
    const auto session = world.last->session_token;
    const auto token = world.accounts.issue_token({"li.na"}, CodeWorld::operator_()).value().secret;
    ASSERT_EQ(asked("li.na", "", "LI.NA@example.cn"), "ok");
    const auto sent = world.messages();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].to, "li.na@example.cn");
    EXPECT_EQ(recovered(AccountWorld::link(sent[0]), "short"), "password.too_short");
    EXPECT_EQ(recovered(AccountWorld::link(sent[0]), AccountWorld::kPassword), "password.reused");
    ASSERT_EQ(recovered(AccountWorld::link(sent[0])), "ok");
    EXPECT_EQ(recovered(AccountWorld::link(sent[0]), "Green-mango-45"), "proof.invalid");
    EXPECT_EQ(code_of(world.sessions.authenticate(session)), "session.ended");
    EXPECT_EQ(code_of(world.accounts.authenticate(token)), "token.revoked");
    EXPECT_EQ(login("li.na"), "ok");
    // The owner is told wherever it can be reached.
    const auto told = world.messages();
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].kind, message_kind::password_changed);
    EXPECT_EQ(told[1].to, "13900139000");
}

TEST_F(RecoveryTest, TheSecondFactorStays) {
    const auto secret = world.enrol("li.na");
    ASSERT_EQ(asked("li.na", "", "li.na@example.cn"), "ok");
    ASSERT_EQ(recovered(AccountWorld::link(world.messages().front())), "ok");
    EXPECT_EQ(login("li.na"), "login.second_factor_required");
    auto attempt = AccountWorld::with("li.na", kNewPassword);
    attempt.proof.code = world.code(secret);
    EXPECT_EQ(world.login(attempt), "ok");
}

TEST_F(RecoveryTest, TheAnswerIsTheSameWhetherOrNotThereIsSuchAnAccount) {
    const auto known = desk.recovery.ask("li.na", "", "li.na@example.cn", asking(), nobody).value();
    const auto unknown = desk.recovery.ask("no.body", "", "li.nb@example.cn", asking(), nobody).value();
    const auto other = desk.recovery.ask("li.na", "", "li.nc@example.cn", asking(), nobody).value();
    EXPECT_EQ(known.sent_to, unknown.sent_to);
    EXPECT_EQ(known.expires_at, unknown.expires_at);
    EXPECT_EQ(known.sent_to, other.sent_to);
    EXPECT_EQ(world.messages().size(), 1U);
    // And so are wrong codes.
    EXPECT_EQ(recovered(code("13900139000", "123456")), "proof.invalid");
    EXPECT_EQ(recovered(code("13900139001", "123456")), "proof.invalid");
}

TEST_F(RecoveryTest, ACodeDiesAfterAFewWrongOnesAndAfterItsTime) {
    ASSERT_EQ(asked("li.na", "13900139000", ""), "ok");
    const auto first = world.messages().front().code.expose();
    const std::string wrong = first == "000000" ? "000001" : "000000";
    for (int i = 0; i < limits::code_tries_max; ++i) EXPECT_EQ(recovered(code("13900139000", wrong)), "proof.invalid");
    EXPECT_EQ(recovered(code("13900139000", first)), "proof.invalid");
    ASSERT_EQ(asked("li.na", "13900139000", ""), "ok");
    const auto second = world.messages().front().code.expose();
    world.base.clock().advance_seconds(limits::code_seconds);
    EXPECT_EQ(recovered(code("13900139000", second)), "proof.invalid");
    ASSERT_EQ(asked("li.na", "13900139000", ""), "ok");
    EXPECT_EQ(recovered(code("+8613900139000", world.messages().front().code.expose())), "ok");
}

TEST_F(RecoveryTest, AProofOpensNothingButWhatItWasSentFor) {
    ASSERT_EQ(asked("li.na", "", "li.na@example.cn"), "ok");
    const auto proof = AccountWorld::link(world.messages().front());
    EXPECT_EQ(code_of(desk.registrations.verify(proof, nobody)), "proof.invalid");
    EXPECT_EQ(code_of(desk.invitations.accept(proof, acceptance("chen.dw"), nobody)), "proof.invalid");
    EXPECT_EQ(code_of(world.accounts.redeem(proof.secret, "", SecretText(std::string(kNewPassword)), nobody)),
              "user.secret_invalid");
    EXPECT_EQ(recovered({}), "proof.malformed");
    EXPECT_EQ(recovered({proof.secret, "13900139000", SecretText(std::string("123456"))}), "proof.malformed");
    EXPECT_EQ(recovered(proof), "ok");
}

TEST_F(RecoveryTest, MessagesAreLimitedForEachContactAndEachAddress) {
    for (int i = 0; i < 5; ++i) ASSERT_EQ(asked("li.na", "", "li.na@example.cn"), "ok");
    EXPECT_EQ(asked("li.na", "", "li.na@example.cn"), "message.too_many");
    EXPECT_EQ(asked("no.body", "", "li.nb@example.cn"), "ok") << "another contact";
    for (int i = 1; i < 15; ++i) {
        EXPECT_EQ(asked("x.y", "", "a" + std::to_string(i) + "@example.cn"), i < 15 ? "ok" : "message.too_many");
    }
    EXPECT_EQ(asked("x.y", "", "z@example.cn"), "message.too_many") << "twenty from this address";
    EXPECT_EQ(code_of(desk.recovery.ask("x.y", "", "z@example.cn", asking("203.0.113.9"), nobody)), "ok");
    world.base.clock().advance_seconds(3'600);
    EXPECT_EQ(asked("li.na", "", "li.na@example.cn"), "ok");
}

}  // namespace
}  // namespace qy::business
