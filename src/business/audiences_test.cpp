// Fields that their owner shows to fewer: who may narrow what, and what each view then holds.
#include "business/audiences.h"

#include <gtest/gtest.h>

#include "business/testing/trace_world.h"
#include "business/trace_query.h"
#include "storage/audit_store.h"
#include "storage/catalogue_store.h"
#include "storage/store.h"
#include "view_filter.h"

namespace qy::business {
namespace {

using model::Audience;
using model::Field;
using model::Role;
using model::Step;
using testing::PartyId;
using testing::TraceWorld;

class Audiences : public ::testing::Test {
 protected:
    Audiences() {
        manager_ = world_.firm("海南福山咖啡协会");
        roaster_ = world_.firm("海南澄迈焙香咖啡有限公司");
        carrier_ = world_.firm("海南椰风冷链物流有限公司");
        brand_ = world_.brand("福山咖啡", manager_);
        lot_ = world_.lot(world_.product(roaster_, "福山咖啡", brand_), "R-1");
        world_.event(
            lot_, Step::commissioning, "2026-01-20",
            {.contents = {{Field::process, "水洗"}, {Field::production_address, "福山镇三号"}}, .place = "福山镇三号"});
        world_.event(lot_, Step::transporting, "2026-01-21",
                     {.recorder = carrier_,
                      .contents = {{Field::route, "澄迈—海口"}, {Field::vehicle, "琼A12345"}},
                      .quantity = "10 kg"});
    }
    Result<std::vector<FieldAudience>> narrow(PartyId party, std::vector<AudienceWish> wishes,
                                              Role role = Role::party_administrator) {
        return narrow_audiences(world_.services(), TraceWorld::user(party, role), {}, wishes);
    }
    /// Every value of the contents that this actor is shown, and the places.
    std::string seen_by(const model::Actor& actor) {
        const auto answer = TraceQuery(world_.services()).by_lot(lot_, actor).value();
        std::string seen = answer.lot->place + "\n";
        for (const auto& one : answer.events) {
            for (const auto& [field, value] : one.event.contents.items()) seen += value + "\n";
            seen += one.event.place + (one.event.quantity ? "weighed\n" : "\n");
        }
        return seen;
    }
    bool sees(const model::Actor& actor, std::string_view value) {
        return seen_by(actor).find(value) != std::string::npos;
    }
    static model::Actor clerk(PartyId party) { return TraceWorld::user(party, Role::party_clerk); }

    TraceWorld world_;
    PartyId manager_;
    PartyId roaster_;
    PartyId carrier_;
    model::BrandId brand_;
    testing::LotId lot_;
};

TEST_F(Audiences, ANarrowedFieldLeavesEveryViewOutsideItsAudienceAtOnce) {
    const auto anybody = TraceWorld::anybody();
    EXPECT_TRUE(sees(anybody, "水洗") && sees(anybody, "澄迈—海口") && sees(anybody, "福山镇三号"));
    ASSERT_TRUE(
        narrow(roaster_, {{Field::process, {}, Audience::chain}, {Field::production_address, {}, Audience::chain}})
            .ok());
    EXPECT_FALSE(sees(anybody, "水洗"));
    EXPECT_FALSE(sees(anybody, "福山镇三号")) << "the place of the event repeats the address";
    EXPECT_TRUE(sees(anybody, "澄迈—海口"));
    for (const auto& actor : {clerk(roaster_), TraceWorld::user(manager_, Role::brand_manager),
                              TraceWorld::user(manager_, Role::regulator)}) {
        EXPECT_TRUE(sees(actor, "水洗") && sees(actor, "福山镇三号"));
    }
    ASSERT_TRUE(narrow(roaster_, {{Field::process, {}, Audience::everyone}}).ok()) << "back to what the table says";
    EXPECT_TRUE(sees(anybody, "水洗"));
    EXPECT_FALSE(sees(anybody, "福山镇三号"));
}

TEST_F(Audiences, ARecorderNarrowsItsOwnRecordsAndTheOwnerThoseOfOthersDownToTheChain) {
    EXPECT_TRUE(sees(clerk(roaster_), "琼A12345"));
    ASSERT_TRUE(narrow(roaster_, {{Field::vehicle, {}, Audience::recorder}}).ok());
    EXPECT_TRUE(sees(clerk(roaster_), "琼A12345")) << "an owner hides nothing of its lots from itself";
    ASSERT_TRUE(narrow(carrier_, {{Field::vehicle, {}, Audience::recorder}}).ok());
    EXPECT_FALSE(sees(clerk(roaster_), "琼A12345"));
    EXPECT_FALSE(sees(TraceWorld::user(manager_, Role::brand_manager), "琼A12345"));
    EXPECT_TRUE(sees(clerk(carrier_), "琼A12345"));
    EXPECT_TRUE(sees(TraceWorld::user(manager_, Role::regulator), "琼A12345"));
}

TEST_F(Audiences, AKindNarrowsWhatOfItMayBeNarrowed) {
    const auto all = narrow(carrier_, {{{}, model::InfoKind::logistics, Audience::recorder}});
    ASSERT_TRUE(all.ok());
    const auto present = [&](Field field) { return std::ranges::find(*all, field, &FieldAudience::field)->present; };
    EXPECT_EQ(present(Field::route), Audience::recorder);
    EXPECT_EQ(present(Field::vehicle), Audience::recorder);
    EXPECT_EQ(present(Field::process), Audience::everyone) << "of another kind";
    EXPECT_EQ(present(Field::carrier_name), Audience::everyone) << "a name is closed by the party's disclosure";
    EXPECT_FALSE(sees(clerk(roaster_), "weighed"));
    EXPECT_FALSE(sees(clerk(roaster_), "澄迈—海口"));
}

TEST_F(Audiences, NothingBecomesWiderNorLeavesWhatBuyersMustKnow) {
    struct Case {
        Field field;
        Audience audience;
        std::string_view code;
    };
    for (const auto& c : {Case{Field::vehicle, Audience::everyone, "audience.wider"},
                          Case{Field::contract_number, Audience::chain, "audience.wider"},
                          Case{Field::allergens, Audience::chain, "audience.not_narrowable"},
                          Case{Field::lot_number, Audience::chain, "audience.not_narrowable"},
                          Case{Field::step, Audience::recorder, "audience.not_narrowable"},
                          Case{Field::carrier_name, Audience::chain, "audience.not_narrowable"}}) {
        const auto refused = narrow(roaster_, {{c.field, {}, c.audience}, {Field::process, {}, Audience::chain}});
        ASSERT_FALSE(refused.ok()) << model::row_of(c.field).name;
        EXPECT_EQ(refused.error().code, c.code) << model::row_of(c.field).name;
    }
    EXPECT_TRUE(sees(TraceWorld::anybody(), "水洗")) << "all of a call or nothing";
}

TEST_F(Audiences, WhatTheBrandWantsToBeKnownStaysKnown) {
    ASSERT_TRUE(narrow(roaster_, {{Field::process, {}, Audience::chain}}).ok());
    world_.write([&](storage::Writer& writer) {
        return writer.script("brand", "UPDATE brand SET must_show = 'process,production_address'");
    });
    EXPECT_TRUE(sees(TraceWorld::anybody(), "水洗")) << "also when the brand says so later";
    const auto refused = narrow(roaster_, {{Field::production_address, {}, Audience::chain}});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "audience.brand_shows");
    EXPECT_EQ(refused.error().arguments, (std::vector<std::string>{"production_address", "福山咖啡"}));
    EXPECT_TRUE(narrow(carrier_, {{Field::process, {}, Audience::chain}}).ok()) << "it uses no brand";
    const auto listed = list_audiences(world_.services(), TraceWorld::user(roaster_, Role::party_administrator), {});
    const auto row = std::ranges::find(*listed, Field::process, &FieldAudience::field);
    EXPECT_EQ(row->wanted_by, "福山咖啡");
    EXPECT_EQ(row->present, Audience::everyone);
    EXPECT_TRUE(row->possible.empty());
}

TEST_F(Audiences, OnlyThePartysAdministratorNarrows) {
    for (const auto role : {Role::party_clerk, Role::party_reviewer, Role::brand_manager, Role::regulator}) {
        const auto refused = narrow(roaster_, {{Field::process, {}, Audience::chain}}, role);
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.error().code, "permission.denied");
    }
    const auto other = narrow_audiences(world_.services(), TraceWorld::user(carrier_, Role::party_administrator),
                                        roaster_, {{Field::process, {}, Audience::chain}});
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().code, "party.not_found");
}

TEST_F(Audiences, TheTrailTellsBeforeAndAfter) {
    ASSERT_TRUE(narrow(roaster_, {{Field::process, {}, Audience::chain}}).ok());
    ASSERT_TRUE(narrow(roaster_, {{Field::process, {}, Audience::recorder}}).ok());
    const auto last =
        world_.services().store.read([](storage::Reader& reader) { return storage::audit::last(reader); }).value();
    EXPECT_EQ(last->action, "party.narrow_audience");
    EXPECT_EQ(last->object, "party:" + roaster_.to_string());
    EXPECT_NE(last->detail.find(R"("before":{"process":"chain"})"), std::string::npos) << last->detail;
    EXPECT_NE(last->detail.find(R"("after":{"process":"recorder"})"), std::string::npos);
    EXPECT_FALSE(last->before_hash.empty());
    EXPECT_NE(last->before_hash, last->after_hash);
}

}  // namespace
}  // namespace qy::business
