// Whatever is found by its id is found through a reach: another party's id finds nothing. (clauses 4.2, 9.4.2)
#include <gmock/gmock.h>

#include "model/role.h"
#include "storage/catalogue_store.h"
#include "storage/code_store.h"
#include "storage/contact_store.h"
#include "storage/event_store.h"
#include "storage/export_store.h"
#include "storage/import_store.h"
#include "storage/lot_store.h"
#include "storage/media_store.h"
#include "storage/object_store.h"
#include "storage/party_store.h"
#include "storage/review_task_store.h"
#include "storage/shipment_store.h"
#include "storage/submission_store.h"
#include "storage/testing/backend_test.h"
#include "storage/user_store.h"

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::storage {
namespace {

using model::PartyId;
using model::Reach;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr PartyId kFarm{1};         // in Chengmai, under the brand
constexpr PartyId kStranger{2};     // in Haikou
constexpr PartyId kManager{3};      // of the brand
constexpr PartyId kCooperative{4};  // of the farmer
constexpr PartyId kFarmer{5};
constexpr const char* kDay = "2026-03-05";  // on which the grant holds

template <class Thing>
Result<bool> is_there(Result<std::optional<Thing>> found) {
    if (!found.ok()) return std::move(found).error();
    return found->has_value();
}
template <class Thing>
Result<bool> is_there(Result<std::vector<Thing>> found) {
    if (!found.ok()) return std::move(found).error();
    return !found->empty();
}

struct Find {
    const char* name;
    Result<bool> (*ask)(Reader&, const Reach&);
};
#define QY_FIND(...) [](Reader& r, const Reach& reach) { return is_there(__VA_ARGS__); }
/// Every function that finds one thing of a party, asked for a thing of the farm.
constexpr Find kFinds[] = {
    {"approval", QY_FIND(exports::find(r, reach, model::ExportApprovalId(11)))},
    {"event", QY_FIND(events::find(r, reach, model::EventId(12)))},
    {"events", QY_FIND(events::find_all(r, reach, std::vector<std::int64_t>{12}))},
    {"file", QY_FIND(media::find(r, reach, model::MediaId(13)))},
    {"grant", QY_FIND(catalogue::find_grant(r, reach, model::BrandGrantId(14)))},
    {"import", QY_FIND(imports::find(r, reach, model::ImportId(15)))},
    {"invitation", QY_FIND(contacts::find(r, reach, model::InvitationId(16)))},
    {"link", QY_FIND(shipments::find(r, reach, model::ShipmentLinkId(17)))},
    {"lot", QY_FIND(lots::find(r, reach, model::LotId(18)))},
    {"party", QY_FIND(parties::find(r, reach, kFarm))},
    {"parties", QY_FIND(parties::find_all(r, reach, {kFarm}))},
    {"product", QY_FIND(catalogue::find_product(r, reach, model::ProductId(19)))},
    {"products", QY_FIND(catalogue::find_products(r, reach, {model::ProductId(19)}))},
    {"range", QY_FIND(codes::find(r, reach, model::CodeRangeId(20)))},
    {"registration", QY_FIND(contacts::find(r, reach, model::RegistrationId(21)))},
    {"submission", QY_FIND(submissions::find(r, reach, model::SubmissionId(22)))},
    {"task", QY_FIND(review_tasks::find(r, reach, model::SubmissionId(22)))},
};

Result<void> insert_parties(Writer& writer) {
    QY_CHECK(parties::insert(writer, {.id = kFarm, .name = "农场", .region = "469023"}));
    QY_CHECK(parties::insert(writer, {.id = kStranger, .name = "茶园", .region = "460105"}));
    QY_CHECK(parties::insert(writer, {.id = kManager, .name = "协会"}));
    QY_CHECK(parties::insert(writer, {.id = kCooperative, .name = "合作社"}));
    return parties::insert(
        writer, {.id = kFarmer, .kind = model::PartyKind::farmer, .name = "王小明", .cooperative = kCooperative});
}

Result<void> insert_goods(Writer& writer) {
    const model::BrandId brand(23);
    QY_CHECK(catalogue::insert_brand(writer, {.id = brand, .name = "品牌", .manager = kManager}));
    QY_CHECK(catalogue::insert_grant(writer, {.id = model::BrandGrantId(14),
                                              .brand = brand,
                                              .party = kFarm,
                                              .valid_from = "2026-01-01",
                                              .valid_to = "2026-12-31"}));
    model::Product product{.id = model::ProductId(19), .owner = kFarm, .name = "咖啡"};
    product.brand = brand;
    QY_CHECK(catalogue::insert_product(writer, product));
    const model::LotId lot(18);
    QY_CHECK(lots::insert(writer, {.id = lot, .product = product.id, .owner = kFarm, .lot_number = "L1"}));
    codes::StoredRange range;
    range.range = {.id = model::CodeRangeId(20), .first = 1, .last = 9, .party = kFarm, .brand = brand};
    QY_CHECK(codes::insert(writer, range));
    model::TraceEvent event{.id = model::EventId(12), .recorder = kFarm, .party = kFarm};
    event.event_time = model::EventTime::parse(kDay).value();
    event.lot = lot;
    QY_CHECK(events::insert(writer, event, model::to_json(event), {lot}));
    const model::SubmissionId submission(22);
    QY_CHECK(submissions::insert(writer, {.id = submission, .party = kFarm, .author = "li.na", .brand = brand}));
    QY_CHECK(review_tasks::insert(writer, {.submission = submission, .party = kFarm, .brand = brand, .reviewers = 1}));
    QY_CHECK(objects::note(writer, {"photo", 1, 1, {1}}));
    return media::insert(writer, {.id = model::MediaId(13),
                                  .party = kFarm,
                                  .brand = brand,
                                  .subject = model::MediaSubject::submission,
                                  .subject_id = submission.number(),
                                  .object = "photo"});
}

Result<void> insert_own(Writer& writer) {
    const model::UserId user(24);
    QY_CHECK(users::insert(writer, {.id = user, .name = "li.na", .party = kFarm}, "h"));
    QY_CHECK(exports::insert(
        writer, {.id = model::ExportApprovalId(11), .function = "event.export", .party = kFarm, .proposer = user}));
    QY_CHECK(submissions::insert_import(writer, {.id = model::ImportId(15), .party = kFarm, .author = "li.na"}));
    QY_CHECK(imports::insert(writer, {.id = model::ImportId(15), .party = kFarm, .author = "li.na"}));
    QY_CHECK(contacts::insert(writer, model::Invitation{.id = model::InvitationId(16), .party = kFarm}));
    QY_CHECK(contacts::insert(
        writer,
        model::Registration{.id = model::RegistrationId(21), .kind = model::RegistrationKind::person, .party = kFarm}));
    return shipments::insert(writer, {.id = model::ShipmentLinkId(17), .party = kFarm, .lot = model::LotId(18)},
                             "hash");
}

class ReachFindTest : public testing::BackendTest {
 protected:
    void SetUp() override {
        const auto made = write([](Writer& writer) -> Result<void> {
            QY_CHECK(insert_parties(writer));
            QY_CHECK(insert_goods(writer));
            return insert_own(writer);
        });
        ASSERT_TRUE(made.ok()) << made.error().code << " " << made.error().detail.text;
    }

    std::vector<std::string> found(const Reach& reach) {
        std::vector<std::string> names;
        for (const auto& one : kFinds) {
            const auto there = read([&](Reader& reader) { return one.ask(reader, reach); });
            EXPECT_TRUE(there.ok()) << one.name << " " << code_of(there);
            if (there.ok() && *there) names.emplace_back(one.name);
        }
        return names;
    }
};

TEST_P(ReachFindTest, AnotherPartysIdFindsNothing) {
    EXPECT_THAT(found(Reach::of(kStranger)), IsEmpty());
    EXPECT_THAT(found({.party = kStranger, .manager = kStranger, .regions = {"460105"}, .day = kDay}), IsEmpty());
    EXPECT_THAT(found({.manager = kFarm, .day = kDay}), IsEmpty());
    EXPECT_THAT(found({.regions = {""}}), IsEmpty());
    EXPECT_THAT(found({}), IsEmpty()) << "a reach that was never filled in";
}

TEST_P(ReachFindTest, TheOwnPartyAndThePlatformFindEverything) {
    EXPECT_EQ(found(Reach::of(kFarm)).size(), std::size(kFinds));
    EXPECT_EQ(found(Reach::everything()).size(), std::size(kFinds));
}

TEST_P(ReachFindTest, ARegulatorFindsWhatBelongsToPartiesOfItsRegion) {
    EXPECT_THAT(found({.regions = {"469023"}}),
                ElementsAre("approval", "event", "events", "file", "grant", "import", "invitation", "link", "lot",
                            "party", "parties", "product", "products", "range", "submission", "task"));
}

TEST_P(ReachFindTest, AManagerFindsWhatBearsItsBrandAndWhileTheGrantHoldsWhatWasDoneUnderIt) {
    EXPECT_THAT(
        found({.manager = kManager, .day = kDay}),
        ElementsAre("file", "grant", "lot", "party", "parties", "product", "products", "range", "submission", "task"));
    EXPECT_THAT(found({.manager = kManager, .day = "2027-01-01"}),
                ElementsAre("grant", "lot", "product", "products", "range"));
}

TEST_P(ReachFindTest, AFarmerIsFoundByItselfItsCooperativeAndThePlatform) {
    const auto finds = [&](const Reach& reach, PartyId id) {
        return read([&](Reader& reader) { return is_there(parties::find_farmer(reader, reach, id)); }).value();
    };
    for (const auto& reach : {Reach::of(kFarmer), Reach::of(kCooperative), Reach::everything()}) {
        EXPECT_TRUE(finds(reach, kFarmer));
    }
    for (const auto& reach : {Reach::of(kFarm), Reach(), Reach{.manager = kCooperative, .day = kDay}}) {
        EXPECT_FALSE(finds(reach, kFarmer));
    }
    EXPECT_FALSE(finds(Reach::of(kFarm), kFarm)) << "it is none";
}

QY_ON_EVERY_BACKEND(ReachFindTest);

}  // namespace
}  // namespace qy::storage
