// Earlier passwords, second factors, recovery codes, one-time secrets, consent, failures, devices, proposals: what is
// good once is good once.
#include "storage/credential_store.h"

#include <gmock/gmock.h>

#include "storage/login_store.h"
#include "storage/party_store.h"
#include "storage/proposal_store.h"
#include "storage/testing/backend_test.h"
#include "storage/user_store.h"

namespace qy::storage {
namespace {

using model::UserId;
using ::testing::ElementsAre;
using testing::kTestTime;

class CredentialStoreTest : public testing::BackendTest {
 protected:
    CredentialStoreTest() {
        EXPECT_TRUE(write([&](Writer& w) -> Result<void> {
                        model::Party party;
                        party.id = model::PartyId(1);
                        party.name = "农场";
                        QY_CHECK(parties::insert(w, party));
                        for (const std::int64_t id : {1, 2}) {
                            model::User user;
                            user.id = UserId(id);
                            user.name = "user." + std::to_string(id);
                            user.party = party.id;
                            user.created_at = kTestTime;
                            QY_CHECK(users::insert(w, user, "hash0"));
                        }
                        return {};
                    }).ok());
    }
    model::SecondFactor factor(std::int64_t id, std::int64_t user) {
        model::SecondFactor one;
        one.id = model::SecondFactorId(id);
        one.user = UserId(user);
        one.label = "手机";
        one.hash = "sha1";
        one.secret = {1, 2, 3};
        one.created_at = kTestTime;
        return one;
    }
};

TEST_P(CredentialStoreTest, TheNewestEarlierPasswordsAreKept) {
    for (int i = 1; i <= 4; ++i) {
        const Time now = kTestTime.plus_seconds(i);
        EXPECT_TRUE(write([&](Writer& w) -> Result<void> {
                        QY_CHECK(credentials::retire_password(w, UserId(1), now, 2));
                        return users::set_password(w, UserId(1), "hash" + std::to_string(i), false, now);
                    }).ok());
    }
    const auto list = [&](std::int64_t user, std::int64_t limit) {
        return read([&](Reader& r) { return credentials::earlier_passwords(r, UserId(user), limit); }).value();
    };
    EXPECT_THAT(list(1, 5), ElementsAre("hash3", "hash2"));
    EXPECT_THAT(list(1, 1), ElementsAre("hash3"));
    EXPECT_TRUE(list(2, 5).empty());
}

TEST_P(CredentialStoreTest, AFactorIsConfirmedOnceAndAStepIsUsedOnce) {
    EXPECT_TRUE(write([&](Writer& w) { return credentials::insert_factor(w, factor(1, 1)); }).ok());
    const auto stored = read([](Reader& r) { return credentials::factors(r, UserId(1)); }).value();
    ASSERT_EQ(stored.size(), 1U);
    EXPECT_EQ(stored[0].label, "手机");
    EXPECT_EQ(stored[0].secret, (Bytes{1, 2, 3}));
    EXPECT_FALSE(stored[0].confirmed);
    const auto confirm = [&] {
        return code_of(write([&](Writer& w) { return credentials::confirm_factor(w, model::SecondFactorId(1), 10); }));
    };
    EXPECT_EQ(confirm(), "ok");
    EXPECT_EQ(confirm(), "storage.changed");
    const auto use = [&](std::int64_t step) {
        return write([&](Writer& w) { return credentials::use_step(w, model::SecondFactorId(1), step); }).value();
    };
    EXPECT_FALSE(use(10));
    EXPECT_TRUE(use(11));
    EXPECT_FALSE(use(11));
    EXPECT_FALSE(use(9));
    EXPECT_EQ(write([&](Writer& w) { return credentials::remove_factor(w, UserId(2), stored[0].id); }).value(), 0);
    EXPECT_EQ(write([&](Writer& w) { return credentials::remove_drafts(w, UserId(1)); }).value(), 0);
    EXPECT_EQ(write([&](Writer& w) { return credentials::remove_factor(w, UserId(1), stored[0].id); }).value(), 1);
}

TEST_P(CredentialStoreTest, RecoveryCodesAndSecretsOpenOnce) {
    EXPECT_TRUE(write([&](Writer& w) { return credentials::set_recovery_codes(w, UserId(1), {"a", "b"}); }).ok());
    EXPECT_TRUE(write([&](Writer& w) { return credentials::set_recovery_codes(w, UserId(1), {"c", "d"}); }).ok());
    const auto use = [&](std::string_view code, std::int64_t user) {
        return write([&](Writer& w) { return credentials::use_recovery_code(w, UserId(user), code); }).value();
    };
    EXPECT_FALSE(use("a", 1));
    EXPECT_FALSE(use("c", 2));
    EXPECT_TRUE(use("c", 1));
    EXPECT_FALSE(use("c", 1));
    EXPECT_EQ(read([](Reader& r) { return credentials::recovery_codes_left(r, UserId(1)); }).value(), 1);

    const credentials::OneTimeSecret secret{"first_run", {}, model::PartyId(1), {model::Role::regulator}, kTestTime};
    EXPECT_TRUE(write([&](Writer& w) { return credentials::insert_secret(w, "s", secret); }).ok());
    const auto taken = write([](Writer& w) { return credentials::take_secret(w, "s"); }).value();
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->kind, "first_run");
    EXPECT_TRUE(taken->user.is_none());
    EXPECT_EQ(taken->party, model::PartyId(1));
    EXPECT_THAT(taken->roles, ElementsAre(model::Role::regulator));
    EXPECT_FALSE(write([](Writer& w) { return credentials::take_secret(w, "s"); }).value());
}

TEST_P(CredentialStoreTest, ConsentIsKeptOnceForEachVersion) {
    for (const auto* const version : {"1", "1", "2"}) {
        EXPECT_TRUE(write([&](Writer& w) { return credentials::add_consent(w, UserId(1), version, kTestTime); }).ok());
    }
    EXPECT_EQ(read([](Reader& r) { return credentials::consents(r, UserId(1)); })->size(), 2U);
}

TEST_P(CredentialStoreTest, FailuresAreCountedInAWindowAndForgiven) {
    const auto add = [&](std::int64_t after) {
        const Time now = kTestTime.plus_seconds(after);
        return write([&](Writer& w) { return logins::add_failure(w, "a", now, now.plus_seconds(-100)); }).value();
    };
    EXPECT_EQ(add(0), 1);
    EXPECT_EQ(add(50), 2);
    EXPECT_EQ(add(100), 3);  // the window's edge
    EXPECT_EQ(add(201), 1);  // begun anew
    const auto count = [&](std::string_view subject) {
        return read([&](Reader& r) { return logins::failures(r, subject); })->count;
    };
    EXPECT_EQ(count("b"), 0);
    EXPECT_TRUE(write([](Writer& w) { return logins::forgive(w, "a", 5); }).ok());
    EXPECT_EQ(count("a"), 0);
    EXPECT_EQ(write([](Writer& w) { return logins::forget_failures(w, kTestTime.plus_seconds(201)); }).value(), 0);
    EXPECT_EQ(write([](Writer& w) { return logins::forget_failures(w, kTestTime.plus_seconds(202)); }).value(), 1);
}

TEST_P(CredentialStoreTest, ATurnIsTakenOncePerInterval) {
    EXPECT_EQ(write([](Writer& w) { return logins::add_failure(w, "a", kTestTime, kTestTime); }).value(), 1);
    const auto take = [&](std::int64_t after) {
        const Time now = kTestTime.plus_seconds(after);
        return write([&](Writer& w) { return logins::take_turn(w, "a", now, now.plus_seconds(-30)); }).value();
    };
    EXPECT_TRUE(take(0));
    EXPECT_FALSE(take(29));
    EXPECT_TRUE(take(30));
}

TEST_P(CredentialStoreTest, DevicesAreKnownPerUserAndChallengesTakenOnce) {
    const auto knows = [&](std::int64_t user, std::string_view device) {
        return read([&](Reader& r) { return logins::knows_device(r, UserId(user), device); }).value();
    };
    EXPECT_FALSE(knows(1, "d"));
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(write([](Writer& w) { return logins::keep_device(w, UserId(1), "d", kTestTime); }).ok());
    }
    EXPECT_TRUE(knows(1, "d"));
    EXPECT_FALSE(knows(2, "d"));
    EXPECT_EQ(write([](Writer& w) { return logins::forget_devices(w, UserId(1)); }).value(), 1);
    EXPECT_TRUE(write([](Writer& w) {
                    return logins::insert_challenge(w, "c", {"captcha", "answer", kTestTime});
                }).ok());
    const auto taken = write([](Writer& w) { return logins::take_challenge(w, "c"); }).value();
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->answer_hash, "answer");
    EXPECT_FALSE(write([](Writer& w) { return logins::take_challenge(w, "c"); }).value());
}

TEST_P(CredentialStoreTest, AProposalIsDecidedOnce) {
    model::AccessProposal proposal;
    proposal.id = model::AccessProposalId(5);
    proposal.user = UserId(1);
    proposal.subject = "regulator";
    proposal.proposer = UserId(2);
    proposal.proposed_at = kTestTime;
    EXPECT_TRUE(write([&](Writer& w) { return proposals::insert(w, proposal); }).ok());
    EXPECT_EQ(read([](Reader& r) { return proposals::waiting(r, UserId(1)); })->size(), 1U);
    EXPECT_EQ(read([](Reader& r) { return proposals::waiting(r, UserId(2)); })->size(), 0U);
    const auto decide = [&] {
        return code_of(write([&](Writer& w) {
            return proposals::decide(w, proposal.id, model::ProposalState::approved, UserId(1), kTestTime);
        }));
    };
    EXPECT_EQ(decide(), "ok");
    EXPECT_EQ(decide(), "storage.changed");
    const auto found = read([&](Reader& r) { return proposals::find(r, proposal.id); }).value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->state, model::ProposalState::approved);
    EXPECT_EQ(found->decider, UserId(1));
    EXPECT_EQ(found->subject, "regulator");
    EXPECT_FALSE(found->damaged);
    const auto list = [&](model::ProposalState state) {
        return read([&](Reader& r) { return proposals::list(r, state, {}, 10); })->size();
    };
    EXPECT_EQ(list(model::ProposalState::approved), 1U);
    EXPECT_EQ(list(model::ProposalState::proposed), 0U);
}

QY_ON_EVERY_BACKEND(CredentialStoreTest);

}  // namespace
}  // namespace qy::storage
