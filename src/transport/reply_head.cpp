#include "reply_head.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "ascii.h"
#include "base/log.h"
#include "http_status.h"

namespace qy::transport {
namespace {

constexpr std::string_view kOwnFields[] = {"Content-Length", "Transfer-Encoding", "Connection", "Date", "Keep-Alive"};

bool is_own(std::string_view name) {
    return std::any_of(std::begin(kOwnFields), std::end(kOwnFields),
                       [&](std::string_view own) { return equal_without_case(own, name); });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

void append_two_digits(std::string& out, unsigned number) {
    out += static_cast<char>('0' + number / 10 % 10);
    out += static_cast<char>('0' + number % 10);
}

}  // namespace

bool status_has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

std::string http_date(Time time) {
    static constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::sys_seconds at{std::chrono::seconds(time.seconds())};
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{midnight};
    const std::chrono::hh_mm_ss clock{at - midnight};
    std::string out(kDays[std::chrono::weekday(midnight).c_encoding()]);
    out += ", ";
    append_two_digits(out, static_cast<unsigned>(date.day()));
    out.append(" ").append(kMonths[static_cast<unsigned>(date.month()) - 1]).append(" ");
    out += std::to_string(static_cast<int>(date.year())) + " ";
    append_two_digits(out, static_cast<unsigned>(clock.hours().count()));
    out += ':';
    append_two_digits(out, static_cast<unsigned>(clock.minutes().count()));
    out += ':';
    append_two_digits(out, static_cast<unsigned>(clock.seconds().count()));
    return out + " GMT";
}

void append_reply_head(std::string& out, const HttpReply& reply, const ReplyFraming& framing) {
    out += "HTTP/1.1 " + std::to_string(reply.status) + " ";
    out.append(reason_phrase(reply.status)).append("\r\n");
    append_field(out, "Date", framing.date);
    if (framing.body_bytes) append_field(out, "Content-Length", std::to_string(*framing.body_bytes));
    if (framing.chunked) append_field(out, "Transfer-Encoding", "chunked");
    if (!framing.keep_alive) append_field(out, "Connection", "close");
    for (std::size_t i = 0; i < reply.headers.size(); ++i) {
        const auto name = reply.headers.name(i);
        const auto value = reply.headers.value(i);
        if (is_own(name)) continue;
        if (!is_token(name) || !is_value(value)) {
            log::error("http.field_dropped", {{"route", reply.route}});
            continue;
        }
        append_field(out, name, value);
    }
    out += "\r\n";
}

}  // namespace qy::transport
