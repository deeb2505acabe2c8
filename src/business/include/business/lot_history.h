#pragma once
// How the record of a lot came to be: who wrote what, when, and what was corrected, before and after. (clause 6.2.1)
#include <string>
#include <vector>

#include "base/result.h"
#include "business/services.h"
#include "business/submission_diff.h"
#include "model/actor.h"
#include "model/trace_answer.h"
#include "model/trace_event.h"

namespace qy::business {

struct LotHistory {
    struct Entry {
        model::EventId event;
        model::Step step = model::Step::commissioning;
        std::string event_time;
        std::string recorded_at;  ///< RFC 3339
        model::ShownParty recorder;
        model::EventId corrects;         ///< the event whose error this one declares
        std::vector<FieldDiff> changes;  ///< `before` is that of the corrected event; null for what is new
    };
    std::vector<Entry> entries;  ///< in the order in which they were recorded
};

/// As the actor's view of the lot shows and masks its events; published facts never change, so every past version is
/// there. Errors: not_found `lot.not_found`: no such lot, or one that is not the actor's to look into; those of
/// storage.
Result<LotHistory> lot_history(const Services& services, model::LotId lot, const model::Actor& actor);

}  // namespace qy::business
