// The file that shows what a faulty import looks like: every kind of fault on a row of its own, good rows around them.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "collection/drafts.h"
#include "model/event_time.h"

namespace qy::collection {
namespace {

std::string content_of(const std::string& name) {
    std::ifstream file(std::string(QY_SOURCE_DIR) + "/tests/data/import/" + name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// "line,status,field,code" per fault and per good row, as the report of an import has them.
std::string report_of(const std::vector<model::RowDraft>& drafts) {
    std::string out = "line,status,field,code\n";
    for (const auto& draft : drafts) {
        const auto line = std::to_string(draft.line);
        if (draft.faults.empty()) out += line + ",accepted,,\n";
        for (const auto& fault : draft.faults) out += line + ",rejected," + fault.field + "," + fault.code + "\n";
    }
    return out;
}

TEST(TwentyFaults, EveryRowHasItsStatusFieldAndCode) {
    const Dictionary dictionary({built_in_dictionary().begin(), built_in_dictionary().end()});
    const CategoryRules categories({built_in_categories().begin(), built_in_categories().end()});
    const auto now = model::EventTime::parse("2026-06-30T12:00:00+08:00").value().at;
    const auto text = content_of("twenty-faults.csv");
    const auto table = decode("twenty-faults.csv", bytes_of(text));
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table->ignored_columns, std::vector<std::string>{"序号"});
    const auto drafts = to_drafts(*table, {dictionary, categories, now});
    EXPECT_EQ(report_of(drafts), content_of("twenty-faults.report.csv"));

    std::set<std::string> codes;
    for (const auto& draft : drafts) {
        for (const auto& fault : draft.faults) {
            codes.insert(fault.code);
            for (const auto language : {Language::zh, Language::en}) {
                EXPECT_NE(model::fault_text(fault, language), fault.code) << "no advice";
            }
        }
        EXPECT_EQ(draft.faults.empty(), !draft.events.empty()) << draft.line;
    }
    EXPECT_GE(codes.size(), 20U);
}

}  // namespace
}  // namespace qy::collection
