#include "publish.h"

#include <algorithm>

#include "base/id.h"
#include "base/sort_unique.h"
#include "certificate_rules.h"
#include "event_writer.h"
#include "product_told.h"
#include "publish_document.h"
#include "row_warnings.h"
#include "storage/event_store.h"
#include "storage/lot_store.h"
#include "storage/party_store.h"

namespace qy::business {
namespace {

using model::LotKind;
using model::Step;

/// Everything that the events of one row share.
struct RowSubjects {
    model::Party recorder;  ///< who records for the whole row; id none: each event's own party
    std::optional<model::Lot> lot;
};

/// True when the draft speaks of a part of the lot: it names a consignment, or a quantity below the lot's own.
bool is_part_of(const model::EventDraft& draft, const model::Lot& lot) {
    if (!draft.consignment_number.empty()) return true;
    if (!draft.quantity || !lot.quantity) return false;
    const auto same_unit = draft.quantity->in(lot.quantity->unit);
    return same_unit.ok() && same_unit->amount < lot.quantity->amount;
}

/// Finds or makes the consignment that a shipment, packing or sale of a part speaks of. A new one is linked to its lot
/// by `event`.
Result<model::Lot> consignment(Publication& publication, const model::Lot& lot, const model::EventDraft& draft,
                               const model::TraceEvent& event) {
    std::string number = draft.consignment_number;
    if (number.empty()) {
        QY_TRY(count, storage::lots::count_consignments(publication.writer, lot.id));
        number = lot.lot_number + "-" + std::to_string(count + 1);
    }
    QY_TRY(found, storage::lots::find_natural(publication.writer, lot.owner, lot.product, number));
    if (found) {
        if (found->parent != lot.id) return conflict("consignment_number.taken", {number});
        return *found;
    }
    model::Lot child;
    child.id = publication.services.ids.next<model::LotId>();
    child.kind = LotKind::consignment;
    child.product = lot.product;
    child.owner = lot.owner;
    child.lot_number = number;
    child.parent = lot.id;
    child.consignee = event.counterparty;
    child.quantity = draft.quantity;
    child.produced_on = lot.produced_on;
    child.place = lot.place;
    child.allergens = lot.allergens;
    QY_CHECK(storage::lots::insert(publication.writer, child));
    QY_CHECK(storage::lots::insert_link(publication.writer,
                                        link_between(lot.id, child.id, event, model::LinkKind::split, draft.quantity)));
    QY_CHECK(take_from(publication, lot.id, draft.quantity));
    return child;
}

/// The lot that a sale by `seller` speaks of: the consignment that went to it when there is exactly one, else the lot.
Result<model::Lot> lot_of_sale(Publication& publication, const model::Lot& lot, model::PartyId seller) {
    QY_TRY(received, storage::lots::consignments(publication.writer, lot.id, seller));
    return received.size() == 1 ? received.front() : lot;
}

/// What the event happened to, and the links that follow from it.
Result<model::LotId> subject_of(Publication& publication, const RowSubjects& subjects, const model::EventDraft& draft,
                                model::TraceEvent& event) {
    if (!subjects.lot) {
        event.lot = event.container;
        return event.lot;
    }
    model::Lot lot = *subjects.lot;
    const auto kind = model::kind_of(draft.step);
    if (kind == model::InfoKind::sales && draft.consignment_number.empty()) {
        QY_TRY(sold, lot_of_sale(publication, lot, event.party));
        lot = sold;
    }
    if ((kind == model::InfoKind::logistics || kind == model::InfoKind::sales) && is_part_of(draft, lot)) {
        QY_TRY(part, consignment(publication, lot, draft, event));
        lot = part;
    }
    if (draft.step == Step::packing) {
        event.inputs.push_back({lot.id, draft.quantity});
        QY_CHECK(storage::lots::insert_link(
            publication.writer,
            link_between(lot.id, event.container, event, model::LinkKind::aggregation, draft.quantity)));
        QY_CHECK(touch(publication, lot.id));
        return event.container;
    }
    if (draft.step == Step::unpacking) {
        event.inputs.push_back({lot.id, draft.quantity});
        QY_TRY(open, storage::lots::close_aggregation(publication.writer, lot.id, event.container, event.event_time));
        if (!open) return conflict("container.not_packed", {lot.lot_number, draft.container});
        QY_CHECK(touch(publication, lot.id));
        return event.container;
    }
    return lot.id;
}

/// Links the inputs of a transformation or merge to its lot, takes the quantities, and hands their allergens down.
Result<void> use_inputs(Publication& publication, model::Lot& lot, const model::EventDraft& draft,
                        model::TraceEvent& event) {
    const auto kind = draft.step == Step::merging ? model::LinkKind::merge : model::LinkKind::transformation;
    auto allergens = lot.allergens;
    for (const auto& input : draft.inputs) {
        QY_TRY(source, existing_lot(publication, input.lot, lot.owner));
        if (source.id == lot.id) return invalid("inputs.itself", {lot.lot_number});
        event.inputs.push_back({source.id, input.quantity});
        QY_CHECK(storage::lots::insert_link(publication.writer,
                                            link_between(source.id, lot.id, event, kind, input.quantity)));
        QY_CHECK(take_from(publication, source.id, input.quantity));
        allergens.insert(allergens.end(), source.allergens.begin(), source.allergens.end());
    }
    sort_unique(allergens);
    if (allergens == lot.allergens) return {};
    lot.allergens = std::move(allergens);
    publication.known.lots.clear();
    return storage::lots::set_allergens(publication.writer, lot.id, lot.allergens);
}

/// A fact that a wide spreadsheet repeats on each of its rows: how the lot was made, how it was tested.
bool is_repeatable_fact(Step step) {
    const auto kind = model::kind_of(step);
    return kind == model::InfoKind::production || kind == model::InfoKind::inspection;
}

/// The event already published for this lot with the same content, if the row merely repeats it.
Result<model::EventId> same_fact(Publication& publication, const model::TraceEvent& event) {
    QY_TRY(told, storage::events::events_at(publication.writer, event));
    for (const auto& earlier : told) {
        if (earlier.event_time == event.event_time && earlier.contents == event.contents &&
            earlier.party == event.party && earlier.place == event.place) {
            return earlier.id;
        }
    }
    return model::EventId();
}

/// A farmer is named by reference only, so that the name can be sealed and erased in one place.
void drop_name(model::TraceEvent& event, const model::Party& party) {
    if (party.kind != model::PartyKind::farmer) return;
    const auto contents = event.contents;
    for (const auto& [field, value] : contents.items()) {
        const auto& row = model::row_of(field);
        const bool repeats = row.type == model::FieldType::name && value == party.name;
        if (repeats && !model::is_protected(row.data_class)) event.contents.set(field, "");
    }
}

/// A cooperative records for its member farmers what they could record themselves.
Result<void> check_may_record(Publication& publication, const model::Party& recorder, const RowSubjects& subjects,
                              const model::TraceEvent& event) {
    const auto owner = subjects.lot ? subjects.lot->owner : model::PartyId();
    auto checked = check_role(recorder, owner, event.step);
    if (checked.ok() || owner.is_none()) return checked;
    if (is_collected(event, recorder)) return {};
    QY_TRY(farmer, storage::parties::find(publication.writer, model::Reach::everything(), owner));
    if (farmer && farmer->cooperative && farmer->cooperative == recorder.id) return {};
    return checked;
}

Result<PublishedEvent> publish_event(Publication& publication, RowSubjects& subjects, const RowContent& row,
                                     const model::EventDraft& draft) {
    model::TraceEvent event;
    event.id = publication.services.ids.next<model::EventId>();
    event.step = draft.step;
    event.event_time = draft.event_time;
    event.record_time = publication.now;
    event.place = draft.place;
    event.quantity = draft.quantity;
    event.contents = draft.contents;
    event.disposition = disposition_of(draft);
    model::Party party = subjects.recorder;
    if (!draft.party_name.empty() && draft.party_name != party.name) {
        QY_TRY(named, party_named(publication, draft.party_name, role_for(model::kind_of(draft.step))));
        party = std::move(named);
    }
    const model::Party& recorder = subjects.recorder.id ? subjects.recorder : party;
    if (recorder.id.is_none()) return invalid("recorder.missing");
    event.party = party.id;
    event.recorder = recorder.id;
    QY_CHECK(check_may_record(publication, recorder, subjects, event));
    drop_name(event, party);
    drop_name(event, recorder);
    if (!draft.counterparty_name.empty()) {
        QY_TRY(consignee, party_named(publication, draft.counterparty_name, model::PartyRole::seller));
        event.counterparty = consignee.id;
        drop_name(event, consignee);
    }
    if (!draft.container.empty()) {
        QY_TRY(unit, logistic_unit(publication, draft.container, subjects.lot ? subjects.lot->owner : event.recorder));
        event.container = unit.id;
    }
    QY_TRY(subject, subject_of(publication, subjects, draft, event));
    event.lot = subject;
    if (row.occurrence == 1 && is_repeatable_fact(draft.step)) {
        QY_TRY(earlier, same_fact(publication, event));
        if (earlier) return PublishedEvent{event.recorder, earlier, true};
    }
    if (subjects.lot) {
        QY_CHECK(use_inputs(publication, *subjects.lot, draft, event));
        QY_CHECK(warn_of_yield(publication, *subjects.lot, draft));
        QY_CHECK(warn_of_sources(publication, *subjects.lot, event));
    }
    std::vector<model::LotId> homes{event.lot};
    if (event.container && event.container != event.lot) homes.push_back(event.container);
    QY_CHECK(store_event(publication, event, homes));
    return PublishedEvent{event.recorder, event.id, false};
}

Result<model::Party> recorder_of(Publication& publication, const RowContent& row) {
    if (row.recorder.is_none()) return model::Party{};
    auto& known = publication.known.parties;
    if (const auto before = known.find(row.recorder.number()); before != known.end()) return before->second;
    QY_TRY(found, storage::parties::find(publication.writer, model::Reach::everything(), row.recorder));
    if (!found) return not_found("party.not_found", {row.recorder.to_string()});
    return known.emplace(row.recorder.number(), *std::move(found)).first->second;
}

}  // namespace

Result<std::vector<PublishedEvent>> publish_row(Publication& publication, const RowContent& row) {
    RowSubjects subjects;
    QY_TRY(recorder, recorder_of(publication, row));
    subjects.recorder = std::move(recorder);
    if (row.is_of_product()) {
        QY_CHECK(publish_product(publication, row, subjects.recorder));
        return std::vector<PublishedEvent>();
    }
    if (!row.lot.ref.lot_number.empty()) {
        model::Party maker = subjects.recorder;
        if (maker.id.is_none() && row.lot.ref.owner_name.empty() && !row.events.empty()) {
            const auto& first = row.events.front();
            QY_TRY(named, party_named(publication, first.party_name, role_for(model::kind_of(first.step))));
            maker = std::move(named);
        }
        QY_TRY(lot, lot_for_row(publication, row.lot, maker));
        subjects.lot = std::move(lot);
    }
    std::vector<PublishedEvent> published;
    for (const auto& draft : row.events) {
        if (draft.is_document()) {
            QY_TRY(told, publish_document(publication, subjects.recorder, draft));
            published.push_back({subjects.recorder.id, told, false});
            continue;
        }
        QY_TRY(event, publish_event(publication, subjects, row, draft));
        published.push_back(event);
    }
    const bool sold = std::ranges::any_of(
        row.events, [](const auto& draft) { return draft.step == Step::retail_selling && !draft.is_document(); });
    if (sold && subjects.lot) QY_CHECK(warn_of_steps(publication, *subjects.lot));
    return published;
}

}  // namespace qy::business
