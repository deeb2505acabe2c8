// docs/CLAUSES.md has a row for every clause of the standard; what a row names exists; "not yet" is an honest state.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "document.h"
#include "source_tree.h"

namespace qy::checks {
namespace {

/// The clauses that ask for something, by the standard's own headings. Unnumbered sentences below a heading are counted
/// from 1 (4.1 … 4.5). "8 allergens" is the heading that stands alone at the end of clause 8.
const std::vector<std::string> kClauses = {
    "2",     "4.1",   "4.2",   "4.3",   "4.4",   "4.5",   "5.1.1",       "5.1.2", "5.2",   "5.3",
    "5.4",   "5.5",   "5.6",   "6.1",   "6.2.1", "6.2.2", "6.2.3",       "6.2.4", "6.3.1", "6.3.2",
    "6.3.3", "6.4.1", "6.4.2", "6.5.1", "6.5.2", "7.1.1", "7.1.2",       "7.1.3", "7.1.4", "7.1.5",
    "7.2.1", "7.2.2", "7.3.1", "7.3.2", "7.3.3", "8",     "8 allergens", "9.1.1", "9.1.2", "9.2.1",
    "9.2.2", "9.3.1", "9.3.2", "9.4.1", "9.4.2", "10.1",  "10.2",        "10.3",  "10.4",  "10.5"};

struct Row {
    std::string clause, what, files, tests, state;
};

std::vector<Row> rows_of(std::string_view markdown) {
    std::vector<Row> rows;
    for (const auto& cells : table_rows(markdown)) {
        if (cells.size() == 5) rows.push_back({cells[0], cells[1], cells[2], cells[3], cells[4]});
    }
    return rows;
}

std::vector<std::string> paths_in(const std::string& cell) {
    std::vector<std::string> paths;
    for (const auto& quote : quotes_in(cell)) {
        if (names_path(quote)) paths.push_back(quote);
    }
    return paths;
}

std::vector<Finding> faults_of(const std::vector<Row>& rows) {
    std::vector<Finding> findings;
    std::map<std::string, int> seen;
    const std::set<std::string> known(kClauses.begin(), kClauses.end());
    for (const auto& row : rows) {
        const auto add = [&](const std::string& rule, const std::string& detail) {
            findings.push_back({"clause " + row.clause, rule, detail});
        };
        if (++seen[row.clause] > 1) add("doubled", "");
        if (!known.contains(row.clause)) add("unknown", "the standard has no such clause");
        if (row.what.size() < 20) add("words", "say what the program does");
        const bool state = row.state == "yes" || row.state == "partly" || row.state == "not yet";
        if (!state) add("state", "'" + row.state + "' is none of: yes, partly, not yet");
        if (row.state != "not yet" && paths_in(row.files).empty()) add("files", "names no file");
        if (row.state != "not yet" && paths_in(row.tests).empty()) add("tests", "names no test");
        for (const auto& path : paths_in(row.files + " " + row.tests)) {
            if (!path_exists(path)) add("path", path + " does not exist");
        }
    }
    for (const auto& clause : kClauses) {
        if (seen[clause] == 0) findings.push_back({"clause " + clause, "missing", "has no row"});
    }
    return findings;
}

TEST(ClausesCheck, EveryClauseHasAnHonestRow) {
    const auto rows = rows_of(text_of_file("docs/CLAUSES.md"));
    const auto findings = faults_of(rows);
    EXPECT_TRUE(findings.empty()) << told(findings);
}

TEST(ClausesCheck, PlantedFaultsAreCaught) {
    const auto rules = [](Row changed, bool leave_out) {
        auto rows = rows_of(text_of_file("docs/CLAUSES.md"));
        std::erase_if(rows, [&](const Row& row) { return row.clause == "5.2"; });
        if (!leave_out) rows.push_back(std::move(changed));
        std::set<std::string> names;
        for (const auto& finding : faults_of(rows)) names.insert(finding.rule);
        return names;
    };
    const Row good = {"5.2", "Files and rows are taken in and checked.", "`src/CMakeLists.txt`",
                      "`tests/CMakeLists.txt`", "yes"};
    const auto with = [&](auto change) {
        Row row = good;
        change(row);
        return row;
    };
    using ::testing::ElementsAre;
    EXPECT_THAT(rules(good, false), ElementsAre());
    EXPECT_THAT(rules(good, true), ElementsAre("missing"));
    EXPECT_THAT(rules(with([](Row& row) { row.state = "maybe"; }), false), ElementsAre("state"));
    EXPECT_THAT(rules(with([](Row& row) { row.files = "`src/no_such_file.cpp`"; }), false), ElementsAre("path"));
    EXPECT_THAT(rules(with([](Row& row) { row.tests = "none"; }), false), ElementsAre("tests"));
    EXPECT_THAT(rules(with([](Row& row) { row.clause = "5.9"; }), false), ElementsAre("missing", "unknown"));
}

}  // namespace
}  // namespace qy::checks
