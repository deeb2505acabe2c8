#include "faults.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/messages.h"

namespace qy::collection {
namespace {

using model::Field;

TEST(Faults, EveryProblemHasItsWordsInBothLanguages) {
    for (int i = 0; i < static_cast<int>(Problem::count_); ++i) {
        const auto name = std::string(to_string(static_cast<Problem>(i)));
        // A field that no row of the table of messages names, so that only the general row can answer.
        const model::RowFault fault{"plot", "plot." + name, {"A", "B"}};
        for (const auto language : {Language::zh, Language::en}) {
            const auto text = model::fault_text(fault, language);
            EXPECT_NE(text, fault.code);
            EXPECT_NE(text.find(language == Language::zh ? "地块" : "Plot"), std::string::npos) << name << ": " << text;
        }
        EXPECT_NE(message_text(fault.code, fault.arguments, Language::en), fault.code);
    }
}

TEST(Faults, ComeInOrderOfPrecedence) {
    FaultList faults;
    faults.add(Field::received_at, {Problem::before_shipped, {}});
    faults.add(Field::lot_number, {Problem::missing, {}});
    faults.add(Field::tested_on, {Problem::malformed, {}});
    faults.add(Field::gtin, {Problem::check, {}});
    faults.add_row_fault({"", "column.unknown", {"x"}});
    const auto ordered = std::move(faults).in_order();
    std::vector<std::string> codes;
    for (const auto& fault : ordered) codes.push_back(fault.code);
    EXPECT_EQ(codes, (std::vector<std::string>{"column.unknown", "gtin.check", "tested_on.malformed",
                                               "lot_number.missing", "received_at.before_shipped"}));
    EXPECT_EQ(ordered[1].field, "gtin");
    EXPECT_EQ(ordered[0].field, "");
}

TEST(Faults, LongArgumentsAreCut) {
    FaultList faults;
    std::string text;
    for (int i = 0; i < 301; ++i) text += "橙";
    faults.add(Field::plot, {Problem::unknown, {text, text.substr(3)}});
    const auto fault = std::move(faults).in_order().at(0);
    EXPECT_EQ(fault.arguments[0], text.substr(3) + "…");
    EXPECT_EQ(fault.arguments[1], text.substr(3));
}

TEST(Faults, LimitPerRow) {
    const auto count_of = [](std::size_t added) {
        FaultList faults;
        for (std::size_t i = 0; i < added; ++i) faults.add_row_fault({"", "column.unknown", {std::to_string(i)}});
        return std::move(faults).in_order().size();
    };
    EXPECT_EQ(count_of(limits::row_faults_max - 1), limits::row_faults_max - 1);
    EXPECT_EQ(count_of(limits::row_faults_max), limits::row_faults_max);
    EXPECT_EQ(count_of(limits::row_faults_max + 1), limits::row_faults_max);
}

}  // namespace
}  // namespace qy::collection
