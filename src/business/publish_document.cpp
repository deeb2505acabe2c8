#include "publish_document.h"

#include <algorithm>

#include "base/id.h"
#include "base/limits.h"
#include "base/sort_unique.h"
#include "business/search.h"
#include "event_writer.h"
#include "storage/catalogue_store.h"
#include "storage/event_store.h"
#include "storage/lot_store.h"

namespace qy::business {
namespace {

using model::LotKind;
using model::SubjectRef;
using model::SubjectRole;

/// A subject with the lot, item, unit or place that stands for it.
struct Found {
    SubjectRole role;
    model::Lot lot;
    std::optional<model::Quantity> quantity;
};

class DocumentPublisher {
 public:
    DocumentPublisher(Publication& publication, const model::Party& recorder, const model::EventDraft& draft)
        : publication_(publication), writer_(publication.writer), recorder_(recorder), draft_(draft) {}

    Result<model::EventId> publish();

 private:
    Result<void> find_subjects();
    Result<model::Lot> lot_of(const SubjectRef& ref);
    Result<model::Lot> known_lot(const SubjectRef& ref, const model::Product& product);
    Result<model::Lot> thing_of(const SubjectRef& ref);
    Result<std::optional<model::Product>> product_of(const std::string& gtin, bool create);
    Result<model::Lot> insert(model::Lot lot);
    Result<void> link_to_lot(const SubjectRef& ref, const model::Lot& item);
    [[nodiscard]] bool makes(SubjectRole role) const;
    [[nodiscard]] std::vector<const Found*> of(SubjectRole role) const;

    Result<void> describe();
    void choose_homes();
    Result<void> transform();
    Result<void> hand_down_allergens(const std::vector<const Found*>& inputs, const std::vector<const Found*>& outputs);
    Result<void> pack();

    Publication& publication_;
    storage::Writer& writer_;
    const model::Party& recorder_;
    const model::EventDraft& draft_;
    model::TraceEvent event_;
    std::vector<Found> found_;
    std::vector<model::LotId> homes_;
    std::vector<model::LotLink> item_links_;  // lots to items that come to be with this event
};

std::vector<const Found*> DocumentPublisher::of(SubjectRole role) const {
    std::vector<const Found*> list;
    for (const auto& found : found_) {
        if (found.role == role) list.push_back(&found);
    }
    return list;
}

/// True for what this event brings into being.
bool DocumentPublisher::makes(SubjectRole role) const {
    return role == SubjectRole::output || (role == SubjectRole::subject && draft_.step == model::Step::commissioning);
}

Result<std::optional<model::Product>> DocumentPublisher::product_of(const std::string& gtin, bool create) {
    if (gtin.empty()) return std::optional<model::Product>();
    QY_TRY(products, storage::catalogue::products_by_gtin(writer_, gtin));
    const auto own = std::ranges::find(products, recorder_.id, &model::Product::owner);
    if (own != products.end()) return std::optional(*own);
    if (products.size() == 1) return std::optional(products.front());
    if (products.size() > 1) return conflict("gtin.ambiguous", {gtin});
    if (!create) return std::optional<model::Product>();
    model::Product product;
    product.id = publication_.services.ids.next<model::ProductId>();
    product.owner = recorder_.id;
    product.name = "GTIN " + gtin;
    product.gtin = gtin;
    QY_CHECK(storage::catalogue::insert_product(writer_, product));
    QY_CHECK(index_product(writer_, product));
    publication_.known.products.erase({product.owner.number(), product.name});
    return std::optional(std::move(product));
}

Result<model::Lot> DocumentPublisher::insert(model::Lot lot) {
    lot.id = publication_.services.ids.next<model::LotId>();
    QY_CHECK(storage::lots::insert(writer_, lot));
    return lot;
}

/// The lot of a product; the first event that makes it fills what is not known of it yet.
Result<model::Lot> DocumentPublisher::known_lot(const SubjectRef& ref, const model::Product& product) {
    QY_TRY(stored, storage::lots::find_natural(writer_, product.owner, product.id, ref.number));
    if (!stored && !publication_.trusted && product.owner != publication_.party) {
        return not_found("lot_number.unknown", {ref.number});
    }
    model::Lot lot = stored.value_or(model::Lot{});
    const bool made = makes(ref.role);
    if (!lot.quantity && made) lot.quantity = ref.quantity;
    if (lot.produced_on.empty() && made) lot.produced_on = draft_.event_time.day();
    if (lot.place.empty() && made) lot.place = draft_.place;
    if (stored) {
        if (made && lot.kind == LotKind::produced) {
            QY_CHECK(storage::lots::complete(writer_, lot));
            publication_.known.lots.clear();
        }
        return lot;
    }
    lot.product = product.id;
    lot.owner = product.owner;
    lot.lot_number = ref.number;
    lot.allergens = product.allergens;
    return insert(std::move(lot));
}

Result<model::Lot> DocumentPublisher::lot_of(const SubjectRef& ref) {
    if (ref.gtin.empty()) {
        model::LotDraft lot;
        lot.ref = ref.lot;
        if (makes(ref.role)) lot.quantity = ref.quantity;
        return lot_for_row(publication_, lot, recorder_);
    }
    QY_TRY(products, storage::catalogue::products_by_gtin(writer_, ref.gtin));
    for (const auto& product : products) {  // a lot that exists decides between owners who share a GTIN
        QY_TRY(stored, storage::lots::find_natural(writer_, product.owner, product.id, ref.number));
        if (stored) return known_lot(ref, product);
    }
    QY_TRY(product, product_of(ref.gtin, true));
    return known_lot(ref, *product);
}

/// Links an item to the lot that it says it is of, when it comes to be.
Result<void> DocumentPublisher::link_to_lot(const SubjectRef& ref, const model::Lot& item) {
    if (ref.lot_number.empty()) return {};
    QY_TRY(lot, lot_of({SubjectRole::subject, LotKind::produced, ref.gtin, ref.lot_number, {}, {}}));
    item_links_.push_back({lot.id, item.id, event_.id, model::LinkKind::split, event_.event_time, {}, {}});
    return {};
}

/// An item, a unit or a place, by its identifier.
Result<model::Lot> DocumentPublisher::thing_of(const SubjectRef& ref) {
    QY_TRY(numbered, storage::lots::with_number(writer_, ref.number, limits::trace_candidates_max));
    std::erase_if(numbered,
                  [](const auto& lot) { return lot.kind == LotKind::produced || lot.kind == LotKind::consignment; });
    const auto own = std::ranges::find(numbered, recorder_.id, &model::Lot::owner);
    if (own != numbered.end()) return *own;
    if (!numbered.empty()) return numbered.front();
    model::Lot lot;
    lot.kind = ref.kind;
    lot.owner = recorder_.id;
    lot.lot_number = ref.number;
    lot.quantity = ref.quantity;
    QY_TRY(product, product_of(ref.gtin, ref.role != SubjectRole::home));
    if (product) {
        lot.product = product->id;
        lot.owner = product->owner;
    }
    QY_TRY(inserted, insert(std::move(lot)));
    QY_CHECK(link_to_lot(ref, inserted));
    return inserted;
}

Result<void> DocumentPublisher::find_subjects() {
    const bool homeless =
        std::ranges::all_of(draft_.subjects, [](const SubjectRef& ref) { return ref.role == SubjectRole::home; });
    for (const auto& ref : draft_.subjects) {
        if (ref.role == SubjectRole::home && !homeless) continue;
        QY_TRY(lot, ref.kind == LotKind::produced ? lot_of(ref) : thing_of(ref));
        const bool known = std::ranges::any_of(
            found_, [&](const Found& other) { return other.role == ref.role && other.lot.id == lot.id; });
        if (!known) found_.push_back({ref.role, std::move(lot), ref.quantity});
    }
    return {};
}

Result<void> DocumentPublisher::describe() {
    event_.id = publication_.services.ids.next<model::EventId>();
    event_.recorder = recorder_.id;
    event_.party = recorder_.id;
    event_.step = draft_.step;
    event_.event_time = draft_.event_time;
    event_.record_time = publication_.now;
    event_.place = draft_.place;
    event_.contents = draft_.contents;
    event_.disposition = draft_.disposition.value_or(disposition_of(draft_));
    if (!draft_.counterparty_name.empty()) {
        QY_TRY(party, party_named(publication_, draft_.counterparty_name, model::PartyRole::seller));
        event_.counterparty = party.id;
    }
    if (!draft_.error_of.empty()) {
        QY_TRY(key, storage::events::find_key(writer_, recorder_.id, draft_.error_of));
        if (key) event_.corrects = key->event;
    }
    return {};
}

/// The first home is what the event happened to; inputs are told by the event, not the other way round.
void DocumentPublisher::choose_homes() {
    constexpr SubjectRole kOrder[] = {SubjectRole::container, SubjectRole::output,  SubjectRole::subject,
                                      SubjectRole::content,   SubjectRole::removed, SubjectRole::seen_in,
                                      SubjectRole::home,      SubjectRole::input};
    for (const auto role : kOrder) {
        const bool only_told = role == SubjectRole::input;
        for (const auto* found : of(role)) {
            if (role == SubjectRole::container) event_.container = found->lot.id;
            const bool part = role == SubjectRole::content || role == SubjectRole::removed ||
                              role == SubjectRole::seen_in || role == SubjectRole::input;
            if (part) event_.inputs.push_back({found->lot.id, found->quantity});
            if ((only_told && !homes_.empty()) || std::ranges::find(homes_, found->lot.id) != homes_.end()) continue;
            if (homes_.empty()) {
                event_.lot = found->lot.id;
                event_.quantity = found->quantity;
            } else {
                event_.others.push_back({found->lot.id, found->quantity});
            }
            homes_.push_back(found->lot.id);
        }
    }
}

Result<void> DocumentPublisher::hand_down_allergens(const std::vector<const Found*>& inputs,
                                                    const std::vector<const Found*>& outputs) {
    std::vector<std::string> allergens;
    for (const auto* input : inputs) {
        allergens.insert(allergens.end(), input->lot.allergens.begin(), input->lot.allergens.end());
    }
    for (const auto* output : outputs) {
        auto all = allergens;
        all.insert(all.end(), output->lot.allergens.begin(), output->lot.allergens.end());
        sort_unique(all);
        if (all != output->lot.allergens) QY_CHECK(storage::lots::set_allergens(writer_, output->lot.id, all));
    }
    publication_.known.lots.clear();
    return {};
}

Result<void> DocumentPublisher::transform() {
    const auto inputs = of(SubjectRole::input);
    const auto outputs = of(SubjectRole::output);
    if (inputs.size() * outputs.size() > limits::epcis_links_per_event_max) {
        return too_large("epcis.too_many_links", {std::to_string(limits::epcis_links_per_event_max)});
    }
    for (const auto* input : inputs) {
        for (const auto* output : outputs) {
            if (input->lot.id == output->lot.id) continue;  // what is left of a lot is that lot
            QY_CHECK(storage::lots::insert_link(
                writer_,
                link_between(input->lot.id, output->lot.id, event_, model::LinkKind::transformation, input->quantity)));
        }
        QY_CHECK(take_from(publication_, input->lot.id, input->quantity));
    }
    return hand_down_allergens(inputs, outputs);
}

Result<void> DocumentPublisher::pack() {
    if (event_.container.is_none()) return {};
    for (const auto* content : of(SubjectRole::content)) {
        if (content->lot.id == event_.container) continue;
        QY_CHECK(storage::lots::insert_link(writer_, link_between(content->lot.id, event_.container, event_,
                                                                  model::LinkKind::aggregation, content->quantity)));
    }
    const auto removed = of(SubjectRole::removed);
    for (const auto* content : removed) {
        QY_TRY(open, storage::lots::close_aggregation(writer_, content->lot.id, event_.container, event_.event_time));
        (void)open;  // what we never saw packed may be unpacked
    }
    const bool everything = removed.empty() && draft_.empties_container;
    if (!everything) return {};
    QY_TRY(closed, storage::lots::close_container(writer_, event_.container, event_.event_time));
    (void)closed;
    return {};
}

Result<model::EventId> DocumentPublisher::publish() {
    QY_CHECK(describe());
    QY_CHECK(find_subjects());
    choose_homes();
    QY_ASSERT(!homes_.empty());
    const auto primary = std::ranges::find(found_, event_.lot, [](const Found& found) { return found.lot.id; });
    QY_CHECK(check_role(recorder_, primary->lot.owner, draft_.step));
    for (const auto& link : item_links_) QY_CHECK(storage::lots::insert_link(writer_, link));
    QY_CHECK(transform());
    QY_CHECK(pack());
    QY_CHECK(store_event(publication_, event_, homes_));
    return event_.id;
}

}  // namespace

Result<model::EventId> publish_document(Publication& publication, const model::Party& recorder,
                                        const model::EventDraft& draft) {
    return DocumentPublisher(publication, recorder, draft).publish();
}

}  // namespace qy::business
