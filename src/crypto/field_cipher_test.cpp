// Sealed fields and blind indexes.
#include "crypto/field_cipher.h"

#include <gtest/gtest.h>

#include "testing/folder.h"

namespace qy::crypto {
namespace {

using testing::code_of;
using testing::FreshKeyring;

constexpr FieldPlace kPlace{"party", "identity_number", 42};

TEST(FieldCipher, OpensOnlyWhereItWasSealed) {
    FreshKeyring fresh;
    const FieldCipher cipher(*fresh.keyring);
    for (const std::string& plain : {std::string(), std::string("王小明"), std::string(5000, 'x')}) {
        const auto sealed = cipher.seal(kPlace, bytes_of(plain), fresh.random).value();
        EXPECT_EQ(sealed.size(), plain.size() + FieldCipher::overhead_bytes);
        EXPECT_EQ(text_of(cipher.open(kPlace, sealed).value().expose()), plain);
        for (const FieldPlace& other :
             {FieldPlace{"party", "identity_number", 43}, FieldPlace{"party", "phone", 42},
              FieldPlace{"user", "identity_number", 42}, FieldPlace{"partyidentity", "_number", 42},
              FieldPlace{"party", "identity_number", 42, "x"}}) {
            EXPECT_EQ(code_of(cipher.open(other, sealed)), "field.damaged") << other.table << "." << other.column;
        }
    }
}

TEST(FieldCipher, EveryChangedByteAndEveryCutIsNoticed) {
    FreshKeyring fresh;
    const FieldCipher cipher(*fresh.keyring);
    const auto sealed = cipher.seal(kPlace, bytes_of("secret"), fresh.random).value();
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        Bytes changed = sealed;
        changed[at] ^= 1;
        const bool epoch = at == 1 || at == 2;  // names a key that does not exist
        EXPECT_EQ(code_of(cipher.open(kPlace, changed)), epoch ? "keyring.no_key" : "field.damaged") << at;
        EXPECT_EQ(code_of(cipher.open(kPlace, ByteView(sealed).first(at))), "field.damaged") << at;
    }
}

TEST(FieldCipher, SealingTwiceShowsNothing) {
    FreshKeyring fresh;
    const FieldCipher cipher(*fresh.keyring);
    EXPECT_NE(cipher.seal(kPlace, bytes_of("same"), fresh.random).value(),
              cipher.seal(kPlace, bytes_of("same"), fresh.random).value());
}

TEST(FieldCipher, OldEpochsOpenAfterRotation) {
    FreshKeyring fresh;
    const FieldCipher cipher(*fresh.keyring);
    const auto old = cipher.seal(kPlace, bytes_of("old"), fresh.random).value();
    EXPECT_FALSE(cipher.is_outdated(old).value());
    ASSERT_TRUE(fresh.keyring->rotate(Purpose::field, fresh.random, fresh.clock).ok());
    EXPECT_EQ(text_of(cipher.open(kPlace, old).value().expose()), "old");
    EXPECT_TRUE(cipher.is_outdated(old).value());
    const auto renewed = cipher.seal(kPlace, bytes_of("new"), fresh.random).value();
    EXPECT_EQ(renewed[2], 2);
    EXPECT_FALSE(cipher.is_outdated(renewed).value());
    Bytes moved = old;
    moved[2] = 2;
    EXPECT_EQ(code_of(cipher.open(kPlace, moved)), "field.damaged") << "the epoch is covered";
}

TEST(BlindIndex, IsEqualForEqualValuesOfOneColumnOnly) {
    const FreshKeyring fresh;
    const auto key = fresh.keyring->active(Purpose::blind_index).value();
    const Digest index = blind_index(*key, "party", "phone", "13800138000");
    EXPECT_EQ(blind_index(*key, "party", "phone", "13800138000"), index);
    EXPECT_NE(blind_index(*key, "party", "phone", "13800138001"), index);
    EXPECT_NE(blind_index(*key, "party", "fax", "13800138000"), index);
    EXPECT_NE(blind_index(*key, "party", "pho", "ne13800138000"), index);
    EXPECT_NE(blind_index(*key, "partyphone", "", "13800138000"), index);
}

}  // namespace
}  // namespace qy::crypto
