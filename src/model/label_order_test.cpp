#include "model/label_order.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

namespace qy::model {
namespace {

TEST(LabelOrder, EveryStateIsReachedAndEveryVerbHasOneHand) {
    std::set<LabelOrderState> reached{LabelOrderState::requested};
    for (const auto& row : label_order_transitions()) {
        reached.insert(row.to);
        EXPECT_EQ(hand_of(row.verb), row.hand) << to_string(row.verb);
        EXPECT_EQ(next_state(row.from, row.verb), row.to);
    }
    EXPECT_EQ(reached.size(), 10U);
    for (const auto state : reached) EXPECT_EQ(parse_label_order_state(to_string(state)), state);
}

TEST(LabelOrder, EndsAreFinal) {
    for (const auto& row : label_order_transitions()) {
        for (const auto last : {LabelOrderState::closed, LabelOrderState::refused, LabelOrderState::cancelled}) {
            EXPECT_NE(row.from, last);
        }
    }
}

TEST(LabelOrder, TheTallyAddsUp) {
    LabelOrder order;
    order.quantity = 100;
    order.spoiled = 5;
    order.damaged = 2;
    order.missing = 3;
    const struct {
        LabelOrderState state;
        std::int64_t bound;
        std::int64_t void_codes;
        LabelTally tally;
    } rows[] = {
        {LabelOrderState::shipped, 0, 0, {100, 5, 2, 3, 90, 0, 0, 0, 0}},
        {LabelOrderState::delivered, 0, 10, {100, 5, 2, 3, 0, 90, 0, 0, 90}},
        {LabelOrderState::delivered, 60, 10, {100, 5, 2, 3, 0, 90, 60, 0, 30}},
        {LabelOrderState::closed, 60, 40, {100, 5, 2, 3, 0, 90, 60, 30, 0}},
    };
    for (const auto& row : rows) {
        order.state = row.state;
        const auto tally = tally_of(order, row.bound, row.void_codes);
        EXPECT_TRUE(tally.adds_up()) << to_string(row.state);
        EXPECT_EQ(tally, row.tally) << to_string(row.state);
    }
    EXPECT_FALSE(tally_of(order, 80, 40).adds_up()) << "more than came";
}

TEST(LabelOrder, TheDocumentIsTheTable) {
    std::ifstream file(QY_SOURCE_DIR "/docs/LABEL_ORDERS.md");
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_EQ(text.str(), label_order_picture())
        << "docs/LABEL_ORDERS.md is out of date: build/debug/qiongyuan label-orders > docs/LABEL_ORDERS.md";
}

}  // namespace
}  // namespace qy::model
