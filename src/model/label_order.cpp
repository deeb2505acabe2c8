#include "model/label_order.h"

#include <algorithm>

#include "enum_names.h"
#include "model/state_table.h"

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

}  // namespace

std::span<const LabelOrderTransition> label_order_transitions() {
    return kTransitions;
}

std::string label_order_picture() {
    return picture_of(
        kTransitions, State::requested,
        "# Label orders: their states\n\nMade from the table in `src/model/label_order.cpp`: `qiongyuan label-orders`. "
        "What is not here is not possible.\nThe party is the one that ordered; the reviewer is the brand's manager, or "
        "of labels without brand a reviewer of the party;\nthe printer is the printing house that the order was given "
        "to.");
}

LabelOrderHand hand_of(LabelOrderVerb verb) {
    return hand_in(kTransitions, verb);
}

std::optional<LabelOrderState> next_state(LabelOrderState from, LabelOrderVerb verb) {
    return next_in(kTransitions, from, verb);
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
