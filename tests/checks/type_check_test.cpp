// One name is one type: two types of one name in one namespace link, and then break each other's memory.
#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "source_tree.h"

namespace qy::checks {
namespace {

/// Types with a body, at the left edge of headers, under their namespace.
std::vector<Finding> double_types(const std::vector<SourceFile>& headers) {
    static const std::regex kNamespace("^namespace (qy[a-z_:]*) \\{$");
    static const std::regex kType("^(?:struct|class|enum class|union) (\\w+)(?: final)?(?: :.*)? \\{.*$");
    std::map<std::string, std::string> first;
    std::vector<Finding> findings;
    for (const auto& header : headers) {
        std::string space;
        std::smatch match;
        for (const auto& line : lines_of(code_only(header.text))) {
            if (std::regex_match(line, match, kNamespace)) {
                space = match[1];
            } else if (std::regex_match(line, match, kType)) {
                const auto name = space + "::" + match[1].str();
                const auto [at, fresh] = first.emplace(name, header.path);
                if (!fresh) findings.push_back({header.path, "double type", name + ", as in " + at->second});
            }
        }
    }
    return findings;
}

TEST(TypeCheck, NoNameStandsForTwoTypes) {
    const auto headers = files_below("src", {".h"});
    ASSERT_GT(headers.size(), 200U) << "the tree was not read";
    const auto findings = double_types(headers);
    EXPECT_TRUE(findings.empty()) << told(findings);
}

TEST(TypeCheck, PlantedDoublesAreCaught) {
    const SourceFile one{"src/a.h",
                         "namespace qy::model {\nstruct Step {\n    int a;\n};\n}  // namespace qy::model\n"};
    const SourceFile other{"src/b.h", "namespace qy::model {\nclass Step final : public X {\n};\n}\n"};
    const SourceFile elsewhere{"src/c.h", "namespace qy::storage {\nstruct Step {\n    int a;\n};\n}\n"};
    EXPECT_EQ(double_types({one, other}).size(), 1U);
    EXPECT_TRUE(double_types({one, elsewhere}).empty());
}

}  // namespace
}  // namespace qy::checks
