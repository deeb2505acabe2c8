// Workbooks that nobody's program writes: bombs, entities, sheets without references, many rows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include <fstream>

#include "base/limits.h"
#include "collection/decode.h"
#include "testing/zip_builder.h"
#include "zip_package.h"

namespace qy::collection {
namespace {

using model::Field;
using ::testing::ElementsAre;

std::string sheet_of(std::string_view rows, std::string_view behind = "") {
    return "<worksheet><sheetData>" + std::string(rows) + "</sheetData>" + std::string(behind) + "</worksheet>";
}
std::string cell(std::string_view text) {
    return "<c t='inlineStr'><is><t>" + std::string(text) + "</t></is></c>";
}
const std::string kHeader = "<row>" + cell("批号") + cell("品名") + "</row>";

std::string outcome_of(const ZipParts& parts) {
    const auto file = zip_of(parts);
    const auto table = decode("a.xlsx", bytes_of(file));
    if (!table.ok()) return table.error().code;
    std::string out;
    for (const auto& row : table->rows) {
        out += std::to_string(row.line);
        for (const auto& one : row.cells) out += " " + std::string(one.text);
        for (const auto& fault : row.faults) out += " " + fault.code;
        out += "\n";
    }
    return out;
}

TEST(XlsxGrid, CellsOfEveryKind) {
    const auto rows = kHeader +
                      "<row r='4'><c r='B4' t='s'><v>1</v></c></row>"                  // not of column A
                      "<row><c t='str'><f>A1</f><v>LC-1</v></c><c><v>7</v></c></row>"  // no references
                      "<row r='9'><c r='A9' s='1'><v>46086</v></c><c s='2'><v>46086.5</v></c></row>"
                      "<row r='10'><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c></row>"
                      "<row r='11'><c/><c t='d'><v>2026-03-05</v></c></row>"
                      "<row r='12'><c><f>1/0</f></c></row>"
                      "<row r='13'><c t='s'><v>0</v></c></row>";
    const auto texts = "<sst><si><r><t>绿</t></r><r><t>橙</t></r><rPh><t>lv</t></rPh></si><si><t>芒果</t></si></sst>";
    EXPECT_EQ(outcome_of(workbook_parts(sheet_of(rows), texts)),
              "4 芒果\n5 7 LC-1\n9 2026-03-05 2026-03-05\n10 TRUE product_name.formula_error\n11 2026-03-05\n"
              "12 lot_number.formula_empty\n13 绿橙\n");
    EXPECT_EQ(outcome_of(workbook_parts(sheet_of(kHeader + "<row><c s='1'><v>100</v></c></row>"), "<sst/>",
                                        "<workbookPr date1904='1'/>")),
              "2 1904-04-10\n");
}

TEST(XlsxGrid, MergedAreasReachDown) {
    const auto rows = kHeader + "<row>" + cell("L1") + cell("芒果") + "</row><row>" + cell("L2") + "</row><row>" +
                      cell("L3") + cell("荔枝") + "</row>";
    const auto merged = "<mergeCells><mergeCell ref='B2:B3'/><mergeCell ref='nonsense'/></mergeCells>";
    EXPECT_EQ(outcome_of(workbook_parts(sheet_of(rows, merged))), "2 芒果 L1\n3 芒果 L2\n4 荔枝 L3\n");
    const auto amounts = "<row>" + cell("批号") + cell("数量") + "</row><row>" + cell("L1") + cell("30kg") +
                         "</row><row>" + cell("L2") + "</row>";
    EXPECT_EQ(outcome_of(workbook_parts(sheet_of(amounts, merged))), "2 L1 30kg\n3 L2 30kg quantity.merged\n");
}

TEST(XlsxGrid, DamagedAndHostileWorkbooks) {
    const auto with = [](std::string sheet, std::string texts = "<sst/>") {
        return outcome_of(workbook_parts(std::move(sheet), std::move(texts)));
    };
    const auto row = [](std::string_view inside) { return sheet_of(kHeader + std::string(inside)); };
    EXPECT_EQ(with("<worksheet><sheetData>"), "file.damaged");
    EXPECT_EQ(with(row("<row><c t='s'><v>0</v></c></row>")), "file.damaged");  // no such text
    EXPECT_EQ(with(row("<row r='1'><c><v>0</v></c></row>")), "file.damaged");  // rows go back
    EXPECT_EQ(with(row("<row r='5'><row r='6'/></row>")), "file.damaged");
    EXPECT_EQ(with("<!DOCTYPE x [<!ENTITY a 'b'>]>" + row("<row/>")), "xml.doctype");
    EXPECT_EQ(with(row("<row/>"), "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><sst/>"), "xml.doctype");
    std::string deep;
    for (std::size_t i = 0; i < limits::sheet_xml_depth_max; ++i) deep += "<a>";
    EXPECT_EQ(with("<worksheet>" + deep), "xml.too_deep");
    const std::string huge(limits::sheet_cell_bytes_max, 'x');
    EXPECT_EQ(with(row("<row>" + cell(huge + "y") + "</row>")), "sheet.cell_too_large");
    EXPECT_EQ(with(row("<row/>"), "<sst><si><t>" + huge + "y</t></si></sst>"), "sheet.cell_too_large");
    EXPECT_EQ(with("<worksheet a='" + std::string(limits::sheet_token_bytes_max + (1U << 20U), 'x') + "'/>"),
              "sheet.token_too_large");
    EXPECT_EQ(with(sheet_of("<row>" + cell("颜色") + "</row>")), "file.no_known_column");
    EXPECT_EQ(with(sheet_of("")), "file.empty");
    EXPECT_EQ(outcome_of({{"word/document.xml", "<a/>"}}), "file.not_workbook");
    EXPECT_EQ(outcome_of({{"content.xml", "<a/>"}}), "file.open_document");
}

Result<std::size_t> unpacked_size(const std::string& file, std::uint64_t part_bytes_max) {
    QY_TRY(package, ZipPackage::open(bytes_of(file), part_bytes_max));
    QY_TRY(part, package.open_part("part"));
    std::size_t whole = 0;
    std::string piece(4'096, ' ');
    for (;;) {
        QY_TRY(size, part->read(piece.data(), piece.size()));
        if (size == 0) return whole;
        whole += size;
    }
}

TEST(XlsxGrid, ABombIsRefusedBeforeItIsUnpacked) {
    const auto file = zip_of({{"part", std::string(10'000'000, ' ')}});
    EXPECT_LT(file.size(), 20'000U);
    EXPECT_EQ(unpacked_size(file, 10'000'001).value(), 10'000'000U);
    EXPECT_EQ(unpacked_size(file, 10'000'000).value(), 10'000'000U);
    const auto refused = unpacked_size(file, 9'999'999);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "sheet.too_large");
}

/// The memory that this program holds now, in bytes.
std::int64_t memory_now() {
    std::ifstream file("/proc/self/statm");
    std::int64_t whole = 0;
    std::int64_t resident = 0;
    file >> whole >> resident;
    return resident * sysconf(_SC_PAGESIZE);
}

/// How much the memory grows at most while a sheet of so many rows is read, each with a text of its own.
std::int64_t memory_to_read(int rows) {
    const auto file = [&] {
        std::string texts = "<sst>";
        std::string cells = kHeader;
        for (int i = 0; i < rows; ++i) {
            texts += "<si><t>LC-" + std::to_string(i) + "</t></si>";
            cells +=
                "<row><c t='s'><v>" + std::to_string(i) + "</v></c>" + cell("绿橙，特级，果径七十毫米以上") + "</row>";
        }
        return zip_of(workbook_parts(sheet_of(cells), texts + "</sst>"));
    }();
    malloc_trim(0);
    const auto before = memory_now();
    std::int64_t most = 0;
    std::int64_t read = 0;
    auto source = open_table("a.xlsx", bytes_of(file), {}).value();
    RowIdentifier identifier;
    for (bool more = true; more;) {
        DecodedTable piece;
        more = source->read(1'000, piece).value();
        identifier.identify(piece.rows);
        read += static_cast<std::int64_t>(piece.rows.size());
        most = std::max(most, memory_now() - before);
    }
    EXPECT_EQ(read, rows);
    return most;
}

TEST(XlsxGrid, MemoryHardlyGrowsWithRows) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "what a sanitizer keeps of each byte is memory as well";
#endif
    const auto few = memory_to_read(1'000);
    const auto many = memory_to_read(100'000);
    RecordProperty("bytes_for_100000_rows", std::to_string(many));
    // Rows take their place in the table of equal rows, some fifty bytes each, and shared texts eight and their own.
    EXPECT_LT(many, few + (24 << 20));
}

}  // namespace
}  // namespace qy::collection
