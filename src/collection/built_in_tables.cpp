// The category tree that a new data folder starts with.
#include "collection/dictionary.h"

namespace qy::collection {

using model::Field;

namespace {

model::CategoryAttribute sugar_content() {
    model::CategoryAttribute attribute;
    attribute.name = "sugar_content";
    attribute.zh = "糖度";
    attribute.en = "Sugar content";
    attribute.aliases = {"甜度", "可溶性固形物", "brix"};
    attribute.type = model::AttributeType::number;
    attribute.unit = "°Bx";
    attribute.low = "0";
    attribute.high = "40";
    return attribute;
}

}  // namespace

std::span<const CategoryRule> built_in_categories() {
    static const std::vector<CategoryRule> kRules = {
        {"agricultural", "", "农产品", "agricultural products", "初级农产品,农副产品", {Field::production_address}},
        {"fruit", "agricultural", "水果", "fruit", "鲜果,热带水果", {}, {}, {sugar_content()}},
        {"citrus", "fruit", "柑橘", "citrus", "绿橙,橙子,柚子,柑橘类", {}},
        {"mango", "fruit", "芒果", "mango", "", {}},
        {"litchi", "fruit", "荔枝", "litchi", "lychee", {}},
        {"coconut", "fruit", "椰子", "coconut", "", {}},
        {"vegetable", "agricultural", "蔬菜", "vegetables", "瓜菜", {}},
        {"grain", "agricultural", "粮油", "grain and oil", "大米,山兰米", {}},
        {"spice", "agricultural", "香辛料", "spices", "胡椒,香料", {}},
        {"beverage_material", "agricultural", "饮品原料", "beverage plants", "饮料原料", {}},
        {"coffee", "beverage_material", "咖啡", "coffee", "咖啡豆,咖啡生豆,咖啡熟豆", {}},
        {"tea", "beverage_material", "茶叶", "tea", "茶,红茶,绿茶,白沙绿茶,鹧鸪茶", {}},
        {"livestock", "agricultural", "畜禽", "livestock and poultry", "畜牧产品", {}},
        {"poultry", "livestock", "家禽", "poultry", "禽肉,文昌鸡,鸡,鸭,鹅", {Field::test_item}},
        {"pork", "livestock", "猪肉", "pork", "生猪", {Field::test_item}},
        {"egg", "livestock", "禽蛋", "eggs", "鸡蛋,鸭蛋,蛋品", {}},
        {"aquatic", "agricultural", "水产品", "aquatic products", "水产,海产品,海鲜", {}},
        {"processed_food", "", "加工食品", "processed food", "食品,预包装食品,糕点,糖果,饮料", {Field::ingredients}},
        {"handicraft", "", "手工艺品", "handicrafts", "工艺品,黎锦,椰雕,手工制品", {}},
        {"service", "", "服务", "services", "服务类", {Field::service_place}},
        {"lodging", "service", "住宿", "lodging", "民宿,酒店住宿", {}},
        {"tourism", "service", "旅游服务", "tourism", "旅游,研学,导游服务", {}},
        {"wellness", "service", "康养服务", "wellness", "康养,温泉,理疗", {}},
        {"catering", "service", "餐饮服务", "catering", "餐饮", {}},
    };
    return kRules;
}

}  // namespace qy::collection
