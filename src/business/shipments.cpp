#include "business/shipments.h"

#include <algorithm>

#include "base/account_limits.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/media_limits.h"
#include "business/audit.h"
#include "business/capture.h"
#include "business/media_desk.h"
#include "crypto/token.h"
#include "keyed_hash.h"
#include "media_owner.h"
#include "shipment_row.h"
#include "storage/catalogue_store.h"
#include "storage/event_store.h"
#include "storage/login_store.h"
#include "storage/lot_store.h"
#include "storage/media_store.h"
#include "storage/party_store.h"
#include "storage/shipment_store.h"
#include "storage/store.h"
#include "storage/submission_store.h"

namespace qy::business {
namespace {

using model::LinkEnd;
using model::ShipmentLink;
using model::ShipmentStep;

constexpr std::string_view kLinkUse = "shipment link";

std::string object_of(model::ShipmentLinkId id) {
    return "shipment_link:" + id.to_string();
}

/// Whether the party may have somebody record about the lot in its name.
Result<bool> is_own(storage::Reader& reader, const model::Lot& lot, model::PartyId party) {
    const bool shipped = lot.kind == model::LotKind::produced || lot.kind == model::LotKind::consignment ||
                         lot.kind == model::LotKind::logistic_unit;
    if (!shipped) return false;
    if (lot.owner == party || lot.consignee == party) return true;
    return storage::shipments::has_recorded(reader, party, lot.id);
}

/// By id when the text is one, else by number; only lots of the party's own.
Result<model::Lot> own_lot(storage::Reader& reader, const std::string& text, model::PartyId party) {
    std::vector<model::Lot> found;
    if (const auto id = model::LotId::parse(text); id.ok()) {
        QY_TRY(lot, storage::lots::find(reader, model::Reach::everything(), *id));
        if (lot) found.push_back(*std::move(lot));
    }
    if (found.empty()) {
        QY_TRY(numbered, storage::lots::with_number(reader, text, limits::trace_candidates_max));
        found = std::move(numbered);
    }
    std::vector<model::Lot> own;
    for (auto& lot : found) {
        QY_TRY(mine, is_own(reader, lot, party));
        if (mine) own.push_back(std::move(lot));
    }
    if (own.empty()) return not_found("lot.not_found").at("lot");
    if (own.size() > 1) return conflict("lot_number.ambiguous", {text}).at("lot");
    return std::move(own.front());
}

Result<ShipmentView> view_of(storage::Reader& reader, ShipmentLink link) {
    ShipmentView view;
    QY_TRY(lot, storage::lots::find(reader, model::Reach::everything(), link.lot));
    QY_TRY(party, storage::parties::find(reader, model::Reach::of(link.party), link.party));
    if (!lot || !party) return unauthenticated("shipment.link_invalid");
    view.lot_number = lot->lot_number;
    view.party = party->name;
    view.party_en = party->name_en;
    if (lot->product) {
        QY_TRY(product, storage::catalogue::find_product(reader, model::Reach::everything(), lot->product));
        if (product) {
            view.product = product->name;
            view.product_en = product->name_en;
        }
    }
    view.link = std::move(link);
    return view;
}

Result<ShippedLot> shipped_lot(storage::Reader& reader, const ShipmentLink& link) {
    QY_TRY(lot, storage::lots::find(reader, model::Reach::everything(), link.lot));
    QY_TRY(recorder, storage::parties::find(reader, model::Reach::of(link.party), link.party));
    if (!lot || !recorder || !recorder->active) return unauthenticated("shipment.link_invalid");
    ShippedLot shipped{lot->kind, lot->lot_number, {}, {}, {}, recorder->name};
    if (lot->product) {
        QY_TRY(product, storage::catalogue::find_product(reader, model::Reach::everything(), lot->product));
        if (product) {
            shipped.product = product->name;
            shipped.specification = product->specification;
        }
    }
    if (lot->owner != link.party) {
        QY_TRY(owner, storage::parties::find(reader, model::Reach::everything(), lot->owner));
        if (owner) shipped.owner = owner->name;
    }
    return shipped;
}

Result<void> count_use(storage::Writer& writer, const Services& services, const ShipmentLink& link) {
    const Time now = services.clock.now();
    const Time from = now.plus_seconds(-limits::login_window_seconds);
    QY_TRY(hash, keyed_hash(services.keys, "shipment records", link.id.to_string()));
    QY_TRY(before, storage::logins::failures(writer, hash));
    if (before.first_at >= from && before.count >= limits::shipment_records_per_hour_max) {
        const Time open_at = before.first_at.plus_seconds(limits::login_window_seconds);
        return limited("message.too_many", {std::to_string(open_at.seconds() - now.seconds() + 1)});
    }
    QY_TRY(count, storage::logins::add_failure(writer, hash, now, from));
    (void)count;
    return {};
}

/// The driver as records name it: under the party that handed the link out.
model::Actor driver_of(const ShipmentLink& link, const model::Actor& visitor) {
    model::Actor driver;
    driver.name = "driver by link " + link.id.to_string();
    driver.party = link.party;
    driver.channel = model::Channel::web;
    driver.request_id = visitor.request_id;
    driver.address = visitor.address;
    driver.trail = visitor.trail;
    return driver;
}

/// Without a time of its own a record is of the moment in which it arrives: what arrives again under its key a second
/// later is the same all the same.
bool is_sent_again(const model::RowStatus& status, const ShipmentRecord& record) {
    return status.outcome == model::RowOutcome::conflict && record.time.empty() && !record.key.empty();
}

/// The faults of the one row, as those of a request.
Error faults_of(const model::RowStatus& status) {
    Error all = invalid("request.invalid");
    for (const auto& fault : status.faults) {
        Error one;
        one.kind = ErrorKind::invalid;
        one.code = fault.code;
        one.arguments = fault.arguments;
        one.path = fault.field;
        all.others.push_back(std::move(one));
    }
    return all;
}

}  // namespace

Result<IssuedLink> Shipments::issue(const ShipmentOrder& order, const model::Actor& actor) {
    if (!actor.may(model::Permission::record_events)) return denied("capture.not_allowed");
    if (order.steps.empty()) return invalid("shipment.steps").at("steps");
    QY_ASSERT(order.hours >= 1 && order.hours <= limits::shipment_hours_max);
    IssuedLink issued{{}, crypto::new_token(services_.random)};
    QY_TRY(hash, keyed_hash(services_.keys, kLinkUse, issued.secret.expose()));
    const Time now = services_.clock.now();
    QY_TRY(link, services_.store.write([&](storage::Writer& writer) -> Result<ShipmentLink> {
        QY_TRY(lot, own_lot(writer, order.lot, actor.party));
        ShipmentLink made;
        made.id = services_.ids.next<model::ShipmentLinkId>();
        made.party = actor.party;
        made.issuer = actor.user;
        made.lot = lot.id;
        made.steps = order.steps;
        made.vehicle = order.vehicle;
        made.created_at = now;
        made.expires_at = now.plus_seconds(order.hours * 3'600);
        QY_CHECK(storage::shipments::insert(writer, made, hash));
        QY_CHECK(write_audit(writer, actor,
                             {"shipment.link", object_of(made.id), "ok", {{"lot", "lot:" + lot.id.to_string()}}}, now));
        return made;
    }));
    issued.link = std::move(link);
    return issued;
}

Result<std::vector<ShipmentView>> Shipments::list(model::ShipmentLinkId before, std::int64_t limit,
                                                  const model::Actor& actor) {
    return services_.store.read([&](storage::Reader& reader) -> Result<std::vector<ShipmentView>> {
        QY_TRY(links, storage::shipments::of_party(reader, actor.party, before, limit));
        std::vector<ShipmentView> views;
        for (auto& link : links) {
            QY_TRY(view, view_of(reader, std::move(link)));
            views.push_back(std::move(view));
        }
        return views;
    });
}

Result<void> Shipments::revoke(model::ShipmentLinkId id, const model::Actor& actor) {
    const Time now = services_.clock.now();
    return services_.store.write([&](storage::Writer& writer) -> Result<void> {
        QY_TRY(link, storage::shipments::find(writer, model::Reach::of(actor.party), id));
        if (!link) return not_found("shipment.not_found");
        QY_TRY(ended, storage::shipments::end(writer, id, LinkEnd::revoked, now));
        if (!ended) return conflict("shipment.ended", {std::string(model::to_string(link->end))});
        return write_audit(writer, actor, {"shipment.revoke", object_of(id), "ok", {}}, now);
    });
}

Result<std::optional<ShipmentLink>> Shipments::link_of(const SecretText& secret) {
    if (!crypto::looks_like_token(secret.expose())) return std::optional<ShipmentLink>();
    for (const auto& hash : keyed_hashes(services_.keys, kLinkUse, secret.expose())) {
        QY_TRY(link, services_.store.read(
                         [&](storage::Reader& reader) { return storage::shipments::by_hash(reader, hash); }));
        if (link) return link;
    }
    return std::optional<ShipmentLink>();
}

Result<ShipmentLink> Shipments::opened(const SecretText& secret) {
    QY_TRY(link, link_of(secret));
    if (!link || !link->is_open(services_.clock.now())) return unauthenticated("shipment.link_invalid");
    return *std::move(link);
}

Result<bool> Shipments::is_known_receipt(const SecretText& secret, const ShipmentRecord& record) {
    if (record.step != ShipmentStep::receive || record.key.empty()) return false;
    QY_TRY(link, link_of(secret));
    if (!link || link->end != LinkEnd::received) return false;
    QY_TRY(known, services_.store.read([&](storage::Reader& reader) {
        return storage::events::find_key(reader, link->party, shipment_event_key(link->id, record.key));
    }));
    return known.has_value();
}

Result<ShipmentView> Shipments::view(const SecretText& secret) {
    QY_TRY(link, opened(secret));
    return services_.store.read([&](storage::Reader& reader) { return view_of(reader, link); });
}

Result<ShipmentReceipt> Shipments::record(const SecretText& secret, const ShipmentRecord& record,
                                          const model::Actor& visitor) {
    QY_TRY(again_after_end, is_known_receipt(secret, record));
    if (again_after_end) return ShipmentReceipt{true, false, true, !record.photo.empty()};
    QY_TRY(link, opened(secret));
    if (!link.allows(record.step)) return denied("shipment.step", {std::string(model::to_string(record.step))});
    const Time now = services_.clock.now();
    QY_TRY(lot, services_.store.write(
                    [&](storage::Writer& writer) -> Result<ShippedLot> {
                        QY_CHECK(count_use(writer, services_, link));
                        return shipped_lot(writer, link);
                    },
                    storage::Effect::bookkeeping));
    const auto driver = driver_of(link, visitor);
    std::optional<model::Media> photo;
    if (!record.photo.empty()) {
        QY_TRY(kept, media_.keep_photo(record.photo));
        photo = std::move(kept);
    }
    Capture capture(services_);
    QY_TRY(report, capture.capture_by_link({shipment_row(link, lot, record, now)}, driver, link.party));
    const bool again = report.exists > 0 || is_sent_again(report.rows.front(), record);
    if (report.rejected > 0 && !again) return faults_of(report.rows.front());
    if (photo) QY_CHECK(enter_photo(link, record, *photo, report, driver));
    const bool received = record.step == ShipmentStep::receive;
    auto noted = services_.store.write([&](storage::Writer& writer) -> Result<void> {
        if (!again) QY_CHECK(storage::shipments::count_record(writer, link.id));
        if (!received) return {};
        QY_TRY(ended, storage::shipments::end(writer, link.id, LinkEnd::received, now));
        (void)ended;  // by another request, at the same time
        return {};
    });
    QY_CHECK(std::move(noted));
    return ShipmentReceipt{again, report.published > 0, received, photo.has_value()};
}

Result<void> Shipments::enter_photo(const ShipmentLink& link, const ShipmentRecord& record, model::Media photo,
                                    const CaptureReport& report, const model::Actor& driver) {
    photo.id = services_.ids.next<model::MediaId>();
    photo.party = link.party;
    photo.author = driver.name;
    photo.subject = model::MediaSubject::shipment;
    photo.subject_id = link.id.number();
    photo.occasion = model::to_string(record.step);
    photo.created_at = services_.clock.now();
    const auto enter = [&](storage::Writer& writer) -> Result<void> {
        QY_TRY(owner, owner_of(writer, photo.subject, photo.subject_id));
        photo.brand = owner.brand;
        storage::submissions::Query made;
        made.scope = model::Reach::everything();
        made.import = report.import;
        made.limit = 1;
        QY_TRY(submissions, storage::submissions::list(writer, made));
        if (report.accepted > 0 && !submissions.empty()) photo.submission = submissions.front().id;
        QY_TRY(count, storage::media::count(writer, photo.subject, photo.subject_id));
        if (count >= limits::media_per_subject_max) {
            return conflict("media.too_many", {std::to_string(limits::media_per_subject_max)});
        }
        QY_CHECK(storage::media::insert(writer, photo));
        return write_audit(writer, driver,
                           {"media.upload",
                            "media:" + photo.id.to_string(),
                            "ok",
                            {{"subject", object_of(link.id)}, {"bytes", photo.bytes}, {"object", photo.object}}},
                           photo.created_at);
    };
    auto entered = services_.store.write(enter);
    // Sent again, it is there already.
    const bool there = !entered.ok() && entered.error().code == "storage.duplicate";
    return there ? Result<void>() : std::move(entered);
}

}  // namespace qy::business
