#pragma once
// Orders of labels that somebody else prints, over an issued block of codes: request, approval, printing house,
// delivery, leftover. (architecture §5: CodeRange; decision 35) Numbers count labels, which are codes. Pure functions:
// safe from any thread.
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
/// THE table (docs/LABEL_ORDERS.md shows it): what is not a row is not possible; states without a row that leaves them
/// are final.
[[nodiscard]] std::span<const LabelOrderTransition> label_order_transitions();
/// The table as a picture and a list, for docs/LABEL_ORDERS.md.
[[nodiscard]] std::string label_order_picture();
/// REQUIRES: a verb of the table: not `request`, which makes the order.
[[nodiscard]] LabelOrderHand hand_of(LabelOrderVerb verb);
/// Nullopt: not possible in that state.
[[nodiscard]] std::optional<LabelOrderState> next_state(LabelOrderState from, LabelOrderVerb verb);
/// Codes are issued and nobody has the labels yet, from `approved` to `shipped`: nothing else may be done with them.
[[nodiscard]] bool is_on_its_way(LabelOrderState state);
/// The labels have come: `delivered` or `closed`.
[[nodiscard]] bool has_come(LabelOrderState state);
/// The names above, as functions and the database have them; nullopt for another word.
[[nodiscard]] std::string_view to_string(LabelOrderState state);
[[nodiscard]] std::string_view to_string(LabelOrderVerb verb);
[[nodiscard]] std::string_view to_string(LabelOrderHand hand);
[[nodiscard]] std::optional<LabelOrderState> parse_label_order_state(std::string_view text);
[[nodiscard]] std::optional<LabelOrderVerb> parse_label_order_verb(std::string_view text);

struct LabelOrder {
    LabelOrderId id;
    PartyId party;      ///< that ordered
    BrandId brand;      ///< none: of a product without brand
    ProductId product;  ///< none: for whatever the party makes under the brand
    LotId lot;          ///< none: bound when they are used
    std::int64_t quantity = 0;
    bool pin = false;  ///< with a scratch-off PIN for each
    std::string note;  ///< for the printing house
    LabelOrderState state = LabelOrderState::requested;
    CodeRangeId block;          ///< none until it is approved
    PartyId printer;            ///< none until it is given to a printing house
    std::string renewed_for;    ///< why the file was made anew; empty: it was not
    std::int64_t replaced = 0;  ///< of blocks that were void before this one, because a file leaked
    std::int64_t spoiled = 0;   ///< told by the printing house
    std::int64_t damaged = 0;   ///< told by the party when they came
    std::int64_t missing = 0;   ///< likewise
    UserId ordered_by;          ///< none: the operator
    Time created_at;
    Time changed_at;           ///< by its last step
    std::int64_t version = 1;  ///< rises by 1 with each step
};

struct LabelOrderStep {
    LabelOrderVerb verb = LabelOrderVerb::request;
    LabelOrderState state = LabelOrderState::requested;  ///< that it led to
    std::string actor;                                   ///< the user's name
    std::string comment;                                 ///< may be empty; of a request the note
    Time at;
};

/// Where the labels of an order are. ordered = spoiled + damaged + missing + delivered, and delivered = bound + unused
/// + left; before they came, delivered is 0 and the rest is `under_way`, also of an order that came to nothing
/// (refused, cancelled).
struct LabelTally {
    std::int64_t ordered = 0;
    std::int64_t spoiled = 0;
    std::int64_t damaged = 0;
    std::int64_t missing = 0;
    std::int64_t under_way = 0;
    std::int64_t delivered = 0;
    std::int64_t bound = 0;              ///< to a lot, and not void
    std::int64_t unused = 0;             ///< came whole and is void
    std::int64_t left = 0;               ///< not in use yet
    [[nodiscard]] bool adds_up() const;  ///< both sums, and nothing below 0
    friend bool operator==(const LabelTally&, const LabelTally&) = default;
};
/// `bound` and `void_codes`: codes of its block that the ranges say are bound to a lot (and not void), and void. Looked
/// at only when the labels have come.
[[nodiscard]] LabelTally tally_of(const LabelOrder& order, std::int64_t bound, std::int64_t void_codes);

}  // namespace qy::model
