#pragma once
// Who sees what: filters and masks the contents of events by the field table. Pure functions.
// (clauses 7.1.1–7.1.5, 9.2.1; architecture §3 "Who sees what")
#include <optional>
#include <vector>

#include "model/field.h"
#include "model/party.h"
#include "model/trace_answer.h"

namespace qy::business {

/// What the asking party is to one event. Nothing set: anybody.
struct Standing {
    bool regulator = false;
    bool brand_manager = false;  ///< of the brand of the event's lot
    bool owner = false;          ///< of the event's lot
    bool recorder = false;       ///< recorded the event
    bool doer = false;           ///< did what it tells, as its recorder says

    /// The audience `chain`; also whoever knows the names of the parties of the event.
    [[nodiscard]] bool in_chain() const { return regulator || brand_manager || owner || recorder || doer; }
    /// The audience `recorder`. Who is merely named as the doer is not in it: anyone may be named.
    [[nodiscard]] bool is_recorder() const { return regulator || recorder; }
    [[nodiscard]] bool in(model::Audience audience) const;
};

enum class Shown : std::uint8_t { whole, masked, hidden };

/// How a value of this field is shown. `opened`: the owner of the product opened the field (counts only for openable
/// ones); `closed`: it keeps the field to the chain (counts only for closable ones).
[[nodiscard]] Shown how_shown(const model::FieldRow& row, const Standing& standing, bool opened, bool closed = false);
/// The same where its owner narrowed the field to an audience: whoever is not in it sees nothing, opened or not.
[[nodiscard]] Shown how_shown(const model::FieldRow& row, const Standing& standing, bool opened,
                              std::optional<model::Audience> narrowed);

using Narrowing = std::vector<model::Narrowed>;

/// What the recorder of an event and the owner of its lot narrow, without what the brand must show. A recorder narrows
/// its own records as far as it may; the owner of the lot those of others down to the chain, which it belongs to.
/// Null parties narrow nothing.
[[nodiscard]] Narrowing narrowed_by(const model::Party* recorder, const model::Party* owner,
                                    const std::vector<model::Field>& must_show);
/// The narrowest audience that is named for the field.
[[nodiscard]] std::optional<model::Audience> audience_in(const Narrowing& narrowing, model::Field field);

/// The value in its masked form. REQUIRES: mask is not hidden.
[[nodiscard]] std::string masked(std::string_view value, model::Mask mask);

/// The contents as they may be shown.
[[nodiscard]] model::Fields shown_contents(const model::Fields& contents, const Standing& standing,
                                           const std::vector<model::Field>& opened,
                                           const std::vector<model::Field>& closed = {},
                                           const Narrowing& narrowed = {});

/// The party as it may be shown. `knows`: to one who knows its name (the chain, a regulator, the party itself). Others
/// see a farmer's name masked, and of a party that discloses only its region a description of it.
[[nodiscard]] model::ShownParty shown_party(const model::Party& party, bool knows);
/// True when shown_party(party, false) tells less than the name.
[[nodiscard]] bool keeps_name(const model::Party& party);

/// What belongs to one event beside its contents.
struct EventSetting {
    Standing standing;
    const std::vector<model::Field>* opened = nullptr;  ///< by the owner of the event's product
    const model::Party* party = nullptr;                ///< who did it; null: unknown
    const model::Party* owner = nullptr;                ///< of the event's lot; null: unknown
    const std::vector<model::Field>* closed = nullptr;  ///< kept to the chain by that owner
    Narrowing narrowed = {};                            ///< narrowed_by of its recorder and its lot's owner
    bool is_counterparty = false;                       ///< the asking party is the event's counterparty
};

/// False for events that this asker may not see at all: test results that are not final yet, outside the chain.
[[nodiscard]] bool may_see(const model::TraceEvent& event, const Standing& standing);

/// The event as it may be shown: contents, quantity, inputs, counterparty and places filtered by the table's rows for
/// them.
[[nodiscard]] model::TraceEvent shown_event(model::TraceEvent event, const EventSetting& setting);

/// The row of the table that speaks for an event's own quantity: produced, shipped or sold.
[[nodiscard]] model::Field quantity_field_of(model::Step step);

}  // namespace qy::business
