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
#include "storage/media_store.h"
#include "storage/object_store.h"
#include "storage/party_store.h"
#include "storage/reach_store.h"
#include "storage/review_task_store.h"
#include "storage/submission_store.h"
#include "storage/testing/backend_test.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage {
namespace {

using model::PartyId;
using model::Reach;
using ::testing::Contains;
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
constexpr model::BrandGrantId kGrant{22};
constexpr model::MediaId kMedia{91};
constexpr const char* kDay = "2026-03-05";  // on which the grant holds

/// Of the brand's manager.
Reach managers(std::string day = kDay) {
    return {.manager = kManager, .day = std::move(day)};
}

class ReachTest : public testing::BackendTest {
 protected:
    void SetUp() override {
        const auto made = write([](Writer& writer) -> Result<void> {
            QY_CHECK(parties::insert(writer, {.id = kFarm, .name = "农场", .region = "469023"}));
            QY_CHECK(parties::insert(writer, {.id = kStranger, .name = "茶园", .region = "460105"}));
            QY_CHECK(parties::insert(writer, {.id = kManager, .name = "协会"}));
            QY_CHECK(catalogue::insert_category(writer, {.id = model::CategoryId(31), .code = "food"}));
            QY_CHECK(catalogue::insert_brand(writer, {.id = kBrand, .name = "品牌", .manager = kManager}));
            QY_CHECK(catalogue::insert_grant(
                writer,
                {.id = kGrant, .brand = kBrand, .party = kFarm, .valid_from = "2026-01-01", .valid_to = "2026-12-31"}));
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
            QY_CHECK(objects::note(writer, {"photo", 1, 1, {1}}));
            return record(writer, 0, kBrand);
        });
        ASSERT_TRUE(made.ok()) << made.error().code << " " << made.error().detail.text;
    }

    /// A submission of the farm that waits, and a file, both under the brand; with numbers that much higher.
    static Result<void> record(Writer& writer, std::int64_t more, model::BrandId brand) {
        const model::SubmissionId id(kSubmission.number() + more);
        QY_CHECK(submissions::insert(writer, {.id = id, .party = kFarm, .author = "li.na", .brand = brand}));
        QY_CHECK(review_tasks::insert(writer, {.submission = id, .party = kFarm, .brand = brand, .reviewers = 1}));
        return media::insert(writer, {.id = model::MediaId(kMedia.number() + more),
                                      .party = kFarm,
                                      .brand = brand,
                                      .subject = model::MediaSubject::submission,
                                      .subject_id = id.number(),
                                      .object = "photo"});
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
                   QY_TRY(queue, review_tasks::queue(reader, {.reach = reach, .limit = 10}));
                   note("queue", !queue.empty());
                   QY_TRY(file, media::find(reader, reach, kMedia));
                   note("file", file.has_value());
                   QY_TRY(files,
                          media::of_subject(reader, reach, model::MediaSubject::submission, kSubmission.number(), 9));
                   note("files", !files.empty());
                   QY_TRY(named, parties::find_all(reader, reach, {kFarm}));
                   note("name", !named.empty());
                   return names;
               })
            .value();
    }
};

TEST_P(ReachTest, NothingOfAnotherPartyIsThere) {
    EXPECT_THAT(seen(Reach::of(kStranger)), IsEmpty());
    EXPECT_THAT(seen({.party = kStranger, .manager = kStranger, .regions = {"460105"}, .day = kDay}), IsEmpty());
    EXPECT_THAT(seen({.manager = kFarm, .day = kDay}), IsEmpty());
}

TEST_P(ReachTest, AReachThatWasNeverFilledInSeesNothing) {
    EXPECT_TRUE(Reach().is_nothing());
    EXPECT_THAT(seen({}), IsEmpty());
}

TEST_P(ReachTest, TheOwnerTheRegionAndThePlatformSeeEverything) {
    const auto everything = ElementsAre("event", "events", "grants", "lot", "lots", "range", "reached", "submission",
                                        "submissions", "queue", "file", "files", "name");
    EXPECT_THAT(seen(Reach::of(kFarm)), everything);
    EXPECT_THAT(seen(Reach::everything()), everything);
    EXPECT_THAT(seen({.regions = model::regions_within("469023")}), everything);
    EXPECT_THAT(seen({.regions = model::regions_within("460000")}), everything);
    EXPECT_THAT(seen({.regions = model::regions_within("460100")}), IsEmpty());  // Haikou
    EXPECT_THAT(seen({.regions = {""}}), IsEmpty());
}

/// What bears the brand stays in its manager's reach.
const auto kBearsTheBrand = ElementsAre("grants", "lot", "lots", "range", "reached");

TEST_P(ReachTest, AManagerSeesWhatStandsUnderItsBrandWhileTheGrantHolds) {
    const auto all = ElementsAre("grants", "lot", "lots", "range", "reached", "submission", "submissions", "queue",
                                 "file", "files", "name");
    EXPECT_THAT(seen(managers()), all);
    EXPECT_THAT(seen(managers("2026-01-01")), all);
    EXPECT_THAT(seen(managers("2026-12-31")), all);
}

TEST_P(ReachTest, AGrantThatHasEndedOrNotBegunReachesNothingThatWasSubmitted) {
    EXPECT_THAT(seen(managers("2025-12-31")), kBearsTheBrand);
    EXPECT_THAT(seen(managers("2027-01-01")), kBearsTheBrand);
    EXPECT_THAT(seen(managers("")), kBearsTheBrand) << "a reach that was told no day";
}

TEST_P(ReachTest, AGrantThatIsSuspendedOrWithdrawnReachesNothingThatWasSubmitted) {
    for (const auto state : {model::GrantState::suspended, model::GrantState::withdrawn, model::GrantState::active}) {
        const auto changed = write([&](Writer& writer) -> Result<void> {
            QY_TRY(grant, catalogue::find_grant(writer, Reach::everything(), kGrant));
            grant->state = state;
            return catalogue::update_grant(writer, *grant, grant->version);
        });
        ASSERT_TRUE(changed.ok());
        if (state == model::GrantState::active) break;
        EXPECT_THAT(seen(managers()), kBearsTheBrand) << to_string(state);
    }
    EXPECT_THAT(seen(managers()), Contains("submission")) << "it was restored";
}

TEST_P(ReachTest, WhatThePartySubmitsUnderAnotherBrandOrUnderNoneIsNotTheManagers) {
    constexpr model::BrandId kOther{23};
    const auto made = write([&](Writer& writer) -> Result<void> {
        QY_CHECK(parties::insert(writer, {.id = PartyId(4), .name = "另一协会"}));
        QY_CHECK(catalogue::insert_brand(writer, {.id = kOther, .name = "另一品牌", .manager = PartyId(4)}));
        QY_CHECK(catalogue::insert_grant(writer, {.id = model::BrandGrantId(24),
                                                  .brand = kOther,
                                                  .party = kFarm,
                                                  .valid_from = "2026-01-01",
                                                  .valid_to = "2026-12-31"}));
        QY_CHECK(record(writer, 100, kOther));
        return record(writer, 200, {});
    });
    ASSERT_TRUE(made.ok()) << made.error().code << " " << made.error().detail.text;
    const auto numbers = [&](const Reach& reach) {
        return read([&](Reader& reader) -> Result<std::vector<std::int64_t>> {
                   std::vector<std::int64_t> found;
                   QY_TRY(list, submissions::list(reader, {.scope = reach}));
                   for (const auto& one : list) found.push_back(one.id.number());
                   QY_TRY(queue, review_tasks::queue(reader, {.reach = reach, .limit = 10}));
                   for (const auto& one : queue) found.push_back(one.submission.number());
                   for (const std::int64_t id : {91, 191, 291}) {
                       QY_TRY(file, media::find(reader, reach, model::MediaId(id)));
                       if (file) found.push_back(id);
                   }
                   return found;
               })
            .value();
    };
    EXPECT_THAT(numbers(managers()), ElementsAre(81, 81, 91));
    EXPECT_THAT(numbers({.manager = PartyId(4), .day = kDay}), ElementsAre(181, 181, 191));
    EXPECT_THAT(numbers(Reach::of(kFarm)), ElementsAre(81, 181, 281, 81, 181, 281, 91, 191, 291));
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
