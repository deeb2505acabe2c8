#include "collection/drafts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "model/event_time.h"

namespace qy::collection {
namespace {

using model::Field;
using model::Step;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using RowText = std::vector<std::pair<std::string_view, std::string_view>>;  // column, cell

class Drafts : public ::testing::Test {
 protected:
    model::RowDraft draft_of(const RowText& cells) {
        JsonObject object;
        for (const auto& [column, text] : cells) object.emplace(column, text);
        const auto table = decode_rows({object});
        EXPECT_EQ(table.value().rows.size(), 1U);
        return to_draft(table.value().rows.at(0), {dictionary_, categories_, now_});
    }
    std::vector<std::string> codes_of(const RowText& cells) {
        std::vector<std::string> out;
        for (const auto& fault : draft_of(cells).faults) out.push_back(fault.code);
        return out;
    }
    Dictionary dictionary_{{built_in_dictionary().begin(), built_in_dictionary().end()}};
    CategoryRules categories_{{built_in_categories().begin(), built_in_categories().end()}};
    Time now_ = model::EventTime::parse("2026-06-30T12:00:00+08:00").value().at;
};

const RowText kFullRow = {
    {"产品名称", "琼中绿橙"},
    {"规格型号", "5kg/箱"},
    {"生产批次", "LC-1"},
    {"生产企业名称", "琼中某某合作社"},
    {"产品类别", "柑橘"},
    {"公共品牌", "海南鲜品"},
    {"商品条码", "6901234567892"},
    {"生产日期", "2026年3月1日"},
    {"生产地址", "琼中县湾岭镇"},
    {"生产工艺", "人工采摘"},
    {"数量", "1200公斤"},
    {"种植户", "王小明"},
    {"致敏物质", "无"},
    {"检测机构名称", "海南某某检测"},
    {"检测项目", "农药残留"},
    {"检测结果", "合格"},
    {"检测日期", "2026/3/2"},
    {"物流企业名称", "某某冷链"},
    {"运输工具", "琼A12345"},
    {"运输路线", "琼中—海口"},
    {"发货时间", "2026-03-03 08:00"},
    {"收货时间", "2026-03-03 14:00"},
    {"销售企业名称", "某某超市"},
    {"销售地点", "海口市龙华区"},
    {"销售价格", "12.8元/斤"},
    {"销售时间", "2026-03-04 10:00"},
    {"服务提供者", "某某农庄"},
    {"服务时间", "2026-03-05 09:00"},
    {"服务地点", "琼中县"},
    {"服务价格", "88元"},
    {"客户", "李四"},
    {"合同编号", "HT-1"},
    {"备注", "首批"},
};

TEST_F(Drafts, ARowMayHoldOneWholeEpcisEventAndNothingElse) {
    const auto event = [](const std::string& more) {
        return R"({"type":"ObjectEvent","eventTime":"2026-03-02T06:30:00+08:00","eventTimeZoneOffset":"+08:00",)"
               R"("quantityList":[{"epcClass":"urn:epc:class:lgtin:6901234.000001.W1"}],"action":"ADD",)"
               R"("bizStep":"commissioning")" +
               more + "}";
    };
    const auto whole = event("");
    const auto draft = draft_of({{"epcis_event", whole}});
    EXPECT_THAT(codes_of({{"epcis_event", whole}}), IsEmpty());
    ASSERT_EQ(draft.events.size(), 1U);
    EXPECT_EQ(draft.events[0].step, Step::commissioning);
    EXPECT_EQ(draft.events[0].contents.get(Field::epcis_event), whole) << "kept as it came";

    const auto two = "[" + whole + "," + event(R"(,"eventID":"urn:uuid:1")") + "]";
    const auto unknown = event(R"(,"colour":"red")");
    using Row = std::pair<RowText, std::string>;
    for (const auto& [cells, code] :
         {Row{{{"epcis_event", whole}, {"产品名称", "橙"}}, "row.epcis_alone"},
          Row{{{"epcis_event", two}}, "row.epcis_alone"}, Row{{{"epcis_event", "[]"}}, "row.epcis_alone"},
          Row{{{"epcis_event", "{"}}, "json.malformed"}, Row{{{"epcis_event", unknown}}, "epcis.unknown_member"}}) {
        EXPECT_THAT(codes_of(cells), ElementsAre(code));
    }
}

TEST_F(Drafts, StagesFollowTheOrderOfTheCategorysSteps) {
    using model::Step;
    categories_ = CategoryRules({{"fruit", "", "水果", "fruit", "", {}, {Step::commissioning, Step::inspecting}},
                                 {"citrus", "fruit", "柑橘", "citrus", "", {}}});
    const auto codes = [&](const char* category, const char* tested) {
        return codes_of({{"产品名称", "绿橙"},
                         {"生产批次", "LC-1"},
                         {"产品类别", category},
                         {"生产日期", "2026-03-05"},
                         {"检测结果", "合格"},
                         {"检测日期", tested}});
    };
    EXPECT_EQ(codes("柑橘", "2026-03-04"), std::vector<std::string>{"row.steps_order"});  // inherited
    EXPECT_TRUE(codes("柑橘", "2026-03-05").empty());
    EXPECT_TRUE(codes("水果", "2026-03-06").empty());
}

TEST_F(Drafts, OneRowTellsUpToFiveEvents) {
    const auto draft = draft_of(kFullRow);
    ASSERT_THAT(draft.faults, IsEmpty());
    EXPECT_EQ(draft.lot.ref, (model::LotRef{"琼中某某合作社", "琼中绿橙", "5kg/箱", "LC-1"}));
    EXPECT_EQ(draft.lot.category, "citrus");
    EXPECT_EQ(draft.lot.brand_name, "海南鲜品");
    EXPECT_EQ(draft.lot.gtin, "06901234567892");
    EXPECT_EQ(draft.lot.quantity->to_string(), "1200 kg");
    EXPECT_EQ(draft.lot.produced_on, "2026-03-01");
    EXPECT_EQ(draft.lot.place, "琼中县湾岭镇");
    EXPECT_FALSE(draft.lot.service);
    struct Row {
        Step step;
        std::string_view time;
        std::string_view party;
        std::string_view place;
        std::vector<Field> contents;
    };
    const Row rows[] = {
        {Step::commissioning,
         "2026-03-01",
         "琼中某某合作社",
         "琼中县湾岭镇",
         {Field::produced_on, Field::production_address, Field::process, Field::quantity, Field::grower_name,
          Field::note}},
        {Step::inspecting,
         "2026-03-02",
         "海南某某检测",
         "",
         {Field::laboratory_name, Field::test_item, Field::test_result, Field::tested_on, Field::note}},
        {Step::transporting,
         "2026-03-03T08:00:00+08:00",
         "某某冷链",
         "",
         {Field::carrier_name, Field::vehicle, Field::route, Field::shipped_at, Field::received_at, Field::note}},
        {Step::retail_selling,
         "2026-03-04T10:00:00+08:00",
         "某某超市",
         "海口市龙华区",
         {Field::seller_name, Field::sale_place, Field::sale_price, Field::sold_at, Field::note}},
        {Step::service_provided,
         "2026-03-05T09:00:00+08:00",
         "某某农庄",
         "琼中县",
         {Field::service_provider, Field::served_at, Field::service_place, Field::service_price, Field::customer_name,
          Field::contract_number, Field::note}},
    };
    ASSERT_EQ(draft.events.size(), std::size(rows));
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        const auto& event = draft.events[i];
        EXPECT_EQ(event.step, rows[i].step);
        EXPECT_EQ(event.event_time.to_string(), rows[i].time);
        EXPECT_EQ(event.party_name, rows[i].party);
        EXPECT_EQ(event.place, rows[i].place);
        std::vector<Field> contents;
        for (const auto& [field, text] : event.contents.items()) contents.push_back(field);
        EXPECT_EQ(contents, rows[i].contents) << to_string(rows[i].step);
    }
    EXPECT_EQ(draft.events[3].contents.get(Field::sale_price), "1280");
    EXPECT_EQ(draft.events[3].contents.get(Field::note), "首批\n销售价格：12.8元/斤");
    EXPECT_EQ(draft.source_hash.size(), 64U);
}

TEST_F(Drafts, StepFollowsFromTheFieldsUnlessTold) {
    const RowText lot = {{"产品名称", "咖啡豆"}, {"生产批次", "K-1"}, {"生产企业名称", "甲"}};
    struct Row {
        RowText cells;
        std::vector<Step> steps;
    };
    const Row rows[] = {
        {{{"生产日期", "2026-03-01"}}, {Step::commissioning}},
        {{{"生产日期", "2026-03-01"}, {"原料批次", "C-1=6吨"}}, {Step::transforming}},
        {{{"生产日期", "2026-03-01"}, {"原料批次", "C-1"}, {"环节", "采收"}}, {Step::transforming}},
        {{{"生产日期", "2026-03-01"}, {"原料批次", "C-1"}, {"环节", "合批"}}, {Step::merging}},
        {{{"生产日期", "2026-03-01"}, {"环节", "烘焙"}}, {Step::transforming}},
        {{{"发货时间", "2026-03-01"}}, {Step::shipping}},
        {{{"收货时间", "2026-03-01"}}, {Step::receiving}},
        {{{"发货时间", "2026-03-01"}, {"收货时间", "2026-03-02"}}, {Step::transporting}},
        {{{"发货时间", "2026-03-01"}, {"收货时间", "2026-03-02"}, {"收货企业名称", "乙"}}, {Step::shipping}},
        {{{"收货时间", "2026-03-02"}, {"收货企业名称", "乙"}}, {Step::receiving}},
        {{{"发货时间", "2026-03-01"}, {"环节", "装箱"}, {"包装箱码", "X-1"}}, {Step::packing}},
        {{{"发生时间", "2026-03-01"}, {"包装箱码", "X-1"}}, {Step::packing}},
        {{{"发生时间", "2026-03-01"}, {"环节", "拆箱"}, {"包装箱码", "X-1"}}, {Step::unpacking}},
        {{{"发生时间", "2026-03-01"}, {"环节", "入库"}}, {Step::storing}},
        {{{"生产日期", "2026-03-01"}, {"环节", "入库"}}, {Step::commissioning, Step::storing}},
        {{{"检测日期", "2026-03-01"}, {"检测结果", "合格"}}, {Step::inspecting}},
        {{{"销售时间", "2026-03-01"}}, {Step::retail_selling}},
        {{{"服务时间", "2026-03-01"}}, {Step::service_provided}},
    };
    for (const auto& row : rows) {
        auto cells = lot;
        cells.insert(cells.end(), row.cells.begin(), row.cells.end());
        cells.emplace_back("发生时间", "2026-03-01");
        const auto draft = draft_of(cells);
        std::vector<Step> steps;
        for (const auto& event : draft.events) steps.push_back(event.step);
        EXPECT_EQ(steps, row.steps) << row.cells[0].first << " " << (draft.faults.empty() ? "" : draft.faults[0].code);
    }
}

TEST_F(Drafts, TimesFallBackToTheRowsOwn) {
    const auto time = [&](const RowText& cells) {
        RowText all = {{"产品名称", "A"}, {"生产批次", "1"}, {"发生时间", "2026-03-09 09:00"}};
        all.insert(all.end(), cells.begin(), cells.end());
        const auto draft = draft_of(all);
        return draft.events.empty() ? "" : draft.events[0].event_time.to_string();
    };
    EXPECT_EQ(time({{"生产工艺", "晒"}}), "2026-03-09T09:00:00+08:00");
    EXPECT_EQ(time({{"生产日期", "2026-03-01"}}), "2026-03-01");
    EXPECT_EQ(time({{"收货时间", "2026-03-02"}, {"发货时间", "2026-03-01"}}), "2026-03-01");
    EXPECT_EQ(time({{"收货时间", "2026-03-02"}, {"发货时间", "2026-03-01"}, {"环节", "收货"}}), "2026-03-02");
}

TEST_F(Drafts, ShipmentsNameConsigneeConsignmentAndBox) {
    const auto draft = draft_of({{"产品名称", "绿橙"},
                                 {"生产批次", "LC-1"},
                                 {"生产企业名称", "甲"},
                                 {"物流企业名称", "丙"},
                                 {"发货时间", "2026-03-03"},
                                 {"收货企业名称", "乙"},
                                 {"分销批次", "F-1"},
                                 {"发货数量", "20箱"},
                                 {"包装箱码", "X-1"},
                                 {"发货地点", "琼中"},
                                 {"收货地点", "海口"},
                                 {"数量", "1200公斤"},
                                 {"温度记录", "2026-03-03 08:00=4"},
                                 {"记录编号", "k-9"}});
    ASSERT_EQ(draft.events.size(), 1U);
    const auto& event = draft.events[0];
    EXPECT_EQ(event.party_name, "丙");
    EXPECT_EQ(event.counterparty_name, "乙");
    EXPECT_EQ(event.consignment_number, "F-1");
    EXPECT_EQ(event.container, "X-1");
    EXPECT_EQ(event.quantity->to_string(), "20 box");
    EXPECT_EQ(event.place, "琼中");
    EXPECT_EQ(event.client_key, "k-9");
    EXPECT_EQ(event.contents.get(Field::temperature_log), "2026-03-03T08:00:00+08:00=4");
    EXPECT_EQ(draft.lot.quantity->to_string(), "1200 kg");
}

TEST_F(Drafts, AQuantityBesideAShipmentOrSaleIsWhatWasMoved) {
    const auto shipped =
        draft_of({{"产品名称", "绿橙"}, {"批号", "LC-1"}, {"发货时间", "2026-03-03"}, {"数量", "20箱"}});
    EXPECT_EQ(shipped.events.at(0).quantity->to_string(), "20 box");
    EXPECT_FALSE(shipped.lot.quantity.has_value());
    const auto sold = draft_of({{"产品名称", "绿橙"}, {"批号", "LC-1"}, {"销售时间", "2026-03-03"}, {"数量", "2箱"}});
    EXPECT_EQ(sold.events.at(0).quantity->to_string(), "2 box");
    const auto tested = draft_of(
        {{"产品名称", "绿橙"}, {"批号", "LC-1"}, {"检测日期", "2026-03-03"}, {"检测结果", "合格"}, {"数量", "2箱"}});
    EXPECT_EQ(tested.lot.quantity->to_string(), "2 box");
    EXPECT_FALSE(tested.events.at(0).quantity.has_value());
}

TEST_F(Drafts, InputsAreTyped) {
    const auto draft = draft_of({{"产品名称", "咖啡熟豆"},
                                 {"批号", "R-1"},
                                 {"生产企业名称", "甲"},
                                 {"生产日期", "2026-03-01"},
                                 {"环节", "拼配"},
                                 {"原料批次", "乙/咖啡生豆/G-1=60公斤；G-2=40公斤"}});
    ASSERT_EQ(draft.events.size(), 1U);
    const auto& event = draft.events[0];
    ASSERT_EQ(event.inputs.size(), 2U);
    EXPECT_EQ(event.inputs[0].lot, (model::LotRef{"乙", "咖啡生豆", "", "G-1"}));
    EXPECT_EQ(event.inputs[0].quantity->to_string(), "60 kg");
    EXPECT_EQ(event.inputs[1].lot.lot_number, "G-2");
    // The trade's own word stays readable, and what is typed is not stored twice.
    EXPECT_EQ(event.contents.get(Field::process), "拼配");
    EXPECT_FALSE(event.contents.has(Field::inputs));
    EXPECT_FALSE(event.contents.has(Field::step));
}

TEST_F(Drafts, AServiceIsAProductOfItsProvider) {
    const auto draft = draft_of({{"产品名称", "雨林研学一日游"},
                                 {"生产批次", "FW-1"},
                                 {"服务提供者", "某某旅行社"},
                                 {"服务时间", "2026-05-01"},
                                 {"客户", "李四"}});
    ASSERT_EQ(draft.events.size(), 1U);
    EXPECT_TRUE(draft.lot.service);
    EXPECT_EQ(draft.lot.ref.owner_name, "某某旅行社");
    EXPECT_EQ(draft.events[0].party_name, "某某旅行社");
    const auto by_category = draft_of({{"产品名称", "民宿"},
                                       {"生产批次", "FW-2"},
                                       {"产品类别", "住宿"},
                                       {"检测日期", "2026-05-01"},
                                       {"检测结果", "合格"}});
    EXPECT_TRUE(by_category.lot.service);
}

TEST_F(Drafts, WhatTheRowTellsOfTheProductIsNotLost) {
    const auto draft = draft_of({{"产品名称", "糕点"},
                                 {"批号", "B-1"},
                                 {"检测日期", "2026-03-03"},
                                 {"检测结果", "合格"},
                                 {"配料", "椰蓉、白糖"},
                                 {"致敏物质", "牛奶"}});
    ASSERT_EQ(draft.events.size(), 1U);
    EXPECT_EQ(draft.events[0].contents.get(Field::ingredients), "椰蓉、白糖");
    EXPECT_THAT(draft.lot.allergens, ElementsAre("milk"));
}

TEST_F(Drafts, ABoxAloneNeedsNoLot) {
    const auto draft =
        draft_of({{"包装箱码", "(00)106141412345678908"}, {"物流企业名称", "丙"}, {"发货时间", "2026-03-03"}});
    ASSERT_THAT(draft.faults, IsEmpty());
    EXPECT_EQ(draft.lot.ref.lot_number, "");
    EXPECT_EQ(draft.events.at(0).container, "106141412345678908");
    EXPECT_THAT(
        codes_of({{"包装箱码", "X-1"}, {"检测日期", "2026-03-03"}, {"检测结果", "合格"}, {"发货时间", "2026-03-03"}}),
        ElementsAre("lot_number.missing"));
}

TEST_F(Drafts, FaultsOfOneRow) {
    struct Row {
        RowText cells;
        std::vector<std::string> codes;
    };
    const RowText lot = {{"产品名称", "A"}, {"生产批次", "1"}};
    const Row rows[] = {
        {{}, {"row.no_stage"}},
        {{{"数量", "3箱"}}, {"row.no_stage"}},
        {{{"生产工艺", "晒"}}, {"produced_on.missing"}},
        {{{"检测项目", "农残"}}, {"test_result.missing", "tested_on.missing"}},
        {{{"检测日期", "2026-03-01"}, {"检测结果", "还行"}}, {"test_result.unknown"}},
        {{{"物流企业名称", "丙"}}, {"shipped_at.missing"}},
        {{{"销售地点", "海口"}}, {"sold_at.missing"}},
        {{{"服务地点", "海口"}}, {"served_at.missing"}},
        {{{"环节", "装箱"}, {"发生时间", "2026-03-01"}}, {"container.missing"}},
        {{{"环节", "合批"}, {"发生时间", "2026-03-01"}}, {"inputs.missing"}},
        {{{"环节", "飞升"}}, {"row.no_stage", "step.unknown"}},
        {{{"生产日期", "2026-07-01"}}, {"produced_on.in_future"}},
        {{{"发货时间", "2026-06-30 12:11"}}, {"shipped_at.in_future"}},
        {{{"发货时间", "2026-06-30 12:10"}}, {}},
        {{{"生产日期", "2026-06-30"}}, {}},
        {{{"发货时间", "2026-03-03 10:00"}, {"收货时间", "2026-03-03 09:59"}}, {"received_at.before_shipped"}},
        {{{"发货时间", "2026-03-03 10:00"}, {"收货时间", "2026-03-03"}}, {}},
        {{{"生产日期", "2026-03-03"}, {"销售时间", "2026-03-02"}}, {"sold_at.before_produced"}},
        {{{"生产日期", "2026-03-03"}, {"发货时间", "2026-03-02"}}, {"shipped_at.before_produced"}},
        {{{"发货时间", "2026-03-03"}, {"温度下限", "8"}, {"温度上限", "2"}}, {"temperature_high.below_low"}},
        {{{"生产日期", "2026-03-03"}, {"产品类别", "家禽"}}, {"production_address.missing"}},
        {{{"检测日期", "2026-03-03"}, {"检测结果", "合格"}, {"产品类别", "家禽"}}, {"test_item.missing"}},
        {{{"生产日期", "某天"}, {"产品类别", "火箭"}}, {"category.unknown", "produced_on.malformed"}},
    };
    for (const auto& row : rows) {
        auto cells = lot;
        cells.insert(cells.end(), row.cells.begin(), row.cells.end());
        EXPECT_EQ(codes_of(cells), row.codes) << (row.cells.empty() ? "" : row.cells[0].first);
    }
    EXPECT_THAT(codes_of({{"生产日期", "2026-03-03"}}), ElementsAre("product_name.missing", "lot_number.missing"));
    EXPECT_THAT(codes_of({{"检测日期", "2026-03-03"}, {"检测结果", "合格"}}), ElementsAre("lot_number.missing"));
}

TEST_F(Drafts, AllFaultsOfARowAtOnce) {
    const auto draft = draft_of({{"产品名称", "A"},
                                 {"商品条码", "6901234567890"},
                                 {"生产日期", "2026-02-30"},
                                 {"数量", "-3公斤"},
                                 {"检测结果", "还行"},
                                 {"发货时间", "2026-03-05"},
                                 {"收货时间", "2026-03-04"},
                                 {"颜色", "绿"}});
    std::vector<std::string> codes;
    for (const auto& fault : draft.faults) codes.push_back(fault.code);
    EXPECT_THAT(codes, ElementsAre("column.unknown", "gtin.check", "produced_on.malformed", "quantity.negative",
                                   "test_result.unknown", "lot_number.missing", "tested_on.missing",
                                   "received_at.before_shipped"));
    EXPECT_THAT(draft.events, IsEmpty());
}

TEST_F(Drafts, BrokenRecordsTellOnlyThat) {
    const auto table = decode_csv(bytes_of("产品名称,生产批次\nA,1,2\n"));
    const auto drafts = to_drafts(table.value(), {dictionary_, categories_, now_});
    ASSERT_EQ(drafts.at(0).faults.size(), 1U);
    EXPECT_EQ(drafts[0].faults[0].code, "row.too_many_cells");
    EXPECT_EQ(drafts[0].line, 2);
}

}  // namespace
}  // namespace qy::collection
