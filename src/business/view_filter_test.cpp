#include "view_filter.h"

#include <gtest/gtest.h>

#include <algorithm>

// Tests name only the members that they are about.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace qy::business {
namespace {

using model::Field;

// Everybody who may ask, as a standing.
struct Who {
    std::string_view name;
    Standing standing;
};
const Who kAsking[] = {
    {"anybody", {}},
    {"owner", {.owner = true}},
    {"recorder", {.recorder = true}},
    {"doer", {.doer = true}},
    {"brand manager", {.brand_manager = true}},
    {"regulator", {.regulator = true}},
};

// What is not everybody's, in full: how anybody sees it, unopened and opened; whether the chain sees it whole; whether
// only the recorder does. A field that is not here is open. w whole, m masked, h hidden.
struct Guarded {
    Field field;
    char closed;
    char opened;
    bool chain;
};
constexpr Guarded kGuarded[] = {
    {Field::quantity, 'h', 'w', true},
    {Field::inputs, 'h', 'h', true},
    {Field::grower_name, 'm', 'm', true},
    {Field::vehicle, 'h', 'h', true},
    {Field::consignee_name, 'h', 'h', true},
    {Field::consignment_number, 'h', 'h', true},
    {Field::shipped_quantity, 'h', 'h', true},
    {Field::container, 'h', 'h', true},
    {Field::sale_price, 'h', 'w', true},
    {Field::sale_quantity, 'h', 'h', true},
    {Field::service_price, 'h', 'w', true},
    {Field::customer_name, 'h', 'm', false},
    {Field::customer_contact, 'h', 'm', false},
    {Field::contract_number, 'h', 'w', false},
    {Field::contract_content, 'h', 'w', false},
    {Field::event_key, 'h', 'h', false},
    {Field::note, 'h', 'h', true},
    {Field::epcis_event, 'h', 'h', true},
    {Field::certificate_quantity, 'h', 'h', true},
    {Field::certificate_contact, 'm', 'm', true},
    {Field::certificate_sources, 'h', 'h', true},
    {Field::entered_by, 'h', 'h', true},
    {Field::attributes_internal, 'h', 'h', true},
    {Field::attributes_sensitive, 'h', 'h', false},
    {Field::attributes_personal, 'h', 'h', false},
};

Shown shown_of(char letter) {
    return letter == 'w' ? Shown::whole : letter == 'm' ? Shown::masked : Shown::hidden;
}

Shown expected(const model::FieldRow& row, const Who& who, bool opened) {
    const auto* guarded = std::ranges::find(kGuarded, row.field, &Guarded::field);
    if (guarded == std::end(kGuarded)) return Shown::whole;
    const bool inside = guarded->chain ? who.name != "anybody" : who.name == "recorder" || who.name == "regulator";
    return inside ? Shown::whole : shown_of(opened ? guarded->opened : guarded->closed);
}

TEST(ViewFilter, AClosedFieldIsForTheChainUnlessBuyersMustKnowIt) {
    for (const auto& row : model::fields()) {
        for (const auto& who : kAsking) {
            const auto open = how_shown(row, who.standing, false);
            const auto closed = how_shown(row, who.standing, false, true);
            const bool hides = model::is_closable(row) && who.name == "anybody";
            EXPECT_EQ(closed, hides ? Shown::hidden : open) << row.name << " to " << who.name;
        }
    }
    for (const Field field : {Field::process, Field::production_address, Field::laboratory_name, Field::route}) {
        EXPECT_TRUE(model::is_closable(model::row_of(field))) << model::row_of(field).name;
    }
    for (const Field field : {Field::allergens, Field::test_result, Field::produced_on, Field::ingredients,
                              Field::product_name, Field::sale_price, Field::step}) {
        EXPECT_FALSE(model::is_closable(model::row_of(field))) << model::row_of(field).name;
    }
}

TEST(ViewFilter, AClosedPlaceIsNotToldByTheEventsPlaceEither) {
    model::TraceEvent event;
    event.place = "澄迈县福山镇";
    event.contents.set(Field::production_address, "澄迈县福山镇");
    const std::vector<Field> closed{Field::production_address};
    EventSetting setting;
    setting.closed = &closed;
    EXPECT_EQ(shown_event(event, setting).place, "");
    EXPECT_FALSE(shown_event(event, setting).contents.has(Field::production_address));
    setting.standing.owner = true;
    EXPECT_EQ(shown_event(event, setting).place, "澄迈县福山镇");
    setting = {};
    EXPECT_EQ(shown_event(event, setting).place, "澄迈县福山镇");
}

TEST(ViewFilter, EveryFieldIsShownToWhomTheTableNames) {
    for (const auto& row : model::fields()) {
        for (const auto& who : kAsking) {
            for (const bool opened : {false, true}) {
                EXPECT_EQ(how_shown(row, who.standing, opened), expected(row, who, opened))
                    << row.name << " to " << who.name << (opened ? ", opened" : "");
            }
        }
    }
}

TEST(ViewFilter, NothingThatIsNotOpenIsShownWholeToAnybody) {
    for (const auto& row : model::fields()) {
        if (row.data_class == model::DataClass::open) continue;
        EXPECT_NE(how_shown(row, {}, false), Shown::whole) << row.name;
    }
}

TEST(ViewFilter, MasksContents) {
    model::Fields contents;
    contents.set(Field::grower_name, "王小明");
    contents.set(Field::customer_name, "欧阳小红");
    contents.set(Field::customer_contact, "13800138000");
    contents.set(Field::sale_price, "6800");
    contents.set(Field::process, "水洗");
    const auto closed = shown_contents(contents, {}, {});
    EXPECT_EQ(closed.get(Field::grower_name), "王**");
    EXPECT_EQ(closed.get(Field::process), "水洗");
    EXPECT_EQ(closed.items().size(), 2U);
    const auto opened =
        shown_contents(contents, {}, {Field::customer_name, Field::customer_contact, Field::sale_price});
    EXPECT_EQ(opened.get(Field::customer_name), "欧阳**");
    EXPECT_EQ(opened.get(Field::customer_contact), "138****8000");
    EXPECT_EQ(opened.get(Field::sale_price), "6800");
    EXPECT_EQ(shown_contents(contents, {.recorder = true}, {}), contents);
}

TEST(ViewFilter, NamesAndDescribesParties) {
    struct Case {
        model::PartyKind kind;
        std::string_view name;
        model::Disclosure disclosure;
        std::string_view region;
        std::string_view zh;
        std::string_view en;
        bool id_shown;
    };
    const Case cases[] = {
        {model::PartyKind::firm, "焙香咖啡", model::Disclosure::name, "469023", "焙香咖啡", "", true},
        {model::PartyKind::farmer, "王小明", model::Disclosure::name, "469023", "王**", "", false},
        {model::PartyKind::firm, "焙香咖啡", model::Disclosure::region, "469023", "海南澄迈的一家授权企业",
         "a licensed firm in Chengmai", false},
        {model::PartyKind::firm, "焙香咖啡", model::Disclosure::region, "460106", "海南海口的一家授权企业",
         "a licensed firm in Haikou", false},
        {model::PartyKind::firm, "焙香咖啡", model::Disclosure::region, "", "海南的一家授权企业",
         "a licensed firm in Hainan", false},
        {model::PartyKind::firm, "焙香咖啡", model::Disclosure::region, "440100", "外地的一家授权企业",
         "a licensed firm outside Hainan", false},
        {model::PartyKind::farmer, "王小明", model::Disclosure::region, "469023", "海南澄迈的一位农户",
         "a farmer in Chengmai", false},
        {model::PartyKind::unverified, "老李铺子", model::Disclosure::region, "460400", "海南儋州的一家企业",
         "a firm in Danzhou", false},
    };
    for (const auto& c : cases) {
        model::Party party;
        party.id = model::PartyId(5);
        party.kind = c.kind;
        party.name = c.name;
        party.disclosure = c.disclosure;
        party.region = c.region;
        const auto shown = shown_party(party, false);
        EXPECT_EQ(shown.name, c.zh);
        EXPECT_EQ(shown.name_en, c.en);
        EXPECT_EQ(!shown.id.is_none(), c.id_shown) << c.zh;
        EXPECT_EQ(shown_party(party, true).name, c.name);
        EXPECT_EQ(shown_party(party, true).id, party.id);
    }
}

TEST(ViewFilter, HidesWhatWouldTellWhereAPartyOfKnownRegionOnlyIs) {
    const model::Party hidden{.id = model::PartyId(5), .name = "焙香咖啡", .disclosure = model::Disclosure::region};
    model::TraceEvent event;
    event.step = model::Step::commissioning;
    event.party = hidden.id;
    event.place = "福山镇敦茶村";
    event.contents.set(Field::production_address, "福山镇敦茶村");
    event.contents.set(Field::plot, "三号地");
    event.contents.set(Field::cooperative_name, "焙香咖啡");
    event.contents.set(Field::process, "日晒");
    const auto shown = shown_event(event, {.party = &hidden, .owner = &hidden});
    EXPECT_EQ(shown.place, "");
    ASSERT_EQ(shown.contents.items().size(), 1U);
    EXPECT_EQ(shown.contents.get(Field::process), "日晒");
    const auto own = shown_event(event, {.standing = {.owner = true}, .party = &hidden, .owner = &hidden});
    EXPECT_EQ(own.place, event.place);
    EXPECT_EQ(own.contents, event.contents);
}

TEST(ViewFilter, HidesQuantitiesInputsUnitsAndConsignees) {
    model::TraceEvent event;
    event.step = model::Step::shipping;
    event.counterparty = model::PartyId(9);
    event.container = model::LotId(3);
    event.inputs.push_back({model::LotId(4), {}});
    event.quantity = model::Quantity{Decimal(10, 0), "kg"};
    const auto anybody = shown_event(event, {});
    EXPECT_TRUE(anybody.counterparty.is_none());
    EXPECT_TRUE(anybody.container.is_none());
    EXPECT_TRUE(anybody.inputs.empty());
    EXPECT_FALSE(anybody.quantity);
    const auto consignee = shown_event(event, {.is_counterparty = true});
    EXPECT_EQ(consignee.counterparty, event.counterparty);
    EXPECT_FALSE(consignee.quantity);
    const auto recorder = shown_event(event, {.standing = {.recorder = true}});
    EXPECT_EQ(recorder.counterparty, event.counterparty);
    EXPECT_EQ(recorder.container, event.container);
    EXPECT_EQ(recorder.inputs.size(), 1U);
    EXPECT_TRUE(recorder.quantity);
}

TEST(ViewFilter, OnlyFinalResultsReachThePublic) {
    struct Case {
        std::string_view status;
        bool seen;
    };
    for (const auto& c : {Case{"", true}, Case{"final", true}, Case{"preliminary", false}, Case{"notified", false}}) {
        model::TraceEvent event;
        event.step = model::Step::inspecting;
        event.contents.set(Field::inspection_status, std::string(c.status));
        EXPECT_EQ(may_see(event, {}), c.seen) << c.status;
        EXPECT_TRUE(may_see(event, {.owner = true})) << c.status;
    }
}

}  // namespace
}  // namespace qy::business
