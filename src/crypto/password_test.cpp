// Passwords at rest.
#include "crypto/password.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/text.h"
#include "testing/folder.h"

namespace qy::crypto {
namespace {

using testing::code_of;
using testing::FreshKeyring;

// Cheap, so that the tests are quick; the shipped cost has its own test.
constexpr PasswordCost kCheap{64, 1, 1};

bool matches(const Keyring& keyring, const std::string& password, const std::string& stored) {
    return verify_password(keyring, SecretText(password), stored).value().matches;
}

TEST(Password, OnlyTheSameTextMatches) {
    FreshKeyring fresh;
    const std::string password = "椰子 coconut 2024!";
    const auto stored = hash_password(*fresh.keyring, SecretText(password), fresh.random, kCheap).value();
    EXPECT_TRUE(matches(*fresh.keyring, password, stored));
    for (const std::string& wrong : {std::string(), password + " ", password.substr(1), lower_ascii(password) + "x"}) {
        EXPECT_FALSE(matches(*fresh.keyring, wrong, stored)) << wrong;
    }
}

TEST(Password, TheSamePasswordTwiceIsStoredDifferently) {
    FreshKeyring fresh;
    const SecretText password(std::string("same"));
    EXPECT_NE(hash_password(*fresh.keyring, password, fresh.random, kCheap).value(),
              hash_password(*fresh.keyring, password, fresh.random, kCheap).value());
}

TEST(Password, TheShippedCostStandsInTheStoredText) {
    FreshKeyring fresh;
    const auto stored = hash_password(*fresh.keyring, SecretText(std::string("shipped")), fresh.random).value();
    EXPECT_TRUE(stored.starts_with("$argon2id-sm3$v=19$m=19456,t=2,p=1$k=1$")) << stored;
    const auto check = verify_password(*fresh.keyring, SecretText(std::string("shipped")), stored).value();
    EXPECT_TRUE(check.matches);
    EXPECT_FALSE(check.outdated);
}

TEST(Password, AStolenDatabaseIsUselessWithoutTheKey) {
    FreshKeyring fresh(1);
    FreshKeyring other(2);
    const auto stored = hash_password(*fresh.keyring, SecretText(std::string("p")), fresh.random, kCheap).value();
    EXPECT_FALSE(matches(*other.keyring, "p", stored));
}

TEST(Password, ARetiredKeyOrAnotherCostIsOutdatedButStillChecks) {
    FreshKeyring fresh;
    const SecretText password(std::string("p"));
    const auto cheap = hash_password(*fresh.keyring, password, fresh.random, kCheap).value();
    const auto shipped = hash_password(*fresh.keyring, password, fresh.random).value();
    EXPECT_TRUE(verify_password(*fresh.keyring, password, cheap).value().outdated);
    ASSERT_TRUE(fresh.keyring->rotate(Purpose::password, fresh.random, fresh.clock).ok());
    const auto check = verify_password(*fresh.keyring, password, shipped).value();
    EXPECT_TRUE(check.matches);
    EXPECT_TRUE(check.outdated);
}

TEST(Password, LengthsEndAtTheLimit) {
    FreshKeyring fresh;
    const std::string longest(limits::password_bytes_max, 'x');
    const auto below = hash_password(*fresh.keyring, SecretText(longest.substr(1)), fresh.random, kCheap);
    const auto stored = hash_password(*fresh.keyring, SecretText(longest), fresh.random, kCheap);
    ASSERT_TRUE(below.ok() && stored.ok());
    EXPECT_TRUE(matches(*fresh.keyring, longest, *stored));
    EXPECT_EQ(code_of(hash_password(*fresh.keyring, SecretText(longest + "x"), fresh.random, kCheap)),
              "password.too_long");
    EXPECT_FALSE(matches(*fresh.keyring, longest + "x", *stored));
}

TEST(Password, DamagedRowsAreRefusedBeforeAnyWork) {
    FreshKeyring fresh;
    const auto good = hash_password(*fresh.keyring, SecretText(std::string("p")), fresh.random, kCheap).value();
    for (const std::string& bad :
         {std::string(), good.substr(1), good + "$", good.substr(0, good.size() - 2), good + "00",
          replace_all(good, "argon2id-sm3", "argon2id"), replace_all(good, "v=19", "v=16"),
          replace_all(good, "m=64", "m=262145"), replace_all(good, "m=64", "m=7"), replace_all(good, "m=64", "m="),
          replace_all(good, "m=64", "m=-64"), replace_all(good, "m=64", "m=64x"), replace_all(good, "t=1", "t=0"),
          replace_all(good, "t=1", "t=17"), replace_all(good, "p=1", "p=5"), replace_all(good, "p=1", "p=1,q=1"),
          replace_all(good, "k=1", "k=65536"), replace_all(good, "k=1", "k=99999999999999999999")}) {
        const auto check = verify_password(*fresh.keyring, SecretText(std::string("p")), bad);
        EXPECT_EQ(code_of(check), "password.stored_malformed") << bad;
    }
    EXPECT_EQ(code_of(verify_password(*fresh.keyring, SecretText(std::string("p")), replace_all(good, "k=1", "k=2"))),
              "keyring.no_key");
}

}  // namespace
}  // namespace qy::crypto
