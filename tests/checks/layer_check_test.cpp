// The layers hold: nothing in the tree breaks a rule, and one planted fault for each rule is caught.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "layer_rules.h"

namespace qy::checks {
namespace {

TEST(LayerCheck, NoFileBreaksARule) {
    std::size_t files = 0;
    std::vector<Finding> findings;
    for (const auto& file : files_below("src", {".h", ".cpp"})) {
        ++files;
        for (auto& finding : layer_faults(file)) findings.push_back(std::move(finding));
    }
    EXPECT_GT(files, 200U) << "the tree was not read";
    EXPECT_TRUE(findings.empty()) << told(findings);
}

TEST(LayerCheck, AtMostOneTranslationUnitIncludesBeast) {
    std::vector<std::string> paths;
    for (const auto& file : files_below("src", {".h", ".cpp"})) {
        const bool test = file.path.ends_with("_test.cpp");
        if (!test && file.text.find("#include <boost/beast") != std::string::npos) paths.push_back(file.path);
    }
    EXPECT_LE(paths.size(), 1U) << ::testing::PrintToString(paths);
}

TEST(LayerCheck, TheBuildLinksTheSameEdges) {
    auto linked = edges_of_cmake(text_of_file("src/CMakeLists.txt"));
    ASSERT_GE(linked.size(), 8U);
    for (const auto& [layer, lower] : linked) EXPECT_EQ(edges().at(layer), lower) << layer;
}

/// Types of one name in one namespace, in two headers: to the linker they are one, and what belongs to the one is
/// called for the other.
std::vector<Finding> doubled_types(const std::vector<SourceFile>& headers) {
    static const std::regex kSpace("^namespace (qy[a-z_:]*)");
    static const std::regex kType("^(?:struct|class|enum class) (\\w+)(?: final)?(?: : [^{;]*)? \\{");
    std::map<std::string, std::string> owner;
    std::vector<Finding> findings;
    for (const auto& header : headers) {
        std::string space;
        for (const auto& line : lines_of(code_only(header.text))) {
            std::smatch found;
            if (std::regex_search(line, found, kSpace)) space = found[1];
            if (!std::regex_search(line, found, kType)) continue;
            const auto [at, fresh] = owner.emplace(space + "::" + found[1].str(), header.path);
            if (!fresh && at->second != header.path) {
                findings.push_back({header.path, "doubled type", at->first + " is in " + at->second + " too"});
            }
        }
    }
    return findings;
}

TEST(LayerCheck, NoTwoHeadersDefineATypeOfOneName) {
    const auto headers = files_below("src", {".h"});
    EXPECT_GT(headers.size(), 150U) << "the tree was not read";
    const auto findings = doubled_types(headers);
    EXPECT_TRUE(findings.empty()) << told(findings);
}

TEST(LayerCheck, APlantedDoubledTypeIsCaught) {
    const SourceFile step{"src/a/a.h", "namespace qy::a {\nstruct Step {\n    int id;\n};\n}\n"};
    const SourceFile same{"src/a/b.h", "namespace qy::a {\nclass Step final : public Base {\n};\n}\n"};
    const SourceFile other{"src/b/b.h",
                           "namespace qy::a {\nstruct Step;\n}\nnamespace qy::b {\nstruct Step {\n};\n}\n"};
    EXPECT_EQ(doubled_types({step, same}).size(), 1U);
    EXPECT_TRUE(doubled_types({step, other}).empty());
}

struct Planted {
    std::string path;
    std::string text;
    std::string rule;
};

TEST(LayerCheck, PlantedFaultsAreCaught) {
    const std::vector<Planted> faults = {
        {"src/base/x.cpp", "#include \"model/field.h\"\n", "edge"},
        {"src/model/x.cpp", "#include \"crypto/sm3.h\"\n", "edge"},
        {"src/collection/x.cpp", "#include \"storage/store.h\"\n", "edge"},
        {"src/collection/x_test.cpp", "#include \"storage/store.h\"\n", "edge"},
        {"src/storage/x.cpp", "#include \"transport/tls.h\"\n", "edge"},
        {"src/transport/x.cpp", "#include \"model/field.h\"\n", "edge"},
        {"src/business/x.cpp", "#include \"presentation/router.h\"\n", "edge"},
        {"src/business/x.cpp", "#include \"transport/http_server.h\"\n", "edge"},
        {"src/presentation/x.cpp", "#include \"storage/store.h\"\n", "edge"},
        {"src/business/x.cpp", "#include \"../storage/stored.h\"\n", "relative include"},
        {"src/business/x.cpp", "#include <sqlite3.h>\n", "driver"},
        {"src/app/x.cpp", "#include <libpq-fe.h>\n", "driver"},
        {"src/business/x.cpp", "auto s = \"SELECT lot_id \"\n    \"FROM lot\";\n", "sql"},
        {"src/presentation/x.cpp", "auto s = R\"(\n  insert into lot values (1))\";\n", "sql"},
        {"src/app/x.cpp", "run(\"UPDATE lot SET state = 1\");\n", "sql"},
        {"src/app/x.cpp", "run(\"DELETE FROM lot\");\n", "sql"},
        {"src/presentation/x.cpp", "#include <boost/beast/http.hpp>\n", "http library"},
        {"src/transport/include/transport/x.h", "#include <boost/asio.hpp>\n", "http library"},
        {"src/business/x.cpp", "#include <openssl/evp.h>\n", "openssl"},
    };
    for (const auto& fault : faults) {
        const auto findings = layer_faults({fault.path, fault.text});
        ASSERT_EQ(findings.size(), 1U) << fault.path << ": " << fault.text;
        EXPECT_EQ(findings[0].rule, fault.rule) << fault.text;
    }
}

TEST(LayerCheck, WhatIsAllowedIsNoFault) {
    const std::vector<SourceFile> fine = {
        {"src/business/x.cpp", "#include \"storage/store.h\"\n#include \"collection/decode.h\"\n"},
        {"src/presentation/x_test.cpp", "#include \"storage/testing/temp_store.h\"\n"},
        {"src/storage/x.cpp", "#include <sqlite3.h>\nauto s = \"SELECT a FROM b\";\n"},
        {"src/business/x.cpp", "// SELECT a FROM b is a comment\nauto s = \"Please select one from the list\";\n"},
        {"src/business/x_test.cpp", "run(\"DELETE FROM audit_record\");\n"},
        {"src/app/x.cpp", "#include \"storage/sqlite.h\"\n#include \"presentation/router.h\"\n"},
    };
    for (const auto& file : fine) {
        const auto findings = layer_faults(file);
        EXPECT_TRUE(findings.empty()) << told(findings);
    }
}

}  // namespace
}  // namespace qy::checks
