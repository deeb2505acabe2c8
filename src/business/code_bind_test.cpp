#include <gtest/gtest.h>

#include "base/limits.h"
#include "business/testing/code_world.h"
#include "storage/code_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Authenticity;
using model::LotId;
using model::Role;
using testing::CodeWorld;

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

class CodeBind : public ::testing::Test {
 protected:
    Result<LabelledRange> bind(const LabelledRange& range, std::int64_t first, std::int64_t last, LotId lot) {
        return world.desk().bind(CodeWorld::operator_(), {world.code(range, first), world.code(range, last), lot});
    }
    LotId lot_of(const LabelledRange& range, std::int64_t offset) {
        return world.desk().resolve(world.code(range, offset)).value().lot;
    }
    CodeWorld world;
};

TEST_F(CodeBind, ABlockIssuedAheadIsBoundByItsLabels) {
    const auto block = world.issued_ahead(100);
    EXPECT_EQ(world.state_of(block.first_code), Authenticity::unbound);
    const auto bound = bind(block, 0, 99, world.names.roast).value();
    EXPECT_EQ(bound.range.id, block.range.id);
    EXPECT_FALSE(bound.existed);
    EXPECT_EQ(world.state_of(block.first_code), Authenticity::genuine);
    EXPECT_EQ(lot_of(block, 99), world.names.roast);
    EXPECT_TRUE(bind(block, 0, 99, world.names.roast).value().existed);
}

TEST_F(CodeBind, APartOfTheHarvestTakesAPartOfTheBlock) {
    const auto block = world.issued_ahead(100);
    ASSERT_TRUE(bind(block, 10, 19, world.names.roast).ok());
    ASSERT_TRUE(bind(block, 20, 29, world.names.other_roast).ok());
    EXPECT_TRUE(bind(block, 10, 19, world.names.roast).value().existed);
    const struct {
        std::int64_t offset;
        LotId lot;
    } rows[] = {{9, {}}, {10, world.names.roast}, {19, world.names.roast}, {20, world.names.other_roast}, {30, {}}};
    for (const auto& row : rows) EXPECT_EQ(lot_of(block, row.offset), row.lot) << row.offset;
    EXPECT_EQ(code_of(bind(block, 0, 99, world.names.roast)), "code_bind.overlap");  // holds the other lot's labels
}

TEST_F(CodeBind, TheNarrowestRangeSpeaks) {
    const auto block = world.issued(world.names.roast, 100);
    const auto to_dealer = world.consignment(world.names.roast, "C-1");
    const auto to_shop = world.consignment(to_dealer, "C-1-1");
    const auto box = world.carton("BOX-1");
    ASSERT_TRUE(bind(block, 0, 49, to_dealer).ok());
    ASSERT_TRUE(bind(block, 10, 19, to_shop).ok());
    ASSERT_TRUE(bind(block, 12, 13, box).ok());
    const auto inner = world.desk().resolve(world.code(block, 12)).value();
    EXPECT_EQ(inner.lot, to_shop);
    EXPECT_EQ(inner.unit, box);
    ASSERT_EQ(inner.chain.size(), 4U);
    EXPECT_EQ(inner.chain.front().lot, box);
    EXPECT_EQ(inner.chain.back().id, block.range.id);
    EXPECT_EQ(lot_of(block, 14), to_shop);
    EXPECT_EQ(lot_of(block, 20), to_dealer);
    EXPECT_EQ(lot_of(block, 50), world.names.roast);
}

TEST_F(CodeBind, AConsignmentLiesAroundCartonsPackedBefore) {
    const auto block = world.issued(world.names.roast, 100);
    const auto box = world.carton("BOX-1");
    const auto pallet = world.carton("PALLET-1");
    const auto dealer = world.consignment(world.names.roast, "C-1");
    ASSERT_TRUE(bind(block, 0, 9, box).ok());
    ASSERT_TRUE(bind(block, 10, 19, world.carton("BOX-2")).ok());
    ASSERT_TRUE(bind(block, 0, 19, pallet).ok());
    ASSERT_TRUE(bind(block, 0, 29, dealer).ok());
    const auto resolved = world.desk().resolve(world.code(block, 3)).value();
    EXPECT_EQ(resolved.lot, dealer);
    EXPECT_EQ(resolved.unit, box);
    ASSERT_EQ(resolved.chain.size(), 4U);
    for (std::size_t i = 0; i + 1 < resolved.chain.size(); ++i) {
        EXPECT_EQ(resolved.chain[i].parent, resolved.chain[i + 1].id) << i;
    }
    EXPECT_EQ(lot_of(block, 25), dealer);
    EXPECT_EQ(lot_of(block, 30), world.names.roast);
}

TEST_F(CodeBind, ACartonWithoutGoodsOfItsOwnSpeaksAlone) {
    const auto block = world.issued_ahead(10);
    const auto box = world.carton("BOX-1");
    ASSERT_TRUE(bind(block, 0, 4, box).ok());
    const auto resolved = world.desk().resolve(world.code(block, 0)).value();
    EXPECT_EQ(resolved.state, Authenticity::genuine);
    EXPECT_EQ(resolved.lot, box);
}

TEST_F(CodeBind, RefusesWhatDoesNotFit) {
    const auto block = world.issued(world.names.roast, 100);
    const auto next = world.issued(world.names.roast, 100);
    const auto ahead = world.issued_ahead(100);
    const auto spoilt = world.issued_ahead(10);
    const auto frozen = world.issued_ahead(10);
    const auto boss = CodeWorld::operator_();
    ASSERT_TRUE(world.desk().change_state(boss, spoilt.range.id, RangeVerb::annul).ok());
    ASSERT_TRUE(world.desk().freeze(boss, {.range = frozen.range.id, .reason = "r"}).ok());
    const auto first = world.consignment(world.names.roast, "C-1");
    const auto second = world.consignment(world.names.roast, "C-2");
    ASSERT_TRUE(bind(block, 10, 19, first).ok());
    const struct {
        const char* story;
        BindOrder order;
        const char* expected;
    } rows[] = {
        {"overlaps the end", {world.code(block, 15), world.code(block, 25), second}, "code_bind.overlap"},
        {"overlaps the start", {world.code(block, 5), world.code(block, 10), second}, "code_bind.overlap"},
        {"lies around a sister", {world.code(block, 5), world.code(block, 25), second}, "code_bind.overlap"},
        {"inside a sister", {world.code(block, 11), world.code(block, 12), second}, "code_bind.other_lot"},
        {"the sister's own labels", {world.code(block, 10), world.code(block, 19), second}, "code_bind.other_lot"},
        {"next to it", {world.code(block, 20), world.code(block, 29), second}, "ok"},
        {"a lot that is not from the block's",
         {world.code(block, 40), world.code(block, 49), world.names.other_roast},
         "code_bind.other_lot"},
        {"last before first", {world.code(block, 49), world.code(block, 40), second}, "code_bind.order"},
        {"two blocks", {world.code(block, 90), world.code(next, 5), second}, "code_range.not_found"},
        {"never issued", {world.code(frozen, 0), world.code(frozen, 10), second}, "code_range.not_found"},
        {"another brand's product", {ahead.first_code, ahead.last_code, world.names.honey}, "code_bind.brand"},
        {"a category outside the grant", {ahead.first_code, ahead.last_code, world.names.tea_lot}, "code_bind.brand"},
        {"another owner's lot", {ahead.first_code, ahead.last_code, world.names.stranger_lot}, "lot.not_found"},
        {"no such lot", {ahead.first_code, ahead.last_code, LotId(999)}, "lot.not_found"},
        {"void", {spoilt.first_code, spoilt.last_code, world.names.roast}, "code_bind.state"},
        {"frozen", {frozen.first_code, frozen.last_code, world.names.roast}, "code_bind.state"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(code_of(world.desk().bind(boss, row.order)), row.expected) << row.story;
    }
    auto forged = std::string(block.first_code.text());
    forged.back() = forged.back() == '9' ? '0' : static_cast<char>(forged.back() + 1);
    const auto typed = model::TraceCode::parse(forged).value();
    EXPECT_EQ(code_of(world.desk().bind(boss, {typed, block.last_code, second})), "code_bind.not_ours");
}

TEST_F(CodeBind, RangesNestToTheLimit) {
    const auto block = world.issued(world.names.roast, 100);
    for (int depth = 1; depth < limits::code_range_depth_max; ++depth) {
        EXPECT_EQ(code_of(bind(block, depth, 99 - depth, world.carton("B" + std::to_string(depth)))), "ok") << depth;
    }
    EXPECT_EQ(code_of(bind(block, 20, 30, world.carton("inside"))), "code_bind.too_deep");
    EXPECT_EQ(code_of(bind(block, 0, 99, world.carton("around"))), "code_bind.too_deep");
    EXPECT_EQ(world.desk().resolve(world.code(block, 50)).value().chain.size(),
              static_cast<std::size_t>(limits::code_range_depth_max));
}

TEST_F(CodeBind, OneMayNotBindWhatOneMayNotKnow) {
    const auto block = world.issued_ahead(10);
    const BindOrder order{block.first_code, block.last_code, world.names.roast};
    const auto stranger = CodeWorld::user(world.names.stranger, Role::party_clerk);
    const auto owner = CodeWorld::user(world.names.farm, Role::party_clerk);
    EXPECT_EQ(code_of(world.desk().bind(stranger, order)), "code_range.not_found");
    EXPECT_EQ(code_of(world.desk().bind(CodeWorld::user(world.names.farm, Role::party_reviewer), order)),
              "permission.denied");
    EXPECT_EQ(code_of(world.desk().find(stranger, block.range.id)), "code_range.not_found");
    EXPECT_EQ(code_of(world.desk().bind(owner, order)), "ok");
    EXPECT_EQ(code_of(world.desk().find(owner, block.range.id)), "ok");
}

TEST_F(CodeBind, CaptureBindsInItsOwnTransaction) {
    const auto block = world.issued_ahead(10);
    const auto bound = world.store().write([&](storage::Writer& writer) {
        return bind_codes(writer, world.services(), CodeWorld::operator_(), world.names.farm,
                          {block.first_code, block.last_code, world.names.roast});
    });
    EXPECT_EQ(code_of(bound), "ok");
    const auto refused = world.store().write([&](storage::Writer& writer) {
        return bind_codes(writer, world.services(), CodeWorld::operator_(), world.names.stranger,
                          {block.first_code, block.last_code, world.names.stranger_lot});
    });
    EXPECT_EQ(code_of(refused), "code_range.not_found");
}

TEST_F(CodeBind, TheOwnerSeesWhereEachRangeWent) {
    const auto block = world.issued(world.names.roast, 100);
    const auto first = world.consignment(world.names.roast, "C-1");
    const auto second = world.consignment(world.names.roast, "C-2");
    ASSERT_TRUE(bind(block, 0, 9, first).ok());
    ASSERT_TRUE(bind(block, 10, 29, second).ok());
    const LotId lots[] = {first, second};
    const auto shown =
        world.store().read([&](storage::Reader& reader) { return shown_ranges(reader, world.services(), lots); });
    ASSERT_EQ(shown.value().size(), 2U);
    EXPECT_EQ(shown.value()[1].first_code, world.code(block, 10).text());
    EXPECT_EQ(shown.value()[1].last_code, world.code(block, 29).text());
    EXPECT_EQ(shown.value()[1].count, 20);
    EXPECT_EQ(shown.value()[1].lot_number, "C-2");
    EXPECT_EQ(shown.value()[1].consignee.name, "海口经销");
}

}  // namespace
}  // namespace qy::business
