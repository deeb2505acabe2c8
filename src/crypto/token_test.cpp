// Bearer tokens.
#include "crypto/token.h"

#include <gtest/gtest.h>

#include "testing/folder.h"

namespace qy::crypto {
namespace {

TEST(Token, HasItsShapeAndNeverRepeats) {
    SeededRandom random(1);
    const auto first = new_token(random);
    const auto second = new_token(random);
    EXPECT_EQ(first.expose().size(), token_characters);
    EXPECT_TRUE(looks_like_token(first.expose()));
    EXPECT_NE(first.expose(), second.expose());
}

TEST(Token, OtherTextsDoNotLookLikeOne) {
    SeededRandom random(1);
    const std::string good = new_token(random).expose();
    std::string plus = good;
    plus[10] = '+';
    std::string space = good;
    space.back() = ' ';
    for (const std::string& bad : {std::string(), good.substr(1), good + "A", "QY_" + good.substr(3), plus, space}) {
        EXPECT_FALSE(looks_like_token(bad)) << bad;
    }
}

TEST(Token, IsStoredAsAKeyedHash) {
    const testing::FreshKeyring one(1);
    const testing::FreshKeyring two(2);
    const auto key = one.keyring->active(Purpose::token).value();
    EXPECT_EQ(token_hash(*key, "qy_a"), token_hash(*key, "qy_a"));
    EXPECT_NE(token_hash(*key, "qy_a"), token_hash(*key, "qy_b"));
    EXPECT_NE(token_hash(*key, "qy_a"), token_hash(*two.keyring->active(Purpose::token).value(), "qy_a"));
    EXPECT_DEATH((void)token_hash(*one.keyring->active(Purpose::pin).value(), "qy_a"), "Purpose::token");
}

}  // namespace
}  // namespace qy::crypto
