// The project speaks of itself alone: no path of a developer's machine, no package host in any file.
#include <gtest/gtest.h>

#include <regex>

#include "source_tree.h"

namespace qy::checks {
namespace {

// Written in pieces, so that this file is clean too.
const std::regex& foreign_words() {
    static const std::regex kWords(std::string(R"((^|[^A-Za-z0-9_])(/wo)") + "rk/|/ho" + "me/[a-z]|DEVELOP" +
                                   "ERS\\.md|registry\\.np" + "mjs|npm" + "mirror|deb\\.deb" + "ian\\.org)");
    return kWords;
}

std::vector<Finding> foreign_words_in(const SourceFile& file) {
    std::vector<Finding> findings;
    for (const auto& line : lines_of(file.text)) {
        if (line.size() < 4'000 && std::regex_search(line, foreign_words())) {
            findings.push_back({file.path, "foreign word", line.substr(0, 120)});
        }
    }
    return findings;
}

TEST(WordsCheck, NoFileNamesAPlaceOutsideTheProject) {
    std::vector<Finding> findings;
    std::size_t files = 0;
    const std::vector<std::string> endings = {".h",    ".cpp",  ".md",  ".txt", ".cmake", ".sql",
                                              ".json", ".csv",  ".mjs", ".js",  ".css",   ".bash",
                                              "setup", "build", "run",  "test", "lint",   "bench"};
    for (const auto& file : files_below(".", endings)) {
        ++files;
        for (auto& finding : foreign_words_in(file)) findings.push_back(std::move(finding));
    }
    EXPECT_GT(files, 300U);
    EXPECT_TRUE(findings.empty()) << told(findings);
}

TEST(WordsCheck, PlantedWordsAreCaught) {
    for (const auto& word :
         {"see /wo" + std::string("rk/main/x"), "\"https://registry.np" + std::string("mjs.org/x\"")}) {
        EXPECT_EQ(foreign_words_in({"x.md", word + "\n"}).size(), 1U) << word;
    }
    EXPECT_TRUE(foreign_words_in({"x.md", "a framework/layer and its homework/x\n"}).empty());
}

}  // namespace
}  // namespace qy::checks
