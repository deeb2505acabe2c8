#include "deadline.h"

#include <gtest/gtest.h>

namespace qy::transport {
namespace {

using std::chrono::milliseconds;

TEST(Deadline, passes_when_its_time_has_come) {
    const Deadline::TimePoint start{};
    Deadline deadline(500);
    EXPECT_FALSE(deadline.has_passed(start + std::chrono::hours(1000))) << "none is set";
    deadline.set(start, 100);
    EXPECT_FALSE(deadline.has_passed(start + milliseconds(99)));
    EXPECT_TRUE(deadline.has_passed(start + milliseconds(100)));
    deadline.clear();
    EXPECT_FALSE(deadline.has_passed(start + milliseconds(100)));
}

TEST(Deadline, bytes_buy_time_at_the_least_rate) {
    const Deadline::TimePoint start{};
    Deadline deadline(500);  // 2 ms a byte
    deadline.start_pace(start, 100);
    deadline.moved(1);
    EXPECT_FALSE(deadline.has_passed(start + milliseconds(101)));
    EXPECT_TRUE(deadline.has_passed(start + milliseconds(102)));
    deadline.moved(49);
    EXPECT_FALSE(deadline.has_passed(start + milliseconds(199)));
    EXPECT_TRUE(deadline.has_passed(start + milliseconds(200)));
    deadline.start_pace(start, 100);
    EXPECT_TRUE(deadline.has_passed(start + milliseconds(100))) << "bytes of before buy nothing";
}

}  // namespace
}  // namespace qy::transport
