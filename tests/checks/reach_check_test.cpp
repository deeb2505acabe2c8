// Whoever reads owned rows on a caller's behalf does it through that caller's reach. A reach of everything is for the
// platform's own work, in the files named here and nowhere else.
#include <gtest/gtest.h>

#include <algorithm>

#include "source_tree.h"

namespace qy::checks {
namespace {

struct Row {
    std::string_view path;
    std::string_view why;
};
constexpr Row kAllowed[] = {
    {"src/business/capture_row.cpp", "whether an event that comes back is one of ours"},
    {"src/business/code_bind.cpp", "lots above the one that the caller reaches"},
    {"src/business/code_export.cpp", "labels of a range that the caller reaches"},
    {"src/business/code_resolve.cpp", "what a code that anybody may scan belongs to"},
    {"src/business/epcis_export.cpp", "the time of the newest event, which is in the head"},
    {"src/business/file_place.cpp", "files of an import that its sender reaches, whose row has just come"},
    {"src/business/grants.cpp", "the list of licensees, which is for everybody"},
    {"src/business/ledger.cpp", "verification recomputes every entry"},
    {"src/business/media_desk.cpp", "whether a thing of the caller's has this content already"},
    {"src/business/media_erasure.cpp", "what goes with a record from which a person is erased"},
    {"src/business/media_owner.cpp", "whose a thing is; nothing of it is told"},
    {"src/business/persons.cpp", "erasure, after the caller's reach has chosen the records"},
    {"src/business/shipments.cpp", "the submission that the driver's record has just made"},
    {"src/model/actor.cpp", "the operator at the machine"},
    {"src/model/include/model/role.h", "where it is made"},
    {"src/model/role.cpp", "what a role of scope all gives"},
    {"src/storage/sealing_rows.cpp", "sealing goes through every row"},
};

bool reaches_everything(std::string_view text) {
    const auto code = code_only(text);
    return code.find("Reach::everything()") != std::string::npos || code.find(".all = true") != std::string::npos ||
           code.find("everything() {") != std::string::npos;
}

TEST(ReachCheck, OnlyThePlatformsOwnWorkReachesEverything) {
    std::vector<Finding> findings;
    std::size_t seen = 0;
    for (const auto& file : files_below("src", {".cpp", ".h"})) {
        const bool test = file.path.ends_with("_test.cpp") || file.path.find("/testing/") != std::string::npos;
        if (test || !reaches_everything(file.text)) continue;
        ++seen;
        if (std::ranges::find(kAllowed, file.path, &Row::path) == std::end(kAllowed)) {
            findings.push_back({file.path, "reach", "reads everything; use the actor's reach, or say here why not"});
        }
    }
    EXPECT_EQ(seen, std::size(kAllowed)) << "a row of the list has nothing to allow any more";
    EXPECT_TRUE(findings.empty()) << told(findings);
}

// Nobody erases traces: records are removed by age alone, behind a seal, by their keeper; nothing changes one.
TEST(ReachCheck, AuditRecordsAreRemovedByTheirKeeperAlone) {
    std::vector<Finding> findings;
    std::size_t keepers = 0;
    for (const auto& file : files_below("src", {".cpp", ".sql"})) {
        if (file.path.ends_with("_test.cpp") || file.path.find("/testing/") != std::string::npos) continue;
        const bool store = file.path == "src/storage/audit_store.cpp";
        for (const auto* words : {"DELETE FROM audit_record", "UPDATE audit_record", "DROP TABLE audit_record"}) {
            const bool deletes = store && std::string_view(words).starts_with("DELETE");
            if (file.text.find(words) != std::string::npos && !deletes)
                findings.push_back({file.path, "traces", words});
        }
        if (file.text.find("audit::cut(") == std::string::npos) continue;
        ++keepers;
        if (file.path != "src/business/audit_keeper.cpp") findings.push_back({file.path, "traces", "cuts the trail"});
    }
    EXPECT_EQ(keepers, 1U);
    EXPECT_TRUE(findings.empty()) << told(findings);
}

TEST(ReachCheck, APlantedOneIsCaught) {
    EXPECT_TRUE(reaches_everything("auto x = find(reader, model::Reach::everything(), id);"));
    EXPECT_TRUE(reaches_everything("const model::Reach reach{.all = true};"));
    EXPECT_FALSE(reaches_everything("auto x = find(reader, actor.reach(permission), id);  // not Reach::everything()"));
}

}  // namespace
}  // namespace qy::checks
