// Answers as files, by the tables: every list has columns and titles, cells hold what stands in the answer.
#include "presentation/answer_file.h"

#include <gtest/gtest.h>

#include <set>

#include "answer_cells.h"
#include "base/text.h"
#include "member_titles.h"
#include "model/data_table.h"

namespace qy::presentation {
namespace {

// Names that promise a list.
bool sounds_like_a_list(std::string_view name) {
    const auto verb = name.substr(name.find('.') + 1);
    if (name == "party.list_audiences") return true;
    if (name == "key.list") return false;  // two tables
    return verb.starts_with("list") || verb == "search" || verb == "queue" || verb == "rows" || verb == "history" ||
           verb == "names";
}

TEST(AnswerFile, EveryListHasColumnsWithTitlesAndIsAQuestion) {
    int lists = 0;
    for (const auto& route : routes()) {
        const auto columns = list_columns(route.name);
        if (sounds_like_a_list(route.name)) {
            EXPECT_FALSE(columns.empty()) << route.name << " needs rows below `items` in src/model/answer_table.cpp";
            EXPECT_TRUE(is_question(route)) << route.name;
            ++lists;
        }
        for (const auto& column : columns) {
            EXPECT_TRUE(has_title(column)) << route.name << ": " << column << " needs a title in member_titles.cpp";
        }
        EXPECT_EQ(std::set<std::string>(columns.begin(), columns.end()).size(), columns.size()) << route.name;
    }
    EXPECT_GE(lists, 35);
}

TEST(AnswerFile, OnlyWhatAsksIsAQuestion) {
    const auto asks = [](std::string_view name) { return is_question(*find_route(name)); };
    for (const auto* const name : {"trace.query", "lot.list", "audit.search", "session.whoami", "key.list"}) {
        EXPECT_TRUE(asks(name)) << name;
    }
    for (const auto* const name : {"product.save", "session.login", "user.create", "code.export", "person.erase"}) {
        EXPECT_FALSE(asks(name)) << name;
    }
}

TEST(AnswerFile, ACellHoldsWhatStandsAtItsPath) {
    const auto item = parse_json(R"({"id":"7","count":3,"none":null,"yes":true,"codes":["a","b"],
        "changes":[{"kind":"lot","content":{"x":1,"y":["p","q"],"z":null}},{"kind":"event","content":{}}],
        "inner":{"name":"n","deep":{"er":"d"}}})")
                          .value();
    const auto& object = item.as_object();
    const std::vector<std::pair<std::string_view, std::string_view>> cells{{"id", "7"},
                                                                           {"count", "3"},
                                                                           {"none", ""},
                                                                           {"yes", "true"},
                                                                           {"codes", "a；b"},
                                                                           {"changes.kind", "lot；event"},
                                                                           {"inner.name", "n"},
                                                                           {"inner.deep.er", "d"},
                                                                           {"absent", ""},
                                                                           {"id.below", ""},
                                                                           {"inner", "name=n，deep=er=d"},
                                                                           {"changes.content", "x=1，y=p；q；"}};
    for (const auto& [path, text] : cells) EXPECT_EQ(cell_at(object, path), text) << path;
    EXPECT_EQ(columns_of({&object}), (std::vector<std::string>{"id", "count", "none", "yes", "codes", "changes",
                                                               "inner.name", "inner.deep.er"}));
}

TEST(AnswerFile, XmlNestsAndEscapes) {
    const auto value = parse_json(R"({"a":"<&\"\u0001","b":[1,{"c":"x"},null],"d":{},"1 é":"v"})").value();
    EXPECT_EQ(xml_element("item", value),
              "<item><a>&lt;&amp;&quot;</a><b>1</b><b><c>x</c></b><member name=\"1 é\">v</member></item>");
    EXPECT_EQ(xml_element("item", Json(JsonObject())), "");
}

}  // namespace
}  // namespace qy::presentation
