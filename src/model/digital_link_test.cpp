#include "model/digital_link.h"

#include <gtest/gtest.h>

namespace qy::model {
namespace {

constexpr std::string_view kGtin = "06999900000033";

TEST(DigitalLink, ReadsTheQualifiersOfAGtin) {
    struct Row {
        std::vector<std::string> segments;
        DigitalLink link;
    };
    const std::string gtin(kGtin);
    const std::vector<Row> rows = {
        {{"01", gtin}, {gtin, "", ""}},
        {{"01", gtin, "10", "CYR260106"}, {gtin, "CYR260106", ""}},
        {{"01", gtin, "21", "12345678901234567890"}, {gtin, "", "12345678901234567890"}},
        {{"01", gtin, "10", "甲/乙 1", "21", "7"}, {gtin, "甲/乙 1", "7"}},
        {{"01", gtin, "22", "2A", "10", "L", "21", "S"}, {gtin, "L", "S"}},
        {{"01", "6999900000033"}, {"6999900000033", "", ""}},
    };
    for (const auto& row : rows) {
        const auto link = parse_digital_link(row.segments);
        ASSERT_TRUE(link.ok());
        EXPECT_EQ(*link, row.link);
    }
}

TEST(DigitalLink, SaysWhatIsWrong) {
    struct Row {
        std::vector<std::string> segments;
        std::string_view code;
    };
    const std::string gtin(kGtin);
    const std::vector<Row> rows = {
        {{}, "digital_link.malformed"},
        {{"01"}, "digital_link.malformed"},
        {{"8006", gtin}, "digital_link.malformed"},
        {{"01", "06999900000034"}, "gtin.check"},
        {{"01", "nonsense"}, "gtin.malformed"},
        {{"01", gtin, "10"}, "digital_link.malformed"},
        {{"01", gtin, "10", ""}, "digital_link.malformed"},
        {{"01", gtin, ""}, "digital_link.malformed"},
        {{"01", gtin, "21", "S", "10", "L"}, "digital_link.malformed"},  // not in the standard's order
        {{"01", gtin, "10", "L", "10", "M"}, "digital_link.malformed"},
        {{"01", gtin, "99", "x"}, "digital_link.malformed"},
    };
    for (const auto& row : rows) {
        const auto link = parse_digital_link(row.segments);
        ASSERT_FALSE(link.ok());
        EXPECT_EQ(link.error().code, row.code) << row.segments.size();
    }
}

}  // namespace
}  // namespace qy::model
