// Sessions: found by their cookie's hash with what decides about them, renewed, ended.
#include "storage/session_store.h"

#include <gmock/gmock.h>

#include "storage/credential_store.h"
#include "storage/party_store.h"
#include "storage/testing/backend_test.h"
#include "storage/user_store.h"

namespace qy::storage {
namespace {

using model::SessionId;
using model::UserId;
using testing::kTestTime;

class SessionStoreTest : public testing::BackendTest {
 protected:
    SessionStoreTest() {
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
                            user.roles = {model::Role::regulator};
                            user.created_at = kTestTime;
                            QY_CHECK(users::insert(w, user, "hash"));
                        }
                        return {};
                    }).ok());
        for (const std::int64_t id : {1, 2, 3}) EXPECT_EQ(insert(id, id == 3 ? 2 : 1), "ok");
    }
    std::string insert(std::int64_t id, std::int64_t user) {
        model::Session session;
        session.id = SessionId(id);
        session.user = UserId(user);
        session.created_at = session.seen_at = session.authenticated_at = kTestTime;
        session.expires_at = kTestTime.plus_seconds(1'000);
        session.factor = "totp";
        session.address = "203.0.113.0";
        session.device_class = "phone";
        return code_of(write([&](Writer& w) { return sessions::insert(w, session, "hash" + std::to_string(id)); }));
    }
    std::optional<sessions::Found> find(std::string_view hash) {
        return read([&](Reader& reader) { return sessions::find(reader, hash, "1"); }).value();
    }
    std::size_t count(std::int64_t user) {
        return read([&](Reader& reader) { return sessions::of_user(reader, UserId(user)); })->size();
    }
};

TEST_P(SessionStoreTest, ASessionComesBackWithItsUser) {
    const auto found = find("hash1");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session.id, SessionId(1));
    EXPECT_EQ(found->session.expires_at, kTestTime.plus_seconds(1'000));
    EXPECT_EQ(found->session.factor, "totp");
    EXPECT_EQ(found->session.address, "203.0.113.0");
    EXPECT_EQ(found->session.device_class, "phone");
    EXPECT_EQ(found->user.name, "user.1");
    EXPECT_EQ(found->user.roles, std::vector{model::Role::regulator});
    EXPECT_TRUE(found->user.active);
    EXPECT_FALSE(find("hash9"));
    EXPECT_EQ(insert(1, 1), "storage.duplicate");
    EXPECT_EQ(insert(9, 9), "storage.reference");
}

TEST_P(SessionStoreTest, ItTellsOfFactorAndConsent) {
    EXPECT_FALSE(find("hash1")->has_factor);
    EXPECT_FALSE(find("hash1")->has_consented);
    model::SecondFactor factor;
    factor.id = model::SecondFactorId(1);
    factor.user = UserId(1);
    factor.created_at = kTestTime;
    EXPECT_TRUE(write([&](Writer& w) { return credentials::insert_factor(w, factor); }).ok());
    EXPECT_FALSE(find("hash1")->has_factor);  // not confirmed yet
    EXPECT_TRUE(write([&](Writer& w) { return credentials::confirm_factor(w, factor.id, 7); }).ok());
    EXPECT_TRUE(write([&](Writer& w) { return credentials::add_consent(w, UserId(1), "0", kTestTime); }).ok());
    EXPECT_FALSE(find("hash1")->has_consented);  // to an older version
    EXPECT_TRUE(write([&](Writer& w) { return credentials::add_consent(w, UserId(1), "1", kTestTime); }).ok());
    EXPECT_TRUE(find("hash1")->has_factor);
    EXPECT_TRUE(find("hash1")->has_consented);
    EXPECT_FALSE(find("hash3")->has_factor);
}

TEST_P(SessionStoreTest, RenewedSeenAndEnded) {
    const Time later = kTestTime.plus_seconds(90);
    EXPECT_TRUE(write([&](Writer& w) { return sessions::set_seen(w, SessionId(1), later); }).ok());
    EXPECT_EQ(find("hash1")->session.seen_at, later);
    EXPECT_TRUE(write([&](Writer& w) { return sessions::renew(w, SessionId(1), "fresh", "sm2", later); }).ok());
    EXPECT_FALSE(find("hash1"));
    EXPECT_EQ(find("fresh")->session.factor, "sm2");
    EXPECT_EQ(find("fresh")->session.authenticated_at, later);
    EXPECT_EQ(code_of(write([&](Writer& w) { return sessions::renew(w, SessionId(9), "x", "", later); })),
              "storage.changed");
    EXPECT_EQ(write([](Writer& w) { return sessions::end(w, UserId(2), SessionId(1)); }).value(), 0);  // not theirs
    EXPECT_EQ(write([](Writer& w) { return sessions::end(w, UserId(1), SessionId(1)); }).value(), 1);
    EXPECT_EQ(count(1), 1U);
}

TEST_P(SessionStoreTest, OthersEndTogetherAndOldOnesByThemselves) {
    EXPECT_EQ(write([](Writer& w) { return sessions::end_others(w, UserId(1), SessionId(2)); }).value(), 1);
    EXPECT_TRUE(find("hash2"));
    EXPECT_EQ(write([](Writer& w) { return sessions::end_others(w, UserId(1), SessionId()); }).value(), 1);
    EXPECT_EQ(count(1), 0U);
    EXPECT_EQ(count(2), 1U);
    const auto end_expired = [&](std::int64_t after, std::int64_t idle) {
        const Time now = kTestTime.plus_seconds(after);
        return write([&](Writer& w) { return sessions::end_expired(w, now, now.plus_seconds(-idle)); }).value();
    };
    EXPECT_EQ(end_expired(100, 101), 0);
    EXPECT_EQ(end_expired(100, 100), 1);  // idle
    EXPECT_EQ(insert(4, 1), "ok");
    EXPECT_EQ(end_expired(999, 5'000), 0);
    EXPECT_EQ(end_expired(1'000, 5'000), 1);  // its end
}

QY_ON_EVERY_BACKEND(SessionStoreTest);

}  // namespace
}  // namespace qy::storage
