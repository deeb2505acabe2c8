// Log-in: nothing is told to a guesser, captchas and locks where they belong, and the owner gets in while a thousand
// strangers try.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/text.h"
#include "business/testing/account_world.h"
#include "crypto/password.h"
#include "storage/clock_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::Role;
using testing::AccountWorld;

std::string address(int i) {
    return "203.0." + std::to_string(i / 250) + "." + std::to_string(i % 250);
}

TEST(Login, TheSameAnswerForAnUnknownNameAndAWrongPassword) {
    AccountWorld world(AccountWorld::Flags{{"login.captcha", "never"}});
    world.add("li.na", {Role::party_clerk});
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "ok");
    EXPECT_EQ(world.login(AccountWorld::with(" Li.Na ")), "ok");  // case and spaces around
    for (const auto* const name : {"li.na", "nobody", "", "x", "SELECT 1"}) {
        EXPECT_EQ(world.login(AccountWorld::with(name, "wrong"), AccountWorld::at(name)), "login.failed") << name;
    }
}

TEST(Login, ACaptchaIsAskedForAfterThreeFailuresAndGoodOnce) {
    AccountWorld world;
    world.add("li.na", {Role::party_clerk});
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(world.login(AccountWorld::with("li.na", "wrong"), AccountWorld::at(address(i))), "login.failed");
    }
    auto attempt = AccountWorld::with("li.na");
    EXPECT_EQ(world.login(attempt), "login.captcha_required");
    EXPECT_EQ(world.login(AccountWorld::with("another"), AccountWorld::at(address(9))), "login.failed");
    attempt.captcha = world.captcha();
    attempt.captcha->answer += "1";
    EXPECT_EQ(world.login(attempt), "login.captcha_wrong");
    attempt.captcha->answer.pop_back();
    EXPECT_EQ(world.login(attempt), "login.captcha_wrong");  // used up by the wrong answer
    attempt.captcha = world.captcha();
    EXPECT_EQ(world.login(attempt), "ok");
    EXPECT_EQ(world.login(attempt), "login.captcha_wrong");  // used up by the right one
    attempt.captcha = world.captcha();
    world.base.clock().advance_seconds(300);
    EXPECT_EQ(world.login(attempt), "login.captcha_wrong");  // too old
}

TEST(Login, CaptchasCanBeAskedForAlwaysOrNever) {
    AccountWorld always(AccountWorld::Flags{{"login.captcha", "always"}});
    always.add("li.na", {Role::party_clerk});
    EXPECT_EQ(always.login(AccountWorld::with("li.na")), "login.captcha_required");
    AccountWorld never(AccountWorld::Flags{{"login.captcha", "never"}});
    never.add("li.na", {Role::party_clerk});
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(never.login(AccountWorld::with("li.na", "wrong"), AccountWorld::at(address(i))), "login.failed");
    }
    EXPECT_EQ(never.login(AccountWorld::with("li.na")), "ok");
}

TEST(Login, FiveFailuresLockTheAccountAtThatAddressAlone) {
    AccountWorld world(AccountWorld::Flags{{"login.captcha", "never"}});
    world.add("li.na", {Role::party_clerk});
    const auto stranger = AccountWorld::at("203.0.113.9");
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(world.login(AccountWorld::with("li.na", "wrong"), stranger), "login.failed") << i;
    }
    EXPECT_EQ(world.login(AccountWorld::with("li.na"), stranger), "login.locked");
    EXPECT_EQ(world.login(AccountWorld::with("li.na"), AccountWorld::at("203.0.113.10")), "ok");
    world.base.clock().advance_seconds(15 * 60 - 1);
    EXPECT_EQ(world.login(AccountWorld::with("li.na"), stranger), "login.locked");
    world.base.clock().advance_seconds(1);
    EXPECT_EQ(world.login(AccountWorld::with("li.na", "wrong"), stranger), "login.failed");  // counted anew
    EXPECT_EQ(world.login(AccountWorld::with("li.na"), stranger), "ok");
    for (int i = 0; i < 5; ++i) world.login(AccountWorld::with("nobody", "wrong"), stranger);
    EXPECT_EQ(world.login(AccountWorld::with("nobody", "wrong"), stranger), "login.locked");  // unknown names lock too
}

/// A thousand strangers, each with a few passwords, one of them right.
void attack(AccountWorld& world, const std::string& name) {
    std::map<std::string, int> answers;
    for (int i = 0; i < 1'000; ++i) {
        auto attempt = AccountWorld::with(name, i % 7 == 6 ? AccountWorld::kPassword : "Guess-" + std::to_string(i));
        if (i % 2 == 0) attempt.captcha = world.captcha();
        ++answers[world.login(attempt, AccountWorld::at(address(i)))];
    }
    EXPECT_EQ(answers["ok"], 0) << "guessed";
    EXPECT_GT(answers["login.captcha_required"], 400);
    EXPECT_GT(answers["login.slow"], 400);
    EXPECT_LT(answers["login.failed"], 60);
}

TEST(Login, AThousandStrangersNeitherGetInNorKeepTheOwnerOut) {
    AccountWorld world;
    world.add("zhao.min", {Role::regulator});
    const auto secret = world.enrol("zhao.min");
    const auto recovery = world.factors.renew_recovery_codes(world.actor("zhao.min")).value();
    // The owner has signed in once, in the office.
    auto own = AccountWorld::with("zhao.min");
    own.proof.code = world.code(secret);
    ASSERT_EQ(world.login(own), "ok");
    const auto office = world.last->device_token;
    attack(world, "zhao.min");

    // In the office: no captcha, no waiting.
    auto client = AccountWorld::at("198.51.100.7");
    client.known_device = office;
    own.proof.code = world.code(secret, 1);
    EXPECT_EQ(world.login(own, client), "ok");
    // Elsewhere: a captcha and the second factor.
    world.base.clock().advance_seconds(90);
    own.proof.code = world.code(secret);
    EXPECT_EQ(world.login(own, AccountWorld::at("198.51.100.8")), "login.captcha_required");
    own.captcha = world.captcha();
    EXPECT_EQ(world.login(own, AccountWorld::at("198.51.100.8")), "ok");
    own.captcha = world.captcha();
    own.proof.code = recovery.front();
    EXPECT_EQ(world.login(own, AccountWorld::at("198.51.100.9")), "ok");
    // A recovery code opens once.
    own.captcha = world.captcha();
    EXPECT_EQ(world.login(own, AccountWorld::at("198.51.100.9")), "login.failed");
}

TEST(Login, UnderAttackTheRightPasswordAloneTellsNothing) {
    AccountWorld world(AccountWorld::Flags{{"login.captcha", "never"}});
    world.add("zhao.min", {Role::regulator});
    world.add("li.na", {Role::party_clerk});
    const auto secret = world.enrol("zhao.min");
    EXPECT_EQ(world.login(AccountWorld::with("zhao.min")), "login.second_factor_required");
    for (const auto* const name : {"zhao.min", "li.na", "nobody"}) {
        for (int i = 0; i < 20; ++i) {
            world.login(AccountWorld::with(name, "wrong"), AccountWorld::at(address(i)));
        }
    }
    // One at a time, and the same answers for a right and a wrong password, a known and an unknown name.
    for (const auto* const name : {"zhao.min", "nobody"}) {
        EXPECT_EQ(world.login(AccountWorld::with(name)), "login.failed") << name;
        EXPECT_EQ(world.login(AccountWorld::with(name)), "login.slow") << name;
        auto made_up = AccountWorld::with(name);
        made_up.proof.code = SecretText("000000");
        EXPECT_EQ(world.login(made_up), "login.failed") << name;
    }
    // Whoever has no second factor waits for a turn; a made-up code is no way around it.
    auto made_up = AccountWorld::with("li.na");
    made_up.proof.code = SecretText("000000");
    EXPECT_EQ(world.login(made_up, AccountWorld::at("198.51.100.2")), "login.failed");
    EXPECT_EQ(world.login(AccountWorld::with("li.na"), AccountWorld::at("198.51.100.2")), "ok");
    EXPECT_EQ(world.login(AccountWorld::with("li.na"), AccountWorld::at("198.51.100.3")), "login.slow");
    world.base.clock().advance_seconds(30);
    EXPECT_EQ(world.login(AccountWorld::with("li.na"), AccountWorld::at("198.51.100.3")), "ok");
}

TEST(Login, WhoKnowsThePasswordCannotTryCodesForLong) {
    AccountWorld world(AccountWorld::Flags{{"login.captcha", "never"}});
    world.add("zhao.min", {Role::regulator});
    const auto secret = world.enrol("zhao.min");
    const auto recovery = world.factors.renew_recovery_codes(world.actor("zhao.min")).value();
    auto attempt = AccountWorld::with("zhao.min");
    attempt.proof.code = world.code(secret, 5);  // wrong now
    for (int i = 0; i < 10; ++i) EXPECT_EQ(world.login(attempt, AccountWorld::at(address(i))), "login.failed");
    attempt.proof.code = world.code(secret);
    EXPECT_EQ(world.login(attempt), "login.failed");
    attempt.proof.code = recovery[3];
    EXPECT_EQ(world.login(attempt), "ok");
    world.base.clock().advance_seconds(3'601);
    attempt.proof.code = world.code(secret);
    EXPECT_EQ(world.login(attempt), "ok");
}

TEST(Login, AOneTimeCodeOpensOnce) {
    AccountWorld world;
    world.add("zhao.min", {Role::regulator});
    const auto secret = world.enrol("zhao.min");
    auto attempt = AccountWorld::with("zhao.min");
    attempt.proof.code = world.code(secret);
    EXPECT_EQ(world.login(attempt), "ok");
    EXPECT_EQ(world.login(attempt), "login.failed");
    attempt.proof.code = world.code(secret, 1);
    EXPECT_EQ(world.login(attempt), "ok");
}

TEST(Login, LockedAndDormantUsersAreToldOnceEverythingElseIsRight) {
    AccountWorld world(AccountWorld::Flags{{"login.captcha", "never"}});
    world.add("li.na", {Role::party_clerk});
    const auto by = testing::CodeWorld::operator_();
    ASSERT_EQ(world.login(AccountWorld::with("li.na")), "ok");
    const auto token = world.last->session_token;
    ASSERT_TRUE(world.accounts.lock("li.na", by).ok());
    EXPECT_EQ(world.sessions.authenticate(token).error().code, "session.ended");
    EXPECT_EQ(world.login(AccountWorld::with("li.na", "wrong")), "login.failed");
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "login.disabled");
    ASSERT_TRUE(world.accounts.unlock("li.na", by).ok());
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "ok");
    world.base.clock().advance_seconds(90 * 24 * 3'600);
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "ok");
    world.base.clock().advance_seconds(90 * 24 * 3'600 + 1);
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "ok")
        << "nobody has seen that time pass: the clock may be wrong";
    world.base.clock().advance_seconds(90 * 24 * 3'600 + 1);
    const Time now = world.base.clock().now();
    ASSERT_TRUE(world.base.store().write([&](storage::Writer& w) { return storage::clocks::set_mark(w, now); }).ok());
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "login.disabled");
    EXPECT_EQ(world.user("li.na").disabled_reason, "dormant");
}

TEST(Login, ASpokenCaptchaIsDigitsAndGoodOnce) {
    AccountWorld world;
    const auto captcha = world.captchas.make(CaptchaKind::spoken, Language::zh).value();
    EXPECT_EQ(captcha.text.size(), 6U);
    EXPECT_EQ(captcha.text.find_first_not_of("0123456789"), std::string::npos);
    EXPECT_TRUE(world.captchas.check({captcha.id, captcha.text}).value());
    EXPECT_FALSE(world.captchas.check({captcha.id, captcha.text}).value()) << "used up";
    const auto wrong = world.captchas.make(CaptchaKind::spoken, Language::en).value();
    EXPECT_FALSE(world.captchas.check({wrong.id, "12345"}).value());
    EXPECT_FALSE(world.captchas.check({wrong.id, wrong.text}).value()) << "a wrong answer uses it up too";
}

TEST(Login, AStoredPasswordFollowsTheSettings) {
    AccountWorld world;
    world.add("li.na", {Role::party_clerk});
    auto& store = world.base.store();
    const auto id = world.user("li.na").id;
    const auto stored = [&] {
        return store.read([&](storage::Reader& reader) { return storage::users::password_hash(reader, id); })->value();
    };
    SeededRandom random(3);
    const auto old =
        crypto::hash_password(world.base.keys(), SecretText(std::string(AccountWorld::kPassword)), random, {64, 1, 1});
    ASSERT_TRUE(store.write([&](storage::Writer& w) { return storage::users::set_password_hash(w, id, *old); }).ok());
    EXPECT_EQ(world.login(AccountWorld::with("li.na", "wrong")), "login.failed");
    EXPECT_EQ(stored(), *old);
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "ok");
    EXPECT_NE(stored().find("m=8192,t=1"), std::string::npos) << stored();
    EXPECT_EQ(world.login(AccountWorld::with("li.na")), "ok");
}

}  // namespace
}  // namespace qy::business
