#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "collection/decode.h"
#include "decoded_table.h"

namespace qy::collection {
namespace {

using model::Field;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

DecodedTable table_of(std::string_view text) {
    auto table = decode_csv(bytes_of(text));
    EXPECT_TRUE(table.ok()) << (table.ok() ? "" : table.error().code) << "\n" << text;
    return table.ok() ? *std::move(table) : DecodedTable{};
}

std::string error_of(std::string_view text) {
    const auto table = decode_csv(bytes_of(text));
    return table.ok() ? "ok" : table.error().code;
}

TEST(DecodeCsv, FindsSeparatorAndColumns) {
    const std::string_view texts[] = {
        "产品名称,生产批次,数量\n绿橙,LC-1,\"1,200公斤\"\n",
        "product_name,lot_number,quantity\r\n绿橙,LC-1,\"1,200公斤\"\r\n",
        "产品名称\t生产批次\t数量\n绿橙\tLC-1\t1,200公斤\n",
        "品名;批号;数量\n绿橙;LC-1;1,200公斤",
        "\xEF\xBB\xBF产品名称,生产批次,数量\r绿橙,LC-1,\"1,200公斤\"",
        "\n\n数量,生产批次,产品名称\n\"1,200公斤\",LC-1,绿橙\n\n",
        "\"产品名称\",\"生产批次\",\"数量\"\n\"绿橙\",\"LC-1\",\"1,200公斤\"\n",
    };
    std::vector<std::array<std::uint8_t, 32>> hashes;
    for (const auto text : texts) {
        const auto table = table_of(text);
        ASSERT_EQ(table.rows.size(), 1U) << text;
        const auto& row = table.rows[0];
        EXPECT_EQ(row.line, 2);
        EXPECT_EQ(row.text_of(Field::product_name), "绿橙");
        EXPECT_EQ(row.text_of(Field::lot_number), "LC-1");
        EXPECT_EQ(row.text_of(Field::quantity), "1,200公斤");
        EXPECT_EQ(row.text_of(Field::process), "");
        EXPECT_THAT(row.faults, IsEmpty());
        hashes.push_back(row.source_hash);
    }
    // The same row is the same, whatever carried it.
    for (const auto& hash : hashes) EXPECT_EQ(hash, hashes[0]);
    const auto json =
        decode_json(bytes_of(R"([{"批号":"LC-1","product_name":"绿橙","数量":"1,200公斤","note":null}])"));
    ASSERT_TRUE(json.ok());
    EXPECT_EQ(json->rows.at(0).source_hash, hashes[0]);
}

TEST(DecodeCsv, Gb18030IsTheSameRow) {
    const auto gb =
        table_of("\xB2\xFA\xC6\xB7\xC3\xFB\xB3\xC6,\xC9\xFA\xB2\xFA\xC5\xFA\xB4\xCE\n\xC2\xCC\xB3\xC8,LC-1\n");
    const auto utf = table_of("产品名称,生产批次\n绿橙,LC-1\n");
    EXPECT_EQ(gb.rows.at(0).source_hash, utf.rows.at(0).source_hash);
}

TEST(DecodeCsv, TheHashIsOfTheDocumentedBytes) {
    const auto table = table_of("生产批次,产品名称,颜色\nLC-1,绿橙,绿\n");
    // sm3 of {"lot_number":"LC-1","product_name":"绿橙"}
    EXPECT_EQ(to_hex(table.rows.at(0).source_hash), "ab2a6fa207ea253b8bc2dcb69d4ad3937b3743b136c7d0cf5ee67a36659ab043");
}

TEST(DecodeCsv, CountsRecordsAndEqualRows) {
    const auto table = table_of("产品名称,生产批次\nA,1\n\nA,1\n,\nA,2\n\"A\",\"1\"\n");
    ASSERT_EQ(table.rows.size(), 4U);
    const std::pair<int, int> expected[] = {{2, 1}, {4, 2}, {6, 1}, {7, 3}};  // line, occurrence
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(table.rows[i].line, expected[i].first);
        EXPECT_EQ(table.rows[i].occurrence, expected[i].second);
    }
    // A line break inside a quoted cell does not make another record.
    EXPECT_EQ(table_of("产品名称,备注\nA,\"x\ny\"\nB,z\n").rows.at(1).line, 3);
}

TEST(DecodeCsv, UnknownColumnsAreIgnoredAndTold) {
    const auto table = table_of("序号,产品名称,颜色,\n1,绿橙,绿,x\n");
    EXPECT_THAT(table.ignored_columns, ElementsAre("序号", "颜色"));
    EXPECT_EQ(table.rows.at(0).cells.size(), 1U);
    EXPECT_THAT(table.rows.at(0).faults, IsEmpty());
}

TEST(DecodeCsv, UnitsOfTitlesGoWithBareNumbers) {
    const auto table = table_of(
        "产品名称,数量（公斤）,销售价格(元/斤),检测项目（必填）\n"
        "绿橙,1200,12.8,农残\n绿橙,３箱,免费,农残\n绿橙,\"1,200.5\",,农残\n");
    EXPECT_EQ(table.rows.at(0).text_of(Field::quantity), "1200公斤");
    EXPECT_EQ(table.rows.at(0).text_of(Field::sale_price), "12.8元/斤");
    EXPECT_EQ(table.rows.at(0).text_of(Field::test_item), "农残");
    EXPECT_EQ(table.rows.at(1).text_of(Field::quantity), "３箱");
    EXPECT_EQ(table.rows.at(1).text_of(Field::sale_price), "免费");
    EXPECT_EQ(table.rows.at(2).text_of(Field::quantity), "1,200.5公斤");
    const auto written_out = table_of("产品名称,数量,销售价格,检测项目\n绿橙,1200公斤,12.8元/斤,农残\n");
    EXPECT_EQ(table.rows.at(0).source_hash, written_out.rows.at(0).source_hash);
}

TEST(DecodeCsv, FaultsOfOneRowLeaveTheOthers) {
    const auto table = table_of("产品名称,生产批次\nA,1,x\nB,2,,\n\"C,3\nD,4\n");
    ASSERT_EQ(table.rows.size(), 4U);
    ASSERT_EQ(table.rows[0].faults.size(), 1U);
    EXPECT_EQ(table.rows[0].faults[0].code, "row.too_many_cells");
    EXPECT_THAT(table.rows[0].faults[0].arguments, ElementsAre("3", "2"));
    EXPECT_THAT(table.rows[1].faults, IsEmpty());  // blank cells too many are nobody's fault
    ASSERT_EQ(table.rows[2].faults.size(), 1U);
    EXPECT_EQ(table.rows[2].faults[0].code, "row.malformed_quote");
    EXPECT_EQ(table.rows[3].text_of(Field::product_name), "D");
    EXPECT_EQ(table.rows[3].line, 5);
    EXPECT_THAT(table.rows[3].faults, IsEmpty());
}

TEST(DecodeCsv, FilesThatCannotBeRead) {
    struct Row {
        std::string text;
        std::string_view code;
    };
    const Row rows[] = {
        {"", "file.empty"},
        {"\xEF\xBB\xBF", "file.empty"},
        {"\n \n", "file.empty"},
        {"颜色,大小\n绿,大\n", "file.no_known_column"},
        {"绿橙,LC-1\n", "file.no_known_column"},
        {"产品名称,品名\nA,B\n", "column.doubled"},
        {"批号,lot_number\nA,B\n", "column.doubled"},
        {"\xFF\xFE", "encoding.utf16"},
        {"lot\xFF\xFF\n", "encoding.unknown"},
    };
    for (const auto& row : rows) EXPECT_EQ(error_of(row.text), row.code) << row.text;
    EXPECT_EQ(table_of("产品名称\n").rows.size(), 0U);
    EXPECT_EQ(table_of("产品名称").rows.size(), 0U);
}

TEST(DecodeCsv, LimitOfColumns) {
    const auto with_columns = [](std::size_t columns) {
        std::string text = "产品名称";
        for (std::size_t i = 1; i < columns; ++i) text += ",x" + std::to_string(i);
        return text + "\nA\n";
    };
    EXPECT_EQ(error_of(with_columns(limits::import_columns_max - 1)), "ok");
    EXPECT_EQ(error_of(with_columns(limits::import_columns_max)), "ok");
    EXPECT_EQ(error_of(with_columns(limits::import_columns_max + 1)), "file.too_many_columns");
}

TEST(DecodeCsv, LimitOfRows) {
    const auto rows_read = [](std::size_t rows) {
        std::string text = "批号\n";
        for (std::size_t i = 0; i < rows; ++i) text += "1\n";
        const auto table = decode_csv(bytes_of(text));
        return table.ok() ? std::to_string(table->rows.size()) : table.error().code;
    };
    EXPECT_EQ(rows_read(limits::import_rows_max), std::to_string(limits::import_rows_max));
    EXPECT_EQ(rows_read(limits::import_rows_max + 1), "file.too_many_rows");
}

TEST(DecodeCsv, LimitOfBytes) {
    std::string text = "批号\n1\n";
    text.resize(limits::import_bytes_max, '\n');
    EXPECT_EQ(error_of(text), "ok");
    text += '\n';
    EXPECT_EQ(error_of(text), "file.too_large");
}

TEST(DecodeCsv, HostileBytesEndWithARowOrACode) {
    // Every prefix and every single changed byte of a good file is decoded or refused, never worse.
    const std::string good = "产品名称,生产批次,备注\r\n绿橙,LC-1,\"a\"\"b\nc\"\r\n";
    for (std::size_t size = 0; size <= good.size(); ++size) (void)decode_csv(bytes_of(good.substr(0, size)));
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const int byte : {0x00, 0x0A, 0x0D, 0x22, 0x2C, 0x7F, 0x80, 0xC3, 0xE4, 0xF0, 0xFF}) {
            auto changed = good;
            changed[at] = static_cast<char>(byte);
            const auto table = decode_csv(bytes_of(changed));
            EXPECT_TRUE(table.ok() || !table.error().code.empty());
        }
    }
}

TEST(DecodeCsv, TextsOutliveAMoveOfTheTable) {
    auto table = table_of("产品名称,备注\nA,\"say \"\"hi\"\"\"\n");
    const DecodedTable moved = std::move(table);
    EXPECT_EQ(moved.rows.at(0).text_of(Field::product_name), "A");
    EXPECT_EQ(moved.rows.at(0).text_of(Field::note), "say \"hi\"");
}

}  // namespace
}  // namespace qy::collection
