#include "business/grants.h"

#include <gtest/gtest.h>

#include "business/codes.h"
#include "business/testing/code_world.h"
#include "storage/catalogue_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using model::Role;

class GrantsTest : public ::testing::Test {
 protected:
    GrantOrder order() const {
        GrantOrder order;
        order.brand = world_.names.brand;
        order.party = world_.names.dealer;
        order.valid_from = "2020-01-01";
        order.valid_to = "2099-12-31";
        order.mark = "琼北咖啡";
        order.licence_number = "QB-0012";
        return order;
    }
    std::string grant(const GrantOrder& order) {
        const auto done =
            Grants(world_.services()).grant(world_.user(world_.names.manager, Role::brand_manager), order);
        return done.ok() ? "ok" : done.error().code;
    }
    std::string issue(model::LotId lot, model::PartyId party) {
        const auto done = world_.desk().issue(world_.user(party, Role::party_administrator), {lot, {}, {}, 1, false});
        return done.ok() ? "ok" : done.error().code;
    }
    testing::CodeWorld world_;
};

TEST_F(GrantsTest, AnybodyMayKnowWhoUsesABrandToday) {
    ASSERT_EQ(grant(order()), "ok");
    auto later = order();
    later.party = world_.names.stranger;
    later.valid_from = "2098-01-01";
    ASSERT_EQ(grant(later), "ok");
    Grants grants(world_.services());
    const auto told = grants.licensees(world_.names.brand);
    ASSERT_TRUE(told.ok()) << told.error().code;
    ASSERT_EQ(told->size(), 2U);  // the farm and the dealer; the stranger's begins later
    const auto dealer =
        std::ranges::find(*told, world_.names.dealer, [](const Licensee& one) { return one.grant.party; });
    ASSERT_NE(dealer, told->end());
    EXPECT_FALSE(dealer->party.name.empty());
    EXPECT_EQ(dealer->grant.mark, "琼北咖啡");
    EXPECT_EQ(dealer->grant.licence_number, "QB-0012");
    EXPECT_EQ(dealer->category_name, "");
    world_.set_grant(model::GrantState::suspended);
    EXPECT_EQ(grants.licensees(world_.names.brand)->size(), 1U);
    EXPECT_EQ(grants.licensees(model::BrandId(999)).error().code, "brand.not_found");
}

TEST_F(GrantsTest, AreaAndYieldAreTwoNumbersOrNone) {
    struct Row {
        const char* area;
        const char* yield;
        const char* code;
    };
    int day = 1;
    for (const auto& row : {Row{"", "", "ok"}, Row{"12.5", "800", "ok"}, Row{"12.5", "", "brand_grant.area"},
                            Row{"", "800", "brand_grant.area"}, Row{"-1", "800", "brand_grant.area"},
                            Row{"0", "800", "brand_grant.area"}, Row{"much", "800", "brand_grant.area"}}) {
        auto one = order();
        one.valid_from = "2020-01-0" + std::to_string(day++);
        one.area_mu = row.area;
        one.yield_per_mu = row.yield;
        EXPECT_EQ(grant(one), row.code) << row.area << " × " << row.yield;
    }
    auto unknown = order();
    unknown.category_code = "火箭";
    EXPECT_EQ(grant(unknown), "category.unknown");
}

TEST_F(GrantsTest, MoreThanTheLandBearsGetsNoCodes) {
    auto done = world_.store().write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(found, storage::catalogue::find_grant(writer, model::Reach::everything(), world_.names.grant));
        auto bounded = *std::move(found);
        bounded.area_mu = "2.5";
        bounded.yield_per_mu = "400";
        return storage::catalogue::update_grant(writer, bounded, bounded.version);
    });
    ASSERT_TRUE(done.ok());
    const auto produce = [&](std::int64_t id, const char* quantity) {
        auto made = world_.store().write([&](storage::Writer& writer) -> Result<void> {
            QY_TRY(granted, storage::catalogue::find_grant(writer, model::Reach::everything(), world_.names.grant));
            model::Lot lot;
            lot.id = model::LotId(id);
            lot.product = world_.names.branded;
            lot.owner = world_.names.farm;
            lot.lot_number = "H" + std::to_string(id);
            lot.quantity = model::Quantity::parse(quantity).value();
            lot.produced_on = granted->valid_from;
            return storage::lots::insert(writer, lot);
        });
        ASSERT_TRUE(made.ok());
    };
    produce(7'001, "1 t");     // 2.5 mu × 400 kg: as much as it bears
    produce(7'002, "50 box");  // no mass
    EXPECT_EQ(issue(world_.names.roast, world_.names.farm), "ok");
    produce(7'003, "1 jin");
    EXPECT_EQ(issue(world_.names.roast, world_.names.farm), "brand_grant.ceiling");
}

}  // namespace
}  // namespace qy::business
