// Sessions: their limits, what they must do first, ends, second factors, passwords and own data.
#include "business/sessions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/bytes.h"
#include "business/testing/account_world.h"
#include "crypto/sm2.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::Role;
using testing::AccountWorld;
using testing::CodeWorld;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class T>
std::string code_of(const Result<T>& result) {
    if (result.ok()) return "ok";
    return result.error().others.empty() ? result.error().code : result.error().others.front().code;
}

SignedIn signed_in(AccountWorld& world, const std::string& name, const FactorProof& proof = {}) {
    auto attempt = AccountWorld::with(name);
    attempt.proof = proof;
    EXPECT_EQ(world.login(attempt), "ok");
    return *world.last;
}

TEST(Sessions, AnIdleSessionAndAnOldOneEnd) {
    AccountWorld world;
    world.add("li.na", {Role::party_clerk});
    const auto idle = signed_in(world, "li.na");
    world.base.clock().advance_seconds(30 * 60 - 1);
    EXPECT_EQ(code_of(world.sessions.authenticate(idle.session_token)), "ok");
    world.base.clock().advance_seconds(30 * 60);
    EXPECT_EQ(code_of(world.sessions.authenticate(idle.session_token)), "session.ended");
    const auto busy = signed_in(world, "li.na");
    for (int i = 0; i < 32; ++i) {  // every quarter of an hour, for eight hours
        EXPECT_EQ(code_of(world.sessions.authenticate(busy.session_token)), "ok") << i;
        world.base.clock().advance_seconds(15 * 60);
    }
    EXPECT_EQ(code_of(world.sessions.authenticate(busy.session_token)), "session.ended");
    for (const auto* const wrong : {"", "qy_", "no such token"}) {
        EXPECT_EQ(code_of(world.sessions.authenticate(SecretText(std::string(wrong)))), "session.ended");
    }
}

TEST(Sessions, OneMoreThanAllowedEndsTheOldest) {
    AccountWorld world(AccountWorld::Flags{{"session.per_user", "2"}});
    world.add("li.na", {Role::party_clerk});
    const auto first = signed_in(world, "li.na");
    world.base.clock().advance_seconds(1);
    const auto second = signed_in(world, "li.na");
    world.base.clock().advance_seconds(1);
    const auto third = signed_in(world, "li.na");
    EXPECT_EQ(code_of(world.sessions.authenticate(first.session_token)), "session.ended");
    EXPECT_EQ(code_of(world.sessions.authenticate(second.session_token)), "ok");
    EXPECT_EQ(code_of(world.sessions.authenticate(third.session_token)), "ok");
}

TEST(Sessions, ListedRevokedAndLeft) {
    AccountWorld world;
    world.add("li.na", {Role::party_clerk});
    world.add("other", {Role::party_clerk});
    const auto here = signed_in(world, "li.na");
    const auto there = signed_in(world, "li.na");
    const auto others = signed_in(world, "other");
    const auto actor = world.actor("li.na");
    EXPECT_EQ(world.sessions.list(actor.user)->size(), 2U);
    EXPECT_EQ(code_of(world.sessions.revoke(others.view.session.id, actor)), "session.not_found");
    EXPECT_EQ(code_of(world.sessions.revoke(there.view.session.id, actor)), "ok");
    EXPECT_EQ(code_of(world.sessions.authenticate(there.session_token)), "session.ended");
    EXPECT_EQ(code_of(world.sessions.authenticate(others.session_token)), "ok");
    EXPECT_EQ(code_of(world.sessions.logout(here.view, actor)), "ok");
    EXPECT_EQ(code_of(world.sessions.authenticate(here.session_token)), "session.ended");
    EXPECT_THAT(*world.sessions.list(actor.user), IsEmpty());
}

TEST(Sessions, AFreshTokenWithEachProofAndTheOldOneIsDead) {
    AccountWorld world;
    world.add("li.na", {Role::party_clerk});
    const auto before = signed_in(world, "li.na");
    EXPECT_TRUE(before.view.recent);
    world.base.clock().advance_seconds(10 * 60);
    auto view = world.sessions.authenticate(before.session_token).value();
    EXPECT_FALSE(view.recent);
    const auto client = AccountWorld::at("198.51.100.1");
    EXPECT_EQ(code_of(world.sessions.reauthenticate(view, SecretText(std::string("wrong")), {}, client)),
              "login.failed");
    const auto after =
        world.sessions.reauthenticate(view, SecretText(std::string(AccountWorld::kPassword)), {}, client).value();
    EXPECT_TRUE(after.view.recent);
    EXPECT_NE(after.view.csrf_token, before.view.csrf_token);
    EXPECT_EQ(code_of(world.sessions.authenticate(before.session_token)), "session.ended");
    EXPECT_EQ(code_of(world.sessions.authenticate(after.session_token)), "ok");
}

TEST(Sessions, WhatMustBeDoneFirst) {
    AccountWorld world(AccountWorld::Flags{{"privacy.policy_version", "2"}});
    const auto by = CodeWorld::operator_();
    ASSERT_TRUE(world.accounts
                    .add({"zhao.min",
                          {Role::regulator},
                          world.base.names.farm,
                          SecretText(std::string(AccountWorld::kPassword))},
                         by)
                    .ok());
    auto session = signed_in(world, "zhao.min");
    EXPECT_THAT(session.view.musts, ElementsAre(Must::second_factor, Must::consent));
    EXPECT_EQ(code_of(world.sessions.consent("1", world.actor("zhao.min"))), "consent.version");
    EXPECT_EQ(code_of(world.sessions.consent("2", world.actor("zhao.min"))), "ok");
    EXPECT_THAT(world.sessions.authenticate(session.session_token)->musts, ElementsAre(Must::second_factor));
    // Enrolled elsewhere does not make this session one with a second factor.
    const auto secret = world.enrol("zhao.min");
    EXPECT_THAT(world.sessions.authenticate(session.session_token)->musts, ElementsAre(Must::second_factor));
    session = signed_in(world, "zhao.min", {world.code(secret), "", {}});
    EXPECT_THAT(session.view.musts, IsEmpty());
    // Staff change their password every ninety days; clerks need not.
    world.base.clock().advance_seconds(90 * 24 * 3'600);
    session = signed_in(world, "zhao.min", {world.code(secret), "", {}});
    EXPECT_THAT(session.view.musts, ElementsAre(Must::change_password));
}

TEST(Sessions, OneTimeCodesAreEnrolledByTheirFirstCode) {
    AccountWorld world;
    world.add("li.na", {Role::party_clerk});
    const auto actor = world.actor("li.na");
    const auto draft = world.factors.draft_totp(actor, "手机").value();
    EXPECT_TRUE(draft.uri.expose().starts_with("otpauth://totp/"));
    EXPECT_NE(draft.uri.expose().find(draft.secret.expose()), std::string::npos);
    EXPECT_EQ(code_of(world.factors.confirm_totp(actor, draft.id, SecretText("12345"))), "factor.code_wrong");
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "ok");  // a draft asks for nothing
    const auto again = world.factors.draft_totp(actor, "手机").value();
    EXPECT_EQ(code_of(world.factors.confirm_totp(actor, draft.id, SecretText("123456"))), "factor.not_found");
    EXPECT_EQ(world.factors.list(actor.user)->size(), 1U);
    (void)again;
}

TEST(Sessions, AnSm2KeySignsIn) {
    AccountWorld world;
    world.add("zhao.min", {Role::regulator});
    const auto actor = world.actor("zhao.min");
    const auto key = crypto::Sm2PrivateKey::generate();
    const auto proof_by = [&](const crypto::Sm2PrivateKey& signer) {
        const std::string nonce = world.factors.challenge().value();
        return FactorProof{{}, nonce, SecretText(to_hex(signer.sign(bytes_of(nonce))))};
    };
    const std::string point = "04" + to_hex(key.public_key().point());
    const auto stranger = crypto::Sm2PrivateKey::generate();
    EXPECT_EQ(code_of(world.factors.enrol_sm2(actor, "UKey", point, proof_by(stranger))), "factor.signature_wrong");
    EXPECT_EQ(code_of(world.factors.enrol_sm2(actor, "UKey", "04" + std::string(128, '1'), proof_by(key))),
              "sm2.key_malformed");
    const auto codes = world.factors.enrol_sm2(actor, "UKey", point, proof_by(key)).value();
    EXPECT_EQ(codes.size(), 10U);
    EXPECT_EQ(code_of(world.factors.enrol_sm2(actor, "UKey", point, proof_by(key))), "factor.exists");

    EXPECT_EQ(world.login(AccountWorld::with("zhao.min")), "login.second_factor_required");
    auto attempt = AccountWorld::with("zhao.min");
    attempt.proof = proof_by(stranger);
    EXPECT_EQ(world.login(attempt), "login.failed");
    attempt.proof = proof_by(key);
    EXPECT_EQ(world.login(attempt), "ok");
    EXPECT_EQ(world.last->view.session.factor, "sm2");
    EXPECT_EQ(world.login(attempt), "login.failed");  // the nonce is used up
    attempt.proof = proof_by(key);
    world.base.clock().advance_seconds(300);
    attempt.captcha = world.captcha();
    EXPECT_EQ(world.login(attempt), "login.failed");  // too old
    attempt.proof = {{}, "made.up", SecretText(to_hex(key.sign(bytes_of("made.up"))))};
    attempt.captcha = world.captcha();
    EXPECT_EQ(world.login(attempt), "login.failed");  // no nonce of ours

    const auto factor = world.factors.list(actor.user)->front().id;
    EXPECT_EQ(code_of(world.factors.remove(actor, factor)), "factor.last");
}

TEST(Accounts, AUsersOwnPasswordChange) {
    AccountWorld world;
    world.add("li.na", {Role::party_clerk});
    const auto here = signed_in(world, "li.na");
    const auto there = signed_in(world, "li.na");
    const auto change = [&](const std::string& from, const std::string& to) {
        return code_of(world.accounts.change_password(world.actor("li.na"), here.view.session.id, SecretText(from),
                                                      SecretText(to)));
    };
    EXPECT_EQ(change("wrong", "Another-leaf-8"), "password.wrong");
    EXPECT_EQ(change(AccountWorld::kPassword, "short"), "password.too_short");
    EXPECT_EQ(change(AccountWorld::kPassword, AccountWorld::kPassword), "password.reused");
    std::string present = AccountWorld::kPassword;
    for (int i = 0; i < 5; ++i) {
        const std::string wanted = "Another-leaf-" + std::to_string(80 + i);
        EXPECT_EQ(change(present, wanted), "ok");
        world.base.clock().advance_seconds(1);
        present = wanted;
        if (i < 4) {
            EXPECT_EQ(change(present, AccountWorld::kPassword), "password.reused") << i;
        }
    }
    EXPECT_EQ(change(present, AccountWorld::kPassword), "ok");  // no longer among the last five
    EXPECT_EQ(code_of(world.sessions.authenticate(here.session_token)), "ok");
    EXPECT_EQ(code_of(world.sessions.authenticate(there.session_token)), "session.ended");
}

TEST(Accounts, AResetHandsOutASecretThatSetsOnePassword) {
    AccountWorld world;
    world.add("sec.one", {Role::security_administrator});
    world.add("li.na", {Role::party_clerk});
    const auto session = signed_in(world, "li.na");
    const auto admin = world.actor("sec.one");
    EXPECT_EQ(code_of(world.accounts.reset("sec.one", false, admin)), "user.own");
    const auto secret = world.accounts.reset("li.na", false, admin).value();
    EXPECT_EQ(code_of(world.sessions.authenticate(session.session_token)), "session.ended");
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "login.failed");
    model::Actor nobody;
    nobody.name = "anonymous";
    const auto redeem = [&](const SecretText& with, const std::string& password) {
        return code_of(world.accounts.redeem(with, "", SecretText(password), nobody));
    };
    EXPECT_EQ(redeem(SecretText(std::string("qy_unknown")), "Another-leaf-8"), "user.secret_invalid");
    EXPECT_EQ(redeem(secret.secret, "short"), "password.too_short");  // and stays good
    EXPECT_EQ(redeem(secret.secret, "Another-leaf-8"), "ok");
    EXPECT_EQ(redeem(secret.secret, "Another-leaf-9"), "user.secret_invalid");
    EXPECT_EQ(world.login(AccountWorld::with("li.na", "Another-leaf-8")), "ok");
    EXPECT_THAT(world.last->view.musts, IsEmpty());
    const auto late = world.accounts.reset("li.na", false, admin).value();
    world.base.clock().advance_seconds(24 * 3'600);
    EXPECT_EQ(redeem(late.secret, "Another-leaf-9"), "user.secret_invalid");
}

TEST(Accounts, TheFirstSecurityAdministratorChoosesNameAndPassword) {
    AccountWorld world;
    auto by = CodeWorld::operator_();
    by.party = world.base.names.farm;
    const auto earlier = world.accounts.first_run(by).value();
    const auto secret = world.accounts.first_run(by).value();
    ASSERT_TRUE(earlier && secret);
    model::Actor nobody;
    nobody.name = "anonymous";
    const SecretText password(std::string("Another-leaf-8"));
    EXPECT_EQ(code_of(world.accounts.redeem(earlier->secret, "wang.fang", password, nobody)), "user.secret_invalid");
    EXPECT_EQ(code_of(world.accounts.redeem(secret->secret, "", password, nobody)), "user.name");
    EXPECT_EQ(world.accounts.redeem(secret->secret, "wang.fang", password, nobody).value(), "wang.fang");
    EXPECT_THAT(world.user("wang.fang").roles, ElementsAre(Role::security_administrator));
    EXPECT_FALSE(world.accounts.first_run(by).value());
}

TEST(Accounts, ContactDataAreSealed) {
    AccountWorld world;
    world.add("li.na", {Role::party_clerk});
    const auto actor = world.actor("li.na");
    EXPECT_EQ(code_of(world.accounts.save_profile({"李娜", "12ab", ""}, actor)), "user.phone");
    EXPECT_EQ(code_of(world.accounts.save_profile({"李娜", "", "no mail"}, actor)), "user.mail");
    ASSERT_TRUE(world.accounts.save_profile({"李娜", "13800138000", "li.na@example.cn"}, actor).ok());
    const auto profile = world.accounts.profile(actor.user).value();
    EXPECT_EQ(profile.full_name, "李娜");
    EXPECT_EQ(profile.phone, "13800138000");
    EXPECT_EQ(profile.mail, "li.na@example.cn");
    const auto stored = world.base.store()
                            .read([&](storage::Reader& reader) { return storage::users::contacts(reader, actor.user); })
                            .value();
    ASSERT_TRUE(stored);
    for (const auto* const bytes : {&stored->full_name, &stored->phone, &stored->mail}) {
        EXPECT_EQ(text_of(*bytes).find("13800138000"), std::string::npos);
        EXPECT_EQ(text_of(*bytes).find("example.cn"), std::string::npos);
        EXPECT_EQ(text_of(*bytes).find("李娜"), std::string::npos);
    }
}

TEST(Accounts, DormantUsersAreDisabledAndATokenInUseKeepsItsUserAwake) {
    AccountWorld world;
    world.add("li.na", {Role::party_clerk});
    world.add("program", {Role::party_clerk});
    const auto by = CodeWorld::operator_();
    const auto token = world.accounts.issue_token({"program", "ERP", 365}, by).value().secret;
    world.base.clock().advance_seconds(80 * 24 * 3'600);
    ASSERT_TRUE(world.accounts.authenticate(token).ok());
    world.base.clock().advance_seconds(80 * 24 * 3'600);
    EXPECT_EQ(world.accounts.disable_dormant_users(by).value(), 1);
    EXPECT_EQ(world.user("li.na").disabled_reason, "dormant");
    EXPECT_TRUE(world.user("program").active);
    EXPECT_TRUE(world.accounts.authenticate(token).ok());
}

}  // namespace
}  // namespace qy::business
