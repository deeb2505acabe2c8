#include "template_hints.h"

#include <algorithm>
#include <iterator>

#include "base/assert.h"

namespace qy::business {
namespace {

using model::Field;
using model::FieldType;

struct Hint {
    FieldType type;
    std::string_view zh;
    std::string_view en;
};
constexpr Hint kHints[] = {
    {FieldType::text, "文字", "Text"},
    {FieldType::day, "日期，如 2026-01-05 或 2026年3月5日", "A date, such as 2026-01-05"},
    {FieldType::moment, "日期和时间，如 2026-01-05 08:30；只写日期也可以",
     "A date with its time, such as 2026-01-05 08:30"},
    {FieldType::money, "金额（元），如 68 或 68.50元", "An amount in yuan, such as 68.50"},
    {FieldType::quantity, "数量连同单位，如 1200公斤、60箱、86斤",
     "An amount with its unit, such as 1200公斤 or 60 kg"},
    {FieldType::number, "数字", "A number"},
    {FieldType::dictionary, "从下拉列表中选择", "Choose from the list"},
    {FieldType::name, "名称全称，与营业执照一致", "The full name"},
    {FieldType::gtin, "8、12、13 或 14 位商品条码", "A bar code of 8, 12, 13 or 14 digits"},
    {FieldType::inputs, "批次=数量，多个用“；”隔开；别家的批次写成 企业/产品/批次=数量",
     "LOT=AMOUNT, several joined by ;  another firm's lot as FIRM/PRODUCT/LOT=AMOUNT"},
    {FieldType::readings, "时间=温度，多个用“；”隔开，如 2026-01-05 08:00=4.2",
     "TIME=TEMPERATURE, several joined by ;"},
    {FieldType::names_list, "多个用“、”隔开", "Several joined by ,"},
    {FieldType::nutrition, "照标签填写：每100g（或每100mL、每份（30g））：各项及含量，用“；”隔开",
     "As on the label: per 100 g (per 100 mL, per serving (30 g)): each with its amount, joined by ;"},
};

struct Example {
    Field field;
    std::string_view value;
};
constexpr Example kExamples[] = {
    {Field::product_name, "琼北绿橙"},
    {Field::specification, "5kg/箱"},
    {Field::lot_number, "LC20260105A"},
    {Field::producer_name, "澄迈示例果业专业合作社"},
    {Field::produced_on, "2026-01-05"},
    {Field::production_address, "海南省澄迈县示例镇示例村"},
    {Field::process, "人工采摘，当日预冷"},
    {Field::quantity, "6000公斤"},
    {Field::variety, "绿橙"},
    {Field::plot, "1号园"},
    {Field::cooperative_name, "澄迈示例果业专业合作社"},
    {Field::farm_inputs, "有机肥；矿物油（采前60天）"},
    {Field::storage_conditions, "5℃至8℃，通风"},
    {Field::shelf_life_days, "45"},
    {Field::executed_standard, "T/QY 001"},
    {Field::nutrition, "每100g：能量 197kJ；蛋白质 0.8g；脂肪 0g；碳水化合物 10.5g；钠 0mg"},
    {Field::laboratory_name, "示例检测技术有限公司"},
    {Field::test_item, "毒死蜱"},
    {Field::test_result, "合格"},
    {Field::tested_on, "2026-01-06"},
    {Field::test_value, "未检出（<0.01 mg/kg）"},
    {Field::test_limit, "1 mg/kg"},
    {Field::test_method, "GB 23200.113"},
    {Field::report_number, "SL-2026-0001"},
    {Field::carrier_name, "示例物流有限公司"},
    {Field::vehicle, "琼A·12345"},
    {Field::route, "澄迈—海口"},
    {Field::shipped_at, "2026-01-07 08:00"},
    {Field::received_at, "2026-01-07 10:30"},
    {Field::from_place, "海南省澄迈县示例镇"},
    {Field::to_place, "海南省海口市龙华区"},
    {Field::seller_name, "示例商贸有限公司"},
    {Field::sale_place, "海南省海口市龙华区示例街10号"},
    {Field::sale_price, "68元"},
    {Field::sold_at, "2026-01-08 09:00"},
    {Field::service_provider, "示例旅行社有限公司"},
    {Field::served_at, "2026-01-05 09:00"},
    {Field::service_place, "海南省琼中县示例村"},
    {Field::service_process, "茶园导览、采茶体验、品茶"},
    {Field::service_resources, "导游一名，中巴一辆"},
    {Field::service_price, "128元"},
};

}  // namespace

std::string_view hint_of(FieldType type, Language language) {
    const auto* const row = std::ranges::find(kHints, type, &Hint::type);
    QY_ASSERT(row != std::end(kHints));
    return language == Language::zh ? row->zh : row->en;
}

std::string hint_of(const model::CategoryAttribute& attribute, std::string_view allowed, Language language) {
    using model::AttributeType;
    const auto kind = [&] {
        switch (attribute.type) {
            case AttributeType::number:
                return FieldType::number;
            case AttributeType::quantity:
                return FieldType::quantity;
            case AttributeType::day:
                return FieldType::day;
            case AttributeType::moment:
                return FieldType::moment;
            case AttributeType::flag:
            case AttributeType::dictionary:
                return FieldType::dictionary;
            case AttributeType::text:
                break;
        }
        return FieldType::text;
    };
    const std::string hint(hint_of(kind(), language));
    const bool bounded = !attribute.low.empty() || !attribute.high.empty();
    if (!bounded) return hint;
    return hint + (language == Language::zh ? "，范围 " : "; allowed: ") + std::string(allowed);
}

std::string example_of(const model::CategoryAttribute& attribute) {
    using model::AttributeType;
    switch (attribute.type) {
        case AttributeType::number:
        case AttributeType::quantity:
            if (!attribute.low.empty()) return attribute.low;
            return attribute.high.empty() ? "1" : attribute.high;
        case AttributeType::day:
        case AttributeType::moment:
            return "2026-01-05";
        case AttributeType::text:
            return "示例";
        case AttributeType::flag:
        case AttributeType::dictionary:
            break;
    }
    return {};
}

std::string_view example_of(Field field) {
    const auto* const row = std::ranges::find(kExamples, field, &Example::field);
    return row == std::end(kExamples) ? std::string_view() : row->value;
}

}  // namespace qy::business
