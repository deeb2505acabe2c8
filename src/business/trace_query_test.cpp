#include "business/trace_query.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "business/testing/trace_world.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"
#include "storage/store.h"

namespace qy::business {
namespace {

using model::Field;
using model::Role;
using model::Step;
using model::TraceAnswer;
using model::View;
using testing::CoffeeWorld;
using testing::LotId;
using testing::PartyId;
using testing::TraceWorld;

/// Every word of the answer, to look for what must not be in it.
std::string words_of(const TraceAnswer& answer) {
    std::string words;
    const auto add = [&](std::string_view word) { words += std::string(word) + "\n"; };
    if (answer.party) add(answer.party->name);
    if (answer.lot) add(answer.lot->lot_number + " " + answer.lot->place);
    for (const auto& node : answer.nodes) add(node.lot_number + " " + node.product_name + " " + node.party_name);
    for (const auto& event : answer.events) {
        add(event.party.name + " " + event.recorder.name + " " + event.lot_number);
        if (event.counterparty) add(event.counterparty->name);
        for (const auto& [field, value] : event.event.contents.items()) add(value);
    }
    for (const auto& range : answer.ranges) add(range.lot_number + " " + range.consignee.name);
    return words;
}

bool says(const TraceAnswer& answer, std::string_view word) {
    return words_of(answer).find(word) != std::string::npos;
}

const model::ShownEvent* find_event(const TraceAnswer& answer, model::EventId id) {
    const auto found = std::ranges::find_if(answer.events, [&](const auto& shown) { return shown.event.id == id; });
    return found == answer.events.end() ? nullptr : &*found;
}

class CoffeeQuery : public ::testing::Test {
 protected:
    CoffeeQuery() : query_(coffee_.world.services()) {
        block_ = world().range(coffee_.roast, 1, 10'000);
        for (int i = 0; i < CoffeeWorld::kDealers; ++i) {
            world().range(coffee_.consignments[i], 1 + i * 100, 100 + i * 100, block_, 1);
        }
    }
    TraceWorld& world() { return coffee_.world; }
    [[nodiscard]] TraceAnswer by_code(std::int64_t serial, const model::Actor& actor) {
        return query_.by_code(world().code(serial), actor).value();
    }
    [[nodiscard]] TraceAnswer by_lot(LotId lot, const model::Actor& actor) { return query_.by_lot(lot, actor).value(); }
    static model::Actor clerk(PartyId party) { return TraceWorld::user(party, Role::party_clerk); }

    CoffeeWorld coffee_;
    TraceQuery query_;
    model::CodeRangeId block_;
};

TEST_F(CoffeeQuery, ABuyersCodeShowsOneDealerAndTheWholeWay) {
    const auto answer = by_code(650, TraceWorld::anybody());
    EXPECT_EQ(answer.view, View::code_holder);
    EXPECT_EQ(answer.authenticity->state, model::Authenticity::genuine);
    EXPECT_EQ(answer.lot->lot_number, "R-1-7");
    EXPECT_EQ(answer.product->name, "福山咖啡");
    EXPECT_EQ(answer.brand->name, "福山咖啡");
    EXPECT_EQ(answer.party->name, "海南澄迈焙香咖啡有限公司");
    EXPECT_TRUE(says(answer, "经销商7")) << "the shop that sold it";
    for (int i = 1; i <= CoffeeWorld::kDealers; ++i) {
        if (i == 7) continue;
        EXPECT_FALSE(says(answer, "R-1-" + std::to_string(i) + " ")) << i;
        EXPECT_FALSE(says(answer, "经销商" + std::to_string(i) + " ")) << i;
    }
    for (const auto step :
         {Step::commissioning, Step::transforming, Step::inspecting, Step::shipping, Step::retail_selling}) {
        EXPECT_TRUE(std::ranges::any_of(answer.events, [&](const auto& one) { return one.event.step == step; }))
            << model::to_string(step);
    }
    EXPECT_TRUE(std::ranges::is_sorted(answer.events, {}, [](const auto& one) { return one.event.event_time.at; }));
    EXPECT_TRUE(answer.ranges.empty());
}

TEST_F(CoffeeQuery, TheCodeHolderSeesNoPriceQuantityConsigneeOrFarmersName) {
    const auto answer = by_code(650, TraceWorld::anybody());
    EXPECT_FALSE(says(answer, "6800"));
    EXPECT_FALSE(says(answer, "王大1"));
    EXPECT_TRUE(says(answer, "王**"));
    EXPECT_FALSE(answer.lot->quantity);
    EXPECT_TRUE(answer.lot->consignee.is_none());
    for (const auto& link : answer.links) EXPECT_FALSE(link.quantity);
    for (const auto& one : answer.events) {
        EXPECT_FALSE(one.event.quantity);
        EXPECT_FALSE(one.counterparty);
        EXPECT_TRUE(one.event.counterparty.is_none() && one.event.inputs.empty());
    }
}

TEST_F(CoffeeQuery, AnInspectorOfARegionStandsInThePlaceOfItsPartiesAndOfNoOthers) {
    const auto put_into = [&](model::PartyId id, const std::string& region) {
        ASSERT_TRUE(coffee_.world.services()
                        .store
                        .write([&](storage::Writer& writer) -> Result<void> {
                            QY_TRY(party, storage::parties::find(writer, model::Reach::everything(), id));
                            party->region = region;
                            return storage::parties::update(writer, *party, party->version);
                        })
                        .ok());
    };
    put_into(coffee_.roaster, "469023");  // Chengmai
    const auto bureau = coffee_.world.firm("澄迈县市场监督管理局");
    const auto inspector = [&](const std::string& region) {
        auto actor = TraceWorld::user(bureau, Role("county_inspector"));
        const model::RoleTable table({{Role("county_inspector"),
                                       "县级检查员",
                                       "County inspector",
                                       model::Scope::region,
                                       region,
                                       {model::Permission::read_submissions}}});
        actor.rights = table.rights_of(actor.roles);
        return actor;
    };
    for (const auto* region : {"469023", "460000"}) {
        const auto answer = by_lot(coffee_.roast, inspector(region));
        EXPECT_EQ(answer.view, View::regulator) << region;
        EXPECT_EQ(answer.ranges.size(), CoffeeWorld::kDealers + 1U) << region;
    }
    const auto elsewhere = by_lot(coffee_.roast, inspector("460100"));
    EXPECT_EQ(elsewhere.view, View::open_public);
    EXPECT_TRUE(elsewhere.ranges.empty());
}

TEST_F(CoffeeQuery, TheBrandsManagerSeesWhichDealerEachRangeWentTo) {
    const auto answer = by_lot(coffee_.roast, TraceWorld::user(coffee_.manager, Role::brand_manager));
    EXPECT_EQ(answer.view, View::own_party);
    EXPECT_EQ(answer.nodes.size(), 27U);
    ASSERT_EQ(answer.ranges.size(), CoffeeWorld::kDealers + 1U);
    for (int i = 1; i <= CoffeeWorld::kDealers; ++i) {
        const auto range = std::ranges::find(answer.ranges, "R-1-" + std::to_string(i), &model::ShownRange::lot_number);
        ASSERT_NE(range, answer.ranges.end());
        EXPECT_EQ(range->consignee.name, "经销商" + std::to_string(i));
        EXPECT_EQ(range->count, 100);
        EXPECT_EQ(range->first_code, world().code(1 + (i - 1) * 100));
    }
    EXPECT_TRUE(says(answer, "6800"));
    EXPECT_FALSE(says(answer, "王大1")) << "the cherries are not under the brand";
}

TEST_F(CoffeeQuery, ViewsFollowWhoAsks) {
    struct Case {
        std::string_view name;
        model::Actor actor;
        View by_lot;
        View by_code;
        bool sees_downstream;
        bool sees_price;
    };
    const auto operating = model::Actor{.name = "operator:0", .channel = model::Channel::operator_command};
    const Case cases[] = {
        {"anybody", TraceWorld::anybody(), View::open_public, View::code_holder, false, false},
        {"owner's clerk", clerk(coffee_.roaster), View::own_party, View::own_party, true, true},
        {"owner's printer", TraceWorld::user(coffee_.roaster, Role::printing_house), View::open_public,
         View::code_holder, false, false},
        {"brand manager", TraceWorld::user(coffee_.manager, Role::brand_manager), View::own_party, View::own_party,
         true, true},
        {"manager's clerk", clerk(coffee_.manager), View::open_public, View::code_holder, false, false},
        {"regulator", TraceWorld::user(coffee_.laboratory, Role::regulator), View::regulator, View::regulator, true,
         true},
        {"operator", operating, View::regulator, View::regulator, true, true},
        {"system administrator", TraceWorld::user(coffee_.manager, Role::system_administrator), View::open_public,
         View::code_holder, false, false},
        {"another firm", clerk(coffee_.carrier), View::open_public, View::code_holder, false, false},
        {"the laboratory", clerk(coffee_.laboratory), View::own_party, View::own_party, false, false},
        {"a supplier", clerk(coffee_.washer), View::own_party, View::own_party, false, false},
        {"another brand's manager", TraceWorld::user(coffee_.carrier, Role::brand_manager), View::open_public,
         View::code_holder, false, false},
    };
    for (const auto& c : cases) {
        const auto lot = by_lot(coffee_.roast, c.actor);
        EXPECT_EQ(lot.view, c.by_lot) << c.name;
        EXPECT_EQ(says(lot, "R-1-3"), c.sees_downstream) << c.name;
        EXPECT_EQ(says(lot, "6800"), c.sees_price) << c.name;
        EXPECT_EQ(lot.ranges.empty(), !c.sees_downstream) << c.name;
        const auto code = by_code(650, c.actor);
        EXPECT_EQ(code.view, c.by_code) << c.name;
        EXPECT_FALSE(says(code, "R-1-3 ")) << c.name << ": the narrowest range is dealer 7's";
    }
}

TEST_F(CoffeeQuery, ADealerSeesItsOwnRecordsAndItself) {
    const auto answer = by_lot(coffee_.consignments[6], clerk(coffee_.dealers[6]));
    EXPECT_EQ(answer.view, View::own_party);
    EXPECT_TRUE(says(answer, "6800"));
    EXPECT_EQ(answer.lot->consignee, coffee_.dealers[6]);
    EXPECT_TRUE(std::ranges::any_of(
        answer.events, [](const auto& one) { return one.counterparty && one.counterparty->name == "经销商7"; }));
    const auto other = by_lot(coffee_.consignments[6], clerk(coffee_.dealers[5]));
    EXPECT_EQ(other.view, View::open_public);
    EXPECT_FALSE(says(other, "6800"));
    EXPECT_TRUE(other.lot->consignee.is_none());
}

TEST_F(CoffeeQuery, ACarrierSeesItsOwnEventInFullAndNothingElseThatIsNotPublic) {
    const auto own = world().event(coffee_.cherries[0], Step::transporting, "2026-01-05",
                                   {.recorder = coffee_.carrier,
                                    .contents = {{Field::vehicle, "琼A12345"}, {Field::route, "福山—金江"}},
                                    .quantity = "50 kg"});
    const auto others = world().event(coffee_.cherries[0], Step::storing, "2026-01-05",
                                      {.contents = {{Field::note, "第三号仓"}, {Field::grower_name, "王大1"}}});
    const auto answer = by_lot(coffee_.cherries[0], clerk(coffee_.carrier));
    EXPECT_EQ(answer.view, View::own_party);
    const auto* carried = find_event(answer, own);
    ASSERT_NE(carried, nullptr);
    EXPECT_EQ(carried->event.contents.get(Field::vehicle), "琼A12345");
    EXPECT_TRUE(carried->event.quantity);
    const auto* stored = find_event(answer, others);
    ASSERT_NE(stored, nullptr);
    EXPECT_FALSE(stored->event.contents.has(Field::note));
    EXPECT_EQ(stored->event.contents.get(Field::grower_name), "王**");
    EXPECT_EQ(stored->recorder.name, "王**");
    EXPECT_FALSE(answer.lot->quantity);
    EXPECT_TRUE(answer.ranges.empty());
    EXPECT_EQ(answer.nodes.size(), 1U);
    const auto anybody = by_lot(coffee_.cherries[0], TraceWorld::anybody());
    EXPECT_EQ(anybody.view, View::open_public);
    EXPECT_FALSE(find_event(anybody, own)->event.contents.has(Field::vehicle));
    EXPECT_EQ(find_event(anybody, own)->event.contents.get(Field::route), "福山—金江");
}

TEST_F(CoffeeQuery, WhatTheOwnerOpensTheCodeHolderSees) {
    const auto product = world().product(
        {.owner = coffee_.roaster, .brand = coffee_.brand, .name = "挂耳咖啡", .opened = {Field::sale_price}});
    const auto lot = world().lot(product, "G-1");
    world().event(lot, Step::retail_selling, "2026-02-01",
                  {.contents = {{Field::sale_price, "3900"}, {Field::sale_quantity, "2 box"}}});
    const auto answer = by_lot(lot, TraceWorld::anybody());
    EXPECT_TRUE(says(answer, "3900"));
    EXPECT_FALSE(says(answer, "2 box"));
}

TEST_F(CoffeeQuery, ASupplierMayAppearAsALicensedFirmOfItsCounty) {
    const auto shy =
        world().party({.name = "福山秘境农场", .region = "469023", .disclosure = model::Disclosure::region});
    const auto lot = world().lot(world().product(shy, "咖啡鲜果"), "SHY-1");
    world().event(lot, Step::commissioning, "2026-01-05",
                  {.contents = {{Field::production_address, "敦茶村"}}, .place = "敦茶村"});
    const auto seen = by_lot(lot, TraceWorld::anybody());
    EXPECT_EQ(seen.party->name, "海南澄迈的一家授权企业");
    EXPECT_FALSE(says(seen, "福山秘境农场") || says(seen, "敦茶村") || says(seen, "福山镇"));
    EXPECT_TRUE(seen.lot->owner.is_none() && seen.product->owner.is_none());
    EXPECT_TRUE(seen.events[0].event.party.is_none() && seen.events[0].event.recorder.is_none());
    EXPECT_EQ(seen.events[0].event.place, "");
    const auto own = by_lot(lot, clerk(shy));
    EXPECT_TRUE(says(own, "福山秘境农场") && says(own, "敦茶村"));
}

TEST_F(CoffeeQuery, CodesThatAreNotGenuineGetTheirState) {
    struct Case {
        std::string_view name;
        std::string code;
        model::Authenticity state;
    };
    std::string forged = world().code(650);
    forged.back() = forged.back() == '0' ? '1' : '0';
    const Case cases[] = {
        {"not ours", forged, model::Authenticity::forged},
        {"never issued", world().code(999'999), model::Authenticity::unknown},
    };
    for (const auto& c : cases) {
        const auto answer = query_.by_code(c.code, TraceWorld::anybody());
        ASSERT_TRUE(answer.ok()) << c.name;
        EXPECT_EQ(answer->authenticity->state, c.state) << c.name;
        EXPECT_FALSE(answer->lot || answer->product) << c.name;
        EXPECT_EQ(answer->view, View::code_holder);
        EXPECT_EQ(answer->code, c.code);
    }
    EXPECT_EQ(query_.by_code("12", TraceWorld::anybody()).error().code, "code.malformed");
}

TEST_F(CoffeeQuery, AnAmbiguousLotNumberGivesCandidates) {
    const auto other = world().lot(world().product(coffee_.washer, "水洗豆"), "R-1");
    const auto both = query_.by_lot_number(" Ｒ-1 ", "", "", TraceWorld::anybody()).value();
    ASSERT_EQ(both.candidates.size(), 2U);
    EXPECT_EQ(both.candidates[0].id, other) << "newest first";
    EXPECT_EQ(both.candidates[1].product_name, "福山咖啡");
    EXPECT_FALSE(both.lot);
    const auto narrowed = [&](std::string_view product, std::string_view party) {
        const auto answer = query_.by_lot_number("R-1", product, party, TraceWorld::anybody());
        return answer.ok() && answer->lot ? answer->lot->id : LotId();
    };
    EXPECT_EQ(narrowed("福山咖啡", ""), coffee_.roast);
    EXPECT_EQ(narrowed("", "海南福山水洗厂"), other);
    EXPECT_EQ(narrowed("", coffee_.roaster.to_string()), coffee_.roast);
    EXPECT_EQ(query_.by_lot_number("R-1", "别的", "", TraceWorld::anybody()).error().code, "lot.not_found");
    EXPECT_EQ(query_.by_lot_number("没有", "", "", TraceWorld::anybody()).error().code, "lot.not_found");
    EXPECT_EQ(query_.by_lot(LotId(1), TraceWorld::anybody()).error().code, "lot.not_found");
}

TEST_F(CoffeeQuery, CandidatesEndAtTheLimit) {
    for (std::size_t i = 0; i < limits::trace_candidates_max + 1; ++i) {
        world().lot(world().product(coffee_.washer, "豆" + std::to_string(i)), "SAME");
    }
    const auto answer = query_.by_lot_number("SAME", "", "", TraceWorld::anybody()).value();
    EXPECT_EQ(answer.candidates.size(), limits::trace_candidates_max);
}

TEST_F(CoffeeQuery, AGtinLeadsToTheProductAndItsLots) {
    const auto product = world().product({.owner = coffee_.roaster, .name = "罐装咖啡", .gtin = "06901234567892"});
    const auto none = query_.by_gtin("6901234567892", "", TraceWorld::anybody()).value();
    EXPECT_EQ(none.product->name, "罐装咖啡");
    EXPECT_FALSE(none.lot);
    const auto first = world().lot(product, "T-1");
    EXPECT_EQ(query_.by_gtin("6901234567892", "", TraceWorld::anybody()).value().lot->id, first);
    const auto second = world().lot(product, "T-2");
    const auto two = query_.by_gtin("06901234567892", "", TraceWorld::anybody()).value();
    ASSERT_EQ(two.candidates.size(), 2U);
    EXPECT_EQ(two.candidates[0].id, second);
    EXPECT_EQ(two.party->name, "海南澄迈焙香咖啡有限公司");
    EXPECT_EQ(query_.by_gtin("6901234567892", "T-1", TraceWorld::anybody()).value().lot->id, first);
    EXPECT_EQ(query_.by_gtin("6901234567892", "R-1", TraceWorld::anybody()).error().code, "lot.not_found");
    EXPECT_EQ(query_.by_gtin("6901234567893", "", TraceWorld::anybody()).error().kind, ErrorKind::invalid);
    EXPECT_EQ(query_.by_gtin("4006381333931", "", TraceWorld::anybody()).error().code, "gtin.not_found");
}

TEST_F(CoffeeQuery, StatementsAreBoundedByLevels) {
    world().store().start_counting();
    const auto answer = by_code(650, TraceWorld::anybody());
    // Levels 0 to 3 and the one that finds nothing: links up, containers and lots of each; code, events, parties,
    // names.
    EXPECT_EQ(answer.nodes.size(), 8U);
    EXPECT_LE(world().store().statements(), 4U * 3U + 14U);
    const auto narrow = world().store().statements();
    world().store().start_counting();
    EXPECT_EQ(by_lot(coffee_.roast, clerk(coffee_.roaster)).nodes.size(), 27U);
    EXPECT_LE(world().store().statements(), narrow + 8U) << "twenty consignments more, hardly a statement more";
}

TEST_F(CoffeeQuery, AllergensOfEverythingThatWentInAreToldAlsoWhenTheyWereToldLater) {
    EXPECT_TRUE(by_lot(coffee_.roast, TraceWorld::anybody()).allergens.empty());
    world().write([&](storage::Writer& writer) {
        return storage::lots::set_allergens(writer, coffee_.cherries.front(), {"milk"});
    });
    const auto answer = by_lot(coffee_.roast, TraceWorld::anybody());
    ASSERT_EQ(answer.allergens.size(), 1U);
    EXPECT_EQ(answer.allergens.front().code, "milk");
    EXPECT_TRUE(by_lot(coffee_.cherries.back(), TraceWorld::anybody()).allergens.empty());
}

TEST_F(CoffeeQuery, WhoMayFollowALotKnowsWhatIsLeftOfIt) {
    world().write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(lot, storage::lots::find(writer, model::Reach::everything(), coffee_.roast));
        EXPECT_EQ(lot->quantity->to_string(), "1000 kg");
        return storage::lots::set_taken(writer, lot->id, "120.5");
    });
    const auto own = by_lot(coffee_.roast, clerk(coffee_.roaster));
    ASSERT_TRUE(own.remaining.has_value());
    EXPECT_EQ(own.remaining->to_string(), "879.5 kg");
    EXPECT_FALSE(by_lot(coffee_.roast, TraceWorld::anybody()).remaining.has_value());
}

TEST_F(CoffeeQuery, AnswersSayWhatLimitsCut) {
    CoffeeWorld small({{"trace.depth_max", "2"}, {"trace.nodes_max", "4"}, {"trace.events_max", "3"}});
    TraceQuery query(small.world.services());
    const auto answer = query.by_lot(small.consignments[0], TraceWorld::anybody()).value();
    EXPECT_TRUE(answer.cut.cut && answer.cut.by_nodes && answer.cut.by_events);
    EXPECT_EQ(answer.nodes.size(), 4U);
    EXPECT_EQ(answer.events.size(), 3U);
    EXPECT_FALSE(by_lot(coffee_.roast, TraceWorld::anybody()).cut.cut);
}

TEST_F(CoffeeQuery, TellsTemperaturesAndHidesUnitNumbersFromThePublic) {
    const auto box = world().unit(coffee_.roaster, "340123450000000018");
    world().pack(coffee_.consignments[0], box, "2026-02-01T10:00:00+08:00");
    const auto moved = world().event(
        box, Step::transporting, "2026-02-02T10:00:00+08:00",
        {.contents = {{Field::temperature_log, "2026-02-02T10:00:00+08:00=4.5;2026-02-02T11:00:00+08:00=5"}}});
    const auto seen = by_lot(coffee_.consignments[0], TraceWorld::anybody());
    EXPECT_EQ(find_event(seen, moved)->readings.size(), 2U);
    EXPECT_FALSE(says(seen, "340123450000000018"));
    EXPECT_TRUE(says(by_lot(coffee_.consignments[0], clerk(coffee_.roaster)), "340123450000000018"));
    EXPECT_TRUE(says(by_lot(box, TraceWorld::anybody()), "340123450000000018"));
}

}  // namespace
}  // namespace qy::business
