#include "pages/nutrition_table.h"

#include "model/nutrition.h"

namespace qy::presentation {
namespace {

void write_head(PageWriter& page, std::string_view per) {
    const auto head = page.html.open("thead");
    const auto row = page.html.open("tr");
    page.html.element("th", {{"scope", "col"}}, page.say(Text::nutrition_item));
    page.html.element("th", {{"scope", "col"}}, per);
    page.html.element("th", {{"scope", "col"}}, "NRV%");
}

void write_line(PageWriter& page, const model::NutritionLine& line) {
    const auto& nutrient = *line.row;
    const bool part = nutrient.part_of != nutrient.nutrient;
    const auto row = page.html.open("tr", {part ? Attribute("class", "part") : Attribute()});
    page.html.element("th", {{"scope", "row"}}, page.language() == Language::en ? nutrient.en : nutrient.zh);
    page.html.element("td", {}, line.amount + " " + std::string(nutrient.unit));
    page.html.element("td", {}, line.percent ? std::to_string(*line.percent) + "%" : "–");
}

}  // namespace

void write_nutrition(PageWriter& page, std::string_view nutrition) {
    const auto table = model::Nutrition::parse(nutrition);
    if (!table.ok()) return;
    const auto lines = table->lines();
    {
        const auto drawn = page.html.open("table");
        page.html.element("caption", {}, page.say(Text::nutrition));
        write_head(page, table->base_told(page.language()));
        const auto body = page.html.open("tbody");
        for (const auto& line : lines) write_line(page, line);
    }
    // The edition of 2025 asks for the advice below its table, which has every line.
    const bool whole = lines.size() == model::kNutrients;
    const auto note = page.html.open("p", {{"class", "soft"}});
    page.html.text(page.say(Text::nutrition_note));
    if (whole) page.html.text(" ").text(page.say(Text::nutrition_advice));
}

}  // namespace qy::presentation
