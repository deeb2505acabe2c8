// Rows that name a product by its owner's code: told by another row of the file, before or behind, or by the store.
#include "collection/product_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collection/drafts.h"
#include "model/event_time.h"

namespace qy::collection {
namespace {

using ::testing::ElementsAre;

/// "lot product/specification" of each row, or its faults with what they tell in Chinese.
std::vector<std::string> read(std::string_view csv, const model::LotRef* known = nullptr) {
    const Dictionary dictionary{{built_in_dictionary().begin(), built_in_dictionary().end()}};
    const CategoryRules categories{{built_in_categories().begin(), built_in_categories().end()}};
    Rules rules{dictionary, categories, model::EventTime::parse("2026-06-30").value().at};
    rules.product_of = [&](const std::string& owner, const std::string& code) -> std::optional<model::LotRef> {
        if (known == nullptr || owner != known->owner_name || code != known->lot_number) return std::nullopt;
        return model::LotRef{{}, known->product_name, known->specification, {}};
    };
    FileProducts products("a.csv", bytes_of(csv), {});
    auto source = open_table("a.csv", bytes_of(csv), {}).value();
    RowIdentifier identifier;
    std::vector<std::string> out;
    for (bool more = true; more;) {  // in pieces, as an import reads it
        DecodedTable table;
        more = source->read(1, table).value();
        identifier.identify(table.rows);
        EXPECT_TRUE(products.fill(table).ok());
        for (const auto& draft : to_drafts(table, rules)) {
            auto text = draft.lot.ref.lot_number + " " + draft.lot.ref.product_name + "/" + draft.lot.ref.specification;
            if (!draft.faults.empty()) text.clear();
            for (const auto& fault : draft.faults) {
                EXPECT_GT(model::fault_text(fault, Language::en).size(), 20U);
                text += fault.code + ": " + model::fault_text(fault, Language::zh) + " ";
            }
            out.push_back(text);
        }
    }
    return out;
}

TEST(ProductCodes, TheOtherRowStandsAnywhereInTheFile) {
    EXPECT_THAT(read("产品编码,产品名称,规格型号,批次,生产日期,产地\n"
                     "P-1,,,L-1,2026-03-01,儋州\n"
                     "P-1,贵妃芒,5kg,L-2,2026-03-02,儋州\n"
                     "Ｐ-1 ,,,L-3,2026-03-03,儋州\n"),
                ElementsAre("L-1 贵妃芒/5kg", "L-2 贵妃芒/5kg", "L-3 贵妃芒/5kg"));
}

TEST(ProductCodes, ARowMaySpeakOfAProductAlone) {
    EXPECT_THAT(read("产品编码,产品名称,规格型号,产品类别,批次,生产日期,产地\n"
                     "P-1,,,,L-1,2026-03-01,儋州\n"
                     "P-1,贵妃芒,5kg,芒果,,,\n"
                     ",金煌芒,,芒果,,,\n"),
                ElementsAre("L-1 贵妃芒/5kg", " 贵妃芒/5kg", " 金煌芒/"));
    // What looks like a lot that was not filled in is no list of products.
    EXPECT_THAT(read("产品名称,批次,生产日期,数量\n贵妃芒,,,5kg\n"),
                ElementsAre(::testing::HasSubstr("row.no_stage: ")));
}

TEST(ProductCodes, UnknownAndAmbiguousCodesExplainThemselves) {
    EXPECT_THAT(
        read("产品编码,产品名称,规格型号,批次,生产日期,产地\n"
             "P-9,,,L-1,2026-03-01,儋州\n"
             "P-1,贵妃芒,5kg,L-2,2026-03-02,儋州\n"
             "P-1,金煌芒,,L-3,2026-03-02,儋州\n"
             "P-1,,,L-4,2026-03-03,儋州\n"),
        ElementsAre("product_code.unknown: 没有编码为“P-9”的产品：文件中没有写明它的产品名称，企业也没有登记这个"
                    "编码，请填写产品名称或核对编码 ",
                    "L-2 贵妃芒/5kg", "L-3 金煌芒/",
                    ::testing::HasSubstr("product_code.ambiguous: 产品编码“P-1”在文件中对应多个产品（贵妃芒 "
                                         "5kg、金煌芒），请改正编码")));
}

TEST(ProductCodes, TheProducerTellsCodesApartAndTheStoreKnowsTheRest) {
    const model::LotRef known{"甲合作社", "红毛丹", "", "P-7"};
    EXPECT_THAT(read("产品编码,产品名称,生产企业名称,批次,生产日期,产地\n"
                     "P-1,贵妃芒,甲合作社,L-1,2026-03-01,儋州\n"
                     "P-1,金煌芒,乙合作社,L-2,2026-03-01,儋州\n"
                     "P-1,,乙合作社,L-3,2026-03-01,儋州\n"
                     "P-7,,甲合作社,L-4,2026-03-01,儋州\n",
                     &known),
                ElementsAre("L-1 贵妃芒/", "L-2 金煌芒/", "L-3 金煌芒/", "L-4 红毛丹/"));
}

TEST(ProductCodes, WhatIsReadFromAnotherRowIsNoPartOfTheRowsHash) {
    const auto text = [](std::string_view other) {
        return "产品编码,产品名称,批次,生产日期,产地\nP-1,,L-1,2026-03-01,儋州\nP-1," + std::string(other) +
               ",L-2,2026-03-01,儋州\n";
    };
    const auto hash = [&](std::string_view other) {
        const auto csv = text(other);
        auto table = decode("a.csv", bytes_of(csv)).value();
        ProductCodes codes;
        codes.learn(table.rows);
        codes.fill(table);
        EXPECT_EQ(table.rows.at(0).text_of(model::Field::product_name), other);
        return table.rows.at(0).source_hash;
    };
    EXPECT_EQ(hash("贵妃芒"), hash("金煌芒"));
}

}  // namespace
}  // namespace qy::collection
