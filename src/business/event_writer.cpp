#include "event_writer.h"

#include <algorithm>

#include "business/ledger.h"
#include "row_warnings.h"
#include "storage/event_store.h"
#include "storage/lot_store.h"

namespace qy::business {

using model::Step;

model::LotLink link_between(model::LotId from, model::LotId to, const model::TraceEvent& event, model::LinkKind kind,
                            std::optional<model::Quantity> quantity) {
    return {from, to, event.id, kind, event.event_time, std::nullopt, std::move(quantity)};
}

/// Adds to what was taken from a lot; a unit of another dimension leaves the stock untouched.
Result<void> take_from(Publication& publication, model::LotId lot, const std::optional<model::Quantity>& quantity) {
    if (!quantity) return touch(publication, lot);
    QY_TRY(stock, storage::lots::stock(publication.writer, lot));
    if (!stock.quantity) return touch(publication, lot);
    const auto converted = quantity->in(stock.quantity->unit);
    if (!converted.ok()) return touch(publication, lot);
    Decimal taken;
    if (!stock.taken.empty()) {
        QY_TRY(before, Decimal::parse(stock.taken));
        taken = before;
    }
    QY_CHECK(warn_of_stock(publication, lot, *stock.quantity, taken, converted->amount));
    QY_TRY(sum, taken.plus(converted->amount));
    return storage::lots::set_taken(publication.writer, lot, sum.to_string());
}

Result<void> store_event(Publication& publication, const model::TraceEvent& event,
                         const std::vector<model::LotId>& homes) {
    Json record = model::to_json(event);
    QY_CHECK(storage::events::insert(publication.writer, event, record, homes));
    for (const auto home : homes) QY_CHECK(touch(publication, home));
    QY_TRY(position, append_to_ledger(
                         publication.writer,
                         {"event", event.lot.to_string(), event.id.number(), std::move(record), hidden_members(event)},
                         publication.services.random, publication.now));
    (void)position;
    return {};
}

model::Disposition disposition_of(const model::EventDraft& draft) {
    switch (draft.step) {
        case Step::inspecting:
            return draft.contents.get(model::Field::test_result) == "unqualified" ? model::Disposition::non_conformant
                                                                                  : model::Disposition::active;
        case Step::shipping:
        case Step::transporting:
            return model::Disposition::in_transit;
        case Step::retail_selling:
            return model::Disposition::retail_sold;
        default:
            return model::Disposition::active;
    }
}

Result<void> check_role(const model::Party& recorder, model::PartyId owner, Step step) {
    const bool owns = owner && owner == recorder.id;
    const auto may = [step](model::PartyRole role) { return model::may_record(role, step); };
    if (owns || std::ranges::any_of(recorder.roles, may)) return {};
    return denied("recorder.role", {recorder.name, std::string(model::to_string(step))});
}

std::vector<std::string> hidden_members(const model::TraceEvent& event) {
    std::vector<std::string> hidden;
    for (const auto& [field, value] : event.contents.items()) {
        const auto& row = model::row_of(field);
        if (row.audience != model::Audience::everyone || row.data_class != model::DataClass::open) {
            hidden.push_back("contents/" + std::string(row.name));
        }
    }
    // Who received how much of what, packed in which box, is for the chain alone.
    if (event.counterparty) hidden.emplace_back("counterparty");
    if (event.quantity) hidden.emplace_back("quantity");
    if (!event.inputs.empty()) hidden.emplace_back("inputs");
    if (event.container) hidden.emplace_back("container");
    if (!event.others.empty()) hidden.emplace_back("others");
    return hidden;
}

}  // namespace qy::business
