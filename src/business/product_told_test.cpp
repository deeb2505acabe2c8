// What rows tell of products: a list of products, codes of the owner's, and what contradicts the registration.
#include "product_told.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "business/testing/installation.h"
#include "business/testing/trace_world.h"
#include "storage/catalogue_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using ::testing::ElementsAre;
using testing::Installation;
using testing::machine;

class ProductTold : public ::testing::Test {
 protected:
    ProductTold() { EXPECT_EQ(here_.import("00-registry.json").rejected, 0); }
    model::PartyId party(std::string_view name = "澄迈云坡果业专业合作社") {
        return here_.store->read([&](storage::Reader& reader) { return storage::parties::by_name(reader, name); })
            .value()
            .at(0)
            .id;
    }
    /// The outcome of each row, with the code of its first fault.
    std::vector<std::string> send(const std::string& rows, const model::Actor& actor = machine(),
                                  model::PartyId recorder = {}) {
        Capture capture(here_.services);
        const auto report =
            capture.import_file({"a.json", bytes_of(rows), recorder ? recorder : party(), {}}, actor).value();
        std::vector<std::string> told;
        for (const auto& row : report.rows) {
            told.emplace_back(model::to_string(row.outcome));
            if (!row.faults.empty()) told.back() += " " + row.faults[0].code;
        }
        return told;
    }
    model::Product product(std::string_view code) {
        return here_.store
            ->read([&](storage::Reader& reader) { return storage::catalogue::product_by_code(reader, party(), code); })
            .value()
            .value();
    }
    Installation here_{testing::Backend::sqlite};
};

TEST_F(ProductTold, AListOfProductsMakesThemOnceAndCompletesThem) {
    EXPECT_THAT(send(R"([{"product_code":"A-1","product_name":"甜橙","specification":"5kg","category":"citrus",
        "product_opened":"nothing"}])"),
                ElementsAre("rejected product_opened.unknown"));
    const std::string closed =
        R"([{"product_code":"A-1","product_name":"甜橙","specification":"5kg","category":"citrus",
        "product_name_en":"Sweet orange","product_opened":"sale_price","product_closed":"process，品种"}])";
    EXPECT_THAT(send(closed), ElementsAre("accepted"));
    EXPECT_THAT(send(closed), ElementsAre("exists"));
    const auto made = product("A-1");
    EXPECT_EQ(made.name_en, "Sweet orange");
    EXPECT_THAT(made.opened, ElementsAre(model::Field::sale_price));
    EXPECT_THAT(made.closed, ElementsAre(model::Field::process, model::Field::variety));
    EXPECT_THAT(send(R"([{"product_code":"A-1","product_name":"甜橙","specification":"5kg","gtin":"6901234567892"}])"),
                ElementsAre("accepted"));
    EXPECT_EQ(product("A-1").gtin, "06901234567892");
    EXPECT_EQ(product("A-1").version, 2);
    EXPECT_THAT(send(R"([{"product_code":"A-1","product_name":"甜橙","specification":"5kg","category":"mango"}])"),
                ElementsAre("conflict product.differs"));
    EXPECT_THAT(send(R"([{"product_code":"A-1","product_name":"酸橙","category":"citrus"}])"),
                ElementsAre("conflict product_code.taken"));
    EXPECT_THAT(send(R"([{"product_code":"A-2","product_name":"甜橙","specification":"5kg"}])"),
                ElementsAre("conflict product_code.differs"));
}

TEST_F(ProductTold, ARecordNamesItsProductByCodeAlone) {
    const auto record = [](std::string_view product, std::string_view lot) {
        return R"([{)" + std::string(product) + R"(,"lot_number":")" + std::string(lot) +
               R"(","produced_on":"2026-03-01","production_address":"澄迈"}])";
    };
    EXPECT_THAT(send(record(R"("product_code":"B-1")", "L-1")), ElementsAre("rejected product_code.unknown"));
    EXPECT_THAT(send(record(R"("product_code":"B-1","product_name":"蜜橙")", "L-1")), ElementsAre("accepted"));
    EXPECT_THAT(send(record(R"("product_code":"B-1")", "L-2")), ElementsAre("accepted"));
    EXPECT_THAT(send(record(R"("product_code":"B-2","product_name":"蜜橙")", "L-3")),
                ElementsAre("conflict product_code.differs"));
    EXPECT_THAT(send(record(R"("product_code":"B-9","product_name":"琼北鲜橙（原果）")", "L-4")),
                ElementsAre("accepted"))
        << "a product that had no code yet";
    EXPECT_EQ(product("B-9").name, "琼北鲜橙（原果）");
    // What was made of it is named by the code, too.
    EXPECT_THAT(
        send(R"([{"product_name":"橙汁","lot_number":"J-1","produced_on":"2026-03-02","production_address":"澄迈",
        "inputs":"澄迈云坡果业专业合作社/B-1/L-2=10公斤"}])"),
        ElementsAre("accepted"));
}

TEST_F(ProductTold, WhoMayNotChangeAFieldOfAProductMayNotTellItInARowEither) {
    const auto clerk = testing::TraceWorld::user(party(), model::Role::party_clerk);
    EXPECT_THAT(send(R"([{"product_code":"C-1","product_name":"甜橙","category":"citrus","product_closed":"process"},
        {"product_code":"C-2","product_name":"蜜橙","category":"citrus"}])",
                     clerk, party()),
                ElementsAre("rejected submission.field_denied", "accepted"));
}

// What stands on the label is a fact of the product: told by a row of it or of a lot, kept in one form, changed by
// product.save alone.
TEST_F(ProductTold, NutritionIsToldOnceAndReadHoweverItIsWritten) {
    const auto row = [](std::string_view rest) {
        return R"([{"product_code":"N-1","product_name":"橙子软糖","category":"processed_food",)" + std::string(rest) +
               "}]";
    };
    const std::string table = "能量 1423kJ；蛋白质 5.9g；脂肪 0g；碳水化合物 77.8g；钠 25mg";
    EXPECT_THAT(send(row(R"("nutrition":"每100g：能量 340kcal；蛋白质 5.9g；脂肪 0g；碳水化合物 77.8g；钠 25mg")")),
                ElementsAre("rejected nutrition.wrong_unit"));
    EXPECT_THAT(
        send(row(
            R"("营养成分表":"每 100 克\n能量：１４２３千焦\n蛋白质：5.9 克\n脂肪：0克\n碳水化合物：77.8克\n钠：25毫克")")),
        ElementsAre("accepted"));
    EXPECT_EQ(product("N-1").nutrition, "每100g：" + table);
    EXPECT_THAT(
        send(row(
            R"("nutrition":"per 100 g: energy 1423 kJ; protein 5.9 g; fat 0 g; carbohydrate 77.8 g; sodium 25 mg")")),
        ElementsAre("exists"));
    EXPECT_THAT(send(row(R"("nutrition":"每100g：能量 1424kJ；蛋白质 5.9g；脂肪 0g；碳水化合物 77.8g；钠 25mg")")),
                ElementsAre("conflict product.differs"));
    const auto lot = [&](std::string_view name, std::string_view number) {
        return R"([{"product_name":")" + std::string(name) +
               R"(","producer_name":"澄迈云坡果业专业合作社","lot_number":")" + std::string(number) +
               R"(","produced_on":"2026-03-01","production_address":"澄迈","nutrition":"每100g：)" + table + R"("}])";
    };
    EXPECT_THAT(send(lot("橙子软糖", "N-L1")), ElementsAre("accepted")) << "says the same";
    EXPECT_THAT(send(lot("橙子软糖二号", "N-L2")), ElementsAre("accepted")) << "makes the product";
    EXPECT_THAT(send(lot("琼北鲜橙（原果）", "N-L3")), ElementsAre("accepted")) << "completes it";
}

TEST_F(ProductTold, AnotherPartysProductIsItsOwn) {
    const auto other = testing::TraceWorld::user(party("东方岭上芒园农业有限公司"), model::Role::party_administrator);
    EXPECT_THAT(send(R"([{"product_code":"A-1","product_name":"琼北鲜橙（原果）","product_closed":"process",
        "lot_number":"X"}])"),
                ElementsAre("rejected row.no_stage"));
    // What a dealer calls a farm's product in its own books is no matter of the product.
    EXPECT_THAT(
        send(R"([{"product_code":"D-7","product_name":"琼北鲜橙（原果）","producer_name":"澄迈云坡果业专业合作社",
        "lot_number":"L-9","produced_on":"2026-03-01","production_address":"澄迈"}])"),
        ElementsAre("accepted"));
    EXPECT_THAT(
        send(R"([{"product_code":"Z-7","product_name":"琼北鲜橙（原果）","producer_name":"澄迈云坡果业专业合作社",
        "lot_number":"L-9","sold_at":"2026-03-05","sale_place":"海口","seller_name":"东方岭上芒园农业有限公司"}])",
             machine(), other.party),
        ElementsAre("conflict product_code.differs"))
        << "the operator speaks for everybody";
}

}  // namespace
}  // namespace qy::business
