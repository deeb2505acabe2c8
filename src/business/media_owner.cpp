#include "media_owner.h"

#include "storage/catalogue_store.h"
#include "storage/event_store.h"
#include "storage/lot_store.h"
#include "storage/shipment_store.h"
#include "storage/store.h"
#include "storage/submission_store.h"

namespace qy::business {
namespace {

using model::PartyId;
using model::Reach;

/// The owner as a member of what was found.
template <class Thing>
Result<PartyId> owner_in(const Result<std::optional<Thing>>& found, PartyId Thing::*owner) {
    if (!found.ok()) return Error(found.error());
    if (!*found) return not_found("media.subject_not_found").at("id");
    return (**found).*owner;
}

}  // namespace

Result<PartyId> owner_of(storage::Reader& reader, model::MediaSubject subject, std::int64_t id) {
    switch (subject) {
        case model::MediaSubject::product:
            return owner_in(storage::catalogue::find_product(reader, model::ProductId(id)), &model::Product::owner);
        case model::MediaSubject::lot:
            return owner_in(storage::lots::find(reader, model::LotId(id)), &model::Lot::owner);
        case model::MediaSubject::event:
            return owner_in(storage::events::find(reader, Reach::everything(), model::EventId(id)),
                            &model::TraceEvent::recorder);
        case model::MediaSubject::submission:
            return owner_in(storage::submissions::find(reader, Reach::everything(), model::SubmissionId(id)),
                            &model::Submission::party);
        case model::MediaSubject::shipment:
            break;
    }
    return owner_in(storage::shipments::find(reader, model::ShipmentLinkId(id)), &model::ShipmentLink::party);
}

}  // namespace qy::business
