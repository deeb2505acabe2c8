// Functions fit a screen, files stay short, public headers begin by saying what they are for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "size_rules.h"

namespace qy::checks {
namespace {

/// Longer than the limit, and why.
const std::map<std::string, std::string> kLongFiles = {
    {"src/base/messages.cpp", "one table: a row for every text of an error"},
    {"src/presentation/api/routes.cpp", "one table: a row for every function"},
    {"src/presentation/testing/page_samples.cpp", "data: an answer for each state of a page"},
    {"src/transport/connection.cpp", "the states of one connection, which are read together"},
};

std::vector<SourceFile> our_code() {
    auto files = files_below("src", {".h", ".cpp"});
    for (auto& file : files_below("tests", {".h", ".cpp"})) files.push_back(std::move(file));
    return files;
}

TEST(SizeCheck, NoFunctionIsLongerThanAScreenOrTwo) {
    std::size_t functions = 0;
    std::vector<Finding> findings;
    for (const auto& file : our_code()) {
        for (const auto& function : functions_of(file.text)) {
            ++functions;
            if (function.lines <= kFunctionLinesMax) continue;
            findings.push_back({file.path + ":" + std::to_string(function.first), "function length",
                                std::to_string(function.lines) + " lines: " + function.head});
        }
    }
    EXPECT_GT(functions, 1000U) << "the functions were not found";
    EXPECT_TRUE(findings.empty()) << told(findings);
}

TEST(SizeCheck, NoFileIsTooLong) {
    std::vector<Finding> findings;
    for (const auto& file : our_code()) {
        const std::size_t lines = lines_of(file.text).size();
        const bool justified = kLongFiles.contains(file.path);
        if (lines > kFileLinesMax && !justified) {
            findings.push_back({file.path, "file length", std::to_string(lines) + " lines"});
        }
    }
    EXPECT_TRUE(findings.empty()) << told(findings);
    for (const auto& [path, reason] : kLongFiles) EXPECT_TRUE(exists(path)) << path << " is gone: take out its row";
}

TEST(SizeCheck, PublicHeadersBeginWithTheirPurpose) {
    std::vector<Finding> findings;
    std::size_t headers = 0;
    for (const auto& file : files_below("src", {".h"})) {
        if (file.path.find("/include/") == std::string::npos) continue;
        ++headers;
        const auto lines = lines_of(file.text);
        const bool told =
            lines.size() > 1 && lines[0] == "#pragma once" && lines[1].starts_with("// ") && lines[1].size() > 20;
        if (!told) findings.push_back({file.path, "purpose", "the second line says what the header is for"});
    }
    EXPECT_GT(headers, 80U);
    EXPECT_TRUE(findings.empty()) << told(findings);
}

TEST(SizeCheck, APlantedLongFunctionIsMeasured) {
    const auto body = [](std::size_t lines) {
        std::string text = "namespace a {\nstruct B {\n    int f(int x) const {\n";
        for (std::size_t i = 0; i + 2 < lines; ++i) text += "        if (x) { x++; }  // {\n";
        return text + "    }\n    int g_ = 0;\n};\nint t[] = {1, 2};\n}  // namespace a\n";
    };
    for (const std::size_t lines : {kFunctionLinesMax - 1, kFunctionLinesMax, kFunctionLinesMax + 1}) {
        const auto functions = functions_of(body(lines));
        ASSERT_EQ(functions.size(), 1U);
        EXPECT_EQ(functions[0].lines, lines);
        EXPECT_EQ(functions[0].head, " int f(int x) const ");
    }
}

}  // namespace
}  // namespace qy::checks
