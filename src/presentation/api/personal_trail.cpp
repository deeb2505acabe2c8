#include "personal_trail.h"

#include <algorithm>

#include "model/field.h"

namespace qy::presentation {
namespace {

constexpr std::string_view kFarmersName = "party.name";

bool is_masked(std::string_view value) {
    return value.find('*') != std::string_view::npos;
}

void note(model::CallTrail& trail, std::string_view field) {
    if (std::ranges::find(trail.personal, field) == trail.personal.end()) trail.personal.emplace_back(field);
}

void note_party(model::CallTrail& trail, const model::ShownParty& party) {
    if (party.kind == model::PartyKind::farmer && party.id && !is_masked(party.name)) note(trail, kFarmersName);
}

void note_event(model::CallTrail& trail, const model::ShownEvent& shown) {
    for (const auto& [field, value] : shown.event.contents.items()) {
        const auto& row = model::row_of(field);
        if (row.data_class == model::DataClass::personal && !is_masked(value)) note(trail, row.name);
    }
    note_party(trail, shown.party);
    note_party(trail, shown.recorder);
    if (shown.counterparty) note_party(trail, *shown.counterparty);
}

}  // namespace

void note_personal(const Call& call, const model::TraceAnswer& answer) {
    auto* const trail = call.actor.trail;
    if (trail == nullptr || call.actor.is_anonymous()) return;
    if (answer.lot) trail->object = "lot:" + answer.lot->id.to_string();
    for (const auto& event : answer.events) note_event(*trail, event);
    if (answer.party) note_party(*trail, *answer.party);
}

void note_personal(const Call& call, const model::Submission& submission) {
    auto* const trail = call.actor.trail;
    if (trail == nullptr) return;
    const std::string object = "submission:" + submission.id.to_string();
    // Of a list, the first and the last.
    const auto first = trail->object.substr(0, trail->object.find(' '));
    trail->object = first.empty() ? object : first + " … " + object;
    for (const auto& field : submission.personal) note(*trail, field);
}

void note_personal(const Call& call, std::string object, const business::LotHistory& history) {
    auto* const trail = call.actor.trail;
    if (trail == nullptr) return;
    trail->object = std::move(object);
    for (const auto& entry : history.entries) {
        note_party(*trail, entry.recorder);
        for (const auto& change : entry.changes) {
            if (change.data_class == model::DataClass::personal) note(*trail, change.field);
        }
    }
}

void note_personal(const Call& call, std::string object, const business::Certificate& certificate) {
    auto* const trail = call.actor.trail;
    if (trail == nullptr) return;
    trail->object = std::move(object);
    const auto& contact = model::row_of(model::Field::certificate_contact);
    if (!certificate.contact.empty() && !is_masked(certificate.contact)) note(*trail, contact.name);
}

}  // namespace qy::presentation
