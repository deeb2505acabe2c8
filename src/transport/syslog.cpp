#include "transport/syslog.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>

#include "base/limits.h"

namespace qy::transport {
namespace {

constexpr int kFacility = 13;  // log audit
constexpr int kWaitMs = 5'000;
constexpr std::int64_t kSequenceMax = 2'147'483'647;

std::string time_text(Time at) {
    const std::time_t seconds = at.seconds();
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 40> text{};
    const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::array<char, 16> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%06dZ", static_cast<int>(at.microseconds % 1'000'000));
    return std::string(text.data(), size) + fraction.data();
}

Error unreachable(std::string_view why) {
    return unavailable("syslog.unreachable").because(std::string(why));
}

struct Target {
    int kind = SOCK_DGRAM;  // SOCK_DGRAM or SOCK_STREAM
    std::string host;
    std::string port;
    std::string path;  // of a Unix socket; then host is empty
};

Result<Target> parse(const std::string& text) {
    constexpr std::string_view kUnix = "unix:";
    Target target;
    if (text.starts_with(kUnix) && text.size() > kUnix.size() + 1) {
        target.path = text.substr(kUnix.size());
        if (target.path.size() < sizeof(sockaddr_un::sun_path)) return target;
    }
    const bool tcp = text.starts_with("tcp://");
    if (!tcp && !text.starts_with("udp://")) return invalid("syslog.target", {text});
    target.kind = tcp ? SOCK_STREAM : SOCK_DGRAM;
    const std::string rest = text.substr(6);
    const auto colon = rest.rfind(':');
    if (colon == std::string::npos || colon == 0) return invalid("syslog.target", {text});
    target.host = rest.substr(0, colon);
    target.port = rest.substr(colon + 1);
    if (target.host.starts_with('[') && target.host.ends_with(']'))
        target.host = target.host.substr(1, target.host.size() - 2);
    const bool digits = !target.port.empty() && target.port.size() <= 5 &&
                        std::ranges::all_of(target.port, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || target.host.empty()) return invalid("syslog.target", {text});
    return target;
}

class SocketSender final : public SyslogSender {
 public:
    explicit SocketSender(Target target) : target_(std::move(target)) {}
    ~SocketSender() override { close(); }
    SocketSender(const SocketSender&) = delete;
    SocketSender& operator=(const SocketSender&) = delete;

    Result<void> send(std::string_view message) override {
        if (socket_ < 0) QY_CHECK(connect());
        const bool stream = target_.kind == SOCK_STREAM;
        auto sent =
            write_all(stream ? std::to_string(message.size()) + " " + std::string(message) : std::string(message));
        if (!sent.ok()) close();
        return sent;
    }

 private:
    Result<void> connect() {
        if (!target_.path.empty()) return connect_unix();
        addrinfo hints{};
        hints.ai_socktype = target_.kind;
        addrinfo* found = nullptr;
        if (const int fault = ::getaddrinfo(target_.host.c_str(), target_.port.c_str(), &hints, &found); fault != 0) {
            return unreachable(::gai_strerror(fault));
        }
        const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> list(found, &::freeaddrinfo);
        Result<void> outcome = unreachable("no address");
        for (const addrinfo* each = list.get(); each != nullptr; each = each->ai_next) {
            outcome = connect_to(each->ai_family, each->ai_addr, each->ai_addrlen);
            if (outcome.ok()) return outcome;
        }
        return outcome;
    }
    Result<void> connect_unix() {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, target_.path.c_str(), target_.path.size() + 1);
        return connect_to(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    }
    Result<void> connect_to(int family, const sockaddr* address, socklen_t size) {
        socket_ = ::socket(family, target_.kind | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (socket_ < 0) return unreachable(std::strerror(errno));
        if (::connect(socket_, address, size) == 0) return {};
        int fault = errno;
        if (fault == EINPROGRESS && is_writable()) {
            socklen_t length = sizeof(fault);
            if (::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &fault, &length) == 0 && fault == 0) return {};
        }
        close();
        return unreachable(std::strerror(fault));
    }
    [[nodiscard]] bool is_writable() const {
        pollfd poll{socket_, POLLOUT, 0};
        return ::poll(&poll, 1, kWaitMs) == 1;
    }
    Result<void> write_all(std::string_view bytes) {
        // A collector that closed its end is noticed before the message is handed over, not with the next one.
        std::array<char, 64> ignored{};
        if (target_.kind == SOCK_STREAM && ::recv(socket_, ignored.data(), ignored.size(), MSG_DONTWAIT) == 0) {
            return unreachable("closed by the collector");
        }
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0 && (errno == EAGAIN || errno == EINTR)) {
                if (!is_writable()) return unreachable("timed out");
                continue;
            }
            if (sent < 0) return unreachable(std::strerror(errno));
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return {};
    }
    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }

    const Target target_;
    int socket_ = -1;
};

}  // namespace

std::string syslog_text(const SyslogMessage& message, const SyslogSource& source) {
    const std::int64_t sequence = message.sequence % kSequenceMax + 1;
    std::string text = "<" + std::to_string(kFacility * 8 + message.severity) + ">1 " + time_text(message.at) + " " +
                       source.host + " qiongyuan " + source.process + " ";
    text.append(message.id).append(" [meta sequenceId=\"").append(std::to_string(sequence)).append("\"] ");
    text.append(message.text);
    if (text.size() > limits::syslog_message_bytes_max) text.resize(limits::syslog_message_bytes_max);
    return text;
}

Result<std::unique_ptr<SyslogSender>> SyslogSender::make(const std::string& target) {
    QY_TRY(parsed, parse(target));
    return std::unique_ptr<SyslogSender>(std::make_unique<SocketSender>(std::move(parsed)));
}

}  // namespace qy::transport
