// Shipment links: what a driver without an account may record, for which lots, and how long.
#include "business/shipments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/account_limits.h"
#include "business/review.h"
#include "business/seed.h"
#include "business/testing/code_world.h"
#include "business/testing/media_files.h"
#include "storage/event_store.h"
#include "storage/store.h"
#include "storage/user_store.h"

namespace qy::business {
namespace {

using model::Role;
using model::ShipmentStep;
using testing::CodeWorld;

template <class T>
std::string code_of(const Result<T>& result) {
    if (result.ok()) return "ok";
    return result.error().others.empty() ? result.error().code : result.error().others.front().code;
}

class ShipmentsTest : public ::testing::Test {
 protected:
    ShipmentsTest() : shipments(world.services(), files.media) {
        const auto made = world.store().write([&](storage::Writer& writer) -> Result<void> {
            model::User user;
            user.id = clerk.user;
            user.name = clerk.name;
            user.party = clerk.party;
            return storage::users::insert(writer, user, "");
        });
        EXPECT_TRUE(made.ok());
        EXPECT_TRUE(seed(world.services()).ok());  // the dictionary
    }
    IssuedLink issued(std::vector<ShipmentStep> steps = {ShipmentStep::depart, ShipmentStep::temperature,
                                                         ShipmentStep::note, ShipmentStep::arrive,
                                                         ShipmentStep::receive}) {
        auto link = shipments.issue({world.names.roast.to_string(), std::move(steps), "琼A12345", 24}, clerk);
        EXPECT_EQ(code_of(link), "ok");
        return link.ok() ? *std::move(link) : IssuedLink{};
    }
    std::string record(const SecretText& secret, const ShipmentRecord& one) {
        return code_of(shipments.record(secret, one, visitor));
    }
    std::vector<model::Submission> submissions() {
        Review review(world.services());
        return review.list({}, CodeWorld::operator_()).value().items;
    }

    CodeWorld world;
    testing::MediaFiles files{world.services()};
    Shipments shipments;
    model::Actor clerk = CodeWorld::user(world.names.farm, Role::party_clerk);
    model::Actor visitor = [] {
        model::Actor one;
        one.name = "anonymous";
        return one;
    }();
};

TEST_F(ShipmentsTest, AJourneyIsRecordedUnderTheFarmByTheDriver) {
    const auto link = issued();
    const auto view = shipments.view(link.secret).value();
    EXPECT_EQ(view.lot_number, "2026/03-01");
    EXPECT_EQ(view.product, "福山咖啡");
    EXPECT_EQ(view.party, "福山农场");
    EXPECT_EQ(record(link.secret, {ShipmentStep::depart, "", "澄迈县福山镇", "", "", ""}), "ok");
    world.clock().advance_seconds(3'600);
    EXPECT_EQ(record(link.secret, {ShipmentStep::temperature, "", "", "4.5", "", ""}), "ok");
    EXPECT_EQ(record(link.secret, {ShipmentStep::note, "", "", "", "绕行 G98", ""}), "ok");
    EXPECT_EQ(record(link.secret, {ShipmentStep::arrive, "", "海口市秀英区", "", "", ""}), "ok");
    const auto all = submissions();
    ASSERT_EQ(all.size(), 4U);
    for (const auto& one : all) {
        EXPECT_EQ(one.author, "driver by link " + link.link.id.to_string());
        EXPECT_EQ(one.party, world.names.farm);
        EXPECT_EQ(one.state, model::SubmissionState::submitted) << "reviewed like every other record";
    }
    // Reviewed by the farm, it is published under the lot.
    Review review(world.services());
    auto reviewer = CodeWorld::user(world.names.farm, Role::party_reviewer);
    for (const auto& one : all) {
        const auto decided = review.decide(one.id, model::SubmissionVerb::approve, "", reviewer);
        EXPECT_EQ(code_of(decided), "ok");
    }
    const auto events = world.store()
                            .read([&](storage::Reader& reader) {
                                return storage::events::of_lot_after(reader, world.names.roast, {}, 10);
                            })
                            .value();
    EXPECT_EQ(events.size(), 4U);
}

TEST_F(ShipmentsTest, TheReceiptEndsTheLink) {
    const auto link = issued();
    const auto receipt = shipments.record(link.secret, {ShipmentStep::receive, "", "海口经销仓", "", "", ""}, visitor);
    ASSERT_EQ(code_of(receipt), "ok");
    EXPECT_TRUE(receipt->ended);
    EXPECT_EQ(code_of(shipments.view(link.secret)), "shipment.link_invalid");
    EXPECT_EQ(record(link.secret, {ShipmentStep::note, "", "", "", "x", ""}), "shipment.link_invalid");
    EXPECT_EQ(code_of(shipments.revoke(link.link.id, clerk)), "shipment.ended");
}

TEST_F(ShipmentsTest, TheReceiptWhoseAnswerWasLostIsTheSameReceipt) {
    const auto link = issued();
    const ShipmentRecord one{ShipmentStep::receive, "2026-01-01T08:00:00+08:00", "海口经销仓", "", "", "r1"};
    ASSERT_FALSE(shipments.record(link.secret, one, visitor)->exists);
    const auto again = shipments.record(link.secret, one, visitor);
    ASSERT_EQ(code_of(again), "ok");
    EXPECT_TRUE(again->exists);
    EXPECT_TRUE(again->ended);
    EXPECT_EQ(submissions().size(), 1U);
    auto other = one;
    other.key = "r2";
    EXPECT_EQ(record(link.secret, other), "shipment.link_invalid") << "another receipt is none";
    other = one;
    other.step = ShipmentStep::note;
    EXPECT_EQ(record(link.secret, other), "shipment.link_invalid");
}

TEST_F(ShipmentsTest, ItExpiresAndCanBeRevokedByItsPartyAlone) {
    const auto first = issued();
    auto stranger = CodeWorld::user(world.names.stranger, Role::party_clerk);
    EXPECT_EQ(code_of(shipments.revoke(first.link.id, stranger)), "shipment.not_found");
    EXPECT_EQ(code_of(shipments.revoke(first.link.id, clerk)), "ok");
    EXPECT_EQ(code_of(shipments.view(first.secret)), "shipment.link_invalid");
    const auto second = issued();
    world.clock().advance_seconds(24 * 3'600);
    EXPECT_EQ(code_of(shipments.view(second.secret)), "shipment.link_invalid");
    EXPECT_EQ(code_of(shipments.view(SecretText(std::string("qy_none")))), "shipment.link_invalid");
    EXPECT_EQ(shipments.list({}, 10, clerk).value().size(), 2U);
    EXPECT_TRUE(shipments.list({}, 10, stranger).value().empty());
}

TEST_F(ShipmentsTest, LotsOfOthersAreRefused) {
    auto stranger = CodeWorld::user(world.names.stranger, Role::party_clerk);
    const auto order = [&](const std::string& lot) { return ShipmentOrder{lot, {ShipmentStep::depart}, "", 24}; };
    EXPECT_EQ(code_of(shipments.issue(order(world.names.roast.to_string()), stranger)), "lot.not_found");
    EXPECT_EQ(code_of(shipments.issue(order("20260302"), stranger)), "lot.not_found");
    EXPECT_EQ(code_of(shipments.issue(order("no such lot"), clerk)), "lot.not_found");
    EXPECT_EQ(code_of(shipments.issue(order("20260302"), clerk)), "ok") << "by its number";
    EXPECT_EQ(code_of(shipments.issue(order("20260301"), clerk)), "lot_number.ambiguous");
    EXPECT_EQ(code_of(shipments.issue({"20260302", {}, "", 24}, clerk)), "shipment.steps");
    auto reviewer = CodeWorld::user(world.names.farm, Role::party_reviewer);
    EXPECT_EQ(code_of(shipments.issue(order("20260302"), reviewer)), "capture.not_allowed");
}

TEST_F(ShipmentsTest, OnlyItsStepsAndOnlyGoodValues) {
    const auto link = issued({ShipmentStep::temperature, ShipmentStep::note});
    EXPECT_EQ(record(link.secret, {ShipmentStep::receive, "", "", "", "", ""}), "shipment.step");
    EXPECT_EQ(record(link.secret, {ShipmentStep::temperature, "", "", "cold", "", ""}), "temperature_log.malformed");
    EXPECT_EQ(record(link.secret, {ShipmentStep::note, "yesterday", "", "", "x", ""}), "occurred_at.malformed");
    EXPECT_EQ(record(link.secret, {ShipmentStep::note, "2099-01-01T00:00:00+08:00", "", "", "x", ""}),
              "occurred_at.in_future");
    EXPECT_TRUE(submissions().empty());
}

TEST_F(ShipmentsTest, TheSameKeyIsTheSameRecord) {
    const auto link = issued();
    const ShipmentRecord one{ShipmentStep::note, "2026-01-01T08:00:00+08:00", "", "", "到达服务区", "k1"};
    const auto first = shipments.record(link.secret, one, visitor);
    ASSERT_EQ(code_of(first), "ok");
    EXPECT_FALSE(first->exists);
    EXPECT_TRUE(shipments.record(link.secret, one, visitor)->exists);
    EXPECT_EQ(submissions().size(), 1U);
    EXPECT_EQ(shipments.view(link.secret)->link.records, 1);
    const ShipmentRecord other{ShipmentStep::note, one.time, "", "", "别的内容", "k1"};
    EXPECT_EQ(record(link.secret, other), "event_key.conflict") << "told at a time, it is another record";
    // Without a time it is of the moment in which it arrives, and the same when it arrives again.
    const ShipmentRecord now{ShipmentStep::note, "", "", "", "到达", "k2"};
    EXPECT_FALSE(shipments.record(link.secret, now, visitor)->exists);
    world.clock().advance_seconds(5);
    EXPECT_TRUE(shipments.record(link.secret, now, visitor)->exists);
    EXPECT_EQ(submissions().size(), 2U);
}

TEST_F(ShipmentsTest, ALinkMakesSoManyRecordsAnHour) {
    const auto link = issued();
    for (std::int64_t i = 0; i < limits::shipment_records_per_hour_max; ++i) {
        ASSERT_EQ(record(link.secret, {ShipmentStep::note, "", "", "", "n" + std::to_string(i), ""}), "ok");
    }
    EXPECT_EQ(record(link.secret, {ShipmentStep::note, "", "", "", "one more", ""}), "message.too_many");
    world.clock().advance_seconds(3'601);
    EXPECT_EQ(record(link.secret, {ShipmentStep::note, "", "", "", "later", ""}), "ok");
}

}  // namespace
}  // namespace qy::business
