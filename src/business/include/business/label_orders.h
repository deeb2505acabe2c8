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
#include "model/named.h"
#include "model/trace_code.h"

namespace qy::business {

/// For a lot, or a product, or whatever the party makes under a brand: exactly one of the three.
struct LabelRequest {
    model::LotId lot{};
    model::ProductId product{};
    model::BrandId brand{};
    model::PartyId party{};  ///< with a brand alone; none: the actor's own
    std::int64_t count = 0;  ///< of labels, 1 to limits::codes_per_range_max
    bool pin = false;        ///< with a scratch-off PIN for each
    std::string note{};      ///< for the printing house
};

/// An order with the names that people know it by, empty where there is none, and where its labels are.
struct LabelOrderStory {
    model::LabelOrder order;
    std::string lot_number;
    model::Named party;
    model::Named brand;
    model::Named product;
    model::Named printer;
    std::optional<model::TraceCode> first_code{};  ///< of its block, for the party and who decides; not in lists
    std::optional<model::TraceCode> last_code{};
    model::LabelTally tally{};                   ///< of one that was asked for; not in lists
    std::vector<model::LabelOrderStep> steps{};  ///< likewise, oldest first
};

/// Which order, as its caller last saw it, and what it says about the step.
struct OrderStep {
    model::LabelOrderId order;
    std::int64_t version = 0;
    std::string comment{};
};

// Errors of all that follow: denied `permission.denied` {permission}; not_found `label_order.not_found`, also for one
// that the actor does not reach; conflict `label_order.state` {state} (model::label_order_transitions), then
// `label_order.changed` (somebody else was faster); those of storage. Every step is audited in its transaction and kept
// with the order; a refusal leaves everything as it was. Returned is the order as it stands then. Steps of the party
// need `issue_codes`, those of who decides `review`, those of the printing house `print_labels`. Safe from any thread.

/// Asks for labels. A brand asks for a grant with room, as issuing does. Errors: invalid `label_order.target`,
/// `code_issue.count` {max}, `code_issue.no_product` (a lot without product); not_found `lot.not_found`,
/// `product.not_found`, `party.not_found`, `brand.not_found`; those of CodeDesk::issue (codes.h) about party and grant.
Result<model::LabelOrder> request_labels(const Services& services, const model::Actor& actor,
                                         const LabelRequest& request);
/// Issues the codes. Under a brand it is its manager's to say, or whoever reviews for everybody or the region; nobody
/// decides what it asked for itself. Errors: denied `label_order.own`, `label_order.brand_decides`; those of
/// CodeDesk::issue about party, grant and keys.
Result<model::LabelOrder> approve_labels(const Services& services, const model::Actor& actor, const OrderStep& step);
/// Whose comment says why. Errors: denied as approve_labels; invalid `label_order.reason` {max}: none.
Result<model::LabelOrder> refuse_labels(const Services& services, const model::Actor& actor, const OrderStep& step);
/// By the party, whose comment says why; codes that were issued are void, and the file opens no more. Errors: invalid
/// `label_order.reason` {max}.
Result<model::LabelOrder> cancel_labels(const Services& services, const model::Actor& actor, const OrderStep& step);

/// The password (crypto/handed_file.h) is shown once: to whoever tells it to the printing house, not in writing beside
/// the file.
struct HandedOrder {
    model::LabelOrder order;
    SecretText password;
};
/// By the party: gives the order to a printing house, an active party with that role; before it was fetched another one
/// may take its place, with another password. Errors: not_found `label_order.no_printer`.
Result<HandedOrder> assign_labels(const Services& services, const model::Actor& actor, const OrderStep& step,
                                  model::PartyId printer);
/// By the party, whose comment says why: lets the printing house fetch again, under another password. `leaked`: codes
/// of the file may be in wrong hands; they are void, and new ones issued in their place. Errors: invalid
/// `label_order.reason` {max}; those of CodeDesk::issue about party, grant and keys.
Result<HandedOrder> renew_labels(const Services& services, const model::Actor& actor, const OrderStep& step,
                                 bool leaked);

/// Seals bytes while they come (crypto/handed_file.h): both functions append to `out` what is complete; finish() once,
/// at the end. One thread at a time.
class SealedOut {
 public:
    virtual ~SealedOut() = default;
    virtual void add(std::string_view plain, std::string& out) = 0;
    virtual void finish(std::string& out) = 0;
};
/// What the file is made from; both are needed until it is written. One thread at a time.
struct HandedFile {
    LabelRun run;                     ///< label_print.h
    std::shared_ptr<SealedOut> seal;  ///< under the order's password
};
struct FetchOrder {
    OrderStep step;
    std::int64_t labels_max = 0;  ///< that the medium holds
    std::string medium{};         ///< format and template, kept and audited
};
/// What would stand on the labels. Needs `print_labels`. `base`: of the addresses on them, "https://host". REQUIRES:
/// the order has its codes.
Result<LabelFacts> facts_of_order(const Services& services, const model::Actor& actor, model::LabelOrderId id,
                                  std::string_view base);
/// The labels of an order, once, for the printing house: when this returns, they count as fetched and the password is
/// gone. `base`: as above. Errors: conflict `label_order.fetched` {by, when}, `label_order.no_password` (an archive
/// brought the order, and no passwords: the party gives it to a printing house anew); too_large `label_print.too_many`
/// {max}; corrupt `field.damaged` (of the stored password).
Result<HandedFile> fetch_labels(const Services& services, const model::Actor& actor, const FetchOrder& order,
                                std::string_view base);
/// By the printing house: printed but for the spoiled ones, whose codes are void. Errors: invalid
/// `code_span.not_of_block`; conflict `code_span.void_already` {code} (also when two spans overlap),
/// `code_bind.too_deep` {max}.
Result<model::LabelOrder> print_labels(const Services& services, const model::Actor& actor, const OrderStep& step,
                                       const std::vector<CodeSpan>& spoiled);
/// By the printing house.
Result<model::LabelOrder> ship_labels(const Services& services, const model::Actor& actor, const OrderStep& step);

/// By the party: what came. The codes of damaged and missing labels are void, those of an order for a lot are bound to
/// it. Errors: as print_labels.
Result<model::LabelOrder> receive_labels(const Services& services, const model::Actor& actor, const OrderStep& step,
                                         const std::vector<CodeSpan>& damaged, const std::vector<CodeSpan>& missing);
/// By the party, ends the order: what is bound to no lot is void, and so are the `unused` ones among the bound. Errors:
/// as print_labels.
Result<model::LabelOrder> settle_labels(const Services& services, const model::Actor& actor, const OrderStep& step,
                                        const std::vector<CodeSpan>& unused);

/// Of the party, or under a brand of its manager. Needs `read_submissions`.
Result<LabelOrderStory> label_order(const Services& services, const model::Actor& actor, model::LabelOrderId id);
/// Those of every state when `state` is none, newest first, from before the id `before` on (0: from the newest). Needs
/// `read_submissions`. REQUIRES: limit ≥ 1.
Result<std::vector<LabelOrderStory>> label_orders(const Services& services, const model::Actor& actor,
                                                  std::optional<model::LabelOrderState> state, std::int64_t before,
                                                  std::int64_t limit);
/// What was given to the printing house, in the same order: without codes. Needs `print_labels`. REQUIRES: limit ≥ 1.
Result<std::vector<LabelOrderStory>> given_label_orders(const Services& services, const model::Actor& actor,
                                                        std::int64_t before, std::int64_t limit);

struct PrinterChoice {
    model::PartyId party;
    std::string region;  ///< GB/T 2260; may be empty
    model::Named called;
};
/// Who prints for others: firms, known to every user. By id, behind `after` (0: from the first). REQUIRES: limit ≥ 1.
Result<std::vector<PrinterChoice>> printing_houses(const Services& services, std::int64_t after, std::int64_t limit);

}  // namespace qy::business
