#include "testing/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/assert.h"

namespace qy::testing {
namespace {

namespace fs = std::filesystem;

// A tree with inputs for the target "x": two in its corpus, one kept from a finding.
class Replay : public ::testing::Test {
 protected:
    void SetUp() override {
        root_ = fs::temp_directory_path() / ("qiongyuan-replay-" + std::to_string(::getpid()));
        write("corpus/x/1.txt", "one");
        write("corpus/x/2.txt", "two");
        write("regressions/x/bad.txt", "bad");
    }
    void TearDown() override { fs::remove_all(root_); }
    void write(const std::string& name, const std::string& text) {
        const auto path = root_ / "fuzz" / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    static std::vector<std::string>& seen() {
        static std::vector<std::string> inputs;
        return inputs;
    }
    fs::path root_;
};

TEST_F(Replay, RunsNothingTheCorpusAndTheRegressions) {
    seen().clear();
    replay(root_.string(), "x", [](const unsigned char* data, std::size_t size) {
        seen().emplace_back(data, data + size);
        return 0;
    });
    EXPECT_THAT(seen(), ::testing::ElementsAre("", "one", "two", "bad"));
}

TEST_F(Replay, ATargetWithoutCorpusIsAFault) {
    static std::string root;
    root = root_.string();
    EXPECT_FATAL_FAILURE(replay(root, "y", [](const unsigned char*, std::size_t) { return 0; }), "has no file");
}

TEST_F(Replay, TellsTheInputThatBrokeARule) {
    const auto breaks_on_bad = [](const unsigned char* data, std::size_t size) {
        QY_ASSERT(std::string(data, data + size) != "bad");
        return 0;
    };
    EXPECT_DEATH(replay(root_.string(), "x", breaks_on_bad), "fuzz input: .*regressions/x/bad.txt");
}

}  // namespace
}  // namespace qy::testing
