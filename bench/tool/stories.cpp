#include "stories.h"

#include <array>

namespace qy::bench {
namespace {

// How many of each kind take part; stories come to them by turns.
constexpr std::int64_t kFarms = 400;
constexpr std::int64_t kWashers = 80;
constexpr std::int64_t kRoasters = 60;
constexpr std::int64_t kLaboratories = 20;
constexpr std::int64_t kCarriers = 30;
constexpr std::int64_t kShops = 100;

std::string numbered(std::string_view before, std::int64_t number, std::string_view after) {
    return std::string(before) + std::to_string(number) + std::string(after);
}

/// The day `plus` days after the story began; stories begin on the days of one year by turns.
std::string day(std::int64_t story, int plus) {
    constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int left = static_cast<int>(story % 300) + plus;
    std::size_t month = 0;
    while (left >= kDays[month]) left -= kDays[month++];
    const auto two_digits = [](std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return "2025-" + two_digits(month + 1) + "-" + two_digits(static_cast<std::size_t>(left) + 1);
}

JsonObject lot(std::string_view product, const std::string& number, const std::string& producer) {
    return {{"product_name", product}, {"lot_number", number}, {"producer_name", producer}};
}

void add_production(JsonObject& row, const std::string& produced_on, std::string_view process,
                    std::string_view quantity, const std::string& address) {
    row["produced_on"] = produced_on;
    row["process"] = process;
    row["quantity"] = quantity;
    row["production_address"] = address;
}

void add_inspection(JsonObject& row, std::int64_t story, int plus, std::string_view item, std::string_view value) {
    row["laboratory_name"] = numbered("海南第", story % kLaboratories, "检测技术有限公司");
    row["test_item"] = item;
    row["test_result"] = "合格";
    row["tested_on"] = day(story, plus);
    row["test_value"] = value;
    row["test_method"] = "GB 5009.3";
    row["report_number"] = numbered("BG-2025-", story, "");
    row["inspection_status"] = "最终结果";
}

void add_transport(JsonObject& row, std::int64_t story, int plus, std::string_view route) {
    row["carrier_name"] = numbered("海南第", story % kCarriers, "冷链物流有限公司");
    row["vehicle"] = numbered("琼A·", 10'000 + story % 50'000, "");
    row["route"] = route;
    row["shipped_at"] = day(story, plus) + "T08:30:00+08:00";
    row["received_at"] = day(story, plus) + "T15:10:00+08:00";
}

void add_sale(JsonObject& row, std::int64_t story, int plus, std::int64_t which) {
    row["seller_name"] = numbered("海口第", (story + which * 37) % kShops, "咖啡商行");
    row["sale_place"] = "海南省海口市龙华区";
    row["sale_price"] = "89.00元";
    row["sold_at"] = day(story, plus) + "T10:00:00+08:00";
}

JsonObject cherries(std::int64_t story, std::int64_t which) {
    auto row = lot("咖啡鲜果", numbered("XG", story, "-" + std::to_string(which)),
                   numbered("万宁第", (story * 2 + which) % kFarms, "咖啡农场"));
    add_production(row, day(story, 0), "人工采摘，只采全红果", "600公斤", "海南省万宁市兴坡镇坡头村");
    row["variety"] = "罗布斯塔";
    add_inspection(row, story, 1, "毒死蜱", "未检出");
    add_transport(row, story, 1, "兴坡镇至加工厂");
    return row;
}

JsonObject washed(std::int64_t story) {
    auto row = lot("水洗生豆", numbered("SX", story, ""), numbered("万宁第", story % kWashers, "咖啡加工有限公司"));
    add_production(row, day(story, 3), "去皮、发酵 18 小时、水洗、干燥", "230公斤", "海南省万宁市兴坡镇工业路3号");
    row["step"] = "加工";
    row["inputs"] = numbered("XG", story, "-0=600公斤；") + numbered("XG", story, "-1=600公斤");
    return row;
}

JsonObject roast(std::int64_t story) {
    auto row = lot("东寨湾咖啡豆", story_lot_number(story), numbered("海口第", story % kRoasters, "咖啡烘焙有限公司"));
    add_production(row, day(story, 20), "中深烘焙 12分30秒，充氮包装", "800袋", "海南省海口市秀英区晨屿路12号");
    row["step"] = "烘焙";
    row["inputs"] = numbered("SX", story, "=220公斤");
    row["shelf_life_days"] = 365;
    row["executed_standard"] = "NY/T 605";
    return row;
}

}  // namespace

std::string story_lot_number(std::int64_t number) {
    return numbered("HB", number, "");
}

// Three events of each lot of cherries, four of the washed lot, ten of the roast.
JsonArray story_rows(std::int64_t number) {
    JsonArray rows{cherries(number, 0), cherries(number, 1), washed(number)};
    const auto about = [](const JsonObject& of) {
        const auto& name = of.at("product_name");
        return JsonObject{
            {"product_name", name}, {"lot_number", of.at("lot_number")}, {"producer_name", of.at("producer_name")}};
    };
    for (const auto& [item, value] : {std::pair("水分", "11.2 %"), std::pair("黄曲霉毒素", "未检出")}) {
        auto row = about(washed(number));
        add_inspection(row, number, 6, item, value);
        if (std::string_view(item) == "水分") add_transport(row, number, 8, "加工厂至烘焙厂");
        rows.push_back(std::move(row));
    }
    rows.push_back(roast(number));
    for (const auto& [item, value] : {std::pair("水分", "2.6 %"), std::pair("咖啡因", "2.1 %"),
                                      std::pair("铅", "0.02 mg/kg"), std::pair("赭曲霉毒素A", "未检出")}) {
        auto row = about(roast(number));
        add_inspection(row, number, 22, item, value);
        rows.push_back(std::move(row));
    }
    for (std::int64_t which = 0; which < 3; ++which) {
        auto row = about(roast(number));
        if (which > 0) add_transport(row, number, 25 + static_cast<int>(which), "烘焙厂至商行");
        add_sale(row, number, 30, which);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace qy::bench
