#include "presentation/qr.h"
#include "presentation/symbol.h"
#include "testing/printout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace qy::presentation {
namespace {

/// A symbol of version 1-M as printed: finder patterns and timing lines are where the standard puts them.
void expect_finder(const SymbolMatrix& matrix, int row, int column) {
    for (int r = 0; r < 7; ++r) {
        for (int c = 0; c < 7; ++c) {
            const bool ring = r == 0 || r == 6 || c == 0 || c == 6;
            const bool core = r >= 2 && r <= 4 && c >= 2 && c <= 4;
            EXPECT_EQ(matrix.at(row + r, column + c), ring || core);
        }
    }
}

/// What a reader that is not ours makes of the picture.
std::string read_back(const std::string& png) {
    const testing::Printout paper;
    auto text = testing::symbols_in(paper.file("qr.png", png));
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

/// What level M holds in byte mode at the largest size (version 40).
constexpr std::size_t kQrBytesMax = 2'331;

TEST(Qr, SizesFollowTheStandard) {
    for (const auto& [text, size] : {std::pair{std::string("1"), 21},
                                     {std::string(14, 'a'), 21},
                                     {std::string(15, 'a'), 25},
                                     {std::string(kQrBytesMax, 'a'), 177}}) {
        const auto matrix = symbol_of(SymbolKind::qr, text);
        ASSERT_TRUE(matrix.ok());
        EXPECT_EQ(matrix->width, size);
        expect_finder(*matrix, 0, 0);
        expect_finder(*matrix, 0, size - 7);
        expect_finder(*matrix, size - 7, 0);
    }
}

TEST(Qr, RefusesWhatDoesNotFit) {
    EXPECT_EQ(qr_svg("").error().code, "symbol.empty");
    EXPECT_EQ(qr_svg(std::string(kQrBytesMax + 1, 'a')).error().code, "symbol.too_long");
    EXPECT_EQ(qr_png(std::string(kQrBytesMax + 1, 'a'), 1).error().kind, ErrorKind::too_large);
}

TEST(Qr, ReadersReadItBack) {
    for (const std::string& text :
         {std::string("https://t.example.cn/t/13858214079663250417"),
          std::string("https://t.example.cn/01/06901234567892/10/HB260226-03/21/13858214079663250417"),
          std::string("福山咖啡"), std::string(300, 'x')}) {
        for (const int scale : {3, 8}) {
            const auto png = qr_png(text, scale);
            ASSERT_TRUE(png.ok());
            EXPECT_EQ(read_back(*png), text);
        }
    }
}

TEST(Qr, SvgDrawsTheSameModules) {
    const auto matrix = symbol_of(SymbolKind::qr, "https://t.example.cn/t/13858214079663250417");
    const auto svg = qr_svg("https://t.example.cn/t/13858214079663250417");
    ASSERT_TRUE(matrix.ok() && svg.ok());
    const std::string side = std::to_string(matrix->width + 2 * matrix->quiet);
    EXPECT_NE(svg->find("viewBox=\"0 0 " + side + " " + side + "\""), std::string::npos);
    EXPECT_NE(svg->find("M4 4.5h7"), std::string::npos);  // the top of the first finder pattern
    std::size_t drawn = 0;
    for (auto at = svg->find(".5h"); at != std::string::npos; at = svg->find(".5h", at + 1)) {
        drawn += std::stoul(svg->substr(at + 3));
    }
    EXPECT_EQ(drawn, static_cast<std::size_t>(std::ranges::count(matrix->dark, true)));
}

}  // namespace
}  // namespace qy::presentation
