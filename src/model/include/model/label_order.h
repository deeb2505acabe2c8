#pragma once
// Orders of labels that somebody else prints, over an issued block of codes: request, approval, printing house,
// delivery, leftover. (architecture §5: CodeRange; decision 35)
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "model/ids.h"

namespace qy::model {

using LabelOrderId = Id<struct LabelOrderTag>;

enum class LabelOrderState : std::uint8_t {
    requested,
    approved,  ///< its codes are issued
    assigned,  ///< a printing house may fetch them, once
    fetched,
    printed,
    shipped,
    delivered,
    closed,  ///< every label is in use or void
    refused,
    cancelled,
};
enum class LabelOrderVerb : std::uint8_t {
    request,
    approve,
    refuse,
    cancel,
    assign,
    fetch,
    renew,  ///< the file is made anew
    print,
    ship,
    receive,
    settle,  ///< what was not used is void
};
/// Whose hands do it: the party that ordered, who decides about its labels, the printing house.
enum class LabelOrderHand : std::uint8_t { party, reviewer, printer };

struct LabelOrderTransition {
    LabelOrderState from;
    LabelOrderVerb verb;
    LabelOrderState to;
    LabelOrderHand hand;
};
/// THE table: what is not a row is not possible; states without a row that leaves them are final.
[[nodiscard]] std::span<const LabelOrderTransition> label_order_transitions();
/// The table as a picture and a list, for docs/LABEL_ORDERS.md.
[[nodiscard]] std::string label_order_picture();
/// REQUIRES: a verb of the table.
[[nodiscard]] LabelOrderHand hand_of(LabelOrderVerb verb);
[[nodiscard]] std::optional<LabelOrderState> next_state(LabelOrderState from, LabelOrderVerb verb);
/// Codes are issued and nobody has the labels yet: nothing else may be done with them.
[[nodiscard]] bool is_on_its_way(LabelOrderState state);
/// The labels have come.
[[nodiscard]] bool has_come(LabelOrderState state);
[[nodiscard]] std::string_view to_string(LabelOrderState state);
[[nodiscard]] std::string_view to_string(LabelOrderVerb verb);
[[nodiscard]] std::string_view to_string(LabelOrderHand hand);
[[nodiscard]] std::optional<LabelOrderState> parse_label_order_state(std::string_view text);
[[nodiscard]] std::optional<LabelOrderVerb> parse_label_order_verb(std::string_view text);

struct LabelOrder {
    LabelOrderId id;
    PartyId party;
    BrandId brand;      ///< none: of a product without brand
    ProductId product;  ///< none: for whatever the party makes under the brand
    LotId lot;          ///< none: bound when they are used
    std::int64_t quantity = 0;
    bool pin = false;
    std::string note;  ///< for the printing house
    LabelOrderState state = LabelOrderState::requested;
    CodeRangeId block;        ///< none until it is approved
    PartyId printer;          ///< none until it is given to a printing house
    std::string renewed_for;  ///< why the file was made anew
    std::int64_t replaced = 0;
    std::int64_t spoiled = 0;
    std::int64_t damaged = 0;
    std::int64_t missing = 0;
    UserId ordered_by;
    Time created_at;
    Time changed_at;
    std::int64_t version = 1;
};

struct LabelOrderStep {
    LabelOrderVerb verb = LabelOrderVerb::request;
    LabelOrderState state = LabelOrderState::requested;
    std::string actor;
    std::string comment;
    Time at;
};

/// Where the labels of an order are. ordered = spoiled + damaged + missing + delivered, and delivered = bound + unused
/// + left; before they came, delivered is 0 and the rest is `under_way`.
struct LabelTally {
    std::int64_t ordered = 0;
    std::int64_t spoiled = 0;
    std::int64_t damaged = 0;
    std::int64_t missing = 0;
    std::int64_t under_way = 0;
    std::int64_t delivered = 0;
    std::int64_t bound = 0;
    std::int64_t unused = 0;  ///< void
    std::int64_t left = 0;    ///< not in use yet
    [[nodiscard]] bool adds_up() const;
    friend bool operator==(const LabelTally&, const LabelTally&) = default;
};
/// `bound` and `void_codes`: as the ranges of its block say.
[[nodiscard]] LabelTally tally_of(const LabelOrder& order, std::int64_t bound, std::int64_t void_codes);

}  // namespace qy::model
