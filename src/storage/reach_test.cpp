// A store shows nothing of another party, whatever the caller forgot to check: every read of owned rows goes through a
// reach, and what lies outside of it is not there. (clauses 4.2, 9.4.2)
#include "model/role.h"

#include <gmock/gmock.h>

#include "model/region.h"
#include "storage/catalogue_store.h"
#include "storage/code_store.h"
#include "storage/event_store.h"
#include "storage/label_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"
#include "storage/reach_store.h"
#include "storage/submission_store.h"
#include "storage/testing/backend_test.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage {
namespace {

using model::PartyId;
using model::Reach;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr PartyId kFarm{1};      // in Chengmai, under the brand
constexpr PartyId kStranger{2};  // in Xiuying, a district of Haikou
constexpr PartyId kManager{3};   // of the brand
constexpr model::BrandId kBrand{21};
constexpr model::LotId kLot{51};
constexpr model::CodeRangeId kRange{61};
constexpr model::EventId kEvent{71};
constexpr model::SubmissionId kSubmission{81};

class ReachTest : public testing::BackendTest {
 protected:
    void SetUp() override {
        const auto made = write([](Writer& writer) -> Result<void> {
            QY_CHECK(parties::insert(writer, {.id = kFarm, .name = "农场", .region = "469023"}));
            QY_CHECK(parties::insert(writer, {.id = kStranger, .name = "茶园", .region = "460105"}));
            QY_CHECK(parties::insert(writer, {.id = kManager, .name = "协会"}));
            QY_CHECK(catalogue::insert_category(writer, {.id = model::CategoryId(31), .code = "food"}));
            QY_CHECK(catalogue::insert_brand(writer, {.id = kBrand, .name = "品牌", .manager = kManager}));
            QY_CHECK(catalogue::insert_grant(writer, {.id = model::BrandGrantId(22),
                                                      .brand = kBrand,
                                                      .party = kFarm,
                                                      .valid_from = "2026-01-01",
                                                      .valid_to = "2026-12-31"}));
            model::Product product{.id = model::ProductId(41), .owner = kFarm, .name = "咖啡"};
            product.category = model::CategoryId(31);
            product.brand = kBrand;
            QY_CHECK(catalogue::insert_product(writer, product));
            QY_CHECK(lots::insert(writer, {.id = kLot, .product = product.id, .owner = kFarm, .lot_number = "L1"}));
            codes::StoredRange range;
            range.range = {.id = kRange, .first = 1, .last = 9, .party = kFarm, .brand = kBrand};
            QY_CHECK(codes::insert(writer, range));
            model::TraceEvent event{.id = kEvent, .recorder = kFarm, .party = kFarm};
            event.event_time = model::EventTime::parse("2026-03-05").value();
            event.lot = kLot;
            QY_CHECK(events::insert(writer, event, model::to_json(event), {kLot}));
            return submissions::insert(writer, {.id = kSubmission, .party = kFarm, .author = "li.na"});
        });
        ASSERT_TRUE(made.ok()) << made.error().code << " " << made.error().detail.text;
    }

    /// What of the farm's things can be seen through the reach, by every read there is.
    std::vector<std::string> seen(const Reach& reach) {
        return read([&](Reader& reader) -> Result<std::vector<std::string>> {
                   std::vector<std::string> names;
                   const auto note = [&](const char* name, bool found) {
                       if (found) names.emplace_back(name);
                   };
                   QY_TRY(event, events::find(reader, reach, kEvent));
                   note("event", event.has_value());
                   const std::int64_t ids[] = {kEvent.number()};
                   QY_TRY(all, events::find_all(reader, reach, ids));
                   note("events", !all.empty());
                   QY_TRY(grants, catalogue::grants_of_brand(reader, reach, kBrand));
                   note("grants", !grants.empty());
                   QY_TRY(label, labels::of_lot(reader, reach, kLot));
                   note("lot", label.has_value());
                   QY_TRY(numbered, labels::numbered(reader, reach, "L1", 10));
                   note("lots", !numbered.empty());
                   QY_TRY(range, codes::find(reader, reach, kRange));
                   note("range", range.has_value());
                   QY_TRY(reached, is_reached(reader, reach, kFarm, kBrand));
                   note("reached", reached);
                   QY_TRY(submission, submissions::find(reader, reach, kSubmission));
                   note("submission", submission.has_value());
                   QY_TRY(list, submissions::list(reader, {.scope = reach}));
                   note("submissions", !list.empty());
                   return names;
               })
            .value();
    }
};

TEST_P(ReachTest, NothingOfAnotherPartyIsThere) {
    EXPECT_THAT(seen(Reach::of(kStranger)), IsEmpty());
    EXPECT_THAT(seen({.party = kStranger, .manager = kStranger, .regions = {"460105"}}), IsEmpty());
    EXPECT_THAT(seen({.manager = kFarm}), IsEmpty());
}

TEST_P(ReachTest, AReachThatWasNeverFilledInSeesNothing) {
    EXPECT_TRUE(Reach().is_nothing());
    EXPECT_THAT(seen({}), IsEmpty());
}

TEST_P(ReachTest, TheOwnerTheRegionAndThePlatformSeeEverything) {
    const auto everything =
        ElementsAre("event", "events", "grants", "lot", "lots", "range", "reached", "submission", "submissions");
    EXPECT_THAT(seen(Reach::of(kFarm)), everything);
    EXPECT_THAT(seen(Reach::everything()), everything);
    EXPECT_THAT(seen({.regions = model::regions_within("469023")}), everything);
    EXPECT_THAT(seen({.regions = model::regions_within("460000")}), everything);
    EXPECT_THAT(seen({.regions = model::regions_within("460100")}), IsEmpty());  // Haikou
    EXPECT_THAT(seen({.regions = {""}}), IsEmpty());
}

TEST_P(ReachTest, AManagerSeesWhatStandsUnderItsBrand) {
    EXPECT_THAT(seen({.manager = kManager}),
                ElementsAre("grants", "lot", "lots", "range", "reached", "submission", "submissions"));
}

TEST_P(ReachTest, ADistrictLiesInItsCity) {
    const auto holds = [&](const char* region) {
        return read([&](Reader& reader) {
                   return is_reached(reader, {.regions = model::regions_within(region)}, kStranger, {});
               })
            .value();
    };
    EXPECT_TRUE(holds("460105"));
    EXPECT_TRUE(holds("460100"));
    EXPECT_TRUE(holds("460000"));
    EXPECT_FALSE(holds("460106"));
    EXPECT_FALSE(holds("469023"));
    EXPECT_FALSE(holds("440000"));
}

QY_ON_EVERY_BACKEND(ReachTest);

}  // namespace
}  // namespace qy::storage
