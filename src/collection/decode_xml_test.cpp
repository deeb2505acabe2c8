#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "collection/decode.h"

namespace qy::collection {
namespace {

using model::Field;

DecodedTable table_of(std::string_view text) {
    auto table = decode_xml(bytes_of(text));
    EXPECT_TRUE(table.ok()) << (table.ok() ? "" : table.error().code) << "\n" << text;
    return table.ok() ? *std::move(table) : DecodedTable{};
}

std::string code_of(std::string_view text) {
    const auto table = decode_xml(bytes_of(text));
    return table.ok() ? "" : table.error().code;
}

TEST(DecodeXml, RowsOfElements) {
    const auto table = table_of(R"(<?xml version="1.0" encoding="UTF-8"?>
        <rows xmlns="urn:x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x a.xsd">
          <row><lot_number> LC-1 </lot_number><产品名称>绿橙</产品名称><note>a &lt; b &amp; <![CDATA[<c>]]></note></row>
          <row/>
          <row><!-- nothing --><plot></plot><生产批次>LC-2</生产批次></row>
        </rows>)");
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].line, 1);
    EXPECT_EQ(table.rows[0].text_of(Field::lot_number), " LC-1 ");
    EXPECT_EQ(table.rows[0].text_of(Field::product_name), "绿橙");
    EXPECT_EQ(table.rows[0].text_of(Field::note), "a < b & <c>");
    EXPECT_TRUE(table.rows[0].faults.empty());
    EXPECT_EQ(table.rows[1].line, 3);
    EXPECT_EQ(table.rows[1].text_of(Field::lot_number), "LC-2");
}

TEST(DecodeXml, TheSameRowIsTheSameAsInJson) {
    const auto xml = table_of("<rows><row><lot_number>A</lot_number><note>x</note></row></rows>");
    const auto json = decode_json(bytes_of(std::string_view(R"([{"note":"x","lot_number":"A"}])"))).value();
    EXPECT_EQ(xml.rows.at(0).source_hash, json.rows.at(0).source_hash);
}

TEST(DecodeXml, NothingThatIsSaidGoesUnread) {
    const struct {
        std::string_view row;
        std::string_view code;
    } cases[] = {
        {"<row><colour>red</colour></row>", "column.unknown"},
        {"<row><lot_number>A</lot_number><批次>B</批次></row>", "column.doubled"},
        {"<row><note>a<b>c</b></note></row>", "column.nested"},
        {"<row lot_number=\"A\"><note>a</note></row>", "column.attribute"},
        {"<row><note unit=\"kg\">a</note></row>", "column.attribute"},
        {"<row>loose<note>a</note></row>", "row.loose_text"},
        {"<line><note>a</note></line>", "row.other_element"},
    };
    for (const auto& one : cases) {
        const auto table = table_of("<rows>" + std::string(one.row) + "</rows>");
        ASSERT_EQ(table.rows.size(), 1U) << one.row;
        ASSERT_FALSE(table.rows[0].faults.empty()) << one.row;
        EXPECT_EQ(table.rows[0].faults[0].code, one.code);
    }
}

TEST(DecodeXml, WhatCannotBeReadIsTold) {
    EXPECT_EQ(code_of("<rows><row></rows>"), "xml.malformed");
    EXPECT_EQ(code_of("<!DOCTYPE rows [<!ENTITY a 'b'>]><rows><row><note>&a;</note></row></rows>"), "xml.doctype");
    EXPECT_EQ(code_of("<Workbook/>"), "xml.not_rows");
    EXPECT_EQ(code_of("<?xml version='1.0' encoding='ISO-8859-1'?><rows/>"), "xml.encoding");
    EXPECT_EQ(code_of(" \n"), "file.empty");
    std::string deep = "<rows><row>";
    for (std::size_t i = 0; i < limits::sheet_xml_depth_max; ++i) deep += "<a>";
    EXPECT_EQ(code_of(deep), "xml.too_deep");
}

TEST(DecodeXml, ChineseEncodingsAreReadWhateverTheySay) {
    const std::string gbk =
        "<?xml version=\"1.0\" encoding=\"GBK\"?><rows><row><lot_number>\xC5\xFA\xB4\xCE</lot_number></row></rows>";
    EXPECT_EQ(table_of(gbk).rows.at(0).text_of(Field::lot_number), "批次");
    std::string mistaken = gbk;
    mistaken.replace(mistaken.find("GBK"), 3, "UTF-8");
    EXPECT_EQ(table_of(mistaken).rows.at(0).text_of(Field::lot_number), "批次");
}

TEST(DecodeXml, IsToldByItsRootElement) {
    const auto kind = [](std::string_view name, std::string_view text) {
        const auto opened = open_table(name, bytes_of(text), {});
        return opened.ok() ? std::string(to_string((*opened)->facts().format)) : opened.error().code;
    };
    EXPECT_EQ(kind("a.txt", "<!-- rows --><?x y?><rows/>"), "xml");
    EXPECT_EQ(kind("a.xml", "<Workbook/>"), "xml.not_rows");
    EXPECT_EQ(kind("a.xls", "<?xml version='1.0'?><Workbook/>"), "file.web_page");
    EXPECT_EQ(kind("a.xls", "<html/>"), "file.web_page");
}

}  // namespace
}  // namespace qy::collection
