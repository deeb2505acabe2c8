#include "storage/token_store.h"

#include <gmock/gmock.h>

#include "storage/party_store.h"
#include "storage/testing/backend_test.h"
#include "storage/user_store.h"

namespace qy::storage {
namespace {

using model::TokenId;
using model::UserId;
using ::testing::ElementsAre;

class TokenStoreTest : public testing::BackendTest {
 protected:
    TokenStoreTest() {
        model::Party party;
        party.id = model::PartyId(1);
        party.name = "农场";
        EXPECT_TRUE(write([&](Writer& writer) { return parties::insert(writer, party); }).ok());
        for (const std::int64_t id : {1, 2}) {
            model::User user;
            user.id = UserId(id);
            user.name = id == 1 ? "lin.mei" : "wu.lei";
            user.party = party.id;
            EXPECT_TRUE(write([&](Writer& writer) { return users::insert(writer, user, "h"); }).ok());
        }
    }
    static model::BearerToken token(std::int64_t id, std::int64_t user = 1) {
        model::BearerToken one;
        one.id = TokenId(id);
        one.user = UserId(user);
        one.label = "ERP";
        one.created_by = "operator:0";
        one.created_at = testing::kTestTime;
        one.expires_at = testing::kTestTime.plus_seconds(3600);
        return one;
    }
    std::string insert(const model::BearerToken& one, std::string_view hash) {
        return code_of(write([&](Writer& writer) { return tokens::insert(writer, one, hash); }));
    }
    std::optional<tokens::Found> find(std::string_view hash) {
        return read([&](Reader& reader) { return tokens::find(reader, hash); }).value();
    }
    std::vector<std::int64_t> ids(const Result<std::vector<model::BearerToken>>& list) {
        std::vector<std::int64_t> numbers;
        for (const auto& one : list.value()) numbers.push_back(one.id.number());
        return numbers;
    }
};

TEST_P(TokenStoreTest, EveryMemberComesBackWithItsUser) {
    ASSERT_EQ(insert(token(7), "hash"), "ok");
    EXPECT_EQ(insert(token(8), "hash"), "storage.duplicate");
    EXPECT_EQ(insert(token(7), "other"), "storage.duplicate");
    EXPECT_EQ(insert(token(9, 99), "nobody"), "storage.reference");
    const Time used = testing::kTestTime.plus_seconds(60);
    ASSERT_TRUE(write([&](Writer& w) { return tokens::set_last_used(w, TokenId(7), used); }).ok());
    const auto found = find("hash");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->user.name, "lin.mei");
    const auto listed = read([](Reader& reader) { return tokens::by_id(reader, TokenId(7)); }).value();
    ASSERT_TRUE(listed);
    for (const auto& one : {found->token, *listed}) {
        EXPECT_EQ(one.id, TokenId(7));
        EXPECT_EQ(one.user, UserId(1));
        EXPECT_EQ(one.user_name, "lin.mei");
        EXPECT_EQ(one.label, "ERP");
        EXPECT_EQ(one.created_by, "operator:0");
        EXPECT_EQ(one.created_at, testing::kTestTime);
        EXPECT_EQ(one.expires_at, testing::kTestTime.plus_seconds(3600));
        EXPECT_EQ(one.last_used_at, used);
        EXPECT_FALSE(one.revoked);
    }
    EXPECT_FALSE(find("unknown"));
}

TEST_P(TokenStoreTest, ListsGoByIdAndUser) {
    for (const auto& [id, user] : {std::pair(5, 1), std::pair(3, 2), std::pair(4, 1)}) {
        ASSERT_EQ(insert(token(id, user), "h" + std::to_string(id)), "ok");
    }
    const auto all = [&](std::int64_t after, std::int64_t limit) {
        return ids(read([&](Reader& reader) { return tokens::list(reader, TokenId(after), limit); }));
    };
    EXPECT_THAT(all(0, 10), ElementsAre(3, 4, 5));
    EXPECT_THAT(all(3, 1), ElementsAre(4));
    EXPECT_THAT(ids(read([](Reader& reader) { return tokens::of_user(reader, UserId(1), {}, 10); })),
                ElementsAre(4, 5));
}

TEST_P(TokenStoreTest, RevokedOneByOneOrAllOfAUser) {
    for (const auto& [id, user] : {std::pair(1, 1), std::pair(2, 1), std::pair(3, 2)}) {
        ASSERT_EQ(insert(token(id, user), "h" + std::to_string(id)), "ok");
    }
    EXPECT_EQ(write([](Writer& w) { return tokens::revoke(w, TokenId(1)); }).value(), 1);
    EXPECT_EQ(write([](Writer& w) { return tokens::revoke(w, TokenId(1)); }).value(), 0);
    EXPECT_EQ(write([](Writer& w) { return tokens::revoke_all(w, UserId(1)); }).value(), 1);
    EXPECT_TRUE(find("h1")->token.revoked);
    EXPECT_TRUE(find("h2")->token.revoked);
    EXPECT_FALSE(find("h3")->token.revoked);
}

// As an older version left them.
TEST_P(TokenStoreTest, ATokenWithoutAnEndIsOverUntilItGetsOne) {
    ASSERT_EQ(insert(token(1), "h1"), "ok");
    ASSERT_EQ(insert(token(2), "h2"), "ok");
    ASSERT_TRUE(write([](Writer& w) {
                    return w.script("older", "UPDATE token SET expires_at = NULL WHERE token_id = 2");
                }).ok());
    EXPECT_EQ(find("h2")->token.expires_at, testing::kTestTime);
    const Time end = testing::kTestTime.plus_seconds(90 * 24 * 3600);
    EXPECT_EQ(write([&](Writer& w) { return tokens::give_end(w, end); }).value(), 1);
    EXPECT_EQ(write([&](Writer& w) { return tokens::give_end(w, end); }).value(), 0);
    EXPECT_EQ(find("h2")->token.expires_at, end);
    EXPECT_EQ(find("h1")->token.expires_at, testing::kTestTime.plus_seconds(3600));
}

QY_ON_EVERY_BACKEND(TokenStoreTest);

}  // namespace
}  // namespace qy::storage
