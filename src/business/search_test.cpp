#include "business/search.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "business/testing/trace_world.h"
#include "search_text.h"

namespace qy::business {
namespace {

using testing::TraceWorld;

bool fits(std::string_view query, std::string_view name) {
    const auto asked = search_query(normalised(query)).value();
    const auto named = search_name(name).value();
    const auto grams = grams_of(named);
    const bool candidate = std::ranges::any_of(asked.ways, [&](const auto& way) {
        return std::ranges::all_of(way, [&](const auto& gram) { return grams.contains(gram); });
    });
    const bool fit_found = fit(asked, named).has_value();
    EXPECT_TRUE(candidate || !fit_found) << query << " fits " << name << " but its grams miss it";
    return candidate && fit_found;
}

TEST(Search, FitsNamesByCharactersPinyinAndInitials) {
    struct Case {
        std::string_view query;
        std::string_view name;
        bool fits;
    };
    const Case cases[] = {
        {"咖啡", "福山咖啡", true},         {"福山咖啡", "福山咖啡", true},    {"山咖", "福山咖啡", true},
        {"kafei", "福山咖啡", true},        {"KaFei", "福山咖啡", true},       {"ka fei", "福山咖啡", true},
        {"kf", "福山咖啡", true},           {"fskf", "福山咖啡", true},        {"skf", "福山咖啡", true},
        {"fushan", "福山咖啡", true},       {"fushankafei", "福山咖啡", true}, {"fus", "福山咖啡", true},
        {"福山kafei", "福山咖啡", true},    {"ｋａｆｅｉ", "福山咖啡", true},  {"福山　咖啡", "福山咖啡", true},
        {"an", "福山咖啡", false},          {"hankafei", "福山咖啡", false},   {"咖福", "福山咖啡", false},
        {"fk", "福山咖啡", false},          {"福啡", "福山咖啡", false},       {"山茶", "福山咖啡", false},
        {"chengmai", "澄迈桥头地瓜", true}, {"cmqt", "澄迈桥头地瓜", true},    {"digua", "澄迈桥头地瓜", true},
        {"degua", "澄迈桥头地瓜", false},   {"yezitang", "椰子糖", true},      {"yz", "椰子糖", true},
        {"qiongzhong", "琼中绿橙", true},   {"lvcheng", "琼中绿橙", true},     {"lucheng", "琼中绿橙", true},
        {"danzhou", "儋州粽子", true},      {"tunchang", "屯昌黑猪", true},    {"changpo", "长坡米烂", true},
        {"ledong", "乐东蜜瓜", true},       {"fanqie", "樱桃番茄", true},      {"huiwen", "会文佛珠", true},
        {"chonghe", "重合西瓜", true},      {"zhonghe", "重合西瓜", true},     {"shihu", "霍山石斛", true},
        {"a级", "福山咖啡（A级）", true},   {"coffee", "Fushan Coffee", true}, {"fushan", "Fushan Coffee", true},
        {"offee", "Fushan Coffee", false},  {"3合1", "3合1速溶咖啡", true},    {"3h1", "3合1速溶咖啡", true},
        {"咖啡福山", "福山咖啡", false},
    };
    for (const auto& c : cases) EXPECT_EQ(fits(c.query, c.name), c.fits) << c.query << " in " << c.name;
}

TEST(Search, NormalisesNames) {
    EXPECT_EQ(normalised("福山 咖啡（Ａ级）·2026"), U"福山咖啡a级2026");
    EXPECT_EQ(normalised(" -·（） "), U"");
}

class SearchStore : public ::testing::Test {
 protected:
    SearchStore() : search_(world_.services()) {
        firm_ = world_.firm("海南澄迈焙香咖啡有限公司");
        manager_ = world_.firm("咖啡协会");
        brand_ = world_.brand("福山咖啡", manager_);
        coffee_ = world_.product({.owner = firm_, .brand = brand_, .name = "福山咖啡", .name_en = "Fushan Coffee"});
        candy_ = world_.product({.owner = firm_, .name = "福山咖啡糖", .gtin = "06901234567892"});
        melon_ = world_.product(firm_, "乐东蜜瓜");
    }
    std::vector<model::ProductId> found(std::string_view text) {
        std::vector<model::ProductId> ids;
        const auto answer = search_.find(text).value();
        for (const auto& item : answer.items) ids.push_back(item.product.id);
        return ids;
    }
    TraceWorld world_;
    Search search_;
    model::PartyId firm_;
    model::PartyId manager_;
    model::BrandId brand_;
    model::ProductId coffee_;
    model::ProductId candy_;
    model::ProductId melon_;
};

TEST_F(SearchStore, FindsProductsShortestNameFirst) {
    using Ids = std::vector<model::ProductId>;
    for (const std::string_view text : {"咖啡", "kafei", "kf", "福山咖啡", "fushan", "fskf"}) {
        EXPECT_EQ(found(text), (Ids{coffee_, candy_})) << text;
    }
    EXPECT_EQ(found("fushan coffee"), Ids{coffee_});
    EXPECT_EQ(found("mg"), Ids{melon_});
    EXPECT_EQ(found("6901234567892"), Ids{candy_});
    EXPECT_EQ(found("没有的"), Ids{});
    EXPECT_EQ(found("%_"), Ids{});
}

TEST_F(SearchStore, ShowsOwnerBrandAndNewestLots) {
    for (const std::string_view number : {"L1", "L2", "L3", "L4"}) world_.lot(coffee_, std::string(number));
    const auto answer = search_.find("福山咖啡").value();
    ASSERT_EQ(answer.items.size(), 2U);
    const auto& item = answer.items[0];
    EXPECT_EQ(item.party.name, "海南澄迈焙香咖啡有限公司");
    EXPECT_EQ(item.brand, "福山咖啡");
    ASSERT_EQ(item.lots.size(), 3U);
    EXPECT_EQ(item.lots[0].lot_number, "L4");
    const auto by_number = search_.find("L2").value();
    ASSERT_EQ(by_number.lots.size(), 1U);
    EXPECT_EQ(by_number.lots[0].product_name, "福山咖啡");
}

TEST_F(SearchStore, KeepsAFarmersNameMasked) {
    const auto farmer = world_.party({.kind = model::PartyKind::farmer, .name = "王小明"});
    world_.product(farmer, "散养文昌鸡");
    const auto answer = search_.find("文昌鸡").value();
    ASSERT_EQ(answer.items.size(), 1U);
    EXPECT_EQ(answer.items[0].party.name, "王**");
    EXPECT_TRUE(answer.items[0].product.owner.is_none());
}

TEST_F(SearchStore, AnswersTextsOfTheRightLengthOnly) {
    const auto most = limits::search_query_code_points_max;
    struct Case {
        std::string text;
        std::string_view code;
    };
    const Case cases[] = {
        {"", "search.too_short"},      {"咖", "search.too_short"},
        {" k ", "search.too_short"},   {"咖啡", ""},
        {std::string(most, 'k'), ""},  {std::string(most + 1, 'k'), "search.too_long"},
        {"咖\xff", "search.not_utf8"},
    };
    for (const auto& c : cases) {
        const auto answer = search_.find(c.text);
        EXPECT_EQ(answer.ok() ? std::string() : answer.error().code, c.code) << c.text;
    }
}

TEST_F(SearchStore, EndsAtTheLimitAndSaysSo) {
    for (std::size_t i = 0; i < limits::search_results_max; ++i) world_.product(firm_, "槟榔" + std::to_string(i));
    const auto full = search_.find("槟榔").value();
    EXPECT_EQ(full.items.size(), limits::search_results_max);
    EXPECT_FALSE(full.more);
    world_.product(firm_, "槟榔花");
    const auto over = search_.find("槟榔").value();
    EXPECT_EQ(over.items.size(), limits::search_results_max);
    EXPECT_TRUE(over.more);
}

TEST_F(SearchStore, ForgetsAnOldName) {
    model::Product renamed{.id = melon_, .owner = firm_, .name = "东方火龙果"};
    world_.write([&](storage::Writer& writer) { return index_product(writer, renamed); });
    EXPECT_TRUE(found("东方火龙果").empty()) << "the stored name still is the old one";
    EXPECT_TRUE(found("mg").empty()) << "and the grams are the new one's";
}

}  // namespace
}  // namespace qy::business
