// A template that somebody fills in is imported as it stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "business/capture.h"
#include "business/catalogue.h"
#include "business/change_preview.h"
#include "business/import_template.h"
#include "business/review.h"
#include "business/seed.h"
#include "business/testing/trace_world.h"
#include "collection/decode.h"
#include "collection/xlsx_write.h"
#include "reference.h"

namespace qy::business {
namespace {

using collection::SheetCell;
using model::Field;

class ImportTemplate : public ::testing::Test {
 protected:
    ImportTemplate() {
        actor_.party = seed(world_.services()).value();
        change(R"({"operation":"save","category":"fruit","base_version":1,"attributes":[
            {"name":"grade","zh":"果品等级","en":"Fruit grade","type":"dictionary","dictionary":"disposition"}]})");
        change(R"({"operation":"save","category":"citrus","base_version":1,"attributes":[
            {"name":"sugar","zh":"糖酸度","en":"Sugar","type":"number","unit":"°Bx","low":"8","high":"20","required":true},
            {"name":"weight","zh":"单果克重","en":"Weight","type":"quantity","unit":"g","high":"900"},
            {"name":"waxed","zh":"是否打蜡","en":"Waxed","type":"flag"},
            {"name":"picked","zh":"采收日","en":"Picked","type":"day"},
            {"name":"remarks","zh":"园主说","en":"Grower says","type":"text"}]})");
    }
    void change(std::string_view content) {
        auto made = catalogue_change(model::ChangeKind::catalogue, parse_json(content).value().as_object());
        const auto done = Review(world_.services()).submit(actor_.party, {*std::move(made)}, actor_);
        ASSERT_TRUE(done.ok()) << done.error().code;
    }
    [[nodiscard]] std::string text_of_file() const {
        std::ifstream in(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    testing::TraceWorld world_;
    model::Actor actor_{.name = "operator:0", .channel = model::Channel::operator_command};
    storage::testing::TempFolder folder_;
    std::filesystem::path path_ = std::filesystem::path(folder_.path()) / "t.xlsx";
};

TEST_F(ImportTemplate, EveryColumnIsReadByAnImport) {
    for (const auto language : {Language::zh, Language::en}) {
        for (const auto* category : {"citrus", "tourism"}) {
            const auto columns = template_columns(world_.services(), category, language);
            ASSERT_TRUE(columns.ok()) << category << " " << columns.error().code;
            ASSERT_TRUE(write_template(world_.services(), category, language, path_).ok());
            model::TableFacts facts;
            const auto file = text_of_file();
            const auto reference = load_reference(world_.services().store, world_.clock().now()).value();
            model::TableOptions options;
            options.attributes = &reference.categories.attribute_titles();
            const auto table = collection::decode("t.xlsx", bytes_of(file), options, &facts);
            ASSERT_TRUE(table.ok()) << table.error().code;
            ASSERT_EQ(facts.columns.size(), columns->size());
            for (std::size_t i = 0; i < columns->size(); ++i) {
                const auto& column = (*columns)[i];
                EXPECT_EQ(facts.columns[i].attribute, column.attribute);
                if (column.attribute.empty()) {
                    EXPECT_EQ(facts.columns[i].field, column.field);
                }
            }
            EXPECT_EQ(facts.hidden_sheets.size(), 1U);
            EXPECT_TRUE(table->rows.empty());
        }
    }
    EXPECT_EQ(template_columns(world_.services(), "no such", Language::zh).error().code, "category.not_found");
}

/// The template's columns with the example in the first row, as a user's program saves them.
TEST_F(ImportTemplate, TheExampleIsAccepted) {
    for (const auto* category : {"citrus", "tourism"}) {
        const auto columns = template_columns(world_.services(), category, Language::zh).value();
        auto book = collection::XlsxWriter::create(path_);
        ASSERT_TRUE(book.ok() && book->add_sheet({.name = "填写"}).ok());
        std::vector<SheetCell> titles;
        std::vector<SheetCell> values;
        for (const auto& column : columns) {
            titles.emplace_back(std::string_view(column.title));
            values.emplace_back(std::string_view(column.example));
        }
        ASSERT_TRUE(book->add_row(titles).ok() && book->add_row(values).ok() && book->close().ok());
        const auto file = text_of_file();
        Capture capture(world_.services());
        const auto report = capture.import_file({"t.xlsx", bytes_of(file), {}, {}}, actor_);
        ASSERT_TRUE(report.ok()) << report.error().code;
        for (const auto& row : report->rows) {
            for (const auto& fault : row.faults) ADD_FAILURE() << category << " " << fault.field << " " << fault.code;
        }
        EXPECT_EQ(report->accepted, 1);
        if (std::string_view(category) == "tourism") continue;
        const auto titles_of = [&](const auto& column) { return column.attribute; };
        EXPECT_THAT(columns, ::testing::Contains(::testing::ResultOf(titles_of, "sugar")));
    }
}

TEST_F(ImportTemplate, AttributesOfTheCategoryAndThoseAboveItAreColumns) {
    const auto columns = template_columns(world_.services(), "citrus", Language::zh).value();
    const auto column = [&](std::string_view name) {
        return *std::ranges::find(columns, name, &TemplateColumn::attribute);
    };
    EXPECT_EQ(column("sugar").title, "糖酸度（°Bx）");
    EXPECT_TRUE(column("sugar").required);
    EXPECT_THAT(column("sugar").hint, ::testing::HasSubstr("8 – 20 °Bx"));
    EXPECT_EQ(column("weight").title, "单果克重（g）");
    EXPECT_THAT(column("waxed").choices, ::testing::ElementsAre("是", "否"));
    EXPECT_TRUE(column("grade").strict) << "of the category above";
    EXPECT_GT(column("grade").choices.size(), 2U);
    const auto other = template_columns(world_.services(), "mango", Language::zh).value();
    EXPECT_TRUE(std::ranges::none_of(other, [](const auto& one) { return one.attribute == "sugar"; }));
    EXPECT_TRUE(std::ranges::any_of(other, [](const auto& one) { return one.attribute == "grade"; }));
}

TEST_F(ImportTemplate, RequiredFieldsAndChoicesFollowTheCategory) {
    const auto columns = template_columns(world_.services(), "citrus", Language::zh).value();
    const auto column = [&](Field field) { return *std::ranges::find(columns, field, &TemplateColumn::field); };
    EXPECT_TRUE(column(Field::lot_number).required);
    EXPECT_FALSE(column(Field::note).required);
    EXPECT_THAT(column(Field::test_result).choices, ::testing::Contains("合格"));
    EXPECT_TRUE(column(Field::test_result).strict);
    EXPECT_FALSE(column(Field::test_item).choices.empty());
    EXPECT_FALSE(column(Field::test_item).strict);
}

}  // namespace
}  // namespace qy::business
