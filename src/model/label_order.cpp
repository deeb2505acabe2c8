#include "model/label_order.h"

#include <algorithm>

#include "base/assert.h"
#include "enum_names.h"

namespace qy::model {
namespace {

using State = LabelOrderState;
using Verb = LabelOrderVerb;
using Hand = LabelOrderHand;

constexpr EnumNames<State, 10> kStates{{"requested", "approved", "assigned", "fetched", "printed", "shipped",
                                        "delivered", "closed", "refused", "cancelled"}};
constexpr EnumNames<Verb, 11> kVerbs{
    {"request", "approve", "refuse", "cancel", "assign", "fetch", "renew", "print", "ship", "receive", "settle"}};
constexpr EnumNames<Hand, 3> kHands{{"party", "reviewer", "printer"}};

constexpr LabelOrderTransition kTransitions[] = {
    {State::requested, Verb::approve, State::approved, Hand::reviewer},
    {State::requested, Verb::refuse, State::refused, Hand::reviewer},
    {State::requested, Verb::cancel, State::cancelled, Hand::party},
    {State::approved, Verb::assign, State::assigned, Hand::party},
    {State::approved, Verb::cancel, State::cancelled, Hand::party},
    {State::assigned, Verb::assign, State::assigned, Hand::party},
    {State::assigned, Verb::fetch, State::fetched, Hand::printer},
    {State::assigned, Verb::cancel, State::cancelled, Hand::party},
    {State::fetched, Verb::renew, State::assigned, Hand::party},
    {State::fetched, Verb::print, State::printed, Hand::printer},
    {State::fetched, Verb::cancel, State::cancelled, Hand::party},
    {State::printed, Verb::ship, State::shipped, Hand::printer},
    {State::printed, Verb::cancel, State::cancelled, Hand::party},
    {State::shipped, Verb::receive, State::delivered, Hand::party},
    {State::delivered, Verb::settle, State::closed, Hand::party},
};

void append_row(std::string& out, const LabelOrderTransition& row) {
    out += "| " + std::string(to_string(row.from)) + " | " + std::string(to_string(row.verb)) + " | " +
           std::string(to_string(row.to)) + " | " + std::string(to_string(row.hand)) + " |\n";
}

}  // namespace

std::span<const LabelOrderTransition> label_order_transitions() {
    return kTransitions;
}

std::string label_order_picture() {
    std::string out =
        "# Label orders: their states\n\nMade from the table in `src/model/label_order.cpp`: `qiongyuan label-orders`. "
        "What is not here is not possible.\nThe party is the one that ordered; the reviewer is the brand's manager, or "
        "of labels without brand a reviewer of the party;\nthe printer is the printing house that the order was given "
        "to.\n\n```mermaid\nstateDiagram-v2\n    [*] --> requested\n";
    for (const auto& row : kTransitions) {
        out += "    " + std::string(to_string(row.from)) + " --> " + std::string(to_string(row.to)) + ": " +
               std::string(to_string(row.verb)) + "\n";
    }
    out += "```\n\n| From | Verb | To | Who |\n|---|---|---|---|\n";
    for (const auto& row : kTransitions) append_row(out, row);
    return out;
}

LabelOrderHand hand_of(LabelOrderVerb verb) {
    const auto* const row = std::ranges::find(kTransitions, verb, &LabelOrderTransition::verb);
    QY_ASSERT(row != std::end(kTransitions));
    return row->hand;
}

std::optional<LabelOrderState> next_state(LabelOrderState from, LabelOrderVerb verb) {
    for (const auto& row : kTransitions) {
        if (row.from == from && row.verb == verb) return row.to;
    }
    return std::nullopt;
}

bool is_on_its_way(LabelOrderState state) {
    return state >= State::approved && state <= State::shipped;
}

bool has_come(LabelOrderState state) {
    return state == State::delivered || state == State::closed;
}

std::string_view to_string(LabelOrderState state) {
    return kStates.name(state);
}
std::string_view to_string(LabelOrderVerb verb) {
    return kVerbs.name(verb);
}
std::string_view to_string(LabelOrderHand hand) {
    return kHands.name(hand);
}
std::optional<LabelOrderState> parse_label_order_state(std::string_view text) {
    return kStates.parse(text);
}
std::optional<LabelOrderVerb> parse_label_order_verb(std::string_view text) {
    return kVerbs.parse(text);
}

bool LabelTally::adds_up() const {
    return ordered == spoiled + damaged + missing + under_way + delivered && delivered == bound + unused + left &&
           std::min({ordered, spoiled, damaged, missing, under_way, delivered, bound, unused, left}) >= 0;
}

LabelTally tally_of(const LabelOrder& order, std::int64_t bound, std::int64_t void_codes) {
    LabelTally tally;
    tally.ordered = order.quantity;
    tally.spoiled = order.spoiled;
    tally.damaged = order.damaged;
    tally.missing = order.missing;
    const auto whole = order.quantity - order.spoiled - order.damaged - order.missing;
    if (!has_come(order.state)) {
        tally.under_way = whole;
        return tally;
    }
    tally.delivered = whole;
    tally.bound = bound;
    tally.unused = void_codes - (order.quantity - whole);
    tally.left = whole - bound - tally.unused;
    return tally;
}

}  // namespace qy::model
