#include "access_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>

namespace qy::transport {
namespace {

AccessRecord row() {
    return {.at = Time{1'772'330'584'567'000},
            .request_id = "0123456789abcdef",
            .listener = Listener::https,
            .route = "trace.query",
            .method = "GET",
            .status = 200,
            .sent_bytes = 5120,
            .microseconds = 87,
            .client = Address::parse("203.0.113.77").value()};
}

TEST(access_line, says_what_happened_and_not_to_whom) {
    EXPECT_EQ(access_line(row()),
              "2026-03-01T02:03:04.567Z info http.request request_id=0123456789abcdef listener=https route=trace.query "
              "method=GET status=200 bytes=5120 microseconds=87 client=203.0.113.0\n");
    auto other = row();
    other.client = Address::parse("2001:db8:1:2:3::4").value();
    EXPECT_THAT(access_line(other), testing::EndsWith("client=2001:db8:1::\n"));
    other.listener = Listener::admin;
    other.method = "";
    EXPECT_THAT(access_line(other), testing::EndsWith("client=-\n"));
    EXPECT_THAT(access_line(other), testing::HasSubstr(" method=- "));
}

TEST(AccessLog, writes_every_line_before_it_ends) {
    std::string written;
    {
        AccessLog log([&](std::string_view lines) { written += lines; });
        for (int i = 0; i < 1000; ++i) log.add(row());
    }
    EXPECT_EQ(std::count(written.begin(), written.end(), '\n'), 1000);
}

TEST(AccessLog, drops_lines_rather_than_hold_answers) {
    std::latch stuck(1);
    std::latch release(1);
    bool first = true;
    std::string written;
    {
        AccessLog log([&](std::string_view lines) {
            if (std::exchange(first, false)) {
                stuck.count_down();
                release.wait();
            }
            written += lines;
        });
        log.add(row());
        stuck.wait();
        for (int i = 0; i < 40'000; ++i) log.add(row());  // more than 4 MiB
        release.count_down();
    }
    EXPECT_THAT(written, testing::HasSubstr("http.access_log_dropped lines="));
    EXPECT_LT(written.size(), 5U << 20U);
}

}  // namespace
}  // namespace qy::transport
