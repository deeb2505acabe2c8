// Labels as paper and printers get them: rasterised and read back by decoders that are not ours.
#include "label_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>

#include "label_content.h"
#include "label_zpl.h"
#include "testing/printout.h"

namespace qy::presentation {
namespace {

namespace fs = std::filesystem;
using testing::output_of;
using testing::Printout;
using testing::symbols_in;

const business::LabelFacts kFacts{
    .brand = "澄迈福橙",
    .product = "澄迈福橙 精品装",
    .product_en = "Chengmai orange",
    .specification = "5 kg/箱",
    .gtin = "06901234567892",
    .lot_number = "FC20261102-03",
    .produced_on = "2026-11-02",
    .party = "澄迈永发果业专业合作社",
    .address = "https://t.example.cn/t/",
};

business::PrintedLabel label_of(int number) {
    const auto digits = std::to_string(1000 + number);
    const auto code = model::TraceCode::parse("1385821407966325" + digits).value();
    return {code, kFacts.address + std::string(code.text()), ""};
}

model::Carton carton_of(std::int64_t number) {
    model::Carton carton;
    carton.sscc = model::sscc_of("6901234", number).value();
    carton.prefix_digits = 7;
    carton.quantity = "12 盒";
    return carton;
}

/// What a printer makes of compressed rows.
std::vector<std::string> expanded(const std::string& data, std::size_t digits_per_row) {
    std::vector<std::string> rows;
    std::string row;
    std::size_t times = 0;
    for (const char c : data) {
        if (c == ':') {
            rows.push_back(rows.back());
            continue;
        }
        if (c == ',') {
            row.resize(digits_per_row, '0');
        } else if (c >= 'G' && c <= 'Y') {
            times += static_cast<std::size_t>(c - 'G' + 1);
        } else if (c >= 'g' && c <= 'z') {
            times += 20 * static_cast<std::size_t>(c - 'g' + 1);
        } else {
            row += std::string(std::max<std::size_t>(times, 1), c);
            times = 0;
        }
        if (row.size() == digits_per_row) rows.push_back(std::exchange(row, {}));
    }
    EXPECT_TRUE(row.empty());
    return rows;
}

class LabelWriterTest : public ::testing::Test {
 protected:
    static std::string written(LabelFormat format, const LabelSheet& sheet, int count) {
        auto writer = new_label_writer(format, sheet, kFacts);
        std::string out;
        for (int i = 0; i < count; ++i) {
            const auto added = writer->add(mark_of(label_of(i), kFacts, sheet.symbol).value());
            EXPECT_TRUE(added.ok()) << added.error().code;
            out += writer->take();
        }
        EXPECT_TRUE(writer->finish().ok());
        return out + writer->take();
    }
    /// A picture of ZPL (^GFA: total, total, bytes a row, rows) with its quiet zone, for another decoder.
    fs::path picture_file(const std::string& name, const std::smatch& picture) const {
        const auto bytes_per_row = std::stoul(picture[3]);
        const auto rows = expanded(picture[4], 2 * bytes_per_row);
        EXPECT_EQ(picture[1], picture[2]);
        EXPECT_EQ(std::stoul(picture[1]), rows.size() * bytes_per_row);
        const auto width = 8 * bytes_per_row + 80;
        std::string pgm = "P2\n" + std::to_string(width) + " " + std::to_string(rows.size() + 80) + "\n1\n";
        const auto light = [&](std::size_t n) {
            for (std::size_t i = 0; i < n; ++i) pgm += "1 ";
        };
        light(40 * width);
        for (const auto& row : rows) {
            light(40);
            for (const char c : row) {
                for (int bit = 3; bit >= 0; --bit)
                    pgm += (std::stoi(std::string(1, c), nullptr, 16) >> bit) & 1 ? "0 " : "1 ";
            }
            light(40);
        }
        light(40 * width);
        return paper_.file(name, pgm);
    }
    /// The label at this place of a page, as cut out of the sheet: phones look at one at a time.
    fs::path cut_out(const fs::path& page, const LabelTemplate& shape, int place) const {
        const auto dots = [](double mm) { return static_cast<int>(mm * 203 / 25.4); };
        const CairoSurface sheet(cairo_image_surface_create_from_png(page.c_str()));
        const CairoSurface label(cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots(shape.width), dots(shape.height)));
        const CairoContext scissors(cairo_create(label.get()));
        const double x = shape.left + (place % shape.columns) * shape.step_x;
        const double y = shape.top + (place / shape.columns) * shape.step_y;
        cairo_set_source_surface(scissors.get(), sheet.get(), -dots(x), -dots(y));
        cairo_paint(scissors.get());
        cairo_surface_flush(label.get());
        const auto path = paper_.path("label-" + std::to_string(place) + ".cut");
        EXPECT_EQ(cairo_surface_write_to_png(label.get(), path.c_str()), CAIRO_STATUS_SUCCESS);
        return path;
    }
    Printout paper_;
};

TEST_F(LabelWriterTest, EverySheetPrintsItsLabelsAndEachIsReadBack) {
    for (const auto& shape : label_templates()) {
        const int count = std::min(shape.per_page(), 24) + 1;  // one more page, or one more place
        const auto pages = paper_.pages(written(LabelFormat::pdf, {.shape = &shape}, count));
        EXPECT_EQ(pages.size(), static_cast<std::size_t>((count + shape.per_page() - 1) / shape.per_page()))
            << shape.name;
        for (int i = 0; i < count; ++i) {
            const auto& page = pages.at(static_cast<std::size_t>(i / shape.per_page()));
            const auto cut = cut_out(page, shape, i % shape.per_page());
            EXPECT_EQ(symbols_in(cut), label_of(i).address + "\n") << shape.name << " label " << i;
        }
    }
}

TEST_F(LabelWriterTest, MillimetresHoldOnPaper) {
    const auto* const shape = find_label_template("a4_3x8");
    const auto path = paper_.file("sheet.pdf", written(LabelFormat::pdf, {.shape = shape}, 1));
    const auto told = output_of("pdfinfo " + path.string());
    EXPECT_TRUE(std::regex_search(told, std::regex(R"(Page size:\s+595\.\d* x 841\.\d* pts \(A4\))"))) << told;
    // Words lie in their places: the first label's within its 70 × 37 mm, in the type that was embedded.
    const auto words = output_of("pdftotext -bbox " + path.string() + " -");
    EXPECT_NE(words.find("FC20261102-03"), std::string::npos) << words;
    const std::regex right(R"re(xMax="([\d.]+)" yMax="([\d.]+)")re");
    for (std::sregex_iterator it(words.begin(), words.end(), right); it != std::sregex_iterator(); ++it) {
        EXPECT_LE(std::stod((*it)[1]), 70 * kPointsPerMm);
        EXPECT_LE(std::stod((*it)[2]), 37.5 * kPointsPerMm);
    }
    const auto fonts = output_of("pdffonts " + path.string());
    EXPECT_NE(fonts.find("NotoSansCJK"), std::string::npos) << fonts;
    EXPECT_EQ(fonts.find(" no  no "), std::string::npos) << "not embedded:\n" << fonts;
}

TEST_F(LabelWriterTest, UsedPlacesOfASheetStayEmpty) {
    const auto* const shape = find_label_template("a4_3x8");
    const auto pages = paper_.pages(written(LabelFormat::pdf, {.shape = shape, .used = 23}, 2));
    ASSERT_EQ(pages.size(), 2U);
    EXPECT_EQ(symbols_in(pages[0]), label_of(0).address + "\n");
    EXPECT_EQ(symbols_in(pages[1]), label_of(1).address + "\n");
}

TEST_F(LabelWriterTest, DataMatrixIsReadBackByAnotherDecoder) {
    const auto* const shape = find_label_template("roll_50x30");
    const auto pages = paper_.pages(written(LabelFormat::pdf, {.shape = shape, .symbol = SymbolKind::data_matrix}, 1));
    ASSERT_EQ(pages.size(), 1U);
    const auto read = output_of("dmtxread --milliseconds=5000 --gs1=29 " + pages[0].string());
    EXPECT_NE(read.find("0106901234567892"
                        "21" +
                        std::string(label_of(0).code.text())),
              std::string::npos)
        << read;
}

TEST_F(LabelWriterTest, APhotoOfTheLabelIsReadToo) {
    const auto* const shape = find_label_template("roll_40x30");
    const auto pages = paper_.pages(written(LabelFormat::pdf, {.shape = shape}, 1));
    ASSERT_EQ(pages.size(), 1U);
    // Printed at 203 dpi, then seen by a camera: turned, sheared, grey, unsharp.
    const CairoSurface paper(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 500, 420));
    const CairoSurface label(cairo_image_surface_create_from_png(pages[0].c_str()));
    const CairoContext camera(cairo_create(paper.get()));
    cairo_set_source_rgb(camera.get(), 0.75, 0.72, 0.65);
    cairo_paint(camera.get());
    cairo_matrix_t seen;
    cairo_matrix_init(&seen, 1.06, 0.10, -0.06, 1.02, 70, 50);
    cairo_set_matrix(camera.get(), &seen);
    cairo_set_source_surface(camera.get(), label.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(camera.get()), CAIRO_FILTER_BILINEAR);
    cairo_paint_with_alpha(camera.get(), 0.8);
    cairo_surface_flush(paper.get());
    ASSERT_EQ(cairo_surface_write_to_png(paper.get(), paper_.path("photo.png").c_str()), CAIRO_STATUS_SUCCESS);
    EXPECT_EQ(symbols_in(paper_.path("photo.png")), label_of(0).address + "\n");
}

TEST_F(LabelWriterTest, WhatDoesNotFitIsTold) {
    const auto* const small = find_label_template("a4_5x13");
    auto facts = kFacts;
    facts.address = "https://a-very-long-name-of-a-region-and-its-brand.trace.example.cn/of/hainan/t/";
    const auto label = label_of(0);
    const business::PrintedLabel one{label.code, facts.address + std::string(150, 'x'), ""};
    const auto mark = mark_of(one, facts, SymbolKind::qr).value();
    EXPECT_EQ(content_of(mark, SymbolKind::qr, *small).error().code, "label.symbol_small");
    facts.gtin.clear();
    EXPECT_EQ(mark_of(one, facts, SymbolKind::data_matrix).error().code, "label.no_gtin");
    EXPECT_EQ(content_of(mark_of(carton_of(0)), SymbolKind::gs1_128, *small).error().code, "label.symbol_small");
}

TEST_F(LabelWriterTest, ZplRowsExpandToThePicture) {
    DotPicture picture{1'700, 60, {}};
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x)
            picture.black.push_back(y / 3 % 4 == 1 || (y % 5 == 2 && x > 3 && x < 4 + y * 28));
    }
    const auto rows = expanded(zpl_rows(picture), 426);  // 213 bytes
    ASSERT_EQ(rows.size(), 60U);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const int nibble =
                std::stoi(rows[static_cast<std::size_t>(y)].substr(static_cast<std::size_t>(x / 4), 1), nullptr, 16);
            ASSERT_EQ(((nibble >> (3 - x % 4)) & 1) != 0,
                      picture.black[static_cast<std::size_t>(y * picture.width + x)])
                << y << " " << x;
        }
    }
}

TEST_F(LabelWriterTest, AZplLabelHoldsTheSymbolInWholeDots) {
    const auto* const shape = find_label_template("roll_60x40");
    const auto zpl = written(LabelFormat::zpl, {.shape = shape}, 2);
    EXPECT_TRUE(zpl.starts_with("~DGR:QYLABEL.GRF,"));
    EXPECT_TRUE(zpl.ends_with("^XA^IDR:QYLABEL.GRF^FS^XZ\n"));
    std::smatch symbol;
    ASSERT_TRUE(std::regex_search(zpl, symbol, std::regex(R"(\^GFA,(\d+),(\d+),(\d+),([^^]*)\^FS)")));
    EXPECT_EQ(symbols_in(picture_file("symbol.pgm", symbol)), label_of(0).address + "\n");
    EXPECT_NE(zpl.find("^FD" + label_of(1).code.grouped() + "^FS"), std::string::npos);
}

TEST_F(LabelWriterTest, ACartonIsReadByItsSsccOnPaperAndFromThePrinter) {
    for (const auto* const name : {"roll_100x70", "roll_100x150", "a4_2x7"}) {
        const auto* const shape = find_label_template(name);
        const LabelSheet sheet{.shape = shape, .symbol = SymbolKind::gs1_128};
        auto writer = new_label_writer(LabelFormat::pdf, sheet, kFacts);
        const auto added = writer->add(mark_of(carton_of(42)));
        ASSERT_TRUE(added.ok()) << name << added.error().code;
        ASSERT_TRUE(writer->finish().ok());
        const auto pages = paper_.pages(writer->take());
        ASSERT_EQ(pages.size(), 1U);
        EXPECT_EQ(output_of("zbarimg --quiet " + pages[0].string()), "CODE-128:00" + carton_of(42).sscc + "\n") << name;
    }
    const LabelSheet roll{.shape = find_label_template("roll_100x150"), .symbol = SymbolKind::gs1_128};
    auto zpl = new_label_writer(LabelFormat::zpl, roll, kFacts);
    ASSERT_TRUE(zpl->add(mark_of(carton_of(42))).ok());
    const auto text = zpl->take();
    std::smatch bars;
    ASSERT_TRUE(std::regex_search(text, bars, std::regex(R"(\^GFA,(\d+),(\d+),(\d+),([^^]*)\^FS)")));
    EXPECT_EQ(output_of("zbarimg --quiet " + picture_file("bars.pgm", bars).string()),
              "CODE-128:00" + carton_of(42).sscc + "\n");
    EXPECT_NE(text.find("^FD(00) 0 6901234 000000042 "), std::string::npos) << text.substr(text.size() - 200);
    auto csv = new_label_writer(LabelFormat::csv, roll, kFacts);
    ASSERT_TRUE(csv->add(mark_of(carton_of(42))).ok());
    EXPECT_TRUE(
        csv->take().starts_with("sscc,quantity,brand,product,specification,gtin,lot_number,produced_on,party\n" +
                                carton_of(42).sscc + ",12 盒,澄迈福橙,"));
}

TEST_F(LabelWriterTest, CsvIsSafeInASpreadsheet) {
    auto facts = kFacts;
    facts.product = "=cmd|' /C calc'!A0";
    facts.specification = "5 kg, \"精品\"";
    auto writer = new_label_writer(LabelFormat::csv, {}, facts);
    ASSERT_TRUE(writer->add(mark_of(label_of(0), facts, SymbolKind::qr).value()).ok());
    EXPECT_EQ(writer->take(), "code,url,pin,brand,product,specification,gtin,lot_number,produced_on,party\n" +
                                  std::string(label_of(0).code.text()) + "," + label_of(0).address +
                                  ",,澄迈福橙,'=cmd|' /C calc'!A0,\"5 kg, \"\"精品\"\"\",06901234567892,FC20261102-03,"
                                  "2026-11-02,澄迈永发果业专业合作社\n");
}

TEST_F(LabelWriterTest, APreviewIsAPictureOfTheLabelAndNotGenuine) {
    const auto* const shape = find_label_template("roll_60x40");
    const auto png = label_preview({.shape = shape}, kFacts);
    ASSERT_TRUE(png.ok()) << png.error().code;
    const auto read = symbols_in(paper_.file("preview.png", *png));
    EXPECT_EQ(read, kFacts.address + "10000000000000000000\n");
}

}  // namespace
}  // namespace qy::presentation
