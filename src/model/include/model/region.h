#pragma once
// Places of GB/T 2260 that the platform names by itself: Hainan's cities, counties and urban districts. (clause 6.3.3)
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qy::model {

/// One row of the table. `code` has six digits.
struct Region {
    std::string_view code;
    std::string_view zh;        ///< 澄迈县
    std::string_view short_zh;  ///< 澄迈
    std::string_view en;        ///< Chengmai
    std::string_view parent;    ///< of a district its city, else the province; empty for the province
};

/// The table, ordered by code. Source: GB/T 2260 as published by the Ministry of Civil Affairs (2015 changed Danzhou to
/// 460400 and gave it and Sanya their present form; 2020 gave Sansha its two districts).
[[nodiscard]] std::span<const Region> regions();
/// Null when the code is not in the table. The code that Danzhou had until 2015 (469003) is understood.
[[nodiscard]] const Region* find_region(std::string_view code);
/// The city or county of a code: itself, or that of the district; null for the province and for unknown codes.
[[nodiscard]] const Region* city_of(std::string_view code);
/// The region itself with the cities, counties and districts in it, by code; empty for a code that is not in the table.
[[nodiscard]] std::vector<std::string> regions_within(std::string_view code);
/// By full or short Chinese name or English name; null when unknown.
[[nodiscard]] const Region* find_region_by_name(std::string_view name);

/// The district, else the city or county, that an address lies in: "海南省澄迈县云坡镇12号", "海口市龙华区…",
/// "陵水县…". Short names count at its beginning only, behind the province or with 县 or 市, and districts behind their
/// city; null when it names none or another province.
[[nodiscard]] const Region* region_in_address(std::string_view address);
/// The same in English, for readers who cannot read the address: "Longhua, Haikou", "Chengmai"; empty where it names
/// none.
[[nodiscard]] std::string place_in_english(std::string_view address);

}  // namespace qy::model
