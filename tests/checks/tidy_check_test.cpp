// clang-tidy is on, with the checks that the project relies on: it finds the planted faults.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>

#include "source_tree.h"

namespace qy::checks {
namespace {

std::string output_of(const std::string& command) {
    std::string out;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return out;
    std::array<char, 4096> buffer{};
    while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) out += buffer.data();
    pclose(pipe);
    return out;
}

TEST(TidyCheck, FindsThePlantedFaults) {
    const auto out =
        output_of("cd " QY_SOURCE_DIR " && clang-tidy --quiet tests/checks/planted/tidy_fault.cpp -- -std=c++20");
    EXPECT_THAT(out, ::testing::HasSubstr("bugprone-use-after-move"));
    EXPECT_THAT(out, ::testing::HasSubstr("performance-for-range-copy"));
    EXPECT_THAT(out, ::testing::HasSubstr("error:")) << "findings are errors";
}

TEST(TidyCheck, HoldsTheLengthOfFunctions) {
    const auto out = output_of("cd " QY_SOURCE_DIR " && clang-tidy --dump-config src/base/text.cpp --");
    EXPECT_THAT(out, ::testing::ContainsRegex("readability-function-size.LineThreshold"));
    EXPECT_THAT(text_of_file(".clang-tidy"),
                ::testing::HasSubstr("readability-function-size.LineThreshold, value: 70"));
}

}  // namespace
}  // namespace qy::checks
