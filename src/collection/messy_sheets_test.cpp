// Spreadsheets as small firms keep them (tests/data/sheets/make.py tells what is in each): every row comes in or says
// why not, and what is no data is told apart.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/text.h"
#include "collection/drafts.h"
#include "collection/product_codes.h"
#include "model/event_time.h"

namespace qy::collection {
namespace {

using model::Field;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string content_of(const std::string& name) {
    std::ifstream file(std::string(QY_SOURCE_DIR) + "/tests/data/sheets/" + name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_FALSE(text.str().empty()) << name;
    return text.str();
}

struct Reading {
    TableFacts facts;
    std::vector<std::string> rows;     ///< "5 LOT 2026-03-05 1200 kg", or "5 LOT field.problem …"
    std::vector<std::string> skipped;  ///< "9 total"
};

std::string told(const DecodedRow& row, const model::RowDraft& draft) {
    std::string out = std::to_string(draft.line) + " " + std::string(trim(row.text_of(Field::lot_number)));
    for (const auto& fault : draft.faults) out += " " + fault.code;
    if (!draft.faults.empty()) return out;
    out += " " + draft.lot.produced_on;
    if (draft.lot.quantity) out += " " + draft.lot.quantity->to_string();
    return out;
}

class MessySheets : public ::testing::Test {
 protected:
    Reading read(const std::string& name, const TableOptions& options = {}) {
        const auto bytes = content_of(name);
        Reading out;
        auto source = open_table(name, bytes_of(bytes), options);
        EXPECT_TRUE(source.ok()) << name << ": " << (source.ok() ? "" : source.error().code);
        if (!source.ok()) return out;
        RowIdentifier identifier;
        FileProducts products(name, bytes_of(bytes), options);
        for (bool more = true; more;) {  // in pieces, as an import reads it
            DecodedTable table;
            more = (*source)->read(2, table).value();
            identifier.identify(table.rows);
            EXPECT_TRUE(products.fill(table).ok());
            for (const auto& row : table.rows) {
                out.rows.push_back(told(row, to_draft(row, {dictionary_, categories_, now_})));
            }
        }
        out.facts = (*source)->facts();
        for (const auto& row : out.facts.skipped) {
            out.skipped.push_back(std::to_string(row.line) + " " +
                                  std::string(row.code.substr(row.code.find('.') + 1)));
        }
        return out;
    }
    static Error error_of(const std::string& name, const TableOptions& options = {}) {
        const auto bytes = content_of(name);
        auto source = open_table(name, bytes_of(bytes), options);
        EXPECT_FALSE(source.ok()) << name;
        if (source.ok()) return {};
        for (const auto language : {Language::zh, Language::en}) {
            const auto text = message_text(source.error().code, source.error().arguments, language);
            EXPECT_GT(text.size(), 20U) << text;
        }
        return source.error();
    }

    Dictionary dictionary_{{built_in_dictionary().begin(), built_in_dictionary().end()}};
    CategoryRules categories_{{built_in_categories().begin(), built_in_categories().end()}};
    Time now_ = model::EventTime::parse("2026-06-30T12:00:00+08:00").value().at;
};

TEST_F(MessySheets, ALedgerOfGbkWithTitlesUnitsTotalsAndSignatures) {
    const auto found = read("01-gbk-ledger.csv");
    EXPECT_EQ(found.facts.header_line, 3);
    EXPECT_THAT(found.rows, ElementsAre("4 YL260301 2026-03-01 1200 kg", "5 YL260302 2026-03-02 1350.5 kg",
                                        "6 YL260303 2026-03-03 800 jin"));
    EXPECT_THAT(found.skipped, ElementsAre("1 above_header", "2 above_header", "7 total", "9 note"));
}

TEST_F(MessySheets, MergedTitlesAboveAHeaderWithMarks) {
    const auto found = read("02-merged-titles.xlsx");
    EXPECT_EQ(found.facts.format, FileKind::xlsx);
    EXPECT_EQ(found.facts.sheet, "出货登记");
    EXPECT_EQ(found.facts.header_line, 4);
    EXPECT_THAT(found.rows, ElementsAre("5 YL260401 2026-04-01 500 kg", "6 YL260402 2026-04-02 512.5 kg",
                                        "7 YL260403 2026-04-03 525 kg", "8 YL260404 2026-04-04 537.5 kg"));
    EXPECT_THAT(found.skipped, ElementsAre("1 above_header", "2 above_header", "3 above_header", "10 note"));
}

TEST_F(MessySheets, TwoHeaderRowsWithGroups) {
    const auto found = read("03-two-header-rows.xlsx");
    EXPECT_EQ(found.facts.header_line, 2);
    std::vector<std::string> fields;
    for (const auto& column : found.facts.columns) {
        fields.push_back(column.title + "=" + (column.field ? std::string(model::row_of(*column.field).name) : "-"));
    }
    EXPECT_THAT(fields, ElementsAre("产品名称=product_name", "批次号=lot_number", "生产信息/日期=produced_on",
                                    "生产信息/企业名称=producer_name", "生产信息/地址=production_address",
                                    "检测信息/项目=test_item", "检测信息/结果=test_result", "检测信息/日期=tested_on",
                                    "检测信息/机构=laboratory_name"));
    EXPECT_THAT(found.rows, ElementsAre("3 HY260210 2026-02-10", "4 HY260211 2026-02-11", "5 HY260212 2026-02-12"));
}

TEST_F(MessySheets, SubtotalsTotalsPagesAndAMergedFirm) {
    const auto found = read("04-totals-and-pages.xlsx");
    EXPECT_THAT(found.rows, ElementsAre("2 TD260101 2026-01-01 100 kg", "3 TD260102 2026-01-02 200 kg",
                                        "4 TD260103 2026-01-03 300 kg", "8 TD260201 2026-02-01 100 kg",
                                        "9 TD260202 2026-02-02 200 kg", "10 TD260203 2026-02-03 300 kg"));
    EXPECT_THAT(found.skipped, ElementsAre("5 total", "7 header_again", "11 total", "13 total", "15 note"));
}

TEST_F(MessySheets, DatesInManyForms) {
    const auto found = read("05-dates-in-four-forms.xlsx");
    ASSERT_EQ(found.rows.size(), 7U);
    for (std::size_t i = 0; i < found.rows.size(); ++i) {
        EXPECT_EQ(found.rows[i], std::to_string(i + 2) + " RQ" + std::to_string(i + 1) + " 2026-03-05");
    }
}

TEST_F(MessySheets, JinAndKilogramsByFormatTextColumnAndTitle) {
    const auto found = read("06-jin-and-kg.xlsx");
    EXPECT_THAT(found.rows,
                ElementsAre("2 DW1 2026-01-08 1200 kg", "3 DW2 2026-01-08 2400 jin", "4 DW3 2026-01-08 350 jin",
                            "5 DW4 2026-01-08 1.2 t", "6 DW5 2026-01-08 300 jin", "7 DW6 2026-01-08 500 jin",
                            "8 DW7 quantity.unit_missing"));
}

TEST_F(MessySheets, FormulasByTheirResults) {
    const auto found = read("07-formulas.xlsx");
    EXPECT_THAT(found.rows, ElementsAre("2 LZ002 2026-05-01 25 kg", "3 LZ003 2026-05-02 27.5 kg",
                                        "4 LZ004 quantity.formula_error", "5 LZ005 quantity.formula_empty"));
    EXPECT_THAT(found.skipped, ElementsAre("6 total"));
}

TEST_F(MessySheets, WhatIsHiddenIsReadAndToldButHiddenSheetsAreNot) {
    const auto found = read("08-hidden-and-several-sheets.xlsx");
    EXPECT_EQ(found.facts.sheet, "生产记录");
    EXPECT_THAT(found.facts.sheets, ElementsAre("封面", "生产记录", "代码表"));
    EXPECT_THAT(found.facts.hidden_sheets, ElementsAre("去年"));
    EXPECT_EQ(found.rows.size(), 5U);
    EXPECT_EQ(found.facts.hidden_rows, 1);
    EXPECT_TRUE(found.facts.columns.at(1).hidden);
    EXPECT_EQ(found.facts.columns.at(1).field, std::nullopt);
    const auto named = read("08-hidden-and-several-sheets.xlsx", {.sheet = "去年", .mapping = {}});
    EXPECT_EQ(named.rows.at(0), "2 HY202501 2025-02-01");
    const auto none = error_of("08-hidden-and-several-sheets.xlsx", {.sheet = "今年", .mapping = {}});
    EXPECT_EQ(none.code, "sheet.not_found");
    EXPECT_EQ(none.arguments.at(1), "封面、生产记录、去年、代码表");
}

TEST_F(MessySheets, AnOldWorkbook) {
    const auto found = read("09-old-ledger.xls");
    EXPECT_EQ(found.facts.format, FileKind::xls);
    EXPECT_THAT(found.rows, ElementsAre("3 SG2601 2026-01-01 260.5 kg", "4 SG2602 2026-01-02 261.5 kg",
                                        "5 SG2603 2026-01-03 262.5 kg", "6 SG2604 2026-01-04 263.5 kg",
                                        "7 SG2605 2026-01-05 264.5 kg"));
    EXPECT_THAT(found.skipped, ElementsAre("1 above_header", "8 total"));
}

TEST_F(MessySheets, FilesThatExplainThemselves) {
    EXPECT_EQ(error_of("10-password.xlsx").code, "file.password");
    EXPECT_EQ(error_of("11-broken.xlsx").code, "file.damaged");
    const auto whole = content_of("08-hidden-and-several-sheets.xlsx");
    struct Row {
        std::string name;
        std::string bytes;
        std::string_view code;
    };
    const Row rows[] = {
        {"a.et", "WPS\x01\x02\x03", "file.et"},
        {"a.xls", "<html><table><tr><td>品名</td></tr></table></html>", "file.web_page"},
        {"a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and nothing more", "file.not_workbook"},
        {"a.xlsx", "PK\x03\x04junk", "file.damaged"},
        {"a.xlsx", std::string("\x00\x01\x02\xFF\xFE\xFD", 6), "file.damaged"},
        {"a.xlsb", whole, "file.binary_workbook"},
        {"a.ods", whole, "file.open_document"},
        {"a.xlsx", "", "file.empty"},
    };
    for (const auto& row : rows) {
        const auto source = open_table(row.name, bytes_of(row.bytes), {});
        EXPECT_EQ(source.ok() ? "ok" : source.error().code, row.code) << row.name;
    }
    // A CSV that somebody renamed is read for what it is.
    EXPECT_EQ(open_table("a.xls", bytes_of(content_of("01-gbk-ledger.csv")), {}).value()->facts().format,
              FileKind::csv);
}

TEST_F(MessySheets, LongNumbersAreKeptOrTold) {
    const auto found = read("12-long-numbers.xlsx");
    EXPECT_THAT(found.rows,
                ElementsAre("2 260301 2026-03-01", "3 00260302 2026-03-02", "4 260303 container.digits_lost"));
}

TEST_F(MessySheets, CodesOfProductsThatComeAtTheEnd) {
    const auto found = read("13-product-codes.csv");
    EXPECT_EQ(found.facts.header_line, 2);
    EXPECT_THAT(found.rows, ElementsAre("3 YL260501 2026-05-01 800 kg", "4 YL260502 product_code.unknown",
                                        "5 YL260503 2026-05-03 820 kg", "6 YL260504 2026-05-04 830 kg",
                                        "7 YL260505 product_code.ambiguous", "9  ", "10  ", "11  ", "12  "));
    EXPECT_THAT(found.skipped, ElementsAre("1 above_header", "8 total"));
}

TEST_F(MessySheets, AMappingCorrectsTheGuess) {
    const TableOptions options{{}, {{{"内部 编号", "记录编号"}, {"产地", "-"}}, true}};
    const auto found = read("08-hidden-and-several-sheets.xlsx", options);
    EXPECT_EQ(found.facts.columns.at(6).field, Field::event_key);
    EXPECT_TRUE(found.facts.columns.at(6).mapped);
    EXPECT_EQ(found.facts.columns.at(5).field, std::nullopt);
    EXPECT_EQ(error_of("08-hidden-and-several-sheets.xlsx", {{}, {{{"颜色", "note"}}, true}}).code,
              "mapping.unknown_title");
    EXPECT_EQ(error_of("08-hidden-and-several-sheets.xlsx", {{}, {{{"产地", "colour"}}, true}}).code,
              "mapping.unknown_field");
    EXPECT_EQ(read("08-hidden-and-several-sheets.xlsx", {{}, {{{"颜色", "note"}}, false}}).rows.size(), 5U);
}

}  // namespace
}  // namespace qy::collection
