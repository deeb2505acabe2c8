#include "business/cartons.h"

#include <gtest/gtest.h>

#include <set>

#include "business/testing/code_world.h"
#include "model/checks.h"

namespace qy::business {
namespace {

using model::Role;
using testing::CodeWorld;

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

std::vector<std::string> ssccs_of(const std::vector<KnownCarton>& cartons) {
    std::vector<std::string> ssccs;
    for (const auto& one : cartons) ssccs.push_back(one.carton.sscc);
    return ssccs;
}

class Cartons : public ::testing::Test {
 protected:
    Result<std::vector<KnownCarton>> number(model::LotId lot, std::int64_t count, std::string quantity = "") {
        return number_cartons(world_.services(), clerk_, {lot, count, std::move(quantity)});
    }
    Result<PrintedCartons> print(std::vector<std::string> ssccs, std::string reason = "") {
        return print_cartons(world_.services(), clerk_, {std::move(ssccs), "pdf roll_100x150", std::move(reason)});
    }
    CodeWorld world_;
    model::Actor clerk_ = CodeWorld::user(world_.names.farm, Role::party_clerk);
    model::Actor stranger_ = CodeWorld::user(world_.names.stranger, Role::party_clerk);
};

TEST_F(Cartons, EveryNumberIsGivenOnceAlsoWhenThePrefixChangesAndComesBack) {
    ASSERT_EQ(code_of(number(world_.names.roast, 1)), "gs1_prefix.missing");
    std::set<std::string> seen;
    for (const std::string_view prefix : {"6901234", "69056789", "6901234"}) {
        ASSERT_TRUE(save_gs1_prefix(world_.services(), clerk_, prefix).ok());
        for (int i = 0; i < 3; ++i) {
            const auto numbered = number(world_.names.roast, 100);
            ASSERT_TRUE(numbered.ok()) << numbered.error().code;
            for (const auto& sscc : ssccs_of(*numbered)) {
                EXPECT_TRUE(model::checked_sscc(sscc).ok()) << sscc;
                EXPECT_TRUE(seen.insert(sscc).second) << sscc;
            }
        }
    }
    EXPECT_EQ(seen.size(), 900U);
}

TEST_F(Cartons, APrefixBelongsToOneFirm) {
    ASSERT_TRUE(save_gs1_prefix(world_.services(), clerk_, "6901234").ok());
    const struct {
        std::string_view prefix;
        std::string_view code;
    } rows[] = {{"6901234", "gs1_prefix.taken"},
                {"69012345", "gs1_prefix.taken"},
                {"6901", "gs1_prefix.taken"},
                {"69", "gs1_prefix.malformed"},
                {"6902234", "ok"}};
    for (const auto& row : rows) {
        EXPECT_EQ(code_of(save_gs1_prefix(world_.services(), stranger_, row.prefix)), row.code) << row.prefix;
    }
    EXPECT_EQ(gs1_prefix(world_.services(), clerk_).value(), "6901234");
}

TEST_F(Cartons, WhatAnotherFirmNumberedUnderAWrongPrefixIsPassedOver) {
    ASSERT_TRUE(save_gs1_prefix(world_.services(), stranger_, "6901234").ok());
    const auto tea = number_cartons(world_.services(), stranger_, {world_.names.stranger_lot, 3, ""});
    ASSERT_TRUE(tea.ok()) << tea.error().code;
    ASSERT_TRUE(save_gs1_prefix(world_.services(), stranger_, "69056789").ok()) << "put right";
    for (const std::string_view prefix : {"6901234", "69012340"}) {
        ASSERT_TRUE(save_gs1_prefix(world_.services(), clerk_, prefix).ok());
        const auto own = number(world_.names.roast, 1);
        ASSERT_TRUE(own.ok()) << prefix << " " << own.error().code;
        EXPECT_EQ(own->front().carton.sscc.substr(8, 9), prefix == "6901234" ? "000000003" : "000000004");
    }
}

TEST_F(Cartons, LabelsAreOfOneKindAndMadeAgainWithAReason) {
    ASSERT_TRUE(save_gs1_prefix(world_.services(), clerk_, "6901234").ok());
    const auto boxes = ssccs_of(number(world_.names.roast, 3, "12 袋").value());
    const auto other = ssccs_of(number(world_.names.roast, 1, "6 袋").value());
    const auto printed = print(boxes);
    ASSERT_TRUE(printed.ok()) << printed.error().code;
    EXPECT_EQ(ssccs_of(printed->cartons), boxes);
    EXPECT_EQ(printed->facts.quantity, "12 袋");
    EXPECT_EQ(printed->facts.lot_number, "2026/03-01");
    EXPECT_EQ(printed->facts.brand, "椰岛咖啡");
    EXPECT_EQ(code_of(print(boxes)), "carton.printed");
    EXPECT_EQ(code_of(print(boxes, "标签破损")), "ok");
    EXPECT_EQ(code_of(print({boxes[0], other[0]}, "补印")), "carton.mixed");
    EXPECT_EQ(code_of(print({boxes[0], "069012340000099996"}, "补印")), "carton.not_found");
    EXPECT_EQ(code_of(print({})), "carton.not_found");
}

TEST_F(Cartons, AnotherPartysAreNotThere) {
    ASSERT_TRUE(save_gs1_prefix(world_.services(), clerk_, "6901234").ok());
    const auto boxes = ssccs_of(number(world_.names.roast, 2).value());
    EXPECT_EQ(cartons(world_.services(), clerk_, 0, 50)->size(), 2U);
    EXPECT_EQ(cartons(world_.services(), stranger_, 0, 50)->size(), 0U);
    EXPECT_EQ(code_of(print_cartons(world_.services(), stranger_, {boxes, "pdf", ""})), "carton.not_found");
    EXPECT_EQ(code_of(number_cartons(world_.services(), stranger_, {world_.names.roast, 1, ""})), "lot.not_found");
    EXPECT_EQ(code_of(number_cartons(world_.services(), CodeWorld::user(world_.names.farm, Role::party_reviewer),
                                     {world_.names.roast, 1, ""})),
              "permission.denied");
}

}  // namespace
}  // namespace qy::business
