#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"

namespace qy {
namespace {

using ::testing::ElementsAre;

Json json(std::string_view text) {
    auto parsed = parse_json(text);
    EXPECT_TRUE(parsed.ok()) << text;
    return parsed.value_or(Json());
}

// "path code argument …" of every fault.
std::vector<std::string> faults(const Result<void>& finished) {
    if (finished.ok()) return {};
    EXPECT_EQ(finished.error().kind, ErrorKind::invalid);
    EXPECT_EQ(finished.error().code, "request.invalid");
    std::vector<std::string> out;
    for (const auto& error : finished.error().others) {
        std::string line = error.path + " " + error.code;
        for (const auto& argument : error.arguments) line += " " + argument;
        out.push_back(line);
    }
    return out;
}

TEST(ObjectReader, ReadsWhatIsThere) {
    const Json body = json(R"({"code":"海南咖啡","limit":7,"pin":true,"rows":[1,2],"place":{"x":1},"note":null})");
    ObjectReader in(body, "");
    EXPECT_TRUE(in.has("code"));
    EXPECT_FALSE(in.has("note"));
    EXPECT_FALSE(in.has("other"));
    EXPECT_EQ(in.text("code", 4), "海南咖啡");
    EXPECT_EQ(in.integer("limit", 1, 200), 7);
    EXPECT_TRUE(in.flag("pin", false));
    EXPECT_TRUE(in.flag("absent", true));
    ASSERT_NE(in.array("rows", 2), nullptr);
    ASSERT_NE(in.object("place"), nullptr);
    EXPECT_EQ(in.optional_text("note", 10), std::nullopt);
    EXPECT_EQ(in.optional_text("absent", 10), std::nullopt);
    EXPECT_EQ(in.optional_integer("absent", 1, 2), std::nullopt);
    EXPECT_EQ(in.optional_array("absent", 1), nullptr);
    EXPECT_EQ(in.optional_object("absent"), nullptr);
    EXPECT_THAT(faults(in.finish()), ElementsAre());
}

TEST(ObjectReader, CollectsEveryFaultWithItsPath) {
    const Json body = json(
        R"({"text":1,"null":null,"number":"5","point":5.0,"flag":"true","array":{},"object":[],"own":"x","extra":1,"more":{}})");
    ObjectReader in(body, "rows[3]");
    EXPECT_EQ(in.text("text", 9), "");
    EXPECT_EQ(in.text("null", 9), "");
    EXPECT_EQ(in.text("missing", 9), "");
    EXPECT_EQ(in.integer("number", 2, 9), 2);
    EXPECT_EQ(in.optional_integer("point", 2, 9), std::nullopt);
    EXPECT_FALSE(in.flag("flag", false));
    EXPECT_EQ(in.array("array", 9), nullptr);
    EXPECT_EQ(in.optional_object("object"), nullptr);
    EXPECT_EQ(in.text("own", 9), "x");
    in.fault(conflict("test.own", {"a"}), "own");
    in.fault(conflict("test.own", {"b"}), "own");
    in.fault(conflict("test.own", {"told already"}), "missing");
    EXPECT_THAT(
        faults(in.finish()),
        ElementsAre("rows[3].text member.type string", "rows[3].null member.type string",
                    "rows[3].missing member.missing", "rows[3].number member.type integer",
                    "rows[3].point member.type integer", "rows[3].flag member.type boolean",
                    "rows[3].array member.type array", "rows[3].object member.type object", "rows[3].own test.own a",
                    "rows[3].own test.own b", "rows[3].extra member.unknown", "rows[3].more member.unknown"));
}

TEST(ObjectReader, LimitsAtTheirEdges) {
    const Json body = json(R"({"t":"海南椰子","n":10,"a":[1,2,3],"big":18446744073709551615})");
    struct Row {
        std::size_t size_max;
        bool good;
    };
    for (const auto& row : {Row{3, false}, Row{4, true}, Row{5, true}}) {
        ObjectReader in(body, "");
        EXPECT_EQ(in.text("t", row.size_max) == "海南椰子", row.good);
    }
    for (const auto& row : {Row{2, false}, Row{3, true}, Row{4, true}}) {
        ObjectReader in(body, "");
        EXPECT_EQ(in.array("a", row.size_max) != nullptr, row.good);
    }
    ObjectReader in(body, "");
    EXPECT_EQ(in.text("t", 3), "");
    EXPECT_EQ(in.array("a", 2), nullptr);
    EXPECT_EQ(in.integer("n", 10, 10), 10);
    EXPECT_EQ(in.integer("n", 11, 20), 11);
    EXPECT_EQ(in.integer("n", 1, 9), 1);
    EXPECT_EQ(in.integer("big", 0, 9), 0);
    EXPECT_THAT(faults(in.finish()), ElementsAre("t member.too_long 3", "a member.too_many 2", "n member.range 11 20",
                                                 "n member.range 1 9", "big member.range 0 9"));
}

TEST(ObjectReader, AnythingButAnObjectIsOneFault) {
    for (const std::string_view text : {"[]", "1", "null", "\"x\""}) {
        const Json body = json(text);
        ObjectReader in(body, "biz");
        EXPECT_EQ(in.text("code", 9), "");
        EXPECT_EQ(in.object("place"), nullptr);
        EXPECT_FALSE(in.has("code"));
        EXPECT_THAT(faults(in.finish()), ElementsAre("biz member.type object")) << text;
    }
}

TEST(ObjectReader, InnerObjectsHandTheirFaultsUp) {
    const Json body = json(R"({"place":{"town":1},"rows":[{"x":1},{"x":"a"}]})");
    ObjectReader in(body, "");
    if (const auto* place = in.object("place")) {
        ObjectReader inner(*place, "place");
        inner.text("town", 9);
        in.absorb(inner.finish());
    }
    const auto* rows = in.array("rows", 9);
    ASSERT_NE(rows, nullptr);
    for (std::size_t i = 0; i < rows->size(); ++i) {
        ObjectReader row((*rows)[i], "rows[" + std::to_string(i) + "]");
        row.text("x", 9);
        in.absorb(row.finish());
    }
    in.absorb(Error(denied("test.own").at("elsewhere")));
    EXPECT_THAT(faults(in.finish()),
                ElementsAre("place.town member.type string", "rows[0].x member.type string", "elsewhere test.own"));
}

}  // namespace
}  // namespace qy
