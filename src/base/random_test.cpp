#include "base/random.h"

#include <gtest/gtest.h>

#include <set>

#include <algorithm>

namespace qy {
namespace {

TEST(Random, SystemFillsEverythingAndDiffersEachTime) {
    SystemRandom random;
    const Bytes a = random.bytes(100'000);  // over the 256 bytes that one uninterrupted read gives
    const Bytes b = random.bytes(100'000);
    EXPECT_NE(a, b);
    EXPECT_TRUE(std::any_of(a.end() - 64, a.end(), [](auto byte) { return byte != 0; }));
    for (int value = 0; value < 256; ++value) {
        EXPECT_NE(std::count(a.begin(), a.end(), static_cast<std::uint8_t>(value)), 0) << value;
    }
    EXPECT_TRUE(random.bytes(0).empty());
}

TEST(Random, SmallPiecesNeverRepeatNorDoLargeOnes) {
    SystemRandom random;
    std::set<Bytes> seen;
    for (int i = 0; i < 2'000; ++i) {  // the pool is filled several times
        for (const std::size_t size : {16U, 255U, 256U, 257U}) EXPECT_TRUE(seen.insert(random.bytes(size)).second);
    }
}

TEST(Random, SeedMeansTheSameBytesHoweverTheyAreCut) {
    SeededRandom whole(7);
    SeededRandom cut(7);
    const Bytes expected = whole.bytes(32);
    Bytes got;
    for (const std::size_t size : {1, 2, 3, 10, 16}) {
        const Bytes part = cut.bytes(size);
        got.insert(got.end(), part.begin(), part.end());
    }
    EXPECT_EQ(got, expected);
    EXPECT_NE(SeededRandom(8).bytes(32), expected);
    EXPECT_NE(whole.bytes(32), expected);
}

}  // namespace
}  // namespace qy
