// The documents tell the truth: functions and files that they name exist, commands that they quote are there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "document.h"
#include "source_tree.h"

namespace qy::checks {
namespace {

const char* const kReadmes[] = {"README.md", "README.zh-CN.md"};

std::vector<SourceFile> documents() {
    auto files = files_below("docs", {".md"});
    for (const auto* path : kReadmes) files.push_back({path, text_of_file(path)});
    return files;
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Names that are followed by a parenthesis somewhere in the program's code.
const std::set<std::string>& functions_of_the_program() {
    static const std::set<std::string> kNames = [] {
        std::set<std::string> names;
        for (const auto& file : files_below("src", {".h", ".cpp"})) {
            if (file.path.ends_with("_test.cpp")) continue;
            const auto code = code_only(file.text);
            for (std::size_t open = code.find('('); open != std::string::npos; open = code.find('(', open + 1)) {
                std::size_t from = open;
                while (from > 0 && is_word(code[from - 1])) --from;
                if (from < open) names.insert(code.substr(from, open - from));
            }
        }
        return names;
    }();
    return kNames;
}

std::vector<Finding> faults_of(const SourceFile& document) {
    std::vector<Finding> findings;
    for (const auto& quote : quotes_in(document.text)) {
        const auto function = function_named(quote);
        if (!function.empty() && !functions_of_the_program().contains(function)) {
            findings.push_back({document.path, "function", quote + " is nowhere in src/"});
        }
        if (names_path(quote) && !path_exists(quote)) findings.push_back({document.path, "path", quote});
    }
    const std::string folder = document.path.substr(0, document.path.rfind('/') + 1);
    for (const auto& link : local_links(document.text)) {
        if (!exists(folder.empty() || folder == document.path ? link : folder + link)) {
            findings.push_back({document.path, "link", link});
        }
    }
    return findings;
}

TEST(DocsCheck, FunctionsAndFilesThatDocumentsNameExist) {
    std::size_t count = 0;
    for (const auto& document : documents()) {
        ++count;
        EXPECT_FALSE(document.text.empty()) << document.path;
        const auto findings = faults_of(document);
        EXPECT_TRUE(findings.empty()) << told(findings);
    }
    EXPECT_GE(count, 8U);
}

TEST(DocsCheck, TheLifeOfARecordNamesItsFunctions) {
    std::size_t functions = 0;
    for (const auto& quote : quotes_in(text_of_file("docs/LIFE_OF_A_RECORD.md"))) {
        if (!function_named(quote).empty()) ++functions;
    }
    EXPECT_GE(functions, 20U);
}

TEST(DocsCheck, PlantedFaultsAreCaught) {
    const std::vector<std::pair<std::string, std::string>> planted = {
        {"calls `this_function_does_not_exist()` first", "function"},
        {"calls `business::this_function_does_not_exist()` first", "function"},
        {"see `collection/no_such_file.cpp`", "path"},
        {"see `script/no_such_script`", "path"},
        {"see [here](no_such_file.md)", "link"},
    };
    for (const auto& [text, rule] : planted) {
        const auto findings = faults_of({"docs/X.md", text});
        ASSERT_EQ(findings.size(), 1U) << text;
        EXPECT_EQ(findings[0].rule, rule);
    }
}

/// Word after `qiongyuan` in a command → whether the program has such a command.
bool program_has(const std::string& word) {
    for (const auto& file : files_below("src/app", {".cpp", ".h"})) {
        for (const auto& literal : string_literals(file.text)) {
            if (literal == word) return true;
        }
    }
    return false;
}

TEST(DocsCheck, CommandsInTheReadmesExist) {
    static const std::regex kScript(R"(^(script/\w+))");
    static const std::regex kProgram(R"(qiongyuan ([a-z]+))");
    static const std::regex kOption(R"((--[a-z\-]+))");
    for (const auto* readme : kReadmes) {
        const auto quotes = commands(text_of_file(readme));
        EXPECT_GE(quotes.size(), 8U) << readme;
        for (const auto& command : quotes) {
            std::smatch match;
            if (std::regex_search(command, match, kScript)) {
                const std::string script = match[1].str();
                EXPECT_TRUE(exists(script)) << readme << ": " << command;
                const auto text = text_of_file(script);
                for (std::sregex_iterator it(command.begin(), command.end(), kOption); it != std::sregex_iterator();
                     ++it) {
                    EXPECT_NE(text.find((*it)[1].str()), std::string::npos) << readme << ": " << command;
                }
            } else if (std::regex_search(command, match, kProgram)) {
                EXPECT_TRUE(program_has(match[1].str())) << readme << ": " << command;
            }
        }
    }
}

TEST(DocsCheck, BothReadmesQuoteTheSameCommands) {
    EXPECT_EQ(commands(text_of_file(kReadmes[0])), commands(text_of_file(kReadmes[1])));
}

}  // namespace
}  // namespace qy::checks
