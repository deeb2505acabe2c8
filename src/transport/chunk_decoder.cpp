#include "chunk_decoder.h"

#include <algorithm>

#include "ascii.h"

namespace qy::transport {
namespace {

constexpr std::size_t kSizeLineBytesMax = 256;  // size and extensions
constexpr std::size_t kSizeDigitsMax = 15;      // cannot overflow 64 bits

Error malformed(std::string why) {
    return invalid("http.malformed").because(std::move(why));
}

std::size_t token_size(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_token_char) - text.begin());
}

// The size of `"…"` at the start of text, backslash escapes included; 0 when there is no such string.
std::size_t quoted_size(std::string_view text) {
    if (!text.starts_with('"')) return 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '"') return i + 1;
        if (text[i] == '\\') ++i;
    }
    return 0;
}

// `;name`, `;name=token`, `;name="text"`, any number of them (RFC 9112 §7.1.1), without blanks between.
bool are_extensions(std::string_view text) {
    while (!text.empty()) {
        const auto name = text.front() == ';' ? token_size(text.substr(1)) : 0;
        if (name == 0) return false;
        text.remove_prefix(name + 1);
        if (!text.starts_with('=')) continue;
        text.remove_prefix(1);
        const auto value = std::max(token_size(text), quoted_size(text));
        if (value == 0) return false;
        text.remove_prefix(value);
    }
    return true;
}

}  // namespace

Result<std::size_t> ChunkDecoder::feed(std::string_view bytes, std::string& body) {
    std::size_t used = 0;
    while (used < bytes.size() && state_ != State::done) {
        if (state_ == State::data) {
            const auto piece =
                bytes.substr(used, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size() - used)));
            body.append(piece);
            used += piece.size();
            left_ -= piece.size();
            if (left_ == 0) state_ = State::data_end;
            continue;
        }
        QY_TRY(gathered, gather_line(bytes.substr(used)));
        used += gathered;
        if (!line_.ends_with('\n')) break;
        if (!line_.ends_with("\r\n")) return malformed("line feed without carriage return in a chunked body");
        const std::string line = std::move(line_);
        line_.clear();
        QY_CHECK(take_line(std::string_view(line).substr(0, line.size() - 2)));
    }
    return used;
}

Result<std::size_t> ChunkDecoder::gather_line(std::string_view bytes) {
    const auto end = bytes.find('\n');
    const auto piece = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
    line_.append(piece);
    if (state_ == State::trailer && trailer_bytes_ + line_.size() > trailer_bytes_max_) {
        return too_large("http.header_too_large", {std::to_string(trailer_bytes_max_)});
    }
    if (state_ != State::trailer && line_.size() > kSizeLineBytesMax) return malformed("line of a chunk");
    return piece.size();
}

Result<void> ChunkDecoder::take_line(std::string_view line) {
    if (state_ == State::size) return take_size(line);
    if (state_ == State::trailer) return take_trailer(line);
    QY_ASSERT(state_ == State::data_end);
    if (!line.empty()) return malformed("chunk longer than its size");
    state_ = State::size;
    return {};
}

Result<void> ChunkDecoder::take_size(std::string_view line) {
    const auto digits = line.substr(0, line.find(';'));
    if (digits.empty() || digits.size() > kSizeDigitsMax) return malformed("chunk size");
    std::uint64_t size = 0;
    for (const char c : digits) {
        const int value = hex_value(c);
        if (value < 0) return malformed("chunk size");
        size = size * 16 + static_cast<std::uint64_t>(value);
    }
    if (!is_value(line) || !are_extensions(line.substr(digits.size()))) return malformed("chunk extension");
    if (size > body_bytes_max_ - decoded_) return too_large("http.body_too_large");
    decoded_ += static_cast<std::size_t>(size);
    left_ = size;
    state_ = size == 0 ? State::trailer : State::data;
    return {};
}

Result<void> ChunkDecoder::take_trailer(std::string_view line) {
    if (line.empty()) {
        state_ = State::done;
        return {};
    }
    trailer_bytes_ += line.size() + 2;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || !is_value(line)) {
        return malformed("trailer field");
    }
    return {};
}

}  // namespace qy::transport
