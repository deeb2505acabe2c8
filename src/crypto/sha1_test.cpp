#include "crypto/sha1.h"

#include <gtest/gtest.h>

#include <string>

namespace qy::crypto {
namespace {

// FIPS 180-4's own examples, and the empty message.
TEST(Sha1, KnownAnswers) {
    struct Row {
        std::string message;
        std::string_view digest;
    };
    const Row rows[] = {
        {"", "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
        {"abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"},
        {std::string(1'000'000, 'a'), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"},
    };
    for (const auto& row : rows) EXPECT_EQ(to_hex(sha1(bytes_of(row.message))), row.digest);
}

}  // namespace
}  // namespace qy::crypto
