#include "transport/rate_limit.h"

#include <gtest/gtest.h>

namespace qy::transport {
namespace {

// The start of a minute, so that windows are easy to follow.
constexpr Time kStart = Time::from_seconds(1'800'000'000);

Address address(std::string_view text) {
    return Address::parse(text).value();
}

int admitted(RateLimiter& limiter, const Address& client, int tries) {
    int count = 0;
    for (int i = 0; i < tries; ++i) count += limiter.admit(client) ? 0 : 1;
    return count;
}

TEST(RateLimiter, lets_the_limit_through_and_no_more) {
    ManualClock clock(kStart);
    RateLimiter limiter(clock, {.requests_per_minute = 600, .failures_per_minute = 0});
    const auto client = address("203.0.113.7");
    EXPECT_EQ(admitted(limiter, client, 599), 599);
    EXPECT_EQ(limiter.admit(client), std::nullopt) << "the 600th";
    EXPECT_NE(limiter.admit(client), std::nullopt) << "the 601st";
    EXPECT_EQ(limiter.admit(address("203.0.113.8")), std::nullopt) << "another address has its own count";
}

TEST(RateLimiter, the_time_it_names_is_enough_and_needed) {
    for (const std::int64_t limit : {1, 2, 20, 600}) {
        for (const std::int64_t second : {0, 1, 30, 59}) {
            ManualClock clock(kStart.plus_seconds(second));
            RateLimiter limiter(clock, {.requests_per_minute = limit, .failures_per_minute = 0});
            const auto client = address("2001:db8::1");
            ASSERT_EQ(admitted(limiter, client, 1000), limit);
            const auto wait = limiter.admit(client);
            ASSERT_TRUE(wait);
            clock.advance_seconds(*wait - 1);
            EXPECT_TRUE(limiter.admit(client)) << limit << " from second " << second << ": a second less is too early";
            clock.advance_seconds(1);
            EXPECT_FALSE(limiter.admit(client)) << limit << " from second " << second;
        }
    }
}

TEST(RateLimiter, a_steady_stream_gets_its_limit_each_minute) {
    ManualClock clock(kStart);
    RateLimiter limiter(clock, {.requests_per_minute = 60, .failures_per_minute = 0});
    const auto client = address("203.0.113.7");
    for (int minute = 0; minute < 10; ++minute) {
        int count = 0;
        for (int second = 0; second < 60; ++second) {
            count += admitted(limiter, client, 5);
            clock.advance_seconds(1);
        }
        EXPECT_LE(count, 60) << minute;
        EXPECT_GE(count, 59) << minute;
    }
}

TEST(RateLimiter, failures_close_the_door_for_all_requests) {
    ManualClock clock(kStart);
    RateLimiter limiter(clock, {.requests_per_minute = 0, .failures_per_minute = 20});
    const auto client = address("203.0.113.7");
    for (int i = 0; i < 19; ++i) limiter.count_failure(client);
    EXPECT_FALSE(limiter.admit(client)) << "19 failures";
    limiter.count_failure(client);
    EXPECT_TRUE(limiter.admit(client)) << "20 failures";
    EXPECT_FALSE(limiter.admit(address("203.0.113.8")));
    clock.advance_seconds(120);
    EXPECT_FALSE(limiter.admit(client)) << "forgotten after two windows";
}

TEST(RateLimiter, zero_is_no_limit) {
    ManualClock clock(kStart);
    RateLimiter limiter(clock, {.requests_per_minute = 0, .failures_per_minute = 0});
    const auto client = address("203.0.113.7");
    for (int i = 0; i < 1000; ++i) limiter.count_failure(client);
    EXPECT_EQ(admitted(limiter, client, 10'000), 10'000);
    EXPECT_EQ(limiter.size(), 0U);
}

TEST(RateLimiter, counts_a_64_of_ipv6_as_one) {
    ManualClock clock(kStart);
    RateLimiter limiter(clock, {.requests_per_minute = 2, .failures_per_minute = 0});
    EXPECT_FALSE(limiter.admit(address("2001:db8:0:1::1")));
    EXPECT_FALSE(limiter.admit(address("2001:db8:0:1:ffff::2")));
    EXPECT_TRUE(limiter.admit(address("2001:db8:0:1:abcd::3")));
    EXPECT_FALSE(limiter.admit(address("2001:db8:0:2::1")));
}

TEST(RateLimiter, holds_no_more_addresses_than_it_may) {
    ManualClock clock(kStart);
    RateLimiter limiter(clock, {.requests_per_minute = 1, .failures_per_minute = 0, .addresses_max = 160});
    std::array<std::uint8_t, 16> bytes{0x20, 0x01};
    for (int i = 0; i < 10'000; ++i) {
        bytes[4] = static_cast<std::uint8_t>(i >> 8U);
        bytes[5] = static_cast<std::uint8_t>(i);
        EXPECT_FALSE(limiter.admit(Address(bytes)));
    }
    EXPECT_EQ(limiter.size(), 160U) << "addresses spread over every part, and each part is full";
    EXPECT_TRUE(limiter.admit(Address(bytes))) << "the latest is still known";
    bytes[4] = bytes[5] = 0;
    EXPECT_FALSE(limiter.admit(Address(bytes))) << "the first has been forgotten";
}

TEST(RateLimiter, a_clock_that_steps_back_frees_nobody) {
    ManualClock clock(kStart.plus_seconds(600));
    RateLimiter limiter(clock, {.requests_per_minute = 1, .failures_per_minute = 0});
    const auto client = address("203.0.113.7");
    EXPECT_FALSE(limiter.admit(client));
    clock.advance_seconds(-300);
    EXPECT_TRUE(limiter.admit(client));
}

TEST(RateLimiter, a_clock_that_jumps_holds_nobody_for_longer_than_two_windows) {
    for (const std::int64_t jump : {-3'600, -365 * 86'400, 365 * 86'400}) {
        ManualClock clock(kStart);
        RateLimiter limiter(clock, {.requests_per_minute = 10, .failures_per_minute = 5});
        const auto client = address("203.0.113.7");
        for (int i = 0; i < 10; ++i) limiter.count_failure(client);
        EXPECT_EQ(admitted(limiter, client, 20), 0);
        clock.advance_seconds(jump);
        (void)limiter.admit(client);
        clock.advance_seconds(120);
        EXPECT_EQ(admitted(limiter, client, 20), 10) << jump;
        clock.advance_seconds(60);
        EXPECT_LT(admitted(limiter, client, 20), 11) << "the limit still holds";
    }
}

TEST(RateLimiter, ClassesWithALimitOfTheirOwnAreCountedApart) {
    ManualClock clock(Time::from_seconds(1'800'000'000));
    RateLimits limits{.requests_per_minute = 2, .failures_per_minute = 0};
    limits.staff_per_minute = 3;
    RateLimiter limiter(clock, limits);
    const auto client = Address::parse("203.0.113.7").value();
    const auto passes = [&](NetworkClass level) { return !limiter.admit(client, level); };
    EXPECT_TRUE(passes(NetworkClass::open_public));
    EXPECT_TRUE(passes(NetworkClass::partner));  // without its own: together with the public's
    EXPECT_FALSE(passes(NetworkClass::open_public));
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(passes(NetworkClass::staff)) << i;
    EXPECT_FALSE(passes(NetworkClass::staff));
}

}  // namespace
}  // namespace qy::transport
