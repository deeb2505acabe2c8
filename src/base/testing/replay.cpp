#include "testing/replay.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace qy::testing {
namespace {

namespace fs = std::filesystem;

std::string g_input;  // what a signal handler may still tell

extern "C" void tell_input(int signal) {
    const auto write_all = [](std::string_view text) {
        if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;
    };
    write_all("fuzz input: ");
    write_all(g_input);
    write_all("\n");
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

// Tells the input of a fault while it lives.
class FaultTeller {
 public:
    FaultTeller() : before_(std::signal(SIGABRT, &tell_input)) {}
    ~FaultTeller() { std::signal(SIGABRT, before_); }
    FaultTeller(const FaultTeller&) = delete;
    FaultTeller& operator=(const FaultTeller&) = delete;

 private:
    void (*before_)(int);
};

std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::exists(folder)) return files;
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

void run(FuzzTarget target, std::string input, const std::string& bytes) {
    g_input = std::move(input);
    // A copy of exactly this size on the heap, so that a sanitizer sees a read behind its end.
    const std::vector<unsigned char> exact(bytes.begin(), bytes.end());
    EXPECT_EQ(target(exact.data(), exact.size()), 0) << g_input;
}

}  // namespace

void replay(std::string_view root, std::string_view name, FuzzTarget target) {
    const FaultTeller teller;
    const auto inputs = fs::path(root) / "fuzz";
    auto files = files_of(inputs / "corpus" / name);
    ASSERT_FALSE(files.empty()) << "fuzz/corpus/" << name << " has no file to begin with";
    for (auto& file : files_of(inputs / "regressions" / name)) files.push_back(std::move(file));
    run(target, "nothing", "");
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        ASSERT_TRUE(in.is_open()) << file;
        run(target, file.string(), std::string(std::istreambuf_iterator<char>(in), {}));
    }
}

}  // namespace qy::testing
