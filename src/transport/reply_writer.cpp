#include "reply_writer.h"

#include <array>
#include <charconv>
#include <utility>

#include "reply_head.h"

namespace qy::transport {
namespace {

constexpr std::size_t kJoinedBytesMax = 64U << 10U;  // bodies up to this size are copied behind the head
constexpr std::size_t kKeptBytesMax = 16U << 10U;    // what an idle connection may hold

bool is_generated(const HttpReply& reply) {
    return std::holds_alternative<BodyGenerator>(reply.body) || std::holds_alternative<SharedLive>(reply.body);
}

std::string_view bytes_of_body(const HttpReply& reply) {
    if (const auto* text = std::get_if<std::string>(&reply.body)) return *text;
    if (const auto* shared = std::get_if<SharedBytes>(&reply.body); shared != nullptr && *shared) return **shared;
    return {};
}

void append_hex(std::string& out, std::size_t number) {
    std::array<char, 16> digits{};
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number, 16);
    out.append(digits.data(), result.ptr);
}

}  // namespace

bool ends_with_connection(const HttpReply& reply, const ReplyTerms& terms) {
    return is_generated(reply) && status_has_body(reply.status) && !terms.head_only && !terms.takes_chunks;
}

bool ReplyWriter::start(const HttpReply& reply, const ReplyTerms& terms) {
    QY_ASSERT(done());
    const bool has_body = status_has_body(reply.status);
    const bool generated = is_generated(reply) && has_body;
    const auto body = bytes_of_body(reply);
    ReplyFraming framing;
    framing.chunked = generated && terms.takes_chunks;
    framing.keep_alive = terms.keep_alive && !ends_with_connection(reply, terms);
    framing.date = terms.date;
    if (has_body && !generated) framing.body_bytes = body.size();
    framed_ = framing.chunked;
    out_.clear();
    behind_ = {};
    append_reply_head(out_, reply, framing);
    if (has_body && !generated && !terms.head_only) {
        if (body.size() <= kJoinedBytesMax) {
            out_.append(body);
        } else {
            behind_ = body;
        }
    }
    left_ = out_;
    return generated && !terms.head_only;
}

void ReplyWriter::add_chunk(std::string_view chunk, bool last) {
    QY_ASSERT(done());
    out_.clear();
    if (!framed_) {
        out_.append(chunk);
    } else {
        if (!chunk.empty()) {
            append_hex(out_, chunk.size());
            out_.append("\r\n").append(chunk).append("\r\n");
        }
        if (last) out_ += "0\r\n\r\n";
    }
    left_ = out_;
}

void ReplyWriter::start_interim() {
    QY_ASSERT(done());
    out_ = "HTTP/1.1 100 Continue\r\n\r\n";
    left_ = out_;
}

void ReplyWriter::wrote(std::size_t bytes) {
    left_.remove_prefix(bytes);
    if (left_.empty()) left_ = std::exchange(behind_, {});
}

void ReplyWriter::release() {
    QY_ASSERT(done());
    out_.clear();
    if (out_.capacity() > kKeptBytesMax) out_ = std::string();
}

}  // namespace qy::transport
