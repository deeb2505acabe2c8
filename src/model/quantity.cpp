#include "model/quantity.h"

#include "base/assert.h"
#include "base/text.h"

namespace qy::model {
namespace {

using enum Dimension;

// Three-letter aliases in capitals are UN/ECE Recommendation 20 codes, as other programs send them.
constexpr Unit kUnits[] = {
    {"mg", "毫克", "mg", mass, 1, 1000, "MGM"},
    {"g", "克", "g", mass, 1, 1, "GRM,公分"},
    {"liang", "两", "liang (50 g)", mass, 50, 1, "市两"},
    {"jin", "斤", "jin (500 g)", mass, 500, 1, "市斤"},
    {"kg", "千克", "kg", mass, 1000, 1, "公斤,KGM,kgs,千克(kg)"},
    {"dan", "担", "dan (50 kg)", mass, 50'000, 1, "市担"},
    {"t", "吨", "t", mass, 1'000'000, 1, "TNE,公吨,ton,tonne,吨(t)"},
    {"ml", "毫升", "mL", volume, 1, 1, "MLT,cc"},
    {"l", "升", "L", volume, 1000, 1, "LTR,公升,liter,litre"},
    {"m3", "立方米", "m³", volume, 1'000'000, 1, "MTQ,立方,方,m³"},
    {"m2", "平方米", "m²", area, 1, 1, "MTK,平米,平方,m²,㎡"},
    {"mu", "亩", "mu (1/15 ha)", area, 2000, 3, "市亩"},
    {"ha", "公顷", "ha", area, 10'000, 1, "HAR"},
    {"piece", "件", "piece", count, 1, 1, "H87,pcs,pieces"},
    {"box", "箱", "box", count, 1, 1, "BX,case,cases,boxes,纸箱"},
    {"pack", "盒", "pack", count, 1, 1, "PK,packs,礼盒"},
    {"bag", "袋", "bag", count, 1, 1, "BG,bags"},
    {"bottle", "瓶", "bottle", count, 1, 1, "BO,bottles"},
    {"head", "只", "head", count, 1, 1, "HEA,头,羽"},
    {"egg", "枚", "egg", count, 1, 1, "eggs,粒"},
    {"unit", "个", "unit", count, 1, 1, "C62,EA,each,units,颗"},
    {"can", "罐", "can", count, 1, 1, "CA,cans,听"},
    {"packet", "包", "packet", count, 1, 1, "PA,packets"},
    {"portion", "份", "portion", count, 1, 1, "PTN,portions"},
    {"time", "次", "time", count, 1, 1, "times,场"},
    {"person", "人", "person", count, 1, 1, "IE,persons,people,位,人次"},
    {"night", "晚", "night", count, 1, 1, "nights,间夜"},
    {"set", "套", "set", count, 1, 1, "SET,sets,副"},
    {"pallet", "托", "pallet", count, 1, 1, "PX,pallets,托盘,板"},
    {"plant", "株", "plant", count, 1, 1, "plants,棵"},
    {"basket", "篮", "basket", count, 1, 1, "BK,baskets,筐,篓"},
};

bool is_named(const Unit& unit, std::string_view text) {
    if (text == unit.code || text == unit.zh || text == lower_ascii(unit.en)) return true;
    const auto aliases = split(unit.aliases, ',');
    for (const auto alias : aliases) {
        if (text == lower_ascii(alias)) return true;
    }
    return false;
}

const Unit* unit_of_code(std::string_view code) {
    for (const auto& unit : kUnits) {
        if (unit.code == code) return &unit;
    }
    return nullptr;
}

}  // namespace

std::span<const Unit> units() {
    return kUnits;
}

const Unit* find_unit(std::string_view text) {
    if (const auto* unit = unit_of_code(text)) return unit;
    const auto folded = lower_ascii(fold_width(trim(text)));
    if (folded.empty()) return nullptr;
    for (const auto& unit : kUnits) {
        if (is_named(unit, folded)) return &unit;
    }
    return nullptr;
}

std::string Quantity::to_string() const {
    return amount.to_string() + ' ' + unit;
}

Result<Quantity> Quantity::parse(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos || space == 0) return invalid("quantity.malformed");
    QY_TRY(amount, Decimal::parse(text.substr(0, space)));
    const auto unit = text.substr(space + 1);
    if (unit_of_code(unit) == nullptr) return invalid("quantity.unknown_unit", {std::string(unit)});
    return Quantity{amount, std::string(unit)};
}

Result<Quantity> Quantity::in(std::string_view other) const {
    if (other == unit) return *this;
    const auto* from = unit_of_code(unit);
    const auto* to = unit_of_code(other);
    if (from == nullptr || to == nullptr || from->dimension != to->dimension || from->dimension == count) {
        return invalid("quantity.units_differ", {unit, std::string(other)});
    }
    QY_TRY(converted, amount.scaled(from->numerator * to->denominator, from->denominator * to->numerator));
    return Quantity{converted, std::string(other)};
}

}  // namespace qy::model
