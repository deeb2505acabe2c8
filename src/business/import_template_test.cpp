// A template that somebody fills in is imported as it stands.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "business/capture.h"
#include "business/import_template.h"
#include "business/seed.h"
#include "business/testing/trace_world.h"
#include "collection/decode.h"
#include "collection/xlsx_write.h"

namespace qy::business {
namespace {

using collection::SheetCell;
using model::Field;

class ImportTemplate : public ::testing::Test {
 protected:
    ImportTemplate() { actor_.party = seed(world_.services()).value(); }
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
            for (const auto& column : *columns) EXPECT_EQ(model::find_field(column.title), column.field);
            ASSERT_TRUE(write_template(world_.services(), category, language, path_).ok());
            model::TableFacts facts;
            const auto file = text_of_file();
            const auto table = collection::decode("t.xlsx", bytes_of(file), {}, &facts);
            ASSERT_TRUE(table.ok()) << table.error().code;
            EXPECT_EQ(facts.columns.size(), columns->size());
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
    }
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
