// An independent reader as witness: whatever we accept, Boost.Beast's parser accepts too and understands alike. Beast
// is the more lenient of the two (docs/adr), so the reverse does not hold. This is the one file that includes Beast.
#include <gtest/gtest.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <random>

#include "request_reader.h"

namespace qy::transport {
namespace {

namespace http = boost::beast::http;
constexpr HeadLimits kLimits{.header_bytes_max = 8192, .header_fields_max = 100, .target_bytes_max = 4096};
constexpr std::size_t kBodyMax = 1 << 20U;

struct Understood {
    bool accepted = false;
    std::string method, target, body;
    std::vector<std::pair<std::string, std::string>> fields;
    std::size_t used = 0;  // where the next request begins
    bool operator==(const Understood&) const = default;
};

// One request; `used` is found by giving the bytes singly, as a reader that keeps what follows would.
Understood by_us(const std::string& bytes) {
    RequestReader reader(kLimits);
    Understood read;
    while (true) {
        const auto event = reader.next();
        if (!event.ok()) return {};
        if (*event == RequestReader::Event::head) {
            if (!reader.accept_body(kBodyMax).ok()) return {};
        } else if (*event == RequestReader::Event::need_more) {
            if (read.used == bytes.size()) return {};
            reader.add({bytes.data() + read.used++, 1});
        } else {
            break;
        }
    }
    read.accepted = true;
    read.method = reader.head().method;
    read.target = reader.head().target;
    read.body = reader.body();
    const Headers& headers = reader.head().headers;
    for (std::size_t i = 0; i < headers.size(); ++i) read.fields.emplace_back(headers.name(i), headers.value(i));
    return read;
}

Understood by_beast(const std::string& bytes) {
    http::request_parser<http::string_body> parser;
    parser.eager(true);
    parser.body_limit(kBodyMax);
    Understood read;
    boost::system::error_code failed;
    for (std::size_t given = 0; !parser.is_done();) {
        // Beast wants what it has not used to come again, so the window grows until it takes something.
        if (given == bytes.size()) return {};
        ++given;
        const auto used = parser.put(boost::asio::buffer(bytes.data() + read.used, given - read.used), failed);
        read.used += used;
        if (failed == http::error::need_more) failed = {};
        if (failed) return {};
    }
    auto message = parser.release();
    read.accepted = true;
    read.method = std::string(message.method_string());
    read.target = std::string(message.target());
    read.body = message.body();
    for (const auto& field : message) read.fields.emplace_back(field.name_string(), field.value());
    return read;
}

std::vector<std::string> seeds() {
    const std::string host = "Host: fruit.example\r\n";
    return {
        "GET / HTTP/1.1\r\n" + host + "\r\n",
        "GET /t/12345678901234567890?lang=zh HTTP/1.1\r\n" + host +
            "Accept: text/html, */*;q=0.8\r\nCookie: a=b; c=d\r\n\r\n",
        "POST /api/v1/trace.query HTTP/1.1\r\n" + host +
            "Content-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"code\":\"1234\"}GET",
        "POST /x HTTP/1.1\r\n" + host +
            "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3;a=b\r\n, w\r\n0\r\nX: y\r\n\r\nGET /",
        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\n" + host + "X-Empty:\r\nX-Blanks: \t a  b \t\r\n\r\n",
    };
}

// Trailers are fields to Beast; we drop them.
void drop_trailers(Understood& read, const Understood& ours) {
    read.fields.resize(std::min(read.fields.size(), ours.fields.size()));
}

void expect_agreement(const std::string& bytes, int& accepted) {
    const auto ours = by_us(bytes);
    if (!ours.accepted) return;
    ++accepted;
    auto theirs = by_beast(bytes);
    drop_trailers(theirs, ours);
    EXPECT_TRUE(theirs.accepted) << testing::PrintToString(bytes);
    if (theirs.accepted) {
        EXPECT_EQ(ours.method, theirs.method) << testing::PrintToString(bytes);
        EXPECT_EQ(ours.body, theirs.body) << testing::PrintToString(bytes);
        EXPECT_EQ(ours.fields, theirs.fields) << testing::PrintToString(bytes);
        EXPECT_EQ(ours.used, theirs.used) << testing::PrintToString(bytes);
    }
}

TEST(request_head_and_beast, agree_on_good_requests) {
    int accepted = 0;
    for (const auto& seed : seeds()) expect_agreement(seed, accepted);
    EXPECT_EQ(accepted, static_cast<int>(seeds().size()));
}

TEST(request_head_and_beast, agree_on_whatever_we_accept_of_damaged_ones) {
    std::mt19937 random(20240601);
    const std::string pieces = "\r\n\t :;,0159afGETPOSTchunked";
    int accepted = 0;
    constexpr int kRounds = 5'000;
    const auto all = seeds();
    for (int round = 0; round < kRounds; ++round) {
        std::string bytes = all[random() % all.size()];
        for (auto changes = 1 + random() % 3; changes > 0; --changes) {
            const std::size_t at = random() % bytes.size();
            const char with = pieces[random() % pieces.size()];
            if (random() % 3 == 0) {
                bytes.erase(at, 1);
            } else if (random() % 2 == 0) {
                bytes.insert(at, 1, with);
            } else {
                bytes[at] = with;
            }
        }
        expect_agreement(bytes, accepted);
        if (testing::Test::HasFailure()) return;
    }
    EXPECT_GT(accepted, kRounds / 10) << "the test must say something";
}

}  // namespace
}  // namespace qy::transport
