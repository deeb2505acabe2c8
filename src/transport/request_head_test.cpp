#include "request_head.h"

#include <gtest/gtest.h>

namespace qy::transport {
namespace {

using namespace std::string_literals;

constexpr HeadLimits kLimits{.header_bytes_max = 16384, .header_fields_max = 100, .target_bytes_max = 8192};

// What becomes of a head that comes whole: "ok" or the code of the refusal, or "more".
std::string read(const std::string& bytes, const HeadLimits& limits = kLimits) {
    HeadScanner scanner;
    const auto size = scanner.scan(bytes, limits);
    if (!size.ok()) return size.error().code;
    if (!*size) return "more";
    const auto head = parse_head(std::string_view(bytes).substr(0, **size), limits);
    return head.ok() ? "ok" : head.error().code;
}

// The same head coming one byte at a time.
std::string read_by_bytes(const std::string& bytes) {
    HeadScanner scanner;
    for (std::size_t size = 1; size <= bytes.size(); ++size) {
        const auto end = scanner.scan(std::string_view(bytes).substr(0, size), kLimits);
        if (!end.ok()) return end.error().code;
        if (!*end) continue;
        const auto head = parse_head(std::string_view(bytes).substr(0, **end), kLimits);
        return head.ok() ? "ok" : head.error().code;
    }
    return "more";
}

std::string with_field(const std::string& lines) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
}
std::string with_line(const std::string& line) {
    return line + "\r\nHost: a\r\n\r\n";
}

struct Row {
    std::string what;
    std::string bytes;
    std::string becomes;
};

const std::vector<Row>& rows() {
    static const std::vector<Row> kRows = {
        {"least request", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "ok"},
        {"HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", "ok"},
        {"unfinished", "GET / HTTP/1.1\r\nHost: a\r\n", "more"},
        {"empty", "", "more"},
        // request line
        {"two spaces", with_line("GET  / HTTP/1.1"), "http.malformed"},
        {"space at the end", with_line("GET / HTTP/1.1 "), "http.malformed"},
        {"tab", with_line("GET\t/ HTTP/1.1"), "http.malformed"},
        {"space in the target", with_line("GET /a b HTTP/1.1"), "http.malformed"},
        {"no version", with_line("GET /"), "http.malformed"},
        {"bad method", with_line("G(T / HTTP/1.1"), "http.malformed"},
        {"method of 32", with_line(std::string(32, 'A') + " / HTTP/1.1"), "ok"},
        {"method of 33", with_line(std::string(33, 'A') + " / HTTP/1.1"), "http.malformed"},
        {"lower-case version", with_line("GET / http/1.1"), "http.malformed"},
        {"version 1.11", with_line("GET / HTTP/1.11"), "http.malformed"},
        {"version 2.0", with_line("GET / HTTP/2.0"), "http.version_unknown"},
        {"version 0.9", with_line("GET / HTTP/0.9"), "http.version_unknown"},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "http.version_unknown"},
        {"TLS on the plain port", "\x16\x03\x01\x02", "http.malformed"},
        {"TRACE", with_line("TRACE / HTTP/1.1"), "http.method_not_allowed"},
        {"CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", "http.method_not_allowed"},
        {"fragment", with_line("GET /a#b HTTP/1.1"), "http.malformed"},
        {"raw UTF-8", with_line("GET /茶 HTTP/1.1"), "http.malformed"},
        {"NUL in the target", with_line("GET /a\0b HTTP/1.1"s), "http.malformed"},
        // target forms
        {"star", with_line("OPTIONS * HTTP/1.1"), "ok"},
        {"star with GET", with_line("GET * HTTP/1.1"), "http.malformed"},
        {"no slash", with_line("GET a HTTP/1.1"), "http.malformed"},
        {"absolute", with_line("GET http://a/x HTTP/1.1"), "ok"},
        {"absolute, other host", with_line("GET http://b/x HTTP/1.1"), "http.malformed"},
        {"absolute, other scheme", with_line("GET ftp://a/x HTTP/1.1"), "http.malformed"},
        {"absolute, user", with_line("GET http://u@a/x HTTP/1.1"), "http.malformed"},
        // lines
        {"bare LF after the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", "http.malformed"},
        {"bare LF after a field", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", "http.malformed"},
        {"bare LF twice", "GET / HTTP/1.1\r\nHost: a\n\n", "http.malformed"},
        {"bare CR in a value", with_field("X: a\rb\r\n"), "http.malformed"},
        {"CR CR LF", with_field("X: a\r\r\n"), "http.malformed"},
        {"folded", with_field("X: a\r\n b\r\n"), "http.malformed"},
        {"folded by a tab", with_field("X: a\r\n\tb\r\n"), "http.malformed"},
        {"field before Host folded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "http.malformed"},
        // fields
        {"no colon", with_field("X\r\n"), "http.malformed"},
        {"space before the colon", with_field("X : a\r\n"), "http.malformed"},
        {"tab before the colon", with_field("X\t: a\r\n"), "http.malformed"},
        {"empty name", with_field(": a\r\n"), "http.malformed"},
        {"name with a bracket", with_field("X[0]: a\r\n"), "http.malformed"},
        {"NUL in a name", with_field("X\0Y: a\r\n"s), "http.malformed"},
        {"NUL in a value", with_field("X: a\0b\r\n"s), "http.malformed"},
        {"DEL in a value", with_field("X: a\x7f\r\n"), "http.malformed"},
        {"UTF-8 in a value", with_field("X: 茶\r\n"), "ok"},
        {"tab in a value", with_field("X: a\tb\r\n"), "ok"},
        {"empty value", with_field("X:\r\n"), "ok"},
        {"no space", with_field("X:a\r\n"), "ok"},
        // Host
        {"no Host", "GET / HTTP/1.1\r\nX: a\r\n\r\n", "http.malformed"},
        {"two Hosts", with_field("Host: a\r\n"), "http.malformed"},
        {"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", "http.malformed"},
        {"empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "http.malformed"},
        {"Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "http.malformed"},
        {"Host with a comma list", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "http.malformed"},
        {"Host with a port", "GET / HTTP/1.1\r\nHost: [::1]:8443\r\n\r\n", "ok"},
        // framing
        {"length", with_field("Content-Length: 5\r\n"), "ok"},
        {"length with zeros", with_field("Content-Length: 005\r\n"), "ok"},
        {"length over 64 bits", with_field("Content-Length: 99999999999999999999\r\n"), "ok"},  // refused by the limit
        {"length with a sign", with_field("Content-Length: +5\r\n"), "http.malformed"},
        {"negative length", with_field("Content-Length: -5\r\n"), "http.malformed"},
        {"hexadecimal length", with_field("Content-Length: 0x5\r\n"), "http.malformed"},
        {"empty length", with_field("Content-Length:\r\n"), "http.malformed"},
        {"length list", with_field("Content-Length: 5, 5\r\n"), "http.malformed"},
        {"two equal lengths", with_field("Content-Length: 5\r\nContent-Length: 5\r\n"), "http.malformed"},
        {"two lengths", with_field("Content-Length: 5\r\ncontent-length: 6\r\n"), "http.malformed"},
        {"chunked", with_field("Transfer-Encoding: chunked\r\n"), "ok"},
        {"Chunked", with_field("Transfer-Encoding: Chunked\r\n"), "ok"},
        {"both", with_field("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), "http.malformed"},
        {"both, other order", with_field("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), "http.malformed"},
        {"chunked twice", with_field("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), "http.malformed"},
        {"gzip, chunked", with_field("Transfer-Encoding: gzip, chunked\r\n"), "http.coding_unknown"},
        {"identity", with_field("Transfer-Encoding: identity\r\n"), "http.coding_unknown"},
        {"vertical tab before chunked", with_field("Transfer-Encoding: \vchunked\r\n"), "http.malformed"},
        {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "http.malformed"},
        // connection
        {"options", with_field("Connection: keep-alive, , Upgrade\r\n"), "ok"},
        {"an option that is no token", with_field("Connection: close now\r\n"), "http.malformed"},
        // expectation
        {"100-continue", with_field("Content-Length: 1\r\nExpect: 100-Continue\r\n"), "ok"},
        {"other expectation", with_field("Expect: something\r\n"), "http.expectation_unknown"},
    };
    return kRows;
}

TEST(request_head, accepts_one_reading_only) {
    for (const auto& row : rows()) EXPECT_EQ(read(row.bytes), row.becomes) << row.what;
}

TEST(request_head, comes_out_the_same_byte_by_byte) {
    for (const auto& row : rows()) EXPECT_EQ(read_by_bytes(row.bytes), row.becomes) << row.what;
}

TEST(request_head, keeps_its_limits) {
    struct LimitRow {
        std::string what;
        std::string bytes;
        std::string becomes;
    };
    constexpr HeadLimits kSmall{.header_bytes_max = 64, .header_fields_max = 3, .target_bytes_max = 10};
    const auto head_of = [](std::size_t size) {
        const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        return start + std::string(size - start.size() - 4, 'x') + "\r\n\r\n";
    };
    const auto target_of = [](std::size_t size) {
        return with_line("GET /" + std::string(size - 1, 'x') + " HTTP/1.1");
    };
    const LimitRow limit_rows[] = {
        {"63 bytes", head_of(63), "ok"},
        {"64 bytes", head_of(64), "ok"},
        {"65 bytes", head_of(65), "http.header_too_large"},
        {"target of 9", target_of(9), "ok"},
        {"target of 10", target_of(10), "ok"},
        {"target of 11", target_of(11), "http.target_too_long"},
        {"a line without end", "GET /" + std::string(100, 'x'), "http.target_too_long"},
        {"a field without end", "GET / HTTP/1.1\r\nX: " + std::string(100, 'x'), "http.header_too_large"},
        {"2 fields", with_field("A: 1\r\n"), "ok"},
        {"3 fields", with_field("A: 1\r\nB: 1\r\n"), "ok"},
        {"4 fields", with_field("A: 1\r\nB: 1\r\nC: 1\r\n"), "http.header_too_large"},
    };
    for (const auto& row : limit_rows) EXPECT_EQ(read(row.bytes, kSmall), row.becomes) << row.what;
}

RequestHead parsed(const std::string& bytes) {
    return parse_head(bytes, kLimits).value();
}

TEST(request_head, reads_what_matters) {
    const auto head = parsed("POST /a?b=1 HTTP/1.1\r\nhOST: a\r\nX:  two words \t\r\nContent-Length: 12\r\n\r\n");
    EXPECT_EQ(head.method, "POST");
    EXPECT_EQ(head.target, "/a?b=1");
    EXPECT_EQ(head.headers.find("Host"), "a");
    EXPECT_EQ(head.headers.find("x"), "two words");
    EXPECT_EQ(head.body_bytes, 12U);
    EXPECT_TRUE(head.keep_alive);
    EXPECT_TRUE(head.takes_chunks);
    EXPECT_FALSE(head.expects_continue);
}

TEST(request_head, reduces_absolute_targets) {
    EXPECT_EQ(parsed("GET http://a HTTP/1.1\r\nHost: a\r\n\r\n").target, "/");
    EXPECT_EQ(parsed("GET HTTPS://A:1/x?y HTTP/1.1\r\nHost: a:1\r\n\r\n").target, "/x?y");
    EXPECT_EQ(parsed("GET http://a?y HTTP/1.1\r\nHost: a\r\n\r\n").target, "/?y");
}

TEST(request_head, knows_who_closes) {
    EXPECT_FALSE(parsed("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
    EXPECT_FALSE(parsed(with_field("Connection: close\r\n")).keep_alive);
    EXPECT_FALSE(parsed(with_field("Connection: x, Close\r\n")).keep_alive);
    EXPECT_TRUE(parsed(with_field("Connection: closed\r\n")).keep_alive);
}

TEST(request_head, expects_continue_only_with_a_body_in_1_1) {
    EXPECT_TRUE(parsed(with_field("Content-Length: 1\r\nExpect: 100-continue\r\n")).expects_continue);
    EXPECT_TRUE(parsed(with_field("Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n")).expects_continue);
    EXPECT_FALSE(parsed(with_field("Expect: 100-continue\r\n")).expects_continue);
    EXPECT_FALSE(parsed("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n").expects_continue);
}

}  // namespace
}  // namespace qy::transport
