#pragma once
// The answer of a trace query: everything that one view may see, ready to be written as JSON or as a page.
// (6.3.1–6.3.3)
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/code_range.h"
#include "model/lot.h"
#include "model/media.h"
#include "model/named.h"
#include "model/party.h"
#include "model/product.h"
#include "model/trace_event.h"

namespace qy::model {

/// A party as this view may know it: `id` is none and `name` a description ("a licensed farm in Chengmai") when it
/// keeps its name.
struct ShownParty {
    PartyId id;
    std::string name;
    std::string name_en;
    std::string region;
    PartyKind kind = PartyKind::firm;
};

/// One event as this view may see it: contents filtered and masked by the field table.
struct ShownEvent {
    TraceEvent event;
    ShownParty party;
    ShownParty recorder;
    std::optional<ShownParty> counterparty;
    std::string lot_number;
    int distance = 0;  ///< links from the asked lot; 0 is the lot itself, negative is upstream, positive downstream
    std::vector<SensorReading> readings;
};

/// `lot_number` is empty for a logistic unit whose number this view may not know.
struct TraceNode {
    LotId id;
    LotKind kind = LotKind::produced;
    std::string lot_number;
    std::string product_name;
    std::string party_name;
    int distance = 0;  ///< as in ShownEvent; a logistic unit of an ancestor stands beside it, at the same distance
    bool asked = false;
    std::string product_name_en;
    std::string party_name_en;
};

/// First and last code of a range with the lot and consignee it went to: brand managers, owners and regulators only.
struct ShownRange {
    std::string first_code;
    std::string last_code;
    std::int64_t count = 0;
    std::string lot_number;
    Named consignee;
};

struct AuthenticityAnswer {
    Authenticity state = Authenticity::genuine;
    std::string reason;
    std::int64_t scan_count = 0;
    std::optional<Time> first_scanned_at;
    std::string first_scanned_region;
    std::optional<Time> last_scanned_at;
    std::optional<Time> first_verified_at;
    bool has_pin = false;
    bool same_device_again = false;  ///< the asking device made the latest scan within the merge window
};

/// `cut` is true when a limit of depth, nodes or events ended the walk; what is nearest to the asked lot is there.
struct TraceCut {
    bool cut = false;
    bool by_depth = false;
    bool by_nodes = false;
    bool by_events = false;
};

struct Allergen {
    std::string code;
    std::string zh;
    std::string en;
};

/// A picture that everyone may see, of the product or of an event.
struct ShownPicture {
    MediaId id;
    int width = 0;
    int height = 0;
    std::string caption;
    std::string caption_en;
};

struct ShownLicence {
    std::string kind;
    std::string kind_en;  ///< as the dictionary of certificates says it; else as it was recorded
    std::string number;
    std::string valid_from;  ///< YYYY-MM-DD
    std::string valid_to;
};

struct TraceAnswer {
    View view = View::open_public;
    std::string code;  ///< 20 digits when asked by code
    std::optional<AuthenticityAnswer> authenticity;
    std::optional<Product> product;
    std::optional<Quantity> remaining;  ///< of the lot: less than nothing when more was taken than it held; for whom
                                        ///< the lot may be followed
    /// That its category asks for before a sale and that nobody told, of a lot that was sold; for whom it may be
    /// followed.
    std::vector<Step> missing_steps;
    std::string category_name;
    std::string category_name_en;
    std::optional<ShownParty> party;  ///< the lot's owner
    std::optional<Brand> brand;
    std::optional<Lot> lot;
    std::vector<ShownEvent> events;  ///< all kinds, oldest first
    std::vector<TraceNode> nodes;
    std::vector<LotLink> links;
    std::vector<Allergen> allergens;
    std::vector<ShownRange> ranges;
    std::vector<ShownPicture> pictures;
    std::vector<ShownLicence> licences;  ///< of the lot's owner, a firm, in force on the day on which it was produced
    TraceCut cut;
    /// Lots to choose from. A lot number fits several: nothing else but `view` is set. A GTIN was asked without a lot
    /// number and its product has none or several lots: `product`, `party`, `brand` and category are set too.
    std::vector<TraceNode> candidates;
};

}  // namespace qy::model
