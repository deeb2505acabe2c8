#include "model/region.h"

#include <algorithm>

#include "base/text.h"

namespace qy::model {
namespace {

constexpr Region kRegions[] = {
    {"460000", "海南省", "海南", "Hainan", ""},
    {"460100", "海口市", "海口", "Haikou", "460000"},
    {"460105", "秀英区", "秀英", "Xiuying", "460100"},
    {"460106", "龙华区", "龙华", "Longhua", "460100"},
    {"460107", "琼山区", "琼山", "Qiongshan", "460100"},
    {"460108", "美兰区", "美兰", "Meilan", "460100"},
    {"460200", "三亚市", "三亚", "Sanya", "460000"},
    {"460202", "海棠区", "海棠", "Haitang", "460200"},
    {"460203", "吉阳区", "吉阳", "Jiyang", "460200"},
    {"460204", "天涯区", "天涯", "Tianya", "460200"},
    {"460205", "崖州区", "崖州", "Yazhou", "460200"},
    {"460300", "三沙市", "三沙", "Sansha", "460000"},
    {"460301", "西沙区", "西沙", "Xisha", "460300"},
    {"460302", "南沙区", "南沙", "Nansha", "460300"},
    {"460400", "儋州市", "儋州", "Danzhou", "460000"},
    {"469001", "五指山市", "五指山", "Wuzhishan", "460000"},
    {"469002", "琼海市", "琼海", "Qionghai", "460000"},
    {"469005", "文昌市", "文昌", "Wenchang", "460000"},
    {"469006", "万宁市", "万宁", "Wanning", "460000"},
    {"469007", "东方市", "东方", "Dongfang", "460000"},
    {"469021", "定安县", "定安", "Ding'an", "460000"},
    {"469022", "屯昌县", "屯昌", "Tunchang", "460000"},
    {"469023", "澄迈县", "澄迈", "Chengmai", "460000"},
    {"469024", "临高县", "临高", "Lingao", "460000"},
    {"469025", "白沙黎族自治县", "白沙", "Baisha", "460000"},
    {"469026", "昌江黎族自治县", "昌江", "Changjiang", "460000"},
    {"469027", "乐东黎族自治县", "乐东", "Ledong", "460000"},
    {"469028", "陵水黎族自治县", "陵水", "Lingshui", "460000"},
    {"469029", "保亭黎族苗族自治县", "保亭", "Baoting", "460000"},
    {"469030", "琼中黎族苗族自治县", "琼中", "Qiongzhong", "460000"},
};
constexpr std::string_view kProvince = "460000";
constexpr std::string_view kDanzhouUntil2015 = "469003";
constexpr std::string_view kDanzhou = "460400";

/// "澄迈…" behind the province, "陵水县…", "海口" alone; not "东方红农场".
bool begins_with_short_name(std::string_view address, const Region& region, bool behind_province) {
    if (!address.starts_with(region.short_zh)) return false;
    const auto behind = address.substr(region.short_zh.size());
    return behind_province || behind.empty() || behind.starts_with("县") || behind.starts_with("市");
}

}  // namespace

std::span<const Region> regions() {
    return kRegions;
}

const Region* find_region(std::string_view code) {
    if (code == kDanzhouUntil2015) code = kDanzhou;
    const auto* row = std::ranges::lower_bound(kRegions, code, {}, &Region::code);
    return row != std::end(kRegions) && row->code == code ? row : nullptr;
}

const Region* city_of(std::string_view code) {
    const Region* region = find_region(code);
    if (region == nullptr || region->code == kProvince) return nullptr;
    return region->parent == kProvince ? region : find_region(region->parent);
}

std::vector<std::string> regions_within(std::string_view code) {
    std::vector<std::string> codes;
    const Region* const region = find_region(code);
    if (region == nullptr) return codes;
    for (const auto& row : kRegions) {
        const Region* const city = city_of(row.code);
        const bool inside =
            region->code == kProvince || row.code == region->code || (city != nullptr && city->code == region->code);
        if (!inside) continue;
        codes.emplace_back(row.code);
        if (row.code == kDanzhou) codes.emplace_back(kDanzhouUntil2015);
    }
    return codes;
}

const Region* find_region_by_name(std::string_view name) {
    const std::string folded = lower_ascii(name);
    for (const auto& row : kRegions) {
        if (name == row.zh || name == row.short_zh || folded == lower_ascii(row.en)) return &row;
    }
    return nullptr;
}

const Region* region_in_address(std::string_view address) {
    const std::string plain = replace_all(fold_width(address), " ", "");
    std::string_view rest = plain;
    for (const std::string_view front : {"中国", "海南省", "海南"}) {
        if (rest.starts_with(front)) rest.remove_prefix(front.size());
    }
    const auto elsewhere = std::min(rest.find("省"), rest.find("自治区"));
    const Region* city = nullptr;
    std::size_t at = std::string_view::npos;
    for (const auto& row : kRegions) {
        if (row.parent != kProvince) continue;
        const auto place = begins_with_short_name(rest, row, rest.size() < plain.size()) ? 0 : rest.find(row.zh);
        if (place < at && place < elsewhere) {
            city = &row;
            at = place;
        }
    }
    if (city == nullptr) return nullptr;
    for (const auto& row : kRegions) {
        if (row.parent == city->code && rest.find(row.zh, at) != std::string_view::npos) return &row;
    }
    return city;
}

std::string place_in_english(std::string_view address) {
    const Region* const region = region_in_address(address);
    if (region == nullptr) return {};
    const Region* const city = city_of(region->code);
    std::string name(region->en);
    if (city != nullptr && city != region) name.append(", ").append(city->en);
    return name;
}

}  // namespace qy::model
