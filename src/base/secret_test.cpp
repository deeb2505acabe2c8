#include "base/secret.h"

#include <gtest/gtest.h>

#include <array>
#include <compare>
#include <cstring>
#include <new>
#include <ostream>

#include "base/bytes.h"

namespace qy {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
    out << value;
};
template <class T>
concept Comparable = requires(const T& a, const T& b) {
    a == b;
};

static_assert(!Printable<SecretText> && !Comparable<SecretText>);
static_assert(!std::is_convertible_v<SecretText, std::string> && !std::is_convertible_v<std::string, SecretText>);
static_assert(Printable<std::string> && Comparable<std::string>);  // the concepts can say yes

bool holds(const void* memory, std::size_t size, std::string_view what) {
    return std::string_view(static_cast<const char*>(memory), size).find(what) != std::string_view::npos;
}

TEST(Secret, IsReadOnlyByExposing) {
    const SecretText secret(std::string("4401-key"));
    EXPECT_EQ(secret.expose(), "4401-key");
    const SecretText copy = secret;
    EXPECT_EQ(copy.expose(), "4401-key");
    EXPECT_EQ(Secret<Bytes>(Bytes{1, 2}).expose(), (Bytes{1, 2}));
    EXPECT_EQ((Secret<std::array<int, 2>>({3, 4}).expose()), (std::array<int, 2>{3, 4}));
}

TEST(Secret, MovingLeavesNothingBehind) {
    SecretText from(std::string("short-key"));  // short: its bytes are inside the object
    const SecretText to(std::move(from));
    EXPECT_EQ(to.expose(), "short-key");
    EXPECT_FALSE(holds(&from, sizeof from, "short"));
    EXPECT_FALSE(holds(&from, sizeof from, "hort-key"));

    SecretText assigned;
    SecretText again(std::string("other-key"));
    assigned = std::move(again);
    EXPECT_EQ(assigned.expose(), "other-key");
    EXPECT_FALSE(holds(&again, sizeof again, "ther-key"));
}

TEST(Secret, DestructionWipes) {
    alignas(SecretText) std::array<unsigned char, sizeof(SecretText)> place{};
    auto* secret = new (place.data()) SecretText(std::string("short-key"));
    ASSERT_TRUE(holds(place.data(), place.size(), "short-key"));
    secret->~Secret();
    EXPECT_FALSE(holds(place.data(), place.size(), "hort-key"));
}

TEST(Secret, AssignmentReplaces) {
    SecretText a(std::string("first-secret-that-is-long-enough"));
    const SecretText b(std::string("b"));
    a = b;
    EXPECT_EQ(a.expose(), "b");
    const SecretText& self = a;
    a = self;
    EXPECT_EQ(a.expose(), "b");
}

TEST(Secret, WipeOverwrites) {
    std::array<char, 8> memory = {'s', 'e', 'c', 'r', 'e', 't', '!', '!'};
    wipe(memory.data(), 6);
    EXPECT_EQ(std::string_view(memory.data(), 8), std::string_view("\0\0\0\0\0\0!!", 8));
    wipe(nullptr, 0);
}

}  // namespace
}  // namespace qy
