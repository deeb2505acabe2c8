#include "crypto/signing_key.h"

#include <gtest/gtest.h>

namespace qy::crypto {
namespace {

WorkingKey key_of(std::uint8_t filling) {
    return WorkingKey({Purpose::audit, 1, "", {}, KeyStatus::active},
                      Secret<Bytes>(Bytes(WorkingKey::material_bytes, filling)));
}

TEST(SigningKey, IsTheSameAtEveryCallAndAnotherForAnotherKey) {
    const auto first = signing_key(key_of(1));
    EXPECT_EQ(first.public_key().point(), signing_key(key_of(1)).public_key().point());
    EXPECT_NE(first.public_key().point(), signing_key(key_of(2)).public_key().point());
}

TEST(SigningKey, SignsWhatItsPublicHalfVerifies) {
    const auto pair = signing_key(key_of(7));
    const auto signature = pair.sign(bytes_of("head"));
    EXPECT_TRUE(pair.public_key().verify(bytes_of("head"), signature).ok());
    EXPECT_FALSE(pair.public_key().verify(bytes_of("heed"), signature).ok());
    EXPECT_FALSE(signing_key(key_of(8)).public_key().verify(bytes_of("head"), signature).ok());
}

}  // namespace
}  // namespace qy::crypto
