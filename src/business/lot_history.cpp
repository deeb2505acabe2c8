#include "business/lot_history.h"

#include <algorithm>

#include "business/trace_query.h"
#include "model/event_time.h"
#include "model/trace_answer.h"

namespace qy::business {
namespace {

using model::ShownEvent;
using model::View;

Json text_or_null(const model::Fields& fields, model::Field field) {
    const auto text = fields.get(field);
    return text.empty() ? Json(nullptr) : Json(text);
}

/// What one event says, beside what the one that it corrects said.
std::vector<FieldDiff> changes_of(const ShownEvent& shown, const ShownEvent* corrected) {
    static const model::Fields kNothing;
    const auto& after = shown.event.contents;
    const auto& before = corrected == nullptr ? kNothing : corrected->event.contents;
    std::vector<FieldDiff> changes;
    for (const auto& row : model::fields()) {
        auto was = text_or_null(before, row.field);
        auto is = text_or_null(after, row.field);
        if (was == is) continue;
        changes.push_back(
            {std::string(row.name), row.zh, row.en, row.data_class, std::move(was), std::move(is), nullptr});
    }
    return changes;
}

const ShownEvent* find_event(const std::vector<ShownEvent>& events, model::EventId id) {
    if (id.is_none()) return nullptr;
    const auto found = std::ranges::find_if(events, [&](const ShownEvent& shown) { return shown.event.id == id; });
    return found == events.end() ? nullptr : &*found;
}

}  // namespace

Result<LotHistory> lot_history(const Services& services, model::LotId lot, const model::Actor& actor) {
    TraceQuery trace(services);
    QY_TRY(answer, trace.by_lot(lot, actor));
    if (answer.view != View::own_party && answer.view != View::regulator) return not_found("lot.not_found");
    LotHistory history;
    std::vector<const ShownEvent*> events;
    for (const auto& shown : answer.events) {
        if (shown.event.lot == lot) events.push_back(&shown);
    }
    std::ranges::stable_sort(events, {}, [](const ShownEvent* shown) { return shown->event.record_time.microseconds; });
    for (const auto* const shown : events) {
        const auto& event = shown->event;
        history.entries.push_back({event.id, event.step, event.event_time.to_string(),
                                   model::to_rfc3339(event.record_time), shown->recorder, event.corrects,
                                   changes_of(*shown, find_event(answer.events, event.corrects))});
    }
    return history;
}

}  // namespace qy::business
