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

TEST_P(UserStoreTest, WhoHoldsSeveralRolesIsFound) {
    auto one_role = user(2, "chen.yu");
    one_role.roles = {Role::party_clerk};
    ASSERT_EQ(insert(one_role), "ok");
    ASSERT_EQ(insert(user(3, "wu.lei")), "ok");
    const auto names = [&](std::int64_t after) {
        std::vector<std::string> found;
        const auto users =
            read([&](Reader& reader) { return users::with_several_roles(reader, UserId(after), 10); }).value();
        for (const auto& one : users) found.push_back(one.name);
        return found;
    };
    EXPECT_THAT(names(0), ElementsAre("lin.mei", "wu.lei"));
    EXPECT_THAT(names(1), ElementsAre("wu.lei"));
}

QY_ON_EVERY_BACKEND(UserStoreTest);

}  // namespace
}  // namespace qy::storage
