#include "storage/user_store.h"

#include <gmock/gmock.h>

#include "storage/party_store.h"
#include "storage/testing/backend_test.h"

namespace qy::storage {
namespace {

using model::Role;
using model::UserId;
using ::testing::ElementsAre;

class UserStoreTest : public testing::BackendTest {
 protected:
    UserStoreTest() {
        model::Party party;
        party.id = model::PartyId(1);
        party.name = "农场";
        EXPECT_TRUE(write([&](Writer& writer) { return parties::insert(writer, party); }).ok());
        EXPECT_EQ(insert(user(1, "lin.mei")), "ok");
    }
    static model::User user(std::int64_t id, std::string name, std::int64_t party = 1) {
        model::User one;
        one.id = UserId(id);
        one.name = std::move(name);
        one.party = model::PartyId(party);
        one.roles = {Role::party_clerk, Role::party_reviewer};
        one.created_at = testing::kTestTime;
        return one;
    }
    std::string insert(const model::User& one) {
        return code_of(write([&](Writer& writer) { return users::insert(writer, one, "hash"); }));
    }
    template <class Change>
    std::string change(Change make) {
        return code_of(write(make));
    }
    std::optional<model::User> find(std::int64_t id) {
        return read([&](Reader& reader) { return users::find(reader, UserId(id)); }).value();
    }
    bool has_user(std::string_view hash, Time now) {
        return read([&](Reader& reader) { return users::user_of_token(reader, hash, now); }).value().has_value();
    }
};

TEST_P(UserStoreTest, EveryMemberComesBackByIdAndName) {
    for (const auto& found :
         {find(1), read([](Reader& reader) { return users::by_name(reader, "lin.mei"); }).value()}) {
        ASSERT_TRUE(found);
        EXPECT_EQ(found->id, UserId(1));
        EXPECT_EQ(found->name, "lin.mei");
        EXPECT_EQ(found->party, model::PartyId(1));
        EXPECT_THAT(found->roles, ElementsAre(Role::party_clerk, Role::party_reviewer));
        EXPECT_TRUE(found->active);
        EXPECT_EQ(found->created_at, testing::kTestTime);
    }
    EXPECT_FALSE(find(2));
    EXPECT_FALSE(read([](Reader& reader) { return users::by_name(reader, "lin"); }).value());
}

TEST_P(UserStoreTest, NamesAndIdsAreUniqueAndThePartyExists) {
    EXPECT_EQ(insert(user(2, "lin.mei")), "storage.duplicate");
    EXPECT_EQ(insert(user(1, "other")), "storage.duplicate");
    EXPECT_EQ(insert(user(2, "other", 9)), "storage.reference");
    EXPECT_EQ(insert(user(2, "other")), "ok");
    const auto list = read([](Reader& reader) { return users::list(reader, UserId(1), 5); });
    ASSERT_EQ(list->size(), 1U);
    EXPECT_EQ(list->front().name, "other");
}

TEST_P(UserStoreTest, PasswordRolesAndActivityChange) {
    EXPECT_EQ(change([](Writer& w) { return users::set_password_hash(w, UserId(1), "other"); }), "ok");
    EXPECT_EQ(change([](Writer& w) { return users::set_roles(w, user(1, "lin.mei"), {Role::regulator}); }), "ok");
    EXPECT_EQ(change([](Writer& w) { return users::set_active(w, UserId(1), false, "locked"); }), "ok");
    EXPECT_EQ(read([](Reader& reader) { return users::password_hash(reader, UserId(1)); }).value(), "other");
    EXPECT_THAT(find(1)->roles, ElementsAre(Role::regulator));
    EXPECT_FALSE(find(1)->active);
    EXPECT_EQ(find(1)->disabled_reason, "locked");
    // Roles that somebody else has changed in the meantime are not overwritten.
    EXPECT_EQ(change([](Writer& w) { return users::set_roles(w, user(1, "lin.mei"), {}); }), "storage.changed");
    EXPECT_EQ(change([](Writer& w) { return users::set_password_hash(w, UserId(9), "x"); }), "storage.changed");
    EXPECT_EQ(change([](Writer& w) { return users::set_roles(w, user(9, "lin.mei"), {}); }), "storage.changed");
    EXPECT_EQ(change([](Writer& w) { return users::set_active(w, UserId(9), true, ""); }), "storage.changed");
    EXPECT_FALSE(read([](Reader& reader) { return users::password_hash(reader, UserId(9)); }).value());
}

TEST_P(UserStoreTest, PasswordAgeActivityAndContacts) {
    const Time later = testing::kTestTime.plus_seconds(60);
    EXPECT_EQ(change([&](Writer& w) { return users::set_password(w, UserId(1), "new", true, later); }), "ok");
    EXPECT_EQ(find(1)->password_changed_at, later);
    EXPECT_TRUE(find(1)->password_initial);
    EXPECT_FALSE(find(1)->last_active_at);
    const auto idle_names = [&](Time before) {
        return read([&](Reader& reader) { return users::idle(reader, before, 10); })->size();
    };
    EXPECT_EQ(idle_names(later), 1U);  // made before
    EXPECT_EQ(change([&](Writer& w) { return users::set_last_active(w, UserId(1), later); }), "ok");
    EXPECT_EQ(find(1)->last_active_at, later);
    EXPECT_EQ(idle_names(later), 0U);
    EXPECT_EQ(idle_names(later.plus_seconds(1)), 1U);
    const users::Contacts given{{1, 2}, {}, "", {3}, "index"};
    EXPECT_EQ(change([&](Writer& w) { return users::set_contacts(w, UserId(1), given); }), "ok");
    const auto stored = read([](Reader& reader) { return users::contacts(reader, UserId(1)); }).value();
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->full_name, given.full_name);
    EXPECT_TRUE(stored->phone.empty());
    EXPECT_EQ(stored->mail, given.mail);
    EXPECT_FALSE(read([](Reader& reader) { return users::contacts(reader, UserId(9)); }).value());
    EXPECT_TRUE(read([](Reader& reader) { return users::any(reader); }).value());
}

TEST_P(UserStoreTest, ATokenIsGoodUntilItExpiresIsRevokedOrTheUserIsNot) {
    const Time now = testing::kTestTime;
    const auto add = [&](std::string hash, std::optional<Time> expires_at, std::int64_t user_id = 1) {
        return change([&](Writer& w) { return users::insert_token(w, {hash, UserId(user_id), now, expires_at}); });
    };
    EXPECT_EQ(add("forever", std::nullopt), "ok");
    EXPECT_EQ(add("hour", now.plus_seconds(3600)), "ok");
    EXPECT_EQ(add("hour", std::nullopt), "storage.duplicate");
    EXPECT_EQ(add("nobody", std::nullopt, 9), "storage.reference");
    struct Case {
        const char* hash;
        std::int64_t after_seconds;
        bool good;
    };
    for (const auto& one : {Case{"forever", 1'000'000, true}, Case{"hour", 3599, true}, Case{"hour", 3600, false},
                            Case{"unknown", 0, false}}) {
        EXPECT_EQ(has_user(one.hash, now.plus_seconds(one.after_seconds)), one.good) << one.hash;
    }
    EXPECT_EQ(write([](Writer& w) { return users::revoke_token(w, "hour"); }).value(), 1);
    EXPECT_EQ(write([](Writer& w) { return users::revoke_token(w, "hour"); }).value(), 0);
    EXPECT_FALSE(has_user("hour", now));
    EXPECT_EQ(change([](Writer& w) { return users::set_active(w, UserId(1), false, "locked"); }), "ok");
    EXPECT_FALSE(has_user("forever", now));
    EXPECT_EQ(change([](Writer& w) { return users::set_active(w, UserId(1), true, ""); }), "ok");
    EXPECT_TRUE(has_user("forever", now));
    EXPECT_EQ(write([](Writer& w) { return users::revoke_tokens(w, UserId(1)); }).value(), 1);
    EXPECT_FALSE(has_user("forever", now));
}

QY_ON_EVERY_BACKEND(UserStoreTest);

}  // namespace
}  // namespace qy::storage
