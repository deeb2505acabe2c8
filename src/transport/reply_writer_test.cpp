#include "reply_writer.h"

#include <gtest/gtest.h>

#include "reply_head.h"

namespace qy::transport {
namespace {

constexpr std::string_view kDate = "Sun, 06 Nov 1994 08:49:37 GMT";

// Everything the writer gives out, taken `step` bytes at a time; `pieces` counts how often it was asked.
std::string drain(ReplyWriter& writer, std::size_t step = 1'000'000, int* pieces = nullptr) {
    std::string out;
    while (!writer.done()) {
        const auto piece = writer.left().substr(0, step);
        out += piece;
        writer.wrote(piece.size());
        if (pieces != nullptr) ++*pieces;
    }
    return out;
}

ReplyTerms terms() {
    return {.head_only = false, .takes_chunks = true, .keep_alive = true, .date = kDate};
}

TEST(ReplyWriter, writes_header_and_small_body_in_one_piece) {
    ReplyWriter writer;
    const auto reply = make_reply(200, "text/plain", "hello");
    int pieces = 0;
    EXPECT_FALSE(writer.start(reply, terms()));
    EXPECT_EQ(drain(writer, 1'000'000, &pieces),
              "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 5\r\n"
              "Content-Type: text/plain\r\n\r\nhello");
    EXPECT_EQ(pieces, 1);
}

TEST(ReplyWriter, writes_large_bodies_from_where_they_lie) {
    for (const std::size_t size :
         {std::size_t{65'535}, std::size_t{65'536}, std::size_t{65'537}, std::size_t{300'000}}) {
        HttpReply reply;
        reply.body = std::make_shared<const std::string>(size, 'x');
        ReplyWriter writer;
        EXPECT_FALSE(writer.start(reply, terms()));
        const auto out = drain(writer, 1000);
        EXPECT_TRUE(out.ends_with("\r\n\r\n" + std::string(size, 'x'))) << size;
        EXPECT_NE(out.find("Content-Length: " + std::to_string(size) + "\r\n"), std::string::npos);
    }
}

TEST(ReplyWriter, leaves_out_bodies_that_may_not_be) {
    struct Row {
        int status;
        bool head_only;
        std::string_view length;  // "" for no Content-Length
    };
    const Row rows[] = {{200, true, "5"}, {304, false, ""}, {204, false, ""}, {404, true, "5"}};
    for (const auto& row : rows) {
        auto reply = make_reply(row.status, "text/plain", "hello");
        auto with = terms();
        with.head_only = row.head_only;
        ReplyWriter writer;
        writer.start(reply, with);
        const auto out = drain(writer);
        EXPECT_TRUE(out.ends_with("\r\n\r\n")) << row.status;
        const auto length = "Content-Length: " + std::string(row.length);
        EXPECT_EQ(out.find(row.length.empty() ? "Content-Length" : length) != std::string::npos, !row.length.empty());
    }
}

TEST(ReplyWriter, frames_generated_bodies) {
    HttpReply reply;
    reply.body = BodyGenerator([](std::string&) -> Result<bool> { return false; });
    ReplyWriter writer;
    EXPECT_TRUE(writer.start(reply, terms()));
    EXPECT_NE(drain(writer).find("Transfer-Encoding: chunked\r\n"), std::string::npos);
    writer.add_chunk(std::string(26, 'x'), false);
    EXPECT_EQ(drain(writer), "1a\r\n" + std::string(26, 'x') + "\r\n");
    writer.add_chunk("", false);
    EXPECT_EQ(drain(writer), "");
    writer.add_chunk("end", true);
    EXPECT_EQ(drain(writer), "3\r\nend\r\n0\r\n\r\n");
}

TEST(ReplyWriter, ends_generated_bodies_with_the_connection_for_http_1_0) {
    HttpReply reply;
    reply.body = BodyGenerator([](std::string&) -> Result<bool> { return false; });
    auto old = terms();
    old.takes_chunks = false;
    EXPECT_TRUE(ends_with_connection(reply, old));
    ReplyWriter writer;
    EXPECT_TRUE(writer.start(reply, old));
    const auto head = drain(writer);
    EXPECT_EQ(head.find("chunked"), std::string::npos);
    EXPECT_NE(head.find("Connection: close\r\n"), std::string::npos);
    writer.add_chunk("end", true);
    EXPECT_EQ(drain(writer), "end");
    auto head_only = terms();
    head_only.head_only = true;
    EXPECT_FALSE(writer.start(reply, head_only)) << "HEAD asks for no pieces";
}

TEST(reply_head, drops_fields_that_would_split_the_reply) {
    HttpReply reply;
    reply.headers.add("Location", "/a\r\nSet-Cookie: stolen=1");
    reply.headers.add("X-Bad Name", "1");
    reply.headers.add("content-length", "999");
    reply.headers.add("X-Good", "琼");
    std::string out;
    ReplyFraming framing;
    framing.date = kDate;
    append_reply_head(out, reply, framing);
    EXPECT_EQ(out, "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nX-Good: 琼\r\n\r\n");
}

TEST(http_date, is_in_the_fixed_form) {
    EXPECT_EQ(http_date(Time::from_seconds(784111777)), kDate);
    EXPECT_EQ(http_date(Time::from_seconds(951782400)), "Tue, 29 Feb 2000 00:00:00 GMT");
}

}  // namespace
}  // namespace qy::transport
