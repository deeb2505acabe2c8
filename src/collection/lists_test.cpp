#include "lists.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/text.h"
#include "model/trace_event.h"

namespace qy::collection {
namespace {

// "owner/product/lot=quantity" of each input, or the problem.
std::string inputs_text(std::string_view text) {
    const auto read = read_inputs(text);
    if (const auto* problem = std::get_if<FieldProblem>(&read)) return std::string(to_string(problem->problem));
    std::vector<std::string> out;
    for (const auto& input : std::get<0>(read)) {
        out.push_back(input.lot.owner_name + "/" + input.lot.product_name + "/" + input.lot.lot_number +
                      (input.quantity ? "=" + input.quantity->to_string() : ""));
    }
    return join(out, ";");
}

TEST(Lists, Inputs) {
    struct Row {
        std::string_view text;
        std::string_view expected;
    };
    const Row rows[] = {
        {"C-1", "//C-1"},
        {"C-1=600公斤", "//C-1=600 kg"},
        {"C-1=600公斤;C-2 = 400公斤；C-3", "//C-1=600 kg;//C-2=400 kg;//C-3"},
        {"C-1、C-2，C-3\nC-4", "//C-1;//C-2;//C-3;//C-4"},
        {"咖啡鲜果/C-1", "/咖啡鲜果/C-1"},
        {"甲(澄迈)合作社/咖啡鲜果/C-1=1,200公斤；", "甲（澄迈）合作社/咖啡鲜果/C-1=1200 kg"},
        {"Ｃ－１＝６００公斤", "//C-1=600 kg"},
        {"", "malformed"},
        {"；；", "malformed"},
        {"a/b/c/d", "malformed"},
        {"/C-1", "malformed"},
        {"=600公斤", "malformed"},
        {"C-1=", "malformed"},
        {"C-1=600", "unit_missing"},
        {"C-1=600尺", "unknown_unit"},
        {"C-1=-6公斤", "negative"},
    };
    for (const auto& row : rows) EXPECT_EQ(inputs_text(row.text), row.expected) << row.text;
}

TEST(Lists, LimitOfInputs) {
    const auto problem_of = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += "C" + std::to_string(i) + ";";
        const auto read = read_inputs(text);
        return read.index() == 0 ? "ok" : std::string(to_string(std::get<FieldProblem>(read).problem));
    };
    EXPECT_EQ(problem_of(limits::inputs_per_event_max - 1), "ok");
    EXPECT_EQ(problem_of(limits::inputs_per_event_max), "ok");
    EXPECT_EQ(problem_of(limits::inputs_per_event_max + 1), "too_many");
    EXPECT_EQ(inputs_text(std::string(limits::lot_number_code_points_max + 1, 'x')), "malformed");
    EXPECT_EQ(inputs_text(std::string(limits::lot_number_code_points_max, 'x')), "//" + std::string(64, 'x'));
}

TEST(Lists, Readings) {
    struct Row {
        std::string_view text;
        std::string_view expected;
    };
    const Row rows[] = {
        {"2026-03-05 08:00=4.2", "2026-03-05T08:00:00+08:00=4.2"},
        {"2026/3/5 8:00＝4.2℃；2026/3/5 9:00＝-18", "2026-03-05T08:00:00+08:00=4.2;2026-03-05T09:00:00+08:00=-18"},
        {"2026-03-05 22:00=4;23:30=5;01:00=6",
         "2026-03-05T22:00:00+08:00=4;2026-03-05T23:30:00+08:00=5;2026-03-06T01:00:00+08:00=6"},
        {"2026-03-05T23:00:00Z=4;23:30=5", "2026-03-05T23:00:00Z=4;2026-03-05T23:30:00Z=5"},
        {"08:00=4", "malformed"},
        {"2026-03-05=4", "malformed"},
        {"2026-03-05 08:00", "malformed"},
        {"2026-03-05 08:00=冷", "malformed"},
        {"2026-03-05 08:00=", "malformed"},
        {"", "malformed"},
    };
    for (const auto& row : rows) {
        const auto read = read_readings(row.text);
        const auto* good = std::get_if<std::string>(&read);
        EXPECT_EQ(good ? *good : to_string(std::get<FieldProblem>(read).problem), row.expected) << row.text;
        if (good != nullptr) {
            EXPECT_TRUE(model::parse_readings(*good).ok()) << *good;
        }
    }
}

TEST(Lists, LimitOfReadings) {
    const auto problem_of = [](std::size_t count) {
        std::string text = "2026-03-05 00:00=1";
        for (std::size_t i = 1; i < count; ++i) text += ";0:00=1";
        const auto read = read_readings(text);
        return read.index() == 0 ? "ok" : std::string(to_string(std::get<FieldProblem>(read).problem));
    };
    EXPECT_EQ(problem_of(limits::sensor_readings_per_event_max), "ok");
    EXPECT_EQ(problem_of(limits::sensor_readings_per_event_max + 1), "too_many");
}

TEST(Lists, WordsOfTheDictionary) {
    const Dictionary dictionary({built_in_dictionary().begin(), built_in_dictionary().end()});
    struct Row {
        std::string_view text;
        std::string_view expected;
    };
    const Row rows[] = {
        {"花生", "peanuts"},
        {"牛奶、花生", "peanuts,milk"},
        {"花生,花生及其制品", "peanuts"},
        {"虾；蟹", "crustaceans"},
        {"无", ""},
        {"milk/nuts", "milk,nuts"},
        {"含麸质谷物，大豆", "gluten_cereals,soybeans"},
        {"芒果", "unknown"},
        {"花生、芒果", "unknown"},
    };
    for (const auto& row : rows) {
        const auto read = read_words(row.text, "allergen", dictionary);
        const auto* good = std::get_if<std::vector<std::string>>(&read);
        EXPECT_EQ(good ? join(*good, ",") : to_string(std::get<FieldProblem>(read).problem), row.expected) << row.text;
    }
}

}  // namespace
}  // namespace qy::collection
