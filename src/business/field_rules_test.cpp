// Who may change which field: every field that a submission may not touch is named, and nothing of it is stored.
#include "field_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "business/review.h"
#include "business/role_desk.h"
#include "business/testing/account_world.h"

namespace qy::business {
namespace {

using model::ChangeKind;
using model::Role;
using testing::AccountWorld;
using testing::CodeWorld;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

AccessRows rows_with(std::vector<model::ChangeRule> rules) {
    return {model::RoleTable::as_shipped(), std::move(rules)};
}

model::Actor clerk() {
    return CodeWorld::user(model::PartyId(11), Role::party_clerk);
}

std::vector<model::Change> product(JsonObject content) {
    return {{ChangeKind::product, 41, 1, std::move(content)}};
}

std::vector<std::string> refused(const AccessRows& rows, const model::Actor& actor,
                                 const std::vector<model::Change>& changes) {
    std::vector<std::string> paths;
    const auto checked = check_fields(rows, actor, changes);
    if (checked.ok()) return paths;
    EXPECT_EQ(checked.error().code, "submission.field_denied");
    for (const auto& other : checked.error().others) paths.push_back(other.path);
    return paths;
}

std::vector<std::string> fields_of(const std::vector<model::RowFault>& faults) {
    std::vector<std::string> fields;
    for (const auto& fault : faults) {
        EXPECT_EQ(fault.code, "submission.field_denied");
        fields.push_back(fault.field);
    }
    std::sort(fields.begin(), fields.end());
    return fields;
}

TEST(FieldRules, EveryFieldThatOneMayNotChangeIsNamed) {
    const auto rows = rows_with({{ChangeKind::product, "gtin", {Role::party_administrator}},
                                 {ChangeKind::product, "opened", {Role::party_administrator}},
                                 {ChangeKind::product, "name_en", {Role::party_clerk, Role::party_administrator}}});
    const JsonObject all{
        {"gtin", "6901234567892"}, {"opened", JsonArray()}, {"name_en", "Coffee"}, {"allergens", JsonArray()}};
    EXPECT_THAT(refused(rows, clerk(), product(all)), ElementsAre("changes.gtin", "changes.opened"));
    EXPECT_THAT(refused(rows, clerk(), product({{"name_en", "Coffee"}, {"allergens", JsonArray()}})), IsEmpty());
    EXPECT_THAT(refused(rows, CodeWorld::user(model::PartyId(11), Role::party_administrator), product(all)), IsEmpty());
    EXPECT_THAT(refused(rows, CodeWorld::operator_(), product(all)), IsEmpty());
    EXPECT_THAT(refused(rows_with({}), clerk(), product(all)), IsEmpty());
    EXPECT_EQ(check_fields(rows, clerk(), product(all)).error().arguments.front(), "gtin, opened");
}

TEST(FieldRules, DamagedRulesAndRolesLetNobodyIn) {
    auto rows = rows_with({{ChangeKind::product, "gtin", {Role::party_clerk}}});
    EXPECT_THAT(refused(rows, clerk(), product({{"gtin", ""}})), IsEmpty());
    rows.rules.front().damaged = true;
    EXPECT_THAT(refused(rows, clerk(), product({{"gtin", ""}})), ElementsAre("changes.gtin"));
    rows.rules.front().damaged = false;
    auto damaged = model::as_shipped(*model::find_built_in(Role::party_clerk));
    damaged.damaged = true;
    rows.roles = model::RoleTable({damaged});
    EXPECT_THAT(refused(rows, clerk(), product({{"gtin", ""}})), ElementsAre("changes.gtin"));
}

TEST(FieldRules, RowsGetAFaultForEachFieldWhereverItStands) {
    const auto rows = rows_with({{ChangeKind::row, "sale_price", {Role::party_administrator}},
                                 {ChangeKind::row, "lot_number", {Role::party_administrator}},
                                 {ChangeKind::row, "route", {Role::party_administrator}}});
    auto table = collection::decode_rows(parse_json(R"([{"lot_number":"L1","sale_price":"68元","product_name":"咖啡"},
        {"product_name":"咖啡"}])")
                                             .value()
                                             .as_array())
                     .value();
    refuse_fields(rows, clerk(), table);
    EXPECT_THAT(fields_of(table.rows.front().faults), ElementsAre("lot_number", "sale_price"));
    EXPECT_THAT(table.rows.back().faults, IsEmpty());
    model::RowDraft draft;
    draft.events.emplace_back();
    draft.events.front().subjects.emplace_back();  // of another program's document
    draft.events.front().contents.set(model::Field::sale_price, "6800");
    std::vector<model::RowDraft> drafts{draft, model::RowDraft()};
    refuse_fields(rows, clerk(), drafts);
    EXPECT_THAT(fields_of(drafts.front().faults), ElementsAre("sale_price"));
    EXPECT_THAT(drafts.back().faults, IsEmpty());
}

TEST(FieldRules, ARuleThatTwoHaveMadeHoldsForTheNextSubmission) {
    AccountWorld world;
    world.add("sec.one", {Role::security_administrator});
    world.add("sec.two", {Role::security_administrator});
    world.add("li.na", {Role::party_clerk});
    Review review(world.base.services());
    const auto submit = [&](JsonObject content) {
        const auto actor = world.actor("li.na");
        const auto done = review.submit(actor.party, product(std::move(content)), actor);
        return done.ok() ? std::string(to_string(done->state)) : done.error().code;
    };
    EXPECT_EQ(submit({{"name_en", "Coffee"}}), "submitted");
    EXPECT_EQ(submit({{"opened", JsonArray()}}), "submission.field_denied");  // as shipped
    const auto id = world.roles.propose_rule({ChangeKind::product, "name_en", {}, 0}, false, world.actor("sec.one"));
    ASSERT_TRUE(id.ok()) << id.error().code;
    EXPECT_EQ(submit({{"name_en", "Coffee"}}), "submitted");  // not yet
    ASSERT_TRUE(world.roles.approve(*id, world.actor("sec.two")).ok());
    EXPECT_EQ(submit({{"name_en", "Coffee"}}), "submission.field_denied");
}

}  // namespace
}  // namespace qy::business
