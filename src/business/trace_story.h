#pragma once
// The events that belong to the story of a walk: each once, with the node it happened to. (clause 6.3.2)
#include <vector>

#include "trace_walk.h"

namespace qy::business {

struct StoryEvent {
    model::TraceEvent event;
    std::size_t node = 0;  ///< place in Walk::nodes
};

struct StoryRules {
    std::size_t events_max = 0;  ///< ≥ 1; the nearest are kept
    /// Leaves out what was recorded on a lot about a consignment taken from it, unless the walk went through it.
    bool only_own_path = true;
};

struct Story {
    std::vector<StoryEvent> events;  ///< oldest first
    bool cut = false;                ///< there were more than events_max
};

/// At most four statements, however many lots: ancestors, the lot and what became of it, containers, and copies behind
/// pointers. Of an ancestor also come inspections of any time and corrections of events that are told. Events of a
/// logistic unit about other lots in it never come; of the inputs of an event only those that the walk visited remain.
/// Errors: those of storage; corrupt `event.corrupt` {member}.
Result<Story> read_story(storage::Reader& reader, const Walk& walk, const StoryRules& rules);

}  // namespace qy::business
