#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "base/limits.h"
#include "business/audit_search.h"
#include "business/label_orders.h"
#include "business/ledger.h"
#include "business/testing/code_world.h"
#include "storage/catalogue_store.h"
#include "storage/code_store.h"

namespace qy::business {
namespace {

using model::Authenticity;
using model::Role;
using testing::CodeWorld;
using testing::Names;

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

IssueOrder to_lot(model::LotId lot, std::int64_t count) {
    IssueOrder order;
    order.lot = lot;
    order.count = count;
    return order;
}

IssueOrder ahead(model::PartyId party, model::BrandId brand, std::int64_t count) {
    IssueOrder order;
    order.party = party;
    order.brand = brand;
    order.count = count;
    return order;
}

TEST(CodeIssue, AnswersEachOrder) {
    CodeWorld world;
    const Names n;
    const auto boss = CodeWorld::operator_();
    const auto clerk = CodeWorld::user(n.farm, Role::party_clerk);
    const auto other = CodeWorld::user(n.stranger, Role::party_clerk);
    const auto manager = CodeWorld::user(n.manager, Role::brand_manager);
    auto both = to_lot(n.roast, 1);
    both.party = n.farm;
    const struct {
        const char* story;
        model::Actor actor;
        IssueOrder order;
        const char* expected;
    } rows[] = {
        {"the operator for a branded lot with a grant", boss, to_lot(n.roast, 3), "ok"},
        {"the farm's clerk", clerk, to_lot(n.roast, 3), "ok"},
        {"a product without brand needs no grant", clerk, to_lot(n.honey, 3), "ok"},
        {"ahead of harvest", clerk, ahead(n.farm, n.brand, 3), "ok"},
        {"another party's lot", other, to_lot(n.roast, 3), "lot.not_found"},
        {"ahead for another party", other, ahead(n.farm, n.brand, 3), "party.not_found"},
        {"a role that does not issue", manager, to_lot(n.roast, 3), "permission.denied"},
        {"nobody", {}, to_lot(n.roast, 3), "permission.denied"},
        {"no such lot", boss, to_lot(model::LotId(999), 3), "lot.not_found"},
        {"no such brand", boss, ahead(n.farm, model::BrandId(999), 3), "brand.not_found"},
        {"the grant covers coffee, not tea", boss, to_lot(n.tea_lot, 3), "brand_grant.none"},
        {"a brand without grant, even for the operator", boss, ahead(n.farm, n.other_brand, 3), "brand_grant.none"},
        {"a party that is not active", boss, ahead(n.idle, n.brand, 3), "party.inactive"},
        {"a logistic unit", boss, to_lot(n.stranger_lot, 3), "code_issue.no_product"},
        {"lot and party", boss, both, "code_issue.target"},
        {"a party without brand", boss, ahead(n.farm, {}, 3), "code_issue.target"},
        {"none", boss, to_lot(n.roast, 0), "code_issue.count"},
        {"one", boss, to_lot(n.roast, 1), "ok"},
        {"the most", boss, to_lot(n.roast, limits::codes_per_range_max), "ok"},
        {"one more than the most", boss, to_lot(n.roast, limits::codes_per_range_max + 1), "code_issue.count"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(code_of(world.desk().issue(row.actor, row.order)), row.expected) << row.story;
    }
}

TEST(CodeIssue, AProductWithoutCategoryIsUnderNoGrantOfACategory) {
    CodeWorld world;
    const Names n;
    const auto boss = CodeWorld::operator_();
    const auto changed = world.store().write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(coffee, storage::catalogue::find_product(writer, model::Reach::everything(), n.branded));
        coffee->category = {};
        return storage::catalogue::update_product(writer, *coffee, coffee->version);
    });
    ASSERT_TRUE(changed.ok());
    EXPECT_EQ(code_of(world.desk().issue(boss, to_lot(n.roast, 3))), "brand_grant.none");
    LabelRequest labels;
    labels.product = n.branded;
    labels.count = 3;
    EXPECT_EQ(code_of(request_labels(world.services(), boss, labels)), "brand_grant.none");
}

TEST(CodeIssue, StopsWithTheGrant) {
    const struct {
        const char* story;
        model::GrantState state;
        std::optional<std::int64_t> quota;
        std::int64_t count;
        const char* expected;
    } rows[] = {
        {"active", model::GrantState::active, {}, 5, "ok"},
        {"suspended", model::GrantState::suspended, {}, 5, "brand_grant.suspended"},
        {"withdrawn", model::GrantState::withdrawn, {}, 5, "brand_grant.suspended"},
        {"one below the quota", model::GrantState::active, 100, 89, "ok"},
        {"the whole quota", model::GrantState::active, 100, 90, "ok"},
        {"one above the quota", model::GrantState::active, 100, 91, "brand_grant.quota"},
    };
    for (const auto& row : rows) {
        CodeWorld world;
        world.issued(world.names.roast, 10);
        world.set_grant(row.state, row.quota);
        const auto order = to_lot(world.names.roast, row.count);
        EXPECT_EQ(code_of(world.desk().issue(CodeWorld::operator_(), order)), row.expected) << row.story;
    }
}

TEST(CodeIssue, GrantHoldsOnlyOnItsDays) {
    CodeWorld world;  // 2026-03-01; the grant ends on 2026-12-31, told in local days
    world.clock().advance_seconds(306 * 86'400 - 1);
    EXPECT_EQ(code_of(world.desk().issue(CodeWorld::operator_(), to_lot(world.names.roast, 1))), "ok");
    world.clock().advance_seconds(1);
    EXPECT_EQ(code_of(world.desk().issue(CodeWorld::operator_(), to_lot(world.names.roast, 1))), "brand_grant.none");
}

TEST(CodeIssue, AVoidBlockGivesItsQuotaBack) {
    CodeWorld world;
    world.set_grant(model::GrantState::active, 10);
    const auto spoilt = world.issued(world.names.roast, 10);
    EXPECT_EQ(code_of(world.desk().issue(CodeWorld::operator_(), to_lot(world.names.roast, 1))), "brand_grant.quota");
    ASSERT_TRUE(world.desk().change_state(CodeWorld::operator_(), spoilt.range.id, RangeVerb::annul).ok());
    const auto again = world.issued(world.names.roast, 10);
    EXPECT_GT(again.range.first, spoilt.range.last);  // serials are never used twice
}

TEST(CodeIssue, TenThousandCodesAreDistinctAndResolve) {
    CodeWorld world;
    const auto range = world.issued(world.names.roast, 10'000);
    std::set<std::string> texts;
    for (std::int64_t i = 0; i < 10'000; ++i) {
        const auto code = world.code(range, i);
        texts.emplace(code.text());
        const auto resolved = world.desk().resolve(code).value();
        ASSERT_EQ(resolved.state, Authenticity::genuine);
        ASSERT_EQ(resolved.lot, world.names.roast);
    }
    EXPECT_EQ(texts.size(), 10'000U);
    EXPECT_EQ(*texts.begin()->begin(), '1');
    EXPECT_EQ(range.first_code, world.code(range, 0));
    EXPECT_EQ(range.last_code, world.code(range, 9'999));
}

TEST(CodeIssue, TwoIssuersNeverOverlap) {
    CodeWorld world;
    std::vector<std::vector<LabelledRange>> ranges(4);
    std::vector<std::thread> issuers;
    for (auto& mine : ranges) {
        issuers.emplace_back([&] {
            for (int i = 0; i < 25; ++i) mine.push_back(world.issued(world.names.honey, 7));
        });
    }
    for (auto& issuer : issuers) issuer.join();
    std::set<std::int64_t> serials;
    for (const auto& mine : ranges) {
        for (const auto& one : mine) {
            for (auto serial = one.range.first; serial <= one.range.last; ++serial) serials.insert(serial);
        }
    }
    EXPECT_EQ(serials.size(), 4U * 25U * 7U);
}

TEST(CodeIssue, IsAuditedAndInTheLedger) {
    CodeWorld world;
    const auto range = world.issued(world.names.roast, 5, true).range;
    const auto audited = search_audit(world.services(), {.action = "code.issue"}, "", 10);
    EXPECT_EQ(audited->items.size(), 1U);
    const Json record = JsonObject{{"code_range_id", range.id.to_string()},
                                   {"epoch", range.epoch},
                                   {"first_serial", range.first},
                                   {"last_serial", range.last},
                                   {"party_id", range.party.to_string()},
                                   {"brand_id", range.brand.to_string()},
                                   {"pin", true}};
    const auto verified =
        world.store().read([&](storage::Reader& reader) { return verify_ledger_entry(reader, 0, record); });
    EXPECT_EQ(code_of(verified), "ok");
}

TEST(CodeIssue, NothingIsKeptOfARefusedOrder) {
    CodeWorld world;
    EXPECT_EQ(code_of(world.desk().issue(CodeWorld::operator_(), to_lot(world.names.tea_lot, 5))), "brand_grant.none");
    const auto last =
        world.store().read([](storage::Reader& reader) { return storage::codes::last_serial(reader, 1); });
    EXPECT_EQ(last.value(), 0);
}

TEST(CodeIssue, FindsALotByIdOrNumber) {
    CodeWorld world;
    const Names n;
    const auto boss = CodeWorld::operator_();
    const auto clerk = CodeWorld::user(n.farm, Role::party_clerk);
    const auto other = CodeWorld::user(n.stranger, Role::party_clerk);
    const struct {
        model::Actor actor;
        const char* text;
        const char* expected;
    } rows[] = {
        {boss, "51", "51"},
        {boss, "20260302", "54"},
        {boss, "20260301", "lot_number.candidates 52, 53, 55"},
        {clerk, "20260301", "lot_number.candidates 52, 53"},
        {other, "20260301", "55"},
        {other, "51", "lot.not_found"},
        {boss, "no such", "lot.not_found"},
    };
    for (const auto& row : rows) {
        const auto found = world.desk().find_lot(row.actor, row.text);
        std::string answer = found.ok() ? found->to_string() : found.error().code;
        if (!found.ok() && !found.error().arguments.empty()) answer += " " + found.error().arguments.front();
        EXPECT_EQ(answer, row.expected) << row.text;
    }
}

}  // namespace
}  // namespace qy::business
