#include "business/label_print.h"

#include <gtest/gtest.h>

#include "business/testing/code_world.h"

namespace qy::business {
namespace {

using model::Role;
using testing::CodeWorld;

constexpr std::string_view kBase = "https://localhost:8443";

class LabelPrintTest : public ::testing::Test {
 protected:
    LabelPrintTest() : range_(world_.issued(world_.names.roast, 10, true)) {}

    LabelOrder order(int first = 0, int last = 9, std::string reason = "") const {
        return {.range = range_.range.id,
                .first = world_.code(range_, first),
                .last = world_.code(range_, last),
                .labels_max = 100,
                .medium = "pdf a4_3x8",
                .reason = std::move(reason)};
    }
    Result<LabelRun> open(const LabelOrder& order, const model::Actor& actor = CodeWorld::operator_()) const {
        return open_label_run(world_.services(), actor, order, kBase);
    }
    std::string outcome(const LabelOrder& order) const {
        auto run = open(order);
        return run.ok() ? "ok" : run.error().code;
    }

    CodeWorld world_;
    LabelledRange range_;
};

TEST_F(LabelPrintTest, EveryLabelHasItsCodeItsAddressAndWhatTheLotTells) {
    auto opened = open({.range = range_.range.id, .pins = true, .labels_max = 100, .medium = "csv a4_3x8"});
    ASSERT_TRUE(opened.ok()) << opened.error().code;
    auto run = std::move(opened).value();
    EXPECT_EQ(run.left(), 10);
    EXPECT_EQ(run.facts().gtin, "06901234567892");
    EXPECT_FALSE(run.facts().lot_number.empty());
    EXPECT_FALSE(run.facts().product.empty());
    EXPECT_FALSE(run.facts().brand.empty());
    for (int i = 0; run.left() > 0; ++i) {
        const auto label = run.next();
        EXPECT_EQ(label.code, world_.code(range_, i));
        EXPECT_TRUE(label.address.ends_with("/t/" + std::string(label.code.text()))) << label.address;
        EXPECT_EQ(label.pin.size(), 6U);
    }
}

TEST_F(LabelPrintTest, ALabelMadeAgainNeedsAReason) {
    EXPECT_EQ(outcome(order(0, 4)), "ok");
    EXPECT_EQ(outcome(order(5, 9)), "ok");  // the rest
    EXPECT_EQ(outcome(order(4, 4)), "label_print.again");
    EXPECT_EQ(outcome(order(4, 4, "  ")), "label_print.again");
    EXPECT_EQ(outcome(order(4, 4, "卷纸卡住，撕坏一枚")), "ok");
}

TEST_F(LabelPrintTest, SubRangesAndBlocksKnowOfEachOther) {
    const auto consignment = world_.consignment(world_.names.roast, "C-1");
    auto desk = world_.desk();
    const auto part = desk.bind(CodeWorld::operator_(), {world_.code(range_, 2), world_.code(range_, 4), consignment});
    ASSERT_TRUE(part.ok()) << part.error().code;
    EXPECT_EQ(outcome(order(0, 2)), "ok");
    LabelOrder of_part = order(2, 4);
    of_part.range = part->range.id;
    EXPECT_EQ(outcome(of_part), "label_print.again");
    of_part.first = world_.code(range_, 3);
    EXPECT_EQ(outcome(of_part), "ok");
    EXPECT_EQ(outcome(order(4, 9)), "label_print.again");
}

TEST_F(LabelPrintTest, WhatCannotBePrintedIsRefusedAndNotKept) {
    EXPECT_EQ(outcome(order(5, 4)), "label_print.codes");
    const auto other = world_.issued(world_.names.honey, 3);
    auto wrong = order();
    wrong.first = other.first_code;
    EXPECT_EQ(outcome(wrong), "label_print.codes");
    auto many = order();
    many.labels_max = 9;
    EXPECT_EQ(outcome(many), "label_print.too_many");
    LabelOrder no_pin{.range = other.range.id, .pins = true, .labels_max = 100};
    EXPECT_EQ(outcome(no_pin), "label_print.no_pin");
    const auto stranger = CodeWorld::user(world_.names.stranger, Role::party_administrator);
    EXPECT_EQ(open(order(), stranger).error().code, "code_range.not_found");
    const auto clerk = CodeWorld::user(world_.names.farm, Role::party_reviewer);
    EXPECT_EQ(open(order(), clerk).error().code, "permission.denied");
    EXPECT_EQ(outcome(order()), "ok");  // nothing of it was kept as printed
}

}  // namespace
}  // namespace qy::business
