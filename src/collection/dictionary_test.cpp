#include "collection/dictionary.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "model/quantity.h"
#include "model/region.h"
#include "model/vocabulary.h"

namespace qy::collection {
namespace {

using model::Field;

Dictionary built_in() {
    return Dictionary({built_in_dictionary().begin(), built_in_dictionary().end()});
}
CategoryRules categories() {
    return CategoryRules({built_in_categories().begin(), built_in_categories().end()});
}

TEST(Dictionary, FindsWordsAsPeopleWriteThem) {
    const auto dictionary = built_in();
    struct Row {
        std::string_view type;
        std::string_view word;
        std::string_view code;  // empty: unknown
    };
    const Row rows[] = {
        {"test_result", "合格", "qualified"},
        {"test_result", "不合格", "unqualified"},
        {"test_result", "Qualified", "qualified"},
        {"test_result", "ＯＫ", "qualified"},
        {"test_result", " 符合 ", "qualified"},
        {"test_result", "超标", "unqualified"},
        {"test_result", "待定", ""},
        {"test_result", "", ""},
        {"inspection_type", "快检", "rapid"},
        {"inspection_type", "送检", "laboratory"},
        {"inspection_status", "复检", "re_inspection"},
        {"inspection_status", "re-inspection", "re_inspection"},
        {"step", "采收", "commissioning"},
        {"step", "制作", "commissioning"},
        {"step", "水洗", "transforming"},
        {"step", "烘焙", "transforming"},
        {"step", "拼配", "transforming"},
        {"step", "屠宰", "transforming"},
        {"step", "合批", "merging"},
        {"step", "装箱", "packing"},
        {"step", "拆箱", "unpacking"},
        {"step", "发货", "shipping"},
        {"step", "运输", "transporting"},
        {"step", "收货", "receiving"},
        {"step", "入库", "storing"},
        {"step", "销售", "retail_selling"},
        {"allergen", "牛奶", "milk"},
        {"allergen", "不存在", ""},
        {"no_such_type", "合格", ""},
    };
    for (const auto& row : rows) {
        const auto* item = dictionary.find(row.type, row.word);
        EXPECT_EQ(item == nullptr ? "" : item->code, row.code) << row.type << " " << row.word;
    }
    EXPECT_EQ(dictionary.labels("test_result"), "合格、不合格");
    EXPECT_EQ(dictionary.items("allergen").size(), 8U);
}

TEST(Dictionary, NoWordOfATypeMeansTwoItems) {
    std::map<std::string, std::string> owner;
    for (const auto& item : built_in_dictionary()) {
        if (item.dictionary == "region") continue;  // places share names, and are told apart by what is around them
        std::vector<std::string> words{item.code, item.zh, item.en};
        for (const auto alias : split(item.aliases, ',')) words.emplace_back(alias);
        std::erase(words, "");
        for (const auto& word : words) {
            const auto [at, fresh] = owner.emplace(item.dictionary + "/" + lower_ascii(word), item.code);
            EXPECT_TRUE(fresh || at->second == item.code) << item.dictionary << " " << word;
        }
    }
}

TEST(Dictionary, EveryFieldWithADictionaryHasItsType) {
    const auto dictionary = built_in();
    for (const auto& row : model::fields()) {
        if (!row.dictionary.empty()) {
            EXPECT_FALSE(dictionary.items(row.dictionary).empty()) << row.name;
        }
    }
    std::set<std::string> steps;
    for (const auto* item : dictionary.items("step")) {
        EXPECT_TRUE(model::parse_step(item->code).has_value()) << item->code;
        steps.insert(item->code);
    }
    EXPECT_EQ(steps.size(), 13U);
}

TEST(Dictionary, UnitsAndRegionsAreThoseThatTheProgramKnows) {
    const auto dictionary = built_in();
    EXPECT_EQ(dictionary.items("unit").size(), model::units().size());
    for (const auto& unit : model::units()) {
        const auto* item = dictionary.find("unit", unit.code);
        ASSERT_NE(item, nullptr) << unit.code;
        const auto details = parse_json(item->details)->as_object();
        EXPECT_EQ(item->zh, unit.zh);
        EXPECT_EQ(item->aliases, unit.aliases);
        EXPECT_EQ(details.at("numerator").as_string(), std::to_string(unit.numerator));
        EXPECT_EQ(details.at("denominator").as_string(), std::to_string(unit.denominator));
    }
    for (const auto& region : model::regions()) {
        const auto* item = dictionary.find("region", region.code);
        ASSERT_NE(item, nullptr) << region.code;
        EXPECT_EQ(item->zh, region.zh);
        EXPECT_EQ(item->en, region.en);
    }
}

TEST(Dictionary, EveryRegionHasItsParentAndDanzhouHasNoCounties) {
    const auto dictionary = built_in();
    std::map<std::string, int> of_hainan;
    for (const auto* item : dictionary.items("region")) {
        const auto details = parse_json(item->details)->as_object();
        const std::string level(details.at("level").as_string());
        EXPECT_TRUE(item->code.size() == 6 || level == "town" || level == "farm" || level == "area") << item->code;
        if (level == "province") continue;
        const std::string parent(details.at("parent").as_string());
        EXPECT_NE(dictionary.find("region", parent), nullptr) << item->code;
        if (level == "county" && item->code.starts_with("4604")) ADD_FAILURE() << item->code;
        if (item->code.starts_with("46")) ++of_hainan[level];
    }
    EXPECT_EQ(of_hainan["prefecture"], 4);  // Haikou, Sanya, Sansha, Danzhou
    EXPECT_EQ(of_hainan["county"], 25);     // 15 that the province administers, and the districts of three cities
    EXPECT_EQ(dictionary.find("region", "洋浦")->code, "460400499");
    EXPECT_EQ(dictionary.find("region", "八一农场")->code.substr(0, 2), "HK");
}

TEST(Categories, InheritWhatTheyRequire) {
    const auto rules = categories();
    const auto* poultry = rules.find("文昌鸡");
    ASSERT_NE(poultry, nullptr);
    EXPECT_EQ(poultry->code, "poultry");
    EXPECT_EQ(rules.required_of(*poultry), (std::vector<Field>{Field::production_address, Field::test_item}));
    EXPECT_FALSE(rules.is_service(*poultry));
    EXPECT_TRUE(rules.is_service(*rules.find("民宿")));
    EXPECT_TRUE(rules.is_service(*rules.find("service")));
    EXPECT_EQ(rules.find("火箭"), nullptr);
    EXPECT_NE(rules.labels().find("咖啡"), std::string::npos);
}

TEST(Categories, EveryParentExistsAndNoWordMeansTwo) {
    const auto rules = categories();
    std::map<std::string, std::string> owner;
    for (const auto& rule : built_in_categories()) {
        if (!rule.parent.empty()) {
            ASSERT_NE(rules.find(rule.parent), nullptr) << rule.code;
            EXPECT_EQ(rules.find(rule.parent)->code, rule.parent);
        }
        std::vector<std::string> words{rule.code, rule.zh, rule.en};
        if (!rule.aliases.empty()) {
            for (const auto alias : split(rule.aliases, ',')) words.emplace_back(alias);
        }
        for (const auto& word : words) {
            const auto [at, fresh] = owner.emplace(lower_ascii(word), rule.code);
            EXPECT_TRUE(fresh || at->second == rule.code) << word << " " << at->second << " " << rule.code;
        }
    }
}

TEST(Categories, ACircleInAStoredTreeEnds) {
    const CategoryRules rules({{"a", "b", "甲", "A", "", {Field::plot}}, {"b", "a", "乙", "B", "", {Field::variety}}});
    EXPECT_EQ(rules.required_of(*rules.find("a")), (std::vector<Field>{Field::variety, Field::plot}));
    EXPECT_FALSE(rules.is_service(*rules.find("a")));
}

}  // namespace
}  // namespace qy::collection
