#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "collection/decode.h"

namespace qy::collection {
namespace {

using model::Field;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

DecodedTable table_of(std::string_view text) {
    auto table = decode_json(bytes_of(text));
    EXPECT_TRUE(table.ok()) << (table.ok() ? "" : table.error().code) << "\n" << text;
    return table.ok() ? *std::move(table) : DecodedTable{};
}

TEST(DecodeJson, RowsOfTextsNumbersAndBooleans) {
    const auto table = table_of(R"([
        {"产品名称": "绿橙", "lot_number": "LC-\u0031", "shelf_life_days": 30, "temperature_low": -1.50, "备注": true,
         "process": null, "plot": ""},
        {},
        {"lot_number": 12345678901234567890123, "temperature_high": 1E2}
    ])");
    ASSERT_EQ(table.rows.size(), 2U);
    const auto& row = table.rows[0];
    EXPECT_EQ(row.line, 1);
    EXPECT_EQ(row.text_of(Field::product_name), "绿橙");
    EXPECT_EQ(row.text_of(Field::lot_number), "LC-1");
    EXPECT_EQ(row.text_of(Field::shelf_life_days), "30");
    EXPECT_EQ(row.text_of(Field::temperature_low), "-1.50");  // as it was written
    EXPECT_EQ(row.text_of(Field::note), "true");
    EXPECT_EQ(row.cells.size(), 5U);
    EXPECT_EQ(table.rows[1].line, 3);
    EXPECT_EQ(table.rows[1].text_of(Field::lot_number), "12345678901234567890123");
    EXPECT_EQ(table.rows[1].text_of(Field::temperature_high), "1E2");
}

TEST(DecodeJson, FaultsOfOneRowLeaveTheOthers) {
    struct Row {
        std::string_view element;
        std::string_view code;
        std::vector<std::string> arguments;
    };
    const Row rows[] = {
        {R"({"颜色": "绿"})", "column.unknown", {"颜色"}},
        {R"({"lot_number": "1", "lot_number": "2"})", "column.doubled", {"lot_number", "lot_number"}},
        {R"({"lot_number": "1", "批号": null})", "column.doubled", {"批号", "lot_number"}},
        {R"({"lot_number": {"a": [1, {"b": 2}]}})", "column.nested", {"lot_number"}},
        {R"({"lot_number": [1, 2]})", "column.nested", {"lot_number"}},
        {R"("LC-1")", "row.not_an_object", {}},
        {"7", "row.not_an_object", {}},
        {"null", "row.not_an_object", {}},
        {R"([{"lot_number": "1"}])", "row.not_an_object", {}},
    };
    for (const auto& row : rows) {
        const auto table =
            table_of(R"([{"lot_number": "A"}, )" + std::string(row.element) + R"(, {"lot_number": "B"}])");
        ASSERT_EQ(table.rows.size(), 3U) << row.element;
        ASSERT_EQ(table.rows[1].faults.size(), 1U) << row.element;
        EXPECT_EQ(table.rows[1].faults[0].code, row.code) << row.element;
        EXPECT_EQ(table.rows[1].faults[0].arguments, row.arguments) << row.element;
        EXPECT_EQ(table.rows[1].line, 2);
        EXPECT_THAT(table.rows[0].faults, IsEmpty());
        EXPECT_THAT(table.rows[2].faults, IsEmpty());
        EXPECT_EQ(table.rows[2].text_of(Field::lot_number), "B");
        EXPECT_EQ(table.rows[2].line, 3);
    }
}

TEST(DecodeJson, FilesThatCannotBeRead) {
    struct Row {
        std::string text;
        std::string_view code;
        std::vector<std::string> arguments;
    };
    const std::string deep(limits::json_depth_max + 1, '[');
    const Row rows[] = {
        {"", "file.empty", {}},
        {" \n", "file.empty", {}},
        {R"({"lot_number": "1"})", "file.not_rows", {}},
        {"\"text\"", "file.not_rows", {}},
        {"12", "file.not_rows", {}},
        {"null", "file.not_rows", {}},
        {"[", "json.malformed", {"1:2"}},
        {"[{},\n {]", "json.malformed", {"2:3"}},
        {"[] x", "json.malformed", {"1:4"}},
        {"[{\"note\": \"\\ud800\"}]", "json.malformed", {}},
        {"[{\"note\": 01}]", "json.malformed", {}},
        {deep, "json.too_deep", {"32"}},
    };
    for (const auto& row : rows) {
        const auto table = decode_json(bytes_of(row.text));
        ASSERT_FALSE(table.ok()) << row.text;
        EXPECT_EQ(table.error().code, row.code) << row.text;
        if (!row.arguments.empty()) {
            EXPECT_EQ(table.error().arguments, row.arguments) << row.text;
        }
    }
    EXPECT_EQ(table_of("[]").rows.size(), 0U);
}

TEST(DecodeJson, HostileBytesEndWithRowsOrACode) {
    const std::string good = R"([{"产品名称":"绿\n橙","lot_number":1.5e3},[{}],null])";
    for (std::size_t size = 0; size <= good.size(); ++size) (void)decode_json(bytes_of(good.substr(0, size)));
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const int byte : {0x00, 0x0A, 0x22, 0x2C, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x80, 0xE4, 0xFF}) {
            auto changed = good;
            changed[at] = static_cast<char>(byte);
            const auto table = decode_json(bytes_of(changed));
            EXPECT_TRUE(table.ok() || !table.error().code.empty());
        }
    }
}

TEST(DecodeRows, ReadsARequestsRowsTheSameWay) {
    const auto parsed = parse_json(R"([{"lot_number":"LC-1","shelf_life_days":30,"note":true,"plot":null},
                                       {"colour":"x"},5,{"lot_number":[1]}])");
    const auto table = decode_rows(parsed.value().as_array());
    ASSERT_TRUE(table.ok());
    ASSERT_EQ(table->rows.size(), 4U);
    EXPECT_EQ(table->rows[0].text_of(Field::shelf_life_days), "30");
    EXPECT_EQ(table->rows[0].text_of(Field::note), "true");
    EXPECT_EQ(table->rows[1].faults.at(0).code, "column.unknown");
    EXPECT_EQ(table->rows[2].faults.at(0).code, "row.not_an_object");
    EXPECT_EQ(table->rows[3].faults.at(0).code, "column.nested");
    const auto file = table_of(R"([{"note":true,"shelf_life_days":30,"lot_number":"LC-1"}])");
    EXPECT_EQ(file.rows.at(0).source_hash, table->rows[0].source_hash);
}

TEST(Decode, ChoosesByNameAndContent) {
    struct Row {
        std::string_view name;
        std::string_view text;
    };
    const Row rows[] = {
        {"rows.json", R"([{"lot_number":"1"}])"}, {"ROWS.JSON", R"([{"lot_number":"1"}])"},
        {"rows", "  [{\"lot_number\":\"1\"}]"},   {"rows.txt", "\xEF\xBB\xBF[{\"lot_number\":\"1\"}]"},
        {"rows.csv", "lot_number\n1\n"},          {"", "lot_number\n1\n"},
        {"rows.tsv", "lot_number\tnote\n1\t\n"},
    };
    for (const auto& row : rows) {
        const auto table = decode(row.name, bytes_of(row.text));
        ASSERT_TRUE(table.ok()) << row.text;
        EXPECT_EQ(table->rows.at(0).text_of(Field::lot_number), "1");
    }
    EXPECT_EQ(decode("rows.json", bytes_of("lot_number\n1\n")).error().code, "json.malformed");
}

}  // namespace
}  // namespace qy::collection
