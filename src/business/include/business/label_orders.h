#pragma once
// Orders of labels that somebody else prints: a party asks, who decides about its labels approves (its codes are issued
// then), a printing house fetches them once, sealed under a password that is told by another way, reports and ships;
// the party takes the labels in, binds them by code.bind, and settles what is left over. (architecture §5; decision 35)
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "business/codes.h"
#include "business/label_print.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/label_order.h"
#include "model/trace_code.h"

namespace qy::business {

/// For a lot, or a product, or whatever the party makes under a brand: exactly one of the three.
struct LabelRequest {
    model::LotId lot{};
    model::ProductId product{};
    model::BrandId brand{};
    model::PartyId party{};  ///< with a brand alone; none: the actor's own
    std::int64_t count = 0;
    bool pin = false;
    std::string note{};
};

/// An order with the names that people know it by, and where its labels are.
struct LabelOrderStory {
    model::LabelOrder order;
    std::string party;
    std::string brand;
    std::string product;
    std::string lot_number;
    std::string printer;
    std::optional<model::TraceCode> first_code{};  ///< of its block, for the party and who decides
    std::optional<model::TraceCode> last_code{};
    model::LabelTally tally{};                   ///< of one that was asked for; not in lists
    std::vector<model::LabelOrderStep> steps{};  ///< likewise, oldest first
};

/// Which order, as its caller last saw it, and what he says about the step.
struct LabelStep {
    model::LabelOrderId order;
    std::int64_t version = 0;
    std::string comment{};
};

// Errors of all that follow: denied `permission.denied` {permission}; not_found `label_order.not_found`, also for one
// that the actor does not reach; conflict `label_order.changed` (somebody else was faster), `label_order.state`
// {state}; those of storage. Every step is audited in its transaction and kept with the order. Safe from any thread.

/// Asks for labels. Needs `issue_codes`. A brand asks for a grant with room, as issuing does. Errors: invalid
/// `label_order.target`, `code_issue.count` {max}; not_found `lot.not_found`, `product.not_found`, `party.not_found`,
/// `brand.not_found`; those of CodeDesk::issue about party and grant.
Result<model::LabelOrder> request_labels(const Services& services, const model::Actor& actor,
                                         const LabelRequest& request);
/// Issues the codes. Needs `review`; under a brand it is its manager's to say, or whoever reviews for everybody or the
/// region; nobody decides what he asked for. Errors: denied `label_order.own`, `label_order.brand_decides`; those of
/// issuing.
Result<model::LabelOrder> approve_labels(const Services& services, const model::Actor& actor, const LabelStep& step);
/// Errors: as approve_labels; invalid `label_order.reason` {max}.
Result<model::LabelOrder> refuse_labels(const Services& services, const model::Actor& actor, const LabelStep& step);
/// By the party; codes that were issued are void. Errors: invalid `label_order.reason` {max}.
Result<model::LabelOrder> cancel_labels(const Services& services, const model::Actor& actor, const LabelStep& step);

/// The password is shown once: to whoever tells it to the printing house, not in writing beside the file.
struct HandedOrder {
    model::LabelOrder order;
    SecretText password;
};
/// Gives the order to a printing house: an active party with that role. Errors: not_found `label_order.no_printer`.
Result<HandedOrder> assign_labels(const Services& services, const model::Actor& actor, const LabelStep& step,
                                  model::PartyId printer);
/// Lets the printing house fetch again. `leaked`: codes of the file may be in wrong hands; they are void, and new ones
/// issued in their place. Errors: invalid `label_order.reason` {max}; those of issuing.
Result<HandedOrder> renew_labels(const Services& services, const model::Actor& actor, const LabelStep& step,
                                 bool leaked);

/// Seals bytes while they come.
class SealedOut {
 public:
    virtual ~SealedOut() = default;
    virtual void add(std::string_view plain, std::string& out) = 0;
    virtual void finish(std::string& out) = 0;
};
struct HandedFile {
    LabelRun run;
    std::shared_ptr<SealedOut> seal;
};
struct FetchOrder {
    LabelStep step;
    std::int64_t labels_max = 0;  ///< of the medium
    std::string medium{};         ///< format and template, kept and audited
};
/// What would stand on the labels. Needs `print_labels`.
Result<LabelFacts> facts_of_order(const Services& services, const model::Actor& actor, model::LabelOrderId id,
                                  std::string_view base);
/// The labels of an order, once, for the printing house. Needs `print_labels`. Errors: conflict `label_order.fetched`
/// {by, when}; too_large `label_print.too_many` {max}.
Result<HandedFile> fetch_labels(const Services& services, const model::Actor& actor, const FetchOrder& order,
                                std::string_view base);
/// Printed but for the spoiled ones, whose codes are void. Errors: as void_codes (code_pieces.h).
Result<model::LabelOrder> print_labels(const Services& services, const model::Actor& actor, const LabelStep& step,
                                       const std::vector<CodeSpan>& spoiled);
Result<model::LabelOrder> ship_labels(const Services& services, const model::Actor& actor, const LabelStep& step);

/// What came: the codes of damaged and missing labels are void, those of an order for a lot are bound to it.
Result<model::LabelOrder> receive_labels(const Services& services, const model::Actor& actor, const LabelStep& step,
                                         const std::vector<CodeSpan>& damaged, const std::vector<CodeSpan>& missing);
/// Ends the order: what is bound to no lot is void, and so are the `unused` ones among the bound.
Result<model::LabelOrder> settle_labels(const Services& services, const model::Actor& actor, const LabelStep& step,
                                        const std::vector<CodeSpan>& unused);

/// Of the party, or under a brand of its manager. Needs `read_submissions`.
Result<LabelOrderStory> label_order(const Services& services, const model::Actor& actor, model::LabelOrderId id);
/// Newest first, from before the id `before` on (0: from the newest). Needs `read_submissions`.
Result<std::vector<LabelOrderStory>> label_orders(const Services& services, const model::Actor& actor,
                                                  std::optional<model::LabelOrderState> state, std::int64_t before,
                                                  std::int64_t limit);
/// What was given to the printing house: without codes. Needs `print_labels`.
Result<std::vector<LabelOrderStory>> given_label_orders(const Services& services, const model::Actor& actor,
                                                        std::int64_t before, std::int64_t limit);

struct PrinterChoice {
    model::PartyId party;
    std::string name;
    std::string region;
};
/// Who prints for others: firms, known to every user. By id, behind `after`.
Result<std::vector<PrinterChoice>> printing_houses(const Services& services, std::int64_t after, std::int64_t limit);

}  // namespace qy::business
