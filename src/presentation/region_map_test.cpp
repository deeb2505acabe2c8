// Maps that operators bring: what is read and drawn, what is refused and why, and that drawing leaves nothing out.
#include "presentation/region_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/map_limits.h"
#include "base/text.h"
#include "map_drawing.h"
#include "model/region.h"

namespace qy::presentation {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string invented() {
    std::ifstream file(QY_SOURCE_DIR "/tests/data/map/outlines.geojson", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The code of the error, or "".
std::string refusal(std::string_view geojson) {
    const auto map = read_region_map(geojson);
    return map.ok() ? "" : map.error().code;
}

JsonObject file() {
    return parse_json(invented()).value().as_object();
}
JsonObject& feature(JsonObject& all, std::size_t index) {
    return all["features"].as_array()[index].as_object();
}
JsonArray& first_ring(JsonObject& all) {
    return feature(all, 0)["geometry"].as_object()["coordinates"].as_array()[0].as_array();
}

TEST(RegionMap, TheSchemeHasEveryCityAndCountyAndNoOutline) {
    const auto& scheme = region_scheme();
    EXPECT_FALSE(scheme.has_outlines());
    for (const auto& region : model::regions()) {
        EXPECT_EQ(place_on(scheme, region.code) != nullptr, model::city_of(region.code) == &region) << region.zh;
    }
    const auto picture = region_map_svg(scheme, Language::en);
    EXPECT_THAT(picture, HasSubstr(">Qiongzhong</text>"));
    EXPECT_THAT(picture, Not(HasSubstr("<path")));
}

TEST(RegionMap, OutlinesAreDrawnWithTheirApproval) {
    const auto map = read_region_map(invented());
    ASSERT_TRUE(map.ok()) << map.error().code;
    EXPECT_EQ(map->approval, "琼S(2026)999号");
    EXPECT_EQ(map->places.size(), region_scheme().places.size());
    EXPECT_GT(map->figures.points_read, 1'700U);
    EXPECT_LT(map->figures.points_drawn, map->figures.points_read);
    EXPECT_LT(map->figures.moved_metres, 500);
    const auto* const haikou = place_on(*map, "460100");
    const auto* const sanya = place_on(*map, "460200");
    const auto* const sansha = place_on(*map, "460300");
    EXPECT_GT(sanya->y, haikou->y + 100) << "the south is below";
    EXPECT_LT(sanya->x, haikou->x);
    EXPECT_GT(sansha->x, map->inset->x) << "in the frame";
    // Four islands, three of them smaller than a dot: none is left out.
    EXPECT_EQ(std::count(sansha->outline.begin(), sansha->outline.end(), 'M'), 4);
    const auto picture = region_map_svg(*map, Language::zh);
    EXPECT_THAT(picture, HasSubstr("审图号：琼S(2026)999号"));
    EXPECT_THAT(picture, HasSubstr(">海口</text>"));
    EXPECT_LT(picture.size(), 40'000U);
}

TEST(RegionMap, NamesFollowTheColoursOfThePageAround) {
    const auto picture = region_map_svg(region_scheme(), Language::zh);
    EXPECT_NE(picture.find("<style>text{fill:#4d6368}@media (prefers-color-scheme:dark)"), std::string::npos);
}

TEST(RegionMap, NamesStandWithinWhatPagesShow) {
    const auto map = read_region_map(invented());
    ASSERT_TRUE(map.ok());
    const auto picture = region_map_svg(*map, Language::zh);
    std::vector<int> lows;
    for (auto at = picture.find("<text "); at != std::string::npos; at = picture.find("<text ", at + 1)) {
        lows.push_back(std::stoi(picture.substr(picture.find(" y=\"", at) + 4)));
    }
    ASSERT_EQ(lows.size(), 20U) << "19 names and the approval";
    EXPECT_GT(lows.back(), kMapHeight) << "the approval, which pages tell themselves";
    lows.pop_back();
    EXPECT_LT(std::ranges::max(lows), kMapHeight - 2);
}

TEST(RegionMap, WhatIsNotWholeOrNotApprovedIsRefused) {
    EXPECT_EQ(refusal("[1"), "json.malformed");
    EXPECT_EQ(refusal(R"({"type":"Feature"})"), "map.collection");
    EXPECT_EQ(refusal(std::string(limits::map_file_bytes_max + 1, ' ')), "map.too_large");
    struct Case {
        void (*change)(JsonObject& all);
        std::string_view code;
        std::string_view argument;
    };
    const Case cases[] = {
        {[](auto& all) { all.erase("approval_number"); }, "map.approval_missing", ""},
        {[](auto& all) { all["approval_number"] = " "; }, "map.approval_missing", ""},
        {[](auto& all) { all["approval_number"] = "approved"; }, "map.approval_malformed", "approved"},
        {[](auto& all) { all["approval_number"] = "琼S(26)1号"; }, "map.approval_malformed", "琼S(26)1号"},
        {[](auto& all) { all["approval_number"] = "琼S(2026)号"; }, "map.approval_malformed", "琼S(2026)号"},
        {[](auto& all) { feature(all, 3).erase("properties"); }, "map.code_missing", "4"},
        {[](auto& all) {
             feature(all, 0)["properties"] = JsonObject{{"code", "440100"}};
         },
         "map.code_unknown", "440100"},
        {[](auto& all) {
             feature(all, 0)["properties"] = JsonObject{{"code", "460105"}};
         },
         "map.code_unknown", "460105"},
        {[](auto& all) {
             feature(all, 1)["properties"] = JsonObject{{"code", "460100"}};
         },
         "map.code_doubled", "海口市"},
        {[](auto& all) { all["features"].as_array().erase(all["features"].as_array().begin()); }, "map.regions_missing",
         "海口市"},
        {[](auto& all) { feature(all, 0)["geometry"] = nullptr; }, "map.geometry", "海口市"},
        {[](auto& all) { feature(all, 0)["geometry"].as_object()["type"] = "Point"; }, "map.geometry", "海口市"},
        {[](auto& all) { feature(all, 19)["geometry"].as_object()["type"] = "Polygon"; }, "map.geometry", "460000"},
        {[](auto& all) { first_ring(all).pop_back(); }, "map.ring", "海口市"},
        {[](auto& all) { first_ring(all).resize(1); }, "map.ring", "海口市"},
        {[](auto& all) { first_ring(all)[5] = JsonArray{110.3}; }, "map.position", "海口市"},
        {[](auto& all) {
             first_ring(all)[5] = JsonArray{"110.3", "19.9"};
         },
         "map.position", "海口市"},
        {[](auto& all) {
             first_ring(all)[5] = JsonArray{19.9, 110.3};
         },
         "map.position", "海口市"},
        {[](auto& all) {
             first_ring(all)[5] = JsonArray{12'277'000, 2'250'000};
         },
         "map.position", "海口市"},
        {[](auto& all) {
             auto& ring = first_ring(all);
             const auto first = ring.front();
             ring.resize(limits::map_points_max + 1, first);
         },
         "map.too_many_points", "200000"},
    };
    for (const auto& one : cases) {
        auto all = file();
        one.change(all);
        const auto map = read_region_map(to_text(all));
        ASSERT_FALSE(map.ok()) << one.code;
        EXPECT_EQ(map.error().code, one.code) << one.argument;
        const auto& arguments = map.error().arguments;
        EXPECT_EQ(arguments.empty() ? "" : arguments.front(), one.argument) << one.code;
    }
}

TEST(RegionMap, ApprovalsAreReadAsTheyAreWritten) {
    for (const auto* const written : {"琼S(2026)001号", "GS（2019）1822号", "GS琼(2024)0012号", "琼S〔2023〕67号"}) {
        auto all = file();
        all.erase("approval_number");
        all["审图号"] = written;
        const auto map = read_region_map(to_text(all));
        ASSERT_TRUE(map.ok()) << written << " " << map.error().code;
        EXPECT_EQ(map->approval, written);
    }
}

TEST(RegionMap, DanzhouIsKnownByItsFormerCodeToo) {
    const auto former = replace_all(invented(), "\"460400\"", "\"469003\"");
    EXPECT_EQ(refusal(former), "");
}

// A line that wavers by less than the tolerance becomes straight; what stands out further stays, wherever it is.
TEST(RegionMap, SimplifyingMovesNoPointFurtherThanTheTolerance) {
    std::vector<MapPoint> line;
    for (int i = 0; i <= 1000; ++i) {
        const double x = i / 10.0;
        line.push_back({x, 10 * std::sin(x / 8) + 0.05 * std::sin(x * 9)});
    }
    const double tolerance = 0.3;
    const auto kept = simplified(line, tolerance);
    EXPECT_LT(kept.size(), 60U);
    ASSERT_EQ(kept.front().x, line.front().x);
    ASSERT_EQ(kept.back().x, line.back().x);
    std::size_t at = 0;
    for (const auto& point : line) {
        while (at + 2 < kept.size() && kept[at + 1].x < point.x) ++at;
        const auto& from = kept[at];
        const auto& to = kept[at + 1];
        const double along = (point.x - from.x) / (to.x - from.x);
        EXPECT_LE(std::abs(point.y - from.y - along * (to.y - from.y)), tolerance * 1.5)
            << point.x;  // measured upright
    }
    EXPECT_EQ(simplified({{0, 0}, {5, 0.1}, {10, 0}}, 0.2).size(), 2U);
    EXPECT_EQ(simplified({{0, 0}, {5, 0.3}, {10, 0}}, 0.2).size(), 3U);
    EXPECT_EQ(simplified({{0, 0}, {9, 9}, {0, 0}}, 0.2).size(), 3U) << "a ring begins where it ends";
}

TEST(RegionMap, AFineOutlineFitsThePicture) {
    auto all = file();
    for (std::size_t i = 0; i < 18; ++i) {
        auto& ring = feature(all, i)["geometry"].as_object()["coordinates"].as_array()[0].as_array();
        const double x = ring[0].as_array()[0].to_number<double>();
        const double y = ring[0].as_array()[1].to_number<double>();
        ring.clear();
        for (int step = 0; step <= 4'000; ++step) {
            const double angle = step % 4'000 * 2 * std::numbers::pi / 4'000;
            const double radius = 0.1 + 0.02 * (step % 2);
            ring.push_back(JsonArray{x + radius * std::cos(angle), y + radius * std::sin(angle)});
        }
    }
    const auto map = read_region_map(to_text(all));
    ASSERT_TRUE(map.ok()) << map.error().code;
    EXPECT_LE(map->figures.points_drawn, limits::map_points_drawn_max);
    EXPECT_GT(map->figures.points_read, 70'000U);
}

}  // namespace
}  // namespace qy::presentation
