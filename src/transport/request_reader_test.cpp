#include "request_reader.h"

#include <gtest/gtest.h>

namespace qy::transport {
namespace {

using Event = RequestReader::Event;
constexpr HeadLimits kLimits{.header_bytes_max = 1000, .header_fields_max = 10, .target_bytes_max = 100};
constexpr std::size_t kBodyMax = 10;

// Every request that comes out of `bytes` given in steps, as "METHOD target body", and the refusal that ends them.
std::vector<std::string> requests_in(const std::string& bytes, std::size_t step) {
    RequestReader reader(kLimits);
    std::vector<std::string> found;
    std::size_t at = 0;
    while (true) {
        const auto event = reader.next();
        if (!event.ok()) {
            found.push_back(event.error().code);
            return found;
        }
        if (*event == Event::need_more) {
            if (at >= bytes.size()) return found;
            reader.add(std::string_view(bytes).substr(at, step));
            at += step;
        } else if (*event == Event::head) {
            const auto accepted = reader.accept_body(kBodyMax);
            if (!accepted.ok()) {
                found.push_back(accepted.error().code);
                return found;
            }
        } else {
            found.push_back(reader.head().method + " " + reader.head().target + " " + reader.body());
            reader.next_request();
        }
    }
}

TEST(RequestReader, finds_the_same_requests_however_the_bytes_come) {
    const std::string get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
    const std::string post = "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody";
    const std::string chunked =
        "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nxyz\r\n0\r\n\r\n";
    struct Row {
        std::string what;
        std::string bytes;
        std::vector<std::string> found;
    };
    const Row rows[] = {
        {"one", get, {"GET /a "}},
        {"two in one piece", get + get, {"GET /a ", "GET /a "}},
        {"bodies between", post + chunked + get + post, {"POST /b body", "POST /c xyz", "GET /a ", "POST /b body"}},
        {"an empty line before", "\r\n" + get + "\r\n" + get, {"GET /a ", "GET /a "}},
        {"two empty lines before", "\r\n\r\n" + get, {"http.malformed"}},
        {"a CR alone before", "\r" + get, {"http.malformed"}},
        {"a good one, then rubbish", get + "?" + get, {"GET /a ", "http.malformed"}},
        {"a body longer than its length", post + "x" + get, {"POST /b body", "xGET /a "}},
        {"body of 10", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789", {"POST / 0123456789"}},
        {"body of 11", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n", {"http.body_too_large"}},
        {"length beyond 64 bits",
         "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999999\r\n\r\n",
         {"http.body_too_large"}},
    };
    for (const auto& row : rows) {
        for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{100'000}}) {
            const auto found = requests_in(row.bytes, step);
            EXPECT_EQ(found, row.found) << row.what << " by " << step;
        }
    }
}

TEST(RequestReader, a_thousand_pipelined_requests_come_in_order) {
    std::string bytes;
    for (int i = 0; i < 1000; ++i) bytes += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n";
    const auto found = requests_in(bytes, 4096);
    ASSERT_EQ(found.size(), 1000U);
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(found[static_cast<std::size_t>(i)], "GET /" + std::to_string(i) + " ");
}

}  // namespace
}  // namespace qy::transport
