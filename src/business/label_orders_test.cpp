// Orders of labels: who may do what when, what leaves and what is void, and that the numbers are those of the codes.
#include "business/label_orders.h"

#include <gtest/gtest.h>

#include <map>

#include "base/limits.h"
#include "business/audit_search.h"
#include "business/code_export.h"
#include "business/testing/code_world.h"
#include "crypto/handed_file.h"
#include "storage/label_order_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using model::Authenticity;
using model::LabelOrderState;
using model::Role;
using testing::CodeWorld;

constexpr std::string_view kBase = "https://t.example.cn";
constexpr model::PartyId kPrinter{16};
constexpr model::PartyId kOtherPrinter{17};

template <class T>
std::string code_of(const Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
}

model::Actor person(std::int64_t id, model::PartyId party, Role role) {
    auto actor = CodeWorld::user(party, role);
    actor.user = model::UserId(id);
    return actor;
}

class LabelOrders : public ::testing::Test {
 protected:
    LabelOrders() {
        for (const auto id : {kPrinter, kOtherPrinter}) {
            model::Party party;
            party.id = id;
            party.name = id == kPrinter ? "椰印印务" : "海印印务";
            party.roles = {model::PartyRole::printing_house};
            const auto added =
                world_.store().write([&](storage::Writer& writer) { return storage::parties::insert(writer, party); });
            EXPECT_TRUE(added.ok());
        }
    }

    Result<model::LabelOrder> request(std::int64_t count, model::LotId lot = {}) {
        LabelRequest request;
        request.lot = lot;
        if (lot.is_none()) request.brand = world_.names.brand;
        request.count = count;
        return request_labels(world_.services(), clerk_, request);
    }
    static OrderStep at(const model::LabelOrder& order, std::string comment = "") {
        return {order.id, order.version, std::move(comment)};
    }
    /// Led on until it is in the hands of the printing house.
    HandedOrder assigned(std::int64_t count, model::LotId lot = {}) {
        auto order = request(count, lot).value();
        order = approve_labels(world_.services(), manager_, at(order)).value();
        return assign_labels(world_.services(), clerk_, at(order), kPrinter).value();
    }
    Result<HandedFile> fetch(const model::LabelOrder& order, const model::Actor& by) {
        return fetch_labels(world_.services(), by, {at(order), limits::codes_per_range_max, "csv a4_3x8"}, kBase);
    }
    /// Led on until it has come; every label is whole.
    model::LabelOrder delivered(std::int64_t count, model::LotId lot = {}) {
        auto order = assigned(count, lot).order;
        EXPECT_TRUE(fetch(order, printer_).ok());
        ++order.version;
        order = print_labels(world_.services(), printer_, at(order), {}).value();
        order = ship_labels(world_.services(), printer_, at(order)).value();
        return receive_labels(world_.services(), clerk_, at(order), {}, {}).value();
    }
    LabelledRange block(const model::LabelOrder& order) {
        return world_.desk().find(CodeWorld::operator_(), order.block).value();
    }
    CodeSpan span(const model::LabelOrder& order, std::int64_t first, std::int64_t last) {
        const auto range = block(order);
        return {world_.code(range, first), world_.code(range, last)};
    }
    /// How many codes of the order's block a scan finds in each state.
    std::map<Authenticity, std::int64_t> scanned(const model::LabelOrder& order) {
        std::map<Authenticity, std::int64_t> states;
        const auto range = block(order);
        for (std::int64_t i = 0; i < order.quantity; ++i) ++states[world_.state_of(world_.code(range, i))];
        return states;
    }
    /// What the order tells, checked against each code of its block.
    model::LabelTally tally(const model::LabelOrder& order) {
        const auto story = label_order(world_.services(), clerk_, order.id).value();
        const auto& told = story.tally;
        EXPECT_TRUE(told.adds_up()) << to_string(story.order.state);
        auto states = scanned(order);
        EXPECT_EQ(states[Authenticity::unknown], told.spoiled + told.damaged + told.missing + told.unused);
        EXPECT_EQ(states[Authenticity::genuine], told.bound);
        EXPECT_EQ(states[Authenticity::unbound], told.left + told.under_way);
        return told;
    }

    CodeWorld world_;
    model::Actor clerk_ = person(1, world_.names.farm, Role::party_clerk);
    model::Actor manager_ = person(2, world_.names.manager, Role::brand_manager);
    model::Actor printer_ = person(3, kPrinter, Role::printing_house);
    model::Actor other_printer_ = person(4, kOtherPrinter, Role::printing_house);
};

TEST_F(LabelOrders, TheNumbersAreThoseOfTheCodesAtEveryStep) {
    const auto handed = assigned(100);
    auto order = handed.order;
    EXPECT_EQ(tally(order).under_way, 100);
    ASSERT_TRUE(fetch(order, printer_).ok());
    ++order.version;
    order = print_labels(world_.services(), printer_, at(order), {span(order, 0, 3), span(order, 99, 99)}).value();
    EXPECT_EQ(tally(order).spoiled, 5);
    order = ship_labels(world_.services(), printer_, at(order)).value();
    EXPECT_EQ(tally(order).under_way, 95);
    order = receive_labels(world_.services(), clerk_, at(order), {span(order, 10, 11)}, {span(order, 96, 98)}).value();
    const auto come = tally(order);
    EXPECT_EQ(come.delivered, 90);
    EXPECT_EQ(come.left, 90);

    const auto bound = span(order, 12, 61);
    ASSERT_TRUE(world_.desk().bind(clerk_, {bound.first, bound.last, world_.names.roast}).ok());
    EXPECT_EQ(tally(order).bound, 50);
    EXPECT_EQ(tally(order).left, 40);

    order = settle_labels(world_.services(), clerk_, at(order), {span(order, 60, 61)}).value();
    EXPECT_EQ(order.state, LabelOrderState::closed);
    const auto closed = tally(order);
    EXPECT_EQ(closed.bound, 48);
    EXPECT_EQ(closed.unused, 42);
    EXPECT_EQ(closed.left, 0);
    const auto again = span(order, 70, 71);
    EXPECT_EQ(code_of(world_.desk().bind(clerk_, {again.first, again.last, world_.names.roast})), "code_bind.state")
        << "a void label is bound to nothing";
}

TEST_F(LabelOrders, LabelsForALotAreInUseWhenTheyHaveComeAndNotBefore) {
    auto order = assigned(10, world_.names.roast).order;
    ASSERT_TRUE(fetch(order, printer_).ok());
    EXPECT_EQ(scanned(order)[Authenticity::unbound], 10) << "a label that was stolen on its way tells nothing";
    ++order.version;
    order = print_labels(world_.services(), printer_, at(order), {span(order, 0, 0)}).value();
    order = ship_labels(world_.services(), printer_, at(order)).value();
    order = receive_labels(world_.services(), clerk_, at(order), {}, {}).value();
    EXPECT_EQ(tally(order).bound, 9);
    order = settle_labels(world_.services(), clerk_, at(order), {span(order, 8, 9)}).value();
    EXPECT_EQ(tally(order).bound, 7);
    EXPECT_EQ(tally(order).unused, 2);
}

TEST_F(LabelOrders, TheFileIsFetchedOnceAndOpensByItsPasswordAlone) {
    const auto handed = assigned(3);
    auto file = fetch(handed.order, printer_);
    ASSERT_TRUE(file.ok()) << file.error().code;
    std::string sealed;
    while (file->run.left() > 0) file->seal->add(file->run.next().address + "\n", sealed);
    file->seal->finish(sealed);
    crypto::HandedFileReader reader(crypto::key_of_file_password(handed.password));
    std::string plain;
    const auto use = [&](ByteView bytes) -> Result<void> {
        plain += text_of(bytes);
        return {};
    };
    ASSERT_TRUE(reader.add(bytes_of(sealed), use).ok());
    ASSERT_TRUE(reader.finish().ok());
    EXPECT_NE(plain.find(world_.code(block(handed.order), 0).text()), std::string::npos);
    EXPECT_EQ(sealed.find(world_.code(block(handed.order), 0).text()), std::string::npos);

    const auto again = fetch(handed.order, printer_);
    EXPECT_EQ(code_of(again), "label_order.fetched");
    const auto kept = world_.store().read(
        [&](storage::Reader& from) { return storage::label_orders::password(from, handed.order.id); });
    EXPECT_TRUE(kept->expose().empty()) << "nobody needs the password any more";
}

TEST_F(LabelOrders, NoFileLeavesWithoutAPassword) {
    const auto order = assigned(3).order;
    ASSERT_TRUE(world_.store()
                    .write([&](storage::Writer& writer) {
                        return storage::label_orders::set_password(writer, order.id, {});  // as an archive brings it
                    })
                    .ok());
    EXPECT_EQ(code_of(fetch(order, printer_)), "label_order.no_password");
    const auto handed = assign_labels(world_.services(), clerk_, at(order), kPrinter).value();
    EXPECT_EQ(code_of(fetch(handed.order, printer_)), "ok");
}

TEST_F(LabelOrders, AFileIsMadeAnewWithAReasonAndMayVoidWhatLeaked) {
    auto order = assigned(5).order;
    ASSERT_TRUE(fetch(order, printer_).ok());
    ++order.version;
    EXPECT_EQ(code_of(renew_labels(world_.services(), clerk_, at(order), true)), "label_order.reason");
    const auto old_first = world_.code(block(order), 0);
    const auto same = renew_labels(world_.services(), clerk_, at(order, "断线"), false).value();
    EXPECT_EQ(same.order.block, order.block);
    ASSERT_TRUE(fetch(same.order, printer_).ok()) << "the labels made again have their reason";
    order = same.order;
    ++order.version;
    const auto fresh = renew_labels(world_.services(), clerk_, at(order, "电脑被盗"), true).value();
    EXPECT_NE(fresh.order.block, order.block);
    EXPECT_EQ(fresh.order.replaced, 5);
    EXPECT_NE(fresh.password.expose(), same.password.expose());
    EXPECT_EQ(world_.state_of(old_first), Authenticity::unknown);
    EXPECT_EQ(tally(fresh.order).under_way, 5);
}

TEST_F(LabelOrders, EachStepIsDoneByItsHandInReach) {
    const auto& n = world_.names;
    const auto order = request(3).value();
    const struct {
        const char* story;
        model::Actor actor;
        std::string code;
    } rows[] = {
        {"who asked", person(1, n.manager, Role::brand_manager), "label_order.own"},
        {"the party's own reviewer", person(5, n.farm, Role::party_reviewer), "label_order.brand_decides"},
        {"a manager of no brand of this", person(6, n.stranger, Role::brand_manager), "label_order.not_found"},
        {"a clerk", clerk_, "permission.denied"},
        {"a printing house", printer_, "permission.denied"},
        {"nobody", {}, "permission.denied"},
        {"the brand's manager", manager_, "ok"},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(code_of(approve_labels(world_.services(), row.actor, at(order))), row.code) << row.story;
    }
    LabelRequest plain;
    plain.product = n.plain;
    plain.count = 3;
    const auto unbranded = request_labels(world_.services(), clerk_, plain).value();
    EXPECT_EQ(code_of(approve_labels(world_.services(), manager_, at(unbranded))), "label_order.not_found");
    EXPECT_EQ(code_of(approve_labels(world_.services(), person(5, n.farm, Role::party_reviewer), at(unbranded))), "ok")
        << "labels without brand are the party's own";
}

TEST_F(LabelOrders, APrintingHouseSeesWhatWasGivenToItAndNoMore) {
    const auto handed = assigned(3);
    const auto seen = [&](const model::Actor& actor) {
        return given_label_orders(world_.services(), actor, 0, 10).value().size();
    };
    EXPECT_EQ(seen(printer_), 1U);
    EXPECT_EQ(seen(other_printer_), 0U);
    EXPECT_EQ(code_of(fetch(handed.order, other_printer_)), "label_order.not_found");
    EXPECT_EQ(code_of(facts_of_order(world_.services(), other_printer_, handed.order.id, kBase)),
              "label_order.not_found");
    EXPECT_EQ(code_of(label_order(world_.services(), printer_, handed.order.id)), "permission.denied");
    EXPECT_EQ(code_of(open_code_export(world_.services(), printer_, handed.order.block, Pins::without, kBase)),
              "permission.denied");
    const auto other = assign_labels(world_.services(), clerk_, at(handed.order), kOtherPrinter);
    ASSERT_TRUE(other.ok());
    EXPECT_EQ(seen(printer_), 0U) << "it was given to another one";
    EXPECT_EQ(code_of(assign_labels(world_.services(), clerk_, at(other->order), world_.names.dealer)),
              "label_order.no_printer");
}

TEST_F(LabelOrders, CodesOnTheirWayAreNobodyElses) {
    const auto order = assigned(4).order;
    const auto boss = CodeWorld::operator_();
    const auto all = span(order, 0, 3);
    EXPECT_EQ(code_of(open_code_export(world_.services(), boss, order.block, Pins::without, kBase)),
              "code_range.ordered");
    EXPECT_EQ(code_of(open_label_run(world_.services(), boss, {order.block, {}, {}, false, 10, "pdf", ""}, kBase)),
              "code_range.ordered");
    EXPECT_EQ(code_of(world_.desk().change_state(boss, order.block, RangeVerb::deliver)), "code_range.ordered");
    EXPECT_EQ(code_of(world_.desk().bind(clerk_, {all.first, all.last, world_.names.roast})), "code_range.ordered");
    const auto come = delivered(4);
    EXPECT_EQ(code_of(open_label_run(world_.services(), boss, {come.block, {}, {}, false, 10, "pdf", ""}, kBase)),
              "label_print.again")
        << "what the printing house made is made again with a reason";
}

TEST_F(LabelOrders, WhatIsRefusedSaysWhy) {
    const auto order = assigned(4).order;
    auto old = at(order);
    --old.version;
    EXPECT_EQ(code_of(cancel_labels(world_.services(), clerk_, {old.order, old.version, "改版"})),
              "label_order.changed");
    EXPECT_EQ(code_of(settle_labels(world_.services(), clerk_, at(order), {})), "label_order.state");
    EXPECT_EQ(code_of(cancel_labels(world_.services(), clerk_, at(order))), "label_order.reason");
    ASSERT_TRUE(fetch(order, printer_).ok());
    auto fetched = order;
    ++fetched.version;
    const auto foreign = world_.issued_ahead(2);
    const CodeSpan outside{world_.code(foreign, 0), world_.code(foreign, 1)};
    EXPECT_EQ(code_of(print_labels(world_.services(), printer_, at(fetched), {outside})), "code_span.not_of_block");
    EXPECT_EQ(code_of(print_labels(world_.services(), printer_, at(fetched), {span(order, 2, 1)})),
              "code_span.not_of_block");
    EXPECT_EQ(code_of(print_labels(world_.services(), printer_, at(fetched), {span(order, 0, 1), span(order, 1, 2)})),
              "code_span.void_already");
    EXPECT_EQ(scanned(order)[Authenticity::unbound], 4) << "nothing of a refused step stays";
    LabelRequest both;
    both.brand = world_.names.brand;
    both.product = world_.names.branded;
    both.count = 1;
    EXPECT_EQ(code_of(request_labels(world_.services(), clerk_, both)), "label_order.target");
    EXPECT_EQ(code_of(request(limits::codes_per_range_max + 1)), "code_issue.count");
    EXPECT_EQ(code_of(request(1, world_.names.tea_lot)), "brand_grant.none") << "the grant covers coffee";
}

TEST_F(LabelOrders, TheQuotaHoldsAndACancelledOrderGivesItsCodesBack) {
    world_.set_grant(model::GrantState::active, 10);
    const auto first = request(8).value();
    const auto second = request(8).value();
    const auto approved = approve_labels(world_.services(), manager_, at(first)).value();
    EXPECT_EQ(code_of(approve_labels(world_.services(), manager_, at(second))), "brand_grant.quota");
    EXPECT_EQ(code_of(request(3)), "brand_grant.quota");
    ASSERT_TRUE(cancel_labels(world_.services(), clerk_, at(approved, "改版")).ok());
    EXPECT_EQ(scanned(approved)[Authenticity::unknown], 8);
    EXPECT_EQ(code_of(approve_labels(world_.services(), manager_, at(second))), "ok");
}

TEST(LabelOrdersAlone, AnInstallationMayHaveCodesOfABrandByOrderOnly) {
    const std::vector<std::pair<std::string, std::string>> by_order{{"codes.by_order", "true"}};
    CodeWorld world(by_order);
    const auto clerk = CodeWorld::user(world.names.farm, Role::party_clerk);
    IssueOrder branded;
    branded.lot = world.names.roast;
    branded.count = 1;
    auto plain = branded;
    plain.lot = world.names.honey;
    EXPECT_EQ(code_of(world.desk().issue(clerk, branded)), "code_issue.by_order");
    EXPECT_EQ(code_of(world.desk().issue(clerk, plain)), "ok");
    EXPECT_EQ(code_of(world.desk().issue(CodeWorld::operator_(), branded)), "ok");
}

TEST_F(LabelOrders, EveryStepIsKeptAndAudited) {
    const auto order = delivered(3);
    const auto story = label_order(world_.services(), clerk_, order.id).value();
    std::string verbs;
    for (const auto& step : story.steps) verbs += std::string(to_string(step.verb)) + " ";
    EXPECT_EQ(verbs, "request approve assign fetch print ship receive ");
    const auto audit = world_.store().read([&](storage::Reader& reader) -> Result<std::int64_t> {
        std::int64_t told = 0;
        QY_CHECK(reader.each({"test.audit",
                              "SELECT count(*) FROM audit_record WHERE object = $object AND action LIKE "
                              "'label_order.%'"},
                             {{"object", "label_order:" + order.id.to_string()}},
                             [&](const storage::Row& row) -> Result<void> {
                                 told = row.integer(0);
                                 return {};
                             }));
        return told;
    });
    EXPECT_EQ(*audit, 7);
}

}  // namespace
}  // namespace qy::business
