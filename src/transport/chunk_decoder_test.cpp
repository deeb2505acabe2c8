#include "chunk_decoder.h"

#include <gtest/gtest.h>

namespace qy::transport {
namespace {

using namespace std::string_literals;

struct Outcome {
    std::string becomes;  // "done", "more" or the code of the refusal
    std::string body;
    std::size_t used = 0;
};

Outcome decode(const std::string& bytes, std::size_t step, std::size_t body_max = 100, std::size_t trailer_max = 40) {
    ChunkDecoder decoder(body_max, trailer_max);
    Outcome outcome;
    while (outcome.used < bytes.size() && !decoder.done()) {
        const auto used = decoder.feed(std::string_view(bytes).substr(outcome.used, step), outcome.body);
        if (!used.ok()) return {used.error().code, {}, 0};
        outcome.used += *used;
    }
    outcome.becomes = decoder.done() ? "done" : "more";
    return outcome;
}

TEST(ChunkDecoder, reads_strictly_whole_and_byte_by_byte) {
    struct Row {
        std::string what, bytes, becomes, body, rest;
    };
    const Row rows[] = {
        {"nothing", "0\r\n\r\n", "done", "", ""},
        {"one chunk", "5\r\nhello\r\n0\r\n\r\n", "done", "hello", ""},
        {"two chunks", "5\r\nhello\r\nA\r\n, world 12\r\n0\r\n\r\n", "done", "hello, world 12", ""},
        {"the next request stays", "1\r\nx\r\n0\r\n\r\nGET /", "done", "x", "GET /"},
        {"zeros in front", "0005\r\nhello\r\n000\r\n\r\n", "done", "hello", ""},
        {"an extension", "5;a=b;c=\"d\"\r\nhello\r\n0;x\r\n\r\n", "done", "hello", ""},
        {"a quoted extension", "1;a=\"x;\\\"y\"\r\nx\r\n0\r\n\r\n", "done", "x", ""},
        {"an extension without name", "1;=b\r\nx\r\n0\r\n\r\n", "http.malformed", "", ""},
        {"an extension without value", "1;a=\r\nx\r\n0\r\n\r\n", "http.malformed", "", ""},
        {"an extension that is not closed", "1;a=\"b\r\nx\r\n0\r\n\r\n", "http.malformed", "", ""},
        {"a blank before an extension", "1 ;a\r\nx\r\n0\r\n\r\n", "http.malformed", "", ""},
        {"trailers", "0\r\nX: a\r\nY: b\r\n\r\n", "done", "", ""},
        {"unfinished", "5\r\nhel", "more", "hel", ""},
        {"no last chunk", "5\r\nhello\r\n", "more", "hello", ""},
        {"CR LF inside data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "done", "\r\n\r\n", ""},
        {"no size", "\r\nhello", "http.malformed", "", ""},
        {"no digit", "x\r\n", "http.malformed", "", ""},
        {"0x", "0x5\r\nhello\r\n", "http.malformed", "", ""},
        {"negative", "-1\r\n", "http.malformed", "", ""},
        {"space before the size", " 5\r\nhello\r\n", "http.malformed", "", ""},
        {"space after the size", "5 \r\nhello\r\n", "http.malformed", "", ""},
        {"16 digits", "0000000000000005\r\nhello\r\n", "http.malformed", "", ""},
        {"bare LF after the size", "5\nhello\r\n0\r\n\r\n", "http.malformed", "", ""},
        {"bare LF after the data", "5\r\nhello\n0\r\n\r\n", "http.malformed", "", ""},
        {"data too long", "4\r\nhello\r\n0\r\n\r\n", "http.malformed", "", ""},
        {"data too short", "6\r\nhello\r\n0\r\n\r\n", "http.malformed", "", ""},
        {"NUL in an extension", "1;\0\r\n"s, "http.malformed", "", ""},
        {"CR in an extension", "1;a\rb\r\n", "http.malformed", "", ""},
        {"a trailer without colon", "0\r\nX\r\n\r\n", "http.malformed", "", ""},
        {"a folded trailer", "0\r\nX: a\r\n b\r\n\r\n", "http.malformed", "", ""},
        {"trailers over the limit", "0\r\nX: " + std::string(50, 'x') + "\r\n\r\n", "http.header_too_large", "", ""},
        {"100 bytes", "64\r\n" + std::string(100, 'x') + "\r\n0\r\n\r\n", "done", std::string(100, 'x'), ""},
        {"101 bytes", "65\r\n" + std::string(101, 'x'), "http.body_too_large", "", ""},
        {"99 and 1", "63\r\n" + std::string(99, 'x') + "\r\n1\r\ny\r\n0\r\n\r\n", "done", std::string(99, 'x') + "y",
         ""},
        {"99 and 2", "63\r\n" + std::string(99, 'x') + "\r\n2\r\n", "http.body_too_large", "", ""},
        {"largest size", "fffffffffffffff\r\n", "http.body_too_large", "", ""},
    };
    for (const auto& row : rows) {
        for (const std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{10'000}}) {
            const auto outcome = decode(row.bytes, step);
            EXPECT_EQ(outcome.becomes, row.becomes) << row.what << " by " << step;
            EXPECT_EQ(outcome.body, row.body) << row.what << " by " << step;
            if (outcome.becomes == "done") {
                EXPECT_EQ(row.bytes.substr(outcome.used), row.rest) << row.what;
            }
        }
    }
}

TEST(ChunkDecoder, ends_a_line_that_never_ends) {
    EXPECT_EQ(decode("5;" + std::string(300, 'x'), 1).becomes, "http.malformed");
    EXPECT_EQ(decode("0\r\n" + std::string(300, 'x'), 1).becomes, "http.header_too_large");
}

}  // namespace
}  // namespace qy::transport
