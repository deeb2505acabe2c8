#include "storage/testing/cutting_proxy.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>

#include "base/assert.h"

namespace qy::storage::testing {
namespace {

sockaddr_un address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    QY_ASSERT(path.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

int make_socket() {
    const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QY_ASSERT(made >= 0);
    return made;
}

}  // namespace

CuttingProxy::CuttingProxy(const std::string& server_folder, const std::string& port)
    : server_path_(server_folder + "/.s.PGSQL." + port), listener_(make_socket()) {
    const auto address = address_of(folder_.path() + "/.s.PGSQL." + port);
    QY_ASSERT(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    QY_ASSERT(::listen(listener_, 16) == 0);
    accepting_ = std::thread([this] { accept_clients(); });
}

CuttingProxy::~CuttingProxy() {
    ending_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    accepting_.join();
    for (auto& thread : passing_) thread.join();
    ::close(listener_);
}

void CuttingProxy::cut_next(Cut cut, bool refuse) {
    armed_ = true;
    refuse_ = refuse;
    cut_ = cut;
}

void CuttingProxy::accept_clients() {
    while (!ending_) {
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) return;
        const int server = make_socket();
        const auto address = address_of(server_path_);
        const bool refused = has_cut() && refuse_;
        if (refused || ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
            ::close(server);
            ::close(client);
            continue;
        }
        passing_.emplace_back([this, client, server] { pass(client, server); });
    }
}

void CuttingProxy::pass(int client, int server) {
    bool committing = false;
    bool going = true;
    while (going && !ending_) {
        std::array<pollfd, 2> ready{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        if (::poll(ready.data(), ready.size(), 100) < 0) break;
        if (ready[0].revents != 0) going = forward(client, server, true, committing);
        if (going && ready[1].revents != 0) going = forward(server, client, false, committing);
    }
    ::close(client);
    ::close(server);
}

bool CuttingProxy::forward(int from, int to, bool from_client, bool& committing) {
    std::array<char, 65'536> buffer{};
    const auto got = ::read(from, buffer.data(), buffer.size());
    if (got <= 0) return false;
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
    using namespace std::string_view_literals;
    const bool commit = bytes.find("COMMIT\0"sv) != std::string_view::npos;  // not "READ COMMITTED"
    if (from_client && commit && cut_ == Cut::before_request) {
        cut_ = Cut::never;
        return false;
    }
    if (from_client && commit) committing = cut_ == Cut::before_answer;
    if (!from_client && committing && commit) {  // the command's tag: it is done
        cut_ = Cut::never;
        return false;
    }
    return ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL) == got;
}

}  // namespace qy::storage::testing
