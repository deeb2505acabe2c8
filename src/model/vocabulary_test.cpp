#include "model/vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "model/actor.h"
#include "model/code_range.h"
#include "model/draft.h"
#include "model/submission.h"

namespace qy::model {
namespace {

// Every enumerator has a name of its own that leads back to it.
template <class Enum, class Parse>
void expect_round_trip(int count, Parse parse) {
    for (int i = 0; i < count; ++i) {
        const auto value = static_cast<Enum>(i);
        EXPECT_EQ(parse(to_string(value)), value) << to_string(value);
    }
    EXPECT_FALSE(parse("").has_value());
    EXPECT_FALSE(parse("Shipping ").has_value());
}

TEST(Vocabulary, NamesLeadBackToTheirValues) {
    expect_round_trip<Step>(13, &parse_step);
    expect_round_trip<LinkKind>(4, &parse_link_kind);
    expect_round_trip<Disposition>(7, &parse_disposition);
    expect_round_trip<PartyRole>(10, &parse_party_role);
    expect_round_trip<PartyKind>(3, &parse_party_kind);
    expect_round_trip<RangeState>(8, &parse_range_state);
    expect_round_trip<SubmissionState>(5, &parse_submission_state);
    expect_round_trip<ChangeKind>(3, &parse_change_kind);
    expect_round_trip<Scope>(5, &parse_scope);
}

TEST(Vocabulary, NamesThatPartnersRelyOn) {
    EXPECT_EQ(to_string(Step::retail_selling), "retail_selling");
    EXPECT_EQ(to_string(Step::service_provided), "service_provided");
    EXPECT_EQ(to_string(Disposition::non_conformant), "non_conformant");
    EXPECT_EQ(to_string(PartyRole::platform_operator), "platform_operator");
    EXPECT_EQ(to_string(DataClass::open), "public");
    EXPECT_EQ(to_string(DataClass::personal), "personal");
    EXPECT_EQ(to_string(View::open_public), "public");
    EXPECT_EQ(to_string(View::regulator), "regulator");
    EXPECT_EQ(to_string(RangeState::voided), "void");
    EXPECT_EQ(to_string(Authenticity::recalled), "recalled");
    EXPECT_EQ(to_string(RowOutcome::rejected), "rejected");
    EXPECT_EQ(to_string(Permission::operate), "operate");
    EXPECT_EQ(to_string(Channel::operator_command), "operator_command");
    EXPECT_EQ(to_string(InfoKind::service), "service");
    EXPECT_EQ(to_string(LinkKind::aggregation), "aggregation");
}

TEST(Vocabulary, StepsCarryTheKindsOfClause71) {
    struct Row {
        Step step;
        InfoKind kind;
    };
    const Row rows[] = {
        {Step::commissioning, InfoKind::production}, {Step::transforming, InfoKind::production},
        {Step::merging, InfoKind::production},       {Step::inspecting, InfoKind::inspection},
        {Step::shipping, InfoKind::logistics},       {Step::transporting, InfoKind::logistics},
        {Step::receiving, InfoKind::logistics},      {Step::storing, InfoKind::logistics},
        {Step::packing, InfoKind::logistics},        {Step::unpacking, InfoKind::logistics},
        {Step::retail_selling, InfoKind::sales},     {Step::service_provided, InfoKind::service},
        {Step::other, InfoKind::logistics},
    };
    for (const auto& row : rows) EXPECT_EQ(kind_of(row.step), row.kind) << to_string(row.step);
}

TEST(Vocabulary, RolesRecordWhatIsTheirs) {
    struct Row {
        PartyRole role;
        std::vector<Step> steps;
    };
    const std::vector<Step> handling = {Step::shipping, Step::receiving, Step::storing,
                                        Step::packing,  Step::unpacking, Step::other};
    const auto with = [&](std::vector<Step> steps) {
        steps.insert(steps.end(), handling.begin(), handling.end());
        return steps;
    };
    const Row rows[] = {
        {PartyRole::producer, with({Step::commissioning, Step::transforming, Step::merging})},
        {PartyRole::processor, with({Step::commissioning, Step::transforming, Step::merging})},
        {PartyRole::carrier, with({Step::transporting})},
        {PartyRole::seller, with({Step::retail_selling})},
        {PartyRole::service_provider, with({Step::service_provided})},
        {PartyRole::laboratory, {Step::inspecting}},
        {PartyRole::brand_manager, {}},
        {PartyRole::regulator, {}},
    };
    for (const auto& row : rows) {
        for (auto number = 0; number <= static_cast<int>(Step::other); ++number) {
            const auto step = static_cast<Step>(number);
            EXPECT_EQ(may_record(row.role, step), std::ranges::count(row.steps, step) == 1)
                << to_string(row.role) << " " << to_string(step);
            EXPECT_TRUE(may_record(PartyRole::platform_operator, step));
        }
    }
}

}  // namespace
}  // namespace qy::model
