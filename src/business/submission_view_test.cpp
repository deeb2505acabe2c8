// What of a submission is shown to whom: contents, farmers' names, registry records.
#include "submission_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/testing/trace_world.h"

namespace qy::business {
namespace {

using model::Role;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::TraceWorld;

class SubmissionView : public ::testing::Test {
 protected:
    SubmissionView() { world_.party({.kind = model::PartyKind::farmer, .name = "王德旺"}); }

    model::Submission submission(model::ChangeKind kind, std::string_view content) {
        model::Submission one{.id = model::SubmissionId(81), .party = farm_, .names_person = true};
        one.changes.push_back({kind, 0, 0, parse_json(content).value()});
        return one;
    }
    /// The only change as it is shown, and what personal fields that noted.
    std::string shown(model::Submission one, const model::Actor& actor, bool bulk) {
        auto told = world_.store().read(
            [&](storage::Reader& reader) { return shown_submission(reader, std::move(one), actor, bulk); });
        personal_ = told->personal;
        return to_text(told->changes.front().content);
    }

    TraceWorld world_;
    model::PartyId farm_ = world_.firm("合作社");
    model::PartyId other_ = world_.firm("协会");
    model::Actor own_ = TraceWorld::user(farm_, Role::party_reviewer);
    model::Actor manager_ = TraceWorld::user(other_, Role::brand_manager);
    model::Actor regulator_ = TraceWorld::user(other_, Role::regulator);
    std::vector<std::string> personal_;
};

constexpr std::string_view kFarmer =
    R"({"record_type":"party","kind":"farmer","name":"林秀梅","name_en":"Lin Xiumei","address":"云坡村","region":"469023"})";

TEST_F(SubmissionView, AFarmersRecordIsMaskedInListsAndWholeForWhomTheTableNames) {
    const auto record = submission(model::ChangeKind::registry, kFarmer);
    for (const auto* actor : {&own_, &manager_, &regulator_}) {
        EXPECT_EQ(shown(record, *actor, true),
                  R"({"record_type":"party","kind":"farmer","name":"林**","region":"469023"})");
        EXPECT_THAT(personal_, IsEmpty());
    }
    for (const auto* actor : {&own_, &regulator_}) {
        EXPECT_EQ(shown(record, *actor, false), kFarmer);
        EXPECT_THAT(personal_, ElementsAre("party.address", "party.name", "party.name_en"));
    }
    EXPECT_EQ(shown(record, manager_, false),
              R"({"record_type":"party","kind":"farmer","name":"林秀梅","region":"469023"})")
        << "the chain knows growers by name, no more";
    EXPECT_THAT(personal_, ElementsAre("party.name"));
}

TEST_F(SubmissionView, AFirmsRecordIsPublic) {
    constexpr std::string_view firm = R"({"record_type":"party","kind":"firm","name":"茶厂","address":"茶山路2号"})";
    EXPECT_EQ(shown(submission(model::ChangeKind::registry, firm), regulator_, true), firm);
    EXPECT_THAT(personal_, IsEmpty());
}

TEST_F(SubmissionView, WhereverAFarmerIsNamedItIsToldTheSameWay) {
    const auto plot =
        submission(model::ChangeKind::registry, R"({"record_type":"plot","party":"王德旺","name":"三号地"})");
    EXPECT_EQ(shown(plot, own_, true), R"({"record_type":"plot","party":"王**","name":"三号地"})");
    const auto row = submission(
        model::ChangeKind::row,
        R"({"lot":{"ref":{"owner_name":"王德旺","lot_number":"L1"}},"events":[{"party_name":"王德旺","counterparty_name":"协会",)"
        R"("contents":{"producer_name":"王德旺","grower_name":"陈启山","variety":"绿橙"}}],"written":{"producer_name":"王德旺"}})");
    const auto listed = shown(row, regulator_, true);
    EXPECT_THAT(listed, Not(HasSubstr("王德旺")));
    EXPECT_THAT(listed, Not(HasSubstr("陈启山")));
    EXPECT_THAT(listed, HasSubstr("协会"));
    EXPECT_THAT(listed, HasSubstr("绿橙"));
    EXPECT_THAT(personal_, IsEmpty());
    EXPECT_EQ(shown(row, regulator_, false), to_text(row.changes.front().content));
    EXPECT_THAT(personal_, ElementsAre("grower_name", "party.name", "producer_name"));
}

}  // namespace
}  // namespace qy::business
