#include "model/field.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/text.h"
#include "model/draft.h"

namespace qy::model {
namespace {

TEST(FieldTable, HasTheColumnsOfThePublishedFormat) {
    struct Row {
        std::string_view zh;
        std::string_view name;
        InfoKind kind;
    };
    // clauses 7.1.1–7.1.5, by their Chinese names, and the flat row format
    const Row rows[] = {
        {"产品名称", "product_name", InfoKind::common},
        {"规格型号", "specification", InfoKind::common},
        {"生产日期", "produced_on", InfoKind::production},
        {"生产批次", "lot_number", InfoKind::common},
        {"生产企业名称", "producer_name", InfoKind::common},
        {"生产地址", "production_address", InfoKind::production},
        {"生产工艺", "process", InfoKind::production},
        {"数量", "quantity", InfoKind::production},
        {"检测机构名称", "laboratory_name", InfoKind::inspection},
        {"检测项目", "test_item", InfoKind::inspection},
        {"检测结果", "test_result", InfoKind::inspection},
        {"检测日期", "tested_on", InfoKind::inspection},
        {"物流企业名称", "carrier_name", InfoKind::logistics},
        {"运输工具", "vehicle", InfoKind::logistics},
        {"运输路线", "route", InfoKind::logistics},
        {"发货时间", "shipped_at", InfoKind::logistics},
        {"收货时间", "received_at", InfoKind::logistics},
        {"销售企业名称", "seller_name", InfoKind::sales},
        {"销售地点", "sale_place", InfoKind::sales},
        {"销售价格", "sale_price", InfoKind::sales},
        {"销售时间", "sold_at", InfoKind::sales},
        {"服务提供者", "service_provider", InfoKind::service},
        {"服务时间", "served_at", InfoKind::service},
        {"服务地点", "service_place", InfoKind::service},
        {"服务过程", "service_process", InfoKind::service},
        {"服务资源", "service_resources", InfoKind::service},
        {"服务价格", "service_price", InfoKind::service},
        {"客户", "customer_name", InfoKind::service},
        {"合同编号", "contract_number", InfoKind::service},
        {"合同内容", "contract_content", InfoKind::service},
        {"原材料和商品信息", "service_materials", InfoKind::service},
    };
    for (const auto& row : rows) {
        const auto field = find_field(row.zh);
        ASSERT_TRUE(field.has_value()) << row.zh;
        EXPECT_EQ(row_of(*field).name, row.name);
        EXPECT_EQ(row_of(*field).zh, row.zh);
        EXPECT_EQ(row_of(*field).kind, row.kind) << row.zh;
        EXPECT_EQ(find_field(row.name), field);
        EXPECT_EQ(field_of_name(row.name), field);
    }
}

TEST(FieldTable, FindsColumnsAsPeopleWriteThem) {
    struct Row {
        std::string_view column;
        std::optional<Field> field;
    };
    const Row rows[] = {
        {"批号", Field::lot_number},
        {"批次号", Field::lot_number},
        {"品名", Field::product_name},
        {" 产品名称 ", Field::product_name},
        {"产品 名称", Field::product_name},
        {"Lot Number", Field::lot_number},
        {"LOT_NUMBER", Field::lot_number},
        {"lot-number", Field::lot_number},
        {"ＧＴＩＮ", Field::gtin},
        {"种植户", Field::grower_name},
        {"农户", Field::grower_name},
        {"承运商", Field::carrier_name},
        {"检验结论", Field::test_result},
        {"过敏原", Field::allergens},
        {"环节", Field::step},
        {"备注", Field::note},
        {"", {}},
        {"颜色", {}},
        {"产品名称2", {}},
    };
    for (const auto& row : rows) EXPECT_EQ(find_field(row.column), row.field) << row.column;
}

TEST(FieldTable, NoColumnNameMeansTwoFields) {
    std::map<std::string, std::string_view> owner;
    for (const auto& row : fields()) {
        std::vector<std::string_view> names{row.name, row.zh, row.en};
        if (!row.aliases.empty()) {
            for (const auto alias : split(row.aliases, ',')) names.push_back(alias);
        }
        for (const auto name : names) {
            const auto key = replace_all(replace_all(lower_ascii(name), " ", ""), "_", "");
            const auto [at, fresh] = owner.emplace(key, row.name);
            EXPECT_TRUE(fresh || at->second == row.name) << name << ": " << at->second << ", " << row.name;
        }
    }
}

TEST(FieldTable, EveryRowIsComplete) {
    for (const auto& row : fields()) {
        EXPECT_FALSE(row.zh.empty()) << row.name;
        EXPECT_FALSE(row.en.empty()) << row.name;
        EXPECT_GT(row.code_points_max, 0U) << row.name;
        const bool listed = row.type == FieldType::dictionary || row.type == FieldType::names_list;
        EXPECT_EQ(listed, !row.dictionary.empty()) << row.name;
        if (row.public_masked) {
            EXPECT_NE(row.mask, Mask::hidden) << row.name;
        }
    }
}

TEST(FieldTable, WhatIsNotPublicStaysInside) {
    struct Row {
        Field field;
        DataClass data_class;
        Audience audience;
        bool openable;
        Mask mask;
    };
    const Row rows[] = {
        {Field::sale_price, DataClass::internal, Audience::chain, true, Mask::hidden},
        {Field::service_price, DataClass::internal, Audience::chain, true, Mask::hidden},
        {Field::customer_name, DataClass::personal, Audience::recorder, true, Mask::surname},
        {Field::customer_contact, DataClass::personal, Audience::recorder, true, Mask::phone},
        {Field::contract_number, DataClass::sensitive, Audience::recorder, true, Mask::hidden},
        {Field::contract_content, DataClass::sensitive, Audience::recorder, true, Mask::hidden},
        {Field::grower_name, DataClass::personal, Audience::chain, false, Mask::surname},
        {Field::consignee_name, DataClass::internal, Audience::chain, false, Mask::hidden},
        {Field::vehicle, DataClass::internal, Audience::chain, false, Mask::hidden},
    };
    for (const auto& row : rows) {
        const auto& found = row_of(row.field);
        EXPECT_EQ(found.data_class, row.data_class) << found.name;
        EXPECT_EQ(found.audience, row.audience) << found.name;
        EXPECT_EQ(found.openable, row.openable) << found.name;
        EXPECT_EQ(found.mask, row.mask) << found.name;
    }
    EXPECT_TRUE(row_of(Field::grower_name).public_masked);
    for (const auto& row : fields()) {
        // What everyone may read is classed open, and the other way round.
        EXPECT_EQ(row.audience == Audience::everyone, row.data_class == DataClass::open) << row.name;
    }
}

TEST(FieldTable, EachKindNamesItsParty) {
    for (const auto kind : {InfoKind::inspection, InfoKind::logistics, InfoKind::sales, InfoKind::service}) {
        EXPECT_EQ(row_of(party_field_of(kind)).kind, kind);
        EXPECT_EQ(row_of(party_field_of(kind)).type, FieldType::name);
    }
    EXPECT_EQ(party_field_of(InfoKind::production), Field::producer_name);
}

TEST(Fields, KeepOrderAndOneValueEach) {
    Fields fields;
    EXPECT_TRUE(fields.empty());
    fields.set(Field::note, "b");
    fields.set(Field::process, "水洗");
    fields.set(Field::note, "c");
    EXPECT_EQ(fields.items(), (std::vector<Fields::Item>{{Field::process, "水洗"}, {Field::note, "c"}}));
    EXPECT_EQ(fields.get(Field::note), "c");
    EXPECT_EQ(fields.get(Field::plot), "");
    EXPECT_EQ(fields.find(Field::plot), nullptr);
    fields.set(Field::process, "");
    EXPECT_FALSE(fields.has(Field::process));
    fields.set(Field::plot, "");
    EXPECT_EQ(fields.items().size(), 1U);
}

TEST(FaultText, SaysTheFieldInTheReadersLanguage) {
    struct Row {
        RowFault fault;
        Language language;
        std::string_view text;
    };
    const Row rows[] = {
        {{"tested_on", "tested_on.missing", {}}, Language::zh, "缺少“检测日期”，请补填"},
        {{"tested_on", "tested_on.missing", {}}, Language::en, "Tested on is missing; fill it in"},
        {{"", "row.too_many_cells", {"9", "8"}},
         Language::en,
         "This line has 9 cells but the header only 8; check for a separator too many"},
        {{"received_at", "received_at.before_shipped", {"2026-03-05"}},
         Language::en,
         "The goods were received before they were shipped; check both times"},
        {{"", "no.such_code", {}}, Language::en, "no.such_code"},
    };
    for (const auto& row : rows) EXPECT_EQ(fault_text(row.fault, row.language), row.text);
}

}  // namespace
}  // namespace qy::model
