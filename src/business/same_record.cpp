#include "same_record.h"

#include <algorithm>

#include "record_table.h"

namespace qy::business {
namespace {

bool same_contents(const model::TraceEvent& event, const model::EventDraft& draft) {
    for (const auto& [field, value] : event.contents.items()) {
        const auto* const told = draft.contents.find(field);
        const bool left_out = told == nullptr && model::is_protected(model::row_of(field).data_class);
        if (!left_out && (told == nullptr || *told != value)) return false;
    }
    const auto kind = model::kind_of(draft.step);
    return std::ranges::all_of(draft.contents.items(), [&](const model::Fields::Item& item) {
        const bool names_party = kind != model::InfoKind::common && item.first == model::party_field_of(kind);
        return event.contents.has(item.first) || names_party || item.first == model::Field::consignment_number;
    });
}

/// By its number, or as a part of that lot.
bool same_lot(const model::TraceEvent& event, const EventNames& names, const model::LotRef& ref) {
    const auto* const lot = names.goods_of(event);
    if (lot == nullptr || ref.lot_number.empty()) return ref.lot_number.empty();
    const auto* const whole = names.lot(lot->parent);
    const auto* const product = names.product(lot->product);
    const bool numbered =
        lot->lot_number == ref.lot_number || (whole != nullptr && whole->lot_number == ref.lot_number);
    return numbered && (product == nullptr || ref.product_name.empty() || product->name == ref.product_name);
}

bool same_inputs(const model::TraceEvent& event, const EventNames& names, const model::EventDraft& draft) {
    if (model::kind_of(draft.step) != model::InfoKind::production) return true;  // drafts of other kinds have none
    return std::ranges::equal(event.inputs, draft.inputs, [&](const auto& used, const model::InputRef& told) {
        const auto* const lot = names.lot(used.lot);
        return lot != nullptr && lot->lot_number == told.lot.lot_number && used.quantity == told.quantity;
    });
}

}  // namespace

Result<bool> says_the_same(storage::Reader& reader, const model::TraceEvent& event, const model::LotRef& lot,
                           const model::EventDraft& draft) {
    const bool same = event.step == draft.step && event.event_time == draft.event_time && event.place == draft.place &&
                      event.quantity == draft.quantity && same_contents(event, draft);
    if (!same) return false;
    QY_TRY(names, EventNames::read(reader, {event}));
    return same_lot(event, names, lot) && same_inputs(event, names, draft);
}

}  // namespace qy::business
