#include "crypto/sha256.h"

#include <gtest/gtest.h>

#include <string>

namespace qy::crypto {
namespace {

// FIPS 180-4's own examples, and the empty message.
TEST(Sha256, KnownAnswers) {
    struct Row {
        std::string message;
        std::string_view digest;
    };
    const Row rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    for (const auto& row : rows) EXPECT_EQ(to_hex(sha256(bytes_of(row.message))), row.digest);
}

}  // namespace
}  // namespace qy::crypto
