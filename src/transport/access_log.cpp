#include "access_log.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

#include "transport/http_server.h"

namespace qy::transport {
namespace {

constexpr std::size_t kWaitingBytesMax = 4U << 20U;

void append_time(std::string& out, Time at) {
    const std::time_t seconds = at.seconds();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    out.append(text.data(), size);
    const auto milliseconds = static_cast<int>(at.milliseconds() % 1000);
    std::snprintf(text.data(), text.size(), ".%03dZ", milliseconds);
    out += text.data();
}

void append_pair(std::string& out, std::string_view key, std::string_view value) {
    out.append(" ").append(key).append("=").append(value.empty() ? "-" : value);
}

}  // namespace

std::string access_line(const AccessRecord& record) {
    std::string line;
    line.reserve(256);
    append_time(line, record.at);
    line += " info http.request";
    append_pair(line, "request_id", record.request_id);
    append_pair(line, "listener", to_string(record.listener));
    append_pair(line, "route", record.route);
    append_pair(line, "method", record.method);
    append_pair(line, "status", std::to_string(record.status));
    append_pair(line, "bytes", std::to_string(record.sent_bytes));
    append_pair(line, "microseconds", std::to_string(record.microseconds));
    append_pair(line, "client", record.listener == Listener::admin ? "-" : record.client.masked());
    line += '\n';
    return line;
}

AccessLog::AccessLog(LineQueue::Sink sink) : lines_("http.access_log", std::move(sink), kWaitingBytesMax) {}

void AccessLog::add(const AccessRecord& record) {
    lines_.add(access_line(record));
}

void write_to_standard_error(std::string_view lines) {
    while (!lines.empty()) {
        const auto written = ::write(STDERR_FILENO, lines.data(), lines.size());
        if (written <= 0) return;  // nobody reads the log any more; there is nowhere to say so
        lines.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace qy::transport
