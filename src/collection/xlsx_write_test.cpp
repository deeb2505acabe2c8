// What is written into a workbook is what our own reader, and so a user, finds in it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "collection/xlsx_write.h"
#include "grid.h"

namespace qy::collection {
namespace {

using ::testing::ElementsAre;

class XlsxWrite : public ::testing::Test {
 protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("qy-xlsx-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
        path_ = folder_ / "a.xlsx";
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::string bytes() const {
        std::ifstream in(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    /// Rows of a sheet, cells joined by "|".
    [[nodiscard]] std::vector<std::string> read(std::size_t sheet = 0) const {
        const auto file = bytes();
        const auto book = open_xlsx(bytes_of(file));
        if (!book.ok()) return {book.error().code};
        const auto grid = (*book)->open(sheet, false);
        if (!grid.ok()) return {grid.error().code};
        std::vector<std::string> rows;
        GridRow row;
        while ((*grid)->next(row).value_or(false)) {
            std::string line;
            for (std::size_t i = 0; i < row.cells.size(); ++i) line += (i > 0 ? "|" : "") + row.cells[i].text;
            rows.push_back(line);
        }
        return rows;
    }
    std::filesystem::path folder_;
    std::filesystem::path path_;
};

TEST_F(XlsxWrite, EveryKindOfCellComesBackAsItWas) {
    auto book = XlsxWriter::create(path_);
    ASSERT_TRUE(book.ok());
    ASSERT_TRUE(book->add_sheet({.name = "记录", .widths = {20, 10}}).ok());
    const auto add = [&](std::vector<SheetCell> cells) { ASSERT_TRUE(book->add_row(cells).ok()); };
    add({"批次", "数量"});
    add({"=1+1", "+86", "-5", "@SUM(A1)"});                                              // texts, never formulas
    add({SheetNumber{"1200.50"}, SheetNumber{"-0.1"}, SheetNumber{"7"}});                // numbers with their places
    add({SheetNumber{"007"}, SheetNumber{"46900000000000000001"}, SheetNumber{"1e5"}});  // would not stay as they are
    add({SheetDay{"2026-03-05"}, SheetDay{"1900-02-28"}, SheetDay{"2026-02-30"}});
    add({"https://example.cn", "_x0041_ & <b>", "两\n行", std::monostate{}, "末"});
    ASSERT_TRUE(book->close().ok());
    EXPECT_THAT(read(),
                ElementsAre("批次|数量", "=1+1|+86|-5|@SUM(A1)", "1200.5|-0.1|7", "007|46900000000000000001|1e5",
                            "2026-03-05|1900-02-28|2026-02-30", "https://example.cn|_x0041_ & <b>|两\n行||末"));
    const auto sheet = bytes();
    EXPECT_EQ(sheet.find("<f>"), std::string::npos);
}

TEST_F(XlsxWrite, TheSameContentGivesTheSameFile) {
    const auto written = [&] {
        auto book = XlsxWriter::create(path_);
        EXPECT_TRUE(book.ok() && book->add_sheet({.name = "a/b", .header_rows = 1, .printed = true}).ok());
        EXPECT_TRUE(book->add_banner("生产记录", 3, RowLook::title).ok());
        const std::vector<SheetCell> cells{"一", "二"};
        EXPECT_TRUE(book->add_row(cells, RowLook::header).ok() && book->remark(0, "说明").ok());
        EXPECT_TRUE(book->close().ok());
        return bytes();
    };
    const auto first = written();
    EXPECT_EQ(first, written());
    EXPECT_EQ(read().front(), "生产记录");
}

TEST_F(XlsxWrite, ChoicesPointAtTheirHiddenSheet) {
    auto book = XlsxWriter::create(path_);
    ASSERT_TRUE(book.ok() && book->add_sheet({.name = "填写"}).ok());
    const std::vector<SheetCell> header{"检测结果"};
    ASSERT_TRUE(book->add_row(header, RowLook::header).ok());
    ASSERT_TRUE(book->offer(0, 100, "选项", 2, 3, true).ok());
    ASSERT_TRUE(book->add_sheet({.name = "选项", .hidden = true}).ok());
    ASSERT_TRUE(book->close().ok());
    const auto file = bytes();
    const auto opened = open_xlsx(bytes_of(file));
    ASSERT_TRUE(opened.ok());
    EXPECT_FALSE((*opened)->sheets()[0].hidden);
    EXPECT_TRUE((*opened)->sheets()[1].hidden);
}

TEST_F(XlsxWrite, WhatDoesNotFitIsTold) {
    auto book = XlsxWriter::create(path_);
    ASSERT_TRUE(book.ok() && book->add_sheet({.name = "a"}).ok());
    const std::string longest(32'767, 'x');
    const std::string longer(32'768, 'x');
    const std::vector<SheetCell> fits{longest};
    const std::vector<SheetCell> does_not{"", longer};
    EXPECT_TRUE(book->add_row(fits).ok());
    const auto refused = book->add_row(does_not);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, "sheet.cell_too_large");
    EXPECT_THAT(refused.error().arguments, ElementsAre("B2"));
    auto nowhere = XlsxWriter::create(folder_ / "no" / "a.xlsx");
    const bool sheet = nowhere.ok() && nowhere->add_sheet({.name = "a"}).ok();
    EXPECT_FALSE(sheet && nowhere->close().ok());
}

}  // namespace
}  // namespace qy::collection
