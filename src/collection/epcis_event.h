#pragma once
// From one event's tree to what the public header promises of it.
#include <string>
#include <vector>

#include "collection/epcis.h"
#include "epcis_context.h"
#include "epcis_node.h"

namespace qy::collection {

/// What the head of a document says that concerns its events.
struct DocumentHead {
    EpcisContext context;
    std::vector<std::string> ignored;  ///< names that the document leaves out of its hashes, "{space}name"
};

/// Checks, hashes and writes one event whose names are resolved. `faults`: what reading found already.
[[nodiscard]] EpcisEvent finished_event(Node event, std::int64_t number, const DocumentHead& head, EventFaults faults);

/// Takes a member of the head called ignoreFields, whatever its namespace: a list of names.
void take_ignored(const Node& names, DocumentHead& head);

/// Errors: invalid `epcis.version` {version}.
Result<void> check_version(std::string_view version);

}  // namespace qy::collection
