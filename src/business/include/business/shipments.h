#pragma once
// Shipment links: a party hands one to a driver without an account, who records this one shipment with it. (clause
// 6.5.1; 7.1.3) Whatever is recorded goes the way of every other record: cleaned, checked, reviewed, published.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "business/services.h"
#include "model/actor.h"
#include "model/media.h"
#include "model/shipment.h"

namespace qy::business {

class MediaDesk;
struct CaptureReport;

struct ShipmentOrder {
    std::string lot;  ///< id or lot number of a lot of the own party
    std::vector<model::ShipmentStep> steps;
    std::string vehicle;
    std::int64_t hours = 0;  ///< until it expires, whatever happens
};

struct IssuedLink {
    model::ShipmentLink link;
    SecretText secret;  ///< shown once; stored as a keyed hash
};

/// What the holder of a link is shown.
struct ShipmentView {
    model::ShipmentLink link;
    std::string lot_number;
    std::string product;
    std::string product_en;
    std::string party;  ///< in whose name it is recorded
    std::string party_en;
};

struct ShipmentRecord {
    model::ShipmentStep step = model::ShipmentStep::note;
    std::string time;  ///< RFC 3339; empty: now
    std::string place;
    std::string temperature;  ///< °C, a decimal
    std::string note;
    std::string key;   ///< of the sender's own: the same key is the same record, however often it arrives
    Bytes photo = {};  ///< a picture file; may be empty
};

struct ShipmentReceipt {
    bool exists = false;     ///< it was there already
    bool published = false;  ///< else it waits for review
    bool ended = false;      ///< the link opens nothing any more
    bool photo = false;      ///< a photo was kept with it
};

/// Safe from any thread. Every change is audited.
class Shipments {
 public:
    /// `media` outlives this.
    Shipments(const Services& services, MediaDesk& media) : services_(services), media_(media) {}

    /// For a lot that the actor's party owns, receives, or has recorded about. Errors: denied `capture.not_allowed`;
    /// not_found `lot.not_found` (also for lots of others); conflict `lot_number.ambiguous`; invalid `shipment.steps`.
    /// REQUIRES: hours in [1, shipment_hours_max].
    Result<IssuedLink> issue(const ShipmentOrder& order, const model::Actor& actor);
    /// Of the actor's own party, newest first. REQUIRES: limit ≥ 1.
    Result<std::vector<ShipmentView>> list(model::ShipmentLinkId before, std::int64_t limit, const model::Actor& actor);
    /// Errors: not_found `shipment.not_found` (also those of other parties); conflict `shipment.ended`.
    Result<void> revoke(model::ShipmentLinkId id, const model::Actor& actor);

    /// Errors: unauthenticated `shipment.link_invalid` (unknown, expired, revoked, received: not told apart).
    Result<ShipmentView> view(const SecretText& secret);
    /// Errors: as view; denied `shipment.step` {step}; limited `message.too_many` {seconds}; invalid `request.invalid`
    /// with the faults of the record. A photo is kept before the record is made, so that a record never lacks one that
    /// was sent with it; it belongs to the link and the submission. Errors: those of MediaDesk::keep_photo. The receipt
    /// that ended the link, sent again under its key, exists.
    Result<ShipmentReceipt> record(const SecretText& secret, const ShipmentRecord& record, const model::Actor& visitor);

 private:
    /// In whatever state it is; none: there was never such a link.
    Result<std::optional<model::ShipmentLink>> link_of(const SecretText& secret);
    Result<model::ShipmentLink> opened(const SecretText& secret);
    /// Whether this is the receipt that ended its link, sent again because its answer was lost.
    Result<bool> is_known_receipt(const SecretText& secret, const ShipmentRecord& record);
    /// Puts the photo's row beside the record. `report`: of the record.
    Result<void> enter_photo(const model::ShipmentLink& link, const ShipmentRecord& record, model::Media photo,
                             const CaptureReport& report, const model::Actor& driver);
    const Services services_;
    MediaDesk& media_;
};

}  // namespace qy::business
