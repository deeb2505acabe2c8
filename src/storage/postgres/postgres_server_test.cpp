// The server of the tests ends with the test program, however that ends.
#include "storage/testing/postgres_server.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

namespace qy::storage::testing {
namespace {

// Starts a server in a process of its own, which then is killed; where the server was.
std::string server_of_killed_program() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const PostgresServer server;
        (void)!::write(ends[1], server.folder().data(), server.folder().size());
        ::raise(SIGKILL);
    }
    ::close(ends[1]);
    std::array<char, 256> text{};
    const auto size = ::read(ends[0], text.data(), text.size());
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

TEST(PostgresServerTest, IsGoneWhenItsProgramWasKilled) {
    const auto folder = server_of_killed_program();
    ASSERT_FALSE(folder.empty());
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::filesystem::exists(folder) && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    EXPECT_FALSE(std::filesystem::exists(folder)) << folder;
}

}  // namespace
}  // namespace qy::storage::testing
