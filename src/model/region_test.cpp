#include "model/region.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace qy::model {
namespace {

TEST(Region, has_the_nineteen_cities_and_counties_of_hainan_in_order) {
    EXPECT_TRUE(std::ranges::is_sorted(regions(), {}, &Region::code));
    std::set<std::string_view> codes;
    int cities = 0;
    for (const auto& row : regions()) {
        EXPECT_EQ(row.code.size(), 6U);
        EXPECT_TRUE(codes.insert(row.code).second) << row.code;
        EXPECT_FALSE(row.zh.empty() || row.short_zh.empty() || row.en.empty());
        EXPECT_TRUE(row.zh.starts_with(row.short_zh));
        if (row.parent == "460000") ++cities;
        if (!row.parent.empty()) {
            EXPECT_NE(find_region(row.parent), nullptr);
        }
    }
    EXPECT_EQ(cities, 19);
}

TEST(Region, is_found_in_addresses_as_people_write_them) {
    struct Case {
        std::string_view address;
        std::string_view code;  // empty: none
    };
    constexpr Case kCases[] = {
        {"海南省澄迈县云坡镇云坡村东", "469023"},
        {"海南 澄迈 福山镇", "469023"},
        {"澄迈县福山镇", "469023"},
        {"海南省海口市龙华区琼货街10号", "460106"},
        {"海口市 美兰区", "460108"},
        {"海口", "460100"},
        {"陵水县英州镇", "469028"},
        {"琼中县湾岭镇", "469030"},
        {"儋州市那大镇", "460400"},
        {"广东省深圳市龙华区民治街道", ""},
        {"广东省广州市海口市场", ""},
        {"上海市三亚路8号", ""},
        {"东方红农场", ""},
        {"白沙路12号", ""},
        {"龙华区", ""},
        {"基地3号", ""},
        {"", ""},
    };
    for (const auto& one : kCases) {
        const auto* found = region_in_address(one.address);
        EXPECT_EQ(found == nullptr ? std::string_view() : found->code, one.code) << one.address;
    }
}

TEST(Region, answers_codes_of_the_standard) {
    struct Case {
        std::string_view code;
        std::string_view zh;
        std::string_view city;
    };
    constexpr Case kCases[] = {
        {"460106", "龙华区", "海口市"},
        {"460100", "海口市", "海口市"},
        {"469023", "澄迈县", "澄迈县"},
        {"469003", "儋州市", "儋州市"},
        {"460400", "儋州市", "儋州市"},
        {"469029", "保亭黎族苗族自治县", "保亭黎族苗族自治县"},
        {"460205", "崖州区", "三亚市"},
        {"460000", "海南省", ""},
        {"440100", "", ""},
        {"", "", ""},
    };
    for (const auto& c : kCases) {
        const Region* region = find_region(c.code);
        EXPECT_EQ(region == nullptr ? "" : region->zh, c.zh) << c.code;
        const Region* city = city_of(c.code);
        EXPECT_EQ(city == nullptr ? "" : city->zh, c.city) << c.code;
    }
}

TEST(Region, is_found_by_name) {
    for (const std::string_view name : {"澄迈", "澄迈县", "chengmai", "Chengmai"}) {
        const Region* region = find_region_by_name(name);
        ASSERT_NE(region, nullptr) << name;
        EXPECT_EQ(region->code, "469023");
    }
    EXPECT_EQ(find_region_by_name("广州"), nullptr);
}

TEST(Region, ARegionHoldsItsCitiesAndTheirDistricts) {
    EXPECT_EQ(regions_within("460000").size(), regions().size() + 1);  // and Danzhou's old code
    EXPECT_EQ(regions_within("460100"), (std::vector<std::string>{"460100", "460105", "460106", "460107", "460108"}));
    EXPECT_EQ(regions_within("460105"), std::vector<std::string>{"460105"});
    EXPECT_EQ(regions_within("469003"), (std::vector<std::string>{"460400", "469003"}));
    EXPECT_TRUE(regions_within("440100").empty());
    EXPECT_TRUE(regions_within("").empty());
}

TEST(Region, AnAddressIsToldInEnglishByDistrictAndCity) {
    EXPECT_EQ(place_in_english("海南省澄迈县云坡镇12号"), "Chengmai");
    EXPECT_EQ(place_in_english("海口市龙华区城西镇"), "Longhua, Haikou");
    EXPECT_EQ(place_in_english("上海市浦东新区"), "");
    EXPECT_EQ(place_in_english(""), "");
}

}  // namespace
}  // namespace qy::model
