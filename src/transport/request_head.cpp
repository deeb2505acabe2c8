#include "request_head.h"

#include <charconv>
#include <limits>

#include "ascii.h"
#include "base/text.h"

namespace qy::transport {
namespace {

constexpr std::size_t kMethodBytesMax = 32;
constexpr std::size_t kFieldsExpected = 20;  // of a browser's request
constexpr std::string_view kLineEnd = "\r\n";

Error malformed(std::string why) {
    return invalid("http.malformed").because(std::move(why));
}

constexpr ByteSet kTargetBytes([](char c) { return c > ' ' && c < 0x7F && c != '#'; });

// reg-name, IPv4 or [IPv6], and a port: no user information, no path.
constexpr ByteSet kAuthorityBytes([](char c) {
    return is_alpha(c) || is_digit(c) || std::string_view("-._~%!$&'()*+,;=:[]").find(c) != std::string_view::npos;
});
bool is_authority(std::string_view text) {
    return !text.empty() && kAuthorityBytes.has_all(text);
}

struct RequestLine {
    std::string_view method;
    std::string_view target;
    bool http_1_1 = true;
};

Result<bool> read_version(std::string_view text) {
    if (text == "HTTP/1.1") return true;
    if (text == "HTTP/1.0") return false;
    const bool well_formed =
        text.size() == 8 && text.starts_with("HTTP/") && is_digit(text[5]) && text[6] == '.' && is_digit(text[7]);
    if (!well_formed) return malformed("protocol version");
    return invalid("http.version_unknown");
}

Result<RequestLine> read_request_line(std::string_view line, std::size_t target_bytes_max) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return malformed("request line");
    RequestLine read;
    read.method = line.substr(0, first);
    read.target = line.substr(first + 1, last - first - 1);
    if (!is_token(read.method) || read.method.size() > kMethodBytesMax) return malformed("method");
    if (read.target.size() > target_bytes_max) {
        return too_large("http.target_too_long", {std::to_string(target_bytes_max)});
    }
    if (read.target.empty() || !kTargetBytes.has_all(read.target)) return malformed("target");
    QY_TRY(http_1_1, read_version(line.substr(last + 1)));
    read.http_1_1 = http_1_1;
    if (read.method == "TRACE" || read.method == "CONNECT") return invalid("http.method_not_allowed");
    return read;
}

Result<void> read_field(std::string_view line, Headers& headers) {
    if (line.front() == ' ' || line.front() == '\t') return malformed("folded field");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return malformed("field name");
    const auto value = trim_blanks(line.substr(colon + 1));
    if (!is_value(value)) return malformed("control character in a field");
    headers.add(line.substr(0, colon), value);
    return {};
}

Result<Headers> read_fields(std::string_view lines, std::size_t fields_max) {
    Headers headers;
    headers.reserve(kFieldsExpected, lines.size());
    while (!lines.empty()) {
        const auto end = lines.find(kLineEnd);
        if (headers.size() == fields_max) return too_large("http.header_too_large", {std::to_string(fields_max)});
        QY_CHECK(read_field(lines.substr(0, end), headers));
        lines.remove_prefix(end + kLineEnd.size());
    }
    return headers;
}

// Reduces an absolute target to its path; its authority must be the one that Host names, or two readers would route
// apart.
Result<std::string> read_target(const RequestLine& line, std::optional<std::string_view> host) {
    if (line.target.front() == '/') return std::string(line.target);
    if (line.target == "*" && line.method == "OPTIONS") return std::string("*");
    const auto scheme = line.target.find("://");
    if (scheme == std::string_view::npos) return malformed("target form");
    const auto name = line.target.substr(0, scheme);
    if (!equal_without_case(name, "http") && !equal_without_case(name, "https")) return malformed("target scheme");
    const auto rest = line.target.substr(scheme + 3);
    const auto path = rest.find_first_of("/?");
    if (!host || !equal_without_case(rest.substr(0, path), *host)) return malformed("target and Host differ");
    if (path == std::string_view::npos) return std::string("/");
    return (rest[path] == '?' ? "/" : "") + std::string(rest.substr(path));
}

Result<void> check_host(const Headers& headers, bool http_1_1) {
    const auto hosts = headers.all("Host");
    if (hosts.size() > 1 || (hosts.empty() && http_1_1)) return malformed("not one Host");
    if (!hosts.empty() && !is_authority(hosts.front())) return malformed("Host");
    return {};
}

Result<std::uint64_t> read_length(std::string_view text) {
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (error == std::errc::result_out_of_range) return std::numeric_limits<std::uint64_t>::max();  // over any limit
    if (error != std::errc() || end != text.data() + text.size()) return malformed("Content-Length");
    return length;
}

// RFC 9112 §6.3, with every doubtful case refused instead of repaired.
Result<void> read_framing(RequestHead& head) {
    const auto lengths = head.headers.all("Content-Length");
    const auto codings = head.headers.all("Transfer-Encoding");
    if (!codings.empty()) {
        if (!lengths.empty()) return malformed("both Content-Length and Transfer-Encoding");
        if (codings.size() > 1 || !head.takes_chunks) return malformed("Transfer-Encoding");
        if (!equal_without_case(codings.front(), "chunked")) return invalid("http.coding_unknown");
        head.chunked = true;
        return {};
    }
    if (lengths.size() > 1) return malformed("more than one Content-Length");
    if (lengths.empty()) return {};
    QY_TRY(length, read_length(lengths.front()));
    head.body_bytes = length;
    return {};
}

Result<void> read_expectation(RequestHead& head) {
    const auto expect = head.headers.find("Expect");
    if (!expect || !head.takes_chunks) return {};  // HTTP/1.0 has no expectations: ignored (RFC 9110 §10.1.1)
    if (!equal_without_case(*expect, "100-continue")) return invalid("http.expectation_unknown");
    head.expects_continue = head.chunked || head.body_bytes > 0;
    return {};
}

// Whether the options of Connection, each a token, hold "close".
Result<bool> says_close(const Headers& headers) {
    bool close = false;
    for (const auto field : headers.all("Connection")) {
        for (const auto listed : split(field, ',')) {
            const auto option = trim_blanks(listed);
            if (!option.empty() && !is_token(option)) return malformed("Connection");
            close = close || equal_without_case(option, "close");
        }
    }
    return close;
}

Error over_limit(bool first_line, const HeadLimits& limits) {
    if (first_line) return too_large("http.target_too_long", {std::to_string(limits.target_bytes_max)});
    return too_large("http.header_too_large", {std::to_string(limits.header_bytes_max)});
}

}  // namespace

Result<std::optional<std::size_t>> HeadScanner::scan(std::string_view bytes, const HeadLimits& limits) {
    if (!bytes.empty() && !is_token_char(bytes.front())) return malformed("first byte");
    const bool over = bytes.size() > limits.header_bytes_max;
    const auto seen = bytes.substr(0, limits.header_bytes_max);
    while (true) {
        const auto end = seen.find('\n', scanned_);
        if (end == std::string_view::npos) break;
        if (end == 0 || seen[end - 1] != '\r') return malformed("line feed without carriage return");
        scanned_ = end + 1;
        if (end - 1 == line_at_) return std::optional(end + 1);
        line_at_ = end + 1;
    }
    scanned_ = seen.size();
    if (over) return over_limit(line_at_ == 0, limits);
    return std::optional<std::size_t>();
}

Result<RequestHead> parse_head(std::string_view head, const HeadLimits& limits) {
    QY_ASSERT(head.ends_with("\r\n\r\n"));
    const auto lines = head.substr(0, head.size() - kLineEnd.size());  // without the empty line
    const auto end = lines.find(kLineEnd);
    QY_TRY(line, read_request_line(lines.substr(0, end), limits.target_bytes_max));
    RequestHead read;
    QY_TRY(headers, read_fields(lines.substr(end + kLineEnd.size()), limits.header_fields_max));
    QY_CHECK(check_host(headers, line.http_1_1));
    QY_TRY(target, read_target(line, headers.find("Host")));
    read.method = line.method;
    read.target = std::move(target);
    read.headers = std::move(headers);
    read.takes_chunks = line.http_1_1;
    QY_CHECK(read_framing(read));
    QY_CHECK(read_expectation(read));
    QY_TRY(close, says_close(read.headers));
    read.keep_alive = line.http_1_1 && !close;
    return read;
}

}  // namespace qy::transport
