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

Error no_subject() {
    return not_found("media.subject_not_found").at("id");
}

/// What a file of a product belongs to; a lot may have none.
Result<MediaOwner> under_product(storage::Reader& reader, PartyId party, model::ProductId id) {
    if (!id) return MediaOwner{party, {}};
    QY_TRY(product, storage::catalogue::find_product(reader, Reach::everything(), id));
    return MediaOwner{party, product ? product->brand : model::BrandId()};
}

/// `party`: whose file it is, the owner of the lot unless said.
Result<MediaOwner> under_lot(storage::Reader& reader, model::LotId id, PartyId party = {}) {
    QY_TRY(lot, storage::lots::find(reader, Reach::everything(), id));
    if (!lot) return party ? Result<MediaOwner>(MediaOwner{party, {}}) : no_subject();
    return under_product(reader, party ? party : lot->owner, lot->product);
}

Result<MediaOwner> owner_of_product(storage::Reader& reader, std::int64_t id) {
    QY_TRY(product, storage::catalogue::find_product(reader, Reach::everything(), model::ProductId(id)));
    return product ? Result<MediaOwner>(MediaOwner{product->owner, product->brand}) : no_subject();
}

Result<MediaOwner> owner_of_event(storage::Reader& reader, std::int64_t id) {
    QY_TRY(event, storage::events::find(reader, Reach::everything(), model::EventId(id)));
    return event ? under_lot(reader, event->lot, event->recorder) : no_subject();
}

Result<MediaOwner> owner_of_submission(storage::Reader& reader, std::int64_t id) {
    QY_TRY(found, storage::submissions::find(reader, Reach::everything(), model::SubmissionId(id)));
    return found ? Result<MediaOwner>(MediaOwner{found->party, found->brand}) : no_subject();
}

Result<MediaOwner> owner_of_shipment(storage::Reader& reader, std::int64_t id) {
    QY_TRY(link, storage::shipments::find(reader, Reach::everything(), model::ShipmentLinkId(id)));
    return link ? under_lot(reader, link->lot, link->party) : no_subject();
}

}  // namespace

Result<MediaOwner> owner_of(storage::Reader& reader, model::MediaSubject subject, std::int64_t id) {
    switch (subject) {
        case model::MediaSubject::product:
            return owner_of_product(reader, id);
        case model::MediaSubject::lot:
            return under_lot(reader, model::LotId(id));
        case model::MediaSubject::event:
            return owner_of_event(reader, id);
        case model::MediaSubject::submission:
            return owner_of_submission(reader, id);
        case model::MediaSubject::shipment:
            break;
    }
    return owner_of_shipment(reader, id);
}

}  // namespace qy::business
