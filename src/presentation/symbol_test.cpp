#include "presentation/symbol.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace qy::presentation {
namespace {

TEST(Symbol, EachKindIsWhatItsStandardDraws) {
    const auto data_matrix = symbol_of(SymbolKind::data_matrix, "[01]06901234567892[21]13858214079663250417");
    ASSERT_TRUE(data_matrix.ok()) << data_matrix.error().detail.text;
    EXPECT_EQ(data_matrix->width, data_matrix->height);
    for (int i = 0; i < data_matrix->height; ++i) {  // the finder: left column and bottom row are dark
        EXPECT_TRUE(data_matrix->at(i, 0));
        EXPECT_TRUE(data_matrix->at(data_matrix->height - 1, i));
    }
    const auto han_xin = symbol_of(SymbolKind::han_xin, "琼源 https://t.example.cn/t/13858214079663250417");
    ASSERT_TRUE(han_xin.ok());
    EXPECT_EQ((han_xin->width - 23) % 2, 0);  // versions are 23, 25, … modules wide
    const auto linear = symbol_of(SymbolKind::gs1_128, "[00]069012345000000017");
    ASSERT_TRUE(linear.ok()) << linear.error().detail.text;
    EXPECT_EQ(linear->height, 1);
}

TEST(Symbol, ContentThatCannotBeDrawnIsTold) {
    EXPECT_EQ(symbol_of(SymbolKind::han_xin, "").error().code, "symbol.empty");
    EXPECT_EQ(symbol_of(SymbolKind::gs1_128, "[00]123").error().code, "symbol.gs1");
    EXPECT_EQ(symbol_of(SymbolKind::data_matrix, "no identifiers").error().code, "symbol.gs1");
    EXPECT_EQ(symbol_of(SymbolKind::qr, std::string(5'000, 'a')).error().code, "symbol.too_long");
}

TEST(Symbol, RunsCoverEachDarkModuleOnce) {
    const auto symbol = symbol_of(SymbolKind::qr, "https://t.example.cn/t/13858214079663250417");
    ASSERT_TRUE(symbol.ok());
    std::vector<bool> drawn(symbol->dark.size());
    for (const auto& run : dark_runs(*symbol)) {
        for (int column = run.column; column < run.column + run.length; ++column) {
            const auto at = static_cast<std::size_t>(run.row * symbol->width + column);
            EXPECT_FALSE(drawn[at]);
            drawn[at] = true;
        }
    }
    EXPECT_EQ(drawn, symbol->dark);
}

TEST(Symbol, NamesAreReadBack) {
    for (const auto kind : {SymbolKind::qr, SymbolKind::data_matrix, SymbolKind::han_xin, SymbolKind::gs1_128}) {
        EXPECT_EQ(parse_symbol_kind(to_string(kind)), kind);
    }
    EXPECT_EQ(parse_symbol_kind("aztec"), std::nullopt);
}

}  // namespace
}  // namespace qy::presentation
