// The label's section of a page: its nutrition table as a table, in both languages.
#include "pages/nutrition_table.h"

#include <gtest/gtest.h>

#include "pages/consumer_page.h"
#include "testing/page_samples.h"

namespace qy::presentation {
namespace {

std::string page_of(const model::TraceAnswer& answer, Language language = Language::zh) {
    return consumer_page(answer, testing::sample_context(language, answer.code));
}

bool contains(std::string_view page, std::string_view words) {
    return page.find(words) != std::string_view::npos;
}

TEST(Label, HoldsTheNutritionTable) {
    const std::string page = page_of(testing::roasted_coffee());
    for (const char* told :
         {"<caption>营养成分表</caption>", "<th scope=\"col\">每100g</th>", "<th scope=\"col\">NRV%</th>",
          "<th scope=\"row\">能量</th><td>1728 kJ</td><td>21%</td>",
          "<tr class=\"part\"><th scope=\"row\">糖</th><td>1.2 g</td><td>–</td>", "儿童青少年应避免过量摄入盐油糖"}) {
        EXPECT_TRUE(contains(page, told)) << told;
    }
    const std::string english = page_of(testing::roasted_coffee(), Language::en);
    for (const char* told : {"<caption>Nutrition information</caption>", "<th scope=\"col\">per 100 g</th>",
                             "<th scope=\"row\">Saturated fat</th><td>5.6 g</td><td>28%</td>"}) {
        EXPECT_TRUE(contains(english, told)) << told;
    }
    auto answer = testing::roasted_coffee();
    answer.product->nutrition = "每100mL：能量 180kJ；蛋白质 0g；脂肪 0g；碳水化合物 10.5g；钠 12mg";
    EXPECT_FALSE(contains(page_of(answer), "盐油糖")) << "four nutrients: the edition of 2011";
    answer.product->nutrition.clear();
    EXPECT_FALSE(contains(page_of(answer), "营养成分表"));
}

TEST(Label, NamesTheAllergensToo) {
    auto answer = testing::roasted_coffee();
    answer.allergens = {{"milk", "牛奶", "Milk"}, {"nuts", "坚果", "Nuts"}};
    EXPECT_TRUE(contains(page_of(answer), "<dd>牛奶、坚果</dd>"));
}

}  // namespace
}  // namespace qy::presentation
