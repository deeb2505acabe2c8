#include "base/id.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

#include "base/error.h"
#include "base/id_clock.h"
#include "base/time_apart.h"

namespace qy {
namespace {

using TestId = Id<struct TestTag>;

constexpr std::int64_t kEpochSeconds = 1'704'067'200;  // 2024-01-01T00:00:00Z
constexpr std::int64_t kCounters = 4'096;
constexpr Time kNoon = Time::from_seconds(1'772'337'600);  // 2026-03-01T12:00:00+08:00

// A clock that a test sets freely, also backwards.
class SettableClock final : public Clock {
 public:
    [[nodiscard]] Time now() const override { return time; }
    Time time = Time::from_seconds(kEpochSeconds + 1'000);
};

std::int64_t milliseconds_of(std::int64_t id) {
    return id >> 22;
}
std::int64_t node_of(std::int64_t id) {
    return (id >> 12) & 1023;
}
std::int64_t counter_of(std::int64_t id) {
    return id & 4095;
}

TEST(Id, HoldsMillisecondsNodeAndCounter) {
    SettableClock clock;
    IdSource source(clock, 1023);
    const std::int64_t first = source.next_number();
    EXPECT_EQ(milliseconds_of(first), 1'000'000);
    EXPECT_EQ(node_of(first), 1023);
    EXPECT_EQ(counter_of(first), 0);
    EXPECT_EQ(counter_of(source.next_number()), 1);
}

TEST(Id, RisesThroughAFullCounter) {
    SettableClock clock;
    IdSource source(clock, 5);
    std::int64_t last = 0;
    for (std::int64_t i = 0; i <= kCounters; ++i) {
        const std::int64_t id = source.next_number();
        ASSERT_GT(id, last);
        ASSERT_EQ(milliseconds_of(id), 1'000'000 + (i == kCounters ? 1 : 0));
        ASSERT_EQ(node_of(id), 5);
        last = id;
    }
}

TEST(Id, RisesWhenTheClockStepsBack) {
    SettableClock clock;
    IdSource source(clock, 0);
    const std::int64_t before = source.next_number();
    clock.time = clock.time.plus_seconds(-3600);
    const std::int64_t during = source.next_number();
    EXPECT_EQ(during, before + 1);
    clock.time = clock.time.plus_seconds(7200);
    EXPECT_EQ(milliseconds_of(source.next_number()), 1'000'000 + 3'600'000);
}

TEST(Id, StartsAboveZeroBeforeItsEpoch) {
    SettableClock clock;
    clock.time = Time{};
    IdSource source(clock, 0);
    EXPECT_EQ(source.next_number(), 1);
    clock.time = Time::from_seconds(kEpochSeconds);
    EXPECT_EQ(source.next_number(), 2);
}

TEST(Id, LastsFortyOneBitsOfMilliseconds) {
    constexpr std::int64_t kLast = (std::int64_t{1} << 41) - 1;
    SettableClock clock;
    clock.time = Time::from_milliseconds(kEpochSeconds * 1000 + kLast);
    IdSource source(clock, 1023);
    EXPECT_GT(source.next_number(), 0);
    SettableClock later;
    later.time = Time::from_milliseconds(kEpochSeconds * 1000 + kLast + 1);
    IdSource late(later, 0);
    EXPECT_DEATH((void)late.next_number(), "assertion failed");
}

TEST(Id, RefusesANodeOutsideTenBits) {
    SettableClock clock;
    EXPECT_DEATH(IdSource(clock, 1024), "assertion failed");
    EXPECT_DEATH(IdSource(clock, -1), "assertion failed");
}

TEST(Id, ManyThreadsNeverShareOne) {
    SettableClock clock;
    IdSource source(clock, 1);
    constexpr std::size_t kThreads = 4;
    constexpr std::size_t kEach = 5'000;
    std::vector<std::vector<TestId>> taken(kThreads);
    std::vector<std::thread> threads;
    for (auto& mine : taken) {
        threads.emplace_back([&] {
            for (std::size_t i = 0; i < kEach; ++i) mine.push_back(source.next<TestId>());
        });
    }
    for (auto& thread : threads) thread.join();
    std::set<TestId> all;
    for (const auto& mine : taken) {
        EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
        all.insert(mine.begin(), mine.end());
    }
    EXPECT_EQ(all.size(), kThreads * kEach);
}

TEST(IdSource, RisesWhereverTheClockJumps) {
    ManualClock clock(kNoon);
    IdSource source(clock, 7);
    std::set<TestId> all;
    TestId last = source.next<TestId>();
    for (const std::int64_t jump : {-3'600, 365 * 86'400, -365 * 86'400, 1, -1, 3'600}) {
        clock.advance_seconds(jump);
        for (int i = 0; i < 10'000; ++i) {
            const auto id = source.next<TestId>();
            ASSERT_LT(last, id) << jump;
            last = id;
        }
    }
}

TEST(IdSource, ALaterRunContinuesAfterAnEarlierOneWhoseClockWasAhead) {
    ManualClock ahead(kNoon.plus_seconds(3'600));
    ManualClock behind(kNoon);
    const struct {
        int earlier;
        int later;
    } nodes[] = {{0, 0}, {3, 3}, {1023, 0}, {0, 1023}};
    for (const auto& node : nodes) {
        IdSource earlier(ahead, node.earlier);
        for (int i = 0; i < 5'000; ++i) (void)earlier.next_number();
        const auto newest = earlier.next_number();
        IdClock clock(behind);
        IdSource later(clock, node.later);
        clock.start_after(newest);
        EXPECT_GT(later.next_number(), newest) << node.earlier << " " << node.later;
    }
    IdClock usual(ahead);
    usual.start_after(IdSource(behind, 0).next_number());
    EXPECT_EQ(usual.now(), ahead.now()) << "an older id changes nothing";
}

TEST(TimeApart, CountsBothWays) {
    for (const std::int64_t apart : {0, 59, 60}) {
        EXPECT_TRUE(is_within(60, kNoon, kNoon.plus_seconds(apart))) << apart;
        EXPECT_TRUE(is_within(60, kNoon, kNoon.plus_seconds(-apart))) << apart;
    }
    EXPECT_FALSE(is_within(60, kNoon, kNoon.plus_seconds(61)));
    EXPECT_FALSE(is_within(60, kNoon, kNoon.plus_seconds(-61)));
}

TEST(Id, ParsesItsDecimalDigits) {
    const std::string_view good[] = {"1", "42", "9223372036854775807"};
    for (const auto text : good) {
        const auto id = TestId::parse(text);
        ASSERT_TRUE(id.ok()) << text;
        EXPECT_EQ(id->to_string(), text);
    }
    const std::string_view bad[] = {"",
                                    "0",
                                    "-1",
                                    "+1",
                                    "01",
                                    "9223372036854775808",
                                    "99999999999999999999",
                                    " 1",
                                    "1 ",
                                    "1.0",
                                    "0x1",
                                    "1e3",
                                    "abc",
                                    "１",
                                    "-",
                                    "null",
                                    "1\n2",
                                    "--1"};
    for (const auto text : bad) {
        const auto id = TestId::parse(text);
        ASSERT_FALSE(id.ok()) << text;
        EXPECT_EQ(id.error().code, "id.malformed");
        EXPECT_EQ(id.error().kind, ErrorKind::invalid);
    }
}

TEST(Id, ZeroMeansNone) {
    EXPECT_TRUE(TestId().is_none());
    EXPECT_FALSE(TestId(7).is_none());
    EXPECT_TRUE(static_cast<bool>(TestId(7)));
    EXPECT_EQ(std::hash<TestId>{}(TestId(7)), std::hash<TestId>{}(TestId(7)));
}

}  // namespace
}  // namespace qy
